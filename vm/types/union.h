// SPDX-License-Identifier: MIT
//
// int | str: a union of types, flat and without repetition. typing.Union is the same type.
// Owns: one count on each field. Invariants: at least two args, none of them a union. Threads: the
// interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct Union : Object {
    static constexpr Kind kKind = Kind::Union;
    Tuple* args;       // in the order of the text
    Value hashable;    // frozenset of the args that can be hashed
    Tuple* unhashable; // the others; null: none
    Tuple* parameters; // null until asked for
};

// left | right as types do it; NotImplemented if one of them cannot be part of a union.
Ref make_union_py(Thread& t, Value left, Value right);
// Union[args]: at least one; a single one is itself.
Ref make_union_of_py(Thread& t, std::span<const Value> args);

} // namespace islet
