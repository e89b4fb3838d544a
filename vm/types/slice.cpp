// SPDX-License-Identifier: MIT
//
// slice: what Python sees of it, and how slices are read against a length.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/slice.h"

#include "vm/base/hash.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <algorithm>

namespace islet {

Ref make_slice(Thread& t, Value start, Value stop, Value step) {
    auto* const slice = allocate<Slice>(t, TypeId::Slice);
    if (!slice) return t.raise_memory_error();
    retain(start);
    retain(stop);
    retain(step);
    slice->start = start;
    slice->stop = stop;
    slice->step = step;
    return Ref::adopt(slice);
}

namespace {

Raised raise_bad_index(Thread& t) {
    return t.raise(Exc::TypeError, "slice indices must be integers or None or have an __index__ method");
}

// One number of a slice, cut to 64 bits; `missing` for None.
Status read_number_py(Thread& t, Value v, std::int64_t missing, std::int64_t& out) {
    if (v.is_none()) {
        out = missing;
        return Status::ok();
    }
    if (v.is_int()) {
        out = v.as_int();
        return Status::ok();
    }
    if (!has_index(t, v)) return raise_bad_index(t);
    const Ref held = Ref::share(v);
    const Result<std::int64_t> number = index_clamped_py(t, held.get());
    if (!number) return t.raised();
    out = *number;
    return Status::ok();
}

} // namespace

Result<SliceNumbers> slice_numbers_py(Thread& t, const Slice& slice) {
    SliceNumbers n{0, 0, 1};
    if (!read_number_py(t, slice.step, 1, n.step)) return t.raised();
    if (n.step == 0) return t.raise(Exc::ValueError, "slice step cannot be zero");
    n.step = std::max(n.step, -INT64_MAX); // so that it can be negated
    const bool back = n.step < 0;
    if (!read_number_py(t, slice.start, back ? INT64_MAX : 0, n.start)) return t.raised();
    if (!read_number_py(t, slice.stop, back ? INT64_MIN : INT64_MAX, n.stop)) return t.raised();
    return n;
}

namespace {

std::int64_t clamp_number(std::int64_t number, std::int64_t size, bool back) {
    if (number < 0) {
        number += size; // cannot overflow: the signs differ
        return number < 0 ? (back ? -1 : 0) : number;
    }
    return number >= size ? (back ? size - 1 : size) : number;
}

} // namespace

SliceSpan fit_slice(const SliceNumbers& numbers, std::uint64_t length) {
    const auto size = static_cast<std::int64_t>(length);
    const bool back = numbers.step < 0;
    SliceSpan span{clamp_number(numbers.start, size, back), clamp_number(numbers.stop, size, back),
                   numbers.step, 0};
    if (back && span.stop < span.start) {
        span.count = (span.start - span.stop - 1) / -span.step + 1;
    } else if (!back && span.start < span.stop) {
        span.count = (span.stop - span.start - 1) / span.step + 1;
    }
    return span;
}

Result<SliceRange> slice_range_py(Thread& t, Value slice, std::uint64_t size) {
    const Result<SliceNumbers> numbers = slice_numbers_py(t, as<Slice>(slice));
    if (!numbers) return t.raised();
    const SliceSpan span = fit_slice(*numbers, size);
    return SliceRange{span.start, span.stop, span.step, span.count};
}

Result<SliceRange> bounds_range_py(Thread& t, Value start, Value stop, std::uint64_t size) {
    SliceNumbers numbers{0, 0, 1};
    if (!read_number_py(t, start, 0, numbers.start)) return t.raised();
    if (!read_number_py(t, stop, INT64_MAX, numbers.stop)) return t.raised();
    const SliceSpan span = fit_slice(numbers, size);
    return SliceRange{span.start, span.stop, span.step, span.count};
}

namespace {

Ref slice_new_py(Thread& t, Type&, const Args& args) {
    if (!refuse_keywords(t, args, "slice")) return t.raised();
    if (!check_positional(t, args, "slice", 1, 3)) return t.raised();
    const Value none = Value::none();
    if (args.count == 1) return make_slice(t, none, args[0], none);
    return make_slice(t, args[0], args[1], args.count == 3 ? args[2] : none);
}

Ref slice_repr_py(Thread& t, Value self) {
    const Slice& slice = as<Slice>(self);
    TextBuffer text;
    text.append("slice(");
    if (!append_repr_py(t, text, slice.start)) return t.raised();
    text.append(", ");
    if (!append_repr_py(t, text, slice.stop)) return t.raised();
    text.append(", ");
    if (!append_repr_py(t, text, slice.step)) return t.raised();
    text.append(')');
    return make_str(t, text);
}

Ref slice_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::Slice) || !is_kind(right, Kind::Slice)) return Ref::not_implemented();
    const bool or_equal = op == CompareOp::Eq || op == CompareOp::Le || op == CompareOp::Ge;
    if (left == right) return Ref::boolean(or_equal);
    const Slice& a = as<Slice>(left);
    const Slice& b = as<Slice>(right);
    const Ref x = make_tuple(t, {a.start, a.stop, a.step});
    if (!x) return t.raised();
    const Ref y = make_tuple(t, {b.start, b.stop, b.step});
    if (!y) return t.raised();
    return compare_py(t, x.get(), y.get(), op);
}

