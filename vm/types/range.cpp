// SPDX-License-Identifier: MIT
//
// range and its iterators. Numbers below 2^47 take the short way; all others go through int's arithmetic.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/range.h"

#include "vm/base/hash.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/slice.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <algorithm>

namespace islet {

namespace {

constexpr Value kZero = Value::small_int(0);
constexpr Value kOne = Value::small_int(1);

bool all_small(Value a, Value b, Value c) {
    return a.is_int() && b.is_int() && c.is_int();
}

std::int64_t small_length(std::int64_t start, std::int64_t stop, std::int64_t step) {
    if (step > 0) return start < stop ? (stop - start - 1) / step + 1 : 0;
    return start > stop ? (start - stop - 1) / -step + 1 : 0;
}

Ref range_length_of_py(Thread& t, Value start, Value stop, Value step) {
    if (all_small(start, stop, step))
        return make_int(t, small_length(start.as_int(), stop.as_int(), step.as_int()));
    const bool up = int_sign(step) > 0;
    const Value low = up ? start : stop, high = up ? stop : start;
    if (int_compare(low, high) >= 0) return Ref::plain(kZero);
    const Ref width = int_sub(t, high, low);
    if (!width) return t.raised();
    const Ref less = int_sub(t, width.get(), kOne);
    const Ref stride = up ? Ref::share(step) : int_neg(t, step);
    if (!less || !stride) return t.raised();
    const Ref steps = int_floordiv_py(t, less.get(), stride.get());
    if (!steps) return t.raised();
    return int_add(t, steps.get(), kOne);
}

// Takes over the four numbers.
Ref make_range_of(Thread& t, Ref start, Ref stop, Ref step, Ref length) {
    auto* const range = allocate<Range>(t, TypeId::Range);
    if (!range) return t.raise_memory_error();
    range->start = start.release();
    range->stop = stop.release();
    range->step = step.release();
    range->length = length.release();
    return Ref::adopt(range);
}

// start + index * step
Ref item_at_py(Thread& t, Value start, Value step, Value index) {
    if (all_small(start, step, index)) {
        std::int64_t offset = 0, sum = 0;
        if (!__builtin_mul_overflow(step.as_int(), index.as_int(), &offset) &&
            !__builtin_add_overflow(start.as_int(), offset, &sum)) {
            return make_int(t, sum);
        }
    }
    const Ref offset = int_mul_py(t, step, index);
    if (!offset) return t.raised();
    return int_add(t, start, offset.get());
}

} // namespace

Ref make_range(Thread& t, Value start, Value stop, Value step) {
    Ref length = range_length_of_py(t, start, stop, step);
    if (!length) return t.raised();
    return make_range_of(t, Ref::share(start), Ref::share(stop), Ref::share(step), std::move(length));
}

Ref range_from_args_py(Thread& t, std::span<const Value> args) {
    if (args.empty()) return t.raise(Exc::TypeError, "range expected at least 1 argument, got 0");
    if (args.size() > 3)
        return t.raise(Exc::TypeError, "range expected at most 3 arguments, got {}", args.size());
    if (args.size() == 1) {
        const Ref stop = index_py(t, args[0]);
        if (!stop) return t.raised();
        return make_range(t, kZero, stop.get(), kOne);
    }
    const Ref start = index_py(t, args[0]);
    if (!start) return t.raised();
    const Ref stop = index_py(t, args[1]);
    if (!stop) return t.raised();
    const Ref step = args.size() == 3 ? index_py(t, args[2]) : Ref::plain(kOne);
    if (!step) return t.raised();
    if (int_sign(step.get()) == 0) return t.raise(Exc::ValueError, "range() arg 3 must not be zero");
    return make_range(t, start.get(), stop.get(), step.get());
}

// --- Iterators

namespace {

// Walks `length` numbers from `start` on.
Ref make_iterator(Thread& t, Value start, Value step, Value length) {
    if (all_small(start, step, length)) {
        std::int64_t width = 0, end = 0;
        if (!__builtin_mul_overflow(step.as_int(), length.as_int(), &width) &&
            !__builtin_add_overflow(start.as_int(), width, &end) && Value::fits_int(end)) {
            auto* const it = allocate<RangeIterator>(t, TypeId::RangeIterator);
            if (!it) return t.raise_memory_error();
            it->next = start.as_int();
            it->step = step.as_int();
            it->remaining = length.as_int();
            return Ref::adopt(it);
        }
    }
    auto* const it = allocate<LongRangeIterator>(t, TypeId::LongRangeIterator);
    if (!it) return t.raise_memory_error();
    it->start = Ref::share(start).release();
    it->step = Ref::share(step).release();
    it->length = Ref::share(length).release();
    return Ref::adopt(it);
}

RangeIterator& range_iterator(Value v) {
    return as<RangeIterator>(v);
}
LongRangeIterator& long_iterator(Value v) {
    return as<LongRangeIterator>(v);
}

Step range_iterator_next_py(Thread&, Value self) {
    Value item;
    if (!range_iterator(self).take(item)) return Step::end();
    return Step::item(Ref::plain(item));
}

Step long_iterator_next_py(Thread& t, Value self) {
    LongRangeIterator& it = long_iterator(self);
    if (int_sign(it.length) == 0) return Step::end();
    Ref next = int_add(t, it.start, it.step);
    if (!next) return t.raised();
    Ref left = int_sub(t, it.length, kOne);
    if (!left) return t.raised();
    release(std::exchange(it.length, left.release()));
    return Step::item(Ref::adopt(std::exchange(it.start, next.release())));
}

Ref range_iterator_hint(Thread& t, RangeIterator& self) {
    return make_int(t, self.remaining);
}
Ref long_iterator_hint(Thread&, LongRangeIterator& self) {
    return Ref::share(self.length);
}

// (iter, (range(start, start + step * length, step),), None)
Ref reduce_iterator_py(Thread& t, Value start, Value step, Value length) {
    const Ref stop = item_at_py(t, start, step, length);
    if (!stop) return t.raised();
    const Ref range = make_range(t, start, stop.get(), step);
    if (!range) return t.raised();
    const Value args[] = {range.get()};
    return make_reduce(t, "iter", args, Value::none());
}

Ref range_iterator_reduce(Thread& t, RangeIterator& self) {
    return reduce_iterator_py(t, Value::small_int(self.next), Value::small_int(self.step),
                              Value::small_int(self.remaining));
}
Ref long_iterator_reduce(Thread& t, LongRangeIterator& self) {
    return reduce_iterator_py(t, self.start, self.step, self.length);
}

// Skips as many items as the state says, at most to the end.
Ref range_iterator_setstate(Thread&, RangeIterator& self, Index state) {
    const std::int64_t skip = std::clamp<std::int64_t>(state.value, 0, self.remaining);
    self.next += self.step * skip;
    self.remaining -= skip;
    return Ref::none();
}

Ref long_iterator_setstate(Thread& t, LongRangeIterator& self, Value state) {
    if (!is_int(state)) return t.raise(Exc::TypeError, "state must be an int, not {}", *type_of(t, state));
    if (int_sign(state) < 0) return Ref::none();
    const Ref skip = Ref::share(int_compare(state, self.length) > 0 ? self.length : state);
    Ref start = item_at_py(t, self.start, self.step, skip.get());
    if (!start) return t.raised();
    Ref length = int_sub(t, self.length, skip.get());
    if (!length) return t.raised();
    release(std::exchange(self.start, start.release()));
    release(std::exchange(self.length, length.release()));
    return Ref::none();
}

void long_iterator_traverse(Object* object, Visitor& visit) {
    auto* const it = static_cast<LongRangeIterator*>(object);
    visit(it->start);
    visit(it->step);
    visit(it->length);
}

constexpr MethodDef kRangeIteratorMethods[] = {
    method<&range_iterator_hint>("__length_hint__($self, /)",
                                 "Private method returning an estimate of len(list(it))."),
    method<&range_iterator_reduce>("__reduce__($self, /)", "Return state information for pickling."),
    method<&range_iterator_setstate>("__setstate__($self, state, /)",
                                     "Set state information for unpickling."),
};
constexpr MethodDef kLongRangeIteratorMethods[] = {
    method<&long_iterator_hint>("__length_hint__($self, /)",
                                "Private method returning an estimate of len(list(it))."),
    method<&long_iterator_reduce>("__reduce__($self, /)", "Return state information for pickling."),
    method<&long_iterator_setstate>("__setstate__($self, state, /)", "Set state information for unpickling."),
};

// --- range

Range& range_of(Value v) {
    return as<Range>(v);
}

Ref range_new_py(Thread& t, Type&, const Args& args) {
    if (!refuse_keywords(t, args, "range")) return t.raised();
    return range_from_args_py(t, {args.values, args.count});
}

Ref range_repr_py(Thread& t, Value self) {
    const Range& range = range_of(self);
    TextBuffer text;
    text.append("range(");
    if (!append_repr_py(t, text, range.start)) return t.raised();
    text.append(", ");
    if (!append_repr_py(t, text, range.stop)) return t.raised();
    if (range.step != kOne) {
        text.append(", ");
        if (!append_repr_py(t, text, range.step)) return t.raised();
    }
    text.append(')');
    return make_str(t, text);
}

bool same_int(Value a, Value b) {
    return int_compare(a, b) == 0;
}

// Ranges are equal when they give the same numbers.
bool ranges_equal(const Range& a, const Range& b) {
    if (!same_int(a.length, b.length)) return false;
    if (int_sign(a.length) == 0) return true;
    return same_int(a.start, b.start) && (a.length == kOne || same_int(a.step, b.step));
}

Ref range_compare_py(Thread&, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::Range) || !is_kind(right, Kind::Range)) return Ref::not_implemented();
    if (op != CompareOp::Eq && op != CompareOp::Ne) return Ref::not_implemented();
    return Ref::boolean(ranges_equal(range_of(left), range_of(right)) == (op == CompareOp::Eq));
}

