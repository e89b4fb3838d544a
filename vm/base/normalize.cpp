// SPDX-License-Identifier: MIT
// Decomposition, ordering of marks and composition, as chapter 3.11 of the Unicode standard defines them.
#include "vm/base/normalize.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace islet {

namespace {

struct NormalRecord {
    std::uint16_t canonical, compatible; // places in kTexts
    std::uint8_t canonical_size, compatible_size;
    std::uint8_t combining;
};

// first + second = composed
struct ComposedPair {
    char32_t first, second, composed;
};

constexpr std::size_t kBlock = 128;
constexpr char32_t kEnd = 0x110000;
constexpr char32_t kFirstThatDecomposes = 0xa0;

#include "vm/base/normalize_tables.inc"

constexpr NormalRecord kNobody = {0, 0, 0, 0, 0};

const NormalRecord& record_of(char32_t c) {
    if (c >= kEnd) return kNobody;
    return kRecords[kRecordOf[kBlocks[c / kBlock] * kBlock + c % kBlock]];
}

// Hangul syllables follow arithmetic: chapter 3.12.
constexpr char32_t kSyllables = 0xac00, kLeads = 0x1100, kVowels = 0x1161, kTrails = 0x11a7;
constexpr char32_t kLeadCount = 19, kVowelCount = 21, kTrailCount = 28;
constexpr char32_t kSyllableCount = kLeadCount * kVowelCount * kTrailCount;

bool is_syllable(char32_t c) {
    return c - kSyllables < kSyllableCount;
}

std::size_t split_syllable(char32_t c, std::uint32_t* out) {
    const char32_t index = c - kSyllables;
    out[0] = kLeads + index / (kVowelCount * kTrailCount);
    out[1] = kVowels + index / kTrailCount % kVowelCount;
    if (index % kTrailCount == 0) return 2;
    out[2] = kTrails + index % kTrailCount;
    return 3;
}

bool is_compatible(NormalForm form) {
    return form == NormalForm::NFKC || form == NormalForm::NFKD;
}

std::size_t decomposed_size(char32_t c, bool compatible) {
    if (c < kFirstThatDecomposes) return 1;
    if (is_syllable(c)) return (c - kSyllables) % kTrailCount ? 3 : 2;
    const NormalRecord& record = record_of(c);
    const std::size_t size = compatible ? record.compatible_size : record.canonical_size;
    return size ? size : 1;
}

std::size_t decompose(char32_t c, bool compatible, std::uint32_t* out) {
    if (is_syllable(c)) return split_syllable(c, out);
    const NormalRecord& record = record_of(c);
    const std::size_t size = compatible ? record.compatible_size : record.canonical_size;
    if (size == 0) {
        *out = c;
        return 1;
    }
    std::copy_n(kTexts + (compatible ? record.compatible : record.canonical), size, out);
    return size;
}

// While a run of marks is sorted, the class of each rides in its upper bits.
constexpr int kClassShift = 21;

bool class_is_lower(std::uint32_t a, std::uint32_t b) {
    return a >> kClassShift < b >> kClassShift;
}

void insertion_sort(std::uint32_t* first, std::uint32_t* last) {
    for (std::uint32_t* at = first; at != last; ++at) {
        std::rotate(std::upper_bound(first, at, *at, class_is_lower), at, at + 1);
    }
}

// Merges two sorted neighbours without other memory; the recursion halves the longer one.
void merge_in_place(std::uint32_t* first, std::uint32_t* middle, std::uint32_t* last) {
    if (first == middle || middle == last || !class_is_lower(*middle, middle[-1])) return;
    std::uint32_t* left;
    std::uint32_t* right;
    if (middle - first >= last - middle) {
        left = first + (middle - first) / 2;
        right = std::lower_bound(middle, last, *left, class_is_lower);
    } else {
        right = middle + (last - middle) / 2;
        left = std::upper_bound(first, middle, *right, class_is_lower);
    }
    if (left == first && right == last) {
        std::rotate(first, middle, last);
        return;
    }
    std::uint32_t* const joint = std::rotate(left, middle, right);
    merge_in_place(first, left, joint);
    merge_in_place(joint, right, last);
}

// Stable, because marks of one class keep their order. std::stable_sort would take memory of its own.
void sort_marks(std::uint32_t* first, std::uint32_t* last) {
    constexpr std::ptrdiff_t kShort = 16; // longer runs are hostile; insertion alone would be quadratic
    if (last - first <= kShort) {
        insertion_sort(first, last);
        return;
    }
    std::uint32_t* const middle = first + (last - first) / 2;
    sort_marks(first, middle);
    sort_marks(middle, last);
    merge_in_place(first, middle, last);
}

// Puts every run of combining marks into the order of their classes.
void order_marks(std::uint32_t* chars, std::size_t size) {
    for (std::size_t start = 0; start < size;) {
        std::size_t end = start;
        for (int mark = 0; end < size && (mark = combining_class(chars[end])) != 0; ++end) {
            chars[end] |= static_cast<std::uint32_t>(mark) << kClassShift;
        }
        if (end - start > 1) sort_marks(chars + start, chars + end);
        for (std::size_t k = start; k < end; ++k) chars[k] &= (1u << kClassShift) - 1;
        start = end + 1;
    }
}

// The composition of two characters, or 0.
char32_t composed(char32_t first, char32_t second) {
    if (first - kLeads < kLeadCount && second - kVowels < kVowelCount) {
        return kSyllables + ((first - kLeads) * kVowelCount + (second - kVowels)) * kTrailCount;
    }
    if (is_syllable(first) && (first - kSyllables) % kTrailCount == 0 &&
        second - kTrails - 1 < kTrailCount - 1) {
        return first + (second - kTrails);
    }
    const auto* const found =
        std::lower_bound(std::begin(kPairs), std::end(kPairs), ComposedPair{first, second, 0},
                         [](const ComposedPair& a, const ComposedPair& b) {
                             return a.first != b.first ? a.first < b.first : a.second < b.second;
                         });
    if (found == std::end(kPairs) || found->first != first || found->second != second) return 0;
    return found->composed;
}

// Composes in place what order_marks left; returns the new size.
std::size_t compose(std::uint32_t* chars, std::size_t size) {
    constexpr std::size_t kNone = ~std::size_t{0};
    std::size_t starter = kNone;
    std::size_t written = 0;
    int last_class = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const char32_t c = chars[i];
        const int mark = combining_class(c);
        // A character reaches its starter only past marks of lower classes.
        if (starter != kNone && (written == starter + 1 || last_class < mark)) {
            if (const char32_t both = composed(chars[starter], c)) {
                chars[starter] = both;
                continue;
            }
        }
        if (mark == 0) starter = written;
        last_class = mark;
        chars[written++] = c;
    }
    return written;
}

} // namespace

