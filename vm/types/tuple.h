// SPDX-License-Identifier: MIT
//
// tuple: a fixed run of values behind the object.
// Owns: one count on each item. Invariants: items are set once, right after make_tuple, and never empty when
// Python can see the tuple. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

#include <initializer_list>
#include <span>

namespace islet {

struct Tuple : Object {
    static constexpr Kind kKind = Kind::Tuple;
    std::uint64_t size;
    std::int64_t hash_value; // -1 until computed

    Value* items() { return reinterpret_cast<Value*>(this + 1); }
    const Value* items() const { return reinterpret_cast<const Value*>(this + 1); }
    Value operator[](std::size_t i) const { return items()[i]; }
    std::span<const Value> span() const { return {items(), size}; }
};
static_assert(sizeof(Tuple) == 32);

// `size` empty items, to be filled by the caller before anything else can run. Size 0: the shared one.
Ref make_tuple_uninit(Thread& t, std::uint64_t size);
Ref make_tuple(Thread& t, std::span<const Value> items); // shares each item
Ref make_tuple(Thread& t, std::initializer_list<Value> items);
Ref take_tuple(Thread& t, Value* items, std::uint64_t size); // moves the items out; on failure drops them
// tuple(iterable): an exact tuple is shared as it is.
Ref tuple_from_py(Thread& t, Value iterable);
// For the builder of the commons, which sets the shape: immortal from the start. Null: out of memory.
Tuple* make_commons_tuple(Heap& heap, std::span<const Value> items);

} // namespace islet
