// SPDX-License-Identifier: MIT
//
// The table of special method names and the slots that they stand for, the slot wrappers that show a slot of
// a built-in type as a method (int.__add__), and the method wrappers bound to a receiver ((5).__add__).
//
// Invariants: rows of the same slot are neighbours; of two rows with the same name the number comes first.
// Threads: constants, and the interpreter's lock for calls.
#include "vm/base/hash.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// --- One wrapper function per kind of slot

Status expect_args(Thread& t, const Args& args, std::uint32_t count) {
    if (args.count == count) return Status::ok();
    return t.raise(Exc::TypeError, "expected {} argument{}, got {}", count, count == 1 ? "" : "s",
                   args.count);
}

template <class Fn>
Fn slot_of(const Type& owner, const SlotDef& def) {
    return slot_at<Fn>(owner.slots, def.offset);
}

Ref wrap_unary(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef& def) {
    if (!expect_args(t, args, 0)) return t.raised();
    return slot_of<UnarySlot>(owner, def)(t, self);
}

Ref wrap_binary(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef& def) {
    if (!expect_args(t, args, 1)) return t.raised();
    return slot_of<BinarySlot>(owner, def)(t, self, args[0]);
}

Ref wrap_reflected(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef& def) {
    if (!expect_args(t, args, 1)) return t.raised();
    return slot_of<BinarySlot>(owner, def)(t, args[0], self);
}

Ref wrap_pow(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef& def) {
    if (args.count < 1 || args.count > 2) {
        return t.raise(Exc::TypeError, "expected 1 or 2 arguments, got {}", args.count);
    }
    const bool reflected = def.name == Name::dunder_rpow;
    const Value left = reflected ? args[0] : self;
    const Value right = reflected ? self : args[0];
    if (args.count == 2 && !args[1].is_none()) {
        if (!owner.slots.pow3_py) return Ref::not_implemented();
        return owner.slots.pow3_py(t, left, right, args[1]);
    }
    return slot_of<BinarySlot>(owner, def)(t, left, right);
}

Ref wrap_repeat(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef& def) {
    if (!expect_args(t, args, 1)) return t.raised();
    const Result<std::int64_t> count = index_to_int64_py(t, args[0]);
    if (!count) return t.raised();
    return slot_of<Ref (*)(Thread&, Value, std::int64_t)>(owner, def)(t, self, *count);
}

Ref wrap_hash(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 0)) return t.raised();
    const Result<std::int64_t> hash = owner.slots.hash_py(t, self);
    if (!hash) return t.raised();
    return make_int(t, *hash);
}

Ref wrap_bool(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 0)) return t.raised();
    const Result<bool> truth = owner.slots.bool_py(t, self);
    if (!truth) return t.raised();
    return Ref::boolean(*truth);
}

Ref wrap_length(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 0)) return t.raised();
    const Result<std::int64_t> length = owner.slots.length_py(t, self);
    if (!length) return t.raised();
    return make_int(t, *length);
}

Ref wrap_contains(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 1)) return t.raised();
    const Result<bool> found = owner.slots.contains_py(t, self, args[0]);
    if (!found) return t.raised();
    return Ref::boolean(*found);
}

Ref wrap_compare(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef& def) {
    if (!expect_args(t, args, 1)) return t.raised();
    return owner.slots.compare_py(t, self, args[0], compare_op_of(def.name));
}

Ref wrap_next(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 0)) return t.raised();
    Step step = owner.slots.next_py(t, self);
    if (step.is_raised()) return t.raised();
    if (step.is_item()) return step.take();
    return t.raise_object(make_stop_iteration(t, Value::none()));
}

Ref wrap_setitem(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (args.count != 2)
        return t.raise(Exc::TypeError, "__setitem__ expected 2 arguments, got {}", args.count);
    if (!owner.slots.setitem_py(t, self, args[0], args[1])) return t.raised();
    return Ref::none();
}

Ref wrap_delitem(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 1)) return t.raised();
    if (!owner.slots.setitem_py(t, self, args[0], Value())) return t.raised();
    return Ref::none();
}

Ref wrap_getattribute(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 1)) return t.raised();
    Ref name = attribute_name(t, args[0]);
    if (!name) return t.raised();
    return owner.slots.getattr_py(t, self, name.as<Str>());
}

