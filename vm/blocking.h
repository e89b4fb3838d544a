// SPDX-License-Identifier: MIT
//
// Calls that block: the interpreter's lock is let go around them, so that other threads of the interpreter
// run, and a call that a signal or an interrupt broke off is looked after at the checkpoint.
//
// Owns: nothing. Invariants: inside an Unlocked no Value, object or Thread is touched, only what the caller
// keeps alive and nobody else writes.
// Threads: the running thread; with a runtime that has no lock (a single thread) nothing is let go.
#pragma once

#include "vm/thread.h"

#include <cerrno>
#include <sys/types.h>

namespace islet {

// Lets go of the interpreter's lock for its lifetime. Keeps errno.
class [[nodiscard]] Unlocked {
public:
    explicit Unlocked(Thread& t) : t_(t) {
        if (t.state().hooks.release_lock) t.state().hooks.release_lock(t);
    }
    ~Unlocked() {
        if (!t_.state().hooks.acquire_lock) return;
        const int error = errno;
        t_.state().hooks.acquire_lock(t_);
        errno = error;
    }
    Unlocked(const Unlocked&) = delete;
    Unlocked& operator=(const Unlocked&) = delete;

private:
    Thread& t_;
};

inline constexpr ssize_t kBlockingRaised = -2;

// Runs `call`, a system call in the manner of read(2), without the lock, again as long as signals break it
// off. kBlockingRaised: an exception is pending (an interrupt, or a signal's handler raised).
template <class Call>
ssize_t blocking_call_py(Thread& t, Call&& call) {
    for (;;) {
        ssize_t n;
        {
            const Unlocked unlocked(t);
            n = static_cast<ssize_t>(call());
        }
        if (n >= 0 || errno != EINTR) return n;
        if (!t.checkpoint_py()) return kBlockingRaised;
    }
}

} // namespace islet
