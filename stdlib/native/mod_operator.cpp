// SPDX-License-Identifier: MIT
//
// The module _operator: the operators of the language as functions.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/module.h"
#include "vm/types/str.h"

namespace islet {

namespace {

template <CompareOp op>
Ref operator_compare(Thread& t, Value a, Value b) {
    return compare_py(t, a, b, op);
}
template <BinaryOp op>
Ref operator_binary(Thread& t, Value a, Value b) {
    return binary_py(t, op, a, b);
}
template <BinaryOp op>
Ref operator_inplace(Thread& t, Value a, Value b) {
    return inplace_py(t, op, a, b);
}

Ref operator_pow(Thread& t, Value a, Value b) {
    return pow_py(t, a, b, Value::none());
}
Ref operator_truth(Thread& t, Value a) {
    const Result<bool> truth = truth_py(t, a);
    if (!truth) return t.raised();
    return Ref::boolean(*truth);
}
Ref operator_not(Thread& t, Value a) {
    const Result<bool> truth = truth_py(t, a);
    if (!truth) return t.raised();
    return Ref::boolean(!*truth);
}
Ref operator_is(Thread&, Value a, Value b) {
    return Ref::boolean(a == b);
}
Ref operator_is_not(Thread&, Value a, Value b) {
    return Ref::boolean(!(a == b));
}
Ref operator_is_none(Thread&, Value a) {
    return Ref::boolean(a.is_none());
}
Ref operator_is_not_none(Thread&, Value a) {
    return Ref::boolean(!a.is_none());
}
Ref operator_index(Thread& t, Value a) {
    return index_py(t, a);
}

// --- Containers

bool can_concatenate(Thread& t, Value a) {
    return type_of(t, a)->slots.getitem_py != nullptr && !is_kind(a, Kind::Dict);
}
Ref operator_concat(Thread& t, Value a, Value b) {
    if (type_of(t, a)->slots.concat_py) return sequence_concat_py(t, a, b);
    if (!can_concatenate(t, a) || !can_concatenate(t, b))
        return t.raise(Exc::TypeError, "'{}' object can't be concatenated", *type_of(t, a));
    return binary_py(t, BinaryOp::Add, a, b);
}
Ref operator_iconcat(Thread& t, Value a, Value b) {
    if (!type_of(t, a)->slots.inplace_concat_py && !type_of(t, a)->slots.concat_py &&
        (!can_concatenate(t, a) || !can_concatenate(t, b)))
        return t.raise(Exc::TypeError, "'{}' object can't be concatenated", *type_of(t, a));
    return inplace_py(t, BinaryOp::Add, a, b);
}
Ref operator_contains(Thread& t, Value a, Value b) {
    const Result<bool> there = contains_py(t, a, b);
    if (!there) return t.raised();
    return Ref::boolean(*there);
}

// Iterates as `in` does: what cannot be iterated is no container.
Ref iterate_container_py(Thread& t, Value a) {
    Ref iterator = iter_py(t, a);
    if (iterator || !t.pending_is(Exc::TypeError)) return iterator;
    t.clear_pending();
    return t.raise(Exc::TypeError, "argument of type '{}' is not iterable", *type_of(t, a));
}
Ref operator_count(Thread& t, Value a, Value b) {
    const Ref iterator = iterate_container_py(t, a);
    if (!iterator) return t.raised();
    std::int64_t count = 0;
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        const Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return make_int(t, count);
        const Result<bool> same = equal_py(t, step.get(), b);
        if (!same) return t.raised();
        count += *same;
    }
}
Ref operator_index_of(Thread& t, Value a, Value b) {
    const Ref iterator = iterate_container_py(t, a);
    if (!iterator) return t.raised();
    for (std::int64_t at = 0;; ++at) {
        if (!t.checkpoint_py()) return t.raised();
        const Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return t.raise(Exc::ValueError, "sequence.index(x): x not in sequence");
        const Result<bool> same = equal_py(t, step.get(), b);
        if (!same) return t.raised();
        if (*same) return make_int(t, at);
    }
}
Ref operator_getitem(Thread& t, Value a, Value b) {
    return getitem_py(t, a, b);
}
Ref operator_setitem(Thread& t, Value a, Value b, Value c) {
    return setitem_py(t, a, b, c) ? Ref::none() : Ref(t.raised());
}
Ref operator_delitem(Thread& t, Value a, Value b) {
    return delitem_py(t, a, b) ? Ref::none() : Ref(t.raised());
}
Ref operator_length_hint(Thread& t, Value object, Opt<Index> fallback) {
    const Result<std::int64_t> hint = length_hint_py(t, object, fallback.given ? fallback.value.value : 0);
    if (!hint) return t.raised();
    return make_int(t, *hint);
}
Ref operator_call(Thread& t, Value, const Args& args) {
    if (args.count == 0) return t.raise(Exc::TypeError, "call expected at least 1 argument, got 0");
    return call_py(t, args[0], Args(args.values + 1, args.count - 1, args.names));
}

// --- Comparison in a time that does not tell where texts differ

bool same_bytes(const void* a, std::size_t a_size, const void* b, std::size_t b_size) {
    const auto* x = static_cast<const volatile unsigned char*>(a);
    const auto* y = static_cast<const volatile unsigned char*>(a_size == b_size ? b : a);
    unsigned char different = a_size == b_size ? 0 : 1;
    for (std::size_t i = 0; i < a_size; ++i)
        different = static_cast<unsigned char>(different | (x[i] ^ y[i]));
    return different == 0;
}
Ref compare_digest_py(Thread& t, Value a, Value b) {
    if (is_str(a) && is_str(b)) {
        if (!as<Str>(a).is_ascii() || !as<Str>(b).is_ascii())
            return t.raise(Exc::TypeError, "comparing strings with non-ASCII characters is not supported");
        const auto x = as<Str>(a).ascii(), y = as<Str>(b).ascii();
        return Ref::boolean(same_bytes(x.data(), x.size(), y.data(), y.size()));
    }
    if (!type_of(t, a)->slots.get_buffer_py && !type_of(t, b)->slots.get_buffer_py) {
        return t.raise(Exc::TypeError, "unsupported operand types(s) or combination of types: '{}' and '{}'",
                       *type_of(t, a), *type_of(t, b));
    }
    BufferView x, y;
    if (!x.get_py(t, a) || !y.get_py(t, b)) return t.raised();
    return Ref::boolean(same_bytes(x.data(), x.size(), y.data(), y.size()));
}

constexpr MethodDef kFunctions[] = {
    function<&operator_compare<CompareOp::Lt>>("lt($module, a, b, /)", "Same as a < b."),
    function<&operator_compare<CompareOp::Le>>("le($module, a, b, /)", "Same as a <= b."),
    function<&operator_compare<CompareOp::Eq>>("eq($module, a, b, /)", "Same as a == b."),
    function<&operator_compare<CompareOp::Ne>>("ne($module, a, b, /)", "Same as a != b."),
    function<&operator_compare<CompareOp::Ge>>("ge($module, a, b, /)", "Same as a >= b."),
    function<&operator_compare<CompareOp::Gt>>("gt($module, a, b, /)", "Same as a > b."),
    function<&operator_binary<BinaryOp::Add>>("add($module, a, b, /)", "Same as a + b."),
    function<&operator_binary<BinaryOp::Sub>>("sub($module, a, b, /)", "Same as a - b."),
    function<&operator_binary<BinaryOp::Mul>>("mul($module, a, b, /)", "Same as a * b."),
    function<&operator_binary<BinaryOp::MatMul>>("matmul($module, a, b, /)", "Same as a @ b."),
    function<&operator_binary<BinaryOp::TrueDiv>>("truediv($module, a, b, /)", "Same as a / b."),
    function<&operator_binary<BinaryOp::FloorDiv>>("floordiv($module, a, b, /)", "Same as a // b."),
    function<&operator_binary<BinaryOp::Mod>>("mod($module, a, b, /)", "Same as a % b."),
    function<&operator_pow>("pow($module, a, b, /)", "Same as a ** b."),
    function<&operator_binary<BinaryOp::LShift>>("lshift($module, a, b, /)", "Same as a << b."),
    function<&operator_binary<BinaryOp::RShift>>("rshift($module, a, b, /)", "Same as a >> b."),
    function<&operator_binary<BinaryOp::And>>("and_($module, a, b, /)", "Same as a & b."),
    function<&operator_binary<BinaryOp::Or>>("or_($module, a, b, /)", "Same as a | b."),
    function<&operator_binary<BinaryOp::Xor>>("xor($module, a, b, /)", "Same as a ^ b."),
    function<&operator_inplace<BinaryOp::Add>>("iadd($module, a, b, /)", "Same as a += b."),
    function<&operator_inplace<BinaryOp::Sub>>("isub($module, a, b, /)", "Same as a -= b."),
    function<&operator_inplace<BinaryOp::Mul>>("imul($module, a, b, /)", "Same as a *= b."),
    function<&operator_inplace<BinaryOp::MatMul>>("imatmul($module, a, b, /)", "Same as a @= b."),
    function<&operator_inplace<BinaryOp::TrueDiv>>("itruediv($module, a, b, /)", "Same as a /= b."),
    function<&operator_inplace<BinaryOp::FloorDiv>>("ifloordiv($module, a, b, /)", "Same as a //= b."),
    function<&operator_inplace<BinaryOp::Mod>>("imod($module, a, b, /)", "Same as a %= b."),
    function<&operator_inplace<BinaryOp::Pow>>("ipow($module, a, b, /)", "Same as a **= b."),
    function<&operator_inplace<BinaryOp::LShift>>("ilshift($module, a, b, /)", "Same as a <<= b."),
    function<&operator_inplace<BinaryOp::RShift>>("irshift($module, a, b, /)", "Same as a >>= b."),
    function<&operator_inplace<BinaryOp::And>>("iand($module, a, b, /)", "Same as a &= b."),
    function<&operator_inplace<BinaryOp::Or>>("ior($module, a, b, /)", "Same as a |= b."),
    function<&operator_inplace<BinaryOp::Xor>>("ixor($module, a, b, /)", "Same as a ^= b."),
    function<&neg_py>("neg($module, a, /)", "Same as -a."),
    function<&pos_py>("pos($module, a, /)", "Same as +a."),
    function<&abs_py>("abs($module, a, /)", "Same as abs(a)."),
    function<&invert_py>("inv($module, a, /)", "Same as ~a."),
    function<&invert_py>("invert($module, a, /)", "Same as ~a."),
    function<&operator_index>("index($module, a, /)", "Same as a.__index__()"),
    function<&operator_truth>("truth($module, a, /)", "Return True if a is true, False otherwise."),
    function<&operator_not>("not_($module, a, /)", "Same as not a."),
    function<&operator_is>("is_($module, a, b, /)", "Same as a is b."),
    function<&operator_is_not>("is_not($module, a, b, /)", "Same as a is not b."),
    function<&operator_is_none>("is_none($module, a, /)", "Same as a is None."),
    function<&operator_is_not_none>("is_not_none($module, a, /)", "Same as a is not None."),
    function<&operator_concat>("concat($module, a, b, /)", "Same as a + b, for a and b sequences."),
    function<&operator_iconcat>("iconcat($module, a, b, /)", "Same as a += b, for a and b sequences."),
    function<&operator_contains>("contains($module, a, b, /)", "Same as b in a (note reversed operands)."),
    function<&operator_count>("countOf($module, a, b, /)",
                              "Return the number of items in a which are, or which equal, b."),
    function<&operator_index_of>("indexOf($module, a, b, /)", "Return the first index of b in a."),
    function<&operator_getitem>("getitem($module, a, b, /)", "Same as a[b]."),
    function<&operator_setitem>("setitem($module, a, b, c, /)", "Same as a[b] = c."),
    function<&operator_delitem>("delitem($module, a, b, /)", "Same as del a[b]."),
    function<&operator_length_hint>("length_hint($module, obj, default=0, /)",
                                    "The length of obj, or what it expects it to be, or the default."),
    raw<&operator_call>("call($module, obj, /, *args, **kwargs)", "Same as obj(*args, **kwargs)."),
    function<&compare_digest_py>("_compare_digest($module, a, b, /)",
                                 "Return 'a == b' in a time that depends on the length of a only."),
};

Status operator_init_py(Thread& t, Module& m) {
    for (const TypeId id : {TypeId::ItemGetter, TypeId::AttrGetter, TypeId::MethodCaller}) {
        Type* const type = t.type(id);
        if (!dict_set(t, *m.dict, *type->name, Value(type))) return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kOperatorModule = {
    .name = "_operator",
    .doc = "Operator interface.\n\nThe operators of the language as functions: operator.add(x, y) is x + y.",
    .functions = kFunctions,
    .init_py = operator_init_py,
};

} // namespace islet
