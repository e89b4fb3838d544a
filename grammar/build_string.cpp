// SPDX-License-Identifier: MIT
//
// String literals: decoding, implicit concatenation, f-strings and t-strings.
//
// Owns: see state.h.
// Invariants: a str constant's text is WTF-8 and points into the source where nothing had to be decoded.
// Threads: one parse, one thread.
#include "grammar/diagnostics.h"
#include "grammar/literals.h"
#include "grammar/state.h"
#include "vm/base/utf8.h"

#include <cstring>

namespace islet::grammar {

using namespace ast;

namespace {

// The parts of a literal's spelling.
struct Spelling {
    std::string_view body;
    bool raw = false;
    bool bytes = false;
    bool unicode = false;
};

Spelling take_apart(std::string_view text) {
    Spelling result;
    std::size_t quote = 0;
    for (; text[quote] != '"' && text[quote] != '\''; ++quote) {
        const char letter = static_cast<char>(text[quote] | 0x20);
        result.raw |= letter == 'r';
        result.bytes |= letter == 'b';
        // Only the small letter counts, as in Python.
        result.unicode |= text[quote] == 'u';
    }
    text.remove_prefix(quote);
    const bool triple = text.size() >= 6 && text[1] == text[0] && text[2] == text[0];
    const std::size_t quotes = triple ? 3 : 1;
    result.body = text.substr(quotes, text.size() - 2 * quotes);
    return result;
}

Literal make_text(std::string_view bytes, LiteralKind kind) {
    Literal value{};
    value.kind = kind;
    value.ascii = is_ascii(bytes.data(), bytes.size());
    value.text = {bytes.data(), static_cast<std::uint32_t>(bytes.size())};
    return value;
}

void warn_odd_escape(Reports& reports, const EscapeReport& report, const char* begin, const Span& span) {
    std::uint32_t line = span.line;
    for (const char* at = begin; at < report.odd; ++at) line += *at == '\n';
    const std::string_view spelled(report.odd, report.odd_is_octal ? 4 : 2);
    const TextBuffer message = invalid_escape_message(spelled, report.odd_is_octal);
    reports.warn(message.view(), line, span);
}

void fail_escape(ParseState& s, const EscapeReport& report, bool bytes, const Span& span) {
    TextBuffer message;
    if (bytes) {
        format_to(message, "(value error) {} at position {}", report.fault, report.fault_start);
    } else if (report.fault_start == report.fault_end) {
        format_to(message, "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position {}: {}",
                  report.fault_start, report.fault);
    } else {
        format_to(message, "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: {}",
                  report.fault_start, report.fault_end, report.fault);
    }
    s.fail(span, message.view());
}

// Appends what `body` means. Null when it means nothing, which has been reported.
char* decode(ParseState& s, std::string_view body, bool bytes, const Span& span, char* out) {
    EscapeReport report;
    char* end = bytes ? decode_bytes_escapes(body, out, report) : decode_str_escapes(body, out, report);
    if (report.odd) warn_odd_escape(s.reports(), report, body.data(), span);
    if (!report.fault) return end;
    fail_escape(s, report, bytes, span);
    return nullptr;
}

// Halves doubled braces in place.
char* halve_braces(char* begin, char* end) {
    char* out = begin;
    for (char* at = begin; at < end; ++at) {
        *out++ = *at;
        if ((*at == '{' || *at == '}') && at + 1 < end && at[1] == *at) ++at;
    }
    return out;
}

} // namespace

StringPiece* ParseState::plain_piece(const Lexeme& lexeme, const Span& span) {
    const Spelling spelling = take_apart(lexeme.view());
    if (spelling.bytes && !reports_.source().ascii && !is_ascii(spelling.body.data(), spelling.body.size())) {
        fail(span, "bytes can only contain ASCII literal characters");
        return nullptr;
    }
    const auto kind = spelling.bytes ? StringPiece::Kind::Bytes : StringPiece::Kind::Str;
    return arena().make<StringPiece>(kind, lexeme, Seq<Expr*>{}, span);
}

// The text of an f-string between fields.
Constant* ParseState::middle(const Lexeme& lexeme, const Span& span) {
    std::string_view text = lexeme.view();
    const bool escapes = (lexeme.quirks & kHasBackslash) && !(lexeme.quirks & kRaw);
    if (escapes || (lexeme.quirks & kHasBraces)) {
        char* out = arena().make_array<char>(text.size());
        if (!out) return nullptr;
        char* end = out + text.size();
        std::memcpy(out, text.data(), text.size());
        // Braces first: what an escape makes is no markup.
        if (lexeme.quirks & kHasBraces) end = halve_braces(out, end);
        if (escapes) {
            const std::string_view body(out, static_cast<std::size_t>(end - out));
            out = arena().make_array<char>(body.size());
            end = out ? decode(*this, body, false, span, out) : nullptr;
            if (!end) return nullptr;
        }
        text = {out, static_cast<std::size_t>(end - out)};
    }
    return make<Constant>(span, make_text(text, LiteralKind::Str), LiteralPrefix::None);
}

void ParseState::push_part(Constant* text, FieldItem* field) {
    scratch.push(text);
    scratch.push(field);
}

namespace {

// The source of a field's expression without its comments, which end with their line.
Text without_comments(Arena& arena, const char* begin, const char* end) {
    const auto size = static_cast<std::size_t>(end - begin);
    if (!std::memchr(begin, '#', size)) return {begin, static_cast<std::uint32_t>(size)};
    char* out = arena.make_array<char>(size);
    if (!out) return {};
    std::uint32_t length = 0;
    char quote = 0;
    for (const char* at = begin; at < end; ++at) {
        if (quote) {
            if (*at == '\\' && at + 1 < end) {
                out[length++] = *at++;
            } else if (*at == quote) {
                quote = 0;
            }
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        } else if (*at == '#') {
            while (at < end && *at != '\n') ++at;
            if (at == end) break;
        }
        out[length++] = *at;
    }
    return {out, length};
}

} // namespace

FieldItem* ParseState::field(const Lexeme& open, Expr* value, const Lexeme& equals,
                             const Conversion& conversion, const FormatSpec& format_spec, const Lexeme& close,
                             const Span& span) {
    const char* begin = open.begin + 1;
    const char* behind = conversion.begin    ? conversion.begin
                         : format_spec.begin ? format_spec.begin
                                             : close.begin;
    FieldItem item{value, {}, nullptr, conversion.letter, format_spec.expr, span};
    item.source = without_comments(arena(), begin, equals.begin ? equals.begin : behind);
    if (equals.begin) {
        const Text echo = without_comments(arena(), begin, behind);
        if (stopped()) return nullptr;
        // From behind the brace to what follows the equals sign and its blanks.
        Span echo_span{span.line, span.col + 1, span.line, 0};
        const char* line_start = begin - echo_span.col;
        for (const char* at = begin; at < behind; ++at) {
            if (*at != '\n') continue;
            ++echo_span.end_line;
            line_start = at + 1;
        }
        echo_span.end_col = static_cast<std::uint32_t>(behind - line_start);
        item.echo = make<Constant>(echo_span, make_text(echo.view(), LiteralKind::Str), LiteralPrefix::None);
        // What is shown for debugging is shown as repr, unless a format was asked for.
        if (conversion.letter < 0 && !format_spec.begin) item.conversion = 'r';
    }
    return arena().make<FieldItem>(item);
}

Conversion ParseState::conversion(const Lexeme& mark, const Span& mark_span, Identifier letter,
                                  const Span& letter_span) {
    if (letter_span.line != mark_span.end_line || letter_span.col != mark_span.end_col) {
        fail(from_to(mark_span, letter_span),
             format("{}-string: conversion type must come right after the exclamation mark",
                    lexer_.fstring_letter())
                 .view());
        return {nullptr, -1};
    }
    const std::string_view name = letter->view();
    if (name != "s" && name != "r" && name != "a") {
        fail(letter_span, format("{}-string: invalid conversion character '{}': expected 's', 'r', or 'a'",
                                 lexer_.fstring_letter(), name)
                              .view());
        return {nullptr, -1};
    }
    return {mark.begin, name[0]};
}

namespace {

// Merges neighbouring constants of a joined string as their parts arrive.
class PartList {
public:
    explicit PartList(ParseState& s) : s_(s), start_(s.scratch.size()) {}

