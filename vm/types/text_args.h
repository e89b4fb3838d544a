// SPDX-License-Identifier: MIT
//
// Arguments that the methods of str, bytes and bytearray share.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// The optional `start` and `end` of find, count, startswith, ...: read before the receiver is looked at,
// because __index__ may run Python; fitted to its length afterwards.
struct TextBounds {
    std::int64_t start = 0;
    std::int64_t end = INT64_MAX;

    // None and missing values keep the whole; TypeError "slice indices must be integers or None or ...".
    Status read_py(Thread& t, Value from, Value to);
    // Negative ones count from the end. False: nothing lies between them, not even the empty text.
    bool fit(std::uint64_t length) {
        const auto size = static_cast<std::int64_t>(length);
        if (end > size)
            end = size;
        else if (end < 0 && (end += size) < 0)
            end = 0;
        if (start < 0 && (start += size) < 0) start = 0;
        return start <= end;
    }
    std::size_t from() const { return static_cast<std::size_t>(start); }
    std::size_t to() const { return static_cast<std::size_t>(end); }
};

// An iterator over anything that is indexed; `source` is empty once it is exhausted.
struct IndexIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value source;
    std::int64_t index;
};
Ref make_index_iterator(Thread& t, TypeId type, Value source);
void traverse_index_iterator(Object* object, Visitor& visit);
void exhaust(IndexIterator& iterator);
// (iter, (source,), index), or (iter, (empty,)) once exhausted.
Ref reduce_index_iterator(Thread& t, IndexIterator& iterator, Value empty);
// The argument of __setstate__: TypeError "an integer is required"; never below 0.
Result<std::int64_t> iterator_state_py(Thread& t, Value state);

} // namespace islet
