// SPDX-License-Identifier: MIT
//
// mappingproxy: everything is asked of the mapping behind it.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/mapping_proxy.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/generic_alias.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

namespace islet {

Ref make_mapping_proxy(Thread& t, Value mapping) {
    auto* const proxy = allocate<MappingProxy>(t, TypeId::MappingProxy);
    if (!proxy) return t.raise_memory_error();
    proxy->mapping = Ref::share(mapping).release();
    return Ref::adopt(proxy);
}

namespace {

Value mapping_of(Value self) {
    return as<MappingProxy>(self).mapping;
}

Ref proxy_new_py(Thread& t, Type&, const Args& args) {
    Value mapping;
    const char* const names[] = {"mapping"};
    if (!bind_args(t, args, "mappingproxy", names, 0, 1, &mapping)) return t.raised();
    const bool refused = is_kind(mapping, Kind::List) || is_kind(mapping, Kind::Tuple);
    if (refused || !type_of(t, mapping)->slots.getitem_py) {
        return t.raise(Exc::TypeError, "mappingproxy() argument must be a mapping, not {}",
                       *type_of(t, mapping));
    }
    return make_mapping_proxy(t, mapping);
}

Ref proxy_repr_py(Thread& t, Value self) {
    TextBuffer text;
    text.append("mappingproxy(");
    if (!append_repr_py(t, text, mapping_of(self))) return t.raised();
    text.append(')');
    return make_str(t, text);
}

Ref proxy_str_py(Thread& t, Value self) {
    return str_py(t, mapping_of(self));
}
Result<std::int64_t> proxy_hash_py(Thread& t, Value self) {
    return hash_py(t, mapping_of(self));
}
Ref proxy_iter_py(Thread& t, Value self) {
    return iter_py(t, mapping_of(self));
}
Result<std::int64_t> proxy_length_py(Thread& t, Value self) {
    return length_py(t, mapping_of(self));
}
Ref proxy_getitem_py(Thread& t, Value self, Value key) {
    return getitem_py(t, mapping_of(self), key);
}
Result<bool> proxy_contains_py(Thread& t, Value self, Value key) {
    return contains_py(t, mapping_of(self), key);
}

Ref proxy_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::MappingProxy)) return Ref::not_implemented();
    return compare_py(t, mapping_of(left), right, op);
}

Ref proxy_or_py(Thread& t, Value left, Value right) {
    const Value a = is_kind(left, Kind::MappingProxy) ? mapping_of(left) : left;
    const Value b = is_kind(right, Kind::MappingProxy) ? mapping_of(right) : right;
    return binary_py(t, BinaryOp::Or, a, b);
}

Ref proxy_inplace_or_py(Thread& t, Value self, Value) {
    return t.raise(Exc::TypeError, "'|=' is not supported by {}; use '|' instead", *type_of(t, self));
}

Ref proxy_get(Thread& t, MappingProxy& self, Value key, Value fallback) {
    const Value args[] = {key, fallback.is_empty() ? Value::none() : fallback};
    return call_method_py(t, self.mapping, Name::get, args);
}
Ref proxy_keys(Thread& t, MappingProxy& self) {
    return call_method_py(t, self.mapping, Name::keys);
}
Ref proxy_values(Thread& t, MappingProxy& self) {
    return call_method_py(t, self.mapping, Name::values);
}
Ref proxy_items(Thread& t, MappingProxy& self) {
    return call_method_py(t, self.mapping, Name::items);
}
Ref proxy_copy(Thread& t, MappingProxy& self) {
    return call_method_py(t, self.mapping, Name::copy);
}
Ref proxy_reversed(Thread& t, MappingProxy& self) {
    return call_method_py(t, self.mapping, Name::dunder_reversed);
}
Ref proxy_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

void proxy_traverse(Object* object, Visitor& visit) {
    visit(static_cast<MappingProxy*>(object)->mapping);
}

constexpr MethodDef kMethods[] = {
    method<&proxy_get>("get($self, key, default=None, /)",
                       "Return the value for key if key is in the mapping, else default."),
    method<&proxy_keys>("keys($self, /)", "D.keys() -> a set-like object providing a view on D's keys"),
    method<&proxy_values>("values($self, /)", "D.values() -> an object providing a view on D's values"),
    method<&proxy_items>("items($self, /)", "D.items() -> a set-like object providing a view on D's items"),
    method<&proxy_copy>("copy($self, /)", "D.copy() -> a shallow copy of D"),
    class_method<&proxy_class_getitem>("__class_getitem__($type, object, /)",
                                       "mappingproxy objects are generic over two types, signifying "
                                       "(respectively) the types of their keys and values"),
    method<&proxy_reversed>("__reversed__($self, /)", "D.__reversed__() -> reverse iterator"),
};

constexpr Slots proxy_slots() {
    Slots slots{.new_py = &proxy_new_py,
                .repr_py = &proxy_repr_py,
                .str_py = &proxy_str_py,
                .hash_py = &proxy_hash_py,
                .compare_py = &proxy_compare_py,
                .iter_py = &proxy_iter_py,
                .length_py = &proxy_length_py,
                .getitem_py = &proxy_getitem_py,
                .contains_py = &proxy_contains_py};
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Or)] = &proxy_or_py;
    slots.inplace_py[static_cast<std::size_t>(BinaryOp::Or)] = &proxy_inplace_or_py;
    return slots;
}

} // namespace

extern constexpr TypeSpec kMappingProxySpec = {
    .name = "mappingproxy",
    .doc = "Read-only proxy of a mapping.",
    .kind = Kind::MappingProxy,
    .flags = kMapping,
    .size = sizeof(MappingProxy),
    .slots = proxy_slots(),
    .methods = kMethods,
    .traverse = &proxy_traverse,
};

} // namespace islet
