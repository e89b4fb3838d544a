// SPDX-License-Identifier: MIT
// Hashing: keyed bytes (SipHash-1-3, Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012) and the
// numbers that Python's hash() gives for numbers, tuples and sets, which programs can see and compare.
// Equal numbers hash equal whatever their type: every number x is hashed as x modulo the prime 2^61 - 1, so a
// fraction p/q is p times the inverse of q.
// Owns: nothing; the key is the caller's. Invariants: no function returns -1 (hash_bytes, hash_int64, ...),
// because -1 means "no hash" to Python. Threads: any.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace islet {

struct HashKey {
    std::uint64_t k0 = 0;
    std::uint64_t k1 = 0;

    // The key that PYTHONHASHSEED=seed stands for; 0 switches keying off. Chosen so that strings hash as in
    // CPython with the same seed.
    static HashKey from_seed(std::uint32_t seed);
};

// The raw function; `size` bytes of any alignment.
std::uint64_t siphash13(HashKey key, const void* data, std::size_t size);

// Python's hash of str (over its 1, 2 or 4 byte units), bytes and memoryview.
std::int64_t hash_bytes(HashKey key, const void* data, std::size_t size);

inline constexpr int kHashBits = 61;
inline constexpr std::uint64_t kHashModulus = (std::uint64_t{1} << kHashBits) - 1;
inline constexpr std::int64_t kHashInfinity = 314159;
inline constexpr std::int64_t kHashImaginary = 1000003;

// -1 is taken; -2 stands in for it.
constexpr std::int64_t hash_avoid_error(std::int64_t hash) {
    return hash == -1 ? -2 : hash;
}

constexpr std::int64_t hash_int64(std::int64_t value) {
    const bool negative = value < 0;
    std::uint64_t rest = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    rest = (rest & kHashModulus) + (rest >> kHashBits);
    if (rest >= kHashModulus) rest -= kHashModulus;
    const auto hash = static_cast<std::int64_t>(rest);
    return hash_avoid_error(negative ? -hash : hash);
}

// Hash of (-1)^negative * limbs, least significant limb first.
std::int64_t hash_limbs(bool negative, const std::uint64_t* limbs, std::size_t count);

// Infinities hash to +-314159. A NaN hashes by the identity of its object, which is the caller's to do.
std::int64_t hash_double(double value);

// From the hashes of both parts.
constexpr std::int64_t hash_complex(std::int64_t real, std::int64_t imaginary) {
    return hash_avoid_error(static_cast<std::int64_t>(static_cast<std::uint64_t>(real) +
                                                      static_cast<std::uint64_t>(kHashImaginary) *
                                                          static_cast<std::uint64_t>(imaginary)));
}

// Objects lie on multiples of 16; the low bits would all be the same.
inline std::int64_t hash_pointer(const void* address) {
    return hash_avoid_error(
        static_cast<std::int64_t>(std::rotr(reinterpret_cast<std::uintptr_t>(address), 4)));
}

// Hash of a tuple from the hashes of its items, in order: the rounds of xxHash64 with another finish.
class TupleHasher {
public:
    constexpr void add(std::int64_t item_hash) {
        state_ += static_cast<std::uint64_t>(item_hash) * kPrime2;
        state_ = std::rotl(state_, 31) * kPrime1;
        ++count_;
    }
    constexpr std::int64_t finish() const {
        const std::uint64_t hash = state_ + (count_ ^ (kPrime5 ^ 3527539u));
        return hash == ~std::uint64_t{0} ? 1546275796 : static_cast<std::int64_t>(hash);
    }
    // Of a slice, whose number of parts needs no mention.
    constexpr std::int64_t finish_slice() const {
        return state_ == ~std::uint64_t{0} ? 1546275796 : static_cast<std::int64_t>(state_);
    }

private:
    static constexpr std::uint64_t kPrime1 = 11400714785074694791u;
    static constexpr std::uint64_t kPrime2 = 14029467366897019727u;
    static constexpr std::uint64_t kPrime5 = 2870177450012600261u;
    std::uint64_t state_ = kPrime5;
    std::uint64_t count_ = 0;
};

// Hash of a frozenset from the hashes of its items, in any order.
class SetHasher {
public:
    constexpr void add(std::int64_t item_hash) {
        const auto h = static_cast<std::uint64_t>(item_hash);
        // Spreads nearby hashes apart before xor could cancel them.
        state_ ^= ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
        ++count_;
    }
    constexpr std::int64_t finish() const {
        std::uint64_t hash = state_ ^ ((count_ + 1) * 1927868237u);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash * 69069u + 907133923u;
        return hash == ~std::uint64_t{0} ? 590923713 : static_cast<std::int64_t>(hash);
    }

private:
    std::uint64_t state_ = 0;
    std::uint64_t count_ = 0;
};

} // namespace islet
