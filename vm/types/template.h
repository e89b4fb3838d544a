// SPDX-License-Identifier: MIT
//
// What a t-string gives: string.templatelib.Template and Interpolation.
//
// Owns: one count on each field. Invariants: a Template has one string more than interpolations.
// Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"
#include "vm/types/tuple.h"

namespace islet {

struct Template : Object {
    static constexpr Kind kKind = Kind::Template;
    Tuple* strings;
    Tuple* interpolations;
};

struct Interpolation : Object {
    static constexpr Kind kKind = Kind::Template;
    Value value;
    Value expression;  // str
    Value conversion;  // str of one character, or None
    Value format_spec; // str
};

// `strings` and `interpolations` are tuples that belong together.
Ref make_template(Thread& t, Value strings, Value interpolations);
// `conversion` as the compiler counts: 0 none, 1 's', 2 'r', 3 'a'.
Ref make_interpolation(Thread& t, Value value, Value expression, unsigned conversion, Value format_spec);

} // namespace islet
