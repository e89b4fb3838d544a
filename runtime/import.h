// SPDX-License-Identifier: MIT
//
// Import: finding modules (native, embedded, on sys.path), making them, running them.
// Owns: nothing; sys.modules and sys.path are the program's. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct Module;

// Installs the import hook of the VM and fills sys with what import needs.
Status start_import_py(Thread& t);
// importlib.import_module with an absolute name: the module itself, from sys.modules or newly loaded.
Ref import_module_py(Thread& t, std::string_view name);
// What importlib.import_module does with a name after its dots.
Ref import_relative_py(Thread& t, std::string_view name, std::string_view package, std::int64_t level);
// Where a module of this last name lies among the folders of `path`, without loading it.
struct FoundModule {
    const char* kind = nullptr; // "source", "namespace"
    Ref file = Ref::nothing();  // str; not for namespaces
    Ref path = Ref::nothing();  // list for __path__; packages only
};
Result<bool> find_module_py(Thread& t, std::string_view tail, Value path, FoundModule& out);
// The function that sys.path_hooks starts with.
Ref make_path_hook(Thread& t);
// __spec__ and its companions of a module that the interpreter starts with.
Status set_core_spec_py(Thread& t, Module& module);
// Whether an embedded module comes before all folders.
bool is_core_embedded(std::string_view name);
// __import__(name, globals, locals, from_list, level).
Ref import_name_py(Thread& t, Value name, Value globals, Value from_list, std::int64_t level);
// What runs at exit: the functions registered with atexit, last first. Errors are reported, not raised.
void run_exit_functions_py(Thread& t);

} // namespace islet
