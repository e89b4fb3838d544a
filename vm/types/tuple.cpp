// SPDX-License-Identifier: MIT
//
// tuple: making, and what Python sees of it.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/tuple.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/iterators.h"
#include "vm/types/list.h"
#include "vm/types/slice.h"
#include "vm/types/specs.h"

#include <algorithm>
#include <cstring>

namespace islet {

namespace {

Tuple* allocate_tuple(Thread& t, std::uint64_t size) {
    if (size > kMaxItems) return nullptr;
    void* const block = t.heap().alloc_object(sizeof(Tuple) + size * sizeof(Value));
    if (!block) return nullptr;
    auto* const tuple = static_cast<Tuple*>(block);
    tuple->refs = 1;
    tuple->kind = Kind::Tuple;
    tuple->subclass = 0;
    tuple->flags = 0;
    tuple->shape = t.type(TypeId::Tuple)->shape;
    tuple->size = size;
    tuple->hash_value = -1;
    return tuple;
}

Ref empty_tuple(Thread& t) {
    return Ref::share(t.commons().empty_tuple());
}

std::span<const Value> view(Value v) {
    return as<Tuple>(v).span();
}

} // namespace

Ref make_tuple_uninit(Thread& t, std::uint64_t size) {
    if (size == 0) return empty_tuple(t);
    Tuple* const tuple = allocate_tuple(t, size);
    if (!tuple) return t.raise_memory_error();
    std::memset(static_cast<void*>(tuple->items()), 0, size * sizeof(Value));
    return Ref::adopt(tuple);
}

Ref make_tuple(Thread& t, std::span<const Value> items) {
    if (items.empty()) return empty_tuple(t);
    Tuple* const tuple = allocate_tuple(t, items.size());
    if (!tuple) return t.raise_memory_error();
    share_values(tuple->items(), items.data(), items.size());
    return Ref::adopt(tuple);
}

Ref make_tuple(Thread& t, std::initializer_list<Value> items) {
    return make_tuple(t, std::span<const Value>(items.begin(), items.size()));
}

Ref take_tuple(Thread& t, Value* items, std::uint64_t size) {
    if (size == 0) return empty_tuple(t);
    Tuple* const tuple = allocate_tuple(t, size);
    if (!tuple) {
        release_values(items, size);
        return t.raise_memory_error();
    }
    std::memcpy(static_cast<void*>(tuple->items()), items, size * sizeof(Value));
    return Ref::adopt(tuple);
}

Ref tuple_from_py(Thread& t, Value iterable) {
    if (is_exact(iterable, Kind::Tuple)) return Ref::share(iterable);
    if (is_exact(iterable, Kind::List)) {
        const List& list = as<List>(iterable);
        return make_tuple(t, {list.items, list.size});
    }
    const Ref list = list_from_py(t, iterable);
    if (!list) return t.raised();
    // Nobody else knows the list: its items move.
    List& items = list.as<List>();
    const std::uint64_t size = std::exchange(items.size, 0);
    return take_tuple(t, items.items, size);
}

Tuple* make_commons_tuple(Heap& heap, std::span<const Value> items) {
    auto* const tuple = static_cast<Tuple*>(heap.alloc_object(sizeof(Tuple) + items.size() * sizeof(Value)));
    if (!tuple) return nullptr;
    tuple->refs = INT32_MIN / 2;
    tuple->kind = Kind::Tuple;
    tuple->subclass = 0;
    tuple->flags = 0;
    tuple->shape = nullptr;
    tuple->size = items.size();
    tuple->hash_value = -1;
    if (!items.empty()) std::memcpy(static_cast<void*>(tuple->items()), items.data(), items.size_bytes());
    return tuple;
}

namespace {

// An instance of `type`, a subclass, with the items of `source`.
Ref copy_to_subclass(Thread& t, Type& type, Tuple& source) {
    void* const block = t.heap().alloc_object(instance_bytes(type, source.size));
    if (!block) return t.raise_memory_error();
    auto* const tuple = static_cast<Tuple*>(block);
    init_instance(tuple, type); // writes zero to what it does not know
    tuple->size = source.size;
    tuple->hash_value = -1;
    share_values(tuple->items(), source.items(), source.size);
    return Ref::adopt(tuple);
}

Ref tuple_new_py(Thread& t, Type& type, const Args& args) {
    const bool own_arguments = type.slots.init_py == t.type(TypeId::Tuple)->slots.init_py;
    if (own_arguments && !refuse_keywords(t, args, "tuple")) return t.raised();
    if (!check_positional(t, args, "tuple", 0, 1)) return t.raised();
    Ref tuple = args.count == 1 ? tuple_from_py(t, args[0]) : empty_tuple(t);
    if (!tuple || &type == t.type(TypeId::Tuple)) return tuple;
    return copy_to_subclass(t, type, tuple.as<Tuple>());
}

Ref tuple_repr_py(Thread& t, Value self) {
    return repr_sequence_py(t, self, "(", ")", true, &view);
}

Result<std::int64_t> tuple_hash_py(Thread& t, Value self) {
    Tuple& tuple = as<Tuple>(self);
    if (tuple.hash_value != -1) return tuple.hash_value;
    if (!t.check_stack(" while hashing a tuple")) return t.raised();
    TupleHasher hasher;
    for (std::uint64_t i = 0; i < tuple.size; ++i) {
        const Result<std::int64_t> hash = hash_py(t, tuple[i]);
        if (!hash) return t.raised();
        hasher.add(*hash);
        if ((i & 1023) == 1023 && !t.checkpoint_py()) return t.raised();
    }
    const std::int64_t hash = hasher.finish();
    if (!tuple.is_immortal()) tuple.hash_value = hash; // those of the commons are read-only
    return hash;
}

Ref tuple_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::Tuple) || !is_kind(right, Kind::Tuple)) return Ref::not_implemented();
    return compare_sequences_py(t, left, right, op, &view);
}

