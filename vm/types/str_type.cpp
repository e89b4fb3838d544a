// SPDX-License-Identifier: MIT
//
// str as a type: what operators, len, iter, hash and repr do, and its iterators.
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/buffer.h"
#include "vm/types/int.h"
#include "vm/types/percent.h"
#include "vm/types/specs.h"
#include "vm/types/str_codec.h"
#include "vm/types/str_methods.h"
#include "vm/types/str_search.h"
#include "vm/types/text_args.h"

namespace islet {

namespace {

// --- Life

// str(bytes, encoding, errors)
Ref decode_object_py(Thread& t, Value object, Value encoding, Value errors) {
    Str* names[2] = {};
    const Value given[2] = {encoding, errors};
    constexpr std::string_view kParameters[2] = {"encoding", "errors"};
    for (int i = 0; i < 2; ++i) {
        if (given[i].is_empty()) continue;
        names[i] = cast<Str>(given[i]);
        if (!names[i]) {
            return t.raise(Exc::TypeError, "str() argument '{}' must be str, not {}", kParameters[i],
                           *type_of(t, given[i]));
        }
    }
    CodecNames codec;
    if (!codec.fill(t, names[0], names[1])) return t.raised();
    if (is_str(object)) return t.raise(Exc::TypeError, "decoding str is not supported");
    if (!has_buffer(t, object)) {
        return t.raise(Exc::TypeError, "decoding to str: need a bytes-like object, {} found",
                       *type_of(t, object));
    }
    BufferView view;
    if (!view.get_py(t, object)) return t.raised();
    return decode_bytes_py(t, view.text(), codec.encoding(), codec.errors());
}

Ref str_new_py(Thread& t, Type& type, const Args& args) {
    Ref text = Ref::nothing();
    if (args.count == 1 && args.total() == 1) {
        text = str_py(t, args[0]);
    } else {
        Value a[3];
        static constexpr const char* kNames[] = {"object", "encoding", "errors"};
        if (args.total() == args.count && !check_positional(t, args, "str", 0, 3)) return t.raised();
        if (!bind_args(t, args, "str", kNames, 0, 0, a)) return t.raised();
        if (a[0].is_empty())
            text = Ref::share(&t.name(Name::empty));
        else if (a[1].is_empty() && a[2].is_empty())
            text = str_py(t, a[0]);
        else
            text = decode_object_py(t, a[0], a[1], a[2]);
    }
    if (!text || &type == t.type(TypeId::Str)) return text;
    return make_str_of_type(t, type, text.as<Str>());
}

void str_traverse(Object* object, Visitor& visit) {
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void str_drop(Heap& heap, Object* object) {
    Str& s = *static_cast<Str*>(object);
    if (s.has(Str::kInterned)) forget_interned(heap.state(), s);
    if (s.has(Str::kExternal)) {
        const auto* const text = reinterpret_cast<const ExternalText*>(&s + 1);
        text->release(text->owner);
    }
    if (s.subclass != 0) drop_attrs(heap, object);
    heap.free_object(object);
}

// --- Operators

Ref str_repr_py(Thread& t, Value self) {
    return str_repr(t, as<Str>(self));
}
Ref str_str_py(Thread& t, Value self) {
    return str_exact(t, as<Str>(self));
}
Result<std::int64_t> str_hash_py(Thread& t, Value self) {
    return str_hash(t, as<Str>(self));
}

Ref str_compare_py(Thread&, Value left, Value right, CompareOp op) {
    const Str* const a = cast<Str>(left);
    const Str* const b = cast<Str>(right);
    if (!a || !b) return Ref::not_implemented();
    switch (op) {
    case CompareOp::Eq: return Ref::boolean(str_equal(*a, *b));
    case CompareOp::Ne: return Ref::boolean(!str_equal(*a, *b));
    case CompareOp::Lt: return Ref::boolean(str_compare(*a, *b) < 0);
    case CompareOp::Le: return Ref::boolean(str_compare(*a, *b) <= 0);
    case CompareOp::Gt: return Ref::boolean(str_compare(*a, *b) > 0);
    case CompareOp::Ge: return Ref::boolean(str_compare(*a, *b) >= 0);
    }
    return Ref::not_implemented();
}

Result<std::int64_t> str_length_py(Thread&, Value self) {
    return static_cast<std::int64_t>(as<Str>(self).length);
}

Ref slice_str(Thread& t, Str& s, const SliceRange& range) {
    if (range.count <= 0) return Ref::share(&t.name(Name::empty));
    if (range.step == 1) {
        const auto start = static_cast<std::uint64_t>(range.start);
        return str_substring(t, s, start, start + static_cast<std::uint64_t>(range.count));
    }
    const auto count = static_cast<std::size_t>(range.count);
    if (count == 1) return make_str_char(t, s.at(static_cast<std::uint64_t>(range.start)));
    char32_t widest = 0;
    const Chars text = chars_of(s);
    const auto index = [&](std::size_t i) {
        return static_cast<std::size_t>(range.start + static_cast<std::int64_t>(i) * range.step);
    };
    if (!s.is_ascii()) {
        for (std::size_t i = 0; i < count; ++i) widest = std::max(widest, text[index(i)]);
    }
    Ref result = make_str_uninit(t, count, widest);
    if (!result) return result;
    Str& out = result.as<Str>();
    const auto fill = [&](auto* to) {
        for (std::size_t i = 0; i < count; ++i)
            to[i] = static_cast<std::remove_reference_t<decltype(*to)>>(text[index(i)]);
    };
    if (out.width() == 1)
        fill(static_cast<std::uint8_t*>(out.data()));
    else if (out.width() == 2)
        fill(static_cast<char16_t*>(out.data()));
    else
        fill(static_cast<char32_t*>(out.data()));
    return result;
}

Ref str_getitem_py(Thread& t, Value self, Value key) {
    Str& s = as<Str>(self);
    std::int64_t index = 0;
    if (key.is_int()) [[likely]] {
        index = key.as_int();
    } else if (is_kind(key, Kind::Slice)) {
        Ref keep = Ref::share(self);
        Result<SliceRange> range = slice_range_py(t, key, s.length);
        if (!range) return t.raised();
        return slice_str(t, s, *range);
    } else if (is_int(key) || type_of(t, key)->slots.index_py) {
        Ref keep = Ref::share(self);
        Result<std::int64_t> converted = index_to_int64_py(t, key, Exc::IndexError);
        if (!converted) return t.raised();
        index = *converted;
    } else {
        return t.raise(Exc::TypeError, "string indices must be integers, not '{}'", *type_of(t, key));
    }
    const auto size = static_cast<std::int64_t>(s.length);
    if (index < 0) index += size;
    if (index < 0 || index >= size) return t.raise(Exc::IndexError, "string index out of range");
    return make_str_char(t, s.at(static_cast<std::uint64_t>(index)));
}

Result<bool> str_contains_py(Thread& t, Value self, Value item) {
    const Str* const sub = cast<Str>(item);
    if (!sub) {
        return t.raise(Exc::TypeError, "'in <string>' requires string as left operand, not {}",
                       *type_of(t, item));
    }
    return find_chars(chars_of(as<Str>(self)), chars_of(*sub)) >= 0;
}

Ref str_concat_py(Thread& t, Value left, Value right) {
    Str* const b = cast<Str>(right);
    if (!b) {
        return t.raise(Exc::TypeError, "can only concatenate str (not \"{}\") to str", *type_of(t, right));
    }
    return str_concat(t, as<Str>(left), *b);
}

Ref str_repeat_py(Thread& t, Value self, std::int64_t count) {
    return str_repeat(t, as<Str>(self), count);
}

Ref str_mod_py(Thread& t, Value left, Value right) {
    if (!is_str(left)) return Ref::not_implemented();
    Ref keep = Ref::share(left), keep_args = Ref::share(right);
    return percent_format_str_py(t, as<Str>(left), right);
}

Ref str_iter_py(Thread& t, Value self) {
    const TypeId type = as<Str>(self).is_ascii() ? TypeId::StrAsciiIterator : TypeId::StrIterator;
    return make_index_iterator(t, type, self);
}

constexpr Slots make_slots() {
    Slots slots;
    slots.new_py = &str_new_py;
    slots.repr_py = &str_repr_py;
    slots.str_py = &str_str_py;
    slots.hash_py = &str_hash_py;
    slots.compare_py = &str_compare_py;
    slots.iter_py = &str_iter_py;
    slots.length_py = &str_length_py;
    slots.getitem_py = &str_getitem_py;
    slots.contains_py = &str_contains_py;
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Mod)] = &str_mod_py;
    slots.concat_py = &str_concat_py;
    slots.repeat_py = &str_repeat_py;
    return slots;
}

// --- Iterators

Step str_iterator_next_py(Thread& t, Value self) {
    auto& it = as<IndexIterator>(self);
    if (it.source.is_empty()) return Step::end();
    const Str& s = as<Str>(it.source);
    if (static_cast<std::uint64_t>(it.index) >= s.length) {
        exhaust(it);
        return Step::end();
    }
    return Step::from(make_str_char(t, s.at(static_cast<std::uint64_t>(it.index++))));
}

Ref str_iterator_length_hint(Thread& t, Value self) {
    auto& it = as<IndexIterator>(self);
    if (it.source.is_empty()) return make_int(t, 0);
    return make_int(t, static_cast<std::int64_t>(as<Str>(it.source).length) - it.index);
}

Ref str_iterator_reduce(Thread& t, Value self) {
    return reduce_index_iterator(t, as<IndexIterator>(self), &t.name(Name::empty));
}

Ref str_iterator_setstate(Thread& t, Value self, Value state) {
    Result<std::int64_t> index = iterator_state_py(t, state);
    if (!index) return t.raised();
    auto& it = as<IndexIterator>(self);
    if (!it.source.is_empty())
        it.index = std::min(*index, static_cast<std::int64_t>(as<Str>(it.source).length));
    return Ref::none();
}

constexpr MethodDef kIteratorMethods[] = {
    method<&str_iterator_length_hint>("__length_hint__($self, /)", "How many characters are left."),
    method<&str_iterator_reduce>("__reduce__($self, /)", "State for pickling."),
    method<&str_iterator_setstate>("__setstate__($self, object, /)",
                                   "Moves to the position of a pickled iterator."),
};

constexpr TypeSpec make_iterator_spec(const char* name) {
    TypeSpec spec{};
    spec.name = name;
    spec.kind = Kind::Iterator;
    spec.size = sizeof(IndexIterator);
    spec.slots.iter_py = [](Thread&, Value self) { return Ref::share(self); };
    spec.slots.next_py = &str_iterator_next_py;
    spec.methods = kIteratorMethods;
    spec.traverse = &traverse_index_iterator;
    return spec;
}

} // namespace

extern constexpr TypeSpec kStrSpec = {
    .name = "str",
    .doc = "str(object='') -> str\n"
           "str(bytes_or_buffer[, encoding[, errors]]) -> str\n"
           "\n"
           "The text of any object, or text decoded from bytes.",
    .kind = Kind::Str,
    .flags = kBaseType | kAcyclic | kVarSized | kSelfMatch | kImmutable,
    .size = sizeof(Str),
    .item_size = 1,
    .slots = make_slots(),
    .methods = kStrMethods,
    .traverse = &str_traverse,
    .drop = &str_drop,
};
extern constexpr TypeSpec kStrIteratorSpec = make_iterator_spec("str_iterator");
extern constexpr TypeSpec kStrAsciiIteratorSpec = make_iterator_spec("str_ascii_iterator");

} // namespace islet
