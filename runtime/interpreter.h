// SPDX-License-Identifier: MIT
//
// An interpreter: the VM's state, its lock, its threads, the modules it starts with, and how it begins and
// ends. What one interpreter does to another is in runtime/interpreters.h.
//
// Owns: its InterpState and through it every object; its main thread state; a count on its lock.
// Invariants: finalize() ran before the destructor, so nothing of the program is left to run. The members
//   under "registry" are the Process's, under the mutex of its registry.
// Threads: whoever holds the lock, if nothing else is said.
#pragma once

#include "grammar/parse.h"
#include "runtime/exports.h"
#include "runtime/id_table.h"
#include "runtime/os_threads.h"
#include "runtime/parcel.h"
#include "runtime/process.h"
#include "vm/state.h"
#include "vm/thread.h"
#include "vm/wait.h"

#include <string_view>

namespace islet {

// What an interpreter may do, in PEP 684's words. The values are those of the config "isolated".
struct InterpreterConfig {
    enum class Gil : std::uint8_t { Default, Shared, Own };
    bool use_main_obmalloc = false;
    bool allow_fork = false;
    bool allow_exec = false;
    bool allow_threads = true;
    bool allow_daemon_threads = false;
    bool check_multi_interp_extensions = true;
    Gil gil = Gil::Own;
};

// Who made an interpreter; the numbers are Python's.
enum class Whence : std::uint8_t { Unknown, Runtime, LegacyCapi, Capi, Xi, Stdlib };

// What a program can ask of an interpreter, most of it shown in sys.flags.
struct InterpreterOptions {
    std::size_t memory_limit = 0; // bytes; 0: none
    int optimize = 0, verbose = 0, debug = 0, bytes_warning = 0;
    bool inspect = false, interactive = false, quiet = false, isolated = false, ignore_environment = false,
         safe_path = false, no_site = false, no_user_site = false, unbuffered = false, dev_mode = false,
         utf8_mode = false, dont_write_bytecode = false, hash_randomization = true;
    std::int64_t int_digits_limit = 4300;                // 0: none
    std::span<const std::string_view> argv = {};         // sys.argv
    std::span<const std::string_view> orig_argv = {};    // sys.orig_argv
    std::span<const std::string_view> warn_options = {}; // -W
    std::span<const std::string_view> x_options = {};    // -X
    std::span<const std::string_view> python_path = {};  // sys.path after path0
    std::string_view executable;
    std::string_view path0; // sys.path[0]
    bool has_path0 = false;
};

class Interpreter {
public:
    // The calling thread, `os`, makes it and holds its lock afterwards, being in its main state; it holds no
    // other interpreter's lock meanwhile. With `lock` the interpreter shares that one. Null: out of memory or
    // a broken library; the reason was written to stderr.
    static Interpreter* make(Process& process, OsThread& os, const InterpreterOptions& options,
                             const InterpreterConfig& config = {}, InterpreterLock* lock = nullptr);
    // Whoever holds its lock lets go of it.
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    Process& process() { return process_; }
    InterpState& state() { return state_; }
    InterpreterLock& lock() { return *lock_; }
    // The main thread state: of the thread that made the interpreter, or runs code in it from outside.
    ThreadState& main_state() { return main_; }
    Thread& thread() { return main_.thread; }
    const InterpreterOptions& options() const { return options_; }
    const InterpreterConfig& config() const { return config_; }
    bool is_main() const { return id == 0; }

    // __main__'s namespace (borrowed).
    Dict& main_dict();
    // Whether a KeyboardInterrupt reached the top: the process should end as if SIGINT had killed it.
    bool interrupted() const { return interrupted_; }

    // Runs text in __main__. The result of an expression is dropped. False: an exception is pending.
    bool run_text(std::string_view source, std::string_view filename, ParseMode mode);
    // Prints the pending exception by sys.excepthook; gives the exit code that it stands for (SystemExit: its
    // code, else 1). With `exits` false a SystemExit is shown like any other.
    int report_exception(bool exits = true);
    // Waits for threads, runs atexit functions, flushes, clears modules. Gives 0, or 120 if stdout could not
    // be flushed. Runs in the main state.
    int finalize();
    // Some thread could not be stopped: the interpreter's memory must stay.
    bool is_stuck() const { return started_threads_ > 0; }

    // --- Threads started in it (runtime/os_threads.cpp).
    void add_thread(ThreadState& state);
    void remove_thread(ThreadState& state);
    ThreadState* threads() { return threads_; }
    void thread_comes() { ++started_threads_; }
    void thread_did_not_come() { --started_threads_; }
    void thread_leaves(ThreadState& state);
    int started_threads() const { return started_threads_; }
    bool is_ending() const { return ending_; }

    // --- Crossing.
    ExportTable& exports() { return exports_; }
    // The rule for objects of exactly this class; null: none.
    const TravelRule* find_travel_rule(Value v) const;
    // Replaces the rule with the same tag.
    void set_travel_rule(const TravelRule& rule);
    // Opens a handle that a parcel names by tag and id, loading the module that knows how.
    Ref open_handle_py(Thread& t, char tag, std::int64_t handle_id);
    Value fake_main() const { return fake_main_; } // module, or empty
    void set_fake_main(Ref module) { fake_main_ = module.release(); }
    Value& borrowed_memory_type() { return borrowed_memory_type_; } // made by the first use

    // --- Registry (runtime/interpreters.cpp).
    std::int64_t id;
    Interpreter* table_next = nullptr;
    Interpreter* table_prev = nullptr;
    Interpreter* bucket_next = nullptr;
    Whence whence = Whence::Runtime;
    bool running = false;        // somebody runs code in the main state, or closes it
    bool requires_refs = false;  // goes with the last reference
    std::int64_t references = 0; // of Interpreter objects everywhere

private:
    static constexpr std::size_t kTravelRules = 3;
    Interpreter(Process& process, OsThread& os, const InterpreterOptions& options,
                const InterpreterConfig& config, InterpreterLock* lock);
    bool start();
    // From -X: memory_limit=BYTES; for tests gcstress=N, and in debug builds failalloc=N, failmore=M.
    void apply_limits();
    void stop_threads();
    Process& process_;
    InterpreterOptions options_;
    InterpreterConfig config_;
    InterpreterLock* lock_;
    ThreadState* threads_ = nullptr;
    int started_threads_ = 0; // OS threads on their way in, inside, or on their way out
    WaitList thread_left_;    // who waits for started_threads_ to fall
    bool ending_ = false;     // threads other than the main state's are to stop
    bool finalized_ = false, interrupted_ = false;
    ExportTable exports_;
    TravelRule travel_rules_[kTravelRules] = {};
    Value fake_main_;
    Value borrowed_memory_type_;
    InterpState state_;
    ThreadState main_;
};

inline Interpreter& interpreter_of(Thread& t) {
    return *static_cast<Interpreter*>(t.state().runtime);
}

} // namespace islet
