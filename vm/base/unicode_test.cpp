// SPDX-License-Identifier: MIT
// Tests of character properties: over all code points, by checksums that make_unicode_tables.py --digest
// printed under CPython 3.14, and some cases one can read.
#include "vm/base/unicode.h"

#include "vm/base/format.h"
#include "vm/base/normalize.h"
#include "vm/base/oracle_case.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace islet {
namespace {

struct Digest {
    std::string_view name;
    std::uint64_t value;
};
constexpr Digest kExpected[] = {
    {"Alpha", 4296884062152262072u},
    {"Decimal", 4200729086450373080u},
    {"Digit", 6856437909274660840u},
    {"Numeric", 6997527225078250010u},
    {"Space", 17564373972893905035u},
    {"Printable", 15245631918316031506u},
    {"Upper", 8817095019716734616u},
    {"Lower", 5507927833385896157u},
    {"Title", 4406935447470646233u},
    {"Cased", 285214226863725390u},
    {"CaseIgnorable", 2495315446326466351u},
    {"XidStart", 263626272551783987u},
    {"XidContinue", 3262916022311660370u},
    {"LineBreak", 1719843103935921308u},
    {"Wide", 9118322512204468489u},
    {"ToUpper", 3879553038041923550u},
    {"ToLower", 5592660348230465072u},
    {"ToTitle", 12186058311838871378u},
    {"ToFold", 90228341949594159u},
    {"DecimalValue", 14768387920483760718u},
    {"DigitValue", 1548253672266362590u},
    {"NumericValue", 8770486253810236422u},
    {"Category", 7599223308719629244u},
    {"NFC", 239056403072110686u},
    {"NFD", 891549988470529629u},
    {"NFKC", 5901756878148958910u},
    {"NFKD", 9190790967504602944u},
};

class Mixer {
public:
    void add(std::uint64_t v) { total_ = total_ * 1000003 + v; }
    std::uint64_t total() const { return total_; }

private:
    std::uint64_t total_ = 0;
};

std::uint64_t expected(std::string_view name) {
    for (const Digest& d : kExpected) {
        if (d.name == name) return d.value;
    }
    ADD_FAILURE() << "no checksum of " << name;
    return 0;
}

template <class Visit>
void expect_digest(std::string_view name, Visit visit) {
    Mixer mixer;
    for (char32_t c = 0; c < 0x110000; ++c) visit(mixer, c);
    EXPECT_EQ(mixer.total(), expected(name)) << name;
}

TEST(Unicode, FlagsOfAllCodePoints) {
    const std::string_view names[] = {"Alpha",         "Decimal",  "Digit",       "Numeric",   "Space",
                                      "Printable",     "Upper",    "Lower",       "Title",     "Cased",
                                      "CaseIgnorable", "XidStart", "XidContinue", "LineBreak", "Wide"};
    for (std::size_t i = 0; i < std::size(names); ++i) {
        expect_digest(names[i], [i](Mixer& m, char32_t c) { m.add(unicode_flags(c) >> i & 1u); });
    }
}

TEST(Unicode, MappingsOfAllCodePoints) {
    const struct {
        std::string_view name;
        std::size_t (*map)(char32_t, char32_t*);
    } mappings[] = {
        {"ToUpper", to_upper}, {"ToLower", to_lower}, {"ToTitle", to_title}, {"ToFold", to_casefold}};
    for (const auto& mapping : mappings) {
        expect_digest(mapping.name, [&](Mixer& m, char32_t c) {
            char32_t out[kMaxCaseExpansion];
            const std::size_t count = mapping.map(c, out);
            for (std::size_t i = 0; i < count; ++i) m.add(out[i]);
        });
    }
}

TEST(Unicode, ValuesOfAllCodePoints) {
    const auto value_or_255 = [](int v) { return static_cast<std::uint64_t>(v < 0 ? 255 : v); };
    expect_digest("DecimalValue", [&](Mixer& m, char32_t c) { m.add(value_or_255(decimal_value(c))); });
    expect_digest("DigitValue", [&](Mixer& m, char32_t c) { m.add(value_or_255(digit_value(c))); });
    expect_digest("NumericValue", [](Mixer& m, char32_t c) {
        double value;
        if (!numeric_value(c, value)) value = -1;
        m.add(static_cast<std::uint64_t>(static_cast<std::int64_t>(std::nearbyint(value * 320))));
    });
    constexpr std::string_view kOrder =
        "Cn Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl "
        "Zp Cc Cf Cs Co";
    expect_digest("Category", [&](Mixer& m, char32_t c) { m.add(kOrder.find(unicode_category(c)) / 3); });
}

std::u32string normal_form(NormalForm form, const std::u32string& text) {
    const Chars chars(text.data(), text.size(), CharWidth::Four);
    std::vector<std::uint32_t> out(normalized_bound(form, chars) + 1, 0x77777777);
    const std::size_t size = normalize(form, chars, out.data());
    EXPECT_EQ(out.back(), 0x77777777u) << "wrote behind the bound";
    if (is_surely_normalized(form, chars)) {
        EXPECT_EQ(size, text.size());
    }
    return {out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size)};
}

