// SPDX-License-Identifier: MIT
//
// Slots of classes that programs make: for each slot either the C++ function of the built-in type that the
// method was inherited from, or a generic function that looks the special method up and calls it.
//
// Owns: nothing. Invariants: a slot of a heap type is what its method resolution order says at any time:
// update_slots runs when a class is made and whenever one of its special names, or a base's, changes.
// Threads: the interpreter's lock; inherit_slots while the commons are built.
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/buffer.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/slot_access.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/type_internal.h"

#include <initializer_list>

namespace islet {

namespace {

// --- Calling special methods

// type(self).name(self, *args). A class that lost the method since the slot was filled: AttributeError.
Ref call_dunder_py(Thread& t, Value self, Name name, std::initializer_list<Value> args = {}) {
    Ref result = call_special_py(t, self, name, {args.begin(), args.size()});
    if (!result && !t.has_pending())
        return t.raise_text(Exc::AttributeError, format("{}", t.name(name)).view());
    return result;
}

// As above; a class without the method answers NotImplemented.
Ref call_maybe_py(Thread& t, Value self, Name name, Value arg) {
    Ref result = call_special_py(t, self, name, {&arg, 1});
    if (!result && !t.has_pending()) return Ref::not_implemented();
    return result;
}

template <Name name>
Ref slot_unary_py(Thread& t, Value self) {
    return call_dunder_py(t, self, name);
}

// --- Binary operators

struct OperatorNames {
    Name name, reflected, inplace;
};
constexpr OperatorNames kOperatorNames[kBinaryOpCount] = {
    {Name::dunder_add, Name::dunder_radd, Name::dunder_iadd},
    {Name::dunder_sub, Name::dunder_rsub, Name::dunder_isub},
    {Name::dunder_mul, Name::dunder_rmul, Name::dunder_imul},
    {Name::dunder_matmul, Name::dunder_rmatmul, Name::dunder_imatmul},
    {Name::dunder_truediv, Name::dunder_rtruediv, Name::dunder_itruediv},
    {Name::dunder_floordiv, Name::dunder_rfloordiv, Name::dunder_ifloordiv},
    {Name::dunder_mod, Name::dunder_rmod, Name::dunder_imod},
    {Name::dunder_pow, Name::dunder_rpow, Name::dunder_ipow},
    {Name::dunder_lshift, Name::dunder_rlshift, Name::dunder_ilshift},
    {Name::dunder_rshift, Name::dunder_rrshift, Name::dunder_irshift},
    {Name::dunder_and, Name::dunder_rand, Name::dunder_iand},
    {Name::dunder_or, Name::dunder_ror, Name::dunder_ior},
    {Name::dunder_xor, Name::dunder_rxor, Name::dunder_ixor},
};

// Whether the right operand's class brings a reflected method other than the one the left one has.
bool reflected_is_overridden(Thread& t, Type& left, Type& right, Name reflected) {
    const Value theirs = type_lookup(t, right, reflected);
    return !theirs.is_empty() && theirs != type_lookup(t, left, reflected);
}

// `slot` is the offset of the operator's slot and `generic` the function that stands there for classes whose
// methods are written in Python. A subclass on the right goes first if it overrides the reflected method.
Ref binary_by_name_py(Thread& t, Value left, Value right, Name name, Name reflected, std::size_t slot,
                      BinarySlot generic) {
    Type& left_type = *type_of(t, left);
    Type& right_type = *type_of(t, right);
    bool ask_right = &left_type != &right_type && slot_at<BinarySlot>(right_type.slots, slot) == generic;
    if (slot_at<BinarySlot>(left_type.slots, slot) == generic) {
        if (ask_right && is_subtype(right_type, left_type) &&
            reflected_is_overridden(t, left_type, right_type, reflected)) {
            Ref result = call_maybe_py(t, right, reflected, left);
            if (!result || !result.get().is_not_implemented()) return result;
            ask_right = false;
        }
        Ref result = call_maybe_py(t, left, name, right);
        if (!result || !result.get().is_not_implemented() || &left_type == &right_type) return result;
    }
    return ask_right ? call_maybe_py(t, right, reflected, left) : Ref::not_implemented();
}

template <BinaryOp op>
Ref slot_binary_py(Thread& t, Value left, Value right) {
    constexpr OperatorNames names = kOperatorNames[static_cast<std::size_t>(op)];
    constexpr std::size_t offset =
        offsetof(Slots, binary_py) + static_cast<std::size_t>(op) * sizeof(BinarySlot);
    return binary_by_name_py(t, left, right, names.name, names.reflected, offset, &slot_binary_py<op>);
}

template <BinaryOp op>
Ref slot_inplace_py(Thread& t, Value left, Value right) {
    return call_dunder_py(t, left, kOperatorNames[static_cast<std::size_t>(op)].inplace, {right});
}

Ref slot_divmod_py(Thread& t, Value left, Value right) {
    return binary_by_name_py(t, left, right, Name::dunder_divmod, Name::dunder_rdivmod,
                             offsetof(Slots, divmod_py), &slot_divmod_py);
}

// Each operand's class gets asked for what it is in the text; the modulus has no method of its own.
Ref slot_pow3_py(Thread& t, Value base, Value exponent, Value modulus) {
    if (type_of(t, base)->slots.pow3_py == &slot_pow3_py) {
        const Value args[] = {exponent, modulus};
        Ref result = call_special_py(t, base, Name::dunder_pow, args);
        if (!result && t.has_pending()) return result;
        if (result && !result.get().is_not_implemented()) return result;
    }
    if (type_of(t, exponent)->slots.pow3_py == &slot_pow3_py && type_of(t, base) != type_of(t, exponent)) {
        const Value args[] = {base, modulus};
        Ref result = call_special_py(t, exponent, Name::dunder_rpow, args);
        if (result || t.has_pending()) return result;
    }
    return Ref::not_implemented();
}

// --- Truth, hash, order

Result<bool> slot_bool_py(Thread& t, Value self) {
    const Value method = type_lookup(t, *type_of(t, self), Name::dunder_bool);
    if (method.is_none()) {
        return t.raise(Exc::TypeError, "'{}' cannot be interpreted as a boolean", *type_of(t, self));
    }
    Ref result = call_dunder_py(t, self, Name::dunder_bool);
    if (!result) return t.raised();
    if (!result.get().is_bool()) {
        return t.raise(Exc::TypeError, "__bool__ should return bool, returned {}", *type_of(t, result.get()));
    }
    return result.get().is_true();
}

Result<std::int64_t> slot_length_py(Thread& t, Value self) {
    Ref result = call_dunder_py(t, self, Name::dunder_len);
    if (!result) return t.raised();
    Ref number = index_py(t, result.get());
    if (!number) return t.raised();
    if (int_sign(number.get()) < 0) return t.raise(Exc::ValueError, "__len__() should return >= 0");
    return index_to_int64_py(t, number.get());
}

Result<std::int64_t> slot_hash_py(Thread& t, Value self) {
    Ref result = call_dunder_py(t, self, Name::dunder_hash);
    if (!result) return t.raised();
    const Value v = result.get();
    if (!is_int(v)) return t.raise(Exc::TypeError, "__hash__ method should return an integer");
    // A hash of 64 bits is kept as it is; wider ones are hashed as numbers.
    std::int64_t hash = 0;
    if (!int_fits(v, &hash)) hash = int_hash(v);
    return hash == -1 ? -2 : hash;
}

constexpr Name kCompareNames[] = {Name::dunder_lt, Name::dunder_le, Name::dunder_eq,
                                  Name::dunder_ne, Name::dunder_gt, Name::dunder_ge};

Ref slot_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    return call_maybe_py(t, left, kCompareNames[static_cast<std::size_t>(op)], right);
}

// --- Iteration and containers

Ref slot_iter_py(Thread& t, Value self) {
    if (type_lookup(t, *type_of(t, self), Name::dunder_iter).is_none()) {
        return t.raise(Exc::TypeError, "'{}' object is not iterable", *type_of(t, self));
    }
    return call_dunder_py(t, self, Name::dunder_iter);
}

Step slot_next_py(Thread& t, Value self) {
    Ref item = call_dunder_py(t, self, Name::dunder_next);
    if (item) return Step::item(std::move(item));
    if (!t.pending_is(Exc::StopIteration)) return t.raised();
    const auto& stop = as<StopIterationException>(t.pending());
    Ref value = stop.args->size == 0 ? Ref::nothing() : Ref::share(stop.value);
    t.clear_pending();
    return Step::end(std::move(value));
}

Ref slot_getitem_py(Thread& t, Value self, Value key) {
    return call_dunder_py(t, self, Name::dunder_getitem, {key});
}

Status slot_setitem_py(Thread& t, Value self, Value key, Value value) {
    Ref result = value.is_empty() ? call_dunder_py(t, self, Name::dunder_delitem, {key})
                                  : call_dunder_py(t, self, Name::dunder_setitem, {key, value});
    return result ? Status::ok() : Status(t.raised());
}

Result<bool> slot_contains_py(Thread& t, Value self, Value item) {
    if (type_lookup(t, *type_of(t, self), Name::dunder_contains).is_none()) {
        return t.raise(Exc::TypeError, "'{}' object is not a container", *type_of(t, self));
    }
    Ref found = call_dunder_py(t, self, Name::dunder_contains, {item});
    if (!found) return t.raised();
    return truth_py(t, found.get());
}

// --- Attributes and descriptors

// With __getattr__, or a __getattribute__ written in Python.
Ref slot_getattr_py(Thread& t, Value self, Str& name) {
    Type& type = *type_of(t, self);
    const Value own = type_lookup(t, type, Name::dunder_getattribute);
    Ref result = Ref::nothing();
    if (is_kind(own, Kind::SlotWrapper) && as<SlotWrapper>(own).def->name == Name::dunder_getattribute) {
        result = as<SlotWrapper>(own).owner->slots.getattr_py(t, self, name);
    } else {
        result = call_dunder_py(t, self, Name::dunder_getattribute, {Value(&name)});
    }
    if (result || !t.pending_is(Exc::AttributeError)) return result;
    if (type_lookup(t, *type_of(t, self), Name::dunder_getattr).is_empty()) return t.raised();
    t.clear_pending();
    return call_dunder_py(t, self, Name::dunder_getattr, {Value(&name)});
}

Status slot_setattr_py(Thread& t, Value self, Str& name, Value value) {
    const bool remove = value.is_empty();
    const Name method = remove ? Name::dunder_delattr : Name::dunder_setattr;
    // A class that defines only one of the two inherits the other one, most often from object.
    const Value own = type_lookup(t, *type_of(t, self), method);
    if (is_kind(own, Kind::SlotWrapper) && as<SlotWrapper>(own).def->name == method) {
        return as<SlotWrapper>(own).owner->slots.setattr_py(t, self, name, value);
    }
    Ref result = remove ? call_dunder_py(t, self, method, {Value(&name)})
                        : call_dunder_py(t, self, method, {Value(&name), value});
    return result ? Status::ok() : Status(t.raised());
}

Ref slot_descr_get_py(Thread& t, Value self, Value instance, Value owner) {
    const Value method = type_lookup(t, *type_of(t, self), Name::dunder_get);
    if (method.is_empty()) return Ref::share(self);
    return call_dunder_py(
        t, self, Name::dunder_get,
        {instance.is_empty() ? Value::none() : instance, owner.is_empty() ? Value::none() : owner});
}

Status slot_descr_set_py(Thread& t, Value self, Value instance, Value value) {
    Ref result = value.is_empty() ? call_dunder_py(t, self, Name::dunder_delete, {instance})
                                  : call_dunder_py(t, self, Name::dunder_set, {instance, value});
    return result ? Status::ok() : Status(t.raised());
}

// --- Calls and life

Ref slot_call_py(Thread& t, Value self, const Args& args) {
    Ref method = Ref::share(type_lookup(t, *type_of(t, self), Name::dunder_call));
    if (!method) return t.raise(Exc::TypeError, "'{}' object is not callable", *type_of(t, self));
    return call_with_self_py(t, method.get(), self, args);
}

Ref slot_new_py(Thread& t, Type& type, const Args& args) {
    // Found on the type as an attribute: a static method comes out as the plain function.
    Ref function = type_getattr_py(t, &type, t.name(Name::dunder_new));
    if (!function) return t.raised();
    ArgsWithSelf all(t, &type, args);
    if (!all) return t.raised();
    return call_py(t, function.get(), all.args());
}

Status slot_init_py(Thread& t, Value self, const Args& args) {
    Ref method = Ref::share(type_lookup(t, *type_of(t, self), Name::dunder_init));
    if (!method) return t.raise(Exc::AttributeError, "__init__");
    Ref result = call_with_self_py(t, method.get(), self, args);
    if (!result) return t.raised();
    if (!result.get().is_none()) {
        return t.raise(Exc::TypeError, "__init__() should return None, not '{}'", *type_of(t, result.get()));
    }
    return Status::ok();
}

Status slot_del_py(Thread& t, Value self) {
    Ref result = call_special_py(t, self, Name::dunder_del, {});
    if (!result && t.has_pending()) return t.raised();
    return Status::ok();
}

// --- Buffers: __buffer__ answers with a memoryview, whose memory is lent on

constexpr std::int64_t kBufferFullRead = 0x11C; // what C code calls PyBUF_FULL_RO
constexpr std::int64_t kBufferWritable = 1;

struct LentView {
    Value view;
};

Status slot_get_buffer_py(Thread& t, Value self, Buffer& out, bool writable) {
    const std::int64_t flags = kBufferFullRead | (writable ? kBufferWritable : 0);
    Ref view = call_dunder_py(t, self, Name::dunder_buffer, {Value::small_int(flags)});
    if (!view) return t.raised();
    if (!is_kind(view.get(), Kind::MemoryView)) {
        return t.raise(Exc::TypeError, "__buffer__ returned non-memoryview object");
    }
    auto* const lent = static_cast<LentView*>(t.heap().alloc_raw(sizeof(LentView)));
    if (!lent) return t.raise_memory_error();
    const auto get = type_of(t, view.get())->slots.get_buffer_py;
    if (!get(t, view.get(), out, writable)) {
        t.heap().free_raw(lent);
        return t.raised();
    }
    // The inner view's own mark is not needed: memoryviews give back by their own count.
    lent->view = view.release();
    out.owner = self;
    out.internal = lent;
    return Status::ok();
}

void slot_release_buffer(Value self, Buffer& buffer) {
    static_cast<void>(self);
    auto* const lent = static_cast<LentView*>(buffer.internal);
    if (!lent) return;
    const Value view = lent->view;
    Heap* const heap = heap_of(lent);
    heap->free_raw(lent);
    Buffer inner = buffer;
    inner.owner = view;
    inner.internal = nullptr;
    if (const auto give_back = view.object()->type()->slots.release_buffer) give_back(view, inner);
    release(view);
    buffer.internal = nullptr;
}

#define ISLET_ALL_OPERATORS(fn)                                                                              \
    &fn<BinaryOp::Add>, &fn<BinaryOp::Sub>, &fn<BinaryOp::Mul>, &fn<BinaryOp::MatMul>,                       \
        &fn<BinaryOp::TrueDiv>, &fn<BinaryOp::FloorDiv>, &fn<BinaryOp::Mod>, &fn<BinaryOp::Pow>,             \
        &fn<BinaryOp::LShift>, &fn<BinaryOp::RShift>, &fn<BinaryOp::And>, &fn<BinaryOp::Or>,                 \
        &fn<BinaryOp::Xor>

// What stands in a slot whose method is written in Python. The sequence forms of + and * have none: the
// names belong to the numeric slots then.
constexpr Slots kGenericSlots = {
    .new_py = &slot_new_py,
    .init_py = &slot_init_py,
    .del_py = &slot_del_py,
    .getattr_py = &slot_getattr_py,
    .setattr_py = &slot_setattr_py,
    .descr_get_py = &slot_descr_get_py,
    .descr_set_py = &slot_descr_set_py,
    .call_py = &slot_call_py,
    .repr_py = &slot_unary_py<Name::dunder_repr>,
    .str_py = &slot_unary_py<Name::dunder_str>,
    .hash_py = &slot_hash_py,
    .bool_py = &slot_bool_py,
    .compare_py = &slot_compare_py,
    .iter_py = &slot_iter_py,
    .next_py = &slot_next_py,
    .await_py = &slot_unary_py<Name::dunder_await>,
    .aiter_py = &slot_unary_py<Name::dunder_aiter>,
    .anext_py = &slot_unary_py<Name::dunder_anext>,
    .length_py = &slot_length_py,
    .getitem_py = &slot_getitem_py,
    .setitem_py = &slot_setitem_py,
    .contains_py = &slot_contains_py,
    .binary_py = {ISLET_ALL_OPERATORS(slot_binary_py)},
    .inplace_py = {ISLET_ALL_OPERATORS(slot_inplace_py)},
    .divmod_py = &slot_divmod_py,
    .pow3_py = &slot_pow3_py,
    .neg_py = &slot_unary_py<Name::dunder_neg>,
    .pos_py = &slot_unary_py<Name::dunder_pos>,
    .abs_py = &slot_unary_py<Name::dunder_abs>,
    .invert_py = &slot_unary_py<Name::dunder_invert>,
    .index_py = &slot_unary_py<Name::dunder_index>,
    .int_py = &slot_unary_py<Name::dunder_int>,
    .float_py = &slot_unary_py<Name::dunder_float>,
    .get_buffer_py = &slot_get_buffer_py,
    .release_buffer = &slot_release_buffer,
};
#undef ISLET_ALL_OPERATORS

// --- Filling slots

// What one name contributes to its slot.
struct SlotChoice {
    const Slots* specific = nullptr; // the slots of the built-in type whose function would do
    bool generic = false;            // a method written in Python, or two that differ
    bool unhashable = false;         // __hash__ = None
};

void consider(SlotChoice& choice, Type& type, const SlotDef& row, Value found) {
    const std::size_t offset = row.offset;
    const auto use = [&](const Slots& slots) {
        if (choice.specific && !same_slot(*choice.specific, slots, offset))
            choice.generic = true;
        else
            choice.specific = &slots;
    };
    if (is_kind(found, Kind::SlotWrapper)) {
        const auto& wrapper = as<SlotWrapper>(found);
        const SlotDef& def = *wrapper.def;
        // pow(a, b, c) has no wrapper of its own.
        const bool pow3 = !row.wrap && (row.name == Name::dunder_pow || row.name == Name::dunder_rpow);
        if (def.name == row.name && is_subtype(type, *wrapper.owner)) {
            if (&def == &row || pow3) use(wrapper.owner->slots);
            return; // otherwise it is the wrapper of the other slot that has this name
        }
        choice.generic = true;
        return;
    }
    // list.__getitem__ and a few others are methods beside their slots.
    if (is_kind(found, Kind::MethodDescriptor) && row.wrap) {
        const auto& descriptor = as<MethodDescriptor>(found);
        if (!descriptor.owner->is_heap_type() && slot_present(descriptor.owner->slots, row) &&
            is_subtype(type, *descriptor.owner)) {
            use(descriptor.owner->slots);
            return;
        }
    }
    if (row.name == Name::dunder_new && is_kind(found, Kind::NativeFunction) &&
        as<NativeFunction>(found).def == &kNewMethod) {
        use(as<Type>(as<NativeFunction>(found).self).slots);
        return;
    }
    if (row.name == Name::dunder_hash && found.is_none()) {
        choice.unhashable = true;
        return;
    }
    choice.generic = true;
}

void apply(SlotChoice choice, Type& type, std::size_t offset) {
    if (choice.unhashable) {
        clear_slot(type.slots, offset);
    } else if (choice.generic) {
        copy_slot(type.slots, kGenericSlots, offset);
        if (offset == offsetof(Slots, get_buffer_py)) type.slots.release_buffer = &slot_release_buffer;
    } else if (choice.specific) {
        copy_slot(type.slots, *choice.specific, offset);
    } else {
        clear_slot(type.slots, offset);
    }
}

// One past the last row of the slot that row `first` belongs to.
std::size_t end_of_group(std::span<const SlotDef> rows, std::size_t first) {
    std::size_t end = first + 1;
    while (end < rows.size() && rows[end].offset == rows[first].offset) ++end;
    return end;
}

void update_group(Thread& t, Type& type, std::span<const SlotDef> rows) {
    const std::size_t offset = rows[0].offset;
    // What lends memory knows how it is given back: the pair goes together.
    if (offset == offsetof(Slots, release_buffer)) return;
    SlotChoice choice;
    for (const SlotDef& row : rows) {
        const Value found = type_lookup(t, type, row.name);
        if (!found.is_empty()) consider(choice, type, row, found);
    }
    apply(choice, type, offset);
    if (offset == offsetof(Slots, get_buffer_py) && !choice.generic) {
        type.slots.release_buffer = choice.specific ? choice.specific->release_buffer : nullptr;
    }
}

void update_finalizer_flag(Type& type) {
    const Type* builtin = &type;
    while (builtin->is_heap_type() && builtin->base) builtin = builtin->base;
    const bool needed = type.slots.del_py != nullptr || builtin->needs_finalizer();
    type.type_flags = needed ? type.type_flags | kFinalizer : type.type_flags & ~std::uint32_t{kFinalizer};
}

bool group_touches_dict(Thread& t, const Dict& dict, std::span<const SlotDef> rows) {
    for (const SlotDef& row : rows) {
        if (!dict_find(t, dict, row.name).is_empty()) return true;
    }
    return false;
}

// Whether everything behind the type itself in its order is the base's order: then what the type does not
// define is what the base has.
bool extends_one_line(const Type& type) {
    const Tuple& own = *type.mro;
    const Tuple& base = *type.base->mro;
    if (own.size != base.size + 1) return false;
    for (std::size_t i = 0; i < base.size; ++i) {
        if (own[i + 1] != base[i]) return false;
    }
    return true;
}

} // namespace

