// SPDX-License-Identifier: MIT
//
// Expressions: operators, attributes, items, conditionals, displays, yield and await.
#include "vm/compile/codegen.h"

namespace islet {

using namespace ast;

// ---- operands

Reg Codegen::result(std::int64_t want, Reg mark) {
    u_->release_to(mark);
    return want >= 0 ? static_cast<Reg>(want) : u_->take_temp();
}

void Codegen::load_constant(const Const* value, Reg dst) {
    if (!value) return;
    switch (value->kind) {
    case Const::Kind::None: return u_->emit(Op::LoadNone, dst);
    case Const::Kind::True: return u_->emit(Op::LoadTrue, dst);
    case Const::Kind::False: return u_->emit(Op::LoadFalse, dst);
    case Const::Kind::Int:
        if (value->integer >= INT32_MIN && value->integer <= INT32_MAX) {
            return u_->emit_wide(Op::LoadInt, dst, value->integer);
        }
        break;
    default: break;
    }
    u_->emit_wide(Op::LoadConst, dst, u_->constant(value));
}

void Codegen::move(Reg dst, const Operand& value) {
    if (value.is_const()) return load_constant(value.value, dst);
    if (value.reg != dst) u_->emit(Op::Move, dst, value.reg, 0, kill(value, kKillB));
}

Operand Codegen::held(const Operand& value) {
    if (!value.is_const()) return value;
    const Reg reg = u_->take_temp();
    load_constant(value.value, reg);
    return temp(reg);
}

void Codegen::drop(const Operand& value) {
    if (value.is_temp()) u_->emit(Op::Drop, value.reg);
}

// Computes `node` into `dst`: a variable, or the first free temporary, which stays free.
void Codegen::into(const Expr* node, Reg dst) {
    const Reg mark = u_->temp_top;
    const Operand value = eval(node, dst);
    move(dst, value);
    u_->release_to(mark);
    // The destination may lie above all that was taken.
    if (dst >= u_->first_temp && dst >= mark) {
        u_->take_temps(dst + 1 - mark);
        u_->release_to(mark);
    }
}

Reg Codegen::next_temp(const Expr* node) {
    const Reg dst = u_->temp_top;
    into(node, dst);
    return u_->take_temp();
}

// Whether evaluating `node` may bind the variable in `reg`: only := in this frame can.
bool Codegen::rebinds(const Expr* node, Reg reg) {
    if (!node || too_deep()) return false;
    bool found = false;
    const auto look = [&](const Expr* inner) { found = found || (inner && rebinds(inner, reg)); };
    const auto look_all = [&](const Seq<Expr*>& list) {
        for (const Expr* inner : list) look(inner);
    };
    switch (node->kind) {
    case NodeKind::NamedExpr: {
        const auto* item = as<NamedExpr>(node);
        const auto* target = find_as<Name>(item->target);
        if (target && local_target(mangled(target->id)) == static_cast<std::int64_t>(reg)) return true;
        look(item->value);
        return found;
    }
    case NodeKind::BoolOp: look_all(as<BoolOp>(node)->values); return found;
    case NodeKind::BinOp: look(as<BinOp>(node)->right), look(as<BinOp>(node)->left); return found;
    case NodeKind::UnaryOp: look(as<UnaryOp>(node)->operand); return found;
    case NodeKind::IfExp:
        look(as<IfExp>(node)->test), look(as<IfExp>(node)->body), look(as<IfExp>(node)->orelse);
        return found;
    case NodeKind::Dict: look_all(as<Dict>(node)->keys), look_all(as<Dict>(node)->values); return found;
    case NodeKind::Set: look_all(as<Set>(node)->elts); return found;
    case NodeKind::List: look_all(as<List>(node)->elts); return found;
    case NodeKind::Tuple: look_all(as<Tuple>(node)->elts); return found;
    case NodeKind::Compare:
        look(as<Compare>(node)->left), look_all(as<Compare>(node)->comparators);
        return found;
    case NodeKind::Call:
        look(as<Call>(node)->func), look_all(as<Call>(node)->args);
        for (const Keyword* keyword : as<Call>(node)->keywords) look(keyword->value);
        return found;
    case NodeKind::Await: look(as<Await>(node)->value); return found;
    case NodeKind::Yield: look(as<Yield>(node)->value); return found;
    case NodeKind::YieldFrom: look(as<YieldFrom>(node)->value); return found;
    case NodeKind::FormattedValue:
        look(as<FormattedValue>(node)->value), look(as<FormattedValue>(node)->format_spec);
        return found;
    case NodeKind::Interpolation:
        look(as<Interpolation>(node)->value), look(as<Interpolation>(node)->format_spec);
        return found;
    case NodeKind::JoinedStr: look_all(as<JoinedStr>(node)->values); return found;
    case NodeKind::TemplateStr: look_all(as<TemplateStr>(node)->values); return found;
    case NodeKind::Attribute: look(as<Attribute>(node)->value); return found;
    case NodeKind::Subscript:
        look(as<Subscript>(node)->value), look(as<Subscript>(node)->slice);
        return found;
    case NodeKind::Starred: look(as<Starred>(node)->value); return found;
    case NodeKind::Slice:
        look(as<Slice>(node)->lower), look(as<Slice>(node)->upper), look(as<Slice>(node)->step);
        return found;
    // In a comprehension every part may hold one; it is not worth a closer look.
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp: return true;
    case NodeKind::GeneratorExp: look(as<GeneratorExp>(node)->generators[0]->iter); return found;
    case NodeKind::Lambda:
        look_all(as<Lambda>(node)->args->defaults), look_all(as<Lambda>(node)->args->kw_defaults);
        return found;
    default: return false;
    }
}

Operand Codegen::protect(Operand value, const Expr* later) {
    if (value.kind != Operand::Kind::Local || !u_->scope->has_walrus || !rebinds(later, value.reg))
        return value;
    const Reg copy = u_->take_temp();
    u_->emit(Op::Move, copy, value.reg);
    return temp(copy);
}

Operand Codegen::operand_before(const Expr* node, const Expr* later) {
    return protect(operand(node), later);
}

// ---- dispatch

Operand Codegen::eval(const Expr* node, std::int64_t want) {
    if (too_deep()) return constant_operand(fold_.singleton(Const::Kind::None));
    AtSpan at(*u_, node->span);
    return eval_inner(node, want);
}

Operand Codegen::eval_inner(const Expr* node, std::int64_t want) {
    switch (node->kind) {
    case NodeKind::Name: return load_name(mangled(as<Name>(node)->id), want);
    case NodeKind::Constant: {
        const Const* value = fold_.literal(as<Constant>(node)->value);
        return constant_operand(value ? value : fold_.singleton(Const::Kind::None));
    }
    case NodeKind::Attribute: return attribute(as<Attribute>(node), want);
    case NodeKind::Call: return call(as<Call>(node), want);
    case NodeKind::BinOp: return binop(as<BinOp>(node), want);
    case NodeKind::UnaryOp: return unary(as<UnaryOp>(node), want);
    case NodeKind::Subscript: return subscript(as<Subscript>(node), want);
    case NodeKind::Compare: return compare(as<Compare>(node), want);
    case NodeKind::BoolOp: return boolop(as<BoolOp>(node), want);
    case NodeKind::IfExp: return ifexp(as<IfExp>(node), want);
    case NodeKind::Tuple: return display(node, as<Tuple>(node)->elts, want);
    case NodeKind::List: return display(node, as<List>(node)->elts, want);
    case NodeKind::Set: return display(node, as<Set>(node)->elts, want);
    case NodeKind::Dict: return dict(as<Dict>(node), want);
    case NodeKind::JoinedStr: return joined(as<JoinedStr>(node), want);
    case NodeKind::FormattedValue: {
        const Reg dst = u_->temp_top;
        format_value(as<FormattedValue>(node), dst);
        return temp(u_->take_temp());
    }
    case NodeKind::TemplateStr: return template_string(as<TemplateStr>(node), want);
    case NodeKind::NamedExpr: return walrus(as<NamedExpr>(node), want);
    case NodeKind::Slice: return slice(as<Slice>(node), want);
    case NodeKind::Yield: return yield(as<Yield>(node), want);
    case NodeKind::YieldFrom: return yield_from(as<YieldFrom>(node), want);
    case NodeKind::Await: return await(as<Await>(node), want);
    case NodeKind::Lambda: {
        const Reg dst = u_->temp_top;
        lambda(as<Lambda>(node), dst);
        return temp(u_->take_temp());
    }
    case NodeKind::ListComp: {
        const auto* comp = as<ListComp>(node);
        return comprehension(node, {CompKind::List, comp->elt, nullptr, &comp->generators}, want);
    }
    case NodeKind::SetComp: {
        const auto* comp = as<SetComp>(node);
        return comprehension(node, {CompKind::Set, comp->elt, nullptr, &comp->generators}, want);
    }
    case NodeKind::DictComp: {
        const auto* comp = as<DictComp>(node);
        return comprehension(node, {CompKind::Dict, comp->key, comp->value, &comp->generators}, want);
    }
    case NodeKind::GeneratorExp: {
        const auto* comp = as<GeneratorExp>(node);
        return comprehension(node, {CompKind::Generator, comp->elt, nullptr, &comp->generators}, want);
    }
    case NodeKind::Starred: report_.error(node->span, "can't use starred expression here"); break;
    default: report_.error(node->span, "invalid syntax"); break;
    }
    return constant_operand(fold_.singleton(Const::Kind::None));
}

// ---- operators

namespace {

struct BinaryOps {
    Op op, op_const;
};

BinaryOps binary_ops(Operator op) {
    switch (op) {
    case Operator::Add: return {Op::Add, Op::AddK};
    case Operator::Sub: return {Op::Sub, Op::SubK};
    case Operator::Mult: return {Op::Mul, Op::MulK};
    case Operator::MatMult: return {Op::MatMul, Op::MatMulK};
    case Operator::Div: return {Op::TrueDiv, Op::TrueDivK};
    case Operator::FloorDiv: return {Op::FloorDiv, Op::FloorDivK};
    case Operator::Mod: return {Op::Mod, Op::ModK};
    case Operator::Pow: return {Op::Pow, Op::PowK};
    case Operator::LShift: return {Op::LShift, Op::LShiftK};
    case Operator::RShift: return {Op::RShift, Op::RShiftK};
    case Operator::BitAnd: return {Op::And, Op::AndK};
    case Operator::BitOr: return {Op::Or, Op::OrK};
    case Operator::BitXor: return {Op::Xor, Op::XorK};
    }
    return {Op::Add, Op::AddK};
}

} // namespace

Operand Codegen::binop(const BinOp* node, std::int64_t want) {
    const Reg mark = u_->temp_top;
    bool done = false;
    const Operand formatted = format_percent(node, want, &done);
    if (done) return formatted;
    Operand left = operand_before(node->left, node->right);
    Operand right = operand(node->right);
    if (left.is_const() && right.is_const()) {
        if (const Const* folded = fold_.binary(node->op, *left.value, *right.value))
            return constant_operand(folded);
    }
    const BinaryOps ops = binary_ops(node->op);
    left = held(left);
    if (right.is_const()) {
        const std::uint32_t index = u_->constant(right.value);
        if (Unit::is_short(index)) {
            const Reg dst = result(want, mark);
            u_->emit(ops.op_const, dst, left.reg, index, kill(left, dst, kKillB));
            return result_operand(want, dst);
        }
    }
    right = held(right);
    const Reg dst = result(want, mark);
    u_->emit(ops.op, dst, left.reg, right.reg, kill(left, dst, kKillB) | kill(right, dst, kKillC));
    return result_operand(want, dst);
}

Operand Codegen::unary(const UnaryOp* node, std::int64_t want) {
    const Reg mark = u_->temp_top;
    Operand value = operand(node->operand);
    if (value.is_const()) {
        if (const Const* folded = fold_.unary(node->op, *value.value)) return constant_operand(folded);
    }
    value = held(value);
    const Reg dst = result(want, mark);
    Op op = Op::Not;
    if (node->op == UnaryOperator::Invert) op = Op::Invert;
    if (node->op == UnaryOperator::UAdd) op = Op::Pos;
    if (node->op == UnaryOperator::USub) op = Op::Neg;
    u_->emit(op, dst, value.reg, 0, kill(value, dst, kKillB));
    return result_operand(want, dst);
}

// In a value that is kept the last operand that was looked at is the result, so it lies in a temporary:
// a variable must not see a value that is thrown away again when the next operand raises.
Operand Codegen::boolop(const BoolOp* node, std::int64_t) {
    const bool is_or = node->op == BoolOperator::Or;
    const Reg dst = u_->temp_top;
    Label end;
    for (std::uint32_t i = 0; i < node->values.size; ++i) {
        const bool last = i + 1 == node->values.size;
        u_->release_to(dst);
        const Operand value = eval(node->values[i], dst);
        if (value.is_const()) {
            if (!last && truth_of(*value.value) != is_or) continue; // never the result
            load_constant(value.value, dst);
            u_->release_to(dst);
            u_->take_temp();
            if (!last) u_->jump(end);
            continue;
        }
        move(dst, value);
        u_->release_to(dst);
        u_->take_temp();
        if (!last) u_->jump(is_or ? Op::JumpIfTrueOrDrop : Op::JumpIfFalseOrDrop, dst, end);
    }
    u_->bind(end);
    u_->release_to(dst);
    return temp(u_->take_temp());
}

Operand Codegen::ifexp(const IfExp* node, std::int64_t want) {
    const Reg mark = u_->temp_top;
    const Reg dst = want >= 0 ? static_cast<Reg>(want) : mark;
    Label otherwise, end;
    condition(node->test, otherwise, false);
    into(node->body, dst);
    u_->jump(end);
    u_->bind(otherwise);
    into(node->orelse, dst);
    u_->bind(end);
    return result_operand(want, result(want, mark));
}

// `x in [1, 2]` looks into a tuple, `x in {1, 2}` into a frozenset.
Operand Codegen::comparator(const Expr* node, CmpOperator op) {
    if (op == CmpOperator::In || op == CmpOperator::NotIn) {
        const Const* elements = nullptr;
        if (const auto* list = find_as<List>(node))
            elements = constant_elements(list->elts, Const::Kind::Tuple);
        if (const auto* set = find_as<Set>(node))
            elements = constant_elements(set->elts, Const::Kind::FrozenSet);
        if (elements) return constant_operand(elements);
    }
    return operand(node);
}

namespace {

struct CompareOps {
    Op op, op_const; // op_const is op when there is no such form
};

CompareOps compare_ops(CmpOperator op) {
    switch (op) {
    case CmpOperator::Eq: return {Op::Eq, Op::EqK};
    case CmpOperator::NotEq: return {Op::Ne, Op::NeK};
    case CmpOperator::Lt: return {Op::Lt, Op::LtK};
    case CmpOperator::LtE: return {Op::Le, Op::LeK};
    case CmpOperator::Gt: return {Op::Gt, Op::GtK};
    case CmpOperator::GtE: return {Op::Ge, Op::GeK};
    case CmpOperator::Is: return {Op::Is, Op::Is};
    case CmpOperator::IsNot: return {Op::IsNot, Op::IsNot};
    case CmpOperator::In: return {Op::In, Op::In};
    case CmpOperator::NotIn: return {Op::NotIn, Op::NotIn};
    }
    return {Op::Eq, Op::EqK};
}

} // namespace

// R[dst] = left op right, with `flags` for the registers.
void Codegen::emit_compare(CmpOperator op, const Operand& left, const Operand& right, Reg dst,
                           unsigned flags) {
    const CompareOps ops = compare_ops(op);
    const Operand first = held(left);
    if (left.is_const()) flags |= kill(first, dst, kKillB);
    if (right.is_const() && ops.op != ops.op_const) {
        const std::uint32_t index = u_->constant(right.value);
        if (Unit::is_short(index))
            return u_->emit(ops.op_const, dst, first.reg, index, flags & ~unsigned{kKillC});
    }
    const Operand second = held(right);
    if (right.is_const()) flags |= kill(second, dst, kKillC);
    u_->emit(ops.op, dst, first.reg, second.reg, flags);
}

Operand Codegen::compare(const Compare* node, std::int64_t want) {
    warn_compare(node);
    if (node->ops.size > 1) return compare_chain(node, want);
    const Reg mark = u_->temp_top;
    const Operand left = operand_before(node->left, node->comparators[0]);
    const Operand right = comparator(node->comparators[0], node->ops[0]);
    const Reg dst = want >= 0 ? static_cast<Reg>(want) : mark;
    emit_compare(node->ops[0], left, right, dst, kill(left, dst, kKillB) | kill(right, dst, kKillC));
    return result_operand(want, result(want, mark));
}

// a < b < c: the result of the first comparison that is false, or of the last. Middle operands lie in
// temporaries above the result.
Operand Codegen::compare_chain(const Compare* node, std::int64_t) {
    const Reg dst = u_->take_temp();
    Label cleanup, end;
    bool needs_cleanup = false;
    // The place of the right operand is the same for all: that of the left one follows it when it is done.
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
        const unsigned flags = kill(left, kKillB) | (last ? kill(right, kKillC) : 0u);
        emit_compare(node->ops[i], left, right, dst, flags);
        if (last) break;
        // The right operand becomes the left one of the next comparison, in the first temporary.
        if (right.is_temp()) {
            needs_cleanup = true;
            if (right.reg != dst + 1) u_->emit(Op::Move, dst + 1, right.reg, 0, kKillB);
            right.reg = dst + 1;
            u_->release_to(dst + 2);
            u_->jump(Op::JumpIfFalseOrDrop, dst, cleanup);
        } else {
            u_->release_to(dst + 1);
            u_->jump(Op::JumpIfFalseOrDrop, dst, end);
        }
        left = right;
    }
    if (needs_cleanup) {
        u_->jump(end);
        u_->bind(cleanup);
        u_->emit(Op::Drop, dst + 1);
    }
    u_->bind(end);
    u_->release_to(dst);
    return temp(u_->take_temp());
}

