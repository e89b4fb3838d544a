// SPDX-License-Identifier: MIT
//
// The objects that a program finds among the built-in names for a person at the prompt: exit, quit,
// copyright, credits, license and help.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// Enters all of them into the namespace of the module builtins.
Status add_site_objects(Thread& t, Dict& builtins);

} // namespace islet
