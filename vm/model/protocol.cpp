// SPDX-License-Identifier: MIT
//
// The operations of the language on any value. See protocol.h; sequences and slices are in sequence.cpp and
// types/slice.cpp.
#include "vm/model/protocol.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/sequence.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/float.h"
#include "vm/types/formatter.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/iterators.h"
#include "vm/types/list.h"
#include "vm/types/set.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

constexpr const char* kSigns[kBinaryOpCount] = {"+",           "-",  "*",  "@", "/", "//", "%",
                                                "** or pow()", "<<", ">>", "&", "|", "^"};
constexpr const char* kInplaceSigns[kBinaryOpCount] = {
    "+=", "-=", "*=", "@=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^="};

std::size_t index_of(BinaryOp op) {
    return static_cast<std::size_t>(op);
}

// Asks the slot of the left operand, then that of the right one; first the right one if its type extends the
// left one's. The answer may be NotImplemented.
template <class Get>
Ref ask_both_py(Thread& t, Value a, Value b, Get get) {
    Type& left = *type_of(t, a);
    Type& right = *type_of(t, b);
    BinarySlot first = get(left);
    BinarySlot second = &left == &right ? nullptr : get(right);
    if (first == second) second = nullptr;
    if (first) {
        if (second && is_subtype(right, left)) {
            Ref answer = second(t, a, b);
            if (!answer || !answer.get().is_not_implemented()) return answer;
            second = nullptr;
        }
        Ref answer = first(t, a, b);
        if (!answer || !answer.get().is_not_implemented()) return answer;
    }
    if (second) return second(t, a, b);
    return Ref::not_implemented();
}

bool is_sequence_like(Type& type) {
    return type.slots.repeat_py != nullptr;
}

// seq * n: the count by __index__.
Ref repeat_by_py(Thread& t, Value sequence, Value count, Ref (*repeat)(Thread&, Value, std::int64_t)) {
    if (!is_int(count) && !type_of(t, count)->slots.index_py) {
        return t.raise(Exc::TypeError, "can't multiply sequence by non-int of type '{}'", *type_of(t, count));
    }
    const Result<std::int64_t> n = index_to_int64_py(t, count);
    if (!n) return t.raised();
    return repeat(t, sequence, *n);
}

Raised raise_unsupported(Thread& t, Value a, Value b, const char* sign) {
    return t.raise(Exc::TypeError, "unsupported operand type(s) for {}: '{}' and '{}'", sign, *type_of(t, a),
                   *type_of(t, b));
}

// Concatenation and repetition, after the numeric slots declined; nothing() without exception: not these.
Ref sequence_fallback_py(Thread& t, BinaryOp op, Value a, Value b) {
    Type& left = *type_of(t, a);
    if (op == BinaryOp::Add) {
        if (left.slots.concat_py) return left.slots.concat_py(t, a, b);
    } else if (op == BinaryOp::Mul) {
        if (is_sequence_like(left)) return repeat_by_py(t, a, b, left.slots.repeat_py);
        Type& right = *type_of(t, b);
        if (is_sequence_like(right)) return repeat_by_py(t, b, a, right.slots.repeat_py);
    }
    return Ref::nothing();
}

Raised raise_binary(Thread& t, BinaryOp op, Value a, Value b) {
    if (op == BinaryOp::RShift && is_kind(a, Kind::NativeFunction)) {
        TextBuffer name;
        if (append_str_py(t, name, a) && name.view() == "<built-in function print>") {
            return t.raise(Exc::TypeError,
                           "unsupported operand type(s) for >>: '{}' and '{}'. Did you mean "
                           "\"print(<message>, file=<output_stream>)\"?",
                           *type_of(t, a), *type_of(t, b));
        }
    }
    return raise_unsupported(t, a, b, kSigns[index_of(op)]);
}

} // namespace

Ref binary_py(Thread& t, BinaryOp op, Value a, Value b) {
    if (is_exact_int(a) && is_exact_int(b) && op != BinaryOp::MatMul) return int_binary_py(t, op, a, b);
    Ref answer = ask_both_py(t, a, b, [op](Type& type) { return type.slots.binary_py[index_of(op)]; });
    if (!answer || !answer.get().is_not_implemented()) return answer;
    Ref sequence = sequence_fallback_py(t, op, a, b);
    if (sequence || t.has_pending()) return sequence;
    return raise_binary(t, op, a, b);
}