// ---- items

const Const* Codegen::constant_slice(const Slice* node) {
    const Expr* const parts[] = {node->lower, node->upper, node->step};
    for (const Expr* part : parts) {
        if (part && !is<Constant>(part)) return nullptr;
    }
    auto** items = arena_.make_array<const Const*>(3);
    if (!items) return nullptr;
    for (std::size_t i = 0; i < 3; ++i) {
        items[i] =
            parts[i] ? fold_.literal(as<Constant>(parts[i])->value) : fold_.singleton(Const::Kind::None);
        if (!items[i]) return nullptr;
    }
    return fold_.sequence(Const::Kind::Slice, items, 3);
}

// Two temporaries: lower and upper, None where absent.
void Codegen::slice_bounds(const Slice* node) {
    const Expr* const parts[] = {node->lower, node->upper};
    for (const Expr* part : parts) {
        if (part) {
            next_temp(part);
        } else {
            u_->emit(Op::LoadNone, u_->take_temp());
        }
    }
}

Operand Codegen::slice(const Slice* node, std::int64_t want) {
    if (const Const* value = constant_slice(node)) return constant_operand(value);
    const Reg base = u_->temp_top;
    slice_bounds(node);
    if (node->step) next_temp(node->step);
    const Reg dst = result(want, base);
    u_->emit(Op::BuildSlice, dst, base, node->step ? 3 : 2);
    return result_operand(want, dst);
}

