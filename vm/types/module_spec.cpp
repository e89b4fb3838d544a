// SPDX-License-Identifier: MIT
//
// ModuleSpec. See module_spec.h. The attributes lie in the instance; `cached`, `parent` and `has_location`
// are calculated from them.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/types/module_spec.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

namespace islet {

namespace {

constexpr std::string_view kNames[] = {"name",
                                       "loader",
                                       "origin",
                                       "loader_state",
                                       "submodule_search_locations",
                                       "_uninitialized_submodules",
                                       "_set_fileattr",
                                       "_cached"};

Status set_part(Thread& t, Value self, std::string_view name, Value value) {
    Ref key = intern(t, name);
    if (!key || !set_instance_attr(t, self.object(), key.as<Str>(), value)) return t.raised();
    return Status::ok();
}

Ref part_py(Thread& t, Value self, std::string_view name) {
    Ref key = intern(t, name);
    return key ? get_attr_py(t, self, key.as<Str>()) : Ref(t.raised());
}

Status fill_spec(Thread& t, Value self, const SpecParts& parts, Value loader_state) {
    Ref submodules = make_list(t);
    if (!submodules) return t.raised();
    const Value values[] = {parts.name,
                            parts.loader,
                            parts.origin,
                            loader_state,
                            parts.locations,
                            submodules.get(),
                            Value::boolean(parts.has_location),
                            Value::none()};
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
        if (!set_part(t, self, kNames[i], values[i])) return t.raised();
    }
    return Status::ok();
}

Ref spec_new(Thread& t, Type& type, const Args&) {
    return make_instance(t, type);
}

Status spec_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kParameters[] = {"name", "loader", "origin", "loader_state", "is_package"};
    Value a[5];
    if (args.count > 2) {
        return t.raise(Exc::TypeError, "ModuleSpec.__init__() takes 3 positional arguments but {} were given",
                       args.count + 1);
    }
    if (args.total() == 0) {
        return t.raise(Exc::TypeError,
                       "ModuleSpec.__init__() missing 2 required positional arguments: 'name' and 'loader'");
    }
    if (args.total() == 1) {
        return t.raise(Exc::TypeError,
                       "ModuleSpec.__init__() missing 1 required positional argument: 'loader'");
    }
    if (!bind_args(t, args, "ModuleSpec.__init__", kParameters, 0, 2, a)) return t.raised();
    SpecParts parts{.name = a[0], .loader = a[1]};
    if (!a[2].is_empty()) parts.origin = a[2];
    Ref locations = Ref::none();
    if (!a[4].is_empty()) {
        const Result<bool> is_package = truth_py(t, a[4]);
        if (!is_package) return t.raised();
        if (*is_package) locations = make_list(t);
        if (!locations) return t.raised();
    }
    parts.locations = locations.get();
    return fill_spec(t, self, parts, a[3].is_empty() ? Value::none() : a[3]);
}

Ref spec_repr_py(Thread& t, Value self) {
    TextBuffer text;
    const ReprScope scope(t, self);
    append_utf8(text, *self.object()->type()->name);
    text.append('(');
    if (!scope.entered()) {
        text.append("...)");
        return make_str(t, text);
    }
    bool first = true;
    for (const std::string_view name : {kNames[0], kNames[1], kNames[2], kNames[4]}) {
        Ref value = part_py(t, self, name);
        if (!value) return t.raised();
        if (value.get().is_none() && (name == "origin" || name == "submodule_search_locations")) continue;
        format_to(text, "{}{}=", first ? "" : ", ", name);
        first = false;
        if (!append_repr_py(t, text, value.get())) return t.raised();
    }
    text.append(')');
    return make_str(t, text);
}

Ref spec_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (op != CompareOp::Eq && op != CompareOp::Ne) return Ref::not_implemented();
    if (!is_instance_of(t, left, TypeId::ModuleSpec)) return Ref::not_implemented();
    for (const std::string_view name :
         {"name", "loader", "origin", "submodule_search_locations", "cached", "has_location"}) {
        Ref a = part_py(t, left, name), b = a ? part_py(t, right, name) : Ref(t.raised());
        if (!b) {
            if (!t.pending_is(Exc::AttributeError)) return t.raised();
            t.clear_pending();
            return Ref::not_implemented();
        }
        const Result<bool> same = equal_py(t, a.get(), b.get());
        if (!same) return t.raised();
        if (!*same) return Ref::boolean(op == CompareOp::Ne);
    }
    return Ref::boolean(op == CompareOp::Eq);
}

