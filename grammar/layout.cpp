// SPDX-License-Identifier: MIT
//
// Layout: INDENT and DEDENT, the end of the text, and the soft keywords, which hang on what stands where.
//
// Owns: see lexer.h.
// Invariants: the indentation stack grows strictly; a line's two measures (tabs to 8, tabs as 1) must order
// it
//   against the stack the same way, or its meaning would hang on the editor's tab size.
// Threads: one parse, one thread.
#include "grammar/lexer.h"

#include "grammar/parser_gen.h"

namespace islet::grammar {

Lexer::Lexer(Reports& reports, IdentifierTable& names, Newlines newlines)
    : reports_(&reports), names_(&names), cursor_(reports.source().begin), end_(reports.source().end()),
      token_(cursor_), line_start_(cursor_), token_line_start_(cursor_), newlines_(newlines) {}

int Lexer::give_empty(int token, Value& value, ast::Span& span) {
    value.lexeme = {cursor_, 0, 0};
    span = {last_end_line_, last_end_col_, last_end_line_, last_end_col_};
    token_ = cursor_;
    token_line_ = line_;
    token_line_start_ = line_start_;
    start_ = Start::Line;
    empty_place_ = true;
    return token;
}

// What is to be given before the next token is scanned, or -1 if nothing is.
int Lexer::next_layout(Value& value, ast::Span& span) {
    if (failed_) return TK_ERROR;
    if (ended_) return give_end(value, span);
    if (at_line_start_) {
        at_line_start_ = false;
        if (!scan_line_start()) return TK_ERROR;
    }
    if (pending_indents_ > 0) {
        --pending_indents_;
        return give_empty(TK_INDENT, value, span);
    }
    if (pending_indents_ < 0) {
        ++pending_indents_;
        extra_given_ = false;
        return give_empty(TK_DEDENT, value, span);
    }
    layout_pending_ = false;
    return -1;
}

bool Lexer::change_indent(std::uint32_t column8, std::uint32_t column1) {
    const Indent zero{0, 0, false};
    const Indent* top = indent_depth_ ? &indents_[indent_depth_ - 1] : &zero;
    const ErrorPlace tab_place{line_, 1, line_, 0};
    constexpr std::string_view kTabs = "inconsistent use of tabs and spaces in indentation";
    if (column8 == top->column) {
        if (column1 == top->column1) return true;
        fail_kind(DiagnosticKind::TabError, kTabs, tab_place, true);
        return false;
    }
    if (column8 > top->column) {
        if (column1 <= top->column1) {
            fail_kind(DiagnosticKind::TabError, kTabs, tab_place, true);
            return false;
        }
        // The outermost level, column 0, counts too.
        if (indent_depth_ + 1 >= kMaxIndents) {
            fail_kind(DiagnosticKind::IndentationError, "too many levels of indentation", tab_place, true);
            return false;
        }
        indents_[indent_depth_++] = {column8, column1, match_line_};
        match_line_ = false;
        pending_indents_ = 1;
        return true;
    }
    while (indent_depth_ && column8 < indents_[indent_depth_ - 1].column) {
        --indent_depth_;
        --pending_indents_;
    }
    top = indent_depth_ ? &indents_[indent_depth_ - 1] : &zero;
    if (column8 != top->column) {
        const std::string_view line = reports_->source().line(line_);
        const auto size = static_cast<std::int64_t>(line.size()) + (line.data() + line.size() < end_ ? 1 : 0);
        fail_kind(DiagnosticKind::IndentationError, "unindent does not match any outer indentation level",
                  {line_, size, line_, -1}, true);
        return false;
    }
    if (column1 != top->column1) {
        fail_kind(DiagnosticKind::TabError, kTabs, tab_place, true);
        return false;
    }
    return true;
}

// The text is over. Dedents were given when the last line ended; what ends in the middle of a line (only
// where the caller asked for an expression, or at the prompt) still has them to come.
int Lexer::give_end(Value& value, ast::Span& span) {
    layout_pending_ = true;
    if (depth_ > 0) {
        ended_in_brackets_ = failed_ = true;
        return TK_ERROR;
    }
    const bool anything_read = last_end_col_ > 0 || last_end_line_ > 1;
    if (newlines_ != Newlines::Plain && anything_read && !extra_given_) {
        extra_given_ = true;
        if (newlines_ == Newlines::OneMoreAtEnd) {
            pending_indents_ = -static_cast<std::int32_t>(indent_depth_);
            indent_depth_ = 0;
        }
        return give_empty(TK_NEWLINE, value, span);
    }
    ended_ = true;
    return give_empty(TK_END, value, span);
}

bool Lexer::reached_end() const {
    if (failed_at_end_ || ended_in_brackets_ || ended_) return true;
    if (failed_ || cursor_ < end_) return false;
    // A newline, a string and a closing bracket are complete when they are read; the rest could go on.
    if (empty_place_) return true;
    const char last = cursor_ > reports_->source().begin ? cursor_[-1] : '\n';
    return last != '\n' && last != '"' && last != '\'' && last != ')' && last != ']' && last != '}';
}

bool Lexer::only_blank_left() const {
    for (const char* at = cursor_; at < end_; ++at) {
        if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\f') continue;
        if (*at != '#') return false;
        while (at < end_ && *at != '\n') ++at;
    }
    return true;
}

// `name` stands where a statement may begin. `match` and `case` are keywords at the start of a line only,
// `type` wherever a simple statement may start.
int Lexer::soft_keyword(ast::Identifier name) {
    const std::string_view text = name->view();
    if (start_ == Start::Line) {
        if (text == "case" && indent_depth_ && indents_[indent_depth_ - 1].match_block) return TK_CASE;
        if (text == "match" && starts_match_statement()) {
            match_line_ = true;
            return TK_MATCH;
        }
    }
    if (text != "type") return TK_NAME;
    // Two names in a row mean nothing else.
    Reports unheard(reports_->arena());
    unheard.set_source(reports_->source());
    Lexer ahead(*this, unheard);
    ahead.start_ = Start::None;
    Value value;
    ast::Span span;
    return ahead.next(value, span) == TK_NAME ? TK_TYPE : TK_NAME;
}

namespace {

// Whether the token after `match` says that it is a name: it begins no subject.
bool follows_a_name(int token) {
    switch (token) {
    case TK_NAME:
    case TK_NUMBER:
    case TK_STRING:
    case TK_FSTRING_START:
    case TK_TSTRING_START:
    case TK_LPAREN:
    case TK_LBRACKET:
    case TK_LBRACE:
    case TK_PLUS:
    case TK_MINUS:
    case TK_TILDE:
    case TK_STAR:
    case TK_ELLIPSIS:
    case TK_NOT:
    case TK_LAMBDA:
    case TK_AWAIT:
    case TK_YIELD:
    case TK_NONE:
    case TK_TRUE:
    case TK_FALSE: return false;
    default: return true;
    }
}

// What may both begin a subject and continue the expression `match`.
bool is_ambiguous(int token) {
    return token == TK_LPAREN || token == TK_LBRACKET || token == TK_PLUS || token == TK_MINUS ||
           token == TK_STAR || token == TK_NOT;
}

} // namespace

// `match` began a line; the cursor is behind it. It is the keyword if a subject follows and, where the line
// could as well be an expression (`match (x)`, `match -x`, `match not in x`), if the line ends in a colon
// outside brackets, as no expression does.
bool Lexer::starts_match_statement() {
    Reports unheard(reports_->arena());
    unheard.set_source(reports_->source());
    Lexer ahead(*this, unheard);
    ahead.start_ = Start::None;
    Value value;
    ast::Span span;
    int token = ahead.next(value, span);
    if (follows_a_name(token)) return false;
    if (!is_ambiguous(token)) return true;
    const int first = token;
    int last = token;
    for (bool second = true; token != TK_NEWLINE && token != TK_END && token != TK_ERROR; second = false) {
        last = token;
        // Without this the look-ahead would look ahead itself.
        ahead.start_ = Start::None;
        token = ahead.next(value, span);
        if (second && first == TK_NOT && token == TK_IN) return false;
    }
    return last == TK_COLON && ahead.depth_ == 0;
}

} // namespace islet::grammar
