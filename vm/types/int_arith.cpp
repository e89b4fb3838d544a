// SPDX-License-Identifier: MIT
//
// int: arithmetic. Operands that are immediates are added and multiplied as machine integers; others as
// limbs.
//
// Owns: nothing. Invariants: a function whose work may poll (_py) holds its operands meanwhile.
// Threads: the interpreter's lock.
#include "vm/types/number_parts.h"
#include "vm/types/tuple.h"

#include <algorithm>

namespace islet {

namespace {

// Operands of up to two limbs are added, multiplied and divided as machine integers of 128 bits.
using Wide = __int128;
using WideUnsigned = unsigned __int128;

bool as_wide(Value v, Wide& out) {
    std::int64_t small = 0;
    if (as_small(v, small)) {
        out = small;
        return true;
    }
    const Int& i = as<Int>(v);
    if (i.limb_count > 2 || (i.limb_count == 2 && i.limbs()[1] >> 63 != 0)) return false;
    Wide magnitude = i.limb_count == 0 ? 0 : i.limbs()[0];
    if (i.limb_count == 2) magnitude |= static_cast<Wide>(i.limbs()[1]) << kLimbBits;
    out = i.negative ? -magnitude : magnitude;
    return true;
}

WideUnsigned magnitude_of(Wide v) {
    return v < 0 ? 0 - static_cast<WideUnsigned>(v) : static_cast<WideUnsigned>(v);
}

Ref make_magnitude(Thread& t, bool negative, WideUnsigned magnitude) {
    const Limb limbs[2] = {static_cast<Limb>(magnitude), static_cast<Limb>(magnitude >> kLimbBits)};
    if (limbs[1] == 0) {
        if (limbs[0] <= static_cast<Limb>(Value::kIntMax)) {
            const auto small = static_cast<std::int64_t>(limbs[0]);
            return Ref::plain(Value::small_int(negative ? -small : small));
        }
        return make_int_limbs(t, negative, {limbs, 1});
    }
    Int* const object = allocate_int(t, 2);
    if (!object) return t.raise_memory_error();
    object->negative = negative;
    object->limbs()[0] = limbs[0];
    object->limbs()[1] = limbs[1];
    return Ref::adopt(object);
}
Ref make_wide(Thread& t, Wide v) {
    return make_magnitude(t, v < 0, magnitude_of(v));
}

// Floor division; b is not zero and its magnitude one limb, which is what the processor divides by quickly.
struct WideDivision {
    WideUnsigned quotient, remainder;
    bool quotient_negative, remainder_negative;
};
bool divide_wide(Value left, Value right, WideDivision& out) {
    Wide a = 0, b = 0;
    if (!as_wide(left, a) || !as_wide(right, b)) return false;
    const WideUnsigned divisor = magnitude_of(b), dividend = magnitude_of(a);
    if (divisor >> kLimbBits != 0) return false;
    out = {dividend / divisor, dividend % divisor, (a < 0) != (b < 0), b < 0};
    if (out.remainder != 0 && out.quotient_negative) {
        ++out.quotient;
        out.remainder = divisor - out.remainder;
    }
    return true;
}

// The least count of bits that CPython's integers cannot have; it answers OverflowError from there on.
constexpr std::uint64_t kTooManyBits = 9223372036854775800U;
// Powers end earlier than kMaxIntLimbs: at 2^30 bits one takes seconds already.
constexpr std::size_t kMaxPowerLimbs = std::size_t{1} << 24;

template <class Compute>
Ref compute(Thread& t, std::size_t room, Compute&& write) {
    NewInt result(t);
    if (!result.reserve(room)) return t.raised();
    return result.finish(write(result.limbs()));
}

// Keeps both operands while a poll may run Python.
struct Held {
    Held(Value a, Value b) : first(Ref::share(a)), second(Ref::share(b)) {}
    Ref first, second;
};

Raised raise_division_by_zero(Thread& t) {
    return t.raise(Exc::ZeroDivisionError, "division by zero");
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    const std::int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}
std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
    const std::int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

} // namespace

Ref int_add(Thread& t, Value a, Value b) {
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) return make_int(t, x + y);
    Wide v = 0, w = 0, result = 0;
    if (as_wide(a, v) && as_wide(b, w) && !__builtin_add_overflow(v, w, &result)) return make_wide(t, result);
    const IntOperand left(a), right(b);
    return compute(t, big_sum_limbs(left.big, right.big),
                   [&](Limb* out) { return big_add(left.big, right.big, out); });
}

