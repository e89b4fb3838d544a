// SPDX-License-Identifier: MIT
//
// The tagged word that every variable, item and attribute is.
//
//   0000 0000 0000 0000           empty: an unbound variable, a missing argument, "no value"
//   0000 pppp pppp pppp           pointer to an Object
//   0001 0000 0000 00kk           None, False, True, Ellipsis, NotImplemented
//   0002 .. FFFA                  a double, its bits plus 2^49
//   FFFF iiii iiii iiii           an integer of 48 bits, two's complement
//
// Only pointers own anything, so doubles, small integers and the five singletons are never shared between
// interpreters, need no allocation and compare by their bits.
//
// Invariants: an integer that fits 48 bits is never an object; the payload of a double's NaN has at most 48
// bits, so that no NaN looks like an integer. It tells NaNs apart where Python compares by identity. Owns:
// nothing, a Value is borrowed (vm/ref.h owns). Threads: no state.
#pragma once

#include "vm/base/check.h"

#include <bit>
#include <cstdint>

namespace islet {

struct Object;

class Value {
public:
    static constexpr std::uint64_t kIntTag = 0xFFFF'0000'0000'0000;
    static constexpr std::uint64_t kDoubleOffset = 0x0002'0000'0000'0000;
    static constexpr std::uint64_t kSingletonTag = 0x0001'0000'0000'0000;
    static constexpr std::int64_t kIntMax = (std::int64_t{1} << 47) - 1;
    static constexpr std::int64_t kIntMin = -(std::int64_t{1} << 47);

    constexpr Value() = default;
    // The object's count is not changed.
    Value(Object* object) : bits_(reinterpret_cast<std::uint64_t>(object)) {}

    static constexpr Value from_bits(std::uint64_t bits) {
        Value v;
        v.bits_ = bits;
        return v;
    }
    static constexpr Value none() { return from_bits(kSingletonTag); }
    static constexpr Value boolean(bool b) { return from_bits(kSingletonTag | (b ? 2U : 1U)); }
    static constexpr Value ellipsis() { return from_bits(kSingletonTag | 3U); }
    static constexpr Value not_implemented() { return from_bits(kSingletonTag | 4U); }
    // `i` must fit (fits_int); make_int in vm/types/int.h takes any.
    static constexpr Value small_int(std::int64_t i) {
        return from_bits((static_cast<std::uint64_t>(i) & ~kIntTag) | kIntTag);
    }
    // The result of arithmetic on doubles that were values before. Anything read from outside (struct,
    // pickle, text) goes through from_foreign_double.
    static constexpr Value from_double(double d) {
        return from_bits(std::bit_cast<std::uint64_t>(d) + kDoubleOffset);
    }
    static constexpr Value from_foreign_double(double d) {
        if (d == d) return from_double(d);
        const bool negative = (std::bit_cast<std::uint64_t>(d) >> 63) != 0;
        return from_bits((negative ? 0xFFF8'0000'0000'0000 : 0x7FF8'0000'0000'0000) + kDoubleOffset);
    }

    // One of 2^48 NaNs that are not identical. Number 0 is the one of from_foreign_double.
    static constexpr Value nan(std::uint64_t number) {
        return from_bits((0x7FF8'0000'0000'0000 | (number & ~kIntTag)) + kDoubleOffset);
    }

    static constexpr bool fits_int(std::int64_t i) { return i >= kIntMin && i <= kIntMax; }

    constexpr bool is_empty() const { return bits_ == 0; }
    constexpr bool is_object() const { return bits_ - 1 < 0xFFFF'FFFF'FFFF; }
    constexpr bool is_int() const { return bits_ >= kIntTag; }
    constexpr bool is_double() const { return bits_ - kDoubleOffset < kIntTag - kDoubleOffset; }
    constexpr bool is_none() const { return bits_ == none().bits_; }
    constexpr bool is_true() const { return bits_ == boolean(true).bits_; }
    constexpr bool is_false() const { return bits_ == boolean(false).bits_; }
    constexpr bool is_bool() const { return is_true() || is_false(); }
    constexpr bool is_ellipsis() const { return bits_ == ellipsis().bits_; }
    constexpr bool is_not_implemented() const { return bits_ == not_implemented().bits_; }
    constexpr bool is_singleton() const { return bits_ >> 48 == 1; }

    Object* object() const {
        ISLET_DCHECK(is_object(), "not an object");
        return reinterpret_cast<Object*>(bits_);
    }
    constexpr std::int64_t as_int() const { return static_cast<std::int64_t>(bits_ << 16) >> 16; }
    constexpr double as_double() const { return std::bit_cast<double>(bits_ - kDoubleOffset); }
    constexpr std::uint64_t bits() const { return bits_; }

    // Identity, as `is`.
    friend constexpr bool operator==(Value a, Value b) { return a.bits_ == b.bits_; }

private:
    std::uint64_t bits_ = 0;
};
static_assert(sizeof(Value) == 8);

constexpr bool both_ints(Value a, Value b) {
    return (a.bits() & b.bits()) >= Value::kIntTag;
}

} // namespace islet
