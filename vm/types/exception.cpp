// SPDX-License-Identifier: MIT
//
// BaseException: making, attributes, text, life; and the interpreter's stock of MemoryErrors.
//
// Owns: see exception.h. Threads: the interpreter's lock.
#include "vm/types/exception_detail.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/str.h"

#include <cstring>

namespace islet {

namespace {

TypeId type_id(Exc type) {
    return static_cast<TypeId>(type);
}

// Types without initialiser, text or layout of their own can be filled right here.
bool is_plain(Exc type) {
    const std::size_t index =
        static_cast<std::size_t>(type) - static_cast<std::size_t>(TypeId::BaseException);
    return kExceptionSpecs[index].size == sizeof(Exception);
}

void reset(Exception& e) {
    std::memset(reinterpret_cast<char*>(&e) + sizeof(Object), 0, sizeof(Exception) - sizeof(Object));
}

} // namespace

// --- Making

Exception* allocate_exception(Thread& t, Type& type) {
    void* const memory = t.heap().alloc_object(instance_bytes(type));
    if (!memory) {
        static_cast<void>(t.raise_memory_error());
        return nullptr;
    }
    auto* const e = static_cast<Exception*>(memory);
    std::memset(reinterpret_cast<char*>(e) + sizeof(Object), 0, type.instance_size - sizeof(Object));
    init_instance(e, type);
    e->args = t.commons().empty_tuple();
    return e;
}

Ref make_exception(Thread& t, Exc type, Value argument) {
    Type& cls = *t.type(type_id(type));
    if (!is_plain(type) || argument.is_empty()) {
        const Args args(&argument, argument.is_empty() ? 0 : 1);
        Ref made = cls.slots.new_py(t, cls, args);
        if (!made || !cls.slots.init_py(t, made.get(), args)) return t.raised();
        return made;
    }
    Exception* const e = allocate_exception(t, cls);
    if (!e) return t.raised();
    Ref made = Ref::adopt(e);
    Ref args = make_tuple(t, {argument});
    if (!args) return t.raised();
    e->args = &as<Tuple>(args.release());
    return made;
}

Ref make_exception(Thread& t, Exc type, std::string_view message) {
    Ref text = make_str(t, message);
    if (!text) return t.raised();
    return make_exception(t, type, text.get());
}

Ref make_stop_iteration(Thread& t, Value value) {
    Type& cls = *t.type(TypeId::StopIteration);
    Exception* const e = allocate_exception(t, cls);
    if (!e) return t.raised();
    Ref made = Ref::adopt(e);
    if (!value.is_none() && !value.is_empty()) {
        Ref args = make_tuple(t, {value});
        if (!args) return t.raised();
        e->args = &as<Tuple>(args.release());
    }
    retain(value);
    static_cast<StopIterationException*>(e)->value = value.is_empty() ? Value::none() : value;
    return made;
}

bool is_exception_class(Value v) {
    return is_type(v) && as<Type>(v).instance_kind == Kind::Exception;
}

bool exception_matches(Thread& t, Value exception, Exc type) {
    return is_instance_of(t, exception, type_id(type));
}

// --- Slots and helpers of all layouts

Status set_args(Thread& t, Exception& self, const Args& args) {
    Ref tuple = make_tuple(t, std::span(args.values, args.count));
    if (!tuple) return t.raised();
    Tuple* const old = std::exchange(self.args, &as<Tuple>(tuple.release()));
    release(old);
    return Status::ok();
}

Ref exception_new_py(Thread& t, Type& type, const Args& args) {
    Exception* const e = allocate_exception(t, type);
    if (!e) return t.raised();
    Ref made = Ref::adopt(e);
    if (!set_args(t, *e, args)) return t.raised();
    return made;
}

Status exception_init_py(Thread& t, Value self, const Args& args) {
    auto& e = as<Exception>(self);
    if (args.names && args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "{}() takes no keyword arguments", *e.type());
    }
    // __new__ put the same arguments there, as a rule.
    if (e.args->size == args.count) {
        bool same = true;
        for (std::uint32_t i = 0; same && i < args.count; ++i) same = (*e.args)[i] == args[i];
        if (same) return Status::ok();
    }
    return set_args(t, e, args);
}

Status read_keywords(Thread& t, const Args& args, const char* function, std::span<const char* const> names,
                     Value* out) {
    for (std::size_t i = 0; i < names.size(); ++i) out[i] = Value();
    const std::uint32_t given = args.names ? args.keyword_count() : 0;
    if (given > names.size()) {
        return t.raise(Exc::TypeError, "{}() takes at most {} keyword argument{} ({} given)", function,
                       names.size(), names.size() == 1 ? "" : "s", given);
    }
    for (std::uint32_t k = 0; k < given; ++k) {
        const Str& name = args.keyword_name(k);
        std::size_t found = 0;
        while (found < names.size() && !str_equal(name, names[found])) ++found;
        if (found == names.size()) {
            TextBuffer text;
            append_utf8(text, name);
            const std::string_view near = closest_name(text.view(), names);
            if (near.empty()) {
                return t.raise(Exc::TypeError, "{}() got an unexpected keyword argument '{}'", function,
                               name);
            }
            return t.raise(Exc::TypeError, "{}() got an unexpected keyword argument '{}'. Did you mean '{}'?",
                           function, name, near);
        }
        out[found] = args.keyword(k);
    }
    return Status::ok();
}

