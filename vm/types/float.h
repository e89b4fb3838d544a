// SPDX-License-Identifier: MIT
//
// float: an immediate; instances of its subclasses are objects that hold one. complex: always an object.
// Owns: nothing beside the block. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct FloatObject : Object { // of a subclass
    static constexpr Kind kKind = Kind::Float;
    double value;
};
struct Complex : Object {
    static constexpr Kind kKind = Kind::Complex;
    double real, imag;
};

inline bool is_float(Value v) {
    return v.is_double() || is_kind(v, Kind::Float);
}
inline double float_value(Value v) {
    return v.is_double() ? v.as_double() : as<FloatObject>(v).value;
}
inline Ref make_float(double d) {
    return Ref::plain(Value::from_foreign_double(d));
}
Ref make_complex(Thread& t, double real, double imag);
// float(v) for numbers: __float__, then __index__; TypeError "must be real number, not x".
Result<double> to_double_py(Thread& t, Value v);
Ref float_from_text_py(Thread& t, Value str_or_bytes); // float("...")
std::int64_t float_hash(Value v);                      // NaN hashes by identity

} // namespace islet