Ref int_sub(Thread& t, Value a, Value b) {
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) return make_int(t, x - y);
    Wide v = 0, w = 0, result = 0;
    if (as_wide(a, v) && as_wide(b, w) && !__builtin_sub_overflow(v, w, &result)) return make_wide(t, result);
    const IntOperand left(a), right(b);
    return compute(t, big_sum_limbs(left.big, right.big),
                   [&](Limb* out) { return big_sub(left.big, right.big, out); });
}

Ref int_mul_py(Thread& t, Value a, Value b) {
    std::int64_t x = 0, y = 0, product = 0;
    if (as_small(a, x) && as_small(b, y) && !__builtin_mul_overflow(x, y, &product))
        return make_int(t, product);
    Wide v = 0, w = 0;
    if (as_wide(a, v) && as_wide(b, w)) {
        const WideUnsigned m = magnitude_of(v), n = magnitude_of(w);
        if ((m | n) >> kLimbBits == 0) return make_magnitude(t, (v < 0) != (w < 0), m * n);
    }
    const Held held(a, b);
    const IntOperand left(a), right(b);
    const std::size_t room = big_product_limbs(left.big, right.big);
    NewInt result(t);
    if (!check_big_stack(t, room) || !result.reserve(room)) return t.raised();
    ThreadScratch memory(t);
    Scratch scratch = memory.scratch();
    BigResult made;
    const BigStatus status = big_mul(left.big, right.big, result.limbs(), made, scratch);
    if (status != BigStatus::Ok) return raise_big(t, status);
    return result.finish(made);
}

namespace {

// Quotient and remainder of operands that are not both small; the divisor is not zero.
class Division {
public:
    explicit Division(Thread& t) : t_(t), quotient_(t), remainder_(t) {}

    Status run(Value a, Value b) {
        const IntOperand left(a), right(b);
        if (!check_big_stack(t_, left.big.size) ||
            !quotient_.reserve(big_quotient_limbs(left.big, right.big)) ||
            !remainder_.reserve(right.big.size)) {
            return t_.raised();
        }
        ThreadScratch memory(t_);
        Scratch scratch = memory.scratch();
        const BigStatus status =
            big_divmod(left.big, right.big, quotient_.limbs(), remainder_.limbs(), made_, scratch);
        if (status != BigStatus::Ok) return raise_big(t_, status);
        return Status::ok();
    }
    Ref quotient() { return quotient_.finish(made_.quotient); }
    Ref remainder() { return remainder_.finish(made_.remainder); }

private:
    Thread& t_;
    NewInt quotient_, remainder_;
    BigDivision made_;
};

} // namespace

Ref int_floordiv_py(Thread& t, Value a, Value b) {
    if (int_sign(b) == 0) return raise_division_by_zero(t);
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) return make_int(t, floor_div(x, y));
    WideDivision wide;
    if (divide_wide(a, b, wide)) return make_magnitude(t, wide.quotient_negative, wide.quotient);
    const Held held(a, b);
    Division division(t);
    if (!division.run(a, b)) return t.raised();
    return division.quotient();
}

Ref int_mod_py(Thread& t, Value a, Value b) {
    if (int_sign(b) == 0) return raise_division_by_zero(t);
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) return make_int(t, floor_mod(x, y));
    WideDivision wide;
    if (divide_wide(a, b, wide)) return make_magnitude(t, wide.remainder_negative, wide.remainder);
    const Held held(a, b);
    Division division(t);
    if (!division.run(a, b)) return t.raised();
    return division.remainder();
}