// The hash of the tuple (length, start, step), with None for what does not matter.
Result<std::int64_t> range_hash_py(Thread& t, Value self) {
    const Range& range = range_of(self);
    const bool empty = int_sign(range.length) == 0;
    const Result<std::int64_t> none = hash_py(t, Value::none());
    if (!none) return t.raised();
    TupleHasher hasher;
    hasher.add(int_hash(range.length));
    hasher.add(empty ? *none : int_hash(range.start));
    hasher.add(empty || range.length == kOne ? *none : int_hash(range.step));
    return hasher.finish();
}

Result<bool> range_bool_py(Thread&, Value self) {
    return int_sign(range_of(self).length) != 0;
}

Ref range_iter_py(Thread& t, Value self) {
    const Range& range = range_of(self);
    return make_iterator(t, range.start, range.step, range.length);
}

Result<std::int64_t> range_length_py(Thread& t, Value self) {
    std::int64_t length = 0;
    if (!int_fits(range_of(self).length, &length)) {
        return t.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
    }
    return length;
}

// The number `index` steps on, counted from the end if negative.
Ref range_item_py(Thread& t, const Range& range, Value index) {
    Ref at = Ref::share(index);
    if (int_sign(index) < 0) at = int_add(t, index, range.length);
    if (!at) return t.raised();
    if (int_sign(at.get()) < 0 || int_compare(at.get(), range.length) >= 0) {
        return t.raise(Exc::IndexError, "range object index out of range");
    }
    return item_at_py(t, range.start, range.step, at.get());
}

