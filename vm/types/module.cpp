// SPDX-License-Identifier: MIT
//
// module; see module.h. A name that a module lacks is asked from the function __getattr__ in its dict (PEP
// 562). Owns: nothing beside the objects. Threads: the interpreter's lock.
#include "vm/types/module.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/import_state.h"
#include "vm/model/protocol.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/list.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Module& module_self(Value v) {
    return as<Module>(v);
}

Ref allocate_module(Thread& t, Type& type) {
    auto* const module = allocate_instance<Module>(t, type);
    if (!module) return t.raise_memory_error();
    module->dict = nullptr;
    module->def = nullptr;
    module->data = nullptr;
    return Ref::adopt(module);
}

Ref module_new(Thread& t, Type& type, const Args&) {
    return allocate_module(t, type);
}

// The five names that every module has.
Status fill_dict(Thread& t, Value module, Value name, Value doc) {
    const Result<Dict*> dict = instance_dict(t, module.object());
    if (!dict) return t.raised();
    if (!dict_set(t, **dict, Name::dunder_name, name) || !dict_set(t, **dict, Name::dunder_doc, doc))
        return t.raised();
    for (const Name unset : {Name::dunder_package, Name::dunder_loader, Name::dunder_spec}) {
        if (!dict_set(t, **dict, unset, Value::none())) return t.raised();
    }
    return Status::ok();
}

Status module_init_py(Thread& t, Value self, const Args& args) {
    constexpr const char* kNames[] = {"name", "doc"};
    Value a[2];
    if (!bind_args(t, args, "module", kNames, 0, 1, a)) return t.raised();
    if (!is_kind(a[0], Kind::Str)) {
        return t.raise(Exc::TypeError, "module() argument 'name' must be str, not {}", BadArgument{t, a[0]});
    }
    return fill_dict(t, self, a[0], a[1].is_empty() ? Value::none() : a[1]);
}

// --- Missing names

// An attribute of an object that imports made; nothing() for any failure, which is forgotten.
Ref quiet_attr_py(Thread& t, Value v, std::string_view name) {
    Ref key = intern(t, name);
    Ref found = key ? find_attr_py(t, v, key.as<Str>()) : Ref::nothing();
    if (!found && t.has_pending()) t.clear_pending();
    return found;
}

Raised raise_missing_py(Thread& t, Value self, Dict& dict, Str& name) {
    Ref own_name = Ref::share(dict_find(t, dict, Name::dunder_name));
    if (!own_name || !is_kind(own_name.get(), Kind::Str)) {
        return raise_attribute_error(t, format("module has no attribute '{}'", name).view(), self, name);
    }
    const auto& module_name = own_name.as<Str>();
    TextBuffer text, shadow;
    Ref spec = Ref::share(dict_find(t, dict, Name::dunder_spec));
    const bool has_spec = spec && !spec.get().is_none();
    Ref file = has_spec ? spec_file_py(t, spec.get()) : Ref::nothing();
    const bool partial = has_spec && is_initializing_py(t, spec.get());
    if (file && describe_shadowing_py(t, module_name, file.as<Str>(), partial, shadow)) {
        format_to(text, "module '{}' has no attribute '{}'{}", module_name, name, shadow);
    } else if (partial) {
        format_to(text, "partially initialized module '{}' ", module_name);
        if (file) format_to(text, "from '{}' ", file.as<Str>());
        format_to(text, "has no attribute '{}' (most likely due to a circular import)", name);
    } else if (has_spec && is_importing_submodule_py(t, spec.get(), name)) {
        format_to(text, "cannot access submodule '{}' of module '{}' (most likely due to a circular import)",
                  name, module_name);
    } else {
        format_to(text, "module '{}' has no attribute '{}'", module_name, name);
    }
    return raise_attribute_error(t, text.view(), self, name);
}

// The value of one of the lazy names, which it keeps from now on; nothing() without exception if it is none.
Ref make_lazy_py(Thread& t, Value self, Dict& dict, const Str& name) {
    auto& module = as<Module>(self);
    if (!module.def) return Ref::nothing();
    for (const LazyName& lazy : module.def->lazy) {
        if (!str_equal(name, lazy.name)) continue;
        Ref made = lazy.make_py(t, module);
        if (!made || !dict_set_text(t, dict, lazy.name, made.get())) return t.raised();
        return made;
    }
    return Ref::nothing();
}

Ref module_getattr_py(Thread& t, Value self, Str& name) {
    Ref found = generic_getattr_py(t, self, name);
    if (found || !t.pending_is(Exc::AttributeError)) return found;
    // An error that a property raised, or that speaks of another object, stays.
    if (!type_lookup(t, *type_of(t, self), name).is_empty()) return t.raised();
    t.clear_pending();
    const Result<Dict*> dict_found = instance_dict(t, self.object());
    if (!dict_found) return t.raised();
    Dict* const dict = *dict_found;
    Ref keep = Ref::share(dict);
    Ref lazy = make_lazy_py(t, self, *dict, name);
    if (lazy || t.has_pending()) return lazy;
    Ref fallback = Ref::share(dict_find(t, *dict, Name::dunder_getattr));
    if (fallback) return call_py(t, fallback.get(), &name);
    return raise_missing_py(t, self, *dict, name);
}

