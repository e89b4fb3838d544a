// SPDX-License-Identifier: MIT
//
// The arithmetic, comparisons and truth of plain values (numbers, singletons) that the loop does by itself,
// and the reading of inline caches. All of it answers false where it would have to call, allocate or raise.
//
// Owns: nothing. Threads: any; only the values passed in are touched.
#pragma once

#include "vm/model/shape.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cmath>

namespace islet {

inline bool both_doubles(Value a, Value b) {
    return a.is_double() && b.is_double();
}
// A double or a small integer as a double; 48 bits are exact.
inline bool numeric(Value v, double* out) {
    if (v.is_double()) {
        *out = v.as_double();
        return true;
    }
    if (v.is_int()) {
        *out = static_cast<double>(v.as_int());
        return true;
    }
    return false;
}

inline std::int64_t shifted(Value v) {
    return static_cast<std::int64_t>(v.bits() << 16);
}
inline Value from_shifted(std::int64_t i) {
    return Value::from_bits(static_cast<std::uint64_t>(i) >> 16 | Value::kIntTag);
}

struct IntAdd {
    static bool ints(Value a, Value b, Value* out) {
        std::int64_t sum;
        if (__builtin_add_overflow(shifted(a), shifted(b), &sum)) return false;
        *out = from_shifted(sum);
        return true;
    }
    static double doubles(double a, double b) { return a + b; }
};
struct IntSub {
    static bool ints(Value a, Value b, Value* out) {
        std::int64_t difference;
        if (__builtin_sub_overflow(shifted(a), shifted(b), &difference)) return false;
        *out = from_shifted(difference);
        return true;
    }
    static double doubles(double a, double b) { return a - b; }
};
struct IntMul {
    static bool ints(Value a, Value b, Value* out) {
        std::int64_t product;
        if (__builtin_mul_overflow(a.as_int(), shifted(b), &product)) return false;
        *out = from_shifted(product);
        return true;
    }
    static double doubles(double a, double b) { return a * b; }
};

// Floor division and modulo of Python's kind; b is not 0. -2^47 // -1 leaves 48 bits.
inline bool floordiv_ints(Value a, Value b, Value* out) {
    const std::int64_t x = a.as_int(), y = b.as_int();
    if (y == 0) return false;
    std::int64_t q = x / y;
    if ((x % y != 0) && ((x < 0) != (y < 0))) --q;
    if (!Value::fits_int(q)) return false;
    *out = Value::small_int(q);
    return true;
}
inline bool mod_ints(Value a, Value b, Value* out) {
    const std::int64_t x = a.as_int(), y = b.as_int();
    if (y == 0) return false;
    std::int64_t r = x % y;
    if (r != 0 && ((r < 0) != (y < 0))) r += y;
    *out = Value::small_int(r);
    return true;
}
inline bool lshift_ints(Value a, Value b, Value* out) {
    const std::int64_t x = a.as_int(), n = b.as_int();
    if (n < 0 || n > 46 || x > (Value::kIntMax >> n) || x < (Value::kIntMin >> n)) return false;
    *out = Value::small_int(static_cast<std::int64_t>(static_cast<std::uint64_t>(x) << n));
    return true;
}
inline bool rshift_ints(Value a, Value b, Value* out) {
    const std::int64_t n = b.as_int();
    if (n < 0) return false;
    *out = Value::small_int(a.as_int() >> (n > 63 ? 63 : n));
    return true;
}

struct Less {
    template <class T>
    static bool test(T a, T b) {
        return a < b;
    }
};
struct LessEqual {
    template <class T>
    static bool test(T a, T b) {
        return a <= b;
    }
};
struct Equal {
    template <class T>
    static bool test(T a, T b) {
        return a == b;
    }
};
struct NotEqual {
    template <class T>
    static bool test(T a, T b) {
        return a != b;
    }
};
struct Greater {
    template <class T>
    static bool test(T a, T b) {
        return a > b;
    }
};
struct GreaterEqual {
    template <class T>
    static bool test(T a, T b) {
        return a >= b;
    }
};

// Truth of the values that need no call. False: ask truth_py.
inline bool quick_truth(Value v, bool* out) {
    if (v.is_singleton()) {
        *out = !(v.is_none() || v.is_false());
        return !v.is_not_implemented(); // whose truth is an error
    }
    if (v.is_int()) {
        *out = v.as_int() != 0;
        return true;
    }
    if (v.is_object()) {
        if (v.object()->is_exact(Kind::Str)) {
            *out = as<Str>(v).length != 0;
            return true;
        }
        if (v.object()->is_exact(Kind::List)) {
            *out = as<List>(v).size != 0;
            return true;
        }
    }
    return false;
}

inline Shape* cached_shape(const Instr* pc) {
    return reinterpret_cast<Shape*>(pc[1].word());
}
inline std::uint32_t cached_version(const Instr* pc) {
    return static_cast<std::uint32_t>(pc[2].word());
}
inline std::uint32_t cached_index(const Instr* pc) {
    return static_cast<std::uint32_t>(pc[2].word() >> 32);
}
inline Value cached_value(const Instr* pc) {
    return Value::from_bits(static_cast<std::uint64_t>(pc[3].word()));
}
inline bool shape_matches(Value v, const Instr* pc) {
    return v.is_object() && v.object()->shape == cached_shape(pc) &&
           v.object()->shape->version == cached_version(pc);
}

} // namespace islet
