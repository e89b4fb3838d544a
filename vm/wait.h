// SPDX-License-Identifier: MIT
//
// Threads of one interpreter that wait for one another: the list behind locks, thread handles, busy files.
//
// Owns: nothing; a waiter lies on the stack of the thread that waits. Invariants: the list is looked at and
//   changed under the interpreter's lock only, which is what makes it need no lock of its own. A waiter that
//   was woken is out of the list.
// Threads: those of one interpreter, under its lock; wait_py lets go of it while it sleeps.
#pragma once

#include "vm/base/sync.h"
#include "vm/thread.h"

namespace islet {

class WaitList {
public:
    // Sleeps until woken (true) or until the deadline has passed (false). May raise: an interrupt. With
    // `cancellable` false, interrupts wait until the sleep is over.
    Result<bool> wait_py(Thread& t, Deadline deadline, bool cancellable = true);
    // Wakes who has waited longest; false: nobody waits.
    bool wake_one();
    void wake_all();
    bool empty() const { return first_ == nullptr; }

private:
    struct Waiter {
        Parker* parker;
        Waiter* next;
        bool woken;
    };
    void remove(Waiter& waiter);
    Waiter* first_ = nullptr;
    Waiter* last_ = nullptr;
};

// Sleeps on the thread's parker without the interpreter's lock.
Wake park_unlocked(Thread& t, Deadline deadline);

} // namespace islet
