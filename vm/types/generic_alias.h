// SPDX-License-Identifier: MIT
//
// list[int]: an origin and its arguments. What it does not know itself it asks its origin for.
// Owns: one count on each field. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct GenericAlias : Object {
    static constexpr Kind kKind = Kind::GenericAlias;
    Value origin;
    Tuple* args;
    Tuple* parameters; // null until asked for
    bool starred;      // *tuple[int]
};

// *list[int], once.
struct GenericAliasIterator : Object {
    static constexpr Kind kKind = Kind::Iterator;
    Value alias; // empty at the end
};

// `args`: a tuple, or the one argument.
Ref make_generic_alias(Thread& t, Value origin, Value args);

// The type variables in the arguments of an alias or a union, in order of appearance.
Ref collect_type_parameters_py(Thread& t, Tuple& args);
// `args` with `parameters` replaced by what `item` (an argument, or a tuple of them) brings.
Ref substitute_type_parameters_py(Thread& t, Value self, Tuple& args, Tuple& parameters, Value item);
// A type as an annotation shows it: "int", "module.Class", "...", "list[int]".
Status append_type_repr_py(Thread& t, TextBuffer& out, Value type);

} // namespace islet
