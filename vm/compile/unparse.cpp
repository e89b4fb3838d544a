// SPDX-License-Identifier: MIT
//
// Expressions as text.
#include "vm/compile/unparse.h"

#include "grammar/ast_dump.h"
#include "vm/base/format.h"
#include "vm/compile/constant.h"

#include <cmath>

namespace islet {

using namespace ast;

namespace {

// How tightly an expression binds; one that binds less tightly than its place asks for is put in parentheses.
enum Level : int {
    kTuple,
    kTest, // `if`-`else`, lambda
    kOr,
    kAnd,
    kNot,
    kCompare,
    kBitOr,
    kBitXor,
    kBitAnd,
    kShift,
    kArith,
    kTerm,
    kFactor,
    kPower,
    kAwait,
    kAtom,
};

class Unparser {
public:
    explicit Unparser(TextBuffer& out) : out_(out) {}
    void expr(const Expr* node, int level);

private:
    void open(bool parenthesize) {
        if (parenthesize) out_.append('(');
    }
    void close(bool parenthesize) {
        if (parenthesize) out_.append(')');
    }
    void list(const Seq<Expr*>& items) {
        for (std::uint32_t i = 0; i < items.size; ++i) {
            if (i) out_.append(", ");
            expr(items[i], kTest);
        }
    }
    void binary(const BinOp* node, int level);
    void unary(const UnaryOp* node, int level);
    void boolean(const BoolOp* node, int level);
    void compare(const Compare* node, int level);
    void lambda(const Lambda* node, int level);
    void arguments(const Arguments* args);
    void call(const Call* node);
    void attribute(const Attribute* node);
    void subscript(const Subscript* node);
    void slice(const Slice* node);
    void tuple(const Tuple* node, int level);
    void dict(const Dict* node);
    void loops(const Seq<Comprehension*>& generators);
    void constant(const Constant* node);
    void strings(const Seq<Expr*>& values, char prefix);
    void string_part(const Expr* node, TextBuffer& text);
    void formatted(const Expr* value, int conversion, const Expr* spec, TextBuffer& text);
    void yield(const char* word, const Expr* value, int level);

