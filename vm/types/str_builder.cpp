// SPDX-License-Identifier: MIT
//
// Growing, widening and finishing; see str_builder.h.
#include "vm/types/str_builder.h"

#include <algorithm>
#include <cstring>

namespace islet {

namespace {

constexpr std::size_t kMaxCharacters = std::size_t{1} << 45;

CharRange range_of_str(const Str& s) {
    if (s.is_ascii()) return CharRange::Ascii;
    return s.width() == 1 ? CharRange::Latin1 : s.width() == 2 ? CharRange::Bmp : CharRange::All;
}

} // namespace

StrBuilder::~StrBuilder() {
    if (block_) t_.heap().free_object(block_);
}

// Moves the text to a block with room for `count` more characters of `width` bytes.
bool StrBuilder::grow(std::size_t count, unsigned width) {
    if (count > kMaxCharacters || size_ + count > kMaxCharacters) return false;
    const std::size_t needed = (size_ + count) * width;
    std::size_t wanted = needed;
    // A text that grew before will grow again; one that only got wider may not.
    if (count != 0 && size_ != 0) wanted += needed < 64 * 1024 ? needed / 2 : needed / 4;
    auto* const block = static_cast<Str*>(t_.heap().alloc_object(sizeof(Str) + wanted));
    if (!block) return false;
    block->shape = nullptr; // counts as free until it is a str
    copy_chars(chars(), block + 1, static_cast<CharWidth>(width));
    if (block_) t_.heap().free_object(block_);
    block_ = block;
    data_ = block + 1;
    width_ = width;
    capacity_ = Heap::block_size(block) - sizeof(Str);
    return true;
}

void* StrBuilder::room(std::size_t count, CharRange range) {
    if (failed_) return nullptr;
    const unsigned needed = range <= range_ ? width_ : static_cast<unsigned>(width_of(range));
    const unsigned width = needed > width_ ? needed : width_;
    if (width != width_ || count > capacity_ / width - size_) [[unlikely]] {
        if (width != width_ && size_ == 0 && count <= capacity_ / width) {
            width_ = width; // nothing to convert
        } else if (!grow(count, width)) {
            failed_ = true;
            return nullptr;
        }
    }
    if (range > range_) range_ = range;
    return static_cast<char*>(data_) + size_ * width_;
}

void StrBuilder::append(const Chars& chars, CharRange range) {
    void* const place = room(chars.size, range);
    if (!place) return;
    const std::size_t from = static_cast<std::size_t>(chars.width);
    if (from <= width_) {
        copy_chars(chars, place, static_cast<CharWidth>(width_));
    } else {
        // The characters are narrower than the array they came in.
        for (std::size_t i = 0; i < chars.size; ++i) {
            if (width_ == 1)
                static_cast<std::uint8_t*>(place)[i] = static_cast<std::uint8_t>(chars[i]);
            else
                static_cast<char16_t*>(place)[i] = static_cast<char16_t>(chars[i]);
        }
    }
    size_ += chars.size;
}

void StrBuilder::append(const Chars& chars) {
    append(chars, find_range(chars));
}
void StrBuilder::append(const Str& s) {
    append(chars_of(s), range_of_str(s));
}
void StrBuilder::append_ascii(std::string_view ascii) {
    append(Chars(ascii), CharRange::Ascii);
}

void StrBuilder::append_utf8(std::string_view utf8) {
    while (!utf8.empty()) {
        const Utf8Scan scan = scan_utf8(utf8.data(), utf8.size(), Surrogates::Allow);
        if (void* const place = room(scan.code_points, scan.range)) {
            decode_utf8(utf8.data(), scan.valid, place, static_cast<CharWidth>(width_));
            size_ += scan.code_points;
        }
        if (scan.ok() || failed_) return;
        append_char(0xFFFD);
        utf8.remove_prefix(scan.fault_end);
    }
}

void StrBuilder::append_char(char32_t c) {
    void* const place = room(1, range_of(c));
    if (!place) return;
    if (width_ == 1)
        *static_cast<std::uint8_t*>(place) = static_cast<std::uint8_t>(c);
    else if (width_ == 2)
        *static_cast<char16_t*>(place) = static_cast<char16_t>(c);
    else
        *static_cast<char32_t*>(place) = c;
    ++size_;
}

void StrBuilder::append_fill(char32_t c, std::size_t count) {
    if (count == 0) return;
    void* const place = room(count, range_of(c));
    if (!place) return;
    if (width_ == 1)
        std::memset(place, static_cast<int>(c), count);
    else if (width_ == 2)
        std::fill_n(static_cast<char16_t*>(place), count, static_cast<char16_t>(c));
    else
        std::fill_n(static_cast<char32_t*>(place), count, c);
    size_ += count;
}

Ref StrBuilder::finish() {
    if (failed_) return t_.raise_memory_error();
    if (size_ == 0) return Ref::share(&t_.name(Name::empty));
    if (size_ == 1) return make_str_char(t_, chars()[0]);
    const std::size_t bytes = size_ * width_;
    // A block that fits well becomes the str; otherwise a copy of the right size.
    if (block_ && capacity_ - bytes <= capacity_ / 4) {
        Str* const s = std::exchange(block_, nullptr);
        adopt_str_block(t_, s, size_, range_);
        return Ref::adopt(s);
    }
    Ref result = make_str_uninit(t_, size_, static_cast<char32_t>(range_));
    if (!result) return result;
    std::memcpy(result.as<Str>().data(), data_, bytes);
    return result;
}

} // namespace islet