Ref int_divmod_py(Thread& t, Value a, Value b) {
    if (int_sign(b) == 0) return raise_division_by_zero(t);
    Ref quotient = Ref::nothing(), remainder = Ref::nothing();
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) {
        quotient = make_int(t, floor_div(x, y));
        remainder = make_int(t, floor_mod(x, y));
    } else if (WideDivision wide; divide_wide(a, b, wide)) {
        quotient = make_magnitude(t, wide.quotient_negative, wide.quotient);
        if (quotient) remainder = make_magnitude(t, wide.remainder_negative, wide.remainder);
    } else {
        const Held held(a, b);
        Division division(t);
        if (!division.run(a, b)) return t.raised();
        quotient = division.quotient();
        if (quotient) remainder = division.remainder();
    }
    if (!quotient || !remainder) return t.raised();
    return make_tuple(t, {quotient.get(), remainder.get()});
}

Ref int_truediv(Thread& t, Value a, Value b) {
    if (int_sign(b) == 0) return raise_division_by_zero(t);
    std::int64_t x = 0, y = 0;
    // Both are exact as doubles, so one rounding is all there is.
    if (as_small(a, x) && as_small(b, y)) return make_float(static_cast<double>(x) / static_cast<double>(y));
    const Held held(a, b);
    const IntOperand left(a), right(b);
    if (!check_big_stack(t, std::max(left.big.size, right.big.size))) return t.raised();
    ThreadScratch memory(t);
    Scratch scratch = memory.scratch();
    double quotient = 0;
    bool overflow = false;
    const BigStatus status = big_true_divide(left.big, right.big, quotient, overflow, scratch);
    if (status != BigStatus::Ok) return raise_big(t, status);
    if (overflow) return t.raise(Exc::OverflowError, "integer division result too large for a float");
    return make_float(quotient);
}

// --- Powers

