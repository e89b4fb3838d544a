// SPDX-License-Identifier: MIT
//
// set and frozenset as Python sees them.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/set.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/iterators.h"
#include "vm/types/list.h"
#include "vm/types/set_internal.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

TypeId base_id(const Set& set) {
    return set.kind == Kind::FrozenSet ? TypeId::FrozenSet : TypeId::Set;
}
bool is_exact_set(Value v) {
    return is_exact(v, Kind::Set) || is_exact(v, Kind::FrozenSet);
}

// --- Making

Ref set_new_py(Thread& t, Type& type, const Args&) {
    auto* const set = allocate_instance<Set>(t, type);
    if (!set) return t.raise_memory_error();
    set_start(*set);
    return Ref::adopt(set);
}

Status check_at_most_one(Thread& t, const Type& type, const Args& args) {
    if (args.count <= 1) return Status::ok();
    return t.raise(Exc::TypeError, "{} expected at most 1 argument, got {}", type, args.count);
}

Status set_init_py(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "set")) return t.raised();
    if (!check_at_most_one(t, *self.object()->type(), args)) return t.raised();
    Set& set = as_any_set(self);
    set_clear(set);
    return args.count == 1 ? set_update_py(t, set, args[0]) : Status::ok();
}

Ref frozenset_new_py(Thread& t, Type& type, const Args& args) {
    const Type* const base = t.type(TypeId::FrozenSet);
    if (type.slots.init_py == base->slots.init_py && !refuse_keywords(t, args, "frozenset"))
        return t.raised();
    if (!check_at_most_one(t, type, args)) return t.raised();
    if (args.count == 1 && &type == base && is_exact(args[0], Kind::FrozenSet)) return Ref::share(args[0]);
    Ref result = set_new_py(t, type, args);
    if (!result) return t.raised();
    if (args.count == 1 && !set_update_py(t, as_any_set(result.get()), args[0])) return t.raised();
    return result;
}

// --- Slots

Ref set_repr_py(Thread& t, Value self) {
    const Type& type = *self.object()->type();
    const ReprScope scope(t, self);
    TextBuffer text;
    const bool bare = is_exact(self, Kind::Set) && scope.entered() && as_any_set(self).used != 0;
    if (!bare) {
        append_utf8(text, *type.name);
        text.append('(');
    }
    if (!scope.entered()) {
        text.append("...");
    } else if (as_any_set(self).used != 0) {
        const Ref items = list_from_py(t, self); // what __repr__ of an item does to the set does not matter
        if (!items) return t.raised();
        text.append('{');
        for (std::uint64_t i = 0; i < items.as<List>().size; ++i) {
            if (i != 0) text.append(", ");
            if (!append_repr_py(t, text, items.as<List>().items[i])) return t.raised();
            if ((i & 255) == 255 && !t.checkpoint_py()) return t.raised();
        }
        text.append('}');
    }
    if (!bare) text.append(')');
    return make_str(t, text);
}

Result<std::int64_t> frozenset_hash_py(Thread&, Value self) {
    Set& set = as_any_set(self);
    if (set.hash_value != -1) return set.hash_value;
    const std::int64_t hash = set_hash(set);
    if (!set.is_immortal()) set.hash_value = hash;
    return hash;
}

Result<bool> sets_equal_py(Thread& t, Set& a, Set& b) {
    if (a.used != b.used) return false;
    if (a.hash_value != -1 && b.hash_value != -1 && a.hash_value != b.hash_value) return false;
    return set_is_subset_py(t, a, b);
}

Result<bool> order_holds_py(Thread& t, Set& a, Set& b, CompareOp op) {
    switch (op) {
    case CompareOp::Eq:
    case CompareOp::Ne: break;
    case CompareOp::Lt:
        if (a.used >= b.used) return false;
        return set_is_subset_py(t, a, b);
    case CompareOp::Le: return set_is_subset_py(t, a, b);
    case CompareOp::Gt:
        if (a.used <= b.used) return false;
        return set_is_subset_py(t, b, a);
    case CompareOp::Ge: return set_is_subset_py(t, b, a);
    }
    const Result<bool> equal = sets_equal_py(t, a, b);
    if (!equal) return t.raised();
    return *equal == (op == CompareOp::Eq);
}

Ref set_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_any_set(left) || !is_any_set(right)) return Ref::not_implemented();
    const Result<bool> holds = order_holds_py(t, as_any_set(left), as_any_set(right), op);
    if (!holds) return t.raised();
    return Ref::boolean(*holds);
}

