// SPDX-License-Identifier: MIT
// Locks and waiting, over POSIX threads and Linux's futex.
#include "vm/base/sync.h"

#include <cerrno>
#include <cmath>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace islet {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// Tells the processor that this is a waiting loop.
void pause_briefly() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

timespec to_timespec(Deadline deadline) {
    const std::int64_t moment = deadline.nanoseconds() > 0 ? deadline.nanoseconds() : 0;
    return {static_cast<time_t>(moment / kSecond), static_cast<long>(moment % kSecond)};
}

// Sleeps as long as the word is zero; may return early. False: the deadline has passed.
bool sleep_while_zero(std::atomic<std::uint32_t>& word, Deadline deadline) {
    static_assert(sizeof(word) == 4 && std::atomic<std::uint32_t>::is_always_lock_free);
    const timespec time = to_timespec(deadline);
    // FUTEX_WAIT_BITSET takes its moment on the monotonic clock; signals break it off with EINTR.
    const long result = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, 0U,
                                deadline.is_never() ? nullptr : &time, nullptr, FUTEX_BITSET_MATCH_ANY);
    return result == 0 || errno != ETIMEDOUT;
}

// A system call alone, and errno as it was: signals' handlers come here.
void wake_sleeper(std::atomic<std::uint32_t>& word) {
    const int error = errno;
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
    errno = error;
}

} // namespace

std::int64_t Deadline::now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t{time.tv_sec} * kSecond + time.tv_nsec;
}

Deadline Deadline::after(double seconds) {
    constexpr double kLongest = 4e9; // seconds; more would not fit beside the present
    if (!(seconds < kLongest)) return never();
    const std::int64_t present = now();
    if (seconds <= 0) return at(present);
    return at(present + static_cast<std::int64_t>(std::ceil(seconds * 1e9)));
}

Mutex::Mutex(std::uint8_t rank) : rank_(rank) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
#if ISLET_DEBUG
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
#endif
    ISLET_CHECK(pthread_mutex_init(&native_, &attributes) == 0);
    pthread_mutexattr_destroy(&attributes);
}

Mutex::~Mutex() {
    pthread_mutex_destroy(&native_);
}

void Mutex::lock() {
    ISLET_CHECK(pthread_mutex_lock(&native_) == 0, "a mutex is locked once by a thread");
}
void Mutex::unlock() {
    ISLET_CHECK(pthread_mutex_unlock(&native_) == 0, "a mutex is unlocked by its holder");
}

Condition::Condition() {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    ISLET_CHECK(pthread_cond_init(&native_, &attributes) == 0);
    pthread_condattr_destroy(&attributes);
}

Condition::~Condition() {
    pthread_cond_destroy(&native_);
}

bool Condition::wait(Lock& lock, Deadline deadline) {
    ISLET_DCHECK(lock.held(), "wait with the lock held");
    if (deadline.is_never()) {
        ISLET_CHECK(pthread_cond_wait(&native_, &lock.mutex_.native_) == 0);
        return true;
    }
    const timespec time = to_timespec(deadline);
    const int result = pthread_cond_timedwait(&native_, &lock.mutex_.native_, &time);
    ISLET_CHECK(result == 0 || result == ETIMEDOUT);
    return result == 0;
}

void Condition::wake_one() {
    pthread_cond_signal(&native_);
}
void Condition::wake_all() {
    pthread_cond_broadcast(&native_);
}

// The state after the sleep; TimedOut stands for "nothing happened".
Wake Parker::consume() {
    const std::uint32_t before = state_.fetch_and(~kWoken, std::memory_order_acq_rel);
    if (before & kWoken) return Wake::Woken;
    return before & kCancelled ? Wake::Cancelled : Wake::TimedOut;
}

Wake Parker::park(Deadline deadline, int spins) {
    for (int i = 0; i < spins && state_.load(std::memory_order_acquire) == 0; ++i) pause_briefly();
    if (state_.load(std::memory_order_acquire) == 0) {
        // Either signal() sees that we sleep, or we see what it signalled: both are sequentially consistent.
        sleeping_.store(true);
        while (state_.load() == 0 && sleep_while_zero(state_, deadline)) {
        }
        sleeping_.store(false);
    }
    return consume();
}

void Parker::signal(std::uint32_t what) {
    state_.fetch_or(what);
    if (sleeping_.load()) wake_sleeper(state_);
}

} // namespace islet