    void add_text(Constant* text) {
        if (!text) return;
        if (!first_) {
            first_ = last_ = text;
            size_ = text->value.text.size;
            pending_ = s_.scratch.size();
        } else {
            last_ = text;
            size_ += text->value.text.size;
        }
        s_.scratch.push(text);
    }
    void add_value(Expr* value) {
        flush();
        s_.scratch.push(value);
    }
    Seq<Expr*> finish() {
        flush();
        return s_.scratch.take<Expr*>(start_);
    }

private:
    // What was collected becomes one constant; nothing if it is empty.
    void flush() {
        if (!first_) return;
        Constant* merged = first_;
        if (first_ != last_) merged = merge();
        s_.scratch.drop_to(pending_);
        if (size_ && merged) s_.scratch.push<Expr*>(merged);
        first_ = nullptr;
    }
    Constant* merge() {
        char* out = s_.arena().make_array<char>(size_);
        if (!out) return first_;
        std::size_t length = 0;
        for (std::uint32_t i = pending_; i < s_.scratch.size(); ++i) {
            const std::string_view text = s_.scratch.at<Constant*>(i)->value.text.view();
            if (!text.empty()) std::memcpy(out + length, text.data(), text.size());
            length += text.size();
        }
        const Span span = from_to(first_->span, last_->span);
        return s_.make<Constant>(span, make_text({out, length}, LiteralKind::Str), first_->prefix);
    }