Ref tuple_iter_py(Thread& t, Value self) {
    return make_tuple_iterator(t, as<Tuple>(self));
}

Result<std::int64_t> tuple_length_py(Thread&, Value self) {
    return static_cast<std::int64_t>(as<Tuple>(self).size);
}

Ref tuple_slice_py(Thread& t, Value self, Slice& slice) {
    const Result<SliceNumbers> numbers = slice_numbers_py(t, slice);
    if (!numbers) return t.raised();
    const Tuple& tuple = as<Tuple>(self);
    const SliceSpan span = fit_slice(*numbers, tuple.size);
    const auto count = static_cast<std::uint64_t>(span.count);
    if (count == tuple.size && span.step == 1 && tuple.subclass == 0) return Ref::share(self);
    if (span.step == 1)
        return make_tuple(t, tuple.span().subspan(static_cast<std::uint64_t>(span.start), count));
    Ref result = make_tuple_uninit(t, count);
    if (!result) return t.raised();
    std::int64_t at = span.start;
    for (std::uint64_t i = 0; i < count; ++i, at += span.step) {
        const Value item = tuple[static_cast<std::size_t>(at)];
        retain(item);
        result.as<Tuple>().items()[i] = item;
    }
    return result;
}

Ref tuple_getitem_py(Thread& t, Value self, Value key) {
    const Tuple& tuple = as<Tuple>(self);
    std::int64_t index = 0;
    if (key.is_int()) {
        index = key.as_int();
    } else if (is_kind(key, Kind::Slice)) {
        return tuple_slice_py(t, self, as<Slice>(key));
    } else if (has_index(t, key)) {
        const Result<std::int64_t> number = index_to_int64_py(t, key, Exc::IndexError);
        if (!number) return t.raised();
        index = *number;
    } else {
        return t.raise(Exc::TypeError, "tuple indices must be integers or slices, not {}", *type_of(t, key));
    }
    if (!normalize_index(index, tuple.size)) return t.raise(Exc::IndexError, "tuple index out of range");
    return Ref::share(tuple[static_cast<std::size_t>(index)]);
}

Result<bool> tuple_contains_py(Thread& t, Value self, Value item) {
    const auto size = static_cast<std::int64_t>(as<Tuple>(self).size);
    const Result<std::int64_t> found = find_in_sequence_py(t, self, item, 0, size, &view);
    if (!found) return t.raised();
    return *found >= 0;
}