Result<std::int64_t> slice_hash_py(Thread& t, Value self) {
    const Slice& slice = as<Slice>(self);
    if (!t.check_stack(" while hashing a slice")) return t.raised();
    TupleHasher hasher;
    for (const Value part : {slice.start, slice.stop, slice.step}) {
        const Result<std::int64_t> hash = hash_py(t, part);
        if (!hash) return t.raised();
        hasher.add(*hash);
    }
    return hasher.finish_slice();
}

Ref slice_reduce(Thread& t, Slice& self) {
    const Ref parts = make_tuple(t, {self.start, self.stop, self.step});
    if (!parts) return t.raised();
    return make_tuple(t, {Value(t.type(TypeId::Slice)), parts.get()});
}

// A number of the slice as an exact int; nothing() for None, without an exception.
Ref index_or_none_py(Thread& t, Value v) {
    if (v.is_none()) return Ref::nothing();
    if (!has_index(t, v)) return raise_bad_index(t);
    return index_py(t, v);
}

// `v` counted from the end if negative, then kept between `low` and `high`.
Ref clamp_int(Thread& t, Value v, Value length, Value low, Value high) {
    if (int_sign(v) < 0) {
        Ref moved = int_add(t, v, length);
        if (!moved || int_compare(moved.get(), low) >= 0) return moved;
        return Ref::share(low);
    }
    return Ref::share(int_compare(v, high) > 0 ? high : v);
}

} // namespace

// For integers of any size.
Ref slice_indices_py(Thread& t, Slice& self, Value size) {
    const Ref length = index_py(t, size);
    if (!length) return t.raised();
    const Value zero = Value::small_int(0), one = Value::small_int(1), minus_one = Value::small_int(-1);
    if (int_sign(length.get()) < 0) return t.raise(Exc::ValueError, "length should not be negative");
    Ref step = index_or_none_py(t, self.step);
    if (!step && t.has_pending()) return t.raised();
    if (!step) step = Ref::plain(one);
    const int direction = int_sign(step.get());
    if (direction == 0) return t.raise(Exc::ValueError, "slice step cannot be zero");

    const Ref low = Ref::plain(direction < 0 ? minus_one : zero);
    const Ref high = direction < 0 ? int_sub(t, length.get(), one) : Ref::share(length.get());
    if (!high) return t.raised();
    Ref start = index_or_none_py(t, self.start);
    if (!start && t.has_pending()) return t.raised();
    start = start ? clamp_int(t, start.get(), length.get(), low.get(), high.get())
                  : Ref::share((direction < 0 ? high : low).get());
    if (!start) return t.raised();
    Ref stop = index_or_none_py(t, self.stop);
    if (!stop && t.has_pending()) return t.raised();
    stop = stop ? clamp_int(t, stop.get(), length.get(), low.get(), high.get())
                : Ref::share((direction < 0 ? low : high).get());
    if (!stop) return t.raised();
    return make_tuple(t, {start.get(), stop.get(), step.get()});
}

namespace {

Ref slice_indices(Thread& t, Slice& self, Value size) {
    return slice_indices_py(t, self, size);
}

void slice_traverse(Object* object, Visitor& visit) {
    auto* const slice = static_cast<Slice*>(object);
    visit(slice->start);
    visit(slice->stop);
    visit(slice->step);
}

constexpr MethodDef kSliceMethods[] = {
    method<&slice_indices>("indices($self, object, /)",
                           "S.indices(len) -> (start, stop, stride)\n\n"
                           "Assuming a sequence of length len, calculate the start and stop\n"
                           "indices, and the stride length of the extended slice described by\n"
                           "S. Out of bounds indices are clipped in a manner consistent with the\n"
                           "handling of normal slices."),
    method<&slice_reduce>("__reduce__($self, /)", "Return state information for pickling."),
};

constexpr std::uint32_t field(std::uint32_t number) {
    return static_cast<std::uint32_t>(sizeof(Object) + number * sizeof(Value));
}
static_assert(sizeof(Slice) == field(3));

constexpr MemberDef kSliceMembers[] = {
    {"start", field(0), MemberDef::Type::Object, false, nullptr},
    {"stop", field(1), MemberDef::Type::Object, false, nullptr},
    {"step", field(2), MemberDef::Type::Object, false, nullptr},
};

} // namespace

extern constexpr TypeSpec kSliceSpec = {
    .name = "slice",
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.\n\n"
           "This is used for extended slicing (e.g. a[0:10:2]).",
    .kind = Kind::Slice,
    .size = sizeof(Slice),
    .slots = {.new_py = &slice_new_py,
              .repr_py = &slice_repr_py,
              .hash_py = &slice_hash_py,
              .compare_py = &slice_compare_py},
    .methods = kSliceMethods,
    .members = kSliceMembers,
    .traverse = &slice_traverse,
};

} // namespace islet
