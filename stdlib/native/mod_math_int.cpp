// SPDX-License-Identifier: MIT
//
// The module math: number theory. Large products are split in halves, so that both factors of each
// multiplication are of about one size.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/math_parts.h"
#include "vm/types/number_parts.h"

#include <bit>
#include <limits>
#include <numeric>

namespace islet {

namespace {

Ref small(std::int64_t value) {
    return Ref::plain(Value::small_int(value));
}

// |v|, if it is no more than one limb.
bool as_limb(Value v, Limb& out) {
    const IntOperand operand(v);
    if (operand.big.size > 1) return false;
    out = operand.big.size == 0 ? 0 : operand.big.limbs[0];
    return true;
}

Ref gcd_of_py(Thread& t, Value a, Value b) {
    Limb x = 0, y = 0;
    if (as_limb(a, x) && as_limb(b, y)) return make_int_unsigned(t, std::gcd(x, y));
    const Ref held_a = Ref::share(a), held_b = Ref::share(b);
    const IntOperand left(a), right(b);
    const std::size_t shorter = std::min(left.big.size, right.big.size);
    const std::size_t room = shorter == 0 ? std::max(left.big.size, right.big.size) : shorter;
    NewInt result(t);
    if (!check_big_stack(t, std::max(left.big.size, right.big.size)) || !result.reserve(room))
        return t.raised();
    ThreadScratch memory(t);
    Scratch scratch = memory.scratch();
    BigResult made;
    const BigStatus status = big_gcd(left.big, right.big, result.limbs(), made, scratch);
    if (status != BigStatus::Ok) return raise_big(t, status);
    return result.finish(made);
}

Ref lcm_of_py(Thread& t, Value a, Value b) {
    if (int_sign(a) == 0 || int_sign(b) == 0) return small(0);
    const Ref divisor = gcd_of_py(t, a, b);
    if (!divisor) return t.raised();
    const Ref part = int_floordiv_py(t, a, divisor.get());
    if (!part) return t.raised();
    const Ref product = int_mul_py(t, part.get(), b);
    if (!product) return t.raised();
    return int_abs(t, product.get());
}

// Folds all arguments with `combine`; a single one gives its absolute value.
Ref fold_py(Thread& t, const Args& args, std::int64_t empty, Ref (*combine)(Thread&, Value, Value)) {
    if (args.count == 0) return small(empty);
    const Ref first = index_py(t, args[0]);
    if (!first) return t.raised();
    Ref result = int_abs(t, first.get());
    for (std::uint32_t i = 1; result && i < args.count; ++i) {
        const Ref next = index_py(t, args[i]);
        if (!next) return t.raised();
        result = combine(t, result.get(), next.get());
    }
    return result;
}

// --- Products of runs

// Results of so many bits and more take for ever: out of memory at once.
constexpr double kMaxBits = 64.0 * kMaxIntLimbs;

// n * (n - 1) * ... of `count` factors that are all positive.
Ref falling_product_py(Thread& t, Value n, std::uint64_t count) {
    if (!t.checkpoint_py() || !t.check_stack("")) return t.raised();
    Limb top = 0;
    if (count <= 16 && as_limb(n, top)) {
        Ref result = small(1);
        Limb product = 1;
        for (std::uint64_t i = 0; i < count; ++i) {
            Limb next = 0;
            if (!__builtin_mul_overflow(product, top - i, &next)) {
                product = next;
                continue;
            }
            const Ref part = make_int_unsigned(t, product);
            if (!part) return t.raised();
            result = int_mul_py(t, result.get(), part.get());
            if (!result) return result;
            product = top - i;
        }
        const Ref part = make_int_unsigned(t, product);
        if (!part) return t.raised();
        return int_mul_py(t, result.get(), part.get());
    }
    if (count <= 1) return count == 0 ? small(1) : int_exact(t, n);
    const std::uint64_t half = count / 2;
    const Ref upper = falling_product_py(t, n, half);
    if (!upper) return t.raised();
    const Ref offset = make_int_unsigned(t, half);
    if (!offset) return t.raised();
    const Ref rest = int_sub(t, n, offset.get());
    if (!rest) return t.raised();
    const Ref lower = falling_product_py(t, rest.get(), count - half);
    if (!lower) return t.raised();
    return int_mul_py(t, upper.get(), lower.get());
}

// Odd part of n!: for each power of two, the product of the odd numbers of one range.
Ref odd_product_py(Thread& t, std::uint64_t from, std::uint64_t to) { // odd bounds, `to` excluded
    if (!t.checkpoint_py() || !t.check_stack("")) return t.raised();
    if (to - from <= 32) {
        Ref result = small(1);
        Limb product = 1;
        for (std::uint64_t factor = from; factor < to; factor += 2) {
            Limb next = 0;
            if (!__builtin_mul_overflow(product, factor, &next)) {
                product = next;
                continue;
            }
            const Ref part = make_int_unsigned(t, product);
            if (!part) return t.raised();
            result = int_mul_py(t, result.get(), part.get());
            if (!result) return result;
            product = factor;
        }
        const Ref part = make_int_unsigned(t, product);
        if (!part) return t.raised();
        return int_mul_py(t, result.get(), part.get());
    }
    const std::uint64_t middle = ((from + to) / 2) | 1;
    const Ref lower = odd_product_py(t, from, middle);
    if (!lower) return t.raised();
    const Ref upper = odd_product_py(t, middle, to);
    if (!upper) return t.raised();
    return int_mul_py(t, lower.get(), upper.get());
}

Ref factorial_of_py(Thread& t, std::uint64_t n) {
    if (std::lgamma(static_cast<double>(n) + 1) / std::log(2.0) > kMaxBits) return t.raise_memory_error();
    // n! = 2^(n - ones in n) times, for each i, the odd numbers up to n / 2^i.
    Ref inner = small(1), outer = small(1);
    std::uint64_t below = 3;
    for (int i = static_cast<int>(std::bit_width(n)) - 2; i >= 0; --i) {
        const std::uint64_t end = ((n >> i) + 1) | 1;
        const Ref part = odd_product_py(t, below, end);
        if (!part) return t.raised();
        below = end;
        inner = int_mul_py(t, inner.get(), part.get());
        if (!inner) return inner;
        outer = int_mul_py(t, outer.get(), inner.get());
        if (!outer) return outer;
    }
    const auto twos = static_cast<std::int64_t>(n) - std::popcount(n);
    return int_lshift_py(t, outer.get(), Value::small_int(twos));
}

// n over k by multiplying and dividing in turn; false: it does not fit a machine word.
bool small_combinations(Limb n, std::uint64_t k, Limb& out) {
    if (k > 64) return false;
    Limb result = 1;
    for (std::uint64_t i = 0; i < k; ++i) {
        const auto product = static_cast<unsigned __int128>(result) * (n - i);
        const unsigned __int128 next = product / (i + 1);
        if (next > std::numeric_limits<Limb>::max()) return false;
        result = static_cast<Limb>(next);
    }
    out = result;
    return true;
}

// C(n, k) = C(n, j) * C(n - j, k - j) / C(k, j): all numbers stay about as small as the result.
Ref combinations_py(Thread& t, Value n, std::uint64_t k) {
    if (!t.checkpoint_py() || !t.check_stack("")) return t.raised();
    if (k == 0) return small(1);
    if (k == 1) return int_exact(t, n);
    Limb narrow = 0, result = 0;
    if (as_limb(n, narrow) && small_combinations(narrow, k, result)) return make_int_unsigned(t, result);
    const std::uint64_t j = k / 2;
    const Ref first = combinations_py(t, n, j);
    if (!first) return t.raised();
    const Ref offset = make_int_unsigned(t, j), total = make_int_unsigned(t, k);
    if (!offset || !total) return t.raised();
    const Ref rest = int_sub(t, n, offset.get());
    if (!rest) return t.raised();
    const Ref second = combinations_py(t, rest.get(), k - j);
    if (!second) return t.raised();
    const Ref product = int_mul_py(t, first.get(), second.get());
    if (!product) return t.raised();
    const Ref divisor = combinations_py(t, total.get(), j);
    if (!divisor) return t.raised();
    return int_floordiv_py(t, product.get(), divisor.get());
}

Status check_not_negative(Thread& t, Value n, Value k) {
    if (int_sign(n) < 0) return t.raise(Exc::ValueError, "n must be a non-negative integer");
    if (int_sign(k) < 0) return t.raise(Exc::ValueError, "k must be a non-negative integer");
    return Status::ok();
}

// Whether choosing k of n in order would take more bits than an int may have.
bool too_many_bits(Value n, std::int64_t k) {
    return static_cast<double>(big_bit_length(IntOperand(n).big)) * static_cast<double>(k) > 4 * kMaxBits;
}

} // namespace

Ref math_gcd_py(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "math.gcd")) return t.raised();
    return fold_py(t, args, 0, &gcd_of_py);
}