    TextBuffer& out_;
};

struct OperatorText {
    const char* text;
    int level;
    bool right; // associates to the right
};

OperatorText operator_text(Operator op) {
    switch (op) {
    case Operator::Add: return {" + ", kArith, false};
    case Operator::Sub: return {" - ", kArith, false};
    case Operator::Mult: return {" * ", kTerm, false};
    case Operator::MatMult: return {" @ ", kTerm, false};
    case Operator::Div: return {" / ", kTerm, false};
    case Operator::Mod: return {" % ", kTerm, false};
    case Operator::LShift: return {" << ", kShift, false};
    case Operator::RShift: return {" >> ", kShift, false};
    case Operator::BitOr: return {" | ", kBitOr, false};
    case Operator::BitXor: return {" ^ ", kBitXor, false};
    case Operator::BitAnd: return {" & ", kBitAnd, false};
    case Operator::FloorDiv: return {" // ", kTerm, false};
    case Operator::Pow: return {" ** ", kPower, true};
    }
    return {" ? ", kAtom, false};
}

void Unparser::binary(const BinOp* node, int level) {
    const OperatorText op = operator_text(node->op);
    const bool parenthesize = level > op.level;
    open(parenthesize);
    expr(node->left, op.level + (op.right ? 1 : 0));
    out_.append(op.text);
    expr(node->right, op.level + (op.right ? 0 : 1));
    close(parenthesize);
}

void Unparser::unary(const UnaryOp* node, int level) {
    const int own = node->op == UnaryOperator::Not ? kNot : kFactor;
    const bool parenthesize = level > own;
    open(parenthesize);
    switch (node->op) {
    case UnaryOperator::Invert: out_.append('~'); break;
    case UnaryOperator::Not: out_.append("not "); break;
    case UnaryOperator::UAdd: out_.append('+'); break;
    case UnaryOperator::USub: out_.append('-'); break;
    }
    expr(node->operand, own);
    close(parenthesize);
}

void Unparser::boolean(const BoolOp* node, int level) {
    const bool is_and = node->op == BoolOperator::And;
    const int own = is_and ? kAnd : kOr;
    const bool parenthesize = level > own;
    open(parenthesize);
    for (std::uint32_t i = 0; i < node->values.size; ++i) {
        if (i) out_.append(is_and ? " and " : " or ");
        expr(node->values[i], own + 1);
    }
    close(parenthesize);
}

const char* compare_text(CmpOperator op) {
    switch (op) {
    case CmpOperator::Eq: return " == ";
    case CmpOperator::NotEq: return " != ";
    case CmpOperator::Lt: return " < ";
    case CmpOperator::LtE: return " <= ";
    case CmpOperator::Gt: return " > ";
    case CmpOperator::GtE: return " >= ";
    case CmpOperator::Is: return " is ";
    case CmpOperator::IsNot: return " is not ";
    case CmpOperator::In: return " in ";
    case CmpOperator::NotIn: return " not in ";
    }
    return " ? ";
}

void Unparser::compare(const Compare* node, int level) {
    const bool parenthesize = level > kCompare;
    open(parenthesize);
    expr(node->left, kCompare + 1);
    for (std::uint32_t i = 0; i < node->ops.size; ++i) {
        out_.append(compare_text(node->ops[i]));
        expr(node->comparators[i], kCompare + 1);
    }
    close(parenthesize);
}

void Unparser::arguments(const Arguments* args) {
    bool first = true;
    const auto comma = [&] {
        if (!first) out_.append(", ");
        first = false;
    };
    const auto name = [&](const Arg* arg) {
        out_.append(arg->arg->view());
        if (!arg->annotation) return;
        out_.append(": ");
        expr(arg->annotation, kTest);
    };
    const std::uint32_t positional = args->posonlyargs.size + args->args.size;
    for (std::uint32_t i = 0; i < positional; ++i) {
        comma();
        const bool posonly = i < args->posonlyargs.size;
        name(posonly ? args->posonlyargs[i] : args->args[i - args->posonlyargs.size]);
        if (i >= positional - args->defaults.size) {
            out_.append('=');
            expr(args->defaults[i - (positional - args->defaults.size)], kTest);
        }
        if (posonly && i + 1 == args->posonlyargs.size) out_.append(", /");
    }
    if (args->vararg || !args->kwonlyargs.empty()) {
        comma();
        out_.append('*');
        if (args->vararg) name(args->vararg);
    }
    for (std::uint32_t i = 0; i < args->kwonlyargs.size; ++i) {
        comma();
        name(args->kwonlyargs[i]);
        if (i >= args->kw_defaults.size || !args->kw_defaults[i]) continue;
        out_.append('=');
        expr(args->kw_defaults[i], kTest);
    }
    if (!args->kwarg) return;
    comma();
    out_.append("**");
    name(args->kwarg);
}

void Unparser::lambda(const Lambda* node, int level) {
    const bool parenthesize = level > kTest;
    const Arguments* args = node->args;
    open(parenthesize);
    const bool any =
        args->posonlyargs.size + args->args.size + args->kwonlyargs.size || args->vararg || args->kwarg;
    out_.append(any ? "lambda " : "lambda");
    arguments(args);
    out_.append(": ");
    expr(node->body, kTest);
    close(parenthesize);
}

void Unparser::call(const Call* node) {
    expr(node->func, kAtom);
    // A lone generator expression brings its own parentheses.
    if (node->args.size == 1 && node->keywords.empty() && is<GeneratorExp>(node->args[0])) {
        return expr(node->args[0], kTest);
    }
    out_.append('(');
    list(node->args);
    for (std::uint32_t i = 0; i < node->keywords.size; ++i) {
        if (i || !node->args.empty()) out_.append(", ");
        const Keyword* keyword = node->keywords[i];
        if (keyword->arg) {
            out_.append(keyword->arg->view());
            out_.append('=');
        } else {
            out_.append("**");
        }
        expr(keyword->value, kTest);
    }
    out_.append(')');
}

void Unparser::attribute(const Attribute* node) {
    expr(node->value, kAtom);
    const auto* value = find_as<Constant>(node->value);
    const bool is_int =
        value && (value->value.kind == LiteralKind::Int || value->value.kind == LiteralKind::BigInt);
    out_.append(is_int ? " ." : "."); // 1 .real
    out_.append(node->attr->view());
}

void Unparser::subscript(const Subscript* node) {
    expr(node->value, kAtom);
    out_.append('[');
    expr(node->slice, kTuple);
    out_.append(']');
}

void Unparser::slice(const Slice* node) {
    if (node->lower) expr(node->lower, kTest);
    out_.append(':');
    if (node->upper) expr(node->upper, kTest);
    if (!node->step) return;
    out_.append(':');
    expr(node->step, kTest);
}

void Unparser::tuple(const Tuple* node, int level) {
    if (node->elts.empty()) return out_.append("()");
    open(level > kTuple);
    list(node->elts);
    if (node->elts.size == 1) out_.append(',');
    close(level > kTuple);
}

void Unparser::dict(const Dict* node) {
    out_.append('{');
    for (std::uint32_t i = 0; i < node->values.size; ++i) {
        if (i) out_.append(", ");
        if (node->keys[i]) {
            expr(node->keys[i], kTest);
            out_.append(": ");
            expr(node->values[i], kTest);
        } else {
            out_.append("**");
            expr(node->values[i], kBitOr);
        }
    }
    out_.append('}');
}

void Unparser::loops(const Seq<Comprehension*>& generators) {
    for (const Comprehension* loop : generators) {
        out_.append(loop->is_async ? " async for " : " for ");
        expr(loop->target, kTuple);
        out_.append(" in ");
        expr(loop->iter, kTest + 1);
        for (const Expr* test : loop->ifs) {
            out_.append(" if ");
            expr(test, kTest + 1);
        }
    }
}

// repr of a float; infinity as the literal that overflows to it.
void append_number(TextBuffer& out, double number) {
    if (std::isinf(number)) return out.append("1e309");
    append_value(out, number);
}

void Unparser::constant(const Constant* node) {
    const Literal& literal = node->value;
    switch (literal.kind) {
    case LiteralKind::None: return out_.append("None");
    case LiteralKind::True: return out_.append("True");
    case LiteralKind::False: return out_.append("False");
    case LiteralKind::Ellipsis: return out_.append("...");
    case LiteralKind::Int: return format_to(out_, "{}", literal.integer);
    case LiteralKind::BigInt:
        if (literal.base == 16) out_.append("0x");
        if (literal.base == 8) out_.append("0o");
        if (literal.base == 2) out_.append("0b");
        return out_.append(literal.text.view());
    case LiteralKind::Float: return append_number(out_, literal.number);
    case LiteralKind::Imaginary: {
        TextBuffer text;
        append_number(text, literal.number);
        std::string_view digits = text.view();
        if (digits.ends_with(".0")) digits.remove_suffix(2);
        out_.append(digits);
        return out_.append('j');
    }
    case LiteralKind::Str:
        if (node->prefix == LiteralPrefix::U) out_.append('u');
        return append_str_literal(out_, literal.text.view());
    case LiteralKind::Bytes: return append_bytes_literal(out_, literal.text.view());
    }
}

void Unparser::formatted(const Expr* value, int conversion, const Expr* spec, TextBuffer& text) {
    TextBuffer inner;
    Unparser(inner).expr(value, kTest + 1);
    // "{{" would be a brace.
    text.append(inner.view().starts_with('{') ? "{ " : "{");
    text.append(inner.view());
    if (conversion > 0) {
        text.append('!');
        text.append(static_cast<char>(conversion));
    }
    if (spec) {
        text.append(':');
        const auto* joined = find_as<JoinedStr>(spec);
        if (joined) {
            for (const Expr* part : joined->values) string_part(part, text);
        } else {
            string_part(spec, text);
        }
    }
    text.append('}');
}

void Unparser::string_part(const Expr* node, TextBuffer& text) {
    if (const auto* constant_node = find_as<Constant>(node)) {
        if (constant_node->value.kind != LiteralKind::Str) return;
        for (const char c : constant_node->value.text.view()) {
            if (c == '{' || c == '}') text.append(c);
            text.append(c);
        }
    } else if (const auto* value = find_as<FormattedValue>(node)) {
        formatted(value->value, value->conversion, value->format_spec, text);
    } else if (const auto* interpolation = find_as<Interpolation>(node)) {
        formatted(interpolation->value, interpolation->conversion, interpolation->format_spec, text);
    } else if (const auto* joined = find_as<JoinedStr>(node)) {
        for (const Expr* part : joined->values) string_part(part, text);
    }
}

void Unparser::strings(const Seq<Expr*>& values, char prefix) {
    TextBuffer text;
    for (const Expr* part : values) string_part(part, text);
    out_.append(prefix);
    append_str_literal(out_, text.view());
}

void Unparser::yield(const char* word, const Expr* value, int) {
    out_.append('(');
    out_.append(word);
    if (value) {
        out_.append(' ');
        expr(value, kTest);
    }
    out_.append(')');
}

void Unparser::expr(const Expr* node, int level) {
    switch (node->kind) {
    case NodeKind::BoolOp: return boolean(as<BoolOp>(node), level);
    case NodeKind::BinOp: return binary(as<BinOp>(node), level);
    case NodeKind::UnaryOp: return unary(as<UnaryOp>(node), level);
    case NodeKind::Lambda: return lambda(as<Lambda>(node), level);
    case NodeKind::IfExp: {
        const auto* choice = as<IfExp>(node);
        open(level > kTest);
        expr(choice->body, kTest + 1);
        out_.append(" if ");
        expr(choice->test, kTest + 1);
        out_.append(" else ");
        expr(choice->orelse, kTest);
        return close(level > kTest);
    }
    case NodeKind::Dict: return dict(as<Dict>(node));
    case NodeKind::Set:
        out_.append('{');
        list(as<Set>(node)->elts);
        return out_.append('}');
    case NodeKind::GeneratorExp:
        out_.append('(');
        expr(as<GeneratorExp>(node)->elt, kTest);
        loops(as<GeneratorExp>(node)->generators);
        return out_.append(')');
    case NodeKind::ListComp:
        out_.append('[');
        expr(as<ListComp>(node)->elt, kTest);
        loops(as<ListComp>(node)->generators);
        return out_.append(']');
    case NodeKind::SetComp:
        out_.append('{');
        expr(as<SetComp>(node)->elt, kTest);
        loops(as<SetComp>(node)->generators);
        return out_.append('}');
    case NodeKind::DictComp:
        out_.append('{');
        expr(as<DictComp>(node)->key, kTest);
        out_.append(": ");
        expr(as<DictComp>(node)->value, kTest);
        loops(as<DictComp>(node)->generators);
        return out_.append('}');
    case NodeKind::Yield: return yield("yield", as<Yield>(node)->value, level);
    case NodeKind::YieldFrom: return yield("yield from", as<YieldFrom>(node)->value, level);
    case NodeKind::Await:
        open(level > kAwait);
        out_.append("await ");
        expr(as<Await>(node)->value, kAtom);
        return close(level > kAwait);
    case NodeKind::Compare: return compare(as<Compare>(node), level);
    case NodeKind::Call: return call(as<Call>(node));
    case NodeKind::Constant: return constant(as<Constant>(node));
    case NodeKind::JoinedStr: return strings(as<JoinedStr>(node)->values, 'f');
    case NodeKind::TemplateStr: return strings(as<TemplateStr>(node)->values, 't');
    case NodeKind::Attribute: return attribute(as<Attribute>(node));
    case NodeKind::Starred: out_.append('*'); return expr(as<Starred>(node)->value, kBitOr);
    case NodeKind::Name: return out_.append(as<Name>(node)->id->view());
    case NodeKind::List:
        out_.append('[');
        list(as<List>(node)->elts);
        return out_.append(']');
    case NodeKind::Tuple: return tuple(as<Tuple>(node), level);
    case NodeKind::Subscript: return subscript(as<Subscript>(node));
    case NodeKind::Slice: return slice(as<Slice>(node));
    case NodeKind::NamedExpr:
        open(level > kTuple);
        expr(as<NamedExpr>(node)->target, kAtom);
        out_.append(" := ");
        expr(as<NamedExpr>(node)->value, kAtom);
        return close(level > kTuple);
    default: return;
    }
}

} // namespace

std::string_view unparse(const ast::Expr* node, Arena& arena) {
    TextBuffer text;
    Unparser(text).expr(node, kTest);
    return arena.copy(text.view());
}

} // namespace islet
