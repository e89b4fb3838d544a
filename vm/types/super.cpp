// SPDX-License-Identifier: MIT
//
// super; see super.h.
// Owns: nothing beside the objects. Threads: the interpreter's lock.
#include "vm/types/super.h"

#include "vm/frame.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/property.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Super& super_self(Value v) {
    return as<Super>(v);
}

// The class whose order is searched for `super(start, object)`: of the object, or the object itself if it is
// a class below `start`.
Ref object_type_py(Thread& t, Type& start, Value object) {
    if (is_type(object) && is_subtype(as<Type>(object), start)) return Ref::share(object);
    Type* const type = type_of(t, object);
    if (is_subtype(*type, start)) return Ref::share(type);
    // An object may stand in for another one, which __class__ tells.
    Ref claimed = find_attr_py(t, object, Name::dunder_class);
    if (!claimed && t.has_pending()) return t.raised();
    if (claimed && is_type(claimed.get()) && claimed.get() != Value(type) &&
        is_subtype(claimed.as<Type>(), start)) {
        return claimed;
    }
    const bool of_class = is_type(object);
    return t.raise(Exc::TypeError,
                   "super(type, obj): obj ({} {}) is not an instance or subtype of type ({}).",
                   of_class ? "type" : "instance of", of_class ? as<Type>(object) : *type, start);
}

// What the classes behind `start` in the order of `type` have; borrowed, empty if nothing.
Value lookup_behind(Thread& t, const Type& type, const Type& start, Str& name) {
    if (!type.mro) return Value();
    const Tuple& mro = *type.mro;
    std::size_t i = 0;
    while (i < mro.size && mro[i].object() != &start) ++i;
    for (++i; i < mro.size; ++i) {
        const Value found = dict_find(t, *as<Type>(mro[i]).dict, name);
        if (!found.is_empty()) return found;
    }
    return Value();
}

// Calls the descriptor: for a class method's super the object is the class, and there is no instance.
Ref bind_found_py(Thread& t, Value found, Value object, Type& type) {
    const auto get = type_of(t, found)->slots.descr_get_py;
    if (!get) return Ref::share(found);
    Ref keep = Ref::share(found);
    return get(t, found, object == Value(&type) ? Value() : object, &type);
}

Ref make_super(Thread& t, Type& cls, Type* start, Value object, Type* object_type) {
    auto* const s = allocate_instance<Super>(t, cls);
    if (!s) return t.raise_memory_error();
    if (start) retain(static_cast<Object*>(start));
    retain(object);
    if (object_type) retain(static_cast<Object*>(object_type));
    s->start = start;
    s->object = object;
    s->object_type = object_type;
    return Ref::adopt(s);
}

Ref super_new(Thread& t, Type& cls, const Args&) {
    return make_super(t, cls, nullptr, Value(), nullptr);
}

void set_fields(Super& s, Type& start, Value object, Type* object_type) {
    retain(static_cast<Object*>(&start));
    retain(object);
    if (object_type) retain(static_cast<Object*>(object_type));
    Type* const old_start = std::exchange(s.start, &start);
    const Value old_object = std::exchange(s.object, object);
    Type* const old_type = std::exchange(s.object_type, object_type);
    if (old_start) release(static_cast<Object*>(old_start));
    release(old_object);
    if (old_type) release(static_cast<Object*>(old_type));
}

Status super_init_py(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "super")) return t.raised();
    if (args.count > 2) {
        return t.raise(Exc::TypeError, "super() expected at most 2 arguments, got {}", args.count);
    }
    Ref start = Ref::nothing(), object = Ref::nothing();
    if (args.count == 0) {
        Type* found = nullptr;
        if (!super_arguments(t, found, object)) return t.raised();
        start = Ref::share(found);
    } else {
        if (!is_type(args[0])) {
            return t.raise(Exc::TypeError, "super() argument 1 must be a type, not {}", *type_of(t, args[0]));
        }
        start = Ref::share(args[0]);
        if (args.count == 2 && !args[1].is_none()) object = Ref::share(args[1]);
    }
    Ref type = Ref::nothing();
    if (object) {
        type = object_type_py(t, start.as<Type>(), object.get());
        if (!type) return t.raised();
    }
    set_fields(super_self(self), start.as<Type>(), object.get(), type ? &type.as<Type>() : nullptr);
    return Status::ok();
}

Ref super_getattr_slot_py(Thread& t, Value self, Str& name) {
    auto& s = super_self(self);
    if (s.object_type && &name != &t.name(Name::dunder_class)) {
        const Value found = lookup_behind(t, *s.object_type, *s.start, name);
        if (!found.is_empty()) {
            Ref keep = Ref::share(self);
            return bind_found_py(t, found, s.object, *s.object_type);
        }
    }
    return generic_getattr_py(t, self, name);
}

// super(C) in a class dict becomes bound when it is looked up through an instance.
Ref super_get_py(Thread& t, Value self, Value instance, Value) {
    auto& s = super_self(self);
    if (instance.is_empty() || !s.object.is_empty()) return Ref::share(self);
    if (!s.start) return Ref::share(self);
    if (!self.object()->is_exact(Kind::Super)) return call_py(t, type_of(t, self), s.start, instance);
    Ref type = object_type_py(t, *s.start, instance);
    if (!type) return t.raised();
    return make_super(t, *t.type(TypeId::Super), s.start, instance, &type.as<Type>());
}