Ref math_lcm_py(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "math.lcm")) return t.raised();
    return fold_py(t, args, 1, &lcm_of_py);
}

Ref math_factorial(Thread& t, Value n) {
    const Ref number = index_py(t, n);
    if (!number) return t.raised();
    if (int_sign(number.get()) < 0)
        return t.raise(Exc::ValueError, "factorial() not defined for negative values");
    std::int64_t value = 0;
    if (!int_fits(number.get(), &value)) {
        return t.raise(Exc::OverflowError, "factorial() argument should not exceed {}", INT64_MAX);
    }
    return factorial_of_py(t, static_cast<std::uint64_t>(value));
}

Ref math_isqrt(Thread& t, Value n) {
    const Ref number = index_py(t, n);
    if (!number) return t.raised();
    if (int_sign(number.get()) < 0) return t.raise(Exc::ValueError, "isqrt() argument must be nonnegative");
    const IntOperand operand(number.get());
    NewInt result(t);
    if (!check_big_stack(t, operand.big.size) || !result.reserve(operand.big.size / 2 + 1)) return t.raised();
    return result.finish(big_isqrt(operand.big, result.limbs()));
}

Ref math_comb(Thread& t, Value n_value, Value k_value) {
    const Ref n = index_py(t, n_value);
    if (!n) return t.raised();
    const Ref k = index_py(t, k_value);
    if (!k) return t.raised();
    if (!check_not_negative(t, n.get(), k.get())) return t.raised();
    const Ref rest = int_sub(t, n.get(), k.get());
    if (!rest) return t.raised();
    if (int_sign(rest.get()) < 0) return small(0);
    const Value fewer = int_compare(rest.get(), k.get()) < 0 ? rest.get() : k.get();
    std::int64_t count = 0;
    if (!int_fits(fewer, &count)) {
        return t.raise(Exc::OverflowError, "min(n - k, k) must not exceed {}", INT64_MAX);
    }
    if (too_many_bits(n.get(), count)) return t.raise_memory_error();
    return combinations_py(t, n.get(), static_cast<std::uint64_t>(count));
}

Ref math_perm(Thread& t, Value n_value, Value k_value) {
    if (k_value.is_empty() || k_value.is_none()) return math_factorial(t, n_value);
    const Ref n = index_py(t, n_value);
    if (!n) return t.raised();
    const Ref k = index_py(t, k_value);
    if (!k) return t.raised();
    if (!check_not_negative(t, n.get(), k.get())) return t.raised();
    if (int_compare(n.get(), k.get()) < 0) return small(0);
    std::int64_t count = 0;
    if (!int_fits(k.get(), &count)) return t.raise(Exc::OverflowError, "k must not exceed {}", INT64_MAX);
    if (too_many_bits(n.get(), count)) return t.raise_memory_error();
    return falling_product_py(t, n.get(), static_cast<std::uint64_t>(count));
}

} // namespace islet