Result<std::int64_t> set_length_py(Thread&, Value self) {
    return static_cast<std::int64_t>(as_any_set(self).used);
}

Result<bool> set_contains_slot_py(Thread& t, Value self, Value item) {
    return set_contains_py(t, as_any_set(self), item);
}

Ref set_iter_py(Thread& t, Value self) {
    auto* const it = allocate<SetIterator>(t, TypeId::SetIterator);
    if (!it) return t.raise_memory_error();
    Set& set = as_any_set(self);
    retain(&set);
    it->set = &set;
    it->expected = it->remaining = set.used;
    it->position = 0;
    return Ref::adopt(it);
}

// --- Operators: both sides must be sets.

bool both_sets(Value left, Value right) {
    return is_any_set(left) && is_any_set(right);
}

Ref copy_as_base(Thread& t, Value self) {
    return set_copy(t, as_any_set(self), base_id(as_any_set(self)));
}

Ref symmetric_difference_py(Thread& t, Set& self, Value other) {
    Ref result = base_id(self) == TypeId::FrozenSet ? make_frozenset(t) : make_set(t);
    if (!result || !set_update_py(t, as_any_set(result.get()), other)) return t.raised();
    if (!set_toggle_py(t, as_any_set(result.get()), &self)) return t.raised();
    return result;
}

Ref set_or_py(Thread& t, Value left, Value right) {
    if (!both_sets(left, right)) return Ref::not_implemented();
    Ref result = copy_as_base(t, left);
    if (!result || !set_update_py(t, as_any_set(result.get()), right)) return t.raised();
    return result;
}
Ref set_and_py(Thread& t, Value left, Value right) {
    if (!both_sets(left, right)) return Ref::not_implemented();
    return set_intersection_py(t, as_any_set(left), right);
}
Ref set_sub_py(Thread& t, Value left, Value right) {
    if (!both_sets(left, right)) return Ref::not_implemented();
    return set_difference_py(t, as_any_set(left), right);
}
Ref set_xor_py(Thread& t, Value left, Value right) {
    if (!both_sets(left, right)) return Ref::not_implemented();
    return symmetric_difference_py(t, as_any_set(left), right);
}

Status intersect_inplace_py(Thread& t, Set& self, Value other) {
    const Ref common = set_intersection_py(t, self, other);
    if (!common) return t.raised();
    set_swap(self, as_any_set(common.get()));
    return Status::ok();
}

template <Status (*change)(Thread&, Set&, Value)>
Ref set_inplace_py(Thread& t, Value self, Value other) {
    if (!is_any_set(other)) return Ref::not_implemented();
    if (!change(t, as_any_set(self), other)) return t.raised();
    return Ref::share(self);
}

// --- Methods

Ref set_copy_method(Thread& t, Value self) {
    if (is_exact(self, Kind::FrozenSet)) return Ref::share(self);
    return copy_as_base(t, self);
}

Ref set_union(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, self.object()->kind == Kind::Set ? "set.union" : "frozenset.union"))
        return t.raised();
    Ref result = copy_as_base(t, self);
    if (!result) return t.raised();
    for (std::uint32_t i = 0; i < args.count; ++i) {
        if (args[i] != self && !set_update_py(t, as_any_set(result.get()), args[i])) return t.raised();
    }
    return result;
}

Ref set_intersection(Thread& t, Value self, const Args& args) {
    const bool frozen = self.object()->kind == Kind::FrozenSet;
    if (!refuse_keywords(t, args, frozen ? "frozenset.intersection" : "set.intersection")) return t.raised();
    if (args.count == 0) return set_copy_method(t, self);
    Ref result = Ref::share(self);
    for (std::uint32_t i = 0; i < args.count; ++i) {
        result = set_intersection_py(t, as_any_set(result.get()), args[i]);
        if (!result) return t.raised();
    }
    return result;
}

Ref set_difference(Thread& t, Value self, const Args& args) {
    const bool frozen = self.object()->kind == Kind::FrozenSet;
    if (!refuse_keywords(t, args, frozen ? "frozenset.difference" : "set.difference")) return t.raised();
    if (args.count == 0) return set_copy_method(t, self);
    Ref result = set_difference_py(t, as_any_set(self), args[0]);
    if (!result) return t.raised();
    for (std::uint32_t i = 1; i < args.count; ++i) {
        if (!set_subtract_py(t, as_any_set(result.get()), args[i])) return t.raised();
    }
    return result;
}

Ref set_symmetric_difference(Thread& t, Value self, Value other) {
    return symmetric_difference_py(t, as_any_set(self), other);
}

