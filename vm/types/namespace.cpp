// SPDX-License-Identifier: MIT
//
// types.SimpleNamespace.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/namespace.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Ref namespace_new_py(Thread& t, Type& type, const Args&) {
    auto* const object = allocate_instance<SimpleNamespace>(t, type);
    if (!object) return t.raise_memory_error();
    return Ref::adopt(object);
}

Status set_all_py(Thread& t, Value self, Dict& attributes) {
    for (std::uint32_t at = 0; DictEntry* const e = attributes.next(at);) {
        if (!is_kind(e->key, Kind::Str)) return t.raise(Exc::TypeError, "keywords must be strings");
    }
    const Result<Dict*> own = instance_dict(t, self.object());
    if (!own) return t.raised();
    return dict_merge_py(t, **own, &attributes, true);
}

Status set_keywords_py(Thread& t, Value self, const Args& args) {
    if (args.total() == args.count) return Status::ok();
    const Result<Dict*> own = instance_dict(t, self.object());
    if (!own) return t.raised();
    for (std::uint32_t i = 0; i < args.total() - args.count; ++i) {
        if (!dict_set_py(t, **own, &args.keyword_name(i), args.keyword(i))) return t.raised();
    }
    return Status::ok();
}

Status namespace_init_py(Thread& t, Value self, const Args& args) {
    if (!check_positional(t, args, "SimpleNamespace", 0, 1)) return t.raised();
    if (args.count == 1) {
        const Ref attributes = make_dict(t);
        if (!attributes || !dict_update_py(t, attributes.as<Dict>(), args[0])) return t.raised();
        if (!set_all_py(t, self, attributes.as<Dict>())) return t.raised();
    }
    return set_keywords_py(t, self, args);
}

Ref namespace_repr_py(Thread& t, Value self) {
    const Type& type = *self.object()->type();
    TextBuffer text;
    if (self.object()->subclass == 0)
        text.append("namespace");
    else
        append_utf8(text, *type.name);
    text.append('(');
    const ReprScope scope(t, self);
    if (!scope.entered()) {
        text.append("...)");
        return make_str(t, text);
    }
    const Result<Dict*> own = instance_dict(t, self.object());
    if (!own) return t.raised();
    const Ref held = Ref::share(*own);
    bool first = true;
    for (std::uint32_t at = 0; DictEntry* const e = (*own)->next(at);) {
        if (!is_kind(e->key, Kind::Str) || as<Str>(e->key).length == 0) continue;
        const Ref value = Ref::share(e->value);
        if (!std::exchange(first, false)) text.append(", ");
        append_utf8(text, as<Str>(e->key));
        text.append('=');
        if (!append_repr_py(t, text, value.get())) return t.raised();
    }
    text.append(')');
    return make_str(t, text);
}

Ref namespace_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::SimpleNamespace) || !is_kind(right, Kind::SimpleNamespace))
        return Ref::not_implemented();
    const Result<Dict*> a = instance_dict(t, left.object());
    if (!a) return t.raised();
    const Result<Dict*> b = instance_dict(t, right.object());
    if (!b) return t.raised();
    const Ref x = Ref::share(*a), y = Ref::share(*b);
    return compare_py(t, x.get(), y.get(), op);
}

Ref namespace_reduce(Thread& t, SimpleNamespace& self) {
    const Result<Dict*> own = instance_dict(t, &self);
    if (!own) return t.raised();
    return make_tuple(t, {Value(self.type()), Value(t.commons().empty_tuple()), Value(*own)});
}

Ref namespace_replace(Thread& t, Value self, const Args& args) {
    if (args.count != 0) return t.raise(Exc::TypeError, "__replace__() takes no positional arguments");
    Ref copy = call_py(t, self.object()->type());
    if (!copy) return t.raised();
    if (!is_kind(copy.get(), Kind::SimpleNamespace)) {
        return t.raise(Exc::TypeError, "expect {} type, but {}() returned '{}' object",
                       *t.type(TypeId::SimpleNamespace), *self.object()->type(), *type_of(t, copy.get()));
    }
    const Result<Dict*> own = instance_dict(t, self.object());
    if (!own || !set_all_py(t, copy.get(), **own) || !set_keywords_py(t, copy.get(), args)) return t.raised();
    return copy;
}

void namespace_traverse(Object* object, Visitor& visit) {
    traverse_attrs(object, visit);
}

void namespace_drop(Heap& heap, Object* object) {
    drop_attrs(heap, object);
    heap.free_object(object);
}

Ref namespace_dict(Thread& t, Value self) {
    const Result<Dict*> own = instance_dict(t, self.object());
    if (!own) return t.raised();
    return Ref::share(*own);
}

constexpr GetSetDef kGetSet[] = {{"__dict__", &namespace_dict, nullptr, nullptr}};

constexpr MethodDef kMethods[] = {
    method<&namespace_reduce>("__reduce__($self, /)", "Return state information for pickling"),
    raw<&namespace_replace>(
        "__replace__($self, /, **changes)",
        "Return a copy of the namespace object with new values for the specified attributes."),
};

} // namespace

Ref make_namespace_py(Thread& t, Dict& attributes) {
    Ref object = namespace_new_py(t, *t.type(TypeId::SimpleNamespace), Args());
    if (!object || !set_all_py(t, object.get(), attributes)) return t.raised();
    return object;
}

extern constexpr TypeSpec kSimpleNamespaceSpec = {
    .name = "SimpleNamespace",
    .module = "types",
    .doc = "A simple attribute-based namespace.",
    .kind = Kind::SimpleNamespace,
    .flags = kBaseType | kHasDict,
    .size = sizeof(SimpleNamespace),
    .slots = {.new_py = &namespace_new_py,
              .init_py = &namespace_init_py,
              .repr_py = &namespace_repr_py,
              .compare_py = &namespace_compare_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = &namespace_traverse,
    .drop = &namespace_drop,
};

} // namespace islet
