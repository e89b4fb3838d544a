// SPDX-License-Identifier: MIT
//
// Simple statements, conditionals, loops and imports.
#include "vm/compile/codegen.h"

#include <utility>

namespace islet {

using namespace ast;

void Codegen::body(const Seq<Stmt*>& statements) {
    body_from(statements, 0);
}

void Codegen::body_from(const Seq<Stmt*>& statements, std::uint32_t first) {
    for (std::uint32_t i = first; i < statements.size; ++i) stmt(statements[i]);
}

void Codegen::stmt(const Stmt* node) {
    if (too_deep()) return;
    AtSpan at(*u_, node->span);
    switch (node->kind) {
    case NodeKind::ExprStmt: return stmt_expr(as<ExprStmt>(node));
    case NodeKind::Assign: return assign(as<Assign>(node));
    case NodeKind::AugAssign: return aug_assign(as<AugAssign>(node));
    case NodeKind::AnnAssign: return ann_assign(as<AnnAssign>(node));
    case NodeKind::If: return if_(as<If>(node));
    case NodeKind::For: return for_(as<For>(node));
    case NodeKind::AsyncFor: return async_for(as<AsyncFor>(node));
    case NodeKind::While: return while_(as<While>(node));
    case NodeKind::Return: return return_(as<Return>(node));
    case NodeKind::FunctionDef: return function_def(as<FunctionDef>(node), false);
    case NodeKind::AsyncFunctionDef: return function_def(as<AsyncFunctionDef>(node), true);
    case NodeKind::ClassDef: return class_def(as<ClassDef>(node));
    case NodeKind::Try: return try_(as<Try>(node), false);
    case NodeKind::TryStar: return try_(as<TryStar>(node), true);
    case NodeKind::With: return with(as<With>(node), 0, false);
    case NodeKind::AsyncWith: return with(as<AsyncWith>(node), 0, true);
    case NodeKind::Raise: return raise(as<Raise>(node));
    case NodeKind::Assert: return assert_(as<Assert>(node));
    case NodeKind::Import: return import(as<Import>(node));
    case NodeKind::ImportFrom: return import_from(as<ImportFrom>(node));
    case NodeKind::Delete:
        for (const Expr* target : as<Delete>(node)->targets) delete_target(target);
        return;
    case NodeKind::Match: return match(as<Match>(node));
    case NodeKind::TypeAlias: return type_alias(as<TypeAlias>(node));
    case NodeKind::Break: return break_(node);
    case NodeKind::Continue: return continue_(node);
    case NodeKind::Pass:
    case NodeKind::Global:
    case NodeKind::Nonlocal: return;
    default: return report_.error(node->span, "invalid syntax");
    }
}

void Codegen::stmt_expr(const ExprStmt* node) {
    const Reg mark = u_->temp_top;
    if (interactive_ && u_->kind == UnitKind::Module) {
        const Operand value = held(operand(node->value));
        u_->emit(Op::PrintExpr, value.reg, 0, 0, kill(value, kKillA));
    } else {
        AtSpan at(*u_, node->value->span);
        drop(operand(node->value));
    }
    u_->release_to(mark);
}

// ---- assignment

void Codegen::assign(const Assign* node) {
    const Reg mark = u_->temp_top;
    if (node->targets.size == 1) {
        const Expr* target = node->targets[0];
        const auto* name = find_as<Name>(target);
        const std::int64_t local = name ? local_target(mangled(name->id)) : kAnywhere;
        if (local != kAnywhere) {
            into(node->value, static_cast<Reg>(local));
            became_bound(static_cast<Reg>(local));
            return;
        }
        const auto* targets = find_as<Tuple>(target);
        const auto* values = find_as<Tuple>(node->value);
        if (targets && values && targets->elts.size == values->elts.size && values->elts.size <= kMaxRun) {
            bool starred = false;
            for (std::uint32_t i = 0; i < values->elts.size; ++i) {
                starred |= is<Starred>(values->elts[i]) || is<Starred>(targets->elts[i]);
            }
            if (!starred) return assign_swap(targets, values);
        }
        store(target, operand(node->value));
        return u_->release_to(mark);
    }
    Operand value = operand(node->value);
    if (value.kind == Operand::Kind::Local) {
        // An earlier target may be the variable itself.
        const Reg copy = u_->take_temp();
        u_->emit(Op::Move, copy, value.reg);
        value = temp(copy);
    }
    for (std::uint32_t i = 0; i < node->targets.size; ++i) {
        store(node->targets[i], value, i + 1 == node->targets.size);
    }
    u_->release_to(mark);
}

// a, b = b, a + b without a tuple. A value may stay in its variable until it is stored if no target before
// it is that variable.
void Codegen::assign_swap(const Tuple* targets, const Tuple* values) {
    const std::uint32_t count = values->elts.size;
    const Reg mark = u_->temp_top;
    Operand held_values[kMaxRun];
    for (std::uint32_t i = 0; i < count; ++i) {
        Operand value = operand(values->elts[i]);
        if (value.kind == Operand::Kind::Local) {
            bool overwritten = false;
            for (std::uint32_t k = 0; k < count && !overwritten; ++k) {
                const Expr* target = targets->elts[k];
                const auto* name = find_as<Name>(target);
                if (name) {
                    overwritten =
                        k < i && local_target(mangled(name->id)) == static_cast<std::int64_t>(value.reg);
                } else {
                    overwritten =
                        u_->scope->has_walrus || (k < i && !is<Attribute>(target) && !is<Subscript>(target));
                }
            }
            for (std::uint32_t k = i + 1; k < count && !overwritten; ++k) {
                overwritten = u_->scope->has_walrus && rebinds(values->elts[k], value.reg);
            }
            if (overwritten) {
                const Reg copy = u_->take_temp();
                u_->emit(Op::Move, copy, value.reg);
                value = temp(copy);
            }
        }
        held_values[i] = value;
    }
    for (std::uint32_t i = 0; i < count; ++i) store(targets->elts[i], held_values[i]);
    u_->release_to(mark);
}

namespace {

Op in_place_op(Operator op, bool constant) {
    switch (op) {
    case Operator::Add: return constant ? Op::AddK : Op::Add;
    case Operator::Sub: return constant ? Op::SubK : Op::Sub;
    case Operator::Mult: return constant ? Op::MulK : Op::Mul;
    case Operator::MatMult: return constant ? Op::MatMulK : Op::MatMul;
    case Operator::Div: return constant ? Op::TrueDivK : Op::TrueDiv;
    case Operator::FloorDiv: return constant ? Op::FloorDivK : Op::FloorDiv;
    case Operator::Mod: return constant ? Op::ModK : Op::Mod;
    case Operator::Pow: return constant ? Op::PowK : Op::Pow;
    case Operator::LShift: return constant ? Op::LShiftK : Op::LShift;
    case Operator::RShift: return constant ? Op::RShiftK : Op::RShift;
    case Operator::BitAnd: return constant ? Op::AndK : Op::And;
    case Operator::BitOr: return constant ? Op::OrK : Op::Or;
    case Operator::BitXor: return constant ? Op::XorK : Op::Xor;
    }
    return Op::Nop;
}

} // namespace

// R[dst] = R[dst] op= right. The temporaries end above R[dst].
void Codegen::aug_operate(const AugAssign* node, const Operand& left, Reg dst) {
    const Operand right = operand(node->value);
    if (right.is_const()) {
        const std::uint32_t index = u_->constant(right.value);
        if (Unit::is_short(index)) {
            return u_->emit(in_place_op(node->op, true), dst, left.reg, index,
                            kInPlace | kill(left, dst, kKillB));
        }
    }
    const Operand second = held(right);
    u_->emit(in_place_op(node->op, false), dst, left.reg, second.reg,
             kInPlace | kill(left, dst, kKillB) | kill(second, dst, kKillC));
}

void Codegen::aug_assign(const AugAssign* node) {
    const Reg mark = u_->temp_top;
    if (const auto* name = find_as<Name>(node->target)) {
        const NameId target = mangled(name->id);
        Operand value;
        {
            AtSpan at(*u_, name->span);
            value = protect(load_name(target, kAnywhere), node->value);
        }
        const std::int64_t local = local_target(target);
        if (local != kAnywhere) {
            aug_operate(node, value, static_cast<Reg>(local));
            became_bound(static_cast<Reg>(local));
        } else {
            value = held(value);
            aug_operate(node, value, value.reg);
            u_->release_to(value.reg + 1);
            AtSpan at(*u_, name->span);
            store_name(target, value.reg, true);
        }
    } else if (const auto* attribute = find_as<Attribute>(node->target)) {
        const Operand object = held(operand_before(attribute->value, node->value));
        const Reg value = u_->take_temp();
        const std::uint32_t attr = name_operand(mangled(attribute->attr));
        {
            AtSpan at(*u_, attribute->span);
            u_->emit(Op::GetAttr, value, object.reg, attr);
        }
        aug_operate(node, temp(value), value);
        AtSpan at(*u_, attribute->span);
        u_->emit(Op::SetAttr, object.reg, value, attr, kill(object, kKillA) | kKillB);
    } else if (const auto* item = find_as<Subscript>(node->target)) {
        aug_item(node, item);
    } else {
        report_.error(node->span, "invalid syntax");
    }
    u_->release_to(mark);
}

void Codegen::aug_item(const AugAssign* node, const Subscript* item) {
    const Operand object = held(protect(operand_before(item->value, item->slice), node->value));
    const auto* bounds = find_as<Slice>(item->slice);
    if (bounds && !bounds->step && !constant_slice(bounds)) {
        const Reg base = u_->temp_top;
        slice_bounds(bounds);
        const Reg copy = u_->take_temps(2);
        u_->emit(Op::Move, copy, base);
        u_->emit(Op::Move, copy + 1, base + 1);
        {
            AtSpan at(*u_, item->span);
            u_->emit(Op::GetSlice, copy, object.reg, copy);
        }
        u_->release_to(copy + 1);
        aug_operate(node, temp(copy), copy);
        AtSpan at(*u_, item->span);
        u_->emit(Op::SetSlice, object.reg, base, copy, kill(object, kKillA) | kKillC);
        return;
    }
    const Operand index = held(operand_before(item->slice, node->value));
    const Reg value = u_->take_temp();
    {
        AtSpan at(*u_, item->span);
        u_->emit(Op::GetItem, value, object.reg, index.reg);
    }
    aug_operate(node, temp(value), value);
    AtSpan at(*u_, item->span);
    u_->emit(Op::SetItem, object.reg, index.reg, value, kill(object, kKillA) | kill(index, kKillB) | kKillC);
}

void Codegen::delete_target(const Expr* target) {
    if (too_deep()) return;
    AtSpan at(*u_, target->span);
    const Reg mark = u_->temp_top;
    switch (target->kind) {
    case NodeKind::Name: delete_name(mangled(as<Name>(target)->id)); break;
    case NodeKind::Attribute: {
        const auto* attribute = as<Attribute>(target);
        const Operand object = held(operand(attribute->value));
        u_->emit(Op::DelAttr, object.reg, 0, name_operand(mangled(attribute->attr)), kill(object, kKillA));
        break;
    }
    case NodeKind::Subscript: {
        const auto* item = as<Subscript>(target);
        const Operand object = held(operand_before(item->value, item->slice));
        const Operand index = held(operand(item->slice));
        u_->emit(Op::DelItem, object.reg, index.reg, 0, kill(object, kKillA) | kill(index, kKillB));
        break;
    }
    case NodeKind::Tuple:
        for (const Expr* inner : as<Tuple>(target)->elts) delete_target(inner);
        break;
    case NodeKind::List:
        for (const Expr* inner : as<List>(target)->elts) delete_target(inner);
        break;
    default: report_.error(target->span, "invalid syntax"); break;
    }
    u_->release_to(mark);
}

// ---- leaving

void Codegen::return_(const Return* node) {
    if (!u_->scope->is_function_like()) return report_.error(node->span, "'return' outside function");
    if (node->value && u_->scope->generator && u_->scope->coroutine) {
        return report_.error(node->span, "'return' with value in async generator");
    }
    const Reg mark = u_->temp_top;
    const bool undoes = unwinding_emits(nullptr);
    Operand value = constant_operand(fold_.singleton(Const::Kind::None));
    if (node->value) value = operand(node->value);
    if (undoes && value.kind == Operand::Kind::Local) {
        // What is run on the way out may bind the variable again.
        const Reg copy = u_->take_temp();
        u_->emit(Op::Move, copy, value.reg);
        value = temp(copy);
    }
    if (undoes) {
        Block waiting{.kind = Block::Kind::PopValue, .reg = value.reg};
        if (value.is_temp()) waiting.outer = std::exchange(u_->block, &waiting);
        unwind(nullptr, true);
        if (value.is_temp()) u_->block = waiting.outer;
    }
    if (value.is_const() && value.value->kind == Const::Kind::None) {
        u_->emit(Op::ReturnNone);
    } else {
        value = held(value);
        u_->emit(Op::Return, value.reg, 0, 0, kill(value, kKillA));
    }
    if (undoes) after_unwind(nullptr);
    u_->release_to(mark);
}

void Codegen::break_(const Stmt* node) {
    Block* loop = find_loop(node);
    if (!loop) {
        if (!report_.failed()) report_.error(node->span, "'break' outside loop");
        return;
    }
    unwind(loop, false);
    if (loop->kind == Block::Kind::ForLoop || loop->kind == Block::Kind::AsyncForLoop)
        u_->emit(Op::Drop, loop->reg);
    u_->jump(*loop->exit);
    after_unwind(loop);
}

void Codegen::continue_(const Stmt* node) {
    Block* loop = find_loop(node);
    if (!loop) {
        if (!report_.failed()) report_.error(node->span, "'continue' not properly in loop");
        return;
    }
    unwind(loop, false);
    u_->jump_back(*loop->again);
    after_unwind(loop);
}

void Codegen::raise(const Raise* node) {
    if (!node->exc) return u_->emit(Op::RaiseBare);
    const Reg mark = u_->temp_top;
    if (node->cause) {
        const Operand exception = held(operand_before(node->exc, node->cause));
        const Operand cause = held(operand(node->cause));
        u_->emit(Op::RaiseFrom, exception.reg, cause.reg, 0, kill(exception, kKillA) | kill(cause, kKillB));
    } else {
        const Operand exception = held(operand(node->exc));
        u_->emit(Op::Raise, exception.reg, 0, 0, kill(exception, kKillA));
    }
    u_->release_to(mark);
}

void Codegen::assert_(const Assert* node) {
    const auto* tuple = find_as<Tuple>(node->test);
    const auto* constant = find_as<Constant>(node->test);
    const Const* value = constant ? fold_.literal(constant->value) : nullptr;
    const bool tuple_constant = value && value->kind == Const::Kind::Tuple;
    if ((tuple && !tuple->elts.empty()) || tuple_constant) {
        report_.warn(node->span, "assertion is always true, perhaps remove parentheses?");
    }
    if (options_.optimize > 0) return;
    Label holds;
    condition(node->test, holds, true);
    const Reg error = u_->take_temp();
    u_->emit(Op::LoadAssertionError, error);
    if (node->msg) {
        next_temp(node->msg);
        u_->emit(Op::Call, error, 1);
    }
    {
        AtSpan at(*u_, node->test->span);
        u_->emit(Op::Raise, error, 0, 0, kKillA);
    }
    u_->release_to(error);
    u_->bind(holds);
}

// ---- import

// R[base], R[base+1] = level, names (null: None); R[base] = the module.
void Codegen::import_module(Reg base, int level, const Const* from_names, NameId name) {
    u_->release_to(base);
    u_->take_temps(2);
    load_constant(fold_.integer(level), base);
    load_constant(from_names ? from_names : fold_.singleton(Const::Kind::None), base + 1);
    u_->emit(Op::ImportName, base, base, name_operand(mangled(name)));
    u_->release_to(base + 1);
}

void Codegen::import(const Import* node) {
    const Reg mark = u_->temp_top;
    for (const Alias* alias : node->names) {
        import_module(mark, 0, nullptr, names_.of(alias->name));
        const std::string_view text = alias->name->view();
        std::size_t dot = text.find('.');
        if (!alias->asname) {
            // `import a.b` binds a.
            const NameId top =
                dot == std::string_view::npos ? names_.of(alias->name) : names_.intern(text.substr(0, dot));
            store_name(mangled(top), mark, true);
            continue;
        }
        // `import a.b.c as d` binds c.
        while (dot != std::string_view::npos) {
            const std::size_t next = text.find('.', dot + 1);
            const std::string_view part =
                text.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1);
            u_->emit(Op::ImportFrom, mark, mark, name_operand(names_.intern(part)));
            dot = next;
        }
        store_name(mangled(alias->asname), mark, true);
    }
    u_->release_to(mark);
}

