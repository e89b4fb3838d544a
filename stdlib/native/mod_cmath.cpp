// SPDX-License-Identifier: MIT
//
// The module cmath: functions of a complex number.
//
// Finite arguments are worked out here, from real functions, by formulas that lose nothing near the branch
// cuts and do not overflow before their result does: W. Kahan, "Branch Cuts for Complex Elementary
// Functions", 1987. Arguments with an infinity or a NaN are C's Annex G, which the C library knows. Owns:
// nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/float.h"
#include "vm/types/number_parts.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <complex>
#include <numbers>

namespace islet {

namespace {

using Number = std::complex<double>;

constexpr double kPi = std::numbers::pi;
constexpr double kLn2 = std::numbers::ln2;
constexpr double kLarge = DBL_MAX / 4.0;          // squares and sums of such overflow
constexpr double kSqrtLarge = 0x1p511;            // its root
constexpr double kSqrtMin = 0x1p-511;             // root of the smallest normal number
constexpr double kLogLarge = 708.396418532264106; // log(kLarge): exp of more overflows
constexpr int kScaleUp = 53, kScaleDown = -27;    // powers of two that make subnormals normal, and half back

// What an operation says of its result.
enum class Fault : std::uint8_t { None, Domain, Range };

struct Outcome {
    Number value;
    Fault fault = Fault::None;
    Outcome(Number v) : value(v) {}
    Outcome(Number v, Fault f) : value(v), fault(f) {}
};

bool is_finite(Number z) {
    return std::isfinite(z.real()) && std::isfinite(z.imag());
}
Number times_i(Number z) {
    return {-z.imag(), z.real()};
}
Number over_i(Number z) {
    return {z.imag(), -z.real()};
}

// log(|z|) for a z whose absolute value may overflow.
double log_of_large(Number z) {
    return std::log(std::hypot(z.real() / 2.0, z.imag() / 2.0));
}
bool is_large(Number z) {
    return std::fabs(z.real()) > kLarge || std::fabs(z.imag()) > kLarge;
}

// --- Roots and logarithms

Number root_of(Number z) {
    if (!is_finite(z)) return std::sqrt(z);
    if (z.real() == 0 && z.imag() == 0) return {0.0, z.imag()};
    double x = std::fabs(z.real()), s = 0;
    const double y = std::fabs(z.imag());
    if (x < DBL_MIN && y < DBL_MIN && (x > 0 || y > 0)) {
        x = std::ldexp(x, kScaleUp);
        s = std::ldexp(std::sqrt(x + std::hypot(x, std::ldexp(y, kScaleUp))), kScaleDown);
    } else {
        x /= 8.0;
        s = 2.0 * std::sqrt(x + std::hypot(x, y / 8.0));
    }
    const double d = y / (2.0 * s);
    return z.real() >= 0 ? Number{s, std::copysign(d, z.imag())} : Number{d, std::copysign(s, z.imag())};
}
Outcome do_sqrt(Number z) {
    return root_of(z);
}

Outcome do_log(Number z) {
    if (!is_finite(z)) return std::log(z);
    const double x = std::fabs(z.real()), y = std::fabs(z.imag()), angle = std::atan2(z.imag(), z.real());
    if (x > kLarge || y > kLarge) return Number{log_of_large(z) + kLn2, angle};
    if (x < DBL_MIN && y < DBL_MIN) {
        if (x == 0 && y == 0) return {Number{-HUGE_VAL, angle}, Fault::Domain};
        const double scaled = std::hypot(std::ldexp(x, kScaleUp), std::ldexp(y, kScaleUp));
        return Number{std::log(scaled) - kScaleUp * kLn2, angle};
    }
    const double size = std::hypot(x, y);
    if (size < 0.71 || size > 1.73) return Number{std::log(size), angle};
    // Near 1 the difference from it counts.
    const double larger = std::max(x, y), smaller = std::min(x, y);
    return Number{std::log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2.0, angle};
}

Outcome do_log10(Number z) {
    const Outcome natural = do_log(z);
    return {Number{natural.value.real() / std::numbers::ln10, natural.value.imag() / std::numbers::ln10},
            natural.fault};
}

// --- Inverse functions

Outcome do_acos(Number z) {
    if (!is_finite(z)) return std::acos(z);
    if (is_large(z)) {
        const double size = log_of_large(z) + 2 * kLn2;
        const double imag = z.real() < 0 ? -std::copysign(size, z.imag()) : std::copysign(size, -z.imag());
        return Number{std::atan2(std::fabs(z.imag()), z.real()), imag};
    }
    const Number a = root_of({1.0 - z.real(), -z.imag()}), b = root_of({1.0 + z.real(), z.imag()});
    return Number{2.0 * std::atan2(a.real(), b.real()),
                  std::asinh(b.real() * a.imag() - b.imag() * a.real())};
}

Outcome do_acosh(Number z) {
    if (!is_finite(z)) return std::acosh(z);
    if (is_large(z)) return Number{log_of_large(z) + 2 * kLn2, std::atan2(z.imag(), z.real())};
    const Number a = root_of({z.real() - 1.0, z.imag()}), b = root_of({z.real() + 1.0, z.imag()});
    return Number{std::asinh(a.real() * b.real() + a.imag() * b.imag()),
                  2.0 * std::atan2(a.imag(), b.real())};
}

Outcome do_asinh(Number z) {
    if (!is_finite(z)) return std::asinh(z);
    if (is_large(z)) {
        const double size = log_of_large(z) + 2 * kLn2;
        const double real = z.imag() >= 0 ? std::copysign(size, z.real()) : -std::copysign(size, -z.real());
        return Number{real, std::atan2(z.imag(), std::fabs(z.real()))};
    }
    const Number a = root_of({1.0 + z.imag(), -z.real()}), b = root_of({1.0 - z.imag(), z.real()});
    return Number{std::asinh(a.real() * b.imag() - b.real() * a.imag()),
                  std::atan2(z.imag(), a.real() * b.real() - a.imag() * b.imag())};
}

Outcome do_asin(Number z) {
    return over_i(do_asinh(times_i(z)).value);
}

Outcome do_atanh(Number z) {
    if (!is_finite(z)) return std::atanh(z);
    if (std::signbit(z.real())) {
        const Outcome mirrored = do_atanh(-z);
        return {-mirrored.value, mirrored.fault};
    }
    const double x = z.real(), y = std::fabs(z.imag());
    if (x > kSqrtLarge || y > kSqrtLarge) {
        const double half = std::hypot(x / 2.0, y / 2.0);
        return Number{x / 4.0 / half / half, -std::copysign(kPi / 2.0, -z.imag())};
    }
    if (x == 1.0 && y < kSqrtMin) {
        if (y == 0) return {Number{HUGE_VAL, z.imag()}, Fault::Domain};
        return Number{-std::log(std::sqrt(y) / std::sqrt(std::hypot(y, 2.0))),
                      std::copysign(std::atan2(2.0, -y) / 2, z.imag())};
    }
    const double below = 1 - x;
    return Number{std::log1p(4.0 * x / (below * below + y * y)) / 4.0,
                  -std::atan2(-2.0 * z.imag(), below * (1 + x) - y * y) / 2.0};
}

Outcome do_atan(Number z) {
    const Outcome turned = do_atanh(times_i(z));
    return {over_i(turned.value), turned.fault};
}

// --- Exponential, hyperbolic and trigonometric functions

Fault range_of(Number z) {
    return std::isinf(z.real()) || std::isinf(z.imag()) ? Fault::Range : Fault::None;
}

Outcome do_exp(Number z) {
    if (!is_finite(z)) {
        const bool undefined = std::isinf(z.imag()) && (std::isfinite(z.real()) || z.real() == HUGE_VAL);
        return {std::exp(z), undefined ? Fault::Domain : Fault::None};
    }
    const bool large = z.real() > kLogLarge;
    const double size = std::exp(large ? z.real() - 1.0 : z.real()), scale = large ? std::numbers::e : 1.0;
    const Number result{size * std::cos(z.imag()) * scale, size * std::sin(z.imag()) * scale};
    return {result, range_of(result)};
}

Outcome do_cosh(Number z) {
    if (!is_finite(z)) {
        return {std::cosh(z), std::isinf(z.imag()) && !std::isnan(z.real()) ? Fault::Domain : Fault::None};
    }
    const bool large = std::fabs(z.real()) > kLogLarge;
    const double x = large ? z.real() - std::copysign(1.0, z.real()) : z.real();
    const double scale = large ? std::numbers::e : 1.0;
    const Number result{std::cos(z.imag()) * std::cosh(x) * scale, std::sin(z.imag()) * std::sinh(x) * scale};
    return {result, range_of(result)};
}

Outcome do_sinh(Number z) {
    if (!is_finite(z)) {
        return {std::sinh(z), std::isinf(z.imag()) && !std::isnan(z.real()) ? Fault::Domain : Fault::None};
    }
    const bool large = std::fabs(z.real()) > kLogLarge;
    const double x = large ? z.real() - std::copysign(1.0, z.real()) : z.real();
    const double scale = large ? std::numbers::e : 1.0;
    const Number result{std::cos(z.imag()) * std::sinh(x) * scale, std::sin(z.imag()) * std::cosh(x) * scale};
    return {result, range_of(result)};
}

Outcome do_tanh(Number z) {
    if (!is_finite(z)) {
        return {std::tanh(z), std::isinf(z.imag()) && std::isfinite(z.real()) ? Fault::Domain : Fault::None};
    }
    if (std::fabs(z.real()) > kLogLarge) {
        return Number{std::copysign(1.0, z.real()),
                      4.0 * std::sin(z.imag()) * std::cos(z.imag()) * std::exp(-2.0 * std::fabs(z.real()))};
    }
    const double tx = std::tanh(z.real()), ty = std::tan(z.imag()), cx = 1.0 / std::cosh(z.real());
    const double product = tx * ty, divisor = 1.0 + product * product;
    return Number{tx * (1.0 + ty * ty) / divisor, ((ty / divisor) * cx) * cx};
}

Outcome do_cos(Number z) {
    return do_cosh(times_i(z));
}
Outcome do_sin(Number z) {
    const Outcome turned = do_sinh(times_i(z));
    return {over_i(turned.value), turned.fault};
}
Outcome do_tan(Number z) {
    const Outcome turned = do_tanh(times_i(z));
    return {over_i(turned.value), turned.fault};
}

// --- From Python and back

// complex(z) for numbers. `number` gets it.
Status read_number_py(Thread& t, Value v, Number& number) {
    if (is_kind(v, Kind::Complex)) {
        number = {as<Complex>(v).real, as<Complex>(v).imag};
        return Status::ok();
    }
    double real = 0;
    if (read_real(t, v, real) == Operand::Number) {
        number = {real, 0.0};
        return Status::ok();
    }
    if (t.has_pending()) return t.raised();
    const Ref made = complex_from_number_py(t, v);
    if (!made) return t.raised();
    number = {made.as<Complex>().real, made.as<Complex>().imag};
    return Status::ok();
}

Status check_fault(Thread& t, Fault fault) {
    if (fault == Fault::Domain) return t.raise(Exc::ValueError, "math domain error");
    if (fault == Fault::Range) return t.raise(Exc::OverflowError, "math range error");
    return Status::ok();
}

Ref make_number(Thread& t, Number z) {
    return make_complex(t, z.real(), z.imag());
}

template <Outcome (*function)(Number)>
Ref cmath_of_one(Thread& t, Value v) {
    Number z;
    if (!read_number_py(t, v, z)) return t.raised();
    const Outcome outcome = function(z);
    if (!check_fault(t, outcome.fault)) return t.raised();
    return make_number(t, outcome.value);
}

Number divided(Number a, Number b) {
    const DoublePair quotient = complex_quotient({a.real(), a.imag()}, {b.real(), b.imag()});
    return {quotient.first, quotient.second};
}

Ref cmath_log_py(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "cmath.log") || !check_positional(t, args, "log", 1, 2)) return t.raised();
    Number z;
    if (!read_number_py(t, args[0], z)) return t.raised();
    Outcome outcome = do_log(z);
    if (args.count == 2) {
        Number base;
        if (!read_number_py(t, args[1], base)) return t.raised();
        const Outcome divisor = do_log(base);
        // Only what the division does counts, as in C: a fault of the first logarithm is forgotten.
        outcome.fault = divisor.fault;
        const Number d = divisor.value;
        if (d.real() == 0 && d.imag() == 0)
            outcome = {Number{0.0, 0.0}, Fault::Domain};
        else
            outcome.value = divided(outcome.value, d);
    }
    if (!check_fault(t, outcome.fault)) return t.raised();
    return make_number(t, outcome.value);
}

