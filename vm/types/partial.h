// SPDX-License-Identifier: MIT
//
// functools.partial's Placeholder: the argument that a later call fills.
// Owns: nothing; the one Placeholder of an interpreter belongs to its state. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// The interpreter's Placeholder, made when first asked for.
Ref partial_placeholder(Thread& t);

} // namespace islet