void Codegen::import_from(const ImportFrom* node) {
    const Reg mark = u_->temp_top;
    auto** items = arena_.make_array<const Const*>(node->names.size);
    if (!items) return;
    for (std::uint32_t i = 0; i < node->names.size; ++i)
        items[i] = fold_.string(node->names[i]->name->view());
    if (node->level == 0 && node->module && node->module->view() == "__future__" &&
        node->span.line > future_line_) {
        return report_.error(node->span, "from __future__ imports must occur at the beginning of the file");
    }
    const NameId module_name = node->module ? names_.of(node->module) : NameId{known::empty};
    import_module(mark, node->level, fold_.sequence(Const::Kind::Tuple, items, node->names.size),
                  module_name);
    for (const Alias* alias : node->names) {
        if (alias->name->view() == "*") {
            u_->emit(Op::ImportStar, mark);
            break;
        }
        const Reg value = u_->take_temp();
        u_->emit(Op::ImportFrom, value, mark, name_operand(mangled(alias->name)));
        store_name(mangled(alias->asname ? alias->asname : alias->name), value, true);
        u_->release_to(value);
    }
    u_->emit(Op::Drop, mark);
    u_->release_to(mark);
}

// ---- conditionals and loops

void Codegen::if_(const If* node) {
    Label otherwise, end;
    condition(node->test, otherwise, false);
    body(node->body);
    if (!node->orelse.empty()) {
        u_->use_last_span();
        u_->jump(end);
    }
    u_->bind(otherwise);
    body(node->orelse);
    u_->bind(end);
}

