// SPDX-License-Identifier: MIT
//
// list: making, changing, and what Python sees of it.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/list.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/iterators.h"
#include "vm/types/range.h"
#include "vm/types/set.h"
#include "vm/types/slice.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <cstring>

namespace islet {

namespace {

std::span<const Value> view(Value v) {
    const List& list = as<List>(v);
    return {list.items, list.size};
}

void start_fields(List& list) {
    list.items = nullptr;
    list.size = 0;
    list.capacity = 0;
}

// Exactly as many places as asked for: for lists that are made whole.
bool reserve_exact(Heap& heap, List& list, std::uint64_t capacity) {
    if (capacity <= list.capacity) return true;
    if (capacity > kMaxItems) return false;
    auto* const items = static_cast<Value*>(heap.realloc_raw(list.items, capacity * sizeof(Value)));
    if (!items) return false;
    list.items = items;
    list.capacity = capacity;
    list.unset(List::kSorting);
    return true;
}

// A list that never held anything is filled once, most often; one that did may go on growing.
bool reserve_more(Heap& heap, List& list, std::uint64_t size) {
    return list.capacity == 0 ? reserve_exact(heap, list, size) : list_reserve(heap, list, size);
}

// Gives memory back once a large list has become much smaller.
void shrink(List& list) {
    if (list.capacity < 1024 || list.size > list.capacity / 4) return;
    const std::uint64_t capacity = list.size * 2 + 16;
    auto* const items =
        static_cast<Value*>(heap_of(&list)->realloc_raw(list.items, capacity * sizeof(Value)));
    if (!items) return;
    list.items = items;
    list.capacity = capacity;
}

} // namespace

bool list_reserve(Heap& heap, List& list, std::uint64_t size) {
    if (size <= list.capacity) return true;
    const std::uint64_t roomy = size + size / 2 + 2;
    return reserve_exact(heap, list, roomy) || reserve_exact(heap, list, size);
}

Ref make_list(Thread& t, std::uint64_t capacity) {
    auto* const list = allocate<List>(t, TypeId::List);
    if (!list) return t.raise_memory_error();
    start_fields(*list);
    Ref result = Ref::adopt(list);
    if (!reserve_exact(t.heap(), *list, capacity)) return t.raise_memory_error();
    return result;
}

Ref make_list(Thread& t, std::span<const Value> items) {
    Ref result = make_list(t, items.size());
    if (!result) return t.raised();
    List& list = result.as<List>();
    share_values(list.items, items.data(), items.size());
    list.size = items.size();
    return result;
}

Ref take_list(Thread& t, Value* items, std::uint64_t size) {
    Ref result = make_list(t, size);
    if (!result) {
        release_values(items, size);
        return t.raised();
    }
    List& list = result.as<List>();
    if (size != 0) std::memcpy(static_cast<void*>(list.items), items, size * sizeof(Value));
    list.size = size;
    return result;
}

Status list_append(Thread& t, List& list, Value item) {
    retain(item);
    if (list_push(t.heap(), list, item)) [[likely]]
        return Status::ok();
    release(item);
    return t.raise_memory_error();
}

Status list_append(Thread& t, List& list, Ref item) {
    if (!list_push(t.heap(), list, item.get())) return t.raise_memory_error();
    static_cast<void>(item.release());
    return Status::ok();
}

Status list_insert(Thread& t, List& list, std::int64_t index, Value item) {
    if (!list_reserve(t.heap(), list, list.size + 1)) return t.raise_memory_error();
    const auto size = static_cast<std::int64_t>(list.size);
    if (index < 0) index = std::max<std::int64_t>(index + size, 0);
    index = std::min(index, size);
    Value* const place = list.items + index;
    std::memmove(static_cast<void*>(place + 1), place,
                 static_cast<std::size_t>(size - index) * sizeof(Value));
    retain(item);
    *place = item;
    ++list.size;
    return Status::ok();
}

Status list_replace(Thread& t, List& list, std::uint64_t start, std::uint64_t end,
                    std::span<const Value> items) {
    const std::uint64_t removed = end - start, tail = list.size - end;
    if (items.size() > removed && !list_reserve(t.heap(), list, list.size - removed + items.size())) {
        return t.raise_memory_error();
    }
    for (const Value item : items) retain(item); // before the others go: they may be the same objects
    release_values(list.items + start, removed);
    Value* const place = list.items + start;
    if (tail != 0 && items.size() != removed) {
        std::memmove(static_cast<void*>(place + items.size()), list.items + end, tail * sizeof(Value));
    }
    if (!items.empty()) std::memcpy(static_cast<void*>(place), items.data(), items.size_bytes());
    list.size = start + items.size() + tail;
    shrink(list);
    return Status::ok();
}

void list_clear(List& list) {
    Value* const items = list.items;
    const std::uint64_t size = list.size;
    start_fields(list);
    release_values(items, size);
    heap_of(&list)->free_raw(items);
}

// --- Extending

namespace {

Status append_values(Thread& t, List& list, const Value* items, std::uint64_t count) {
    if (!reserve_more(t.heap(), list, list.size + count)) return t.raise_memory_error();
    share_values(list.items + list.size, items, count);
    list.size += count;
    return Status::ok();
}

// What can be copied without running Python, as long as its class iterates as the built-in one does.
enum class Source : std::uint8_t { Array, Dict, Set, Range, Other };
Source source_of(Value v) {
    if (is_exact(v, Kind::List) || is_exact(v, Kind::Tuple)) return Source::Array;
    if (is_exact(v, Kind::Dict)) return Source::Dict;
    if (is_exact(v, Kind::Set) || is_exact(v, Kind::FrozenSet)) return Source::Set;
    if (is_kind(v, Kind::Range)) {
        const Range& r = as<Range>(v);
        if (r.start.is_int() && r.stop.is_int() && r.step.is_int() && r.length.is_int()) return Source::Range;
    }
    return Source::Other;
}

Status append_array(Thread& t, List& list, Value source) {
    if (is_kind(source, Kind::Tuple))
        return append_values(t, list, as<Tuple>(source).items(), as<Tuple>(source).size);
    const List& other = as<List>(source);
    const std::uint64_t count = other.size;
    // The other list may be this one, whose items move when it grows.
    if (!reserve_more(t.heap(), list, list.size + count)) return t.raise_memory_error();
    return append_values(t, list, other.items, count);
}

Status append_dict_keys(Thread& t, List& list, Dict& dict) {
    if (!reserve_more(t.heap(), list, list.size + dict.count)) return t.raise_memory_error();
    for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
        retain(e->key);
        list.items[list.size++] = e->key;
    }
    return Status::ok();
}

Status append_set(Thread& t, List& list, Set& set) {
    if (!reserve_more(t.heap(), list, list.size + set.used)) return t.raise_memory_error();
    for (std::uint64_t at = 0; SetEntry* const e = set.next(at);) {
        retain(e->key);
        list.items[list.size++] = e->key;
    }
    return Status::ok();
}

Status append_range(Thread& t, List& list, const Range& range) {
    const auto count = static_cast<std::uint64_t>(range.length.as_int());
    if (count > kMaxItems || !reserve_more(t.heap(), list, list.size + count)) return t.raise_memory_error();
    std::int64_t number = range.start.as_int();
    for (std::uint64_t i = 0; i < count; ++i, number += range.step.as_int()) {
        list.items[list.size++] = Value::small_int(number);
    }
    return Status::ok();
}

Status append_iterated_py(Thread& t, List& list, Value iterable) {
    const Ref iterator = iter_py(t, iterable);
    if (!iterator) return t.raised();
    const Result<std::int64_t> hint = length_hint_py(t, iterable, 8);
    if (!hint) return t.raised();
    // An absurd hint fails here and not after the machine has filled up.
    const std::uint64_t wanted = list.size + static_cast<std::uint64_t>(*hint);
    if (wanted > list.capacity && (*hint > 8 || list.capacity != 0) &&
        !reserve_more(t.heap(), list, wanted)) {
        return t.raise_memory_error();
    }
    for (std::uint64_t n = 1;; ++n) {
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return Status::ok();
        if (!list_append(t, list, step.take())) return t.raised();
        if ((n & 255) == 0 && !t.checkpoint_py()) return t.raised();
    }
}

} // namespace

