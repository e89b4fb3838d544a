// SPDX-License-Identifier: MIT
//
// The module math: functions of real numbers, and the table of all functions.
//
// The C library computes; what it answers for arguments outside a function's domain, and for results beyond
// the largest double, becomes an exception here. Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/math_parts.h"
#include "stdlib/native/modules.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/module.h"
#include "vm/types/number_parts.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numbers>

namespace islet {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Raised raise_domain(Thread& t) {
    return t.raise(Exc::ValueError, "math domain error");
}
Raised raise_range(Thread& t) {
    return t.raise(Exc::OverflowError, "math range error");
}

// --- Functions of one argument

// What a function says to an argument outside its domain; `value` is appended to it.
constexpr std::string_view kFinite = "expected a finite input, got ";
constexpr std::string_view kNonNegative = "expected a nonnegative input, got ";
constexpr std::string_view kPositive = "expected a positive input, got ";
constexpr std::string_view kUnitRange = "expected a number in range from -1 up to 1, got ";
constexpr std::string_view kOpenUnitRange = "expected a number between -1 and 1, got ";
constexpr std::string_view kNotBelowOne = "expected argument value not less than 1, got ";
constexpr std::string_view kAboveMinusOne = "expected argument value > -1, got ";
constexpr std::string_view kNoPole = "expected a noninteger or positive integer, got ";
constexpr std::string_view kNoMessage = "";

Raised raise_argument(Thread& t, std::string_view message, double x) {
    if (message.empty()) return raise_domain(t);
    return t.raise(Exc::ValueError, "{}{}", message, x);
}

// `can_overflow`: an infinite result of a finite argument is too large; else the argument is a pole.
template <double (*function)(double), const std::string_view& message, bool can_overflow>
Ref math_of_one(Thread& t, double x) {
    const double result = function(x);
    if (std::isnan(result) && !std::isnan(x)) return raise_argument(t, message, x);
    if (std::isinf(result) && std::isfinite(x)) {
        return can_overflow ? raise_range(t) : raise_argument(t, message, x);
    }
    return make_float(result);
}

double do_acos(double x) {
    return std::acos(x);
}
double do_acosh(double x) {
    return std::acosh(x);
}
double do_asin(double x) {
    return std::asin(x);
}
double do_asinh(double x) {
    return std::asinh(x);
}
double do_atan(double x) {
    return std::atan(x);
}
double do_atanh(double x) {
    return std::atanh(x);
}
double do_cbrt(double x) {
    return std::cbrt(x);
}
double do_cos(double x) {
    return std::cos(x);
}
double do_cosh(double x) {
    return std::cosh(x);
}
double do_erf(double x) {
    return std::erf(x);
}
double do_erfc(double x) {
    return std::erfc(x);
}
double do_exp(double x) {
    return std::exp(x);
}
double do_exp2(double x) {
    return std::exp2(x);
}
double do_expm1(double x) {
    return std::expm1(x);
}
double do_fabs(double x) {
    return std::fabs(x);
}
double do_log1p(double x) {
    return x == 0 ? x : std::log1p(x);
}
double do_sin(double x) {
    return std::sin(x);
}
double do_sinh(double x) {
    return std::sinh(x);
}
double do_sqrt(double x) {
    return std::sqrt(x);
}
double do_tan(double x) {
    return std::tan(x);
}
double do_tanh(double x) {
    return std::tanh(x);
}

// --- Gamma: Lanczos' approximation with g = 6.0246..., as a quotient of two polynomials.

constexpr int kLanczosCount = 13;
constexpr double kLanczosG = 6.024680040776729583740234375;
constexpr double kLanczosGMinusHalf = 5.524680040776729583740234375;
constexpr double kLanczosNumerator[kLanczosCount] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
// The coefficients of x (x + 1) ... (x + 11).
constexpr double kLanczosDenominator[kLanczosCount] = {
    0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0,
};
constexpr double kSmallFactorials[] = {
    1.0,
    1.0,
    2.0,
    6.0,
    24.0,
    120.0,
    720.0,
    5040.0,
    40320.0,
    362880.0,
    3628800.0,
    39916800.0,
    479001600.0,
    6227020800.0,
    87178291200.0,
    1307674368000.0,
    20922789888000.0,
    355687428096000.0,
    6402373705728000.0,
    121645100408832000.0,
    2432902008176640000.0,
    51090942171709440000.0,
    1124000727777607680000.0,
};
constexpr double kExactFactorials = std::size(kSmallFactorials);

double lanczos_sum(double x) { // x > 0
    double numerator = 0, denominator = 0;
    if (x < 5.0) {
        for (int i = kLanczosCount - 1; i >= 0; --i) {
            numerator = numerator * x + kLanczosNumerator[i];
            denominator = denominator * x + kLanczosDenominator[i];
        }
    } else {
        // From the other end, so that large x does not overflow.
        for (int i = 0; i < kLanczosCount; ++i) {
            numerator = numerator / x + kLanczosNumerator[i];
            denominator = denominator / x + kLanczosDenominator[i];
        }
    }
    return numerator / denominator;
}

// sin(pi x), exact where x is a multiple of one half; x is finite.
double sin_pi(double x) {
    const double y = std::fmod(std::fabs(x), 2.0);
    double result = 0;
    switch (static_cast<int>(std::round(2.0 * y))) {
    case 0: result = std::sin(std::numbers::pi * y); break;
    case 1: result = std::cos(std::numbers::pi * (y - 0.5)); break;
    case 2: result = std::sin(std::numbers::pi * (1.0 - y)); break;
    case 3: result = -std::cos(std::numbers::pi * (y - 1.5)); break;
    default: result = std::sin(std::numbers::pi * (y - 2.0)); break;
    }
    return std::copysign(1.0, x) * result;
}

// `size` = |x|, and what rounding lost of size + g - 1/2, as a factor.
double gamma_correction(double size, double shifted) {
    double lost = 0;
    if (size > kLanczosGMinusHalf)
        lost = (shifted - size) - kLanczosGMinusHalf;
    else
        lost = (shifted - kLanczosGMinusHalf) - size;
    return lost * kLanczosG / shifted;
}

// NaN marks a pole, infinity a result that is too large.
double gamma_of(double x) {
    if (!std::isfinite(x)) return x > 0 || std::isnan(x) ? x : NAN;
    if (x == 0) return NAN;
    const double size = std::fabs(x);
    if (x == std::floor(x)) {
        if (x < 0) return NAN;
        if (x <= kExactFactorials) return kSmallFactorials[static_cast<int>(x) - 1];
    }
    if (size < 1e-20) return 1.0 / x;
    if (size > 200.0) return x < 0 ? 0.0 / sin_pi(x) : kInfinity;
    const double shifted = size + kLanczosGMinusHalf, correction = gamma_correction(size, shifted);
    double result = 0;
    if (x < 0) {
        result = -std::numbers::pi / sin_pi(size) / size * std::exp(shifted) / lanczos_sum(size);
        result -= correction * result;
    } else {
        result = lanczos_sum(size) / std::exp(shifted);
        result += correction * result;
    }
    // The power alone may overflow although the result does not.
    const bool halves = size >= 140.0;
    const double power = std::pow(shifted, halves ? size / 2.0 - 0.25 : size - 0.5);
    result = x < 0 ? result / power : result * power;
    if (halves) result = x < 0 ? result / power : result * power;
    return result;
}

double log_gamma_of(double x) {
    if (!std::isfinite(x)) return std::isnan(x) ? x : kInfinity;
    if (x == std::floor(x) && x <= 2.0) return x <= 0.0 ? NAN : 0.0;
    const double size = std::fabs(x);
    if (size < 1e-20) return -std::log(size);
    double result = std::log(lanczos_sum(size)) - kLanczosG;
    result += (size - 0.5) * (std::log(size + kLanczosG - 0.5) - 1);
    if (x < 0.0) {
        constexpr double kLogPi = 1.144729885849400174143427351353058711647;
        result = kLogPi - std::log(std::fabs(sin_pi(size))) - std::log(size) - result;
    }
    return result;
}

Ref math_degrees(Thread&, double x) {
    return make_float(x * (180.0 / std::numbers::pi));
}
Ref math_radians(Thread&, double x) {
    return make_float(x * (std::numbers::pi / 180.0));
}
Ref math_isfinite(Thread&, double x) {
    return Ref::boolean(std::isfinite(x));
}
Ref math_isinf(Thread&, double x) {
    return Ref::boolean(std::isinf(x));
}
Ref math_isnan(Thread&, double x) {
    return Ref::boolean(std::isnan(x));
}

// --- Logarithms. Those of integers work whatever their size.

template <double (*function)(double)>
Ref log_of_py(Thread& t, Value v) {
    double x = 0;
    if (is_int(v)) {
        if (int_sign(v) <= 0) return t.raise(Exc::ValueError, "expected a positive input");
        const IntOperand operand(v);
        if (!big_to_double(operand.big, x)) {
            std::int64_t exponent = 0;
            const double fraction = big_to_fraction(operand.big, exponent);
            return make_float(function(fraction) + function(2.0) * static_cast<double>(exponent));
        }
    } else {
        const Result<double> number = to_double_py(t, v);
        if (!number) return t.raised();
        x = *number;
    }
    if (std::isnan(x)) return make_float(x);
    if (x <= 0) return raise_argument(t, kPositive, x);
    return make_float(function(x));
}

double do_log(double x) {
    return std::log(x);
}
double do_log2(double x) {
    return std::log2(x);
}
double do_log10(double x) {
    return std::log10(x);
}

Ref math_log2(Thread& t, Value x) {
    return log_of_py<&do_log2>(t, x);
}
Ref math_log10(Thread& t, Value x) {
    return log_of_py<&do_log10>(t, x);
}

Ref math_log_py(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "math.log") || !check_positional(t, args, "log", 1, 2)) return t.raised();
    Ref numerator = log_of_py<&do_log>(t, args[0]);
    if (!numerator || args.count == 1) return numerator;
    const Ref denominator = log_of_py<&do_log>(t, args[1]);
    if (!denominator) return t.raised();
    const double divisor = float_value(denominator.get());
    if (divisor == 0) return t.raise(Exc::ZeroDivisionError, "division by zero");
    return make_float(float_value(numerator.get()) / divisor);
}

