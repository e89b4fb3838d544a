// SPDX-License-Identifier: MIT
//
// The parts of the module math, which spreads over three files: mod_math.cpp (functions of a real number and
// the table), mod_math_int.cpp (number theory), mod_math_sums.cpp (sums, products, distances).
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"
#include "vm/types/int.h"

#include <cmath>

namespace islet {

// --- mod_math_int.cpp
Ref math_gcd_py(Thread& t, Value self, const Args& args);
Ref math_lcm_py(Thread& t, Value self, const Args& args);
Ref math_factorial(Thread& t, Value n);
Ref math_isqrt(Thread& t, Value n);
Ref math_comb(Thread& t, Value n, Value k);
Ref math_perm(Thread& t, Value n, Value k);

// --- mod_math_sums.cpp
Ref math_fsum(Thread& t, Value seq);
Ref math_prod(Thread& t, Value iterable, Value start);
Ref math_sumprod(Thread& t, Value p, Value q);
Ref math_hypot_py(Thread& t, Value self, const Args& args);
Ref math_dist(Thread& t, Value p, Value q);

// --- Arithmetic that keeps what rounding loses: high + low is exact.
struct DoubleDouble {
    double high = 0, low = 0;
};
// Exact for any order of magnitude.
inline DoubleDouble exact_sum(double a, double b) {
    const double sum = a + b, part = sum - a;
    return {sum, (a - (sum - part)) + (b - part)};
}
// Cheaper; |a| >= |b|.
inline DoubleDouble exact_sum_ordered(double a, double b) {
    const double sum = a + b;
    return {sum, (a - sum) + b};
}
inline DoubleDouble exact_product(double a, double b) {
    const double product = a * b;
    return {product, std::fma(a, b, -product)};
}

} // namespace islet