Status list_extend_py(Thread& t, List& list, Value iterable) {
    switch (source_of(iterable)) {
    case Source::Array: return append_array(t, list, iterable);
    case Source::Dict: return append_dict_keys(t, list, as<Dict>(iterable));
    case Source::Set: return append_set(t, list, as_any_set(iterable));
    case Source::Range: return append_range(t, list, as<Range>(iterable));
    case Source::Other: break;
    }
    return append_iterated_py(t, list, iterable);
}

Ref list_from_py(Thread& t, Value iterable) {
    if (source_of(iterable) == Source::Array) {
        return is_kind(iterable, Kind::Tuple) ? make_list(t, as<Tuple>(iterable).span())
                                              : make_list(t, view(iterable));
    }
    Ref list = make_list(t);
    if (!list) return t.raised();
    if (!list_extend_py(t, list.as<List>(), iterable)) return t.raised();
    return list;
}

namespace {

// --- Slots

Ref list_new_py(Thread& t, Type& type, const Args&) {
    auto* const list = allocate_instance<List>(t, type);
    if (!list) return t.raise_memory_error();
    start_fields(*list);
    return Ref::adopt(list);
}

Status list_init_py(Thread& t, Value self, const Args& args) {
    // A class with its own __new__ may have keywords for that.
    const bool own_arguments = self.object()->type()->slots.new_py == &list_new_py;
    if (own_arguments && !refuse_keywords(t, args, "list")) return t.raised();
    if (!check_positional(t, args, "list", 0, 1)) return t.raised();
    list_clear(as<List>(self));
    return args.count == 1 ? list_extend_py(t, as<List>(self), args[0]) : Status::ok();
}

Ref list_repr_py(Thread& t, Value self) {
    return repr_sequence_py(t, self, "[", "]", false, &view);
}

Ref list_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::List) || !is_kind(right, Kind::List)) return Ref::not_implemented();
    return compare_sequences_py(t, left, right, op, &view);
}

