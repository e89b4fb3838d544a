// SPDX-License-Identifier: MIT
// Tests of character names: known ones, and that the two directions agree.
#include "vm/base/unicode_names.h"

#include <gtest/gtest.h>

#include <string>

namespace islet {
namespace {

std::string name_of(char32_t c) {
    TextBuffer out;
    return append_character_name(out, c) ? std::string(out.view()) : std::string();
}

TEST(UnicodeNames, KnowsNames) {
    EXPECT_EQ(find_code_point("DIGIT ONE"), '1');
    EXPECT_EQ(find_code_point("latin small letter e with acute"), 0xe9);
    EXPECT_EQ(find_code_point("HYPHEN-MINUS"), '-');
    EXPECT_EQ(find_code_point("TIBETAN MARK BKA- SHOG YIG MGO"), 0xf0a);
    EXPECT_EQ(find_code_point("TIBETAN LETTER -A"), 0xf60);
    EXPECT_EQ(find_code_point("TIBETAN LETTER A"), 0xf68);
    EXPECT_EQ(find_code_point("CJK UNIFIED IDEOGRAPH-4E2D"), 0x4e2d);
    EXPECT_EQ(find_code_point("CJK UNIFIED IDEOGRAPH-20000"), 0x20000);
    EXPECT_EQ(find_code_point("HANGUL SYLLABLE GAGG"), 0xac02);
    EXPECT_EQ(find_code_point("HANGUL SYLLABLE HIH"), 0xd7a3);
    EXPECT_EQ(find_code_point("HANGUL SYLLABLE A"), 0xc544);
    EXPECT_EQ(find_code_point("GRINNING FACE"), 0x1f600);
    EXPECT_EQ(find_code_point("LINE FEED"), '\n');
    EXPECT_EQ(find_code_point("NBSP"), 0xa0);
    for (const char* wrong :
         {"", " ", "DIGIT", "DIGIT  ONE", "DIGIT ONE ", " DIGIT ONE", "DIGIT-ONE", "CJK", "-",
          "CJK UNIFIED IDEOGRAPH-04E2D", "CJK UNIFIED IDEOGRAPH-41", "HANGUL SYLLABLE ", "!",
          "HANGUL SYLLABLE X", "~", "DIGIT~ONE", "HYPHEN - MINUS", "HYPHEN MINUS"}) {
        EXPECT_EQ(find_code_point(wrong), -1) << wrong;
    }
    EXPECT_EQ(name_of('a'), "LATIN SMALL LETTER A");
    EXPECT_EQ(name_of(0xf0a), "TIBETAN MARK BKA- SHOG YIG MGO");
    EXPECT_EQ(name_of(0xd55c), "HANGUL SYLLABLE HAN");
    EXPECT_EQ(name_of(0x10ffff), "");
    EXPECT_EQ(name_of('\n'), "");
}

TEST(UnicodeNames, AgreeBothWays) {
    for (char32_t c = 0; c < 0x110000; c += c < 0x3000 ? 37 : 1977) {
        const std::string name = name_of(c);
        if (name.empty()) continue;
        EXPECT_EQ(find_code_point(name), static_cast<std::int32_t>(c)) << name;
    }
}

} // namespace
} // namespace islet