Ref exception_repr_py(Thread& t, Value self) {
    RecursionScope scope(t, " while getting the repr of an object");
    if (!scope) return t.raised();
    auto& e = as<Exception>(self);
    Ref args = Ref::share(e.args); // repr of an argument may set self.args
    TextBuffer text;
    text.append(type_name_view(*e.type()));
    const auto& items = args.as<Tuple>();
    if (items.size == 1) text.append('(');
    if (!append_repr_py(t, text, items.size == 1 ? items[0] : args.get())) return t.raised();
    if (items.size == 1) text.append(')');
    return make_str(t, text);
}

Ref exception_str_py(Thread& t, Value self) {
    RecursionScope scope(t, " while getting the str of an object");
    if (!scope) return t.raised();
    Ref args = Ref::share(as<Exception>(self).args);
    const auto& items = args.as<Tuple>();
    if (items.size == 0) return Ref::share(&t.name(Name::empty));
    return str_py(t, items.size == 1 ? items[0] : args.get());
}

Ref key_error_str_py(Thread& t, Value self) {
    Ref args = Ref::share(as<Exception>(self).args);
    // A key of '' must be seen: the message of a KeyError is the repr of the key.
    if (args.as<Tuple>().size == 1) return repr_py(t, args.as<Tuple>()[0]);
    return exception_str_py(t, self);
}

Result<Value> attributes_or_empty(Thread& t, Exception& self) {
    const Shape& shape = *self.shape;
    const Attrs* const attrs = attrs_of(&self);
    if (!attrs || (shape.dict_mode ? !attrs->overflow : shape.slot_count == 0)) return Value();
    Result<Dict*> dict = instance_dict(t, &self);
    if (!dict) return t.raised();
    return (*dict)->count == 0 ? Value() : Value(*dict);
}

Ref reduce_with(Thread& t, Exception& self, Value args, Value state) {
    if (state.is_empty()) return make_tuple(t, {Value(self.type()), args});
    return make_tuple(t, {Value(self.type()), args, state});
}

// --- Methods

namespace {

Ref exception_reduce(Thread& t, Exception& self) {
    Result<Value> state = attributes_or_empty(t, self);
    if (!state) return t.raised();
    return reduce_with(t, self, self.args, *state);
}

Ref exception_setstate_py(Thread& t, Exception& self, Value state) {
    if (state.is_none()) return Ref::none();
    auto* const dict = cast<Dict>(state);
    if (!dict) return t.raise(Exc::TypeError, "state is not a dictionary");
    for (std::uint32_t at = 0; DictEntry* const entry = dict->next(at);) {
        Ref key = Ref::share(entry->key);
        Ref value = Ref::share(entry->value);
        auto* const name = cast<Str>(key.get());
        if (!name) {
            return t.raise(Exc::TypeError, "attribute name must be string, not '{}'", *type_of(t, key.get()));
        }
        Ref interned = intern(t, *name);
        if (!interned || !set_attr_py(t, &self, interned.as<Str>(), value.get())) return t.raised();
    }
    return Ref::none();
}

Status exception_set_traceback(Thread& t, Exception& self, Value value) {
    if (!value.is_none() && !is_kind(value, Kind::Traceback)) {
        return t.raise(Exc::TypeError, "__traceback__ must be a traceback or None");
    }
    Traceback* const fresh = value.is_none() ? nullptr : &as<Traceback>(value);
    if (fresh) retain(fresh);
    Traceback* const old = std::exchange(self.traceback, fresh);
    if (old) release(old);
    return Status::ok();
}

Ref exception_with_traceback(Thread& t, Exception& self, Value tb) {
    if (!exception_set_traceback(t, self, tb)) return t.raised();
    return Ref::share(&self);
}

Ref exception_add_note_py(Thread& t, Exception& self, Str& note) {
    Str& name = t.name(Name::dunder_notes);
    Ref keep = Ref::share(&self);
    Ref text = Ref::share(&note);
    Ref notes = find_attr_py(t, keep.get(), name);
    if (!notes) {
        if (t.has_pending()) return t.raised();
        notes = make_list(t);
        if (!notes || !set_attr_py(t, keep.get(), name, notes.get())) return t.raised();
    }
    auto* const list = cast<List>(notes.get());
    if (!list) return t.raise(Exc::TypeError, "Cannot add note: __notes__ is not a list");
    if (!list_append(t, *list, text.get())) return t.raised();
    return Ref::none();
}

// --- Attributes

Ref exception_get_args(Thread&, Value self) {
    return Ref::share(as<Exception>(self).args);
}

Status exception_set_args_py(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "args may not be deleted");
    Ref tuple = tuple_from_py(t, value);
    if (!tuple) return t.raised();
    Tuple* const old = std::exchange(as<Exception>(self).args, &as<Tuple>(tuple.release()));
    release(old);
    return Status::ok();
}

