// SPDX-License-Identifier: MIT
//
// Methods, computed attributes and fields of built-in types as their dicts show them; __new__, __dict__ and
// __weakref__, which every class has; see descriptors.h.
// Owns: nothing beside the objects. Threads: the interpreter's lock.
#include "vm/types/descriptors.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/weakref.h"

namespace islet {

namespace {

// The receiver is an instance of the descriptor's owner.
Status check_receiver(Thread& t, Str& name, const Type& owner, Value v) {
    if (is_subtype(*type_of(t, v), owner)) return Status::ok();
    return t.raise(Exc::TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", name,
                   owner, *type_of(t, v));
}

Ref text_or_none(Thread& t, const char* text) {
    return text ? make_str(t, text) : Ref::none();
}

// "(...)" of "name(...)".
Ref signature_text(Thread& t, const MethodDef& def) {
    const std::string_view text = def.text;
    const std::size_t open = text.find('(');
    return open == std::string_view::npos ? Ref::none() : make_str(t, text.substr(open));
}

// --- method_descriptor: list.append

Ref method_descriptor_repr_py(Thread& t, Value self) {
    const auto& d = *reinterpret_cast<MethodDescriptor*>(self.object());
    return make_str(t, format("<method '{}' of '{}' objects>", *d.name, *d.owner));
}

Ref method_descriptor_call_py(Thread& t, Value self, const Args& args) {
    const auto& d = as<MethodDescriptor>(self);
    if (args.count == 0) {
        return t.raise(Exc::TypeError, "unbound method {}.{}() needs an argument", *d.owner, *d.name);
    }
    if (!check_receiver(t, *d.name, *d.owner, args[0])) return t.raised();
    return call_native_py(t, *d.def, *d.signature, args[0],
                          Args(args.values + 1, args.count - 1, args.names));
}

Ref bind_native(Thread& t, const MethodDescriptor& d, Value self) {
    auto* const bound = allocate<NativeFunction>(t, TypeId::NativeFunction);
    if (!bound) return t.raise_memory_error();
    bound->def = d.def;
    bound->signature = share_signature(d.signature);
    bound->name = d.name;
    bound->self = self;
    bound->module = Value();
    bound->owner = d.owner;
    retain(static_cast<Object*>(d.name));
    retain(self);
    retain(static_cast<Object*>(d.owner));
    return Ref::adopt(bound);
}

Ref method_descriptor_get_py(Thread& t, Value self, Value instance, Value) {
    if (instance.is_empty()) return Ref::share(self);
    const auto& d = as<MethodDescriptor>(self);
    if (!check_receiver(t, *d.name, *d.owner, instance)) return t.raised();
    return bind_native(t, d, instance);
}

const MethodDescriptor& any_method(Value v) {
    return *reinterpret_cast<MethodDescriptor*>(v.object());
}
Ref method_name(Thread&, Value self) {
    return Ref::share(any_method(self).name);
}
Ref method_owner(Thread&, Value self) {
    return Ref::share(any_method(self).owner);
}
Ref method_qualname(Thread& t, Value self) {
    return qualified_name(t, *any_method(self).owner, *any_method(self).name);
}
Ref method_doc(Thread& t, Value self) {
    return text_or_none(t, any_method(self).def->doc);
}
Ref method_signature(Thread& t, Value self) {
    return signature_text(t, *any_method(self).def);
}
Ref method_reduce_py(Thread& t, Value self) {
    return reduce_by_getattr_py(t, any_method(self).owner, *any_method(self).name);
}

constexpr GetSetDef kMethodGetSet[] = {
    {"__name__", &method_name, nullptr, nullptr},
    {"__objclass__", &method_owner, nullptr, nullptr},
    {"__qualname__", &method_qualname, nullptr, nullptr},
    {"__doc__", &method_doc, nullptr, nullptr},
    {"__text_signature__", &method_signature, nullptr, nullptr},
};
constexpr MethodDef kMethodMethods[] = {
    method<&method_reduce_py>("__reduce__($self, /)", "Helper for pickle."),
};

void method_traverse(Object* object, Visitor& visit) {
    auto* const d = reinterpret_cast<MethodDescriptor*>(object);
    visit.pointer(d->name);
    visit.pointer(d->owner);
}

void method_drop(Heap& heap, Object* object) {
    auto* const d = reinterpret_cast<MethodDescriptor*>(object);
    release(static_cast<Object*>(d->name));
    release(static_cast<Object*>(d->owner));
    release_signature(heap, d->signature);
    heap.free_object(d);
}

// --- classmethod_descriptor: dict.fromkeys as it stands in dict.__dict__

Ref class_descriptor_call_py(Thread& t, Value self, const Args& args) {
    const auto& d = as<ClassMethodDescriptor>(self);
    if (args.count == 0) {
        return t.raise(Exc::TypeError, "descriptor '{}' of '{}' object needs an argument", *d.name, *d.owner);
    }
    if (!is_type(args[0])) {
        return t.raise(Exc::TypeError, "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2",
                       *d.name, *d.owner, *type_of(t, args[0]));
    }
    if (!is_subtype(as<Type>(args[0]), *d.owner)) {
        return t.raise(Exc::TypeError, "descriptor '{}' requires a subtype of '{}' but received '{}'",
                       *d.name, *d.owner, as<Type>(args[0]));
    }
    return call_native_py(t, *d.def, *d.signature, args[0],
                          Args(args.values + 1, args.count - 1, args.names));
}

Ref class_descriptor_get_py(Thread& t, Value self, Value instance, Value owner) {
    const auto& d = as<ClassMethodDescriptor>(self);
    const Value cls = !owner.is_empty() ? owner : Value(type_of(t, instance));
    if (!is_type(cls)) {
        return t.raise(Exc::TypeError, "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2",
                       *d.name, *d.owner, *type_of(t, cls));
    }
    if (!is_subtype(as<Type>(cls), *d.owner)) {
        return t.raise(Exc::TypeError, "descriptor '{}' requires a subtype of '{}' but received '{}'",
                       *d.name, *d.owner, as<Type>(cls));
    }
    return bind_native(t, d, cls);
}

// --- getset_descriptor: int.real

Ref getset_repr_py(Thread& t, Value self) {
    const auto& d = as<GetSetDescriptor>(self);
    return make_str(t, format("<attribute '{}' of '{}' objects>", *d.name, *d.owner));
}

Ref getset_get_py(Thread& t, Value self, Value instance, Value) {
    if (instance.is_empty()) return Ref::share(self);
    const auto& d = as<GetSetDescriptor>(self);
    if (!check_receiver(t, *d.name, *d.owner, instance)) return t.raised();
    if (!d.def->get_py) {
        return t.raise(Exc::AttributeError, "attribute '{}' of '{}' objects is not readable", *d.name,
                       *d.owner);
    }
    return d.def->get_py(t, instance);
}

Status getset_set_py(Thread& t, Value self, Value instance, Value value) {
    const auto& d = as<GetSetDescriptor>(self);
    if (!check_receiver(t, *d.name, *d.owner, instance)) return t.raised();
    if (!d.def->set_py) {
        return t.raise(Exc::AttributeError, "attribute '{}' of '{}' objects is not writable", *d.name,
                       *d.owner);
    }
    return d.def->set_py(t, instance, value);
}

Ref getset_name(Thread&, Value self) {
    return Ref::share(as<GetSetDescriptor>(self).name);
}
Ref getset_owner(Thread&, Value self) {
    return Ref::share(as<GetSetDescriptor>(self).owner);
}
Ref getset_qualname(Thread& t, Value self) {
    const auto& d = as<GetSetDescriptor>(self);
    return qualified_name(t, *d.owner, *d.name);
}
Ref getset_doc(Thread& t, Value self) {
    return text_or_none(t, as<GetSetDescriptor>(self).def->doc);
}

constexpr GetSetDef kGetSetGetSet[] = {
    {"__name__", &getset_name, nullptr, nullptr},
    {"__objclass__", &getset_owner, nullptr, nullptr},
    {"__qualname__", &getset_qualname, nullptr, nullptr},
    {"__doc__", &getset_doc, nullptr, nullptr},
};

void getset_traverse(Object* object, Visitor& visit) {
    auto* const d = reinterpret_cast<GetSetDescriptor*>(object);
    visit.pointer(d->name);
    visit.pointer(d->owner);
}

// --- member_descriptor: slice.start, and what __slots__ makes

Ref member_repr_py(Thread& t, Value self) {
    const auto& d = as<MemberDescriptor>(self);
    return make_str(t, format("<member '{}' of '{}' objects>", *d.name, *d.owner));
}

Ref member_get_py(Thread& t, Value self, Value instance, Value) {
    if (instance.is_empty()) return Ref::share(self);
    const auto& d = as<MemberDescriptor>(self);
    if (!check_receiver(t, *d.name, *d.owner, instance)) return t.raised();
    return member_get(t, d, instance);
}

Status member_descr_set_py(Thread& t, Value self, Value instance, Value value) {
    const auto& d = as<MemberDescriptor>(self);
    if (!check_receiver(t, *d.name, *d.owner, instance)) return t.raised();
    return member_set_py(t, d, instance, value);
}

Ref member_name(Thread&, Value self) {
    return Ref::share(as<MemberDescriptor>(self).name);
}
Ref member_owner(Thread&, Value self) {
    return Ref::share(as<MemberDescriptor>(self).owner);
}
Ref member_qualname(Thread& t, Value self) {
    const auto& d = as<MemberDescriptor>(self);
    return qualified_name(t, *d.owner, *d.name);
}
Ref member_doc(Thread& t, Value self) {
    return text_or_none(t, as<MemberDescriptor>(self).def.doc);
}
Ref member_reduce_py(Thread& t, MemberDescriptor& self) {
    return reduce_by_getattr_py(t, self.owner, *self.name);
}

constexpr GetSetDef kMemberGetSet[] = {
    {"__name__", &member_name, nullptr, nullptr},
    {"__objclass__", &member_owner, nullptr, nullptr},
    {"__qualname__", &member_qualname, nullptr, nullptr},
    {"__doc__", &member_doc, nullptr, nullptr},
};
constexpr MethodDef kMemberMethods[] = {
    method<&member_reduce_py>("__reduce__($self, /)", "Helper for pickle."),
};

void member_traverse(Object* object, Visitor& visit) {
    auto* const d = reinterpret_cast<MemberDescriptor*>(object);
    visit.pointer(d->name);
    visit.pointer(d->owner);
}

char* member_place(const MemberDescriptor& d, Value instance) {
    Object* const object = instance.object();
    if (d.after_items) return reinterpret_cast<char*>(tail_slots_of(object)) + d.def.offset;
    return reinterpret_cast<char*>(object) + d.def.offset;
}

template <class T>
T read_as(const char* place) {
    T value;
    std::memcpy(&value, place, sizeof(value));
    return value;
}
template <class T>
void write_as(char* place, T value) {
    std::memcpy(place, &value, sizeof(value));
}

// --- __new__, __dict__, __weakref__

// int.__new__(cls, ...): `self` is the type in whose dict this stands.
Ref type_new_method_py(Thread& t, Value self, const Args& args) {
    Type& owner = as<Type>(self);
    if (args.count == 0) return t.raise(Exc::TypeError, "{}.__new__(): not enough arguments", owner);
    if (!is_type(args[0])) {
        return t.raise(Exc::TypeError, "{}.__new__(X): X is not a type object ({})", owner,
                       *type_of(t, args[0]));
    }
    Type& type = as<Type>(args[0]);
    if (!is_subtype(type, owner)) {
        return t.raise(Exc::TypeError, "{}.__new__({}): {} is not a subtype of {}", owner, type, type, owner);
    }
    // object.__new__(dict) would make a dict without the fields of one.
    const Type* nearest = &type;
    while (nearest->base && nearest->is_heap_type()) nearest = nearest->base;
    if (nearest != &owner && nearest->slots.new_py != owner.slots.new_py) {
        return t.raise(Exc::TypeError, "{}.__new__({}) is not safe, use {}.__new__()", owner, type, *nearest);
    }
    return owner.slots.new_py(t, type, Args(args.values + 1, args.count - 1, args.names));
}

} // namespace

extern constexpr MethodDef kNewMethod =
    raw<&type_new_method_py>("__new__($type, *args, **kwargs)",
                             "Create and return a new object.  See help(type) for accurate signature.");
Ref instance_dict_get(Thread& t, Value self) {
    Object* const object = self.object();
    const bool own = object->kind == Kind::Function || object->kind == Kind::Module;
    if (!own && !attrs_of(object)) return raise_no_attribute(t, self, t.name(Name::dunder_dict));
    const Result<Dict*> dict = instance_dict(t, object);
    if (!dict) return t.raised();
    return Ref::share(*dict);
}

Status instance_dict_set_py(Thread& t, Value self, Value value) {
    Object* const object = self.object();
    Ref fresh = Ref::nothing();
    if (value.is_empty()) {
        if (object->subclass == 0) return t.raise(Exc::TypeError, "cannot delete __dict__");
        fresh = make_dict(t);
        if (!fresh) return t.raised();
        value = fresh.get();
    }
    if (!is_kind(value, Kind::Dict)) {
        return t.raise(Exc::TypeError, "__dict__ must be set to a dictionary, not a '{}'",
                       *type_of(t, value));
    }
    return replace_instance_dict(t, object, as<Dict>(value));
}

Ref instance_weakref_get(Thread& t, Value self) {
    Ref all = weak_references(t, self);
    if (!all) return t.raised();
    const auto& list = all.as<List>();
    return list.size == 0 ? Ref::none() : Ref::share(list.items[0]);
}

Status refuse_write(Thread& t, Value, Value) {
    return t.raise(Exc::AttributeError, "readonly attribute");
}

// --- Shared by the files of the object model

void append_value(TextBuffer& out, Address address) {
    out.append("0x");
    append_value(out, Hex{address.bits});
}

Ref qualified_name(Thread& t, const Type& owner, const Str& name) {
    return make_str(t, format("{}.{}", *owner.qualname, name));
}

Ref reduce_by_getattr_py(Thread& t, Value owner, Str& name) {
    const Value getattr = dict_find_text(t, *t.state().builtins, "getattr");
    if (getattr.is_empty()) return t.raise(Exc::AttributeError, "getattr");
    Ref args = make_tuple(t, {owner, Value(&name)});
    if (!args) return t.raised();
    return make_tuple(t, {getattr, args.get()});
}

Ref attribute_name(Thread& t, Value name) {
    if (!is_kind(name, Kind::Str)) {
        return t.raise(Exc::TypeError, "attribute name must be string, not '{}'", *type_of(t, name));
    }
    return intern(t, as<Str>(name));
}

// --- Making

Ref make_getset_descriptor(Thread& t, const GetSetDef& def, Type& owner) {
    Ref name = intern(t, def.name);
    if (!name) return t.raised();
    auto* const d = allocate<GetSetDescriptor>(t, TypeId::GetSetDescriptor);
    if (!d) return t.raise_memory_error();
    d->def = &def;
    d->name = static_cast<Str*>(name.release().object());
    d->owner = &owner;
    retain(static_cast<Object*>(&owner));
    return Ref::adopt(d);
}

Ref make_member_descriptor(Thread& t, const MemberDef& def, Str& name, Type& owner, bool after_items) {
    auto* const d = allocate<MemberDescriptor>(t, TypeId::MemberDescriptor);
    if (!d) return t.raise_memory_error();
    d->def = def;
    d->name = &name;
    d->owner = &owner;
    d->after_items = after_items;
    retain(static_cast<Object*>(&name));
    retain(static_cast<Object*>(&owner));
    return Ref::adopt(d);
}

Ref member_get(Thread& t, const MemberDescriptor& d, Value instance) {
    using Kinds = MemberDef::Type;
    // A float or small int has no fields; only subclasses' objects come here, but a type could promise
    // wrongly.
    if (!instance.is_object()) return raise_no_attribute(t, instance, *d.name);
    const char* const place = member_place(d, instance);
    switch (d.def.type) {
    case Kinds::Object: {
        const Value v = read_as<Value>(place);
        if (!v.is_empty()) return Ref::share(v);
        TextBuffer text;
        text.append('\'');
        append_full_name(t, text, *type_of(t, instance));
        format_to(text, "' object has no attribute '{}'", *d.name);
        return raise_attribute_error(t, text.view(), instance, *d.name);
    }
    case Kinds::ObjectOrNone: {
        const Value v = read_as<Value>(place);
        return v.is_empty() ? Ref::none() : Ref::share(v);
    }
    case Kinds::Int64: return make_int(t, read_as<std::int64_t>(place));
    case Kinds::Int32: return make_int(t, read_as<std::int32_t>(place));
    case Kinds::UInt32: return make_int(t, read_as<std::uint32_t>(place));
    case Kinds::Bool: return Ref::boolean(read_as<bool>(place));
    case Kinds::Double: return make_float(read_as<double>(place));
    }
    ISLET_UNREACHABLE("member type");
}

Status member_set_py(Thread& t, const MemberDescriptor& d, Value instance, Value value) {
    using Kinds = MemberDef::Type;
    if (!d.def.writable || !instance.is_object()) return t.raise(Exc::AttributeError, "readonly attribute");
    const bool object = d.def.type == Kinds::Object || d.def.type == Kinds::ObjectOrNone;
    if (!object && value.is_empty()) return t.raise(Exc::TypeError, "can't delete numeric/char attribute");
    const ArgContext nowhere{nullptr, 0};
    switch (d.def.type) {
    case Kinds::Object:
    case Kinds::ObjectOrNone: {
        const Value old = read_as<Value>(member_place(d, instance));
        if (value.is_empty() && old.is_empty() && d.def.type == Kinds::Object) {
            return t.raise_text(Exc::AttributeError, format("{}", *d.name).view());
        }
        retain(value);
        write_as(member_place(d, instance), value);
        release(old);
        return Status::ok();
    }
    case Kinds::Int64: {
        const Result<std::int64_t> number = index_to_int64_py(t, value);
        if (!number) return t.raised();
        write_as(member_place(d, instance), *number);
        return Status::ok();
    }
    case Kinds::Int32: {
        Int32 number{};
        if (!convert_arg_py(t, value, number, nowhere)) return t.raised();
        write_as(member_place(d, instance), number.value);
        return Status::ok();
    }
    case Kinds::UInt32: {
        const Result<std::int64_t> number = index_to_int64_py(t, value);
        if (!number) return t.raised();
        if (*number < 0 || *number > UINT32_MAX) {
            return t.raise(Exc::OverflowError, "Python int too large to convert to C long");
        }
        write_as(member_place(d, instance), static_cast<std::uint32_t>(*number));
        return Status::ok();
    }
    case Kinds::Bool:
        if (!value.is_bool()) return t.raise(Exc::TypeError, "attribute value type must be bool");
        write_as(member_place(d, instance), value.is_true());
        return Status::ok();
    case Kinds::Double: {
        const Result<double> number = to_double_py(t, value);
        if (!number) return t.raised();
        write_as(member_place(d, instance), *number);
        return Status::ok();
    }
    }
    ISLET_UNREACHABLE("member type");
}

extern const TypeSpec kMethodDescriptorSpec = {
    .name = "method_descriptor",
    .kind = Kind::MethodDescriptor,
    .flags = kMethodLike | kNoInstantiation,
    .size = sizeof(MethodDescriptor),
    .slots = {.descr_get_py = &method_descriptor_get_py,
              .call_py = &method_descriptor_call_py,
              .repr_py = &method_descriptor_repr_py},
    .methods = kMethodMethods,
    .getset = kMethodGetSet,
    .traverse = &method_traverse,
    .drop = &method_drop,
};

extern const TypeSpec kClassMethodDescriptorSpec = {
    .name = "classmethod_descriptor",
    .kind = Kind::ClassMethodDescriptor,
    .flags = kNoInstantiation,
    .size = sizeof(ClassMethodDescriptor),
    .slots = {.descr_get_py = &class_descriptor_get_py,
              .call_py = &class_descriptor_call_py,
              .repr_py = &method_descriptor_repr_py},
    .methods = kMethodMethods,
    .getset = kMethodGetSet,
    .traverse = &method_traverse,
    .drop = &method_drop,
};

extern const TypeSpec kGetSetDescriptorSpec = {
    .name = "getset_descriptor",
    .kind = Kind::GetSet,
    .flags = kNoInstantiation,
    .size = sizeof(GetSetDescriptor),
    .slots = {.descr_get_py = &getset_get_py, .descr_set_py = &getset_set_py, .repr_py = &getset_repr_py},
    .getset = kGetSetGetSet,
    .traverse = &getset_traverse,
};

extern const TypeSpec kMemberDescriptorSpec = {
    .name = "member_descriptor",
    .kind = Kind::Member,
    .flags = kNoInstantiation,
    .size = sizeof(MemberDescriptor),
    .slots = {.descr_get_py = &member_get_py,
              .descr_set_py = &member_descr_set_py,
              .repr_py = &member_repr_py},
    .methods = kMemberMethods,
    .getset = kMemberGetSet,
    .traverse = &member_traverse,
};

} // namespace islet
