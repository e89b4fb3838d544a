// SPDX-License-Identifier: MIT
//
// The items of a memoryview: reading, writing, comparing, walking. A view may be released by any Python code
// that runs in between, so that every step checks again.
#include "vm/types/memoryview_parts.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/int.h"
#include "vm/types/item_format.h"
#include "vm/types/list.h"
#include "vm/types/slice.h"
#include "vm/types/specs.h"
#include "vm/types/text_args.h"
#include "vm/types/tuple.h"

#include <cstring>

namespace islet {

namespace {

constexpr std::int64_t kCheckEvery = 4096;

// One or more numbers that name an item, or what else a key can be.
enum class KeyKind : std::uint8_t { Number, Numbers, Slice, Slices, Ellipsis, Other };

KeyKind kind_of_key(Thread& t, Value key) {
    if (key.is_ellipsis()) return KeyKind::Ellipsis;
    if (is_kind(key, Kind::Slice)) return KeyKind::Slice;
    if (const Tuple* const tuple = cast<Tuple>(key)) {
        bool slices = tuple->size != 0, numbers = true;
        for (const Value item : tuple->span()) {
            slices = slices && is_kind(item, Kind::Slice);
            numbers = numbers && (is_int(item) || type_of(t, item)->slots.index_py);
        }
        return numbers ? KeyKind::Numbers : slices ? KeyKind::Slices : KeyKind::Other;
    }
    return is_int(key) || type_of(t, key)->slots.index_py ? KeyKind::Number : KeyKind::Other;
}

Status check_readable(Thread& t, const MemoryView& view) {
    if (view.code != 0) return Status::ok();
    return t.raise(Exc::NotImplementedError, "memoryview: format {} not supported", view.format);
}

// Moves `place` along one dimension.
Status step_into(Thread& t, const MemoryView& view, int dimension, std::int64_t index, std::uint8_t*& place) {
    const std::int64_t extent = view.extents()[dimension];
    if (index < 0) index += extent;
    if (index < 0 || index >= extent) {
        return t.raise(Exc::IndexError, "index out of bounds on dimension {}", dimension + 1);
    }
    place += index * view.strides()[dimension];
    return Status::ok();
}

// The place of the item that a number or a tuple of numbers names.
Result<std::uint8_t*> place_of_key_py(Thread& t, MemoryView& view, Value key, std::string_view too_few) {
    const Tuple* const tuple = cast<Tuple>(key);
    const Value single[1] = {key};
    const std::span<const Value> numbers = tuple ? tuple->span() : std::span<const Value>(single);
    const auto dimensions = static_cast<std::uint64_t>(view.dimensions);
    if (numbers.size() < dimensions) return t.raise_text(Exc::NotImplementedError, too_few);
    if (numbers.size() > dimensions) {
        if (!tuple) return t.raise(Exc::TypeError, "invalid indexing of 0-dim memory");
        return t.raise(Exc::TypeError, "cannot index {}-dimension view with {}-element tuple", dimensions,
                       numbers.size());
    }
    std::int64_t indices[kMaxDimensions];
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        Result<std::int64_t> index = index_to_int64_py(t, numbers[i], Exc::IndexError);
        if (!index) return t.raised();
        indices[i] = *index;
    }
    if (!check_released(t, view)) return t.raised();
    std::uint8_t* place = view.data;
    for (int i = 0; i < view.dimensions; ++i) {
        if (!step_into(t, view, i, indices[i], place)) return t.raised();
    }
    return place;
}

Ref item_at(Thread& t, const MemoryView& view, const std::uint8_t* place) {
    if (!check_readable(t, view)) return t.raised();
    return unpack_item(t, view.code, place);
}

// A view of part of the first dimension.
Ref slice_view_py(Thread& t, MemoryView& view, const Slice& slice) {
    Result<SliceNumbers> numbers = slice_numbers_py(t, slice);
    if (!numbers) return t.raised();
    if (!check_released(t, view)) return t.raised();
    Ref copy = copy_view(t, view);
    if (!copy) return copy;
    MemoryView& out = copy.as<MemoryView>();
    const std::int64_t old = view.extents()[0];
    const SliceSpan span = fit_slice(*numbers, static_cast<std::uint64_t>(old));
    out.data += span.start * view.strides()[0];
    out.dims[0] = span.count;
    out.dims[out.dimensions] = view.strides()[0] * span.step;
    out.length =
        old == 0 ? 0 : view.length / static_cast<std::uint64_t>(old) * static_cast<std::uint64_t>(span.count);
    return copy;
}

constexpr std::string_view kNoSubViews = "sub-views are not implemented";
constexpr std::string_view kNoDimensionalSubViews = "multi-dimensional sub-views are not implemented";

// --- Writing

struct Structure {
    const char* format;
    std::uint64_t item_size;
    std::int64_t count;
};

std::string_view bare_format(const char* format) {
    return !format ? "B" : *format == '@' ? format + 1 : format;
}

Status assign_slice_py(Thread& t, MemoryView& view, const Slice& slice, Value value) {
    BufferView source;
    if (!source.get_any_py(t, value)) return t.raised();
    Ref target = slice_view_py(t, view, slice);
    if (!target) return t.raised();
    MemoryView& to = target.as<MemoryView>();
    const Buffer& from = source.buffer();
    const std::int64_t count = to.extents()[0];
    const std::int64_t given =
        from.shape ? from.shape[0]
                   : static_cast<std::int64_t>(from.length / (from.item_size ? from.item_size : 1));
    if (from.dimensions != 1 || given != count || from.item_size != to.item_size ||
        bare_format(from.format) != bare_format(to.format)) {
        return t.raise(Exc::ValueError, "memoryview assignment: lvalue and rvalue have different structures");
    }
    if (count == 0) return Status::ok();
    // Through a copy, for both may be views of the same memory.
    TextBuffer items;
    char* const copy = items.extend(from.length);
    if (!copy) return t.raise_memory_error();
    copy_items(from, copy);
    for (std::int64_t i = 0; i < count; ++i) {
        std::memcpy(to.data + i * to.strides()[0], copy + static_cast<std::size_t>(i) * to.item_size,
                    to.item_size);
    }
    return Status::ok();
}

// --- Comparing

struct Side {
    const std::uint8_t* data;
    const std::int64_t* shape;
    const std::int64_t* strides;
    char code;
};

Result<bool> equal_items_py(Thread& t, const Side& a, const Side& b) {
    if (a.code == b.code && a.code != 'f' && a.code != 'd' && a.code != 'e') {
        return std::memcmp(a.data, b.data, native_item_size(a.code)) == 0;
    }
    Ref left = unpack_item(t, a.code, a.data);
    if (!left) return t.raised();
    Ref right = unpack_item(t, b.code, b.data);
    if (!right) return t.raised();
    Ref equal = compare_py(t, left.get(), right.get(), CompareOp::Eq); // not by identity: NaN is not equal
    if (!equal) return t.raised();
    return equal.get().is_true();
}

Result<bool> equal_dimensions_py(Thread& t, const Side& a, const Side& b, int dimension, int dimensions) {
    if (dimension == dimensions) return equal_items_py(t, a, b);
    Side left = a, right = b;
    for (std::int64_t i = 0; i < a.shape[dimension]; ++i) {
        Result<bool> equal = equal_dimensions_py(t, left, right, dimension + 1, dimensions);
        if (!equal || !*equal) return equal;
        left.data += a.strides[dimension];
        right.data += b.strides[dimension];
        if (i % kCheckEvery == kCheckEvery - 1 && !t.checkpoint_py()) return t.raised();
    }
    return true;
}

// Both borrowed: neither can be released meanwhile.
Result<bool> equal_views_py(Thread& t, MemoryView& a, MemoryView& b) {
    if (a.dimensions != b.dimensions || a.code == 0 || b.code == 0) return false;
    for (int i = 0; i < a.dimensions; ++i) {
        if (a.extents()[i] != b.extents()[i]) return false;
        if (a.extents()[i] == 0) return true;
    }
    const bool plain = a.code == b.code && a.code != 'f' && a.code != 'd' && a.code != 'e' && a.code != '?';
    if (plain && is_c_contiguous(a.as_buffer()) && is_c_contiguous(b.as_buffer())) {
        return std::memcmp(a.data, b.data, a.length) == 0;
    }
    const Side left{a.data, a.extents(), a.strides(), a.code},
        right{b.data, b.extents(), b.strides(), b.code};
    return equal_dimensions_py(t, left, right, 0, a.dimensions);
}

Ref list_dimension(Thread& t, const MemoryView& view, const std::uint8_t* place, int dimension) {
    if (dimension == view.dimensions) return unpack_item(t, view.code, place);
    Ref list = make_list(t, static_cast<std::uint64_t>(view.extents()[dimension]));
    if (!list) return list;
    for (std::int64_t i = 0; i < view.extents()[dimension]; ++i) {
        Ref item = list_dimension(t, view, place, dimension + 1);
        if (!item || !list_append(t, list.as<List>(), std::move(item))) return t.raised();
        place += view.strides()[dimension];
        if (i % kCheckEvery == kCheckEvery - 1 && !t.checkpoint_py()) return t.raised();
    }
    return list;
}

// Keeps a view from being released while something walks it.
class Holding {
public:
    explicit Holding(MemoryView& view) : view_(view) { ++view_.exports; }
    ~Holding() { --view_.exports; }
    Holding(const Holding&) = delete;
    Holding& operator=(const Holding&) = delete;

private:
    MemoryView& view_;
};

} // namespace

