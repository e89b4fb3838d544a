// SPDX-License-Identifier: MIT
//
// collections.deque: a ring of values that grows and shrinks at both ends.
// Owns: the ring (a raw block of the same heap) and one count on each item.
// Invariants: the capacity is zero or a power of two; item i lies at (head + i) & (capacity - 1). `state`
// changes
//   whenever items come, go or move: whoever ran Python compares it. Threads: the interpreter's lock.
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/fields.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <cstddef>

namespace islet {

namespace {

struct Deque : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Native;
    Value* ring;
    std::uint64_t capacity, head, count;
    std::int64_t max_length; // -1: no bound
    std::uint64_t state;

    Value& at(std::uint64_t i) const { return ring[(head + i) & (capacity - 1)]; }
    bool full() const { return max_length >= 0 && count >= static_cast<std::uint64_t>(max_length); }
};

struct DequeIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value deque;
    std::uint64_t state, next, left;
};

Deque& deque_of(Value v) {
    return *static_cast<Deque*>(v.object());
}
bool is_deque(Thread& t, Value v) {
    return is_subtype(*type_of(t, v), *t.type(TypeId::Deque));
}
Raised raise_mutated(Thread& t, Exc type = Exc::RuntimeError) {
    return t.raise(type, "deque mutated during iteration");
}

// --- The ring

Status grow(Thread& t, Deque& d) {
    const std::uint64_t capacity = d.capacity == 0 ? 8 : d.capacity * 2;
    if (capacity > kMaxItems) return t.raise_memory_error();
    auto* const ring = static_cast<Value*>(t.heap().alloc_raw(capacity * sizeof(Value)));
    if (!ring) return t.raise_memory_error();
    for (std::uint64_t i = 0; i < d.count; ++i) ring[i] = d.at(i);
    if (d.ring) t.heap().free_raw(d.ring);
    d.ring = ring;
    d.capacity = capacity;
    d.head = 0;
    return Status::ok();
}

Ref take_first(Deque& d) {
    Ref item = Ref::adopt(d.at(0));
    d.head = (d.head + 1) & (d.capacity - 1);
    --d.count;
    ++d.state;
    return item;
}
Ref take_last(Deque& d) {
    --d.count;
    ++d.state;
    return Ref::adopt(d.at(d.count));
}
// A full deque lets go of the item at its other end.
Status push_last(Thread& t, Deque& d, Ref item) {
    if (d.max_length == 0) return Status::ok();
    if (d.count == d.capacity && !d.full() && !grow(t, d)) return t.raised();
    const Ref old = d.full() ? take_first(d) : Ref::nothing();
    d.at(d.count++) = item.release();
    ++d.state;
    return Status::ok();
}
Status push_first(Thread& t, Deque& d, Ref item) {
    if (d.max_length == 0) return Status::ok();
    if (d.count == d.capacity && !d.full() && !grow(t, d)) return t.raised();
    const Ref old = d.full() ? take_last(d) : Ref::nothing();
    d.head = (d.head - 1) & (d.capacity - 1);
    d.at(0) = item.release();
    ++d.count;
    ++d.state;
    return Status::ok();
}

void clear(Deque& d) {
    Value* const ring = std::exchange(d.ring, nullptr);
    const std::uint64_t head = d.head, mask = d.capacity - 1, count = std::exchange(d.count, 0);
    d.capacity = d.head = 0;
    ++d.state;
    for (std::uint64_t i = 0; i < count; ++i) release(ring[(head + i) & mask]);
    if (ring) heap_of(ring)->free_raw(ring);
}

// To the right by `steps`, which may be anything.
void rotate(Deque& d, std::int64_t steps) {
    if (d.count < 2) return;
    const auto count = static_cast<std::int64_t>(d.count);
    steps %= count;
    if (steps < 0) steps += count;
    if (steps == 0) return;
    ++d.state;
    const std::uint64_t mask = d.capacity - 1;
    if (steps <= count / 2) {
        for (; steps > 0; --steps) {
            const Value item = d.at(d.count - 1);
            d.head = (d.head - 1) & mask;
            d.at(0) = item;
        }
        return;
    }
    for (steps = count - steps; steps > 0; --steps) {
        const Value item = d.at(0);
        d.head = (d.head + 1) & mask;
        d.at(d.count - 1) = item;
    }
}

// --- Making

