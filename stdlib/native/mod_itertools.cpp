// SPDX-License-Identifier: MIT
//
// The module itertools: names for the iterator types, and tee.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/itertools.h"
#include "vm/types/module.h"

namespace islet {

namespace {

Ref tee_py(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "itertools.tee") || !check_positional(t, args, "tee", 1, 2))
        return t.raised();
    std::int64_t count = 2;
    if (args.count == 2) {
        const Result<std::int64_t> given = index_to_int64_py(t, args[1]);
        if (!given) return t.raised();
        count = *given;
    }
    return itertools_tee_py(t, args[0], count);
}

constexpr MethodDef kFunctions[] = {
    raw<&tee_py>("tee($module, iterable, n=2, /)", "A tuple of n independent iterators over one iterable."),
};

constexpr TypeId kTypes[] = {TypeId::Count,        TypeId::Repeat,
                             TypeId::Cycle,        TypeId::Accumulate,
                             TypeId::Chain,        TypeId::Compress,
                             TypeId::DropWhile,    TypeId::TakeWhile,
                             TypeId::FilterFalse,  TypeId::StarMap,
                             TypeId::ISlice,       TypeId::Pairwise,
                             TypeId::Batched,      TypeId::ZipLongest,
                             TypeId::GroupBy,      TypeId::Group,
                             TypeId::Tee,          TypeId::TeeBlock,
                             TypeId::Product,      TypeId::Permutations,
                             TypeId::Combinations, TypeId::CombinationsWithReplacement};

Status itertools_init_py(Thread& t, Module& m) {
    for (const TypeId id : kTypes) {
        Type* const type = t.type(id);
        if (!dict_set(t, *m.dict, *type->name, Value(type))) return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kItertoolsModule = {
    .name = "itertools",
    .doc = "Iterators as building blocks: endless ones, filters, groups, combinations.",
    .functions = kFunctions,
    .init_py = itertools_init_py,
};

} // namespace islet