Operand Codegen::subscript(const Subscript* node, std::int64_t want) {
    warn_subscript(node);
    const Reg mark = u_->temp_top;
    Operand object = operand_before(node->value, node->slice);
    const auto* bounds = find_as<Slice>(node->slice);
    if (bounds && !bounds->step && !constant_slice(bounds)) {
        object = held(object);
        const Reg base = u_->temp_top;
        slice_bounds(bounds);
        const Reg dst = result(want, mark);
        u_->emit(Op::GetSlice, dst, object.reg, base, kill(object, dst, kKillB));
        return result_operand(want, dst);
    }
    Operand index = operand(node->slice);
    if (object.is_const() && index.is_const()) {
        if (const Const* folded = fold_.item(*object.value, *index.value)) return constant_operand(folded);
    }
    object = held(object);
    if (index.is_const()) {
        const std::uint32_t number = u_->constant(index.value);
        if (Unit::is_short(number)) {
            const Reg dst = result(want, mark);
            u_->emit(Op::GetItemK, dst, object.reg, number, kill(object, dst, kKillB));
            return result_operand(want, dst);
        }
    }
    index = held(index);
    const Reg dst = result(want, mark);
    u_->emit(Op::GetItem, dst, object.reg, index.reg, kill(object, dst, kKillB) | kill(index, dst, kKillC));
    return result_operand(want, dst);
}

