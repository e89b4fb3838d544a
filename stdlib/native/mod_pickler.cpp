// SPDX-License-Identifier: MIT
//
// _pickle.Pickler: a pickler with a file and a memo that lasts, to be extended by persistent_id,
// reducer_override and dispatch_table.
//
// Owns: see the struct. Invariants: `write` is empty until __init__ ran. Threads: the interpreter's lock.
#include "stdlib/native/pickle_parts.h"

#include "runtime/pickle_memo.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/shape.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/tuple.h"

#include <new>
#include <utility>

namespace islet {

namespace {

struct Pickler : Object {
    static constexpr Kind kKind = Kind::Native;
    PickleMemo memo;
    Value write, buffer_callback;
    Value dispatch_table; // empty: that of copyreg
    Value persistent_id;  // set on the instance; empty: the method of the class
    std::int32_t bin, fast;
    std::int32_t protocol;
    bool fix_imports;
};

struct PicklerMemo : Object {
    static constexpr Kind kKind = Kind::Native;
    Value pickler;
};

Pickler& pickler_of(Value v) {
    return *static_cast<Pickler*>(v.object());
}
Pickler& memo_owner(Value proxy) {
    return pickler_of(static_cast<PicklerMemo*>(proxy.object())->pickler);
}

void pickler_traverse(Object* object, Visitor& visit) {
    auto& p = *static_cast<Pickler*>(object);
    p.memo.traverse(visit);
    for (Value* const v : {&p.write, &p.buffer_callback, &p.dispatch_table, &p.persistent_id}) visit(*v);
    traverse_attrs(object, visit);
}
void pickler_drop(Heap& heap, Object* object) {
    auto& p = *static_cast<Pickler*>(object);
    p.memo.~PickleMemo();
    for (Value* const v : {&p.write, &p.buffer_callback, &p.dispatch_table, &p.persistent_id})
        release(std::exchange(*v, Value()));
    drop_attrs(heap, object);
    heap.free_object(object);
}

Ref pickler_new_py(Thread& t, Type& type, const Args&) {
    auto* const p = static_cast<Pickler*>(t.heap().alloc_object(instance_bytes(type)));
    if (!p) return t.raise_memory_error();
    init_instance(p, type);
    new (&p->memo) PickleMemo();
    p->write = p->buffer_callback = p->dispatch_table = p->persistent_id = Value();
    p->bin = 1;
    p->fast = 0;
    p->protocol = kPickleProtocol;
    p->fix_imports = true;
    return Ref::adopt(p);
}

Status pickler_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"file", "protocol", "fix_imports", "buffer_callback"};
    Value a[4];
    if (!bind_args(t, args, "Pickler", kNames, 0, 1, a)) return t.raised();
    const Result<int> protocol = read_protocol_py(t, a[1]);
    if (!protocol) return t.raised();
    bool fix_imports = true;
    if (!a[2].is_empty() && !convert_arg_py(t, a[2], fix_imports, {})) return t.raised();
    if (is_given(a[3]) && *protocol < 5)
        return t.raise(Exc::ValueError, "buffer_callback needs protocol >= 5");
    Ref write = find_write_py(t, a[0]);
    if (!write) return t.raised();
    // A subclass may say which reducers count, for all its instances.
    Ref name = intern(t, "dispatch_table");
    Ref table = name ? Ref::share(type_lookup(t, *type_of(t, self), name.as<Str>())) : Ref(t.raised());
    if (!name) return t.raised();
    Pickler& p = pickler_of(self);
    if (table && !is_kind(table.get(), Kind::Member)) {
        table = get_attr_py(t, self, name.as<Str>());
        if (!table) return t.raised();
        release(std::exchange(p.dispatch_table, table.release()));
    }
    p.protocol = *protocol;
    p.bin = *protocol > 0;
    p.fix_imports = fix_imports;
    release(std::exchange(p.write, write.release()));
    release(std::exchange(p.buffer_callback, is_given(a[3]) ? Ref::share(a[3]).release() : Value()));
    return Status::ok();
}

// --- dump

Ref pickler_persistent_id(Thread&, Value, Value) {
    return Ref::none();
}

// What one dump() needs beside the pickler.
struct Dumping {
    Pickler* pickler;
    Ref persistent_id = Ref::nothing(), reducer_override = Ref::nothing(), write = Ref::nothing();
    PickleHooks hooks;
};

Status flush_py(Thread& t, void* context, std::string_view bytes) {
    Ref part = make_bytes(t, bytes);
    if (!part || !call_py(t, static_cast<Dumping*>(context)->write.get(), part.get())) return t.raised();
    return Status::ok();
}

