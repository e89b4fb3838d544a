// SPDX-License-Identifier: MIT
//
// keys(), values() and items(), and the iterators over dicts.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/dict_views.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/int.h"
#include "vm/types/iterators.h"
#include "vm/types/list.h"
#include "vm/types/mapping_proxy.h"
#include "vm/types/set.h"
#include "vm/types/set_internal.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

Ref make_dict_view(Thread& t, Dict& dict, TypeId id) {
    auto* const view = allocate<DictView>(t, id);
    if (!view) return t.raise_memory_error();
    retain(&dict);
    view->dict = &dict;
    return Ref::adopt(view);
}

Ref make_dict_iterator(Thread& t, Dict& dict, TypeId id) {
    auto* const it = allocate<DictIterator>(t, id);
    if (!it) return t.raise_memory_error();
    const bool forwards =
        id == TypeId::DictKeyIterator || id == TypeId::DictValueIterator || id == TypeId::DictItemIterator;
    retain(&dict);
    it->dict = &dict;
    it->expected = dict.count;
    it->position = forwards ? 0 : dict.used;
    it->remaining = dict.count;
    return Ref::adopt(it);
}

namespace {

// --- Iterators

enum class Part : std::uint8_t { Key, Value, Item };

Ref part_of(Thread& t, const DictEntry& e, Part part) {
    switch (part) {
    case Part::Key: return Ref::share(e.key);
    case Part::Value: return Ref::share(e.value);
    case Part::Item: break;
    }
    return make_tuple(t, {e.key, e.value});
}

Step end_walk(DictIterator& it) {
    if (Dict* const dict = std::exchange(it.dict, nullptr)) release(dict);
    return Step::end();
}

DictEntry* previous_entry(Dict& dict, std::uint32_t& position) {
    if (position > dict.used) position = dict.used;
    while (position > 0) {
        DictEntry* const e = &dict.entries[--position];
        if (!e->key.is_empty()) return e;
    }
    return nullptr;
}

template <Part part, bool forwards>
Step dict_iterator_step_py(Thread& t, Value self) {
    auto& it = as<DictIterator>(self);
    if (!it.dict) return Step::end();
    if (it.dict->count != it.expected) {
        it.expected = DictIterator::kBroken;
        return t.raise(Exc::RuntimeError, "dictionary changed size during iteration");
    }
    const DictEntry* const e = forwards ? it.dict->next(it.position) : previous_entry(*it.dict, it.position);
    if (!e) return end_walk(it);
    if (it.remaining == 0) {
        static_cast<void>(end_walk(it));
        return t.raise(Exc::RuntimeError, "dictionary keys changed during iteration");
    }
    --it.remaining;
    return Step::from(part_of(t, *e, part));
}

Ref dict_iterator_hint(Thread& t, DictIterator& self) {
    const bool good = self.dict && self.dict->count == self.expected;
    return make_int(t, good ? self.remaining : 0);
}

// (iter, ([what is left],)); the iterator itself does not move.
Ref dict_iterator_reduce(Thread& t, DictIterator& self) {
    void* const block = t.heap().alloc_object(sizeof(DictIterator));
    if (!block) return t.raise_memory_error();
    auto* const copy = static_cast<DictIterator*>(block);
    *copy = self;
    copy->refs = 1;
    copy->flags = 0;
    if (copy->dict) retain(copy->dict);
    const Ref rest = Ref::adopt(copy);
    const Ref list = list_from_py(t, rest.get());
    if (!list) return t.raised();
    const Value args[] = {list.get()};
    return make_reduce(t, "iter", args);
}

void dict_iterator_traverse(Object* object, Visitor& visit) {
    visit.pointer(static_cast<DictIterator*>(object)->dict);
}

constexpr MethodDef kDictIteratorMethods[] = {
    method<&dict_iterator_hint>("__length_hint__($self, /)",
                                "Private method returning an estimate of len(list(it))."),
    method<&dict_iterator_reduce>("__reduce__($self, /)", "Return state information for pickling."),
};

template <Part part, bool forwards>
constexpr TypeSpec iterator_spec(const char* name) {
    return {
        .name = name,
        .kind = Kind::Iterator,
        .flags = kNoInstantiation,
        .size = sizeof(DictIterator),
        .slots = {.iter_py = &iter_self_py, .next_py = &dict_iterator_step_py<part, forwards>},
        .methods = kDictIteratorMethods,
        .traverse = &dict_iterator_traverse,
    };
}

// --- Views

DictView& view_of(Value v) {
    return as<DictView>(v);
}
bool is_view(Thread& t, Value v, TypeId id) {
    return v.is_object() && v.object()->type() == t.type(id);
}
bool is_set_view(Thread& t, Value v) {
    return is_view(t, v, TypeId::DictKeys) || is_view(t, v, TypeId::DictItems);
}

Result<std::int64_t> view_length_py(Thread&, Value self) {
    return std::int64_t{view_of(self).dict->count};
}

Ref view_repr_py(Thread& t, Value self) {
    const ReprScope scope(t, self);
    if (!scope.entered()) return make_str(t, "...");
    const Ref items = list_from_py(t, self);
    if (!items) return t.raised();
    TextBuffer text;
    append_utf8(text, *self.object()->type()->name);
    text.append('(');
    if (!append_repr_py(t, text, items.get())) return t.raised();
    text.append(')');
    return make_str(t, text);
}

Ref keys_iter_py(Thread& t, Value self) {
    return make_dict_iterator(t, *view_of(self).dict, TypeId::DictKeyIterator);
}
Ref values_iter_py(Thread& t, Value self) {
    return make_dict_iterator(t, *view_of(self).dict, TypeId::DictValueIterator);
}
Ref items_iter_py(Thread& t, Value self) {
    return make_dict_iterator(t, *view_of(self).dict, TypeId::DictItemIterator);
}
Ref keys_reversed(Thread& t, DictView& self) {
    return make_dict_iterator(t, *self.dict, TypeId::DictReverseKeyIterator);
}
Ref values_reversed(Thread& t, DictView& self) {
    return make_dict_iterator(t, *self.dict, TypeId::DictReverseValueIterator);
}
Ref items_reversed(Thread& t, DictView& self) {
    return make_dict_iterator(t, *self.dict, TypeId::DictReverseItemIterator);
}

Result<bool> keys_contains_py(Thread& t, Value self, Value key) {
    return dict_contains_py(t, *view_of(self).dict, key);
}

Result<bool> items_contains_py(Thread& t, Value self, Value item) {
    if (!is_kind(item, Kind::Tuple) || as<Tuple>(item).size != 2) return false;
    const Tuple& pair = as<Tuple>(item);
    bool found = false;
    const Ref value = dict_find_py(t, *view_of(self).dict, pair[0], &found);
    if (!value && t.has_pending()) return t.raised();
    if (!found) return false;
    return equal_py(t, value.get(), pair[1]);
}

// --- Views as sets

Result<bool> all_contained_py(Thread& t, Value items, Value container) {
    const Ref iterator = iter_py(t, items);
    if (!iterator) return t.raised();
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        const Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return true;
        const Result<bool> there = contains_py(t, container, step.get());
        if (!there) return t.raised();
        if (!*there) return false;
    }
}

