// SPDX-License-Identifier: MIT
// Powers, modular powers and inverses, greatest common divisors, square roots.
#include "vm/base/bigint.h"
#include "vm/base/bigint_parts.h"

#include <algorithm>
#include <bit>

namespace islet {

namespace {

BigResult finish(const Limb* out, std::size_t size) {
    return {normalized_limbs(out, size), false};
}

// A number under construction: two buffers that take turns.
struct Accumulator {
    Limb* now;
    Limb* next;
    std::size_t size;
    Limb* space;

    BigStatus times(const Limb* factor, std::size_t factor_size, Scratch& scratch) {
        const BigStatus status = multiply_limbs(next, now, size, factor, factor_size, space, scratch);
        if (status != BigStatus::Ok) return status;
        size = normalized_limbs(next, size + factor_size);
        std::swap(now, next);
        return BigStatus::Ok;
    }
    BigStatus square(Scratch& scratch) { return times(now, size, scratch); }
};

// odd ** exponent for an odd base above 1; the room of both buffers is the bound of the result and some.
BigStatus power_of_odd(const Big& odd, std::uint64_t exponent, Accumulator& power, Scratch& scratch) {
    std::copy_n(odd.limbs, odd.size, power.now);
    power.size = odd.size;
    for (int bit = 62 - std::countl_zero(exponent); bit >= 0; --bit) {
        BigStatus status = power.square(scratch);
        if (status == BigStatus::Ok && (exponent >> bit & 1))
            status = power.times(odd.limbs, odd.size, scratch);
        if (status != BigStatus::Ok) return status;
    }
    return BigStatus::Ok;
}

// Arithmetic modulo one number of n limbs. Odd moduli of moderate size use Montgomery's form (numbers times
// 2^(64 n)), where a reduction is n multiply-adds; others divide.
class Residues {
public:
    explicit Residues(const Big& modulus) : modulus_(modulus) {}

    BigStatus prepare(Scratch& scratch) {
        const std::size_t n = modulus_.size;
        montgomery_ = modulus_.is_odd() && n <= kMontgomeryLimit;
        product_ = scratch.limbs(2 * n + 1);
        quotient_ = scratch.limbs(n + 2);
        const std::size_t space = std::max(multiply_space(n), divide_space(2 * n, n));
        if (space) space_ = scratch.limbs(space);
        if (!product_ || !quotient_ || (space && !space_)) return BigStatus::NoMemory;
        if (montgomery_) {
            // Newton's iteration doubles the bits of the inverse that are right; 5 steps from 3 bits.
            Limb inverse = modulus_.limbs[0];
            for (int i = 0; i < 5; ++i) inverse *= 2 - modulus_.limbs[0] * inverse;
            negative_inverse_ = 0 - inverse;
        }
        return BigStatus::Ok;
    }
    std::size_t size() const { return modulus_.size; }

    // out[0..n) = a * b / form
    BigStatus multiply(Limb* out, const Limb* a, const Limb* b, Scratch& scratch) {
        const BigStatus status = multiply_limbs(product_, a, size(), b, size(), space_, scratch);
        if (status != BigStatus::Ok) return status;
        if (montgomery_) {
            reduce_montgomery(out);
            return BigStatus::Ok;
        }
        return divide_limbs(quotient_, out, product_, 2 * size(), modulus_.limbs, size(), space_, scratch);
    }
    // out[0..n) = a (a number of at most n limbs below the modulus) in the form in use.
    BigStatus enter(Limb* out, const Big& a, Scratch& scratch) {
        const std::size_t n = size();
        Limb* const wide = product_;
        const std::size_t low = montgomery_ ? n : 0;
        std::fill_n(wide, low, Limb{0});
        std::copy_n(a.limbs, a.size, wide + low);
        std::fill_n(wide + low + a.size, n - a.size, Limb{0});
        return divide_limbs(quotient_, out, wide, low + n, modulus_.limbs, n, space_, scratch);
    }
    void leave(Limb* out, const Limb* a) {
        if (!montgomery_) {
            std::copy_n(a, size(), out);
            return;
        }
        std::copy_n(a, size(), product_);
        std::fill_n(product_ + size(), size(), Limb{0});
        reduce_montgomery(out);
    }

private:
    static constexpr std::size_t kMontgomeryLimit = 128;

