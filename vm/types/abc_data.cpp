// SPDX-License-Identifier: MIT
//
// See abc_data.h.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/types/abc_data.h"

#include "vm/model/allocate.h"
#include "vm/model/fields.h"
#include "vm/types/specs.h"

namespace islet {

Ref make_abc_data(Thread& t) {
    auto* const made = allocate<AbcData>(t, TypeId::AbcData);
    if (!made) return t.raise_memory_error();
    made->registry = made->cache = made->negative = Value();
    made->version = 0;
    return Ref::adopt(made);
}

extern constexpr TypeSpec kAbcDataSpec = {
    .name = "_abc_data",
    .module = "_abc",
    .doc = "What an abstract base class remembers of other classes.",
    .kind = Kind::Native,
    .flags = kNoInstantiation,
    .size = sizeof(AbcData),
    .traverse = &traverse_fields<AbcData, &AbcData::registry, &AbcData::cache, &AbcData::negative>,
    .drop = &drop_fields<AbcData, &AbcData::registry, &AbcData::cache, &AbcData::negative>,
};

} // namespace islet
