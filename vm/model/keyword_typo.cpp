// SPDX-License-Identifier: MIT
//
// See keyword_typo.h. The bounds (size of the source, number of names and keywords tried) are CPython's: with
// others, other mistakes would be explained.
//
// Owns: nothing. Threads: any.
#include "vm/model/keyword_typo.h"

#include "grammar/parse.h"
#include "vm/base/format.h"
#include "vm/base/unicode.h"
#include "vm/model/edit_distance.h"

#include <algorithm>

namespace islet {

namespace {

constexpr std::string_view kKeywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
constexpr std::size_t kLargestSource = 1024; // characters
constexpr int kNamesTried = 10;
constexpr std::size_t kMatchesTried = 3;
constexpr double kLeastRatio = 0.5;

// Letters in the longest common runs of both words, found from the longest one outwards.
std::size_t common_letters(std::string_view a, std::string_view b) {
    std::size_t best = 0, best_a = 0, best_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < b.size(); ++j) {
            std::size_t n = 0;
            while (i + n < a.size() && j + n < b.size() && a[i + n] == b[j + n]) ++n;
            if (n > best) {
                best = n;
                best_a = i;
                best_b = j;
            }
        }
    }
    if (best == 0) return 0;
    return best + common_letters(a.substr(0, best_a), b.substr(0, best_b)) +
           common_letters(a.substr(best_a + best), b.substr(best_b + best));
}

struct Matches {
    std::string_view words[kMatchesTried + 1];
    std::size_t count = 0;
};

// The nearest keyword by edit distance, then the most similar ones by common letters.
Matches find_matches(std::string_view name) {
    Matches matches;
    NearestName nearest(name);
    for (const std::string_view keyword : kKeywords) nearest.offer(keyword);
    if (!nearest.best().empty()) matches.words[matches.count++] = nearest.best();
    if (name.size() > 40) return matches; // no keyword is half as long
    struct Scored {
        double ratio;
        std::string_view word;
    };
    Scored scored[std::size(kKeywords)];
    std::size_t count = 0;
    for (const std::string_view keyword : kKeywords) {
        const auto common = static_cast<double>(common_letters(keyword, name));
        const double ratio = 2 * common / static_cast<double>(keyword.size() + name.size());
        if (ratio >= kLeastRatio) scored[count++] = {ratio, keyword};
    }
    std::sort(scored, scored + count, [](const Scored& a, const Scored& b) {
        return a.ratio != b.ratio ? a.ratio > b.ratio : a.word > b.word;
    });
    for (std::size_t i = 0; i < count && matches.count < kMatchesTried; ++i) {
        matches.words[matches.count++] = scored[i].word;
    }
    return matches;
}

// Whether the text is good Python, or could become so with more lines.
bool parses(std::string_view text) {
    Arena arena;
    ParseOptions options;
    options.ignore_cookie = true;
    options.max_depth = 200;
    if (parse(text, "<string>", options, arena).ok()) return true;
    TextBuffer longer;
    longer.append(text);
    longer.append('\n');
    arena.reset();
    options.dont_imply_dedent = true;
    options.allow_incomplete_input = true;
    const ParseResult result = parse(arena.copy(longer.view()), "<string>", options, arena);
    return result.error && result.error->kind == DiagnosticKind::IncompleteInput;
}

// Walks the names of a text that stand outside strings and comments.
class Names {
public:
    explicit Names(std::string_view text) : text_(text) {}

    // The next name; empty at the end, or where the text cannot be read.
    std::string_view next() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '#') {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (c == '"' || c == '\'') {
                if (!skip_string()) return {};
            } else if (c >= '0' && c <= '9') {
                while (at_ < text_.size() && (is_word(text_[at_]) || text_[at_] == '.')) ++at_;
            } else if (is_word(c)) {
                const std::size_t start = at_;
                while (at_ < text_.size() && is_word(text_[at_])) ++at_;
                const bool prefix =
                    at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'') && at_ - start <= 2;
                if (!prefix) return text_.substr(start, at_ - start);
            } else {
                ++at_;
            }
        }
        return {};
    }

private:
    static bool is_word(char c) {
        const auto u = static_cast<unsigned char>(c);
        return u >= 0x80 || c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
    bool skip_string() {
        const char quote = text_[at_];
        const bool triple = text_.substr(at_, 3) == std::string_view(quote == '"' ? "\"\"\"" : "'''");
        at_ += triple ? 3 : 1;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\\') {
                ++at_;
            } else if (c == '\n' && !triple) {
                return false;
            } else if (c == quote && (!triple || text_.substr(at_, 3) ==
                                                     std::string_view(quote == '"' ? "\"\"\"" : "'''"))) {
                at_ += triple ? 3 : 1;
                return true;
            }
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

// The first `count` lines of the source without the indentation that all of them share.
std::string_view take_lines(Arena& arena, std::string_view source, std::int64_t count) {
    std::size_t end = 0;
    for (; count > 0 && end < source.size(); --count)
        end = std::min(source.find('\n', end), source.size() - 1) + 1;
    std::string_view text = source.substr(0, end);
    if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    std::size_t margin = ~std::size_t{0};
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t stop = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, stop - at);
        const std::size_t first = line.find_first_not_of(" \t\r\f\v");
        if (first != std::string_view::npos)
            margin = std::min(margin, std::min(first, line.find_first_not_of(" \t")));
        at = stop + 1;
    }
    if (margin == 0 || margin == ~std::size_t{0}) return text;
    TextBuffer out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t stop = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, stop - at);
        if (line.find_first_not_of(" \t\r\f\v") != std::string_view::npos) out.append(line.substr(margin));
        if (stop < text.size()) out.append('\n');
        at = stop + 1;
    }
    return arena.copy(out.view());
}

bool is_keyword(std::string_view name) {
    return std::find(std::begin(kKeywords), std::end(kKeywords), name) != std::end(kKeywords);
}

} // namespace

bool find_keyword_typo(Arena& arena, std::string_view source, std::int64_t error_line, bool only_error_line,
                       KeywordTypo& out) {
    const std::string_view text = take_lines(arena, source, error_line);
    if (!scan_utf8(text.data(), text.size()).ok() || count_utf8(text.data(), text.size()) > kLargestSource)
        return false;
    Names names(text);
    int tried = 0;
    for (std::string_view name = names.next(); !name.empty(); name = names.next()) {
        const auto start = static_cast<std::size_t>(name.data() - text.data());
        const std::int64_t line_number =
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n');
        if ((only_error_line && line_number != error_line) || is_keyword(name)) continue;
        if (++tried > kNamesTried) return false;
        const Matches matches = find_matches(name);
        for (std::size_t i = 0; i < matches.count; ++i) {
            TextBuffer changed;
            changed.append(text.substr(0, start));
            changed.append(matches.words[i]);
            changed.append(text.substr(start + name.size()));
            if (changed.failed() || !parses(changed.view())) continue;
            const std::size_t line_start = start == 0 ? 0 : text.rfind('\n', start - 1) + 1;
            const std::size_t line_end = std::min(text.find('\n', start), text.size());
            out.keyword = matches.words[i];
            out.line = text.substr(line_start, line_end - line_start);
            out.line_number = line_number;
            out.first = static_cast<std::int64_t>(count_utf8(text.data() + line_start, start - line_start));
            out.last = out.first + static_cast<std::int64_t>(count_utf8(name.data(), name.size()));
            return true;
        }
    }
    return false;
}

} // namespace islet