// --- Functions of two and three arguments

Ref math_atan2(Thread&, double y, double x) {
    return make_float(std::atan2(y, x));
}
Ref math_copysign(Thread&, double x, double y) {
    return make_float(std::copysign(x, y));
}

Ref math_fmod(Thread& t, double x, double y) {
    if (std::isinf(y) && std::isfinite(x)) return make_float(x);
    const double result = std::fmod(x, y);
    if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return raise_domain(t);
    return make_float(result);
}

Ref math_remainder(Thread& t, double x, double y) {
    const double result = std::remainder(x, y);
    if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return raise_domain(t);
    return make_float(result);
}

// The values that the C standard gives for arguments that are not finite.
double power_of_special(double x, double y) {
    if (std::isnan(x)) return y == 0 ? 1.0 : x;
    if (std::isnan(y)) return x == 1 ? 1.0 : y;
    if (std::isinf(x)) {
        const bool odd = std::isfinite(y) && std::fmod(std::fabs(y), 2.0) == 1.0;
        if (y == 0) return 1.0;
        const double size = y > 0 ? kInfinity : 0.0;
        return odd ? std::copysign(size, x) : size;
    }
    const double size = std::fabs(x);
    if (size == 1) return 1.0;
    return (y > 0) == (size > 1) ? kInfinity : 0.0;
}

