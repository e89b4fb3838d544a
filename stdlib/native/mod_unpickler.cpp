// SPDX-License-Identifier: MIT
//
// _pickle.Unpickler: an unpickler with a file and a memo that lasts, to be extended by find_class and
// persistent_load.
//
// Owns: see the struct. Invariants: `source` is closed until __init__ ran. Threads: the interpreter's lock.
#include "stdlib/native/pickle_parts.h"

#include "runtime/pickle_reader.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/tuple.h"

#include <new>
#include <utility>

namespace islet {

namespace {

struct Unpickler : Object {
    static constexpr Kind kKind = Kind::Native;
    UnpickleMemo memo;
    PickleSource source;
    Value buffers;          // iterator; empty: none
    Value encoding, errors; // str; empty: the usual
    Value persistent_load;  // set on the instance; empty: the method of the class
    std::int32_t protocol;  // of the pickle that is being read
    bool fix_imports;
};

struct UnpicklerMemo : Object {
    static constexpr Kind kKind = Kind::Native;
    Value unpickler;
};

Unpickler& unpickler_of(Value v) {
    return *static_cast<Unpickler*>(v.object());
}
Unpickler& memo_owner(Value proxy) {
    return unpickler_of(static_cast<UnpicklerMemo*>(proxy.object())->unpickler);
}

void unpickler_traverse(Object* object, Visitor& visit) {
    auto& u = *static_cast<Unpickler*>(object);
    u.memo.traverse(visit);
    u.source.traverse(visit);
    for (Value* const v : {&u.buffers, &u.encoding, &u.errors, &u.persistent_load}) visit(*v);
    traverse_attrs(object, visit);
}
void unpickler_drop(Heap& heap, Object* object) {
    auto& u = *static_cast<Unpickler*>(object);
    u.memo.~UnpickleMemo();
    u.source.drop();
    for (Value* const v : {&u.buffers, &u.encoding, &u.errors, &u.persistent_load})
        release(std::exchange(*v, Value()));
    drop_attrs(heap, object);
    heap.free_object(object);
}

Ref unpickler_new_py(Thread& t, Type& type, const Args&) {
    auto* const u = static_cast<Unpickler*>(t.heap().alloc_object(instance_bytes(type)));
    if (!u) return t.raise_memory_error();
    init_instance(u, type);
    new (&u->memo) UnpickleMemo();
    new (&u->source) PickleSource();
    u->buffers = u->encoding = u->errors = u->persistent_load = Value();
    u->protocol = 0;
    u->fix_imports = true;
    return Ref::adopt(u);
}

Status unpickler_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"file", "fix_imports", "encoding", "errors", "buffers"};
    Value a[5];
    if (args.count > 1) {
        return t.raise(Exc::TypeError, "Unpickler() takes at most 1 positional argument ({} given)",
                       args.count);
    }
    if (!bind_args(t, args, "Unpickler", kNames, 0, 1, a)) return t.raised();
    for (const int i : {2, 3}) {
        if (!a[i].is_empty() && !is_str(a[i])) {
            return t.raise(Exc::TypeError, "Unpickler() argument '{}' must be str, not {}", kNames[i],
                           *type_of(t, a[i]));
        }
    }
    bool fix_imports = true;
    if (!a[1].is_empty() && !convert_arg_py(t, a[1], fix_imports, {})) return t.raised();
    Unpickler& u = unpickler_of(self);
    if (!u.source.open_py(t, a[0])) return t.raised();
    Ref buffers = Ref::nothing();
    if (is_given(a[4])) {
        buffers = iter_py(t, a[4]);
        if (!buffers) return t.raised();
    }
    u.fix_imports = fix_imports;
    u.protocol = 0;
    release(std::exchange(u.buffers, buffers.release()));
    release(std::exchange(u.encoding, Ref::share(a[2]).release()));
    release(std::exchange(u.errors, Ref::share(a[3]).release()));
    return Status::ok();
}

// --- load

Ref unpickler_persistent_load(Thread& t, Value, Value) {
    return raise_pickle_error_py(t, true,
                                 "A load persistent id instruction was encountered, but no persistent_load "
                                 "function was specified.");
}

Ref unpickler_find_class_py(Thread& t, Value self, Value module, Value name) {
    const Unpickler& u = unpickler_of(self);
    return pickle_find_class_py(t, module, name, u.protocol, u.fix_imports);
}

// What one load() needs beside the unpickler.
struct Loading {
    Unpickler* unpickler;
    Ref find_class = Ref::nothing(), persistent_load = Ref::nothing();
    Utf8View encoding, errors;
    UnpickleHooks hooks;
};

