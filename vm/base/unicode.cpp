// SPDX-License-Identifier: MIT
// Lookup in the generated tables.
#include "vm/base/unicode.h"

#include <algorithm>
#include <array>

namespace islet {

namespace {

// All that is known of a character; most characters share their record with many others.
struct UnicodeRecord {
    std::int32_t upper, lower, title, fold; // see map_with
    std::uint16_t flags;
    std::uint8_t decimal, digit; // kNoValue where there is none
    std::uint8_t numeric;        // index into kNumerics; 0 where there is none
    std::uint8_t category;       // index into kCategories
};

constexpr std::uint8_t kNoValue = 255;
constexpr std::size_t kBlock = 128;
constexpr std::int32_t kExpansion = 1 << 24;
constexpr char32_t kEnd = 0x110000;

#include "vm/base/unicode_tables.inc"

constexpr const char* kCategories[] = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
                                       "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
                                       "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"};

// Record 0 is that of U+0000, a control character; this one is nobody's.
constexpr UnicodeRecord kNobody = {0, 0, 0, 0, 0, kNoValue, kNoValue, 0, 0};

constexpr const UnicodeRecord& record_of(char32_t c) {
    if (c >= kEnd) return kNobody;
    return kRecords[kRecordOf[kBlocks[c / kBlock] * kBlock + c % kBlock]];
}

// A mapping is a difference to add, or names a text of several characters: kExpansion + 4 * place + length.
std::size_t map_with(char32_t c, std::int32_t mapping, char32_t* out) {
    if (mapping < kExpansion) {
        *out = static_cast<char32_t>(static_cast<std::int32_t>(c) + mapping);
        return 1;
    }
    const auto code = static_cast<std::size_t>(mapping - kExpansion);
    const std::size_t length = code % 4;
    std::copy_n(kExpansions + code / 4, length, out);
    return length;
}

constexpr std::array<std::uint16_t, 256> latin1_flags() {
    std::array<std::uint16_t, 256> flags{};
    for (char32_t c = 0; c < 256; ++c) flags[c] = record_of(c).flags;
    return flags;
}

constexpr char32_t kCapitalSigma = 0x3a3;
constexpr char32_t kSmallSigma = 0x3c3;
constexpr char32_t kFinalSigma = 0x3c2;

// A sigma ends a word when a cased character stands before it and none behind, whatever may be ignored
// between.
bool is_final_sigma(const Chars& text, std::size_t index) {
    std::size_t before = index;
    while (before > 0 && is_case_ignorable(text[before - 1])) --before;
    if (before == 0 || !is_cased(text[before - 1])) return false;
    std::size_t behind = index + 1;
    while (behind < text.size && is_case_ignorable(text[behind])) ++behind;
    return behind == text.size || !is_cased(text[behind]);
}

} // namespace

constinit const std::array<std::uint16_t, 256> kLatin1Flags = latin1_flags();

std::uint16_t find_unicode_flags(char32_t c) {
    return record_of(c).flags;
}

const char* unicode_category(char32_t c) {
    return kCategories[record_of(c).category];
}

int decimal_value(char32_t c) {
    const std::uint8_t value = record_of(c).decimal;
    return value == kNoValue ? -1 : value;
}

int digit_value(char32_t c) {
    const std::uint8_t value = record_of(c).digit;
    return value == kNoValue ? -1 : value;
}

bool numeric_value(char32_t c, double& value) {
    const std::uint8_t index = record_of(c).numeric;
    value = kNumerics[index];
    return index != 0;
}

std::size_t to_upper(char32_t c, char32_t* out) {
    return map_with(c, record_of(c).upper, out);
}
std::size_t to_lower(char32_t c, char32_t* out) {
    return map_with(c, record_of(c).lower, out);
}
std::size_t to_title(char32_t c, char32_t* out) {
    return map_with(c, record_of(c).title, out);
}
std::size_t to_casefold(char32_t c, char32_t* out) {
    return map_with(c, record_of(c).fold, out);
}

std::size_t lower_at(const Chars& text, std::size_t index, char32_t* out) {
    const char32_t c = text[index];
    if (c != kCapitalSigma) return to_lower(c, out);
    *out = is_final_sigma(text, index) ? kFinalSigma : kSmallSigma;
    return 1;
}

} // namespace islet
