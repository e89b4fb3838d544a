// SPDX-License-Identifier: MIT
//
// dict as Python sees it.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/dict.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/dict_views.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/set.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Ref dict_new_py(Thread& t, Type& type, const Args&) {
    auto* const dict = allocate_instance<Dict>(t, type);
    if (!dict) return t.raise_memory_error();
    dict_start(*dict);
    return Ref::adopt(dict);
}

// What dict() and update() do with their arguments.
Status update_from_args_py(Thread& t, Dict& dict, const Args& args, const char* function) {
    if (!check_positional(t, args, function, 0, 1)) return t.raised();
    if (args.count == 1 && !dict_update_py(t, dict, args[0])) return t.raised();
    for (std::uint32_t i = 0; i < args.total() - args.count; ++i) {
        if (!dict_set_py(t, dict, &args.keyword_name(i), args.keyword(i))) return t.raised();
    }
    return Status::ok();
}

Status dict_init_py(Thread& t, Value self, const Args& args) {
    return update_from_args_py(t, as<Dict>(self), args, "dict");
}

Ref dict_repr_py(Thread& t, Value self) {
    const ReprScope scope(t, self);
    if (!scope.entered()) return make_str(t, "{...}");
    Dict& dict = as<Dict>(self);
    TextBuffer text;
    text.append('{');
    std::uint32_t at = 0, seen = 0;
    while (DictEntry* const e = dict.next(at)) {
        const Ref key = Ref::share(e->key);
        const Ref value = Ref::share(e->value);
        if (seen++ != 0) text.append(", ");
        if (!append_repr_py(t, text, key.get())) return t.raised();
        text.append(": ");
        if (!append_repr_py(t, text, value.get())) return t.raised();
        if ((seen & 255) == 0 && !t.checkpoint_py()) return t.raised();
    }
    text.append('}');
    return make_str(t, text);
}

Result<bool> dicts_equal_py(Thread& t, Dict& a, Dict& b) {
    if (a.count != b.count) return false;
    std::uint32_t at = 0, seen = 0;
    while (DictEntry* const e = a.next(at)) {
        const Ref key = Ref::share(e->key);
        const Ref value = Ref::share(e->value);
        bool found = false;
        const Ref other = dict_find_hashed_py(t, b, key.get(), e->hash, &found);
        if (!other && t.has_pending()) return t.raised();
        if (!found) return false;
        const Result<bool> equal = equal_py(t, value.get(), other.get());
        if (!equal) return t.raised();
        if (!*equal) return false;
        if ((++seen & 1023) == 0 && !t.checkpoint_py()) return t.raised();
    }
    return true;
}

Ref dict_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::Dict) || !is_kind(right, Kind::Dict)) return Ref::not_implemented();
    if (op != CompareOp::Eq && op != CompareOp::Ne) return Ref::not_implemented();
    const Result<bool> equal = dicts_equal_py(t, as<Dict>(left), as<Dict>(right));
    if (!equal) return t.raised();
    return Ref::boolean(*equal == (op == CompareOp::Eq));
}

Ref dict_iter_py(Thread& t, Value self) {
    return make_dict_iterator(t, as<Dict>(self), TypeId::DictKeyIterator);
}

Result<std::int64_t> dict_length_py(Thread&, Value self) {
    return std::int64_t{as<Dict>(self).count};
}

Status dict_setitem_py(Thread& t, Value self, Value key, Value value) {
    if (!value.is_empty()) return dict_set_py(t, as<Dict>(self), key, value);
    const Result<bool> removed = dict_remove_py(t, as<Dict>(self), key);
    if (!removed) return t.raised();
    if (!*removed) return raise_key_error(t, key);
    return Status::ok();
}

Result<bool> dict_contains_slot_py(Thread& t, Value self, Value key) {
    return dict_contains_py(t, as<Dict>(self), key);
}

// An exact dict with the entries of any dict; one that iterates in its own way is asked as a mapping.
Ref copy_py(Thread& t, Value source) {
    if (iterates_as_dict(t, source)) return dict_copy(t, as<Dict>(source));
    Ref copy = make_dict(t);
    if (!copy || !dict_merge_py(t, copy.as<Dict>(), source, true)) return t.raised();
    return copy;
}

Ref dict_or_py(Thread& t, Value left, Value right) {
    if (!is_kind(left, Kind::Dict) || !is_kind(right, Kind::Dict)) return Ref::not_implemented();
    Ref sum = copy_py(t, left);
    if (!sum || !dict_update_py(t, sum.as<Dict>(), right)) return t.raised();
    return sum;
}

