// SPDX-License-Identifier: MIT
//
// bytes as a type: making, operators, iterator; and what it shares with bytearray below the methods.
#include "vm/types/bytes.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/bytes_methods.h"
#include "vm/types/int.h"
#include "vm/types/percent.h"
#include "vm/types/specs.h"
#include "vm/types/str_codec.h"
#include "vm/types/str_search.h"
#include "vm/types/text_args.h"
#include "vm/types/tuple.h"

#include <cstring>

namespace islet {

namespace {

constexpr std::uint64_t kMaxLength = std::uint64_t{1} << 46;

// Null: out of memory.
Bytes* alloc_bytes(Heap& heap, std::uint64_t length) {
    if (length > kMaxLength) return nullptr;
    auto* const b = static_cast<Bytes*>(heap.alloc_object(sizeof(Bytes) + length));
    if (!b) return nullptr;
    b->refs = 1;
    b->kind = Kind::Bytes;
    b->subclass = 0;
    b->flags = 0;
    b->shape = nullptr;
    b->length = length;
    b->hash_value = -1;
    return b;
}

} // namespace

Ref make_bytes_uninit(Thread& t, std::uint64_t length) {
    if (length == 0) return Ref::share(t.commons().empty_bytes());
    Bytes* const b = alloc_bytes(t.heap(), length);
    if (!b) return t.raise_memory_error();
    b->shape = t.type(TypeId::Bytes)->shape;
    return Ref::adopt(b);
}

Ref make_bytes(Thread& t, const void* data, std::uint64_t length) {
    if (length == 1) return Ref::share(t.commons().byte(*static_cast<const std::uint8_t*>(data)));
    Ref result = make_bytes_uninit(t, length);
    if (result && length != 0) std::memcpy(result.as<Bytes>().data(), data, length);
    return result;
}

Bytes* make_commons_bytes(Heap& heap, const void* data, std::size_t length) {
    Bytes* const b = alloc_bytes(heap, length);
    if (b && length != 0) std::memcpy(b->data(), data, length);
    return b;
}

std::int64_t bytes_hash(Thread& t, Bytes& b) {
    if (b.hash_value != -1) return b.hash_value;
    const std::int64_t hash = hash_bytes(t.commons().hash_key(), b.data(), b.length);
    // Bytes of the commons lie on read-only pages.
    if (!b.is_immortal()) b.hash_value = hash;
    return hash;
}

void append_bytes_repr(TextBuffer& out, std::string_view bytes) {
    const bool has_single = bytes.find('\'') != std::string_view::npos;
    const char quote = has_single && bytes.find('"') == std::string_view::npos ? '"' : '\'';
    out.append('b');
    out.append(quote);
    for (const char ch : bytes) {
        const auto c = static_cast<unsigned char>(ch);
        if (ch == quote || ch == '\\')
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
    out.append(quote);
}

// --- Shared with bytearray

Ref make_like(Thread& t, Value like, std::string_view content) {
    return is_bytes(like) ? make_bytes(t, content) : make_bytearray(t, content);
}

Ref make_like_uninit(Thread& t, Value like, std::uint64_t length, std::uint8_t*& out) {
    Ref result = is_bytes(like) ? make_bytes_uninit(t, length) : make_bytearray_uninit(t, length);
    if (result) out = is_bytes(like) ? result.as<Bytes>().data() : result.as<ByteArray>().data();
    return result;
}

Ref share_or_copy(Thread& t, Value self) {
    if (is_exact(self, Kind::Bytes)) return Ref::share(self);
    const HeldBytes held(self);
    return make_like(t, self, held.text());
}

Result<std::uint8_t> byte_from_py(Thread& t, Value v, const char* what) {
    std::int64_t number = -1;
    if (v.is_int()) {
        number = v.as_int();
    } else {
        Result<std::int64_t> index = index_clamped_py(t, v);
        if (!index) return t.raised();
        number = *index;
    }
    if (number < 0 || number > 255) return t.raise(Exc::ValueError, "{} must be in range(0, 256)", what);
    return static_cast<std::uint8_t>(number);
}

Result<bool> bytes_contains_py(Thread& t, Value self, Value item) {
    Ref keep = Ref::share(self);
    if (is_int(item) || (!has_buffer(t, item) && type_of(t, item)->slots.index_py)) {
        Result<std::uint8_t> byte = byte_from_py(t, item);
        if (!byte) return t.raised();
        const HeldBytes held(self);
        return find_char(Chars(held.text()), *byte) >= 0;
    }
    BufferView view;
    if (!view.get_py(t, item)) return t.raised();
    const HeldBytes held(self);
    return find_chars(Chars(held.text()), Chars(view.text())) >= 0;
}

Raised raise_cannot_concat(Thread& t, Value other, std::string_view type_name) {
    t.clear_pending();
    return t.raise(Exc::TypeError, "can't concat {} to {}", *type_of(t, other), type_name);
}

Ref compare_bytes(std::string_view a, std::string_view b, CompareOp op) {
    if (op == CompareOp::Eq) return Ref::boolean(a == b);
    if (op == CompareOp::Ne) return Ref::boolean(a != b);
    const int order = a.compare(b);
    switch (op) {
    case CompareOp::Lt: return Ref::boolean(order < 0);
    case CompareOp::Le: return Ref::boolean(order <= 0);
    case CompareOp::Gt: return Ref::boolean(order > 0);
    default: return Ref::boolean(order >= 0);
    }
}

namespace {

// The separator of hex(); TypeError and ValueError in CPython's words.
Result<char> read_hex_separator_py(Thread& t, Value sep) {
    Result<std::int64_t> length = length_py(t, sep);
    if (!length) return t.raised();
    if (*length != 1) return t.raise(Exc::ValueError, "sep must be length 1.");
    char32_t c = 0;
    if (const Str* const s = cast<Str>(sep))
        c = s->at(0);
    else if (const Bytes* const b = cast<Bytes>(sep))
        c = b->data()[0];
    else
        return t.raise(Exc::TypeError, "sep must be str or bytes.");
    if (c > 127) return t.raise(Exc::ValueError, "sep must be ASCII.");
    return static_cast<char>(c);
}

int hex_digit(unsigned char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Raised raise_no_hex(Thread& t, std::size_t at) {
    return t.raise(Exc::ValueError, "non-hexadecimal number found in fromhex() arg at position {}", at);
}

} // namespace

Ref hex_text_py(Thread& t, std::string_view bytes, Value sep, std::int32_t bytes_per_sep) {
    char separator = 0;
    if (!sep.is_empty()) {
        Result<char> read = read_hex_separator_py(t, sep);
        if (!read) return t.raised();
        separator = *read;
    }
    const bool grouped = !sep.is_empty() && bytes_per_sep != 0 && !bytes.empty();
    // Positive groups are counted from the right, negative ones from the left.
    const auto group = static_cast<std::uint64_t>(
        bytes_per_sep < 0 ? -static_cast<std::int64_t>(bytes_per_sep) : bytes_per_sep);
    const std::uint64_t separators = grouped ? (bytes.size() - 1) / group : 0;
    Ref result = make_str_uninit(t, bytes.size() * 2 + separators, 0);
    if (!result || bytes.empty()) return result;
    auto* out = static_cast<char*>(result.as<Str>().data());
    constexpr char kDigits[] = "0123456789abcdef";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t counted = bytes_per_sep < 0 ? i : bytes.size() - i;
        if (grouped && i != 0 && counted % group == 0) *out++ = separator;
        const auto c = static_cast<unsigned char>(bytes[i]);
        *out++ = kDigits[c >> 4];
        *out++ = kDigits[c & 15];
    }
    return result;
}

Status parse_hex_py(Thread& t, Value text, TextBuffer& out) {
    BufferView view;
    std::string_view digits;
    if (const Str* const s = cast<Str>(text)) {
        if (!s->is_ascii()) {
            std::size_t at = 0;
            while (s->at(at) < 128) ++at;
            return raise_no_hex(t, at);
        }
        digits = s->ascii();
    } else if (has_buffer(t, text)) {
        if (!view.get_py(t, text)) return t.raised();
        digits = view.text();
    } else {
        return t.raise(Exc::TypeError, "fromhex() argument must be str or bytes-like, not {}",
                       *type_of(t, text));
    }
    for (std::size_t i = 0; i < digits.size();) {
        const auto c = static_cast<unsigned char>(digits[i]);
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            ++i;
            continue;
        }
        const int high = hex_digit(c);
        if (high < 0) return raise_no_hex(t, i);
        if (i + 1 == digits.size()) {
            return t.raise(Exc::ValueError,
                           "fromhex() arg must contain an even number of hexadecimal digits");
        }
        const int low = hex_digit(static_cast<unsigned char>(digits[i + 1]));
        if (low < 0) return raise_no_hex(t, i + 1);
        out.append(static_cast<char>(high << 4 | low));
        i += 2;
    }
    if (out.failed()) return t.raise_memory_error();
    return Status::ok();
}

Status BytesArgs::bind(Thread& t, const Args& args, const char* function_name) {
    static constexpr const char* kNames[] = {"source", "encoding", "errors"};
    Value out[3];
    if (!bind_args(t, args, function_name, kNames, 0, 0, out)) return t.raised();
    source = out[0];
    encoding = out[1];
    errors = out[2];
    for (int i = 1; i < 3; ++i) {
        if (out[i].is_empty() || is_str(out[i])) continue;
        return t.raise(Exc::TypeError, "{}() argument '{}' must be str, not {}", function_name, kNames[i],
                       BadArgument{t, out[i]});
    }
    return Status::ok();
}

Ref encode_source_py(Thread& t, const BytesArgs& args) {
    Str* const text = args.source.is_empty() ? nullptr : cast<Str>(args.source);
    if (!args.encoding.is_empty() && !text)
        return t.raise(Exc::TypeError, "encoding without a string argument");
    if (args.encoding.is_empty()) {
        if (!args.errors.is_empty()) {
            if (text) return t.raise(Exc::TypeError, "string argument without an encoding");
            return t.raise(Exc::TypeError, "errors without a string argument");
        }
        return Ref::nothing();
    }
    CodecNames names;
    Str* const errors = args.errors.is_empty() ? nullptr : &as<Str>(args.errors);
    if (!names.fill(t, &as<Str>(args.encoding), errors)) return t.raised();
    return encode_str_py(t, *text, names.encoding(), names.errors());
}

Result<std::int64_t> read_length_py(Thread& t, Value source) {
    if (!is_int(source) && !type_of(t, source)->slots.index_py) return -1;
    Result<std::int64_t> length = index_to_int64_py(t, source);
    if (!length) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return -1;
    }
    if (*length < 0) return t.raise(Exc::ValueError, "negative count");
    return *length;
}

