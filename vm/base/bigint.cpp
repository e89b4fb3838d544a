// SPDX-License-Identifier: MIT
// Sums, products, bits, division, bytes and floats of big integers; powers lie in
// bigint_power.cpp, text in bigint_text.cpp.
#include "vm/base/bigint.h"

#include "vm/base/bigint_parts.h"
#include "vm/base/float_text.h"

#include <gmp.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace islet {

static_assert(sizeof(mp_limb_t) == sizeof(Limb) && GMP_NUMB_BITS == kLimbBits, "GMP with 64-bit limbs");

MallocScratch::~MallocScratch() {
    while (blocks_) {
        Block* const next = blocks_->next;
        std::free(blocks_);
        blocks_ = next;
    }
}

void* MallocScratch::take(void* self, std::size_t bytes) {
    auto* const owner = static_cast<MallocScratch*>(self);
    auto* const block = static_cast<Block*>(std::malloc(sizeof(Block) + bytes));
    if (!block) return nullptr;
    block->next = owner->blocks_;
    owner->blocks_ = block;
    return block->bytes;
}

namespace {

BigResult finish(const Limb* out, std::size_t size, bool negative) {
    size = normalized_limbs(out, size);
    return {size, size != 0 && negative};
}

BigResult copy(const Big& a, Limb* out) {
    std::copy_n(a.limbs, a.size, out);
    return {a.size, a.negative};
}

// |a| + |b| with a sign.
BigResult add_magnitudes(const Big& a, const Big& b, bool negative, Limb* out) {
    const Big& longer = a.size >= b.size ? a : b;
    const Big& shorter = a.size >= b.size ? b : a;
    if (longer.size == 0) return {};
    Limb carry = 0;
    if (shorter.size == 0) {
        std::copy_n(longer.limbs, longer.size, out);
    } else {
        carry = mpn_add(out, longer.limbs, limb_count(longer.size), shorter.limbs, limb_count(shorter.size));
    }
    out[longer.size] = carry;
    return finish(out, longer.size + 1, negative);
}

// |a| - |b|; `negative` is the sign for |a| > |b|.
BigResult subtract_magnitudes(const Big& a, const Big& b, bool negative, Limb* out) {
    const int order = big_compare_magnitude(a, b);
    if (order == 0) return {};
    const Big& larger = order > 0 ? a : b;
    const Big& smaller = order > 0 ? b : a;
    if (smaller.size == 0) {
        std::copy_n(larger.limbs, larger.size, out);
    } else {
        mpn_sub(out, larger.limbs, limb_count(larger.size), smaller.limbs, limb_count(smaller.size));
    }
    return finish(out, larger.size, negative != (order < 0));
}

// Reads a number's limbs in two's complement, without end.
class TwosComplement {
public:
    explicit TwosComplement(const Big& a) : a_(a), carry_(a.negative ? 1 : 0) {}
    Limb next() {
        const Limb limb = at_ < a_.size ? a_.limbs[at_] : 0;
        ++at_;
        if (!a_.negative) return limb;
        const Limb flipped = ~limb + carry_;
        carry_ &= static_cast<Limb>(flipped == 0);
        return flipped;
    }

private:
    Big a_;
    std::size_t at_ = 0;
    Limb carry_;
};

template <class Op>
BigResult combine_bits(const Big& a, const Big& b, Limb* out, Op op) {
    const std::size_t size = std::max(a.size, b.size) + 1;
    TwosComplement left(a), right(b);
    for (std::size_t i = 0; i < size; ++i) out[i] = op(left.next(), right.next());
    const bool negative = out[size - 1] >> (kLimbBits - 1);
    if (negative) mpn_neg(out, out, limb_count(size));
    return finish(out, size, negative);
}

// The highest 64 bits of |a| (its top bit is their top bit) and whether anything below them is set.
Limb top_bits(const Big& a, bool& sticky) {
    const Limb high = a.limbs[a.size - 1];
    const int shift = std::countl_zero(high);
    Limb top = high << shift;
    std::size_t rest = a.size - 1;
    sticky = false;
    if (rest > 0 && shift > 0) {
        --rest;
        top |= a.limbs[rest] >> (kLimbBits - shift);
        sticky = (a.limbs[rest] << shift) != 0;
    }
    for (; rest > 0 && !sticky; --rest) sticky = a.limbs[rest - 1] != 0;
    return top;
}

// Quotient and remainder of magnitudes, a.size >= b.size.
BigStatus divide_magnitudes(const Big& a, const Big& b, Limb* quotient, Limb* remainder, Scratch& scratch) {
    if (b.size == 1) {
        remainder[0] = mpn_divrem_1(quotient, 0, a.limbs, limb_count(a.size), b.limbs[0]);
        quotient[a.size] = 0;
        return BigStatus::Ok;
    }
    const std::size_t space_size = divide_space(a.size, b.size);
    Limb* const space = space_size ? scratch.limbs(space_size) : nullptr;
    if (space_size && !space) return BigStatus::NoMemory;
    quotient[a.size - b.size + 1] = 0;
    return divide_limbs(quotient, remainder, a.limbs, a.size, b.limbs, b.size, space, scratch);
}

} // namespace