Ref math_pow(Thread& t, double x, double y) {
    if (!std::isfinite(x) || !std::isfinite(y)) return make_float(power_of_special(x, y));
    const double result = std::pow(x, y);
    if (std::isnan(result)) return raise_domain(t);
    if (std::isinf(result)) return x == 0 ? raise_domain(t) : raise_range(t);
    return make_float(result);
}

Ref math_fma(Thread& t, double x, double y, double z) {
    const double result = std::fma(x, y, z);
    if (std::isfinite(result)) return make_float(result);
    if (std::isnan(result)) {
        const bool from_nan = std::isnan(x) || std::isnan(y) || std::isnan(z);
        if (!from_nan) return t.raise(Exc::ValueError, "invalid operation in fma");
    } else if (std::isfinite(x) && std::isfinite(y) && std::isfinite(z)) {
        return t.raise(Exc::OverflowError, "overflow in fma");
    }
    return make_float(result);
}

Ref math_isclose(Thread& t, double a, double b, Opt<double> rel_tol, Opt<double> abs_tol) {
    const double relative = rel_tol.value_or(1e-9), absolute = abs_tol.value_or(0.0);
    if (relative < 0 || absolute < 0) return t.raise(Exc::ValueError, "tolerances must be non-negative");
    if (a == b) return Ref::boolean(true);
    if (std::isinf(a) || std::isinf(b)) return Ref::boolean(false);
    const double difference = std::fabs(b - a);
    return Ref::boolean(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) ||
                        difference <= absolute);
}

