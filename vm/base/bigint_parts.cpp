// SPDX-License-Identifier: MIT
// Products by Karatsuba's method down to pieces for GMP, quotients by the recursive division of Burnikel and
// Ziegler ("Fast Recursive Division", 1998), both with a poll per piece.
#include "vm/base/bigint_parts.h"

#include <algorithm>
#include <bit>

namespace islet {

namespace {

// Pieces that GMP gets whole: some 5 ms each. Smaller ones would cost more than GMP's faster methods win.
constexpr std::size_t kMulPiece = std::size_t{1} << 15;
constexpr std::size_t kDivPiece = std::size_t{1} << 14;

void multiply_whole(Limb* out, const Limb* a, std::size_t an, const Limb* b, std::size_t bn) {
    if (a == b && an == bn) {
        mpn_sqr(out, a, limb_count(an));
    } else {
        mpn_mul(out, a, limb_count(an), b, limb_count(bn));
    }
}

// out = |x - y| over xn limbs, xn >= yn. True when x < y.
bool absolute_difference(Limb* out, const Limb* x, std::size_t xn, const Limb* y, std::size_t yn) {
    if (mpn_sub(out, x, limb_count(xn), y, limb_count(yn)) == 0) return false;
    mpn_neg(out, out, limb_count(xn));
    return true;
}

// A product of two operands of which both are longer than half of the longer: three half-size products.
BigStatus multiply_karatsuba(Limb* out, const Limb* a, std::size_t an, const Limb* b, std::size_t bn,
                             Limb* space, Scratch& scratch) {
    const std::size_t half = (an + 1) / 2;
    const std::size_t a_high = an - half, b_high = bn - half;
    Limb* const a_difference = space;
    Limb* const b_difference = space + half;
    Limb* const middle = space + 2 * half;
    Limb* const sum = space + 4 * half;
    Limb* const rest = space + 6 * half + 1;
    const bool square = a == b && an == bn;

    const bool a_below = absolute_difference(a_difference, a, half, a + half, a_high);
    const bool b_below = square ? a_below : absolute_difference(b_difference, b, half, b + half, b_high);
    const Limb* const other = square ? a_difference : b_difference;
    BigStatus status = multiply_limbs(middle, a_difference, half, other, half, rest, scratch);
    if (status == BigStatus::Ok) status = multiply_limbs(out, a, half, b, half, rest, scratch);
    if (status == BigStatus::Ok) {
        status = multiply_limbs(out + 2 * half, a + half, a_high, b + half, b_high, rest, scratch);
    }
    if (status != BigStatus::Ok) return status;

    // a0*b1 + a1*b0 = a0*b0 + a1*b1 - (a0-a1)(b0-b1)
    sum[2 * half] = mpn_add(sum, out, limb_count(2 * half), out + 2 * half, limb_count(a_high + b_high));
    if (a_below == b_below) {
        sum[2 * half] -= mpn_sub_n(sum, sum, middle, limb_count(2 * half));
    } else {
        sum[2 * half] += mpn_add_n(sum, sum, middle, limb_count(2 * half));
    }
    const std::size_t room = an + bn - half;
    const std::size_t size = std::min(normalized_limbs(sum, 2 * half + 1), room);
    if (size) mpn_add(out + half, out + half, limb_count(room), sum, limb_count(size));
    return BigStatus::Ok;
}

// Cuts the longer operand into slices as long as fits the shorter one.
BigStatus multiply_slices(Limb* out, const Limb* a, std::size_t an, const Limb* b, std::size_t bn,
                          Limb* space, Scratch& scratch) {
    const std::size_t slice = std::max(bn, kMulPiece);
    Limb* const product = space;
    Limb* const rest = space + slice + bn;
    for (std::size_t from = 0; from < an; from += slice) {
        const std::size_t size = std::min(slice, an - from);
        const BigStatus status = multiply_limbs(product, a + from, size, b, bn, rest, scratch);
        if (status != BigStatus::Ok) return status;
        if (from == 0) {
            std::copy_n(product, size + bn, out);
            continue;
        }
        // The bn limbs above what is already written are the top of the slice before.
        const Limb carry = mpn_add_n(out + from, product, out + from, limb_count(bn));
        std::copy_n(product + bn, size, out + from + bn);
        if (carry) mpn_add_1(out + from + bn, out + from + bn, limb_count(size), 1);
    }
    return BigStatus::Ok;
}

// Recursive division. The divisor b has n limbs and its highest bit set.
class RecursiveDivision {
public:
    RecursiveDivision(Limb* product, Limb* space, Limb* small_quotient, Scratch& scratch)
        : product_(product), space_(space), small_quotient_(small_quotient), scratch_(scratch) {}

