// SPDX-License-Identifier: MIT
//
// Comprehensions. Those of lists, sets and dicts run in the frame around them, with registers of their own
// for their variables; generator expressions are functions that take their first iterator.
#include "vm/compile/codegen.h"

#include <utility>

namespace islet {

using namespace ast;

Operand Codegen::comprehension(const Expr* node, const CompSpec& spec, std::int64_t want) {
    Scope* scope = symbols_.find(node);
    if (!scope) return constant_operand(fold_.singleton(Const::Kind::None));
    if (scope->inlined) return inlined_comprehension(node, spec, scope, want);
    return call_comprehension(adopt(comprehension_code(node, spec, scope)), spec, *scope);
}

// Registers: the result, the outermost iterator, the variables, then what the loops need.
Operand Codegen::inlined_comprehension(const Expr*, const CompSpec& spec, Scope* scope, std::int64_t) {
    const Reg dst = u_->take_temp();
    const Comprehension* first = (*spec.loops)[0];
    const Operand iterable = held(operand(first->iter));
    u_->release_to(dst + 1);
    const Reg iterator = u_->take_temp();
    {
        AtSpan at(*u_, first->iter->span);
        u_->emit(first->is_async ? Op::GetAIter : Op::GetIter, iterator, iterable.reg, 0,
                 kill(iterable, iterator, kKillB));
    }
    Op build = Op::BuildList;
    if (spec.kind == CompKind::Set) build = Op::BuildSet;
    if (spec.kind == CompKind::Dict) build = Op::BuildMap;
    u_->emit(build, dst, dst, 0);
    const auto start = static_cast<std::uint32_t>(u_->code.size());
    const Reg variables = u_->temp_top;
    for (std::uint32_t i = 0; i < scope->count; ++i) {
        Symbol& symbol = scope->symbols[i];
        if (symbol.place != Place::Local && symbol.place != Place::Cell) continue;
        symbol.reg = u_->take_temp();
        u_->bound.drop(symbol.reg);
        // An earlier temporary may have left a number there.
        u_->emit(Op::Drop, symbol.reg);
        if (symbol.place == Place::Cell) u_->emit(Op::MakeCell, symbol.reg);
    }
    const Reg variables_end = u_->temp_top;
    Scope* outside = std::exchange(u_->inner_scope, scope);
    comp_loops(spec, 0, iterator, dst);
    u_->inner_scope = outside;
    for (Reg reg = variables; reg < variables_end; ++reg) u_->emit(Op::Drop, reg);
    const auto end = static_cast<std::uint32_t>(u_->code.size());
    for (std::uint32_t i = 0; i < scope->count && start < end; ++i) {
        const Symbol& symbol = scope->symbols[i];
        if (symbol.place != Place::Local && symbol.place != Place::Cell) continue;
        u_->inlined_locals.push_back({std::string(names_.text(symbol.name)), start, end,
                                      static_cast<std::uint16_t>(symbol.reg), symbol.place == Place::Cell});
        u_->bound.drop(symbol.reg);
    }
    u_->release_to(dst);
    return temp(u_->take_temp());
}

CodeImage* Codegen::comprehension_code(const Expr* node, const CompSpec& spec, Scope* scope) {
    return unit(scope, UnitKind::Comprehension, scope->name, node->span.line, [&] {
        u_->image->arg_count = 1;
        place_variables(nullptr);
        u_->span = node->span;
        start_cells();
        if (spec.kind == CompKind::Generator) {
            comp_loops(spec, 0, 0, 0);
            u_->emit(Op::ReturnNone);
            return;
        }
        const Reg list = u_->take_temp();
        Op build = Op::BuildList;
        if (spec.kind == CompKind::Set) build = Op::BuildSet;
        if (spec.kind == CompKind::Dict) build = Op::BuildMap;
        u_->emit(build, list, list, 0);
        comp_loops(spec, 0, 0, list);
        u_->emit(Op::Return, list, 0, 0, kKillA);
    });
}

// R[the next temporary] = the function of `code`, called with the iterator of the outermost loop.
Operand Codegen::call_comprehension(const Const* code, const CompSpec& spec, const Scope& scope) {
    const Reg window = u_->take_temp();
    make_function(code, scope, window);
    const Comprehension* first = (*spec.loops)[0];
    const Operand iterable = held(operand(first->iter));
    u_->release_to(window + 1);
    const Reg iterator = u_->take_temp();
    {
        AtSpan at(*u_, first->iter->span);
        u_->emit(first->is_async ? Op::GetAIter : Op::GetIter, iterator, iterable.reg, 0,
                 kill(iterable, iterator, kKillB));
    }
    u_->emit(Op::Call, window, 1);
    u_->release_to(window);
    return temp(u_->take_temp());
}

// any(...), all(...) and tuple(...) of a generator expression: if the name still means the builtin, the loop
// over the generator is here, and its frame runs right on top of this one.
bool Codegen::consume_generator(const Call* node, Operand* value) {
    const auto* name = find_as<Name>(node->func);
    if (!name || node->args.size != 1 || !node->keywords.empty() || !u_->reachable) return false;
    const auto* comp = find_as<GeneratorExp>(node->args[0]);
    const NameId id = name ? mangled(name->id) : NameId{0};
    if (!comp || (id != known::any && id != known::all && id != known::tuple)) return false;
    const NameRef ref = resolve(id);
    Scope* scope = symbols_.find(comp);
    if ((ref.kind != NameRef::Kind::Global && ref.kind != NameRef::Kind::Name) || !scope ||
        scope->coroutine) {
        return false;
    }
    const CompSpec spec{CompKind::Generator, comp->elt, nullptr, &comp->generators};
    const Const* code = adopt(comprehension_code(comp, spec, scope));
    const Reg callee = next_temp(node->func);
    const Reg builtin = u_->take_temp();
    const CommonKind kind = id == known::any   ? CommonKind::Any
                            : id == known::all ? CommonKind::All
                                               : CommonKind::Tuple;
    Label plain, done;
    u_->emit(Op::LoadCommon, builtin, static_cast<Reg>(kind));
    compare_jump(CmpOperator::IsNot, {Operand::Kind::Local, callee, nullptr}, temp(builtin), plain, true,
                 false);
    u_->emit(Op::Drop, callee);
    u_->release_to(callee);
    {
        AtSpan at(*u_, comp->span);
        call_comprehension(code, spec, *scope);
    }
    {
        AtSpan at(*u_, node->func->span);
        consume_items(kind, callee);
    }
    u_->jump(done);
    u_->bind(plain);
    {
        AtSpan at(*u_, comp->span);
        call_comprehension(code, spec, *scope);
    }
    u_->emit(Op::Call, callee, 1);
    u_->bind(done);
    u_->release_to(callee + 1);
    *value = temp(callee);
    return true;
}

// R[reg] = any, all or tuple of the items of the iterator R[reg].
void Codegen::consume_items(CommonKind kind, Reg reg) {
    Label again, exhausted;
    if (kind == CommonKind::Tuple) {
        const Reg list = u_->take_temp(), item = u_->take_temp();
        u_->emit(Op::BuildList, list, list, 0);
        u_->bind_loop(again);
        u_->word_jump(Op::ForIter, item, reg, exhausted);
        u_->emit(Op::ListAppend, list, item, 0, kKillB);
        u_->jump_back(again);
        u_->bind(exhausted);
        u_->emit(Op::ListToTuple, reg, list, 0, kKillB);
        return u_->release_to(reg + 1);
    }
    Label found, end;
    const bool is_any = kind == CommonKind::Any;
    const Reg item = u_->take_temp();
    u_->bind_loop(again);
    u_->word_jump(Op::ForIter, item, reg, exhausted);
    u_->jump(is_any ? Op::JumpIfTrue : Op::JumpIfFalse, item, found, kKillA);
    u_->jump_back(again);
    u_->bind(found);
    u_->emit(Op::Drop, reg);
    u_->emit(is_any ? Op::LoadTrue : Op::LoadFalse, reg);
    u_->jump(end);
    u_->bind(exhausted);
    u_->emit(is_any ? Op::LoadFalse : Op::LoadTrue, reg);
    u_->bind(end);
    u_->release_to(reg + 1);
}

// The loops from number `at` on. R[iterator] is ready for the first of them.
void Codegen::comp_loops(const CompSpec& spec, std::uint32_t at, Reg iterator, Reg result_reg) {
    if (too_deep()) return;
    if ((*spec.loops)[at]->is_async) {
        comp_async_iterate(spec, at, iterator, result_reg);
    } else {
        comp_iterate(spec, at, iterator, result_reg);
    }
}

void Codegen::comp_iterate(const CompSpec& spec, std::uint32_t at, Reg iterator, Reg result_reg) {
    const Comprehension* loop = (*spec.loops)[at];
    Label again, skip, end;
    u_->bind_loop(again);
    {
        AtSpan span(*u_, loop->iter->span);
        for_target(loop->target, iterator, end);
    }
    comp_inside(spec, at, result_reg, skip);
    u_->bind(skip);
    u_->jump_back(again);
    u_->bind(end);
}

void Codegen::comp_async_iterate(const CompSpec& spec, std::uint32_t at, Reg iterator, Reg result_reg) {
    const Comprehension* loop = (*spec.loops)[at];
    Label again, skip;
    Guard guard;
    const Reg item = u_->temp_top;
    {
        AtSpan span(*u_, loop->iter->span);
        u_->bind_loop(again);
        u_->guard_begin(guard, item);
        u_->take_temps(2);
        u_->emit(Op::GetANext, item + 1, iterator);
        u_->emit(Op::LoadNone, item);
        await_loop(item);
        u_->guard_close(guard);
        u_->release_to(item + 1);
    }
    store(loop->target, temp(item));
    u_->release_to(item);
    comp_inside(spec, at, result_reg, skip);
    u_->bind(skip);
    u_->jump_back(again);
    if (u_->handler_begin(guard)) {
        AtSpan span(*u_, loop->iter->span);
        u_->emit(Op::EndAsyncFor, item, iterator);
    }
    u_->release_to(item);
}

// What happens for each item: conditions, then the next loop or the element.
void Codegen::comp_inside(const CompSpec& spec, std::uint32_t at, Reg result_reg, Label& skip) {
    for (const Expr* test : (*spec.loops)[at]->ifs) condition(test, skip, false);
    if (at + 1 == spec.loops->size) return comp_element(spec, result_reg);
    const Comprehension* next = (*spec.loops)[at + 1];
    const Reg iterator = u_->temp_top;
    const Operand iterable = held(operand(next->iter));
    u_->release_to(iterator);
    u_->take_temp();
    {
        AtSpan span(*u_, next->iter->span);
        u_->emit(next->is_async ? Op::GetAIter : Op::GetIter, iterator, iterable.reg, 0,
                 kill(iterable, iterator, kKillB));
    }
    comp_loops(spec, at + 1, iterator, result_reg);
    u_->release_to(iterator);
}

void Codegen::comp_element(const CompSpec& spec, Reg result_reg) {
    const Reg mark = u_->temp_top;
    Span span = spec.element->span;
    if (spec.value) span.end_line = spec.value->span.end_line, span.end_col = spec.value->span.end_col;
    AtSpan at(*u_, span);
    switch (spec.kind) {
    case CompKind::List:
    case CompKind::Set: {
        const Operand value = held(operand(spec.element));
        u_->emit(spec.kind == CompKind::List ? Op::ListAppend : Op::SetAdd, result_reg, value.reg, 0,
                 kill(value, kKillB));
        break;
    }
    case CompKind::Dict: {
        const Operand key = held(operand_before(spec.element, spec.value));
        const Operand value = held(operand(spec.value));
        u_->emit(Op::MapAdd, result_reg, key.reg, value.reg, kill(key, kKillB) | kill(value, kKillC));
        break;
    }
    default: {
        const Reg value = next_temp(spec.element);
        u_->emit(u_->scope->coroutine ? Op::YieldWrapped : Op::YieldValue, value);
        u_->emit(Op::Drop, value);
        break;
    }
    }
    u_->release_to(mark);
}

} // namespace islet