Ref spec_parent_py(Thread& t, Value self) {
    Ref name = part_py(t, self, "name"), locations = part_py(t, self, "submodule_search_locations");
    if (!name || !locations) return t.raised();
    if (!locations.get().is_none() || !is_kind(name.get(), Kind::Str)) return name;
    TextBuffer text;
    append_utf8(text, name.as<Str>());
    const std::size_t dot = text.view().rfind('.');
    return make_str(t, dot == std::string_view::npos ? std::string_view() : text.view().substr(0, dot));
}

Ref spec_has_location_py(Thread& t, Value self) {
    return part_py(t, self, "_set_fileattr");
}
Status spec_set_has_location_py(Thread& t, Value self, Value value) {
    if (value.is_empty())
        return t.raise(Exc::AttributeError, "property 'has_location' of 'ModuleSpec' object has no deleter");
    const Result<bool> truth = truth_py(t, value);
    if (!truth) return t.raised();
    return set_part(t, self, "_set_fileattr", Value::boolean(*truth));
}

// `x/a.py` is cached in `x/__pycache__/a.TAG.pyc`, if anything were.
Ref spec_cached_py(Thread& t, Value self) {
    Ref known = part_py(t, self, "_cached");
    if (!known || !known.get().is_none()) return known;
    Ref origin = part_py(t, self, "origin"), located = part_py(t, self, "_set_fileattr");
    if (!origin || !located) return t.raised();
    const Result<bool> truth = truth_py(t, located.get());
    if (!truth) return t.raised();
    if (!*truth || !is_kind(origin.get(), Kind::Str)) return Ref::none();
    TextBuffer path;
    append_utf8(path, origin.as<Str>());
    if (!path.view().ends_with(".py")) return Ref::none();
    const std::size_t start = path.view().rfind('/') + 1; // npos + 1 is 0
    const std::string_view stem = path.view().substr(start, path.size() - start - 3);
    Ref cached = make_str(t, format("{}__pycache__/{}.islet-314.pyc", path.view().substr(0, start), stem));
    if (!cached || !set_part(t, self, "_cached", cached.get())) return t.raised();
    return cached;
}
Status spec_set_cached_py(Thread& t, Value self, Value value) {
    if (value.is_empty())
        return t.raise(Exc::AttributeError, "property 'cached' of 'ModuleSpec' object has no deleter");
    return set_part(t, self, "_cached", value);
}

Ref spec_dict(Thread& t, Value self) {
    const Result<Dict*> own = instance_dict(t, self.object());
    if (!own) return t.raised();
    return Ref::share(*own);
}

constexpr GetSetDef kGetSet[] = {
    {"__dict__", &spec_dict, nullptr, nullptr},
    {"cached", &spec_cached_py, &spec_set_cached_py, nullptr},
    {"parent", &spec_parent_py, nullptr, "The name of the module's parent."},
    {"has_location", &spec_has_location_py, &spec_set_has_location_py, nullptr},
};

void spec_traverse(Object* object, Visitor& visit) {
    traverse_attrs(object, visit);
}

void spec_drop(Heap& heap, Object* object) {
    drop_attrs(heap, object);
    heap.free_object(object);
}

} // namespace

Ref make_module_spec(Thread& t, const SpecParts& parts) {
    Ref spec = make_instance(t, *t.type(TypeId::ModuleSpec));
    if (!spec || !fill_spec(t, spec.get(), parts, Value::none())) return t.raised();
    return spec;
}

Status set_spec_initializing(Thread& t, Value spec, bool value) {
    return set_part(t, spec, "_initializing", Value::boolean(value));
}

extern constexpr TypeSpec kModuleSpecSpec = {
    .name = "ModuleSpec",
    .module = "_frozen_importlib",
    .doc =
        "The specification for a module, used for loading.\n\nA module's spec is the source for information "
        "about the module: `name`,\n`loader` (which is to load it), `origin` (where it comes from), "
        "`submodule_search_locations`\n(of a package, else None), `loader_state`, `cached`, `parent` and "
        "`has_location`.",
    .flags = kBaseType | kHasDict | kWeakable,
    .slots = {.new_py = &spec_new,
              .init_py = &spec_init_py,
              .repr_py = &spec_repr_py,
              .compare_py = &spec_compare_py},
    .getset = kGetSet,
    .traverse = &spec_traverse,
    .drop = &spec_drop,
};

} // namespace islet
