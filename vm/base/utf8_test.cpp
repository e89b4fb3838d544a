// SPDX-License-Identifier: MIT
// Tests of UTF-8 against answers of CPython 3.14 (utf8_cases.inc).
#include "vm/base/utf8.h"

#include "vm/base/format.h"
#include "vm/base/oracle_case.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace islet {
namespace {

constexpr OracleCase kCases[] = {
#include "vm/base/utf8_cases.inc"
};

std::string from_hex(const std::string& hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        out.push_back(static_cast<char>(std::strtol(hex.substr(i, 2).c_str(), nullptr, 16)));
    }
    return out;
}

void append_utf32_hex(TextBuffer& out, char32_t c) {
    for (int shift = 0; shift < 32; shift += 8) format_to(out, "{}", Hex{(c >> shift) & 0xff, 2});
}

// Decodes as a codec with a replacing handler would.
std::string answer(const std::string& data) {
    TextBuffer faults, text, allowed;
    std::size_t from = 0;
    while (from < data.size()) {
        const Utf8Scan scan = scan_utf8(data.data() + from, data.size() - from);
        std::vector<std::uint32_t> chars(scan.code_points);
        decode_utf8(data.data() + from, scan.valid, chars.data(), CharWidth::Four);
        for (std::uint32_t c : chars) append_utf32_hex(text, c);
        from += scan.valid;
        if (scan.ok()) break;
        std::string reason = utf8_reason(scan.mistake);
        reason = reason.substr(reason.find(' ') + 1);
        const std::size_t end = from - scan.valid + scan.fault_end;
        format_to(faults, "{}-{}:{} ", from, end, reason.substr(0, reason.find(' ')));
        append_utf32_hex(text, '?');
        from = end;
    }
    const Utf8Scan scan = scan_utf8(data.data(), data.size(), Surrogates::Allow);
    if (scan.ok()) {
        std::vector<std::uint32_t> chars(scan.code_points);
        decode_utf8(data.data(), scan.valid, chars.data(), CharWidth::Four);
        for (std::uint32_t c : chars) append_utf32_hex(allowed, c);
    } else {
        allowed.append("bad");
    }
    return std::string(format("{}{} {}", faults, text, allowed).view());
}

TEST(Utf8, AgreesWithCPython) {
    for (const OracleCase& c : kCases) EXPECT_EQ(answer(from_hex(c.request)), c.answer) << c.request;
}

TEST(Utf8, EveryCodePointThereAndBack) {
    for (std::uint32_t c = 0; c < 0x110000; ++c) {
        unsigned char bytes[4];
        const Chars one(&c, 1, CharWidth::Four);
        const auto size = static_cast<std::size_t>(encode_utf8(one, bytes) - bytes);
        ASSERT_EQ(utf8_size(one), size);
        const Utf8Scan scan = scan_utf8(bytes, size, Surrogates::Allow);
        ASSERT_TRUE(scan.ok()) << c;
        ASSERT_EQ(scan.code_points, 1u);
        ASSERT_EQ(scan.range, range_of(c)) << c;
        ASSERT_EQ(scan_utf8(bytes, size).ok(), !is_surrogate(c));
        std::uint32_t back = 0;
        decode_utf8(bytes, size, &back, CharWidth::Four);
        ASSERT_EQ(back, c);
        ASSERT_EQ(count_utf8(bytes, size), 1u);
    }
}

TEST(Utf8, WidthsAndRanges) {
    const std::u32string text = U"aé日😀";
    const CharRange ranges[] = {CharRange::Ascii, CharRange::Ascii, CharRange::Latin1, CharRange::Bmp,
                                CharRange::All};
    for (std::size_t n = 0; n <= 4; ++n) {
        const Chars wide(text.data(), n, CharWidth::Four);
        EXPECT_EQ(find_range(wide), ranges[n]);
        const CharWidth width = width_of(ranges[n]);
        char small[16];
        copy_chars(wide, small, width);
        const Chars narrow(small, n, width);
        std::u32string back(n, U' ');
        copy_chars(narrow, back.data(), CharWidth::Four);
        EXPECT_EQ(back, text.substr(0, n));
        EXPECT_EQ(find_range(narrow), ranges[n]);
        EXPECT_EQ(utf8_size(narrow), utf8_size(wide));
        if (n > 1) {
            EXPECT_EQ(narrow.slice(1, n)[0], U'é');
        }
    }
}

TEST(Utf8, AsciiRunsOfEveryLengthAndPlace) {
    for (std::size_t size = 0; size < 80; ++size) {
        std::string text(size, 'x');
        EXPECT_TRUE(is_ascii(text.data(), size));
        for (std::size_t i = 0; i < size; ++i) {
            text[i] = static_cast<char>(0xe9);
            EXPECT_EQ(ascii_prefix(text.data(), size), i);
            const Utf8Scan scan = scan_utf8(text.data(), size);
            EXPECT_EQ(scan.valid, i);
            EXPECT_EQ(scan.mistake,
                      i + 1 < size ? Utf8Mistake::InvalidContinuation : Utf8Mistake::UnexpectedEnd);
            text[i] = 'x';
        }
    }
    EXPECT_TRUE(scan_utf8(nullptr, 0).ok());
}

TEST(Utf8, RunsOfSurrogates) {
    const std::u16string text = {u'a', 0xd800, 0xdfff, u'b', 0xdc80, u'c'};
    const Chars chars(text.data(), text.size(), CharWidth::Two);
    CharSpan span = find_surrogates(chars);
    EXPECT_EQ(span.start, 1u);
    EXPECT_EQ(span.end, 3u);
    span = find_surrogates(chars, span.end);
    EXPECT_EQ(span.start, 4u);
    EXPECT_EQ(span.end, 5u);
    EXPECT_TRUE(find_surrogates(chars, span.end).empty());
    EXPECT_TRUE(find_surrogates(Chars("latin")).empty());
}

} // namespace
} // namespace islet