Ref deque_new(Thread& t, Type& type, const Args&) {
    auto* const made = allocate_instance<Deque>(t, type);
    if (!made) return t.raise_memory_error();
    made->ring = nullptr;
    made->capacity = made->head = made->count = made->state = 0;
    made->max_length = -1;
    return Ref::adopt(made);
}

Status extend_py(Thread& t, Value self, Value iterable, bool first) {
    Ref items = Ref::share(iterable);
    if (iterable == self) items = list_from_py(t, iterable);
    if (!items) return t.raised();
    return for_each_py(t, items.get(), [&](Value item) {
        return first ? push_first(t, deque_of(self), Ref::share(item))
                     : push_last(t, deque_of(self), Ref::share(item));
    });
}

Status deque_init_py(Thread& t, Value self, const Args& args) {
    constexpr const char* kNames[] = {"iterable", "maxlen"};
    Value a[2];
    if (!bind_args(t, args, "deque", kNames, 0, 0, a)) return t.raised();
    std::int64_t max_length = -1;
    if (!a[1].is_empty() && !a[1].is_none()) {
        if (!is_int(a[1])) return t.raise(Exc::TypeError, "an integer is required");
        const Result<std::int64_t> given = index_to_int64_py(t, a[1]);
        if (!given) return t.raised();
        if (*given < 0) return t.raise(Exc::ValueError, "maxlen must be non-negative");
        max_length = *given;
    }
    deque_of(self).max_length = max_length;
    if (deque_of(self).count > 0) clear(deque_of(self));
    return a[0].is_empty() ? Status::ok() : extend_py(t, self, a[0], false);
}

Ref deque_copy_py(Thread& t, Value self) {
    const std::int64_t max_length = deque_of(self).max_length;
    Type& type = *self.object()->type();
    if (self.object()->subclass != 0) {
        if (max_length < 0) return call_py(t, &type, self);
        Ref bound = make_int(t, max_length);
        return bound ? call_py(t, &type, self, bound.get()) : Ref(t.raised());
    }
    Ref made = deque_new(t, type, Args());
    if (!made) return t.raised();
    deque_of(made.get()).max_length = max_length;
    for (std::uint64_t i = 0; i < deque_of(self).count; ++i) {
        if (!push_last(t, deque_of(made.get()), Ref::share(deque_of(self).at(i)))) return t.raised();
    }
    return made;
}

// --- Methods

Ref deque_append(Thread& t, Value self, Value item) {
    return push_last(t, deque_of(self), Ref::share(item)) ? Ref::none() : Ref(t.raised());
}
Ref deque_appendleft(Thread& t, Value self, Value item) {
    return push_first(t, deque_of(self), Ref::share(item)) ? Ref::none() : Ref(t.raised());
}
Ref deque_pop(Thread& t, Value self) {
    if (deque_of(self).count == 0) return t.raise(Exc::IndexError, "pop from an empty deque");
    return take_last(deque_of(self));
}
Ref deque_popleft(Thread& t, Value self) {
    if (deque_of(self).count == 0) return t.raise(Exc::IndexError, "pop from an empty deque");
    return take_first(deque_of(self));
}
Ref deque_clear(Thread&, Value self) {
    clear(deque_of(self));
    return Ref::none();
}
Ref deque_extend_py(Thread& t, Value self, Value iterable) {
    return extend_py(t, self, iterable, false) ? Ref::none() : Ref(t.raised());
}
Ref deque_extendleft_py(Thread& t, Value self, Value iterable) {
    return extend_py(t, self, iterable, true) ? Ref::none() : Ref(t.raised());
}
Ref deque_rotate(Thread&, Value self, Opt<Index> n) {
    rotate(deque_of(self), n.given ? n.value.value : 1);
    return Ref::none();
}
Ref deque_reverse(Thread&, Value self) {
    Deque& d = deque_of(self);
    for (std::uint64_t i = 0; i < d.count / 2; ++i) std::swap(d.at(i), d.at(d.count - 1 - i));
    return Ref::none();
}
Ref deque_insert(Thread& t, Value self, Index where, Value item) {
    Deque& d = deque_of(self);
    if (d.full()) return t.raise(Exc::IndexError, "deque already at its maximum size");
    const auto count = static_cast<std::int64_t>(d.count);
    const std::int64_t index =
        std::clamp(where.value < 0 ? where.value + count : where.value, std::int64_t{0}, count);
    rotate(d, -index);
    if (!push_first(t, d, Ref::share(item))) return t.raised();
    rotate(d, index);
    return Ref::none();
}

