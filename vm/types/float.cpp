// SPDX-License-Identifier: MIT
//
// float: an immediate, or inside the object of a subclass. Arithmetic, text, methods.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/types/float.h"

#include "vm/base/float_text.h"
#include "vm/base/hash.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/exception.h"
#include "vm/types/formatter.h"
#include "vm/types/number_parts.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"

#include <cerrno>
#include <cmath>

namespace islet {

// --- Reading

Operand read_real(Thread& t, Value v, double& out) {
    if (v.is_double()) {
        out = v.as_double();
        return Operand::Number;
    }
    if (v.is_int()) {
        out = static_cast<double>(v.as_int());
        return Operand::Number;
    }
    if (is_kind(v, Kind::Float)) {
        out = as<FloatObject>(v).value;
        return Operand::Number;
    }
    if (!is_int(v)) return Operand::Foreign;
    const Result<double> number = int_to_double(t, v);
    if (!number) return Operand::Raised;
    out = *number;
    return Operand::Number;
}

bool is_real_number(Thread& t, Value v) {
    const Slots& slots = type_of(t, v)->slots;
    return slots.float_py || slots.index_py;
}

namespace {

// What type(v).__float__ gave.
Result<double> check_float_result_py(Thread& t, Value v, const Ref& number) {
    if (!number) return t.raised();
    const Value result = number.get();
    if (result.is_double()) return result.as_double();
    Type& type = *type_of(t, result);
    if (!is_float(result)) {
        return t.raise(Exc::TypeError, "{}.__float__ returned non-float (type {})", *type_of(t, v), type);
    }
    TextBuffer text;
    format_to(text,
              "{}.__float__ returned non-float (type {}).  The ability to return an instance of a strict "
              "subclass of "
              "float is deprecated, and may be removed in a future version of Python.",
              *type_of(t, v), type);
    if (!warn_py(t, Exc::DeprecationWarning, text.view())) return t.raised();
    return float_value(result);
}

// By __float__ or __index__; is_real_number(v).
Result<double> real_number_py(Thread& t, Value v) {
    const Slots& slots = type_of(t, v)->slots;
    if (slots.float_py) return check_float_result_py(t, v, slots.float_py(t, v));
    const Ref index = index_py(t, v);
    if (!index) return t.raised();
    return int_to_double(t, index.get());
}

} // namespace

Result<double> to_double_py(Thread& t, Value v) {
    double number = 0;
    switch (read_real(t, v, number)) {
    case Operand::Number: return number;
    case Operand::Raised: return t.raised();
    case Operand::Foreign: break;
    }
    if (!is_real_number(t, v)) return t.raise(Exc::TypeError, "must be real number, not {}", *type_of(t, v));
    return real_number_py(t, v);
}

std::int64_t float_hash(Value v) {
    const double number = float_value(v);
    if (number == number) return hash_double(number);
    return v.is_object() ? hash_pointer(v.object()) : v.as_int(); // its payload: no two NaNs need be equal
}

// --- Text

namespace {

// False: malformed. Raised if memory ran out.
Result<bool> parse_stripped(Thread& t, std::string_view text, double& out) {
    const FloatParse outcome = parse_float(strip_ascii_space(text), out);
    if (outcome == FloatParse::NoMemory) return t.raise_memory_error();
    return outcome == FloatParse::Ok;
}

Raised raise_not_a_float(Thread& t, const TextBuffer& repr) {
    return t.raise(Exc::ValueError, "could not convert string to float: {}", repr);
}

} // namespace

namespace {

// As for any number; a NaN that a program makes is identical to itself alone.
Ref make_new_float(Thread& t, double number) {
    return number == number ? make_float(number) : Ref::plain(Value::nan(t.state().next_nan++));
}

} // namespace

Ref float_from_text_py(Thread& t, Value v) {
    double number = 0;
    TextBuffer repr;
    if (is_str(v)) {
        NumberText text;
        if (!text.fill(t, as<Str>(v))) return t.raised();
        const Result<bool> ok = parse_stripped(t, text.view(), number);
        if (!ok) return t.raised();
        if (*ok) return make_new_float(t, number);
        append_repr(repr, as<Str>(v));
        return raise_not_a_float(t, repr);
    }
    if (!has_buffer(t, v)) {
        return t.raise(Exc::TypeError, "float() argument must be a string or a real number, not '{}'",
                       *type_of(t, v));
    }
    BufferView view;
    if (!view.get_py(t, v)) return t.raised();
    const Result<bool> ok = parse_stripped(t, view.text(), number);
    if (!ok) return t.raised();
    if (*ok) return make_new_float(t, number);
    append_bytes_repr(repr, view.text());
    return raise_not_a_float(t, repr);
}

namespace {

// --- Construction

Ref float_of_type(Thread& t, Type& type, double number) {
    if (&type == t.type(TypeId::Float)) return make_new_float(t, number);
    auto* const object = allocate_instance<FloatObject>(t, type);
    if (!object) return t.raise_memory_error();
    object->value = number;
    return Ref::adopt(object);
}

Result<double> float_argument_py(Thread& t, Value x) {
    if (x.is_double()) return x.as_double();
    if (is_real_number(t, x)) return real_number_py(t, x);
    const Ref number = float_from_text_py(t, x);
    if (!number) return t.raised();
    return float_value(number.get());
}

Ref float_new_py(Thread& t, Type& type, const Args& args) {
    const bool own_arguments = type.slots.init_py == t.type(TypeId::Float)->slots.init_py;
    if (own_arguments && !refuse_keywords(t, args, "float")) return t.raised();
    if (!check_positional(t, args, "float", 0, 1)) return t.raised();
    double number = 0;
    if (args.count == 1) {
        if (args[0].is_double() && &type == t.type(TypeId::Float)) return Ref::plain(args[0]);
        const Result<double> value = float_argument_py(t, args[0]);
        if (!value) return t.raised();
        number = *value;
    }
    return float_of_type(t, type, number);
}

// --- Operators

template <class Compute>
Ref float_binary(Thread& t, Value left, Value right, Compute&& compute) {
    double a = 0, b = 0;
    const Operand first = read_real(t, left, a);
    if (first == Operand::Foreign) return Ref::not_implemented();
    if (first == Operand::Raised) return t.raised();
    const Operand second = read_real(t, right, b);
    if (second == Operand::Foreign) return Ref::not_implemented();
    if (second == Operand::Raised) return t.raised();
    return compute(a, b);
}

Ref float_add_py(Thread& t, Value a, Value b) {
    return float_binary(t, a, b, [](double x, double y) { return make_float(x + y); });
}
Ref float_sub_py(Thread& t, Value a, Value b) {
    return float_binary(t, a, b, [](double x, double y) { return make_float(x - y); });
}
Ref float_mul_py(Thread& t, Value a, Value b) {
    return float_binary(t, a, b, [](double x, double y) { return make_float(x * y); });
}

Raised raise_division_by_zero(Thread& t) {
    return t.raise(Exc::ZeroDivisionError, "division by zero");
}

Ref float_truediv_py(Thread& t, Value a, Value b) {
    return float_binary(t, a, b, [&t](double x, double y) -> Ref {
        if (y == 0) return raise_division_by_zero(t);
        return make_float(x / y);
    });
}

double floor_remainder(double a, double b) {
    const double rest = std::fmod(a, b);
    if (rest == 0) return std::copysign(0.0, b);
    return (b < 0) != (rest < 0) ? rest + b : rest;
}

Ref float_floordiv_py(Thread& t, Value a, Value b) {
    return float_binary(t, a, b, [&t](double x, double y) -> Ref {
        if (y == 0) return raise_division_by_zero(t);
        return make_float(float_floor_divide(x, y).first);
    });
}
Ref float_mod_py(Thread& t, Value a, Value b) {
    return float_binary(t, a, b, [&t](double x, double y) -> Ref {
        if (y == 0) return raise_division_by_zero(t);
        return make_float(floor_remainder(x, y));
    });
}
Ref float_divmod_py(Thread& t, Value a, Value b) {
    return float_binary(t, a, b, [&t](double x, double y) -> Ref {
        if (y == 0) return raise_division_by_zero(t);
        const DoublePair pair = float_floor_divide(x, y);
        return make_tuple(t,
                          {Value::from_foreign_double(pair.first), Value::from_foreign_double(pair.second)});
    });
}

Ref float_pow_py(Thread& t, Value a, Value b) {
    return float_binary(t, a, b, [&t](double x, double y) { return float_power(t, x, y); });
}
Ref float_pow3_py(Thread& t, Value a, Value b, Value modulus) {
    if (modulus.is_empty() || modulus.is_none()) return float_pow_py(t, a, b);
    return t.raise(Exc::TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
}

bool compare_doubles(double a, double b, CompareOp op) {
    switch (op) {
    case CompareOp::Lt: return a < b;
    case CompareOp::Le: return a <= b;
    case CompareOp::Eq: return a == b;
    case CompareOp::Ne: return a != b;
    case CompareOp::Gt: return a > b;
    case CompareOp::Ge: break;
    }
    return a >= b;
}

Ref float_compare_py(Thread&, Value left, Value right, CompareOp op) {
    if (!is_float(left)) return Ref::not_implemented();
    const double a = float_value(left);
    if (is_float(right)) return Ref::boolean(compare_doubles(a, float_value(right), op));
    if (!is_int(right)) return Ref::not_implemented();
    if (a != a) return Ref::boolean(op == CompareOp::Ne);
    // Exact, however large the int is.
    return Ref::boolean(compare_doubles(-int_compare_double(right, a), 0, op));
}

Ref float_neg_py(Thread&, Value v) {
    return make_float(-float_value(v));
}
Ref float_exact(Thread&, Value v) {
    return make_float(float_value(v));
}
Ref float_abs_py(Thread&, Value v) {
    return make_float(std::fabs(float_value(v)));
}
Ref float_int_py(Thread& t, Value v) {
    return int_from_double(t, std::trunc(float_value(v)));
}
Result<bool> float_bool_py(Thread&, Value v) {
    return float_value(v) != 0;
}
Result<std::int64_t> float_hash_py(Thread&, Value v) {
    return float_hash(v);
}

Ref float_repr_py(Thread& t, Value v) {
    char text[kReprSize];
    return make_str_ascii(t, {text, write_repr(float_value(v), text)});
}

constexpr Slots make_slots() {
    Slots slots{};
    slots.new_py = &float_new_py;
    slots.repr_py = &float_repr_py;
    slots.hash_py = &float_hash_py;
    slots.bool_py = &float_bool_py;
    slots.compare_py = &float_compare_py;
    const auto set = [&slots](BinaryOp op, BinarySlot slot) {
        slots.binary_py[static_cast<std::size_t>(op)] = slot;
    };
    set(BinaryOp::Add, &float_add_py);
    set(BinaryOp::Sub, &float_sub_py);
    set(BinaryOp::Mul, &float_mul_py);
    set(BinaryOp::TrueDiv, &float_truediv_py);
    set(BinaryOp::FloorDiv, &float_floordiv_py);
    set(BinaryOp::Mod, &float_mod_py);
    set(BinaryOp::Pow, &float_pow_py);
    slots.divmod_py = &float_divmod_py;
    slots.pow3_py = &float_pow3_py;
    slots.neg_py = &float_neg_py;
    slots.pos_py = &float_exact;
    slots.abs_py = &float_abs_py;
    slots.int_py = &float_int_py;
    slots.float_py = &float_exact;
    return slots;
}

// --- Methods

Ref float_from_number(Thread& t, Type& type, Value number) {
    if (number.is_double() && &type == t.type(TypeId::Float)) return Ref::share(number);
    const Result<double> value = to_double_py(t, number);
    if (!value) return t.raised();
    const Ref result = make_float(*value);
    if (&type == t.type(TypeId::Float)) return Ref::share(result.get());
    return call_py(t, &type, result.get());
}

Ref float_trunc(Thread& t, Value self) {
    return float_int_py(t, self);
}
Ref float_floor(Thread& t, Value self) {
    return int_from_double(t, std::floor(float_value(self)));
}
Ref float_ceil(Thread& t, Value self) {
    return int_from_double(t, std::ceil(float_value(self)));
}

Ref float_round(Thread& t, Value self, Value digits) {
    const double number = float_value(self);
    if (digits.is_empty() || digits.is_none()) return int_from_double(t, std::nearbyint(number));
    const Result<std::int64_t> places = index_clamped_py(t, digits);
    if (!places) return t.raised();
    if (!std::isfinite(number)) return make_float(number);
    double rounded = 0;
    if (!round_to_digits(number, *places, rounded)) {
        return t.raise(Exc::OverflowError, "rounded value too large to represent");
    }
    return make_float(rounded);
}

Ref float_as_integer_ratio(Thread& t, Value self) {
    const double number = float_value(self);
    if (std::isinf(number)) return t.raise(Exc::OverflowError, "cannot convert Infinity to integer ratio");
    if (std::isnan(number)) return t.raise(Exc::ValueError, "cannot convert NaN to integer ratio");
    const FloatRatio ratio = float_ratio(number);
    const int up = ratio.exponent > 0 ? ratio.exponent : 0, down = ratio.exponent < 0 ? -ratio.exponent : 0;
    const Ref mantissa = make_int(t, ratio.mantissa);
    if (!mantissa) return t.raised();
    const Ref numerator = int_lshift_py(t, mantissa.get(), Value::small_int(up));
    if (!numerator) return t.raised();
    const Ref denominator = int_lshift_py(t, Value::small_int(1), Value::small_int(down));
    if (!denominator) return t.raised();
    return make_tuple(t, {numerator.get(), denominator.get()});
}

Ref float_fromhex(Thread& t, Type& type, Value string) {
    if (!is_str(string)) return t.raise(Exc::TypeError, "bad argument type for built-in operation");
    const Str& text = as<Str>(string);
    double number = 0;
    const FloatParse outcome =
        text.is_ascii() ? parse_hex_float(strip_ascii_space(text.ascii()), number) : FloatParse::Malformed;
    switch (outcome) {
    case FloatParse::Ok: break;
    case FloatParse::Malformed: return t.raise(Exc::ValueError, "invalid hexadecimal floating-point string");
    case FloatParse::TooLarge:
        return t.raise(Exc::OverflowError, "hexadecimal value too large to represent as a float");
    case FloatParse::NoMemory: return t.raise_memory_error();
    }
    if (&type == t.type(TypeId::Float)) return make_float(number);
    const Ref value = make_float(number);
    return call_py(t, &type, value.get());
}

Ref float_hex(Thread& t, Value self) {
    char text[kReprSize];
    return make_str_ascii(t, {text, write_hex_float(float_value(self), text)});
}

Ref float_is_integer(Thread&, Value self) {
    const double number = float_value(self);
    return Ref::boolean(std::isfinite(number) && std::floor(number) == number);
}

Ref float_getnewargs(Thread& t, Value self) {
    return make_tuple(t, {Value::from_foreign_double(float_value(self))});
}

Ref float_getformat(Thread& t, Type&, Str& what) {
    if (!str_equal(what, "double") && !str_equal(what, "float")) {
        return t.raise(Exc::ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
    }
    return make_str_ascii(t, "IEEE, little-endian");
}

Ref float_format(Thread& t, Value self, Str& spec) {
    if (spec.length == 0) return str_py(t, self);
    return format_float_py(t, self, spec);
}

constexpr MethodDef kMethods[] = {
    class_method<&float_from_number>("from_number($type, number, /)",
                                     "Convert real number to a floating-point number."),
    method<&float_exact>("conjugate($self, /)", "Return self, the complex conjugate of any float."),
    method<&float_trunc>("__trunc__($self, /)", "Return the Integral closest to x between 0 and x."),
    method<&float_floor>("__floor__($self, /)", "Return the floor as an Integral."),
    method<&float_ceil>("__ceil__($self, /)", "Return the ceiling as an Integral."),
    method<&float_round>("__round__($self, ndigits=None, /)",
                         "Return the Integral closest to x, rounding half toward even.\n\n"
                         "When an argument is passed, work like built-in round(x, ndigits)."),
    method<&float_as_integer_ratio>(
        "as_integer_ratio($self, /)",
        "Return a pair of integers, whose ratio is exactly equal to the original float.\n\n"
        "The ratio is in lowest terms and has a positive denominator. Infinities raise\n"
        "OverflowError, NaNs ValueError."),
    class_method<&float_fromhex>("fromhex($type, string, /)",
                                 "Create a floating-point number from a hexadecimal string."),
    method<&float_hex>("hex($self, /)", "Return a hexadecimal representation of a floating-point number."),
    method<&float_is_integer>("is_integer($self, /)", "Return True if the float is an integer."),
    method<&float_getnewargs>("__getnewargs__($self, /)", nullptr),
    class_method<&float_getformat>("__getformat__($type, typestr, /)",
                                   "How floats ('double' or 'float') lie in memory. For tests."),
    method<&float_format>("__format__($self, format_spec, /)", "Formats the float according to format_spec."),
};

Ref float_get_zero(Thread&, Value) {
    return make_float(0.0);
}

constexpr GetSetDef kGetSet[] = {
    {"real", &float_exact, nullptr, "the real part of a complex number"},
    {"imag", &float_get_zero, nullptr, "the imaginary part of a complex number"},
};

void float_traverse(Object* object, Visitor& visit) {
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void float_drop(Heap& heap, Object* object) {
    if (object->subclass != 0) drop_attrs(heap, object);
    heap.free_object(object);
}

// OverflowError as a C function that failed with ERANGE leaves it: number and text.
Raised raise_range_error_py(Thread& t) {
    const Ref text = make_str_ascii(t, "Numerical result out of range");
    if (!text) return t.raised();
    Ref error =
        call_py(t, t.type(static_cast<TypeId>(Exc::OverflowError)), Value::small_int(ERANGE), text.get());
    if (!error) return t.raised();
    return t.raise_object(std::move(error));
}

bool is_odd_whole(double d) {
    return std::fmod(std::fabs(d), 2.0) == 1.0;
}

// base ** exponent where C's pow differs or need not be asked; false: ask it.
bool special_power(double base, double exponent, double& out) {
    if (exponent == 0) {
        out = 1;
    } else if (std::isnan(base)) {
        out = base;
    } else if (std::isnan(exponent)) {
        out = base == 1 ? 1 : exponent;
    } else if (std::isinf(exponent)) {
        const double size = std::fabs(base);
        out = size == 1 ? 1 : (exponent > 0) == (size > 1) ? std::fabs(exponent) : 0;
    } else if (std::isinf(base)) {
        const double size = exponent > 0 ? std::fabs(base) : 0.0;
        out = is_odd_whole(exponent) ? std::copysign(size, base) : size;
    } else {
        return false;
    }
    return true;
}

} // namespace

Ref float_power(Thread& t, double base, double exponent) {
    double power = 0;
    if (special_power(base, exponent, power)) return make_float(power);
    const bool odd = is_odd_whole(exponent);
    if (base == 0) {
        if (exponent < 0) return t.raise(Exc::ZeroDivisionError, "zero to a negative power");
        return make_float(odd ? base : 0.0);
    }
    // A root of a negative number is complex.
    if (base < 0 && exponent != std::floor(exponent)) return complex_power(t, base, 0, exponent, 0);
    power = std::pow(std::fabs(base), exponent);
    if (base < 0 && odd) power = -power;
    if (std::isinf(power)) return raise_range_error_py(t);
    return make_float(power);
}

DoublePair float_floor_divide(double a, double b) {
    double rest = std::fmod(a, b);
    // Exactly a multiple of b, but for rounding.
    double quotient = (a - rest) / b;
    if (rest == 0) {
        rest = std::copysign(0.0, b);
    } else if ((b < 0) != (rest < 0)) {
        rest += b;
        quotient -= 1.0;
    }
    if (quotient == 0) return {std::copysign(0.0, a / b), rest};
    double whole = std::floor(quotient);
    if (quotient - whole > 0.5) whole += 1.0;
    return {whole, rest};
}

extern constexpr TypeSpec kFloatSpec = {
    .name = "float",
    .doc = "Convert a string or number to a floating-point number, if possible.",
    .kind = Kind::Float,
    .flags = kBaseType | kAcyclic | kSelfMatch | kImmutable,
    .size = sizeof(FloatObject),
    .slots = make_slots(),
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = &float_traverse,
    .drop = &float_drop,
};

} // namespace islet
