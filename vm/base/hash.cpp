// SPDX-License-Identifier: MIT
// SipHash-1-3 and the hashes of numbers.
#include "vm/base/hash.h"

#include "vm/base/check.h"

#include <cmath>
#include <cstring>

namespace islet {

namespace {

struct SipState {
    std::uint64_t v0, v1, v2, v3;

    void round() {
        v0 += v1;
        v2 += v3;
        v1 = std::rotl(v1, 13) ^ v0;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 = std::rotl(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = std::rotl(v1, 17) ^ v2;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 = std::rotl(v2, 32);
    }
    void absorb(std::uint64_t word) {
        v3 ^= word;
        round();
        v0 ^= word;
    }
};

std::uint64_t load_little(const unsigned char* from, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, from, count);
    if constexpr (std::endian::native == std::endian::big) {
        word = __builtin_bswap64(word);
    }
    return word;
}

// a * 2^shift modulo 2^61 - 1, for a below the modulus and shift in 0..60: a rotation of 61 bits.
std::uint64_t rotate61(std::uint64_t a, int shift) {
    return ((a << shift) & kHashModulus) | (a >> (kHashBits - shift));
}

std::uint64_t reduce61(std::uint64_t a) {
    a = (a & kHashModulus) + (a >> kHashBits);
    return a >= kHashModulus ? a - kHashModulus : a;
}

std::int64_t with_sign(bool negative, std::uint64_t magnitude) {
    const auto hash = static_cast<std::int64_t>(magnitude);
    return hash_avoid_error(negative ? -hash : hash);
}

} // namespace

HashKey HashKey::from_seed(std::uint32_t seed) {
    if (seed == 0) return {};
    // The bytes of the key come from a linear congruential generator, most significant useful byte first
    // drawn.
    std::uint64_t words[2] = {0, 0};
    std::uint32_t x = seed;
    for (int i = 0; i < 16; ++i) {
        x = x * 214013u + 2531011u;
        words[i / 8] |= std::uint64_t{(x >> 16) & 0xffu} << (8 * (i % 8));
    }
    return {words[0], words[1]};
}

std::uint64_t siphash13(HashKey key, const void* data, std::size_t size) {
    SipState s{key.k0 ^ 0x736f6d6570736575u, key.k1 ^ 0x646f72616e646f6du, key.k0 ^ 0x6c7967656e657261u,
               key.k1 ^ 0x7465646279746573u};
    const auto* at = static_cast<const unsigned char*>(data);
    const unsigned char* const words_end = at + (size & ~std::size_t{7});
    for (; at != words_end; at += 8) s.absorb(load_little(at, 8));

    std::uint64_t last = static_cast<std::uint64_t>(size) << 56;
    if (size & 7) last |= load_little(at, size & 7);
    s.absorb(last);
    s.v2 ^= 0xff;
    s.round();
    s.round();
    s.round();
    return (s.v0 ^ s.v1) ^ (s.v2 ^ s.v3);
}

std::int64_t hash_bytes(HashKey key, const void* data, std::size_t size) {
    if (size == 0) return 0; // whatever the key, so that b"" and "" agree
    return hash_avoid_error(static_cast<std::int64_t>(siphash13(key, data, size)));
}

std::int64_t hash_limbs(bool negative, const std::uint64_t* limbs, std::size_t count) {
    std::uint64_t hash = 0;
    for (std::size_t i = count; i-- > 0;) {
        // 2^64 is 8 modulo 2^61 - 1.
        hash = reduce61(rotate61(hash, 3) + reduce61(limbs[i]));
    }
    return with_sign(negative, hash);
}

std::int64_t hash_double(double value) {
    if (!std::isfinite(value)) {
        ISLET_DCHECK(std::isinf(value), "a NaN hashes by identity");
        return value > 0 ? kHashInfinity : -kHashInfinity;
    }
    int exponent;
    const double fraction = std::frexp(std::fabs(value), &exponent);
    const auto mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53)); // exact: below 2^53
    // value = mantissa * 2^(exponent - 53); powers of two repeat every 61.
    const int shift = ((exponent - 53) % kHashBits + kHashBits) % kHashBits;
    return with_sign(value < 0, rotate61(mantissa, shift));
}

} // namespace islet
