// SPDX-License-Identifier: MIT
//
// The text of a traceback: frames with their source lines and markers, chained exceptions, groups, syntax
// errors with their caret, suggestions.
//
// Owns: nothing. Invariants: printing cannot fail: what cannot be had (source, a str() that raises, memory)
// is left out or replaced as CPython does. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// Appends all of it as UTF-8, chained exceptions first. Never leaves an exception pending.
void append_exception_py(Thread& t, TextBuffer& out, Value exception);
// The part below the traceback: "TypeError: text" with notes, or a SyntaxError's block.
void append_exception_only_py(Thread& t, TextBuffer& out, Value exception);

} // namespace islet
