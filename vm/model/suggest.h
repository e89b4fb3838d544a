// SPDX-License-Identifier: MIT
// Suggestions for mistyped names.
//
// "Did you mean", as tracebacks append it to NameError, AttributeError and ImportError.
//
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// Appends ". Did you mean: 'x'?" and the like to the text of the exception, or nothing. Never leaves an
// exception pending.
void append_suggestion_py(Thread& t, TextBuffer& out, Value exception);

} // namespace islet