Operand Codegen::walrus(const NamedExpr* node, std::int64_t want) {
    const auto* target = find_as<Name>(node->target);
    if (!target) {
        report_.error(node->span, "invalid syntax");
        return constant_operand(fold_.singleton(Const::Kind::None));
    }
    const NameId name = mangled(target->id);
    const std::int64_t local = local_target(name);
    if (local != kAnywhere) {
        into(node->value, static_cast<Reg>(local));
        became_bound(static_cast<Reg>(local));
        return {Operand::Kind::Local, static_cast<Reg>(local), nullptr};
    }
    const Reg dst = next_temp(node->value);
    store_name(name, dst, false);
    static_cast<void>(want);
    return temp(dst);
}

// ---- displays

const Const* Codegen::constant_elements(const Seq<Expr*>& elements, Const::Kind kind) {
    for (const Expr* element : elements) {
        if (is<Starred>(element) || is<Name>(element) || is<Call>(element)) return nullptr;
    }
    auto** items = arena_.make_array<const Const*>(elements.size);
    if (!items && elements.size) return nullptr;
    for (std::uint32_t i = 0; i < elements.size; ++i) {
        items[i] = fold_.expression(elements[i]);
        if (!items[i]) return nullptr;
    }
    return fold_.sequence(kind, items, elements.size);
}