Ref list_iter_py(Thread& t, Value self) {
    return make_list_iterator(t, as<List>(self));
}

Result<std::int64_t> list_length_py(Thread&, Value self) {
    return static_cast<std::int64_t>(as<List>(self).size);
}

Ref list_slice_py(Thread& t, Value self, const Slice& slice) {
    const Result<SliceNumbers> numbers = slice_numbers_py(t, slice);
    if (!numbers) return t.raised();
    const List& list = as<List>(self);
    const SliceSpan span = fit_slice(*numbers, list.size);
    const auto count = static_cast<std::uint64_t>(span.count);
    if (span.step == 1) return make_list(t, {list.items + span.start, count});
    Ref result = make_list(t, count);
    if (!result) return t.raised();
    List& copy = result.as<List>();
    for (std::int64_t at = span.start; copy.size < count; at += span.step) {
        retain(list.items[at]);
        copy.items[copy.size++] = list.items[at];
    }
    return result;
}

// The position that a key names, before it is compared with the size.
Result<std::int64_t> list_position_py(Thread& t, Value key) {
    if (key.is_int()) return key.as_int();
    if (!has_index(t, key)) {
        return t.raise(Exc::TypeError, "list indices must be integers or slices, not {}", *type_of(t, key));
    }
    return index_to_int64_py(t, key, Exc::IndexError);
}

Ref list_getitem_py(Thread& t, Value self, Value key) {
    if (is_kind(key, Kind::Slice)) return list_slice_py(t, self, as<Slice>(key));
    const Result<std::int64_t> position = list_position_py(t, key);
    if (!position) return t.raised();
    const List& list = as<List>(self);
    std::int64_t index = *position;
    if (!normalize_index(index, list.size)) return t.raise(Exc::IndexError, "list index out of range");
    return Ref::share(list.items[index]);
}

