// SPDX-License-Identifier: MIT
//
// The interactive prompt.
// Owns: nothing. Threads: the main thread.
#pragma once

#include "runtime/interpreter.h"

namespace islet {

// Reads, runs and prints until end of input or SystemExit; the exit code.
int run_repl(Interpreter& interpreter);

} // namespace islet