void Codegen::display_run(Op build, const Seq<Expr*>& elements, std::uint32_t count, Reg base, Reg dst) {
    u_->release_to(base);
    for (std::uint32_t i = 0; i < count; ++i) next_temp(elements[i]);
    u_->release_to(base);
    if (dst == base) u_->take_temp(), u_->release_to(base);
    u_->emit(build, dst, count ? base : dst, count);
}

Operand Codegen::display(const Expr* node, const Seq<Expr*>& elements, std::int64_t want) {
    const bool is_tuple = is<Tuple>(node), is_set = is<Set>(node);
    bool starred = false;
    for (const Expr* element : elements) starred |= is<Starred>(element);
    const Reg mark = u_->temp_top;
    if (!starred && (is_tuple || elements.size >= 3)) {
        const Const* all = constant_elements(elements, is_set ? Const::Kind::FrozenSet : Const::Kind::Tuple);
        if (all && is_tuple) return constant_operand(all);
        if (all) {
            const Reg dst = u_->take_temp();
            u_->emit(is_set ? Op::BuildSet : Op::BuildList, dst, dst, 0);
            const Reg items = held(constant_operand(all)).reg;
            u_->emit(is_set ? Op::SetUpdate : Op::ListExtend, dst, items, 0, kKillB);
            u_->release_to(dst + 1);
            return temp(dst);
        }
    }
    if (starred || elements.size > kMaxRun) return display_piecewise(node, elements, want);
    const Reg dst = want >= 0 ? static_cast<Reg>(want) : mark;
    const Op build = is_tuple ? Op::BuildTuple : is_set ? Op::BuildSet : Op::BuildList;
    display_run(build, elements, elements.size, mark, dst);
    return result_operand(want, result(want, mark));
}

