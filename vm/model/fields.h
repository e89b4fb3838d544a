// SPDX-License-Identifier: MIT
//
// traverse and drop for types whose instances own nothing but Value fields (and their attributes):
//   .traverse = &traverse_fields<Count, &Count::next, &Count::step>,
//   .drop = &drop_fields<Count, &Count::next, &Count::step>,
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/model/shape.h"

namespace islet {

template <class T, Value T::*... fields>
void traverse_fields(Object* object, Visitor& visit) {
    (visit(static_cast<T*>(object)->*fields), ...);
    traverse_attrs(object, visit);
}
template <class T, Value T::*... fields>
void drop_fields(Heap& heap, Object* object) {
    drop_attrs(heap, object);
    (release(static_cast<T*>(object)->*fields), ...);
    heap.free_object(object);
}

} // namespace islet
