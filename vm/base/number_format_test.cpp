// SPDX-License-Identifier: MIT
// Tests of format specifications and % conversions against answers of CPython 3.14 (number_format_cases.inc).
#include "vm/base/number_format.h"

#include "vm/base/oracle_case.h"
#include "vm/base/percent_format.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace islet {
namespace {

constexpr OracleCase kCases[] = {
#include "vm/base/number_format_cases.inc"
};

class Formatter {
public:
    std::string answer(const char* text) {
        RequestReader request(text);
        const std::string kind = request.word();
        if (kind == "float") {
            const double value = request.double_from_bits();
            return shown(format_float(out_, value, chars(request.rest()), "float", message_));
        }
        if (kind == "complex") {
            const double real = request.double_from_bits();
            const double imaginary = request.double_from_bits();
            return shown(format_complex(out_, real, imaginary, chars(request.rest()), "complex", message_));
        }
        if (kind == "int") {
            const Big value = integer(request.word());
            return shown(format_int(out_, value, chars(request.rest()), "int", 4300, scratch_, message_));
        }
        if (kind == "str") return text_answer(request.rest());
        return percent_answer(kind, request);
    }

private:
    Chars chars(std::string_view utf8) {
        const Utf8Scan scan = scan_utf8(utf8.data(), utf8.size());
        const CharWidth width = width_of(scan.range);
        text_.assign(scan.code_points * static_cast<std::size_t>(width) + 1, 0);
        decode_utf8(utf8.data(), utf8.size(), text_.data(), width);
        return {text_.data(), scan.code_points, width};
    }
    Big integer(std::string hex) {
        const bool negative = hex[0] == '-';
        std::vector<std::uint8_t> digits;
        for (char c : hex.substr(negative))
            digits.push_back(static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10));
        limbs_.resize(big_from_digits_limbs(digits.size(), 16));
        BigResult result;
        EXPECT_EQ(big_from_digits(digits.data(), digits.size(), 16, limbs_.data(), result, scratch_),
                  BigStatus::Ok);
        return {limbs_.data(), result.size, negative};
    }
    std::string shown(FormatFault fault) {
        if (fault == FormatFault::None) return std::string(out_.view());
        const std::string kind = fault == FormatFault::Value ? "ValueError: " : "OverflowError: ";
        return kind + std::string(message_.view());
    }
    void append_field(const TextField& field, const std::u32string& text) {
        out_.append_code_points(field.fill, field.left);
        for (char32_t c : text.substr(0, field.kept)) out_.append_code_point(c);
        out_.append_code_points(field.fill, field.right);
    }
    std::string text_answer(std::string_view spec) {
        const std::u32string text = U"h\xe9llo";
        TextField field;
        const FormatFault fault = format_text_field(chars(spec), text.size(), "str", field, message_);
        if (fault == FormatFault::None) append_field(field, text);
        return shown(fault);
    }
    std::string percent_answer(const std::string& kind, RequestReader& request) {
        const std::string value = request.word();
        const Chars format = chars(std::string(1, '%').append(request.rest()));
        const PercentSpec spec = parse_percent_spec(format, 1);
        if (spec.fault != PercentFault::None) {
            message_.append(std::string_view(percent_fault_message(spec.fault)));
            return shown(FormatFault::Value);
        }
        const char32_t c = spec.conversion;
        if (c >= 128 ||
            std::string_view("diuoxXeEfFgGsrc").find(static_cast<char>(c)) == std::string_view::npos) {
            append_unsupported_conversion(message_, spec);
            return shown(FormatFault::Value);
        }
        EXPECT_EQ(spec.end, format.size);
        if (kind == "pfloat") {
            RequestReader number(value);
            return shown(percent_float(out_, number.double_from_bits(), spec));
        }
        if (kind == "pint") return shown(percent_int(out_, integer(value), spec, 4300, scratch_, message_));
        const std::u32string text = c == 'c' ? U"\xe9" : U"hello";
        append_field(percent_text_field(spec, text.size()), text);
        return shown(FormatFault::None);
    }