bool big_to_int64(const Big& a, std::int64_t& out) {
    out = 0;
    if (a.size == 0) return true;
    const Limb limit = Limb{1} << 63;
    if (a.size > 1 || a.limbs[0] > limit || (a.limbs[0] == limit && !a.negative)) return false;
    out = static_cast<std::int64_t>(a.negative ? 0 - a.limbs[0] : a.limbs[0]);
    return true;
}

int big_compare_magnitude(const Big& a, const Big& b) {
    if (a.size != b.size) return a.size < b.size ? -1 : 1;
    const int order = a.size ? mpn_cmp(a.limbs, b.limbs, limb_count(a.size)) : 0;
    return order < 0 ? -1 : order > 0;
}

int big_compare(const Big& a, const Big& b) {
    if (a.negative != b.negative) return a.negative ? -1 : 1;
    const int order = big_compare_magnitude(a, b);
    return a.negative ? -order : order;
}

std::size_t big_bit_length(const Big& a) {
    return a.size ? a.size * kLimbBits - static_cast<std::size_t>(std::countl_zero(a.limbs[a.size - 1])) : 0;
}

std::size_t big_bit_count(const Big& a) {
    return a.size ? mpn_popcount(a.limbs, limb_count(a.size)) : 0;
}

std::size_t big_trailing_zeros(const Big& a) {
    ISLET_DCHECK(!a.is_zero(), "zero has no lowest bit");
    std::size_t i = 0;
    while (a.limbs[i] == 0) ++i;
    return i * kLimbBits + static_cast<std::size_t>(std::countr_zero(a.limbs[i]));
}

BigResult big_add(const Big& a, const Big& b, Limb* out) {
    if (a.negative == b.negative) return add_magnitudes(a, b, a.negative, out);
    return subtract_magnitudes(a, b, a.negative, out);
}

BigResult big_sub(const Big& a, const Big& b, Limb* out) {
    return big_add(a, b.negated(), out);
}

BigStatus big_mul(const Big& a, const Big& b, Limb* out, BigResult& result, Scratch& scratch) {
    result = {};
    if (a.is_zero() || b.is_zero()) return BigStatus::Ok;
    const std::size_t space_size = multiply_space(std::max(a.size, b.size));
    Limb* const space = space_size ? scratch.limbs(space_size) : nullptr;
    if (space_size && !space) return BigStatus::NoMemory;
    const BigStatus status = multiply_limbs(out, a.limbs, a.size, b.limbs, b.size, space, scratch);
    if (status == BigStatus::Ok) result = finish(out, a.size + b.size, a.negative != b.negative);
    return status;
}

std::size_t big_shift_left_limbs(const Big& a, std::uint64_t bits) {
    if (a.is_zero()) return 1;
    const std::uint64_t limbs = bits / kLimbBits;
    return limbs >= kTooManyLimbs - a.size - 1 ? kTooManyLimbs : a.size + limbs + 1;
}

BigResult big_shift_left(const Big& a, std::uint64_t bits, Limb* out) {
    if (a.is_zero()) return {};
    const std::size_t limbs = bits / kLimbBits;
    const auto rest = static_cast<unsigned>(bits % kLimbBits);
    std::size_t size = a.size + limbs;
    if (rest) {
        out[size] = mpn_lshift(out + limbs, a.limbs, limb_count(a.size), rest);
        ++size;
    } else {
        std::copy_backward(a.limbs, a.limbs + a.size, out + size);
    }
    std::fill_n(out, limbs, Limb{0});
    return finish(out, size, a.negative);
}