void Codegen::while_(const While* node) {
    Label again, otherwise, end;
    u_->bind_loop(again);
    Block loop{.kind = Block::Kind::WhileLoop, .again = &again, .exit = &end};
    push_block(loop, node->span);
    condition(node->test, otherwise, false);
    body(node->body);
    u_->use_last_span();
    u_->jump_back(again);
    pop_block(loop);
    u_->bind(otherwise);
    body(node->orelse);
    u_->bind(end);
}

template <class Loop>
void Codegen::for_(const Loop* node) {
    const Reg iterator = u_->temp_top;
    const Operand iterable = held(operand(node->iter));
    u_->release_to(iterator);
    u_->take_temp();
    Label again, finished, end;
    Block loop{.kind = Block::Kind::ForLoop, .again = &again, .exit = &end, .reg = iterator};
    push_block(loop, node->span);
    {
        AtSpan at(*u_, node->iter->span);
        u_->emit(Op::GetIter, iterator, iterable.reg, 0, kill(iterable, iterator, kKillB));
        u_->bind_loop(again);
        for_target(node->target, iterator, finished);
    }
    body(node->body);
    u_->use_last_span();
    u_->jump_back(again);
    pop_block(loop);
    u_->bind(finished);
    u_->release_to(iterator);
    body(node->orelse);
    u_->bind(end);
}