Ref view_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_set_view(t, left) || !(is_any_set(right) || is_set_view(t, right))) return Ref::not_implemented();
    const Result<std::int64_t> other = length_py(t, right);
    if (!other) return t.raised();
    const std::int64_t size = view_of(left).dict->count;
    bool possible = false;
    switch (op) {
    case CompareOp::Eq:
    case CompareOp::Ne: possible = size == *other; break;
    case CompareOp::Lt: possible = size < *other; break;
    case CompareOp::Le: possible = size <= *other; break;
    case CompareOp::Gt: possible = size > *other; break;
    case CompareOp::Ge: possible = size >= *other; break;
    }
    const bool above = op == CompareOp::Gt || op == CompareOp::Ge;
    Result<bool> holds = false;
    if (possible) holds = above ? all_contained_py(t, right, left) : all_contained_py(t, left, right);
    if (!holds) return t.raised();
    return Ref::boolean(*holds != (op == CompareOp::Ne));
}

// set(source), to be changed.
Ref set_of_py(Thread& t, Value source) {
    // The keys of a dict can be taken over with their hashes.
    if (is_view(t, source, TypeId::DictKeys) && view_of(source).dict->subclass == 0)
        source = view_of(source).dict;
    Ref set = make_set(t);
    if (!set || !set_update_py(t, set.as<Set>(), source)) return t.raised();
    return set;
}

Ref view_sub_py(Thread& t, Value left, Value right) {
    Ref set = set_of_py(t, left);
    if (!set || !set_subtract_py(t, set.as<Set>(), right)) return t.raised();
    return set;
}

Ref view_or_py(Thread& t, Value left, Value right) {
    Ref set = set_of_py(t, left);
    if (!set || !set_update_py(t, set.as<Set>(), right)) return t.raised();
    return set;
}

Ref view_and_py(Thread& t, Value left, Value right) {
    // Whichever side the view is on; the smaller one is walked, as far as both lengths are known.
    Value view = left, other = right;
    if (!is_set_view(t, view)) std::swap(view, other);
    if (is_exact(other, Kind::Set) && view_of(view).dict->count <= as_any_set(other).used) {
        return set_intersection_py(t, as_any_set(other), view);
    }
    if (is_set_view(t, other) && view_of(other).dict->count > view_of(view).dict->count)
        std::swap(view, other);
    Ref set = make_set(t);
    if (!set) return t.raised();
    const Status done = for_each_py(t, other, [&](Value item) -> Status {
        const Result<bool> there = contains_py(t, view, item);
        if (!there) return t.raised();
        return *there ? set_add_py(t, set.as<Set>(), item) : Status::ok();
    });
    if (!done) return t.raised();
    return set;
}

