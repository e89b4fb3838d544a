// SPDX-License-Identifier: MIT
//
// list: a growing array of values.
// Owns: its array (a raw block of the same heap) and one count on each item. Invariants: items below size are
// not empty. Anything that runs Python may change the list: read size and items again afterwards.
// Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

#include <span>

namespace islet {

struct List : Object {
    static constexpr Kind kKind = Kind::List;
    static constexpr ObjectFlag kSorting = kFlagA; // sort() holds the items; unset by whatever puts some in
    Value* items;
    std::uint64_t size;
    std::uint64_t capacity;
};

// Room for `size` items, and some more; false: out of memory.
bool list_reserve(Heap& heap, List& list, std::uint64_t size);
// For the loop: takes over one count on `item` if it succeeds; false: out of memory.
inline bool list_push(Heap& heap, List& list, Value item) {
    if (list.size == list.capacity && !list_reserve(heap, list, list.size + 1)) [[unlikely]]
        return false;
    list.items[list.size++] = item;
    return true;
}

Ref make_list(Thread& t, std::uint64_t capacity = 0);
Ref make_list(Thread& t, std::span<const Value> items);     // shares each item
Ref take_list(Thread& t, Value* items, std::uint64_t size); // moves the items out; on failure drops them
Status list_append(Thread& t, List& list, Value item);      // shares the item
Status list_append(Thread& t, List& list, Ref item);
Status list_insert(Thread& t, List& list, std::int64_t index, Value item);
Status list_extend_py(Thread& t, List& list, Value iterable);
// [start, end) is replaced by `items`, which are shared. Bounds are valid.
Status list_replace(Thread& t, List& list, std::uint64_t start, std::uint64_t end,
                    std::span<const Value> items);
void list_clear(List& list);
Status list_sort_py(Thread& t, List& list, Value key, bool reverse);
Ref list_from_py(Thread& t, Value iterable); // list(iterable)
// `index` of a sequence of `size`: negative counts from the end; false if out of range.
inline bool normalize_index(std::int64_t& index, std::uint64_t size) {
    if (index < 0) index += static_cast<std::int64_t>(size);
    return index >= 0 && static_cast<std::uint64_t>(index) < size;
}

} // namespace islet
