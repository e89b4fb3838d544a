// SPDX-License-Identifier: MIT
//
// Mistakes in statements: missing colons and blocks, headers, imports.
//
// Owns: see diagnoser.h.
// Threads: one parse, one thread.
#include "grammar/diagnoser.h"
#include "grammar/parser_gen.h"

namespace islet::grammar {

using namespace ast;

namespace {

bool begins_compound(int code) {
    switch (code) {
    case TK_IF:
    case TK_ELIF:
    case TK_ELSE:
    case TK_WHILE:
    case TK_FOR:
    case TK_TRY:
    case TK_EXCEPT:
    case TK_FINALLY:
    case TK_WITH:
    case TK_DEF:
    case TK_CLASS:
    case TK_ASYNC:
    case TK_MATCH:
    case TK_CASE: return true;
    default: return false;
    }
}

} // namespace

// The first token behind the colon of the header that begins at `line`; `line` itself if there is no header,
// and none if the header has no colon.
Diagnoser::Index Diagnoser::body_start(Index line) const {
    if (!begins_compound(code(line))) return line;
    Index lambdas = 0;
    Index at = line;
    for (; at < ev_.size() && code(at) != TK_NEWLINE; ++at) {
        if (ev_.depth(at) != ev_.depth(line)) continue;
        if (code(at) == TK_LAMBDA) ++lambdas;
        if (code(at) != TK_COLON) continue;
        if (lambdas == 0) return at + 1;
        --lambdas;
    }
    return ev_.size();
}

// Where the simple statement with the error begins, or the header that it is in.
Diagnoser::Index Diagnoser::statement_start() const {
    const Index line = ev_.line_start(k_);
    const Index body = body_start(line);
    Index start = body > line && body <= k_ ? body : line;
    for (Index at = start; at < k_; ++at) {
        if (code(at) == TK_SEMICOLON && ev_.depth(at) == 0) start = at + 1;
    }
    return start;
}

bool Diagnoser::statement() {
    if (code(k_) == TK_INDENT) return unexpected_indent();
    if (missing_block()) return true;
    const Index line = ev_.line_start(k_);
    const Index start = statement_start();
    // Brackets first, the innermost at the head.
    Index inner = k_;
    while (ev_.inner_depth(inner) > 0) {
        const Level level = level_around(inner);
        if (level.open == Evidence::kNone) break;
        // A parameter is no expression: Python reads no further than its bracket.
        if (level.open > 0 && level.kind == LevelKind::Group && ev_.inner_depth(level.open) > 0) {
            const Level outer = level_around(level.open);
            const int before = code(level.open - 1);
            if (outer.kind == LevelKind::Params && (before == TK_LPAREN || before == TK_COMMA)) {
                return fail_token(level.open, "invalid syntax");
            }
        }
        if (inner == k_ && not_behind_operator()) return true;
        if (bracket(level)) return true;
        inner = level.open;
    }
    if (not_behind_operator()) return true;
    if (start == line && begins_compound(code(line))) return header(line, inner);
    return simple(start, inner);
}

bool Diagnoser::unexpected_indent() {
    if (expects_handler()) return fail_last("expected 'except' or 'finally' block");
    // `match (x)` alone on its line is a call, unless a block follows.
    if (k_ < 2 || code(k_ - 1) != TK_NEWLINE) return false;
    const Index line = ev_.line_start(k_ - 1);
    if (!is_name(line, "match")) return false;
    const Match subject = ev_.match(TK_START_SUBJECT, line + 1);
    if (!subject || code(subject.end) != TK_NEWLINE) return false;
    return fail_last("expected ':'");
}

// A header whose block does not come.
bool Diagnoser::missing_block() {
    if (!symbols_.expects(TK_INDENT) || k_ < 2 || code(k_ - 1) != TK_NEWLINE || code(k_ - 2) != TK_COLON)
        return false;
    Index header = ev_.line_start(k_ - 1);
    if (code(header) == TK_ASYNC) ++header;
    TextBuffer what;
    switch (code(header)) {
    case TK_DEF: what.append("function definition"); break;
    case TK_CLASS: what.append("class definition"); break;
    case TK_IF: what.append("'if' statement"); break;
    case TK_ELIF: what.append("'elif' statement"); break;
    case TK_ELSE: what.append("'else' statement"); break;
    case TK_WHILE: what.append("'while' statement"); break;
    case TK_FOR: what.append("'for' statement"); break;
    case TK_WITH: what.append("'with' statement"); break;
    case TK_TRY: what.append("'try' statement"); break;
    case TK_EXCEPT:
        what.append(code(header + 1) == TK_STAR ? "'except*' statement" : "'except' statement");
        break;
    case TK_FINALLY: what.append("'finally' statement"); break;
    case TK_MATCH: what.append("'match' statement"); break;
    case TK_CASE: what.append("'case' statement"); break;
    default: return false;
    }
    const TokenPlace& place = ev_.at(k_).place;
    const TextBuffer message =
        format("expected an indented block after {} on line {}", what, ev_.at(header).place.line);
    const ErrorPlace where =
        place.col >= 0 ? token_place(k_) : ErrorPlace{place.line, place.end_col, place.line, -1};
    s_.reports().fail(DiagnosticKind::IndentationError, message.view(), where);
    s_.stop();
    return true;
}

// The header's last expression ends at the end of the line.
bool Diagnoser::missing_colon() {
    if (code(k_) != TK_NEWLINE || !symbols_.expects(TK_COLON)) return false;
    return fail_last("expected ':'");
}

bool Diagnoser::header(Index line, Index inner) {
    Index at = line;
    if (code(at) == TK_ASYNC) ++at;
    switch (code(at)) {
    case TK_IF:
    case TK_ELIF:
    case TK_WHILE:
        if (at + 1 <= k_) {
            const Level level{LevelKind::Statement, Evidence::kNone, at + 1, at + 1, inner};
            if (expressions(level) || named_at(at + 1)) return true;
        }
        return missing_colon();
    case TK_FOR: return for_header(at);
    case TK_WITH: {
        Level level = level_around(inner);
        if (level.element == level.begin) level.element = at + 1;
        return expressions(level) || missing_colon();
    }
    case TK_DEF: return definition(at);
    case TK_CLASS: return class_header(at);
    case TK_EXCEPT: return except_header(at);
    case TK_TRY:
    case TK_ELSE:
    case TK_FINALLY:
        if (k_ == at + 1) return fail_token(k_, "expected ':'");
        if (k_ == at && expects_handler()) {
            return fail_last("expected 'except' or 'finally' block");
        }
        return false;
    case TK_MATCH: {
        if (k_ == at) break;
        Level level = level_around(inner);
        if (level.element == level.begin) level.element = at + 1;
        return expressions(level) || (level.element == at + 1 && named_at(at + 1)) || missing_colon();
    }
    case TK_CASE: return case_header(at);
    default: break;
    }
    return false;
}

bool Diagnoser::type_params(Index open) {
    if (code(open) == TK_LBRACKET && code(open + 1) == TK_RBRACKET) {
        const TokenPlace& close = ev_.at(open + 1).place;
        const TokenPlace& last = ev_.at(std::min(ev_.furthest(), ev_.size() - 1)).place;
        return fail({close.line, close.col + 1, last.end_line, last.end_col},
                    "Type parameter list cannot be empty");
    }
    return false;
}

bool Diagnoser::definition(Index at) {
    if (code(at) != TK_DEF || code(at + 1) != TK_NAME || k_ <= at + 1) return false;
    Index next = at + 2;
    if (code(next) == TK_LBRACKET) {
        if (type_params(next)) return true;
        const Match params = ev_.match(TK_START_TYPE_PARAMS, next);
        if (!params) return fail_token(next, "expected '('");
        next = params.end;
    }
    if (code(next) != TK_LPAREN) return fail_token(next, "expected '('");
    const Index behind = ev_.behind_group(next);
    if (behind > k_) return false;
    if (code(behind) == TK_ARROW) {
        if (expression_at(behind + 1)) return true;
        const Match returns = ev_.match(TK_START_TEST, behind + 1);
        return fail_token(returns ? returns.end : behind, "expected ':'");
    }
    return fail_token(behind, "expected ':'");
}

bool Diagnoser::class_header(Index at) {
    if (code(at + 1) != TK_NAME || k_ <= at + 1) return false;
    if (code(at + 2) == TK_LBRACKET && type_params(at + 2)) return true;
    return missing_colon();
}

bool Diagnoser::for_header(Index at) {
    Index in = at + 1;
    while (in < k_ && !(code(in) == TK_IN && ev_.depth(in) == ev_.depth(at))) ++in;
    if (in < k_) {
        Level level = level_around(k_);
        if (level.open != Evidence::kNone || level.element <= in) level.element = in + 1;
        level.inner = k_;
        return expressions(level) || missing_colon();
    }
    const Match target = ev_.match(TK_START_STAR_EXPRS, at + 1);
    return target && ParseState::report_invalid_target(s_, target.expr, TargetUse::Loop);
}

bool Diagnoser::except_header(Index at) {
    Index first = at + 1;
    const bool star = code(first) == TK_STAR;
    if (star) ++first;
    if (k_ == at) return false;
    if (star && code(first) == TK_NEWLINE) return fail_last("expected one or more exception types");
    if (first > k_) return missing_colon();
    Level level = level_around(k_);
    if (level.element == level.begin) level.element = first;
    if (expressions(level)) return true;
    const Match type = ev_.match(TK_START_TEST, first);
    if (type && code(type.end) == TK_AS) {
        const Match name = ev_.match(TK_START_TEST, type.end + 1);
        if (name && code(name.end) == TK_COLON && !(is<Name>(name.expr) && !name.expr->parens)) {
            return fail_span(name.expr->span, format("cannot use except{} statement with {}",
                                                     star ? std::string_view("*") : std::string_view(),
                                                     expression_name(name.expr))
                                                  .view());
        }
    }
    if (type && code(type.end) == TK_COMMA) {
        const Match types = ev_.match(TK_START_STAR_EXPRS, first);
        if (types && code(types.end) == TK_AS && code(types.end + 1) == TK_NAME &&
            code(types.end + 2) == TK_COLON) {
            return fail_tokens(first, types.end,
                               "multiple exception types must be parenthesized when using 'as'");
        }
    }
    return missing_colon();
}

bool Diagnoser::case_header(Index at) {
    const Match patterns = ev_.match(TK_START_PATTERNS, at + 1);
    if (code(k_) == TK_NEWLINE && patterns && patterns.end == k_) return fail_last("expected ':'");
    for (Index as = k_; as > at; --as) {
        if (code(as) != TK_AS) continue;
        const Match name = ev_.match(TK_START_TEST, as + 1);
        if (!name || (is<Name>(name.expr) && !name.expr->parens)) break;
        return fail_span(name.expr->span,
                         format("cannot use {} as pattern target", expression_name(name.expr)).view());
    }
    return false;
}

// `as` is followed by more than a name.
bool Diagnoser::import_target(Index as) {
    if (code(as) != TK_AS) return false;
    const bool plain = code(as + 1) == TK_NAME &&
                       (code(as + 2) == TK_COMMA || code(as + 2) == TK_RPAREN || code(as + 2) == TK_NEWLINE);
    if (plain) return false;
    if (expression_at(as + 1)) return true;
    const Match target = ev_.match(TK_START_TEST, as + 1);
    if (!target) return false;
    return fail_span(target.expr->span,
                     format("cannot use {} as import target", expression_name(target.expr)).view());
}

bool Diagnoser::import_statement(Index at) {
    if (k_ == at + 1 && code(k_) == TK_NEWLINE) {
        const TokenPlace& place = ev_.at(k_).place;
        return fail({place.line, place.col + 1, place.end_line, place.end_col},
                    "Expected one or more names after 'import'");
    }
    Index next = at + 1;
    while (code(next) == TK_NAME || code(next) == TK_DOT || code(next) == TK_COMMA) ++next;
    if (code(next) == TK_FROM && code(next - 1) == TK_NAME && code(next + 1) == TK_NAME) {
        Index end = next + 2;
        while (code(end) == TK_DOT && code(end + 1) == TK_NAME) end += 2;
        ev_.look_at(end);
        const TokenPlace& last = ev_.at(end).place;
        return fail({ev_.at(at).place.line, ev_.at(at).place.col + 1, last.end_line, last.end_col},
                    "Did you mean to use 'from ... import ...' instead?");
    }
    for (Index as = k_; as > at; --as) {
        if (code(as) == TK_AS) return import_target(as);
    }
    return false;
}

bool Diagnoser::from_statement(Index at) {
    if (code(k_) == TK_NEWLINE && code(k_ - 1) == TK_IMPORT) {
        const TokenPlace& place = ev_.at(k_).place;
        return fail({place.line, place.col + 1, place.end_line, place.end_col},
                    "Expected one or more names after 'import'");
    }
    for (Index as = k_; as > at; --as) {
        if (code(as) == TK_AS) return import_target(as);
    }
    return false;
}

// Behind `try: ...`, before any handler.
bool Diagnoser::expects_handler() const {
    return symbols_.expects(TK_EXCEPT) && symbols_.expects(TK_FINALLY) && !symbols_.expects(TK_ELSE);
}

// `x: y` where x cannot be annotated; where nothing is wrong with that, the parser's action has spoken.
bool Diagnoser::annotation(Index at) {
    const Match target = ev_.match(TK_START_STAR_EXPRS, at);
    if (!target || code(target.end) != TK_COLON || target.end >= k_) return false;
    const NodeKind kind = target.expr->kind;
    if (kind == NodeKind::Name || kind == NodeKind::Attribute || kind == NodeKind::Subscript) return false;
    if (!ev_.match(TK_START_TEST, target.end + 1)) return fail_token(target.end, "invalid syntax");
    const bool several = kind == NodeKind::List || kind == NodeKind::Tuple;
    if (!several) return fail_span(target.expr->span, "illegal target for annotation");
    const bool bare = kind == NodeKind::Tuple && !target.expr->parens;
    return fail_span(
        bare ? as<Tuple>(target.expr)->elts[0]->span : target.expr->span,
        format("only single target (not {}) can be annotated", expression_name(target.expr)).view());
}

// Behind `a, b` Python tries for more elements, comma or not.
bool Diagnoser::behind_elements(Index at) {
    if (ev_.depth(k_) > 0 || element_start(at, k_) == at) return false;
    const Match elements = ev_.match(TK_START_SUBJECT, at);
    return elements && elements.end == k_ && (expression_at(k_) || named_at(k_));
}

bool Diagnoser::simple(Index at, Index inner) {
    switch (code(at)) {
    case TK_IMPORT: return import_statement(at);
    case TK_FROM: return from_statement(at);
    case TK_GLOBAL:
    case TK_NONLOCAL: return false;
    case TK_RETURN:
    case TK_ASSERT:
    case TK_RAISE:
    case TK_DEL:
    case TK_AT: {
        const Level level{LevelKind::Statement, Evidence::kNone, at + 1, element_start(at + 1, inner), inner};
        if (level.inner < level.element) return false;
        return expressions(level) || (code(at) == TK_AT && named_at(at + 1));
    }
    case TK_TYPE:
        ev_.look_at(at + 4);
        if (code(at + 2) == TK_LBRACKET && type_params(at + 2)) return true;
        break;
    default: break;
    }
    if (k_ == at && expects_handler()) return fail_last("expected 'except' or 'finally' block");
    if (annotation(at) || behind_elements(at)) return true;
    const Level level{LevelKind::Statement, Evidence::kNone, at, element_start(at, inner), inner};
    return expressions(level) || (code(k_) == TK_WALRUS && inner == k_ && named_at(level.element));
}

} // namespace islet::grammar
