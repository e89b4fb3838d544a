// SPDX-License-Identifier: MIT
#include "vm/types/str_codec.h"

#include "vm/model/call.h"
#include "vm/types/int.h"

namespace islet {

namespace {

// type(encoding, object, start, end, reason), raised.
Raised raise_unicode_error(Thread& t, Exc type, std::string_view encoding, Value object, std::uint64_t start,
                           std::uint64_t end, std::string_view reason) {
    Ref name = make_str(t, encoding);
    if (!name) return t.raised();
    Ref why = make_str(t, reason);
    if (!why) return t.raised();
    Ref from = make_int_unsigned(t, start);
    if (!from) return t.raised();
    Ref to = make_int_unsigned(t, end);
    if (!to) return t.raised();
    const Value args[] = {name.get(), object, from.get(), to.get(), why.get()};
    Ref error = call_py(t, t.type(static_cast<TypeId>(type)), Args(args, 5));
    if (!error) return t.raised();
    return t.raise_object(std::move(error));
}

} // namespace

Raised raise_encode_error(Thread& t, std::string_view encoding, Str& text, std::uint64_t start, std::uint64_t end,
                          std::string_view reason) {
    return raise_unicode_error(t, Exc::UnicodeEncodeError, encoding, &text, start, end, reason);
}

Raised raise_decode_error(Thread& t, std::string_view encoding, std::string_view bytes, std::uint64_t start,
                          std::uint64_t end, std::string_view reason) {
    Ref object = make_bytes(t, bytes);
    if (!object) return t.raised();
    return raise_unicode_error(t, Exc::UnicodeDecodeError, encoding, object.get(), start, end, reason);
}

} // namespace islet
