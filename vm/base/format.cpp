// SPDX-License-Identifier: MIT
// The growing of TextBuffer and the one compiled copy of the formatter.
#include "vm/base/format.h"

#include "vm/base/float_text.h"

#include <charconv>

namespace islet {

namespace {

template <class T>
void append_integer(TextBuffer& out, T value, int base) {
    char digits[72];
    const auto end = std::to_chars(digits, digits + sizeof digits, value, base).ptr;
    out.append(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

} // namespace

bool TextBuffer::grow(std::size_t count) {
    if (failed_ || size_ > limit_ || count > limit_ - size_) {
        failed_ = true;
        return false;
    }
    const std::size_t needed = size_ + count;
    const std::size_t capacity = needed > capacity_ * 2 ? needed : capacity_ * 2;
    const bool was_inline = data_ == inline_;
    void* grown = was_inline ? std::malloc(capacity) : std::realloc(data_, capacity);
    if (!grown) {
        failed_ = true;
        return false;
    }
    if (was_inline) std::memcpy(grown, inline_, size_);
    data_ = static_cast<char*>(grown);
    capacity_ = capacity;
    return true;
}

TextBuffer& TextBuffer::operator=(TextBuffer&& other) noexcept {
    if (this == &other) return *this;
    release();
    take(other);
    return *this;
}

// Leaves `other` empty and inline. Expects that this buffer owns no block.
void TextBuffer::take(TextBuffer& other) noexcept {
    size_ = other.size_;
    failed_ = other.failed_;
    limit_ = other.limit_;
    if (other.data_ == other.inline_) {
        data_ = inline_;
        capacity_ = kInlineSize;
        std::memcpy(inline_, other.inline_, size_);
    } else {
        data_ = other.data_;
        capacity_ = other.capacity_;
    }
    other.data_ = other.inline_;
    other.size_ = 0;
    other.capacity_ = kInlineSize;
    other.failed_ = false;
}

void TextBuffer::release() noexcept {
    if (data_ != inline_) std::free(data_);
}

const char* TextBuffer::c_str() {
    if (!extend(1)) return "";
    --size_;
    data_[size_] = '\0';
    return data_;
}

namespace {

std::size_t encode_code_point(char32_t c, char* bytes) {
    const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x80) {
        bytes[0] = static_cast<char>(c);
        return 1;
    }
    if (c < 0x800) {
        bytes[0] = static_cast<char>(0xc0 | (c >> 6));
        bytes[1] = tail(0);
        return 2;
    }
    if (c < 0x10000) {
        bytes[0] = static_cast<char>(0xe0 | (c >> 12));
        bytes[1] = tail(6);
        bytes[2] = tail(0);
        return 3;
    }
    ISLET_DCHECK(c <= 0x10ffff, "not a code point");
    bytes[0] = static_cast<char>(0xf0 | ((c >> 18) & 0x07));
    bytes[1] = tail(12);
    bytes[2] = tail(6);
    bytes[3] = tail(0);
    return 4;
}

} // namespace

void TextBuffer::append_code_point(char32_t c) {
    append_code_points(c, 1);
}

void TextBuffer::append_code_points(char32_t c, std::size_t count) {
    char bytes[4];
    const std::size_t size = encode_code_point(c, bytes);
    if (size == 1) {
        append_fill(bytes[0], count);
        return;
    }
    char* place = extend(count > kNoLimit / 4 ? kNoLimit : count * size);
    if (!place) return;
    for (; count > 0; --count, place += size) std::memcpy(place, bytes, size);
}

void append_value(TextBuffer& out, std::uint64_t value) {
    append_integer(out, value, 10);
}
void append_value(TextBuffer& out, std::int64_t value) {
    append_integer(out, value, 10);
}

void append_value(TextBuffer& out, double value) {
    char text[kReprSize];
    out.append(std::string_view(text, write_repr(value, text)));
}

void append_value(TextBuffer& out, const void* address) {
    out.append(std::string_view("0x"));
    append_integer(out, reinterpret_cast<std::uintptr_t>(address), 16);
}

void append_value(TextBuffer& out, Hex value) {
    int needed = 1;
    for (std::uint64_t rest = value.value >> 4; rest != 0; rest >>= 4) ++needed;
    if (needed < value.digits) out.append_fill('0', static_cast<std::size_t>(value.digits - needed));
    append_integer(out, value.value, 16);
}

namespace detail {

void format_parts(TextBuffer& out, std::string_view pattern, const FormatArg* args, std::size_t count) {
    std::size_t used = 0;
    std::size_t from = 0;
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i) {
        const char c = pattern[i];
        const char next = pattern[i + 1];
        if (c == '{' && next == '}') {
            if (used == count) continue;
            out.append(pattern.substr(from, i - from));
            args[used].append(out, args[used].value);
            ++used;
        } else if ((c == '{' || c == '}') && next == c) {
            out.append(pattern.substr(from, i - from + 1));
        } else {
            continue;
        }
        ++i;
        from = i + 1;
    }
    out.append(pattern.substr(from));
}

} // namespace detail

} // namespace islet