Result<std::int64_t> memoryview_length_py(Thread& t, Value self) {
    const auto& view = as<MemoryView>(self);
    if (!check_released(t, view)) return t.raised();
    if (view.dimensions == 0) return t.raise(Exc::TypeError, "0-dim memory has no length");
    return view.extents()[0];
}

Ref memoryview_getitem_py(Thread& t, Value self, Value key) {
    Ref keep = Ref::share(self);
    auto& view = as<MemoryView>(self);
    if (!check_released(t, view)) return t.raised();
    const KeyKind kind = kind_of_key(t, key);
    if (view.dimensions == 0) {
        if (kind == KeyKind::Ellipsis) return keep;
        if (kind != KeyKind::Numbers || as<Tuple>(key).size != 0) {
            return t.raise(Exc::TypeError, "invalid indexing of 0-dim memory");
        }
        return item_at(t, view, view.data);
    }
    switch (kind) {
    case KeyKind::Number:
    case KeyKind::Numbers: {
        if (kind == KeyKind::Number && !check_readable(t, view)) return t.raised();
        const std::string_view too_few = kind == KeyKind::Number ? kNoDimensionalSubViews : kNoSubViews;
        Result<std::uint8_t*> place = place_of_key_py(t, view, key, too_few);
        if (!place) return t.raised();
        return item_at(t, view, *place);
    }
    case KeyKind::Slice: return slice_view_py(t, view, as<Slice>(key));
    case KeyKind::Slices:
        return t.raise(Exc::NotImplementedError, "multi-dimensional slicing is not implemented");
    default: return t.raise(Exc::TypeError, "memoryview: invalid slice key");
    }
}

