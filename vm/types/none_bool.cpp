// SPDX-License-Identifier: MIT
//
// The types of the singletons: NoneType, bool, ellipsis, NotImplementedType. Their values are immediates.
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

namespace islet {

namespace {

// A type whose only instance exists already: calling it gives that.
template <Value (*singleton)(), const char* const& name>
Ref new_singleton_py(Thread& t, Type&, const Args& args) {
    if (args.total() > 0) return t.raise(Exc::TypeError, "{} takes no arguments", name);
    return Ref::plain(singleton());
}

constexpr const char* kNoneName = "NoneType";
constexpr const char* kEllipsisName = "EllipsisType";
constexpr const char* kNotImplementedName = "NotImplementedType";

Ref none_repr_py(Thread& t, Value) {
    return make_str(t, "None");
}
Result<bool> none_bool_py(Thread&, Value) {
    return false;
}
Result<std::int64_t> none_hash_py(Thread&, Value) {
    return std::int64_t{0xFCA86420};
}
// As object's, but NoneType has the comparisons in its own dict.
Ref none_compare_py(Thread&, Value left, Value right, CompareOp op) {
    if ((op != CompareOp::Eq && op != CompareOp::Ne) || left != right) return Ref::not_implemented();
    return Ref::boolean(op == CompareOp::Eq);
}
Ref ellipsis_repr_py(Thread& t, Value) {
    return make_str(t, "Ellipsis");
}
Ref ellipsis_reduce(Thread& t, Value) {
    return make_str(t, "Ellipsis");
}
Ref not_implemented_repr_py(Thread& t, Value) {
    return make_str(t, "NotImplemented");
}
Ref not_implemented_reduce(Thread& t, Value) {
    return make_str(t, "NotImplemented");
}
Result<bool> not_implemented_bool_py(Thread& t, Value) {
    return t.raise(Exc::TypeError, "NotImplemented should not be used in a boolean context");
}

constexpr MethodDef kEllipsisMethods[] = {method<&ellipsis_reduce>("__reduce__($self, /)", nullptr)};
constexpr MethodDef kNotImplementedMethods[] = {
    method<&not_implemented_reduce>("__reduce__($self, /)", nullptr)};

Ref bool_new_py(Thread& t, Type&, const Args& args) {
    if (!refuse_keywords(t, args, "bool") || !check_positional(t, args, "bool", 0, 1)) return t.raised();
    if (args.count == 0) return Ref::boolean(false);
    const Result<bool> truth = truth_py(t, args[0]);
    if (!truth) return t.raised();
    return Ref::boolean(*truth);
}
Ref bool_repr_py(Thread& t, Value v) {
    return make_str(t, v.is_true() ? "True" : "False");
}

// &, |, ^ of two bools is a bool, of anything else what int makes of it.
template <BinaryOp op>
Ref bool_bits_py(Thread& t, Value a, Value b) {
    if (a.is_bool() && b.is_bool()) {
        const bool x = a.is_true(), y = b.is_true();
        return Ref::boolean(op == BinaryOp::And ? x && y : op == BinaryOp::Or ? x || y : x != y);
    }
    if (!is_int(a) || !is_int(b)) return Ref::not_implemented();
    return op == BinaryOp::And ? int_and(t, a, b) : op == BinaryOp::Or ? int_or(t, a, b) : int_xor(t, a, b);
}

Ref bool_invert_py(Thread& t, Value v) {
    if (!warn_py(t, Exc::DeprecationWarning,
                 "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This "
                 "returns the bitwise "
                 "inversion of the underlying int object and is usually not what you expect from negating a "
                 "bool. Use the "
                 "'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of "
                 "the underlying "
                 "int.")) {
        return t.raised();
    }
    return int_invert(t, v);
}

constexpr Slots bool_slots() {
    Slots slots = {.new_py = bool_new_py, .repr_py = bool_repr_py, .invert_py = bool_invert_py};
    slots.binary_py[static_cast<std::size_t>(BinaryOp::And)] = bool_bits_py<BinaryOp::And>;
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Or)] = bool_bits_py<BinaryOp::Or>;
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Xor)] = bool_bits_py<BinaryOp::Xor>;
    return slots;
}

} // namespace

const TypeSpec kNoneSpec = {
    .name = "NoneType",
    .doc = "The type of the None singleton.",
    .flags = kAcyclic,
    .slots = {.new_py = new_singleton_py<Value::none, kNoneName>,
              .repr_py = none_repr_py,
              .hash_py = none_hash_py,
              .bool_py = none_bool_py,
              .compare_py = none_compare_py},
};

const TypeSpec kEllipsisSpec = {
    .name = "ellipsis",
    .doc = "The type of the Ellipsis singleton.",
    .flags = kAcyclic,
    .slots = {.new_py = new_singleton_py<Value::ellipsis, kEllipsisName>, .repr_py = ellipsis_repr_py},
    .methods = kEllipsisMethods,
};

const TypeSpec kNotImplementedSpec = {
    .name = "NotImplementedType",
    .doc = "The type of the NotImplemented singleton.",
    .flags = kAcyclic,
    .slots = {.new_py = new_singleton_py<Value::not_implemented, kNotImplementedName>,
              .repr_py = not_implemented_repr_py,
              .bool_py = not_implemented_bool_py},
    .methods = kNotImplementedMethods,
};

const TypeSpec kBoolSpec = {
    .name = "bool",
    .doc = "Returns True when the argument is true, False otherwise.\n"
           "The builtins True and False are the only two instances of the class bool.\n"
           "The class bool is a subclass of the class int, and cannot be subclassed.",
    .kind = Kind::Int,
    .flags = kAcyclic | kSelfMatch,
    .base = &kIntSpec,
    .slots = bool_slots(),
};

} // namespace islet
