// SPDX-License-Identifier: MIT
//
// What a module's spec tells about its import, for the texts of errors: is it under way, where is the file,
// does the program's own file hide another module.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// spec._initializing, as truth. Failures count as no.
bool is_initializing_py(Thread& t, Value spec);
// spec.origin if the spec has a location; nothing() if not, and for any failure.
Ref spec_file_py(Thread& t, Value spec);
// Whether the import of the submodule `name` of the spec's package is under way.
bool is_importing_submodule_py(Thread& t, Value spec, Str& name);
// If `file` lies beside the program and so may hide a module of the library (or, while it is being imported,
// one that the program meant): the advice to rename it, in `out`.
bool describe_shadowing_py(Thread& t, const Str& module, const Str& file, bool initializing, TextBuffer& out);

} // namespace islet