namespace {

// base ** exponent as long as it fits a machine integer.
bool small_power(std::int64_t base, std::int64_t exponent, std::int64_t& out) {
    out = 1;
    while (exponent > 0) {
        if ((exponent & 1) != 0 && __builtin_mul_overflow(out, base, &out)) return false;
        exponent >>= 1;
        if (exponent != 0 && __builtin_mul_overflow(base, base, &base)) return false;
    }
    return true;
}

Ref plain_power_py(Thread& t, Value a, Value b) {
    if (int_sign(b) < 0) {
        const Result<double> base = int_to_double(t, a);
        if (!base) return t.raised();
        const Result<double> exponent = int_to_double(t, b);
        if (!exponent) return t.raised();
        return float_power(t, *base, *exponent);
    }
    std::int64_t base = 0, exponent = 0, power = 0;
    const bool small_base = as_small(a, base);
    const IntOperand right(b);
    if (small_base && base >= -1 && base <= 1) {
        const bool odd = right.big.is_odd();
        return make_int(t, base == -1 ? (odd ? -1 : 1) : base == 1 || right.big.is_zero() ? 1 : 0);
    }
    if (!int_fits(b, &exponent)) return t.raise_memory_error();
    if (small_base && small_power(base, exponent, power)) return make_int(t, power);
    const Held held(a, b);
    const IntOperand left(a);
    const std::size_t room = big_power_limbs(left.big, static_cast<std::uint64_t>(exponent));
    if (room > kMaxPowerLimbs) return t.raise_memory_error();
    NewInt result(t);
    if (!check_big_stack(t, room) || !result.reserve(room)) return t.raised();
    ThreadScratch memory(t);
    Scratch scratch = memory.scratch();
    BigResult made;
    const BigStatus status =
        big_pow(left.big, static_cast<std::uint64_t>(exponent), result.limbs(), made, scratch);
    if (status != BigStatus::Ok) return raise_big(t, status);
    return result.finish(made);
}

Ref inverse_py(Thread& t, Value a, Value modulus) {
    const IntOperand base(a), bound(modulus);
    NewInt result(t);
    if (!check_big_stack(t, bound.big.size) || !result.reserve(bound.big.size)) return t.raised();
    ThreadScratch memory(t);
    Scratch scratch = memory.scratch();
    BigResult made;
    bool exists = false;
    const BigStatus status = big_inverse(base.big, bound.big, result.limbs(), made, exists, scratch);
    if (status != BigStatus::Ok) return raise_big(t, status);
    if (!exists) return t.raise(Exc::ValueError, "base is not invertible for the given modulus");
    return result.finish(made);
}

Ref modular_power_py(Thread& t, Value a, Value b, Value modulus) {
    if (int_sign(modulus) == 0) return t.raise(Exc::ValueError, "pow() 3rd argument cannot be 0");
    const Held held(a, b);
    const Ref held_modulus = Ref::share(modulus);
    const IntOperand bound(modulus);
    if (bound.big.size == 1 && bound.big.limbs[0] == 1) return Ref::plain(Value::small_int(0));
    Ref inverse = Ref::nothing(), positive = Ref::nothing();
    if (int_sign(b) < 0) {
        inverse = inverse_py(t, a, modulus);
        if (!inverse) return t.raised();
        positive = int_neg(t, b);
        if (!positive) return t.raised();
    }
    const IntOperand base(inverse ? inverse.get() : a), exponent(positive ? positive.get() : b);
    NewInt result(t);
    if (!check_big_stack(t, bound.big.size) || !result.reserve(bound.big.size)) return t.raised();
    ThreadScratch memory(t);
    Scratch scratch = memory.scratch();
    BigResult made;
    const BigStatus status = big_pow_mod(base.big, exponent.big, bound.big, result.limbs(), made, scratch);
    if (status != BigStatus::Ok) return raise_big(t, status);
    return result.finish(made);
}

} // namespace

Ref int_pow_py(Thread& t, Value a, Value b, Value modulus) {
    return modulus.is_empty() ? plain_power_py(t, a, b) : modular_power_py(t, a, b, modulus);
}

// --- Bits

Ref int_lshift_py(Thread& t, Value a, Value b) {
    if (int_sign(b) < 0) return t.raise(Exc::ValueError, "negative shift count");
    if (int_sign(a) == 0) return Ref::plain(Value::small_int(0));
    std::int64_t x = 0, count = 0;
    const bool fits = int_fits(b, &count);
    const auto bits = static_cast<std::uint64_t>(count);
    if (!fits || bits >= kTooManyBits) return t.raise(Exc::OverflowError, "too many digits in integer");
    if (bits < 16 && as_small(a, x)) return make_int(t, x * (std::int64_t{1} << bits));
    const IntOperand left(a);
    const std::size_t room = big_shift_left_limbs(left.big, bits);
    if (room > kMaxIntLimbs) return t.raise_memory_error();
    return compute(t, room, [&](Limb* out) { return big_shift_left(left.big, bits, out); });
}

Ref int_rshift(Thread& t, Value a, Value b) {
    if (int_sign(b) < 0) return t.raise(Exc::ValueError, "negative shift count");
    std::int64_t x = 0, count = 0;
    if (!int_fits(b, &count)) return Ref::plain(Value::small_int(int_sign(a) < 0 ? -1 : 0));
    Wide wide = 0;
    if (as_small(a, x)) return Ref::plain(Value::small_int(x >> std::min<std::int64_t>(count, 63)));
    if (as_wide(a, wide)) return make_wide(t, wide >> std::min<std::int64_t>(count, 127));
    const IntOperand left(a);
    const auto bits = static_cast<std::uint64_t>(count);
    const std::uint64_t dropped = bits / kLimbBits;
    if (left.big.negative || dropped >= left.big.size) {
        return compute(t, left.big.size + 1, [&](Limb* out) { return big_shift_right(left.big, bits, out); });
    }
    // Whole limbs at the bottom need no room.
    const Big rest{left.big.limbs + dropped, left.big.size - dropped, false};
    return compute(t, rest.size + 1, [&](Limb* out) { return big_shift_right(rest, bits % kLimbBits, out); });
}

