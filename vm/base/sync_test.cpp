// SPDX-License-Identifier: MIT
// Tests of locks and waiting. Each would hang, not fail, if a wake-up were lost; so they have deadlines.
#include "vm/base/sync.h"

#include <gtest/gtest.h>

#include <cmath>
#include <thread>
#include <vector>

namespace islet {
namespace {

Deadline soon() {
    return Deadline::after(30);
}

TEST(Deadline, Borders) {
    EXPECT_TRUE(Deadline::never().is_never());
    EXPECT_FALSE(Deadline::never().passed());
    EXPECT_TRUE(Deadline::after(-1).passed());
    EXPECT_TRUE(Deadline::after(0).passed());
    EXPECT_FALSE(Deadline::after(1000).passed());
    EXPECT_TRUE(Deadline::after(1e300).is_never());
    EXPECT_TRUE(Deadline::after(NAN).is_never());
    EXPECT_TRUE(Deadline::after(HUGE_VAL).is_never());
}

TEST(Mutex, ExcludesAndNests) {
    Mutex outer(1), inner(2);
    int count = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 1000; ++k) {
                Lock first(outer);
                Lock second(inner, first);
                ++count;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(count, 4000);
    Lock lock(outer);
    lock.unlock();
    EXPECT_FALSE(lock.held());
    lock.lock();
    EXPECT_TRUE(lock.held());
}

#if ISLET_DEBUG && !defined(__SANITIZE_THREAD__)
TEST(MutexDeathTest, WrongOrderAndRelockStop) {
    Mutex low(1), high(2);
    EXPECT_DEATH(
        {
            Lock first(high);
            Lock second(low, first);
        },
        "rising ranks");
    EXPECT_DEATH(
        {
            Lock first(low);
            Lock second(low);
        },
        "locked once");
}
#endif

TEST(Condition, WakesAndTimesOut) {
    Mutex mutex(1);
    Condition changed;
    int state = 0;
    std::thread other([&] {
        Lock lock(mutex);
        while (state != 1) changed.wait(lock, soon());
        state = 2;
        changed.wake_all();
    });
    {
        Lock lock(mutex);
        state = 1;
        changed.wake_all();
        while (state != 2) ASSERT_TRUE(changed.wait(lock, soon()));
    }
    other.join();
    Lock lock(mutex);
    while (changed.wait(lock, Deadline::after(0.001))) {
    }
    EXPECT_FALSE(changed.wait(lock, Deadline::at(-5)));
}

TEST(Parker, WakeBeforeParkIsKeptOnce) {
    Parker parker;
    parker.wake();
    parker.wake();
    EXPECT_EQ(parker.park(soon()), Wake::Woken);
    EXPECT_EQ(parker.park(Deadline::after(0)), Wake::TimedOut);
    EXPECT_EQ(parker.park(Deadline::after(0.001), 0), Wake::TimedOut);
}

TEST(Parker, CancelStaysAndYieldsToAWake) {
    Parker parker;
    parker.cancel();
    parker.wake();
    EXPECT_TRUE(parker.is_cancelled());
    EXPECT_EQ(parker.park(soon()), Wake::Woken);
    EXPECT_EQ(parker.park(soon()), Wake::Cancelled);
    EXPECT_EQ(parker.park(soon()), Wake::Cancelled);
    parker.clear_cancel();
    EXPECT_EQ(parker.park(Deadline::after(0)), Wake::TimedOut);
}

TEST(Parker, PingPongLosesNothing) {
    for (int spins : {0, 50, Parker::kSpins}) {
        Parker left, right;
        constexpr int kRounds = 3000;
        std::thread other([&] {
            for (int i = 0; i < kRounds; ++i) {
                if (right.park(soon(), spins) != Wake::Woken) return;
                left.wake();
            }
        });
        int rounds = 0;
        for (; rounds < kRounds; ++rounds) {
            right.wake();
            if (left.park(soon(), spins) != Wake::Woken) break;
        }
        EXPECT_EQ(rounds, kRounds);
        other.join();
    }
}

TEST(Parker, CancelFromAnotherThread) {
    for (int i = 0; i < 200; ++i) {
        Parker parker;
        std::thread other([&] { parker.cancel(); });
        EXPECT_EQ(parker.park(soon(), i % 2 ? 0 : Parker::kSpins), Wake::Cancelled);
        other.join();
    }
}

} // namespace
} // namespace islet