Ref exception_get_traceback(Thread&, Value self) {
    Traceback* const tb = as<Exception>(self).traceback;
    return tb ? Ref::share(tb) : Ref::none();
}

Status exception_assign_traceback(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "__traceback__ may not be deleted");
    return exception_set_traceback(t, as<Exception>(self), value);
}

Ref exception_get_context(Thread&, Value self) {
    const Value context = as<Exception>(self).context;
    return context.is_empty() ? Ref::none() : Ref::share(context);
}

Status exception_set_context(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "__context__ may not be deleted");
    if (!value.is_none() && !is_exception(value)) {
        return t.raise(Exc::TypeError, "exception context must be None or derive from BaseException");
    }
    assign_word(as<Exception>(self).context, value.is_none() ? Value() : value);
    return Status::ok();
}

Ref exception_get_cause(Thread&, Value self) {
    const Value cause = as<Exception>(self).cause;
    return cause.is_empty() ? Ref::none() : Ref::share(cause);
}

Status exception_set_cause(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "__cause__ may not be deleted");
    if (!value.is_none() && !is_exception(value)) {
        return t.raise(Exc::TypeError, "exception cause must be None or derive from BaseException");
    }
    set_cause(as<Exception>(self), value);
    return Status::ok();
}

} // namespace

constinit const MethodDef kExceptionMethods[4] = {
    method<&exception_reduce>("__reduce__($self, /)", "Tell pickle how to make this exception again."),
    method<&exception_setstate_py>("__setstate__($self, state, /)",
                                   "Set the attributes that the dict names."),
    method<&exception_with_traceback>("with_traceback($self, object, /)",
                                      "Set self.__traceback__ to tb and return self."),
    method<&exception_add_note_py>("add_note($self, note, /)", "Add a note to the exception"),
};

constinit const GetSetDef kExceptionGetSet[5] = {
    kDictGetSet,
    {"args", &exception_get_args, &exception_set_args_py, nullptr},
    {"__traceback__", &exception_get_traceback, &exception_assign_traceback, nullptr},
    {"__context__", &exception_get_context, &exception_set_context, "exception context"},
    {"__cause__", &exception_get_cause, &exception_set_cause, "exception cause"},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constinit const MemberDef kExceptionMembers[1] = {
    {"__suppress_context__", offsetof(Exception, suppress_context), MemberDef::Type::Bool, true, nullptr},
};
#pragma GCC diagnostic pop

// --- Life

void traverse_exception(Object* object, Visitor& visit, std::uint32_t words) {
    auto& e = *static_cast<Exception*>(object);
    visit.pointer(e.args);
    visit.pointer(e.traceback);
    visit(e.context);
    visit(e.cause);
    Value* const extra = layout_words(e);
    for (std::uint32_t i = 0; i < words; ++i) visit(extra[i]);
    traverse_attrs(object, visit);
}

static void release_fields(Heap& heap, Exception& e, std::uint32_t words) {
    release(e.args);
    if (e.traceback) release(e.traceback);
    release(e.context);
    release(e.cause);
    Value* const extra = layout_words(e);
    for (std::uint32_t i = 0; i < words; ++i) release(extra[i]);
    drop_attrs(heap, &e);
}

void drop_exception(Heap& heap, Object* object, std::uint32_t words) {
    release_fields(heap, *static_cast<Exception*>(object), words);
    heap.free_object(object);
}

void drop_memory_error(Heap& heap, Object* object) {
    InterpState& state = heap.state();
    auto& e = *static_cast<Exception*>(object);
    // The collector frees what it drops by itself.
    if (object->subclass != 0 || heap.is_sweeping()) return drop_exception(heap, object, 0);
    // Before a place is looked for: what it lets go of may be a MemoryError that takes one.
    release_fields(heap, e, 0);
    for (Object*& spare : state.spare_memory_errors) {
        if (spare) continue;
        reset(e);
        init_instance(&e, *state.type(TypeId::MemoryError));
        e.args = state.commons.empty_tuple();
        spare = &e;
        return;
    }
    heap.free_object(object);
}

bool prepare_memory_errors(InterpState& state) {
    Type& type = *state.type(TypeId::MemoryError);
    const auto make = [&state, &type]() -> Object* {
        void* const memory = state.heap.alloc_object(instance_bytes(type));
        if (!memory) return nullptr;
        auto* const e = static_cast<Exception*>(memory);
        reset(*e);
        init_instance(e, type);
        e->args = state.commons.empty_tuple();
        return e;
    };
    for (Object*& spare : state.spare_memory_errors) {
        if (!spare) spare = make();
        if (!spare) return false;
    }
    if (!state.last_memory_error) {
        state.last_memory_error = make();
        if (!state.last_memory_error) return false;
        state.last_memory_error->refs = INT32_MIN / 2;
    }
    return true;
}

} // namespace islet
