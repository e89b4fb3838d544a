// SPDX-License-Identifier: MIT
//
// The module _contextvars: the types of context variables, and copy_context.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/types/contextvars.h"
#include "vm/types/dict.h"

namespace islet {

namespace {

constexpr MethodDef kFunctions[] = {
    function<&copy_current_context>("copy_context($module, /)", "A copy of the current context."),
};

Status contextvars_init_py(Thread& t, Module& m) {
    for (const TypeId id : {TypeId::Context, TypeId::ContextVar, TypeId::Token}) {
        Type* const type = t.type(id);
        if (!dict_set(t, *m.dict, *type->name, Value(type))) return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kContextvarsModule = {
    .name = "_contextvars",
    .doc = "Context Variables",
    .functions = kFunctions,
    .init_py = contextvars_init_py,
};

} // namespace islet