Status append_iterable_py(Thread& t, Value source, TextBuffer& out, const char* type_name, const char* what) {
    Ref iterator = is_str(source) ? Ref::nothing() : iter_py(t, source);
    if (!iterator) {
        if (t.has_pending()) {
            if (!t.pending_is(Exc::TypeError)) return t.raised();
            t.clear_pending();
        }
        return t.raise(Exc::TypeError, "cannot convert '{}' object to {}", *type_of(t, source), type_name);
    }
    return for_each_py(t, iterator.get(), [&](Value item) -> Status {
        Result<std::uint8_t> byte = byte_from_py(t, item, what);
        if (!byte) return t.raised();
        out.append(static_cast<char>(*byte));
        if (out.failed()) return t.raise_memory_error();
        return Status::ok();
    });
}

// --- Making bytes

namespace {

Ref zero_bytes(Thread& t, std::int64_t length) {
    if (length > INT64_MAX - static_cast<std::int64_t>(sizeof(Bytes)) - 1) {
        return t.raise(Exc::OverflowError, "byte string is too large");
    }
    Ref result = make_bytes_uninit(t, static_cast<std::uint64_t>(length));
    if (result && length != 0) std::memset(result.as<Bytes>().data(), 0, static_cast<std::size_t>(length));
    return result;
}

Ref bytes_from_args_py(Thread& t, const BytesArgs& args) {
    Ref encoded = encode_source_py(t, args);
    if (encoded || t.has_pending()) return encoded;
    const Value source = args.source;
    if (source.is_empty()) return make_bytes_uninit(t, 0);
    if (!is_exact(source, Kind::Bytes)) {
        Ref made = call_special_py(t, source, Name::dunder_bytes, {});
        if (!made && t.has_pending()) return made;
        if (made) {
            if (is_bytes(made.get())) return made;
            return t.raise(Exc::TypeError, "__bytes__ returned non-bytes (type {})", *type_of(t, made.get()));
        }
    }
    if (is_str(source)) return t.raise(Exc::TypeError, "string argument without an encoding");
    Result<std::int64_t> length = read_length_py(t, source);
    if (!length) return t.raised();
    if (*length >= 0) return zero_bytes(t, *length);
    return bytes_from_py(t, source);
}

Ref make_bytes_of_type(Thread& t, Type& type, std::string_view content) {
    if (content.size() > kMaxLength) return t.raise_memory_error();
    auto* const b = static_cast<Bytes*>(t.heap().alloc_object(instance_bytes(type, content.size())));
    if (!b) return t.raise_memory_error();
    init_instance(b, type); // writes zero to what it does not know
    b->length = content.size();
    b->hash_value = -1;
    if (!content.empty()) std::memcpy(b->data(), content.data(), content.size());
    return Ref::adopt(b);
}

Ref bytes_new_py(Thread& t, Type& type, const Args& args) {
    BytesArgs bound;
    if (!bound.bind(t, args, "bytes")) return t.raised();
    Ref content = bytes_from_args_py(t, bound);
    if (!content || &type == t.type(TypeId::Bytes)) return content;
    return make_bytes_of_type(t, type, content.as<Bytes>().text());
}

void bytes_traverse(Object* object, Visitor& visit) {
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void bytes_drop(Heap& heap, Object* object) {
    if (object->has(Bytes::kExternal)) {
        const auto* const text = reinterpret_cast<const ExternalText*>(static_cast<Bytes*>(object) + 1);
        text->release(text->owner);
    }
    if (object->subclass != 0) drop_attrs(heap, object);
    heap.free_object(object);
}

// --- Operators

Ref bytes_repr_py(Thread& t, Value self) {
    TextBuffer out;
    append_bytes_repr(out, as<Bytes>(self).text());
    return make_str(t, out);
}

Result<std::int64_t> bytes_hash_py(Thread& t, Value self) {
    return bytes_hash(t, as<Bytes>(self));
}

Ref bytes_compare_py(Thread&, Value left, Value right, CompareOp op) {
    if (!is_bytes(left) || !is_bytes(right)) return Ref::not_implemented();
    return compare_bytes(as<Bytes>(left).text(), as<Bytes>(right).text(), op);
}

Result<std::int64_t> bytes_length_py(Thread&, Value self) {
    return static_cast<std::int64_t>(as<Bytes>(self).length);
}

Ref slice_bytes(Thread& t, Bytes& b, const SliceRange& range) {
    const auto count = static_cast<std::uint64_t>(range.count < 0 ? 0 : range.count);
    if (range.step == 1 && count == b.length && b.subclass == 0) return Ref::share(&b);
    const auto start = static_cast<std::size_t>(range.start);
    if (range.step == 1 || count <= 1) return make_bytes(t, count == 0 ? "" : b.text().substr(start, count));
    Ref result = make_bytes_uninit(t, count);
    if (!result) return result;
    std::uint8_t* const out = result.as<Bytes>().data();
    for (std::size_t i = 0; i < count; ++i)
        out[i] = b.data()[range.start + static_cast<std::int64_t>(i) * range.step];
    return result;
}

Ref bytes_getitem_py(Thread& t, Value self, Value key) {
    Bytes& b = as<Bytes>(self);
    if (key.is_int() && static_cast<std::uint64_t>(key.as_int()) < b.length) [[likely]] {
        return Ref::plain(Value::small_int(b.data()[key.as_int()]));
    }
    Ref keep = Ref::share(self);
    if (is_kind(key, Kind::Slice)) {
        Result<SliceRange> range = slice_range_py(t, key, b.length);
        if (!range) return t.raised();
        return slice_bytes(t, b, *range);
    }
    if (!is_int(key) && !type_of(t, key)->slots.index_py) {
        return t.raise(Exc::TypeError, "byte indices must be integers or slices, not {}", *type_of(t, key));
    }
    Result<std::int64_t> index = index_to_int64_py(t, key, Exc::IndexError);
    if (!index) return t.raised();
    const auto size = static_cast<std::int64_t>(b.length);
    const std::int64_t at = *index < 0 ? *index + size : *index;
    if (at < 0 || at >= size) return t.raise(Exc::IndexError, "index out of range");
    return Ref::plain(Value::small_int(b.data()[at]));
}

Ref bytes_concat_py(Thread& t, Value left, Value right) {
    BufferView a, b;
    if (!has_buffer(t, right)) return t.raise(Exc::TypeError, "can't concat {} to bytes", *type_of(t, right));
    if (!a.get_py(t, left)) return t.raised();
    if (!b.get_py(t, right)) return raise_cannot_concat(t, right, "bytes");
    if (a.size() == 0 && is_exact(right, Kind::Bytes)) return Ref::share(right);
    if (b.size() == 0 && is_exact(left, Kind::Bytes)) return Ref::share(left);
    Ref result = make_bytes_uninit(t, a.size() + b.size());
    if (!result) return result;
    std::uint8_t* const out = result.as<Bytes>().data();
    if (a.size() != 0) std::memcpy(out, a.data(), a.size());
    if (b.size() != 0) std::memcpy(out + a.size(), b.data(), b.size());
    return result;
}

Ref bytes_repeat_py(Thread& t, Value self, std::int64_t count) {
    Bytes& b = as<Bytes>(self);
    if (count <= 0 || b.length == 0) return make_bytes_uninit(t, 0);
    if (count == 1 && b.subclass == 0) return Ref::share(self);
    const auto times = static_cast<std::uint64_t>(count);
    if (times > static_cast<std::uint64_t>(INT64_MAX) / b.length) {
        return t.raise(Exc::OverflowError, "repeated bytes are too long");
    }
    Ref result = make_bytes_uninit(t, b.length * times);
    if (result) repeat_bytes(b.text(), times, result.as<Bytes>().data());
    return result;
}

Ref bytes_mod_py(Thread& t, Value left, Value right) {
    if (!is_bytes(left)) return Ref::not_implemented();
    Ref keep = Ref::share(left), keep_args = Ref::share(right);
    return percent_format_bytes_py(t, as<Bytes>(left).text(), right);
}

Status bytes_get_buffer_py(Thread& t, Value self, Buffer& out, bool writable) {
    if (writable) return t.raise(Exc::BufferError, "Object is not writable.");
    Bytes& b = as<Bytes>(self);
    out.data = b.data();
    out.length = b.length;
    return Status::ok();
}

Ref bytes_iter_py(Thread& t, Value self) {
    return make_index_iterator(t, TypeId::BytesIterator, self);
}

constexpr Slots make_slots() {
    Slots slots;
    slots.new_py = &bytes_new_py;
    slots.repr_py = &bytes_repr_py;
    slots.str_py = &bytes_repr_py;
    slots.hash_py = &bytes_hash_py;
    slots.compare_py = &bytes_compare_py;
    slots.iter_py = &bytes_iter_py;
    slots.length_py = &bytes_length_py;
    slots.getitem_py = &bytes_getitem_py;
    slots.contains_py = &bytes_contains_py;
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Mod)] = &bytes_mod_py;
    slots.concat_py = &bytes_concat_py;
    slots.repeat_py = &bytes_repeat_py;
    slots.get_buffer_py = &bytes_get_buffer_py;
    return slots;
}

