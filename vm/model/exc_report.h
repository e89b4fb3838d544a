// SPDX-License-Identifier: MIT
//
// What is said on sys.stderr about exceptions that nobody handles (see also vm/types/exception.h).
//
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// sys.stderr.write(text) and flush; to the file descriptor if there is no sys.stderr yet. Failures are
// dropped.
void write_error_text_py(Thread& t, std::string_view text);
// The default sys.unraisablehook. `message` is a str or None, `object` may be None.
void print_unraisable_py(Thread& t, Value exception, Value message, Value object);
// An exception for the process's own eyes that no hook may see: type, message and traceback without markers.
void append_plain_traceback_py(Thread& t, TextBuffer& out, Value exception);

} // namespace islet
