// SPDX-License-Identifier: MIT
//
// An interpreter: the VM's state, its main thread, the modules it starts with, and how it begins and ends.
//
// Owns: its InterpState and through it every object. Invariants: finalize() ran before the destructor, so
// nothing of the program is left to run. Threads: the one that made it.
#pragma once

#include "grammar/parse.h"
#include "runtime/process.h"
#include "vm/state.h"
#include "vm/thread.h"

#include <string_view>

namespace islet {

struct InterpreterOptions {
    std::size_t memory_limit = 0; // bytes; 0: none
    int optimize = 0;
    bool inspect = false, quiet = false, verbose = false, isolated = false, safe_path = false,
         no_site = false, unbuffered = false;
    bool dont_write_bytecode = true;
    std::span<const std::string_view> argv = {};         // sys.argv
    std::span<const std::string_view> orig_argv = {};    // sys.orig_argv
    std::span<const std::string_view> warn_options = {}; // -W
    std::span<const std::string_view> x_options = {};    // -X
    std::string_view executable;
    std::string_view path0; // sys.path[0]
    bool has_path0 = false;
};

class Interpreter {
public:
    // Null: out of memory or a broken library; the reason was written to stderr.
    static Interpreter* make(Process& process, const InterpreterOptions& options);
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    Process& process() { return process_; }
    InterpState& state() { return state_; }
    Thread& thread() { return thread_; }
    std::int64_t id() const { return id_; }
    const InterpreterOptions& options() const { return options_; }

    // __main__'s namespace (borrowed).
    Dict& main_dict();
    // Runs text in __main__. The result of an expression is dropped. False: an exception is pending.
    bool run_text(std::string_view source, std::string_view filename, ParseMode mode);
    // Prints the pending exception by sys.excepthook; gives the exit code that it stands for (SystemExit: its
    // code, else 1).
    int report_exception();
    // atexit functions, flushing, modules, finalizers. Gives 0, or 120 if stdout could not be flushed.
    int finalize();

private:
    Interpreter(Process& process, const InterpreterOptions& options);
    bool start();
    // From -X: memory_limit=BYTES; for tests gcstress=N, and in debug builds failalloc=N, failmore=M.
    void apply_limits();
    Process& process_;
    InterpreterOptions options_;
    std::int64_t id_;
    InterpState state_;
    Thread thread_;
    bool finalized_ = false;
};

inline Interpreter& interpreter_of(Thread& t) {
    return *static_cast<Interpreter*>(t.state().runtime);
}

} // namespace islet