Ref range_slice_py(Thread& t, const Range& range, Value slice) {
    const Ref bounds = slice_indices_py(t, as<Slice>(slice), range.length);
    if (!bounds) return t.raised();
    const Tuple& parts = bounds.as<Tuple>();
    Ref step = int_mul_py(t, range.step, parts[2]);
    if (!step) return t.raised();
    Ref start = item_at_py(t, range.start, range.step, parts[0]);
    if (!start) return t.raised();
    Ref stop = item_at_py(t, range.start, range.step, parts[1]);
    if (!stop) return t.raised();
    Ref length = range_length_of_py(t, start.get(), stop.get(), step.get());
    if (!length) return t.raised();
    return make_range_of(t, std::move(start), std::move(stop), std::move(step), std::move(length));
}

Ref range_getitem_py(Thread& t, Value self, Value key) {
    const Range& range = range_of(self);
    if (is_kind(key, Kind::Slice)) return range_slice_py(t, range, key);
    if (!has_index(t, key)) {
        return t.raise(Exc::TypeError, "range indices must be integers or slices, not {}", *type_of(t, key));
    }
    const Ref index = index_py(t, key);
    if (!index) return t.raised();
    return range_item_py(t, range, index.get());
}

// Where the int `v` lies: its index, or nothing() without an exception.
Ref find_int_py(Thread& t, const Range& range, Value v) {
    if (int_sign(range.length) == 0) return Ref::nothing();
    const bool up = int_sign(range.step) > 0;
    const int from_start = int_compare(v, range.start), to_stop = int_compare(v, range.stop);
    if (up ? from_start < 0 || to_stop >= 0 : from_start > 0 || to_stop <= 0) return Ref::nothing();
    const Ref offset = int_sub(t, v, range.start);
    if (!offset) return t.raised();
    const Ref rest = int_mod_py(t, offset.get(), range.step);
    if (!rest) return t.raised();
    if (int_sign(rest.get()) != 0) return Ref::nothing();
    return int_floordiv_py(t, offset.get(), range.step);
}

// Other numbers, and objects with their own idea of equality, are looked for item by item. Counts up to
// `most`.
struct Search {
    std::int64_t count, first;
};
Result<Search> search_items_py(Thread& t, Value self, Value item, std::int64_t most) {
    Search search{0, -1};
    const Ref iterator = range_iter_py(t, self);
    if (!iterator) return t.raised();
    for (std::int64_t i = 0; search.count < most; ++i) {
        if (!t.checkpoint_py()) return t.raised();
        const Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) break;
        const Result<bool> equal = equal_py(t, step.get(), item);
        if (!equal) return t.raised();
        if (!*equal) continue;
        if (search.count++ == 0) search.first = i;
    }
    return search;
}