// object.__setattr__(SomeBuiltin, ...) would get around what the more derived type forbids.
Status check_setattr_applies(Thread& t, Value self, const Type& owner, std::string_view name) {
    const Type* type = type_of(t, self);
    while (type->is_heap_type() && type->base) type = type->base;
    if (type->slots.setattr_py == owner.slots.setattr_py) return Status::ok();
    return t.raise(Exc::TypeError, "can't apply this {} to {} object", name, *type_of(t, self));
}

Ref wrap_setattr(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!check_positional(t, args, "__setattr__", 2, 2)) return t.raised();
    if (!check_setattr_applies(t, self, owner, "__setattr__")) return t.raised();
    Ref name = attribute_name(t, args[0]);
    if (!name) return t.raised();
    if (!owner.slots.setattr_py(t, self, name.as<Str>(), args[1])) return t.raised();
    return Ref::none();
}

Ref wrap_delattr(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 1)) return t.raised();
    if (!check_setattr_applies(t, self, owner, "__delattr__")) return t.raised();
    Ref name = attribute_name(t, args[0]);
    if (!name) return t.raised();
    if (!owner.slots.setattr_py(t, self, name.as<Str>(), Value())) return t.raised();
    return Ref::none();
}

Ref wrap_get(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!check_positional(t, args, "__get__", 1, 2)) return t.raised();
    const Value instance = args[0].is_none() ? Value() : args[0];
    const Value type = args.count < 2 || args[1].is_none() ? Value() : args[1];
    if (instance.is_empty() && type.is_empty()) {
        return t.raise(Exc::TypeError, "__get__(None, None) is invalid");
    }
    return owner.slots.descr_get_py(t, self, instance, type);
}

Ref wrap_set(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!check_positional(t, args, "__set__", 2, 2)) return t.raised();
    if (!owner.slots.descr_set_py(t, self, args[0], args[1])) return t.raised();
    return Ref::none();
}

Ref wrap_delete(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 1)) return t.raised();
    if (!owner.slots.descr_set_py(t, self, args[0], Value())) return t.raised();
    return Ref::none();
}

Ref wrap_call(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    return owner.slots.call_py(t, self, args);
}

Ref wrap_init(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!owner.slots.init_py(t, self, args)) return t.raised();
    return Ref::none();
}

Ref wrap_del(Thread& t, Value self, const Args& args, const Type& owner, const SlotDef&) {
    if (!expect_args(t, args, 0)) return t.raised();
    if (!owner.slots.del_py(t, self)) return t.raised();
    return Ref::none();
}

// Flags choose what C code may ask for; a memoryview offers all of it.
Ref wrap_buffer(Thread& t, Value self, const Args& args, const Type&, const SlotDef&) {
    if (!expect_args(t, args, 1)) return t.raised();
    if (Ref flags = index_py(t, args[0]); !flags) return t.raised();
    return call_py(t, t.type(TypeId::MemoryView), self);
}

Ref wrap_release_buffer(Thread& t, Value self, const Args& args, const Type&, const SlotDef&) {
    if (!expect_args(t, args, 1)) return t.raised();
    if (!is_kind(args[0], Kind::MemoryView)) return t.raise(Exc::TypeError, "expected a memoryview object");
    static_cast<void>(self);
    Ref release_name = intern(t, "release");
    if (!release_name) return t.raised();
    return call_method_py(t, args[0], release_name.as<Str>());
}

// --- The table

constexpr const char* kNoArgs = "($self, /)";
constexpr const char* kOneValue = "($self, value, /)";
constexpr const char* kModulus = "($self, value, mod=None, /)";
constexpr const char* kAnything = "($self, /, *args, **kwargs)";

constexpr std::uint16_t binary_offset(BinaryOp op) {
    return static_cast<std::uint16_t>(offsetof(Slots, binary_py) +
                                      static_cast<std::size_t>(op) * sizeof(BinarySlot));
}
constexpr std::uint16_t inplace_offset(BinaryOp op) {
    return static_cast<std::uint16_t>(offsetof(Slots, inplace_py) +
                                      static_cast<std::size_t>(op) * sizeof(BinarySlot));
}

#define ROW(dunder, slot, wrap, text, doc)                                                                   \
    SlotDef {                                                                                                \
        Name::dunder_##dunder, offsetof(Slots, slot), false, wrap, text, doc                                 \
    }
