// SPDX-License-Identifier: MIT
//
// Conditions: truth that decides a jump, without making the value where that can be avoided.
#include "vm/compile/codegen.h"

namespace islet {

using namespace ast;

namespace {

struct CompareJumps {
    Op if_true, if_true_const, if_false, if_false_const;
};

CompareJumps compare_jumps(CmpOperator op) {
    switch (op) {
    case CmpOperator::Lt: return {Op::JumpIfLt, Op::JumpIfLtK, Op::JumpUnlessLt, Op::JumpUnlessLtK};
    case CmpOperator::LtE: return {Op::JumpIfLe, Op::JumpIfLeK, Op::JumpUnlessLe, Op::JumpUnlessLeK};
    case CmpOperator::Eq: return {Op::JumpIfEq, Op::JumpIfEqK, Op::JumpUnlessEq, Op::JumpUnlessEqK};
    case CmpOperator::NotEq: return {Op::JumpIfNe, Op::JumpIfNeK, Op::JumpUnlessNe, Op::JumpUnlessNeK};
    case CmpOperator::Gt: return {Op::JumpIfGt, Op::JumpIfGtK, Op::JumpUnlessGt, Op::JumpUnlessGtK};
    case CmpOperator::GtE: return {Op::JumpIfGe, Op::JumpIfGeK, Op::JumpUnlessGe, Op::JumpUnlessGeK};
    case CmpOperator::Is: return {Op::JumpIfIs, Op::Nop, Op::JumpIfIsNot, Op::Nop};
    case CmpOperator::IsNot: return {Op::JumpIfIsNot, Op::Nop, Op::JumpIfIs, Op::Nop};
    default: return {Op::Nop, Op::Nop, Op::Nop, Op::Nop};
    }
}

} // namespace

void Codegen::truth_jump(const Operand& value, Label& target, bool wanted) {
    if (value.is_const()) {
        if (truth_of(*value.value) == wanted) u_->jump(target);
        return;
    }
    u_->jump(wanted ? Op::JumpIfTrue : Op::JumpIfFalse, value.reg, target, kill(value, kKillA));
}

void Codegen::condition(const Expr* node, Label& target, bool wanted) {
    if (too_deep()) return;
    AtSpan at(*u_, node->span);
    if (const auto* unary_op = find_as<UnaryOp>(node); unary_op && unary_op->op == UnaryOperator::Not) {
        return condition(unary_op->operand, target, !wanted);
    }
    if (const auto* bool_op = find_as<BoolOp>(node)) {
        // Any operand decides `or` when it is true and `and` when it is false; else it is up to the last.
        const bool decisive = bool_op->op == BoolOperator::Or;
        Label past;
        for (std::uint32_t i = 0; i + 1 < bool_op->values.size; ++i) {
            condition(bool_op->values[i], decisive == wanted ? target : past, decisive);
        }
        condition(bool_op->values.back(), target, wanted);
        return u_->bind(past);
    }
    if (const auto* choice = find_as<IfExp>(node)) {
        Label otherwise, end;
        condition(choice->test, otherwise, false);
        condition(choice->body, target, wanted);
        u_->jump(end);
        u_->bind(otherwise);
        condition(choice->orelse, target, wanted);
        return u_->bind(end);
    }
    if (const auto* comparison = find_as<Compare>(node)) return compare_condition(comparison, target, wanted);
    const Reg mark = u_->temp_top;
    truth_jump(operand(node), target, wanted);
    u_->release_to(mark);
}

void Codegen::compare_condition(const Compare* node, Label& target, bool wanted) {
    warn_compare(node);
    const Reg mark = u_->temp_top;
    if (node->ops.size > 1) {
        chain_condition(node, target, wanted);
    } else {
        const Operand left = operand_before(node->left, node->comparators[0]);
        const Operand right = comparator(node->comparators[0], node->ops[0]);
        compare_jump(node->ops[0], left, right, target, wanted, false);
    }
    u_->release_to(mark);
}

// `keep_right`: the right operand is needed once more.
void Codegen::compare_jump(CmpOperator op, const Operand& left, const Operand& right, Label& target,
                           bool wanted, bool keep_right) {
    const bool identity = op == CmpOperator::Is || op == CmpOperator::IsNot;
    if (identity && right.is_const() && right.value->kind == Const::Kind::None) {
        const Operand value = held(left);
        const bool none = (op == CmpOperator::Is) == wanted;
        return u_->jump(none ? Op::JumpIfNone : Op::JumpIfNotNone, value.reg, target, kill(value, kKillA));
    }
    const CompareJumps jumps = compare_jumps(op);
    if (jumps.if_true == Op::Nop || u_->wide_jumps) {
        const Reg mark = u_->temp_top;
        const Reg truth = u_->take_temp();
        emit_compare(op, left, right, truth, kill(left, kKillB) | (keep_right ? 0u : kill(right, kKillC)));
        u_->jump(wanted ? Op::JumpIfTrue : Op::JumpIfFalse, truth, target, kKillA);
        return u_->release_to(mark);
    }
    const Operand first = held(left);
    if (right.is_const() && !identity) {
        const std::uint32_t index = u_->constant(right.value);
        if (Unit::is_short(index)) {
            return u_->short_jump(wanted ? jumps.if_true_const : jumps.if_false_const, first.reg, index,
                                  target, kill(first, kKillA));
        }
    }
    const Operand second = held(right);
    const bool kill_second = !keep_right || right.is_const();
    u_->short_jump(wanted ? jumps.if_true : jumps.if_false, first.reg, second.reg, target,
                   kill(first, kKillA) | (kill_second ? kill(second, kKillB) : 0u));
}

// a < b < c. A middle operand that is a temporary waits in R[base] for its second comparison; it has to go
// also when its first one fails, where it may still lie above the left operand.
void Codegen::chain_condition(const Compare* node, Label& target, bool wanted) {
    const Reg base = u_->temp_top;
    Label no, drop_low, drop_high;
    Label& failed = wanted ? no : target;
    Operand left = operand(node->left);
    for (std::uint32_t i = 0; i < node->ops.size; ++i) {
        const bool last = i + 1 == node->ops.size;
        if (left.kind == Operand::Kind::Local) {
            for (std::uint32_t k = i; k < node->ops.size; ++k) left = protect(left, node->comparators[k]);
        }
        Operand right = comparator(node->comparators[i], node->ops[i]);
        if (!last && right.kind == Operand::Kind::Local) {
            for (std::uint32_t k = i + 1; k < node->ops.size; ++k)
                right = protect(right, node->comparators[k]);
        }
        if (last) {
            compare_jump(node->ops[i], left, right, target, wanted, false);
            break;
        }
        Label& leave = !right.is_temp() ? failed : right.reg == base ? drop_low : drop_high;
        compare_jump(node->ops[i], left, right, leave, false, true);
        if (right.is_temp() && right.reg != base) {
            u_->emit(Op::Move, base, right.reg, 0, kKillB);
            right.reg = base;
        }
        u_->release_to(right.is_temp() ? base + 1 : base);
        left = right;
    }
    const auto clean_up = [&](Label& label, Reg reg) {
        if (!label.used) return;
        Label past;
        u_->jump(past);
        u_->bind(label);
        u_->emit(Op::Drop, reg);
        u_->jump(failed);
        u_->bind(past);
    };
    clean_up(drop_low, base);
    clean_up(drop_high, base + 1);
    u_->bind(no);
}

} // namespace islet
