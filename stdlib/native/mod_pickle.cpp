// SPDX-License-Identifier: MIT
//
// The module _pickle: its functions and exceptions. Pickler and Unpickler are in mod_pickler.cpp and
// mod_unpickler.cpp.
// Owns: the types that its data names. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "runtime/import.h"
#include "runtime/pickle_reader.h"
#include "stdlib/native/pickle_parts.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/tuple.h"

#include <utility>

namespace islet {

// --- Arguments

Result<int> read_protocol_py(Thread& t, Value v) {
    if (!is_given(v)) return kPickleProtocol;
    const Result<std::int64_t> number = index_to_int64_py(t, v);
    if (!number) return t.raised();
    if (*number < 0) return kHighestPickleProtocol;
    if (*number > kHighestPickleProtocol)
        return t.raise(Exc::ValueError, "pickle protocol must be <= {}", kHighestPickleProtocol);
    return static_cast<int>(*number);
}

Status read_text(Thread& t, Value v, const char* function, const char* name, Utf8View& text,
                 std::string_view& out) {
    if (v.is_empty()) return Status::ok();
    if (!is_str(v)) {
        return t.raise(Exc::TypeError, "{}() argument '{}' must be str, not {}", function, name,
                       *type_of(t, v));
    }
    if (!text.fill(t, as<Str>(v), Utf8View::kRefuseNul)) return t.raised();
    out = text.view();
    return Status::ok();
}

Ref find_write_py(Thread& t, Value file) {
    Ref write = find_attr_py(t, file, Name::write);
    if (!write && !t.has_pending()) return t.raise(Exc::TypeError, "file must have a 'write' attribute");
    return write;
}

Result<bool> hand_out_buffer_py(Thread& t, Value callback, Value buffer) {
    Ref answer = call_py(t, callback, buffer);
    if (!answer) return t.raised();
    return truth_py(t, answer.get());
}

PickleModuleData* pickle_module_data_py(Thread& t) {
    Ref module = import_module_py(t, "_pickle");
    if (!module) return nullptr;
    if (is_kind(module.get(), Kind::Module) && module.as<Module>().def == &kPickleModule)
        return static_cast<PickleModuleData*>(module.as<Module>().data);
    static_cast<void>(t.raise(Exc::RuntimeError, "the module _pickle was replaced"));
    return nullptr;
}

// --- Files to be read

Status PickleSource::open_py(Thread& t, Value file) {
    Ref read = find_attr_py(t, file, Name::read);
    if (!read && t.has_pending()) return t.raised();
    Ref readline = find_attr_py(t, file, Name::readline);
    if (!readline && t.has_pending()) return t.raised();
    if (!read || !readline) return t.raise(Exc::TypeError, "file must have 'read' and 'readline' attributes");
    Ref name = intern(t, "peek");
    Ref peek = name ? find_attr_py(t, file, name.as<Str>()) : Ref(t.raised());
    if (!peek && t.has_pending()) return t.raised();
    drop();
    read_ = read.release();
    readline_ = readline.release();
    peek_ = peek.release();
    return Status::ok();
}

Status PickleSource::skip_py(Thread& t, std::size_t count) {
    if (count == 0) return Status::ok();
    return call_py(t, read_, Value::small_int(static_cast<std::int64_t>(count))) ? Status::ok()
                                                                                 : Status(t.raised());
}

Ref PickleSource::read_py(Thread& t, std::size_t count, bool line) {
    const Ref read = Ref::share(read_), readline = Ref::share(readline_), peek = Ref::share(peek_);
    if (!skip_py(t, std::exchange(ahead_, 0))) return t.raised();
    if (peek) {
        constexpr std::int64_t kLookAhead = 128 * 1024;
        Ref seen = call_py(t, peek.get(), Value::small_int(kLookAhead));
        if (!seen) {
            if (!t.pending_is(Exc::NotImplementedError)) return t.raised();
            t.clear_pending();
        } else if (is_exact(seen.get(), Kind::Bytes) && seen.as<Bytes>().length >= (line ? 1 : count)) {
            ahead_ = seen.as<Bytes>().length;
            return seen;
        }
    }
    if (line) return call_py(t, readline.get());
    return call_py(t, read.get(), Value::small_int(static_cast<std::int64_t>(count)));
}

Status PickleSource::close_py(Thread& t, std::size_t unused) {
    const std::size_t ahead = std::exchange(ahead_, 0);
    return skip_py(t, ahead > unused ? ahead - unused : 0);
}

void PickleSource::traverse(Visitor& visit) {
    visit(read_);
    visit(readline_);
    visit(peek_);
}
void PickleSource::drop() {
    for (Value* const v : {&read_, &readline_, &peek_}) release(std::exchange(*v, Value()));
}

namespace {

// --- Functions

// The hooks of one call, and what they need.
struct Dumping {
    PickleHooks hooks;
    Value callback, write; // borrowed
    int protocol = kPickleProtocol;
};

Status prepare(Thread& t, Value protocol, Opt<bool> fix_imports, Value callback, Dumping& out) {
    const Result<int> number = read_protocol_py(t, protocol);
    if (!number) return t.raised();
    out.protocol = *number;
    out.hooks.context = &out;
    out.hooks.fix_imports = fix_imports.value_or(true);
    if (!is_given(callback)) return Status::ok();
    if (out.protocol < 5) return t.raise(Exc::ValueError, "buffer_callback needs protocol >= 5");
    out.callback = callback;
    out.hooks.buffer_py = [](Thread& thread, void* context, Value buffer) -> Result<bool> {
        return hand_out_buffer_py(thread, static_cast<Dumping*>(context)->callback, buffer);
    };
    return Status::ok();
}

Ref pickle_dumps(Thread& t, Value object, Value protocol, Opt<bool> fix_imports, Value buffer_callback) {
    Dumping dumping;
    if (!prepare(t, protocol, fix_imports, buffer_callback, dumping)) return t.raised();
    PickleBuffer out;
    if (t.heap().limit() != 0) out.set_limit(t.heap().limit());
    if (!pickle_dump_py(t, object, dumping.protocol, out, &dumping.hooks)) return t.raised();
    return make_bytes(t, out.view());
}

Ref pickle_dump(Thread& t, Value object, Value file, Value protocol, Opt<bool> fix_imports,
                Value buffer_callback) {
    Dumping dumping;
    if (!prepare(t, protocol, fix_imports, buffer_callback, dumping)) return t.raised();
    const Ref write = find_write_py(t, file);
    if (!write) return t.raised();
    dumping.write = write.get();
    dumping.hooks.flush_py = [](Thread& thread, void* context, std::string_view bytes) -> Status {
        Ref part = make_bytes(thread, bytes);
        if (!part || !call_py(thread, static_cast<Dumping*>(context)->write, part.get()))
            return thread.raised();
        return Status::ok();
    };
    PickleBuffer out;
    if (t.heap().limit() != 0) out.set_limit(t.heap().limit());
    if (!pickle_dump_py(t, object, dumping.protocol, out, &dumping.hooks)) return t.raised();
    if (!dumping.hooks.flush_py(t, &dumping, out.view())) return t.raised();
    return Ref::none();
}

struct Loading {
    UnpickleHooks hooks;
    Utf8View encoding, errors;
    Ref buffers = Ref::nothing();
    PickleSource source;
    ~Loading() { source.drop(); }
};

Status prepare(Thread& t, const char* function, Opt<bool> fix_imports, Value encoding, Value errors,
               Value buffers, Loading& out) {
    out.hooks.context = &out;
    out.hooks.fix_imports = fix_imports.value_or(true);
    if (!read_text(t, encoding, function, "encoding", out.encoding, out.hooks.encoding) ||
        !read_text(t, errors, function, "errors", out.errors, out.hooks.errors))
        return t.raised();
    if (!is_given(buffers)) return Status::ok();
    out.buffers = iter_py(t, buffers);
    if (!out.buffers) return t.raised();
    out.hooks.next_buffer_py = [](Thread& thread, void* context) {
        return next_py(thread, static_cast<Loading*>(context)->buffers.get());
    };
    return Status::ok();
}

Ref pickle_loads(Thread& t, Value data, Opt<bool> fix_imports, Value encoding, Value errors, Value buffers) {
    Loading loading;
    if (!prepare(t, "loads", fix_imports, encoding, errors, buffers, loading)) return t.raised();
    BufferView view;
    if (!view.get_py(t, data)) return t.raised();
    return pickle_load_py(t, view.text(), &loading.hooks);
}

Ref pickle_load(Thread& t, Value file, Opt<bool> fix_imports, Value encoding, Value errors, Value buffers) {
    Loading loading;
    if (!loading.source.open_py(t, file) ||
        !prepare(t, "load", fix_imports, encoding, errors, buffers, loading))
        return t.raised();
    loading.hooks.read_py = [](Thread& thread, void* context, std::size_t count, bool line) {
        return static_cast<Loading*>(context)->source.read_py(thread, count, line);
    };
    PickleReader reader(t, {}, loading.hooks);
    Ref object = reader.load_py();
    if (!object || !loading.source.close_py(t, reader.rest().size())) return t.raised();
    return object;
}

constexpr MethodDef kFunctions[] = {
    function<&pickle_dump>(
        "dump($module, /, obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)",
        "Write the object to a file, as dumps() would give it."),
    function<&pickle_dumps>(
        "dumps($module, /, obj, protocol=None, *, fix_imports=True, buffer_callback=None)",
        "Give the object as bytes, in one of the protocols 0 to 5 (None: 5; negative: the highest).\n\n"
        "With fix_imports, protocols below 3 name modules as Python 2 did. A buffer_callback, for\n"
        "protocol 5, is called with each PickleBuffer; where it answers something false, the buffer stays\n"
        "out of the bytes."),
    function<&pickle_load>(
        "load($module, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        "Make the object again that dump() wrote to the file; reads no further than its end."),
    function<&pickle_loads>(
        "loads($module, data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        "Make the object again whose bytes dumps() gave; what follows them is ignored.\n\n"
        "encoding and errors tell how to read text that Python 2 wrote; encoding='bytes' leaves it as\n"
        "bytes. buffers are what a buffer_callback kept out, in the same order."),
};

// --- The module

Ref add_exception_class_py(Thread& t, Module& m, std::string_view name, Value base) {
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
    Ref base = add_exception_class_py(t, m, "PickleError", Value(t.type(TypeId::Exception)));
    if (!base || !add_exception_class_py(t, m, "PicklingError", base.get()) ||
        !add_exception_class_py(t, m, "UnpicklingError", base.get()))
        return t.raised();
    for (const TypeSpec* const spec : {&kPicklerSpec, &kUnpicklerSpec, &kPickleBufferSpec}) {
        Ref type = make_heap_type(t, *spec);
        if (!type || !module_add(t, m, spec->name, type.get())) return t.raised();
    }
    auto& data = *static_cast<PickleModuleData*>(m.data);
    Ref memo = make_heap_type(t, kPicklerMemoSpec);
    if (!memo) return t.raised();
    data.pickler_memo = memo.release();
    memo = make_heap_type(t, kUnpicklerMemoSpec);
    if (!memo) return t.raised();
    data.unpickler_memo = memo.release();
    return Status::ok();
}

void pickle_traverse(Module& m, Visitor& visit) {
    auto& data = *static_cast<PickleModuleData*>(m.data);
    visit(data.pickler_memo);
    visit(data.unpickler_memo);
}
void pickle_drop(Module& m) {
    auto& data = *static_cast<PickleModuleData*>(m.data);
    release(data.pickler_memo);
    release(data.unpickler_memo);
}

} // namespace

const ModuleDef kPickleModule = {
    .name = "_pickle",
    .doc = "What the module pickle is made of.",
    .functions = kFunctions,
    .init_py = pickle_init_py,
    .data_size = sizeof(PickleModuleData),
    .traverse = pickle_traverse,
    .drop = pickle_drop,
};

} // namespace islet
