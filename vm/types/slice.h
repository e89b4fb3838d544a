// SPDX-License-Identifier: MIT
//
// slice: three values, most often None or integers.
// Owns: one count on each. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct Slice : Object {
    static constexpr Kind kKind = Kind::Slice;
    Value start, stop, step;
};

Ref make_slice(Thread& t, Value start, Value stop, Value step);

// The numbers of a slice before a length is known: missing ones stand for the far ends, huge ones are cut.
// Reading them runs __index__, so lengths are read afterwards; vm/types/slice.cpp has slice_range_py for one
// go.
struct SliceNumbers {
    std::int64_t start, stop, step; // step is not zero
};
Result<SliceNumbers> slice_numbers_py(Thread& t, const Slice& slice);

// What the numbers take of a sequence of `size` items: `start` and `stop` are clamped.
struct SliceSpan {
    std::int64_t start, stop, step, count;
};
SliceSpan fit_slice(const SliceNumbers& numbers, std::uint64_t size);
// slice.indices(size): a tuple of three exact ints of any size.
Ref slice_indices_py(Thread& t, Slice& slice, Value size);

} // namespace islet
