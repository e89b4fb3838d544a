// SPDX-License-Identifier: MIT
//
// What an abstract base class remembers of other classes; the module _abc reads and writes it.
// Owns: its dicts. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct AbcData : Object {
    static constexpr Kind kKind = Kind::Native;
    Value registry, cache, negative; // Dict, or empty
    std::uint64_t version;           // at which `negative` holds
};

inline AbcData& abc_data(Value v) {
    return *static_cast<AbcData*>(v.object());
}
Ref make_abc_data(Thread& t);

} // namespace islet
