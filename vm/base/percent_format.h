// SPDX-License-Identifier: MIT
// The % formatting of str and bytes, without objects: one conversion specification and the layout of its
// result.
//   %[(key)][#0- +][width or *][.precision or *][h l L]conversion
// The caller fetches the arguments: mapping check and key first, then the stars in their order, then the
// fault of the specification if it has one, then the value; that is the order in which CPython complains.
// Owns: nothing. Threads: any.
#pragma once

#include "vm/base/bigint.h"
#include "vm/base/format.h"
#include "vm/base/number_format.h"
#include "vm/base/utf8.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace islet {

enum class PercentFault : std::uint8_t { None, IncompleteKey, Incomplete, WidthTooBig, PrecisionTooBig };
// 'incomplete format key', 'incomplete format', ... all of them ValueErrors.
const char* percent_fault_message(PercentFault fault);

struct PercentSpec {
    std::size_t end = 0; // index behind the specification
    std::size_t key_start = 0, key_end = 0;
    bool has_key = false;
    bool left = false, plus = false, blank = false, alternate = false, zero = false;
    bool width_star = false, precision_star = false;
    std::int64_t width = -1;     // -1: not given
    std::int64_t precision = -1; // -1: not given
    char32_t conversion = 0;     // its index is end - 1
    PercentFault fault = PercentFault::None;

    // What an argument for a star does: a negative width means left, a negative precision none at all.
    void set_width(std::int64_t value) {
        left |= value < 0;
        width = value == INT64_MIN ? INT64_MAX : value < 0 ? -value : value;
    }
    void set_precision(std::int64_t value) { precision = value < 0 ? 0 : value; }
};

// `start` is the index behind the percent sign.
PercentSpec parse_percent_spec(const Chars& format, std::size_t start);

// "unsupported format character 'y' (0x79) at index 1"
void append_unsupported_conversion(TextBuffer& message, const PercentSpec& spec, bool bytes = false);

// %d %i %u %o %x %X
FormatFault percent_int(TextBuffer& out, const Big& value, const PercentSpec& spec, std::size_t max_digits,
                        Scratch& scratch, TextBuffer& message);
// %e %E %f %F %g %G
FormatFault percent_float(TextBuffer& out, double value, const PercentSpec& spec);
// %s %r %a %b; and %c, of length 1, whose precision does not count.
TextField percent_text_field(const PercentSpec& spec, std::size_t length);

} // namespace islet
