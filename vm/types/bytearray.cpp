// SPDX-License-Identifier: MIT
//
// See bytearray.h. Methods that bytes has too lie in bytes_methods.cpp.
#include "vm/types/bytearray.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes_methods.h"
#include "vm/types/int.h"
#include "vm/types/percent.h"
#include "vm/types/slice.h"
#include "vm/types/specs.h"
#include "vm/types/text_args.h"
#include "vm/types/tuple.h"

#include <algorithm>
#include <cstring>

namespace islet {

namespace {

constexpr std::uint64_t kMaxLength = std::uint64_t{1} << 46;

void set_empty(ByteArray& array) {
    array.block = nullptr;
    array.start = array.length = array.capacity = 0;
    array.exports = 0;
}

void move_bytes(std::uint8_t* to, const void* from, std::size_t count) {
    if (count != 0) std::memmove(to, from, count);
}

// Makes room for `length` bytes from the start of the block on; the content keeps its place in front.
Status make_room(Thread& t, ByteArray& array, std::uint64_t length) {
    if (length <= array.capacity - array.start) return Status::ok();
    if (length > kMaxLength) return t.raise_memory_error();
    if (length <= array.capacity && array.start > array.capacity / 2) {
        // The gap in front is large: move the content back instead of growing.
        move_bytes(array.block, array.data(), array.length);
        array.start = 0;
        return Status::ok();
    }
    const std::uint64_t spare = array.length == 0 ? 0 : length / 8 + 8;
    auto* block = static_cast<std::uint8_t*>(t.heap().alloc_raw(length + spare));
    if (!block) return t.raise_memory_error();
    move_bytes(block, array.data(), array.length);
    t.heap().free_raw(array.block);
    array.block = block;
    array.start = 0;
    array.capacity = Heap::block_size(block);
    return Status::ok();
}

// Gives memory back when little of it is used.
void shrink(ByteArray& array) {
    Heap& heap = *heap_of(&array);
    if (array.length == 0) {
        heap.free_raw(array.block);
        array.block = nullptr;
        array.start = array.capacity = 0;
        return;
    }
    if (array.capacity < 256 || array.length > array.capacity / 4) return;
    auto* const block = static_cast<std::uint8_t*>(heap.alloc_raw(array.length));
    if (!block) return; // it stays as it is
    move_bytes(block, array.data(), array.length);
    heap.free_raw(array.block);
    array.block = block;
    array.start = 0;
    array.capacity = Heap::block_size(block);
}

} // namespace

Status check_no_exports(Thread& t, const ByteArray& array) {
    if (array.exports == 0) return Status::ok();
    return t.raise(Exc::BufferError, "Existing exports of data: object cannot be re-sized");
}

Ref make_bytearray_uninit(Thread& t, std::uint64_t length) {
    auto* const array = allocate<ByteArray>(t, TypeId::ByteArray);
    if (!array) return t.raise_memory_error();
    set_empty(*array);
    Ref result = Ref::adopt(array);
    if (!bytearray_resize(t, *array, length)) return t.raised();
    return result;
}

Ref make_bytearray(Thread& t, std::string_view bytes) {
    Ref result = make_bytearray_uninit(t, bytes.size());
    if (result) move_bytes(result.as<ByteArray>().data(), bytes.data(), bytes.size());
    return result;
}

Status bytearray_resize(Thread& t, ByteArray& array, std::uint64_t length) {
    if (length == array.length) return Status::ok();
    if (!check_no_exports(t, array)) return t.raised();
    if (length > array.length && !make_room(t, array, length)) return t.raised();
    const bool shorter = length < array.length;
    array.length = length;
    if (shorter) shrink(array);
    return Status::ok();
}

Status bytearray_replace(Thread& t, ByteArray& array, std::uint64_t from, std::uint64_t to,
                         std::string_view bytes) {
    ISLET_DCHECK(from <= to && to <= array.length, "bounds");
    const std::uint64_t behind = array.length - to;
    const std::uint64_t length = from + bytes.size() + behind;
    TextBuffer copy;
    const auto* const place = reinterpret_cast<const std::uint8_t*>(bytes.data());
    if (array.block && place >= array.block && place < array.block + array.capacity) {
        copy.append(bytes);
        if (copy.failed()) return t.raise_memory_error();
        bytes = copy.view();
    }
    if (length != array.length && !check_no_exports(t, array)) return t.raised();
    if (length > array.length && !make_room(t, array, length)) return t.raised();
    if (from == 0 && bytes.empty()) {
        array.start += to; // bytes taken at the front leave a gap
    } else {
        std::uint8_t* const data = array.data();
        move_bytes(data + from + bytes.size(), data + to, behind);
        move_bytes(data + from, bytes.data(), bytes.size());
    }
    const bool shorter = length < array.length;
    array.length = length;
    if (shorter) shrink(array);
    return Status::ok();
}

// --- Methods

namespace {

Status replace_all(Thread& t, ByteArray& array, std::string_view bytes) {
    return bytearray_replace(t, array, 0, array.length, bytes);
}

// The bytes that a value stands for where it is assigned or added.
Status collect_py(Thread& t, Value source, TextBuffer& out) {
    if (!has_buffer(t, source)) return append_iterable_py(t, source, out, "bytearray", "byte");
    BufferView view;
    if (!view.get_any_py(t, source)) return t.raised();
    char* const place = out.extend(view.size());
    if (out.failed()) return t.raise_memory_error();
    copy_items(view.buffer(), place);
    return Status::ok();
}

} // namespace

Ref bytearray_append(Thread& t, Value self, Value item) {
    Result<std::uint8_t> byte = byte_from_py(t, item);
    if (!byte) return t.raised();
    auto& array = as<ByteArray>(self);
    if (!bytearray_resize(t, array, array.length + 1)) return t.raised();
    array.data()[array.length - 1] = *byte;
    return Ref::none();
}

Ref bytearray_clear(Thread& t, ByteArray& self) {
    if (!bytearray_resize(t, self, 0)) return t.raised();
    return Ref::none();
}

Ref bytearray_copy(Thread& t, ByteArray& self) {
    return make_bytearray(t, self.text());
}

Ref bytearray_extend(Thread& t, Value self, Value iterable) {
    auto& array = as<ByteArray>(self);
    if (is_bytearray(iterable) || is_bytes(iterable)) {
        const std::string_view bytes =
            is_bytes(iterable) ? as<Bytes>(iterable).text() : as<ByteArray>(iterable).text();
        if (!bytearray_replace(t, array, array.length, array.length, bytes)) return t.raised();
        return Ref::none();
    }
    if (has_buffer(t, iterable)) {
        BufferView view;
        if (!view.get_py(t, iterable)) return t.raised();
        if (!bytearray_replace(t, array, array.length, array.length, view.text())) return t.raised();
        return Ref::none();
    }
    if (is_str(iterable) && as<Str>(iterable).length > 0)
        return t.raise(Exc::TypeError, "expected iterable of integers; got: 'str'");
    Ref iterator = iter_py(t, iterable);
    if (!iterator) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return t.raise(Exc::TypeError, "can't extend bytearray with {}", *type_of(t, iterable));
    }
    TextBuffer bytes;
    if (!append_iterable_py(t, iterator.get(), bytes, "bytearray", "byte")) return t.raised();
    if (!bytearray_replace(t, array, array.length, array.length, bytes.view())) return t.raised();
    return Ref::none();
}

