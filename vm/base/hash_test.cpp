// SPDX-License-Identifier: MIT
// Tests of hashing; the expected numbers are those of CPython 3.14 on a 64-bit machine.
#include "vm/base/hash.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace islet {
namespace {

// The reference vectors of SipHash are for 2-4 rounds; these come from hash() under PYTHONHASHSEED.
struct TextCase {
    const char16_t* text;
    bool wide;
    std::int64_t by_seed[4];
};
constexpr std::uint32_t kSeeds[4] = {0, 1, 42, 4294967295u};
constexpr TextCase kTextCases[] = {
    {u"", false, {0, 0, 0, 0}},
    {u"a", false, {4644417185603328019, -3012895188637184397, -123207753977932514, -5989683813037840249}},
    {u"abc", false, {-4594863902769663758, -4667308735975688587, 3869580338025362921, -6122489556238538401}},
    {u"abcdefgh",
     false,
     {4574395652268504554, -202642195356325900, -5457871895989710762, 3424456984880118976}},
    {u"h\xe9llo",
     false,
     {6395329678795984700, 4627783765987660535, -4058713343194919257, 3491461287047953188}},
    {u"\x65e5\x672c\x8a9e",
     true,
     {7116994712188270, 4108418643989797081, 337426736487537137, -6341209519133234530}},
};

TEST(Hash, StringsAsCPythonForTheSameSeed) {
    for (const TextCase& c : kTextCases) {
        const std::u16string wide(c.text);
        const std::string narrow(wide.begin(), wide.end());
        for (int i = 0; i < 4; ++i) {
            const HashKey key = HashKey::from_seed(kSeeds[i]);
            const std::int64_t got = c.wide ? hash_bytes(key, wide.data(), wide.size() * 2)
                                            : hash_bytes(key, narrow.data(), narrow.size());
            EXPECT_EQ(got, c.by_seed[i]) << narrow << " seed " << kSeeds[i];
        }
    }
    const char32_t emoji[] = {0x1f600, 'x'};
    EXPECT_EQ(hash_bytes(HashKey::from_seed(42), emoji, 8), -7412435959675129227);
    EXPECT_EQ(hash_bytes(HashKey::from_seed(0), "0123456789abcdef0123456789", 26), -8671950851112063350);
    EXPECT_EQ(hash_bytes(HashKey::from_seed(0), "\0", 1), 7541581120933061747);
}

TEST(Hash, SmallIntegers) {
    EXPECT_EQ(hash_int64(0), 0);
    EXPECT_EQ(hash_int64(1), 1);
    EXPECT_EQ(hash_int64(-1), -2);
    EXPECT_EQ(hash_int64(-2), -2);
    EXPECT_EQ(hash_int64((std::int64_t{1} << 61) - 1), 0);
    EXPECT_EQ(hash_int64(std::int64_t{1} << 61), 1);
    EXPECT_EQ(hash_int64(-(std::int64_t{1} << 61)), -2);
    EXPECT_EQ(hash_int64(std::numeric_limits<std::int64_t>::max()), 3);
    EXPECT_EQ(hash_int64(std::numeric_limits<std::int64_t>::min()), -4);
}

TEST(Hash, Limbs) {
    const std::uint64_t all_ones[] = {~std::uint64_t{0}};
    EXPECT_EQ(hash_limbs(false, all_ones, 1), 7);
    const std::uint64_t two64[] = {0, 1};
    EXPECT_EQ(hash_limbs(false, two64, 2), 8);
    const std::uint64_t big[] = {12345, 0, 0, 256}; // 2**200 + 12345
    EXPECT_EQ(hash_limbs(false, big, 4), 143417);
    const std::uint64_t modulus[] = {kHashModulus};
    EXPECT_EQ(hash_limbs(false, modulus, 1), 0);
    const std::uint64_t one[] = {1};
    EXPECT_EQ(hash_limbs(true, one, 1), -2);
    EXPECT_EQ(hash_limbs(false, nullptr, 0), 0);
    for (std::uint64_t v :
         {std::uint64_t{1} << 63, kHashModulus * 2, kHashModulus * 3 + 5, std::uint64_t{77}}) {
        EXPECT_EQ(hash_limbs(false, &v, 1), static_cast<std::int64_t>(v % kHashModulus));
    }
}

TEST(Hash, Doubles) {
    const double kInf = std::numeric_limits<double>::infinity();
    const struct {
        double value;
        std::int64_t hash;
    } cases[] = {{0.0, 0},
                 {-0.0, 0},
                 {1.5, 1152921504606846977},
                 {-1.0, -2},
                 {1e300, 1224995262755759164},
                 {-2.5e-300, -52920977297143526},
                 {5e-324, 16777216},
                 {3.141592653589793, 326490430436040707},
                 {1e16, 10000000000000000},
                 {kInf, 314159},
                 {-kInf, -314159},
                 {0.1, 230584300921369408},
                 {1e-5, 2170758078822671208},
                 {2305843009213693952.0, 1}};
    for (const auto& c : cases) EXPECT_EQ(hash_double(c.value), c.hash) << c.value;
    EXPECT_EQ(hash_complex(hash_int64(1), hash_int64(2)), 2000007);
    EXPECT_EQ(hash_complex(hash_double(-0.0), hash_double(-1)), -2000006);
    EXPECT_EQ(hash_complex(hash_double(1e100), hash_double(0.5)), 5281657829644883602);
}

std::int64_t tuple_hash(std::initializer_list<std::int64_t> items) {
    TupleHasher h;
    for (std::int64_t item : items) h.add(hash_int64(item));
    return h.finish();
}

TEST(Hash, Tuples) {
    EXPECT_EQ(tuple_hash({}), 5740354900026072187);
    EXPECT_EQ(tuple_hash({1}), -6644214454873602895);
    EXPECT_EQ(tuple_hash({1, 2}), -3550055125485641917);
    EXPECT_EQ(tuple_hash({1, 2, 3, -1, 0}), -3406865802021823252);
    TupleHasher nested;
    nested.add(tuple_hash({}));
    nested.add(tuple_hash({}));
    EXPECT_EQ(nested.finish(), 9028247024705308198);
}

TEST(Hash, FrozenSets) {
    const std::int64_t expected[] = {133146708735736, -2704248722033767810, 9000494312501845833,
                                     -4850097147344926394};
    for (int n = 0; n < 4; ++n) {
        SetHasher h;
        for (int i = n; i-- > 0;) h.add(i);
        EXPECT_EQ(h.finish(), expected[n]);
    }
    SetHasher mixed;
    for (std::int64_t item :
         {std::int64_t{-5}, std::int64_t{848750603811160107}, std::int64_t{1152921504606846978}})
        mixed.add(item);
    EXPECT_EQ(mixed.finish(), 5231653375290793528);
}

} // namespace
} // namespace islet
