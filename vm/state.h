// SPDX-License-Identifier: MIT
//
// The VM's part of an interpreter: what its objects and running code share among its threads. The runtime
// layer's Interpreter owns one and adds identity, lock and life cycle.
//
// Owns: the heap and, through it, every object of the interpreter; the tables below.
// Invariants: nothing here is reachable from another interpreter, except `wanted`, which any thread may set.
// Threads: under the interpreter's lock; want() from anywhere.
#pragma once

#include "vm/commons.h"
#include "vm/heap.h"

#include <atomic>
#include <string_view>

namespace islet {

class Thread;
struct Dict;
struct Str;
struct WeakTable;   // vm/types/weakref.cpp
struct LookupCache; // vm/model/attr.cpp
struct InternTable; // vm/model/intern.cpp

// Reasons to leave the fast path at the next checkpoint.
enum class Want : std::uint32_t {
    Finalizers = 1, // objects wait for their finalizer or weak reference callback
    Collect = 2,    // the cycle collector is due
    Yield = 4,      // another thread wants the lock
    Interrupt = 8,  // KeyboardInterrupt, or another pending signal
    Stop = 16,      // the interpreter is being closed: unwind
    Calls = 32,     // pending calls of the runtime
};

// Hooks of the layers above, filled by the runtime: plain functions, so that vm/ includes nothing upward.
struct RuntimeHooks {
    // Hands the lock over; returns with the lock held again.
    void (*yield_lock)(Thread&) = nullptr;
    // Around a call that blocks (vm/blocking.h); null: there is nobody to let in.
    void (*release_lock)(Thread&) = nullptr;
    void (*acquire_lock)(Thread&) = nullptr;
    // Calls visit(thread, context) for each thread of the interpreter; null: there is but one.
    void (*each_thread)(InterpState&, void (*visit)(Thread&, void*), void* context) = nullptr;
    // Signals and pending calls; may raise.
    bool (*run_pending_py)(Thread&) = nullptr; // false: an exception is pending
    // Import machinery: importlib.__import__.
    Ref (*import_py)(Thread&, Value name, Value globals, Value locals, Value from_list,
                     std::int64_t level) = nullptr;
    // The source of a module that is embedded in the binary, by its file name; false: there is none.
    bool (*find_source)(Thread&, std::string_view filename, std::string_view* text) = nullptr;
};

struct InterpState {
    InterpState(Commons& shared, SlabPool& pool, std::size_t memory_limit);
    ~InterpState();
    InterpState(const InterpState&) = delete;
    InterpState& operator=(const InterpState&) = delete;

    Commons& commons;
    Heap heap;
    std::atomic<std::uint32_t> wanted{0}; // Want bits
    RuntimeHooks hooks;
    void* runtime = nullptr; // the runtime's Interpreter

    Dict* builtins = nullptr; // owned: namespace of the module builtins
    Dict* modules = nullptr;  // owned: sys.modules
    Dict* sys_dict = nullptr; // owned: namespace of the module sys
    InternTable* interned = nullptr;
    LookupCache* lookups = nullptr; // (type, name) to attribute
    WeakTable* weak = nullptr;      // made by the first weak reference
    Dict* commons_subclasses =
        nullptr;       // heap classes that extend a built-in type: {id(type): list of weakrefs}
    Value no_default;  // typing.NoDefault, made when asked for
    Value placeholder; // functools.Placeholder, made when asked for
    Value any_function, all_function; // the builtins' original ones: what LoadCommon gives
    Value gc_callbacks;               // list, or empty
    Value gc_garbage;                 // list, or empty

    // MemoryErrors made in advance; a used one comes back when it is dropped (vm/types/exception.cpp).
    static constexpr std::size_t kSpareMemoryErrors = 4;
    Object* spare_memory_errors[kSpareMemoryErrors] = {};
    Object* last_memory_error = nullptr; // for when all are in use: immortal, keeps no traceback
    Value sources;                       // dict of remembered sources, or empty (vm/model/source_lines.cpp)
    // warnings (vm/model/warnings.cpp): owned, empty until used.
    Value warning_filters;            // list of (action, message, category, module, line), first match wins
    Value warning_once;               // dict of what "once" has shown
    std::int64_t warning_version = 1; // changes with the filters: registries start anew

    // What sys.path began with, for advice about files that hide a module; the text is the host's.
    std::string_view program_folder; // empty: the current folder
    bool has_program_folder = false;

    std::uint32_t next_type_version = 1;
    std::uint32_t next_keys_version = 1; // of dicts, see Dict::keys_version
    std::int32_t recursion_limit = 1000;
    int optimize = 0; // -O
    std::int64_t int_digits_limit = 4300;
    std::int64_t next_object_id = 1;
    std::size_t machine_bytes = 0; // machine_memory(), once it was asked
    std::uint64_t next_nan = 1;    // float("nan") gives a new one each time

    // Cycle collector (vm/cycles.cpp).
    bool gc_enabled = true;
    bool gc_running = false;
    // Tests (-X gcstress=N): every N-th checkpoint collects; 0: only when it is due.
    std::uint32_t gc_stress = 0, gc_stress_left = 0;
    std::int64_t gc_live_after_last = 0;
    std::int64_t gc_found_last = 0; // objects in the garbage of the last collection
    std::int64_t gc_threshold[3] = {2000, 10, 10};
    std::int64_t gc_collections = 0, gc_collected = 0, gc_uncollectable = 0;

    Type* type(TypeId id) const { return commons.type(id); }
    void want(Want bit) { wanted.fetch_or(static_cast<std::uint32_t>(bit), std::memory_order_relaxed); }
    void unwant(Want bit) { wanted.fetch_and(~static_cast<std::uint32_t>(bit), std::memory_order_relaxed); }
    // Empties the weak references to `object`, whose count fell to zero; callbacks wait for the checkpoint.
    void clear_weak_references(Object* object);
};

} // namespace islet
