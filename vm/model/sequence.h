// SPDX-License-Identifier: MIT
//
// What tuple, list and other sequences have in common: comparison item by item, reading of indices and
// bounds, runs of shared values. Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"
#include "vm/type.h"

#include <cstring>
#include <span>

namespace islet {

// More items than this cannot be meant: sizes up to here can be multiplied by the size of a Value.
inline constexpr std::uint64_t kMaxItems = std::uint64_t{1} << 44;

// Whether `v` can be an index: an int, or anything with __index__.
bool has_index(Thread& t, Value v);
// The optional bounds of index(x, start, stop): __index__, cut to 64 bits. An empty `v` leaves `out` alone.
Status read_bound_py(Thread& t, Value v, std::int64_t& out);
// Negative bounds count from the end, then both are clamped at 0.
inline std::int64_t clamp_bound(std::int64_t bound, std::uint64_t size) {
    if (bound < 0) bound += static_cast<std::int64_t>(size);
    return bound < 0 ? 0 : bound;
}

// Python may change a list while its items are compared: items are asked for again at each step.
using SequenceView = std::span<const Value> (*)(Value);
Ref compare_sequences_py(Thread& t, Value a, Value b, CompareOp op, SequenceView view);
// The position of `item` in [start, stop), or -1.
Result<std::int64_t> find_in_sequence_py(Thread& t, Value sequence, Value item, std::int64_t start,
                                         std::int64_t stop, SequenceView view);
Result<std::int64_t> count_in_sequence_py(Thread& t, Value sequence, Value item, SequenceView view);
// open + the items' reprs, separated by ", " + close. `lone_comma`: of a single item, as in "(1,)".
Ref repr_sequence_py(Thread& t, Value sequence, std::string_view open, std::string_view close,
                     bool lone_comma, SequenceView view);

inline void share_values(Value* to, const Value* from, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        retain(from[i]);
        to[i] = from[i];
    }
}
inline void release_values(const Value* values, std::size_t count) {
    while (count > 0) release(values[--count]); // the last first, as programs with finalizers know it
}
// Whether items are found by counting: what iter() and reversed() fall back to.
bool is_sequence(Thread& t, Value v);

// --- For iterators
Ref iter_self_py(Thread& t, Value self);
// The argument of __setstate__: an int of 64 bits.
Result<std::int64_t> read_state(Thread& t, Value state);
// A built-in function by name, as __reduce__ of iterators names `iter` and `reversed`.
Ref find_builtin(Thread& t, std::string_view name);
// (function, (args...)), the answer of most __reduce__ methods. An empty `state` is left out.
Ref make_reduce(Thread& t, std::string_view builtin, std::span<const Value> args, Value state = Value());
// `size` values written `count` times in a row; the copies get their counts here.
void repeat_values(Value* to, const Value* from, std::size_t size, std::size_t count);

} // namespace islet