Ref cmath_phase(Thread& t, Value v) {
    Number z;
    if (!read_number_py(t, v, z)) return t.raised();
    return make_float(std::atan2(z.imag(), z.real()));
}

Ref cmath_polar(Thread& t, Value v) {
    Number z;
    if (!read_number_py(t, v, z)) return t.raised();
    const double size = std::hypot(z.real(), z.imag());
    if (std::isinf(size) && is_finite(z)) return t.raise(Exc::OverflowError, "math range error");
    return make_tuple(
        t, {Value::from_foreign_double(size), Value::from_foreign_double(std::atan2(z.imag(), z.real()))});
}

// r or phi is infinite or NaN; not: an infinite angle of something.
Number rect_of_special(double r, double phi) {
    if (r == 0) return {0.0, 0.0};
    if (std::isnan(r)) return {NAN, phi == 0 ? 0.0 : NAN};
    if (std::isfinite(r)) return {NAN, NAN};
    if (std::isnan(phi)) return {HUGE_VAL, NAN};
    const double sign = std::copysign(1.0, r);
    if (phi == 0) return {r, sign * phi};
    return {r * std::copysign(1.0, std::cos(phi)), r * std::copysign(1.0, std::sin(phi))};
}

Ref cmath_rect(Thread& t, double r, double phi) {
    if (!std::isfinite(r) || !std::isfinite(phi)) {
        const bool undefined = r != 0 && !std::isnan(r) && std::isinf(phi);
        if (undefined) return t.raise(Exc::ValueError, "math domain error");
        return make_number(t, rect_of_special(r, phi));
    }
    // An angle of zero keeps its sign.
    if (phi == 0) return make_complex(t, r, r * phi);
    return make_complex(t, r * std::cos(phi), r * std::sin(phi));
}

