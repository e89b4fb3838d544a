// SPDX-License-Identifier: MIT
// Properties and case mappings of characters, as CPython 3.14's str methods see them (Unicode 16.0). The
// tables are made by make_unicode_tables.py. Owns: constant tables. Invariants: any char32_t may be asked
// about; what is no code point has no properties and maps to itself. Threads: any.
#pragma once

#include "vm/base/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace islet {

namespace unicode_flag {
// The order is known to make_unicode_tables.py.
enum Flag : std::uint16_t {
    Alpha = 1 << 0,
    Decimal = 1 << 1,
    Digit = 1 << 2,
    Numeric = 1 << 3,
    Space = 1 << 4,
    Printable = 1 << 5,
    Upper = 1 << 6,
    Lower = 1 << 7,
    Title = 1 << 8,
    Cased = 1 << 9,
    CaseIgnorable = 1 << 10,
    XidStart = 1 << 11,
    XidContinue = 1 << 12,
    LineBreak = 1 << 13,
    Wide = 1 << 14,
};
} // namespace unicode_flag

// What the table says of a character that is not Latin-1.
std::uint16_t find_unicode_flags(char32_t c);
// The flags of the Latin-1 characters, the usual case.
extern const std::array<std::uint16_t, 256> kLatin1Flags;

inline std::uint16_t unicode_flags(char32_t c) {
    return c < 256 ? kLatin1Flags[c] : find_unicode_flags(c);
}
inline bool has_flag(char32_t c, std::uint16_t flags) {
    return (unicode_flags(c) & flags) != 0;
}

inline bool is_alpha(char32_t c) {
    return has_flag(c, unicode_flag::Alpha);
}
inline bool is_decimal(char32_t c) {
    return has_flag(c, unicode_flag::Decimal);
}
inline bool is_digit(char32_t c) {
    return has_flag(c, unicode_flag::Digit);
}
inline bool is_numeric(char32_t c) {
    return has_flag(c, unicode_flag::Numeric);
}
inline bool is_alnum(char32_t c) {
    return has_flag(c, unicode_flag::Alpha | unicode_flag::Decimal | unicode_flag::Digit |
                           unicode_flag::Numeric);
}
inline bool is_space(char32_t c) {
    return has_flag(c, unicode_flag::Space);
}
inline bool is_printable(char32_t c) {
    return has_flag(c, unicode_flag::Printable);
}
inline bool is_upper(char32_t c) {
    return has_flag(c, unicode_flag::Upper);
}
inline bool is_lower(char32_t c) {
    return has_flag(c, unicode_flag::Lower);
}
inline bool is_title(char32_t c) {
    return has_flag(c, unicode_flag::Title);
}
inline bool is_cased(char32_t c) {
    return has_flag(c, unicode_flag::Cased);
}
inline bool is_case_ignorable(char32_t c) {
    return has_flag(c, unicode_flag::CaseIgnorable);
}
inline bool is_xid_start(char32_t c) {
    return has_flag(c, unicode_flag::XidStart);
} // '_' included
inline bool is_xid_continue(char32_t c) {
    return has_flag(c, unicode_flag::XidContinue);
}
inline bool is_line_break(char32_t c) {
    return has_flag(c, unicode_flag::LineBreak);
} // as str.splitlines
inline bool is_wide(char32_t c) {
    return has_flag(c, unicode_flag::Wide);
} // two columns in a terminal

// The two letters of the general category: "Lu", "Nd", ... "Cn".
const char* unicode_category(char32_t c);

// 0..9, or -1 where the character has no such value.
int decimal_value(char32_t c);
int digit_value(char32_t c);
// False where the character has no numeric value.
[[nodiscard]] bool numeric_value(char32_t c, double& value);

// The full mappings of one character: up to three characters go to `out`; returns how many.
inline constexpr std::size_t kMaxCaseExpansion = 3;
std::size_t to_upper(char32_t c, char32_t* out);
std::size_t to_lower(char32_t c, char32_t* out); // a sigma by itself: see lower_at
std::size_t to_title(char32_t c, char32_t* out);
std::size_t to_casefold(char32_t c, char32_t* out);
// The lower case of text[index] at its place: the Greek capital sigma becomes a final one at the end of a
// word.
std::size_t lower_at(const Chars& text, std::size_t index, char32_t* out);

} // namespace islet
