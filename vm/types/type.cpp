// SPDX-License-Identifier: MIT
//
// type: calling a class, its methods, its life. How classes are made is in type_make.cpp, their attributes in
// type_attributes.cpp, their slots in type_slots.cpp.
//
// Owns: a class one count on each field; its subclasses it knows by address only, and a class that dies takes
// itself off its bases' lists. Threads: the interpreter's lock.
#include "vm/types/type.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type_attributes.h"
#include "vm/types/type_internal.h"
#include "vm/types/union.h"

namespace islet {

// --- Subclasses

// Kept as an int, so that nobody counts it as a reference.
static Value address_key(const Object* object) {
    return Value::small_int(static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(object)));
}

List* subclass_addresses(InterpState& state, const Type& type) {
    if (type.is_heap_type())
        return is_kind(type.subclasses, Kind::List) ? &as<List>(type.subclasses) : nullptr;
    if (!state.commons_subclasses) return nullptr;
    Dict& table = *state.commons_subclasses;
    const Value key = address_key(&type);
    for (std::uint32_t at = 0; const DictEntry* entry = table.next(at);) {
        if (entry->key == key) return &as<List>(entry->value);
    }
    return nullptr;
}

static List* make_subclass_list(Thread& t, Type& type) {
    Ref list = make_list(t);
    if (!list) return nullptr;
    List* const result = &list.as<List>();
    if (type.is_heap_type()) {
        type.subclasses = list.release();
        return result;
    }
    Dict*& table = t.state().commons_subclasses;
    if (!table) {
        Ref dict = make_dict(t);
        if (!dict) return nullptr;
        table = static_cast<Dict*>(dict.release().object());
    }
    // The key is a small int: its hash and comparison run nothing of the program.
    return dict_set_py(t, *table, address_key(&type), list.get()) ? result : nullptr;
}

Status add_subclass(Thread& t, Type& base, Type& type) {
    List* list = subclass_addresses(t.state(), base);
    if (!list) list = make_subclass_list(t, base);
    return list ? list_append(t, *list, address_key(&type)) : Status(t.raised());
}

void remove_subclass(InterpState& state, Type& base, const Type& type) {
    List* const list = subclass_addresses(state, base);
    if (!list) return;
    const Value key = address_key(&type);
    // From the back: short-lived classes stand there.
    for (std::uint64_t i = list->size; i-- > 0;) {
        if (list->items[i] != key) continue;
        std::memmove(list->items + i, list->items + i + 1, (list->size - i - 1) * sizeof(Value));
        --list->size;
        return;
    }
}

Ref type_subclasses(Thread& t, Type& type) {
    Ref result = make_list(t);
    if (!result) return t.raised();
    // Those of the commons are known to nobody else.
    for (std::size_t id = 0; !type.is_heap_type() && id < kTypeCount; ++id) {
        Type* const other = t.type(static_cast<TypeId>(id));
        for (const Value base : other->bases->span()) {
            if (base == Value(&type) && !list_append(t, result.as<List>(), Value(other))) return t.raised();
        }
    }
    const List* const addresses = subclass_addresses(t.state(), type);
    for (std::uint64_t i = 0; addresses && i < addresses->size; ++i) {
        if (!list_append(t, result.as<List>(), Value(subclass_at(*addresses, i)))) return t.raised();
    }
    return result;
}

// --- Life

void type_traverse(Object* object, Visitor& visit) {
    auto* const type = reinterpret_cast<Type*>(object);
    if (!type->is_heap_type()) return;
    visit.pointer(type->name);
    visit.pointer(type->qualname);
    visit.pointer(type->base);
    visit.pointer(type->bases);
    visit.pointer(type->mro);
    visit.pointer(type->dict);
    visit(type->subclasses);
    traverse_attrs(object, visit);
}

