// SPDX-License-Identifier: MIT
//
// The module _codecs: encode and decode by name, with the codecs that are built in.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/types/buffer.h"
#include "vm/types/str_codec.h"

namespace islet {

namespace {

// The names of the two arguments, with their defaults.
Status read_names(Thread& t, const char* function, Value encoding, Value errors, CodecNames& out) {
    for (const auto& [v, name] : {std::pair{encoding, "encoding"}, std::pair{errors, "errors"}}) {
        if (!v.is_empty() && !is_str(v)) {
            return t.raise(Exc::TypeError, "{}() argument '{}' must be str, not {}", function, name,
                           *type_of(t, v));
        }
    }
    return out.fill(t, cast<Str>(encoding), cast<Str>(errors));
}

Ref codecs_encode_py(Thread& t, Value object, Value encoding, Value errors) {
    CodecNames names;
    if (!read_names(t, "encode", encoding, errors, names)) return t.raised();
    if (!is_str(object))
        return t.raise(Exc::TypeError, "encode() argument 1 must be str, not {}", *type_of(t, object));
    const Ref held = Ref::share(object);
    return encode_str_py(t, as<Str>(object), names.encoding(), names.errors());
}

Ref codecs_decode_py(Thread& t, Value object, Value encoding, Value errors) {
    CodecNames names;
    if (!read_names(t, "decode", encoding, errors, names)) return t.raised();
    BufferView view;
    if (!view.get_py(t, object)) return t.raised();
    return decode_bytes_py(t, view.text(), names.encoding(), names.errors());
}

constexpr MethodDef kFunctions[] = {
    function<&codecs_encode_py>("encode($module, /, obj, encoding='utf-8', errors='strict')",
                                "Encode a str. `errors` names what happens to characters that the\n"
                                "encoding does not have: 'strict' raises, others replace or leave out."),
    function<&codecs_decode_py>("decode($module, /, obj, encoding='utf-8', errors='strict')",
                                "Decode bytes. `errors` names what happens to bytes that mean nothing:\n"
                                "'strict' raises, others replace or leave out."),
};

} // namespace

const ModuleDef kCodecsModule = {
    .name = "_codecs",
    .doc = "Encoding and decoding by name.",
    .functions = kFunctions,
};

} // namespace islet