Ref tuple_concat_py(Thread& t, Value left, Value right) {
    if (!is_kind(right, Kind::Tuple)) {
        return t.raise(Exc::TypeError, "can only concatenate tuple (not \"{}\") to tuple",
                       *type_of(t, right));
    }
    const Tuple& a = as<Tuple>(left);
    const Tuple& b = as<Tuple>(right);
    if (a.size == 0 && b.subclass == 0) return Ref::share(right);
    if (b.size == 0 && a.subclass == 0) return Ref::share(left);
    Tuple* const sum = a.size + b.size != 0 ? allocate_tuple(t, a.size + b.size) : t.commons().empty_tuple();
    if (!sum) return t.raise_memory_error();
    if (sum->size != 0) {
        share_values(sum->items(), a.items(), a.size);
        share_values(sum->items() + a.size, b.items(), b.size);
    }
    return Ref::adopt(sum);
}

Ref tuple_repeat_py(Thread& t, Value self, std::int64_t count) {
    const Tuple& tuple = as<Tuple>(self);
    if (tuple.size == 0 || count == 1) {
        if (tuple.subclass == 0) return Ref::share(self);
    }
    if (tuple.size == 0 || count <= 0) return empty_tuple(t);
    if (static_cast<std::uint64_t>(count) > kMaxItems / tuple.size) return t.raise_memory_error();
    Tuple* const product = allocate_tuple(t, tuple.size * static_cast<std::uint64_t>(count));
    if (!product) return t.raise_memory_error();
    repeat_values(product->items(), tuple.items(), tuple.size, static_cast<std::size_t>(count));
    return Ref::adopt(product);
}

Ref tuple_index(Thread& t, Tuple& self, Value value, Value start, Value stop) {
    std::int64_t from = 0, to = INT64_MAX;
    if (!read_bound_py(t, start, from) || !read_bound_py(t, stop, to)) return t.raised();
    from = clamp_bound(from, self.size);
    to = std::min(clamp_bound(to, self.size), static_cast<std::int64_t>(self.size));
    const Result<std::int64_t> found = find_in_sequence_py(t, &self, value, from, to, &view);
    if (!found) return t.raised();
    if (*found < 0) return t.raise(Exc::ValueError, "tuple.index(x): x not in tuple");
    return make_int(t, *found);
}

Ref tuple_count(Thread& t, Tuple& self, Value value) {
    const Result<std::int64_t> count = count_in_sequence_py(t, &self, value, &view);
    if (!count) return t.raised();
    return make_int(t, *count);
}

Ref tuple_getnewargs(Thread& t, Tuple& self) {
    const Ref items = make_tuple(t, self.span());
    if (!items) return t.raised();
    return make_tuple(t, {items.get()});
}

Ref tuple_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

void tuple_traverse(Object* object, Visitor& visit) {
    auto* const tuple = static_cast<Tuple*>(object);
    for (std::uint64_t i = 0; i < tuple->size; ++i) visit(tuple->items()[i]);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void tuple_drop(Heap& heap, Object* object) {
    auto* const tuple = static_cast<Tuple*>(object);
    if (object->subclass != 0) drop_attrs(heap, object);
    release_values(tuple->items(), tuple->size);
    heap.free_object(object);
}

constexpr MethodDef kTupleMethods[] = {
    method<&tuple_getnewargs>("__getnewargs__($self, /)", nullptr),
    method<&tuple_index>("index($self, value, start=0, stop=sys.maxsize, /)",
                         "Return first index of value.\n\nRaises ValueError if the value is not present."),
    method<&tuple_count>("count($self, value, /)", "Return number of occurrences of value."),
    class_method<&tuple_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};

} // namespace

extern constexpr TypeSpec kTupleSpec = {
    .name = "tuple",
    .doc =
        "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\n"
        "If iterable is specified the tuple is initialized from iterable's items.\n\n"
        "If the argument is a tuple, the return value is the same object.",
    .kind = Kind::Tuple,
    .flags = kBaseType | kSequence | kVarSized | kSelfMatch,
    .size = sizeof(Tuple),
    .item_size = sizeof(Value),
    .slots = {.new_py = &tuple_new_py,
              .repr_py = &tuple_repr_py,
              .hash_py = &tuple_hash_py,
              .compare_py = &tuple_compare_py,
              .iter_py = &tuple_iter_py,
              .length_py = &tuple_length_py,
              .getitem_py = &tuple_getitem_py,
              .contains_py = &tuple_contains_py,
              .concat_py = &tuple_concat_py,
              .repeat_py = &tuple_repeat_py},
    .methods = kTupleMethods,
    .traverse = &tuple_traverse,
    .drop = &tuple_drop,
};

} // namespace islet