    // product_ / 2^(64 n) modulo the modulus: adds multiples of it until the lower half is zero.
    void reduce_montgomery(Limb* out) {
        const std::size_t n = size();
        const mp_size_t count = limb_count(n);
        for (std::size_t i = 0; i < n; ++i) {
            // The limb becomes zero; its place keeps the carry instead, added in one go below.
            product_[i] = mpn_addmul_1(product_ + i, modulus_.limbs, count, product_[i] * negative_inverse_);
        }
        const Limb carry = mpn_add_n(out, product_ + n, product_, count);
        if (carry || mpn_cmp(out, modulus_.limbs, count) >= 0) mpn_sub_n(out, out, modulus_.limbs, count);
    }

    Big modulus_;
    bool montgomery_ = false;
    Limb negative_inverse_ = 0;
    Limb* product_ = nullptr;
    Limb* quotient_ = nullptr;
    Limb* space_ = nullptr;
};

int window_bits(std::size_t exponent_bits) {
    if (exponent_bits <= 8) return 1;
    if (exponent_bits <= 36) return 3;
    if (exponent_bits <= 140) return 4;
    return exponent_bits <= 450 ? 5 : 6;
}

bool bit_of(const Big& a, std::size_t bit) {
    return a.limbs[bit / kLimbBits] >> (bit % kLimbBits) & 1;
}

// Sliding windows over the exponent: `table` holds the odd powers of the base, n limbs each.
BigStatus power_by_windows(Residues& residues, const Big& exponent, Limb* table, int window, Limb* power,
                           Scratch& scratch) {
    const std::size_t n = residues.size();
    bool started = false;
    BigStatus status = BigStatus::Ok;
    for (std::size_t at = big_bit_length(exponent); at > 0 && status == BigStatus::Ok;) {
        if (!bit_of(exponent, at - 1)) {
            if (started) status = residues.multiply(power, power, power, scratch);
            --at;
            continue;
        }
        // The longest window that begins here and ends in a one.
        std::size_t end = at > static_cast<std::size_t>(window) ? at - static_cast<std::size_t>(window) : 0;
        while (!bit_of(exponent, end)) ++end;
        std::size_t value = 0;
        for (std::size_t i = at; i-- > end;) value = value * 2 + bit_of(exponent, i);
        const Limb* const factor = table + (value / 2) * n;
        if (!started) {
            std::copy_n(factor, n, power);
        } else {
            for (std::size_t i = end; i < at && status == BigStatus::Ok; ++i) {
                status = residues.multiply(power, power, power, scratch);
            }
            if (status == BigStatus::Ok) status = residues.multiply(power, power, factor, scratch);
        }
        started = true;
        at = end;
        if (scratch.stop()) return BigStatus::Interrupted;
    }
    return status;
}

// |modulus| > 1, exponent > 0, 0 <= base < |modulus|.
BigStatus power_of_residue(const Big& base, const Big& exponent, const Big& modulus, Limb* out,
                           Scratch& scratch) {
    Residues residues(modulus.magnitude());
    BigStatus status = residues.prepare(scratch);
    if (status != BigStatus::Ok) return status;
    const std::size_t n = modulus.size;
    const int window = window_bits(big_bit_length(exponent));
    const std::size_t entries = std::size_t{1} << (window - 1);
    Limb* const table = scratch.limbs((entries + 2) * n);
    if (!table) return BigStatus::NoMemory;
    Limb* const power = table + entries * n;
    Limb* const square = power + n;
    status = residues.enter(table, base, scratch);
    if (status == BigStatus::Ok && entries > 1) status = residues.multiply(square, table, table, scratch);
    for (std::size_t i = 1; i < entries && status == BigStatus::Ok; ++i) {
        status = residues.multiply(table + i * n, table + (i - 1) * n, square, scratch);
    }
    if (status != BigStatus::Ok) return status;
    status = power_by_windows(residues, exponent, table, window, power, scratch);
    if (status == BigStatus::Ok) residues.leave(out, power);
    return status;
}

// |a| modulo |modulus|, with Python's sign for a: 0 <= result < |modulus|. `room` has modulus.size limbs.
BigStatus residue_of(const Big& a, const Big& modulus, Limb* room, BigResult& result, Scratch& scratch) {
    Limb* const quotient = scratch.limbs(big_quotient_limbs(a, modulus));
    if (!quotient) return BigStatus::NoMemory;
    BigDivision division;
    const BigStatus status = big_divmod(a, modulus.magnitude(), quotient, room, division, scratch);
    result = division.remainder;
    return status;
}

// Copies |a| shifted down by its trailing zero bits; returns the new size.
std::size_t copy_odd_part(const Big& a, std::size_t zeros, Limb* out) {
    return big_shift_right(a.magnitude(), zeros, out).size;
}

} // namespace

std::size_t big_power_limbs(const Big& base, std::uint64_t exponent) {
    if (base.is_zero() || exponent == 0) return 1;
    std::uint64_t bits;
    if (__builtin_mul_overflow(big_bit_length(base), exponent, &bits)) return kTooManyLimbs;
    return std::min<std::uint64_t>(bits / kLimbBits + 2, kTooManyLimbs);
}

BigStatus big_pow(const Big& base, std::uint64_t exponent, Limb* out, BigResult& result, Scratch& scratch) {
    result = {};
    if (exponent == 0) {
        out[0] = 1;
        result.size = 1;
        return BigStatus::Ok;
    }
    if (base.is_zero()) return BigStatus::Ok;
    const bool negative = base.negative && (exponent & 1);
    const std::size_t zeros = big_trailing_zeros(base);
    Limb* const odd_limbs = scratch.limbs(base.size + 1);
    if (!odd_limbs) return BigStatus::NoMemory;
    const Big odd{odd_limbs, copy_odd_part(base, zeros, odd_limbs), false};
    Accumulator power{odd_limbs, nullptr, odd.size, nullptr};
    if (odd.size > 1 || odd.limbs[0] > 1) {
        const std::size_t room = big_power_limbs(odd, exponent) + odd.size + 2;
        const std::size_t space = multiply_space(room);
        power.now = scratch.limbs(room);
        power.next = scratch.limbs(room);
        power.space = space ? scratch.limbs(space) : nullptr;
        if (!power.now || !power.next || (space && !power.space)) return BigStatus::NoMemory;
        const BigStatus status = power_of_odd(odd, exponent, power, scratch);
        if (status != BigStatus::Ok) return status;
    }
    result = big_shift_left({power.now, power.size, negative}, zeros * exponent, out);
    return BigStatus::Ok;
}

BigStatus big_pow_mod(const Big& base, const Big& exponent, const Big& modulus, Limb* out, BigResult& result,
                      Scratch& scratch) {
    ISLET_DCHECK(!modulus.is_zero() && !exponent.negative, "pow with a modulus");
    result = {};
    if (modulus.size == 1 && modulus.limbs[0] == 1) return BigStatus::Ok;
    if (exponent.is_zero()) {
        std::fill_n(out, modulus.size, Limb{0});
        out[0] = 1;
    } else {
        Limb* const reduced = scratch.limbs(modulus.size);
        if (!reduced) return BigStatus::NoMemory;
        BigResult residue;
        BigStatus status = residue_of(base, modulus, reduced, residue, scratch);
        if (status != BigStatus::Ok || residue.size == 0) return status;
        status = power_of_residue(residue.in(reduced), exponent, modulus, out, scratch);
        if (status != BigStatus::Ok) return status;
    }
    result = finish(out, modulus.size);
    if (modulus.negative && result.size) result = big_add(result.in(out), modulus, out);
    return BigStatus::Ok;
}

BigStatus big_inverse(const Big& a, const Big& modulus, Limb* out, BigResult& result, bool& exists,
                      Scratch& scratch) {
    ISLET_DCHECK(!modulus.is_zero(), "inverse modulo zero");
    const std::size_t n = modulus.size;
    result = {};
    exists = n == 1 && modulus.limbs[0] == 1;
    if (exists) return BigStatus::Ok;
    Limb* const limbs = scratch.limbs(6 * n + 8);
    if (!limbs) return BigStatus::NoMemory;
    Limb* const u = limbs;
    Limb* const v = u + n + 2;
    Limb* const divisor = v + n + 2;
    Limb* const factor = divisor + n + 1;
    Limb* const residue = factor + n + 2;
    BigResult reduced;
    const BigStatus status = residue_of(a, modulus, residue, reduced, scratch);
    if (status != BigStatus::Ok || reduced.size == 0) return status;
    // gcd(a + m, m) = s (a + m) + t m, so s is the inverse; a + m is long enough for GMP.
    const BigResult sum = big_add(reduced.in(residue), modulus.magnitude(), u);
    std::copy_n(modulus.limbs, n, v);
    mp_size_t factor_size = 0;
    const mp_size_t divisor_size =
        mpn_gcdext(divisor, factor, &factor_size, u, limb_count(sum.size), v, limb_count(n));
    exists = divisor_size == 1 && divisor[0] == 1;
    if (!exists) return BigStatus::Ok;
    const bool negative = factor_size < 0;
    const auto size = static_cast<std::size_t>(negative ? -factor_size : factor_size);
    if (negative) {
        mpn_sub(out, modulus.limbs, limb_count(n), factor, limb_count(size));
    } else {
        std::copy_n(factor, size, out);
        std::fill_n(out + size, n - size, Limb{0});
    }
    result = finish(out, n);
    return BigStatus::Ok;
}

BigStatus big_gcd(const Big& a, const Big& b, Limb* out, BigResult& result, Scratch& scratch) {
    if (a.is_zero() || b.is_zero()) {
        const Big& other = a.is_zero() ? b : a;
        std::copy_n(other.limbs, other.size, out);
        result = {other.size, false};
        return BigStatus::Ok;
    }
    const std::size_t a_zeros = big_trailing_zeros(a), b_zeros = big_trailing_zeros(b);
    Limb* const x = scratch.limbs(a.size + 1);
    Limb* const y = scratch.limbs(b.size + 1);
    Limb* const common = scratch.limbs(std::min(a.size, b.size) + 1);
    if (!x || !y || !common) return BigStatus::NoMemory;
    // GMP wants both odd here, the longer first.
    Big u{x, copy_odd_part(a, a_zeros, x), false};
    Big v{y, copy_odd_part(b, b_zeros, y), false};
    if (big_bit_length(u) < big_bit_length(v)) std::swap(u, v);
    const mp_size_t size = mpn_gcd(common, const_cast<Limb*>(u.limbs), limb_count(u.size),
                                   const_cast<Limb*>(v.limbs), limb_count(v.size));
    const Big odd{common, static_cast<std::size_t>(size), false};
    // The shift's own top limb may lie behind the room, so it goes through memory that has it.
    Limb* const shifted = scratch.limbs(odd.size + std::min(a_zeros, b_zeros) / kLimbBits + 1);
    if (!shifted) return BigStatus::NoMemory;
    result = big_shift_left(odd, std::min(a_zeros, b_zeros), shifted);
    std::copy_n(shifted, result.size, out);
    return BigStatus::Ok;
}

BigResult big_isqrt(const Big& a, Limb* out) {
    ISLET_DCHECK(!a.negative, "root of a negative number");
    if (a.is_zero()) return {};
    mpn_sqrtrem(out, nullptr, a.limbs, limb_count(a.size));
    return finish(out, (a.size + 1) / 2);
}

} // namespace islet
