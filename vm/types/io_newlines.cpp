// SPDX-License-Identifier: MIT
//
// IncrementalNewlineDecoder: text in pieces, whose "\r\n" and "\r" become "\n". A "\r" at the end of a piece
// waits for the next one, for "\n" may follow. Behind another incremental decoder, or alone for str.
#include "vm/types/io.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/bytes.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/str_builder.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

constexpr std::uint8_t kSeenCr = 1, kSeenLf = 2, kSeenCrLf = 4;

struct NewlineDecoder : Object {
    Value decoder; // None: the input is text; empty: not initialised
    Value errors;
    bool translate;
    bool waiting;      // a "\r" came last
    std::uint8_t seen; // bits kSeen...
};

NewlineDecoder& self_of(Value v) {
    return *static_cast<NewlineDecoder*>(v.object());
}

Ref decoder_new_py(Thread& t, Type& type, const Args&) {
    const std::size_t bytes = instance_bytes(type);
    void* const block = t.heap().alloc_object(bytes);
    if (!block) return t.raise_memory_error();
    std::memset(block, 0, bytes);
    auto* const decoder = static_cast<NewlineDecoder*>(block);
    init_instance(decoder, type);
    decoder->decoder = decoder->errors = Value();
    return Ref::adopt(Value(decoder));
}

Status decoder_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"decoder", "translate", "errors"};
    Value a[3];
    if (!bind_args(t, args, "IncrementalNewlineDecoder", kNames, 0, 2, a)) return t.raised();
    const Result<bool> translate = truth_py(t, a[1]);
    if (!translate) return t.raised();
    NewlineDecoder& d = self_of(self);
    release(std::exchange(d.decoder, Ref::share(a[0]).release()));
    if (a[2].is_object()) retain(a[2]);
    release(std::exchange(d.errors, a[2]));
    d.translate = *translate;
    d.waiting = false;
    d.seen = 0;
    return Status::ok();
}

NewlineDecoder* ready(Thread& t, Value self) {
    NewlineDecoder& d = self_of(self);
    if (!d.decoder.is_empty()) return &d;
    static_cast<void>(t.raise(Exc::ValueError, "IncrementalNewlineDecoder.__init__() not called"));
    return nullptr;
}

// Counts the newlines of `text`, and translates them if need be. A "\r" that waited stands before it.
Ref settle(Thread& t, NewlineDecoder& d, const Str& text, bool final) {
    const bool had = std::exchange(d.waiting, false) && (text.length > 0 || final);
    std::uint64_t end = text.length;
    if (!final && text.length == 0) return make_str(t, "");
    if (!final && end > 0 && text.at(end - 1) == '\r') {
        --end;
        d.waiting = true;
    }
    StrBuilder out(t);
    const auto char_at = [&](std::uint64_t i) -> char32_t {
        return had ? i == 0 ? U'\r' : text.at(i - 1) : text.at(i);
    };
    const std::uint64_t count = end + (had ? 1 : 0);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i % 4096 == 4095 && !t.checkpoint_py()) return t.raised();
        const char32_t c = char_at(i);
        if (c == '\r') {
            const bool pair = i + 1 < count && char_at(i + 1) == '\n';
            d.seen = static_cast<std::uint8_t>(d.seen | (pair ? kSeenCrLf : kSeenCr));
            if (pair) ++i;
            if (!d.translate) out.append_char('\r');
            if (d.translate || pair) out.append_char('\n');
            continue;
        }
        if (c == '\n') d.seen = static_cast<std::uint8_t>(d.seen | kSeenLf);
        out.append_char(c);
    }
    return out.finish();
}

Ref decoder_decode_py(Thread& t, Value self, Value input, bool final) {
    NewlineDecoder* const d = ready(t, self);
    if (!d) return t.raised();
    Ref text = Ref::share(input);
    if (!d->decoder.is_none()) {
        Ref decoder = Ref::share(d->decoder);
        const Value args[] = {input, Value::boolean(final)};
        text = io_method_py(t, decoder.get(), "decode", args);
        if (!text) return t.raised();
    }
    if (!is_str(text.get())) {
        return t.raise(Exc::TypeError, "decoder should return a string result, not '{}'",
                       *type_of(t, text.get()));
    }
    if (!final && d->waiting && text.as<Str>().length == 0) return text;
    return settle(t, *d, text.as<Str>(), final);
}

