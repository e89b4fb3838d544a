// SPDX-License-Identifier: MIT
//
// The key function made of a comparison function. Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

Ref make_key_wrapper(Thread& t, Value compare);

} // namespace islet