// Adds elements from number `first` on to the list or set in `list`.
void Codegen::extend_list(Reg list, const Seq<Expr*>& elements, std::uint32_t first, bool set) {
    for (std::uint32_t i = first; i < elements.size; ++i) {
        const Reg mark = u_->temp_top;
        const auto* starred = find_as<Starred>(elements[i]);
        const Operand value = held(operand(starred ? starred->value : elements[i]));
        u_->release_to(mark);
        Op op = set ? Op::SetAdd : Op::ListAppend;
        if (starred) op = set ? Op::SetUpdate : Op::ListExtend;
        u_->emit(op, list, value.reg, 0, kill(value, kKillB));
    }
}

// A list or set that grows element by element: with `*`, or too long for one run of registers.
Operand Codegen::display_piecewise(const Expr* node, const Seq<Expr*>& elements, std::int64_t want) {
    const bool is_tuple = is<Tuple>(node), is_set = is<Set>(node);
    const Reg mark = u_->temp_top;
    std::uint32_t plain = 0;
    while (plain < elements.size && plain < kMaxRun && !is<Starred>(elements[plain])) ++plain;
    display_run(is_set ? Op::BuildSet : Op::BuildList, elements, plain, mark, mark);
    const Reg list = u_->take_temp();
    extend_list(list, elements, plain, is_set);
    if (!is_tuple) {
        u_->release_to(list + 1);
        return temp(list);
    }
    const Reg dst = result(want, mark);
    u_->emit(Op::ListToTuple, dst, list, 0, kill(temp(list), dst, kKillB));
    return result_operand(want, dst);
}

