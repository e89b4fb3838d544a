// SPDX-License-Identifier: MIT
//
// Expressions: what the grammar cannot say by shape alone.
#include "grammar/diagnostics.h"
#include "grammar/literals.h"
#include "grammar/state.h"

#include <bit>

namespace islet::grammar {

using namespace ast;

Expr* ParseState::number(const Lexeme& lexeme, const Span& span) {
    Literal value{};
    if (!read_number(lexeme.view(), arena(), value)) return nullptr;
    if (value.kind == LiteralKind::BigInt && value.base == 10 && limits_.int_digits &&
        value.text.size > limits_.int_digits) {
        fail(ErrorPlace{span.line, 0, span.end_line, 0},
             format(
                 "Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use "
                 "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
                 "literals to avoid decimal conversion limits.",
                 limits_.int_digits, value.text.size)
                 .view());
        return nullptr;
    }
    return make<Constant>(span, value, LiteralPrefix::None);
}

Literal ParseState::literal(LiteralKind kind) {
    Literal value{};
    value.kind = kind;
    return value;
}

Expr* ParseState::constant(LiteralKind kind, const Span& span) {
    return make<Constant>(span, literal(kind), LiteralPrefix::None);
}

Expr* ParseState::tuple(std::uint32_t list, const Span& span, bool parenthesized) {
    Tuple* result = make<Tuple>(span, scratch.take<Expr*>(list));
    if (result && parenthesized) result->parens = 1;
    return result;
}

Expr* ParseState::group(Expr* expr) {
    if (expr && expr->parens < 2) ++expr->parens;
    return expr;
}

Expr* ParseState::paren_elements(std::uint32_t list, bool trailing_comma, const Span& span) {
    if (trailing_comma || scratch.count_from(list) != 1) return tuple(list, span, true);
    Expr* only = scratch.at<Expr*>(list);
    scratch.drop_to(list);
    if (only && is<Starred>(only)) {
        fail(only->span, "cannot use starred expression here");
        return nullptr;
    }
    return group(only);
}

// `a and b and c` is one node. Its operands lie in an array with room up to the next power of two.
Expr* ParseState::boolean(Expr* left, BoolOperator op, Expr* right, const Span& span) {
    auto* chain = find_as<BoolOp>(left);
    if (!chain || chain->op != op || chain->parens) {
        Expr** values = arena().make_array<Expr*>(2);
        if (!values) return nullptr;
        values[0] = left;
        values[1] = right;
        return make<BoolOp>(span, op, Seq<Expr*>{values, 2});
    }
    Seq<Expr*>& values = chain->values;
    if (std::has_single_bit(values.size)) {
        Expr** larger = arena().make_array<Expr*>(std::size_t{values.size} * 2);
        if (!larger) return nullptr;
        std::copy(values.begin(), values.end(), larger);
        values.data = larger;
    }
    values.data[values.size++] = right;
    chain->span = span;
    const std::uint32_t depth = right->depth + 1;
    if (depth > limits_.depth) return static_cast<Expr*>(fail_node(chain));
    chain->depth = std::max(chain->depth, depth);
    return chain;
}

Expr* ParseState::compare(std::uint32_t list, const Span& span) {
    const std::uint32_t count = scratch.count_from(list) / 2;
    auto* ops = arena().make_array<CmpOperator>(count);
    Expr** operands = arena().make_array<Expr*>(count);
    if (!ops || !operands) return nullptr;
    for (std::uint32_t i = 0; i < count; ++i) {
        ops[i] = static_cast<CmpOperator>(scratch.at<std::uint32_t>(list + 1 + 2 * i));
        operands[i] = scratch.at<Expr*>(list + 2 + 2 * i);
    }
    Expr* left = scratch.at<Expr*>(list);
    scratch.drop_to(list);
    return make<Compare>(span, left, Seq<CmpOperator>{ops, count}, Seq<Expr*>{operands, count});
}

Expr* ParseState::named(Expr* target, Expr* value, const Span& span) {
    if (!is<Name>(target) || target->parens) {
        fail(target->span,
             format("cannot use assignment expressions with {}", expression_name(target)).view());
        return nullptr;
    }
    target->ctx = ExprContext::Store;
    return make<NamedExpr>(span, target, value);
}

Expr* ParseState::named_argument(Expr* target, const Span& walrus, Expr* value, const Span& span) {
    if (is<Name>(target) && !target->parens) return named(target, value, span);
    fail(walrus, "invalid syntax");
    return nullptr;
}

// `name = value` in a call.
Node* ParseState::argument(Expr* name, const Span& equals, Expr* value, const Span& span) {
    if (const auto* plain = find_as<Name>(name); plain && !plain->parens) {
        return make<Keyword>(span, plain->id, value);
    }
    const Span whole{name->span.line, name->span.col, equals.end_line, equals.end_col};
    const auto* constant = find_as<Constant>(name);
    const bool keyword = constant && !constant->parens && constant->value.kind <= LiteralKind::False;
    if (keyword) {
        fail(whole, format("cannot assign to {}", expression_name(name)).view());
    } else {
        fail(whole, "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    return nullptr;
}

Expr* ParseState::generator(Expr* elt, std::uint32_t clauses, const Span& span, bool parenthesized) {
    auto* result = make<GeneratorExp>(span, elt, scratch.take<Comprehension*>(clauses));
    if (result && parenthesized) result->parens = 1;
    return result;
}

namespace {

// The comma between an argument and the next.
Span comma_behind(const SourceText& source, const Span& argument) {
    const std::string_view line = source.line(argument.end_line);
    const std::size_t comma = line.find(',', argument.end_col);
    const auto col = static_cast<std::uint32_t>(comma == std::string_view::npos ? argument.end_col : comma);
    return {argument.end_line, col, argument.end_line, col + 1};
}

} // namespace

// A generator without parentheses of its own must be alone; nothing positional may follow what has a name.
bool ParseState::arguments_in_order(std::uint32_t list, bool trailing_comma, const Span& close) {
    const std::uint32_t count = scratch.count_from(list);
    const bool alone = count == 1 && !trailing_comma;
    bool keyword_seen = false, unpacking_seen = false, misplaced = false, unpacking_before = false;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Node* node = scratch.at<Node*>(list + i);
        if (const auto* keyword = find_as<Keyword>(node)) {
            keyword_seen = true;
            unpacking_seen |= !keyword->arg;
            continue;
        }
        if (is<GeneratorExp>(node) && !static_cast<const Expr*>(node)->parens && !alone) {
            fail(node->span, "Generator expression must be parenthesized");
            return false;
        }
        if (!is<Starred>(node)) {
            if (keyword_seen && !misplaced) unpacking_before = unpacking_seen;
            misplaced |= keyword_seen;
            continue;
        }
        if (!unpacking_seen) continue;
        const Node* last = node;
        for (std::uint32_t j = i + 1; j < count && !is<Keyword>(scratch.at<Node*>(list + j)); ++j) {
            last = scratch.at<Node*>(list + j);
        }
        fail(from_to(comma_behind(reports_.source(), scratch.at<Node*>(list + i - 1)->span), last->span),
             "iterable argument unpacking follows keyword argument unpacking");
        return false;
    }
    if (!misplaced) return true;
    fail(close, unpacking_before ? "positional argument follows keyword argument unpacking"
                                 : "positional argument follows keyword argument");
    return false;
}

// Sorts what call() and class_def() were given into positional arguments and keywords.
bool ParseState::split_arguments(std::uint32_t list, Seq<Expr*>& positional, Seq<Keyword*>& named) {
    const std::uint32_t count = scratch.count_from(list);
    std::uint32_t keyword_count = 0;
    for (std::uint32_t i = 0; i < count; ++i) keyword_count += is<Keyword>(scratch.at<Node*>(list + i));
    positional = {arena().make_array<Expr*>(count - keyword_count), 0};
    named = {arena().make_array<Keyword*>(keyword_count), 0};
    if (stopped()) return false;
    for (std::uint32_t i = 0; i < count; ++i) {
        Node* node = scratch.at<Node*>(list + i);
        if (is<Keyword>(node)) {
            named.data[named.size++] = as<Keyword>(node);
        } else {
            positional.data[positional.size++] = static_cast<Expr*>(node);
        }
    }
    scratch.drop_to(list);
    return true;
}

Expr* ParseState::call(Expr* func, std::uint32_t list, bool trailing_comma, const Span& parens,
                       const Span& span) {
    const Span close{parens.end_line, parens.end_col - 1, parens.end_line, parens.end_col};
    if (!arguments_in_order(list, trailing_comma, close)) return nullptr;
    if (scratch.count_from(list) == 1) {
        auto* only = find_as<GeneratorExp>(scratch.at<Node*>(list));
        // The call's parentheses are the generator's own.
        if (only && !only->parens) only->span = parens;
    }
    Seq<Expr*> args;
    Seq<Keyword*> keywords;
    if (!split_arguments(list, args, keywords)) return nullptr;
    return make<Call>(span, func, args, keywords);
}

Expr* ParseState::subscript(Expr* value, std::uint32_t list, bool comma, const Span& inside,
                            const Span& span) {
    Expr* index = scratch.at<Expr*>(list);
    if (comma || scratch.count_from(list) > 1 || is<Starred>(index)) {
        // The tuple ends with its last element or comma, before the bracket.
        Span tuple_span = inside;
        if (!comma) {
            const Expr* last = scratch.at<Expr*>(scratch.size() - 1);
            tuple_span.end_line = last->span.end_line;
            tuple_span.end_col = last->span.end_col;
        }
        index = tuple(list, tuple_span, false);
    } else {
        scratch.drop_to(list);
    }
    return make<Subscript>(span, value, index);
}

Expr* ParseState::dict(std::uint32_t list, const Span& span) {
    const std::uint32_t count = scratch.count_from(list) / 2;
    Expr** keys = arena().make_array<Expr*>(count);
    Expr** values = arena().make_array<Expr*>(count);
    if (!keys || !values) return nullptr;
    for (std::uint32_t i = 0; i < count; ++i) {
        keys[i] = scratch.at<Expr*>(list + 2 * i);
        values[i] = scratch.at<Expr*>(list + 2 * i + 1);
    }
    scratch.drop_to(list);
    return make<Dict>(span, Seq<Expr*>{keys, count}, Seq<Expr*>{values, count});
}

} // namespace islet::grammar