// The first item in [start, stop) that equals `item`, or -1; `mutated` is what to raise when __eq__ changes
// the deque.
Result<std::int64_t> find_py(Thread& t, Value self, Value item, std::uint64_t start, std::uint64_t stop,
                             Exc mutated) {
    const std::uint64_t state = deque_of(self).state;
    for (std::uint64_t i = start; i < stop && i < deque_of(self).count; ++i) {
        if (!t.checkpoint_py()) return t.raised();
        const Ref candidate = Ref::share(deque_of(self).at(i));
        const Result<bool> same = equal_py(t, candidate.get(), item);
        if (!same) return t.raised();
        if (deque_of(self).state != state) return raise_mutated(t, mutated);
        if (*same) return static_cast<std::int64_t>(i);
    }
    return -1;
}
Result<bool> deque_contains_py(Thread& t, Value self, Value item) {
    const auto at = find_py(t, self, item, 0, UINT64_MAX, Exc::RuntimeError);
    if (!at) return t.raised();
    return *at >= 0;
}
Ref deque_index_py(Thread& t, Value self, Value item, Opt<Clamped> start, Opt<Clamped> stop) {
    const std::uint64_t count = deque_of(self).count;
    const std::int64_t from = start.given ? clamp_bound(start.value.value, count) : 0;
    const std::int64_t to = stop.given ? clamp_bound(stop.value.value, count) : INT64_MAX;
    const auto at = find_py(t, self, item, static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(to),
                            Exc::RuntimeError);
    if (!at) return t.raised();
    if (*at < 0) return t.raise(Exc::ValueError, "deque.index(x): x not in deque");
    return make_int(t, *at);
}
Ref deque_count_py(Thread& t, Value self, Value item) {
    const std::uint64_t state = deque_of(self).state;
    std::int64_t found = 0;
    for (std::uint64_t i = 0; i < deque_of(self).count; ++i) {
        if (!t.checkpoint_py()) return t.raised();
        const Ref candidate = Ref::share(deque_of(self).at(i));
        const Result<bool> same = equal_py(t, candidate.get(), item);
        if (!same) return t.raised();
        if (deque_of(self).state != state) return raise_mutated(t);
        found += *same;
    }
    return make_int(t, found);
}
void remove_at(Deque& d, std::uint64_t i) {
    rotate(d, -static_cast<std::int64_t>(i));
    const Ref old = take_first(d);
    rotate(d, static_cast<std::int64_t>(i));
}
Ref deque_remove_py(Thread& t, Value self, Value item) {
    const auto at = find_py(t, self, item, 0, UINT64_MAX, Exc::IndexError);
    if (!at) return t.raised();
    if (*at < 0) return t.raise(Exc::ValueError, "deque.remove(x): x not in deque");
    remove_at(deque_of(self), static_cast<std::uint64_t>(*at));
    return Ref::none();
}

// --- Items

Result<std::int64_t> deque_length(Thread&, Value self) {
    return static_cast<std::int64_t>(deque_of(self).count);
}
Result<std::int64_t> read_position_py(Thread& t, Value self, Value key) {
    if (!has_index(t, key))
        return t.raise(Exc::TypeError, "sequence index must be integer, not '{}'", *type_of(t, key));
    const Result<std::int64_t> given = index_to_int64_py(t, key, Exc::IndexError);
    if (!given) return t.raised();
    std::int64_t index = *given;
    if (!normalize_index(index, deque_of(self).count))
        return t.raise(Exc::IndexError, "deque index out of range");
    return index;
}
Ref deque_getitem_py(Thread& t, Value self, Value key) {
    const Result<std::int64_t> index = read_position_py(t, self, key);
    if (!index) return t.raised();
    return Ref::share(deque_of(self).at(static_cast<std::uint64_t>(*index)));
}
Status deque_setitem_py(Thread& t, Value self, Value key, Value value) {
    const Result<std::int64_t> index = read_position_py(t, self, key);
    if (!index) return t.raised();
    Deque& d = deque_of(self);
    if (value.is_empty()) {
        remove_at(d, static_cast<std::uint64_t>(*index));
        return Status::ok();
    }
    retain(value);
    release(std::exchange(d.at(static_cast<std::uint64_t>(*index)), value));
    return Status::ok();
}

// --- Operators

