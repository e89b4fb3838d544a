// SPDX-License-Identifier: MIT
//
// The process: the only object that interpreters share. A host program makes one and hands it down; nothing
// is global.
//
// Owns: the slab pool, the commons, and the compiled images of the modules that are embedded in the binary.
// Invariants: outlives every interpreter made in it. The commons are sealed before the first interpreter.
// Threads: any; each member locks for itself.
#pragma once

#include "runtime/id_table.h"
#include "runtime/os_threads.h"
#include "runtime/queue.h"
#include "vm/code/code_image.h"
#include "vm/commons.h"
#include "vm/types/module.h"

#include <atomic>
#include <mutex>
#include <span>

namespace islet {

// A module written in Python and embedded in the binary.
struct EmbeddedModule {
    const char* name;   // dotted
    const char* source; // NUL-terminated UTF-8
    std::size_t size;
    bool is_package;
};

// What the library offers: constant tables (stdlib/registry.cpp).
struct ModuleTable {
    std::span<const ModuleDef* const> native;
    std::span<const EmbeddedModule> embedded;
};

class Interpreter;
struct InterpreterOptions;

// All interpreters, by id.
struct Registry {
    Mutex mutex{kRankRegistry};
    IdTable<Interpreter> table;
};

class Process {
public:
    // Null: out of memory. `hash_seed` as PYTHONHASHSEED; -1: random.
    static Process* make(const ModuleTable& modules, std::int64_t hash_seed);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    SlabPool& pool() { return pool_; }
    Commons& commons() { return *commons_; }
    const ModuleTable& modules() const { return modules_; }
    const ModuleDef* find_native(std::string_view name) const;
    const EmbeddedModule* find_embedded(std::string_view name) const;
    // The shared image of an embedded module, compiled by whoever asks first. The caller gets a count of its
    // own. Null: it does not compile, or no memory.
    CodeImage* embedded_image(const EmbeddedModule& module);

    Registry& interpreters() { return interpreters_; }
    // What the main interpreter was made with, for those made later. Borrowed from it.
    const InterpreterOptions& main_options() const { return *main_options_; }
    void set_main_options(const InterpreterOptions& options) { main_options_ = &options; }
    QueueTable& queues() { return queues_; }
    // The thread that made the process.
    OsThread& main_thread() { return main_thread_; }
    // Raises KeyboardInterrupt in the main thread, in whichever interpreter it runs.
    void interrupt_main();
    // The same for a signal's handler that runs on the main thread: takes no lock.
    void interrupt_from_handler();
    bool take_interrupt() { return interrupt_.exchange(false, std::memory_order_acq_rel); }

    // The environment of the operating system's process is one for all interpreters: whoever reads or changes
    // it, or calls what does (the C library's time zones), or forks, holds this. Waiting for nothing else.
    std::mutex& environment_mutex() { return environment_mutex_; }

    std::int64_t next_id() { return next_id_.fetch_add(1, std::memory_order_relaxed); }

private:
    explicit Process(const ModuleTable& modules) : modules_(modules) {}
    SlabPool pool_;
    Commons* commons_ = nullptr;
    ModuleTable modules_;
    Registry interpreters_;
    QueueTable queues_;
    const InterpreterOptions* main_options_ = nullptr;
    OsThread main_thread_;
    std::atomic<bool> interrupt_{false};
    std::atomic<std::int64_t> next_id_{0};
    std::mutex images_mutex_;
    std::mutex environment_mutex_;
    CodeImage** images_ = nullptr; // by position in modules_.embedded
};

} // namespace islet
