// SPDX-License-Identifier: MIT
//
// Assignment to targets of every kind, and unpacking.
#include "vm/compile/codegen.h"

namespace islet {

using namespace ast;

// Assigns `value`, evaluated already, to `target`; a temporary is given up with the `last` target.
void Codegen::store(const Expr* target, Operand value, bool last) {
    if (too_deep()) return;
    AtSpan at(*u_, target->span);
    const Reg mark = u_->temp_top;
    const unsigned killed = last && value.is_temp() ? 1 : 0;
    switch (target->kind) {
    case NodeKind::Name: {
        const NameId name = mangled(as<Name>(target)->id);
        const std::int64_t local = value.is_const() ? local_target(name) : kAnywhere;
        if (local != kAnywhere) {
            load_constant(value.value, static_cast<Reg>(local));
            became_bound(static_cast<Reg>(local));
        } else {
            const Operand source = held(value);
            store_name(name, source.reg, value.is_const() || killed);
        }
        break;
    }
    case NodeKind::Attribute: {
        const auto* attribute = as<Attribute>(target);
        value = protect(value, attribute->value);
        const Operand object = held(operand(attribute->value));
        const Operand source = held(value);
        const NameId name = mangled(attribute->attr);
        if (const auto* self = find_as<Name>(attribute->value); self && names_.of(self->id) == known::self) {
            note_static_attribute(names_.of(attribute->attr));
        }
        u_->emit(Op::SetAttr, object.reg, source.reg, name_operand(name),
                 kill(object, kKillA) | (value.is_const() || killed ? kill(source, kKillB) : 0u));
        break;
    }
    case NodeKind::Subscript: {
        const auto* item = as<Subscript>(target);
        value = protect(protect(value, item->value), item->slice);
        const Operand object = held(operand_before(item->value, item->slice));
        const auto* bounds = find_as<Slice>(item->slice);
        if (bounds && !bounds->step && !constant_slice(bounds)) {
            const Reg base = u_->temp_top;
            slice_bounds(bounds);
            const Operand source = held(value);
            u_->emit(Op::SetSlice, object.reg, base, source.reg,
                     kill(object, kKillA) | (value.is_const() || killed ? kill(source, kKillC) : 0u));
            break;
        }
        const Operand index = held(operand(item->slice));
        const Operand source = held(value);
        u_->emit(Op::SetItem, object.reg, index.reg, source.reg,
                 kill(object, kKillA) | kill(index, kKillB) |
                     (value.is_const() || killed ? kill(source, kKillC) : 0u));
        break;
    }
    case NodeKind::Tuple: unpack(as<Tuple>(target)->elts, target, last ? value : keep(value)); break;
    case NodeKind::List: unpack(as<List>(target)->elts, target, last ? value : keep(value)); break;
    case NodeKind::Starred:
        report_.error(target->span, "starred assignment target must be in a list or tuple");
        break;
    default: report_.error(target->span, "invalid syntax"); break;
    }
    u_->release_to(mark);
}

void Codegen::note_static_attribute(NameId name) {
    for (Unit* unit = u_; unit; unit = unit->parent) {
        if (unit->kind != UnitKind::Class) continue;
        for (const NameNode* node = unit->static_attributes; node; node = node->next) {
            if (node->name == name) return;
        }
        auto* node = arena_.make<NameNode>(name, unit->static_attributes);
        if (node) unit->static_attributes = node;
        return;
    }
}

// Targets that are variables in neighbouring registers take the items without a detour.
bool Codegen::unpack_into_locals(const Seq<Expr*>& elements, const Operand& value) {
    if (elements.size < 2) return false;
    Reg first = 0;
    for (std::uint32_t i = 0; i < elements.size; ++i) {
        const auto* name = find_as<Name>(elements[i]);
        const std::int64_t local = name ? local_target(mangled(name->id)) : kAnywhere;
        if (local == kAnywhere) return false;
        if (i == 0) first = static_cast<Reg>(local);
        if (static_cast<Reg>(local) != first + i) return false;
    }
    // The source must not be overwritten while it is read.
    if (value.reg >= first && value.reg < first + elements.size) return false;
    u_->emit(Op::UnpackSequence, first, value.reg, elements.size, kill(value, kKillB));
    for (std::uint32_t i = 0; i < elements.size; ++i) became_bound(first + i);
    return true;
}

void Codegen::unpack(const Seq<Expr*>& elements, const Expr* node, const Operand& source) {
    std::uint32_t star = elements.size;
    for (std::uint32_t i = 0; i < elements.size; ++i) {
        if (!is<Starred>(elements[i])) continue;
        if (star != elements.size) {
            return report_.error(node->span, "multiple starred expressions in assignment");
        }
        star = i;
    }
    if (star < elements.size && (star >= 256 || elements.size - star - 1 >= (1u << 23))) {
        return report_.error(node->span, "too many expressions in star-unpacking assignment");
    }
    const Operand value = held(source);
    if (star == elements.size && unpack_into_locals(elements, value)) return;
    if (elements.size > kMaxUnpack) return report_.limit("too many targets in one assignment");
    // The items lie above the value, which the instruction may give up last.
    const Reg base = u_->take_temps(elements.size);
    if (star == elements.size) {
        u_->emit(Op::UnpackSequence, base, value.reg, elements.size, kill(value, kKillB));
    } else {
        u_->emit(Op::UnpackEx, base, value.reg, star, kill(value, kKillB));
        u_->set_word(elements.size - star - 1);
    }
    for (std::uint32_t i = 0; i < elements.size; ++i) {
        const auto* starred = find_as<Starred>(elements[i]);
        store(starred ? starred->value : elements[i], temp(base + i));
    }
    u_->release_to(base);
}

// The next item of the iterator goes to `target`, or the loop ends.
void Codegen::for_target(const Expr* target, Reg iterator, Label& end) {
    if (const auto* name = find_as<Name>(target)) {
        const std::int64_t local = local_target(mangled(name->id));
        if (local != kAnywhere) {
            u_->word_jump(Op::ForIter, static_cast<Reg>(local), iterator, end);
            return became_bound(static_cast<Reg>(local));
        }
    }
    const Reg item = u_->take_temp();
    u_->word_jump(Op::ForIter, item, iterator, end);
    store(target, temp(item));
    u_->release_to(item);
}

} // namespace islet
