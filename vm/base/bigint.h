// SPDX-License-Identifier: MIT
// Arithmetic on integers of any size, on memory that the caller provides, over GMP's mpn layer.
// An integer is a magnitude (64-bit limbs, least significant first, no zero limb on top; zero has no limbs)
// and a sign. Each operation says how many limbs of room its result needs; the caller provides them and
// learns the true size. Results have Python's meaning: floor division, two's complement for bit operations.
// Owns: nothing. Invariants: inputs are normalized and are never written, an output overlaps an input only
// where that is said to be fine; zero is never negative. Threads: any. Stack: GMP keeps temporaries on the C
// stack; have kBigStack bytes left when calling.
#pragma once

#include "vm/base/check.h"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace islet {

using Limb = std::uint64_t;
inline constexpr int kLimbBits = 64;
inline constexpr std::size_t kBigStack = std::size_t{128} << 10;
// Room that no operation can be asked to fill; a size bound that says this means "too large".
inline constexpr std::size_t kTooManyLimbs = std::numeric_limits<std::size_t>::max() >> 8;

struct Big {
    const Limb* limbs = nullptr;
    std::size_t size = 0;
    bool negative = false;

    bool is_zero() const { return size == 0; }
    bool is_odd() const { return size != 0 && (limbs[0] & 1); }
    Big magnitude() const { return {limbs, size, false}; }
    Big negated() const { return {limbs, size, size != 0 && !negative}; }
};

// What an operation made of the room it was given.
struct BigResult {
    std::size_t size = 0;
    bool negative = false;
    Big in(const Limb* limbs) const { return {limbs, size, negative}; }
};

// Memory and a chance to stop, for operations that need more than their output. What `take` hands out stays
// until the owner of the scratch frees all of it, after the operation. `poll` is called about once per
// millisecond of work where the algorithm has steps; true means: stop.
struct Scratch {
    void* context;
    void* (*take)(void* context, std::size_t bytes); // null: out of memory
    bool (*poll)(void* context);

    Limb* limbs(std::size_t count) {
        if (count >= kTooManyLimbs) return nullptr;
        return static_cast<Limb*>(take(context, (count ? count : 1) * sizeof(Limb)));
    }
    bool stop() { return poll(context); }
};

// A scratch over malloc, for callers without a heap; never stops.
class MallocScratch {
public:
    MallocScratch() = default;
    ~MallocScratch();
    MallocScratch(const MallocScratch&) = delete;
    MallocScratch& operator=(const MallocScratch&) = delete;
    Scratch scratch() { return {this, &take, &never}; }

private:
    struct Block {
        Block* next;
        alignas(16) unsigned char bytes[1];
    };
    static void* take(void* self, std::size_t bytes);
    static bool never(void*) { return false; }
    Block* blocks_ = nullptr;
};

enum class [[nodiscard]] BigStatus : std::uint8_t{Ok, NoMemory, Interrupted};

// --- Small things
// -------------------------------------------------------------------------------------------

// Drops zero limbs from the top.
inline std::size_t normalized_limbs(const Limb* limbs, std::size_t size) {
    while (size > 0 && limbs[size - 1] == 0) --size;
    return size;
}
inline BigResult big_from_int64(std::int64_t value, Limb* out) {
    out[0] = value < 0 ? 0 - static_cast<Limb>(value) : static_cast<Limb>(value);
    return {value != 0 ? std::size_t{1} : std::size_t{0}, value < 0};
}
// False if it does not fit.
[[nodiscard]] bool big_to_int64(const Big& a, std::int64_t& out);

int big_compare_magnitude(const Big& a, const Big& b); // -1, 0, 1
int big_compare(const Big& a, const Big& b);

std::size_t big_bit_length(const Big& a);     // of the magnitude
std::size_t big_bit_count(const Big& a);      // ones in the magnitude
std::size_t big_trailing_zeros(const Big& a); // a is not zero

// --- Sums, products, bits: room for the result
// ---------------------------------------------------------------

inline std::size_t big_sum_limbs(const Big& a, const Big& b) {
    return (a.size > b.size ? a.size : b.size) + 1;
}
// `out` may be the limbs of a or of b.
BigResult big_add(const Big& a, const Big& b, Limb* out);
BigResult big_sub(const Big& a, const Big& b, Limb* out);

// a.size + b.size limbs of room; no overlap.
inline std::size_t big_product_limbs(const Big& a, const Big& b) {
    return a.size + b.size;
}
BigStatus big_mul(const Big& a, const Big& b, Limb* out, BigResult& result, Scratch& scratch);

