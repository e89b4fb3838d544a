// SPDX-License-Identifier: MIT
//
// The module math: sums and products of many numbers, and distances. Float sums keep what each addition
// rounds away, so the result is rounded once.
//
// References: J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
// Predicates", 1997 (fsum: a sum as a list of numbers whose bits do not overlap); T. Ogita, S. M. Rump,
// S. Oishi, "Accurate Sum and Dot Product", 2005 (sumprod).
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/math_parts.h"
#include "vm/model/protocol.h"
#include "vm/types/number_parts.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <cfloat>
#include <cstring>

namespace islet {

namespace {

// --- fsum

// An exact sum: numbers of growing size whose bits do not overlap.
class ExactSum {
public:
    explicit ExactSum(Thread& t) : t_(t) {}
    ~ExactSum() {
        if (parts_ != inside_) t_.heap().free_raw(parts_);
    }
    ExactSum(const ExactSum&) = delete;
    ExactSum& operator=(const ExactSum&) = delete;

    Status add(double x) {
        const double original = x;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            double y = parts_[i];
            if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
            const DoubleDouble sum = exact_sum_ordered(x, y);
            if (sum.low != 0) parts_[kept++] = sum.low;
            x = sum.high;
        }
        count_ = kept;
        if (x == 0) return Status::ok();
        if (!std::isfinite(x)) return add_special(original);
        if (count_ == capacity_ && !grow()) return t_.raise_memory_error();
        parts_[count_++] = x;
        return Status::ok();
    }

    Ref result() const {
        if (special_ != 0) {
            if (std::isnan(infinite_)) return t_.raise(Exc::ValueError, "-inf + inf in fsum");
            return make_float(special_);
        }
        return make_float(rounded());
    }

private:
    Status add_special(double original) {
        if (std::isfinite(original)) return t_.raise(Exc::OverflowError, "intermediate overflow in fsum");
        if (std::isinf(original)) infinite_ += original;
        special_ += original;
        count_ = 0;
        return Status::ok();
    }

    double rounded() const {
        std::size_t n = count_;
        if (n == 0) return 0.0;
        DoubleDouble sum{parts_[--n], 0};
        while (n > 0 && sum.low == 0) sum = exact_sum_ordered(sum.high, parts_[--n]);
        // Exactly half way so far: what lies below decides, not the even digit.
        const bool same_sign =
            n > 0 && ((sum.low < 0 && parts_[n - 1] < 0) || (sum.low > 0 && parts_[n - 1] > 0));
        if (same_sign) {
            const double twice = sum.low * 2.0, up = sum.high + twice;
            if (up - sum.high == twice) return up;
        }
        return sum.high;
    }

    bool grow() {
        const std::size_t bytes = capacity_ * 2 * sizeof(double);
        void* const fresh = t_.heap().alloc_raw(bytes);
        if (!fresh) return false;
        std::memcpy(fresh, parts_, count_ * sizeof(double));
        if (parts_ != inside_) t_.heap().free_raw(parts_);
        parts_ = static_cast<double*>(fresh);
        capacity_ *= 2;
        return true;
    }

    static constexpr std::size_t kInside = 32;
    Thread& t_;
    double inside_[kInside];
    double* parts_ = inside_;
    std::size_t count_ = 0, capacity_ = kInside;
    double special_ = 0, infinite_ = 0; // sums of what is not finite, and of the infinities
};

// --- sumprod

// A sum of products in three doubles, which is as if it were rounded once.
struct TripleSum {
    double high = 0, low = 0, tiny = 0;

    void add_product(double x, double y) {
        const DoubleDouble product = exact_product(x, y);
        const DoubleDouble sum = exact_sum(high, product.high);
        const DoubleDouble first = exact_sum(low, product.low), second = exact_sum(first.high, sum.low);
        high = sum.high;
        low = second.high;
        tiny += first.low + second.low;
    }
    double rounded() const { return high + exact_sum(low, tiny).high; }
};

// The state of sumprod: what is summed exactly beside what is summed by the operators of the language.
class ProductSum {
public:
    explicit ProductSum(Thread& t) : t_(t) {}

