// SPDX-License-Identifier: MIT
//
// Making, casting and releasing of views, their attributes and methods. Indexing and comparing lie in
// memoryview_items.cpp.
#include "vm/types/memoryview_parts.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes_methods.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/item_format.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <cstring>

namespace islet {

// --- Life

namespace {

void give_back(SharedBuffer& shared, Value exporter) {
    const auto release = exporter.object()->type()->slots.release_buffer;
    if (release && !shared.buffer.owner.is_empty()) release(shared.buffer.owner, shared.buffer);
}

void release_view(Heap& heap, MemoryView& view) {
    if (view.dims != view.inline_dims) heap.free_raw(std::exchange(view.dims, view.inline_dims));
    SharedBuffer* const shared = std::exchange(view.shared, nullptr);
    const Value exporter = std::exchange(view.exporter, Value());
    if (shared && --shared->users == 0) {
        if (!exporter.is_empty()) give_back(*shared, exporter);
        heap.free_raw(shared);
    }
    release(exporter);
}

// A view that is still released, with room for the numbers of so many dimensions.
Ref alloc_view(Thread& t, int dimensions) {
    auto* const view = allocate<MemoryView>(t, TypeId::MemoryView);
    if (!view) return t.raise_memory_error();
    view->exporter = Value();
    view->shared = nullptr;
    view->data = nullptr;
    view->length = 0;
    view->item_size = 1;
    view->format = "B";
    view->dims = view->inline_dims;
    view->exports = 0;
    view->hash_value = -1;
    view->dimensions = dimensions;
    view->readonly = true;
    view->own_format[0] = 0;
    view->code = 0;
    Ref result = Ref::adopt(view);
    if (dimensions <= 1) return result;
    const std::size_t bytes = 2 * static_cast<std::size_t>(dimensions) * sizeof(std::int64_t);
    auto* const dims = static_cast<std::int64_t*>(t.heap().alloc_raw(bytes));
    if (!dims) return t.raise_memory_error();
    view->dims = dims;
    return result;
}

void fill_dims(MemoryView& view, const Buffer& buffer) {
    auto* const shape = view.dims;
    auto* const strides = view.dims + view.dimensions;
    auto stride = static_cast<std::int64_t>(view.item_size);
    for (int i = view.dimensions - 1; i >= 0; --i) {
        shape[i] = buffer.shape
                       ? buffer.shape[i]
                       : static_cast<std::int64_t>(view.item_size == 0 ? 0 : view.length / view.item_size);
        strides[i] = buffer.strides ? buffer.strides[i] : stride;
        stride *= shape[i];
    }
}

void share_exporter(MemoryView& view, SharedBuffer& shared, Value exporter) {
    ++shared.users;
    view.shared = &shared;
    retain(exporter);
    view.exporter = exporter;
}

} // namespace

Status check_released(Thread& t, const MemoryView& view) {
    if (!view.is_released()) return Status::ok();
    return t.raise(Exc::ValueError, "operation forbidden on released memoryview object");
}

Buffer MemoryView::as_buffer() {
    Buffer buffer;
    buffer.data = data;
    buffer.length = length;
    buffer.item_size = item_size;
    buffer.format = format;
    buffer.dimensions = dimensions;
    buffer.readonly = readonly;
    buffer.shape = extents();
    buffer.strides = strides();
    buffer.owner = this;
    return buffer;
}

// A second view of what `view` shows.
Ref copy_view(Thread& t, MemoryView& view) {
    Ref copy = alloc_view(t, view.dimensions);
    if (!copy) return copy;
    MemoryView& out = copy.as<MemoryView>();
    share_exporter(out, *view.shared, view.exporter);
    out.data = view.data;
    out.length = view.length;
    out.item_size = view.item_size;
    std::memcpy(out.own_format, view.own_format, sizeof(out.own_format));
    out.format = view.format == view.own_format ? out.own_format : view.format;
    out.readonly = view.readonly;
    out.code = view.code;
    std::memcpy(out.dims, view.dims, 2 * static_cast<std::size_t>(view.dimensions) * sizeof(std::int64_t));
    return copy;
}

Ref make_memoryview_of(Thread& t, Value exporter, const Buffer& buffer) {
    auto* const shared = static_cast<SharedBuffer*>(t.heap().alloc_raw(sizeof(SharedBuffer)));
    Ref made = shared ? alloc_view(t, buffer.dimensions) : Ref(t.raise_memory_error());
    if (!made) {
        SharedBuffer lost{0, buffer};
        give_back(lost, exporter);
        t.heap().free_raw(shared);
        return made;
    }
    *shared = {0, buffer};
    MemoryView& view = made.as<MemoryView>();
    share_exporter(view, *shared, exporter);
    view.data = static_cast<std::uint8_t*>(buffer.data);
    view.length = buffer.length;
    view.item_size = buffer.item_size;
    view.format = buffer.format ? buffer.format : "B";
    view.code = native_code(view.format);
    view.readonly = buffer.readonly;
    fill_dims(view, buffer);
    return made;
}

Ref make_memoryview_py(Thread& t, Value v) {
    if (MemoryView* const view = cast<MemoryView>(v)) {
        if (!check_released(t, *view)) return t.raised();
        return copy_view(t, *view);
    }
    const auto get = type_of(t, v)->slots.get_buffer_py;
    if (!get)
        return t.raise(Exc::TypeError, "memoryview: a bytes-like object is required, not '{}'",
                       *type_of(t, v));
    Ref keep = Ref::share(v);
    Buffer buffer;
    buffer.owner = v;
    if (!get(t, v, buffer, false)) return t.raised();
    return make_memoryview_of(t, v, buffer);
}

namespace {

Ref memoryview_new_py(Thread& t, Type&, const Args& args) {
    if (args.total() > 1)
        return t.raise(Exc::TypeError, "memoryview() takes at most 1 argument ({} given)", args.total());
    static constexpr const char* kNames[] = {"object"};
    Value object[1];
    if (!bind_args(t, args, "memoryview", kNames, 0, 1, object)) return t.raised();
    return make_memoryview_py(t, object[0]);
}

void memoryview_traverse(Object* object, Visitor& visit) {
    visit(static_cast<MemoryView*>(object)->exporter);
}

void memoryview_drop(Heap& heap, Object* object) {
    release_view(heap, *static_cast<MemoryView*>(object));
    heap.free_object(object);
}

Ref memoryview_release(Thread& t, MemoryView& self) {
    if (self.exports > 0) {
        return t.raise(Exc::BufferError, "memoryview has {} exported buffer{}", self.exports,
                       self.exports == 1 ? std::string_view() : std::string_view("s"));
    }
    release_view(t.heap(), self);
    return Ref::none();
}

Ref memoryview_enter(Thread& t, MemoryView& self) {
    if (!check_released(t, self)) return t.raised();
    return Ref::share(&self);
}

Ref memoryview_exit(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "__exit__")) return t.raised();
    return memoryview_release(t, as<MemoryView>(self));
}