Ref int_and(Thread& t, Value a, Value b) {
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) return Ref::plain(Value::small_int(x & y));
    Wide v = 0, w = 0;
    if (as_wide(a, v) && as_wide(b, w)) return make_wide(t, v & w);
    IntOperand left(a), right(b);
    if (!left.big.negative && !right.big.negative) {
        // A mask: nothing beyond the shorter of the two survives.
        const std::size_t size = std::min(left.big.size, right.big.size);
        left.big.size = normalized_limbs(left.big.limbs, size);
        right.big.size = normalized_limbs(right.big.limbs, size);
    }
    return compute(t, big_sum_limbs(left.big, right.big),
                   [&](Limb* out) { return big_and(left.big, right.big, out); });
}

Ref int_or(Thread& t, Value a, Value b) {
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) return Ref::plain(Value::small_int(x | y));
    Wide v = 0, w = 0;
    if (as_wide(a, v) && as_wide(b, w)) return make_wide(t, v | w);
    const IntOperand left(a), right(b);
    return compute(t, big_sum_limbs(left.big, right.big),
                   [&](Limb* out) { return big_or(left.big, right.big, out); });
}

Ref int_xor(Thread& t, Value a, Value b) {
    std::int64_t x = 0, y = 0;
    if (as_small(a, x) && as_small(b, y)) return Ref::plain(Value::small_int(x ^ y));
    Wide v = 0, w = 0;
    if (as_wide(a, v) && as_wide(b, w)) return make_wide(t, v ^ w);
    const IntOperand left(a), right(b);
    return compute(t, big_sum_limbs(left.big, right.big),
                   [&](Limb* out) { return big_xor(left.big, right.big, out); });
}

Ref int_invert(Thread& t, Value a) {
    std::int64_t x = 0;
    if (as_small(a, x)) return Ref::plain(Value::small_int(~x));
    const IntOperand operand(a);
    return compute(t, operand.big.size + 1, [&](Limb* out) { return big_not(operand.big, out); });
}

Ref int_neg(Thread& t, Value a) {
    std::int64_t x = 0;
    if (as_small(a, x)) return make_int(t, -x);
    const Int& i = as<Int>(a);
    return make_int_limbs(t, !i.negative && i.limb_count != 0, {i.limbs(), i.limb_count});
}

Ref int_abs(Thread& t, Value a) {
    return int_sign(a) < 0 ? int_neg(t, a) : int_exact(t, a);
}

Ref int_binary_py(Thread& t, BinaryOp op, Value a, Value b) {
    switch (op) {
    case BinaryOp::Add: return int_add(t, a, b);
    case BinaryOp::Sub: return int_sub(t, a, b);
    case BinaryOp::Mul: return int_mul_py(t, a, b);
    case BinaryOp::TrueDiv: return int_truediv(t, a, b);
    case BinaryOp::FloorDiv: return int_floordiv_py(t, a, b);
    case BinaryOp::Mod: return int_mod_py(t, a, b);
    case BinaryOp::Pow: return int_pow_py(t, a, b, Value());
    case BinaryOp::LShift: return int_lshift_py(t, a, b);
    case BinaryOp::RShift: return int_rshift(t, a, b);
    case BinaryOp::And: return int_and(t, a, b);
    case BinaryOp::Or: return int_or(t, a, b);
    case BinaryOp::Xor: return int_xor(t, a, b);
    case BinaryOp::MatMul: break;
    }
    return Ref::not_implemented();
}

} // namespace islet
