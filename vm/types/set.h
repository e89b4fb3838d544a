// SPDX-License-Identifier: MIT
//
// set and frozenset: a hash table of keys.
//
//   table   open addressing over a power of two of entries; short linear runs, then jumps that mix in more
//   bits of
//           the hash. The walk goes in table order, which for small integers is their order, as programs
//           expect.
//
// Owns: the table (a raw block of the same heap; null while nothing was ever put in) and one count on each
// key. Invariants: fill = used plus deleted entries; at least two fifths of the table are free, so a search
// ends.
//   A frozenset is never changed once Python can see it.
// Threads: the interpreter's lock; frozensets of the commons are read-only.
#pragma once

#include "vm/thread.h"

#include <span>

namespace islet {

struct SetEntry {
    Value key;         // empty: free or deleted
    std::int64_t hash; // of a free entry 0, of a deleted one -1
};

struct Set : Object {
    static constexpr Kind kKind = Kind::Set; // header kind may also be FrozenSet
    SetEntry* table;
    std::uint64_t mask; // entries - 1; meaningless while table is null
    std::uint64_t used;
    std::uint64_t fill;
    std::uint64_t finger;    // where pop() looks first
    std::int64_t hash_value; // frozenset: -1 until computed

    std::uint64_t capacity() const { return table ? mask + 1 : 0; }
    // The next key at or after `at`, or null; moves `at` behind it. The loop over a set:
    //   for (std::uint64_t at = 0; SetEntry* e = set.next(at);) ...
    SetEntry* next(std::uint64_t& at) const {
        for (const std::uint64_t end = capacity(); at < end;) {
            SetEntry* const e = &table[at++];
            if (!e->key.is_empty()) return e;
        }
        return nullptr;
    }
};
struct FrozenSet : Set {
    static constexpr Kind kKind = Kind::FrozenSet;
};

inline bool is_any_set(Value v) {
    return is_kind(v, Kind::Set) || is_kind(v, Kind::FrozenSet);
}
inline Set& as_any_set(Value v) {
    ISLET_DCHECK(is_any_set(v), "not a set");
    return *reinterpret_cast<Set*>(v.object());
}

Ref make_set(Thread& t);
Ref make_set_py(Thread& t, std::span<const Value> items);
Ref make_frozenset_py(Thread& t, std::span<const Value> items);
Ref set_copy(Thread& t, const Set& set, TypeId id); // an exact set or frozenset
Status set_add_py(Thread& t, Set& set, Value item);
Status set_add_hashed_py(Thread& t, Set& set, Value item, std::int64_t hash);
Result<bool> set_contains_py(Thread& t, Set& set, Value item); // a set as item counts as its frozenset
Result<bool> set_discard_py(Thread& t, Set& set, Value item);  // whether it was there
Status set_update_py(Thread& t, Set& set, Value iterable);
Status set_subtract_py(Thread& t, Set& set, Value iterable); // difference_update
Status set_toggle_py(Thread& t, Set& set, Value iterable);   // symmetric_difference_update
void set_clear(Set& set);

} // namespace islet