Ref deque_concat_py(Thread& t, Value a, Value b) {
    if (!is_deque(t, b)) {
        return t.raise(Exc::TypeError, "can only concatenate deque (not \"{}\") to deque", *type_of(t, b));
    }
    Ref made = deque_copy_py(t, a);
    if (!made || !extend_py(t, made.get(), b, false)) return t.raised();
    return made;
}
Ref deque_inplace_concat_py(Thread& t, Value a, Value b) {
    return extend_py(t, a, b, false) ? Ref::share(a) : Ref(t.raised());
}
Ref deque_inplace_repeat(Thread& t, Value self, std::int64_t count) {
    Deque& d = deque_of(self);
    if (count <= 0) {
        clear(d);
        return Ref::share(self);
    }
    const std::uint64_t size = d.count;
    if (size == 0 || count == 1) return Ref::share(self);
    if (d.max_length < 0 && static_cast<std::uint64_t>(count) > kMaxItems / size)
        return t.raise_memory_error();
    const Ref items = make_tuple_uninit(t, size);
    if (!items) return t.raised();
    for (std::uint64_t i = 0; i < size; ++i) items.as<Tuple>().items()[i] = Ref::share(d.at(i)).release();
    // Of a bounded deque only the last items stay: more repetitions than fill it change nothing.
    if (d.max_length >= 0) {
        const std::int64_t enough = d.max_length / static_cast<std::int64_t>(size) + 2;
        count = std::min(count, enough);
    }
    for (std::int64_t n = 1; n < count; ++n) {
        if (!t.checkpoint_py()) return t.raised();
        for (const Value item : items.as<Tuple>().span()) {
            if (!push_last(t, d, Ref::share(item))) return t.raised();
        }
    }
    return Ref::share(self);
}
Ref deque_repeat_py(Thread& t, Value self, std::int64_t count) {
    const Ref made = deque_copy_py(t, self);
    if (!made) return t.raised();
    return deque_inplace_repeat(t, made.get(), count);
}

Ref compare_items_py(Thread& t, Value a, Value b, CompareOp op) {
    const std::uint64_t a_state = deque_of(a).state, b_state = deque_of(b).state;
    for (std::uint64_t i = 0; i < deque_of(a).count && i < deque_of(b).count; ++i) {
        if (!t.checkpoint_py()) return t.raised();
        const Ref x = Ref::share(deque_of(a).at(i)), y = Ref::share(deque_of(b).at(i));
        const Result<bool> same = equal_py(t, x.get(), y.get());
        if (!same) return t.raised();
        if (deque_of(a).state != a_state || deque_of(b).state != b_state) return raise_mutated(t);
        if (*same) continue;
        if (op == CompareOp::Eq) return Ref::boolean(false);
        if (op == CompareOp::Ne) return Ref::boolean(true);
        return compare_py(t, x.get(), y.get(), op);
    }
    const std::uint64_t m = deque_of(a).count, n = deque_of(b).count;
    switch (op) {
    case CompareOp::Lt: return Ref::boolean(m < n);
    case CompareOp::Le: return Ref::boolean(m <= n);
    case CompareOp::Eq: return Ref::boolean(m == n);
    case CompareOp::Ne: return Ref::boolean(m != n);
    case CompareOp::Gt: return Ref::boolean(m > n);
    case CompareOp::Ge: return Ref::boolean(m >= n);
    }
    return Ref::not_implemented();
}
Ref deque_compare_py(Thread& t, Value a, Value b, CompareOp op) {
    if (!is_deque(t, a) || !is_deque(t, b)) return Ref::not_implemented();
    if (deque_of(a).count != deque_of(b).count) {
        if (op == CompareOp::Eq) return Ref::boolean(false);
        if (op == CompareOp::Ne) return Ref::boolean(true);
    }
    RecursionScope scope(t, " in comparison");
    if (!scope) return t.raised();
    return compare_items_py(t, a, b, op);
}

Ref deque_repr_py(Thread& t, Value self) {
    const ReprScope printing(t, self);
    if (!printing.entered()) return make_str(t, "[...]");
    RecursionScope scope(t, " while getting the repr of an object");
    if (!scope) return t.raised();
    const Ref items = list_from_py(t, self);
    if (!items) return t.raised();
    TextBuffer out;
    append_utf8(out, *self.object()->type()->name);
    out.append('(');
    if (!append_repr_py(t, out, items.get())) return t.raised();
    if (deque_of(self).max_length >= 0) format_to(out, ", maxlen={}", deque_of(self).max_length);
    out.append(')');
    return make_str(t, out);
}

// --- Iterators