// --- Text

// What stands between "<module " and ">" when the spec knows nothing.
Ref describe_without_spec_py(Thread& t, Value self) {
    Ref name = find_attr_py(t, self, Name::dunder_name);
    if (!name && !t.has_pending()) name = make_str(t, "?");
    Ref text = name ? repr_py(t, name.get()) : Ref(t.raised());
    if (!text) return t.raised();
    Ref file = find_attr_py(t, self, Name::dunder_file);
    if (!file && t.has_pending()) return t.raised();
    Ref loader = find_attr_py(t, self, Name::dunder_loader);
    if (!loader && t.has_pending()) return t.raised();
    if (file) {
        Ref place = repr_py(t, file.get());
        if (!place) return t.raised();
        return make_str(t, format("<module {} from {}>", text.as<Str>(), place.as<Str>()));
    }
    if (module_self(self).def) return make_str(t, format("<module {} (built-in)>", text.as<Str>()));
    if (!loader || loader.get().is_none()) return make_str(t, format("<module {}>", text.as<Str>()));
    Ref loader_text = repr_py(t, loader.get());
    if (!loader_text) return t.raised();
    return make_str(t, format("<module {} ({})>", text.as<Str>(), loader_text.as<Str>()));
}

Ref describe_namespace_py(Thread& t, const Str& name, Value loader) {
    Ref path = quiet_attr_py(t, loader, "_path");
    Ref list = path ? list_from_py(t, path.get()) : make_list(t);
    Ref text = list ? repr_py(t, list.get()) : Ref(t.raised());
    if (!text) return t.raised();
    return make_str(t, format("<module {} (namespace) from {}>", name, text.as<Str>()));
}

Ref describe_by_spec_py(Thread& t, Value spec) {
    Ref name = quiet_attr_py(t, spec, "name");
    if (!name) return Ref::nothing();
    if (name.get().is_none()) name = make_str(t, "?");
    Ref text = name ? repr_py(t, name.get()) : Ref(t.raised());
    if (!text) return t.raised();
    Ref origin = quiet_attr_py(t, spec, "origin");
    if (!origin || origin.get().is_none()) {
        Ref loader = quiet_attr_py(t, spec, "loader");
        if (!loader || loader.get().is_none()) return make_str(t, format("<module {}>", text.as<Str>()));
        if (type_name_view(*type_of(t, loader.get())) == "NamespaceLoader") {
            return describe_namespace_py(t, text.as<Str>(), loader.get());
        }
        Ref loader_text = repr_py(t, loader.get());
        if (!loader_text) return t.raised();
        return make_str(t, format("<module {} ({})>", text.as<Str>(), loader_text.as<Str>()));
    }
    const bool located = static_cast<bool>(spec_file_py(t, spec));
    Ref place = located ? repr_py(t, origin.get()) : str_py(t, origin.get());
    if (!place) return t.raised();
    return located ? make_str(t, format("<module {} from {}>", text.as<Str>(), place.as<Str>()))
                   : make_str(t, format("<module {} ({})>", text.as<Str>(), place.as<Str>()));
}

Ref module_repr_py(Thread& t, Value self) {
    Dict* const dict = module_self(self).dict;
    Ref spec = Ref::share(dict ? dict_find(t, *dict, Name::dunder_spec) : Value());
    if (spec && !spec.get().is_none()) {
        Ref text = describe_by_spec_py(t, spec.get());
        if (text || t.has_pending()) return text;
    }
    return describe_without_spec_py(t, self);
}

// --- Methods and attributes

Ref module_dir_py(Thread& t, Value self) {
    if (const ModuleDef* const def = module_self(self).def) {
        for (const LazyName& lazy : def->lazy) {
            Ref key = intern(t, lazy.name);
            if (!key || !get_attr_py(t, self, key.as<Str>())) return t.raised();
        }
    }
    Ref dict = get_attr_py(t, self, Name::dunder_dict);
    if (!dict) return t.raised();
    if (!is_kind(dict.get(), Kind::Dict))
        return t.raise(Exc::TypeError, "<module>.__dict__ is not a dictionary");
    Ref own = Ref::share(dict_find(t, dict.as<Dict>(), Name::dunder_dir));
    return own ? call_py(t, own.get()) : list_from_py(t, dict.get());
}

Ref module_annotate_get(Thread& t, Value self) {
    const Result<Dict*> dict = instance_dict(t, self.object());
    if (!dict) return t.raised();
    const Value known = dict_find(t, **dict, Name::dunder_annotate);
    return known.is_empty() ? Ref::none() : Ref::share(known);
}

Status module_annotate_set(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "cannot delete __annotate__ attribute");
    if (!value.is_none() && !is_callable(t, value)) {
        return t.raise(Exc::TypeError, "__annotate__ must be callable or None");
    }
    const Result<Dict*> dict = instance_dict(t, self.object());
    if (!dict || !dict_set(t, **dict, Name::dunder_annotate, value)) return t.raised();
    if (!value.is_none()) dict_remove(t, **dict, t.name(Name::dunder_annotations));
    return Status::ok();
}