Status memoryview_get_buffer_py(Thread& t, Value self, Buffer& out, bool writable) {
    auto& view = as<MemoryView>(self);
    if (!check_released(t, view)) return t.raised();
    if (writable && view.readonly)
        return t.raise(Exc::BufferError, "memoryview: underlying buffer is not writable");
    out = view.as_buffer();
    ++view.exports;
    return Status::ok();
}

void memoryview_release_buffer(Value self, Buffer&) {
    --as<MemoryView>(self).exports;
}

// --- Casts

Status check_cast_shape(Thread& t, const MemoryView& view, Value shape, int& dimensions) {
    std::uint64_t size = 0;
    if (const Tuple* const tuple = cast<Tuple>(shape))
        size = tuple->size;
    else if (const List* const list = cast<List>(shape))
        size = list->size;
    else
        return t.raise(Exc::TypeError, "shape must be a list or a tuple");
    if (size > kMaxDimensions) {
        return t.raise(Exc::ValueError, "memoryview: number of dimensions must not exceed {}",
                       kMaxDimensions);
    }
    dimensions = static_cast<int>(size);
    if (view.dimensions != 1 && dimensions != 1) {
        return t.raise(Exc::TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
    return Status::ok();
}

// The new code for a cast; the rules that concern formats.
Result<char> check_cast_format(Thread& t, const MemoryView& view, const Str& format) {
    char text[3] = {};
    const bool fits = format.is_ascii() && format.length >= 1 && format.length <= 2;
    if (fits) std::memcpy(text, format.data(), format.length);
    const char code = fits ? native_code(text) : '\0';
    if (code == 0) {
        return t.raise(Exc::ValueError,
                       "memoryview: destination format must be a native single character format "
                       "prefixed with an optional '@'");
    }
    if (view.code == 0) {
        return t.raise(Exc::ValueError, "memoryview: source format must be a native single character format "
                                        "prefixed with an optional '@'");
    }
    if (!is_byte_code(view.code) && !is_byte_code(code)) {
        return t.raise(Exc::TypeError, "memoryview: cannot cast between two non-byte formats");
    }
    if (view.length % native_item_size(code) != 0) {
        return t.raise(Exc::TypeError, "memoryview: length is not a multiple of itemsize");
    }
    return code;
}

Status fill_cast_shape(Thread& t, MemoryView& out, Value shape) {
    const Tuple* const tuple = cast<Tuple>(shape);
    const Value* const items = tuple ? tuple->items() : as<List>(shape).items;
    std::uint64_t product = 1;
    for (int i = 0; i < out.dimensions; ++i) {
        std::int64_t extent = 0;
        if (!is_int(items[i]))
            return t.raise(Exc::TypeError, "memoryview.cast(): elements of shape must be integers");
        if (!int_fits(items[i], &extent)) {
            return t.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
        }
        if (extent <= 0) {
            return t.raise(Exc::ValueError, "memoryview.cast(): elements of shape must be integers > 0");
        }
        if (product > static_cast<std::uint64_t>(INT64_MAX / extent)) {
            return t.raise(Exc::ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
        }
        product *= static_cast<std::uint64_t>(extent);
        out.dims[i] = extent;
    }
    if (product > out.length / out.item_size || product * out.item_size != out.length) {
        return t.raise(Exc::TypeError, "memoryview: product(shape) * itemsize != buffer size");
    }
    Buffer buffer;
    buffer.shape = out.dims;
    fill_dims(out, buffer);
    return Status::ok();
}

Ref memoryview_cast(Thread& t, MemoryView& self, Str& format, Value shape) {
    if (!check_released(t, self)) return t.raised();
    if (!is_c_contiguous(self.as_buffer())) {
        return t.raise(Exc::TypeError, "memoryview: casts are restricted to C-contiguous views");
    }
    const bool shaped = !shape.is_empty() && !shape.is_none();
    if (shaped || self.dimensions != 1) {
        const std::int64_t* const end = self.dims + 2 * self.dimensions;
        if (std::find(self.dims, const_cast<std::int64_t*>(end), 0) != end) {
            return t.raise(Exc::TypeError, "memoryview: cannot cast view with zeros in shape or strides");
        }
    }
    int dimensions = 1;
    if (shaped && !check_cast_shape(t, self, shape, dimensions)) return t.raised();
    Result<char> code = check_cast_format(t, self, format);
    if (!code) return t.raised();

    Ref made = alloc_view(t, dimensions);
    if (!made) return made;
    MemoryView& out = made.as<MemoryView>();
    share_exporter(out, *self.shared, self.exporter);
    out.data = self.data;
    out.length = self.length;
    out.readonly = self.readonly;
    out.item_size = native_item_size(*code);
    out.code = *code;
    std::memcpy(out.own_format, format.data(), format.length);
    out.own_format[format.length] = 0;
    out.format = out.own_format;
    if (shaped) {
        if (!fill_cast_shape(t, out, shape)) return t.raised();
    } else {
        fill_dims(out, Buffer());
    }
    return made;
}

Ref memoryview_toreadonly(Thread& t, MemoryView& self) {
    if (!check_released(t, self)) return t.raised();
    Ref copy = copy_view(t, self);
    if (copy) copy.as<MemoryView>().readonly = true;
    return copy;
}

Ref memoryview_from_flags(Thread& t, Type&, Value object, Int32 flags) {
    constexpr std::int32_t kWritable = 1;
    Ref view = make_memoryview_py(t, object);
    if (!view || (flags.value & kWritable) == 0 || !view.as<MemoryView>().readonly) return view;
    return t.raise(Exc::BufferError, "Object is not writable.");
}

// --- Contents

enum class Order : std::uint8_t { C, Fortran };

// All items one behind the other.
Ref contents(Thread& t, MemoryView& view, Order order) {
    Ref result = make_bytes_uninit(t, view.length);
    if (!result || view.length == 0) return result;
    Buffer buffer = view.as_buffer();
    std::int64_t reversed[2 * kMaxDimensions];
    if (order == Order::Fortran) {
        for (int i = 0; i < view.dimensions; ++i) {
            reversed[i] = view.extents()[view.dimensions - 1 - i];
            reversed[view.dimensions + i] = view.strides()[view.dimensions - 1 - i];
        }
        buffer.shape = reversed;
        buffer.strides = reversed + view.dimensions;
    }
    copy_items(buffer, result.as<Bytes>().data());
    return result;
}

Ref memoryview_tobytes(Thread& t, MemoryView& self, Value order) {
    if (!check_released(t, self)) return t.raised();
    if (order.is_empty() || order.is_none()) return contents(t, self, Order::C);
    const Str* const text = cast<Str>(order);
    if (!text) {
        return t.raise(Exc::TypeError, "tobytes() argument 'order' must be str or None, not {}",
                       *type_of(t, order));
    }
    if (str_equal(*text, "C")) return contents(t, self, Order::C);
    if (str_equal(*text, "F")) return contents(t, self, Order::Fortran);
    if (!str_equal(*text, "A")) return t.raise(Exc::ValueError, "order must be 'C', 'F' or 'A'");
    return contents(t, self,
                    is_f_contiguous(self.as_buffer()) && self.dimensions > 1 ? Order::Fortran : Order::C);
}

Ref memoryview_hex(Thread& t, MemoryView& self, Value sep, Opt<Int32> bytes_per_sep) {
    if (!check_released(t, self)) return t.raised();
    Ref bytes = contents(t, self, Order::C);
    if (!bytes) return bytes;
    return hex_text_py(t, bytes.as<Bytes>().text(), sep, bytes_per_sep.given ? bytes_per_sep.value.value : 1);
}

Result<std::int64_t> memoryview_hash_py(Thread& t, Value self) {
    auto& view = as<MemoryView>(self);
    if (view.hash_value != -1) return view.hash_value;
    if (!check_released(t, view)) return t.raised();
    if (!view.readonly) return t.raise(Exc::ValueError, "cannot hash writable memoryview object");
    if (!is_byte_code(view.code)) {
        return t.raise(Exc::ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    }
    // The exporter must be hashable, too: otherwise its memory may change under a read-only view.
    Ref keep = Ref::share(self);
    if (!hash_py(t, view.exporter)) return t.raised();
    if (!check_released(t, view)) return t.raised();
    Ref bytes = contents(t, view, Order::C);
    if (!bytes) return t.raised();
    view.hash_value = hash_bytes(t.commons().hash_key(), bytes.as<Bytes>().data(), bytes.as<Bytes>().length);
    return view.hash_value;
}

Ref memoryview_repr_py(Thread& t, Value self) {
    const bool released = as<MemoryView>(self).is_released();
    return make_str(t,
                    format("<{}memory at {}>", released ? std::string_view("released ") : std::string_view(),
                           static_cast<const void*>(self.object())));
}

// --- Attributes

// Attributes are read through a check that the view is not released.
template <auto get>
Ref attribute(Thread& t, Value self) {
    auto& view = as<MemoryView>(self);
    if (!check_released(t, view)) return t.raised();
    return get(t, view);
}

Ref tuple_of_numbers(Thread& t, const std::int64_t* numbers, int count) {
    Ref made = make_tuple_uninit(t, static_cast<std::uint64_t>(count));
    if (!made) return made;
    for (int i = 0; i < count; ++i) made.as<Tuple>().items()[i] = Value::none();
    for (int i = 0; i < count; ++i) {
        Ref number = make_int(t, numbers[i]);
        if (!number) return number;
        made.as<Tuple>().items()[i] = number.release();
    }
    return made;
}

Ref get_obj(Thread&, MemoryView& v) {
    return Ref::share(v.exporter);
}
Ref get_nbytes(Thread& t, MemoryView& v) {
    return make_int_unsigned(t, v.length);
}
Ref get_itemsize(Thread& t, MemoryView& v) {
    return make_int_unsigned(t, v.item_size);
}
Ref get_format(Thread& t, MemoryView& v) {
    return make_str(t, std::string_view(v.format));
}
Ref get_ndim(Thread& t, MemoryView& v) {
    return make_int(t, v.dimensions);
}
Ref get_readonly(Thread&, MemoryView& v) {
    return Ref::boolean(v.readonly);
}
Ref get_shape(Thread& t, MemoryView& v) {
    return tuple_of_numbers(t, v.extents(), v.dimensions);
}
Ref get_strides(Thread& t, MemoryView& v) {
    return tuple_of_numbers(t, v.strides(), v.dimensions);
}
Ref get_suboffsets(Thread& t, MemoryView&) {
    return Ref::share(t.commons().empty_tuple());
}
Ref get_c_contiguous(Thread&, MemoryView& v) {
    return Ref::boolean(is_c_contiguous(v.as_buffer()));
}
Ref get_f_contiguous(Thread&, MemoryView& v) {
    return Ref::boolean(is_f_contiguous(v.as_buffer()));
}
Ref get_contiguous(Thread&, MemoryView& v) {
    return Ref::boolean(is_c_contiguous(v.as_buffer()) || is_f_contiguous(v.as_buffer()));
}

constexpr GetSetDef kAttributes[] = {
    {"obj", &attribute<&get_obj>, nullptr, "The object whose memory this is."},
    {"nbytes", &attribute<&get_nbytes>, nullptr, "How many bytes all items take."},
    {"readonly", &attribute<&get_readonly>, nullptr, "Whether the memory cannot be written."},
    {"itemsize", &attribute<&get_itemsize>, nullptr, "How many bytes an item takes."},
    {"format", &attribute<&get_format>, nullptr, "What an item is, as in the module struct."},
    {"ndim", &attribute<&get_ndim>, nullptr, "The number of dimensions."},
    {"shape", &attribute<&get_shape>, nullptr, "How many items each dimension has."},
    {"strides", &attribute<&get_strides>, nullptr, "How many bytes lie between the items of each dimension."},
    {"suboffsets", &attribute<&get_suboffsets>, nullptr, "Always empty: there are no indirect arrays."},
    {"c_contiguous", &attribute<&get_c_contiguous>, nullptr,
     "Whether the items lie side by side in C order."},
    {"f_contiguous", &attribute<&get_f_contiguous>, nullptr,
     "Whether the items lie side by side in Fortran order."},
    {"contiguous", &attribute<&get_contiguous>, nullptr, "Whether the items lie side by side."},
};

Ref memoryview_class_getitem(Thread& t, Type& type, Value object) {
    return make_generic_alias(t, &type, object);
}

constexpr MethodDef kMethods[] = {
    method<&memoryview_cast>("cast($self, /, format, shape=<unrepresentable>)",
                             "A view of the same bytes with another format or shape."),
    method<&memoryview_count>("count($self, value, /)", "How often the value occurs."),
    method<&memoryview_hex>("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)",
                            "The bytes as hexadecimal digits, with an optional separator between groups."),
    method<&memoryview_index>("index($self, value, start=0, stop=sys.maxsize, /)",
                              "The first index of the value; ValueError if there is none."),
    method<&memoryview_release>("release($self, /)", "Gives the memory back."),
    method<&memoryview_tobytes>("tobytes($self, /, order='C')", "The items as bytes."),
    method<&memoryview_tolist>("tolist($self, /)",
                               "The items as a list, of lists if there are more dimensions."),
    method<&memoryview_toreadonly>("toreadonly($self, /)",
                                   "A view of the same memory that cannot be written through."),
    method<&memoryview_enter>("__enter__($self, /)", "The view itself."),
    raw<&memoryview_exit>("__exit__($self, /, *exc_info)", "Gives the memory back."),
    class_method<&memoryview_class_getitem>("__class_getitem__($type, object, /)",
                                            "memoryview[type], for annotations."),
    class_method<&memoryview_from_flags>("_from_flags($type, /, object, flags)",
                                         "A view as asked for by the flags of inspect.BufferFlags."),
};

constexpr Slots make_slots() {
    Slots slots;
    slots.new_py = &memoryview_new_py;
    slots.repr_py = &memoryview_repr_py;
    slots.hash_py = &memoryview_hash_py;
    slots.compare_py = &memoryview_compare_py;
    slots.iter_py = &memoryview_iter_py;
    slots.length_py = &memoryview_length_py;
    slots.getitem_py = &memoryview_getitem_py;
    slots.setitem_py = &memoryview_setitem_py;
    slots.get_buffer_py = &memoryview_get_buffer_py;
    slots.release_buffer = &memoryview_release_buffer;
    return slots;
}

} // namespace

extern constexpr TypeSpec kMemoryViewSpec = {
    .name = "memoryview",
    .doc = "A window on the memory of an object that lends it.",
    .kind = Kind::MemoryView,
    .flags = kSequence | kWeakable | kImmutable,
    .size = sizeof(MemoryView),
    .slots = make_slots(),
    .methods = kMethods,
    .getset = kAttributes,
    .traverse = &memoryview_traverse,
    .drop = &memoryview_drop,
};

} // namespace islet