    // a[0..2n) / b, the upper half of a below b: quotient q[0..n), remainder in a[0..n).
    BigStatus divide_2_by_1(Limb* q, Limb* a, const Limb* b, std::size_t n) {
        if (n <= kDivPiece) {
            if (scratch_.stop()) return BigStatus::Interrupted;
            mpn_tdiv_qr(small_quotient_, a, 0, a, limb_count(2 * n), b, limb_count(n));
            std::copy_n(small_quotient_, n, q);
            return BigStatus::Ok;
        }
        const std::size_t half = n / 2;
        const BigStatus status = divide_3_by_2(q + half, a + half, b, half);
        return status == BigStatus::Ok ? divide_3_by_2(q, a, b, half) : status;
    }

private:
    // a[0..3h) / b[0..2h), the upper two thirds of a below b: quotient q[0..h), remainder in a[0..2h).
    BigStatus divide_3_by_2(Limb* q, Limb* a, const Limb* b, std::size_t h) {
        const auto size = limb_count(h);
        Limb above = 0; // the limb over a[0..2h)
        if (mpn_cmp(a + 2 * h, b + h, size) < 0) {
            const BigStatus status = divide_2_by_1(q, a + h, b + h, h);
            if (status != BigStatus::Ok) return status;
        } else {
            // The estimate is B^h - 1; what remains of the upper part is its middle third plus b's upper
            // half.
            std::fill_n(q, h, ~Limb{0});
            above = mpn_add_n(a + h, a + h, b + h, size);
        }
        const BigStatus status = multiply_limbs(product_, q, h, b, h, space_, scratch_);
        if (status != BigStatus::Ok) return status;
        above -= mpn_sub_n(a, a, product_, 2 * size);
        // At most twice too high.
        while (above != 0) {
            mpn_sub_1(q, q, size, 1);
            above += mpn_add_n(a, a, b, 2 * size);
        }
        return BigStatus::Ok;
    }

    Limb* product_;
    Limb* space_;
    Limb* small_quotient_;
    Scratch& scratch_;
};

// Writes `size` limbs shifted up by `bits` (below 64) into `out`, and returns what came out on top.
Limb copy_shifted(Limb* out, const Limb* from, std::size_t size, unsigned bits) {
    if (bits) return mpn_lshift(out, from, limb_count(size), bits);
    std::copy_n(from, size, out);
    return 0;
}

// How the operands of a recursive division are padded: the divisor to a size that halves evenly down to the
// piece, the dividend to whole blocks of that size.
struct DivisionPlan {
    std::size_t n, blocks;
};

DivisionPlan plan_division(std::size_t an, std::size_t bn) {
    std::size_t piece = bn;
    int halvings = 0;
    for (; piece > kDivPiece; piece = (piece + 1) / 2) ++halvings;
    const std::size_t n = piece << halvings;
    return {n, (an + (n - bn) + 1 + n - 1) / n};
}

bool is_small_division(std::size_t an, std::size_t bn) {
    // With a short divisor the time is linear in the dividend.
    return (bn <= kDivPiece && an <= 4 * kDivPiece) || bn < 64;
}

BigStatus divide_recursively(Limb* quotient, Limb* remainder, const Limb* a, std::size_t an, const Limb* b,
                             std::size_t bn, Limb* space, Scratch& scratch) {
    const auto [n, blocks] = plan_division(an, bn);
    const std::size_t pad = n - bn;
    const auto bits = static_cast<unsigned>(std::countl_zero(b[bn - 1]));
    Limb* const divisor = space;
    Limb* const dividend = divisor + n;
    Limb* const whole_quotient = dividend + (blocks + 1) * n;
    Limb* const product = whole_quotient + blocks * n;
    Limb* const small_quotient = product + n + 2;
    Limb* const rest = small_quotient + kDivPiece + 2;

    std::fill_n(divisor, pad, Limb{0});
    copy_shifted(divisor + pad, b, bn, bits);
    std::fill_n(dividend, (blocks + 1) * n, Limb{0});
    dividend[pad + an] = copy_shifted(dividend + pad, a, an, bits);

    RecursiveDivision division(product, rest, small_quotient, scratch);
    for (std::size_t i = blocks; i-- > 0;) {
        const BigStatus status = division.divide_2_by_1(whole_quotient + i * n, dividend + i * n, divisor, n);
        if (status != BigStatus::Ok) return status;
    }
    std::copy_n(whole_quotient, an - bn + 1, quotient);
    if (bits) {
        mpn_rshift(remainder, dividend + pad, limb_count(bn), bits);
    } else {
        std::copy_n(dividend + pad, bn, remainder);
    }
    return BigStatus::Ok;
}

} // namespace

std::size_t multiply_space(std::size_t size) {
    if (size <= kMulPiece) return 0;
    // Karatsuba takes 6 half + 1 at each level, slices at most 2 size at the outermost.
    return 9 * size + 1024;
}

BigStatus multiply_limbs(Limb* out, const Limb* a, std::size_t an, const Limb* b, std::size_t bn, Limb* space,
                         Scratch& scratch) {
    if (an < bn) return multiply_limbs(out, b, bn, a, an, space, scratch);
    if (an <= kMulPiece) {
        if (an + bn > kMulPiece / 4 && scratch.stop()) return BigStatus::Interrupted;
        multiply_whole(out, a, an, b, bn);
        return BigStatus::Ok;
    }
    if (2 * bn <= an + 1) return multiply_slices(out, a, an, b, bn, space, scratch);
    return multiply_karatsuba(out, a, an, b, bn, space, scratch);
}

std::size_t divide_space(std::size_t an, std::size_t bn) {
    if (is_small_division(an, bn)) return 0;
    const auto [n, blocks] = plan_division(an, bn);
    return (2 * blocks + 3) * n + kDivPiece + 4 + multiply_space(n / 2 + 1);
}

BigStatus divide_limbs(Limb* quotient, Limb* remainder, const Limb* a, std::size_t an, const Limb* b,
                       std::size_t bn, Limb* space, Scratch& scratch) {
    if (!is_small_division(an, bn)) {
        return divide_recursively(quotient, remainder, a, an, b, bn, space, scratch);
    }
    if (an > kDivPiece && scratch.stop()) return BigStatus::Interrupted;
    mpn_tdiv_qr(quotient, remainder, 0, a, limb_count(an), b, limb_count(bn));
    return BigStatus::Ok;
}

} // namespace islet
