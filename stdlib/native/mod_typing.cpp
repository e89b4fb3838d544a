// SPDX-License-Identifier: MIT
//
// The module _typing: the types behind typing that the language itself makes.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/types/dict.h"
#include "vm/types/module.h"
#include "vm/types/typing_support.h"

namespace islet {

namespace {

Ref typing_idfunc(Thread&, Value x) {
    return Ref::share(x);
}

constexpr MethodDef kFunctions[] = {
    function<&typing_idfunc>("_idfunc($module, x, /)", "Gives what it gets."),
};

Status typing_init_py(Thread& t, Module& m) {
    for (const TypeId id :
         {TypeId::TypeVar, TypeId::ParamSpec, TypeId::ParamSpecArgs, TypeId::ParamSpecKwargs,
          TypeId::TypeVarTuple, TypeId::TypeAliasType, TypeId::Generic, TypeId::Union}) {
        Type* const type = t.type(id);
        if (!dict_set(t, *m.dict, *type->name, Value(type))) return t.raised();
    }
    const Ref none = no_default(t);
    return none ? module_add(t, m, "NoDefault", none.get()) : Status(t.raised());
}

} // namespace

const ModuleDef kTypingModule = {
    .name = "_typing",
    .doc = "Primitives of the module typing.",
    .functions = kFunctions,
    .init_py = typing_init_py,
};

} // namespace islet
