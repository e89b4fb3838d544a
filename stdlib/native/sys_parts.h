// SPDX-License-Identifier: MIT
//
// The parts of the module sys, which spreads over two files, and its data.
// Owns: SysData lies in the module. Threads: the interpreter's lock.
#pragma once

#include "vm/types/module.h"

#include <span>

namespace islet {

struct SysData {
    Value audit_hooks;      // list; empty until the first one
    double switch_interval; // seconds
    int dlopen_flags;
};

inline SysData& sys_data(Module& m) {
    return *static_cast<SysData*>(m.data);
}

std::span<const MethodDef> sys_hook_functions(); // mod_sys_hooks.cpp
Ref make_stdlib_names_py(Thread& t, Module& m);
Status add_sys_hook_names_py(Thread& t, Module& m);
void traverse_sys_data(Module& m, Visitor& visit);
void drop_sys_data(Module& m);

} // namespace islet
