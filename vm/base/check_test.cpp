// SPDX-License-Identifier: MIT
// Tests of the check macros: silent when true, a message and an end when false.
#include "vm/base/check.h"

#include <gtest/gtest.h>

namespace islet {
namespace {

TEST(Check, PassesSilently) {
    int evaluated = 0;
    ISLET_CHECK(++evaluated == 1, "counted once");
    ISLET_CHECK(evaluated == 1);
    EXPECT_EQ(evaluated, 1);
}

TEST(CheckDeathTest, NamesPlaceConditionAndMessage) {
    EXPECT_DEATH(ISLET_CHECK(1 + 1 == 3, "sums"), "check_test.cpp:[0-9]+: check failed: 1 \\+ 1 == 3: sums");
    EXPECT_DEATH(ISLET_CHECK(false), "check failed: false");
    EXPECT_DEATH(ISLET_UNREACHABLE("no way here"), "unreachable: no way here");
}

#if ISLET_DEBUG
TEST(CheckDeathTest, DebugChecksBiteInDebug) {
    EXPECT_DEATH(ISLET_DCHECK(2 < 1, "order"), "2 < 1: order");
}
#else
TEST(Check, DebugChecksAreNotRunInRelease) {
    int evaluated = 0;
    ISLET_DCHECK(++evaluated == 1);
    EXPECT_EQ(evaluated, 0);
}
#endif

int sign_of(int x) {
    if (x < 0) return -1;
    if (x >= 0) return 1;
    ISLET_UNREACHABLE();
}

TEST(Check, UnreachableEndsAFunctionWithoutReturn) {
    EXPECT_EQ(sign_of(-4) + sign_of(4), 0);
}

} // namespace
} // namespace islet
