// SPDX-License-Identifier: MIT
//
// See wait.h.
#include "vm/wait.h"

#include "vm/blocking.h"

namespace islet {

Wake park_unlocked(Thread& t, Deadline deadline) {
    const Unlocked unlocked(t);
    return t.parker->park(deadline);
}

void WaitList::remove(Waiter& waiter) {
    Waiter* before = nullptr;
    for (Waiter* w = first_; w; before = w, w = w->next) {
        if (w != &waiter) continue;
        (before ? before->next : first_) = w->next;
        if (last_ == w) last_ = before;
        return;
    }
}

Result<bool> WaitList::wait_py(Thread& t, Deadline deadline, bool cancellable) {
    // Without a parker there is one thread, and nobody who could wake it.
    if (!t.parker) return t.raise(Exc::RuntimeError, "this thread cannot wait");
    Waiter waiter{t.parker, nullptr, false};
    (last_ ? last_->next : first_) = &waiter;
    last_ = &waiter;
    while (!waiter.woken) {
        const Wake wake = park_unlocked(t, deadline);
        if (waiter.woken) break;
        if (wake == Wake::TimedOut) {
            remove(waiter);
            return false;
        }
        if (wake == Wake::Cancelled) {
            t.parker->clear_cancel();
            if (!cancellable) continue;
            // The handler may run Python, which may wait itself: not in this list meanwhile.
            remove(waiter);
            if (!t.checkpoint_py()) return t.raised();
            if (deadline.passed()) return false;
            waiter = Waiter{t.parker, nullptr, false};
            (last_ ? last_->next : first_) = &waiter;
            last_ = &waiter;
        }
    }
    return true;
}

bool WaitList::wake_one() {
    Waiter* const waiter = first_;
    if (!waiter) return false;
    first_ = waiter->next;
    if (!first_) last_ = nullptr;
    waiter->woken = true;
    waiter->parker->wake();
    return true;
}

void WaitList::wake_all() {
    while (wake_one()) {}
}

} // namespace islet
