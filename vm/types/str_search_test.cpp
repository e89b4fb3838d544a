// SPDX-License-Identifier: MIT
//
// Searches are compared with the simplest way to do them, over all widths and over texts that repeat
// themselves, which is where the two-way algorithm has its cases.
#include "vm/types/str_search.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace islet {
namespace {

using Text = std::u32string;

// A text in an array of each width.
struct Encoded {
    explicit Encoded(const Text& text) : wide(text.begin(), text.end()) {
        for (const char32_t c : text) {
            narrow.push_back(static_cast<std::uint8_t>(c));
            middle.push_back(static_cast<std::uint16_t>(c));
        }
    }
    Chars chars(CharWidth width) const {
        if (width == CharWidth::One) return {narrow.data(), narrow.size(), width};
        if (width == CharWidth::Two) return {middle.data(), middle.size(), width};
        return {wide.data(), wide.size(), width};
    }
    std::vector<std::uint8_t> narrow;
    std::vector<std::uint16_t> middle;
    std::vector<std::uint32_t> wide;
};

std::int64_t position(std::size_t found) {
    return found == Text::npos ? kNotFound : static_cast<std::int64_t>(found);
}

std::int64_t simple_count(const Text& text, const Text& pattern) {
    std::int64_t count = 0;
    for (std::size_t at = 0; (at = text.find(pattern, at)) != Text::npos; at += pattern.size()) ++count;
    return count;
}

void expect_same(const Text& text, const Text& pattern) {
    const Encoded haystack(text), needle(pattern);
    constexpr CharWidth kWidths[] = {CharWidth::One, CharWidth::Two, CharWidth::Four};
    for (const CharWidth h : kWidths) {
        for (const CharWidth n : kWidths) {
            if (n > h) continue; // a wider needle has a character that the haystack lacks
            EXPECT_EQ(find_chars(haystack.chars(h), needle.chars(n)), position(text.find(pattern)));
            EXPECT_EQ(rfind_chars(haystack.chars(h), needle.chars(n)), position(text.rfind(pattern)));
            if (!pattern.empty()) {
                EXPECT_EQ(count_chars(haystack.chars(h), needle.chars(n)), simple_count(text, pattern));
            }
        }
    }
}

// A fixed sequence that looks like chance.
class Chance {
public:
    std::size_t below(std::size_t limit) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>(state_ >> 33) % limit;
    }

private:
    std::uint64_t state_ = 20240229;
};

TEST(StrSearch, FindsWhatTheSimpleWayFinds) {
    Chance chance;
    for (int round = 0; round < 4000; ++round) {
        const std::size_t letters = 1 + chance.below(3);
        Text text, pattern;
        for (std::size_t i = chance.below(200); i > 0; --i)
            text.push_back(U'a' + static_cast<char32_t>(chance.below(letters)));
        for (std::size_t i = chance.below(60); i > 0; --i)
            pattern.push_back(U'a' + static_cast<char32_t>(chance.below(letters)));
        expect_same(text, pattern);
    }
}

TEST(StrSearch, FindsPeriodicNeedles) {
    for (std::size_t period = 1; period < 9; ++period) {
        Text unit;
        for (std::size_t i = 0; i < period; ++i) unit.push_back(i + 1 == period ? U'b' : U'a');
        for (std::size_t times = 1; times < 12; ++times) {
            Text pattern, text;
            for (std::size_t i = 0; i < times; ++i) pattern += unit;
            for (std::size_t i = 0; i < times * 3; ++i) text += unit;
            expect_same(text, pattern);
            text.insert(text.size() / 2, 1, U'c');
            expect_same(text, pattern);
            pattern.pop_back();
            expect_same(text, pattern);
            expect_same(text, U"c" + pattern);
        }
    }
}

TEST(StrSearch, FindsEveryPieceOfAText) {
    Text text;
    for (char32_t i = 0; i < 120; ++i) text.push_back(U'!' + (i * 7 + i / 11) % 90);
    for (std::size_t from = 0; from < text.size(); from += 3) {
        for (std::size_t size = 1; from + size <= text.size(); size += 5)
            expect_same(text, text.substr(from, size));
    }
}

TEST(StrSearch, EmptyNeedleLiesEverywhere) {
    const Encoded text(U"abc"), empty(U"");
    EXPECT_EQ(find_chars(text.chars(CharWidth::One), empty.chars(CharWidth::One)), 0);
    EXPECT_EQ(rfind_chars(text.chars(CharWidth::Four), empty.chars(CharWidth::One)), 3);
    EXPECT_EQ(count_chars(text.chars(CharWidth::Two), empty.chars(CharWidth::One)), 4);
    EXPECT_EQ(count_chars(text.chars(CharWidth::Two), empty.chars(CharWidth::One), 2), 2);
}

TEST(StrSearch, WiderCharactersAreNotFoundInNarrowText) {
    const Encoded text(U"abc");
    EXPECT_EQ(find_char(text.chars(CharWidth::One), 0x161), kNotFound); // low byte 'a'
    EXPECT_EQ(rfind_char(text.chars(CharWidth::One), 0x161), kNotFound);
    EXPECT_EQ(find_char(text.chars(CharWidth::Two), 0x10061), kNotFound);
}

} // namespace
} // namespace islet
