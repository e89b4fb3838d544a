// SPDX-License-Identifier: MIT
//
// The command line as data, and the ways to run a program that it can name.
// Owns: CommandLine its texts. Threads: the main thread.
#pragma once

#include "runtime/interpreter.h"

#include <string>
#include <string_view>
#include <vector>

namespace islet {

struct CommandLine {
    enum class Source : std::uint8_t { Command, Module, File, Stdin } source = Source::Stdin;
    std::string command;   // text, module or file name
    std::string directory; // for sys.path[0]
    std::vector<std::string_view> argv, orig_argv, warn_options, x_options;
    InterpreterOptions interpreter;
};

// -1: run; else the exit code (help, version, or a wrong option that was reported).
int parse_command_line(int argc, char** argv, CommandLine& line);

// `islet FILE`: the exit code.
int run_file(Interpreter& interpreter, const std::string& name);
// `islet -m MODULE`. False: an exception is pending.
bool run_module_as_main(Interpreter& interpreter, const std::string& name);

} // namespace islet
