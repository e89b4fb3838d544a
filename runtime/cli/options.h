// SPDX-License-Identifier: MIT
//
// The command line and the environment as data.
// Owns: CommandLine its texts. Threads: the main thread.
#pragma once

#include "runtime/interpreter.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace islet {

struct CommandLine {
    enum class Source : std::uint8_t { Command, Module, File, Folder, Stdin } source = Source::Stdin;
    std::string command;          // text of -c, module, file; of a folder the __main__.py in it
    bool skip_first_line = false; // -x
    std::int64_t hash_seed = -1;  // as Process::make takes it
    std::string startup;          // $PYTHONSTARTUP
    InterpreterOptions interpreter;

    std::vector<std::string_view> argv, orig_argv, warn_options, x_options, python_path;
    std::deque<std::string> texts; // what views above point into

    std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
};

// -1: run; else the exit code (help, version, or something wrong that was reported).
int parse_command_line(int argc, char** argv, CommandLine& line);

// `name` below the current folder, as it is written.
std::string absolute_path(std::string_view name);

inline constexpr const char* kVersionText = "3.14.0 (Islet 0.1.0)";

} // namespace islet
