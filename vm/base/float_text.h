// SPDX-License-Identifier: MIT
// Doubles to text and back: repr, the codes e f g, float(text), float.hex, round(x, n), as_integer_ratio.
// Every conversion is exact or correctly rounded (half to even); the locale plays no part.
// Owns: nothing. Invariants: text is ASCII; the caller has stripped white space and turned other decimal
// digits into ASCII ones. Threads: any.
#pragma once

#include "vm/base/format.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace islet {

// Enough for write_repr and write_hex_float.
inline constexpr std::size_t kReprSize = 32;

// Shortest text that reads back as the same value: '0.1', '1e+16', '-0.0', 'inf', 'nan'. Returns the length.
// Without `add_dot_zero` a whole number has no ".0", as in the parts of a complex number.
std::size_t write_repr(double value, char* out, bool add_dot_zero = true);

// How append_float writes.
struct FloatStyle {
    char code = 'r';               // 'e', 'f', 'g' or 'r' (as repr)
    int precision = 6;             // not used by 'r'; 0 means 1 for 'g'
    bool alternate = false;        // '#': always a point, and 'g' keeps trailing zeros
    bool add_dot_zero = false;     // a whole number without exponent gets ".0"
    bool no_negative_zero = false; // 'z': what is rounded to -0 loses its sign
    bool upper = false;            // 'E', 'INF', 'NAN'
};
// A negative value starts with '-'; nothing else is put in front.
void append_float(TextBuffer& out, double value, const FloatStyle& style);

enum class FloatParse : std::uint8_t { Ok, Malformed, TooLarge, NoMemory };

// What float() accepts: digits with single underscores between them, a point, an exponent, inf, infinity,
// nan. Out of range gives infinity or zero and is Ok.
[[nodiscard]] FloatParse parse_float(std::string_view text, double& value);

// Length of the longest prefix that parse_float accepts; 0 if there is none.
std::size_t float_prefix_length(std::string_view text);

// float.hex(): '0x1.8000000000000p+0'. Returns the length.
std::size_t write_hex_float(double value, char* out);

// float.fromhex(); TooLarge where the rounded value exceeds the largest double.
[[nodiscard]] FloatParse parse_hex_float(std::string_view text, double& value);

// round(value, digits), exactly as if the decimal expansion were rounded, halves to even. False when the
// result is too large to represent.
[[nodiscard]] bool round_to_digits(double value, std::int64_t digits, double& rounded);

// value = mantissa * 2^exponent with an odd mantissa (or 0 * 2^0). Expects a finite value.
struct FloatRatio {
    std::int64_t mantissa;
    int exponent;
};
FloatRatio float_ratio(double value);

// top * 2^exponent rounded to a double, half to even; the highest bit of `top` is set and `sticky` tells of
// non-zero bits below it. False when the result is too large.
[[nodiscard]] bool compose_double(std::uint64_t top, bool sticky, std::int64_t exponent, double& value);

} // namespace islet
