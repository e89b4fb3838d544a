// SPDX-License-Identifier: MIT
//
// The parts of the module builtins, which spreads over several files.
// Owns: nothing. Threads: constants.
#pragma once

#include "vm/native.h"

#include <span>

namespace islet {

std::span<const MethodDef> builtins_code_functions(); // compile, eval, exec, __import__
std::span<const MethodDef> builtins_io_functions();   // print, input, open, anext

} // namespace islet