Ref set_isdisjoint(Thread& t, Value self, Value other) {
    Set& set = as_any_set(self);
    if (self == other) return Ref::boolean(set.used == 0);
    if (is_exact_set(other)) {
        Set* small = &as_any_set(other);
        Set* large = &set;
        if (small->used > large->used) std::swap(small, large);
        for (std::uint64_t at = 0; SetEntry* const e = small->next(at);) {
            const Ref key = Ref::share(e->key);
            const Result<bool> there = set_contains_hashed_py(t, *large, key.get(), e->hash);
            if (!there) return t.raised();
            if (*there) return Ref::boolean(false);
        }
        return Ref::boolean(true);
    }
    const Ref iterator = iter_py(t, other);
    if (!iterator) return t.raised();
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        const Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return Ref::boolean(true);
        const Result<std::int64_t> hash = hash_of_key_py(t, step.get(), "set element");
        if (!hash) return t.raised();
        const Result<bool> there = set_contains_hashed_py(t, set, step.get(), *hash);
        if (!there) return t.raised();
        if (*there) return Ref::boolean(false);
    }
}

Ref set_issubset(Thread& t, Value self, Value other) {
    Set& set = as_any_set(self);
    Result<bool> holds = false;
    if (is_any_set(other)) {
        holds = set_is_subset_py(t, set, as_any_set(other));
    } else {
        const Ref common = set_intersection_py(t, set, other);
        if (!common) return t.raised();
        holds = as_any_set(common.get()).used == set.used;
    }
    if (!holds) return t.raised();
    return Ref::boolean(*holds);
}

Ref set_issuperset(Thread& t, Value self, Value other) {
    Set& set = as_any_set(self);
    if (is_any_set(other)) {
        const Result<bool> holds = set_is_subset_py(t, as_any_set(other), set);
        if (!holds) return t.raised();
        return Ref::boolean(*holds);
    }
    const Ref iterator = iter_py(t, other);
    if (!iterator) return t.raised();
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        const Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return Ref::boolean(true);
        const Result<bool> there = set_contains_py(t, set, step.get());
        if (!there) return t.raised();
        if (!*there) return Ref::boolean(false);
    }
}

Ref set_update(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "set.update")) return t.raised();
    for (std::uint32_t i = 0; i < args.count; ++i) {
        if (!set_update_py(t, as_any_set(self), args[i])) return t.raised();
    }
    return Ref::none();
}

Ref set_intersection_update(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "set.intersection_update")) return t.raised();
    const Ref common = set_intersection(t, self, args);
    if (!common) return t.raised();
    set_swap(as_any_set(self), as_any_set(common.get()));
    return Ref::none();
}

Ref set_difference_update(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "set.difference_update")) return t.raised();
    for (std::uint32_t i = 0; i < args.count; ++i) {
        if (!set_subtract_py(t, as_any_set(self), args[i])) return t.raised();
    }
    return Ref::none();
}

Ref set_symmetric_difference_update(Thread& t, Set& self, Value other) {
    if (!set_toggle_py(t, self, other)) return t.raised();
    return Ref::none();
}

Ref set_add(Thread& t, Set& self, Value object) {
    if (!set_add_py(t, self, object)) return t.raised();
    return Ref::none();
}

Ref set_discard(Thread& t, Set& self, Value object) {
    if (!set_discard_py(t, self, object)) return t.raised();
    return Ref::none();
}

Ref set_remove(Thread& t, Set& self, Value object) {
    const Result<bool> there = set_discard_py(t, self, object);
    if (!there) return t.raised();
    if (!*there) return raise_key_error(t, object);
    return Ref::none();
}

Ref set_pop(Thread& t, Set& self) {
    if (self.used == 0) return t.raise(Exc::KeyError, "pop from an empty set");
    return set_take_any(self);
}

Ref set_clear_method(Thread&, Set& self) {
    set_clear(self);
    return Ref::none();
}

// (type, ([items],), state)
Ref set_reduce(Thread& t, Value self) {
    const Ref items = list_from_py(t, self);
    if (!items) return t.raised();
    const Ref args = make_tuple(t, {items.get()});
    if (!args) return t.raised();
    const Ref state = call_method_py(t, self, Name::dunder_getstate);
    if (!state) return t.raised();
    return make_tuple(t, {Value(self.object()->type()), args.get(), state.get()});
}

Ref set_sizeof(Thread& t, Value self) {
    return make_int(t,
                    static_cast<std::int64_t>(sizeof(Set) + as_any_set(self).capacity() * sizeof(SetEntry)));
}