Loading& loading_of(void* context) {
    return *static_cast<Loading*>(context);
}

// The method of this name, unless it is the one of the built-in class.
Result<bool> find_override_py(Thread& t, Value self, std::string_view name, Ref& out) {
    Ref key = intern(t, name);
    Ref method = key ? get_attr_py(t, self, key.as<Str>()) : Ref(t.raised());
    if (!method) return t.raised();
    const auto* const native = cast<NativeFunction>(method.get());
    if (native && native->owner && native->owner->spec == &kUnpicklerSpec && native->self == self)
        return false;
    out = std::move(method);
    return true;
}

Status prepare_py(Thread& t, Value self, Loading& out) {
    Unpickler& u = unpickler_of(self);
    UnpickleHooks& hooks = out.hooks;
    hooks.context = &out;
    hooks.fix_imports = u.fix_imports;
    if (!read_text(t, u.encoding, "Unpickler", "encoding", out.encoding, hooks.encoding) ||
        !read_text(t, u.errors, "Unpickler", "errors", out.errors, hooks.errors))
        return t.raised();
    const Result<bool> finds = find_override_py(t, self, "find_class", out.find_class);
    if (!finds) return t.raised();
    hooks.find_class_py = [](Thread& thread, void* context, Value module, Value name, int protocol) {
        Loading& loading = loading_of(context);
        loading.unpickler->protocol = protocol;
        if (loading.find_class) return call_py(thread, loading.find_class.get(), module, name);
        return pickle_find_class_py(thread, module, name, protocol, loading.hooks.fix_imports);
    };
    const Result<bool> loads = find_override_py(t, self, "persistent_load", out.persistent_load);
    if (!loads) return t.raised();
    if (*loads) {
        hooks.persistent_load_py = [](Thread& thread, void* context, Value id) {
            return call_py(thread, loading_of(context).persistent_load.get(), id);
        };
    }
    if (!u.buffers.is_empty()) {
        hooks.next_buffer_py = [](Thread& thread, void* context) {
            const Ref buffers = Ref::share(loading_of(context).unpickler->buffers);
            return next_py(thread, buffers.get());
        };
    }
    hooks.read_py = [](Thread& thread, void* context, std::size_t count, bool line) {
        return loading_of(context).unpickler->source.read_py(thread, count, line);
    };
    return Status::ok();
}

Ref unpickler_load(Thread& t, Value self) {
    Unpickler& u = unpickler_of(self);
    if (!u.source.is_open()) {
        return raise_pickle_error_py(
            t, true,
            format("Unpickler.__init__() was not called by {}.__init__()", *type_of(t, self)).view());
    }
    Loading loading;
    loading.unpickler = &u;
    if (!prepare_py(t, self, loading)) return t.raised();
    PickleReader reader(t, {}, loading.hooks, &u.memo);
    Ref object = reader.load_py();
    if (!object) {
        // The file stands behind what was read of it, as far as it can be told.
        Ref failure = t.take_pending();
        if (!u.source.close_py(t, reader.rest().size())) t.clear_pending();
        return t.restore(std::move(failure));
    }
    if (!u.source.close_py(t, reader.rest().size())) return t.raised();
    return object;
}

// --- Attributes: persistent_load may be set on the instance, though there is no __dict__.

bool is_persistent_load(const Str& name) {
    return str_equal(name, "persistent_load");
}

Ref unpickler_getattr_py(Thread& t, Value self, Str& name) {
    const Value own = unpickler_of(self).persistent_load;
    if (!own.is_empty() && is_persistent_load(name)) return Ref::share(own);
    return generic_getattr_py(t, self, name);
}
Status unpickler_setattr_py(Thread& t, Value self, Str& name, Value value) {
    if (!is_persistent_load(name)) return generic_setattr_py(t, self, name, value);
    Value& own = unpickler_of(self).persistent_load;
    release(std::exchange(own, Ref::share(value).release()));
    return Status::ok();
}

// --- The memo as Python sees it: {number: object}

Ref memo_copy(Thread& t, Value proxy) {
    Ref dict = make_dict(t);
    bool ok = static_cast<bool>(dict);
    memo_owner(proxy).memo.each([&](std::uint64_t number, Value object) {
        if (!ok) return;
        Ref index = make_int_unsigned(t, number);
        ok = index && dict_set_py(t, dict.as<Dict>(), index.get(), object);
    });
    if (!ok) return t.raised();
    return dict;
}
Ref memo_clear(Thread&, Value proxy) {
    memo_owner(proxy).memo.clear();
    return Ref::none();
}
Ref memo_reduce(Thread& t, Value proxy) {
    Ref copy = memo_copy(t, proxy);
    Ref args = copy ? make_tuple(t, {copy.get()}) : Ref(t.raised());
    return args ? make_tuple(t, {Value(t.type(TypeId::Dict)), args.get()}) : Ref(t.raised());
}