Ref super_repr(Thread& t, Value self) {
    const auto& s = super_self(self);
    TextBuffer text;
    text.append("<super: <class '");
    if (s.start)
        append_value(text, *s.start);
    else
        text.append("NULL");
    text.append("'>, ");
    if (s.object_type)
        format_to(text, "<{} object>>", *s.object_type);
    else
        text.append("NULL>");
    return make_str(t, text);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kSuperMembers[] = {
    {"__thisclass__", offsetof(Super, start), MemberDef::Type::ObjectOrNone, false,
     "the class invoking super()"},
    {"__self__", offsetof(Super, object), MemberDef::Type::ObjectOrNone, false,
     "the instance invoking super(); may be None"},
    {"__self_class__", offsetof(Super, object_type), MemberDef::Type::ObjectOrNone, false,
     "the type of the instance invoking super(); may be None"},
};
#pragma GCC diagnostic pop

void super_traverse(Object* object, Visitor& visit) {
    auto* const s = reinterpret_cast<Super*>(object);
    visit.pointer(s->start);
    visit(s->object);
    visit.pointer(s->object_type);
    traverse_attrs(object, visit);
}

} // namespace

Ref super_getattr_py(Thread& t, Type& start, Value object, Str& name) {
    Ref type = object_type_py(t, start, object);
    if (!type) return t.raised();
    if (&name != &t.name(Name::dunder_class)) {
        const Value found = lookup_behind(t, type.as<Type>(), start, name);
        if (!found.is_empty()) return bind_found_py(t, found, object, type.as<Type>());
    }
    // Attributes of the super object itself, and the error for what is missing.
    Ref self = make_super(t, *t.type(TypeId::Super), &start, object, &type.as<Type>());
    return self ? generic_getattr_py(t, self.get(), name) : Ref(t.raised());
}

MethodPair super_method_py(Thread& t, Type& start, Value object, Str& name) {
    Ref type = object_type_py(t, start, object);
    if (!type) return {t.raised(), false};
    const Value found = lookup_behind(t, type.as<Type>(), start, name);
    if (found.is_empty() || &name == &t.name(Name::dunder_class)) {
        return {super_getattr_py(t, start, object, name), false};
    }
    const bool of_class = object == type.get();
    if (!of_class && type_of(t, found)->has(kMethodLike)) return {Ref::share(found), true};
    if (of_class && is_exact(found, Kind::ClassMethod)) {
        const Value callable = reinterpret_cast<MethodBox*>(found.object())->callable;
        if (is_kind(callable, Kind::Function)) return {Ref::share(callable), true};
    }
    return {bind_found_py(t, found, object, type.as<Type>()), false};
}

Status super_arguments(Thread& t, Type*& start, Ref& object) {
    const Frame* const frame = t.frame;
    if (!frame) return t.raise(Exc::RuntimeError, "super(): no current frame");
    const Code& code = *frame->code;
    if (code.arg_count == 0) return t.raise(Exc::RuntimeError, "super(): no arguments");
    Value first = frame->registers[0];
    // An argument that inner functions use lies in a cell.
    if (is_kind(first, Kind::Cell)) {
        for (const std::uint32_t cell : code.image->cell_registers) {
            if (cell == 0) first = as<Cell>(first).content;
            if (cell == 0) break;
        }
    }
    if (first.is_empty()) return t.raise(Exc::RuntimeError, "super(): arg[0] deleted");
    const auto& free = code.image->freevars;
    for (std::size_t i = 0; i < free.size(); ++i) {
        if (free[i] != "__class__") continue;
        const Value cell = frame->registers[code.image->first_free + i];
        if (!is_kind(cell, Kind::Cell)) return t.raise(Exc::RuntimeError, "super(): bad __class__ cell");
        const Value cls = as<Cell>(cell).content;
        if (cls.is_empty()) return t.raise(Exc::RuntimeError, "super(): empty __class__ cell");
        if (!is_type(cls)) {
            return t.raise(Exc::RuntimeError, "super(): __class__ is not a type ({})", *type_of(t, cls));
        }
        start = &as<Type>(cls);
        object = Ref::share(first);
        return Status::ok();
    }
    return t.raise(Exc::RuntimeError, "super(): __class__ cell not found");
}

extern const TypeSpec kSuperSpec = {
    .name = "super",
    .doc = "super() -> same as super(__class__, <first argument>)\n"
           "super(type) -> unbound super object\n"
           "super(type, obj) -> bound super object; requires isinstance(obj, type)\n"
           "super(type, type2) -> bound super object; requires\n"
           "    issubclass(type2, type)\n"
           "Typical use to call a cooperative superclass method:\n"
           "class C(B):\n"
           "    def meth(self, arg):\n"
           "        super().meth(arg)\n"
           "This works for class methods too:\n"
           "class C(B):\n"
           "    @classmethod\n"
           "    def cmeth(cls, arg):\n"
           "        super().cmeth(arg)\n",
    .kind = Kind::Super,
    .flags = kBaseType,
    .size = sizeof(Super),
    .slots = {.new_py = &super_new,
              .init_py = &super_init_py,
              .getattr_py = &super_getattr_slot_py,
              .descr_get_py = &super_get_py,
              .repr_py = &super_repr},
    .members = kSuperMembers,
    .traverse = &super_traverse,
};

} // namespace islet