Ref dict_inplace_or_py(Thread& t, Value self, Value other) {
    if (!dict_update_py(t, as<Dict>(self), other)) return t.raised();
    return Ref::share(self);
}

// --- Methods

Ref dict_get(Thread& t, Dict& self, Value key, Value fallback) {
    bool found = false;
    Ref value = dict_find_py(t, self, key, &found);
    if (found || t.has_pending()) return value;
    return fallback.is_empty() ? Ref::none() : Ref::share(fallback);
}

Ref dict_setdefault(Thread& t, Dict& self, Value key, Value fallback) {
    return dict_setdefault_py(t, self, key, fallback.is_empty() ? Value::none() : fallback);
}

Ref dict_pop(Thread& t, Dict& self, Value key, Value fallback) {
    return dict_pop_py(t, self, key, fallback);
}

Ref dict_popitem(Thread& t, Dict& self) {
    DictEntry last;
    if (self.count == 0) return t.raise(Exc::KeyError, "popitem(): dictionary is empty");
    Ref pair = make_tuple_uninit(t, 2);
    if (!pair) return t.raised();
    static_cast<void>(dict_take_last(self, last));
    pair.as<Tuple>().items()[0] = last.key;
    pair.as<Tuple>().items()[1] = last.value;
    return pair;
}

Ref dict_keys(Thread& t, Dict& self) {
    return make_dict_view(t, self, TypeId::DictKeys);
}
Ref dict_values(Thread& t, Dict& self) {
    return make_dict_view(t, self, TypeId::DictValues);
}
Ref dict_items(Thread& t, Dict& self) {
    return make_dict_view(t, self, TypeId::DictItems);
}

Ref dict_update(Thread& t, Value self, const Args& args) {
    if (!update_from_args_py(t, as<Dict>(self), args, "update")) return t.raised();
    return Ref::none();
}

Ref dict_clear_method(Thread&, Dict& self) {
    dict_clear(self);
    return Ref::none();
}

Ref dict_copy_method(Thread& t, Dict& self) {
    return copy_py(t, &self);
}

Ref dict_reversed(Thread& t, Dict& self) {
    return make_dict_iterator(t, self, TypeId::DictReverseKeyIterator);
}

Ref dict_sizeof(Thread& t, Dict& self) {
    std::size_t size = sizeof(Dict) + self.capacity * sizeof(DictEntry);
    if (self.index) size += (std::size_t{self.index_mask} + 1) * self.index_width;
    return make_int(t, static_cast<std::int64_t>(size));
}

// All keys of a dict or set, without Python; `to` is exact.
Status add_known_keys_py(Thread& t, Dict& to, Value source, Value value) {
    if (is_kind(source, Kind::Dict)) {
        Dict& dict = as<Dict>(source);
        if (!dict_reserve(t.heap(), to, dict.count)) return t.raise_memory_error();
        for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
            const Ref key = Ref::share(e->key);
            if (!dict_set_hashed_py(t, to, key.get(), e->hash, value)) return t.raised();
        }
        return Status::ok();
    }
    Set& set = as_any_set(source);
    if (!dict_reserve(t.heap(), to, set.used)) return t.raise_memory_error();
    for (std::uint64_t at = 0; SetEntry* const e = set.next(at);) {
        const Ref key = Ref::share(e->key);
        if (!dict_set_hashed_py(t, to, key.get(), e->hash, value)) return t.raised();
    }
    return Status::ok();
}

Ref dict_fromkeys(Thread& t, Type& type, Value iterable, Value value) {
    if (value.is_empty()) value = Value::none();
    Ref dict = call_py(t, &type);
    if (!dict) return t.raised();
    const bool exact = is_exact(dict.get(), Kind::Dict);
    const bool known = is_exact(iterable, Kind::Dict) || is_exact(iterable, Kind::Set) ||
                       is_exact(iterable, Kind::FrozenSet);
    if (exact && known && dict.as<Dict>().count == 0) {
        if (!add_known_keys_py(t, dict.as<Dict>(), iterable, value)) return t.raised();
        return dict;
    }
    const Status done = for_each_py(t, iterable, [&](Value key) {
        return exact ? dict_set_py(t, dict.as<Dict>(), key, value) : setitem_py(t, dict.get(), key, value);
    });
    if (!done) return t.raised();
    return dict;
}

Ref dict_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

