// SPDX-License-Identifier: MIT
//
// Interning of names, private-name mangling.
#include "vm/compile/names.h"

#include <algorithm>

namespace islet {

namespace {

constexpr std::string_view kKnown[] = {
    {},
#define ISLET_NAME(id, text) text,
#include "vm/compile/names.def"
};

std::uint32_t hash_text(std::string_view text) {
    std::uint64_t hash = text.size();
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    std::uint64_t tail = 0;
    std::memcpy(&tail, at, left);
    hash = (hash ^ tail) * 0x9E3779B97F4A7C15u;
    return static_cast<std::uint32_t>(hash >> 32);
}

bool is_private_name(std::string_view text) {
    return text.size() > 2 && text.starts_with("__") && !text.ends_with("__") &&
           text.find('.') == std::string_view::npos;
}

} // namespace

Names::Names(Arena& arena, std::uint32_t identifier_count)
    : arena_(arena), identifier_count_(identifier_count) {
    of_identifier_ = arena.make_array<NameId>(identifier_count);
    if (of_identifier_) {
        std::fill_n(of_identifier_, identifier_count, NameId{0});
    } else {
        identifier_count_ = 0;
    }
    for (std::size_t i = 1; i < std::size(kKnown); ++i) intern(kKnown[i]);
}

bool Names::grow_entries() {
    const std::uint32_t capacity = std::max<std::uint32_t>(128, capacity_ * 2);
    Entry* entries = arena_.make_array<Entry>(capacity);
    if (!entries) return false;
    std::copy_n(entries_, count_, entries);
    entries_ = entries;
    capacity_ = capacity;
    return true;
}

bool Names::grow_index() {
    const std::uint32_t size = std::max<std::uint32_t>(256, index_size_ * 2);
    NameId* index = arena_.make_array<NameId>(size);
    if (!index) return false;
    std::fill_n(index, size, NameId{0});
    for (NameId name = 1; name < count_; ++name) {
        std::uint32_t at = entries_[name].hash & (size - 1);
        while (index[at]) at = (at + 1) & (size - 1);
        index[at] = name;
    }
    index_ = index;
    index_size_ = size;
    return true;
}

// When memory ran out every name is no name: the arena says so, and the passes stop at their next look.
NameId Names::intern(std::string_view text) {
    if (count_ * 2 >= index_size_ && !grow_index()) return 0;
    const std::uint32_t hash = hash_text(text);
    std::uint32_t at = hash & (index_size_ - 1);
    for (; index_[at]; at = (at + 1) & (index_size_ - 1)) {
        const Entry& entry = entries_[index_[at]];
        if (entry.hash == hash && entry.text == text) return index_[at];
    }
    if (count_ == capacity_ && !grow_entries()) return 0;
    entries_[count_] = {text, hash, is_private_name(text)};
    index_[at] = count_;
    return count_++;
}

NameId Names::mangle_private(NameId class_name, NameId name) {
    std::string_view owner = text(class_name);
    owner.remove_prefix(std::min(owner.find_first_not_of('_'), owner.size()));
    if (owner.empty()) return name;
    const std::string_view plain = text(name);
    char* at = arena_.make_array<char>(1 + owner.size() + plain.size());
    if (!at) return name;
    at[0] = '_';
    std::copy(owner.begin(), owner.end(), at + 1);
    std::copy(plain.begin(), plain.end(), at + 1 + owner.size());
    return intern({at, 1 + owner.size() + plain.size()});
}

} // namespace islet