#define BINARY(dunder, reflected, op, sign)                                                                  \
    SlotDef{Name::dunder_##dunder,      binary_offset(BinaryOp::op), false, &wrap_binary, kOneValue,         \
            "Return self" sign "value."},                                                                    \
        SlotDef {                                                                                            \
        Name::dunder_##reflected, binary_offset(BinaryOp::op), false, &wrap_reflected, kOneValue,            \
            "Return value" sign "self."                                                                      \
    }
#define INPLACE(dunder, op, sign)                                                                            \
    SlotDef {                                                                                                \
        Name::dunder_##dunder, inplace_offset(BinaryOp::op), false, &wrap_binary, kOneValue,                 \
            "Return self" sign "=value."                                                                     \
    }

constexpr SlotDef kSlotDefs[] = {
    ROW(new, new_py, nullptr, nullptr, nullptr),
    SlotDef{Name::dunder_init, offsetof(Slots, init_py), true, &wrap_init, kAnything,
            "Initialize self.  See help(type(self)) for accurate signature."},
    ROW(del, del_py, &wrap_del, kNoArgs, "Called when the instance is about to be destroyed."),
    ROW(getattribute, getattr_py, &wrap_getattribute, "($self, name, /)", "Return getattr(self, name)."),
    ROW(getattr, getattr_py, nullptr, nullptr, nullptr),
    ROW(setattr, setattr_py, &wrap_setattr, "($self, name, value, /)",
        "Implement setattr(self, name, value)."),
    ROW(delattr, setattr_py, &wrap_delattr, "($self, name, /)", "Implement delattr(self, name)."),
    ROW(get, descr_get_py, &wrap_get, "($self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner."),
    ROW(set, descr_set_py, &wrap_set, "($self, instance, value, /)",
        "Set an attribute of instance to value."),
    ROW(delete, descr_set_py, &wrap_delete, "($self, instance, /)", "Delete an attribute of instance."),
    SlotDef{Name::dunder_call, offsetof(Slots, call_py), true, &wrap_call, kAnything,
            "Call self as a function."},
    ROW(repr, repr_py, &wrap_unary, kNoArgs, "Return repr(self)."),
    ROW(str, str_py, &wrap_unary, kNoArgs, "Return str(self)."),
    ROW(hash, hash_py, &wrap_hash, kNoArgs, "Return hash(self)."),
    ROW(bool, bool_py, &wrap_bool, kNoArgs, "True if self else False"),
    ROW(lt, compare_py, &wrap_compare, kOneValue, "Return self<value."),
    ROW(le, compare_py, &wrap_compare, kOneValue, "Return self<=value."),
    ROW(eq, compare_py, &wrap_compare, kOneValue, "Return self==value."),
    ROW(ne, compare_py, &wrap_compare, kOneValue, "Return self!=value."),
    ROW(gt, compare_py, &wrap_compare, kOneValue, "Return self>value."),
    ROW(ge, compare_py, &wrap_compare, kOneValue, "Return self>=value."),
    ROW(iter, iter_py, &wrap_unary, kNoArgs, "Implement iter(self)."),
    ROW(next, next_py, &wrap_next, kNoArgs, "Implement next(self)."),
    ROW(await, await_py, &wrap_unary, kNoArgs, "Return an iterator to be used in await expression."),
    ROW(aiter, aiter_py, &wrap_unary, kNoArgs,
        "Return an awaitable, that resolves in asynchronous iterator."),
    ROW(anext, anext_py, &wrap_unary, kNoArgs, "Return a value or raise StopAsyncIteration."),
    ROW(len, length_py, &wrap_length, kNoArgs, "Return len(self)."),
    ROW(getitem, getitem_py, &wrap_binary, "($self, key, /)", "Return self[key]."),
    ROW(setitem, setitem_py, &wrap_setitem, "($self, key, value, /)", "Set self[key] to value."),
    ROW(delitem, setitem_py, &wrap_delitem, "($self, key, /)", "Delete self[key]."),
    ROW(contains, contains_py, &wrap_contains, "($self, key, /)", "Return bool(key in self)."),
    BINARY(add, radd, Add, "+"),
    BINARY(sub, rsub, Sub, "-"),
    BINARY(mul, rmul, Mul, "*"),
    BINARY(matmul, rmatmul, MatMul, "@"),
    BINARY(truediv, rtruediv, TrueDiv, "/"),
    BINARY(floordiv, rfloordiv, FloorDiv, "//"),
    BINARY(mod, rmod, Mod, "%"),
    SlotDef{Name::dunder_pow, binary_offset(BinaryOp::Pow), false, &wrap_pow, kModulus,
            "Return pow(self, value, mod)."},
    SlotDef{Name::dunder_rpow, binary_offset(BinaryOp::Pow), false, &wrap_pow, kModulus,
            "Return pow(value, self, mod)."},
    BINARY(lshift, rlshift, LShift, "<<"),
    BINARY(rshift, rrshift, RShift, ">>"),
    BINARY(and, rand, And, "&"),
    BINARY(or, ror, Or, "|"),
    BINARY(xor, rxor, Xor, "^"),
    INPLACE(iadd, Add, "+"),
    INPLACE(isub, Sub, "-"),
    INPLACE(imul, Mul, "*"),
    INPLACE(imatmul, MatMul, "@"),
    INPLACE(itruediv, TrueDiv, "/"),
    INPLACE(ifloordiv, FloorDiv, "//"),
    INPLACE(imod, Mod, "%"),
    INPLACE(ipow, Pow, "**"),
    INPLACE(ilshift, LShift, "<<"),
    INPLACE(irshift, RShift, ">>"),
    INPLACE(iand, And, "&"),
    INPLACE(ior, Or, "|"),
    INPLACE(ixor, Xor, "^"),
    ROW(divmod, divmod_py, &wrap_binary, kOneValue, "Return divmod(self, value)."),
    ROW(rdivmod, divmod_py, &wrap_reflected, kOneValue, "Return divmod(value, self)."),
    // The three-operand form: the names are those of the two-operand one, which shows the wrapper.
    ROW(pow, pow3_py, nullptr, nullptr, nullptr),
    ROW(rpow, pow3_py, nullptr, nullptr, nullptr),
    ROW(neg, neg_py, &wrap_unary, kNoArgs, "-self"),
    ROW(pos, pos_py, &wrap_unary, kNoArgs, "+self"),
    ROW(abs, abs_py, &wrap_unary, kNoArgs, "abs(self)"),
    ROW(invert, invert_py, &wrap_unary, kNoArgs, "~self"),
    ROW(index, index_py, &wrap_unary, kNoArgs,
        "Return self converted to an integer, if self is suitable for use as an index into a list."),
    ROW(int, int_py, &wrap_unary, kNoArgs, "int(self)"),
    ROW(float, float_py, &wrap_unary, kNoArgs, "float(self)"),
    ROW(add, concat_py, &wrap_binary, kOneValue, "Return self+value."),
    ROW(mul, repeat_py, &wrap_repeat, kOneValue, "Return self*value."),
    ROW(rmul, repeat_py, &wrap_repeat, kOneValue, "Return value*self."),
    ROW(iadd, inplace_concat_py, &wrap_binary, kOneValue, "Implement self+=value."),
    ROW(imul, inplace_repeat_py, &wrap_repeat, kOneValue, "Implement self*=value."),
    ROW(buffer, get_buffer_py, &wrap_buffer, "($self, flags, /)",
        "Return a buffer object that exposes the underlying memory of the object."),
    ROW(release_buffer, release_buffer, &wrap_release_buffer, "($self, buffer, /)",
        "Release the buffer object that exposes the underlying memory of the object."),
};

