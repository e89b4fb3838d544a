// SPDX-License-Identifier: MIT
//
// complex: two doubles. Products and quotients recover infinities as C's Annex G does; a real operand keeps
// its kind (is not made complex first), so signs of zeros and infinities come out as mathematics wants them.
// Owns: nothing beside the block. Threads: the interpreter's lock.
#include "vm/base/float_text.h"
#include "vm/base/hash.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/exception.h"
#include "vm/types/formatter.h"
#include "vm/types/number_parts.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

#include <cmath>

namespace islet {

namespace {

struct Pair {
    double real = 0, imag = 0;
};

Pair value_of(Value v) {
    return {as<Complex>(v).real, as<Complex>(v).imag};
}

// --- Arithmetic

// 1 or 0 with the sign of `part`: an infinity as a direction.
double direction(double part) {
    return std::copysign(std::isinf(part) ? 1.0 : 0.0, part);
}
bool is_infinite(const Pair& z) {
    return std::isinf(z.real) || std::isinf(z.imag);
}
bool is_finite(const Pair& z) {
    return std::isfinite(z.real) && std::isfinite(z.imag);
}

// A product that came out as NaN in both parts, though an operand was infinite or a partial product
// overflowed.
Pair recover_product(Pair a, Pair b, const Pair& product, bool overflowed) {
    const bool a_infinite = is_infinite(a), b_infinite = is_infinite(b);
    if (!a_infinite && !b_infinite && !overflowed) return product;
    if (a_infinite) a = {direction(a.real), direction(a.imag)};
    if (b_infinite) b = {direction(b.real), direction(b.imag)};
    for (double* const part : {&a.real, &a.imag, &b.real, &b.imag}) {
        if (std::isnan(*part)) *part = std::copysign(0.0, *part);
    }
    return {HUGE_VAL * (a.real * b.real - a.imag * b.imag), HUGE_VAL * (a.real * b.imag + a.imag * b.real)};
}

Pair multiply(const Pair& a, const Pair& b) {
    const double ac = a.real * b.real, bd = a.imag * b.imag, ad = a.real * b.imag, bc = a.imag * b.real;
    const Pair product{ac - bd, ad + bc};
    if (!std::isnan(product.real) || !std::isnan(product.imag)) [[likely]]
        return product;
    const bool overflowed = std::isinf(ac) || std::isinf(bd) || std::isinf(ad) || std::isinf(bc);
    return recover_product(a, b, product, overflowed);
}

// Smith's way: scaled by the larger part of the divisor. `b` is not zero.
Pair divide(const Pair& a, const Pair& b) {
    const double size_real = std::fabs(b.real), size_imag = std::fabs(b.imag);
    Pair out;
    if (size_real >= size_imag) {
        const double ratio = b.imag / b.real, divisor = b.real + b.imag * ratio;
        out = {(a.real + a.imag * ratio) / divisor, (a.imag - a.real * ratio) / divisor};
    } else if (size_imag >= size_real) {
        const double ratio = b.real / b.imag, divisor = b.real * ratio + b.imag;
        out = {(a.real * ratio + a.imag) / divisor, (a.imag * ratio - a.real) / divisor};
    } else {
        out = {NAN, NAN};
    }
    if (!std::isnan(out.real) || !std::isnan(out.imag)) return out;
    if (is_infinite(a) && is_finite(b)) {
        const double x = direction(a.real), y = direction(a.imag);
        return {HUGE_VAL * (x * b.real + y * b.imag), HUGE_VAL * (y * b.real - x * b.imag)};
    }
    if (is_infinite(b) && is_finite(a)) {
        const double x = direction(b.real), y = direction(b.imag);
        return {0.0 * (a.real * x + a.imag * y), 0.0 * (a.imag * x - a.real * y)};
    }
    return out;
}

Pair divide_real(double a, const Pair& b) {
    const double size_real = std::fabs(b.real), size_imag = std::fabs(b.imag);
    Pair out;
    if (size_real >= size_imag) {
        const double ratio = b.imag / b.real, divisor = b.real + b.imag * ratio;
        out = {a / divisor, (-a * ratio) / divisor};
    } else if (size_imag >= size_real) {
        const double ratio = b.real / b.imag, divisor = b.real * ratio + b.imag;
        out = {(a * ratio) / divisor, -a / divisor};
    } else {
        out = {NAN, NAN};
    }
    if (std::isnan(out.real) && std::isnan(out.imag) && std::isfinite(a) && is_infinite(b)) {
        const double x = direction(b.real), y = direction(b.imag);
        return {0.0 * (a * x), 0.0 * (-a * y)};
    }
    return out;
}

Pair power_by_squaring(const Pair& base, int exponent) {
    Pair out{1, 0}, square = base;
    for (int bit = 1; bit > 0 && exponent >= bit; bit <<= 1) {
        if ((exponent & bit) != 0) out = multiply(out, square);
        square = multiply(square, square);
    }
    return out;
}

// By magnitude and angle. False: undefined, as zero to a negative or complex power.
bool polar_power(const Pair& base, const Pair& exponent, Pair& out) {
    if (exponent.real == 0 && exponent.imag == 0) {
        out = {1, 0};
        return true;
    }
    if (base.real == 0 && base.imag == 0) {
        out = {0, 0};
        return exponent.imag == 0 && exponent.real >= 0;
    }
    const double size = std::hypot(base.real, base.imag), angle = std::atan2(base.imag, base.real);
    double length = std::pow(size, exponent.real), phase = angle * exponent.real;
    if (exponent.imag != 0) {
        length *= std::exp(-angle * exponent.imag);
        phase += exponent.imag * std::log(size);
    }
    out = {length * std::cos(phase), length * std::sin(phase)};
    return !std::isinf(phase); // an infinite angle has no direction
}

Ref power_of(Thread& t, const Pair& base, const Pair& exponent) {
    Pair out;
    bool defined = true;
    const bool whole = exponent.imag == 0 && exponent.real == std::floor(exponent.real);
    if (whole && std::fabs(exponent.real) <= 100) {
        const int n = static_cast<int>(exponent.real);
        out = power_by_squaring(base, n < 0 ? -n : n);
        if (n < 0) {
            defined = base.real != 0 || base.imag != 0;
            if (defined) out = divide({1, 0}, out);
        }
    } else {
        defined = polar_power(base, exponent, out);
    }
    if (!defined) return t.raise(Exc::ZeroDivisionError, "zero to a negative or complex power");
    if (is_infinite(out)) return t.raise(Exc::OverflowError, "complex exponentiation");
    return make_complex(t, out.real, out.imag);
}

// --- Operators

// An operand: a complex, or a real number beside one.
struct ComplexOperand {
    Pair value;
    bool is_real = false;
};
Operand read_operand(Thread& t, Value v, ComplexOperand& out) {
    if (Complex* const c = cast<Complex>(v)) {
        out.value = {c->real, c->imag};
        return Operand::Number;
    }
    out.is_real = true;
    return read_real(t, v, out.value.real);
}

template <class Compute>
Ref complex_binary(Thread& t, Value left, Value right, Compute&& compute) {
    ComplexOperand a, b;
    const Operand first = read_operand(t, left, a);
    if (first == Operand::Foreign) return Ref::not_implemented();
    if (first == Operand::Raised) return t.raised();
    const Operand second = read_operand(t, right, b);
    if (second == Operand::Foreign) return Ref::not_implemented();
    if (second == Operand::Raised) return t.raised();
    return compute(a, b);
}

Ref complex_add_py(Thread& t, Value left, Value right) {
    return complex_binary(t, left, right, [&t](const ComplexOperand& a, const ComplexOperand& b) {
        const double imag = a.is_real ? b.value.imag : b.is_real ? a.value.imag : a.value.imag + b.value.imag;
        return make_complex(t, a.value.real + b.value.real, imag);
    });
}

Ref complex_sub_py(Thread& t, Value left, Value right) {
    return complex_binary(t, left, right, [&t](const ComplexOperand& a, const ComplexOperand& b) {
        const double imag = a.is_real   ? -b.value.imag
                            : b.is_real ? a.value.imag
                                        : a.value.imag - b.value.imag;
        return make_complex(t, a.value.real - b.value.real, imag);
    });
}

Ref complex_mul_py(Thread& t, Value left, Value right) {
    return complex_binary(t, left, right, [&t](const ComplexOperand& a, const ComplexOperand& b) {
        if (a.is_real) return make_complex(t, a.value.real * b.value.real, a.value.real * b.value.imag);
        if (b.is_real) return make_complex(t, a.value.real * b.value.real, a.value.imag * b.value.real);
        const Pair product = multiply(a.value, b.value);
        return make_complex(t, product.real, product.imag);
    });
}

Ref complex_truediv_py(Thread& t, Value left, Value right) {
    return complex_binary(t, left, right, [&t](const ComplexOperand& a, const ComplexOperand& b) -> Ref {
        if (b.value.real == 0 && b.value.imag == 0)
            return t.raise(Exc::ZeroDivisionError, "division by zero");
        if (b.is_real) return make_complex(t, a.value.real / b.value.real, a.value.imag / b.value.real);
        const Pair quotient = a.is_real ? divide_real(a.value.real, b.value) : divide(a.value, b.value);
        return make_complex(t, quotient.real, quotient.imag);
    });
}

Ref complex_pow_py(Thread& t, Value left, Value right) {
    return complex_binary(t, left, right, [&t](const ComplexOperand& a, const ComplexOperand& b) {
        return power_of(t, a.value, b.value);
    });
}

Ref complex_pow3_py(Thread& t, Value left, Value right, Value modulus) {
    if (modulus.is_empty() || modulus.is_none()) return complex_pow_py(t, left, right);
    return complex_binary(t, left, right, [&t](const ComplexOperand&, const ComplexOperand&) -> Ref {
        return t.raise(Exc::ValueError, "complex modulo");
    });
}

Ref complex_compare_py(Thread&, Value left, Value right, CompareOp op) {
    if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_kind(left, Kind::Complex))
        return Ref::not_implemented();
    const Pair a = value_of(left);
    bool equal = false;
    if (is_kind(right, Kind::Complex)) {
        const Pair b = value_of(right);
        equal = a.real == b.real && a.imag == b.imag;
    } else if (is_float(right)) {
        equal = a.imag == 0 && a.real == float_value(right);
    } else if (is_int(right)) {
        equal = a.imag == 0 && a.real == a.real && int_compare_double(right, a.real) == 0;
    } else {
        return Ref::not_implemented();
    }
    return Ref::boolean(equal == (op == CompareOp::Eq));
}

Ref complex_neg_py(Thread& t, Value v) {
    return make_complex(t, -value_of(v).real, -value_of(v).imag);
}

Ref complex_exact(Thread& t, Value v) {
    if (v.object()->subclass == 0) return Ref::share(v);
    return make_complex(t, value_of(v).real, value_of(v).imag);
}

Ref complex_abs_py(Thread& t, Value v) {
    const Pair z = value_of(v);
    const double size = std::hypot(z.real, z.imag);
    if (std::isinf(size) && is_finite(z)) return t.raise(Exc::OverflowError, "absolute value too large");
    return make_float(size);
}

Result<bool> complex_bool_py(Thread&, Value v) {
    return value_of(v).real != 0 || value_of(v).imag != 0;
}

Result<std::int64_t> complex_hash_py(Thread&, Value v) {
    const auto hash_part = [v](double part) {
        return part == part ? hash_double(part) : hash_pointer(v.object());
    };
    return hash_complex(hash_part(value_of(v).real), hash_part(value_of(v).imag));
}

Ref complex_repr_py(Thread& t, Value v) {
    TextBuffer text;
    append_complex_repr(text, value_of(v).real, value_of(v).imag);
    return make_str(t, text);
}

// --- Construction

Ref complex_of_type(Thread& t, Type& type, const Pair& value) {
    if (&type == t.type(TypeId::Complex)) return make_complex(t, value.real, value.imag);
    auto* const object = allocate_instance<Complex>(t, type);
    if (!object) return t.raise_memory_error();
    object->real = value.real;
    object->imag = value.imag;
    return Ref::adopt(object);
}

bool is_sign(std::string_view text) {
    return !text.empty() && (text[0] == '+' || text[0] == '-');
}

// Takes a number off the front; false: there is none.
bool take_number(std::string_view& text, double& out) {
    const std::size_t length = float_prefix_length(text);
    if (length == 0 || parse_float(text.substr(0, length), out) != FloatParse::Ok) return false;
    text.remove_prefix(length);
    return true;
}

// A coefficient of j that may be a bare sign, or nothing.
void take_coefficient(std::string_view& text, double& out) {
    if (take_number(text, out)) return;
    out = is_sign(text) && text[0] == '-' ? -1.0 : 1.0;
    if (is_sign(text)) text.remove_prefix(1);
}

bool take_j(std::string_view& text) {
    if (text.empty() || (text[0] != 'j' && text[0] != 'J')) return false;
    text.remove_prefix(1);
    return true;
}

// "1+2j", "3j", "(1-j)", "2": no white space but around the whole and inside the parentheses.
bool parse_complex(std::string_view text, Pair& out) {
    text = strip_ascii_space(text);
    if (!text.empty() && text[0] == '(') {
        if (text.size() < 2 || text.back() != ')') return false;
        text = strip_ascii_space(text.substr(1, text.size() - 2));
    }
    if (!take_number(text, out.real)) {
        take_coefficient(text, out.imag);
        return take_j(text) && text.empty();
    }
    if (is_sign(text)) {
        take_coefficient(text, out.imag);
        return take_j(text) && text.empty();
    }
    if (take_j(text)) out = {0, out.real};
    return text.empty();
}

Ref complex_from_str(Thread& t, Type& type, const Str& s) {
    NumberText text;
    if (!text.fill(t, s)) return t.raised();
    Pair value;
    if (!parse_complex(text.view(), value)) {
        return t.raise(Exc::ValueError, "complex() arg is a malformed string");
    }
    return complex_of_type(t, type, value);
}

// v.__complex__(), as a complex or an instance of a subclass; nothing() without an exception if there is
// none.
Ref try_complex_method_py(Thread& t, Value v) {
    if (is_exact(v, Kind::Complex)) return Ref::share(v);
    Ref result = call_special_py(t, v, Name::dunder_complex, {});
    if (!result || is_exact(result.get(), Kind::Complex)) return result;
    Type& type = *type_of(t, result.get());
    if (!is_kind(result.get(), Kind::Complex)) {
        return t.raise(Exc::TypeError, "__complex__ returned non-complex (type {})", type);
    }
    TextBuffer text;
    format_to(text,
              "__complex__ returned non-complex (type {}).  The ability to return an instance of a strict "
              "subclass of "
              "complex is deprecated, and may be removed in a future version of Python.",
              type);
    if (!warn_py(t, Exc::DeprecationWarning, text.view())) return t.raised();
    return result;
}

// A number as a complex; false: no number.
Result<bool> read_number_py(Thread& t, Value v, Pair& out) {
    const Ref special = try_complex_method_py(t, v);
    if (!special && t.has_pending()) return t.raised();
    const Value number = special ? special.get() : v;
    if (is_kind(number, Kind::Complex)) {
        out = value_of(number);
        return true;
    }
    if (!is_real_number(t, v)) return false;
    const Result<double> real = to_double_py(t, v);
    if (!real) return t.raised();
    out = {*real, 0};
    return true;
}

Status warn_complex_argument_py(Thread& t, std::string_view name, Value v) {
    TextBuffer text;
    format_to(text, "complex() argument '{}' must be a real number, not {}", name, *type_of(t, v));
    return warn_py(t, Exc::DeprecationWarning, text.view());
}

// One of two arguments. `is_complex` tells that it had two parts of its own.
Status read_part_py(Thread& t, std::string_view name, Value v, bool special_allowed, Pair& out,
                    bool& is_complex) {
    Ref special = Ref::nothing();
    if (special_allowed) {
        special = try_complex_method_py(t, v);
        if (!special && t.has_pending()) return t.raised();
    }
    const Value number = special ? special.get() : v;
    if (is_kind(number, Kind::Complex)) {
        if (!warn_complex_argument_py(t, name, v)) return t.raised();
        out = value_of(number);
        is_complex = true;
        return Status::ok();
    }
    if (!is_real_number(t, v)) {
        return t.raise(Exc::TypeError, "complex() argument '{}' must be a real number, not {}", name,
                       *type_of(t, v));
    }
    const Result<double> real = to_double_py(t, v);
    if (!real) return t.raised();
    out = {*real, 0};
    return Status::ok();
}

Ref complex_from_parts_py(Thread& t, Type& type, Value real, Value imag) {
    Pair first, second;
    bool complex_real = false, complex_imag = false;
    if (!real.is_empty() && !read_part_py(t, "real", real, true, first, complex_real)) return t.raised();
    if (!imag.is_empty() && !read_part_py(t, "imag", imag, false, second, complex_imag)) return t.raised();
    if (complex_imag) first.real -= second.imag;
    if (complex_real) second.real = imag.is_empty() ? first.imag : second.real + first.imag;
    return complex_of_type(t, type, {first.real, second.real});
}

Ref complex_from_one_py(Thread& t, Type& type, Value v) {
    if (is_exact(v, Kind::Complex) && &type == t.type(TypeId::Complex)) return Ref::share(v);
    if (is_str(v)) return complex_from_str(t, type, as<Str>(v));
    Pair value;
    const Result<bool> is_number = read_number_py(t, v, value);
    if (!is_number) return t.raised();
    if (!*is_number) {
        TextBuffer text;
        text.append("complex() argument must be a string or a number, not ");
        append_full_name(t, text, *type_of(t, v));
        return t.raise_text(Exc::TypeError, text.view());
    }
    return complex_of_type(t, type, value);
}

Ref complex_new_py(Thread& t, Type& type, const Args& args) {
    if (args.count == 1 && !args.names) return complex_from_one_py(t, type, args[0]);
    static constexpr const char* kNames[] = {"real", "imag"};
    Value bound[2];
    if (!bind_args(t, args, "complex", kNames, 0, 0, bound)) return t.raised();
    return complex_from_parts_py(t, type, bound[0], bound[1]);
}

// --- Methods

Ref complex_from_number(Thread& t, Type& type, Value number) {
    Ref result = complex_from_number_py(t, number);
    if (!result || &type == t.type(TypeId::Complex)) return result;
    return call_py(t, &type, result.get());
}

Ref complex_conjugate(Thread& t, Complex& self) {
    return make_complex(t, self.real, -self.imag);
}
Ref complex_complex(Thread& t, Value self) {
    return complex_exact(t, self);
}

Ref complex_getnewargs(Thread& t, Complex& self) {
    return make_tuple(t, {Value::from_foreign_double(self.real), Value::from_foreign_double(self.imag)});
}

Ref complex_format(Thread& t, Value self, Str& spec) {
    if (spec.length == 0) return str_py(t, self);
    return format_complex_py(t, self, spec);
}

constexpr MethodDef kMethods[] = {
    class_method<&complex_from_number>("from_number($type, number, /)",
                                       "Convert number to a complex floating-point number."),
    method<&complex_conjugate>("conjugate($self, /)",
                               "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."),
    method<&complex_complex>("__complex__($self, /)", "Convert this value to exact type complex."),
    method<&complex_getnewargs>("__getnewargs__($self, /)", nullptr),
    method<&complex_format>("__format__($self, format_spec, /)",
                            "Convert to a string according to format_spec."),
};

static_assert(sizeof(Complex) == sizeof(Object) + 2 * sizeof(double));
constexpr MemberDef kMembers[] = {
    {"real", sizeof(Object), MemberDef::Type::Double, false, "the real part of a complex number"},
    {"imag", sizeof(Object) + sizeof(double), MemberDef::Type::Double, false,
     "the imaginary part of a complex number"},
};

constexpr Slots make_slots() {
    Slots slots{};
    slots.new_py = &complex_new_py;
    slots.repr_py = &complex_repr_py;
    slots.hash_py = &complex_hash_py;
    slots.bool_py = &complex_bool_py;
    slots.compare_py = &complex_compare_py;
    const auto set = [&slots](BinaryOp op, BinarySlot slot) {
        slots.binary_py[static_cast<std::size_t>(op)] = slot;
    };
    set(BinaryOp::Add, &complex_add_py);
    set(BinaryOp::Sub, &complex_sub_py);
    set(BinaryOp::Mul, &complex_mul_py);
    set(BinaryOp::TrueDiv, &complex_truediv_py);
    set(BinaryOp::Pow, &complex_pow_py);
    slots.pow3_py = &complex_pow3_py;
    slots.neg_py = &complex_neg_py;
    slots.pos_py = &complex_exact;
    slots.abs_py = &complex_abs_py;
    return slots;
}

void complex_traverse(Object* object, Visitor& visit) {
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void complex_drop(Heap& heap, Object* object) {
    if (object->subclass != 0) drop_attrs(heap, object);
    heap.free_object(object);
}

} // namespace

Ref make_complex(Thread& t, double real, double imag) {
    auto* const object = allocate<Complex>(t, TypeId::Complex);
    if (!object) return t.raise_memory_error();
    object->real = real;
    object->imag = imag;
    return Ref::adopt(object);
}

Ref complex_power(Thread& t, double base_real, double base_imag, double real, double imag) {
    return power_of(t, {base_real, base_imag}, {real, imag});
}

Ref complex_from_number_py(Thread& t, Value v) {
    if (is_exact(v, Kind::Complex)) return Ref::share(v);
    Pair value;
    const Result<bool> is_number = read_number_py(t, v, value);
    if (!is_number) return t.raised();
    if (!*is_number) return t.raise(Exc::TypeError, "must be real number, not {}", *type_of(t, v));
    return make_complex(t, value.real, value.imag);
}

DoublePair complex_quotient(DoublePair a, DoublePair b) {
    const Pair quotient = divide({a.first, a.second}, {b.first, b.second});
    return {quotient.real, quotient.imag};
}

extern constexpr TypeSpec kComplexSpec = {
    .name = "complex",
    .doc = "Create a complex number from a string or numbers.\n\n"
           "If a string is given, parse it as a complex number.\n"
           "If a single number is given, convert it to a complex number.\n"
           "If the 'real' or 'imag' arguments are given, create a complex number\n"
           "with the specified real and imaginary components.",
    .kind = Kind::Complex,
    .flags = kBaseType | kAcyclic | kImmutable,
    .size = sizeof(Complex),
    .slots = make_slots(),
    .methods = kMethods,
    .members = kMembers,
    .traverse = &complex_traverse,
    .drop = &complex_drop,
};

} // namespace islet
