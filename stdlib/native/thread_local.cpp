// SPDX-License-Identifier: MIT
//
// _thread._local: attributes that every thread has of its own.
//
// The attributes of an object in one thread are a dict that the thread's state keeps under the object's
// serial number (LocalValues); so they go with the thread. When the object goes, every thread of the
// interpreter drops its dict.
//
// Owns: the arguments of a subclass's __init__, which runs again in every thread that meets the object.
// Threads: the interpreter's lock.
#include "stdlib/native/thread_types.h"

#include "runtime/interpreter.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/slot_access.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

struct LocalObject : Object {
    static constexpr Kind kKind = Kind::Native;
    std::int64_t serial;
    Value args;     // tuple
    Value keywords; // dict or empty
};

LocalObject& local_of(Value self) {
    return *static_cast<LocalObject*>(self.object());
}

bool has_own_init(Thread& t, const Type& type) {
    return type.slots.init_py != t.type(TypeId::Object)->slots.init_py;
}

// A new dict for this thread, found under the object's serial number from now on.
Ref add_thread_dict(Thread& t, const LocalObject& local) {
    Ref dict = make_dict(t);
    auto* const values = static_cast<LocalValues*>(t.heap().alloc_raw(sizeof(LocalValues)));
    if (!dict || !values) {
        t.heap().free_raw(values);
        return dict ? Ref(t.raise_memory_error()) : Ref(t.raised());
    }
    ThreadState& state = state_of(t);
    values->serial = local.serial;
    values->dict = static_cast<Dict*>(Ref::share(dict.get()).release().object());
    values->next = state.locals;
    state.locals = values;
    return dict;
}

Ref local_new_py(Thread& t, Type& type, const Args& args) {
    if (args.total() != 0 && !has_own_init(t, type)) {
        return t.raise(Exc::TypeError, "Initialization arguments are not supported");
    }
    Ref positional = make_tuple(t, std::span<const Value>(args.values, args.count));
    Ref keywords = args.keyword_count() > 0 ? make_dict(t) : Ref::none();
    if (!positional || !keywords) return t.raised();
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
        if (!dict_set(t, keywords.as<Dict>(), args.keyword_name(k), args.keyword(k))) return t.raised();
    }
    auto* const local = allocate_instance<LocalObject>(t, type);
    if (!local) return t.raise_memory_error();
    local->serial = t.state().next_object_id++;
    local->args = positional.release();
    local->keywords = keywords.get().is_none() ? Value() : keywords.release();
    Ref made = Ref::adopt(local);
    // For the thread that makes the object type.__call__ runs __init__.
    if (!add_thread_dict(t, *local)) return t.raised();
    return made;
}

// The dict of this thread. A thread that meets the object runs its __init__ first.
Ref thread_dict_py(Thread& t, Value self) {
    const LocalObject& local = local_of(self);
    for (LocalValues* values = state_of(t).locals; values; values = values->next) {
        if (values->serial == local.serial) return Ref::share(Value(values->dict));
    }
    Ref dict = add_thread_dict(t, local);
    if (!dict) return t.raised();
    if (!has_own_init(t, *self.object()->type())) return dict;
    const Ref keep = Ref::share(self);
    Ref init = get_attr_py(t, self, Name::dunder_init);
    if (init && call_ex_py(t, init.get(), as<Tuple>(local.args), local.keywords)) return dict;
    drop_locals_of(state_of(t), local.serial);
    return t.raised();
}

Ref local_getattr_py(Thread& t, Value self, Str& name) {
    const Ref dict = thread_dict_py(t, self);
    if (!dict) return t.raised();
    if (str_equal(name, "__dict__")) return Ref::share(dict.get());
    Type& type = *type_of(t, self);
    const Ref of_type = Ref::share(type_lookup(t, type, name));
    const auto& slots = type_of(t, of_type.get().is_empty() ? Value::none() : of_type.get())->slots;
    const bool has_get = !of_type.get().is_empty() && slots.descr_get_py;
    if (has_get && slots.descr_set_py) return slots.descr_get_py(t, of_type.get(), self, Value(&type));
    const Value own = dict_find(t, dict.as<Dict>(), name);
    if (!own.is_empty()) return Ref::share(own);
    if (has_get) return slots.descr_get_py(t, of_type.get(), self, Value(&type));
    if (!of_type.get().is_empty()) return Ref::share(of_type.get());
    return raise_no_attribute(t, self, name);
}

Status local_setattr_py(Thread& t, Value self, Str& name, Value value) {
    const Ref dict = thread_dict_py(t, self);
    if (!dict) return t.raised();
    Type& type = *type_of(t, self);
    if (str_equal(name, "__dict__")) {
        TextBuffer text;
        format_to(text, "'{}' object attribute '__dict__' is read-only", type);
        return raise_attribute_error(t, text.view(), self, name);
    }
    const Ref of_type = Ref::share(type_lookup(t, type, name));
    if (!of_type.get().is_empty()) {
        if (const auto set = type_of(t, of_type.get())->slots.descr_set_py) {
            return set(t, of_type.get(), self, value);
        }
    }
    if (!value.is_empty()) return dict_set(t, dict.as<Dict>(), name, value);
    if (dict_remove(t, dict.as<Dict>(), name)) return Status::ok();
    return raise_no_attribute(t, self, name);
}

// The object goes: no thread keeps values for it.
void local_drop(Heap& heap, Object* object) {
    auto* const local = static_cast<LocalObject*>(object);
    Interpreter& interpreter = *static_cast<Interpreter*>(heap.state().runtime);
    for (ThreadState* state = interpreter.threads(); state; state = state->next) {
        drop_locals_of(*state, local->serial);
    }
    release(std::exchange(local->args, Value()));
    release(std::exchange(local->keywords, Value()));
    drop_attrs(heap, object);
    heap.free_object(object);
}

void local_traverse(Object* object, Visitor& visit) {
    auto* const local = static_cast<LocalObject*>(object);
    visit(local->args);
    visit(local->keywords);
    traverse_attrs(object, visit);
}

} // namespace

const TypeSpec kThreadLocalSpec = {
    .name = "_local",
    .module = "_thread",
    .doc = "Thread-local data",
    .kind = Kind::Native,
    .flags = kWeakable | kBaseType,
    .size = sizeof(LocalObject),
    .slots = {.new_py = &local_new_py, .getattr_py = &local_getattr_py, .setattr_py = &local_setattr_py},
    .traverse = &local_traverse,
    .drop = &local_drop,
};

} // namespace islet