// The methods that a subclass, or the instance, has in place of ours.
Status find_overrides_py(Thread& t, Value self, Dumping& out) {
    Ref name = intern(t, "persistent_id");
    Ref method = name ? get_attr_py(t, self, name.as<Str>()) : Ref(t.raised());
    if (!method) return t.raised();
    const auto* const native = cast<NativeFunction>(method.get());
    const bool ours = native && native->owner && native->owner->spec == &kPicklerSpec && native->self == self;
    if (!ours) {
        out.persistent_id = std::move(method);
        out.hooks.persistent_id_py = [](Thread& thread, void* context, Value object) {
            return call_py(thread, static_cast<Dumping*>(context)->persistent_id.get(), object);
        };
    }
    name = intern(t, "reducer_override");
    method = name ? find_attr_py(t, self, name.as<Str>()) : Ref(t.raised());
    if (!method) return t.has_pending() ? Status(t.raised()) : Status::ok();
    out.reducer_override = std::move(method);
    out.hooks.reducer_override_py = [](Thread& thread, void* context, Value object) {
        return call_py(thread, static_cast<Dumping*>(context)->reducer_override.get(), object);
    };
    return Status::ok();
}

Ref pickler_dump(Thread& t, Value self, Value object) {
    Pickler& p = pickler_of(self);
    if (p.write.is_empty()) {
        return raise_pickle_error_py(
            t, false, format("Pickler.__init__() was not called by {}.__init__()", *type_of(t, self)).view());
    }
    Dumping dumping;
    dumping.pickler = &p;
    dumping.write = Ref::share(p.write);
    const Ref table = Ref::share(p.dispatch_table);
    PickleHooks& hooks = dumping.hooks;
    hooks.context = &dumping;
    hooks.dispatch_table = table.get();
    hooks.memo = &p.memo;
    hooks.fast = p.fast != 0;
    hooks.fix_imports = p.fix_imports;
    hooks.flush_py = &flush_py;
    if (!find_overrides_py(t, self, dumping)) return t.raised();
    if (!p.buffer_callback.is_empty()) {
        hooks.buffer_py = [](Thread& thread, void* context, Value buffer) -> Result<bool> {
            const Ref callback = Ref::share(static_cast<Dumping*>(context)->pickler->buffer_callback);
            return hand_out_buffer_py(thread, callback.get(), buffer);
        };
    }
    PickleBuffer out;
    if (t.heap().limit() != 0) out.set_limit(t.heap().limit());
    if (!pickle_dump_py(t, object, p.protocol, out, &hooks)) return t.raised();
    if (!flush_py(t, &dumping, out.view())) return t.raised();
    return Ref::none();
}

Ref pickler_clear_memo(Thread&, Value self) {
    pickler_of(self).memo.clear();
    return Ref::none();
}

// --- Attributes: persistent_id may be set on the instance, though there is no __dict__.

bool is_persistent_id(const Str& name) {
    return str_equal(name, "persistent_id");
}

Ref pickler_getattr_py(Thread& t, Value self, Str& name) {
    const Value own = pickler_of(self).persistent_id;
    if (!own.is_empty() && is_persistent_id(name)) return Ref::share(own);
    return generic_getattr_py(t, self, name);
}
Status pickler_setattr_py(Thread& t, Value self, Str& name, Value value) {
    if (!is_persistent_id(name)) return generic_setattr_py(t, self, name, value);
    Value& own = pickler_of(self).persistent_id;
    release(std::exchange(own, Ref::share(value).release()));
    return Status::ok();
}

// --- The memo as Python sees it: {id: (number, object)}