    MallocScratch memory_;
    Scratch scratch_ = memory_.scratch();
    TextBuffer out_, message_;
    std::vector<char> text_;
    std::vector<Limb> limbs_;
};

TEST(NumberFormat, AgreesWithCPython) {
    for (const OracleCase& c : kCases) {
        Formatter formatter;
        EXPECT_EQ(formatter.answer(c.request), c.answer) << c.request;
    }
}

TEST(NumberFormat, WidthsBeyondMemoryAreRefused) {
    for (const char* spec :
         {"9223372036854775807", "99999999999", "099999999999,d", "é^9999999999d", ".2147483647f"}) {
        TextBuffer out, message;
        out.limit_size(1 << 20);
        MallocScratch memory;
        Scratch scratch = memory.scratch();
        std::vector<std::uint32_t> text;
        for (const auto* at = reinterpret_cast<const unsigned char*>(spec); *at;)
            text.push_back(next_utf8(at));
        const Limb one = 1;
        EXPECT_EQ(format_int(out, {&one, 1, false}, Chars(text.data(), text.size(), CharWidth::Four), "int",
                             0, scratch, message),
                  FormatFault::NoMemory)
            << spec;
    }
}

TEST(NumberFormat, DigitLimit) {
    MallocScratch memory;
    Scratch scratch = memory.scratch();
    const std::vector<Limb> limbs(300, 7);
    const Big big{limbs.data(), limbs.size(), false};
    TextBuffer out, message;
    EXPECT_EQ(format_int(out, big, Chars("d"), "int", 4300, scratch, message), FormatFault::Value);
    EXPECT_EQ(message.view(), "Exceeds the limit (4300 digits) for integer string conversion; use "
                              "sys.set_int_max_str_digits() to increase the limit");
    EXPECT_EQ(format_int(out, big, Chars("d"), "int", 0, scratch, message), FormatFault::None);
    EXPECT_EQ(out.size(), 5762u);
    EXPECT_EQ(format_int(out, big, Chars("x"), "int", 640, scratch, message), FormatFault::None);
}

TEST(NumberFormat, ComplexRepr) {
    const auto repr = [](double real, double imaginary) {
        TextBuffer out;
        append_complex_repr(out, real, imaginary);
        return std::string(out.view());
    };
    EXPECT_EQ(repr(1, 2), "(1+2j)");
    EXPECT_EQ(repr(0, -0.5), "-0.5j");
    EXPECT_EQ(repr(-0.0, -0.0), "(-0-0j)");
    EXPECT_EQ(repr(1e16, 1e-5), "(1e+16+1e-05j)");
}

TEST(PercentFormat, Stars) {
    PercentSpec spec = parse_percent_spec(Chars("%(a(b)c)-*.*lf|"), 1);
    EXPECT_TRUE(spec.has_key && spec.width_star && spec.precision_star && spec.left);
    EXPECT_EQ(spec.key_start, 2u);
    EXPECT_EQ(spec.key_end, 7u);
    EXPECT_EQ(spec.conversion, U'f');
    EXPECT_EQ(spec.end, 14u);
    spec = PercentSpec{};
    spec.conversion = 'f';
    spec.set_width(-8);
    spec.set_precision(-2);
    TextBuffer out;
    EXPECT_EQ(percent_float(out, 2.5, spec), FormatFault::None);
    EXPECT_EQ(out.view(), "2       ");
    spec.set_width(INT64_MIN);
    EXPECT_EQ(spec.width, INT64_MAX);
    EXPECT_EQ(parse_percent_spec(Chars("%(a"), 1).fault, PercentFault::IncompleteKey);
    EXPECT_EQ(parse_percent_spec(Chars("%"), 1).fault, PercentFault::Incomplete);
}

} // namespace
} // namespace islet
