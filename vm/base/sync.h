// SPDX-License-Identifier: MIT
//
// Locks and waiting: a Mutex with a rank, a Condition with a deadline, and the Parker of one thread that
// waits to be woken, told to stop, or for its time to pass.
//
//   Mutex      a Lock shows that it is held; a second one is taken only with the first in hand and a higher
//              rank
//   Condition  several threads wait for a state that a Mutex guards
//   Parker     one thread sleeps; whoever finds it in a list of waiters hands it one wake-up. A wake-up
//              that comes before the sleep ends the sleep at once, so none is lost
//
// Owns: the operating system's objects. Invariants: deadlines count on the monotonic clock.
// Threads: any; a Parker is parked by one thread at a time.
#pragma once

#include "vm/base/check.h"

#include <pthread.h>

#include <atomic>
#include <cstdint>

namespace islet {

// A moment on the monotonic clock, in nanoseconds; or never.
class Deadline {
public:
    static Deadline never() { return Deadline(INT64_MAX); }
    static Deadline at(std::int64_t nanoseconds) { return Deadline(nanoseconds); }
    // So many seconds from now; not a number and more than centuries are never, negative ones have passed.
    static Deadline after(double seconds);

    static std::int64_t now();
    bool is_never() const { return nanoseconds_ == INT64_MAX; }
    bool passed() const { return !is_never() && now() >= nanoseconds_; }
    std::int64_t nanoseconds() const { return nanoseconds_; }

private:
    explicit Deadline(std::int64_t nanoseconds) : nanoseconds_(nanoseconds) {}
    std::int64_t nanoseconds_;
};

// Locks are taken in the order of rising ranks; in debug builds a relock and a foreign unlock stop the
// process.
class Mutex {
public:
    explicit Mutex(std::uint8_t rank);
    ~Mutex();
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;
    std::uint8_t rank() const { return rank_; }

private:
    friend class Lock;
    friend class Condition;
    void lock();
    void unlock();

    pthread_mutex_t native_;
    const std::uint8_t rank_;
};

// Holds a mutex; may let go of it and take it again.
class [[nodiscard]] Lock {
public:
    explicit Lock(Mutex& mutex) : mutex_(mutex) { lock(); }
    // While `outer` is held, only a lock of higher rank may be taken.
    Lock(Mutex& mutex, const Lock& outer) : mutex_(mutex) {
        ISLET_DCHECK(outer.held_ && outer.mutex_.rank() < mutex.rank(), "locks are taken in rising ranks");
        lock();
    }
    ~Lock() {
        if (held_) mutex_.unlock();
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    void unlock() {
        ISLET_DCHECK(held_, "unlocked twice");
        held_ = false;
        mutex_.unlock();
    }
    void lock() {
        ISLET_DCHECK(!held_, "locked twice");
        mutex_.lock();
        held_ = true;
    }
    bool held() const { return held_; }

private:
    friend class Condition;
    Mutex& mutex_;
    bool held_ = false;
};

class Condition {
public:
    Condition();
    ~Condition();
    Condition(const Condition&) = delete;
    Condition& operator=(const Condition&) = delete;

    // Lets go of the lock while it sleeps. False when the deadline passed; may also return true for no
    // reason, so test the state in a loop.
    bool wait(Lock& lock, Deadline deadline = Deadline::never());
    void wake_one();
    void wake_all();

private:
    pthread_cond_t native_;
};

// What ended a sleep.
enum class Wake : std::uint8_t { Woken, TimedOut, Cancelled };

// Where one thread waits: a futex. A waker must reach the Parker under a lock that its owner takes before
// destroying it: wake() still looks at the Parker after the owner has begun to run.
class Parker {
public:
    // Sleeps until woken, cancelled, or the deadline. A wake-up counts before a cancellation, so that what
    // was handed over with it is not lost; it is used up by this. Spins a little first: a hand-over between
    // two running threads is then a hundred times cheaper than waking a sleeping core.
    Wake park(Deadline deadline = Deadline::never(), int spins = kSpins);
    // One wake-up, now or for the next park(); several before a park() count as one.
    void wake() { signal(kWoken); }
    // Ends this park() and all later ones, until clear_cancel(). May be called in a signal's handler.
    void cancel() { signal(kCancelled); }
    void clear_cancel() { state_.fetch_and(~kCancelled, std::memory_order_acq_rel); }
    bool is_cancelled() const { return (state_.load(std::memory_order_acquire) & kCancelled) != 0; }

    static constexpr int kSpins = 300;

private:
    static constexpr std::uint32_t kWoken = 1;
    static constexpr std::uint32_t kCancelled = 2;

    void signal(std::uint32_t what);
    Wake consume();

    // The word that the kernel compares before it puts the thread to sleep, and who changes it wakes.
    std::atomic<std::uint32_t> state_{0};
    std::atomic<bool> sleeping_{false};
};

} // namespace islet
