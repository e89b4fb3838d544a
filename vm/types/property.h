// SPDX-License-Identifier: MIT
//
// property: an attribute computed by functions.
// Owns: one count on each field. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"

namespace islet {

struct Property : Object {
    static constexpr Kind kKind = Kind::Property;
    Value getter, setter, deleter; // empty: none
    Value doc;                     // empty: none
    Value name;                    // from __set_name__ or assigned; empty: none
    bool getter_doc;               // the doc is the getter's
};

// classmethod and staticmethod. `attributes` is the Attrs block of the type (vm/model/shape.h), so that a box
// made without allocate_instance has one too.
struct MethodBox : Object {
    Value callable; // empty until __init__ ran
    void* attributes;
};
static_assert(sizeof(MethodBox) == 32);

// Whether `v` says of itself that it is an abstract method.
Result<bool> is_abstract_py(Thread& t, Value v);
Ref make_class_method(Thread& t, Value callable);
Ref make_static_method(Thread& t, Value callable);

} // namespace islet
