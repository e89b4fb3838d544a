// SPDX-License-Identifier: MIT
//
// Interning, and what Unicode says about names.
#include "grammar/names.h"

#include "vm/base/normalize.h"
#include "vm/base/unicode.h"
#include "vm/base/utf8.h"

#include <cstdlib>
#include <cstring>

namespace islet::grammar {

namespace {

constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15;

std::uint64_t load_word(const char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Reads up to eight bytes behind the name and masks them away: names are short, and a loop over bytes would
// cost more than everything else here.
std::uint32_t hash_of(const char* at, std::size_t size) {
    std::uint64_t hash = size * kFactor;
    while (size > 8) {
        hash = (hash ^ load_word(at)) * kFactor;
        hash ^= hash >> 32;
        at += 8;
        size -= 8;
    }
    const std::uint64_t last = load_word(at) & (~std::uint64_t{0} >> (64 - 8 * size));
    hash = (hash ^ last) * kFactor;
    return static_cast<std::uint32_t>(hash >> 32);
}

} // namespace

IdentifierTable::~IdentifierTable() {
    std::free(slots_);
}

bool IdentifierTable::grow() {
    const std::uint32_t slots = mask_ ? (mask_ + 1) * 2 : 64;
    auto** fresh = static_cast<ast::Identifier*>(std::calloc(slots, sizeof(ast::Identifier)));
    if (!fresh) {
        arena_.fail();
        return false;
    }
    const std::uint32_t mask = slots - 1;
    for (std::uint32_t i = 0; slots_ && i <= mask_; ++i) {
        if (!slots_[i]) continue;
        std::uint32_t at = slots_[i]->hash & mask;
        while (fresh[at]) at = (at + 1) & mask;
        fresh[at] = slots_[i];
    }
    std::free(slots_);
    slots_ = fresh;
    mask_ = mask;
    return true;
}

ast::Identifier IdentifierTable::intern(std::string_view name) {
    if (count_ * 2 >= mask_ && !grow()) return nullptr;
    const std::uint32_t hash = hash_of(name.data(), name.size());
    std::uint32_t at = hash & mask_;
    while (ast::Identifier found = slots_[at]) {
        if (found->hash == hash && found->view() == name) return found;
        at = (at + 1) & mask_;
    }
    auto* fresh =
        arena_.make<ast::IdentifierData>(name.data(), static_cast<std::uint32_t>(name.size()), hash, count_);
    if (!fresh) return nullptr;
    ++count_;
    slots_[at] = fresh;
    return fresh;
}

ast::Identifier IdentifierTable::intern_copy(std::string_view name) {
    // Room for the hash to read on.
    char* copy = arena_.make_array<char>(name.size() + 8);
    if (!copy) return nullptr;
    std::memcpy(copy, name.data(), name.size());
    std::memset(copy + name.size(), 0, 8);
    return intern({copy, name.size()});
}

ast::Identifier IdentifierTable::intern_normalized(std::string_view name) {
    const Utf8Scan scan = scan_utf8(name.data(), name.size());
    auto* wide = arena_.make_array<std::uint32_t>(scan.code_points);
    if (!wide) return nullptr;
    decode_utf8(name.data(), scan.valid, wide, CharWidth::Four);
    const Chars chars(wide, scan.code_points, CharWidth::Four);
    auto* normal = arena_.make_array<std::uint32_t>(normalized_bound(NormalForm::NFKC, chars));
    if (!normal) return nullptr;
    const Chars folded(normal, normalize(NormalForm::NFKC, chars, normal), CharWidth::Four);
    const std::size_t size = utf8_size(folded);
    auto* bytes = arena_.make_array<unsigned char>(size);
    if (!bytes) return nullptr;
    encode_utf8(folded, bytes);
    return intern_copy({reinterpret_cast<const char*>(bytes), size});
}

std::size_t identifier_prefix(std::string_view text) {
    const auto* begin = reinterpret_cast<const unsigned char*>(text.data());
    const unsigned char* end = begin + text.size();
    const unsigned char* at = begin;
    while (at < end) {
        const unsigned char* next = at;
        const char32_t c = next_utf8(next);
        if (!(at == begin ? is_xid_start(c) : is_xid_continue(c))) break;
        at = next;
    }
    return static_cast<std::size_t>(at - begin);
}

bool is_printable(char32_t c) {
    return islet::is_printable(c);
}

} // namespace islet::grammar
