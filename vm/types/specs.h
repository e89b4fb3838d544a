// SPDX-License-Identifier: MIT
//
// The specs of all built-in types, by the list in types.def. Each is defined in the file of its type.
// Owns: nothing. Threads: constants.
#pragma once

#include "vm/type.h"

namespace islet {

#define ISLET_TYPE(name, spec) extern const TypeSpec spec;
#include "vm/types.def"

} // namespace islet