BigResult big_shift_right(const Big& a, std::uint64_t bits, Limb* out) {
    const std::uint64_t limbs = bits / kLimbBits;
    const auto rest = static_cast<unsigned>(bits % kLimbBits);
    if (limbs >= a.size) {
        out[0] = 1;
        return a.negative ? BigResult{1, true} : BigResult{};
    }
    bool lost = false;
    if (a.negative) {
        lost = std::any_of(a.limbs, a.limbs + limbs, [](Limb limb) { return limb != 0; }) ||
               (a.limbs[limbs] & ((Limb{1} << rest) - 1)) != 0;
    }
    const std::size_t size = a.size - limbs;
    if (rest) {
        mpn_rshift(out, a.limbs + limbs, limb_count(size), rest);
    } else {
        std::copy(a.limbs + limbs, a.limbs + a.size, out);
    }
    out[size] = lost ? mpn_add_1(out, out, limb_count(size), 1) : 0;
    return finish(out, size + 1, a.negative);
}

BigResult big_and(const Big& a, const Big& b, Limb* out) {
    if (!a.negative && !b.negative) {
        const std::size_t size = std::min(a.size, b.size);
        for (std::size_t i = 0; i < size; ++i) out[i] = a.limbs[i] & b.limbs[i];
        return finish(out, size, false);
    }
    return combine_bits(a, b, out, [](Limb x, Limb y) { return x & y; });
}

BigResult big_or(const Big& a, const Big& b, Limb* out) {
    return combine_bits(a, b, out, [](Limb x, Limb y) { return x | y; });
}

BigResult big_xor(const Big& a, const Big& b, Limb* out) {
    return combine_bits(a, b, out, [](Limb x, Limb y) { return x ^ y; });
}

BigResult big_not(const Big& a, Limb* out) {
    // ~a is -a - 1.
    const Limb one = 1;
    return big_sub(a.negated(), {&one, 1, false}, out);
}

BigStatus big_divmod(const Big& a, const Big& b, Limb* quotient, Limb* remainder, BigDivision& result,
                     Scratch& scratch) {
    ISLET_DCHECK(!b.is_zero(), "division by zero");
    result = {};
    const bool signs_differ = a.negative != b.negative;
    if (a.size < b.size) {
        quotient[0] = 0;
        result.remainder = copy(a, remainder);
    } else {
        const BigStatus status = divide_magnitudes(a, b, quotient, remainder, scratch);
        if (status != BigStatus::Ok) return status;
        result.quotient = finish(quotient, a.size - b.size + 1, signs_differ);
        result.remainder = finish(remainder, b.size, a.negative);
    }
    if (!signs_differ || result.remainder.size == 0) return BigStatus::Ok;
    // The quotient was cut towards zero: take one step down.
    const Limb one = 1;
    result.quotient = big_sub(result.quotient.in(quotient), {&one, 1, false}, quotient);
    result.remainder = big_add(result.remainder.in(remainder), b, remainder);
    return BigStatus::Ok;
}

bool big_to_double(const Big& a, double& out) {
    out = 0;
    if (a.is_zero()) return true;
    bool sticky;
    const Limb top = top_bits(a, sticky);
    const auto exponent = static_cast<std::int64_t>(big_bit_length(a)) - kLimbBits;
    const bool fits = compose_double(top, sticky, exponent, out);
    if (!fits) out = std::numeric_limits<double>::infinity();
    if (a.negative) out = -out;
    return fits;
}

double big_to_fraction(const Big& a, std::int64_t& exponent) {
    exponent = 0;
    if (a.is_zero()) return 0;
    bool sticky;
    const Limb top = top_bits(a, sticky);
    double fraction = 0;
    const bool fits = compose_double(top, sticky, -kLimbBits, fraction);
    ISLET_CHECK(fits);
    exponent = static_cast<std::int64_t>(big_bit_length(a));
    if (fraction == 1.0) {
        fraction = 0.5;
        ++exponent;
    }
    return a.negative ? -fraction : fraction;
}

BigResult big_from_double(double value, Limb* out) {
    ISLET_DCHECK(std::isfinite(value), "only finite values are integers");
    if (std::fabs(value) < 1) return {};
    const FloatRatio ratio = float_ratio(std::trunc(value));
    const Limb mantissa = static_cast<Limb>(ratio.mantissa < 0 ? -ratio.mantissa : ratio.mantissa);
    return big_shift_left({&mantissa, 1, value < 0}, static_cast<std::uint64_t>(ratio.exponent), out);
}