// --- The parts of a float

Ref math_frexp(Thread& t, double x) {
    int exponent = 0;
    if (std::isfinite(x)) x = std::frexp(x, &exponent);
    return make_tuple(t, {Value::from_foreign_double(x), Value::small_int(exponent)});
}

Ref math_modf(Thread& t, double x) {
    double whole = x, fraction = x;
    if (!std::isnan(x)) fraction = std::modf(x, &whole);
    return make_tuple(t, {Value::from_foreign_double(fraction), Value::from_foreign_double(whole)});
}

Ref math_ldexp(Thread& t, double x, Value i) {
    if (!is_int(i)) return t.raise(Exc::TypeError, "Expected an int as second argument to ldexp.");
    if (x == 0 || !std::isfinite(x)) return make_float(x);
    // Between the smallest and the largest double lie 2^2098: more is the same as any more.
    constexpr std::int64_t kFar = 5000;
    std::int64_t exponent = 0;
    int sign = 0;
    if (!int_fits(i, &exponent, &sign)) exponent = sign * kFar;
    const double result = std::ldexp(x, static_cast<int>(std::clamp(exponent, -kFar, kFar)));
    if (std::isinf(result)) return raise_range(t);
    return make_float(result);
}

constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;

// `steps` doubles from x towards y, not beyond it. Doubles of one sign are ordered as their bits are.
double step_towards(double x, double y, std::uint64_t steps) {
    if (std::isnan(x) || steps == 0) return x;
    if (std::isnan(y)) return y;
    const auto from = std::bit_cast<std::uint64_t>(x), to = std::bit_cast<std::uint64_t>(y);
    const std::uint64_t from_size = from & ~kSignBit, to_size = to & ~kSignBit;
    if (from == to) return x;
    if (((from ^ to) & kSignBit) != 0) {
        // Through zero. The sum does not overflow: both are below 2^63.
        if (from_size + to_size <= steps) return y;
        if (from_size < steps) return std::bit_cast<double>((to & kSignBit) | (steps - from_size));
        return std::bit_cast<double>(from - steps);
    }
    if (from_size > to_size) return from_size - to_size >= steps ? std::bit_cast<double>(from - steps) : y;
    return to_size - from_size >= steps ? std::bit_cast<double>(from + steps) : y;
}

