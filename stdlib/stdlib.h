// SPDX-License-Identifier: MIT
//
// What the library offers to a Process: the constant list of its modules.
// Owns: nothing. Threads: constants.
#pragma once

#include "runtime/process.h"

namespace islet {

// Modules written in C++ and modules embedded from stdlib/py.
ModuleTable stdlib_modules();

} // namespace islet