BigStatus big_true_divide(const Big& a, const Big& b, double& out, bool& overflow, Scratch& scratch) {
    ISLET_DCHECK(!b.is_zero(), "division by zero");
    overflow = false;
    const bool negative = a.negative != b.negative;
    out = negative ? -0.0 : 0.0; // 0 / -1 is -0.0
    if (a.is_zero()) return BigStatus::Ok;
    // Scale so that the quotient has 66 or 67 bits: all that rounding needs, the rest is "sticky".
    const auto a_bits = static_cast<std::int64_t>(big_bit_length(a));
    const auto b_bits = static_cast<std::int64_t>(big_bit_length(b));
    const std::int64_t shift = b_bits - a_bits + 66;
    if (a_bits - b_bits > 1100 || a_bits - b_bits < -1200) {
        overflow = a_bits > b_bits;
        out = std::copysign(overflow ? std::numeric_limits<double>::infinity() : 0.0, negative ? -1.0 : 1.0);
        return BigStatus::Ok;
    }
    const std::uint64_t distance = static_cast<std::uint64_t>(shift < 0 ? -shift : shift);
    const Big& shifted = shift < 0 ? b : a;
    Limb* const copy_of = scratch.limbs(shifted.size + distance / kLimbBits + 1);
    if (!copy_of) return BigStatus::NoMemory;
    const Big scaled = big_shift_left(shifted.magnitude(), distance, copy_of).in(copy_of);
    const Big dividend = shift < 0 ? a.magnitude() : scaled;
    const Big divisor = shift < 0 ? scaled : b.magnitude();
    Limb* const quotient = scratch.limbs(big_quotient_limbs(dividend, divisor));
    Limb* const remainder = scratch.limbs(divisor.size);
    if (!quotient || !remainder) return BigStatus::NoMemory;
    BigDivision division;
    const BigStatus status = big_divmod(dividend, divisor, quotient, remainder, division, scratch);
    if (status != BigStatus::Ok) return status;
    const Big exact = division.quotient.in(quotient);
    bool sticky;
    const Limb top = top_bits(exact, sticky);
    sticky |= division.remainder.size != 0;
    const auto exponent = static_cast<std::int64_t>(big_bit_length(exact)) - kLimbBits - shift;
    overflow = !compose_double(top, sticky, exponent, out);
    if (overflow) out = std::numeric_limits<double>::infinity();
    if (negative) out = -out;
    return BigStatus::Ok;
}

int big_compare_double(const Big& a, double value) {
    if (std::isinf(value)) return value > 0 ? -1 : 1;
    const double whole = std::floor(value);
    // Beyond all doubles the sign and the size decide.
    if (a.size > kDoubleLimbs) return a.negative ? -1 : 1;
    Limb limbs[kDoubleLimbs];
    const int order = big_compare(a, big_from_double(whole, limbs).in(limbs));
    return order == 0 && value != whole ? -1 : order;
}

std::size_t big_from_bytes_limbs(std::size_t size) {
    return size / sizeof(Limb) + 1;
}

BigResult big_from_bytes(const unsigned char* bytes, std::size_t size, bool big_endian, bool is_signed,
                         Limb* out) {
    const std::size_t limbs = big_from_bytes_limbs(size);
    const auto byte_at = [&](std::size_t i) { return bytes[big_endian ? size - 1 - i : i]; };
    const bool negative = is_signed && size > 0 && (byte_at(size - 1) & 0x80);
    for (std::size_t limb = 0; limb < limbs; ++limb) {
        Limb value = 0;
        for (std::size_t k = 0; k < sizeof(Limb); ++k) {
            const std::size_t i = limb * sizeof(Limb) + k;
            const Limb byte = i < size ? byte_at(i) : negative ? 0xff : 0;
            value |= byte << (8 * k);
        }
        out[limb] = value;
    }
    if (negative) mpn_neg(out, out, limb_count(limbs));
    return finish(out, limbs, negative);
}

bool big_to_bytes(const Big& a, unsigned char* bytes, std::size_t size, bool big_endian, bool is_signed) {
    if (a.negative && !is_signed) return false;
    if (a.size > size / sizeof(Limb) + 1) return false;
    TwosComplement limbs(a);
    const unsigned char filler = a.negative ? 0xff : 0;
    const std::size_t total = std::max(size, a.size * sizeof(Limb));
    Limb limb = 0;
    unsigned char last = 0;
    for (std::size_t i = 0; i < total; ++i) {
        if (i % sizeof(Limb) == 0) limb = limbs.next();
        const auto byte = static_cast<unsigned char>(limb >> (8 * (i % sizeof(Limb))));
        if (i < size) {
            bytes[big_endian ? size - 1 - i : i] = byte;
            last = byte;
        } else if (byte != filler) {
            return false;
        }
    }
    // A signed number keeps its sign in the top bit.
    if (is_signed) return size == 0 ? a.is_zero() : (last >> 7 != 0) == a.negative;
    return true;
}

} // namespace islet