#undef ROW
#undef BINARY
#undef INPLACE

// --- slot wrapper: int.__add__

Ref slot_wrapper_repr_py(Thread& t, Value self) {
    const auto& w = as<SlotWrapper>(self);
    return make_str(t, format("<slot wrapper '{}' of '{}' objects>", t.name(w.def->name), *w.owner));
}

Ref slot_wrapper_call_py(Thread& t, Value self, const Args& args) {
    const auto& w = as<SlotWrapper>(self);
    if (args.count == 0) {
        return t.raise(Exc::TypeError, "descriptor '{}' of '{}' object needs an argument",
                       t.name(w.def->name), *w.owner);
    }
    return call_slot_wrapper_py(t, w, args[0], Args(args.values + 1, args.count - 1, args.names));
}

Ref slot_wrapper_get_py(Thread& t, Value self, Value instance, Value) {
    if (instance.is_empty()) return Ref::share(self);
    auto& w = as<SlotWrapper>(self);
    if (!is_subtype(*type_of(t, instance), *w.owner)) {
        return t.raise(Exc::TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                       t.name(w.def->name), *w.owner, *type_of(t, instance));
    }
    auto* const bound = allocate<MethodWrapper>(t, TypeId::MethodWrapper);
    if (!bound) return t.raise_memory_error();
    retain(static_cast<Object*>(&w));
    retain(instance);
    bound->wrapper = &w;
    bound->self = instance;
    return Ref::adopt(bound);
}

