// SPDX-License-Identifier: MIT
//
// The module _pickle: dumps and loads over bytes, and the exceptions.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "runtime/pickle.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// None: the default; negative: the highest.
Result<int> read_protocol_py(Thread& t, Value v) {
    if (v.is_empty() || v.is_none()) return kPickleProtocol;
    const Result<std::int64_t> number = index_to_int64_py(t, v);
    if (!number) return t.raised();
    if (*number < 0) return kHighestPickleProtocol;
    if (*number > kHighestPickleProtocol)
        return t.raise(Exc::ValueError, "pickle protocol must be <= {}", kHighestPickleProtocol);
    return static_cast<int>(*number);
}

Result<bool> hand_out_buffer_py(Thread& t, void* callback, Value buffer) {
    Ref answer = call_py(t, Value::from_bits(reinterpret_cast<std::uint64_t>(callback)), buffer);
    if (!answer) return t.raised();
    return truth_py(t, answer.get());
}

bool is_given(Value v) {
    return !v.is_empty() && !v.is_none();
}

Ref pickle_dumps(Thread& t, Value object, Value protocol, Opt<bool> fix_imports, Value buffer_callback) {
    const Result<int> number = read_protocol_py(t, protocol);
    if (!number) return t.raised();
    PickleHooks hooks;
    hooks.fix_imports = fix_imports.value_or(true);
    if (is_given(buffer_callback)) {
        if (*number < 5) return t.raise(Exc::ValueError, "buffer_callback needs protocol >= 5");
        hooks.context = reinterpret_cast<void*>(buffer_callback.bits());
        hooks.buffer_py = &hand_out_buffer_py;
    }
    PickleBuffer out;
    if (t.heap().limit() != 0) out.set_limit(t.heap().limit());
    if (!pickle_dump_py(t, object, *number, out, &hooks)) return t.raised();
    return make_bytes(t, out.view());
}

// An optional str argument.
Status read_text(Thread& t, Value v, const char* name, Utf8View& text, std::string_view& out) {
    if (v.is_empty()) return Status::ok();
    if (!is_str(v)) {
        return t.raise(Exc::TypeError, "loads() argument '{}' must be str, not {}", name, *type_of(t, v));
    }
    if (!text.fill(t, as<Str>(v), Utf8View::kRefuseNul)) return t.raised();
    out = text.view();
    return Status::ok();
}

Step take_buffer_py(Thread& t, void* iterator) {
    return next_py(t, Value::from_bits(reinterpret_cast<std::uint64_t>(iterator)));
}

Ref pickle_loads(Thread& t, Value data, Opt<bool> fix_imports, Value encoding, Value errors, Value buffers) {
    UnpickleHooks hooks;
    hooks.fix_imports = fix_imports.value_or(true);
    Utf8View encoding_text, errors_text;
    if (!read_text(t, encoding, "encoding", encoding_text, hooks.encoding) ||
        !read_text(t, errors, "errors", errors_text, hooks.errors))
        return t.raised();
    Ref iterator = Ref::nothing();
    if (is_given(buffers)) {
        iterator = iter_py(t, buffers);
        if (!iterator) return t.raised();
        hooks.context = reinterpret_cast<void*>(iterator.get().bits());
        hooks.next_buffer_py = &take_buffer_py;
    }
    BufferView view;
    if (!view.get_py(t, data)) return t.raised();
    return pickle_load_py(t, view.text(), &hooks);
}

constexpr MethodDef kFunctions[] = {
    function<&pickle_dumps>(
        "dumps($module, /, obj, protocol=None, *, fix_imports=True, buffer_callback=None)",
        "Give the object as bytes, in one of the protocols 0 to 5 (None: 5; negative: the highest).\n\n"
        "With fix_imports, protocols below 3 name modules as Python 2 did. A buffer_callback, for protocol "
        "5,\n"
        "is called with each PickleBuffer; where it answers something false, the buffer stays out of the "
        "bytes."),
    function<&pickle_loads>(
        "loads($module, data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        "Make the object again whose bytes dumps() gave; what follows them is ignored.\n\n"
        "encoding and errors tell how to read text that Python 2 wrote; encoding='bytes' leaves it as "
        "bytes.\n"
        "buffers are what a buffer_callback kept out, in the same order."),
};

Ref make_exception_class_py(Thread& t, Module& m, std::string_view name, Value base) {
    Ref class_name = intern(t, name);
    Ref module_name = intern(t, "_pickle");
    Ref dict = make_dict(t);
    Ref bases = make_tuple(t, {base});
    if (!class_name || !module_name || !dict || !bases ||
        !dict_set(t, dict.as<Dict>(), Name::dunder_module, module_name.get()))
        return t.raised();
    Ref made = make_class_py(t, *t.type(TypeId::Type), class_name.as<Str>(), bases.get(), dict.get(), Args());
    if (!made || !module_add(t, m, name, made.get())) return t.raised();
    return made;
}

Status pickle_init_py(Thread& t, Module& m) {
    Ref base = make_exception_class_py(t, m, "PickleError", Value(t.type(TypeId::Exception)));
    if (!base || !make_exception_class_py(t, m, "PicklingError", base.get()) ||
        !make_exception_class_py(t, m, "UnpicklingError", base.get()))
        return t.raised();
    return Status::ok();
}

} // namespace

const ModuleDef kPickleModule = {
    .name = "_pickle",
    .doc = "What the module pickle is made of.",
    .functions = kFunctions,
    .init_py = pickle_init_py,
};

} // namespace islet
