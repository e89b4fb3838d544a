// SPDX-License-Identifier: MIT
//
// Source text to a code object of this interpreter, with SyntaxErrors and SyntaxWarnings as Python raises
// them. Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/compile/compile.h"
#include "vm/thread.h"

namespace islet {

// A Code, or a SyntaxError (or RecursionError, MemoryError) is pending. `filename` is a str. `from_file`: the
// source is that file's, so an exception need not bring the text along.
Ref compile_text_py(Thread& t, std::string_view source, Value filename, ParseMode mode,
                    const CompileOptions& options, bool from_file = false);
// `source`: str or None, for suggestions.
Raised raise_diagnostic_py(Thread& t, const Diagnostic& diagnostic, Value filename,
                           Value source = Value::none());

} // namespace islet