void delete_stepped(List& list, SliceSpan span) {
    if (span.step < 0) {
        span.start += span.step * (span.count - 1);
        span.step = -span.step;
    }
    const auto first = static_cast<std::uint64_t>(span.start), step = static_cast<std::uint64_t>(span.step);
    std::uint64_t next = first, left = static_cast<std::uint64_t>(span.count), to = first;
    for (std::uint64_t from = first; from < list.size; ++from) {
        if (left != 0 && from == next) {
            release(list.items[from]);
            next += step;
            --left;
        } else {
            list.items[to++] = list.items[from];
        }
    }
    list.size = to;
    shrink(list);
}

Status list_delete_slice_py(Thread& t, List& list, const Slice& slice) {
    const Result<SliceNumbers> numbers = slice_numbers_py(t, slice);
    if (!numbers) return t.raised();
    const SliceSpan span = fit_slice(*numbers, list.size);
    if (span.count == 0) return Status::ok();
    const auto start = static_cast<std::uint64_t>(span.start);
    if (span.step == 1)
        return list_replace(t, list, start, start + static_cast<std::uint64_t>(span.count), {});
    delete_stepped(list, span);
    return Status::ok();
}

// What is assigned to a slice, as a list or tuple that nobody changes meanwhile.
Ref assigned_items_py(Thread& t, const List& list, Value value) {
    if (value == Value(const_cast<List*>(&list))) return make_list(t, view(value));
    if (is_kind(value, Kind::Tuple) || is_exact(value, Kind::List)) return Ref::share(value);
    const Ref iterator = iter_py(t, value);
    if (!iterator) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return t.raise(Exc::TypeError, "must assign iterable to extended slice");
    }
    return list_from_py(t, iterator.get());
}

Status list_assign_slice_py(Thread& t, List& list, const Slice& slice, Value value) {
    const Result<SliceNumbers> numbers = slice_numbers_py(t, slice);
    if (!numbers) return t.raised();
    const Ref source = assigned_items_py(t, list, value);
    if (!source) return t.raised();
    const std::span<const Value> items =
        is_kind(source.get(), Kind::Tuple) ? source.as<Tuple>().span() : view(source.get());
    // Python may have run: only now the size counts.
    const SliceSpan span = fit_slice(*numbers, list.size);
    if (span.step == 1) {
        const auto start = static_cast<std::uint64_t>(span.start);
        return list_replace(t, list, start, start + static_cast<std::uint64_t>(span.count), items);
    }
    if (items.size() != static_cast<std::uint64_t>(span.count)) {
        return t.raise(Exc::ValueError, "attempt to assign sequence of size {} to extended slice of size {}",
                       items.size(), span.count);
    }
    std::int64_t at = span.start;
    for (const Value item : items) {
        retain(item);
        release(std::exchange(list.items[at], item));
        at += span.step;
    }
    return Status::ok();
}

Status list_setitem_py(Thread& t, Value self, Value key, Value value) {
    List& list = as<List>(self);
    if (is_kind(key, Kind::Slice)) {
        if (value.is_empty()) return list_delete_slice_py(t, list, as<Slice>(key));
        return list_assign_slice_py(t, list, as<Slice>(key), value);
    }
    const Result<std::int64_t> position = list_position_py(t, key);
    if (!position) return t.raised();
    std::int64_t index = *position;
    if (!normalize_index(index, list.size))
        return t.raise(Exc::IndexError, "list assignment index out of range");
    if (value.is_empty()) {
        const auto at = static_cast<std::uint64_t>(index);
        return list_replace(t, list, at, at + 1, {});
    }
    retain(value);
    release(std::exchange(list.items[index], value));
    return Status::ok();
}

Result<bool> list_contains_py(Thread& t, Value self, Value item) {
    const Result<std::int64_t> found = find_in_sequence_py(t, self, item, 0, INT64_MAX, &view);
    if (!found) return t.raised();
    return *found >= 0;
}

Ref list_concat_py(Thread& t, Value left, Value right) {
    if (!is_kind(right, Kind::List)) {
        return t.raise(Exc::TypeError, "can only concatenate list (not \"{}\") to list", *type_of(t, right));
    }
    const List& a = as<List>(left);
    const List& b = as<List>(right);
    Ref result = make_list(t, a.size + b.size);
    if (!result) return t.raised();
    List& sum = result.as<List>();
    share_values(sum.items, a.items, a.size);
    share_values(sum.items + a.size, b.items, b.size);
    sum.size = a.size + b.size;
    return result;
}