void dict_traverse(Object* object, Visitor& visit) {
    auto* const dict = static_cast<Dict*>(object);
    for (std::uint32_t i = 0; i < dict->used; ++i) {
        visit(dict->entries[i].key);
        visit(dict->entries[i].value);
    }
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void dict_drop(Heap& heap, Object* object) {
    auto* const dict = static_cast<Dict*>(object);
    if (object->subclass != 0) drop_attrs(heap, object);
    for (std::uint32_t i = 0; i < dict->used; ++i) {
        release(dict->entries[i].key);
        release(dict->entries[i].value);
    }
    heap.free_raw(dict->entries);
    heap.free_raw(dict->index);
    heap.free_object(object);
}

Ref dict_contains_method_py(Thread& t, Value self, Value key) {
    const Result<bool> there = dict_contains_slot_py(t, self, key);
    return there ? Ref::boolean(*there) : Ref(t.raised());
}

constexpr MethodDef kDictMethods[] = {
    method<&dict_sizeof>("__sizeof__($self, /)", "Return the size of the dict in memory, in bytes."),
    method<&dict_get>("get($self, key, default=None, /)",
                      "Return the value for key if key is in the dictionary, else default."),
    method<&dict_setdefault>("setdefault($self, key, default=None, /)",
                             "Insert key with a value of default if key is not in the dictionary.\n\n"
                             "Return the value for key if key is in the dictionary, else default."),
    method<&dict_pop>("pop($self, key, default=<unrepresentable>, /)",
                      "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\n"
                      "If the key is not found, return the default if given; otherwise,\nraise a KeyError."),
    method<&dict_popitem>("popitem($self, /)", "Remove and return a (key, value) pair as a 2-tuple.\n\n"
                                               "Pairs are returned in LIFO (last-in, first-out) order.\n"
                                               "Raises KeyError if the dict is empty."),
    method<&dict_keys>("keys($self, /)", "Return a set-like object providing a view on the dict's keys."),
    method<&dict_items>("items($self, /)", "Return a set-like object providing a view on the dict's items."),
    method<&dict_values>("values($self, /)", "Return an object providing a view on the dict's values."),
    raw<&dict_update>("update($self, /, *args, **kwargs)",
                      "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\n"
                      "If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\n"
                      "If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\n"
                      "In either case, this is followed by: for k in F:  D[k] = F[k]"),
    class_method<&dict_fromkeys>("fromkeys($type, iterable, value=None, /)",
                                 "Create a new dictionary with keys from iterable and values set to value."),
    method<&dict_clear_method>("clear($self, /)", "Remove all items from the dict."),
    method<&dict_copy_method>("copy($self, /)", "Return a shallow copy of the dict."),
    method<&dict_reversed>("__reversed__($self, /)", "Return a reverse iterator over the dict keys."),
    class_method<&dict_class_getitem>(
        "__class_getitem__($type, object, /)",
        "dicts are generic over two types, signifying (respectively) the types of their keys and values"),
    method<&dict_getitem_py>("__getitem__($self, key, /)", "Return self[key]."),
    method<&dict_contains_method_py>("__contains__($self, key, /)",
                                     "True if the dictionary has the specified key, else False."),
};

constexpr std::size_t kOr = static_cast<std::size_t>(BinaryOp::Or);
constexpr Slots dict_slots() {
    Slots slots{.new_py = &dict_new_py,
                .init_py = &dict_init_py,
                .repr_py = &dict_repr_py,
                .compare_py = &dict_compare_py,
                .iter_py = &dict_iter_py,
                .length_py = &dict_length_py,
                .getitem_py = &dict_getitem_py,
                .setitem_py = &dict_setitem_py,
                .contains_py = &dict_contains_slot_py};
    slots.binary_py[kOr] = &dict_or_py;
    slots.inplace_py[kOr] = &dict_inplace_or_py;
    return slots;
}

} // namespace

extern constexpr TypeSpec kDictSpec = {
    .name = "dict",
    .doc = "dict() -> new empty dictionary\n"
           "dict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\n"
           "dict(iterable) -> new dictionary initialized as if via:\n    d = {}\n"
           "    for k, v in iterable:\n        d[k] = v\n"
           "dict(**kwargs) -> new dictionary initialized with the name=value pairs\n"
           "    in the keyword argument list.  For example:  dict(one=1, two=2)",
    .kind = Kind::Dict,
    .flags = kBaseType | kMapping | kSelfMatch,
    .size = sizeof(Dict),
    .slots = dict_slots(),
    .methods = kDictMethods,
    .traverse = &dict_traverse,
    .drop = &dict_drop,
};

} // namespace islet
