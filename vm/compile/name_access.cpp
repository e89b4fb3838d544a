// SPDX-License-Identifier: MIT
//
// Reading, writing and deleting of names, wherever they live.
#include "vm/compile/codegen.h"

namespace islet {

namespace {

bool is_namespace(const Scope& scope) {
    return !scope.is_function_like();
}

} // namespace

// Inlined comprehensions are asked from the inside out, then the scope whose frame this is.
NameRef Codegen::resolve(NameId name) {
    bool from_comprehension = false;
    const Scope* scope = u_->inner_scope;
    for (; scope->inlined; scope = scope->parent) {
        from_comprehension = true;
        const Symbol* symbol = scope->find(name);
        if (!symbol) continue;
        if (symbol->place == Place::Local) return {NameRef::Kind::Local, symbol->reg, name};
        if (symbol->place == Place::Cell) return {NameRef::Kind::Cell, symbol->reg, name};
        if (symbol->place == Place::Free) continue;
        // In a module it is found as the module's own code finds it; the names of a class it does not see.
        const bool in_module = u_->scope->kind == ScopeKind::Module && symbol->place == Place::GlobalImplicit;
        return {in_module ? NameRef::Kind::Name : NameRef::Kind::Global, 0, name};
    }
    const Symbol* symbol = scope->find(name);
    if (!symbol) return {NameRef::Kind::Global, 0, name};
    if (from_comprehension && symbol->passes_through) return {NameRef::Kind::Cell, symbol->reg, name};
    switch (symbol->place) {
    case Place::Local:
        if (is_namespace(*scope)) return {NameRef::Kind::Name, 0, name};
        return {NameRef::Kind::Local, symbol->reg, name};
    case Place::Cell: return {NameRef::Kind::Cell, symbol->reg, name};
    case Place::Free:
        if (from_comprehension) return {NameRef::Kind::Cell, symbol->reg, name};
        if (scope->kind == ScopeKind::Class) return {NameRef::Kind::ClassCell, symbol->reg, name};
        return {scope->sees_class ? NameRef::Kind::DictCell : NameRef::Kind::Cell, symbol->reg, name};
    case Place::GlobalExplicit: return {NameRef::Kind::Global, 0, name};
    default:
        if (scope->sees_class && !from_comprehension) return {NameRef::Kind::DictGlobal, 0, name};
        if (is_namespace(*scope) && !from_comprehension) return {NameRef::Kind::Name, 0, name};
        return {NameRef::Kind::Global, 0, name};
    }
}

std::uint32_t Codegen::name_operand(NameId name) {
    const std::uint32_t index = u_->name(name);
    if (!Unit::is_short(index)) report_.limit("too many names in one block");
    return index;
}

void Codegen::check_bound(Reg reg, NameId name) {
    if (u_->bound.has(reg)) return;
    u_->emit(Op::CheckBound, reg, 0, name_operand(name));
    u_->bound.add(reg);
}

Operand Codegen::load_name(NameId name, std::int64_t want) {
    if (name == known::debug) {
        return constant_operand(
            fold_.singleton(options_.optimize > 0 ? Const::Kind::False : Const::Kind::True));
    }
    const NameRef ref = resolve(name);
    if (ref.kind == NameRef::Kind::Local) {
        check_bound(ref.reg, name);
        return {Operand::Kind::Local, ref.reg, nullptr};
    }
    const Reg dst = result(want, u_->temp_top);
    load_ref(ref, dst);
    return result_operand(want, dst);
}

// `dst` may be a temporary that is not taken yet. It is written once, last, unless it is a temporary.
void Codegen::load_ref(const NameRef& ref, Reg dst) {
    const auto through_dict = [&](bool cell) {
        // __classdict__ has to pass through a temporary of its own if the destination is a variable.
        const bool own = dst < u_->first_temp;
        const Reg mark = u_->temp_top;
        const Reg map = own ? u_->take_temp() : dst;
        load_ref({NameRef::Kind::Cell, closure_cell(known::classdict), known::classdict}, map);
        u_->emit(cell ? Op::LoadDictOrCell : Op::LoadDictOrGlobal, map, cell ? ref.reg : 0,
                 name_operand(ref.name));
        if (own) u_->emit(Op::Move, dst, map, 0, kKillB);
        u_->release_to(mark);
    };
    switch (ref.kind) {
    case NameRef::Kind::Local: return u_->emit(Op::Move, dst, ref.reg);
    case NameRef::Kind::Cell: return u_->emit(Op::LoadCell, dst, ref.reg, name_operand(ref.name));
    case NameRef::Kind::ClassCell: return u_->emit(Op::LoadClassCell, dst, ref.reg, name_operand(ref.name));
    case NameRef::Kind::DictCell: return through_dict(true);
    case NameRef::Kind::DictGlobal: return through_dict(false);
    case NameRef::Kind::Global: return u_->emit_wide(Op::LoadGlobal, dst, u_->name(ref.name));
    case NameRef::Kind::Name: return u_->emit_wide(Op::LoadName, dst, u_->name(ref.name));
    }
}

std::int64_t Codegen::local_target(NameId name) {
    const NameRef ref = resolve(name);
    return ref.kind == NameRef::Kind::Local ? static_cast<std::int64_t>(ref.reg) : kAnywhere;
}

void Codegen::store_name(NameId name, Reg reg, bool kill_it) {
    const NameRef ref = resolve(name);
    switch (ref.kind) {
    case NameRef::Kind::Local:
        if (ref.reg != reg) u_->emit(Op::Move, ref.reg, reg, 0, kill_it ? unsigned{kKillB} : 0u);
        return became_bound(ref.reg);
    case NameRef::Kind::Cell:
    case NameRef::Kind::ClassCell:
    case NameRef::Kind::DictCell:
        return u_->emit(Op::StoreCell, ref.reg, reg, 0, kill_it ? unsigned{kKillB} : 0u);
    case NameRef::Kind::Global:
    case NameRef::Kind::DictGlobal:
        return u_->emit_wide(Op::StoreGlobal, reg, u_->name(name), kill_it ? unsigned{kKillA} : 0u);
    case NameRef::Kind::Name:
        return u_->emit_wide(Op::StoreName, reg, u_->name(name), kill_it ? unsigned{kKillA} : 0u);
    }
}

void Codegen::delete_name(NameId name) {
    const NameRef ref = resolve(name);
    switch (ref.kind) {
    case NameRef::Kind::Local:
        if (u_->bound.has(ref.reg)) {
            u_->emit(Op::Drop, ref.reg);
        } else {
            u_->emit(Op::DeleteLocal, ref.reg, 0, name_operand(name));
        }
        return u_->bound.drop(ref.reg);
    case NameRef::Kind::Cell:
    case NameRef::Kind::ClassCell:
    case NameRef::Kind::DictCell: return u_->emit(Op::DeleteCell, ref.reg, 0, name_operand(name));
    case NameRef::Kind::Global:
    case NameRef::Kind::DictGlobal: return u_->emit_wide(Op::DeleteGlobal, 0, u_->name(name));
    case NameRef::Kind::Name: return u_->emit_wide(Op::DeleteName, 0, u_->name(name));
    }
}

} // namespace islet