Ref list_repeat_py(Thread& t, Value self, std::int64_t count) {
    const List& list = as<List>(self);
    if (count <= 0 || list.size == 0) return make_list(t);
    if (static_cast<std::uint64_t>(count) > kMaxItems / list.size) return t.raise_memory_error();
    Ref result = make_list(t, list.size * static_cast<std::uint64_t>(count));
    if (!result) return t.raised();
    List& product = result.as<List>();
    repeat_values(product.items, list.items, list.size, static_cast<std::size_t>(count));
    product.size = list.size * static_cast<std::uint64_t>(count);
    return result;
}

Ref list_inplace_concat_py(Thread& t, Value self, Value other) {
    if (!list_extend_py(t, as<List>(self), other)) return t.raised();
    return Ref::share(self);
}

Ref list_inplace_repeat_py(Thread& t, Value self, std::int64_t count) {
    List& list = as<List>(self);
    if (count <= 0) list_clear(list);
    if (list.size != 0 && count > 1) {
        const std::uint64_t size = list.size;
        if (static_cast<std::uint64_t>(count) > kMaxItems / size ||
            !reserve_exact(t.heap(), list, size * static_cast<std::uint64_t>(count))) {
            return t.raise_memory_error();
        }
        repeat_values(list.items + size, list.items, size, static_cast<std::size_t>(count) - 1);
        list.size = size * static_cast<std::uint64_t>(count);
    }
    return Ref::share(self);
}

// --- Methods

Ref list_append_method(Thread& t, List& self, Value object) {
    if (!list_append(t, self, object)) return t.raised();
    return Ref::none();
}

Ref list_clear_method(Thread&, List& self) {
    list_clear(self);
    return Ref::none();
}

Ref list_copy(Thread& t, List& self) {
    return make_list(t, view(&self));
}

Ref list_count(Thread& t, List& self, Value value) {
    const Result<std::int64_t> count = count_in_sequence_py(t, &self, value, &view);
    if (!count) return t.raised();
    return make_int(t, *count);
}

Ref list_extend(Thread& t, List& self, Value iterable) {
    if (!list_extend_py(t, self, iterable)) return t.raised();
    return Ref::none();
}

Ref list_index(Thread& t, List& self, Value value, Value start, Value stop) {
    std::int64_t from = 0, to = INT64_MAX;
    if (!read_bound_py(t, start, from) || !read_bound_py(t, stop, to)) return t.raised();
    const Result<std::int64_t> found =
        find_in_sequence_py(t, &self, value, clamp_bound(from, self.size), clamp_bound(to, self.size), &view);
    if (!found) return t.raised();
    if (*found < 0) return t.raise(Exc::ValueError, "list.index(x): x not in list");
    return make_int(t, *found);
}

Ref list_insert_method(Thread& t, List& self, Index index, Value object) {
    if (!list_insert(t, self, index.value, object)) return t.raised();
    return Ref::none();
}

Ref list_pop(Thread& t, List& self, Opt<Index> index) {
    if (self.size == 0) return t.raise(Exc::IndexError, "pop from empty list");
    std::int64_t at = index.given ? index.value.value : -1;
    if (!normalize_index(at, self.size)) return t.raise(Exc::IndexError, "pop index out of range");
    Value* const place = self.items + at;
    Ref item = Ref::adopt(*place);
    --self.size;
    std::memmove(static_cast<void*>(place), place + 1,
                 (self.size - static_cast<std::uint64_t>(at)) * sizeof(Value));
    shrink(self);
    return item;
}

Ref list_remove(Thread& t, List& self, Value value) {
    const Result<std::int64_t> found = find_in_sequence_py(t, &self, value, 0, INT64_MAX, &view);
    if (!found) return t.raised();
    if (*found < 0) return t.raise(Exc::ValueError, "list.remove(x): x not in list");
    // Python may have run, and the list may be shorter now.
    const std::uint64_t at = std::min(static_cast<std::uint64_t>(*found), self.size);
    if (!list_replace(t, self, at, std::min(at + 1, self.size), {})) return t.raised();
    return Ref::none();
}

