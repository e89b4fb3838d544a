// SPDX-License-Identifier: MIT
//
// int beyond 48 bits, and instances of int's subclasses: sign and magnitude in 64-bit limbs.
// Owns: its limbs, behind the object. Invariants: no leading zero limb; an exact int that fits 48 bits is
// never an object (normalise with make_int). Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"
#include "vm/type.h"

#include <span>

namespace islet {

struct Int : Object {
    static constexpr Kind kKind = Kind::Int;
    bool negative;
    std::uint32_t limb_count; // 0: zero (subclasses only)

    std::uint64_t* limbs() { return reinterpret_cast<std::uint64_t*>(this + 1); }
    const std::uint64_t* limbs() const { return reinterpret_cast<const std::uint64_t*>(this + 1); }
};
static_assert(sizeof(Int) == 24);

// Any int: small, bool, object, or instance of a subclass.
inline bool is_int(Value v) {
    return v.is_int() || v.is_bool() || is_kind(v, Kind::Int);
}
inline bool is_exact_int(Value v) {
    return v.is_int() || is_exact(v, Kind::Int);
}

Ref make_int(Thread& t, std::int64_t value);
Ref make_int_unsigned(Thread& t, std::uint64_t value);
Ref make_int_limbs(Thread& t, bool negative, std::span<const std::uint64_t> limbs); // normalises
// From text in `base` (2 ... 36, or 0: by prefix) as int() reads it, underscores and sign included; null-ish
// Ref with ValueError "invalid literal for int() with base ...".
Ref int_from_text(Thread& t, std::string_view text, int base);
// Trusted digits of a constant: base 16, optional '-'.
Ref int_from_hex(Thread& t, std::string_view digits);
void append_int(TextBuffer& out, Value v, int base); // v is_int; no limit on digits; cannot be interrupted
Ref int_to_str(Thread& t, Value v);                  // str(int), with the digits limit

// --- Reading. `v` is_int.
// False if it does not fit; `*sign` gets -1 or 1 then.
bool int_fits(Value v, std::int64_t* out, int* sign = nullptr);
int int_sign(Value v);
Result<double> int_to_double(Thread& t, Value v); // OverflowError "int too large to convert to float"
// Anything with __index__ to an exact int; TypeError "'x' object cannot be interpreted as an integer".
Ref index_py(Thread& t, Value v);
// As index_py, then to 64 bits; `error` (Exc) with "cannot fit 'x' into an index-sized integer", or clamped.
Result<std::int64_t> index_to_int64_py(Thread& t, Value v, Exc error = Exc::OverflowError);
Result<std::int64_t> index_clamped_py(Thread& t, Value v);

// --- Arithmetic. Operands are is_int; results are exact.
Ref int_add(Thread& t, Value a, Value b);
Ref int_sub(Thread& t, Value a, Value b);
Ref int_mul_py(Thread& t, Value a, Value b);
Ref int_floordiv_py(Thread& t, Value a, Value b);
Ref int_mod_py(Thread& t, Value a, Value b);
Ref int_divmod_py(Thread& t, Value a, Value b);
Ref int_truediv(Thread& t, Value a, Value b);
Ref int_pow_py(Thread& t, Value a, Value b, Value modulus); // empty modulus: none; may give a float
Ref int_lshift_py(Thread& t, Value a, Value b);
Ref int_rshift(Thread& t, Value a, Value b);
Ref int_and(Thread& t, Value a, Value b);
Ref int_or(Thread& t, Value a, Value b);
Ref int_xor(Thread& t, Value a, Value b);
Ref int_binary_py(Thread& t, BinaryOp op, Value a, Value b); // NotImplemented for @
Ref int_neg(Thread& t, Value a);
Ref int_abs(Thread& t, Value a);
Ref int_invert(Thread& t, Value a);
int int_compare(Value a, Value b);         // -1, 0, 1
int int_compare_double(Value a, double b); // b is not NaN
std::int64_t int_hash(Value v);
Ref int_exact(Thread& t, Value v); // the same number as an exact int

} // namespace islet
