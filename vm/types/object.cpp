// SPDX-License-Identifier: MIT
//
// object: what every value can do unless its type knows better.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/base/hash.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/object_pickle.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/type_internal.h"

namespace islet {

// --- Making

static bool has_arguments(const Args& args) {
    return args.total() != 0;
}

// Arguments that neither __new__ nor __init__ asked for are an error; which one says so depends on who could
// have taken them.
Ref object_new_py(Thread& t, Type& type, const Args& args) {
    if (has_arguments(args)) {
        if (type.slots.new_py != &object_new_py) {
            return t.raise(Exc::TypeError,
                           "object.__new__() takes exactly one argument (the type to instantiate)");
        }
        if (type.slots.init_py == &object_init_py) {
            return t.raise(Exc::TypeError, "{}() takes no arguments", type);
        }
    }
    if (type.has(kAbstract)) {
        if (!check_not_abstract_py(t, type)) return t.raised();
    }
    return make_instance(t, type);
}

Status object_init_py(Thread& t, Value self, const Args& args) {
    if (!has_arguments(args)) return Status::ok();
    const Type& type = *type_of(t, self);
    if (type.slots.init_py != &object_init_py) {
        return t.raise(Exc::TypeError,
                       "object.__init__() takes exactly one argument (the instance to initialize)");
    }
    if (type.slots.new_py == &object_new_py) {
        return t.raise(Exc::TypeError,
                       "{}.__init__() takes exactly one argument (the instance to initialize)", type);
    }
    return Status::ok();
}

namespace {

// --- Text, order, hash

Ref object_repr_py(Thread& t, Value self) {
    Type& type = *type_of(t, self);
    Ref module = type_module_py(t, type);
    if (!module) return t.raised();
    TextBuffer text;
    if (is_kind(module.get(), Kind::Str) && !str_equal(module.as<Str>(), "builtins")) {
        format_to(text, "<{}.{} object at {}>", module.as<Str>(), *type.qualname, address_of(self));
    } else {
        format_to(text, "<{} object at {}>", *type.qualname, address_of(self));
    }
    return make_str(t, text);
}

Ref object_str_py(Thread& t, Value self) {
    return repr_py(t, self);
}

Result<std::int64_t> object_hash_py(Thread&, Value self) {
    return hash_pointer(reinterpret_cast<const void*>(self.bits()));
}

Ref object_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (op == CompareOp::Eq) return left == right ? Ref::boolean(true) : Ref::not_implemented();
    if (op != CompareOp::Ne) return Ref::not_implemented();
    // `!=` is the opposite of what the type says of `==`.
    const auto compare = type_of(t, left)->slots.compare_py;
    if (!compare) return Ref::not_implemented();
    Ref equal = compare(t, left, right, CompareOp::Eq);
    if (!equal || equal.get().is_not_implemented()) return equal;
    const Result<bool> truth = truth_py(t, equal.get());
    if (!truth) return t.raised();
    return Ref::boolean(!*truth);
}

Ref object_format_py(Thread& t, Value self, Value spec) {
    if (!is_kind(spec, Kind::Str)) {
        return t.raise(Exc::TypeError, "__format__() argument must be str, not {}", BadArgument{t, spec});
    }
    if (as<Str>(spec).length != 0) {
        return t.raise(Exc::TypeError, "unsupported format string passed to {}.__format__",
                       *type_of(t, self));
    }
    return str_py(t, self);
}

Ref object_sizeof(Thread& t, Value self) {
    // An immediate counts as an object of its type would.
    const std::size_t size =
        self.is_object() ? Heap::block_size(self.object()) : type_of(t, self)->instance_size;
    return make_int(t, static_cast<std::int64_t>(size));
}

// --- dir()

// Adds the names in the dict of the class and of all its bases.
Status merge_class_names_py(Thread& t, Dict& into, Value cls) {
    RecursionScope scope(t, " in dir()");
    if (!scope) return t.raised();
    if (is_type(cls)) {
        // Real classes: the order of resolution names them all.
        Ref mro = Ref::share(as<Type>(cls).mro);
        for (const Value base : mro.as<Tuple>().span()) {
            if (!dict_merge_py(t, into, as<Type>(base).dict, true)) return t.raised();
        }
        return Status::ok();
    }
    Ref names = find_attr_py(t, cls, Name::dunder_dict);
    if (!names && t.has_pending()) return t.raised();
    if (names && !dict_update_py(t, into, names.get())) return t.raised();
    Ref bases = find_attr_py(t, cls, Name::dunder_bases);
    if (!bases) return t.has_pending() ? Status(t.raised()) : Status::ok();
    if (!is_kind(bases.get(), Kind::Tuple)) return Status::ok();
    for (const Value base : bases.as<Tuple>().span()) {
        if (!merge_class_names_py(t, into, base)) return t.raised();
    }
    return Status::ok();
}

Ref object_dir_py(Thread& t, Value self) {
    Ref own = find_attr_py(t, self, Name::dunder_dict);
    if (!own && t.has_pending()) return t.raised();
    Ref names = Ref::nothing();
    if (own && is_kind(own.get(), Kind::Dict)) {
        names = dict_copy(t, own.as<Dict>());
    } else {
        names = make_dict(t);
    }
    if (!names) return t.raised();
    Ref cls = find_attr_py(t, self, Name::dunder_class);
    if (!cls && t.has_pending()) return t.raised();
    if (cls && !merge_class_names_py(t, names.as<Dict>(), cls.get())) return t.raised();
    return list_from_py(t, names.get());
}

// --- __class__

Ref object_class_get(Thread& t, Value self) {
    return Ref::share(type_of(t, self));
}

bool may_assign_class(Thread& t, const Type& type) {
    if (type.is_heap_type() && !type.has(kImmutable)) return true;
    return is_subtype(type, *t.type(TypeId::Module));
}

// After the checks: attributes move to a dict, whose place is the same in both layouts.
Status change_class(Thread& t, Object& object, Type& type) {
    Type& old = *object.type();
    if (attrs_of(&object)) {
        if (!instance_dict(t, &object)) return t.raised();
        object.shape = type.dict_shape;
    } else {
        object.shape = type.shape;
    }
    if (type.is_heap_type()) retain(static_cast<Object*>(&type));
    object.subclass = type.is_heap_type() ? 1 : 0;
    if (old.is_heap_type()) release(static_cast<Object*>(&old));
    return Status::ok();
}

Status object_class_set_py(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "can't delete __class__ attribute");
    if (!is_type(value)) {
        return t.raise(Exc::TypeError, "__class__ must be set to a class, not '{}' object",
                       *type_of(t, value));
    }
    Type& old = *type_of(t, self);
    Type& fresh = as<Type>(value);
    if (!may_assign_class(t, old) || !may_assign_class(t, fresh)) {
        return t.raise(Exc::TypeError,
                       "__class__ assignment only supported for mutable types or ModuleType subclasses");
    }
    if (&old == &fresh) return Status::ok();
    if (!same_layout(old, fresh)) {
        return t.raise(Exc::TypeError, "__class__ assignment: '{}' object layout differs from '{}'", fresh,
                       old);
    }
    return change_class(t, *self.object(), fresh);
}

