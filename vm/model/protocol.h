// SPDX-License-Identifier: MIT
//
// The operations of the language on any value: operators, comparison, truth, hash, iteration, text.
// Everything here may run Python. Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"
#include "vm/type.h"

namespace islet {

Ref binary_py(Thread& t, BinaryOp op, Value a, Value b);
Ref inplace_py(Thread& t, BinaryOp op, Value a, Value b);
Ref divmod_py(Thread& t, Value a, Value b);
Ref pow_py(Thread& t, Value a, Value b, Value modulus); // None or empty: two arguments
Ref neg_py(Thread& t, Value v);
Ref pos_py(Thread& t, Value v);
Ref invert_py(Thread& t, Value v);
Ref abs_py(Thread& t, Value v);

Ref compare_py(Thread& t, Value a, Value b, CompareOp op);
Result<bool> compare_bool_py(Thread& t, Value a, Value b, CompareOp op); // identity first for ==, !=
Result<bool> equal_py(Thread& t, Value a, Value b);                      // a is b or a == b
Result<bool> truth_py(Thread& t, Value v);
Result<std::int64_t> hash_py(Thread& t, Value v);
Result<bool> contains_py(Thread& t, Value container, Value item);

Result<std::int64_t> length_py(Thread& t, Value v);
Result<std::int64_t> length_hint_py(Thread& t, Value v, std::int64_t fallback);
Ref getitem_py(Thread& t, Value v, Value key);
Status setitem_py(Thread& t, Value v, Value key, Value value);
Status delitem_py(Thread& t, Value v, Value key);

Ref iter_py(Thread& t, Value v);
Step next_py(Thread& t, Value iterator);

// Walks any iterable; lists and tuples without an iterator object. `each` is Status(Value item).
template <class Each>
Status for_each_py(Thread& t, Value iterable, Each&& each);

Ref str_py(Thread& t, Value v); // str(v): a str or subclass instance
Ref repr_py(Thread& t, Value v);
Ref ascii_py(Thread& t, Value v);
Ref format_py(Thread& t, Value v, Value spec); // spec: str, or empty for ""
// Appends str(v) or repr(v) as UTF-8.
Status append_str_py(Thread& t, TextBuffer& out, Value v);
Status append_repr_py(Thread& t, TextBuffer& out, Value v);

// repr of containers that may contain themselves. `entered` is false when `v` is already being printed.
class ReprScope {
public:
    ReprScope(Thread& t, Value v);
    ~ReprScope();
    ReprScope(const ReprScope&) = delete;
    ReprScope& operator=(const ReprScope&) = delete;
    bool entered() const { return entered_; }

private:
    Thread& t_;
    Value v_;
    ReprScope* outer_;
    bool entered_;
};

// --- Sequences
Ref sequence_concat_py(Thread& t, Value a, Value b);
Ref sequence_repeat_py(Thread& t, Value v, std::int64_t count);
// Reads a slice object against a length: start, stop, step and how many items it takes.
struct SliceRange {
    std::int64_t start, stop, step, count;
};
Result<SliceRange> slice_range_py(Thread& t, Value slice, std::uint64_t size);
// start and stop of a plain a[i:j] (None allowed), clamped to the size.
Result<SliceRange> bounds_range_py(Thread& t, Value start, Value stop, std::uint64_t size);

template <class Each>
Status for_each_py(Thread& t, Value iterable, Each&& each) {
    Ref iterator = iter_py(t, iterable);
    if (!iterator) return t.raised();
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return Status::ok();
        if (!each(step.get())) return t.raised();
    }
}

// In texts about arguments: the type of the value, but "None" for None.
struct BadArgument {
    Thread& t;
    Value value;
};
void append_value(TextBuffer& out, const BadArgument& bad); // vm/model/convert.cpp

} // namespace islet