Status memoryview_setitem_py(Thread& t, Value self, Value key, Value value) {
    Ref keep = Ref::share(self), keep_value = Ref::share(value), keep_key = Ref::share(key);
    auto& view = as<MemoryView>(self);
    if (!check_released(t, view)) return t.raised();
    if (view.readonly) return t.raise(Exc::TypeError, "cannot modify read-only memory");
    if (value.is_empty()) return t.raise(Exc::TypeError, "cannot delete memory");
    if (!check_readable(t, view)) return t.raised();
    const KeyKind kind = kind_of_key(t, key);
    std::uint8_t* target = view.data;
    if (view.dimensions == 0) {
        const bool whole =
            kind == KeyKind::Ellipsis || (kind == KeyKind::Numbers && as<Tuple>(key).size == 0);
        if (!whole) return t.raise(Exc::TypeError, "invalid indexing of 0-dim memory");
    } else if (kind == KeyKind::Number || kind == KeyKind::Numbers) {
        Result<std::uint8_t*> place = place_of_key_py(t, view, key, kNoSubViews);
        if (!place) return t.raised();
        target = *place;
    } else if (kind == KeyKind::Slice && view.dimensions == 1) {
        return assign_slice_py(t, view, as<Slice>(key), value);
    } else if (kind == KeyKind::Slice || kind == KeyKind::Slices) {
        return t.raise(Exc::NotImplementedError,
                       "memoryview slice assignments are currently restricted to ndim = 1");
    } else {
        return t.raise(Exc::TypeError, "memoryview: invalid slice key");
    }
    std::uint8_t item[kMaxItemSize];
    if (!pack_item_py(t, view.code, view.format, value, item)) return t.raised();
    if (!check_released(t, view)) return t.raised();
    std::memcpy(target, item, view.item_size);
    return Status::ok();
}