Ref unpickler_get_memo(Thread& t, Value self) {
    PickleModuleData* const data = pickle_module_data_py(t);
    if (!data) return t.raised();
    Type& type = as<Type>(data->unpickler_memo);
    auto* const proxy = static_cast<UnpicklerMemo*>(t.heap().alloc_object(instance_bytes(type)));
    if (!proxy) return t.raise_memory_error();
    init_instance(proxy, type);
    proxy->unpickler = Ref::share(self).release();
    return Ref::adopt(proxy);
}

Status fill_memo(Thread& t, Dict& dict, UnpickleMemo& out) {
    std::uint32_t at = 0;
    while (const DictEntry* const entry = dict.next(at)) {
        std::int64_t number = 0;
        if (!is_int(entry->key)) return t.raise(Exc::TypeError, "memo key must be integers");
        if (!int_fits(entry->key, &number))
            return t.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
        if (number < 0) return t.raise(Exc::ValueError, "memo key must be positive integers.");
        if (!out.set(static_cast<std::uint64_t>(number), entry->value)) return t.raise_memory_error();
    }
    return Status::ok();
}

Status unpickler_set_memo_py(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "attribute deletion is not supported");
    const bool is_proxy =
        is_kind(value, Kind::Native) && value.object()->shape->type->spec == &kUnpicklerMemoSpec;
    if (!is_proxy && !is_kind(value, Kind::Dict)) {
        return t.raise(Exc::TypeError,
                       "'memo' attribute must be an UnpicklerMemoProxy object or dict, not {}",
                       *type_of(t, value));
    }
    // Checked as a whole before anything is changed.
    Ref dict = is_proxy ? memo_copy(t, value) : Ref::share(value);
    UnpickleMemo fresh;
    if (!dict || !fill_memo(t, dict.as<Dict>(), fresh)) return t.raised();
    unpickler_of(self).memo.clear();
    return fill_memo(t, dict.as<Dict>(), unpickler_of(self).memo);
}

void memo_traverse(Object* object, Visitor& visit) {
    visit(static_cast<UnpicklerMemo*>(object)->unpickler);
    traverse_attrs(object, visit);
}
void memo_drop(Heap& heap, Object* object) {
    release(std::exchange(static_cast<UnpicklerMemo*>(object)->unpickler, Value()));
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&unpickler_persistent_load>("persistent_load($self, pid, /)",
                                       "To be overridden: the object that a persistent id names."),
    method<&unpickler_load>("load($self, /)",
                            "Make the next object of the file again; reads no further than its end."),
    method<&unpickler_find_class_py>(
        "find_class($self, module_name, global_name, /)",
        "The class or function of that name; the module is imported if need be.\n\n"
        "Overridden, it decides what a pickle may name. What it gives need not be a class."),
};
constexpr GetSetDef kGetSet[] = {{"memo", &unpickler_get_memo, &unpickler_set_memo_py, nullptr}};
constexpr MethodDef kMemoMethods[] = {
    method<&memo_clear>("clear($self, /)", "Forget all objects."),
    method<&memo_copy>("copy($self, /)", "Give the memo as a dict {number: object}."),
    method<&memo_reduce>("__reduce__($self, /)", "How to copy the memo."),
};

} // namespace

const TypeSpec kUnpicklerSpec = {
    .name = "Unpickler",
    .module = "_pickle",
    .doc = "Unpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())\n--\n\n"
           "Reads pickles from a file, which has read(), readline() and perhaps peek().\n\n"
           "encoding and errors tell how to read text that Python 2 wrote; encoding='bytes' leaves it as\n"
           "bytes. buffers are what a pickler's buffer_callback kept out, in the same order.",
    .kind = Kind::Native,
    .flags = kBaseType | kImmutable,
    .size = sizeof(Unpickler),
    .slots = {.new_py = unpickler_new_py,
              .init_py = unpickler_init_py,
              .getattr_py = unpickler_getattr_py,
              .setattr_py = unpickler_setattr_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = unpickler_traverse,
    .drop = unpickler_drop,
};

const TypeSpec kUnpicklerMemoSpec = {
    .name = "UnpicklerMemoProxy",
    .module = "_pickle",
    .kind = Kind::Native,
    .flags = kImmutable | kNoInstantiation,
    .size = sizeof(UnpicklerMemo),
    .methods = kMemoMethods,
    .traverse = memo_traverse,
    .drop = memo_drop,
};

} // namespace islet
