// SPDX-License-Identifier: MIT
//
// See str_search.h. The two-way part follows the paper: split the needle at a critical position, match the
// right half from left to right, then the left half backwards, and shift by the period.
#include "vm/types/str_search.h"

#include <algorithm>
#include <cstring>

namespace islet {

namespace {

// Needles below this length are searched by trying each place where the first character stands.
constexpr std::size_t kTwoWayFrom = 24;

// A text read forwards or backwards.
template <class Unit, bool kBackwards>
struct Reader {
    const Unit* data;
    std::size_t size;
    char32_t operator[](std::size_t i) const { return kBackwards ? data[size - 1 - i] : data[i]; }
};

struct Suffix {
    std::size_t start;
    std::size_t period;
};

// The largest suffix of the needle by character order, or by the reverse of it.
template <class Needle>
Suffix largest_suffix(const Needle& needle, bool reverse_order) {
    std::size_t best = 0, candidate = 1, matched = 0, period = 1;
    while (candidate + matched < needle.size) {
        const char32_t a = needle[candidate + matched], b = needle[best + matched];
        if (a == b) {
            if (matched + 1 == period) {
                candidate += period;
                matched = 0;
            } else {
                ++matched;
            }
        } else if ((a < b) != reverse_order) {
            candidate += matched + 1;
            matched = 0;
            period = candidate - best;
        } else {
            best = candidate++;
            matched = 0;
            period = 1;
        }
    }
    return {best, period};
}

template <class Haystack, class Needle>
std::int64_t two_way(const Haystack& haystack, const Needle& needle) {
    const Suffix one = largest_suffix(needle, false), other = largest_suffix(needle, true);
    const auto [cut, suffix_period] = one.start > other.start ? one : other;
    const std::size_t n = needle.size;

    bool periodic = suffix_period + cut <= n;
    for (std::size_t i = 0; periodic && i < cut; ++i) periodic = needle[i] == needle[i + suffix_period];
    const std::size_t shift = periodic ? suffix_period : std::max(cut, n - cut) + 1;

    std::size_t memory = 0; // characters at the left that are known to match, if periodic
    for (std::size_t at = 0; at + n <= haystack.size;) {
        std::size_t i = std::max(cut, memory);
        while (i < n && needle[i] == haystack[at + i]) ++i;
        if (i < n) {
            at += i - cut + 1;
            memory = 0;
            continue;
        }
        i = cut;
        while (i > memory && needle[i - 1] == haystack[at + i - 1]) --i;
        if (i <= memory) return static_cast<std::int64_t>(at);
        at += shift;
        memory = periodic ? n - shift : 0;
    }
    return kNotFound;
}

// The first `c`; a block at a time, so that the compiler can compare many at once.
template <class Unit>
const Unit* find_unit(const Unit* from, const Unit* end, Unit c) {
    constexpr std::ptrdiff_t kBlock = 32;
    while (end - from >= kBlock) {
        unsigned hit = 0;
        for (std::ptrdiff_t i = 0; i < kBlock; ++i) hit |= from[i] == c ? 1U : 0U;
        if (hit != 0) break;
        from += kBlock;
    }
    while (from != end && *from != c) ++from;
    return from;
}
const std::uint8_t* find_unit(const std::uint8_t* from, const std::uint8_t* end, std::uint8_t c) {
    const void* const hit =
        from == end ? nullptr : std::memchr(from, c, static_cast<std::size_t>(end - from));
    return hit ? static_cast<const std::uint8_t*>(hit) : end;
}

template <class Unit>
std::int64_t find_one(const Unit* text, std::size_t size, char32_t c) {
    if (c > static_cast<char32_t>(Unit(-1))) return kNotFound;
    const Unit* const hit = find_unit(text, text + size, static_cast<Unit>(c));
    return hit == text + size ? kNotFound : hit - text;
}

template <class H, class N>
bool equal_units(const H* a, const N* b, std::size_t count) {
    if constexpr (sizeof(H) == sizeof(N))
        return std::memcmp(a, b, count * sizeof(H)) == 0;
    else
        return std::equal(a, a + count, b, [](char32_t x, char32_t y) { return x == y; });
}

template <class H, class N>
std::int64_t find_short(const H* haystack, std::size_t size, const N* needle, std::size_t count) {
    const H* const end = haystack + (size - count + 1);
    const H first = static_cast<H>(needle[0]);
    for (const H* at = haystack;; ++at) {
        at = find_unit(at, end, first);
        if (at == end) return kNotFound;
        if (equal_units(at + 1, needle + 1, count - 1)) return at - haystack;
    }
}

template <class H, class N>
std::int64_t find_units(const H* haystack, std::size_t size, const N* needle, std::size_t count) {
    if constexpr (sizeof(H) < sizeof(N)) {
        return kNotFound; // the needle has a character that the haystack cannot have
    } else if constexpr (sizeof(H) == 1) {
        const void* const hit = memmem(haystack, size, needle, count);
        return hit ? static_cast<const H*>(hit) - haystack : kNotFound;
    } else {
        if (count < kTwoWayFrom) return find_short(haystack, size, needle, count);
        return two_way(Reader<H, false>{haystack, size}, Reader<N, false>{needle, count});
    }
}

template <class H, class N>
std::int64_t rfind_units(const H* haystack, std::size_t size, const N* needle, std::size_t count) {
    if constexpr (sizeof(H) < sizeof(N)) {
        return kNotFound;
    } else {
        if (count >= kTwoWayFrom) {
            const std::int64_t mirrored =
                two_way(Reader<H, true>{haystack, size}, Reader<N, true>{needle, count});
            return mirrored < 0 ? kNotFound : static_cast<std::int64_t>(size - count) - mirrored;
        }
        const H last = static_cast<H>(needle[count - 1]);
        for (std::size_t end = size; end >= count; --end) {
            if (haystack[end - 1] == last && equal_units(haystack + (end - count), needle, count - 1)) {
                return static_cast<std::int64_t>(end - count);
            }
        }
        return kNotFound;
    }
}

} // namespace

std::int64_t find_char(const Chars& haystack, char32_t c) {
    return visit_chars(haystack, [&](const auto* text) { return find_one(text, haystack.size, c); });
}

std::int64_t rfind_char(const Chars& haystack, char32_t c) {
    if (haystack.width == CharWidth::One) {
        if (c > 0xFF || haystack.size == 0) return kNotFound;
        const void* const hit = memrchr(haystack.data, static_cast<int>(c), haystack.size);
        return hit ? static_cast<const char*>(hit) - static_cast<const char*>(haystack.data) : kNotFound;
    }
    return visit_chars(haystack, [&](const auto* text) -> std::int64_t {
        for (std::size_t i = haystack.size; i > 0; --i) {
            if (text[i - 1] == c) return static_cast<std::int64_t>(i - 1);
        }
        return kNotFound;
    });
}

std::int64_t find_chars(const Chars& haystack, const Chars& needle) {
    if (needle.size > haystack.size) return kNotFound;
    if (needle.size == 0) return 0;
    if (needle.size == 1) return find_char(haystack, needle[0]);
    return visit_chars(haystack, [&](const auto* text) {
        return visit_chars(needle, [&](const auto* pattern) {
            return find_units(text, haystack.size, pattern, needle.size);
        });
    });
}

std::int64_t rfind_chars(const Chars& haystack, const Chars& needle) {
    if (needle.size > haystack.size) return kNotFound;
    if (needle.size == 0) return static_cast<std::int64_t>(haystack.size);
    if (needle.size == 1) return rfind_char(haystack, needle[0]);
    return visit_chars(haystack, [&](const auto* text) {
        return visit_chars(needle, [&](const auto* pattern) {
            return rfind_units(text, haystack.size, pattern, needle.size);
        });
    });
}

std::int64_t count_chars(const Chars& haystack, const Chars& needle, std::int64_t limit) {
    if (needle.size == 0) {
        const auto gaps = static_cast<std::int64_t>(haystack.size) + 1;
        return std::min(gaps, limit);
    }
    std::int64_t count = 0;
    if (needle.size == 1 && limit == INT64_MAX) {
        const char32_t c = needle[0];
        return visit_chars(haystack, [&](const auto* text) {
            return static_cast<std::int64_t>(
                std::count_if(text, text + haystack.size, [c](char32_t x) { return x == c; }));
        });
    }
    for (std::size_t at = 0; count < limit; ++count) {
        const std::int64_t hit = find_chars(haystack.slice(at, haystack.size), needle);
        if (hit < 0) break;
        at += static_cast<std::size_t>(hit) + needle.size;
    }
    return count;
}

bool equal_chars(const Chars& a, const Chars& b) {
    if (a.size != b.size) return false;
    if (a.size == 0) return true;
    return visit_chars(a, [&](const auto* left) {
        return visit_chars(b, [&](const auto* right) { return equal_units(left, right, a.size); });
    });
}

} // namespace islet