// --- Iterator

Step bytes_iterator_next_py(Thread&, Value self) {
    auto& it = as<IndexIterator>(self);
    if (it.source.is_empty()) return Step::end();
    const Bytes& b = as<Bytes>(it.source);
    if (static_cast<std::uint64_t>(it.index) < b.length) {
        return Step::item(Ref::plain(Value::small_int(b.data()[it.index++])));
    }
    exhaust(it);
    return Step::end();
}

Ref bytes_iterator_length_hint(Thread& t, Value self) {
    auto& it = as<IndexIterator>(self);
    return make_int(
        t, it.source.is_empty() ? 0 : static_cast<std::int64_t>(as<Bytes>(it.source).length) - it.index);
}

Ref bytes_iterator_reduce(Thread& t, Value self) {
    return reduce_index_iterator(t, as<IndexIterator>(self), t.commons().empty_tuple());
}

Ref bytes_iterator_setstate(Thread& t, Value self, Value state) {
    Result<std::int64_t> index = iterator_state_py(t, state);
    if (!index) return t.raised();
    auto& it = as<IndexIterator>(self);
    if (!it.source.is_empty())
        it.index = std::min(*index, static_cast<std::int64_t>(as<Bytes>(it.source).length));
    return Ref::none();
}

constexpr MethodDef kIteratorMethods[] = {
    method<&bytes_iterator_length_hint>("__length_hint__($self, /)", "How many bytes are left."),
    method<&bytes_iterator_reduce>("__reduce__($self, /)", "State for pickling."),
    method<&bytes_iterator_setstate>("__setstate__($self, object, /)",
                                     "Moves to the position of a pickled iterator."),
};

} // namespace