Ref math_nextafter(Thread& t, double x, double y, Value steps) {
    if (steps.is_empty() || steps.is_none()) return make_float(std::nextafter(x, y));
    const Ref number = index_py(t, steps);
    if (!number) return t.raised();
    if (int_sign(number.get()) < 0) return t.raise(Exc::ValueError, "steps must be a non-negative integer");
    const IntOperand count(number.get());
    const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t wanted = count.big.size == 0 ? 0 : count.big.size == 1 ? count.big.limbs[0] : limit;
    return make_float(step_towards(x, y, wanted));
}

Ref math_ulp(Thread&, double x) {
    if (std::isnan(x)) return make_float(x);
    const double size = std::fabs(x);
    if (std::isinf(size)) return make_float(size);
    const double above = std::nextafter(size, kInfinity);
    return make_float(std::isinf(above) ? size - std::nextafter(size, 0.0) : above - size);
}

// --- To integers, by the number's own method

template <double (*function)(double), Name name>
Ref round_by_method_py(Thread& t, Value x) {
    if (x.is_double()) return int_from_double(t, function(x.as_double()));
    if (x.is_int()) return Ref::plain(x);
    Ref result = call_special_py(t, x, name, {});
    if (result || t.has_pending()) return result;
    const Result<double> number = to_double_py(t, x);
    if (!number) return t.raised();
    return int_from_double(t, function(*number));
}

double do_ceil(double x) {
    return std::ceil(x);
}
double do_floor(double x) {
    return std::floor(x);
}

Ref math_ceil(Thread& t, Value x) {
    return round_by_method_py<&do_ceil, Name::dunder_ceil>(t, x);
}
Ref math_floor(Thread& t, Value x) {
    return round_by_method_py<&do_floor, Name::dunder_floor>(t, x);
}

Ref math_trunc(Thread& t, Value x) {
    if (x.is_double()) return int_from_double(t, std::trunc(x.as_double()));
    if (x.is_int()) return Ref::plain(x);
    Ref result = call_special_py(t, x, Name::dunder_trunc, {});
    if (result || t.has_pending()) return result;
    return t.raise(Exc::TypeError, "type {} doesn't define __trunc__ method", *type_of(t, x));
}

