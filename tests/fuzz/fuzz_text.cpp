// SPDX-License-Identifier: MIT
//
// Fuzzer of the conversions between text and values: floats, integers, UTF-8, format specifications.
//
// What is read back must be what was written. Owns: nothing. Threads: one.
#include "vm/base/bigint.h"
#include "vm/base/check.h"
#include "vm/base/float_text.h"
#include "vm/base/format.h"
#include "vm/base/number_format.h"
#include "vm/base/percent_format.h"
#include "vm/base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace islet {
namespace {

constexpr std::size_t kTextLimit = std::size_t{1} << 20;

// NaNs are equal here, zeros with different signs are not.
bool same(double a, double b) {
    if (a != a || b != b) return a != a && b != b;
    return std::memcmp(&a, &b, sizeof a) == 0;
}

void check_float_round_trip(double value) {
    char text[kReprSize];
    const std::size_t size = write_repr(value, text);
    double back = 0;
    ISLET_CHECK(parse_float({text, size}, back) == FloatParse::Ok, "repr is readable");
    ISLET_CHECK(same(value, back), "repr reads back as the same value");
    const std::size_t hex_size = write_hex_float(value, text);
    ISLET_CHECK(parse_hex_float({text, hex_size}, back) == FloatParse::Ok, "hex is readable");
    ISLET_CHECK(same(value, back), "hex reads back as the same value");
}

void fuzz_floats(std::string_view text) {
    double value = 0;
    if (parse_float(text, value) == FloatParse::Ok) check_float_round_trip(value);
    if (parse_hex_float(text, value) == FloatParse::Ok) check_float_round_trip(value);
    ISLET_CHECK(float_prefix_length(text) <= text.size(), "a prefix is no longer than the text");
    if (text.size() < sizeof value) return;
    std::memcpy(&value, text.data(), sizeof value);
    check_float_round_trip(value);
    std::int64_t digits = 0;
    if (text.size() >= 2 * sizeof digits) std::memcpy(&digits, text.data() + sizeof value, sizeof digits);
    double rounded = 0;
    if (value - value == 0) static_cast<void>(round_to_digits(value, digits, rounded));
}

void fuzz_utf8(std::string_view text) {
    for (const Surrogates surrogates : {Surrogates::Forbid, Surrogates::Allow}) {
        const Utf8Scan scan = scan_utf8(text.data(), text.size(), surrogates);
        ISLET_CHECK(scan.valid <= text.size(), "no more is valid than there is");
        ISLET_CHECK(scan.ok() || (scan.fault_end > scan.valid && scan.fault_end <= text.size()),
                    "a fault has bytes");
        const CharWidth width = width_of(scan.range);
        const std::size_t bytes = scan.code_points * static_cast<std::size_t>(width);
        auto* chars = static_cast<unsigned char*>(std::malloc(bytes + 4));
        auto* back = static_cast<unsigned char*>(std::malloc(scan.valid + 4));
        decode_utf8(text.data(), scan.valid, chars, width);
        const Chars view(chars, scan.code_points, width);
        ISLET_CHECK(find_range(view) == scan.range, "the range is the exact one");
        ISLET_CHECK(utf8_size(view) == scan.valid, "as many bytes come back");
        encode_utf8(view, back);
        ISLET_CHECK(std::memcmp(back, text.data(), scan.valid) == 0, "the same bytes come back");
        std::free(back);
        std::free(chars);
    }
}

// The first eight bytes are the value, the rest is the specification.
void fuzz_format(std::string_view text) {
    std::int64_t number = 0;
    double value = 0;
    if (text.size() < sizeof number) return;
    std::memcpy(&number, text.data(), sizeof number);
    std::memcpy(&value, text.data(), sizeof value);
    text.remove_prefix(sizeof number);
    const Chars spec(text);
    MallocScratch memory;
    Scratch scratch = memory.scratch();
    Limb limb[1];
    const BigResult size = big_from_int64(number, limb);
    const Big big = size.in(limb);
    for (const int which : {0, 1, 2}) {
        TextBuffer out, message;
        out.limit_size(kTextLimit);
        const FormatFault fault = which == 0   ? format_float(out, value, spec, "float", message)
                                  : which == 1 ? format_complex(out, value, -value, spec, "complex", message)
                                               : format_int(out, big, spec, "int", 4300, scratch, message);
        const bool silent = fault == FormatFault::None || fault == FormatFault::NoMemory;
        ISLET_CHECK(silent || message.failed() || !message.empty(), "a fault has a message");
    }
    TextBuffer message;
    TextField field;
    static_cast<void>(format_text_field(spec, 10, "str", field, message));
}

void fuzz_percent(std::string_view text) {
    const Chars format(text);
    MallocScratch memory;
    Scratch scratch = memory.scratch();
    Limb limb[1];
    const Big big = big_from_int64(-1234567890123, limb).in(limb);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') continue;
        const PercentSpec spec = parse_percent_spec(format, at + 1);
        if (spec.fault != PercentFault::None) continue;
        ISLET_CHECK(spec.end > at && spec.end <= text.size(), "a specification ends in the text");
        TextBuffer out, message;
        out.limit_size(kTextLimit);
        if (spec.conversion != 0 && spec.conversion < 0x80 &&
            std::strchr("diuoxX", static_cast<int>(spec.conversion))) {
            static_cast<void>(percent_int(out, big, spec, 4300, scratch, message));
        } else if (spec.conversion != 0 && spec.conversion < 0x80 &&
                   std::strchr("eEfFgG", static_cast<int>(spec.conversion))) {
            static_cast<void>(percent_float(out, -12345.678, spec));
        } else {
            append_unsupported_conversion(message, spec);
        }
    }
}

} // namespace
} // namespace islet

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    islet::fuzz_floats(text);
    islet::fuzz_utf8(text);
    islet::fuzz_format(text);
    islet::fuzz_percent(text);
    return 0;
}
