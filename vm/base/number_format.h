// SPDX-License-Identifier: MIT
// The format specification mini-language, without objects: what int, float, complex and str do in __format__.
// A function either appends the formatted text (UTF-8) to `out`, or says what kind of exception is due and
// puts CPython's words for it into `message`. A width or precision can ask for any amount of text: limit the
// size of `out` (TextBuffer::limit_size). Owns: nothing. Invariants: when a fault is returned, `out` may hold
// part of the text. Threads: any.
#pragma once

#include "vm/base/bigint.h"
#include "vm/base/format.h"
#include "vm/base/utf8.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace islet {

enum class [[nodiscard]] FormatFault : std::uint8_t{
    None,
    Value,       // ValueError
    Overflow,    // OverflowError
    NoMemory,    // MemoryError; no message
    Interrupted, // the scratch's poll said stop; no message
};

// [[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]
struct FormatSpec {
    char32_t fill = ' ';
    char32_t type = 0;
    char align = 0;             // '<' '>' '=' '^'
    char sign = 0;              // '+' '-' ' ' or none
    char grouping = 0;          // ',' '_' or none
    char fraction_grouping = 0; // the same, behind the point
    bool alternate = false;
    bool no_negative_zero = false;
    std::int64_t width = -1;     // -1: not given
    std::int64_t precision = -1; // -1: not given
};

// Reads a whole specification. `type_name` is for the message.
FormatFault parse_format_spec(const Chars& text, char32_t default_type, char default_align,
                              std::string_view type_name, FormatSpec& spec, TextBuffer& message);

FormatFault format_float(TextBuffer& out, double value, const Chars& spec, std::string_view type_name,
                         TextBuffer& message);

FormatFault format_complex(TextBuffer& out, double real, double imaginary, const Chars& spec,
                           std::string_view type_name, TextBuffer& message);
// '(1+2j)', '3j'
void append_complex_repr(TextBuffer& out, double real, double imaginary);

// `max_digits` bounds decimal digits (0: no bound), as sys.set_int_max_str_digits.
FormatFault format_int(TextBuffer& out, const Big& value, const Chars& spec, std::string_view type_name,
                       std::size_t max_digits, Scratch& scratch, TextBuffer& message);
// "Exceeds the limit (4300 digits) for integer string conversion; ..."
void append_digit_limit_message(TextBuffer& message, std::size_t max_digits);
// True when |value| surely or by count has more decimal digits than the bound allows; cheap.
bool surely_exceeds_digits(const Big& value, std::size_t max_digits);

// How a text of `length` characters is cut and padded by a specification for str.
struct TextField {
    std::size_t kept = 0; // characters of the text
    std::size_t left = 0, right = 0;
    char32_t fill = ' ';
};
FormatFault format_text_field(const Chars& spec, std::size_t length, std::string_view type_name,
                              TextField& field, TextBuffer& message);

} // namespace islet
