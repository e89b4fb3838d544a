// SPDX-License-Identifier: MIT
//
// The interactive prompt.
// Owns: nothing. Threads: the main thread.
#pragma once

#include "runtime/interpreter.h"

#include <string>

namespace islet {

struct ReplOptions {
    bool banner = false;
    std::string startup; // a file to run first; empty: none
};

// Reads, runs and prints until end of input or SystemExit; the exit code.
int run_repl(Interpreter& interpreter, const ReplOptions& options);

} // namespace islet
