// SPDX-License-Identifier: MIT
//
// Sequences: what their types share, and `+` and `*` on any of them.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/sequence.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

bool has_index(Thread& t, Value v) {
    return is_int(v) || type_of(t, v)->slots.index_py != nullptr;
}

Status read_bound_py(Thread& t, Value v, std::int64_t& out) {
    if (v.is_empty()) return Status::ok();
    if (v.is_int()) {
        out = v.as_int();
        return Status::ok();
    }
    if (!has_index(t, v))
        return t.raise(Exc::TypeError, "slice indices must be integers or have an __index__ method");
    const Result<std::int64_t> number = index_clamped_py(t, v);
    if (!number) return t.raised();
    out = *number;
    return Status::ok();
}

namespace {

// Two items that equal_py need not be asked about.
enum class Quick : std::uint8_t { Same, Differ, Unknown };
Quick compare_quickly(Value a, Value b) {
    if (a == b) return Quick::Same;
    if (both_ints(a, b)) return Quick::Differ;
    if (is_exact(a, Kind::Str) && is_exact(b, Kind::Str)) {
        return str_equal(as<Str>(a), as<Str>(b)) ? Quick::Same : Quick::Differ;
    }
    return Quick::Unknown;
}

Result<bool> items_equal_py(Thread& t, Value a, Value b) {
    const Quick quick = compare_quickly(a, b);
    if (quick != Quick::Unknown) return quick == Quick::Same;
    const Ref left = Ref::share(a);
    const Ref right = Ref::share(b);
    return equal_py(t, left.get(), right.get());
}

bool order_holds(CompareOp op, std::size_t a, std::size_t b) {
    switch (op) {
    case CompareOp::Lt: return a < b;
    case CompareOp::Le: return a <= b;
    case CompareOp::Eq: return a == b;
    case CompareOp::Ne: return a != b;
    case CompareOp::Gt: return a > b;
    case CompareOp::Ge: return a >= b;
    }
    ISLET_UNREACHABLE("no such comparison");
}

Status pass_checkpoint_py(Thread& t, std::size_t i) {
    return (i & 1023) == 1023 ? t.checkpoint_py() : Status::ok();
}

} // namespace

Ref compare_sequences_py(Thread& t, Value a, Value b, CompareOp op, SequenceView view) {
    if ((op == CompareOp::Eq || op == CompareOp::Ne) && view(a).size() != view(b).size()) {
        return Ref::boolean(op == CompareOp::Ne);
    }
    std::size_t i = 0;
    for (;; ++i) {
        if (!pass_checkpoint_py(t, i)) return t.raised();
        const std::span<const Value> left = view(a), right = view(b);
        if (i >= left.size() || i >= right.size())
            return Ref::boolean(order_holds(op, left.size(), right.size()));
        const Ref x = Ref::share(left[i]);
        const Ref y = Ref::share(right[i]);
        const Result<bool> equal = items_equal_py(t, x.get(), y.get());
        if (!equal) return t.raised();
        if (*equal) continue;
        if (op == CompareOp::Eq) return Ref::boolean(false);
        if (op == CompareOp::Ne) return Ref::boolean(true);
        return compare_py(t, x.get(), y.get(), op);
    }
}

Result<std::int64_t> find_in_sequence_py(Thread& t, Value sequence, Value item, std::int64_t start,
                                         std::int64_t stop, SequenceView view) {
    for (std::int64_t i = start; i < stop; ++i) {
        if (!pass_checkpoint_py(t, static_cast<std::size_t>(i))) return t.raised();
        const std::span<const Value> items = view(sequence);
        if (static_cast<std::uint64_t>(i) >= items.size()) break;
        const Result<bool> equal = items_equal_py(t, items[static_cast<std::size_t>(i)], item);
        if (!equal) return t.raised();
        if (*equal) return i;
    }
    return std::int64_t{-1};
}

Result<std::int64_t> count_in_sequence_py(Thread& t, Value sequence, Value item, SequenceView view) {
    std::int64_t count = 0;
    for (std::size_t i = 0;; ++i) {
        if (!pass_checkpoint_py(t, i)) return t.raised();
        const std::span<const Value> items = view(sequence);
        if (i >= items.size()) return count;
        const Result<bool> equal = items_equal_py(t, items[i], item);
        if (!equal) return t.raised();
        if (*equal) ++count;
    }
}

