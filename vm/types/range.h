// SPDX-License-Identifier: MIT
//
// range, and the iterators over it.
// Owns: its numbers, each an exact int of any size. Invariants: `length` fits start, stop and step;
// RangeIterator gives small ints only, every other range is walked by LongRangeIterator. Threads: the
// interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct Range : Object {
    static constexpr Kind kKind = Kind::Range;
    Value start, stop, step, length;
};

// All of next, next + step, ..., next + step * remaining fit 48 bits.
struct RangeIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    std::int64_t next, step;
    std::int64_t remaining; // items still to come

    // For the loop: false at the end.
    bool take(Value& out) {
        if (remaining == 0) return false;
        --remaining;
        out = Value::small_int(next);
        next += step;
        return true;
    }
};

struct LongRangeIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value start, step, length;
};

// Three exact ints; `step` is not zero.
Ref make_range(Thread& t, Value start, Value stop, Value step);
// range(stop), range(start, stop), range(start, stop, step), as the loop calls it.
Ref range_from_args_py(Thread& t, std::span<const Value> args);

} // namespace islet
