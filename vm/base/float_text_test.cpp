// SPDX-License-Identifier: MIT
// Tests of float text against answers of CPython 3.14 (float_cases.inc).
#include "vm/base/float_text.h"

#include "vm/base/oracle_case.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace islet {
namespace {

constexpr OracleCase kCases[] = {
#include "vm/base/float_text_cases.inc"
};

std::string repr(double value) {
    char text[kReprSize];
    return {text, write_repr(value, text)};
}

std::string answer_parse(FloatParse result, double value) {
    if (result == FloatParse::Malformed) return "bad";
    if (result == FloatParse::TooLarge) return "big";
    return repr(value);
}

std::string answer_format(RequestReader& request) {
    FloatStyle style;
    style.code = request.word()[0];
    style.precision = request.number();
    style.alternate = request.flag();
    style.add_dot_zero = request.flag();
    style.no_negative_zero = request.flag();
    style.upper = request.flag();
    TextBuffer out;
    append_float(out, request.double_from_bits(), style);
    return std::string(out.view());
}

std::string answer(const char* text) {
    RequestReader request(text);
    const std::string kind = request.word();
    double value = 0;
    if (kind == "F") return answer_format(request);
    if (kind == "P") {
        const FloatParse result = parse_float(request.rest(), value);
        return answer_parse(result, value);
    }
    if (kind == "H") {
        const FloatParse result = parse_hex_float(request.rest(), value);
        return answer_parse(result, value);
    }
    if (kind == "R") {
        const int digits = request.number();
        return round_to_digits(request.double_from_bits(), digits, value) ? repr(value) : "big";
    }
    char hex[kReprSize];
    value = request.double_from_bits();
    const FloatRatio ratio = float_ratio(value);
    return std::string(
        format("{} {} {}", std::string_view(hex, write_hex_float(value, hex)), ratio.mantissa, ratio.exponent)
            .view());
}

TEST(FloatText, AgreesWithCPython) {
    for (const OracleCase& c : kCases) EXPECT_EQ(answer(c.request), c.answer) << c.request;
}

TEST(FloatText, Repr) {
    EXPECT_EQ(repr(0.1), "0.1");
    EXPECT_EQ(repr(1e16), "1e+16");
    EXPECT_EQ(repr(9999999999999998.0), "9999999999999998.0");
    EXPECT_EQ(repr(1e-5), "1e-05");
    EXPECT_EQ(repr(0.0001), "0.0001");
    EXPECT_EQ(repr(1.7976931348623157e308), "1.7976931348623157e+308");
    EXPECT_EQ(repr(std::numeric_limits<double>::quiet_NaN()), "nan");
    EXPECT_EQ(repr(-std::numeric_limits<double>::infinity()), "-inf");
    char text[kReprSize];
    EXPECT_EQ(std::string(text, write_repr(-3, text, false)), "-3");
}

TEST(FloatText, Prefix) {
    EXPECT_EQ(float_prefix_length("1+2j"), 1u);
    EXPECT_EQ(float_prefix_length("-1.5e3j"), 6u);
    EXPECT_EQ(float_prefix_length("1e+j"), 1u);
    EXPECT_EQ(float_prefix_length("infj"), 3u);
    EXPECT_EQ(float_prefix_length("+j"), 0u);
    EXPECT_EQ(float_prefix_length("1._0"), 2u);
    EXPECT_EQ(float_prefix_length(""), 0u);
}

TEST(FloatText, HugePrecisionIsFilledWithZeros) {
    TextBuffer out;
    append_float(out, 5e-324, {.code = 'f', .precision = 5000});
    EXPECT_EQ(out.size(), 5002u);
    EXPECT_EQ(out.view().substr(324, 3), "049"); // 0.000...0494
    TextBuffer exponential;
    append_float(exponential, 5e-324, {.code = 'e', .precision = 5000});
    EXPECT_EQ(exponential.size(), 5007u);
    EXPECT_EQ(exponential.view().substr(4990), "000000000000e-324");
}

TEST(FloatText, LongInputs) {
    double value = 0;
    const std::string zeros(100000, '0');
    ASSERT_EQ(parse_float("0." + zeros + "1e100001", value), FloatParse::Ok);
    EXPECT_EQ(value, 1.0);
    ASSERT_EQ(parse_float("1" + zeros + "e-100000", value), FloatParse::Ok);
    EXPECT_EQ(value, 1.0);
    ASSERT_EQ(parse_float("1" + zeros, value), FloatParse::Ok);
    EXPECT_EQ(value, std::numeric_limits<double>::infinity());
    ASSERT_EQ(parse_hex_float("0x0." + zeros + "8p400001", value), FloatParse::Ok);
    EXPECT_EQ(value, 1.0);
}

} // namespace
} // namespace islet