Ref make_walk(Thread& t, TypeId id, Value deque, std::uint64_t skip) {
    auto* const made = allocate<DequeIterator>(t, id);
    if (!made) return t.raise_memory_error();
    retain(deque);
    made->deque = deque;
    made->state = deque_of(deque).state;
    const std::uint64_t count = deque_of(deque).count;
    made->next = std::min(skip, count);
    made->left = count - made->next;
    return Ref::adopt(made);
}
Ref deque_iter(Thread& t, Value self) {
    return make_walk(t, TypeId::DequeIterator, self, 0);
}
Ref deque_reversed(Thread& t, Value self) {
    return make_walk(t, TypeId::DequeReverseIterator, self, 0);
}
Ref make_walk_from_args(Thread& t, const Args& args, TypeId id) {
    if (args.count == 0) return t.raise(Exc::TypeError, "function takes at least 1 argument (0 given)");
    if (args.count > 2)
        return t.raise(Exc::TypeError, "function takes at most 2 arguments ({} given)", args.count);
    if (!is_deque(t, args[0])) {
        return t.raise(Exc::TypeError, "argument 1 must be collections.deque, not {}", *type_of(t, args[0]));
    }
    std::int64_t skip = 0;
    if (args.count == 2) {
        const Result<std::int64_t> given = index_to_int64_py(t, args[1]);
        if (!given) return t.raised();
        skip = std::max<std::int64_t>(*given, 0);
    }
    return make_walk(t, id, args[0], static_cast<std::uint64_t>(skip));
}
Ref walk_new_py(Thread& t, Type&, const Args& args) {
    return make_walk_from_args(t, args, TypeId::DequeIterator);
}
Ref reverse_walk_new_py(Thread& t, Type&, const Args& args) {
    return make_walk_from_args(t, args, TypeId::DequeReverseIterator);
}

DequeIterator& walk_of(Value v) {
    return *static_cast<DequeIterator*>(v.object());
}
Step walk_next(Thread& t, Value self, bool reverse) {
    auto& walk = walk_of(self);
    const Deque& d = deque_of(walk.deque);
    if (walk.state != d.state) {
        walk.left = 0;
        return raise_mutated(t);
    }
    if (walk.left == 0) return Step::end();
    --walk.left;
    const std::uint64_t at = walk.next++;
    return Step::item(Ref::share(d.at(reverse ? d.count - 1 - at : at)));
}
Step deque_iterator_next(Thread& t, Value self) {
    return walk_next(t, self, false);
}
Step deque_reverse_iterator_next(Thread& t, Value self) {
    return walk_next(t, self, true);
}
Ref walk_length_hint(Thread& t, Value self) {
    return make_int(t, static_cast<std::int64_t>(walk_of(self).left));
}
Ref walk_reduce(Thread& t, Value self) {
    const auto& walk = walk_of(self);
    const Ref at = make_int(t, static_cast<std::int64_t>(deque_of(walk.deque).count - walk.left));
    const Ref args = at ? make_tuple(t, {walk.deque, at.get()}) : Ref(t.raised());
    if (!args) return t.raised();
    return make_tuple(t, {Value(self.object()->type()), args.get()});
}

// --- Pickling and the rest

Ref deque_reduce_py(Thread& t, Value self) {
    const Ref state = call_method_py(t, self, Name::dunder_getstate);
    const Ref items = state ? iter_py(t, self) : Ref(t.raised());
    const Value none(t.commons().empty_tuple());
    Ref args = items ? Ref::share(none) : Ref(t.raised());
    if (args && deque_of(self).max_length >= 0) {
        const Ref bound = make_int(t, deque_of(self).max_length);
        args = bound ? make_tuple(t, {none, bound.get()}) : Ref(t.raised());
    }
    if (!args) return t.raised();
    return make_tuple(t, {Value(self.object()->type()), args.get(), state.get(), items.get()});
}
Ref deque_sizeof(Thread& t, Value self) {
    return make_int(t, static_cast<std::int64_t>(sizeof(Deque) + deque_of(self).capacity * sizeof(Value)));
}
Ref deque_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}
Ref deque_maxlen(Thread& t, Value self) {
    return deque_of(self).max_length < 0 ? Ref::none() : make_int(t, deque_of(self).max_length);
}

