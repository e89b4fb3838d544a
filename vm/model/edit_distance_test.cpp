// SPDX-License-Identifier: MIT
// Tests of the edit distance behind the suggestions.
#include "vm/model/edit_distance.h"

#include <gtest/gtest.h>

#include <string>

namespace islet {
namespace {

TEST(EditDistance, CostsOfOneChange) {
    EXPECT_EQ(edit_distance("abc", "abc", 100), 0U);
    EXPECT_EQ(edit_distance("abc", "abd", 100), 2U);
    EXPECT_EQ(edit_distance("abc", "abC", 100), 1U);
    EXPECT_EQ(edit_distance("abc", "abcd", 100), 2U);
    EXPECT_EQ(edit_distance("", "abc", 100), 6U);
}

TEST(EditDistance, StopsAboveTheLimit) {
    EXPECT_GT(edit_distance("abcdef", "uvwxyz", 3), 3U);
    const std::string a(100, 'a'), b(100, 'b');
    EXPECT_GT(edit_distance(a, b, 10), 10U);
}

TEST(NearestName, TakesTheNearestOfThoseNearEnough) {
    NearestName nearest("apend");
    for (const char* name : {"extend", "append", "insert", "expand"}) nearest.offer(name);
    EXPECT_EQ(nearest.best(), "append");
}

TEST(NearestName, NothingNear) {
    NearestName nearest("xyz");
    for (const char* name : {"append", "insert", "xyz"}) nearest.offer(name);
    EXPECT_TRUE(nearest.best().empty());
}

TEST(NearestName, GivesUpOnLongLists) {
    NearestName nearest("apend");
    for (std::size_t i = 0; i < NearestName::kMaxCandidates; ++i) nearest.offer("append");
    EXPECT_TRUE(nearest.best().empty());
}

} // namespace
} // namespace islet