// Fields may be missing: of a class that was never finished, or whose cycle the collector has opened.
void type_drop(Heap& heap, Object* object) {
    auto* const type = reinterpret_cast<Type*>(object);
    if (type->bases) {
        for (const Value base : type->bases->span()) {
            if (is_kind(base, Kind::Type)) remove_subclass(heap.state(), as<Type>(base), *type);
        }
    }
    free_shapes(heap, *type);
    const auto drop = [](auto*& field) {
        if (field) release(static_cast<Object*>(std::exchange(field, nullptr)));
    };
    drop(type->dict);
    drop(type->mro);
    drop(type->bases);
    drop(type->base);
    drop(type->qualname);
    drop(type->name);
    release(std::exchange(type->subclasses, Value()));
    drop_attrs(heap, object);
    heap.free_object(object);
}

// --- Calling

Ref type_call_py(Thread& t, Value self, const Args& args) {
    Type& type = as<Type>(self);
    if (&type == t.type(TypeId::Type)) {
        const bool keywords = args.keyword_count() != 0;
        if (args.count == 1 && !keywords) return Ref::share(type_of(t, args[0]));
        if (args.count == 1) return t.raise(Exc::TypeError, "type() takes no keyword arguments");
        if (args.count != 3) return t.raise(Exc::TypeError, "type() takes 1 or 3 arguments");
    }
    if (!type.slots.new_py) return t.raise(Exc::TypeError, "cannot create '{}' instances", type);
    if (!t.check_stack(" while calling a Python object")) return t.raised();
    Ref object = type.slots.new_py(t, type, args);
    if (!object) return t.raised();
    // What __new__ made may be anything; only an instance is initialised.
    const Type& made = *type_of(t, object.get());
    if (&made != &type && !is_subtype(made, type)) return object;
    if (made.slots.init_py && !made.slots.init_py(t, object.get(), args)) return t.raised();
    return object;
}

