// SPDX-License-Identifier: MIT
//
// Interning, and what Unicode says about names.
#include "grammar/names.h"

#include "vm/base/utf8.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utf8proc.h>

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

// Code points whose identifier status does not follow from their category.
// Taken from Unicode's XID_Start and XID_Continue: letters that normalise to something that is no
// identifier, and the grandfathered exceptions.
constexpr char32_t kNotStart[] = {0x37a,  0xe33,  0xeb3,  0x2e2f, 0xfc5e, 0xfc5f, 0xfc60, 0xfc61,
                                  0xfc62, 0xfc63, 0xfdfa, 0xfdfb, 0xfe70, 0xfe72, 0xfe74, 0xfe76,
                                  0xfe78, 0xfe7a, 0xfe7c, 0xfe7e, 0xff9e, 0xff9f};
constexpr char32_t kStart[] = {0x1885, 0x1886, 0x2118, 0x212e};
constexpr char32_t kNotContinue[] = {0x37a,  0x2e2f, 0xfc5e, 0xfc5f, 0xfc60, 0xfc61, 0xfc62, 0xfc63, 0xfdfa,
                                     0xfdfb, 0xfe70, 0xfe72, 0xfe74, 0xfe76, 0xfe78, 0xfe7a, 0xfe7c, 0xfe7e};
constexpr char32_t kContinue[] = {0xb7,   0x387,  0x1369, 0x136a, 0x136b, 0x136c, 0x136d, 0x136e, 0x136f,
                                  0x1370, 0x1371, 0x19da, 0x200c, 0x200d, 0x2118, 0x212e, 0x30fb, 0xff65};

template <std::size_t N>
bool contains(const char32_t (&list)[N], char32_t c) {
    return std::binary_search(std::begin(list), std::end(list), c);
}

bool is_letter(utf8proc_category_t category) {
    switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL: return true;
    default: return false;
    }
}

bool is_mark_or_digit(utf8proc_category_t category) {
    switch (category) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return false;
    }
}

utf8proc_category_t category_of(char32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool is_identifier_start(char32_t c) {
    if (c < 0x80) return (c | 0x20) - 'a' < 26 || c == '_';
    if (is_letter(category_of(c))) return !contains(kNotStart, c);
    return contains(kStart, c);
}

bool is_identifier_continue(char32_t c) {
    if (c < 0x80) return (c | 0x20) - 'a' < 26 || c == '_' || c - '0' < 10;
    const utf8proc_category_t category = category_of(c);
    if (is_letter(category) || is_mark_or_digit(category)) return !contains(kNotContinue, c);
    return contains(kContinue, c);
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
    // No code point decomposes into more than 18; what does not fit is asked for a second time.
    constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(name.data());
    const auto size = static_cast<utf8proc_ssize_t>(name.size());
    const utf8proc_ssize_t count = utf8proc_decompose(bytes, size, nullptr, 0, kOptions);
    if (count < 0) return intern(name);
    auto* points = static_cast<utf8proc_int32_t*>(
        std::malloc((static_cast<std::size_t>(count) + 1) * sizeof(utf8proc_int32_t)));
    if (!points) {
        arena_.fail();
        return nullptr;
    }
    utf8proc_decompose(bytes, size, points, count, kOptions);
    const utf8proc_ssize_t length = utf8proc_reencode(points, count, kOptions);
    ast::Identifier result = nullptr;
    if (length >= 0) {
        result = intern_copy({reinterpret_cast<const char*>(points), static_cast<std::size_t>(length)});
    }
    std::free(points);
    return result;
}

std::size_t identifier_prefix(std::string_view text) {
    const auto* begin = reinterpret_cast<const unsigned char*>(text.data());
    const unsigned char* end = begin + text.size();
    const unsigned char* at = begin;
    while (at < end) {
        const unsigned char* next = at;
        const char32_t c = next_utf8(next);
        if (!(at == begin ? is_identifier_start(c) : is_identifier_continue(c))) break;
        at = next;
    }
    return static_cast<std::size_t>(at - begin);
}

bool is_printable(char32_t c) {
    switch (category_of(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return false;
    case UTF8PROC_CATEGORY_ZS: return c == ' ';
    default: return true;
    }
}

} // namespace islet::grammar