Ref bytearray_insert(Thread& t, Value self, Index index, Value item) {
    Result<std::uint8_t> byte = byte_from_py(t, item);
    if (!byte) return t.raised();
    auto& array = as<ByteArray>(self);
    const auto size = static_cast<std::int64_t>(array.length);
    const std::int64_t from =
        index.value < 0 ? std::max<std::int64_t>(index.value + size, 0) : std::min(index.value, size);
    const char content = static_cast<char>(*byte);
    const auto at = static_cast<std::uint64_t>(from);
    if (!bytearray_replace(t, array, at, at, std::string_view(&content, 1))) return t.raised();
    return Ref::none();
}

Ref bytearray_pop(Thread& t, ByteArray& self, Opt<Index> index) {
    if (self.length == 0) return t.raise(Exc::IndexError, "pop from empty bytearray");
    const auto size = static_cast<std::int64_t>(self.length);
    std::int64_t at = index.given ? index.value.value : -1;
    if (at < 0) at += size;
    if (at < 0 || at >= size) return t.raise(Exc::IndexError, "pop index out of range");
    const std::uint8_t byte = self.data()[at];
    const auto from = static_cast<std::uint64_t>(at);
    if (!bytearray_replace(t, self, from, from + 1, {})) return t.raised();
    return Ref::plain(Value::small_int(byte));
}

