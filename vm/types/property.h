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

// classmethod and staticmethod.
struct MethodBox : Object {
    Value callable; // empty until __init__ ran
    Dict* dict;     // attributes, __wrapped__'s copies included; or null
};

Ref make_class_method(Thread& t, Value callable);
Ref make_static_method(Thread& t, Value callable);

} // namespace islet