Ref cmath_isfinite(Thread& t, Value v) {
    Number z;
    if (!read_number_py(t, v, z)) return t.raised();
    return Ref::boolean(is_finite(z));
}
Ref cmath_isinf(Thread& t, Value v) {
    Number z;
    if (!read_number_py(t, v, z)) return t.raised();
    return Ref::boolean(std::isinf(z.real()) || std::isinf(z.imag()));
}
Ref cmath_isnan(Thread& t, Value v) {
    Number z;
    if (!read_number_py(t, v, z)) return t.raised();
    return Ref::boolean(std::isnan(z.real()) || std::isnan(z.imag()));
}

Ref cmath_isclose(Thread& t, Value a_value, Value b_value, Opt<double> rel_tol, Opt<double> abs_tol) {
    Number a, b;
    if (!read_number_py(t, a_value, a) || !read_number_py(t, b_value, b)) return t.raised();
    const double relative = rel_tol.value_or(1e-9), absolute = abs_tol.value_or(0.0);
    if (relative < 0 || absolute < 0) return t.raise(Exc::ValueError, "tolerances must be non-negative");
    if (a.real() == b.real() && a.imag() == b.imag()) return Ref::boolean(true);
    const auto has_infinity = [](Number z) { return std::isinf(z.real()) || std::isinf(z.imag()); };
    if (has_infinity(a) || has_infinity(b)) return Ref::boolean(false);
    const auto size = [](Number z) { return std::hypot(z.real(), z.imag()); };
    const double difference = size({a.real() - b.real(), a.imag() - b.imag()});
    return Ref::boolean(difference <= relative * size(b) || difference <= relative * size(a) ||
                        difference <= absolute);
}

