// SPDX-License-Identifier: MIT
//
// An exception as text, for the other side: type, message, and the traceback as it would have been printed.
// Never fails on hostile exceptions: what cannot be told is left out.
//
// Owns: its texts, in memory that belongs to no interpreter. Threads: taken under the lock of the interpreter
// whose exception it is, opened under that of the other.
#pragma once

#include "vm/thread.h"

namespace islet {

struct ErrorSnapshot {
    TextBuffer type_name, type_qualname, type_module;
    TextBuffer message;    // str(exception)
    TextBuffer formatted;  // "module.Type: message"
    TextBuffer errdisplay; // the whole traceback, without the last newline

    void take_py(Thread& t, Value exception);
    // types.SimpleNamespace(type, msg, formatted, errdisplay).
    Ref open_py(Thread& t) const;
};

} // namespace islet