Ref slot_wrapper_name(Thread& t, Value self) {
    return Ref::share(&t.name(as<SlotWrapper>(self).def->name));
}
Ref slot_wrapper_owner(Thread&, Value self) {
    return Ref::share(as<SlotWrapper>(self).owner);
}
Ref slot_wrapper_doc(Thread& t, Value self) {
    return make_str(t, as<SlotWrapper>(self).def->doc);
}
Ref slot_wrapper_signature(Thread& t, Value self) {
    return make_str(t, as<SlotWrapper>(self).def->text);
}

Ref slot_wrapper_qualname(Thread& t, Value self) {
    const auto& w = as<SlotWrapper>(self);
    return qualified_name(t, *w.owner, t.name(w.def->name));
}

Ref slot_wrapper_reduce_py(Thread& t, SlotWrapper& self) {
    return reduce_by_getattr_py(t, self.owner, t.name(self.def->name));
}

constexpr GetSetDef kSlotWrapperGetSet[] = {
    {"__name__", &slot_wrapper_name, nullptr, nullptr},
    {"__objclass__", &slot_wrapper_owner, nullptr, nullptr},
    {"__qualname__", &slot_wrapper_qualname, nullptr, nullptr},
    {"__doc__", &slot_wrapper_doc, nullptr, nullptr},
    {"__text_signature__", &slot_wrapper_signature, nullptr, nullptr},
};
constexpr MethodDef kSlotWrapperMethods[] = {
    method<&slot_wrapper_reduce_py>("__reduce__($self, /)", "Helper for pickle."),
};

void slot_wrapper_traverse(Object* object, Visitor& visit) {
    visit.pointer(reinterpret_cast<SlotWrapper*>(object)->owner);
}

// --- method wrapper: (5).__add__

MethodWrapper& method_wrapper(Value v) {
    return as<MethodWrapper>(v);
}

Ref method_wrapper_repr_py(Thread& t, Value self) {
    const auto& w = method_wrapper(self);
    return make_str(t, format("<method-wrapper '{}' of {} object at {}>", t.name(w.wrapper->def->name),
                              *type_of(t, w.self), address_of(w.self)));
}

Ref method_wrapper_call_py(Thread& t, Value self, const Args& args) {
    const auto& w = method_wrapper(self);
    return call_slot_wrapper_py(t, *w.wrapper, w.self, args);
}

Ref method_wrapper_compare_py(Thread&, Value left, Value right, CompareOp op) {
    if ((op != CompareOp::Eq && op != CompareOp::Ne) || !is_kind(left, Kind::MethodWrapper) ||
        !is_kind(right, Kind::MethodWrapper)) {
        return Ref::not_implemented();
    }
    const auto& a = method_wrapper(left);
    const auto& b = method_wrapper(right);
    const bool equal = a.wrapper == b.wrapper && a.self == b.self;
    return Ref::boolean(equal == (op == CompareOp::Eq));
}

Result<std::int64_t> method_wrapper_hash_py(Thread&, Value self) {
    const auto& w = method_wrapper(self);
    const auto mixed = static_cast<std::uint64_t>(hash_pointer(w.wrapper)) ^ w.self.bits();
    return hash_avoid_error(static_cast<std::int64_t>(mixed));
}