void repeat_bytes(std::string_view unit, std::uint64_t times, std::uint8_t* out) {
    const std::size_t total = unit.size() * times;
    if (total == 0) return;
    if (unit.size() == 1) {
        std::memset(out, unit[0], total);
        return;
    }
    std::memmove(out, unit.data(), unit.size());
    // Doubling: each pass copies all that is there.
    for (std::size_t done = unit.size(); done < total;) {
        const std::size_t step = std::min(done, total - done);
        std::memcpy(out + done, out, step);
        done += step;
    }
}

Ref bytes_from_py(Thread& t, Value v) {
    if (is_exact(v, Kind::Bytes)) return Ref::share(v);
    if (has_buffer(t, v)) {
        BufferView view;
        if (!view.get_any_py(t, v)) return t.raised();
        Ref result = make_bytes_uninit(t, view.size());
        if (result && view.size() != 0) copy_items(view.buffer(), result.as<Bytes>().data());
        return result;
    }
    TextBuffer out;
    if (!append_iterable_py(t, v, out, "bytes", "bytes")) return t.raised();
    return make_bytes(t, out.view());
}

Ref bytes_fromhex(Thread& t, Type& type, Value string) {
    TextBuffer out;
    if (!parse_hex_py(t, string, out)) return t.raised();
    Ref bytes = make_bytes(t, out.view());
    if (!bytes || &type == t.type(TypeId::Bytes)) return bytes;
    return call_py(t, &type, bytes.get());
}

