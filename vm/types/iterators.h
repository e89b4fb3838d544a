// SPDX-License-Identifier: MIT
//
// The layouts of iterators. They share Kind::Iterator; which one a value is, its shape tells:
//   v.object()->shape == t.type(TypeId::ListIterator)->shape
// An iterator that came to its end lets go of what it walked and stays at the end.
//
// Owns: one count on each field that is a Value or a pointer. Threads: the interpreter's lock.
#pragma once

#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/set.h"
#include "vm/types/tuple.h"

namespace islet {

struct TupleIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Tuple* tuple; // null at the end
    std::uint64_t index;
};

struct ListIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    List* list; // null at the end
    std::uint64_t index;
};

struct ListReverseIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    List* list;         // null at the end
    std::int64_t index; // of the next item; may lie beyond a list that shrank
};

// All six over keys, values and items, forwards and backwards.
struct DictIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Dict* dict;              // null at the end
    std::uint32_t expected;  // dict->count when the walk began; kBroken once it was found changed
    std::uint32_t position;  // forwards: entry to look at; backwards: one more than that
    std::uint32_t remaining; // items still to come
    static constexpr std::uint32_t kBroken = UINT32_MAX;

    // For the loop, forwards: the next entry, or null when dict_iterator_next must be asked.
    DictEntry* take() {
        if (!dict || dict->count != expected || remaining == 0) return nullptr;
        DictEntry* const e = dict->next(position);
        if (e) --remaining;
        return e;
    }
};

struct SetIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Set* set;               // null at the end
    std::uint64_t expected; // set->used when the walk began
    std::uint64_t position;
    std::uint64_t remaining;
};

// iter(x) by x[0], x[1], ... until IndexError.
struct SequenceIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value sequence; // empty at the end
    std::int64_t index;
};

// iter(callable, sentinel).
struct CallableIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value callable, sentinel; // empty at the end
};

// These may be subclassed.
struct Enumerate : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value iterator;
    Value index; // exact int
};
struct Zip : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Tuple* iterators;
    bool strict;
};
struct Map : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value function;
    Tuple* iterators;
    bool strict;
};
struct Filter : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value function;
    Value iterator;
};
struct Reversed : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value sequence; // empty at the end
    std::int64_t index;
};

Ref make_sequence_iterator(Thread& t, Value sequence);
Ref make_callable_iterator(Thread& t, Value callable, Value sentinel);
Ref make_list_iterator(Thread& t, List& list);
Ref make_list_reverse_iterator(Thread& t, List& list);
Ref make_tuple_iterator(Thread& t, Tuple& tuple);
// The whole of next() for the DictIterators, changes of the dict included.
Step dict_iterator_next(Thread& t, Value iterator);

} // namespace islet