Ref bytearray_remove(Thread& t, Value self, Value value) {
    Result<std::uint8_t> byte = byte_from_py(t, value);
    if (!byte) return t.raised();
    auto& array = as<ByteArray>(self);
    const std::size_t at = array.text().find(static_cast<char>(*byte));
    if (at == std::string_view::npos) return t.raise(Exc::ValueError, "value not found in bytearray");
    if (!bytearray_replace(t, array, at, at + 1, {})) return t.raised();
    return Ref::none();
}

Ref bytearray_resize_method(Thread& t, ByteArray& self, Index size) {
    if (size.value < 0)
        return t.raise(Exc::ValueError, "Can only resize to positive sizes, got {}", size.value);
    const std::uint64_t old = self.length, wanted = static_cast<std::uint64_t>(size.value);
    if (!bytearray_resize(t, self, wanted)) return t.raised();
    if (wanted > old) std::memset(self.data() + old, 0, wanted - old);
    return Ref::none();
}

Ref bytearray_reverse(Thread&, ByteArray& self) {
    std::reverse(self.data(), self.data() + self.length);
    return Ref::none();
}

Ref bytearray_fromhex(Thread& t, Type& type, Value string) {
    TextBuffer out;
    if (!parse_hex_py(t, string, out)) return t.raised();
    Ref array = make_bytearray(t, out.view());
    if (!array || &type == t.type(TypeId::ByteArray)) return array;
    return call_py(t, &type, array.get());
}

Ref bytearray_alloc(Thread& t, ByteArray& self) {
    return make_int_unsigned(t, self.capacity);
}

Ref bytearray_sizeof(Thread& t, ByteArray& self) {
    return make_int_unsigned(t, Heap::block_size(&self) + self.capacity);
}

Ref bytearray_reduce(Thread& t, Value self) {
    return bytearray_reduce_ex(t, self, {});
}

Ref bytearray_reduce_ex(Thread& t, Value self, Opt<Int32> protocol) {
    Ref state = Ref::none();
    if (self.object()->subclass != 0) {
        state = call_method_py(t, self, Name::dunder_getstate);
        if (!state) return state;
    }
    const std::string_view content = as<ByteArray>(self).text();
    Ref args = Ref::share(t.commons().empty_tuple());
    if (!content.empty()) {
        // Protocols below 3 know no bytes: the content travels as Latin-1 text.
        const bool as_text = !protocol.given || protocol.value.value < 3;
        Ref bytes = as_text ? make_str_from(t, Chars(content)) : make_bytes(t, content);
        if (!bytes) return bytes;
        Ref encoding = as_text ? intern(t, "latin-1") : Ref::none();
        if (!encoding) return encoding;
        args = as_text ? make_tuple(t, {bytes.get(), encoding.get()}) : make_tuple(t, {bytes.get()});
        if (!args) return args;
    }
    return make_tuple(t, {Value(self.object()->type()), args.get(), state.get()});
}

