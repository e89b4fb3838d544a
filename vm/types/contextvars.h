// SPDX-License-Identifier: MIT
//
// Context variables: values that belong to a context, of which each thread has a current one.
//
// Invariants: the bindings of a context are a dict that copies of the context share until one of them
// changes. Owns: a thread owns its current context (Thread::context). Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// A copy of the current context, made in constant time.
Ref copy_current_context(Thread& t);
// Token.MISSING.
Ref token_missing(Thread& t);

} // namespace islet