Ref inplace_py(Thread& t, BinaryOp op, Value a, Value b) {
    if (is_exact_int(a) && is_exact_int(b) && op != BinaryOp::MatMul) return int_binary_py(t, op, a, b);
    Type& left = *type_of(t, a);
    if (const BinarySlot slot = left.slots.inplace_py[index_of(op)]) {
        Ref answer = slot(t, a, b);
        if (!answer || !answer.get().is_not_implemented()) return answer;
    }
    Ref answer = ask_both_py(t, a, b, [op](Type& type) { return type.slots.binary_py[index_of(op)]; });
    if (!answer || !answer.get().is_not_implemented()) return answer;
    if (op == BinaryOp::Add && left.slots.inplace_concat_py) return left.slots.inplace_concat_py(t, a, b);
    if (op == BinaryOp::Mul && left.slots.inplace_repeat_py)
        return repeat_by_py(t, a, b, left.slots.inplace_repeat_py);
    Ref sequence = sequence_fallback_py(t, op, a, b);
    if (sequence || t.has_pending()) return sequence;
    return raise_unsupported(t, a, b, kInplaceSigns[index_of(op)]);
}

Ref divmod_py(Thread& t, Value a, Value b) {
    Ref answer = ask_both_py(t, a, b, [](Type& type) { return type.slots.divmod_py; });
    if (!answer || !answer.get().is_not_implemented()) return answer;
    return raise_unsupported(t, a, b, "divmod()");
}

Ref pow_py(Thread& t, Value a, Value b, Value modulus) {
    if (modulus.is_empty() || modulus.is_none()) return binary_py(t, BinaryOp::Pow, a, b);
    // As with two operands: left, right (first, if its type extends the left one's), then the modulus.
    Type& left = *type_of(t, a);
    Type& right = *type_of(t, b);
    auto first = left.slots.pow3_py, second = &left == &right ? nullptr : right.slots.pow3_py;
    if (second == first) second = nullptr;
    auto third = type_of(t, modulus)->slots.pow3_py;
    if (third == first || third == second) third = nullptr;
    if (first && second && is_subtype(right, left)) std::swap(first, second);
    for (const auto slot : {first, second, third}) {
        if (!slot) continue;
        Ref answer = slot(t, a, b, modulus);
        if (!answer || !answer.get().is_not_implemented()) return answer;
    }
    return t.raise(Exc::TypeError, "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'", left,
                   right, *type_of(t, modulus));
}

namespace {

Ref unary_py(Thread& t, Value v, UnarySlot slot, const char* sign) {
    if (!slot) return t.raise(Exc::TypeError, "bad operand type for {}: '{}'", sign, *type_of(t, v));
    return slot(t, v);
}

} // namespace

Ref neg_py(Thread& t, Value v) {
    return unary_py(t, v, type_of(t, v)->slots.neg_py, "unary -");
}
Ref pos_py(Thread& t, Value v) {
    return unary_py(t, v, type_of(t, v)->slots.pos_py, "unary +");
}
Ref invert_py(Thread& t, Value v) {
    return unary_py(t, v, type_of(t, v)->slots.invert_py, "unary ~");
}
Ref abs_py(Thread& t, Value v) {
    return unary_py(t, v, type_of(t, v)->slots.abs_py, "abs()");
}

// --- Comparison

namespace {

constexpr CompareOp kSwapped[] = {CompareOp::Gt, CompareOp::Ge, CompareOp::Eq,
                                  CompareOp::Ne, CompareOp::Lt, CompareOp::Le};
constexpr const char* kCompareSigns[] = {"<", "<=", "==", "!=", ">", ">="};

bool compare_numbers(std::int64_t a, std::int64_t b, CompareOp op) {
    switch (op) {
    case CompareOp::Lt: return a < b;
    case CompareOp::Le: return a <= b;
    case CompareOp::Eq: return a == b;
    case CompareOp::Ne: return a != b;
    case CompareOp::Gt: return a > b;
    default: return a >= b;
    }
}

} // namespace

