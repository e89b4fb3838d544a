// SPDX-License-Identifier: MIT
//
// The excerpts and markers of tracebacks, compared with what CPython's traceback module writes for the same
// source and span. Each case is {source, {line, end line, column, end column}, expected}.
#include "vm/model/source_excerpt.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace islet {
namespace {

struct Case {
    const char* source;
    SourceSpan span;
    const char* expected;
};

constexpr Case kCases[] = {
#include "vm/model/source_excerpt_cases.inc"
};

std::string excerpt(std::string_view source, const SourceSpan& span) {
    std::vector<std::string_view> lines;
    for (std::int32_t number = 1; number <= span.end_line; ++number) {
        const std::size_t end = source.find('\n');
        std::string_view line = source.substr(0, end);
        while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
        if (number >= span.line) lines.push_back(line);
        source = end == std::string_view::npos ? std::string_view() : source.substr(end + 1);
    }
    Arena arena;
    TextBuffer out;
    append_source_excerpt(out, arena, lines, span);
    return std::string(out.view());
}

TEST(SourceExcerpt, AsCPython) {
    for (const Case& c : kCases) {
        EXPECT_EQ(excerpt(c.source, c.span), c.expected)
            << c.source << " at " << c.span.line << ":" << c.span.col << "-" << c.span.end_line << ":"
            << c.span.end_col;
    }
}

TEST(SourceExcerpt, WithoutColumnsOnlyTheFirstLine) {
    EXPECT_EQ(excerpt("   a + b", {1, 1, -1, -1}), "    a + b\n");
}

TEST(SourceExcerpt, BlankLinesGiveNothing) {
    EXPECT_EQ(excerpt("   ", {1, 1, 0, 1}), "");
}

TEST(SourceExcerpt, ColumnsBeyondTheLineAreHarmless) {
    EXPECT_NE(excerpt("a", {1, 1, 50, 90}), "");
    EXPECT_NE(excerpt("a\nb", {1, 2, 7, 1000000}), "");
}

} // namespace
} // namespace islet
