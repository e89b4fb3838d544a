// SPDX-License-Identifier: MIT
//
// Warnings about expressions that cannot mean what they say: comparing literals by identity, calling or
// indexing what cannot be called or indexed.
#include "vm/compile/codegen.h"

namespace islet {

using namespace ast;

namespace {

// The type that the expression is sure to have, or null.
const char* type_name(const Expr* node) {
    switch (node->kind) {
    case NodeKind::Tuple: return "tuple";
    case NodeKind::List:
    case NodeKind::ListComp: return "list";
    case NodeKind::Dict:
    case NodeKind::DictComp: return "dict";
    case NodeKind::Set:
    case NodeKind::SetComp: return "set";
    case NodeKind::GeneratorExp: return "generator";
    case NodeKind::Lambda: return "function";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: return "str";
    case NodeKind::TemplateStr: return "string.templatelib.Template";
    case NodeKind::Interpolation: return "string.templatelib.Interpolation";
    case NodeKind::Constant:
        switch (as<Constant>(node)->value.kind) {
        case LiteralKind::None: return "NoneType";
        case LiteralKind::True:
        case LiteralKind::False: return "bool";
        case LiteralKind::Ellipsis: return "ellipsis";
        case LiteralKind::Int:
        case LiteralKind::BigInt: return "int";
        case LiteralKind::Float: return "float";
        case LiteralKind::Imaginary: return "complex";
        case LiteralKind::Str: return "str";
        case LiteralKind::Bytes: return "bytes";
        }
        return nullptr;
    default: return nullptr;
    }
}

bool is_literal(const Expr* node, LiteralKind kind) {
    return is<Constant>(node) && as<Constant>(node)->value.kind == kind;
}

} // namespace

void Codegen::warn_compare(const Compare* node) {
    const auto has_identity = [this](const Expr* operand_node) {
        const auto* constant = find_as<Constant>(operand_node);
        if (!constant) return !is<Tuple>(operand_node) || !fold_.expression(operand_node);
        switch (constant->value.kind) {
        case LiteralKind::None:
        case LiteralKind::True:
        case LiteralKind::False:
        case LiteralKind::Ellipsis: return true;
        default: return false;
        }
    };
    const Expr* left = node->left;
    for (std::uint32_t i = 0; i < node->ops.size; ++i) {
        const Expr* right = node->comparators[i];
        if (node->ops[i] == CmpOperator::Is || node->ops[i] == CmpOperator::IsNot) {
            const bool left_ok = has_identity(left), right_ok = has_identity(right);
            if (!left_ok || !right_ok) {
                const bool positive = node->ops[i] == CmpOperator::Is;
                const char* type = type_name(left_ok ? right : left);
                return report_.warn(node->span, "\"{}\" with '{}' literal. Did you mean \"{}\"?",
                                    positive ? "is" : "is not", type, positive ? "==" : "!=");
            }
        }
        left = right;
    }
}

void Codegen::warn_call(const Expr* func) {
    switch (func->kind) {
    case NodeKind::Constant:
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::ListComp:
    case NodeKind::Dict:
    case NodeKind::DictComp:
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::JoinedStr:
    case NodeKind::TemplateStr:
    case NodeKind::FormattedValue:
    case NodeKind::Interpolation:
        return report_.warn(func->span, "'{}' object is not callable; perhaps you missed a comma?",
                            type_name(func));
    default: return;
    }
}

void Codegen::warn_subscript(const Subscript* node) {
    const Expr* value = node->value;
    bool refuses = false, indexed = false;
    switch (value->kind) {
    case NodeKind::Constant:
        indexed = is_literal(value, LiteralKind::Str) || is_literal(value, LiteralKind::Bytes);
        refuses = !indexed;
        break;
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::Lambda:
    case NodeKind::TemplateStr:
    case NodeKind::Interpolation: refuses = true; break;
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::ListComp:
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: indexed = true; break;
    default: return;
    }
    if (refuses) {
        return report_.warn(value->span, "'{}' object is not subscriptable; perhaps you missed a comma?",
                            type_name(value));
    }
    const Expr* index = node->slice;
    const char* index_type = type_name(index);
    if (!indexed || !index_type || is_literal(index, LiteralKind::Int) ||
        is_literal(index, LiteralKind::BigInt) || is_literal(index, LiteralKind::True) ||
        is_literal(index, LiteralKind::False)) {
        return;
    }
    report_.warn(value->span, "{} indices must be integers or slices, not {}; perhaps you missed a comma?",
                 type_name(value), index_type);
}

} // namespace islet
