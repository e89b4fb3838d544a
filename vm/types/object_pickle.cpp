// SPDX-License-Identifier: MIT
//
// object.__reduce_ex__ and object.__getstate__; see object_pickle.h. The functions that the answers name are
// those of the module copyreg, or natives of the same names where there is no such module.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/types/object_pickle.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

namespace islet {

namespace {

Raised raise_cannot_pickle(Thread& t, const Type& type) {
    return t.raise(Exc::TypeError, "cannot pickle '{}' object", type);
}

// --- The functions of copyreg

Ref new_with(Thread& t, Value cls, Tuple& args, Value keywords) {
    if (!is_type(cls)) return t.raise(Exc::TypeError, "__newobj__ arg 1 must be a class");
    Ref function = get_attr_py(t, cls, Name::dunder_new);
    if (!function) return t.raised();
    Ref all = make_tuple_uninit(t, args.size + 1);
    if (!all) return t.raised();
    Value* const items = all.as<Tuple>().items();
    items[0] = Ref::share(cls).release();
    for (std::size_t i = 0; i < args.size; ++i) items[i + 1] = Ref::share(args[i]).release();
    return call_ex_py(t, function.get(), all.as<Tuple>(), keywords);
}

Ref copyreg_newobj_py(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "__newobj__")) return t.raised();
    if (args.count == 0) {
        return t.raise(Exc::TypeError, "__newobj__() missing 1 required positional argument: 'cls'");
    }
    Ref rest = make_tuple(t, std::span(args.values + 1, args.count - 1));
    if (!rest) return t.raised();
    return new_with(t, args[0], rest.as<Tuple>(), Value());
}

Ref copyreg_newobj_ex_py(Thread& t, Value cls, Value args, Value keywords) {
    if (!is_kind(args, Kind::Tuple) || !is_kind(keywords, Kind::Dict)) {
        return t.raise(Exc::TypeError, "__newobj_ex__ needs a tuple and a dict");
    }
    return new_with(t, cls, as<Tuple>(args), keywords);
}

Ref copyreg_reconstructor_py(Thread& t, Value cls, Value base, Value state) {
    if (base == Value(t.type(TypeId::Object))) {
        Ref function = get_attr_py(t, base, Name::dunder_new);
        return function ? call_py(t, function.get(), cls) : Ref(t.raised());
    }
    Ref function = get_attr_py(t, base, Name::dunder_new);
    if (!function) return t.raised();
    Ref object = call_py(t, function.get(), cls, state);
    if (!object) return t.raised();
    Ref init = get_attr_py(t, base, Name::dunder_init);
    if (!init || !call_py(t, init.get(), object.get(), state)) return t.raised();
    return object;
}

constexpr MethodDef kNewObj = raw<&copyreg_newobj_py>("__newobj__(cls, *args)", nullptr);
constexpr MethodDef kNewObjEx = function<&copyreg_newobj_ex_py>("__newobj_ex__(cls, args, kwargs)", nullptr);
constexpr MethodDef kReconstructor =
    function<&copyreg_reconstructor_py>("_reconstructor(cls, base, state)", nullptr);

// copyreg if the program can import it; nothing() without exception if not.
Ref find_copyreg_py(Thread& t) {
    if (t.state().modules) {
        const Value loaded = dict_find_text(t, *t.state().modules, "copyreg");
        if (!loaded.is_empty()) return Ref::share(loaded);
    }
    if (!t.state().hooks.import_py) return Ref::nothing();
    Ref name = intern(t, "copyreg");
    if (!name) return t.raised();
    Ref module = t.state().hooks.import_py(t, name.get(), Value::none(), Value::none(), Value::none(), 0);
    if (!module && t.pending_is(Exc::ImportError)) t.clear_pending();
    return module;
}

Ref copyreg_function_py(Thread& t, std::string_view name, const MethodDef& native) {
    Ref module = find_copyreg_py(t);
    if (!module && t.has_pending()) return t.raised();
    Ref key = intern(t, name);
    if (!key) return t.raised();
    if (module) {
        Ref found = find_attr_py(t, module.get(), key.as<Str>());
        if (found || t.has_pending()) return found;
    }
    Ref module_name = intern(t, "copyreg");
    if (!module_name) return t.raised();
    return make_native_function(t, native, Value(), module_name.get());
}

// --- State

// The name under which the class itself reaches a private slot.
Ref mangled(Thread& t, const Type& cls, Str& name) {
    TextBuffer text;
    append_utf8(text, name);
    const std::string_view view = text.view();
    if (!view.starts_with("__") || view.ends_with("__")) return intern(t, name);
    TextBuffer class_text;
    append_utf8(class_text, *cls.name);
    std::string_view stripped = class_text.view();
    while (stripped.starts_with('_')) stripped.remove_prefix(1);
    if (stripped.empty()) return intern(t, name);
    return intern(t, format("_{}{}", stripped, view).view());
}

