// SPDX-License-Identifier: MIT
//
// Syntax errors: entry, places, the last resort; and the checks that actions make.
#include "grammar/diagnoser.h"
#include "grammar/parser_gen.h"

#include <cstring>

namespace islet::grammar {

using namespace ast;

std::string_view expression_name(const Expr* expr) {
    switch (expr->kind) {
    case NodeKind::Attribute: return "attribute";
    case NodeKind::Subscript: return "subscript";
    case NodeKind::Starred: return "starred";
    case NodeKind::Name: return "name";
    case NodeKind::List: return "list";
    case NodeKind::Tuple: return "tuple";
    case NodeKind::Lambda: return "lambda";
    case NodeKind::Call: return "function call";
    case NodeKind::BoolOp:
    case NodeKind::BinOp:
    case NodeKind::UnaryOp: return "expression";
    case NodeKind::GeneratorExp: return "generator expression";
    case NodeKind::Yield:
    case NodeKind::YieldFrom: return "yield expression";
    case NodeKind::Await: return "await expression";
    case NodeKind::ListComp: return "list comprehension";
    case NodeKind::SetComp: return "set comprehension";
    case NodeKind::DictComp: return "dict comprehension";
    case NodeKind::Dict: return "dict literal";
    case NodeKind::Set: return "set display";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: return "f-string expression";
    case NodeKind::TemplateStr:
    case NodeKind::Interpolation: return "t-string expression";
    case NodeKind::Compare: return "comparison";
    case NodeKind::IfExp: return "conditional expression";
    case NodeKind::NamedExpr: return "named expression";
    case NodeKind::Constant:
        switch (as<Constant>(expr)->value.kind) {
        case LiteralKind::None: return "None";
        case LiteralKind::True: return "True";
        case LiteralKind::False: return "False";
        case LiteralKind::Ellipsis: return "ellipsis";
        default: return "literal";
        }
    default: return "expression";
    }
}

namespace {

ErrorPlace place_of_token(const TokenPlace& place) {
    return {place.line, std::int64_t{place.col} + 1, place.end_line,
            place.col < 0 ? 0 : std::int64_t{place.end_col} + 1};
}

bool is_opening(int code) {
    return code == TK_LPAREN || code == TK_LBRACKET || code == TK_LBRACE;
}

} // namespace

void report_syntax_error(ParseState& s, const Symbols& symbols) {
    if (s.replaying()) {
        s.stop();
        return;
    }
    Lexer& lexer = s.lexer();
    if (lexer.failed()) {
        if (lexer.ended_in_brackets())
            report_unclosed(s.reports(), lexer.innermost(), lexer.last_place().line);
        s.stop();
        return;
    }
    if (s.stopped()) return;
    const TokenPlace last = lexer.last_place();
    Evidence evidence(s, symbols.token, last);
    if (evidence.ok()) {
        Diagnoser(s, evidence, symbols).run();
    } else {
        s.fail(place_of_token(last), "invalid syntax");
    }
    s.stop();
}

void report_overflow(ParseState& s) {
    if (s.stopped() || s.replaying()) return;
    s.reports().fail_without_place(DiagnosticKind::MemoryError,
                                   "Parser stack overflowed - Python source too complex to parse");
    s.stop();
}

void report_assignment(ParseState& s, const Expr* invalid) {
    if (!s.replaying() && !s.stopped()) {
        Symbols none{};
        Evidence evidence(s, TK_ASSIGN, s.lexer().last_place());
        if (evidence.ok() && Diagnoser(s, evidence, none).assignment()) return;
    }
    s.fail(invalid->span, format("cannot assign to {}", expression_name(invalid)).view());
}

void report_mixed_handlers(ParseState& s, const ExceptHandler* odd_one) {
    // From the keyword to the star, if the odd one is the starred one.
    Span span = odd_one->span;
    span.end_line = span.line;
    span.end_col = span.col + 6;
    if (odd_one->parens) {
        const std::string_view line = s.reports().source().line(span.line);
        const std::size_t star = line.find('*', span.end_col);
        if (star != std::string_view::npos) span.end_col = static_cast<std::uint32_t>(star + 1);
    }
    s.fail(span, "cannot have both 'except' and 'except*' on the same 'try'");
}

void report_token_behind(ParseState& s, const Span& span) {
    Reports unheard(s.arena());
    unheard.set_source(s.reports().source());
    Lexer lexer(unheard, s.names(), s.lexer().newlines());
    for (;;) {
        Value value;
        Span at;
        const int token = lexer.next(value, at);
        const bool behind = at.line > span.end_line || (at.line == span.end_line && at.col >= span.end_col);
        if (token != TK_END && token != TK_ERROR && (!behind || token == TK_RPAREN)) continue;
        s.fail(place_of_token(lexer.last_place()), "invalid syntax");
        return;
    }
}

void check_rest_of_source(Lexer& lexer, Reports& reports, std::uint32_t line_reached) {
    Reports rest(reports.arena());
    rest.set_source(reports.source());
    Lexer reader(lexer, rest);
    Value value;
    Span span;
    int token;
    do {
        token = reader.next(value, span);
    } while (token != TK_END && token != TK_ERROR);
    if (reader.in_fstring()) return;
    // Python's tokenizer only notes what is wrong with indentation and joined lines, it does not tell.
    const Diagnostic* found = rest.error();
    if (found && found->kind == DiagnosticKind::SyntaxError && !reader.failed_quietly()) {
        reports.clear_error();
        reports.fail_with(*rest.error());
    } else if (reader.depth() > 0 && line_reached > reader.innermost().line) {
        reports.clear_error();
        report_unclosed(reports, reader.innermost(), reader.last_place().line);
    }
}

// ---------------------------------------------------------------- places

bool Diagnoser::fail(const ErrorPlace& place, std::string_view message) {
    // A rule that had to look at the end of a text that cannot be read has that to tell instead.
    s_.line_reached = std::max(s_.line_reached, ev_.at(std::min(ev_.furthest(), ev_.size() - 1)).place.line);
    if (ev_.ends_in_error() && ev_.furthest() + 1 >= ev_.size()) {
        ev_.report_end(s_.reports());
    } else {
        s_.fail(place, message);
    }
    return true;
}

ErrorPlace Diagnoser::token_place(Index i) const {
    return place_of_token(ev_.at(std::min(i, ev_.size() - 1)).place);
}

bool Diagnoser::fail_token(Index i, std::string_view message) {
    return fail(token_place(i), message);
}

bool Diagnoser::fail_tokens(Index first, Index behind_last, std::string_view message) {
    const ErrorPlace begin = token_place(first), end = token_place(behind_last - 1);
    return fail({begin.line, begin.offset, end.end_line, end.end_offset}, message);
}

bool Diagnoser::fail_span(const Span& span, std::string_view message) {
    return fail(place_of(span), message);
}

bool Diagnoser::fail_last(std::string_view message) {
    return fail_next(ev_.furthest(), message);
}

bool Diagnoser::fail_next(Index i, std::string_view message) {
    const TokenPlace& place = ev_.at(std::min(i, ev_.size() - 1)).place;
    if (place.col >= 0) return fail_token(i, message);
    return fail({place.line, place.end_col, place.end_line, -1}, message);
}

bool Diagnoser::generic() {
    if (code(k_) == TK_INDENT || code(k_) == TK_DEDENT) {
        const TokenPlace& place = ev_.at(k_).place;
        s_.reports().fail(DiagnosticKind::IndentationError,
                          code(k_) == TK_INDENT ? "unexpected indent" : "unexpected unindent",
                          {place.line, place.end_col, place.line, -1});
        s_.error_is_final = true;
        s_.stop();
        return true;
    }
    return fail_token(k_, "invalid syntax");
}

bool Diagnoser::is_name(Index i, std::string_view text) const {
    return code(i) == TK_NAME && ev_.at(i).value.name->view() == text;
}

bool Diagnoser::is_string(Index i) const {
    return code(i) == TK_STRING;
}

// Brackets open behind a token, as Python counts them.
std::uint32_t Diagnoser::level_of(Index i) const {
    return ev_.depth(i) + is_opening(code(i));
}

void Diagnoser::run() {
    if (code(k_) == TK_ERROR) {
        ev_.report_end(s_.reports());
        s_.stop();
        return;
    }
    if (code(k_) == TK_LTGT && k_ > 0 && symbols_.expects(TK_NE)) {
        fail_token(k_, "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
        return;
    }
    if (statement()) return;
    generic();
}

// ---------------------------------------------------------------- levels

Diagnoser::LevelKind Diagnoser::kind_of_bracket(Index open) const {
    const int bracket = code(open);
    const Index line = ev_.line_start(open);
    Index first = line;
    if (code(first) == TK_ASYNC) ++first;
    const bool outermost = ev_.depth(open) == 0;
    const int before = open > 0 ? code(open - 1) : 0;
    if (code(first) == TK_CASE && body_start(line) > open && !ev_.at(open).field) return LevelKind::Pattern;
    if (bracket == TK_LBRACE) return ev_.at(open).field ? LevelKind::Field : LevelKind::Braces;
    if (outermost && open == first + 2 && code(first) == TK_DEF) {
        return bracket == TK_LPAREN ? LevelKind::Params : LevelKind::TypeParams;
    }
    if (outermost && open == first + 2 && code(first) == TK_CLASS) {
        return bracket == TK_LPAREN ? LevelKind::ClassArgs : LevelKind::TypeParams;
    }
    // Behind type parameters.
    if (outermost && bracket == TK_LPAREN && code(first + 2) == TK_LBRACKET &&
        ev_.behind_group(first + 2) == open) {
        if (code(first) == TK_DEF) return LevelKind::Params;
        if (code(first) == TK_CLASS) return LevelKind::ClassArgs;
    }
    if (outermost && before == TK_IMPORT) return LevelKind::ImportNames;
    const bool behind_value = before == TK_NAME || before == TK_STRING || before == TK_FSTRING_END ||
                              before == TK_RPAREN || before == TK_RBRACKET || before == TK_RBRACE ||
                              before == TK_NUMBER || before == TK_NONE || before == TK_TRUE ||
                              before == TK_FALSE || before == TK_ELLIPSIS;
    if (bracket == TK_LBRACKET) return behind_value ? LevelKind::Subscript : LevelKind::List;
    if (behind_value) return LevelKind::Call;
    if (outermost && before == TK_WITH) return LevelKind::WithItems;
    return LevelKind::Group;
}

// The first token behind the last comma before `i`, commas of a lambda's parameters left aside.
Diagnoser::Index Diagnoser::element_start(Index begin, Index i) const {
    const std::uint32_t depth = ev_.inner_depth(i);
    Index element = begin;
    std::uint32_t lambdas = 0;
    for (Index at = begin; at < i; ++at) {
        if (ev_.depth(at) != depth) continue;
        if (code(at) == TK_LAMBDA) ++lambdas;
        if (code(at) == TK_COLON && lambdas) --lambdas;
        if (code(at) == TK_COMMA && !lambdas) element = at + 1;
    }
    return element;
}

Diagnoser::Level Diagnoser::level_around(Index i) const {
    Level level{LevelKind::Statement, ev_.enclosing(i), 0, 0, i};
    if (level.open == Evidence::kNone) {
        level.begin = statement_start();
    } else {
        level.kind = kind_of_bracket(level.open);
        level.begin = level.open + 1;
    }
    level.element = level.begin;
    level.element = element_start(level.begin, i);
    return level;
}

} // namespace islet::grammar