Ref view_xor_py(Thread& t, Value left, Value right) {
    Ref set = set_of_py(t, left);
    if (!set || !set_toggle_py(t, set.as<Set>(), right)) return t.raised();
    return set;
}

Ref view_isdisjoint(Thread& t, DictView& self, Value other) {
    Value view(&self);
    if (view == other) return Ref::boolean(self.dict->count == 0);
    if (is_exact(other, Kind::Set) || is_exact(other, Kind::FrozenSet) || is_set_view(t, other)) {
        const Result<std::int64_t> length = length_py(t, other);
        if (!length) return t.raised();
        if (*length > self.dict->count) std::swap(view, other);
    }
    const Ref iterator = iter_py(t, other);
    if (!iterator) return t.raised();
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        const Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return Ref::boolean(true);
        const Result<bool> there = contains_py(t, view, step.get());
        if (!there) return t.raised();
        if (*there) return Ref::boolean(false);
    }
}

Ref view_mapping(Thread& t, Value self) {
    return make_mapping_proxy(t, view_of(self).dict);
}

void view_traverse(Object* object, Visitor& visit) {
    visit.pointer(static_cast<DictView*>(object)->dict);
}

constexpr const char* kDisjointText = "isdisjoint($self, object, /)";
constexpr const char* kDisjointDoc =
    "Return True if the view and the given iterable have a null intersection.";
constexpr GetSetDef kViewGetSet[] = {
    {"mapping", &view_mapping, nullptr, "dictionary that this view refers to"}};

constexpr MethodDef kKeysMethods[] = {
    method<&view_isdisjoint>(kDisjointText, kDisjointDoc),
    method<&keys_reversed>("__reversed__($self, /)", "Return a reverse iterator over the dict keys."),
};
constexpr MethodDef kValuesMethods[] = {
    method<&values_reversed>("__reversed__($self, /)", "Return a reverse iterator over the dict values."),
};
constexpr MethodDef kItemsMethods[] = {
    method<&view_isdisjoint>(kDisjointText, kDisjointDoc),
    method<&items_reversed>("__reversed__($self, /)", "Return a reverse iterator over the dict items."),
};

constexpr Slots set_view_slots(UnarySlot iter, Result<bool> (*contains)(Thread&, Value, Value)) {
    Slots slots{.repr_py = &view_repr_py,
                .compare_py = &view_compare_py,
                .iter_py = iter,
                .length_py = &view_length_py,
                .contains_py = contains};
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Sub)] = &view_sub_py;
    slots.binary_py[static_cast<std::size_t>(BinaryOp::And)] = &view_and_py;
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Xor)] = &view_xor_py;
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Or)] = &view_or_py;
    return slots;
}

} // namespace

Step dict_iterator_next(Thread& t, Value iterator) {
    return iterator.object()->type()->slots.next_py(t, iterator);
}

extern constexpr TypeSpec kDictKeysSpec = {
    .name = "dict_keys",
    .kind = Kind::DictView,
    .flags = kNoInstantiation,
    .size = sizeof(DictView),
    .slots = set_view_slots(&keys_iter_py, &keys_contains_py),
    .methods = kKeysMethods,
    .getset = kViewGetSet,
    .traverse = &view_traverse,
};

extern constexpr TypeSpec kDictItemsSpec = {
    .name = "dict_items",
    .kind = Kind::DictView,
    .flags = kNoInstantiation,
    .size = sizeof(DictView),
    .slots = set_view_slots(&items_iter_py, &items_contains_py),
    .methods = kItemsMethods,
    .getset = kViewGetSet,
    .traverse = &view_traverse,
};

extern constexpr TypeSpec kDictValuesSpec = {
    .name = "dict_values",
    .kind = Kind::DictView,
    .flags = kNoInstantiation,
    .size = sizeof(DictView),
    .slots = {.repr_py = &view_repr_py, .iter_py = &values_iter_py, .length_py = &view_length_py},
    .methods = kValuesMethods,
    .getset = kViewGetSet,
    .traverse = &view_traverse,
};

extern constexpr TypeSpec kDictKeyIteratorSpec = iterator_spec<Part::Key, true>("dict_keyiterator");
extern constexpr TypeSpec kDictValueIteratorSpec = iterator_spec<Part::Value, true>("dict_valueiterator");
extern constexpr TypeSpec kDictItemIteratorSpec = iterator_spec<Part::Item, true>("dict_itemiterator");
extern constexpr TypeSpec kDictReverseKeyIteratorSpec =
    iterator_spec<Part::Key, false>("dict_reversekeyiterator");
extern constexpr TypeSpec kDictReverseValueIteratorSpec =
    iterator_spec<Part::Value, false>("dict_reversevalueiterator");
extern constexpr TypeSpec kDictReverseItemIteratorSpec =
    iterator_spec<Part::Item, false>("dict_reverseitemiterator");

} // namespace islet
