// SPDX-License-Identifier: MIT
//
// See lock.h.
#include "runtime/lock.h"

#include <new>

namespace islet {

InterpreterLock* InterpreterLock::make() {
    return new (std::nothrow) InterpreterLock();
}

void InterpreterLock::release_count() {
    if (users_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

void InterpreterLock::enqueue(Waiter& waiter) {
    (last_ ? last_->next : first_) = &waiter;
    last_ = &waiter;
}

void InterpreterLock::acquire(Parker& parker, InterpState& state) {
    Waiter waiter{&parker, &state, nullptr, false};
    {
        Lock lock(mutex_);
        if (!held_) {
            held_ = true;
            holder_ = &state;
            return;
        }
        enqueue(waiter);
    }
    wait(waiter);
}

void InterpreterLock::wait(Waiter& waiter) {
    while (!waiter.granted.load(std::memory_order_acquire)) {
        const std::int64_t pause = switch_interval() * 1000;
        if (waiter.parker->park(Deadline::at(Deadline::now() + pause)) != Wake::TimedOut) continue;
        // Under the mutex the holder cannot leave, so its state is alive.
        Lock lock(mutex_);
        if (!waiter.granted.load(std::memory_order_relaxed) && holder_) holder_->want(Want::Yield);
    }
}

void InterpreterLock::hand_over() {
    Waiter* const next = first_;
    first_ = next->next;
    if (!first_) last_ = nullptr;
    holder_ = next->state;
    Parker& parker = *next->parker;
    // From the store on the waiter may be gone; its parker is the thread's and stays.
    next->granted.store(true, std::memory_order_release);
    parker.wake();
}

void InterpreterLock::release() {
    Lock lock(mutex_);
    if (first_) return hand_over();
    held_ = false;
    holder_ = nullptr;
}

void InterpreterLock::yield(Parker& parker, InterpState& state) {
    Waiter waiter{&parker, &state, nullptr, false};
    {
        Lock lock(mutex_);
        state.unwant(Want::Yield);
        if (!first_) return;
        enqueue(waiter);
        hand_over();
    }
    wait(waiter);
}

} // namespace islet
