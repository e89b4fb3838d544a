// SPDX-License-Identifier: MIT
//
// Bound methods (method) and functions written in C++ (builtin_function_or_method).
// Owns: see function.h. Threads: the interpreter's lock.
#include "vm/base/hash.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/descriptors.h"
#include "vm/types/function.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type_internal.h"

namespace islet {

namespace {

// --- method

BoundMethod& method_self(Value v) {
    return as<BoundMethod>(v);
}

Ref method_new(Thread& t, Type&, const Args& args) {
    if (!refuse_keywords(t, args, "method") || !check_positional(t, args, "method", 2, 2)) return t.raised();
    if (!is_callable(t, args[0])) return t.raise(Exc::TypeError, "first argument must be callable");
    if (args[1].is_none()) return t.raise(Exc::TypeError, "instance must not be None");
    return make_bound_method(t, args[0], args[1]);
}

Ref method_call_py(Thread& t, Value self, const Args& args) {
    // The method may be dropped by what it calls.
    Ref function = Ref::share(method_self(self).function), receiver = Ref::share(method_self(self).self);
    ArgsWithSelf all(t, receiver.get(), args);
    if (!all) return t.raised();
    return call_py(t, function.get(), all.args());
}

Ref method_repr_py(Thread& t, Value self) {
    Ref function = Ref::share(method_self(self).function);
    Ref name = find_attr_py(t, function.get(), Name::dunder_qualname);
    if (!name && !t.has_pending()) name = find_attr_py(t, function.get(), Name::dunder_name);
    if (!name && t.has_pending()) return t.raised();
    Ref receiver = repr_py(t, method_self(self).self);
    if (!receiver) return t.raised();
    TextBuffer text;
    text.append("<bound method ");
    if (name && is_kind(name.get(), Kind::Str))
        append_utf8(text, name.as<Str>());
    else
        text.append('?');
    text.append(" of ");
    append_utf8(text, receiver.as<Str>());
    text.append('>');
    return make_str(t, text);
}

Ref method_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    const bool comparable = is_kind(left, Kind::BoundMethod) && is_kind(right, Kind::BoundMethod);
    if (!comparable || (op != CompareOp::Eq && op != CompareOp::Ne)) return Ref::not_implemented();
    Ref a = Ref::share(method_self(left).function), b = Ref::share(method_self(right).function);
    const bool same_receiver = method_self(left).self == method_self(right).self;
    const Result<bool> equal = equal_py(t, a.get(), b.get());
    if (!equal) return t.raised();
    return Ref::boolean((*equal && same_receiver) == (op == CompareOp::Eq));
}

Result<std::int64_t> method_hash_py(Thread& t, Value self) {
    const Result<std::int64_t> function = hash_py(t, method_self(self).function);
    if (!function) return t.raised();
    const std::int64_t receiver = hash_pointer(reinterpret_cast<const void*>(method_self(self).self.bits()));
    return hash_avoid_error(*function ^ receiver);
}

// Its own attributes, then those of the function.
Ref method_getattr_py(Thread& t, Value self, Str& name) {
    const Value own = type_lookup(t, *type_of(t, self), name);
    if (!own.is_empty()) return generic_getattr_py(t, self, name);
    Ref function = Ref::share(method_self(self).function);
    return get_attr_py(t, function.get(), name);
}

Ref method_doc_py(Thread& t, Value self) {
    Ref doc = find_attr_py(t, method_self(self).function, Name::dunder_doc);
    return doc || t.has_pending() ? std::move(doc) : Ref::none();
}

// A method stays what it is when someone binds it again.
Ref method_get(Thread&, Value self, Value, Value) {
    return Ref::share(self);
}

Ref method_reduce_py(Thread& t, BoundMethod& self) {
    Ref name = get_attr_py(t, self.function, Name::dunder_name);
    Ref key = name ? attribute_name(t, name.get()) : Ref(t.raised());
    if (!key) return t.raised();
    return reduce_by_getattr_py(t, self.self, key.as<Str>());
}

constexpr MethodDef kMethodMethods[] = {
    method<&method_reduce_py>("__reduce__($self, /)", nullptr),
};
constexpr GetSetDef kMethodGetSet[] = {
    {"__doc__", &method_doc_py, nullptr, nullptr},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kMethodMembers[] = {
    {"__func__", offsetof(BoundMethod, function), MemberDef::Type::ObjectOrNone, false,
     "the function (or other callable) implementing a method"},
    {"__self__", offsetof(BoundMethod, self), MemberDef::Type::ObjectOrNone, false,
     "the instance to which a method is bound"},
};
#pragma GCC diagnostic pop

void method_traverse(Object* object, Visitor& visit) {
    auto* const m = reinterpret_cast<BoundMethod*>(object);
    visit(m->function);
    visit(m->self);
}
void method_drop(Heap& heap, Object* object) {
    auto* const m = reinterpret_cast<BoundMethod*>(object);
    release(m->function);
    release(m->self);
    heap.free_object(object);
}

// --- builtin_function_or_method

NativeFunction& native_self(Value v) {
    return as<NativeFunction>(v);
}

Ref native_call_py(Thread& t, Value self, const Args& args) {
    const auto& f = native_self(self);
    return call_native_py(t, *f.def, *f.signature, f.self, args);
}

bool is_plain_function(const NativeFunction& f) {
    return f.self.is_empty() || is_kind(f.self, Kind::Module);
}

Ref native_repr(Thread& t, Value self) {
    const auto& f = native_self(self);
    if (f.self.is_empty() && f.owner) { // a static method, str.maketrans
        return make_str(t, format("<built-in method {} of type object at {}>", *f.name, address_of(f.owner)));
    }
    if (is_plain_function(f)) return make_str(t, format("<built-in function {}>", *f.name));
    return make_str(t, format("<built-in method {} of {} object at {}>", *f.name, *type_of(t, f.self),
                              address_of(f.self)));
}

Ref native_compare(Thread&, Value left, Value right, CompareOp op) {
    const bool comparable = is_kind(left, Kind::NativeFunction) && is_kind(right, Kind::NativeFunction);
    if (!comparable || (op != CompareOp::Eq && op != CompareOp::Ne)) return Ref::not_implemented();
    const auto& a = native_self(left);
    const auto& b = native_self(right);
    return Ref::boolean((a.def == b.def && a.self == b.self) == (op == CompareOp::Eq));
}

Result<std::int64_t> native_hash(Thread&, Value self) {
    const auto& f = native_self(self);
    return hash_avoid_error(hash_pointer(f.def) ^ hash_pointer(reinterpret_cast<const void*>(f.self.bits())));
}

Ref native_name(Thread&, Value self) {
    return Ref::share(native_self(self).name);
}
Ref native_qualname(Thread& t, Value self) {
    const auto& f = native_self(self);
    if (is_plain_function(f)) return f.owner ? qualified_name(t, *f.owner, *f.name) : Ref::share(f.name);
    const Type& owner = is_type(f.self) ? as<Type>(f.self) : *type_of(t, f.self);
    return qualified_name(t, owner, *f.name);
}
Ref native_module(Thread&, Value self) {
    const Value module = native_self(self).module;
    return module.is_empty() ? Ref::none() : Ref::share(module);
}
Ref native_receiver(Thread&, Value self) {
    const auto& f = native_self(self);
    if (!f.self.is_empty()) return Ref::share(f.self);
    return f.owner ? Ref::share(f.owner) : Ref::none();
}
Ref native_doc(Thread& t, Value self) {
    const char* const doc = native_self(self).def->doc;
    return doc ? make_str(t, doc) : Ref::none();
}
Ref native_signature(Thread& t, Value self) {
    const std::string_view text = native_self(self).def->text;
    const std::size_t open = text.find('(');
    return open == std::string_view::npos ? Ref::none() : make_str(t, text.substr(open));
}
Ref native_reduce_py(Thread& t, NativeFunction& self) {
    if (self.self.is_empty() && self.owner) return reduce_by_getattr_py(t, Value(self.owner), *self.name);
    if (is_plain_function(self)) return Ref::share(self.name);
    return reduce_by_getattr_py(t, self.self, *self.name);
}

constexpr MethodDef kNativeMethods[] = {
    method<&native_reduce_py>("__reduce__($self, /)", nullptr),
};
constexpr GetSetDef kNativeGetSet[] = {
    {"__doc__", &native_doc, nullptr, nullptr},
    {"__name__", &native_name, nullptr, nullptr},
    {"__qualname__", &native_qualname, nullptr, nullptr},
    {"__module__", &native_module, nullptr, nullptr},
    {"__self__", &native_receiver, nullptr, nullptr},
    {"__text_signature__", &native_signature, nullptr, nullptr},
};

void native_traverse(Object* object, Visitor& visit) {
    auto* const f = reinterpret_cast<NativeFunction*>(object);
    visit.pointer(f->name);
    visit(f->self);
    visit(f->module);
    visit.pointer(f->owner);
}

void native_drop(Heap& heap, Object* object) {
    auto* const f = reinterpret_cast<NativeFunction*>(object);
    release(static_cast<Object*>(f->name));
    release(f->self);
    release(f->module);
    if (f->owner) release(static_cast<Object*>(f->owner));
    release_signature(heap, f->signature);
    heap.free_object(f);
}

} // namespace

Ref make_bound_method(Thread& t, Value function, Value self) {
    auto* const m = allocate<BoundMethod>(t, TypeId::BoundMethod);
    if (!m) return t.raise_memory_error();
    retain(function);
    retain(self);
    m->function = function;
    m->self = self;
    return Ref::adopt(m);
}

Ref make_native_function(Thread& t, const MethodDef& def, Value self, Value module) {
    const std::string_view text = def.text;
    Ref name = intern(t, text.substr(0, text.find('(')));
    if (!name) return t.raised();
    const Signature* const signature = parse_signature(t, def);
    if (!signature) return t.raised();
    auto* const f = allocate<NativeFunction>(t, TypeId::NativeFunction);
    if (!f) {
        release_signature(t.heap(), signature);
        return t.raise_memory_error();
    }
    f->def = &def;
    f->signature = signature;
    f->name = static_cast<Str*>(name.release().object());
    retain(self);
    retain(module);
    f->self = self;
    f->module = module;
    f->owner = nullptr;
    return Ref::adopt(f);
}

extern const TypeSpec kBoundMethodSpec = {
    .name = "method",
    .doc = "Create a bound instance method object.",
    .kind = Kind::BoundMethod,
    .flags = kWeakable,
    .size = sizeof(BoundMethod),
    .slots = {.new_py = &method_new,
              .getattr_py = &method_getattr_py,
              .descr_get_py = &method_get,
              .call_py = &method_call_py,
              .repr_py = &method_repr_py,
              .hash_py = &method_hash_py,
              .compare_py = &method_compare_py},
    .methods = kMethodMethods,
    .getset = kMethodGetSet,
    .members = kMethodMembers,
    .traverse = &method_traverse,
    .drop = &method_drop,
};

extern const TypeSpec kNativeFunctionSpec = {
    .name = "builtin_function_or_method",
    .kind = Kind::NativeFunction,
    .flags = kWeakable | kNoInstantiation,
    .size = sizeof(NativeFunction),
    .slots = {.call_py = &native_call_py,
              .repr_py = &native_repr,
              .hash_py = &native_hash,
              .compare_py = &native_compare},
    .methods = kNativeMethods,
    .getset = kNativeGetSet,
    .traverse = &native_traverse,
    .drop = &native_drop,
};

} // namespace islet
