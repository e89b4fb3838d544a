// SPDX-License-Identifier: MIT
//
// The lexer's rare ways: names beyond ASCII, numbers that run into letters, and all its errors, with the
// places that Python gives them.
//
// Owns: see lexer.h.
// Threads: one parse, one thread.
#include "grammar/lexer.h"

#include "grammar/literals.h"
#include "grammar/parser_gen.h"
#include "vm/base/utf8.h"

#include <cstring>

namespace islet::grammar {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_name_char(char c) {
    const char lower = static_cast<char>(c | 0x20);
    return is_digit(c) || c == '_' || (lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// "U+00A0".
void append_code_point_name(TextBuffer& out, char32_t c) {
    out.append("U+");
    int digits = 4;
    while (digits < 6 && c >> (4 * digits)) ++digits;
    while (digits-- > 0) out.append("0123456789ABCDEF"[c >> (4 * digits) & 15]);
}

// The byte offset, from 1, of the character before `at`: Python's tokenizer points at what it read last.
std::int64_t offset_before(const char* line_start, const char* at) {
    if (at == line_start) return 0;
    --at;
    while (at > line_start && (static_cast<unsigned char>(*at) & 0xc0) == 0x80) --at;
    return at - line_start + 1;
}

} // namespace

int Lexer::fail_kind(DiagnosticKind kind, std::string_view message, const ErrorPlace& place,
                     bool keeps_newline) {
    reports_->fail(kind, message, place, keeps_newline);
    failed_ = true;
    layout_pending_ = true;
    return TK_ERROR;
}

int Lexer::fail_at(const char* at, std::string_view message) {
    const std::int64_t offset = offset_before(line_start_, at);
    return fail_kind(DiagnosticKind::SyntaxError, message, {line_, offset, line_, offset}, false);
}

// From the character at `from` to the one at `to`.
int Lexer::fail_range(const char* from, const char* to, std::string_view message) {
    return fail_kind(DiagnosticKind::SyntaxError, message,
                     {line_, from - line_start_ + 1, line_, to - line_start_ + 1}, false);
}

int Lexer::give_unicode_name(Value& value, ast::Span& span) {
    const auto size = static_cast<std::size_t>(cursor_ - token_);
    const std::size_t good = identifier_prefix({token_, size});
    if (good < size) return fail_character(token_ + good);
    give(TK_NAME, value, span);
    value.name = names_->intern_normalized({token_, size});
    return TK_NAME;
}

int Lexer::fail_character(const char* at) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(at);
    const char32_t c = next_utf8(bytes);
    const std::size_t size = static_cast<std::size_t>(bytes - reinterpret_cast<const unsigned char*>(at));
    TextBuffer message;
    if (is_printable(c)) {
        format_to(message, "invalid character '{}' (", std::string_view(at, size));
        append_code_point_name(message, c);
        message.append(')');
    } else {
        message.append("invalid non-printable character ");
        append_code_point_name(message, c);
    }
    cursor_ = at + size;
    return fail_here(message.view());
}

// A backslash that joins no lines; the cursor is behind it.
int Lexer::fail_continuation() {
    failed_quietly_ = true;
    const bool behind_newline = cursor_[-1] == '\n';
    if (!behind_newline) {
        const std::int64_t offset = cursor_ - line_start_ + (cursor_ == end_ ? 0 : 1);
        return fail_kind(DiagnosticKind::SyntaxError,
                         "unexpected character after line continuation character", {line_, offset, line_, 0},
                         true);
    }
    failed_at_end_ = true;
    if (depth_ > 0) {
        ended_in_brackets_ = failed_ = layout_pending_ = true;
        return TK_ERROR;
    }
    const char* last = cursor_;
    std::uint32_t line = line_;
    if (last == line_start_ && line > 1) {
        --line;
        --last;
    }
    const char* start = last;
    while (start > reports_->source().begin && start[-1] != '\n') --start;
    return fail_kind(DiagnosticKind::SyntaxError, "unexpected EOF while parsing",
                     {line, cursor_ - start, line, -1}, true);
}

std::string_view Lexer::name_of(NumberKind kind) {
    switch (kind) {
    case NumberKind::Decimal: return "decimal";
    case NumberKind::Imaginary: return "imaginary";
    case NumberKind::Hexadecimal: return "hexadecimal";
    case NumberKind::Octal: return "octal";
    case NumberKind::Binary: return "binary";
    }
    return {};
}

int Lexer::fail_number(NumberKind kind, const char* at) {
    return fail_at(at, format("invalid {} literal", name_of(kind)).view());
}

// Python lets a keyword follow a number without a space, with a warning.
bool Lexer::keyword_follows() const {
    const std::string_view rest(cursor_, static_cast<std::size_t>(end_ - cursor_));
    constexpr std::string_view kWords[] = {"and", "else", "for", "if", "in", "is", "or", "not"};
    for (const std::string_view word : kWords) {
        if (!rest.starts_with(word)) continue;
        // Of the two-letter words starting in 'i' Python looks at no third letter.
        if (word[0] == 'i' || rest.size() == word.size() || !is_name_char(rest[word.size()])) return true;
    }
    return false;
}

// The number ends at the cursor, before a letter, digit or underscore. Returns 0 if it may stand.
int Lexer::check_number_end(NumberKind kind) {
    const char next = *cursor_;
    if (kind == NumberKind::Decimal) {
        const char radix = static_cast<char>(next | 0x20);
        if (cursor_ == token_ + 1 && *token_ == '0') {
            if (radix == 'x') return check_radix_end(NumberKind::Hexadecimal, cursor_ + 1);
            if (radix == 'o') return check_radix_end(NumberKind::Octal, cursor_ + 1);
            if (radix == 'b') return check_radix_end(NumberKind::Binary, cursor_ + 1);
        }
        if (next == '_') return fail_number(kind, cursor_ + (is_digit(cursor_[-1]) ? 1 : 0));
        if (radix == 'e' && (cursor_[1] == '+' || cursor_[1] == '-')) return fail_number(kind, cursor_ + 2);
    } else if (kind != NumberKind::Imaginary && (next == '_' || is_digit(next))) {
        return check_radix_end(kind, cursor_);
    }
    if (!keyword_follows()) return fail_number(kind, cursor_);
    const TextBuffer message = format("invalid {} literal", name_of(kind));
    reports_->warn(message.view(), line_, {line_, column(token_), line_, column(cursor_)});
    return 0;
}

// `at` is where a digit of the given base ought to stand, perhaps after an underscore.
int Lexer::check_radix_end(NumberKind kind, const char* at) {
    if (*at == '_') ++at;
    if (kind != NumberKind::Hexadecimal && is_digit(*at)) {
        return fail_at(at + 1, format("invalid digit '{}' in {} literal", *at, name_of(kind)).view());
    }
    return fail_number(kind, at);
}

int Lexer::fail_leading_zeros() {
    if (*cursor_ == '_') return fail_number(NumberKind::Decimal, cursor_ + 1);
    if ((*cursor_ | 0x20) == 'e') return fail_number(NumberKind::Decimal, cursor_);
    const char* digit = token_;
    while (*digit == '0' || *digit == '_') ++digit;
    return fail_range(
        token_, digit,
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
        "integers");
}

// Letters of string prefixes before a quote that make no prefix together.
int Lexer::give_prefixed(Value& value, ast::Span& span) {
    std::uint32_t seen = 0;
    const auto has = [&seen](char c) { return (seen >> (c - 'a') & 1) != 0; };
    for (const char* at = token_; at != cursor_ - 1; ++at) {
        const char letter = static_cast<char>(*at | 0x20);
        if (has(letter)) {
            // A letter twice: no prefix at all but a name before a string.
            --cursor_;
            return give_name(value, span);
        }
        seen |= 1u << (letter - 'a');
    }
    constexpr char kPairs[][2] = {{'u', 'b'}, {'u', 'r'}, {'u', 'f'}, {'u', 't'},
                                  {'b', 'f'}, {'b', 't'}, {'f', 't'}};
    for (const auto& pair : kPairs) {
        if (!has(pair[0]) || !has(pair[1])) continue;
        return fail_range(token_, cursor_ - 1,
                          format("'{}' and '{}' prefixes are incompatible", pair[0], pair[1]).view());
    }
    return give_name(value, span);
}

// The string that begins at token_ has no end; `at` is where that was found, in line `line`.
int Lexer::fail_string(char quote, bool triple, const char* at, std::uint32_t line, bool escaped_quote) {
    failed_at_end_ = at >= end_;
    if (at >= end_ && line > 1 && end_[-1] == '\n') --line;
    if (fstring_depth_ > 0) {
        const FString& mode = fstrings_[fstring_depth_ - 1];
        if (mode.quote == quote && mode.triple == triple) {
            return fail_fstring_words(token_ + 1, "{}-string: expecting '}'");
        }
    }
    const std::string_view kind = triple ? "triple-quoted " : "";
    const std::string_view hint = !triple && escaped_quote ? "; perhaps you escaped the end quote?" : "";
    return fail_at(token_ + 1,
                   format("unterminated {}string literal (detected at line {}){}", kind, line, hint).view());
}

// The innermost f-string ends at `at` without its quotes.
int Lexer::fail_fstring(const char* at) {
    const FString& mode = fstrings_[fstring_depth_ - 1];
    failed_at_end_ = at >= end_;
    std::uint32_t line = line_;
    if (at >= end_ && line > 1 && end_[-1] == '\n') --line;
    const std::string_view kind = mode.triple ? "triple-quoted " : "";
    const TextBuffer message = format("unterminated {}{}-string literal (detected at line {})", kind,
                                      mode.is_template ? 't' : 'f', line);
    const auto offset = static_cast<std::int64_t>(mode.col) + 1;
    return fail_kind(DiagnosticKind::SyntaxError, message.view(), {mode.line, offset, mode.line, offset},
                     false);
}

// "{}" in `words` stands for the letter of the string's kind; other braces stand for themselves.
int Lexer::fail_fstring_words(const char* at, std::string_view words) {
    const FString& mode = fstrings_[fstring_depth_ - 1];
    TextBuffer message;
    for (std::size_t place; (place = words.find("{}")) != std::string_view::npos;) {
        message.append(words.substr(0, place));
        message.append(mode.is_template ? 't' : 'f');
        words.remove_prefix(place + 2);
    }
    message.append(words);
    return fail_at(at, message.view());
}

// `at` is a backslash before the brace of a field.
void Lexer::warn_brace_escape(const char* at) {
    const std::string_view spelled(at, 2);
    const TextBuffer message = invalid_escape_message(spelled, false);
    reports_->warn(message.view(), line_, {line_, column(at), line_, column(at) + 2});
}

int Lexer::fail_brackets(char close) {
    if (depth_ == 0) return fail_here(format("unmatched '{}'", close).view());
    const Bracket& top = brackets_[depth_ - 1];
    if (top.field) {
        const char letter = fstrings_[fstring_depth_ - 1].is_template ? 't' : 'f';
        return fail_here(format("{}-string: unmatched '{}'", letter, close).view());
    }
    TextBuffer message =
        format("closing parenthesis '{}' does not match opening parenthesis '{}'", close, top.open);
    if (top.line != line_) format_to(message, " on line {}", top.line);
    return fail_here(message.view());
}

TokenPlace Lexer::last_place() const {
    const auto col = static_cast<std::int32_t>(token_ - token_line_start_);
    if (!empty_place_ && cursor_ == token_ + 1 && *token_ == '\n') {
        return {token_line_, col, token_line_, col + 1, token_, cursor_};
    }
    if (!empty_place_) {
        return {token_line_, col, line_, static_cast<std::int32_t>(cursor_ - line_start_), token_, cursor_};
    }
    if (reports_->source().size == 0) return {0, -1, 0, 0, cursor_, cursor_};
    // At the end of the text Python is still in its last line.
    const char* start = line_start_;
    std::uint32_t line = line_;
    const char* first = reports_->source().begin;
    if (cursor_ == end_ && start == end_ && start > first) {
        --start;
        --line;
        while (start > first && start[-1] != '\n') --start;
    }
    return {line, -1, line, static_cast<std::int32_t>(cursor_ - start), cursor_, cursor_};
}

} // namespace islet::grammar
