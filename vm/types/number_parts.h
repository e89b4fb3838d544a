// SPDX-License-Identifier: MIT
//
// What the files of int, float, complex and the mathematical modules share: an int in the making, reading of
// operands, reading of text.
//
// Owns: nothing but what a NewInt holds until it is finished.
// Invariants: no integer grows beyond kMaxIntLimbs; callers check the stack (check_big_stack) before they
// hand
//   large operands to vm/base/bigint.h, whose library keeps temporaries there.
// Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/thread_scratch.h"

namespace islet {

// 2^33 bits. Larger results count as out of memory: the work on them would hardly end.
inline constexpr std::size_t kMaxIntLimbs = std::size_t{1} << 27;
// Operands up to here need no room on the stack worth a check.
inline constexpr std::size_t kShortLimbs = 64;

// Immediates and bools as a machine integer; false for objects.
inline bool as_small(Value v, std::int64_t& out) {
    if (v.is_int()) {
        out = v.as_int();
        return true;
    }
    if (v.is_bool()) {
        out = v.is_true() ? 1 : 0;
        return true;
    }
    return false;
}

// An int as the arithmetic wants it, with room for one that is no object.
struct IntOperand {
    explicit IntOperand(Value v) : big(big_of(v, room)) {}
    IntOperand(const IntOperand&) = delete;
    IntOperand& operator=(const IntOperand&) = delete;
    Limb room = 0;
    Big big;
};

// Room for the limbs of a result, which becomes an exact int. Short results are worked out inside and get an
// object of their own size; long ones are worked out where they will stay.
class NewInt {
public:
    explicit NewInt(Thread& t) : t_(t) {}
    ~NewInt() {
        if (object_) t_.heap().free_object(object_);
    }
    NewInt(const NewInt&) = delete;
    NewInt& operator=(const NewInt&) = delete;

    Status reserve(std::size_t limbs);
    Limb* limbs() { return object_ ? object_->limbs() : inside_; }
    Ref finish(BigResult result);

private:
    static constexpr std::size_t kInside = 8;
    Thread& t_;
    Int* object_ = nullptr;
    std::size_t reserved_ = 0;
    Limb inside_[kInside];
};

// An exact int as an object, its limbs to be written at once. Null: out of memory. (int.cpp)
Int* allocate_int(Thread& t, std::size_t limbs);

Status check_big_stack(Thread& t, std::size_t limbs);
// What a BigStatus other than Ok stands for.
Raised raise_big(Thread& t, BigStatus status);

// `value` is finite or the OverflowError / ValueError of int(float) is raised.
Ref int_from_double(Thread& t, double value);
// int(x) of one argument.
Ref number_to_int_py(Thread& t, Value x);
// Numbers only, without text; nothing() without an exception if `x` is no number.
Ref try_number_to_int_py(Thread& t, Value x);
// Whether the type has __index__ or __float__ and so passes for a real number.
bool is_real_number(Thread& t, Value v);

// An operand of float arithmetic.
enum class Operand : std::uint8_t { Number, Foreign, Raised };
Operand read_real(Thread& t, Value v, double& out);

Ref float_power(Thread& t, double base, double exponent);
Ref complex_power(Thread& t, double base_real, double base_imag, double real, double imag);

struct DoublePair {
    double first, second;
};
// As the division of complex numbers; `b` is not zero.
DoublePair complex_quotient(DoublePair a, DoublePair b);
// complex.from_number(v): TypeError "must be real number, not x".
Ref complex_from_number_py(Thread& t, Value v);
// Floor and remainder as Python's // and % define them; `b` is not zero.
DoublePair float_floor_divide(double a, double b);

// A str as number parsers read it: decimal digits of any script as ASCII, other white space beyond ASCII as a
// space, whatever else as '?'.
class NumberText {
public:
    Status fill(Thread& t, const Str& s);
    std::string_view view() const { return view_; }

private:
    TextBuffer copy_;
    std::string_view view_;
};
inline bool is_ascii_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
std::string_view strip_ascii_space(std::string_view text);

enum class IntParse : std::uint8_t { Ok, Malformed, Raised };
// `text` may have white space around it. Base 0 or 2 ... 36.
IntParse parse_int(Thread& t, std::string_view text, int base, Ref& out);
// "invalid literal for int() with base 10: ..." with the repr of `literal`.
Raised raise_invalid_int(Thread& t, int base, std::string_view repr);

} // namespace islet
