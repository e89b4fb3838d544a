// SPDX-License-Identifier: MIT
//
// types.SimpleNamespace: attributes and nothing else.
// Owns: its attributes, in the Attrs block. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct SimpleNamespace : Object {
    static constexpr Kind kKind = Kind::SimpleNamespace;
};

// An instance with the entries of `attributes` (keys: str).
Ref make_namespace_py(Thread& t, Dict& attributes);

} // namespace islet