// (what the inner decoder still holds, its flags times two plus whether a "\r" waits)
Ref decoder_getstate_py(Thread& t, Value self) {
    NewlineDecoder* const d = ready(t, self);
    if (!d) return t.raised();
    Ref buffer = make_bytes(t, "");
    std::int64_t flags = 0;
    if (!d->decoder.is_none()) {
        Ref decoder = Ref::share(d->decoder);
        Ref state = io_method_py(t, decoder.get(), "getstate");
        if (!state) return t.raised();
        if (!is_kind(state.get(), Kind::Tuple) || state.as<Tuple>().size != 2)
            return t.raise(Exc::TypeError, "illegal decoder state");
        buffer = Ref::share(state.as<Tuple>()[0]);
        const Result<std::int64_t> inner = index_to_int64_py(t, state.as<Tuple>()[1]);
        if (!inner) return t.raised();
        flags = static_cast<std::int64_t>(static_cast<std::uint64_t>(*inner) << 1);
    }
    if (!buffer) return t.raised();
    Ref number = make_int(t, flags | (d->waiting ? 1 : 0));
    return number ? make_tuple(t, {buffer.get(), number.get()}) : Ref(t.raised());
}

Ref decoder_setstate_py(Thread& t, Value self, Value state) {
    NewlineDecoder* const d = ready(t, self);
    if (!d) return t.raised();
    if (!is_kind(state, Kind::Tuple)) return t.raise(Exc::TypeError, "state argument must be a tuple");
    if (as<Tuple>(state).size != 2 || !is_int(as<Tuple>(state)[1]))
        return t.raise(Exc::TypeError, "setstate(): illegal state argument");
    const Result<std::int64_t> flags = index_to_int64_py(t, as<Tuple>(state)[1]);
    if (!flags) return t.raised();
    d->waiting = (*flags & 1) != 0;
    if (d->decoder.is_none()) return Ref::none();
    Ref number = make_int(t, *flags >> 1);
    Ref inner = number ? make_tuple(t, {as<Tuple>(state)[0], number.get()}) : Ref(t.raised());
    if (!inner) return t.raised();
    Ref decoder = Ref::share(d->decoder);
    const Value argument = inner.get();
    return io_method_py(t, decoder.get(), "setstate", std::span<const Value>(&argument, 1));
}

Ref decoder_reset_py(Thread& t, Value self) {
    NewlineDecoder* const d = ready(t, self);
    if (!d) return t.raised();
    d->seen = 0;
    d->waiting = false;
    if (d->decoder.is_none()) return Ref::none();
    Ref decoder = Ref::share(d->decoder);
    return io_method_py(t, decoder.get(), "reset");
}

Ref decoder_newlines(Thread& t, Value self) {
    NewlineDecoder* const d = ready(t, self);
    return d ? newlines_of(t, d->seen) : Ref(t.raised());
}

void decoder_traverse(Object* object, Visitor& visit) {
    auto* const d = static_cast<NewlineDecoder*>(object);
    visit(d->decoder);
    visit(d->errors);
    traverse_attrs(object, visit);
}
void decoder_drop(Heap& heap, Object* object) {
    auto* const d = static_cast<NewlineDecoder*>(object);
    release(d->decoder);
    release(d->errors);
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&decoder_decode_py>("decode($self, /, input, final=False)", "Decode a piece."),
    method<&decoder_getstate_py>("getstate($self, /)", "The state between two pieces."),
    method<&decoder_setstate_py>("setstate($self, state, /)", "Go back to a state."),
    method<&decoder_reset_py>("reset($self, /)", "Forget all that came."),
};
constexpr GetSetDef kGetSet[] = {{"newlines", decoder_newlines, nullptr, nullptr}};

} // namespace

const TypeSpec kIncrementalNewlineDecoderSpec = {
    .name = "IncrementalNewlineDecoder",
    .module = "_io",
    .doc =
        "Codec used when reading a file in universal newlines mode.\n\nIt wraps another incremental decoder, "
        "translates \\r\\n and \\r into \\n if asked to, and keeps\na record of the newlines that it met. "
        "Without a decoder it takes str.",
    .kind = Kind::Native,
    .flags = kBaseType,
    .size = sizeof(NewlineDecoder),
    .slots = {.new_py = decoder_new_py, .init_py = decoder_init_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = decoder_traverse,
    .drop = decoder_drop,
};

} // namespace islet
