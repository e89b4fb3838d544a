// SPDX-License-Identifier: MIT
//
// What set.cpp gives set_type.cpp beyond set.h.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/types/set.h"

namespace islet {

void set_start(Set& set);              // writes the fields of a block that is to be a set
Ref make_frozenset(Thread& t);         // empty, to be filled before Python sees it
std::int64_t set_hash(const Set& set); // of the frozenset with these keys
Result<bool> set_contains_hashed_py(Thread& t, Set& set, Value item, std::int64_t hash);
Result<bool> set_discard_hashed_py(Thread& t, Set& set, Value item, std::int64_t hash);
Ref set_take_any(Set& set);    // nothing() if empty
void set_swap(Set& a, Set& b); // contents
// After deletions: a smaller table if a quarter of it is deleted entries. False: out of memory.
bool set_drop_deleted(Heap& heap, Set& set);
// New exact sets or frozensets, as `set` is one.
Ref set_intersection_py(Thread& t, Set& set, Value other);
Ref set_difference_py(Thread& t, Set& set, Value other);
Result<bool> set_is_subset_py(Thread& t, Set& set, Set& other);

} // namespace islet
