// SPDX-License-Identifier: MIT
//
// Mistakes in expressions and brackets.
//
// Owns: see diagnoser.h.
// Threads: one parse, one thread.
#include "grammar/diagnoser.h"
#include "grammar/parser_gen.h"

namespace islet::grammar {

using namespace ast;

namespace {

bool is_soft_keyword(std::string_view name) {
    return name == "match" || name == "case" || name == "type" || name == "_";
}

// print and exec were statements once.
bool is_legacy(std::string_view name) {
    return name == "print" || name == "exec";
}

const Name* find_legacy_name(const Expr* expr) {
    const auto* name = find_as<Name>(expr);
    return name && is_legacy(name->id->view()) ? name : nullptr;
}

} // namespace

// ---------------------------------------------------------------- an expression

// Two expressions in a row, inside brackets.
bool Diagnoser::forgotten_comma(Index p) {
    const bool name_before_string = code(p) == TK_NAME && is_string(p + 1);
    const bool soft = code(p) == TK_NAME && is_soft_keyword(ev_.at(p).value.name->view());
    if (name_before_string || soft) return false;
    const Match first = ev_.match(TK_START_DISJ, p);
    if (!first) return false;
    const Match second = ev_.match(TK_START_TEST, first.end);
    if (!second || find_legacy_name(first.expr)) return false;
    if (level_of(second.end - 1) == 0) return false;
    return fail_span(from_to(first.expr->span, second.expr->span),
                     "invalid syntax. Perhaps you forgot a comma?");
}

bool Diagnoser::unfinished_conditional(Index p) {
    const bool statement = code(p) == TK_PASS || code(p) == TK_BREAK || code(p) == TK_CONTINUE;
    if (statement) ev_.look_at(std::min(p + 1, ev_.size() - 1));
    if (statement && code(p + 1) == TK_IF) {
        const Match condition = ev_.match(TK_START_DISJ, p + 2);
        if (condition && code(condition.end) == TK_ELSE) {
            return fail_token(p, "expected expression before 'if', but statement is given");
        }
    }
    const Match value = ev_.match(TK_START_DISJ, p);
    if (!value || code(value.end) != TK_IF) return false;
    const Match condition = ev_.match(TK_START_DISJ, value.end + 1);
    if (!condition) return false;
    ev_.look_at(condition.end);
    const int next = code(condition.end);
    if (next != TK_ELSE && next != TK_COLON) {
        return fail_tokens(p, condition.end, "expected 'else' after 'if' expression");
    }
    if (next != TK_ELSE) return false;
    if (expression_at(condition.end + 1)) return true;
    if (ev_.match(TK_START_TEST, condition.end + 1)) return false;
    return fail_next(condition.end + 1, "expected expression after 'else', but statement is given");
}

bool Diagnoser::legacy_statement(Index p) {
    if (code(p) != TK_NAME || code(p + 1) == TK_LPAREN) return false;
    const std::string_view name = ev_.at(p).value.name->view();
    // Python looks for what a statement would have printed before it looks at the name.
    if (p < k_ && legacy_depth_ < kMostLegacy) {
        ++legacy_depth_;
        const bool found = expression_at(p + 1);
        --legacy_depth_;
        if (found) return true;
    }
    if (!is_legacy(name)) return false;
    const Match arguments = ev_.match(TK_START_STAR_EXPRS, p + 1);
    if (!arguments) return false;
    return fail_tokens(
        p, arguments.end,
        format("Missing parentheses in call to '{}'. Did you mean {}(...)?", name, name).view());
}

// The colon of a lambda right inside a field ends the field's expression.
bool Diagnoser::lambda_in_field(Index p) {
    if (code(p) != TK_LAMBDA || ev_.enclosing(p) == Evidence::kNone || !ev_.at(ev_.enclosing(p)).field)
        return false;
    Index colon = p + 1;
    while (colon < ev_.size() && !(code(colon) == TK_COLON && ev_.depth(colon) == ev_.depth(p))) ++colon;
    if (colon >= ev_.size() || code(colon + 1) != TK_FSTRING_MIDDLE) return false;
    return fail_tokens(
        p, colon + 1,
        format("{}-string: lambda expressions are not allowed without parentheses", letter()).view());
}

// Text between two string literals: a quote too many, perhaps.
bool Diagnoser::text_between_strings(Index p) {
    if (!is_string(p) || is_string(p + 1)) return false;
    Index at = p + 1;
    for (int count = 0; count < 8 && !is_string(at); ++count) {
        const Match words = ev_.match(TK_START_TEST, at);
        if (!words) return false;
        at = words.end;
        ev_.look_at(std::min(at, ev_.size() - 1));
    }
    if (!is_string(at)) return false;
    return fail_tokens(p + 1, at, "invalid syntax. Is this intended to be part of the string?");
}

// Everything that may be wrong with an expression that begins at token `p`.
bool Diagnoser::expression_at(Index p) {
    return text_between_strings(p) || forgotten_comma(p) || unfinished_conditional(p) || lambda_in_field(p) ||
           legacy_statement(p);
}

// `x = y` where only an expression may stand.
bool Diagnoser::named_at(Index p) {
    const Match whole = ev_.match(TK_START_TEST, p);
    if (whole && code(whole.end) == TK_WALRUS && !(is<Name>(whole.expr) && code(p) == TK_NAME)) {
        if (ev_.match(TK_START_TEST, whole.end + 1)) {
            return fail_span(
                whole.expr->span,
                format("cannot use assignment expressions with {}", expression_name(whole.expr)).view());
        }
    }
    if (code(p) == TK_NAME && code(p + 1) == TK_ASSIGN) {
        const Match value = ev_.match(TK_START_ARITH, p + 2);
        if (value && code(value.end) != TK_ASSIGN && code(value.end) != TK_WALRUS) {
            return fail_tokens(p, value.end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }
    }
    const Match left = ev_.match(TK_START_ARITH, p);
    if (!left || code(left.end) != TK_ASSIGN) return false;
    const auto* constant = find_as<Constant>(left.expr);
    const bool keyword = constant && constant->value.kind <= LiteralKind::False;
    if (keyword || is<List>(left.expr) || is<Tuple>(left.expr) || is<GeneratorExp>(left.expr)) return false;
    if (is<Name>(left.expr) && code(p) == TK_NAME) return false;
    const Match right = ev_.match(TK_START_ARITH, left.end + 1);
    if (!right || code(right.end) == TK_ASSIGN || code(right.end) == TK_WALRUS) return false;
    return fail_span(left.expr->span, format("cannot assign to {} here. Maybe you meant '==' instead of '='?",
                                             expression_name(left.expr))
                                          .view());
}

// Python tries every element before the first '=' for something that only an expression may be.
bool Diagnoser::assignment() {
    Index element = statement_start();
    for (Index at = element; at <= k_; ++at) {
        if (ev_.depth(at) > 0 || (code(at) != TK_COMMA && code(at) != TK_ASSIGN)) continue;
        if (code(element) != TK_STAR && named_at(element)) return true;
        if (code(at) == TK_ASSIGN) break;
        element = at + 1;
    }
    return false;
}

bool Diagnoser::not_behind_operator() {
    if (code(k_) != TK_NOT || k_ == 0) return false;
    const int before = code(k_ - 1);
    switch (before) {
    case TK_PLUS:
    case TK_MINUS:
    case TK_STAR:
    case TK_SLASH:
    case TK_PERCENT:
    case TK_DOUBLESLASH:
    case TK_AT:
    case TK_TILDE: break;
    default: return false;
    }
    const Match operand = ev_.match(TK_START_ARITH, k_ + 1);
    if (!operand) return false;
    return fail_tokens(k_, operand.end, "'not' after an operator must be parenthesized");
}

bool Diagnoser::allows_named(LevelKind kind) const {
    return kind == LevelKind::Group || kind == LevelKind::List || kind == LevelKind::Braces ||
           kind == LevelKind::Subscript;
}

// Asks at every place in the level's current element where an expression begins, the last one first: what
// goes on at the end is nested in what began before it.
bool Diagnoser::expressions(const Level& level) {
    // In what is a dict for sure, a key that goes wrong lacks its colon.
    const bool skip_first =
        level.kind == LevelKind::Braces && (has_pairs(level) || code(level.element) == TK_DOUBLESTAR);
    constexpr std::uint32_t kMost = 32;
    Index starts[kMost];
    std::uint32_t count = 0;
    const std::uint32_t depth = ev_.inner_depth(level.inner);
    Index from = level.element;
    while (code(from) == TK_STAR || code(from) == TK_DOUBLESTAR || code(from) == TK_YIELD ||
           code(from) == TK_FROM) {
        ++from;
    }
    if (from > level.inner) return false;
    bool in_clauses = false;
    for (Index at = level.begin; at < level.element && level.open != Evidence::kNone; ++at) {
        in_clauses |= code(at) == TK_FOR && ev_.depth(at) == depth;
    }
    if (in_clauses) return false;
    const bool names_first = level.kind == LevelKind::Params || level.kind == LevelKind::TypeParams;
    if (!names_first && !skip_first) starts[count++] = from;
    for (Index at = from; at < level.inner && count < kMost; ++at) {
        if (ev_.depth(at) != depth) continue;
        if (code(at) == TK_FOR && level.open != Evidence::kNone) in_clauses = true;
        const bool augmented = code(at) >= TK_PLUSEQ && code(at) <= TK_CARETEQ;
        const bool begins = augmented || code(at) == TK_ELSE || code(at) == TK_FROM ||
                            code(at) == TK_ASSIGN || code(at) == TK_WALRUS ||
                            (code(at) == TK_COLON && level.kind != LevelKind::Field) ||
                            (code(at) == TK_AS && level.kind == LevelKind::WithItems);
        if (!begins || in_clauses) continue;
        starts[count] = at + 1;
        while (code(starts[count]) == TK_YIELD || code(starts[count]) == TK_STAR) ++starts[count];
        if (starts[count] <= level.inner) ++count;
    }
    while (count-- > 0) {
        if (expression_at(starts[count])) return true;
    }
    return allows_named(level.kind) && named_at(from);
}

// ---------------------------------------------------------------- brackets

// Behind clauses of a comprehension, or `from` if there are none.
Diagnoser::Index Diagnoser::skip_clauses(Index from) {
    if (code(from) != TK_FOR && code(from) != TK_ASYNC) return from;
    const Match clauses = ev_.match(TK_START_CLAUSES, from);
    return clauses ? clauses.end : from;
}

// `for x y`: the last clause that was begun has no `in`.
bool Diagnoser::clause_without_in(const Level& level) {
    const std::uint32_t depth = ev_.inner_depth(level.inner);
    Index clause = Evidence::kNone;
    for (Index at = level.begin + 1; at < k_; ++at) {
        if (ev_.depth(at) != depth) continue;
        if (code(at) == TK_FOR) clause = at;
        if (code(at) == TK_IN) clause = Evidence::kNone;
    }
    if (clause == Evidence::kNone) return false;
    Index at = clause + 1;
    Match target = ev_.match(TK_START_ARITH, at);
    if (!target) return false;
    at = target.end;
    while (code(at) == TK_COMMA) {
        target = ev_.match(TK_START_ARITH, at + 1);
        if (!target) {
            ++at;
            break;
        }
        at = target.end;
    }
    ev_.look_at(at);
    if (code(at) == TK_IN) {
        const Match loop = ev_.match(TK_START_STAR_EXPRS, clause + 1);
        if (loop && ParseState::report_invalid_target(s_, loop.expr, TargetUse::Loop)) return true;
        return false;
    }
    return fail_last("'in' expected after for-loop variables");
}

// A starred element, or several, before `for`.
bool Diagnoser::starred_clauses(const Level& level) {
    Index clauses = level.begin;
    const std::uint32_t depth = ev_.inner_depth(level.inner);
    while (clauses < ev_.size() && !(ev_.depth(clauses) == depth && (code(clauses) == TK_FOR))) {
        if (ev_.depth(clauses) < depth || code(clauses) == TK_NEWLINE) return false;
        ++clauses;
    }
    if (clauses >= ev_.size() || clauses == level.begin) return false;
    if (code(clauses - 1) == TK_ASYNC) --clauses;
    if (code(level.begin) == TK_DOUBLESTAR) {
        if (level.kind != LevelKind::Braces) return false;
        const Match value = ev_.match(TK_START_ARITH, level.begin + 1);
        if (!value || value.end != clauses) return false;
        const Index end = skip_clauses(clauses);
        if (end == clauses || code(end) != TK_RBRACE) return false;
        return fail_token(level.begin, "dict unpacking cannot be used in dict comprehension");
    }
    if (code(level.begin) == TK_STAR) {
        const Match value = ev_.match(TK_START_TEST, level.begin + 1);
        if (value && value.end == clauses && skip_clauses(clauses) != clauses) {
            return fail_tokens(level.begin, clauses, "iterable unpacking cannot be used in comprehension");
        }
    }
    if (level.kind != LevelKind::List && level.kind != LevelKind::Braces) return false;
    const Match elements = ev_.match(TK_START_SUBJECT, level.begin);
    constexpr std::string_view kWords = "did you forget parentheses around the comprehension target?";
    const bool several = elements && is<Tuple>(elements.expr) && !elements.expr->parens;
    if (!several || elements.end != clauses || skip_clauses(clauses) == clauses) return false;
    return fail_tokens(level.begin, clauses, kWords);
}

// `*` with nothing behind it, where an argument or an element may be starred.
bool Diagnoser::bare_star(const Level& level) {
    if (k_ == 0 || code(k_ - 1) != TK_STAR || ev_.depth(k_ - 1) != ev_.inner_depth(level.inner)) return false;
    if (k_ - 1 != level.element) return false;
    if (level.kind == LevelKind::Call || level.kind == LevelKind::ClassArgs ||
        level.kind == LevelKind::Subscript) {
        return fail_last("Invalid star expression");
    }
    if (level.element == level.begin && level.kind != LevelKind::Field)
        return fail_last("Invalid star expression");
    return false;
}

bool Diagnoser::comprehension(const Level& level) {
    return clause_without_in(level) || starred_clauses(level);
}

bool Diagnoser::group(const Level& level) {
    if (code(level.begin) == TK_DOUBLESTAR) {
        const Match value = ev_.match(TK_START_TEST, level.begin + 1);
        if (value && code(value.end) == TK_RPAREN) {
            return fail_token(level.begin, "cannot use double starred expression here");
        }
    }
    return false;
}

// `=` inside a call, where it does not follow a plain name or follows one in vain.
bool Diagnoser::call_equals(const Level& level) {
    const Index p = level.element;
    if (code(p) == TK_NAME && code(p + 1) == TK_ASSIGN) {
        const Match value = ev_.match(TK_START_TEST, p + 2);
        if (value && skip_clauses(value.end) != value.end) {
            return fail_tokens(p, p + 2, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }
        if (code(p + 2) == TK_COMMA || code(p + 2) == TK_RPAREN) {
            return fail_tokens(p, p + 2, "expected argument value expression");
        }
        return false;
    }
    if (code(p) == TK_STAR || code(p) == TK_DOUBLESTAR) {
        const Match name = ev_.match(TK_START_TEST, p + 1);
        if (!name || code(name.end) != TK_ASSIGN) return false;
        const Match value = ev_.match(TK_START_TEST, name.end + 1);
        if (!value) return false;
        return fail_tokens(p, value.end,
                           code(p) == TK_STAR ? "cannot assign to iterable argument unpacking"
                                              : "cannot assign to keyword argument unpacking");
    }
    return false;
}

// A generator among other arguments.
bool Diagnoser::call_clauses(const Level& level) {
    const Index p = level.element;
    if (code(p) == TK_STAR || code(p) == TK_DOUBLESTAR) return false;
    const Match element = ev_.match(TK_START_NAMED, p);
    if (!element) return false;
    const Index end = skip_clauses(element.end);
    if (end == element.end) return false;
    const bool first = level.element == level.begin;
    if (first && code(end) != TK_COMMA) return false;
    return fail_tokens(p, end, "Generator expression must be parenthesized");
}

bool Diagnoser::call(const Level& level) {
    return call_equals(level) || call_clauses(level);
}

// A display that begins with pairs is a dict.
bool Diagnoser::has_pairs(const Level& level) const {
    if (level.element == level.begin) return false;
    if (code(level.begin) == TK_DOUBLESTAR) return true;
    const std::uint32_t depth = ev_.inner_depth(level.inner);
    for (Index at = level.begin; at < level.element; ++at) {
        if (ev_.depth(at) != depth) continue;
        if (code(at) == TK_COLON) return true;
        if (code(at) == TK_COMMA) return false;
    }
    return false;
}

bool Diagnoser::braces(const Level& level) {
    const Index p = level.element;
    const bool pairs = has_pairs(level);
    if (level.element != level.begin && !pairs) return false;
    for (Index at = level.begin; at < level.element; ++at) {
        if (code(at) == TK_FOR && ev_.depth(at) == ev_.inner_depth(level.inner)) return false;
    }
    const Match key = ev_.match(TK_START_TEST, p);
    if (!key) return false;
    ev_.look_at(key.end);
    if (code(key.end) != TK_COLON) {
        if (!pairs) return false;
        const Span& span = key.expr->span;
        return fail({span.line, span.end_col, span.end_line, 0}, "':' expected after dictionary key");
    }
    const Index colon = key.end;
    if (code(colon + 1) == TK_STAR) {
        const Match value = ev_.match(TK_START_ARITH, colon + 2);
        if (!value) return false;
        const TokenPlace& star = ev_.at(colon + 1).place;
        const TokenPlace& next = ev_.at(std::min(value.end, ev_.size() - 1)).place;
        return fail({star.line, star.col + 1, next.end_line, next.end_col},
                    "cannot use a starred expression in a dictionary value");
    }
    if (code(colon + 1) == TK_RBRACE || code(colon + 1) == TK_COMMA) {
        return fail_token(colon, "expression expected after dictionary key and ':'");
    }
    return false;
}

// What is wrong inside one bracket, or inside the statement outside all of them.
bool Diagnoser::bracket(const Level& level) {
    switch (level.kind) {
    case LevelKind::Pattern:
    case LevelKind::ImportNames: return false;
    case LevelKind::Params:
    case LevelKind::TypeParams:
    case LevelKind::WithItems:
    case LevelKind::Statement: return expressions(level);
    case LevelKind::Field: return expressions(level) || field(level);
    case LevelKind::Call:
        return comprehension(level) || expressions(level) || bare_star(level) || call(level);
    case LevelKind::ClassArgs: return expressions(level) || bare_star(level) || call(level);
    case LevelKind::Group:
        return expressions(level) || bare_star(level) || group(level) || comprehension(level);
    case LevelKind::List: return expressions(level) || bare_star(level) || comprehension(level);
    case LevelKind::Braces:
        return expressions(level) || bare_star(level) || braces(level) || comprehension(level);
    case LevelKind::Subscript: return expressions(level) || bare_star(level);
    }
    return false;
}

} // namespace islet::grammar
