// SPDX-License-Identifier: MIT
//
// importlib's ModuleSpec: what is known of a module before it is loaded. An ordinary object with attributes,
// made here in C++ because every module has one and few programs look at it.
// Owns: nothing of its own. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct SpecParts {
    Value name = {};
    Value loader = {};
    Value origin = Value::none();
    Value locations = Value::none(); // submodule_search_locations
    bool has_location = false;       // the origin is a file
};

Ref make_module_spec(Thread& t, const SpecParts& parts);
// spec._initializing = value, which texts about circular imports ask for.
Status set_spec_initializing(Thread& t, Value spec, bool value);

} // namespace islet
