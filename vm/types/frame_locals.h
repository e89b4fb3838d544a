// SPDX-License-Identifier: MIT
//
// The variables of a function's frame by name, and the mapping that `f_locals` is (PEP 667): a view that
// writes through to the variables.
//
// Owns: a proxy owns its frame object. Invariants: an unbound variable is not in the mapping.
// Threads: the interpreter's lock.
#pragma once

#include "vm/types/frame_object.h"

namespace islet {

struct LocalsProxy : Object {
    static constexpr Kind kKind = Kind::Native;
    FrameObject* frame;
};

Ref make_locals_proxy(Thread& t, FrameObject& frame);
// A new dict of the bound variables in `registers`; `extra` (or null) on top.
Ref copy_variables(Thread& t, Code* code, Value* registers, Dict* extra);

} // namespace islet
