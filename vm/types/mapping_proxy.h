// SPDX-License-Identifier: MIT
//
// mappingproxy: a mapping that cannot be changed through it.
// Owns: one count on the mapping. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct MappingProxy : Object {
    static constexpr Kind kKind = Kind::MappingProxy;
    Value mapping;
};

Ref make_mapping_proxy(Thread& t, Value mapping);

} // namespace islet
