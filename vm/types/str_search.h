// SPDX-License-Identifier: MIT
//
// Finding one run of characters in another; characters of 1, 2 or 4 bytes, bytes included.
//
// One byte in one byte goes to the C library (memchr, memmem), which is vectorised and linear. Otherwise:
// a scan for the first character for short needles, the two-way algorithm (Crochemore and Perrin, 1991) for
// long ones, which is linear too and needs no memory; backwards search runs it over both texts mirrored.
//
// Owns: nothing. Invariants: positions are within the haystack given; -1: not found. Threads: any.
#pragma once

#include "vm/base/utf8.h"

namespace islet {

inline constexpr std::int64_t kNotFound = -1;

// First and last place of `needle`. The empty needle is found at the start, and at the end.
std::int64_t find_chars(const Chars& haystack, const Chars& needle);
std::int64_t rfind_chars(const Chars& haystack, const Chars& needle);
std::int64_t find_char(const Chars& haystack, char32_t c);
std::int64_t rfind_char(const Chars& haystack, char32_t c);

// Places that do not overlap, from the left; at most `limit`. The empty needle: one between all characters
// and at both ends.
std::int64_t count_chars(const Chars& haystack, const Chars& needle, std::int64_t limit = INT64_MAX);

bool equal_chars(const Chars& a, const Chars& b);
inline bool starts_with(const Chars& text, const Chars& prefix) {
    return prefix.size <= text.size && equal_chars(text.slice(0, prefix.size), prefix);
}
inline bool ends_with(const Chars& text, const Chars& suffix) {
    return suffix.size <= text.size && equal_chars(text.slice(text.size - suffix.size, text.size), suffix);
}

} // namespace islet