void deque_traverse(Object* object, Visitor& visit) {
    auto* const d = static_cast<Deque*>(object);
    for (std::uint64_t i = 0; i < d->count; ++i) visit(d->at(i));
    traverse_attrs(object, visit);
}
void deque_drop(Heap& heap, Object* object) {
    drop_attrs(heap, object);
    clear(*static_cast<Deque*>(object));
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&deque_append>("append($self, item, /)", "Add an element to the right side of the deque."),
    method<&deque_appendleft>("appendleft($self, item, /)", "Add an element to the left side of the deque."),
    method<&deque_pop>("pop($self, /)", "Remove and return the rightmost element."),
    method<&deque_popleft>("popleft($self, /)", "Remove and return the leftmost element."),
    method<&deque_clear>("clear($self, /)", "Remove all elements from the deque."),
    method<&deque_copy_py>("copy($self, /)", "Return a shallow copy of a deque."),
    method<&deque_copy_py>("__copy__($self, /)", "Return a shallow copy of a deque."),
    method<&deque_extend_py>("extend($self, iterable, /)", "Add the items of the iterable on the right."),
    method<&deque_extendleft_py>("extendleft($self, iterable, /)",
                                 "Add the items of the iterable on the left, one after the other."),
    method<&deque_rotate>("rotate($self, n=1, /)", "Move n items from the right end to the left one."),
    method<&deque_reverse>("reverse($self, /)", "Reverse in place."),
    method<&deque_insert>("insert($self, index, value, /)", "Insert value before index."),
    method<&deque_index_py>("index($self, value, start=0, stop=sys.maxsize, /)",
                            "The first position of value; ValueError if it is not there."),
    method<&deque_count_py>("count($self, value, /)", "How many items equal value."),
    method<&deque_remove_py>("remove($self, value, /)", "Remove the first item that equals value."),
    method<&deque_reversed>("__reversed__($self, /)", "Return a reverse iterator over the deque."),
    method<&deque_reduce_py>("__reduce__($self, /)", "Return state information for pickling."),
    method<&deque_sizeof>("__sizeof__($self, /)", "Return the size of the deque in memory, in bytes."),
    class_method<&deque_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};
constexpr MethodDef kIteratorMethods[] = {
    method<&walk_length_hint>("__length_hint__($self, /)", "How many items are left."),
    method<&walk_reduce>("__reduce__($self, /)", "Return state information for pickling."),
};
constexpr GetSetDef kGetSet[] = {
    {"maxlen", &deque_maxlen, nullptr, "maximum size of a deque or None if unbounded"},
};

} // namespace

extern constexpr TypeSpec kDequeSpec = {
    .name = "deque",
    .module = "collections",
    .doc = "deque([iterable[, maxlen]])\n--\n\nA sequence that is quick to change at both of its ends.",
    .kind = Kind::Native,
    .flags = kBaseType | kWeakable | kSequence,
    .size = sizeof(Deque),
    .slots = {.new_py = &deque_new,
              .init_py = &deque_init_py,
              .repr_py = &deque_repr_py,
              .compare_py = &deque_compare_py,
              .iter_py = &deque_iter,
              .length_py = &deque_length,
              .getitem_py = &deque_getitem_py,
              .setitem_py = &deque_setitem_py,
              .contains_py = &deque_contains_py,
              .concat_py = &deque_concat_py,
              .repeat_py = &deque_repeat_py,
              .inplace_concat_py = &deque_inplace_concat_py,
              .inplace_repeat_py = &deque_inplace_repeat},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = &deque_traverse,
    .drop = &deque_drop,
};

extern constexpr TypeSpec kDequeIteratorSpec = {
    .name = "_deque_iterator",
    .module = "collections",
    .kind = Kind::Iterator,
    .size = sizeof(DequeIterator),
    .slots = {.new_py = &walk_new_py, .iter_py = &iter_self_py, .next_py = &deque_iterator_next},
    .methods = kIteratorMethods,
    .traverse = &traverse_fields<DequeIterator, &DequeIterator::deque>,
    .drop = &drop_fields<DequeIterator, &DequeIterator::deque>,
};

extern constexpr TypeSpec kDequeReverseIteratorSpec = {
    .name = "_deque_reverse_iterator",
    .module = "collections",
    .kind = Kind::Iterator,
    .size = sizeof(DequeIterator),
    .slots = {.new_py = &reverse_walk_new_py,
              .iter_py = &iter_self_py,
              .next_py = &deque_reverse_iterator_next},
    .methods = kIteratorMethods,
    .traverse = &traverse_fields<DequeIterator, &DequeIterator::deque>,
    .drop = &drop_fields<DequeIterator, &DequeIterator::deque>,
};

} // namespace islet
