// SPDX-License-Identifier: MIT
//
// The module _weakref: references, proxies and what the interpreter knows of them. The containers of the
// module weakref are written in Python.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/module.h"
#include "vm/types/weakref.h"

namespace islet {

namespace {

Ref weakref_count(Thread& t, Value object) {
    return make_int(t, weak_reference_count(t, object));
}
Ref weakref_list(Thread& t, Value object) {
    return weak_references(t, object);
}
Ref weakref_proxy(Thread& t, Value object, Value callback) {
    return make_weak_proxy(t, object, callback.is_none() ? Value() : callback);
}

// Removes a key whose value is a dead reference; used by WeakValueDictionary's callbacks.
Ref weakref_remove_dead(Thread& t, Value dict, Value key) {
    if (!is_kind(dict, Kind::Dict))
        return t.raise(Exc::TypeError, "_remove_dead_weakref() argument 1 must be dict, not {}",
                       *type_of(t, dict));
    bool found = false;
    Ref value = dict_find_py(t, as<Dict>(dict), key, &found);
    if (!found) return t.has_pending() ? Ref(t.raised()) : Ref::none();
    if (is_kind(value.get(), Kind::WeakRef) && !weak_target(value.get())) {
        if (!dict_remove_py(t, as<Dict>(dict), key)) return t.raised();
    }
    return Ref::none();
}

constexpr MethodDef kFunctions[] = {
    function<&weakref_count>("getweakrefcount($module, object, /)",
                             "Return the number of weak references to 'object'."),
    function<&weakref_list>("getweakrefs($module, object, /)",
                            "Return a list of all weak reference objects pointing to 'object'."),
    function<&weakref_proxy>("proxy($module, object, callback=None, /)",
                             "Create a proxy object that weakly references 'object'.\n\n'callback', if "
                             "given, is called with a reference to the\nproxy "
                             "when 'object' is about to be finalized."),
    function<&weakref_remove_dead>("_remove_dead_weakref($module, dct, key, /)",
                                   "Atomically remove key from dict if it points to a dead weakref."),
};

Status weakref_init_py(Thread& t, Module& m) {
    const std::pair<const char*, TypeId> types[] = {{"ref", TypeId::WeakRef},
                                                    {"ReferenceType", TypeId::WeakRef},
                                                    {"ProxyType", TypeId::WeakProxy},
                                                    {"CallableProxyType", TypeId::WeakCallableProxy}};
    for (const auto& [name, id] : types) {
        if (!module_add(t, m, name, Value(t.type(id)))) return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kWeakrefModule = {
    .name = "_weakref",
    .doc = "Weak-reference support module.",
    .functions = kFunctions,
    .init_py = weakref_init_py,
};

} // namespace islet
