// SPDX-License-Identifier: MIT
//
// What object answers to copy and pickle: how an instance is made again, and its state.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"

namespace islet {

Ref object_reduce_py(Thread& t, Value self);
Ref object_reduce_ex_py(Thread& t, Value self, Index protocol);
Ref object_getstate_py(Thread& t, Value self);

} // namespace islet
