// SPDX-License-Identifier: MIT
//
// super: attribute lookup that starts behind a given class in the method resolution order of an object.
// Owns: one count on each field. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct MethodPair; // vm/model/attr.h

struct Super : Object {
    static constexpr Kind kKind = Kind::Super;
    Type* start;       // __thisclass__; null until __init__ ran
    Value object;      // __self__; empty: unbound
    Type* object_type; // __self_class__, or null
};

// super(start, object).name without the super object.
Ref super_getattr_py(Thread& t, Type& start, Value object, Str& name);
// As get_method_py of that super object: `takes_self` says that `object` goes in front of the arguments.
MethodPair super_method_py(Thread& t, Type& start, Value object, Str& name);
// What `super()` without arguments stands for, read from the running frame.
Status super_arguments(Thread& t, Type*& start, Ref& object);

} // namespace islet
