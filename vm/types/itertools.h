// SPDX-License-Identifier: MIT
//
// What the module itertools needs of its types beyond their specs.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// A tuple of `count` independent iterators over one iterable.
Ref itertools_tee_py(Thread& t, Value iterable, std::int64_t count);

} // namespace islet