Ref list_reverse(Thread&, List& self) {
    std::reverse(self.items, self.items + self.size);
    return Ref::none();
}

Ref list_sort(Thread& t, List& self, Value key, bool reverse) {
    if (!list_sort_py(t, self, key.is_empty() ? Value::none() : key, reverse)) return t.raised();
    return Ref::none();
}

Ref list_reversed(Thread& t, List& self) {
    return make_list_reverse_iterator(t, self);
}

Ref list_sizeof(Thread& t, List& self) {
    return make_int(t, static_cast<std::int64_t>(sizeof(List) + self.capacity * sizeof(Value)));
}

Ref list_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

void list_traverse(Object* object, Visitor& visit) {
    auto* const list = static_cast<List*>(object);
    for (std::uint64_t i = 0; i < list->size; ++i) visit(list->items[i]);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void list_drop(Heap& heap, Object* object) {
    auto* const list = static_cast<List*>(object);
    if (object->subclass != 0) drop_attrs(heap, object);
    release_values(list->items, list->size);
    heap.free_raw(list->items);
    heap.free_object(object);
}

constexpr MethodDef kListMethods[] = {
    method<&list_reversed>("__reversed__($self, /)", "Return a reverse iterator over the list."),
    method<&list_sizeof>("__sizeof__($self, /)", "Return the size of the list in memory, in bytes."),
    method<&list_clear_method>("clear($self, /)", "Remove all items from list."),
    method<&list_copy>("copy($self, /)", "Return a shallow copy of the list."),
    method<&list_append_method>("append($self, object, /)", "Append object to the end of the list."),
    method<&list_insert_method>("insert($self, index, object, /)", "Insert object before index."),
    method<&list_extend>("extend($self, iterable, /)",
                         "Extend list by appending elements from the iterable."),
    method<&list_pop>("pop($self, index=-1, /)",
                      "Remove and return item at index (default last).\n\n"
                      "Raises IndexError if list is empty or index is out of range."),
    method<&list_remove>(
        "remove($self, value, /)",
        "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."),
    method<&list_index>("index($self, value, start=0, stop=sys.maxsize, /)",
                        "Return first index of value.\n\nRaises ValueError if the value is not present."),
    method<&list_count>("count($self, value, /)", "Return number of occurrences of value."),
    method<&list_reverse>("reverse($self, /)", "Reverse *IN PLACE*."),
    method<&list_sort>("sort($self, /, *, key=None, reverse=False)",
                       "Sort the list in ascending order and return None.\n\n"
                       "The sort is in-place (i.e. the list itself is modified) and stable (i.e. the\n"
                       "order of two equal elements is maintained).\n\n"
                       "If a key function is given, apply it once to each list item and sort them,\n"
                       "ascending or descending, according to their function values.\n\n"
                       "The reverse flag can be set to sort in descending order."),
    class_method<&list_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
    method<&list_getitem_py>("__getitem__($self, index, /)", "Return self[index]."),
};

} // namespace

extern constexpr TypeSpec kListSpec = {
    .name = "list",
    .doc =
        "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\n"
        "The argument must be an iterable if specified.",
    .kind = Kind::List,
    .flags = kBaseType | kSequence | kSelfMatch,
    .size = sizeof(List),
    .slots = {.new_py = &list_new_py,
              .init_py = &list_init_py,
              .repr_py = &list_repr_py,
              .compare_py = &list_compare_py,
              .iter_py = &list_iter_py,
              .length_py = &list_length_py,
              .getitem_py = &list_getitem_py,
              .setitem_py = &list_setitem_py,
              .contains_py = &list_contains_py,
              .concat_py = &list_concat_py,
              .repeat_py = &list_repeat_py,
              .inplace_concat_py = &list_inplace_concat_py,
              .inplace_repeat_py = &list_inplace_repeat_py},
    .methods = kListMethods,
    .traverse = &list_traverse,
    .drop = &list_drop,
};

} // namespace islet
