// SPDX-License-Identifier: MIT
//
// New objects: a block with its header written. The fields behind it are the caller's.
// Null means out of memory: the caller raises it.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/model/shape.h"

namespace islet {

// An object of exactly the built-in type `id`.
template <class T>
T* allocate(Thread& t, TypeId id) {
    void* const block = t.heap().alloc_object(sizeof(T));
    if (!block) return nullptr;
    auto* const object = static_cast<T*>(block);
    object->refs = 1;
    object->kind = T::kKind;
    object->subclass = 0;
    object->flags = 0;
    object->shape = t.type(id)->shape;
    return object;
}

// An instance of `type`, which is the built-in type of T or a class that extends it.
template <class T>
T* allocate_instance(Thread& t, Type& type) {
    void* const block = t.heap().alloc_object(instance_bytes(type));
    if (!block) return nullptr;
    auto* const object = static_cast<T*>(block);
    init_instance(object, type);
    return object;
}

} // namespace islet
