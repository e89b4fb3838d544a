// SPDX-License-Identifier: MIT
//
// Targets: which expressions may be assigned to, deleted, looped into or annotated, and what is said about
// the others.
//
// Owns: see state.h.
// Threads: one parse, one thread.
#include "grammar/diagnostics.h"
#include "grammar/state.h"

namespace islet::grammar {

using namespace ast;

namespace {

// The innermost part that cannot be a target, or null. Depth is bounded by the tree's.
const Expr* find_invalid_target(const Expr* expr, TargetUse use) {
    switch (expr->kind) {
    case NodeKind::Name:
    case NodeKind::Attribute:
    case NodeKind::Subscript: return nullptr;
    case NodeKind::List:
    case NodeKind::Tuple: {
        const Seq<Expr*>& elts = is<List>(expr) ? as<List>(expr)->elts : as<Tuple>(expr)->elts;
        for (const Expr* each : elts) {
            if (const Expr* found = find_invalid_target(each, use)) return found;
        }
        return nullptr;
    }
    case NodeKind::Starred:
        if (use == TargetUse::Delete) return expr;
        return find_invalid_target(as<Starred>(expr)->value, use);
    case NodeKind::Compare:
        // `for a in b` read as an expression: the target is what stands before `in`.
        if (use == TargetUse::Loop) {
            const auto* compare = as<Compare>(expr);
            if (compare->ops[0] != CmpOperator::In) return nullptr;
            return find_invalid_target(compare->left, use);
        }
        return expr;
    default: return expr;
    }
}

void set_context(Expr* expr, ExprContext ctx) {
    expr->ctx = ctx;
    switch (expr->kind) {
    case NodeKind::List:
        for (Expr* each : as<List>(expr)->elts) set_context(each, ctx);
        break;
    case NodeKind::Tuple:
        for (Expr* each : as<Tuple>(expr)->elts) set_context(each, ctx);
        break;
    case NodeKind::Starred: set_context(as<Starred>(expr)->value, ctx); break;
    default: break;
    }
}

} // namespace

bool ParseState::report_invalid_target(ParseState& s, const Expr* expr, TargetUse use) {
    const Expr* invalid = find_invalid_target(expr, use);
    if (!invalid) return false;
    const std::string_view verb = use == TargetUse::Delete ? "delete" : "assign to";
    s.fail(invalid->span, format("cannot {} {}", verb, expression_name(invalid)).view());
    return true;
}

Expr* ParseState::target(Expr* expr, TargetUse use) {
    if (!expr) return nullptr;
    if (report_invalid_target(*this, expr, use)) return nullptr;
    set_context(expr, use == TargetUse::Delete ? ExprContext::Del : ExprContext::Store);
    return expr;
}

// `expr =` was read. Where that looks like a comparison gone wrong, the message depends on what follows.
Expr* ParseState::assign_target(Expr* expr) {
    if (!expr) return nullptr;
    const Expr* invalid = find_invalid_target(expr, TargetUse::Assign);
    if (!invalid) {
        set_context(expr, ExprContext::Store);
        return expr;
    }
    report_assignment(*this, invalid);
    return nullptr;
}

Stmt* ParseState::annotated(Expr* target, Expr* annotation, Expr* value, const Span& span) {
    switch (target->kind) {
    case NodeKind::Name:
    case NodeKind::Attribute:
    case NodeKind::Subscript: break;
    case NodeKind::List:
    case NodeKind::Tuple:
        fail(is<Tuple>(target) && !target->parens ? as<Tuple>(target)->elts[0]->span : target->span,
             format("only single target (not {}) can be annotated", expression_name(target)).view());
        return nullptr;
    default: fail(target->span, "illegal target for annotation"); return nullptr;
    }
    target->ctx = ExprContext::Store;
    const int simple = is<Name>(target) && !target->parens;
    return make<AnnAssign>(span, target, annotation, value, simple);
}

Stmt* ParseState::augmented(Expr* target, Operator op, Expr* value, const Span& span) {
    switch (target->kind) {
    case NodeKind::Name:
    case NodeKind::Attribute:
    case NodeKind::Subscript: break;
    default:
        fail(
            target->span,
            format("'{}' is an illegal expression for augmented assignment", expression_name(target)).view());
        return nullptr;
    }
    target->ctx = ExprContext::Store;
    return make<AugAssign>(span, target, op, value);
}

Stmt* ParseState::del(Expr* targets, const Span& span) {
    if (!target(targets, TargetUse::Delete)) return nullptr;
    // `del a, b` has two targets, `del (a, b)` one.
    if (auto* list = find_as<Tuple>(targets); list && !list->parens) return make<Delete>(span, list->elts);
    Expr** single = arena().make_array<Expr*>(1);
    if (!single) return nullptr;
    *single = targets;
    return make<Delete>(span, Seq<Expr*>{single, 1});
}

} // namespace islet::grammar