Ref memo_copy(Thread& t, Value proxy) {
    Ref dict = make_dict(t);
    bool ok = static_cast<bool>(dict);
    memo_owner(proxy).memo.each([&](Value object, std::uint64_t number) {
        if (!ok) return;
        Ref id = make_int_unsigned(t, object.bits());
        Ref index = make_int_unsigned(t, number);
        Ref pair = id && index ? make_tuple(t, {index.get(), object}) : Ref(t.raised());
        ok = pair && dict_set_py(t, dict.as<Dict>(), id.get(), pair.get());
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

Ref pickler_get_memo(Thread& t, Value self) {
    PickleModuleData* const data = pickle_module_data_py(t);
    if (!data) return t.raised();
    Type& type = as<Type>(data->pickler_memo);
    auto* const proxy = static_cast<PicklerMemo*>(t.heap().alloc_object(instance_bytes(type)));
    if (!proxy) return t.raise_memory_error();
    init_instance(proxy, type);
    proxy->pickler = Ref::share(self).release();
    return Ref::adopt(proxy);
}

Status fill_memo_py(Thread& t, Dict& dict, PickleMemo& out) {
    std::uint32_t at = 0;
    while (const DictEntry* const entry = dict.next(at)) {
        const Ref pair = Ref::share(entry->value);
        if (!is_kind(pair.get(), Kind::Tuple) || pair.as<Tuple>().size != 2)
            return t.raise(Exc::TypeError, "'memo' values must be 2-item tuples");
        std::int64_t number = 0;
        if (!is_int(pair.as<Tuple>()[0])) return t.raise(Exc::TypeError, "an integer is required");
        if (!int_fits(pair.as<Tuple>()[0], &number) || number < 0 || number > 0xffff'ffff)
            return t.raise(Exc::OverflowError, "'memo' index is out of range");
        if (!out.add(PickleMemo::key_of(pair.as<Tuple>()[1]), static_cast<std::uint64_t>(number)))
            return t.raise_memory_error();
    }
    return Status::ok();
}

Status pickler_set_memo_py(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "attribute deletion is not supported");
    PickleMemo& memo = pickler_of(self).memo;
    const bool is_proxy =
        is_kind(value, Kind::Native) && value.object()->shape->type->spec == &kPicklerMemoSpec;
    if (!is_proxy && !is_kind(value, Kind::Dict)) {
        return t.raise(Exc::TypeError, "'memo' attribute must be a PicklerMemoProxy object or dict, not {}",
                       *type_of(t, value));
    }
    // Checked as a whole before anything is changed.
    Ref dict = is_proxy ? memo_copy(t, value) : Ref::share(value);
    PickleMemo fresh;
    if (!dict || !fill_memo_py(t, dict.as<Dict>(), fresh)) return t.raised();
    memo.clear();
    return fill_memo_py(t, dict.as<Dict>(), memo);
}

void memo_traverse(Object* object, Visitor& visit) {
    visit(static_cast<PicklerMemo*>(object)->pickler);
    traverse_attrs(object, visit);
}
void memo_drop(Heap& heap, Object* object) {
    release(std::exchange(static_cast<PicklerMemo*>(object)->pickler, Value()));
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&pickler_persistent_id>(
        "persistent_id($self, obj, /)",
        "To be overridden: an id for an object that the pickle shall only name, or None."),
    method<&pickler_dump>("dump($self, obj, /)", "Write a pickle of the object to the file."),
    method<&pickler_clear_memo>("clear_memo($self, /)",
                                "Forget which objects were written, so that the next dump() stands alone."),
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kMembers[] = {
    {"bin", offsetof(Pickler, bin), MemberDef::Type::Int32, true, nullptr},
    {"fast", offsetof(Pickler, fast), MemberDef::Type::Int32, true, nullptr},
    {"dispatch_table", offsetof(Pickler, dispatch_table), MemberDef::Type::Object, true, nullptr},
};
#pragma GCC diagnostic pop
constexpr GetSetDef kGetSet[] = {{"memo", &pickler_get_memo, &pickler_set_memo_py, nullptr}};
constexpr MethodDef kMemoMethods[] = {
    method<&memo_clear>("clear($self, /)", "Forget all objects."),
    method<&memo_copy>("copy($self, /)", "Give the memo as a dict {id: (number, object)}."),
    method<&memo_reduce>("__reduce__($self, /)", "How to copy the memo."),
};

} // namespace

const TypeSpec kPicklerSpec = {
    .name = "Pickler",
    .module = "_pickle",
    .doc =
        "Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)\n--\n\n"
        "Writes pickles to a file, remembering from one to the next what it has written.\n\n"
        "protocol is 0 to 5 (None: 5; negative: the highest). fix_imports: protocols below 3 name modules\n"
        "as Python 2 did. buffer_callback is called with each PickleBuffer (protocol 5); where it answers\n"
        "something false, the buffer stays out of the pickle.",
    .kind = Kind::Native,
    .flags = kBaseType | kImmutable,
    .size = sizeof(Pickler),
    .slots = {.new_py = pickler_new_py,
              .init_py = pickler_init_py,
              .getattr_py = pickler_getattr_py,
              .setattr_py = pickler_setattr_py},
    .methods = kMethods,
    .getset = kGetSet,
    .members = kMembers,
    .traverse = pickler_traverse,
    .drop = pickler_drop,
};

const TypeSpec kPicklerMemoSpec = {
    .name = "PicklerMemoProxy",
    .module = "_pickle",
    .kind = Kind::Native,
    .flags = kImmutable | kNoInstantiation,
    .size = sizeof(PicklerMemo),
    .methods = kMemoMethods,
    .traverse = memo_traverse,
    .drop = memo_drop,
};

} // namespace islet