constexpr MethodDef kFunctions[] = {
    function<&math_of_one<&do_acos, kUnitRange, false>>(
        "acos($module, x, /)",
        "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."),
    function<&math_of_one<&do_acosh, kNotBelowOne, false>>("acosh($module, x, /)",
                                                           "Return the inverse hyperbolic cosine of x."),
    function<&math_of_one<&do_asin, kUnitRange, false>>(
        "asin($module, x, /)",
        "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."),
    function<&math_of_one<&do_asinh, kNoMessage, false>>("asinh($module, x, /)",
                                                         "Return the inverse hyperbolic sine of x."),
    function<&math_of_one<&do_atan, kNoMessage, false>>(
        "atan($module, x, /)",
        "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."),
    function<&math_atan2>("atan2($module, y, x, /)",
                          "Return the arc tangent (measured in radians) of y/x.\n\n"
                          "Unlike atan(y/x), the signs of both x and y are considered."),
    function<&math_of_one<&do_atanh, kOpenUnitRange, false>>("atanh($module, x, /)",
                                                             "Return the inverse hyperbolic tangent of x."),
    function<&math_of_one<&do_cbrt, kNoMessage, false>>("cbrt($module, x, /)", "Return the cube root of x."),
    function<&math_ceil>("ceil($module, x, /)",
                         "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."),
    function<&math_comb>(
        "comb($module, n, k, /)",
        "Number of ways to choose k items from n items without repetition and without order.\n\n"
        "Evaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n."),
    function<&math_copysign>("copysign($module, x, y, /)",
                             "Return a float with the magnitude (absolute value) of x but the sign of y.\n\n"
                             "copysign(1.0, -0.0) returns -1.0.\n"),
    function<&math_of_one<&do_cos, kFinite, false>>("cos($module, x, /)",
                                                    "Return the cosine of x (measured in radians)."),
    function<&math_of_one<&do_cosh, kNoMessage, true>>("cosh($module, x, /)",
                                                       "Return the hyperbolic cosine of x."),
    function<&math_degrees>("degrees($module, x, /)", "Convert angle x from radians to degrees."),
    function<&math_dist>("dist($module, p, q, /)",
                         "Return the Euclidean distance between two points p and q.\n\n"
                         "The points are sequences or iterables of coordinates, as many in both.\n\n"
                         "Roughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))"),
    function<&math_of_one<&do_erf, kNoMessage, false>>("erf($module, x, /)", "Error function at x."),
    function<&math_of_one<&do_erfc, kNoMessage, false>>("erfc($module, x, /)",
                                                        "Complementary error function at x."),
    function<&math_of_one<&do_exp, kNoMessage, true>>("exp($module, x, /)",
                                                      "Return e raised to the power of x."),
    function<&math_of_one<&do_exp2, kNoMessage, true>>("exp2($module, x, /)",
                                                       "Return 2 raised to the power of x."),
    function<&math_of_one<&do_expm1, kNoMessage, true>>("expm1($module, x, /)",
                                                        "Return exp(x)-1, accurate for small x too."),
    function<&math_of_one<&do_fabs, kNoMessage, false>>("fabs($module, x, /)",
                                                        "Return the absolute value of the float x."),
    function<&math_factorial>("factorial($module, n, /)", "Find n!."),
    function<&math_floor>("floor($module, x, /)",
                          "Return the floor of x as an Integral.\n\nThis is the largest integer <= x."),
    function<&math_fma>("fma($module, x, y, z, /)",
                        "Fused multiply-add operation.\n\nCompute (x * y) + z with a single round."),
    function<&math_fmod>("fmod($module, x, y, /)",
                         "Return fmod(x, y), according to platform C.\n\nx % y may differ."),
    function<&math_frexp>("frexp($module, x, /)",
                          "Return the mantissa and exponent of x, as pair (m, e).\n\n"
                          "For a finite nonzero x, 0.5 <= abs(m) < 1.0 and x == m * 2**e exactly.\n"
                          "Else, return (x, 0)."),
    function<&math_fsum>("fsum($module, seq, /)",
                         "Return an accurate floating-point sum of values in the iterable seq."),
    function<&math_of_one<&gamma_of, kNoPole, true>>("gamma($module, x, /)", "Gamma function at x."),
    raw<&math_gcd_py>("gcd($module, /, *integers)", "Greatest Common Divisor."),
    raw<&math_hypot_py>("hypot($module, /, *coordinates)",
                        "Multidimensional Euclidean distance from the origin to a point.\n\n"
                        "Roughly equivalent to:\n    sqrt(sum(x**2 for x in coordinates))"),
    function<&math_isclose>(
        "isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        "Determine whether two floating-point numbers are close in value.\n\n"
        "  rel_tol\n    maximum difference relative to the magnitude of the input values\n"
        "  abs_tol\n    maximum difference whatever the magnitude\n\n"
        "NaN is not close to anything, even itself. inf and -inf are only\n"
        "close to themselves."),
    function<&math_isfinite>("isfinite($module, x, /)",
                             "Return True if x is neither an infinity nor a NaN, and False otherwise."),
    function<&math_isinf>("isinf($module, x, /)",
                          "Return True if x is a positive or negative infinity, and False otherwise."),
    function<&math_isnan>("isnan($module, x, /)",
                          "Return True if x is a NaN (not a number), and False otherwise."),
    function<&math_isqrt>("isqrt($module, n, /)", "Return the integer part of the square root of the input."),
    raw<&math_lcm_py>("lcm($module, /, *integers)", "Least Common Multiple."),
    function<&math_ldexp>("ldexp($module, x, i, /)",
                          "Return x * (2**i).\n\nThis is essentially the inverse of frexp()."),
    function<&math_of_one<&log_gamma_of, kNoPole, true>>(
        "lgamma($module, x, /)", "Natural logarithm of absolute value of Gamma function at x."),
    raw<&math_log_py>("log", "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\n"
                             "If the base is not specified, returns the natural logarithm (base e) of x."),
    function<&math_log10>("log10($module, x, /)", "Return the base 10 logarithm of x."),
    function<&math_of_one<&do_log1p, kAboveMinusOne, false>>(
        "log1p($module, x, /)", "Return the natural logarithm of 1+x (base e).\n\n"
                                "The result is computed in a way which is accurate for x near zero."),
    function<&math_log2>("log2($module, x, /)", "Return the base 2 logarithm of x."),
    function<&math_modf>("modf($module, x, /)", "Return the fractional and integer parts of x.\n\n"
                                                "Both results carry the sign of x and are floats."),
    function<&math_nextafter>(
        "nextafter($module, x, y, /, *, steps=None)",
        "Return the floating-point value the given number of steps after x towards y.\n\n"
        "If steps is not specified or is None, it defaults to 1."),
    function<&math_perm>(
        "perm($module, n, k=None, /)",
        "Number of ways to choose k items from n items without repetition and with order.\n\n"
        "Evaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n.\n\n"
        "If k is not specified or is None, then k defaults to n\nand the function returns n!."),
    function<&math_pow>("pow($module, x, y, /)", "Return x**y (x to the power of y)."),
    function<&math_prod>("prod($module, iterable, /, *, start=1)",
                         "Calculate the product of all the elements in the input iterable.\n\n"
                         "When the iterable is empty, return the start value."),
    function<&math_radians>("radians($module, x, /)", "Convert angle x from degrees to radians."),
    function<&math_remainder>("remainder($module, x, y, /)",
                              "Difference between x and the closest integer multiple of y.\n\n"
                              "Return x - n*y where n*y is the closest integer multiple of y.\n"
                              "Halfway between two multiples the even n is used. The result is exact."),
    function<&math_of_one<&do_sin, kFinite, false>>("sin($module, x, /)",
                                                    "Return the sine of x (measured in radians)."),
    function<&math_of_one<&do_sinh, kNoMessage, true>>("sinh($module, x, /)",
                                                       "Return the hyperbolic sine of x."),
    function<&math_of_one<&do_sqrt, kNonNegative, false>>("sqrt($module, x, /)",
                                                          "Return the square root of x."),
    function<&math_sumprod>("sumprod($module, p, q, /)",
                            "Return the sum of products of values from two iterables p and q.\n\n"
                            "Roughly equivalent to:\n\n    sum(map(operator.mul, p, q, strict=True))\n\n"
                            "For float and mixed int/float inputs, the intermediate products\n"
                            "and sums are computed with extended precision."),
    function<&math_of_one<&do_tan, kFinite, false>>("tan($module, x, /)",
                                                    "Return the tangent of x (measured in radians)."),
    function<&math_of_one<&do_tanh, kNoMessage, false>>("tanh($module, x, /)",
                                                        "Return the hyperbolic tangent of x."),
    function<&math_trunc>(
        "trunc($module, x, /)",
        "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method."),
    function<&math_ulp>("ulp($module, x, /)",
                        "Return the value of the least significant bit of the float x."),
};

Status math_init_py(Thread& t, Module& m) {
    if (!module_add(t, m, "pi", Value::from_double(std::numbers::pi)) ||
        !module_add(t, m, "e", Value::from_double(std::numbers::e)) ||
        !module_add(t, m, "tau", Value::from_double(2 * std::numbers::pi)) ||
        !module_add(t, m, "inf", Value::from_double(kInfinity)) ||
        !module_add(t, m, "nan", Value::from_foreign_double(NAN))) {
        return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kMathModule = {
    .name = "math",
    .doc = "This module provides access to the mathematical functions\ndefined by the C standard.",
    .functions = kFunctions,
    .init_py = &math_init_py,
};

} // namespace islet
