// SPDX-License-Identifier: MIT
//
// Operating system threads, and what they are inside an interpreter.
//
// OsThread     one OS thread that runs Python: where it sleeps, how deep its C++ stack may go. It is handed
//              down; nothing finds it by asking "which thread am I?"
// ThreadState  such a thread inside one interpreter. A thread that calls into another interpreter has one
//              there too, whose `outer` is the one it left.
//
// Owns: ThreadState owns its VM thread; an OsThread lies on the stack of the thread, or in the object of the
//   host that entered. Invariants: an OsThread outlives every state that names it; exactly the innermost
//   state's interpreter lock is held while Python runs, and none while the thread is unlocked.
// Threads: an OsThread belongs to its thread, except for its parkers and interrupt().
#pragma once

#include "runtime/lock.h"
#include "vm/thread.h"

#include <atomic>
#include <pthread.h>

namespace islet {

class Interpreter;
struct ThreadState;

struct OsThread {
    // Of the calling thread.
    OsThread();

    Parker lock_parker; // waiting for an interpreter's lock
    Parker wait_parker; // waiting for anything else
    std::uintptr_t stack_limit;
    std::uint64_t ident; // threading.get_ident()
    std::int64_t native_id;
    pthread_t handle;

    // Makes the thread look at its pending interrupts: at its next checkpoint, at once if it sleeps.
    void interrupt();
    // The same for a signal's handler that runs on this thread: takes no lock.
    void interrupt_from_handler();
    // This thread goes on in `state`; null: it leaves Python.
    void enter(ThreadState* state) {
        Lock lock(mutex_);
        current_.store(state, std::memory_order_relaxed);
    }
    // Innermost; for this thread.
    ThreadState* current() const { return current_.load(std::memory_order_relaxed); }

private:
    Mutex mutex_{kRankThread}; // between interrupt() and the end of the interpreter that it asks
    std::atomic<ThreadState*> current_{nullptr};
};

// The attributes of one threading.local object in one thread. A raw block of the interpreter's heap.
struct LocalValues {
    std::int64_t serial; // of the object
    Dict* dict;          // owned
    LocalValues* next;
};

struct ThreadState {
    ThreadState(Interpreter& owner, OsThread& runs_on);
    ~ThreadState();
    ThreadState(const ThreadState&) = delete;
    ThreadState& operator=(const ThreadState&) = delete;

    Interpreter& interpreter;
    OsThread* os; // null: nobody is in this state at present
    ThreadState* outer = nullptr;
    ThreadState* next = nullptr; // in the interpreter's list, under its lock
    ThreadState* prev = nullptr;
    LocalValues* locals = nullptr;
    bool is_daemon = false;
    Thread thread; // last: its destructor needs the others
};

// Drops the values of all threading.local objects (of the one with `serial`) in this state.
void drop_locals(ThreadState& state);
void drop_locals_of(ThreadState& state, std::int64_t serial);

inline ThreadState& state_of(Thread& t) {
    return *static_cast<ThreadState*>(t.runtime);
}

// What a started thread does, in its own state with the lock held; may leave nothing pending.
struct ThreadBody {
    void (*run_py)(Thread& t, void* argument);
    void* argument;
};

// Starts an OS thread inside the interpreter of `t`. `stack_size` in bytes; 0: the system's. False: the
// system refused, `argument` is still the caller's.
bool start_thread(Thread& t, const ThreadBody& body, std::size_t stack_size, bool daemon,
                  std::uint64_t* ident);

} // namespace islet