Ref module_annotations_get_py(Thread& t, Value self) {
    const Result<Dict*> found = instance_dict(t, self.object());
    if (!found) return t.raised();
    Ref dict = Ref::share(*found);
    const Value known = dict_find(t, dict.as<Dict>(), Name::dunder_annotations);
    if (!known.is_empty()) return Ref::share(known);
    Ref annotate = Ref::share(dict_find(t, dict.as<Dict>(), Name::dunder_annotate));
    Ref made = Ref::nothing();
    if (annotate && is_callable(t, annotate.get())) {
        constexpr std::int64_t kValues = 1; // annotationlib.Format.VALUE
        made = call_py(t, annotate.get(), Value::small_int(kValues));
        if (made && !is_kind(made.get(), Kind::Dict)) {
            return t.raise(Exc::TypeError, "__annotate__ returned non-dict of type '{}'",
                           *type_of(t, made.get()));
        }
    } else {
        made = make_dict(t);
    }
    if (!made || !dict_set(t, dict.as<Dict>(), Name::dunder_annotations, made.get())) return t.raised();
    return made;
}

Status module_annotations_set(Thread& t, Value self, Value value) {
    const Result<Dict*> dict = instance_dict(t, self.object());
    if (!dict) return t.raised();
    if (!value.is_empty()) {
        if (!dict_set(t, **dict, Name::dunder_annotations, value)) return t.raised();
    } else if (!dict_remove(t, **dict, t.name(Name::dunder_annotations))) {
        return t.raise(Exc::AttributeError, "__annotations__");
    }
    dict_remove(t, **dict, t.name(Name::dunder_annotate));
    return Status::ok();
}

constexpr MethodDef kModuleMethods[] = {
    method<&module_dir_py>("__dir__($self, /)", "__dir__() -> list\nspecialized dir() implementation"),
};
constexpr GetSetDef kModuleGetSet[] = {
    {"__dict__", &instance_dict_get, &refuse_write, nullptr},
    {"__annotations__", &module_annotations_get_py, &module_annotations_set, nullptr},
    {"__annotate__", &module_annotate_get, &module_annotate_set, nullptr},
};

void module_traverse(Object* object, Visitor& visit) {
    auto* const module = reinterpret_cast<Module*>(object);
    visit.pointer(module->dict);
    if (module->def && module->def->traverse && module->data) module->def->traverse(*module, visit);
    traverse_attrs(object, visit);
}

void module_drop(Heap& heap, Object* object) {
    auto* const module = reinterpret_cast<Module*>(object);
    if (module->def && module->def->drop && module->data) module->def->drop(*module);
    heap.free_raw(module->data);
    if (module->dict) release(static_cast<Object*>(std::exchange(module->dict, nullptr)));
    drop_attrs(heap, object);
    heap.free_object(object);
}

} // namespace

Ref make_module(Thread& t, Str& name) {
    Ref module = allocate_module(t, *t.type(TypeId::Module));
    if (!module || !fill_dict(t, module.get(), &name, Value::none())) return t.raised();
    return module;
}

Ref make_native_module_py(Thread& t, const ModuleDef& def) {
    Ref name = intern(t, def.name);
    Ref made = name ? make_module(t, name.as<Str>()) : Ref(t.raised());
    if (!made) return t.raised();
    auto& module = made.as<Module>();
    module.def = &def;
    if (def.data_size != 0) {
        module.data = t.heap().alloc_raw(def.data_size);
        if (!module.data) return t.raise_memory_error();
        std::memset(module.data, 0, def.data_size);
    }
    Ref doc = def.doc ? make_str(t, def.doc) : Ref::none();
    if (!doc || !dict_set(t, *module.dict, Name::dunder_doc, doc.get())) return t.raised();
    for (const MethodDef& function : def.functions) {
        Ref native = make_native_function(t, function, made.get(), name.get());
        if (!native) return t.raised();
        Str& function_name = *native.as<NativeFunction>().name;
        if (!dict_set(t, *module.dict, function_name, native.get())) return t.raised();
    }
    if (def.init_py && !def.init_py(t, module)) return t.raised();
    return made;
}

Status module_add(Thread& t, Module& m, std::string_view name, Value value) {
    return dict_set_text(t, *m.dict, name, value);
}

extern const TypeSpec kModuleSpec = {
    .name = "module",
    .doc =
        "Create a module object.\n\nThe name must be a string; the optional doc argument can have any type.",
    .kind = Kind::Module,
    .flags = kBaseType | kHasDict | kWeakable,
    .size = sizeof(Module),
    .slots = {.new_py = &module_new,
              .init_py = &module_init_py,
              .getattr_py = &module_getattr_py,
              .repr_py = &module_repr_py},
    .methods = kModuleMethods,
    .getset = kModuleGetSet,
    .traverse = &module_traverse,
    .drop = &module_drop,
};

} // namespace islet