int combining_class(char32_t c) {
    return c < 0x300 ? 0 : record_of(c).combining;
}

std::size_t normalized_bound(NormalForm form, const Chars& text) {
    const bool compatible = is_compatible(form);
    return visit_chars(text, [&](const auto* at) {
        std::size_t total = 0;
        for (std::size_t i = 0; i < text.size; ++i) total += decomposed_size(at[i], compatible);
        return total;
    });
}

std::size_t normalize(NormalForm form, const Chars& text, std::uint32_t* out) {
    const bool compatible = is_compatible(form);
    const std::size_t size = visit_chars(text, [&](const auto* at) {
        std::size_t written = 0;
        for (std::size_t i = 0; i < text.size; ++i) {
            if (at[i] < kFirstThatDecomposes) {
                out[written++] = at[i];
            } else {
                written += decompose(at[i], compatible, out + written);
            }
        }
        return written;
    });
    order_marks(out, size);
    return form == NormalForm::NFC || form == NormalForm::NFKC ? compose(out, size) : size;
}

bool is_surely_normalized(NormalForm form, const Chars& text) {
    const std::uint32_t limit = form == NormalForm::NFC ? 0x300 : form == NormalForm::NFD ? 0xc0 : 0xa0;
    return visit_chars(text, [&](const auto* at) {
        return std::all_of(at, at + text.size, [limit](std::uint32_t c) { return c < limit; });
    });
}

} // namespace islet
