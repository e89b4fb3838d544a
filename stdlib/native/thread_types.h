// SPDX-License-Identifier: MIT
//
// What the module _thread is made of: locks, thread handles, thread-local values.
//
// Owns: nothing here. Invariants: the types are made per interpreter, with the module, so a lock cannot leave
//   its interpreter, and the interpreter's lock guards everything in them.
// Threads: the interpreter's lock.
#pragma once

#include "runtime/os_threads.h"
#include "vm/types/module.h"
#include "vm/wait.h"

namespace islet {

struct LockObject : Object {
    static constexpr Kind kKind = Kind::Native;
    bool locked;
    WaitList waiters;
};

struct RLockObject : Object {
    static constexpr Kind kKind = Kind::Native;
    std::uint64_t owner; // ident; 0: nobody
    std::uint64_t count;
    WaitList waiters;
};

// What start_joinable_thread gives: the thread's ident, and whether it is over.
struct ThreadHandle : Object {
    static constexpr Kind kKind = Kind::Native;
    enum class State : std::uint8_t { New, Running, Done } state;
    std::uint64_t ident;
    WaitList joiners;
};

// The module's data.
struct ThreadModule {
    Value lock_type, rlock_type, handle_type, local_type;
    std::uint64_t stack_size;
};

extern const TypeSpec kLockSpec, kRLockSpec, kThreadHandleSpec, kThreadLocalSpec;

Ref make_lock(Thread& t, Type& type);
Ref make_thread_handle(Thread& t, Type& type);
// Marks the thread as over and wakes who joins it.
void finish_thread_handle(ThreadHandle& handle);
// "timeout": -1 or empty is never. Raises what lock.acquire does.
struct AcquireArgs {
    bool blocking = true;
    Deadline deadline = Deadline::never();
};
Status parse_acquire_py(Thread& t, Value blocking, Value timeout, AcquireArgs& out);

} // namespace islet