    Status add_py(Value p, Value q) {
        if (ints_only_) {
            if (p.is_int() && q.is_int()) return add_ints(p.as_int(), q.as_int());
            ints_only_ = false;
            if (!flush_ints_py()) return t_.raised();
        }
        if (add_floats(p, q)) return Status::ok();
        if (!flush_floats_py()) return t_.raised();
        const Ref product = binary_py(t_, BinaryOp::Mul, p, q);
        if (!product) return t_.raised();
        return add_total_py(product.get());
    }

    Ref finish_py() {
        if (ints_only_ && !flush_ints_py()) return t_.raised();
        if (!flush_floats_py()) return t_.raised();
        return std::move(total_);
    }

private:
    using Wide = __int128;

    Status add_ints(std::int64_t p, std::int64_t q) {
        ints_ += static_cast<Wide>(p) * q;
        constexpr Wide kMany = Wide{1} << 120;
        if (ints_ < kMany && ints_ > -kMany) [[likely]]
            return Status::ok();
        return flush_ints_py();
    }

    Status flush_ints_py() {
        const auto magnitude = static_cast<unsigned __int128>(ints_ < 0 ? -ints_ : ints_);
        const Limb limbs[2] = {static_cast<Limb>(magnitude), static_cast<Limb>(magnitude >> 64)};
        const Ref number = make_int_limbs(t_, ints_ < 0, limbs);
        if (!number) return t_.raised();
        ints_ = 0;
        return add_total_py(number.get());
    }

    // A float with a float or an int, as long as everything stays finite.
    bool add_floats(Value p, Value q) {
        if (!p.is_double() && !q.is_double()) return false;
        double x = 0, y = 0;
        if (!read_factor(p, x) || !read_factor(q, y)) return false;
        TripleSum next = floats_;
        next.add_product(x, y);
        if (!std::isfinite(next.high)) return false;
        floats_ = next;
        floats_used_ = true;
        return true;
    }

    static bool read_factor(Value v, double& out) {
        if (v.is_double())
            out = v.as_double();
        else if (v.is_bool() || is_exact_int(v))
            return big_to_double(IntOperand(v).big, out);
        else
            return false;
        return true;
    }

    Status flush_floats_py() {
        if (!floats_used_) return Status::ok();
        const Ref number = make_float(floats_.rounded());
        floats_ = {};
        floats_used_ = false;
        return add_total_py(number.get());
    }

    Status add_total_py(Value v) {
        Ref sum = binary_py(t_, BinaryOp::Add, total_.get(), v);
        if (!sum) return t_.raised();
        total_ = std::move(sum);
        return Status::ok();
    }

    Thread& t_;
    Ref total_ = Ref::plain(Value::small_int(0));
    Wide ints_ = 0;
    TripleSum floats_;
    bool ints_only_ = true, floats_used_ = false;
};

// --- Distances

// Coordinates, in a raw block if they are many.
class Coordinates {
public:
    explicit Coordinates(Thread& t) : t_(t) {}
    ~Coordinates() {
        if (values_ != inside_) t_.heap().free_raw(values_);
    }
    Coordinates(const Coordinates&) = delete;
    Coordinates& operator=(const Coordinates&) = delete;

    Status reserve(std::size_t count) {
        if (count <= kInside) return Status::ok();
        void* const block = t_.heap().alloc_raw(count * sizeof(double));
        if (!block) return t_.raise_memory_error();
        values_ = static_cast<double*>(block);
        return Status::ok();
    }
    void add(double value) {
        const double size = std::fabs(value);
        values_[count_++] = size;
        found_nan_ = found_nan_ || std::isnan(size);
        if (size > largest_) largest_ = size;
    }