Ref set_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

// --- The iterator

Step set_iterator_next_py(Thread& t, Value self) {
    auto& it = as<SetIterator>(self);
    if (!it.set) return Step::end();
    if (it.set->used != it.expected) {
        it.expected = ~std::uint64_t{0}; // stays wrong for good
        return t.raise(Exc::RuntimeError, "Set changed size during iteration");
    }
    if (const SetEntry* const e = it.set->next(it.position)) {
        if (it.remaining != 0) --it.remaining;
        return Step::item(Ref::share(e->key));
    }
    release(std::exchange(it.set, nullptr));
    return Step::end();
}

Ref set_iterator_hint(Thread& t, SetIterator& self) {
    const bool good = self.set && self.set->used == self.expected;
    return make_int(t, good ? static_cast<std::int64_t>(self.remaining) : 0);
}

Ref set_iterator_reduce(Thread& t, SetIterator& self) {
    void* const block = t.heap().alloc_object(sizeof(SetIterator));
    if (!block) return t.raise_memory_error();
    auto* const copy = static_cast<SetIterator*>(block);
    *copy = self;
    copy->refs = 1;
    copy->flags = 0;
    if (copy->set) retain(copy->set);
    const Ref rest = Ref::adopt(copy);
    const Ref list = list_from_py(t, rest.get());
    if (!list) return t.raised();
    const Value args[] = {list.get()};
    return make_reduce(t, "iter", args);
}

void set_iterator_traverse(Object* object, Visitor& visit) {
    auto* const it = static_cast<SetIterator*>(object);
    visit.pointer(it->set);
}

