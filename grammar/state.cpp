// SPDX-License-Identifier: MIT
//
// Tokens for the parser, and the ways a parse ends early.
#include "grammar/state.h"

#include "grammar/parser_gen.h"

namespace islet::grammar {

int ParseState::next_token(Value& value, ast::Span& span) {
    if (start_token) [[unlikely]] {
        const int token = start_token;
        start_token = 0;
        span = {1, 0, 1, 0};
        return token;
    }
    if (!replay) [[likely]]
        return lexer_.next(value, span);
    if (replay == replay_end) {
        replay_ended = true;
        span = {};
        return TK_END;
    }
    const Token& token = *replay++;
    value = token.value;
    span = token.span;
    return token.code;
}

void ParseState::fail(const ast::Span& span, std::string_view message) {
    fail(place_of(span), message);
}

void ParseState::fail(const ErrorPlace& place, std::string_view message) {
    // Python still has the newline of the line that it is reading, not those of lines before.
    const bool keeps_newline = std::max(line_reached, lexer_.last_place().line) <= place.line;
    if (!stopped_) reports_.fail(DiagnosticKind::SyntaxError, message, place, keeps_newline);
    stopped_ = true;
}

void ParseState::fail_at_last_token(std::string_view message) {
    const TokenPlace last = lexer_.last_place();
    fail(ErrorPlace{last.line, last.col + 1, last.end_line, last.end_col + 1}, message);
}

void ParseState::fail_at_newline(std::string_view message) {
    const TokenPlace last = lexer_.last_place();
    const bool newline = last.end > last.begin && *last.begin == '\n';
    fail_at_last_token(newline ? message : "invalid syntax");
}

void ParseState::fail_default(const ast::Span& equals) {
    const TokenPlace last = lexer_.last_place();
    if (*last.begin == ',') {
        fail(equals, "expected default value expression");
    } else {
        fail_at_last_token("invalid syntax");
    }
}

void ParseState::fail_bound(const ast::Span& span, const ast::Expr* bound, std::string_view what) {
    const bool several = bound && ast::is<ast::Tuple>(bound);
    fail(span, format("cannot use {} with {}", several ? "constraints" : "bound", what).view());
}

ast::Expr* ParseState::matched_anything() {
    return make<ast::Tuple>(ast::Span{}, ast::Seq<ast::Expr*>{});
}

// A node without memory, or too deep. What is too deep is told without a place, as Python does.
void* ParseState::fail_node(const void* at) {
    if (at && !stopped_) {
        reports_.fail_without_place(DiagnosticKind::RecursionError,
                                    "maximum recursion depth exceeded during compilation");
    }
    stopped_ = true;
    return nullptr;
}

} // namespace islet::grammar