    ParseState& s_;
    std::uint32_t start_;
    std::uint32_t pending_ = 0;
    Constant* first_ = nullptr;
    Constant* last_ = nullptr;
    std::size_t size_ = 0;
};

Expr* make_field(ParseState& s, const FieldItem& item, StringFlavor flavor) {
    if (flavor == StringFlavor::Formatted) {
        return s.make<FormattedValue>(item.span, item.value, item.conversion, item.format_spec);
    }
    return s.make<Interpolation>(item.span, item.value, item.source, item.conversion, item.format_spec);
}

// Takes the pairs of text and field from `list` on.
Seq<Expr*> join_parts(ParseState& s, std::uint32_t list, StringFlavor flavor) {
    const std::uint32_t end = s.scratch.size();
    PartList parts(s);
    for (std::uint32_t i = list; i + 1 < end; i += 2) {
        parts.add_text(s.scratch.at<Constant*>(i));
        const auto* item = s.scratch.at<FieldItem*>(i + 1);
        if (!item) continue;
        parts.add_text(item->echo);
        parts.add_value(make_field(s, *item, flavor));
    }
    const Seq<Expr*> values = parts.finish();
    s.scratch.drop_to(list);
    return values;
}

} // namespace

StringPiece* ParseState::joined_piece(std::uint32_t list, StringFlavor flavor, const Span& span) {
    const Seq<Expr*> values = join_parts(*this, list, flavor);
    if (stopped()) return nullptr;
    const auto kind =
        flavor == StringFlavor::Formatted ? StringPiece::Kind::Formatted : StringPiece::Kind::Template;
    return arena().make<StringPiece>(kind, Lexeme{}, values, span);
}

// Even in a t-string, the fields inside a format spec are formatted at once.
Expr* ParseState::format_spec(std::uint32_t list, const Span& span) {
    const Seq<Expr*> values = join_parts(*this, list, StringFlavor::Formatted);
    if (stopped()) return nullptr;
    return make<JoinedStr>(span, values);
}

namespace {

// A plain literal as a constant of its own.
Constant* make_constant(ParseState& s, const StringPiece& piece, LiteralKind kind) {
    const Spelling spelling = take_apart(piece.lexeme.view());
    std::string_view text = spelling.body;
    if ((piece.lexeme.quirks & kHasBackslash) && !spelling.raw) {
        char* out = s.arena().make_array<char>(text.size());
        char* end = out ? decode(s, text, spelling.bytes, piece.span, out) : nullptr;
        if (!end) return nullptr;
        s.arena().shrink_last(out, text.size(), static_cast<std::size_t>(end - out));
        text = {out, static_cast<std::size_t>(end - out)};
    }
    const LiteralPrefix prefix = spelling.unicode ? LiteralPrefix::U : LiteralPrefix::None;
    return s.make<Constant>(piece.span, make_text(text, kind), prefix);
}

// Several plain literals of one kind: one text.
Expr* concatenate(ParseState& s, std::uint32_t list, LiteralKind kind, const Span& span) {
    const std::uint32_t count = s.scratch.count_from(list);
    std::size_t size = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        auto* constant = make_constant(s, *s.scratch.at<StringPiece*>(list + i), kind);
        if (!constant) return nullptr;
        s.scratch.push(constant);
        size += constant->value.text.size;
    }
    char* out = s.arena().make_array<char>(size + 1);
    if (!out) return nullptr;
    std::size_t length = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::string_view text = s.scratch.at<Constant*>(list + count + i)->value.text.view();
        if (!text.empty()) std::memcpy(out + length, text.data(), text.size());
        length += text.size();
    }
    const LiteralPrefix prefix = s.scratch.at<Constant*>(list + count)->prefix;
    s.scratch.drop_to(list);
    return s.make<Constant>(span, make_text({out, length}, kind), prefix);
}

} // namespace