    double norm() {
        if (std::isinf(largest_)) return largest_;
        if (found_nan_) return NAN;
        if (largest_ == 0 || count_ <= 1) return largest_;
        int exponent = 0;
        std::frexp(largest_, &exponent);
        if (exponent >= -1023) return scaled_norm(exponent);
        // Scaling by the exponent of a subnormal would overflow.
        for (std::size_t i = 0; i < count_; ++i) values_[i] /= DBL_MIN;
        std::frexp(largest_ / DBL_MIN, &exponent);
        return DBL_MIN * scaled_norm(exponent);
    }

private:
    // All values scaled to below 1, their squares summed with what rounding loses, and the root corrected by
    // what its square misses. The sum starts at 1 so that it is never smaller than what is added.
    double scaled_norm(int exponent) const {
        const double scale = std::ldexp(1.0, -exponent);
        double sum = 1.0, lost_products = 0, lost_sums = 0;
        const auto add = [&](const DoubleDouble& product) {
            const DoubleDouble step = exact_sum_ordered(sum, product.high);
            sum = step.high;
            lost_products += product.low;
            lost_sums += step.low;
        };
        for (std::size_t i = 0; i < count_; ++i) {
            const double x = values_[i] * scale;
            add(exact_product(x, x));
        }
        double root = std::sqrt(sum - 1.0 + (lost_products + lost_sums));
        add(exact_product(-root, root));
        root += (sum - 1.0 + (lost_products + lost_sums)) / (2.0 * root);
        return root / scale;
    }

    static constexpr std::size_t kInside = 16;
    Thread& t_;
    double inside_[kInside];
    double* values_ = inside_;
    std::size_t count_ = 0;
    double largest_ = 0;
    bool found_nan_ = false;
};

} // namespace

Ref math_fsum(Thread& t, Value seq) {
    ExactSum sum(t);
    const Status ok = for_each_py(t, seq, [&](Value item) -> Status {
        const Result<double> x = to_double_py(t, item);
        if (!x) return t.raised();
        return sum.add(*x);
    });
    if (!ok) return t.raised();
    return sum.result();
}

Ref math_prod(Thread& t, Value iterable, Value start) {
    Ref product = start.is_empty() ? Ref::plain(Value::small_int(1)) : Ref::share(start);
    const Status ok = for_each_py(t, iterable, [&](Value item) -> Status {
        Ref next = binary_py(t, BinaryOp::Mul, product.get(), item);
        if (!next) return t.raised();
        product = std::move(next);
        return Status::ok();
    });
    if (!ok) return t.raised();
    return product;
}

Ref math_sumprod(Thread& t, Value p, Value q) {
    const Ref left = iter_py(t, p);
    if (!left) return t.raised();
    const Ref right = iter_py(t, q);
    if (!right) return t.raised();
    ProductSum sum(t);
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        const Step a = next_py(t, left.get());
        if (a.is_raised()) return t.raised();
        const Step b = next_py(t, right.get());
        if (b.is_raised()) return t.raised();
        if (a.is_end() != b.is_end()) return t.raise(Exc::ValueError, "Inputs are not the same length");
        if (a.is_end()) return sum.finish_py();
        if (!sum.add_py(a.get(), b.get())) return t.raised();
    }
}

Ref math_hypot_py(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "math.hypot")) return t.raised();
    Coordinates values(t);
    if (!values.reserve(args.count)) return t.raised();
    for (std::uint32_t i = 0; i < args.count; ++i) {
        const Result<double> x = to_double_py(t, args[i]);
        if (!x) return t.raised();
        values.add(*x);
    }
    return make_float(values.norm());
}

Ref math_dist(Thread& t, Value p, Value q) {
    const Ref left = tuple_from_py(t, p);
    if (!left) return t.raised();
    const Ref right = tuple_from_py(t, q);
    if (!right) return t.raised();
    const Tuple& a = left.as<Tuple>();
    const Tuple& b = right.as<Tuple>();
    if (a.size != b.size) {
        return t.raise(Exc::ValueError, "both points must have the same number of dimensions");
    }
    Coordinates values(t);
    if (!values.reserve(a.size)) return t.raised();
    for (std::uint64_t i = 0; i < a.size; ++i) {
        const Result<double> x = to_double_py(t, a[i]);
        if (!x) return t.raised();
        const Result<double> y = to_double_py(t, b[i]);
        if (!y) return t.raised();
        values.add(*x - *y);
    }
    return make_float(values.norm());
}

} // namespace islet