Ref method_wrapper_self(Thread&, Value self) {
    return Ref::share(method_wrapper(self).self);
}
Ref method_wrapper_name(Thread& t, Value self) {
    return Ref::share(&t.name(method_wrapper(self).wrapper->def->name));
}
Ref method_wrapper_owner(Thread&, Value self) {
    return Ref::share(method_wrapper(self).wrapper->owner);
}
Ref method_wrapper_qualname(Thread& t, Value self) {
    return slot_wrapper_qualname(t, method_wrapper(self).wrapper);
}
Ref method_wrapper_doc(Thread& t, Value self) {
    return slot_wrapper_doc(t, method_wrapper(self).wrapper);
}
Ref method_wrapper_signature(Thread& t, Value self) {
    return slot_wrapper_signature(t, method_wrapper(self).wrapper);
}
Ref method_wrapper_reduce_py(Thread& t, MethodWrapper& self) {
    return reduce_by_getattr_py(t, self.self, t.name(self.wrapper->def->name));
}

constexpr GetSetDef kMethodWrapperGetSet[] = {
    {"__self__", &method_wrapper_self, nullptr, nullptr},
    {"__objclass__", &method_wrapper_owner, nullptr, nullptr},
    {"__name__", &method_wrapper_name, nullptr, nullptr},
    {"__qualname__", &method_wrapper_qualname, nullptr, nullptr},
    {"__doc__", &method_wrapper_doc, nullptr, nullptr},
    {"__text_signature__", &method_wrapper_signature, nullptr, nullptr},
};
constexpr MethodDef kMethodWrapperMethods[] = {
    method<&method_wrapper_reduce_py>("__reduce__($self, /)", "Helper for pickle."),
};

void method_wrapper_traverse(Object* object, Visitor& visit) {
    auto* const w = reinterpret_cast<MethodWrapper*>(object);
    visit.pointer(w->wrapper);
    visit(w->self);
}

} // namespace

std::span<const SlotDef> slot_defs() {
    return kSlotDefs;
}

bool slot_present(const Slots& slots, const SlotDef& def) {
    return def.wrap && slot_at<void (*)()>(slots, def.offset) != nullptr;
}

CompareOp compare_op_of(Name dunder) {
    static_assert(static_cast<int>(Name::dunder_ge) - static_cast<int>(Name::dunder_lt) ==
                  static_cast<int>(CompareOp::Ge) - static_cast<int>(CompareOp::Lt));
    return static_cast<CompareOp>(static_cast<int>(dunder) - static_cast<int>(Name::dunder_lt));
}

Ref call_slot_wrapper_py(Thread& t, const SlotWrapper& wrapper, Value self, const Args& args) {
    const SlotDef& def = *wrapper.def;
    if (!is_subtype(*type_of(t, self), *wrapper.owner)) {
        return t.raise(Exc::TypeError, "descriptor '{}' requires a '{}' object but received a '{}'",
                       t.name(def.name), *wrapper.owner, *type_of(t, self));
    }
    if (!def.keywords && args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "wrapper {}() takes no keyword arguments", t.name(def.name));
    }
    return def.wrap(t, self, args, *wrapper.owner, def);
}

Ref make_slot_wrapper(Thread& t, const SlotDef& def, Type& owner) {
    auto* const w = allocate<SlotWrapper>(t, TypeId::SlotWrapper);
    if (!w) return t.raise_memory_error();
    w->def = &def;
    w->owner = &owner;
    retain(static_cast<Object*>(&owner));
    return Ref::adopt(w);
}

extern const TypeSpec kSlotWrapperSpec = {
    .name = "wrapper_descriptor",
    .kind = Kind::SlotWrapper,
    .flags = kMethodLike | kNoInstantiation,
    .size = sizeof(SlotWrapper),
    .slots = {.descr_get_py = &slot_wrapper_get_py,
              .call_py = &slot_wrapper_call_py,
              .repr_py = &slot_wrapper_repr_py},
    .methods = kSlotWrapperMethods,
    .getset = kSlotWrapperGetSet,
    .traverse = &slot_wrapper_traverse,
};

extern const TypeSpec kMethodWrapperSpec = {
    .name = "method-wrapper",
    .kind = Kind::MethodWrapper,
    .flags = kNoInstantiation,
    .size = sizeof(MethodWrapper),
    .slots = {.call_py = &method_wrapper_call_py,
              .repr_py = &method_wrapper_repr_py,
              .hash_py = &method_wrapper_hash_py,
              .compare_py = &method_wrapper_compare_py},
    .methods = kMethodWrapperMethods,
    .getset = kMethodWrapperGetSet,
    .traverse = &method_wrapper_traverse,
};

} // namespace islet