void set_traverse(Object* object, Visitor& visit) {
    auto* const set = static_cast<Set*>(object);
    for (std::uint64_t i = 0; i < set->capacity(); ++i) visit(set->table[i].key);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void set_drop(Heap& heap, Object* object) {
    auto* const set = static_cast<Set*>(object);
    if (object->subclass != 0) drop_attrs(heap, object);
    for (std::uint64_t i = 0; i < set->capacity(); ++i) release(set->table[i].key);
    heap.free_raw(set->table);
    heap.free_object(object);
}

// --- Tables

constexpr MethodDef kCopy = method<&set_copy_method>("copy($self, /)", "Return a shallow copy of a set.");
constexpr MethodDef kDifference = raw<&set_difference>(
    "difference($self, /, *others)", "Return a new set with elements in the set that are not in the others.");
constexpr MethodDef kIntersection = raw<&set_intersection>(
    "intersection($self, /, *others)", "Return a new set with elements common to the set and all others.");
constexpr MethodDef kIsDisjoint = method<&set_isdisjoint>(
    "isdisjoint($self, other, /)", "Return True if two sets have a null intersection.");
constexpr MethodDef kIsSubset =
    method<&set_issubset>("issubset($self, other, /)", "Report whether another set contains this set.");
constexpr MethodDef kIsSuperset =
    method<&set_issuperset>("issuperset($self, other, /)", "Report whether this set contains another set.");
constexpr MethodDef kSymmetricDifference = method<&set_symmetric_difference>(
    "symmetric_difference($self, other, /)",
    "Return a new set with elements in either the set or other but not both.");
constexpr MethodDef kUnion = raw<&set_union>("union($self, /, *others)",
                                             "Return a new set with elements from the set and all others.");
constexpr MethodDef kReduce =
    method<&set_reduce>("__reduce__($self, /)", "Return state information for pickling.");
constexpr MethodDef kSizeOf =
    method<&set_sizeof>("__sizeof__($self, /)", "S.__sizeof__() -> size of S in memory, in bytes.");
constexpr MethodDef kClassGetItem = class_method<&set_class_getitem>(
    "__class_getitem__($type, object, /)", "sets are generic over the type of their elements");
constexpr MethodDef kFrozenClassGetItem = class_method<&set_class_getitem>(
    "__class_getitem__($type, object, /)", "frozensets are generic over the type of their elements");

Ref set_contains_method_py(Thread& t, Value self, Value object) {
    const Result<bool> there = set_contains_slot_py(t, self, object);
    return there ? Ref::boolean(*there) : Ref(t.raised());
}
constexpr MethodDef kContains =
    method<&set_contains_method_py>("__contains__($self, object, /)", "x.__contains__(y) <==> y in x.");

constexpr MethodDef kSetMethods[] = {
    method<&set_add>("add($self, object, /)",
                     "Add an element to a set.\n\nThis has no effect if the element is already present."),
    method<&set_clear_method>("clear($self, /)", "Remove all elements from this set."),
    kCopy,
    method<&set_discard>("discard($self, object, /)",
                         "Remove an element from a set if it is a member.\n\n"
                         "Unlike set.remove(), the discard() method does not raise\n"
                         "an exception when an element is missing from the set."),
    kDifference,
    raw<&set_difference_update>("difference_update($self, /, *others)",
                                "Update the set, removing elements found in others."),
    kIntersection,
    raw<&set_intersection_update>("intersection_update($self, /, *others)",
                                  "Update the set, keeping only elements found in it and all others."),
    kIsDisjoint,
    kIsSubset,
    kIsSuperset,
    method<&set_pop>("pop($self, /)",
                     "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."),
    kReduce,
    method<&set_remove>("remove($self, object, /)", "Remove an element from a set; it must be a member.\n\n"
                                                    "If the element is not a member, raise a KeyError."),
    kSizeOf,
    kSymmetricDifference,
    method<&set_symmetric_difference_update>(
        "symmetric_difference_update($self, other, /)",
        "Update the set, keeping only elements found in either set, but not in both."),
    kUnion,
    raw<&set_update>("update($self, /, *others)", "Update the set, adding elements from all others."),
    kClassGetItem,
    kContains,
};

constexpr MethodDef kFrozenSetMethods[] = {
    kCopy,   kDifference, kIntersection,        kIsDisjoint, kIsSubset,           kIsSuperset,
    kReduce, kSizeOf,     kSymmetricDifference, kUnion,      kFrozenClassGetItem, kContains,
};

constexpr MethodDef kSetIteratorMethods[] = {
    method<&set_iterator_hint>("__length_hint__($self, /)",
                               "Private method returning an estimate of len(list(it))."),
    method<&set_iterator_reduce>("__reduce__($self, /)", "Return state information for pickling."),
};

constexpr std::size_t slot(BinaryOp op) {
    return static_cast<std::size_t>(op);
}

constexpr Slots common_slots() {
    Slots slots{.new_py = &set_new_py,
                .repr_py = &set_repr_py,
                .compare_py = &set_compare_py,
                .iter_py = &set_iter_py,
                .length_py = &set_length_py,
                .contains_py = &set_contains_slot_py};
    slots.binary_py[slot(BinaryOp::Sub)] = &set_sub_py;
    slots.binary_py[slot(BinaryOp::And)] = &set_and_py;
    slots.binary_py[slot(BinaryOp::Xor)] = &set_xor_py;
    slots.binary_py[slot(BinaryOp::Or)] = &set_or_py;
    return slots;
}

constexpr Slots set_slots() {
    Slots slots = common_slots();
    slots.init_py = &set_init_py;
    slots.inplace_py[slot(BinaryOp::Sub)] = &set_inplace_py<&set_subtract_py>;
    slots.inplace_py[slot(BinaryOp::And)] = &set_inplace_py<&intersect_inplace_py>;
    slots.inplace_py[slot(BinaryOp::Xor)] = &set_inplace_py<&set_toggle_py>;
    slots.inplace_py[slot(BinaryOp::Or)] = &set_inplace_py<&set_update_py>;
    return slots;
}

constexpr Slots frozenset_slots() {
    Slots slots = common_slots();
    slots.new_py = &frozenset_new_py;
    slots.hash_py = &frozenset_hash_py;
    return slots;
}

} // namespace

extern constexpr TypeSpec kSetSpec = {
    .name = "set",
    .doc = "Build an unordered collection of unique elements.",
    .kind = Kind::Set,
    .flags = kBaseType | kWeakable | kSelfMatch,
    .size = sizeof(Set),
    .slots = set_slots(),
    .methods = kSetMethods,
    .traverse = &set_traverse,
    .drop = &set_drop,
};

extern constexpr TypeSpec kFrozenSetSpec = {
    .name = "frozenset",
    .doc = "Build an immutable unordered collection of unique elements.",
    .kind = Kind::FrozenSet,
    .flags = kBaseType | kWeakable | kSelfMatch,
    .size = sizeof(FrozenSet),
    .slots = frozenset_slots(),
    .methods = kFrozenSetMethods,
    .traverse = &set_traverse,
    .drop = &set_drop,
};

extern constexpr TypeSpec kSetIteratorSpec = {
    .name = "set_iterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation,
    .size = sizeof(SetIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &set_iterator_next_py},
    .methods = kSetIteratorMethods,
    .traverse = &set_iterator_traverse,
};

} // namespace islet