Operand Codegen::dict(const Dict* node, std::int64_t want) {
    const std::uint32_t count = node->values.size;
    bool unpacks = false;
    for (const Expr* key : node->keys) unpacks |= key == nullptr;
    const Reg mark = u_->temp_top;
    if (!unpacks && count <= kMaxRun / 2) {
        for (std::uint32_t i = 0; i < count; ++i) {
            next_temp(node->keys[i]);
            next_temp(node->values[i]);
        }
        const Reg dst = result(want, mark);
        u_->emit(Op::BuildMap, dst, count ? mark : dst, count);
        return result_operand(want, dst);
    }
    const Reg map = u_->take_temp();
    u_->emit(Op::BuildMap, map, map, 0);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (!node->keys[i]) {
            const Operand other = held(operand(node->values[i]));
            u_->emit(Op::DictUpdate, map, other.reg, 0, kill(other, kKillB));
        } else {
            const Operand key = held(operand_before(node->keys[i], node->values[i]));
            const Operand value = held(operand(node->values[i]));
            u_->emit(Op::MapAdd, map, key.reg, value.reg, kill(key, kKillB) | kill(value, kKillC));
        }
        u_->release_to(map + 1);
    }
    return temp(map);
}

// ---- generators and coroutines

Operand Codegen::yield(const Yield* node, std::int64_t) {
    if (!u_->scope->is_function_like()) {
        report_.error(node->span, "'yield' outside function");
        return constant_operand(fold_.singleton(Const::Kind::None));
    }
    const Reg dst = u_->temp_top;
    if (node->value) {
        next_temp(node->value);
    } else {
        u_->emit(Op::LoadNone, u_->take_temp());
    }
    const bool async = u_->scope->coroutine && u_->scope->generator;
    u_->emit(async ? Op::YieldWrapped : Op::YieldValue, dst);
    return temp(dst);
}

Operand Codegen::yield_from(const YieldFrom* node, std::int64_t) {
    if (!u_->scope->is_function_like()) {
        report_.error(node->span, "'yield from' outside function");
        return constant_operand(fold_.singleton(Const::Kind::None));
    }
    if (u_->kind == UnitKind::AsyncFunction) {
        report_.error(node->span, "'yield from' inside async function");
        return constant_operand(fold_.singleton(Const::Kind::None));
    }
    const Reg dst = u_->temp_top;
    const Operand value = held(operand(node->value));
    u_->release_to(dst);
    u_->take_temps(2);
    u_->emit(Op::GetYieldFrom, dst + 1, value.reg, 0, kill(value, dst + 1, kKillB));
    u_->emit(Op::LoadNone, dst);
    await_loop(dst);
    u_->release_to(dst + 1);
    return temp(dst);
}

void Codegen::await_loop(Reg value) {
    Label again, done;
    u_->bind_loop(again);
    u_->word_jump(Op::Send, value, value + 1, done);
    u_->word_jump(Op::YieldFrom, value, value + 1, done);
    u_->jump_back(again);
    u_->bind(done);
}

// R[reg] = await R[reg]; takes and gives back the register above.
void Codegen::await_temp(Reg reg, unsigned kind) {
    u_->release_to(reg);
    u_->take_temps(2);
    u_->emit(Op::GetAwaitable, reg + 1, reg, kind, kKillB);
    u_->emit(Op::LoadNone, reg);
    await_loop(reg);
    u_->release_to(reg + 1);
}

Operand Codegen::await(const Await* node, std::int64_t) {
    const Reg dst = u_->temp_top;
    const Operand value = held(operand(node->value));
    u_->release_to(dst);
    u_->take_temps(2);
    u_->emit(Op::GetAwaitable, dst + 1, value.reg, 0, kill(value, dst + 1, kKillB));
    u_->emit(Op::LoadNone, dst);
    await_loop(dst);
    u_->release_to(dst + 1);
    return temp(dst);
}

} // namespace islet