Ref compare_py(Thread& t, Value a, Value b, CompareOp op) {
    if (both_ints(a, b)) return Ref::boolean(compare_numbers(a.as_int(), b.as_int(), op));
    if (is_exact(a, Kind::Str) && is_exact(b, Kind::Str)) {
        if (op == CompareOp::Eq || op == CompareOp::Ne) {
            return Ref::boolean((a == b || str_equal(as<Str>(a), as<Str>(b))) == (op == CompareOp::Eq));
        }
        return Ref::boolean(compare_numbers(str_compare(as<Str>(a), as<Str>(b)), 0, op));
    }
    const RecursionScope scope(t, " in comparison");
    if (!scope) return t.raised();
    Type& left = *type_of(t, a);
    Type& right = *type_of(t, b);
    const Ref keep_a = Ref::share(a), keep_b = Ref::share(b);
    bool asked_right = false;
    const CompareOp swapped = kSwapped[static_cast<std::size_t>(op)];
    if (&left != &right && right.slots.compare_py && is_subtype(right, left)) {
        asked_right = true;
        Ref answer = right.slots.compare_py(t, b, a, swapped);
        if (!answer || !answer.get().is_not_implemented()) return answer;
    }
    if (left.slots.compare_py) {
        Ref answer = left.slots.compare_py(t, a, b, op);
        if (!answer || !answer.get().is_not_implemented()) return answer;
    }
    if (!asked_right && right.slots.compare_py) {
        Ref answer = right.slots.compare_py(t, b, a, swapped);
        if (!answer || !answer.get().is_not_implemented()) return answer;
    }
    if (op == CompareOp::Eq) return Ref::boolean(a == b);
    if (op == CompareOp::Ne) return Ref::boolean(!(a == b));
    return t.raise(Exc::TypeError, "'{}' not supported between instances of '{}' and '{}'",
                   kCompareSigns[static_cast<std::size_t>(op)], left, right);
}

Result<bool> compare_bool_py(Thread& t, Value a, Value b, CompareOp op) {
    if (a == b) {
        if (op == CompareOp::Eq) return true;
        if (op == CompareOp::Ne) return false;
    }
    Ref answer = compare_py(t, a, b, op);
    if (!answer) return t.raised();
    return truth_py(t, answer.get());
}

Result<bool> equal_py(Thread& t, Value a, Value b) {
    return compare_bool_py(t, a, b, CompareOp::Eq);
}

// --- Truth, hash, membership

Result<bool> truth_py(Thread& t, Value v) {
    if (v.is_bool()) return v.is_true();
    if (v.is_none()) return false;
    if (v.is_int()) return v.as_int() != 0;
    if (v.is_double()) return v.as_double() != 0;
    Type& type = *type_of(t, v);
    if (type.slots.bool_py) return type.slots.bool_py(t, v);
    if (!type.slots.length_py) return true;
    const Result<std::int64_t> length = length_py(t, v);
    if (!length) return t.raised();
    return *length > 0;
}

Result<std::int64_t> hash_py(Thread& t, Value v) {
    if (v.is_int()) return hash_int64(v.as_int());
    if (is_exact(v, Kind::Str)) return str_hash(t, as<Str>(v));
    Type& type = *type_of(t, v);
    if (!type.slots.hash_py) return t.raise(Exc::TypeError, "unhashable type: '{}'", type);
    if (!t.check_stack(" in hash")) return t.raised();
    return type.slots.hash_py(t, v);
}

Result<bool> contains_py(Thread& t, Value container, Value item) {
    Type& type = *type_of(t, container);
    if (type.slots.contains_py) return type.slots.contains_py(t, container, item);
    Ref iterator = Ref::nothing();
    if (type.slots.iter_py || type.slots.getitem_py) iterator = iter_py(t, container);
    if (!iterator) {
        if (t.has_pending() && !t.pending_is(Exc::TypeError)) return t.raised();
        if (t.has_pending()) t.clear_pending();
        return t.raise(Exc::TypeError, "argument of type '{}' is not a container or iterable", type);
    }
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return false;
        const Result<bool> same = equal_py(t, step.get(), item);
        if (!same) return t.raised();
        if (*same) return true;
    }
}

// --- Length and items