constexpr MethodDef kFunctions[] = {
    function<&cmath_of_one<&do_acos>>("acos($module, z, /)", "Return the arc cosine of z."),
    function<&cmath_of_one<&do_acosh>>("acosh($module, z, /)", "Return the inverse hyperbolic cosine of z."),
    function<&cmath_of_one<&do_asin>>("asin($module, z, /)", "Return the arc sine of z."),
    function<&cmath_of_one<&do_asinh>>("asinh($module, z, /)", "Return the inverse hyperbolic sine of z."),
    function<&cmath_of_one<&do_atan>>("atan($module, z, /)", "Return the arc tangent of z."),
    function<&cmath_of_one<&do_atanh>>("atanh($module, z, /)", "Return the inverse hyperbolic tangent of z."),
    function<&cmath_of_one<&do_cos>>("cos($module, z, /)", "Return the cosine of z."),
    function<&cmath_of_one<&do_cosh>>("cosh($module, z, /)", "Return the hyperbolic cosine of z."),
    function<&cmath_of_one<&do_exp>>("exp($module, z, /)", "Return the exponential value e**z."),
    function<&cmath_isclose>(
        "isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        "Determine whether two complex numbers are close in value.\n\n"
        "  rel_tol\n    maximum difference relative to the magnitude of the input values\n"
        "  abs_tol\n    maximum difference whatever the magnitude\n\n"
        "NaN is not close to anything, even itself. inf and -inf are only\n"
        "close to themselves."),
    function<&cmath_isfinite>(
        "isfinite($module, z, /)",
        "Return True if both the real and imaginary parts of z are finite, else False."),
    function<&cmath_isinf>("isinf($module, z, /)", "Checks if the real or imaginary part of z is infinite."),
    function<&cmath_isnan>("isnan($module, z, /)",
                           "Checks if the real or imaginary part of z not a number (NaN)."),
    raw<&cmath_log_py>("log($module, z, base=<unrepresentable>, /)",
                       "log(z[, base]) -> the logarithm of z to the given base.\n\n"
                       "If the base is not specified, returns the natural logarithm (base e)\nof z."),
    function<&cmath_of_one<&do_log10>>("log10($module, z, /)", "Return the base-10 logarithm of z."),
    function<&cmath_phase>("phase($module, z, /)",
                           "Return argument, also known as the phase angle, of a complex."),
    function<&cmath_polar>("polar($module, z, /)",
                           "Convert a complex from rectangular coordinates to polar coordinates.\n\n"
                           "r is the distance from 0 and phi the phase angle."),
    function<&cmath_rect>("rect($module, r, phi, /)",
                          "Convert from polar coordinates to rectangular coordinates."),
    function<&cmath_of_one<&do_sin>>("sin($module, z, /)", "Return the sine of z."),
    function<&cmath_of_one<&do_sinh>>("sinh($module, z, /)", "Return the hyperbolic sine of z."),
    function<&cmath_of_one<&do_sqrt>>("sqrt($module, z, /)", "Return the square root of z."),
    function<&cmath_of_one<&do_tan>>("tan($module, z, /)", "Return the tangent of z."),
    function<&cmath_of_one<&do_tanh>>("tanh($module, z, /)", "Return the hyperbolic tangent of z."),
};

Status cmath_init_py(Thread& t, Module& m) {
    const Ref infinite = make_complex(t, 0.0, HUGE_VAL);
    const Ref undefined = make_complex(t, 0.0, NAN);
    if (!infinite || !undefined || !module_add(t, m, "pi", Value::from_double(kPi)) ||
        !module_add(t, m, "e", Value::from_double(std::numbers::e)) ||
        !module_add(t, m, "tau", Value::from_double(2 * kPi)) ||
        !module_add(t, m, "inf", Value::from_double(HUGE_VAL)) || !module_add(t, m, "infj", infinite.get()) ||
        !module_add(t, m, "nan", Value::from_foreign_double(NAN)) ||
        !module_add(t, m, "nanj", undefined.get())) {
        return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kCmathModule = {
    .name = "cmath",
    .doc = "This module provides access to mathematical functions for complex\nnumbers.",
    .functions = kFunctions,
    .init_py = &cmath_init_py,
};

} // namespace islet
