// SPDX-License-Identifier: MIT
//
// weakref.ProxyType and CallableProxyType: every operation goes to the target, or is a ReferenceError.
//
// Owns: see weakref.h. Threads: the interpreter's lock.
#include "vm/types/weakref.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

#include <utility>

namespace islet {

namespace {

// The target of a proxy, or the value itself if it is none. Empty: ReferenceError.
Ref unwrap(Thread& t, Value v) {
    if (!is_kind(v, Kind::WeakProxy)) return Ref::share(v);
    Ref target = weak_target(v);
    if (!target) return t.raise(Exc::ReferenceError, "weakly-referenced object no longer exists");
    return target;
}

Ref proxy_getattr_py(Thread& t, Value self, Str& name) {
    Ref target = unwrap(t, self);
    return target ? get_attr_py(t, target.get(), name) : Ref(t.raised());
}

Status proxy_setattr_py(Thread& t, Value self, Str& name, Value value) {
    Ref target = unwrap(t, self);
    if (!target) return t.raised();
    return value.is_empty() ? del_attr_py(t, target.get(), name) : set_attr_py(t, target.get(), name, value);
}

Ref proxy_call_py(Thread& t, Value self, const Args& args) {
    Ref target = unwrap(t, self);
    return target ? call_py(t, target.get(), args) : Ref(t.raised());
}

// A slot with one operand, from the function of the protocol.
template <Ref (*operation)(Thread&, Value)>
Ref proxy_unary_py(Thread& t, Value self) {
    Ref target = unwrap(t, self);
    return target ? operation(t, target.get()) : Ref(t.raised());
}

template <BinaryOp op>
Ref proxy_binary_py(Thread& t, Value left, Value right) {
    Ref a = unwrap(t, left);
    if (!a) return t.raised();
    Ref b = unwrap(t, right);
    return b ? binary_py(t, op, a.get(), b.get()) : Ref(t.raised());
}

template <BinaryOp op>
Ref proxy_inplace_py(Thread& t, Value left, Value right) {
    Ref a = unwrap(t, left);
    if (!a) return t.raised();
    Ref b = unwrap(t, right);
    return b ? inplace_py(t, op, a.get(), b.get()) : Ref(t.raised());
}

Ref proxy_divmod_py(Thread& t, Value left, Value right) {
    Ref a = unwrap(t, left);
    if (!a) return t.raised();
    Ref b = unwrap(t, right);
    return b ? divmod_py(t, a.get(), b.get()) : Ref(t.raised());
}

Ref proxy_pow3_py(Thread& t, Value base, Value exponent, Value modulus) {
    Ref a = unwrap(t, base);
    if (!a) return t.raised();
    Ref b = unwrap(t, exponent);
    if (!b) return t.raised();
    Ref c = modulus.is_empty() ? Ref::none() : unwrap(t, modulus);
    return c ? pow_py(t, a.get(), b.get(), c.get()) : Ref(t.raised());
}

Ref proxy_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    Ref a = unwrap(t, left);
    if (!a) return t.raised();
    Ref b = unwrap(t, right);
    return b ? compare_py(t, a.get(), b.get(), op) : Ref(t.raised());
}

// int() or float() of the target, through its own special method.
template <Name name>
Ref proxy_special_py(Thread& t, Value self) {
    Ref target = unwrap(t, self);
    if (!target) return t.raised();
    Ref result = call_special_py(t, target.get(), name, {});
    if (result || t.has_pending()) return result;
    return t.raise(Exc::TypeError, "'{}' object has no {}", *type_of(t, target.get()), t.name(name));
}

Result<bool> proxy_bool_py(Thread& t, Value self) {
    Ref target = unwrap(t, self);
    if (!target) return t.raised();
    return truth_py(t, target.get());
}

Result<std::int64_t> proxy_length_py(Thread& t, Value self) {
    Ref target = unwrap(t, self);
    if (!target) return t.raised();
    return length_py(t, target.get());
}

Ref proxy_getitem_py(Thread& t, Value self, Value key) {
    Ref target = unwrap(t, self);
    return target ? getitem_py(t, target.get(), key) : Ref(t.raised());
}

Status proxy_setitem_py(Thread& t, Value self, Value key, Value value) {
    Ref target = unwrap(t, self);
    if (!target) return t.raised();
    return value.is_empty() ? delitem_py(t, target.get(), key) : setitem_py(t, target.get(), key, value);
}

Result<bool> proxy_contains_py(Thread& t, Value self, Value item) {
    Ref target = unwrap(t, self);
    if (!target) return t.raised();
    return contains_py(t, target.get(), item);
}

Step proxy_next_py(Thread& t, Value self) {
    Ref target = unwrap(t, self);
    if (!target) return t.raised();
    if (!type_of(t, target.get())->slots.next_py) {
        return t.raise(Exc::TypeError, "Weakref proxy referenced a non-iterator '{}' object",
                       *type_of(t, target.get()));
    }
    return next_py(t, target.get());
}

Ref proxy_repr(Thread& t, Value self) {
    TextBuffer text;
    format_to(text, "<weakproxy at {}; ", static_cast<const void*>(self.object()));
    Ref target = weak_target(self);
    if (target) {
        format_to(text, "to '{}' at {}>", *type_of(t, target.get()),
                  static_cast<const void*>(target.get().object()));
    } else {
        text.append("dead>");
    }
    return make_str(t, text);
}

Ref proxy_call_named_py(Thread& t, Value self, Name name) {
    Ref target = unwrap(t, self);
    return target ? call_method_py(t, target.get(), name) : Ref(t.raised());
}
Ref proxy_bytes_py(Thread& t, Value self) {
    return proxy_call_named_py(t, self, Name::dunder_bytes);
}
Ref proxy_reversed_py(Thread& t, Value self) {
    return proxy_call_named_py(t, self, Name::dunder_reversed);
}

constexpr MethodDef kProxyMethods[] = {
    method<&proxy_bytes_py>("__bytes__($self, /)", "bytes of the target"),
    method<&proxy_reversed_py>("__reversed__($self, /)", "reverse iterator over the target"),
};

template <std::size_t... i>
constexpr void set_operators(Slots& s, std::index_sequence<i...>) {
    ((s.binary_py[i] = &proxy_binary_py<static_cast<BinaryOp>(i)>,
      s.inplace_py[i] = &proxy_inplace_py<static_cast<BinaryOp>(i)>),
     ...);
}

constexpr Slots make_slots(bool callable) {
    Slots s;
    set_operators(s, std::make_index_sequence<kBinaryOpCount>());
    s.getattr_py = &proxy_getattr_py;
    s.setattr_py = &proxy_setattr_py;
    if (callable) s.call_py = &proxy_call_py;
    s.repr_py = &proxy_repr;
    s.str_py = &proxy_unary_py<&str_py>;
    s.bool_py = &proxy_bool_py;
    s.compare_py = &proxy_compare_py;
    s.iter_py = &proxy_unary_py<&iter_py>;
    s.next_py = &proxy_next_py;
    s.length_py = &proxy_length_py;
    s.getitem_py = &proxy_getitem_py;
    s.setitem_py = &proxy_setitem_py;
    s.contains_py = &proxy_contains_py;
    s.divmod_py = &proxy_divmod_py;
    s.pow3_py = &proxy_pow3_py;
    s.neg_py = &proxy_unary_py<&neg_py>;
    s.pos_py = &proxy_unary_py<&pos_py>;
    s.abs_py = &proxy_unary_py<&abs_py>;
    s.invert_py = &proxy_unary_py<&invert_py>;
    s.index_py = &proxy_special_py<Name::dunder_index>;
    s.int_py = &proxy_special_py<Name::dunder_int>;
    s.float_py = &proxy_special_py<Name::dunder_float>;
    return s;
}

constexpr TypeSpec make_spec(const char* name, bool callable) {
    TypeSpec spec{.name = name, .module = "weakref"};
    spec.kind = Kind::WeakProxy;
    spec.flags = kNoInstantiation;
    spec.size = sizeof(WeakRef);
    spec.slots = make_slots(callable);
    spec.methods = kProxyMethods;
    spec.traverse = &weakref_traverse;
    spec.drop = &weakref_drop;
    return spec;
}

} // namespace

constinit const TypeSpec kWeakProxySpec = make_spec("ProxyType", false);
constinit const TypeSpec kWeakCallableProxySpec = make_spec("CallableProxyType", true);

} // namespace islet
