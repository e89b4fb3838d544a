// SPDX-License-Identifier: MIT
//
// The end of an interpreter, taken slowly. A release build gives the slabs back and is done; a debug build
// first frees every object one by one, as a proof that all counts are right: what is left has leaked.
//
// Owns: nothing. Threads: the last one in the interpreter.
#pragma once

#include "vm/state.h"

namespace islet {

// Lets go of all that the state holds and collects. If objects or raw blocks are left, which nobody freed, it
// tells them on stderr and aborts.
void tear_down(InterpState& state);

} // namespace islet
