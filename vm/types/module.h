// SPDX-License-Identifier: MIT
//
// module: a name for a dict.
// Owns: its dict, its attributes lie in it. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"

namespace islet {

struct ModuleDef;

struct Module : Object {
    static constexpr Kind kKind = Kind::Module;
    Dict* dict;
    const ModuleDef* def; // native modules; else null
    void* data;           // per interpreter state of a native module (raw block), or null
};

// A name of a module that few programs use: its value is made when it is first asked for.
struct LazyName {
    const char* name;
    Ref (*make_py)(Thread&, Module&);
};

// A module written in C++. `init_py` fills the dict, after the functions were added.
struct ModuleDef {
    const char* name;
    const char* doc = nullptr;
    std::span<const MethodDef> functions = {};
    Status (*init_py)(Thread&, Module&) = nullptr;
    std::uint32_t data_size = 0;                   // bytes of `data`, zeroed
    void (*traverse)(Module&, Visitor&) = nullptr; // pointers in `data`
    void (*drop)(Module&) = nullptr;
    std::span<const LazyName> lazy = {};
};

Ref make_module(Thread& t, Str& name);
Ref make_native_module_py(Thread& t, const ModuleDef& def);
Status module_add(Thread& t, Module& m, std::string_view name, Value value);

} // namespace islet
