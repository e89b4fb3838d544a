// SPDX-License-Identifier: MIT
//
// The module _functools: the parts of functools that are called often.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/key_wrapper.h"
#include "vm/types/module.h"
#include "vm/types/partial.h"

namespace islet {

namespace {

Ref functools_cmp_to_key(Thread& t, Value compare) {
    return make_key_wrapper(t, compare);
}

Ref functools_reduce_py(Thread& t, Value function, Value iterable, Value initial) {
    const Ref iterator = iter_py(t, iterable);
    if (!iterator) {
        if (!t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
        return t.raise(Exc::TypeError, "reduce() arg 2 must support iteration");
    }
    Ref result = initial.is_empty() ? Ref::nothing() : Ref::share(initial);
    for (;;) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) break;
        result = result.get().is_empty() ? step.take() : call_py(t, function, result.get(), step.get());
        if (!result) return t.raised();
    }
    if (result.get().is_empty())
        return t.raise(Exc::TypeError, "reduce() of empty iterable with no initial value");
    return result;
}

constexpr MethodDef kFunctions[] = {
    function<&functools_cmp_to_key>("cmp_to_key($module, /, mycmp)",
                                    "Make a key function of a comparison function of the old kind."),
    function<&functools_reduce_py>(
        "reduce($module, function, iterable, /, initial=<not given>)",
        "Combine the items, from the left, by a function of two arguments.\n\n"
        "reduce(f, [a, b, c]) is f(f(a, b), c). `initial` comes before the items."),
};

Status functools_init_py(Thread& t, Module& m) {
    for (const TypeId id : {TypeId::Partial, TypeId::LruCache}) {
        Type* const type = t.type(id);
        if (!dict_set(t, *m.dict, *type->name, Value(type))) return t.raised();
    }
    const Ref placeholder = partial_placeholder(t);
    if (!placeholder) return t.raised();
    return module_add(t, m, "Placeholder", placeholder.get());
}

} // namespace

const ModuleDef kFunctoolsModule = {
    .name = "_functools",
    .doc = "Tools that operate on functions.",
    .functions = kFunctions,
    .init_py = functools_init_py,
};

} // namespace islet
