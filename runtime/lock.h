// SPDX-License-Identifier: MIT
//
// The interpreter lock: whoever holds it may touch the objects of its interpreter. It is handed over in the
// order in which threads asked, so no thread starves; a thread that has waited for the switch interval asks
// the holder to stop at its next checkpoint.
//
// An interpreter made with gil='shared' uses the lock of another one; so the lock counts its users.
//
// Owns: nothing but itself. Invariants: `held_` stays true while the lock passes from one thread to the next.
//   A thread holds at most one interpreter lock, and no other Mutex of the runtime while it waits for it.
// Threads: any.
#pragma once

#include "vm/base/sync.h"
#include "vm/state.h"

#include <atomic>

namespace islet {

// The ranks of the runtime's mutexes, in the order in which they may be taken.
enum LockRank : std::uint8_t {
    kRankRegistry = 10,
    kRankQueue = 20,
    kRankChannel = 21,
    kRankExports = 30,
    kRankThread = 90,
    kRankInterpreter = 100
};

class InterpreterLock {
public:
    // The maker has one count.
    static InterpreterLock* make(); // null: out of memory
    void retain() { users_.fetch_add(1, std::memory_order_relaxed); }
    void release_count(); // the last one deletes it

    // Blocks until the lock is held. `parker` is this thread's, used for nothing else meanwhile; `state` is
    // the interpreter that the thread is going to run, which is asked to yield when others wait.
    void acquire(Parker& parker, InterpState& state);
    void release();
    // For the checkpoint: lets those go first who wait.
    void yield(Parker& parker, InterpState& state);

    // Microseconds after which a waiting thread asks for the lock.
    std::int64_t switch_interval() const { return interval_.load(std::memory_order_relaxed); }
    void set_switch_interval(std::int64_t microseconds) {
        interval_.store(microseconds, std::memory_order_relaxed);
    }

private:
    struct Waiter {
        Parker* parker;
        InterpState* state;
        Waiter* next;
        std::atomic<bool> granted;
    };

    InterpreterLock() : mutex_(kRankInterpreter) {}
    ~InterpreterLock() = default;
    void enqueue(Waiter& waiter);
    void wait(Waiter& waiter);
    void hand_over(); // with mutex_ held, to the first waiter

    Mutex mutex_;
    bool held_ = false;
    InterpState* holder_ = nullptr;
    Waiter* first_ = nullptr;
    Waiter* last_ = nullptr;
    std::atomic<std::int64_t> interval_{5000};
    std::atomic<std::uint32_t> users_{1};
};

} // namespace islet