// kTooManyLimbs when the shift alone is beyond all memory.
std::size_t big_shift_left_limbs(const Big& a, std::uint64_t bits);
BigResult big_shift_left(const Big& a, std::uint64_t bits, Limb* out);
// Room: a.size + 1. Rounds down, so that -1 >> n is -1. `out` may be the limbs of a.
BigResult big_shift_right(const Big& a, std::uint64_t bits, Limb* out);

// Room as for a sum; `out` may be the limbs of a or of b.
BigResult big_and(const Big& a, const Big& b, Limb* out);
BigResult big_or(const Big& a, const Big& b, Limb* out);
BigResult big_xor(const Big& a, const Big& b, Limb* out);
BigResult big_not(const Big& a, Limb* out); // room: a.size + 1

// --- Division: b is not zero
// ---------------------------------------------------------------------------------

// Room for the quotient a.size - b.size + 2 (at least 1), for the remainder b.size; no overlap.
inline std::size_t big_quotient_limbs(const Big& a, const Big& b) {
    return a.size < b.size ? 1 : a.size - b.size + 2;
}
struct BigDivision {
    BigResult quotient, remainder;
};
// a = quotient * b + remainder, the remainder zero or of the sign of b.
BigStatus big_divmod(const Big& a, const Big& b, Limb* quotient, Limb* remainder, BigDivision& result,
                     Scratch& scratch);

// --- Powers and roots
// ----------------------------------------------------------------------------------------

// Room for base ** exponent; kTooManyLimbs when it is beyond all memory.
std::size_t big_power_limbs(const Big& base, std::uint64_t exponent);
BigStatus big_pow(const Big& base, std::uint64_t exponent, Limb* out, BigResult& result, Scratch& scratch);

// pow(base, exponent, modulus): exponent >= 0, modulus not zero; room: modulus.size. The result has the sign
// of the modulus, as a remainder.
BigStatus big_pow_mod(const Big& base, const Big& exponent, const Big& modulus, Limb* out, BigResult& result,
                      Scratch& scratch);

// The inverse of a modulo |modulus|, in 0..|modulus| - 1; room: modulus.size. `exists` is false when a and
// the modulus have a common divisor; modulus is not zero.
BigStatus big_inverse(const Big& a, const Big& modulus, Limb* out, BigResult& result, bool& exists,
                      Scratch& scratch);

// Room: the smaller of both sizes, or the larger if one is zero. Never negative.
BigStatus big_gcd(const Big& a, const Big& b, Limb* out, BigResult& result, Scratch& scratch);

// floor(sqrt(a)) for a >= 0; room: a.size / 2 + 1.
BigResult big_isqrt(const Big& a, Limb* out);

// --- Floats
// --------------------------------------------------------------------------------------------------

// Correctly rounded, half to even. False when the result is too large (then +-infinity).
[[nodiscard]] bool big_to_double(const Big& a, double& out);
// a = fraction * 2^exponent, 0.5 <= |fraction| < 1, correctly rounded; for logarithms. Zero gives 0 * 2^0.
double big_to_fraction(const Big& a, std::int64_t& exponent);

inline constexpr std::size_t kDoubleLimbs = 17;
// Cuts off the fraction; value is finite; room: kDoubleLimbs.
BigResult big_from_double(double value, Limb* out);

// a / b correctly rounded, however large both are; b is not zero. `overflow` is set when the quotient is too
// large for a double.
BigStatus big_true_divide(const Big& a, const Big& b, double& out, bool& overflow, Scratch& scratch);

// -1, 0, 1: the exact order of an integer and a double, which is not NaN.
int big_compare_double(const Big& a, double value);

// --- Text
// ----------------------------------------------------------------------------------------------------

// An upper bound, exact or one more, of the digits of a number of so many bits; base 2..36.
std::size_t big_digits_bound(std::size_t bits, int base);
// Writes the digits of |a| without sign (lower case), at least one; `text` has room for big_digits_bound(
// bit length, base). Stores how many.
BigStatus big_to_text(const Big& a, int base, char* text, std::size_t& count, Scratch& scratch);

// Room in limbs for a number of so many digits.
std::size_t big_from_digits_limbs(std::size_t digits, int base);
// `digits` are values 0..base-1, most significant first; not negative.
BigStatus big_from_digits(const std::uint8_t* digits, std::size_t count, int base, Limb* out,
                          BigResult& result, Scratch& scratch);

// Bytes of two's complement. `size` bytes are read or written; little or big end first.
std::size_t big_from_bytes_limbs(std::size_t size);
BigResult big_from_bytes(const unsigned char* bytes, std::size_t size, bool big_endian, bool is_signed,
                         Limb* out);
// False when the value does not fit.
[[nodiscard]] bool big_to_bytes(const Big& a, unsigned char* bytes, std::size_t size, bool big_endian,
                                bool is_signed);

} // namespace islet
