// SPDX-License-Identifier: MIT
//
// The command line: options in Python's manner, then one interpreter, then its exit code.
// Owns: the Process. Threads: the main thread.
#include "runtime/cli/options.h"
#include "runtime/cli/repl.h"
#include "runtime/interpreter.h"
#include "stdlib/stdlib.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>
#include <vector>

namespace islet {

namespace {

bool read_stream(std::FILE* file, TextBuffer& out) {
    for (;;) {
        char buffer[65536];
        const std::size_t n = std::fread(buffer, 1, sizeof(buffer), file);
        out.append(std::string_view(buffer, n));
        if (n < sizeof(buffer)) return std::ferror(file) == 0 && !out.failed();
    }
}

// PYTHONHASHSEED: -1 is random; -2 is a bad value.
std::int64_t hash_seed() {
    const char* const text = std::getenv("PYTHONHASHSEED");
    if (!text || *text == 0 || std::strcmp(text, "random") == 0) return -1;
    char* end = nullptr;
    errno = 0;
    const unsigned long seed = std::strtoul(text, &end, 10);
    if (*end != 0 || errno != 0 || seed > 4294967295UL || !std::strchr("0123456789", *text)) return -2;
    return static_cast<std::int64_t>(seed);
}

// Runs what the options name. 0 or the exit code that an exception stands for.
int run_program(Interpreter& interpreter, const CommandLine& line) {
    bool ok = true;
    switch (line.source) {
    case CommandLine::Source::Command: {
        std::string text = line.command + "\n";
        ok = interpreter.run_text(text, "<string>", ParseMode::File);
        break;
    }
    case CommandLine::Source::Module: ok = run_module_as_main(interpreter, line.command); break;
    case CommandLine::Source::File: return run_file(interpreter, line.command);
    case CommandLine::Source::Stdin: {
        if (isatty(0) != 0) return run_repl(interpreter);
        TextBuffer text;
        if (!read_stream(stdin, text)) return 1;
        ok = interpreter.run_text(text.view(), "<stdin>", ParseMode::File);
        break;
    }
    }
    return ok ? 0 : interpreter.report_exception();
}

int main_with(CommandLine& line) {
    const std::int64_t seed = hash_seed();
    if (seed == -2) {
        std::fputs("Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an "
                   "integer in range [0; 4294967295]\n"
                   "Python runtime state: preinitialized\n\nCurrent thread 0x0000000000000000 (most recent "
                   "call first):\n  <no Python frame>\n",
                   stderr);
        return 1;
    }
    Process* const process = Process::make(stdlib_modules(), seed);
    if (!process) {
        std::fputs("islet: out of memory\n", stderr);
        return 1;
    }
    Interpreter* const interpreter = Interpreter::make(*process, process->main_thread(), line.interpreter);
    if (!interpreter) {
        delete process;
        return 1;
    }
    int status = run_program(*interpreter, line);
    if (line.interpreter.inspect && line.source != CommandLine::Source::Stdin)
        status = run_repl(*interpreter);
    const int flushed = interpreter->finalize();
    if (flushed != 0) status = flushed;
#if ISLET_DEBUG || ISLET_SANITIZED
    // Elsewhere the memory goes with the process; these builds show that every byte is accounted for.
    delete interpreter;
    delete process;
#endif
    return status;
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