namespace {

// --- Life

Ref bytearray_new_py(Thread& t, Type& type, const Args&) {
    auto* const array = allocate_instance<ByteArray>(t, type);
    if (!array) return t.raise_memory_error();
    set_empty(*array);
    return Ref::adopt(array);
}

Status bytearray_init_py(Thread& t, Value self, const Args& args) {
    BytesArgs bound;
    if (!bound.bind(t, args, "bytearray")) return t.raised();
    auto& array = as<ByteArray>(self);
    if (array.length != 0 && !check_no_exports(t, array)) return t.raised();
    if (!bytearray_resize(t, array, 0)) return t.raised();
    Ref encoded = encode_source_py(t, bound);
    if (encoded) return replace_all(t, array, encoded.as<Bytes>().text());
    if (t.has_pending()) return t.raised();
    const Value source = bound.source;
    if (source.is_empty()) return Status::ok();
    if (is_str(source)) return t.raise(Exc::TypeError, "string argument without an encoding");
    Result<std::int64_t> length = read_length_py(t, source);
    if (!length) return t.raised();
    if (*length >= 0) {
        if (!bytearray_resize(t, array, static_cast<std::uint64_t>(*length))) return t.raised();
        if (*length > 0) std::memset(array.data(), 0, static_cast<std::size_t>(*length));
        return Status::ok();
    }
    TextBuffer bytes;
    if (!collect_py(t, source, bytes)) return t.raised();
    return replace_all(t, array, bytes.view());
}

void bytearray_traverse(Object* object, Visitor& visit) {
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void bytearray_drop(Heap& heap, Object* object) {
    heap.free_raw(static_cast<ByteArray*>(object)->block);
    if (object->subclass != 0) drop_attrs(heap, object);
    heap.free_object(object);
}

// --- Operators

Ref bytearray_repr_py(Thread& t, Value self) {
    auto& array = as<ByteArray>(self);
    TextBuffer out;
    append_value(out, *array.type());
    const std::string_view bytes = array.text();
    const bool quotes =
        bytes.find('\'') != std::string_view::npos && bytes.find('"') == std::string_view::npos;
    out.append("(b");
    out.append(quotes ? '"' : '\'');
    for (const char ch : bytes) {
        const auto c = static_cast<unsigned char>(ch);
        // Unlike bytes: a single quote is escaped between double ones, too.
        if (ch == '\'' || ch == '\\')
            out.append('\\'), out.append(ch);
        else if (ch == '\n')
            out.append("\\n");
        else if (ch == '\r')
            out.append("\\r");
        else if (ch == '\t')
            out.append("\\t");
        else if (c < ' ' || c >= 0x7F)
            format_to(out, "\\x{}", Hex{c, 2});
        else
            out.append(ch);
    }
    out.append(quotes ? '"' : '\'');
    out.append(')');
    return make_str(t, out);
}

Ref bytearray_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    BufferView views[2];
    const Value sides[2] = {left, right};
    for (int i = 0; i < 2; ++i) {
        if (is_str(sides[i]) || !has_buffer(t, sides[i])) return Ref::not_implemented();
        if (!views[i].get_py(t, sides[i])) {
            t.clear_pending();
            return Ref::not_implemented();
        }
    }
    return compare_bytes(views[0].text(), views[1].text(), op);
}

Result<std::int64_t> bytearray_length_py(Thread&, Value self) {
    return static_cast<std::int64_t>(as<ByteArray>(self).length);
}

// The place of an integer key. Reads the length after __index__ ran.
Result<std::uint64_t> index_of_key_py(Thread& t, ByteArray& array, Value key) {
    if (!is_int(key) && !type_of(t, key)->slots.index_py) {
        return t.raise(Exc::TypeError, "bytearray indices must be integers or slices, not {}",
                       *type_of(t, key));
    }
    Result<std::int64_t> index = index_to_int64_py(t, key, Exc::IndexError);
    if (!index) return t.raised();
    const auto size = static_cast<std::int64_t>(array.length);
    const std::int64_t at = *index < 0 ? *index + size : *index;
    if (at < 0 || at >= size) return t.raise(Exc::IndexError, "bytearray index out of range");
    return static_cast<std::uint64_t>(at);
}

Ref bytearray_getitem_py(Thread& t, Value self, Value key) {
    Ref keep = Ref::share(self);
    auto& array = as<ByteArray>(self);
    if (!is_kind(key, Kind::Slice)) {
        Result<std::uint64_t> at = index_of_key_py(t, array, key);
        if (!at) return t.raised();
        return Ref::plain(Value::small_int(array.data()[*at]));
    }
    Result<SliceNumbers> numbers = slice_numbers_py(t, as<Slice>(key));
    if (!numbers) return t.raised();
    const SliceSpan span = fit_slice(*numbers, array.length);
    if (span.count <= 0) return make_bytearray(t, {});
    const auto count = static_cast<std::uint64_t>(span.count);
    if (span.step == 1)
        return make_bytearray(t, array.text().substr(static_cast<std::size_t>(span.start), count));
    Ref result = make_bytearray_uninit(t, count);
    if (!result) return result;
    std::uint8_t* const out = result.as<ByteArray>().data();
    for (std::int64_t i = 0; i < span.count; ++i) out[i] = array.data()[span.start + i * span.step];
    return result;
}

// Takes out every step-th byte of the span.
Status delete_steps(Thread& t, ByteArray& array, SliceSpan span) {
    if (span.count <= 0) return Status::ok();
    if (!check_no_exports(t, array)) return t.raised();
    if (span.step < 0) {
        span.start += (span.count - 1) * span.step;
        span.step = -span.step;
    }
    std::uint8_t* const data = array.data();
    auto to = static_cast<std::uint64_t>(span.start);
    std::uint64_t from = to;
    for (std::int64_t i = 0; i < span.count; ++i) {
        ++from; // the byte that goes
        const std::uint64_t kept =
            i + 1 < span.count ? static_cast<std::uint64_t>(span.step) - 1 : array.length - from;
        move_bytes(data + to, data + from, kept);
        to += kept;
        from += kept;
    }
    return bytearray_resize(t, array, to);
}

Status assign_slice_py(Thread& t, ByteArray& array, const Slice& slice, Value value) {
    TextBuffer bytes;
    if (!value.is_empty()) {
        if (is_int(value) || value.is_double() || is_str(value)) {
            return t.raise(Exc::TypeError,
                           "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        }
        if (!collect_py(t, value, bytes)) return t.raised();
    }
    Result<SliceNumbers> numbers = slice_numbers_py(t, slice);
    if (!numbers) return t.raised();
    const SliceSpan span = fit_slice(*numbers, array.length);
    const std::string_view content = bytes.view();
    if (span.step == 1) {
        const auto from = static_cast<std::uint64_t>(span.start);
        return bytearray_replace(t, array, from, from + static_cast<std::uint64_t>(span.count), content);
    }
    if (content.empty()) return delete_steps(t, array, span);
    if (static_cast<std::uint64_t>(span.count) != content.size()) {
        return t.raise(Exc::ValueError, "attempt to assign bytes of size {} to extended slice of size {}",
                       content.size(), span.count);
    }
    for (std::int64_t i = 0; i < span.count; ++i) {
        array.data()[span.start + i * span.step] =
            static_cast<std::uint8_t>(content[static_cast<std::size_t>(i)]);
    }
    return Status::ok();
}

Status bytearray_setitem_py(Thread& t, Value self, Value key, Value value) {
    Ref keep = Ref::share(self), keep_value = Ref::share(value), keep_key = Ref::share(key);
    auto& array = as<ByteArray>(self);
    if (is_kind(key, Kind::Slice)) return assign_slice_py(t, array, as<Slice>(key), value);
    std::uint8_t byte = 0;
    if (!value.is_empty()) {
        // The index is checked first, but again after __index__ of the value had its turn.
        if (!index_of_key_py(t, array, key)) return t.raised();
        Result<std::uint8_t> number = byte_from_py(t, value);
        if (!number) return t.raised();
        byte = *number;
    }
    Result<std::uint64_t> at = index_of_key_py(t, array, key);
    if (!at) return t.raised();
    if (value.is_empty()) return bytearray_replace(t, array, *at, *at + 1, {});
    array.data()[*at] = byte;
    return Status::ok();
}

Ref bytearray_concat_py(Thread& t, Value left, Value right) {
    BufferView a, b;
    if (!has_buffer(t, right))
        return t.raise(Exc::TypeError, "can't concat {} to bytearray", *type_of(t, right));
    if (!a.get_py(t, left)) return t.raised();
    if (!b.get_py(t, right)) return raise_cannot_concat(t, right, "bytearray");
    Ref result = make_bytearray_uninit(t, a.size() + b.size());
    if (!result) return result;
    std::uint8_t* const out = result.as<ByteArray>().data();
    move_bytes(out, a.data(), a.size());
    move_bytes(out + a.size(), b.data(), b.size());
    return result;
}

Ref bytearray_inplace_concat_py(Thread& t, Value left, Value right) {
    Ref keep = Ref::share(left);
    auto& array = as<ByteArray>(left);
    if (!has_buffer(t, right))
        return t.raise(Exc::TypeError, "can't concat {} to bytearray", *type_of(t, right));
    BufferView view;
    if (!view.get_py(t, right)) return raise_cannot_concat(t, right, "bytearray");
    if (!bytearray_replace(t, array, array.length, array.length, view.text())) return t.raised();
    return keep;
}

// Whether length * count bytes are more than there can be.
bool is_too_long(std::uint64_t length, std::int64_t count) {
    return length != 0 && static_cast<std::uint64_t>(count) > kMaxLength / length;
}

Ref bytearray_repeat_py(Thread& t, Value self, std::int64_t count) {
    auto& array = as<ByteArray>(self);
    if (count < 0) count = 0;
    if (is_too_long(array.length, count)) return t.raise_memory_error();
    const auto times = static_cast<std::uint64_t>(count);
    Ref result = make_bytearray_uninit(t, array.length * times);
    if (result) repeat_bytes(array.text(), times, result.as<ByteArray>().data());
    return result;
}

Ref bytearray_inplace_repeat_py(Thread& t, Value self, std::int64_t count) {
    auto& array = as<ByteArray>(self);
    if (count < 0) count = 0;
    if (is_too_long(array.length, count)) return t.raise_memory_error();
    const std::uint64_t unit = array.length;
    const auto times = static_cast<std::uint64_t>(count);
    if (!bytearray_resize(t, array, unit * times)) return t.raised();
    if (times > 1) repeat_bytes(array.text().substr(0, unit), times, array.data());
    return Ref::share(self);
}

Ref bytearray_mod_py(Thread& t, Value left, Value right) {
    if (!is_bytearray(left)) return Ref::not_implemented();
    Ref keep = Ref::share(left), keep_args = Ref::share(right);
    const HeldBytes held(left);
    Ref bytes = percent_format_bytes_py(t, held.text(), right);
    if (!bytes) return bytes;
    return make_bytearray(t, bytes.as<Bytes>().text());
}

Status bytearray_get_buffer_py(Thread&, Value self, Buffer& out, bool) {
    auto& array = as<ByteArray>(self);
    ++array.exports;
    out.data = array.data();
    out.length = array.length;
    out.readonly = false;
    return Status::ok();
}

void bytearray_release_buffer(Value self, Buffer&) {
    --as<ByteArray>(self).exports;
}

Ref bytearray_iter_py(Thread& t, Value self) {
    return make_index_iterator(t, TypeId::ByteArrayIterator, self);
}

constexpr Slots make_slots() {
    Slots slots;
    slots.new_py = &bytearray_new_py;
    slots.init_py = &bytearray_init_py;
    slots.repr_py = &bytearray_repr_py;
    slots.str_py = &bytearray_repr_py;
    slots.compare_py = &bytearray_compare_py;
    slots.iter_py = &bytearray_iter_py;
    slots.length_py = &bytearray_length_py;
    slots.getitem_py = &bytearray_getitem_py;
    slots.setitem_py = &bytearray_setitem_py;
    slots.contains_py = &bytes_contains_py;
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Mod)] = &bytearray_mod_py;
    slots.concat_py = &bytearray_concat_py;
    slots.repeat_py = &bytearray_repeat_py;
    slots.inplace_concat_py = &bytearray_inplace_concat_py;
    slots.inplace_repeat_py = &bytearray_inplace_repeat_py;
    slots.get_buffer_py = &bytearray_get_buffer_py;
    slots.release_buffer = &bytearray_release_buffer;
    return slots;
}

// --- Iterator: the array may change its length under it

Step bytearray_iterator_next_py(Thread&, Value self) {
    auto& it = as<IndexIterator>(self);
    if (it.source.is_empty()) return Step::end();
    auto& array = as<ByteArray>(it.source);
    if (static_cast<std::uint64_t>(it.index) < array.length) {
        return Step::item(Ref::plain(Value::small_int(array.data()[it.index++])));
    }
    exhaust(it);
    return Step::end();
}

Ref bytearray_iterator_length_hint(Thread& t, Value self) {
    auto& it = as<IndexIterator>(self);
    const std::int64_t left =
        it.source.is_empty() ? 0 : static_cast<std::int64_t>(as<ByteArray>(it.source).length) - it.index;
    return make_int(t, left < 0 ? 0 : left);
}

Ref bytearray_iterator_reduce(Thread& t, Value self) {
    return reduce_index_iterator(t, as<IndexIterator>(self), t.commons().empty_tuple());
}

Ref bytearray_iterator_setstate(Thread& t, Value self, Value state) {
    Result<std::int64_t> index = iterator_state_py(t, state);
    if (!index) return t.raised();
    auto& it = as<IndexIterator>(self);
    if (!it.source.is_empty())
        it.index = std::min(*index, static_cast<std::int64_t>(as<ByteArray>(it.source).length));
    return Ref::none();
}

constexpr MethodDef kIteratorMethods[] = {
    method<&bytearray_iterator_length_hint>("__length_hint__($self, /)", "How many bytes are left."),
    method<&bytearray_iterator_reduce>("__reduce__($self, /)", "State for pickling."),
    method<&bytearray_iterator_setstate>("__setstate__($self, object, /)",
                                         "Moves to the position of a pickled iterator."),
};

} // namespace

extern constexpr TypeSpec kByteArraySpec = {
    .name = "bytearray",
    .doc = "bytearray(iterable_of_ints) -> bytearray\n"
           "bytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
           "bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n"
           "bytearray() -> empty bytes array\n"
           "\n"
           "A mutable sequence of numbers from 0 to 255.",
    .kind = Kind::ByteArray,
    .flags = kBaseType | kAcyclic | kSelfMatch | kImmutable,
    .size = sizeof(ByteArray),
    .slots = make_slots(),
    .methods = kByteArrayMethods,
    .traverse = &bytearray_traverse,
    .drop = &bytearray_drop,
};

extern constexpr TypeSpec kByteArrayIteratorSpec = {
    .name = "bytearray_iterator",
    .kind = Kind::Iterator,
    .size = sizeof(IndexIterator),
    .slots = {.iter_py = [](Thread&, Value self) { return Ref::share(self); },
              .next_py = &bytearray_iterator_next_py},
    .methods = kIteratorMethods,
    .traverse = &traverse_index_iterator,
};

} // namespace islet