Ref repr_sequence_py(Thread& t, Value sequence, std::string_view open, std::string_view close,
                     bool lone_comma, SequenceView view) {
    TextBuffer text;
    text.append(open);
    const ReprScope scope(t, sequence);
    if (!scope.entered()) {
        text.append("...");
        text.append(close);
        return make_str(t, text);
    }
    for (std::size_t i = 0;; ++i) {
        if (!pass_checkpoint_py(t, i)) return t.raised();
        const std::span<const Value> items = view(sequence);
        if (i >= items.size()) {
            if (i == 1 && lone_comma) text.append(',');
            break;
        }
        if (i != 0) text.append(", ");
        const Ref item = Ref::share(items[i]);
        if (!append_repr_py(t, text, item.get())) return t.raised();
    }
    text.append(close);
    return make_str(t, text);
}

bool is_sequence(Thread& t, Value v) {
    if (!type_of(t, v)->slots.getitem_py) return false;
    if (!v.is_object()) return true;
    switch (v.object()->kind) {
    case Kind::Dict:
    case Kind::MappingProxy:
    case Kind::GenericAlias:
    case Kind::Union:
    case Kind::Type: return false;
    default: return true;
    }
}

Ref iter_self_py(Thread&, Value self) {
    return Ref::share(self);
}

Result<std::int64_t> read_state(Thread& t, Value state) {
    if (!is_int(state)) return t.raise(Exc::TypeError, "an integer is required");
    std::int64_t number = 0;
    if (!int_fits(state, &number))
        return t.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
    return number;
}

Ref find_builtin(Thread& t, std::string_view name) {
    const Value found = t.state().builtins ? dict_find_text(t, *t.state().builtins, name) : Value();
    if (found.is_empty())
        return t.raise(Exc::AttributeError, "module 'builtins' has no attribute '{}'", name);
    return Ref::share(found);
}

Ref make_reduce(Thread& t, std::string_view builtin, std::span<const Value> args, Value state) {
    const Ref function = find_builtin(t, builtin);
    if (!function) return t.raised();
    const Ref tuple = make_tuple(t, args);
    if (!tuple) return t.raised();
    const Value parts[] = {function.get(), tuple.get(), state};
    return make_tuple(t, {parts, state.is_empty() ? std::size_t{2} : std::size_t{3}});
}

void repeat_values(Value* to, const Value* from, std::size_t size, std::size_t count) {
    if (size == 0 || count == 0) return;
    for (std::size_t i = 0; i < size; ++i) retain_many(from[i], count);
    if (size == 1) {
        for (std::size_t i = 0; i < count; ++i) to[i] = from[0];
        return;
    }
    for (std::size_t i = 0; i < count; ++i) std::memcpy(to + i * size, from, size * sizeof(Value));
}

Ref sequence_concat_py(Thread& t, Value a, Value b) {
    const Slots& slots = type_of(t, a)->slots;
    if (slots.concat_py) return slots.concat_py(t, a, b);
    // Classes of programs only have the numeric `+`.
    if (slots.getitem_py && type_of(t, b)->slots.getitem_py) {
        if (const BinarySlot add = slots.binary_py[static_cast<std::size_t>(BinaryOp::Add)]) {
            Ref sum = add(t, a, b);
            if (!sum || !sum.get().is_not_implemented()) return sum;
        }
    }
    return t.raise(Exc::TypeError, "'{}' object can't be concatenated", *type_of(t, a));
}

Ref sequence_repeat_py(Thread& t, Value v, std::int64_t count) {
    const Slots& slots = type_of(t, v)->slots;
    if (slots.repeat_py) return slots.repeat_py(t, v, count);
    if (slots.getitem_py) {
        if (const BinarySlot multiply = slots.binary_py[static_cast<std::size_t>(BinaryOp::Mul)]) {
            const Ref number = make_int(t, count);
            if (!number) return t.raised();
            Ref product = multiply(t, v, number.get());
            if (!product || !product.get().is_not_implemented()) return product;
        }
    }
    return t.raise(Exc::TypeError, "'{}' object can't be repeated", *type_of(t, v));
}

} // namespace islet