void fill_slots(Thread& t, Type& type) {
    const std::span<const SlotDef> rows = slot_defs();
    const bool one_line = extends_one_line(type);
    if (one_line) type.slots = type.base->slots;
    for (std::size_t first = 0; first < rows.size();) {
        const std::size_t end = end_of_group(rows, first);
        const auto group = rows.subspan(first, end - first);
        if (!one_line || group_touches_dict(t, *type.dict, group)) update_group(t, type, group);
        first = end;
    }
    update_finalizer_flag(type);
}

void update_slots_for(Thread& t, Type& type, const Str& name) {
    const std::span<const SlotDef> rows = slot_defs();
    for (std::size_t first = 0; first < rows.size();) {
        const std::size_t end = end_of_group(rows, first);
        for (std::size_t i = first; i < end; ++i) {
            if (&t.name(rows[i].name) != &name) continue;
            update_group(t, type, rows.subspan(first, end - first));
            break;
        }
        first = end;
    }
    update_finalizer_flag(type);
}

void update_all_slots(Thread& t, Type& type) {
    const std::span<const SlotDef> rows = slot_defs();
    for (std::size_t first = 0; first < rows.size();) {
        const std::size_t end = end_of_group(rows, first);
        update_group(t, type, rows.subspan(first, end - first));
        first = end;
    }
    update_finalizer_flag(type);
}

