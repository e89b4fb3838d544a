// SPDX-License-Identifier: MIT
//
// What the two files of memoryview share.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"
#include "vm/types/memoryview.h"

namespace islet {

Ref copy_view(Thread& t, MemoryView& view); // `view` is not released

// memoryview_items.cpp
Ref memoryview_compare_py(Thread& t, Value left, Value right, CompareOp op);
Ref memoryview_iter_py(Thread& t, Value self);
Result<std::int64_t> memoryview_length_py(Thread& t, Value self);
Ref memoryview_getitem_py(Thread& t, Value self, Value key);
Status memoryview_setitem_py(Thread& t, Value self, Value key, Value value);
Ref memoryview_tolist(Thread& t, Value self);
Ref memoryview_count(Thread& t, Value self, Value value);
Ref memoryview_index(Thread& t, Value self, Value value, Opt<Clamped> start, Opt<Clamped> stop);

} // namespace islet