TEST(Unicode, NormalFormsOfAllCodePoints) {
    const struct {
        std::string_view name;
        NormalForm form;
    } forms[] = {{"NFC", NormalForm::NFC},
                 {"NFD", NormalForm::NFD},
                 {"NFKC", NormalForm::NFKC},
                 {"NFKD", NormalForm::NFKD}};
    for (const auto& form : forms) {
        expect_digest(form.name, [&](Mixer& m, char32_t c) {
            for (char32_t x : normal_form(form.form, std::u32string(1, c))) m.add(x);
        });
    }
}

TEST(Unicode, NormalFormsAgreeWithCPython) {
    constexpr OracleCase kCases[] = {
#include "vm/base/normalize_cases.inc"
    };
    for (const OracleCase& c : kCases) {
        RequestReader request(c.request);
        const std::string name = request.word();
        const NormalForm form = name == "NFC"    ? NormalForm::NFC
                                : name == "NFD"  ? NormalForm::NFD
                                : name == "NFKC" ? NormalForm::NFKC
                                                 : NormalForm::NFKD;
        std::u32string text;
        while (!request.rest().empty()) {
            text.push_back(static_cast<char32_t>(std::strtoul(request.word().c_str(), nullptr, 16)));
        }
        TextBuffer answer;
        for (char32_t x : normal_form(form, text))
            format_to(answer, "{}{}", answer.empty() ? "" : " ", Hex{x});
        EXPECT_EQ(answer.view(), c.answer) << c.request;
    }
}

TEST(Unicode, NormalFormsOfSequences) {
    EXPECT_EQ(normal_form(NormalForm::NFC, U"e\x301"), U"é");
    EXPECT_EQ(normal_form(NormalForm::NFD, U"é"), U"e\x301");
    EXPECT_EQ(normal_form(NormalForm::NFKC, U"ﬁ①"), U"fi1");
    EXPECT_EQ(normal_form(NormalForm::NFD, U"a\x301\x323"), U"a\x323\x301");
    EXPECT_EQ(normal_form(NormalForm::NFC, U"a\x301\x323"), U"\x1ea1\x301");
    EXPECT_EQ(normal_form(NormalForm::NFC, U"\x1100\x1161\x11a8"), U"각");
    EXPECT_EQ(normal_form(NormalForm::NFC, U""), U"");
    std::u32string marks = U"a";
    for (int i = 0; i < 100000; ++i) marks += i % 2 ? U'\x323' : U'\x301';
    const std::u32string sorted = normal_form(NormalForm::NFD, marks);
    EXPECT_EQ(sorted[1], U'\x323');
    EXPECT_EQ(sorted.back(), U'\x301');
    EXPECT_EQ(sorted.find(U'\x301'), 50001u);
    EXPECT_EQ(sorted.rfind(U'\x323'), 50000u);
}

std::u32string lowered(const std::u32string& text) {
    const Chars chars(text.data(), text.size(), CharWidth::Four);
    std::u32string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t out[kMaxCaseExpansion];
        result.append(out, lower_at(chars, i, out));
    }
    return result;
}

TEST(Unicode, Sigma) {
    EXPECT_EQ(lowered(U"ΟΔΥΣΣΕΥΣ"), U"οδυσσευς");
    EXPECT_EQ(lowered(U"Σ"), U"σ");
    EXPECT_EQ(lowered(U"ΑΣ ΣΑ"), U"ας σα");
    EXPECT_EQ(lowered(U"Α.Σ.Α"), U"α.σ.α");
    EXPECT_EQ(lowered(U"İ"), U"i\x307");
}

TEST(Unicode, BeyondTheLastCodePoint) {
    char32_t out[kMaxCaseExpansion];
    for (char32_t c : {char32_t{0x110000}, char32_t{0xffffffff}}) {
        EXPECT_EQ(unicode_flags(c), 0);
        EXPECT_EQ(to_upper(c, out), 1u);
        EXPECT_EQ(out[0], c);
        EXPECT_EQ(decimal_value(c), -1);
        EXPECT_STREQ(unicode_category(c), "Cn");
    }
}

} // namespace
} // namespace islet