Result<std::int64_t> length_py(Thread& t, Value v) {
    Type& type = *type_of(t, v);
    if (!type.slots.length_py) return t.raise(Exc::TypeError, "object of type '{}' has no len()", type);
    const Result<std::int64_t> length = type.slots.length_py(t, v);
    if (length && *length < 0) return t.raise(Exc::ValueError, "__len__() should return >= 0");
    return length;
}

Result<std::int64_t> length_hint_py(Thread& t, Value v, std::int64_t fallback) {
    Type& type = *type_of(t, v);
    if (type.slots.length_py) {
        const Result<std::int64_t> length = length_py(t, v);
        if (length) return length;
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
    }
    Ref hint = call_special_py(t, v, Name::dunder_length_hint, {});
    if (!hint) {
        if (!t.has_pending()) return fallback;
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return fallback;
    }
    if (hint.get().is_not_implemented()) return fallback;
    if (!is_int(hint.get()))
        return t.raise(Exc::TypeError, "__length_hint__ must be an integer, not {}", *type_of(t, hint.get()));
    std::int64_t fits = 0;
    if (!int_fits(hint.get(), &fits)) {
        return t.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
    }
    const Result<std::int64_t> n = fits;
    if (n && *n < 0) return t.raise(Exc::ValueError, "__length_hint__() should return >= 0");
    return n;
}

Ref getitem_py(Thread& t, Value v, Value key) {
    Type& type = *type_of(t, v);
    if (type.slots.getitem_py) return type.slots.getitem_py(t, v, key);
    if (is_type(v)) {
        if (v == Value(t.type(TypeId::Type))) return make_generic_alias(t, v, key);
        Ref method = find_attr_py(t, v, Name::dunder_class_getitem);
        if (method) return call_py(t, method.get(), key);
        if (t.has_pending()) return t.raised();
        return t.raise(Exc::TypeError, "type '{}' is not subscriptable", as<Type>(v));
    }
    return t.raise(Exc::TypeError, "'{}' object is not subscriptable", type);
}

Status setitem_py(Thread& t, Value v, Value key, Value value) {
    Type& type = *type_of(t, v);
    if (type.slots.setitem_py) return type.slots.setitem_py(t, v, key, value);
    return t.raise(Exc::TypeError, "'{}' object does not support item assignment", type);
}

Status delitem_py(Thread& t, Value v, Value key) {
    Type& type = *type_of(t, v);
    if (type.slots.setitem_py) return type.slots.setitem_py(t, v, key, Value());
    // Two words for one thing: sequences say it in their own when the key is an index.
    const bool sequence = type.is_heap_type() || type.slots.contains_py || type.slots.length_py;
    const bool as_sequence = sequence && has_index(t, key);
    return t.raise(Exc::TypeError, "'{}' object {} support item deletion", type,
                   as_sequence ? "doesn't" : "does not");
}

// --- Iteration

Ref iter_py(Thread& t, Value v) {
    Type& type = *type_of(t, v);
    if (type.slots.iter_py) {
        Ref iterator = type.slots.iter_py(t, v);
        if (!iterator) return t.raised();
        Type& got = *type_of(t, iterator.get());
        if (!got.slots.next_py)
            return t.raise(Exc::TypeError, "iter() returned non-iterator of type '{}'", got);
        return iterator;
    }
    // The old protocol: __getitem__ with 0, 1, 2 ... A dict's or a class's subscript is not that.
    if (type.slots.getitem_py && !type.has(kMapping) && !is_kind(v, Kind::Dict))
        return make_sequence_iterator(t, v);
    return t.raise(Exc::TypeError, "'{}' object is not iterable", type);
}

Step next_py(Thread& t, Value iterator) {
    Type& type = *type_of(t, iterator);
    if (!type.slots.next_py) return t.raise(Exc::TypeError, "'{}' object is not an iterator", type);
    // Iterators may stand on iterators, as deep as a program likes.
    if (!t.check_stack(" while calling a Python object")) return t.raised();
    Step step = type.slots.next_py(t, iterator);
    if (step.is_raised() && t.pending_is(Exc::StopIteration)) {
        t.clear_pending();
        return Step::end();
    }
    return step;
}

// --- Text

namespace {

Ref check_text(Thread& t, Ref text, const char* method) {
    if (text && !is_kind(text.get(), Kind::Str)) {
        return t.raise(Exc::TypeError, "{} returned non-string (type {})", method, *type_of(t, text.get()));
    }
    return text;
}

} // namespace

