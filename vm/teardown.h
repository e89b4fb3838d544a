// SPDX-License-Identifier: MIT
//
// The end of an interpreter, taken slowly. A release build gives the slabs back and is done; a debug build
// first frees every object one by one, as a proof that all counts are right: what is left has leaked.
//
// Owns: nothing. Threads: the last one in the interpreter.
#pragma once

#include "vm/state.h"

namespace islet {

// Lets go of all that the state holds, collects, and gives the number of objects and raw blocks that nobody
// freed. They are told on stderr.
std::int64_t tear_down(InterpState& state);

} // namespace islet