Ref memoryview_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (op != CompareOp::Eq && op != CompareOp::Ne) return Ref::not_implemented();
    if (left == right) return Ref::boolean(op == CompareOp::Eq);
    if (!has_buffer(t, left) || !has_buffer(t, right)) return Ref::not_implemented();
    Ref views[2] = {Ref::nothing(), Ref::nothing()};
    const Value sides[2] = {left, right};
    for (int i = 0; i < 2; ++i) {
        if (is_kind(sides[i], Kind::MemoryView)) {
            if (as<MemoryView>(sides[i]).is_released()) return Ref::boolean(op == CompareOp::Ne);
            views[i] = Ref::share(sides[i]);
            continue;
        }
        views[i] = make_memoryview_py(t, sides[i]);
        if (views[i]) continue;
        if (t.pending_is(Exc::MemoryError)) return t.raised();
        t.clear_pending();
        return Ref::not_implemented();
    }
    auto &a = views[0].as<MemoryView>(), &b = views[1].as<MemoryView>();
    const Holding hold_a(a), hold_b(b);
    Result<bool> equal = equal_views_py(t, a, b);
    if (!equal) return t.raised();
    return Ref::boolean(*equal == (op == CompareOp::Eq));
}

Ref memoryview_tolist(Thread& t, Value self) {
    auto& view = as<MemoryView>(self);
    if (!check_released(t, view) || !check_readable(t, view)) return t.raised();
    const Holding hold(view);
    return list_dimension(t, view, view.data, 0);
}

Ref memoryview_count(Thread& t, Value self, Value value) {
    auto& view = as<MemoryView>(self);
    if (!check_released(t, view)) return t.raised();
    Ref iterator = memoryview_iter_py(t, self);
    if (!iterator) return iterator;
    std::int64_t count = 0;
    const Status walked = for_each_py(t, iterator.get(), [&](Value item) -> Status {
        Result<bool> equal = equal_py(t, item, value);
        if (!equal) return t.raised();
        count += *equal ? 1 : 0;
        return Status::ok();
    });
    if (!walked) return t.raised();
    return make_int(t, count);
}

Ref memoryview_index(Thread& t, Value self, Value value, Opt<Clamped> start, Opt<Clamped> stop) {
    auto& view = as<MemoryView>(self);
    if (!check_released(t, view)) return t.raised();
    if (view.dimensions == 0) return t.raise(Exc::TypeError, "invalid lookup on 0-dim memory");
    if (view.dimensions != 1) {
        return t.raise(Exc::NotImplementedError, "multi-dimensional lookup is not implemented");
    }
    TextBounds bounds;
    if (start.given) bounds.start = start.value.value;
    if (stop.given) bounds.end = stop.value.value;
    bounds.fit(static_cast<std::uint64_t>(view.extents()[0]));
    if (bounds.start < 0) bounds.start = 0;
    for (std::int64_t i = bounds.start; i < bounds.end; ++i) {
        if (!check_released(t, view)) return t.raised();
        Ref item = item_at(t, view, view.data + i * view.strides()[0]);
        if (!item) return item;
        Result<bool> equal = equal_py(t, item.get(), value);
        if (!equal) return t.raised();
        if (*equal) return make_int(t, i);
        if (i % kCheckEvery == 0 && !t.checkpoint_py()) return t.raised();
    }
    return t.raise(Exc::ValueError, "memoryview.index(x): x not found");
}

// --- Iterator

Ref memoryview_iter_py(Thread& t, Value self) {
    auto& view = as<MemoryView>(self);
    if (!check_released(t, view)) return t.raised();
    if (view.dimensions == 0) return t.raise(Exc::TypeError, "invalid indexing of 0-dim memory");
    if (view.dimensions != 1) return t.raise_text(Exc::NotImplementedError, kNoDimensionalSubViews);
    if (!check_readable(t, view)) return t.raised();
    return make_index_iterator(t, TypeId::MemoryIterator, self);
}

namespace {

Step memory_iterator_next_py(Thread& t, Value self) {
    auto& it = as<IndexIterator>(self);
    if (it.source.is_empty()) return Step::end();
    auto& view = as<MemoryView>(it.source);
    if (!check_released(t, view)) return t.raised();
    if (it.index < view.extents()[0]) {
        return Step::from(unpack_item(t, view.code, view.data + it.index++ * view.strides()[0]));
    }
    exhaust(it);
    return Step::end();
}

} // namespace

extern constexpr TypeSpec kMemoryIteratorSpec = {
    .name = "memory_iterator",
    .kind = Kind::Iterator,
    .size = sizeof(IndexIterator),
    .slots = {.iter_py = [](Thread&, Value self) { return Ref::share(self); },
              .next_py = &memory_iterator_next_py},
    .traverse = &traverse_index_iterator,
};

} // namespace islet