Status collect_slot_names_py(Thread& t, const Type& cls, Value slots, List& out) {
    Ref single = Ref::nothing();
    if (is_kind(slots, Kind::Str)) {
        single = make_tuple(t, {slots});
        if (!single) return t.raised();
        slots = single.get();
    }
    return for_each_py(t, slots, [&](Value item) -> Status {
        if (!is_kind(item, Kind::Str)) return Status::ok();
        auto& name = as<Str>(item);
        if (str_equal(name, "__dict__") || str_equal(name, "__weakref__")) return Status::ok();
        Ref key = mangled(t, cls, name);
        if (!key) return t.raised();
        return list_append(t, out, std::move(key));
    });
}

// The names of all __slots__ of the type and its bases.
Ref slot_names_py(Thread& t, Type& type) {
    Ref names = make_list(t);
    if (!names) return t.raised();
    Ref mro = Ref::share(type.mro);
    for (const Value item : mro.as<Tuple>().span()) {
        const Type& cls = as<Type>(item);
        Ref slots = Ref::share(dict_find(t, *cls.dict, Name::dunder_slots));
        if (slots && !collect_slot_names_py(t, cls, slots.get(), names.as<List>())) return t.raised();
    }
    return names;
}

// The values of the slots that are set.
Ref slot_state_py(Thread& t, Value self, List& names) {
    Ref state = make_dict(t);
    if (!state) return t.raised();
    for (std::uint64_t i = 0; i < names.size; ++i) {
        Ref name = Ref::share(names.items[i]);
        Ref value = find_attr_py(t, self, name.as<Str>());
        if (!value && t.has_pending()) return t.raised();
        if (value && !dict_set(t, state.as<Dict>(), name.as<Str>(), value.get())) return t.raised();
    }
    return state;
}

// Whether instances hold something that attributes do not show.
bool has_hidden_state(const Type& type) {
    return type.item_size != 0 || (type.spec->size > sizeof(Object) && type.instance_kind != Kind::Exception);
}

Ref default_state_py(Thread& t, Value self, bool required) {
    Type& type = *type_of(t, self);
    if (required && (is_kind(self, Kind::Code) || is_kind(self, Kind::MemoryView)))
        return t.raise(Exc::TypeError, "cannot pickle {} objects", type);
    if (required && has_hidden_state(type)) return raise_cannot_pickle(t, type);
    Ref attributes = find_attr_py(t, self, Name::dunder_dict);
    if (!attributes) {
        if (t.has_pending()) return t.raised();
        attributes = Ref::none();
    }
    const bool empty = is_kind(attributes.get(), Kind::Dict) && attributes.as<Dict>().count == 0;
    if (empty) attributes = Ref::none();
    Ref names = slot_names_py(t, type);
    if (!names) return t.raised();
    if (names.as<List>().size == 0) return attributes;
    Ref slots = slot_state_py(t, self, names.as<List>());
    if (!slots) return t.raised();
    if (slots.as<Dict>().count == 0) return attributes;
    return make_tuple(t, {attributes.get(), slots.get()});
}

bool is_default_getstate(Thread& t, Type& type) {
    Type& object = *t.type(TypeId::Object);
    return type_lookup(t, type, Name::dunder_getstate) == type_lookup(t, object, Name::dunder_getstate);
}

Ref state_py(Thread& t, Value self, bool required) {
    if (is_default_getstate(t, *type_of(t, self))) return default_state_py(t, self, required);
    return call_method_py(t, self, Name::dunder_getstate);
}

// --- Protocols 0 and 1

// The nearest built-in type that the class extends.
Type& nearest_builtin(Type& type) {
    Type* at = &type;
    while (at->is_heap_type()) at = at->base;
    return *at;
}

Ref reduce_old_py(Thread& t, Value self, std::int64_t protocol) {
    Ref cls = get_attr_py(t, self, Name::dunder_class);
    if (!cls) return t.raised();
    Type& type = is_type(cls.get()) ? cls.as<Type>() : *type_of(t, self);
    Type& base = nearest_builtin(type);
    Ref state = Ref::none();
    if (&base != t.type(TypeId::Object)) {
        if (&base == &type) return raise_cannot_pickle(t, type);
        state = call_py(t, &base, self);
        if (!state) return t.raised();
    }
    Ref args = make_tuple(t, {cls.get(), Value(&base), state.get()});
    if (!args) return t.raised();
    if (is_default_getstate(t, *type_of(t, self))) {
        Ref slots = find_attr_py(t, self, Name::dunder_slots);
        if (!slots && t.has_pending()) return t.raised();
        if (slots) {
            const Result<bool> any = truth_py(t, slots.get());
            if (!any) return t.raised();
            if (*any) {
                return t.raise(Exc::TypeError, "a class that defines __slots__ without defining __getstate__ "
                                               "cannot be pickled");
            }
        }
    }
    static_cast<void>(protocol);
    Ref attributes = state_py(t, self, false);
    if (!attributes) return t.raised();
    Ref function = copyreg_function_py(t, "_reconstructor", kReconstructor);
    if (!function) return t.raised();
    const Result<bool> any = truth_py(t, attributes.get());
    if (!any) return t.raised();
    if (!*any) return make_tuple(t, {function.get(), args.get()});
    return make_tuple(t, {function.get(), args.get(), attributes.get()});
}