namespace {

Status check_new_argument(Thread& t, int position, Value v, Kind kind, std::string_view expected) {
    if (is_kind(v, kind)) return Status::ok();
    return t.raise(Exc::TypeError, "type.__new__() argument {} must be {}, not {}", position, expected,
                   *type_of(t, v));
}

Status check_no_mro_entries(Thread& t, const Tuple& bases) {
    for (const Value base : bases.span()) {
        if (is_type(base)) continue;
        Ref entries = find_attr_py(t, base, Name::dunder_mro_entries);
        if (!entries && t.has_pending()) return t.raised();
        if (!entries) continue;
        return t.raise(Exc::TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
    }
    return Status::ok();
}

Ref type_new_py(Thread& t, Type& meta, const Args& args) {
    if (args.count != 3) {
        return t.raise(Exc::TypeError, "type.__new__() takes exactly 3 arguments ({} given)", args.count);
    }
    if (!check_new_argument(t, 1, args[0], Kind::Str, "str") ||
        !check_new_argument(t, 2, args[1], Kind::Tuple, "tuple") ||
        !check_new_argument(t, 3, args[2], Kind::Dict, "dict")) {
        return t.raised();
    }
    auto& bases = as<Tuple>(args[1]);
    if (!check_no_mro_entries(t, bases)) return t.raised();
    Type* const winner = derive_metaclass(t, meta, bases);
    if (!winner) return t.raised();
    if (winner != &meta && winner->slots.new_py != &type_new_py)
        return winner->slots.new_py(t, *winner, args);
    return make_class_py(t, *winner, as<Str>(args[0]), args[1], args[2], args);
}

Status type_init_py(Thread& t, Value, const Args& args) {
    if (args.keyword_count() != 0 && args.count == 1) {
        return t.raise(Exc::TypeError, "type.__init__() takes no keyword arguments");
    }
    if (args.count != 1 && args.count != 3) {
        return t.raise(Exc::TypeError, "type.__init__() takes 1 or 3 arguments");
    }
    return Status::ok();
}

Ref type_repr_py(Thread& t, Value self) {
    Type& type = as<Type>(self);
    Ref module = type_module_py(t, type);
    if (!module) {
        // A class may have lost its module: its name has to do.
        if (!t.pending_is(Exc::AttributeError)) return t.raised();
        t.clear_pending();
        module = Ref::none();
    }
    if (is_kind(module.get(), Kind::Str) && !str_equal(module.as<Str>(), "builtins")) {
        return make_str(t, format("<class '{}.{}'>", module.as<Str>(), *type.qualname));
    }
    return make_str(t, format("<class '{}'>", *type.name));
}

Ref type_or_py(Thread& t, Value left, Value right) {
    return make_union_py(t, left, right);
}

// --- Methods

Ref type_mro_method(Thread& t, Type& self) {
    Ref order = compute_mro(t, self, *self.bases);
    return order ? list_from_py(t, order.get()) : Ref(t.raised());
}

Ref type_subclasses_method(Thread& t, Type& self) {
    return type_subclasses(t, self);
}

Ref type_prepare(Thread& t, Value, const Args&) {
    return make_dict(t);
}

Ref type_instancecheck_py(Thread& t, Type& self, Value instance) {
    const Result<bool> answer = plain_isinstance_py(t, instance, &self);
    return answer ? Ref::boolean(*answer) : Ref(t.raised());
}

Ref type_subclasscheck_py(Thread& t, Type& self, Value subclass) {
    const Result<bool> answer = plain_issubclass_py(t, subclass, &self);
    return answer ? Ref::boolean(*answer) : Ref(t.raised());
}

Ref type_dir_py(Thread& t, Type& self) {
    Ref names = make_dict(t);
    if (!names) return t.raised();
    Ref mro = Ref::share(self.mro);
    for (const Value base : mro.as<Tuple>().span()) {
        if (!dict_merge_py(t, names.as<Dict>(), as<Type>(base).dict, true)) return t.raised();
    }
    return list_from_py(t, names.get());
}

Ref type_sizeof(Thread& t, Type& self) {
    return make_int(t, static_cast<std::int64_t>(Heap::block_size(&self)));
}

constexpr MethodDef kTypeMethods[] = {
    method<&type_mro_method>("mro($self, /)", "Return a type's method resolution order."),
    method<&type_subclasses_method>("__subclasses__($self, /)", "Return a list of immediate subclasses."),
    raw<&type_prepare>("__prepare__($cls, name, bases, /, **kwds)",
                       "Create the namespace for the class statement", kMethodClass),
    method<&type_instancecheck_py>("__instancecheck__($self, instance, /)",
                                   "Check if an object is an instance."),
    method<&type_subclasscheck_py>("__subclasscheck__($self, subclass, /)",
                                   "Check if a class is a subclass."),
    method<&type_dir_py>("__dir__($self, /)", "Specialized __dir__ implementation for types."),
    method<&type_sizeof>("__sizeof__($self, /)", "Return memory consumption of the type object."),
};

} // namespace

Ref type_getitem_py(Thread& t, Type& type, Value key) {
    if (&type == t.type(TypeId::Type)) return make_generic_alias(t, &type, key);
    Ref method = find_attr_py(t, &type, Name::dunder_class_getitem);
    if (method && !method.get().is_none()) return call_py(t, method.get(), key);
    if (t.has_pending()) return t.raised();
    return t.raise(Exc::TypeError, "type '{}' is not subscriptable", type);
}

extern const TypeSpec kTypeSpec = {
    .name = "type",
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .kind = Kind::Type,
    .flags = kBaseType | kHasDict | kWeakable | kTypeSubclass,
    .size = sizeof(Type),
    .slots = {.new_py = &type_new_py,
              .init_py = &type_init_py,
              .getattr_py = &type_getattr_py,
              .setattr_py = &type_setattr_py,
              .call_py = &type_call_py,
              .repr_py = &type_repr_py,
              .binary_py = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                            nullptr, nullptr, &type_or_py, nullptr}},
    .methods = kTypeMethods,
    .getset = kTypeGetSet,
    .traverse = &type_traverse,
    .drop = &type_drop,
};

} // namespace islet
