// SPDX-License-Identifier: MIT
// Searching the table of names. A stored name is "!", then a code of one to three characters for each word;
// no code begins another, so a name is found by looking for its codes between two "!".
#include "vm/base/unicode_names.h"

#include <cstddef>
#include <cstring>

namespace islet {

namespace {

struct NameRun {
    std::uint32_t first;
    std::uint32_t count;
};
struct ComputedRange {
    std::uint32_t first;
    std::uint32_t last;
    const char* prefix;
};
struct NameAlias {
    std::uint32_t point;
    const char* name;
};

#include "vm/base/unicode_names_data.inc"

constexpr std::string_view kWordText(kWords, sizeof kWords - 1);
constexpr std::string_view kNameText(kNames, sizeof kNames - 1);
constexpr std::uint32_t kAlphabetSize = sizeof kAlphabet - 1;
constexpr std::size_t kLongestName = 128;

constexpr std::string_view kLeads[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                       "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr std::string_view kVowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                        "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view kTails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                       "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                       "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
constexpr std::uint32_t kFirstSyllable = 0xac00;
constexpr std::uint32_t kVowelCount = std::size(kVowels), kTailCount = std::size(kTails);

bool is_word_char(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The words of a name one after the other, a joining hyphen being one of them.
class WordReader {
public:
    explicit WordReader(std::string_view text) : text_(text) {}
    bool done() const { return at_ >= text_.size(); }
    // Empty where there is no name like this.
    std::string_view next() {
        if (at_ > 0 && text_[at_] == ' ') ++at_;
        std::size_t end = at_;
        const bool behind_blank = at_ > 0 && text_[at_ - 1] == ' ';
        if (end + 1 < text_.size() && text_[end] == '-' && behind_blank) {
            if (!is_word_char(text_[++end])) return {};
        }
        while (end < text_.size() && is_word_char(text_[end])) ++end;
        if (end == at_ && end < text_.size() && text_[end] == '-' && !behind_blank) {
            ++end;
        } else if (end + 1 < text_.size() && text_[end] == '-' && text_[end + 1] == ' ') {
            ++end;
        }
        const std::string_view word = text_.substr(at_, end - at_);
        at_ = end;
        return word;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

// Appends the code of the word with the given number.
void append_code(TextBuffer& out, std::uint32_t number) {
    if (number < kOneCharWords) {
        out.append(kAlphabet[number]);
        return;
    }
    number -= kOneCharWords;
    if (number < kTwoCharWords * kAlphabetSize) {
        out.append(kAlphabet[kOneCharWords + number / kAlphabetSize]);
    } else {
        number -= kTwoCharWords * kAlphabetSize;
        out.append(kAlphabet[kOneCharWords + kTwoCharWords + number / (kAlphabetSize * kAlphabetSize)]);
        out.append(kAlphabet[number / kAlphabetSize % kAlphabetSize]);
    }
    out.append(kAlphabet[number % kAlphabetSize]);
}

std::uint32_t count_of(std::string_view text, char c) {
    std::uint32_t count = 0;
    for (const char each : text) count += each == c;
    return count;
}

// False if no name has this word.
bool append_word_code(TextBuffer& out, std::string_view word) {
    char key[kLongestName + 2];
    key[0] = '~';
    std::memcpy(key + 1, word.data(), word.size());
    key[word.size() + 1] = '~';
    const std::size_t at = kWordText.find({key, word.size() + 2});
    if (at == std::string_view::npos) return false;
    append_code(out, count_of(kWordText.substr(0, at), '~'));
    return true;
}

std::int32_t find_stored(std::string_view name) {
    TextBuffer key;
    key.append('!');
    WordReader words(name);
    while (!words.done()) {
        const std::string_view word = words.next();
        if (word.empty() || !append_word_code(key, word)) return -1;
    }
    key.append('!');
    const std::size_t at = key.size() > 2 ? kNameText.find(key.view()) : std::string_view::npos;
    if (at == std::string_view::npos) return -1;
    std::uint32_t number = count_of(kNameText.substr(0, at), '!');
    for (const NameRun& run : kRuns) {
        if (number < run.count) return static_cast<std::int32_t>(run.first + number);
        number -= run.count;
    }
    return -1;
}

// The longest of `parts` that `text` begins with; it is removed.
template <std::size_t N>
std::int32_t take_longest(const std::string_view (&parts)[N], std::string_view& text) {
    std::int32_t best = -1;
    for (std::size_t i = 0; i < N; ++i) {
        if (!text.starts_with(parts[i])) continue;
        if (best < 0 || parts[i].size() > parts[static_cast<std::size_t>(best)].size()) {
            best = static_cast<std::int32_t>(i);
        }
    }
    if (best >= 0) text.remove_prefix(parts[static_cast<std::size_t>(best)].size());
    return best;
}

std::int32_t find_syllable(std::string_view text) {
    const std::int32_t lead = take_longest(kLeads, text);
    const std::int32_t vowel = take_longest(kVowels, text);
    const std::int32_t tail = take_longest(kTails, text);
    if (lead < 0 || vowel < 0 || tail < 0 || !text.empty()) return -1;
    const auto offset =
        (static_cast<std::uint32_t>(lead) * kVowelCount + static_cast<std::uint32_t>(vowel)) * kTailCount +
        static_cast<std::uint32_t>(tail);
    return static_cast<std::int32_t>(kFirstSyllable + offset);
}

std::int32_t find_computed(std::string_view name) {
    constexpr std::string_view kSyllable = "HANGUL SYLLABLE ";
    if (name.starts_with(kSyllable)) return find_syllable(name.substr(kSyllable.size()));
    const std::size_t hyphen = name.rfind('-');
    if (hyphen == std::string_view::npos || name.size() - hyphen > 6 || name.size() - hyphen < 5) return -1;
    std::uint32_t point = 0;
    for (const char c : name.substr(hyphen + 1)) {
        if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'F')) return -1;
        point = point * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'A' + 10);
    }
    // As many digits as the number needs, and no fewer than four.
    if (name.size() - hyphen == 6 && point < 0x10000) return -1;
    for (const ComputedRange& range : kComputed) {
        const bool inside = point >= range.first && point <= range.last;
        if (inside && name.substr(0, hyphen + 1) == range.prefix) return static_cast<std::int32_t>(point);
    }
    return -1;
}

// The text of the word whose code begins at `at`, which is moved behind it.
std::string_view word_at(const char*& at) {
    const auto digit = [](char c) {
        return static_cast<std::uint32_t>(static_cast<const char*>(std::memchr(kAlphabet, c, kAlphabetSize)) -
                                          kAlphabet);
    };
    std::uint32_t number = digit(*at++);
    if (number >= kOneCharWords + kTwoCharWords) {
        number = (number - kOneCharWords - kTwoCharWords) * kAlphabetSize + digit(*at++);
        number = kOneCharWords + kTwoCharWords * kAlphabetSize + number * kAlphabetSize + digit(*at++);
    } else if (number >= kOneCharWords) {
        number = kOneCharWords + (number - kOneCharWords) * kAlphabetSize + digit(*at++);
    }
    const char* word = kWords;
    for (std::uint32_t i = 0; i <= number; ++i) word = std::strchr(word, '~') + 1;
    return {word, static_cast<std::size_t>(std::strchr(word, '~') - word)};
}

bool append_stored(TextBuffer& out, std::uint32_t point) {
    std::uint32_t number = 0;
    bool found = false;
    for (const NameRun& run : kRuns) {
        found = point >= run.first && point - run.first < run.count;
        if (found) {
            number += point - run.first;
            break;
        }
        number += run.count;
    }
    if (!found) return false;
    const char* at = kNames;
    for (std::uint32_t i = 0; i <= number; ++i) at = std::strchr(at, '!') + 1;
    bool joined = true;
    while (*at != '!') {
        const std::string_view word = word_at(at);
        const bool hyphen = word == "-";
        if (!joined && !hyphen) out.append(' ');
        out.append(word);
        joined = hyphen;
    }
    return true;
}

} // namespace

std::int32_t find_code_point(std::string_view name) {
    if (name.empty() || name.size() > kLongestName) return -1;
    char upper[kLongestName];
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        upper[i] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    const std::string_view text(upper, name.size());
    if (const std::int32_t found = find_computed(text); found >= 0) return found;
    for (const NameAlias& alias : kAliases) {
        if (text == alias.name) return static_cast<std::int32_t>(alias.point);
    }
    return find_stored(text);
}

bool append_character_name(TextBuffer& out, char32_t c) {
    for (const ComputedRange& range : kComputed) {
        if (c < range.first || c > range.last) continue;
        out.append(std::string_view(range.prefix));
        if (range.first != kFirstSyllable) {
            char digits[8];
            int count = 0;
            for (std::uint32_t rest = c; rest; rest /= 16) digits[count++] = "0123456789ABCDEF"[rest % 16];
            while (count) out.append(digits[--count]);
            return true;
        }
        const std::uint32_t offset = c - kFirstSyllable;
        out.append(kLeads[offset / (kVowelCount * kTailCount)]);
        out.append(kVowels[offset / kTailCount % kVowelCount]);
        out.append(kTails[offset % kTailCount]);
        return true;
    }
    return append_stored(out, c);
}

} // namespace islet
