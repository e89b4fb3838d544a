// SPDX-License-Identifier: MIT
//
// Running what the command line names, in __main__.
// Owns: nothing. Threads: the main thread.
#pragma once

#include "runtime/cli/options.h"

namespace islet {

// The exit code of the program. With `prompt_follows` a SystemExit is shown and does not end anything.
int run_program(Interpreter& interpreter, const CommandLine& line, bool prompt_follows);
// Runs a file's text in __main__, where __file__ is its name until forget_file_name. False: an exception is
// pending, or
// (`open_error` not 0) the file could not be read.
bool run_source_file(Interpreter& interpreter, const std::string& name, bool skip_first_line,
                     int& open_error);

void forget_file_name(Interpreter& interpreter);
// What the program has printed so far goes out, before what we have to say.
void flush_standard_streams_py(Thread& t);

} // namespace islet
