// SPDX-License-Identifier: MIT
//
// BuiltinImporter, FrozenImporter and PathFinder: the three finders that sys.meta_path starts with. Import
// itself (runtime/import.cpp) does what they stand for as long as nobody changed the list; their methods are
// for programs that call them, and forward to functions of the same meaning in the modules _frozen_importlib
// and _frozen_importlib_external, which are written in Python and loaded then.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/shape.h"
#include "vm/native.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// A text that a template can be made for.
struct Text {
    char chars[40] = {};
    template <std::size_t n>
    consteval Text(const char (&text)[n]) {
        static_assert(n <= sizeof(chars));
        for (std::size_t i = 0; i < n; ++i) chars[i] = text[i];
    }
};

Ref library_function_py(Thread& t, std::string_view module, std::string_view name) {
    if (!t.state().hooks.import_py) return t.raise(Exc::ImportError, "import is not ready");
    Ref module_name = make_str(t, module), key = intern(t, name);
    Ref list = module_name && key ? make_tuple(t, {key.get()}) : Ref(t.raised());
    if (!list) return t.raised();
    Ref loaded = t.state().hooks.import_py(t, module_name.get(), Value::none(), Value::none(), list.get(), 0);
    return loaded ? get_attr_py(t, loaded.get(), key.as<Str>()) : Ref(t.raised());
}

// A static method: the arguments go to the function of the library as they are.
template <Text module, Text function>
Ref forward_py(Thread& t, Value, const Args& args) {
    Ref callable = library_function_py(t, module.chars, function.chars);
    return callable ? call_py(t, callable.get(), args) : Ref(t.raised());
}

template <Text function>
consteval MethodDef of_core(const char* text, const char* doc) {
    return raw<&forward_py<"_frozen_importlib", function>>(text, doc, kMethodStatic);
}
template <Text function>
consteval MethodDef of_files(const char* text, const char* doc) {
    return raw<&forward_py<"_frozen_importlib_external", function>>(text, doc, kMethodStatic);
}

constexpr MethodDef kBuiltinMethods[] = {
    of_core<"_builtin_find_spec">("find_spec(fullname, path=None, target=None)",
                                  "The spec of a module written in C++, or None."),
    of_core<"_builtin_create_module">("create_module(spec)", "Create a built-in module"),
    of_core<"_builtin_exec_module">("exec_module(module)", "Exec a built-in module"),
    of_core<"_builtin_load_module">("load_module(fullname)", "Load a built-in module by its name."),
    of_core<"_builtin_get_code">("get_code(fullname)",
                                 "Return None as built-in modules do not have code objects."),
    of_core<"_builtin_get_code">("get_source(fullname)",
                                 "Return None as built-in modules do not have source code."),
    of_core<"_builtin_is_package">("is_package(fullname)",
                                   "Return False as built-in modules are never packages."),
};

constexpr MethodDef kFrozenMethods[] = {
    of_core<"_frozen_find_spec">("find_spec(fullname, path=None, target=None)",
                                 "The spec of a module embedded in the binary, or None."),
    of_core<"_frozen_create_module">("create_module(spec)", "Set __file__, if able."),
    of_core<"_frozen_exec_module">("exec_module(module)", "Run the module's code in its namespace."),
    of_core<"_frozen_load_module">("load_module(fullname)", "Load a frozen module."),
    of_core<"_frozen_get_code">("get_code(fullname)", "Return the code object for the frozen module."),
    of_core<"_frozen_get_source">("get_source(fullname)",
                                  "Return None as frozen modules do not have source code."),
    of_core<"_frozen_is_package">("is_package(fullname)", "Return True if the frozen module is a package."),
};

constexpr MethodDef kPathMethods[] = {
    of_files<"_path_find_spec">("find_spec(fullname, path=None, target=None)",
                                "Try to find a spec for 'fullname' on sys.path or 'path'.\n\nThe search is "
                                "based on sys.path_hooks and sys.path_importer_cache."),
    of_files<"_path_invalidate_caches">(
        "invalidate_caches()",
        "Call the invalidate_caches() method on all path entry finders\nstored in sys.path_importer_cache "
        "(where implemented)."),
    of_files<"_path_find_distributions">("find_distributions(*args, **kwargs)",
                                         "Find distributions: there are none."),
};

Ref new_plain(Thread& t, Type& type, const Args&) {
    return make_instance(t, type);
}

void plain_traverse(Object* object, Visitor& visit) {
    traverse_attrs(object, visit);
}

void plain_drop(Heap& heap, Object* object) {
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr TypeSpec finder_spec(const char* name, const char* module, const char* doc,
                               std::span<const MethodDef> methods) {
    return {.name = name,
            .module = module,
            .doc = doc,
            .flags = kBaseType | kHasDict | kWeakable,
            .slots = {.new_py = &new_plain},
            .methods = methods,
            .traverse = &plain_traverse,
            .drop = &plain_drop};
}

} // namespace

extern constexpr TypeSpec kBuiltinImporterSpec = finder_spec(
    "BuiltinImporter", "_frozen_importlib",
    "Meta path import for built-in modules.\n\nAll methods are static: there is no need to make an "
    "instance of the class.",
    kBuiltinMethods);
extern constexpr TypeSpec kFrozenImporterSpec =
    finder_spec("FrozenImporter", "_frozen_importlib",
                "Meta path import for frozen modules.\n\nAll methods are static: there is no need to make an "
                "instance of the class.",
                kFrozenMethods);
extern constexpr TypeSpec kPathFinderSpec =
    finder_spec("PathFinder", "_frozen_importlib_external",
                "Meta path finder for sys.path and package __path__ attributes.", kPathMethods);

} // namespace islet