// --- Class methods

Ref object_init_subclass(Thread& t, Value self, const Args& args) {
    if (args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "{}.__init_subclass__() takes no keyword arguments", as<Type>(self));
    }
    if (args.count != 0) {
        return t.raise(Exc::TypeError, "{}.__init_subclass__() takes no arguments ({} given)", as<Type>(self),
                       args.count);
    }
    return Ref::none();
}

Ref object_subclasshook(Thread&, Type&, Value) {
    return Ref::not_implemented();
}

constexpr MethodDef kObjectMethods[] = {
    method<&object_reduce_ex_py>("__reduce_ex__($self, protocol, /)", "Helper for pickle."),
    method<&object_reduce_py>("__reduce__($self, /)", "Helper for pickle."),
    method<&object_getstate_py>("__getstate__($self, /)", "Helper for pickle."),
    class_method<&object_subclasshook>("__subclasshook__($type, object, /)",
                                       "Abstract classes can override this to customize issubclass().\n\n"
                                       "This is invoked early on by abc.ABCMeta.__subclasscheck__().\n"
                                       "It should return True, False or NotImplemented.  If it returns\n"
                                       "NotImplemented, the normal algorithm is used.  Otherwise, it\n"
                                       "overrides the normal algorithm (and the outcome is cached).\n"),
    raw<&object_init_subclass>("__init_subclass__($type, /)",
                               "This method is called when a class is subclassed.\n\n"
                               "The default implementation does nothing. It may be\n"
                               "overridden to extend subclasses.\n",
                               kMethodClass),
    method<&object_format_py>("__format__($self, format_spec, /)",
                              "Default object formatter.\n\n"
                              "Return str(self) if format_spec is empty. Raise TypeError otherwise."),
    method<&object_sizeof>("__sizeof__($self, /)", "Size of object in memory, in bytes."),
    method<&object_dir_py>("__dir__($self, /)", "Default dir() implementation."),
};

constexpr GetSetDef kObjectGetSet[] = {
    {"__class__", &object_class_get, &object_class_set_py, "the object's class"},
};

void object_drop(Heap& heap, Object* object) {
    drop_attrs(heap, object);
    heap.free_object(object);
}

} // namespace

void drop_by_traverse(Heap& heap, Object* object) {
    struct Releaser : Visitor {};
    Releaser releaser;
    releaser.visit = [](Visitor&, Value& slot) { release(std::exchange(slot, Value())); };
    // An instance of a program's class counts the class, which traverse_attrs does not let go of: see there.
    Type* const type = object->type();
    const bool counted = type->is_heap_type();
    if (counted) retain(static_cast<Object*>(type));
    if (type->traverse) type->traverse(object, releaser);
    drop_attrs(heap, object);
    if (counted) release(static_cast<Object*>(type));
    heap.free_object(object);
}

extern const TypeSpec kObjectSpec = {
    .name = "object",
    .doc = "The base class of the class hierarchy.\n\n"
           "When called, it accepts no arguments and returns a new featureless\n"
           "instance that has no instance attributes and cannot be given any.\n",
    .kind = Kind::Instance,
    .flags = kBaseType,
    .slots = {.new_py = &object_new_py,
              .init_py = &object_init_py,
              .getattr_py = &generic_getattr_py,
              .setattr_py = &generic_setattr_py,
              .repr_py = &object_repr_py,
              .str_py = &object_str_py,
              .hash_py = &object_hash_py,
              .compare_py = &object_compare_py},
    .methods = kObjectMethods,
    .getset = kObjectGetSet,
    .traverse = &traverse_attrs,
    .drop = &object_drop,
};

} // namespace islet
