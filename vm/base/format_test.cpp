// SPDX-License-Identifier: MIT
// Tests of TextBuffer and format().
#include "vm/base/format.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace islet {
namespace {

struct Point {
    int x, y;
};
void append_value(TextBuffer& out, const Point& p) {
    format_to(out, "<{}, {}>", p.x, p.y);
}

std::string text_of(const TextBuffer& buffer) {
    return std::string(buffer.view());
}

TEST(Format, EveryKindOfArgument) {
    const char* pointer_text = "pointer";
    EXPECT_EQ(format("no places").view(), "no places");
    EXPECT_EQ(format("{}|{}|{}", 1, -2L, 18446744073709551615ull).view(), "1|-2|18446744073709551615");
    EXPECT_EQ(format("{}", std::int64_t(-9223372036854775807 - 1)).view(), "-9223372036854775808");
    EXPECT_EQ(format("{}{}{}", 'a', true, false).view(), "aTrueFalse");
    EXPECT_EQ(format("{} {} {}", 0.1, 1e16, -0.0).view(), "0.1 1e+16 -0.0");
    EXPECT_EQ(format("{} {} {}", "literal", pointer_text, std::string_view("view")).view(),
              "literal pointer view");
    EXPECT_EQ(format("{}", std::string("string")).view(), "string");
    EXPECT_EQ(format("{}{}", U'\x20ac', U'\x1f600').view(), "\xe2\x82\xac\xf0\x9f\x98\x80");
    EXPECT_EQ(format("{} {} {}", Hex{255}, Hex{10, 4}, Hex{0, 2}).view(), "ff 000a 00");
    EXPECT_EQ(format("{}", reinterpret_cast<const void*>(0xabcd)).view(), "0xabcd");
    EXPECT_EQ(format("at {}!", Point{3, -4}).view(), "at <3, -4>!");
    EXPECT_EQ(format("[{}]", format("inner {}", 1)).view(), "[inner 1]");
}

TEST(Format, Braces) {
    EXPECT_EQ(format("{{}}").view(), "{}");
    EXPECT_EQ(format("{{{}}}", 7).view(), "{7}");
    EXPECT_EQ(format("}}{}{{", 7).view(), "}7{");
}

TEST(Format, PatternsFromTablesTolerateMismatch) {
    TextBuffer out;
    format_table_entry_to(out, "{} and {}", 1);
    format_table_entry_to(out, " / only {}", 1, 2);
    EXPECT_EQ(out.view(), "1 and {} / only 1");
}

TEST(TextBuffer, GrowsMovesAndCuts) {
    TextBuffer buffer;
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        format_to(buffer, "{},", i);
        expected += std::to_string(i) + ",";
    }
    EXPECT_EQ(text_of(buffer), expected);
    EXPECT_STREQ(buffer.c_str(), expected.c_str());
    TextBuffer moved = std::move(buffer);
    EXPECT_EQ(text_of(moved), expected);
    TextBuffer small = format("small");
    moved = std::move(small);
    EXPECT_EQ(moved.view(), "small");
    moved.truncate(2);
    moved.append_fill('x', 3);
    moved.append('!');
    EXPECT_EQ(moved.view(), "smxxx!");
    moved.append(std::string_view());
    moved.clear();
    EXPECT_TRUE(moved.empty());
    EXPECT_FALSE(moved.failed());
}

TEST(TextBuffer, FailureIsSticky) {
    TextBuffer buffer;
    buffer.append("kept");
    EXPECT_EQ(buffer.extend(~std::size_t{0} / 2), nullptr);
    EXPECT_TRUE(buffer.failed());
    EXPECT_EQ(buffer.view(), "kept");
    buffer.append_fill('x', 300);
    EXPECT_EQ(buffer.view(), "kept");
    TextBuffer moved = std::move(buffer);
    EXPECT_TRUE(moved.failed());
}

} // namespace
} // namespace islet
