// SPDX-License-Identifier: MIT
//
// The module atexit. Its registrations belong to the interpreter: they lie in the module's own data.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// A list of tuples (function, args, keywords dict or None), in the order of registration.
struct Registrations {
    Value list;
};

Registrations& data_of(ModuleSelf self) {
    return *static_cast<Registrations*>(as<Module>(self.module).data);
}

Ref atexit_register(Thread& t, Value self, const Args& args) {
    if (args.count < 1) return t.raise(Exc::TypeError, "register() takes at least 1 argument (0 given)");
    if (!is_callable(t, args[0])) return t.raise(Exc::TypeError, "the first argument must be callable");
    Ref rest = make_tuple(t, std::span<const Value>(args.values + 1, args.count - 1));
    Ref keywords = args.keyword_count() > 0 ? make_dict(t) : Ref::none();
    if (!rest || !keywords) return t.raised();
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
        if (!dict_set(t, keywords.as<Dict>(), args.keyword_name(k), args.keyword(k))) return t.raised();
    }
    Ref row = make_tuple(t, {args[0], rest.get(), keywords.get()});
    if (!row || !list_append(t, as<List>(data_of(ModuleSelf{self}).list), std::move(row))) return t.raised();
    return Ref::share(args[0]);
}

Ref atexit_unregister(Thread& t, ModuleSelf self, Value function) {
    List& list = as<List>(data_of(self).list);
    for (std::uint64_t i = list.size; i-- > 0;) {
        if (i >= list.size) continue; // __eq__ removed some
        const Ref row = Ref::share(list.items[i]);
        const Result<bool> same = equal_py(t, row.as<Tuple>()[0], function);
        if (!same) return t.raised();
        if (*same && i < list.size && !list_replace(t, list, i, i + 1, {})) return t.raised();
    }
    return Ref::none();
}

// Last registered first. A failure is reported and does not keep the others from running.
Ref atexit_run(Thread& t, ModuleSelf self) {
    List& list = as<List>(data_of(self).list);
    while (list.size > 0) {
        const Ref row = Ref::adopt(list.items[--list.size]);
        const Tuple& parts = row.as<Tuple>();
        const Value keywords = parts[2].is_none() ? Value() : parts[2];
        if (!call_ex_py(t, parts[0], as<Tuple>(parts[1]), keywords)) {
            report_unraisable_py(t, "Exception ignored in atexit callback", parts[0]);
        }
    }
    return Ref::none();
}

Ref atexit_clear(Thread&, ModuleSelf self) {
    list_clear(as<List>(data_of(self).list));
    return Ref::none();
}
Ref atexit_count(Thread&, ModuleSelf self) {
    return Ref::plain(Value::small_int(static_cast<std::int64_t>(as<List>(data_of(self).list).size)));
}

constexpr MethodDef kFunctions[] = {
    raw<&atexit_register>("register($module, func, /, *args, **kwargs)",
                          "Register a function to be executed upon normal program termination\n\n    func - "
                          "function to be called at exit\n    "
                          "args - optional arguments to pass to func\n    kwargs - optional keyword "
                          "arguments to pass to func\n\n    func is returned "
                          "to facilitate usage as a decorator."),
    function<&atexit_unregister>("unregister($module, func, /)",
                                 "Unregister an exit function which was previously registered "
                                 "using\natexit.register\n\n    func - function to be "
                                 "unregistered"),
    function<&atexit_run>("_run_exitfuncs($module, /)",
                          "Run all registered exit functions.\n\nIf a callback raises an exception, it is "
                          "logged with sys.unraisablehook."),
    function<&atexit_clear>("_clear($module, /)", "Clear the list of previously registered exit functions."),
    function<&atexit_count>("_ncallbacks($module, /)", "Return the number of registered exit functions."),
};

Status atexit_init_py(Thread& t, Module& m) {
    Ref list = make_list(t);
    if (!list) return t.raised();
    static_cast<Registrations*>(m.data)->list = list.release();
    return Status::ok();
}
void atexit_traverse(Module& m, Visitor& visit) {
    visit(static_cast<Registrations*>(m.data)->list);
}
void atexit_drop(Module& m) {
    release(static_cast<Registrations*>(m.data)->list);
}

} // namespace

const ModuleDef kAtexitModule = {
    .name = "atexit",
    .doc = "allow programmer to define multiple exit functions to be executed\nupon normal program "
           "termination.\n\nTwo public functions, register and "
           "unregister, are defined.\n",
    .functions = kFunctions,
    .init_py = atexit_init_py,
    .data_size = sizeof(Registrations),
    .traverse = atexit_traverse,
    .drop = atexit_drop,
};

} // namespace islet
