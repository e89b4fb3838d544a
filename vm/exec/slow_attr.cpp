// SPDX-License-Identifier: MIT
//
// Attributes: the long way, and what it leaves in the inline caches. A site is specialised again on every
// miss; what cannot be cached keeps its general form.
//
// Cache words of GetAttr, SetAttr, GetMethod: W1 shape (or module dict's or type's identity), W2 version in
// the lower half and an index in the upper, W3 value, offset or next shape. See loop.cpp, which reads them.
#include "vm/exec/slow_ops.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/shape.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/module.h"
#include "vm/types/property.h"
#include "vm/types/str.h"
#include "vm/types/super.h"
#include "vm/types/type.h"

namespace islet {

namespace {

void assign(Value& slot, Ref value) {
    const Value old = std::exchange(slot, value.release());
    release(old);
}

void set_words(Instr* instr, std::uint64_t w1, std::uint64_t version, std::uint64_t index, std::uint64_t w3) {
    instr[1] = Instr::make_word(static_cast<std::int64_t>(w1));
    instr[2] = Instr::make_word(static_cast<std::int64_t>((index << 32) | (version & 0xFFFF'FFFF)));
    instr[3] = Instr::make_word(static_cast<std::int64_t>(w3));
}

void cache_shape(Instr* instr, Op form, const Shape* shape, std::uint64_t index, std::uint64_t w3) {
    set_words(instr, reinterpret_cast<std::uint64_t>(shape), shape->version, index, w3);
    instr->op = form;
}

bool is_data_descriptor(Thread& t, Value descriptor) {
    return type_of(t, descriptor)->slots.descr_set_py != nullptr;
}
bool is_descriptor(Thread& t, Value descriptor) {
    return type_of(t, descriptor)->slots.descr_get_py != nullptr;
}

// Where slot `slot` of objects of this shape lies: for W3 and the upper half of W2.
struct SlotPlace {
    std::int64_t where;
    std::uint64_t overflow_at;
};
SlotPlace place_of(const Shape* shape, std::uint32_t slot) {
    const std::uint32_t attrs = shape->type->attrs_offset;
    if (slot < shape->inline_slots) {
        return {static_cast<std::int64_t>(attrs + offsetof(Attrs, slots) + slot * sizeof(Value)), 0};
    }
    return {-static_cast<std::int64_t>(slot - shape->inline_slots), attrs};
}

// Whether an instance attribute can be cached by shape: fixed place, not in a dict.
bool has_cacheable_slots(const Object* object) {
    return object->shape->type->attrs_offset != 0 && !object->shape->dict_mode;
}
// Whether an attribute found in the class is the answer for every object of this shape.
bool class_answers(const Object* object, const Str& name) {
    const Shape* const shape = object->shape;
    if (shape->type->has(kHasDict)) return has_cacheable_slots(object) && shape_find(shape, name) < 0;
    return true;
}

void cache_member(Instr* instr, Op form, const Object* object, Value descriptor) {
    const auto& member = as<MemberDescriptor>(descriptor);
    if (member.def.type != MemberDef::Type::Object || member.after_items) return;
    if (form == Op::SetAttrMember && !member.def.writable) return;
    if (!is_subtype(*object->shape->type, *member.owner)) return;
    cache_shape(instr, form, object->shape, 0, member.def.offset);
}

void cache_module(Thread& t, Instr* instr, Op form, Value v, Str& name) {
    Dict& dict = *as<Module>(v).dict;
    const DictEntry* const entry = dict_entry(dict, name, t.commons().hash_key());
    if (!entry) return;
    const auto index = static_cast<std::uint64_t>(entry - dict.entries);
    set_words(instr, 0, dict_keys_version(t.state(), dict), index, 0);
    instr->op = form;
}

// Attributes of a class: found in it or its bases, no data descriptor in the metaclass.
Value find_in_type(Thread& t, Value v, Str& name) {
    Type& type = as<Type>(v);
    if (type_of(t, v)->slots.getattr_py != type_getattr_py) return Value();
    const Value meta = type_lookup(t, *type_of(t, v), name);
    if (!meta.is_empty() && is_data_descriptor(t, meta)) return Value();
    return type_lookup(t, type, name);
}

void cache_get(Thread& t, Instr* instr, Value v, Str& name) {
    if (!v.is_object()) return;
    Object* const object = v.object();
    Type& type = *object->type();
    if (object->is_exact(Kind::Module)) {
        if (type_lookup(t, type, name).is_empty()) cache_module(t, instr, Op::GetAttrModule, v, name);
        return;
    }
    if (object->kind == Kind::Type) {
        const Value found = find_in_type(t, v, name);
        if (found.is_empty() || (is_descriptor(t, found) && !is_kind(found, Kind::Function))) return;
        set_words(instr, v.bits(), as<Type>(v).version, 0, found.bits());
        instr->op = Op::GetAttrType;
        return;
    }
    if (type.slots.getattr_py != generic_getattr_py) return;
    const Value found = type_lookup(t, type, name);
    if (is_kind(found, Kind::Member)) return cache_member(instr, Op::GetAttrMember, object, found);
    if (!found.is_empty() && is_data_descriptor(t, found)) return;
    if (has_cacheable_slots(object)) {
        const std::int32_t slot = shape_find(object->shape, name);
        if (slot >= 0) {
            const SlotPlace place = place_of(object->shape, static_cast<std::uint32_t>(slot));
            return cache_shape(instr, Op::GetAttrSlot, object->shape, place.overflow_at,
                               static_cast<std::uint64_t>(place.where));
        }
    }
    if (!found.is_empty() && !is_descriptor(t, found) && class_answers(object, name)) {
        cache_shape(instr, Op::GetAttrClass, object->shape, 0, found.bits());
    }
}

} // namespace

Status op_GetAttr_py(Thread& t, Frame& f, Instr* instr) {
    const Value v = f.registers[instr->b];
    Str& name = *f.code->names[instr->c];
    Ref result = get_attr_py(t, v, name);
    if (!result) return t.raised();
    cache_get(t, instr, f.registers[instr->b], name);
    assign(f.registers[instr->a], std::move(result));
    return Status::ok();
}

Status op_SetAttr_py(Thread& t, Frame& f, Instr* instr) {
    const Value v = f.registers[instr->a];
    Str& name = *f.code->names[instr->c];
    const Shape* const before = v.is_object() ? v.object()->shape : nullptr;
    // The assignment may run Python, which may change the class of the object and free the shape with the old
    // one: the type is held, and `before` is only looked at while it still is the object's type.
    const Ref old_type = before ? Ref::share(Value(before->type)) : Ref::nothing();
    if (!set_attr_py(t, v, name, f.registers[instr->b])) return t.raised();
    if (!before) return Status::ok();
    Object* const object = f.registers[instr->a].object();
    Type& type = *object->type();
    if (type.slots.setattr_py != generic_setattr_py || old_type.get() != Value(&type)) return Status::ok();
    const Value found = type_lookup(t, type, name);
    if (is_kind(found, Kind::Member)) {
        cache_member(instr, Op::SetAttrMember, object, found);
        return Status::ok();
    }
    if ((!found.is_empty() && is_data_descriptor(t, found)) || !has_cacheable_slots(object))
        return Status::ok();
    const std::int32_t slot = shape_find(object->shape, name);
    if (slot < 0) return Status::ok();
    const SlotPlace place = place_of(object->shape, static_cast<std::uint32_t>(slot));
    if (before == object->shape) {
        cache_shape(instr, Op::SetAttrSlot, object->shape, place.overflow_at,
                    static_cast<std::uint64_t>(place.where));
    } else if (object->shape->parent == before && place.where > 0) {
        cache_shape(instr, Op::SetAttrAdd, before, static_cast<std::uint64_t>(place.where),
                    reinterpret_cast<std::uint64_t>(object->shape));
    }
    return Status::ok();
}

Status op_DelAttr_py(Thread& t, Frame& f, Instr* instr) {
    return del_attr_py(t, f.registers[instr->a], *f.code->names[instr->c]);
}

namespace {

void cache_method(Thread& t, Instr* instr, Value v, Str& name) {
    if (!v.is_object()) return;
    Object* const object = v.object();
    Type& type = *object->type();
    if (object->is_exact(Kind::Module)) {
        if (type_lookup(t, type, name).is_empty()) cache_module(t, instr, Op::GetMethodModule, v, name);
        return;
    }
    if (object->kind == Kind::Type) {
        const Value found = find_in_type(t, v, name);
        if (found.is_empty() || (is_descriptor(t, found) && !is_kind(found, Kind::Function))) return;
        set_words(instr, v.bits(), as<Type>(v).version, 0, found.bits());
        instr->op = Op::GetMethodType;
        return;
    }
    if (type.slots.getattr_py != generic_getattr_py) return;
    const Value found = type_lookup(t, type, name);
    if (found.is_empty() || !type_of(t, found)->has(kMethodLike) || !class_answers(object, name)) return;
    cache_shape(instr, Op::GetMethodClass, object->shape, 0, found.bits());
}

// Puts a method pair into the window at `base`.
void set_pair(Frame& f, unsigned base, MethodPair pair, Value self) {
    Ref receiver = pair.takes_self ? Ref::share(self) : Ref::nothing();
    assign(f.registers[base], std::move(pair.callable));
    assign(f.registers[base + 1], std::move(receiver));
}

} // namespace

Status op_GetMethod_py(Thread& t, Frame& f, Instr* instr) {
    const Ref v = Ref::share(f.registers[instr->b]);
    Str& name = *f.code->names[instr->c];
    MethodPair pair = get_method_py(t, v.get(), name);
    if (!pair.callable) return t.raised();
    cache_method(t, instr, v.get(), name);
    // The receiver may sit in the window itself, where Kill would release what was just stored.
    const bool kill = instr->has(kKillB) && instr->b != instr->a && instr->b != instr->a + 1U;
    set_pair(f, instr->a, std::move(pair), v.get());
    static_cast<void>(kill);
    return Status::ok();
}

namespace {

bool is_plain_super(Thread& t, Frame& f, unsigned base) {
    return f.registers[base] == Value(t.type(TypeId::Super)) && is_type(f.registers[base + 1]);
}

// The long way round: makes the super object, then asks it.
Ref super_object_py(Thread& t, Frame& f, const Instr* instr) {
    Value* const run = &f.registers[instr->a];
    return instr->b != 0 ? call_py(t, run[0]) : call_py(t, run[0], run[1], run[2]);
}

} // namespace

Status op_GetSuperAttr_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->a];
    Str& name = *f.code->names[instr->c];
    Ref result = Ref::nothing();
    if (is_plain_super(t, f, instr->a)) {
        result = super_getattr_py(t, as<Type>(run[1]), run[2], name);
    } else {
        Ref object = super_object_py(t, f, instr);
        if (object) result = get_attr_py(t, object.get(), name);
    }
    if (!result) return t.raised();
    clear_registers(run, 3);
    run[0] = result.release();
    return Status::ok();
}

Status op_GetSuperMethod_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->a];
    Str& name = *f.code->names[instr->c];
    const bool plain = is_plain_super(t, f, instr->a);
    const Ref self = plain ? Ref::share(run[2]) : super_object_py(t, f, instr);
    if (!self) return t.raised();
    MethodPair pair =
        plain ? super_method_py(t, as<Type>(run[1]), self.get(), name) : get_method_py(t, self.get(), name);
    if (!pair.callable) return t.raised();
    clear_registers(run, 3);
    set_pair(f, instr->a, std::move(pair), self.get());
    return Status::ok();
}

} // namespace islet