void inherit_slots(Type& type, const Type& base) {
    Slots& own = type.slots;
    const Slots& from = base.slots;
    // __eq__ without __hash__ makes a type unhashable, so the two are inherited together or not at all.
    const bool compares = own.compare_py != nullptr, hashes = own.hash_py != nullptr;
    // Only a base with a layout can make instances for a type that does not say how.
    const bool creates = own.new_py || (base.base && !type.has(kNoInstantiation));
    const bool lends = own.get_buffer_py != nullptr;
    const auto new_py = own.new_py;
    const auto hash_py = own.hash_py;
    const auto compare_py = own.compare_py;
    const auto release_buffer = own.release_buffer;
    for (std::size_t offset = 0; offset < sizeof(Slots); offset += sizeof(UnarySlot)) {
        if (!slot_at<UnarySlot>(own, offset)) copy_slot(own, from, offset);
    }
    if (!creates) own.new_py = new_py;
    if (compares) own.hash_py = hash_py;
    if (hashes) own.compare_py = compare_py;
    if (lends) own.release_buffer = release_buffer;
    // Own fields without a word on how to let go of them: what traverse names.
    if (!type.drop) type.drop = type.traverse ? &drop_by_traverse : base.drop;
    if (!type.traverse) type.traverse = base.traverse;
}