template <class Loop>
void Codegen::async_for(const Loop* node) {
    const Reg iterator = u_->temp_top;
    const Operand iterable = held(operand(node->iter));
    u_->release_to(iterator);
    u_->take_temp();
    Label again, end;
    Guard guard;
    const Reg item = u_->temp_top;
    Block loop{.kind = Block::Kind::AsyncForLoop, .again = &again, .exit = &end, .reg = iterator};
    push_block(loop, node->span);
    {
        AtSpan at(*u_, node->iter->span);
        u_->emit(Op::GetAIter, iterator, iterable.reg, 0, kill(iterable, iterator, kKillB));
        u_->bind_loop(again);
        u_->guard_begin(guard, item);
        u_->take_temps(2);
        u_->emit(Op::GetANext, item + 1, iterator);
        u_->emit(Op::LoadNone, item);
        await_loop(item);
        u_->guard_close(guard);
        u_->release_to(item + 1);
    }
    store(node->target, temp(item));
    u_->release_to(item);
    body(node->body);
    u_->use_last_span();
    u_->jump_back(again);
    pop_block(loop);
    {
        AtSpan at(*u_, node->iter->span);
        u_->handler_begin(guard);
        u_->emit(Op::EndAsyncFor, item, iterator);
    }
    u_->release_to(iterator);
    body(node->orelse);
    u_->bind(end);
}

} // namespace islet