Expr* ParseState::strings(std::uint32_t list, const Span& span) {
    const std::uint32_t count = scratch.count_from(list);
    bool bytes = false, str = false, formatted = false, templates = false;
    for (std::uint32_t i = 0; i < count; ++i) {
        switch (scratch.at<StringPiece*>(list + i)->kind) {
        case StringPiece::Kind::Str: str = true; break;
        case StringPiece::Kind::Bytes: bytes = true; break;
        case StringPiece::Kind::Formatted: formatted = true; break;
        case StringPiece::Kind::Template: templates = true; break;
        }
    }
    if (templates && (bytes || str || formatted)) {
        fail(span, "cannot mix t-string literals with string or bytes literals");
        return nullptr;
    }
    if (bytes && (str || formatted)) {
        fail_at_last_token("cannot mix bytes and nonbytes literals");
        return nullptr;
    }
    const LiteralKind kind = bytes ? LiteralKind::Bytes : LiteralKind::Str;
    if (!formatted && !templates) {
        if (count > 1) return concatenate(*this, list, kind, span);
        const StringPiece& only = *scratch.at<StringPiece*>(list);
        scratch.drop_to(list);
        return make_constant(*this, only, kind);
    }
    PartList parts(*this);
    for (std::uint32_t i = 0; i < count && !stopped(); ++i) {
        const StringPiece& piece = *scratch.at<StringPiece*>(list + i);
        if (piece.kind == StringPiece::Kind::Str)
            parts.add_text(make_constant(*this, piece, LiteralKind::Str));
        for (Expr* value : piece.values) {
            if (auto* text = find_as<Constant>(value)) {
                parts.add_text(text);
            } else {
                parts.add_value(value);
            }
        }
    }
    const Seq<Expr*> values = parts.finish();
    scratch.drop_to(list);
    if (stopped()) return nullptr;
    if (templates) return make<TemplateStr>(span, values);
    return make<JoinedStr>(span, values);
}

} // namespace islet::grammar