// --- Arguments with a receiver in front

ArgsWithSelf::ArgsWithSelf(Thread& t, Value self, const Args& args) : thread_(t) {
    const std::size_t total = args.total();
    Value* values = inline_;
    if (total + 1 > kInline) {
        values = static_cast<Value*>(t.heap().alloc_raw((total + 1) * sizeof(Value)));
        if (!values) {
            static_cast<void>(t.raise_memory_error());
            return;
        }
        block_ = values;
    }
    values[0] = self;
    for (std::size_t i = 0; i < total; ++i) values[i + 1] = args.values[i];
    args_ = Args(values, args.count + std::size_t{1}, args.names);
    ok_ = true;
}

ArgsWithSelf::~ArgsWithSelf() {
    if (block_) thread_.heap().free_raw(block_);
}

Ref call_with_self_py(Thread& t, Value function, Value self, const Args& args) {
    Type& type = *type_of(t, function);
    if (type.has(kMethodLike)) {
        ArgsWithSelf all(t, self, args);
        if (!all) return t.raised();
        return call_py(t, function, all.args());
    }
    if (!type.slots.descr_get_py) return call_py(t, function, args);
    Ref bound = type.slots.descr_get_py(t, function, self, type_of(t, self));
    if (!bound) return t.raised();
    return call_py(t, bound.get(), args);
}

} // namespace islet
