// SPDX-License-Identifier: MIT
//
// A SyntaxError's block in a traceback: place, source line, caret, message.
//
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct SyntaxException;

// `title` is the type's name as tracebacks show it.
void append_syntax_error_py(Thread& t, TextBuffer& out, std::string_view title, SyntaxException& e);

} // namespace islet