Ref str_py(Thread& t, Value v) {
    if (is_exact(v, Kind::Str)) return Ref::share(v);
    if (is_exact_int(v)) return int_to_str(t, v);
    Type& type = *type_of(t, v);
    if (!type.slots.str_py) return repr_py(t, v);
    const RecursionScope scope(t, " while getting the str of an object");
    if (!scope) return t.raised();
    const Ref keep = Ref::share(v);
    return check_text(t, type.slots.str_py(t, v), "__str__");
}

Ref repr_py(Thread& t, Value v) {
    Type& type = *type_of(t, v);
    if (!type.slots.repr_py) {
        TextBuffer text;
        format_to(text, "<{} object at 0x{}>", type, Hex{v.bits(), 1});
        return make_str(t, text);
    }
    if (!t.checkpoint_py()) return t.raised();
    const RecursionScope scope(t, " while getting the repr of an object");
    if (!scope) return t.raised();
    const Ref keep = Ref::share(v);
    return check_text(t, type.slots.repr_py(t, v), "__repr__");
}

Ref ascii_py(Thread& t, Value v) {
    Ref text = repr_py(t, v);
    if (!text || text.as<Str>().is_ascii()) return text;
    const Str& s = text.as<Str>();
    TextBuffer out;
    for (std::uint64_t i = 0; i < s.length; ++i) {
        const char32_t c = s.at(i);
        if (c < 0x80)
            out.append(static_cast<char>(c));
        else if (c < 0x100)
            format_to(out, "\\x{}", Hex{c, 2});
        else if (c < 0x10000)
            format_to(out, "\\u{}", Hex{c, 4});
        else
            format_to(out, "\\U{}", Hex{c, 8});
    }
    return make_str(t, out);
}

Ref format_py(Thread& t, Value v, Value spec) {
    const bool plain = spec.is_empty() || (is_kind(spec, Kind::Str) && as<Str>(spec).length == 0);
    if (plain) {
        if (is_exact(v, Kind::Str)) return Ref::share(v);
        if (is_exact_int(v)) return int_to_str(t, v);
        if (v.is_double()) return repr_py(t, v);
    } else if (!is_kind(spec, Kind::Str)) {
        if (spec.is_none()) return t.raise(Exc::TypeError, "format() argument 2 must be str, not None");
        return t.raise(Exc::TypeError, "format() argument 2 must be str, not {}", BadArgument{t, spec});
    } else if (is_exact_int(v)) {
        return format_int_py(t, v, as<Str>(spec));
    } else if (v.is_double()) {
        return format_float_py(t, v, as<Str>(spec));
    } else if (is_exact(v, Kind::Str)) {
        return format_str_py(t, v, as<Str>(spec));
    }
    const Value text = spec.is_empty() ? Value(&t.name(Name::empty)) : spec;
    Ref method = lookup_special_py(t, v, Name::dunder_format);
    if (!method) {
        if (t.has_pending()) return t.raised();
        return t.raise(Exc::TypeError, "Type {} doesn't define __format__", *type_of(t, v));
    }
    Ref result = call_py(t, method.get(), text);
    if (result && !is_kind(result.get(), Kind::Str)) {
        return t.raise(Exc::TypeError, "__format__ must return a str, not {}", *type_of(t, result.get()));
    }
    return result;
}

Status append_str_py(Thread& t, TextBuffer& out, Value v) {
    Ref text = str_py(t, v);
    if (!text) return t.raised();
    append_utf8(out, text.as<Str>());
    return Status::ok();
}

Status append_repr_py(Thread& t, TextBuffer& out, Value v) {
    Ref text = repr_py(t, v);
    if (!text) return t.raised();
    append_utf8(out, text.as<Str>());
    return Status::ok();
}

ReprScope::ReprScope(Thread& t, Value v) : t_(t), v_(v), outer_(t.printing), entered_(true) {
    for (const ReprScope* scope = outer_; scope; scope = scope->outer_) {
        if (scope->v_ == v) entered_ = false;
    }
    t.printing = this;
}
ReprScope::~ReprScope() {
    t_.printing = outer_;
}

} // namespace islet
