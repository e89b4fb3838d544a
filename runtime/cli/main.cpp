// SPDX-License-Identifier: MIT
//
// The command line: options in Python's manner, then one interpreter, then its exit code.
// Owns: the Process. Threads: the main thread.
#include "runtime/cli/options.h"
#include "runtime/cli/program.h"
#include "runtime/cli/repl.h"
#include "runtime/interpreter.h"
#include "runtime/signals.h"
#include "stdlib/stdlib.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace islet {

namespace {

// The program, the prompt, or one after the other.
int run(Interpreter& interpreter, const CommandLine& line) {
    const InterpreterOptions& options = interpreter.options();
    const bool terminal = options.interactive || isatty(STDIN_FILENO) != 0;
    ReplOptions prompt;
    if (line.source == CommandLine::Source::Stdin && terminal) {
        prompt.banner = !options.quiet;
        prompt.startup = line.startup;
        return run_repl(interpreter, prompt);
    }
    const int status = run_program(interpreter, line, options.inspect);
    if (!terminal) return status;
    // A program may ask for the prompt while it runs.
    const char* const late = options.ignore_environment ? nullptr : std::getenv("PYTHONINSPECT");
    return options.inspect || (late && *late != 0) ? run_repl(interpreter, prompt) : status;
}

// From the first line to the last finalizer, with Ctrl-C listened for.
int run_listening(Interpreter& interpreter, const CommandLine& line, bool& interrupted) {
    Signals signals(interpreter.process());
    signals.listen_for_interrupt();
    const int status = run(interpreter, line);
    const int flushed = interpreter.finalize();
    interrupted = interpreter.interrupted();
    return flushed != 0 ? flushed : status;
}

int main_with(CommandLine& line) {
    Process* const process = Process::make(stdlib_modules(), line.hash_seed);
    if (!process) {
        std::fputs("islet: out of memory\n", stderr);
        return 1;
    }
    Interpreter* const interpreter = Interpreter::make(*process, process->main_thread(), line.interpreter);
    if (!interpreter) {
        delete process;
        return 1;
    }
    bool interrupted = false;
    const int status = run_listening(*interpreter, line, interrupted);
#if ISLET_DEBUG || ISLET_SANITIZED
    // Elsewhere the memory goes with the process; these builds show that every byte is accounted for.
    delete interpreter;
    delete process;
#endif
    return interrupted ? die_of_interrupt() : status;
}

} // namespace

} // namespace islet

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is a BrokenPipeError
    islet::CommandLine line;
    const int early = islet::parse_command_line(argc, argv, line);
    if (early >= 0) return early;
    return islet::main_with(line);
}
