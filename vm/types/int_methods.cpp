// SPDX-License-Identifier: MIT
//
// int: what Python sees of it: constructor, operators, methods.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/exception.h"
#include "vm/types/formatter.h"
#include "vm/types/number_parts.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"

#include <cstring>

namespace islet {

namespace {

// --- Construction

// An instance of `type`, a subclass, with the value of `number`.
Ref copy_to_subclass(Thread& t, Type& type, Value number) {
    const IntOperand source(number);
    auto* const object = static_cast<Int*>(t.heap().alloc_object(instance_bytes(type, source.big.size)));
    if (!object) return t.raise_memory_error();
    init_instance(object, type);
    object->negative = source.big.negative;
    object->limb_count = static_cast<std::uint32_t>(source.big.size);
    if (source.big.size != 0) std::memcpy(object->limbs(), source.big.limbs, source.big.size * sizeof(Limb));
    return Ref::adopt(object);
}

Ref parse_ascii(Thread& t, std::string_view text, int base, Value literal, bool is_text) {
    Ref number = Ref::nothing();
    const IntParse outcome = parse_int(t, text, base, number);
    if (outcome == IntParse::Ok) return number;
    if (outcome == IntParse::Raised) return t.raised();
    TextBuffer repr;
    if (is_text)
        append_repr(repr, as<Str>(literal));
    else
        append_bytes_repr(repr, text);
    return raise_invalid_int(t, base, repr.view());
}

Ref int_from_str(Thread& t, Str& s, int base) {
    NumberText text;
    if (!text.fill(t, s)) return t.raised();
    return parse_ascii(t, text.view(), base, &s, true);
}

// nothing() without an exception: not a text.
Ref try_int_from_text_py(Thread& t, Value x, int base, bool any_buffer) {
    if (is_str(x)) return int_from_str(t, as<Str>(x), base);
    const bool bytes = is_kind(x, Kind::Bytes) || is_kind(x, Kind::ByteArray);
    if (!bytes && !(any_buffer && has_buffer(t, x))) return Ref::nothing();
    BufferView view;
    if (!view.get_py(t, x)) return t.raised();
    return parse_ascii(t, view.text(), base, x, false);
}

Ref int_with_base_py(Thread& t, Value x, Value base_value) {
    if (x.is_empty()) return t.raise(Exc::TypeError, "int() missing string argument");
    const Result<std::int64_t> base = index_clamped_py(t, base_value);
    if (!base) return t.raised();
    if ((*base != 0 && *base < 2) || *base > 36) {
        return t.raise(Exc::ValueError, "int() base must be >= 2 and <= 36, or 0");
    }
    Ref number = try_int_from_text_py(t, x, static_cast<int>(*base), false);
    if (number || t.has_pending()) return number;
    return t.raise(Exc::TypeError, "int() can't convert non-string with explicit base");
}

Ref int_value_py(Thread& t, const Args& args) {
    if (args.count == 1 && !args.names) return number_to_int_py(t, args[0]);
    if (args.total() == 0) return Ref::plain(Value::small_int(0));
    static constexpr const char* kNames[] = {"", "base"};
    if (args.names == nullptr && args.count > 2) {
        return t.raise(Exc::TypeError, "int expected at most 2 arguments, got {}", args.count);
    }
    Value bound[2];
    if (!bind_args(t, args, "int", kNames, 1, 0, bound)) return t.raised();
    if (bound[1].is_empty()) return number_to_int_py(t, bound[0]);
    return int_with_base_py(t, bound[0], bound[1]);
}

Ref int_new_py(Thread& t, Type& type, const Args& args) {
    Ref number = int_value_py(t, args);
    if (!number || &type == t.type(TypeId::Int)) return number;
    return copy_to_subclass(t, type, number.get());
}

// --- Operators. Every slot gets its operands in the order of the text; one of them may be foreign.

using IntOperation = Ref (*)(Thread&, Value, Value);

template <IntOperation operation>
Ref int_slot_py(Thread& t, Value a, Value b) {
    if (!is_int(a) || !is_int(b)) return Ref::not_implemented();
    return operation(t, a, b);
}

Ref int_power_py(Thread& t, Value a, Value b) {
    return int_pow_py(t, a, b, Value());
}

Ref int_pow3_py(Thread& t, Value a, Value b, Value modulus) {
    if (!is_int(a) || !is_int(b)) return Ref::not_implemented();
    if (modulus.is_none() || modulus.is_empty()) return int_pow_py(t, a, b, Value());
    if (!is_int(modulus)) return Ref::not_implemented();
    return int_pow_py(t, a, b, modulus);
}

bool holds(int order, CompareOp op) {
    switch (op) {
    case CompareOp::Lt: return order < 0;
    case CompareOp::Le: return order <= 0;
    case CompareOp::Eq: return order == 0;
    case CompareOp::Ne: return order != 0;
    case CompareOp::Gt: return order > 0;
    case CompareOp::Ge: break;
    }
    return order >= 0;
}

Ref int_compare_py(Thread&, Value a, Value b, CompareOp op) {
    if (!is_int(a) || !is_int(b)) return Ref::not_implemented();
    return Ref::boolean(holds(int_compare(a, b), op));
}

Result<std::int64_t> int_hash_py(Thread&, Value v) {
    return int_hash(v);
}
Result<bool> int_bool_py(Thread&, Value v) {
    return int_sign(v) != 0;
}

Ref int_float_py(Thread& t, Value v) {
    const Result<double> number = int_to_double(t, v);
    if (!number) return t.raised();
    return make_float(*number);
}

constexpr Slots make_slots() {
    Slots slots{};
    slots.new_py = &int_new_py;
    slots.repr_py = &int_to_str;
    slots.hash_py = &int_hash_py;
    slots.bool_py = &int_bool_py;
    slots.compare_py = &int_compare_py;
    const auto set = [&slots](BinaryOp op, BinarySlot slot) {
        slots.binary_py[static_cast<std::size_t>(op)] = slot;
    };
    set(BinaryOp::Add, &int_slot_py<&int_add>);
    set(BinaryOp::Sub, &int_slot_py<&int_sub>);
    set(BinaryOp::Mul, &int_slot_py<&int_mul_py>);
    set(BinaryOp::TrueDiv, &int_slot_py<&int_truediv>);
    set(BinaryOp::FloorDiv, &int_slot_py<&int_floordiv_py>);
    set(BinaryOp::Mod, &int_slot_py<&int_mod_py>);
    set(BinaryOp::Pow, &int_slot_py<&int_power_py>);
    set(BinaryOp::LShift, &int_slot_py<&int_lshift_py>);
    set(BinaryOp::RShift, &int_slot_py<&int_rshift>);
    set(BinaryOp::And, &int_slot_py<&int_and>);
    set(BinaryOp::Or, &int_slot_py<&int_or>);
    set(BinaryOp::Xor, &int_slot_py<&int_xor>);
    slots.divmod_py = &int_slot_py<&int_divmod_py>;
    slots.pow3_py = &int_pow3_py;
    slots.neg_py = &int_neg;
    slots.pos_py = &int_exact;
    slots.abs_py = &int_abs;
    slots.invert_py = &int_invert;
    slots.index_py = &int_exact;
    slots.int_py = &int_exact;
    slots.float_py = &int_float_py;
    return slots;
}

// --- Methods. The receiver is a Value: small ones and bools are no objects.

Ref int_same(Thread& t, Value self) {
    return int_exact(t, self);
}

// 10 ** exponent, for an exponent that is known to be moderate.
Ref power_of_ten_py(Thread& t, std::int64_t exponent) {
    return int_pow_py(t, Value::small_int(10), Value::small_int(exponent), Value());
}

// `self` rounded to a multiple of `unit`, halves to even multiples.
Ref round_to_unit_py(Thread& t, Value self, Value unit) {
    const Ref rest = int_mod_py(t, self, unit); // 0 <= rest < unit
    if (!rest) return t.raised();
    const Ref twice = int_add(t, rest.get(), rest.get());
    if (!twice) return t.raised();
    Ref below = int_sub(t, self, rest.get());
    if (!below) return t.raised();
    int order = int_compare(twice.get(), unit);
    if (order == 0) {
        const Ref quotient = int_floordiv_py(t, below.get(), unit);
        if (!quotient) return t.raised();
        order = IntOperand(quotient.get()).big.is_odd() ? 1 : -1;
    }
    return order < 0 ? std::move(below) : int_add(t, below.get(), unit);
}

Ref int_round(Thread& t, Value self, Value digits) {
    if (digits.is_empty() || digits.is_none()) return int_exact(t, self);
    const Result<std::int64_t> places = index_clamped_py(t, digits);
    if (!places) return t.raised();
    if (*places >= 0) return int_exact(t, self);
    // A unit of more digits than the number has by two rounds it to zero.
    const std::size_t length = big_digits_bound(big_bit_length(IntOperand(self).big), 10);
    if (*places < -static_cast<std::int64_t>(length) - 1) return Ref::plain(Value::small_int(0));
    const Ref unit = power_of_ten_py(t, -*places);
    if (!unit) return t.raised();
    return round_to_unit_py(t, self, unit.get());
}

Ref int_format(Thread& t, Value self, Str& spec) {
    if (spec.length == 0) return str_py(t, self);
    return format_int_py(t, self, spec);
}

Ref int_getnewargs(Thread& t, Value self) {
    const Ref number = int_exact(t, self);
    if (!number) return t.raised();
    return make_tuple(t, {number.get()});
}

// As CPython counts: a header and 30 bits in four bytes each.
Ref int_sizeof(Thread& t, Value self) {
    const std::size_t bits = big_bit_length(IntOperand(self).big);
    const std::size_t digits = bits == 0 ? 1 : (bits + 29) / 30;
    return make_int(t, static_cast<std::int64_t>(24 + 4 * digits));
}

Ref int_bit_length(Thread& t, Value self) {
    return make_int(t, static_cast<std::int64_t>(big_bit_length(IntOperand(self).big)));
}
Ref int_bit_count(Thread& t, Value self) {
    return make_int(t, static_cast<std::int64_t>(big_bit_count(IntOperand(self).big)));
}
Ref int_is_integer(Thread&, Value) {
    return Ref::boolean(true);
}

Ref int_as_integer_ratio(Thread& t, Value self) {
    const Ref number = int_exact(t, self);
    if (!number) return t.raised();
    return make_tuple(t, {number.get(), Value::small_int(1)});
}

// 'big' or 'little'; not given means big.
Result<bool> read_byte_order(Thread& t, Value order, std::string_view function) {
    if (order.is_empty()) return true;
    if (!is_str(order)) {
        return t.raise(Exc::TypeError, "{}() argument 'byteorder' must be str, not {}", function,
                       BadArgument{t, order});
    }
    const Str& text = as<Str>(order);
    if (str_equal(text, "big")) return true;
    if (str_equal(text, "little")) return false;
    return t.raise(Exc::ValueError, "byteorder must be either 'little' or 'big'");
}

Ref int_to_bytes(Thread& t, Value self, Value length_value, Value order, Opt<bool> is_signed) {
    std::int64_t length = 1;
    if (!length_value.is_empty()) {
        const Ref number = index_py(t, length_value);
        if (!number) return t.raised();
        if (!int_fits(number.get(), &length)) {
            return t.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
        }
    }
    const Result<bool> big_endian = read_byte_order(t, order, "to_bytes");
    if (!big_endian) return t.raised();
    if (length < 0) return t.raise(Exc::ValueError, "length argument must be non-negative");
    const IntOperand number(self);
    const bool with_sign = is_signed.value_or(false);
    if (number.big.negative && !with_sign) {
        return t.raise(Exc::OverflowError, "can't convert negative int to unsigned");
    }
    const auto size = static_cast<std::size_t>(length);
    Ref bytes = make_bytes_uninit(t, size);
    if (!bytes) return bytes;
    unsigned char nothing = 0;
    unsigned char* const out = size == 0 ? &nothing : bytes.as<Bytes>().data();
    if (!big_to_bytes(number.big, out, size, *big_endian, with_sign)) {
        return t.raise(Exc::OverflowError, "int too big to convert");
    }
    return bytes;
}

Ref int_from_bytes(Thread& t, Type& type, Value source, Value order, Opt<bool> is_signed) {
    const Result<bool> big_endian = read_byte_order(t, order, "from_bytes");
    if (!big_endian) return t.raised();
    if (is_str(source)) return t.raise(Exc::TypeError, "cannot convert 'str' object to bytes");
    const Ref bytes = bytes_from_py(t, source);
    if (!bytes) return t.raised();
    const Bytes& content = bytes.as<Bytes>();
    NewInt result(t);
    if (!result.reserve(big_from_bytes_limbs(content.length))) return t.raised();
    Ref number = result.finish(big_from_bytes(content.data(), content.length, *big_endian,
                                              is_signed.value_or(false), result.limbs()));
    if (!number || &type == t.type(TypeId::Int)) return number;
    return call_py(t, &type, number.get());
}

constexpr MethodDef kMethods[] = {
    method<&int_same>("conjugate($self, /)", "Returns self, the complex conjugate of any int."),
    method<&int_bit_length>("bit_length($self, /)",
                            "Number of bits necessary to represent self in binary.\n\n"
                            ">>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6"),
    method<&int_bit_count>("bit_count($self, /)",
                           "Number of ones in the binary representation of the absolute value of self.\n\n"
                           "Also known as the population count.\n\n"
                           ">>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3"),
    method<&int_to_bytes>("to_bytes($self, /, length=1, byteorder='big', *, signed=False)",
                          "Return an array of `length` bytes representing an integer.\n\n"
                          "OverflowError is raised if they are too few, or if the integer is negative and\n"
                          "signed is false. byteorder is 'big' (most significant byte first) or 'little'."),
    class_method<&int_from_bytes>(
        "from_bytes($type, /, bytes, byteorder='big', *, signed=False)",
        "Return the integer represented by the given array of bytes.\n\n"
        "bytes is a bytes-like object or an iterable of bytes. byteorder is 'big' (most\n"
        "significant byte first) or 'little'. signed: two's complement is used."),
    method<&int_as_integer_ratio>("as_integer_ratio($self, /)",
                                  "Return a pair of integers, whose ratio is equal to the original int.\n\n"
                                  "The ratio is in lowest terms and has a positive denominator."),
    method<&int_same>("__trunc__($self, /)", "Truncating an Integral returns itself."),
    method<&int_same>("__floor__($self, /)", "Flooring an Integral returns itself."),
    method<&int_same>("__ceil__($self, /)", "Ceiling of an Integral returns itself."),
    method<&int_round>("__round__($self, ndigits=None, /)",
                       "Rounding an Integral returns itself.\n\n"
                       "Rounding with an ndigits argument also returns an integer."),
    method<&int_getnewargs>("__getnewargs__($self, /)", nullptr),
    method<&int_format>("__format__($self, format_spec, /)", "Convert to a string according to format_spec."),
    method<&int_sizeof>("__sizeof__($self, /)", "Returns size in memory, in bytes."),
    method<&int_is_integer>("is_integer($self, /)",
                            "Returns True. Exists for duck type compatibility with float.is_integer."),
};

Ref int_get_zero(Thread&, Value) {
    return Ref::plain(Value::small_int(0));
}
Ref int_get_one(Thread&, Value) {
    return Ref::plain(Value::small_int(1));
}

constexpr GetSetDef kGetSet[] = {
    {"real", &int_same, nullptr, "the real part of a complex number"},
    {"imag", &int_get_zero, nullptr, "the imaginary part of a complex number"},
    {"numerator", &int_same, nullptr, "the numerator of a rational number in lowest terms"},
    {"denominator", &int_get_one, nullptr, "the denominator of a rational number in lowest terms"},
};

void int_traverse(Object* object, Visitor& visit) {
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void int_drop(Heap& heap, Object* object) {
    if (object->subclass != 0) drop_attrs(heap, object);
    heap.free_object(object);
}

} // namespace

Ref number_to_int_py(Thread& t, Value x) {
    Ref number = try_number_to_int_py(t, x);
    if (number || t.has_pending()) return number;
    number = try_int_from_text_py(t, x, 10, true);
    if (number || t.has_pending()) return number;
    return t.raise(Exc::TypeError,
                   "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                   *type_of(t, x));
}

extern constexpr TypeSpec kIntSpec = {
    .name = "int",
    .doc = "int([x]) -> integer\n"
           "int(x, base=10) -> integer\n"
           "\n"
           "An integer of any size, from a number or a text; 0 without arguments.\n"
           "A number gives what its __int__ returns; a float is cut off towards zero.\n"
           "\n"
           "A text is a str, bytes or bytearray with a literal in the given base, 2 to 36, with\n"
           "optional sign and surrounding whitespace. Base 0 reads it as source code does.\n"
           ">>> int('0b100', base=0)\n"
           "4",
    .kind = Kind::Int,
    .flags = kBaseType | kAcyclic | kVarSized | kSelfMatch | kImmutable,
    .size = sizeof(Int),
    .item_size = sizeof(Limb),
    .slots = make_slots(),
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = &int_traverse,
    .drop = &int_drop,
};

} // namespace islet