// --- Protocol 2 and later

struct NewArguments {
    Ref args = Ref::nothing();     // tuple; nothing(): none asked for
    Ref keywords = Ref::nothing(); // dict
};

Status read_new_arguments_ex_py(Thread& t, Value method, NewArguments& out) {
    Ref both = call_py(t, method);
    if (!both) return t.raised();
    const Value v = both.get();
    if (!is_kind(v, Kind::Tuple)) {
        return t.raise(Exc::TypeError, "__getnewargs_ex__ should return a tuple, not '{}'", *type_of(t, v));
    }
    const auto& pair = as<Tuple>(v);
    if (pair.size != 2) {
        return t.raise(Exc::ValueError, "__getnewargs_ex__ should return a tuple of length 2, not {}",
                       pair.size);
    }
    if (!is_kind(pair[0], Kind::Tuple)) {
        return t.raise(Exc::TypeError,
                       "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                       *type_of(t, pair[0]));
    }
    if (!is_kind(pair[1], Kind::Dict)) {
        return t.raise(Exc::TypeError,
                       "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                       *type_of(t, pair[1]));
    }
    out.args = Ref::share(pair[0]);
    out.keywords = Ref::share(pair[1]);
    return Status::ok();
}

Status read_new_arguments_py(Thread& t, Value self, NewArguments& out) {
    Ref method = lookup_special_py(t, self, Name::dunder_getnewargs_ex);
    if (method) return read_new_arguments_ex_py(t, method.get(), out);
    if (t.has_pending()) return t.raised();
    method = lookup_special_py(t, self, Name::dunder_getnewargs);
    if (!method) return t.has_pending() ? Status(t.raised()) : Status::ok();
    out.args = call_py(t, method.get());
    if (!out.args) return t.raised();
    if (is_kind(out.args.get(), Kind::Tuple)) return Status::ok();
    return t.raise(Exc::TypeError, "__getnewargs__ should return a tuple, not '{}'",
                   *type_of(t, out.args.get()));
}

// The function that makes the object again, and its arguments.
Status describe_creation_py(Thread& t, Value cls, const NewArguments& how, Ref& function, Ref& args) {
    if (how.keywords && how.keywords.as<Dict>().count != 0) {
        function = copyreg_function_py(t, "__newobj_ex__", kNewObjEx);
        if (!function) return t.raised();
        args = make_tuple(t, {cls, how.args.get(), how.keywords.get()});
        return args ? Status::ok() : Status(t.raised());
    }
    function = copyreg_function_py(t, "__newobj__", kNewObj);
    if (!function) return t.raised();
    const std::uint64_t count = how.args ? how.args.as<Tuple>().size : 0;
    args = make_tuple_uninit(t, count + 1);
    if (!args) return t.raised();
    Value* const items = args.as<Tuple>().items();
    items[0] = Ref::share(cls).release();
    for (std::uint64_t i = 0; i < count; ++i) items[i + 1] = Ref::share(how.args.as<Tuple>()[i]).release();
    return Status::ok();
}

Ref reduce_new_py(Thread& t, Value self) {
    Ref cls = Ref::share(type_of(t, self));
    if (!cls.as<Type>().slots.new_py) return raise_cannot_pickle(t, cls.as<Type>());
    NewArguments how;
    if (!read_new_arguments_py(t, self, how)) return t.raised();
    const bool is_list = is_kind(self, Kind::List), is_dict = is_kind(self, Kind::Dict);
    Ref state = state_py(t, self, !how.args && !is_list && !is_dict);
    if (!state) return t.raised();
    Ref function = Ref::nothing(), args = Ref::nothing();
    if (!describe_creation_py(t, cls.get(), how, function, args)) return t.raised();
    Ref items = Ref::none(), pairs = Ref::none();
    if (is_list) {
        items = iter_py(t, self);
        if (!items) return t.raised();
    }
    if (is_dict) {
        Ref view = call_method_py(t, self, Name::items);
        if (!view) return t.raised();
        pairs = iter_py(t, view.get());
        if (!pairs) return t.raised();
    }
    return make_tuple(t, {function.get(), args.get(), state.get(), items.get(), pairs.get()});
}

} // namespace

Ref object_getstate_py(Thread& t, Value self) {
    return default_state_py(t, self, false);
}

Ref object_reduce_py(Thread& t, Value self) {
    return reduce_old_py(t, self, 0);
}

Ref object_reduce_ex_py(Thread& t, Value self, Index protocol) {
    Type& type = *type_of(t, self);
    const Value usual = type_lookup(t, *t.type(TypeId::Object), Name::dunder_reduce);
    if (type_lookup(t, type, Name::dunder_reduce) != usual)
        return call_method_py(t, self, Name::dunder_reduce);
    return protocol.value >= 2 ? reduce_new_py(t, self) : reduce_old_py(t, self, protocol.value);
}

} // namespace islet
