// SPDX-License-Identifier: MIT
//
// Iterators over tuples, lists and anything with __getitem__, iter(callable, sentinel) and reversed().
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/iterators.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"

#include <algorithm>

namespace islet {

namespace {

constexpr const char* kHintDoc = "Private method returning an estimate of len(list(it)).";
constexpr const char* kReduceDoc = "Return state information for pickling.";
constexpr const char* kSetStateDoc = "Set state information for unpickling.";

// The pointer to what an iterator walked, given up at its end.
template <class T>
void let_go(T*& walked) {
    if (T* const old = std::exchange(walked, nullptr)) release(old);
}
void let_go(Value& walked) {
    release(std::exchange(walked, Value()));
}

// (iter, (walked,), index), or (iter, (nothing,)) at the end.
Ref reduce_iterator(Thread& t, std::string_view function, Value walked, std::int64_t index, Value nothing) {
    if (walked.is_empty() || index < 0) return make_reduce(t, function, {&nothing, 1});
    const Ref state = make_int(t, index);
    if (!state) return t.raised();
    return make_reduce(t, function, {&walked, 1}, state.get());
}

Value value_or_empty(Object* object) {
    return object ? Value(object) : Value();
}

// --- tuple

Step tuple_iterator_next_py(Thread&, Value self) {
    auto& it = as<TupleIterator>(self);
    if (!it.tuple) return Step::end();
    if (it.index < it.tuple->size) return Step::item(Ref::share((*it.tuple)[it.index++]));
    let_go(it.tuple);
    return Step::end();
}

Ref tuple_iterator_hint(Thread& t, TupleIterator& self) {
    return make_int(t, self.tuple ? static_cast<std::int64_t>(self.tuple->size - self.index) : 0);
}

Ref tuple_iterator_reduce(Thread& t, TupleIterator& self) {
    return reduce_iterator(t, "iter", value_or_empty(self.tuple), static_cast<std::int64_t>(self.index),
                           t.commons().empty_tuple());
}

Ref tuple_iterator_setstate(Thread& t, TupleIterator& self, Value state) {
    const Result<std::int64_t> index = read_state(t, state);
    if (!index) return t.raised();
    if (self.tuple) {
        const auto size = static_cast<std::int64_t>(self.tuple->size);
        self.index = static_cast<std::uint64_t>(std::clamp<std::int64_t>(*index, 0, size));
    }
    return Ref::none();
}

void tuple_iterator_traverse(Object* object, Visitor& visit) {
    visit.pointer(static_cast<TupleIterator*>(object)->tuple);
}

constexpr MethodDef kTupleIteratorMethods[] = {
    method<&tuple_iterator_hint>("__length_hint__($self, /)", kHintDoc),
    method<&tuple_iterator_reduce>("__reduce__($self, /)", kReduceDoc),
    method<&tuple_iterator_setstate>("__setstate__($self, object, /)", kSetStateDoc),
};

// --- list

Step list_iterator_next_py(Thread&, Value self) {
    auto& it = as<ListIterator>(self);
    if (!it.list) return Step::end();
    if (it.index < it.list->size) return Step::item(Ref::share(it.list->items[it.index++]));
    let_go(it.list);
    return Step::end();
}

Ref list_iterator_hint(Thread& t, ListIterator& self) {
    if (!self.list || self.list->size < self.index) return make_int(t, 0);
    return make_int(t, static_cast<std::int64_t>(self.list->size - self.index));
}

Ref list_iterator_reduce(Thread& t, ListIterator& self) {
    const Ref nothing = make_list(t);
    if (!nothing) return t.raised();
    return reduce_iterator(t, "iter", value_or_empty(self.list), static_cast<std::int64_t>(self.index),
                           nothing.get());
}

Ref list_iterator_setstate(Thread& t, ListIterator& self, Value state) {
    const Result<std::int64_t> index = read_state(t, state);
    if (!index) return t.raised();
    if (!self.list) return Ref::none();
    // A negative index is the end.
    if (*index < 0)
        let_go(self.list);
    else
        self.index = std::min(static_cast<std::uint64_t>(*index), self.list->size);
    return Ref::none();
}

void list_iterator_traverse(Object* object, Visitor& visit) {
    visit.pointer(static_cast<ListIterator*>(object)->list);
}

constexpr MethodDef kListIteratorMethods[] = {
    method<&list_iterator_hint>("__length_hint__($self, /)", kHintDoc),
    method<&list_iterator_reduce>("__reduce__($self, /)", kReduceDoc),
    method<&list_iterator_setstate>("__setstate__($self, object, /)", kSetStateDoc),
};

// --- list, backwards

Step list_reverse_next_py(Thread&, Value self) {
    auto& it = as<ListReverseIterator>(self);
    if (!it.list) return Step::end();
    if (it.index >= 0 && static_cast<std::uint64_t>(it.index) < it.list->size) {
        return Step::item(Ref::share(it.list->items[it.index--]));
    }
    let_go(it.list);
    return Step::end();
}

Ref list_reverse_hint(Thread& t, ListReverseIterator& self) {
    const std::int64_t left = self.index + 1;
    return make_int(t, self.list && static_cast<std::int64_t>(self.list->size) >= left ? left : 0);
}

Ref list_reverse_reduce(Thread& t, ListReverseIterator& self) {
    const Ref nothing = make_list(t);
    if (!nothing) return t.raised();
    return reduce_iterator(t, "reversed", value_or_empty(self.list), self.index, nothing.get());
}

Ref list_reverse_setstate(Thread& t, ListReverseIterator& self, Value state) {
    const Result<std::int64_t> index = read_state(t, state);
    if (!index) return t.raised();
    if (self.list)
        self.index = std::clamp<std::int64_t>(*index, -1, static_cast<std::int64_t>(self.list->size) - 1);
    return Ref::none();
}

void list_reverse_traverse(Object* object, Visitor& visit) {
    visit.pointer(static_cast<ListReverseIterator*>(object)->list);
}

constexpr MethodDef kListReverseIteratorMethods[] = {
    method<&list_reverse_hint>("__length_hint__($self, /)", kHintDoc),
    method<&list_reverse_reduce>("__reduce__($self, /)", kReduceDoc),
    method<&list_reverse_setstate>("__setstate__($self, object, /)", kSetStateDoc),
};

// --- anything with __getitem__

// IndexError and StopIteration end the walk.
bool ends_walk(Thread& t) {
    if (!t.pending_is(Exc::IndexError) && !t.pending_is(Exc::StopIteration)) return false;
    t.clear_pending();
    return true;
}

Step sequence_iterator_next_py(Thread& t, Value self) {
    auto& it = as<SequenceIterator>(self);
    if (it.sequence.is_empty()) return Step::end();
    if (it.index == INT64_MAX) return t.raise(Exc::OverflowError, "iter index too large");
    const Ref sequence = Ref::share(it.sequence);
    const Ref index = make_int(t, it.index);
    if (!index) return t.raised();
    Ref item = getitem_py(t, sequence.get(), index.get());
    if (item) {
        ++it.index;
        return Step::item(std::move(item));
    }
    if (!ends_walk(t)) return t.raised();
    let_go(it.sequence);
    return Step::end();
}

Ref sequence_iterator_hint(Thread& t, SequenceIterator& self) {
    if (self.sequence.is_empty()) return make_int(t, 0);
    if (!type_of(t, self.sequence)->slots.length_py) return Ref::not_implemented();
    const Ref sequence = Ref::share(self.sequence);
    const Result<std::int64_t> length = length_py(t, sequence.get());
    if (!length) return t.raised();
    return make_int(t, std::max<std::int64_t>(*length - self.index, 0));
}

Ref sequence_iterator_reduce(Thread& t, SequenceIterator& self) {
    return reduce_iterator(t, "iter", self.sequence, self.index, t.commons().empty_tuple());
}

Ref sequence_iterator_setstate(Thread& t, SequenceIterator& self, Value state) {
    const Result<std::int64_t> index = read_state(t, state);
    if (!index) return t.raised();
    if (!self.sequence.is_empty()) self.index = std::max<std::int64_t>(*index, 0);
    return Ref::none();
}

void sequence_iterator_traverse(Object* object, Visitor& visit) {
    visit(static_cast<SequenceIterator*>(object)->sequence);
}

constexpr MethodDef kSequenceIteratorMethods[] = {
    method<&sequence_iterator_hint>("__length_hint__($self, /)", kHintDoc),
    method<&sequence_iterator_reduce>("__reduce__($self, /)", kReduceDoc),
    method<&sequence_iterator_setstate>("__setstate__($self, object, /)", kSetStateDoc),
};

// --- iter(callable, sentinel)

Step callable_iterator_next_py(Thread& t, Value self) {
    auto& it = as<CallableIterator>(self);
    if (it.callable.is_empty()) return Step::end();
    const Ref callable = Ref::share(it.callable);
    const Ref sentinel = Ref::share(it.sentinel);
    Ref result = call_py(t, callable.get());
    if (result) {
        const Result<bool> same = equal_py(t, sentinel.get(), result.get());
        if (!same) return t.raised();
        if (!*same) return Step::item(std::move(result));
    } else {
        if (!t.pending_is(Exc::StopIteration)) return t.raised();
        t.clear_pending();
    }
    let_go(it.callable);
    let_go(it.sentinel);
    return Step::end();
}

Ref callable_iterator_reduce(Thread& t, CallableIterator& self) {
    if (self.callable.is_empty()) {
        const Value nothing[] = {t.commons().empty_tuple()};
        return make_reduce(t, "iter", nothing);
    }
    const Value args[] = {self.callable, self.sentinel};
    return make_reduce(t, "iter", args);
}

void callable_iterator_traverse(Object* object, Visitor& visit) {
    auto* const it = static_cast<CallableIterator*>(object);
    visit(it->callable);
    visit(it->sentinel);
}

constexpr MethodDef kCallableIteratorMethods[] = {
    method<&callable_iterator_reduce>("__reduce__($self, /)", kReduceDoc),
};

// --- reversed()

Ref make_reversed_py(Thread& t, Type& type, Value sequence) {
    if (!is_sequence(t, sequence)) {
        return t.raise(Exc::TypeError, "'{}' object is not reversible", *type_of(t, sequence));
    }
    const Result<std::int64_t> length = length_py(t, sequence);
    if (!length) return t.raised();
    auto* const it = allocate_instance<Reversed>(t, type);
    if (!it) return t.raise_memory_error();
    it->sequence = Ref::share(sequence).release();
    it->index = *length - 1;
    return Ref::adopt(it);
}

Ref reversed_new_py(Thread& t, Type& type, const Args& args) {
    const bool own_arguments = type.slots.init_py == t.type(TypeId::Reversed)->slots.init_py;
    if (own_arguments && !refuse_keywords(t, args, "reversed")) return t.raised();
    if (!check_positional(t, args, "reversed", 1, 1)) return t.raised();
    const Ref method = lookup_special_py(t, args[0], Name::dunder_reversed);
    if (!method) {
        if (t.has_pending()) return t.raised();
        return make_reversed_py(t, type, args[0]);
    }
    if (method.get().is_none()) {
        return t.raise(Exc::TypeError, "'{}' object is not reversible", *type_of(t, args[0]));
    }
    return call_py(t, method.get());
}

Step reversed_next_py(Thread& t, Value self) {
    auto& it = as<Reversed>(self);
    if (it.sequence.is_empty()) return Step::end();
    if (it.index >= 0) {
        const Ref sequence = Ref::share(it.sequence);
        const Ref index = make_int(t, it.index);
        if (!index) return t.raised();
        Ref item = getitem_py(t, sequence.get(), index.get());
        if (item) {
            --it.index;
            return Step::item(std::move(item));
        }
        it.index = -1;
        let_go(it.sequence);
        if (!ends_walk(t)) return t.raised();
        return Step::end();
    }
    let_go(it.sequence);
    return Step::end();
}

Ref reversed_hint(Thread& t, Reversed& self) {
    if (self.sequence.is_empty()) return make_int(t, 0);
    const Ref sequence = Ref::share(self.sequence);
    const Result<std::int64_t> length = length_py(t, sequence.get());
    if (!length) return t.raised();
    const std::int64_t left = self.index + 1;
    return make_int(t, *length < left ? 0 : left);
}

Ref reversed_reduce(Thread& t, Reversed& self) {
    const Ref index = make_int(t, self.index);
    if (!index) return t.raised();
    const bool ended = self.sequence.is_empty() || self.index < 0;
    const Ref args = make_tuple(t, {ended ? Value(t.commons().empty_tuple()) : self.sequence});
    if (!args) return t.raised();
    const Value type(self.type());
    return ended ? make_tuple(t, {type, args.get()}) : make_tuple(t, {type, args.get(), index.get()});
}

Ref reversed_setstate(Thread& t, Reversed& self, Value state) {
    const Result<std::int64_t> index = read_state(t, state);
    if (!index) return t.raised();
    if (self.sequence.is_empty()) return Ref::none();
    const Ref sequence = Ref::share(self.sequence);
    const Result<std::int64_t> length = length_py(t, sequence.get());
    if (!length) return t.raised();
    self.index = std::clamp<std::int64_t>(*index, -1, std::max<std::int64_t>(*length - 1, -1));
    return Ref::none();
}

void reversed_traverse(Object* object, Visitor& visit) {
    visit(static_cast<Reversed*>(object)->sequence);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void reversed_drop(Heap& heap, Object* object) {
    if (object->subclass != 0) drop_attrs(heap, object);
    release(static_cast<Reversed*>(object)->sequence);
    heap.free_object(object);
}

constexpr MethodDef kReversedMethods[] = {
    method<&reversed_hint>("__length_hint__($self, /)", kHintDoc),
    method<&reversed_reduce>("__reduce__($self, /)", kReduceDoc),
    method<&reversed_setstate>("__setstate__($self, object, /)", kSetStateDoc),
};

} // namespace

Ref make_tuple_iterator(Thread& t, Tuple& tuple) {
    auto* const it = allocate<TupleIterator>(t, TypeId::TupleIterator);
    if (!it) return t.raise_memory_error();
    retain(&tuple);
    it->tuple = &tuple;
    it->index = 0;
    return Ref::adopt(it);
}

Ref make_list_iterator(Thread& t, List& list) {
    auto* const it = allocate<ListIterator>(t, TypeId::ListIterator);
    if (!it) return t.raise_memory_error();
    retain(&list);
    it->list = &list;
    it->index = 0;
    return Ref::adopt(it);
}

Ref make_list_reverse_iterator(Thread& t, List& list) {
    auto* const it = allocate<ListReverseIterator>(t, TypeId::ListReverseIterator);
    if (!it) return t.raise_memory_error();
    retain(&list);
    it->list = &list;
    it->index = static_cast<std::int64_t>(list.size) - 1;
    return Ref::adopt(it);
}

Ref make_sequence_iterator(Thread& t, Value sequence) {
    auto* const it = allocate<SequenceIterator>(t, TypeId::SequenceIterator);
    if (!it) return t.raise_memory_error();
    it->sequence = Ref::share(sequence).release();
    it->index = 0;
    return Ref::adopt(it);
}

Ref make_callable_iterator(Thread& t, Value callable, Value sentinel) {
    auto* const it = allocate<CallableIterator>(t, TypeId::CallableIterator);
    if (!it) return t.raise_memory_error();
    it->callable = Ref::share(callable).release();
    it->sentinel = Ref::share(sentinel).release();
    return Ref::adopt(it);
}

extern constexpr TypeSpec kTupleIteratorSpec = {
    .name = "tuple_iterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation,
    .size = sizeof(TupleIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &tuple_iterator_next_py},
    .methods = kTupleIteratorMethods,
    .traverse = &tuple_iterator_traverse,
};

extern constexpr TypeSpec kListIteratorSpec = {
    .name = "list_iterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation,
    .size = sizeof(ListIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &list_iterator_next_py},
    .methods = kListIteratorMethods,
    .traverse = &list_iterator_traverse,
};

extern constexpr TypeSpec kListReverseIteratorSpec = {
    .name = "list_reverseiterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation,
    .size = sizeof(ListReverseIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &list_reverse_next_py},
    .methods = kListReverseIteratorMethods,
    .traverse = &list_reverse_traverse,
};

extern constexpr TypeSpec kSequenceIteratorSpec = {
    .name = "iterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation,
    .size = sizeof(SequenceIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &sequence_iterator_next_py},
    .methods = kSequenceIteratorMethods,
    .traverse = &sequence_iterator_traverse,
};

extern constexpr TypeSpec kCallableIteratorSpec = {
    .name = "callable_iterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation,
    .size = sizeof(CallableIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &callable_iterator_next_py},
    .methods = kCallableIteratorMethods,
    .traverse = &callable_iterator_traverse,
};

extern constexpr TypeSpec kReversedSpec = {
    .name = "reversed",
    .doc = "Return a reverse iterator over the values of the given sequence.",
    .kind = Kind::Iterator,
    .flags = kBaseType,
    .size = sizeof(Reversed),
    .slots = {.new_py = &reversed_new_py, .iter_py = &iter_self_py, .next_py = &reversed_next_py},
    .methods = kReversedMethods,
    .traverse = &reversed_traverse,
    .drop = &reversed_drop,
};

} // namespace islet
