// SPDX-License-Identifier: MIT
//
// The definitions of the modules written in C++, by the list in modules.def.
// Owns: nothing. Threads: constants.
#pragma once

#include "vm/types/module.h"

namespace islet {

#define ISLET_MODULE(definition) extern const ModuleDef definition;
#include "stdlib/modules.def"

} // namespace islet