Ref bytes_getnewargs(Thread& t, Bytes& self) {
    Ref content = make_bytes(t, self.text());
    if (!content) return content;
    return make_tuple(t, {content.get()});
}

Ref bytes_bytes(Thread& t, Value self) {
    return share_or_copy(t, self);
}

extern constexpr TypeSpec kBytesSpec = {
    .name = "bytes",
    .doc = "bytes(iterable_of_ints) -> bytes\n"
           "bytes(string, encoding[, errors]) -> bytes\n"
           "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
           "bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n"
           "bytes() -> empty bytes object\n"
           "\n"
           "An immutable sequence of numbers from 0 to 255.",
    .kind = Kind::Bytes,
    .flags = kBaseType | kAcyclic | kVarSized | kSelfMatch | kImmutable,
    .size = sizeof(Bytes),
    .item_size = 1,
    .slots = make_slots(),
    .methods = kBytesMethods,
    .traverse = &bytes_traverse,
    .drop = &bytes_drop,
};

extern constexpr TypeSpec kBytesIteratorSpec = {
    .name = "bytes_iterator",
    .kind = Kind::Iterator,
    .size = sizeof(IndexIterator),
    .slots = {.iter_py = [](Thread&, Value self) { return Ref::share(self); },
              .next_py = &bytes_iterator_next_py},
    .methods = kIteratorMethods,
    .traverse = &traverse_index_iterator,
};

} // namespace islet