Result<bool> range_contains_py(Thread& t, Value self, Value item) {
    if (is_exact_int(item) || item.is_bool()) {
        const Ref index = find_int_py(t, range_of(self), item);
        if (!index && t.has_pending()) return t.raised();
        return static_cast<bool>(index);
    }
    const Result<Search> search = search_items_py(t, self, item, 1);
    if (!search) return t.raised();
    return search->count != 0;
}

Ref range_index(Thread& t, Range& self, Value value) {
    if (is_exact_int(value) || value.is_bool()) {
        Ref index = find_int_py(t, self, value);
        if (index || t.has_pending()) return index;
        return t.raise(Exc::ValueError, "range.index(x): x not in range");
    }
    const Result<Search> search = search_items_py(t, &self, value, 1);
    if (!search) return t.raised();
    if (search->count == 0) return t.raise(Exc::ValueError, "sequence.index(x): x not in sequence");
    return make_int(t, search->first);
}

Ref range_count(Thread& t, Range& self, Value value) {
    if (is_exact_int(value) || value.is_bool()) {
        const Ref index = find_int_py(t, self, value);
        if (!index && t.has_pending()) return t.raised();
        return Ref::plain(index ? kOne : kZero);
    }
    const Result<Search> search = search_items_py(t, &self, value, INT64_MAX);
    if (!search) return t.raised();
    return make_int(t, search->count);
}

Ref range_reduce(Thread& t, Range& self) {
    const Ref parts = make_tuple(t, {self.start, self.stop, self.step});
    if (!parts) return t.raised();
    return make_tuple(t, {Value(t.type(TypeId::Range)), parts.get()});
}

Ref range_reversed(Thread& t, Range& self) {
    const Ref step = int_neg(t, self.step);
    if (!step) return t.raised();
    const Ref back = int_sub(t, self.length, kOne);
    if (!back) return t.raised();
    const Ref last = item_at_py(t, self.start, self.step, back.get());
    if (!last) return t.raised();
    return make_iterator(t, last.get(), step.get(), self.length);
}

void range_traverse(Object* object, Visitor& visit) {
    auto* const range = static_cast<Range*>(object);
    visit(range->start);
    visit(range->stop);
    visit(range->step);
    visit(range->length);
}

constexpr MethodDef kRangeMethods[] = {
    method<&range_reversed>("__reversed__($self, /)", "Return a reverse iterator."),
    method<&range_reduce>("__reduce__($self, /)", nullptr),
    method<&range_count>("count($self, object, /)",
                         "rangeobject.count(value) -> integer -- return number of occurrences of value"),
    method<&range_index>("index($self, object, /)",
                         "rangeobject.index(value) -> integer -- return index of value.\n"
                         "Raise ValueError if the value is not present."),
};

constexpr std::uint32_t field(std::uint32_t number) {
    return static_cast<std::uint32_t>(sizeof(Object) + number * sizeof(Value));
}
static_assert(sizeof(Range) == field(4));

constexpr MemberDef kRangeMembers[] = {
    {"start", field(0), MemberDef::Type::Object, false, nullptr},
    {"stop", field(1), MemberDef::Type::Object, false, nullptr},
    {"step", field(2), MemberDef::Type::Object, false, nullptr},
};

} // namespace

extern constexpr TypeSpec kRangeSpec = {
    .name = "range",
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n"
           "Return an object that produces a sequence of integers from start (inclusive)\n"
           "to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n"
           "start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\n"
           "These are exactly the valid indices for a list of 4 elements.\n"
           "When step is given, it specifies the increment (or decrement).",
    .kind = Kind::Range,
    .flags = kSequence,
    .size = sizeof(Range),
    .slots = {.new_py = &range_new_py,
              .repr_py = &range_repr_py,
              .hash_py = &range_hash_py,
              .bool_py = &range_bool_py,
              .compare_py = &range_compare_py,
              .iter_py = &range_iter_py,
              .length_py = &range_length_py,
              .getitem_py = &range_getitem_py,
              .contains_py = &range_contains_py},
    .methods = kRangeMethods,
    .members = kRangeMembers,
    .traverse = &range_traverse,
};

extern constexpr TypeSpec kRangeIteratorSpec = {
    .name = "range_iterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation | kAcyclic,
    .size = sizeof(RangeIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &range_iterator_next_py},
    .methods = kRangeIteratorMethods,
};

extern constexpr TypeSpec kLongRangeIteratorSpec = {
    .name = "longrange_iterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation,
    .size = sizeof(LongRangeIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &long_iterator_next_py},
    .methods = kLongRangeIteratorMethods,
    .traverse = &long_iterator_traverse,
};

} // namespace islet
