// SPDX-License-Identifier: MIT
//
// The module _imp: what importlib, written in Python, asks of the import machinery (runtime/import.cpp).
#include "stdlib/native/modules.h"

#include "runtime/import.h"
#include "runtime/interpreter.h"
#include "vm/model/attr.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <climits>
#include <sys/stat.h>
#include <unistd.h>

namespace islet {

namespace {

Status text_of(Thread& t, Str& name, Utf8View& out) {
    return out.fill(t, name, true, true);
}

Ref imp_is_builtin(Thread& t, Str& name) {
    Utf8View text;
    if (!text_of(t, name, text)) return t.raised();
    return Ref::plain(Value::small_int(interpreter_of(t).process().find_native(text.view()) ? 1 : 0));
}

// A new module object; the caller sets what import sets. The two that the interpreter rests on are not made
// anew.
Ref imp_create_builtin(Thread& t, Value spec) {
    Ref name = get_attr_py(t, spec, Name::name);
    if (!name) return t.raised();
    if (!is_kind(name.get(), Kind::Str))
        return t.raise(Exc::TypeError, "name must be string, not {}", *type_of(t, name.get()));
    Utf8View text;
    if (!text_of(t, name.as<Str>(), text)) return t.raised();
    const ModuleDef* const def = interpreter_of(t).process().find_native(text.view());
    if (!def) return Ref::none();
    if (text.view() == "sys" || text.view() == "builtins") return import_module_py(t, text.view());
    return make_native_module_py(t, *def);
}

// Whether an embedded module is found before the folders of sys.path.
Ref imp_is_core(Thread& t, Str& name) {
    Utf8View text;
    if (!text_of(t, name, text)) return t.raised();
    return Ref::boolean(is_core_embedded(text.view()));
}

// "file", "folder" or None.
Ref imp_path_kind(Thread& t, Str& path) {
    Utf8View text;
    if (!text.fill(t, path, true, true)) return t.raised();
    struct stat info;
    if (stat(text.c_str(), &info) != 0) return Ref::none();
    if (S_ISREG(info.st_mode)) return make_str(t, "file");
    return S_ISDIR(info.st_mode) ? make_str(t, "folder") : Ref::none();
}

Ref imp_is_frozen(Thread& t, Str& name) {
    Utf8View text;
    if (!text_of(t, name, text)) return t.raised();
    return Ref::boolean(interpreter_of(t).process().find_embedded(text.view()) != nullptr);
}

Ref imp_is_frozen_package(Thread& t, Str& name) {
    Utf8View text;
    if (!text_of(t, name, text)) return t.raised();
    const EmbeddedModule* const module = interpreter_of(t).process().find_embedded(text.view());
    if (!module) return t.raise(Exc::ImportError, "No such frozen object named {}", text.view());
    return Ref::boolean(module->is_package);
}

Ref imp_get_frozen_object(Thread& t, Str& name) {
    Utf8View text;
    if (!text_of(t, name, text)) return t.raised();
    Process& process = interpreter_of(t).process();
    const EmbeddedModule* const module = process.find_embedded(text.view());
    CodeImage* const image = module ? process.embedded_image(*module) : nullptr;
    if (!image) return t.raise(Exc::ImportError, "No such frozen object named {}", text.view());
    return make_code(t, image);
}

Ref imp_import_module(Thread& t, Str& name, Value package, Index level) {
    Utf8View text, base;
    if (!text_of(t, name, text)) return t.raised();
    if (is_kind(package, Kind::Str) && !text_of(t, as<Str>(package), base)) return t.raised();
    if (level.value == 0 && text.view().empty()) return t.raise(Exc::ValueError, "Empty module name");
    return import_relative_py(t, text.view(), base.view(), level.value);
}

// (kind, origin, locations), or three Nones.
Ref imp_find_in_path(Thread& t, Str& name, Value path) {
    Utf8View text;
    if (!text_of(t, name, text)) return t.raised();
    const std::size_t dot = text.view().rfind('.');
    FoundModule found;
    const Result<bool> there = find_module_py(
        t, dot == std::string_view::npos ? text.view() : text.view().substr(dot + 1), path, found);
    if (!there) return t.raised();
    if (!*there) return make_tuple(t, {Value::none(), Value::none(), Value::none()});
    Ref kind = make_str(t, found.kind);
    if (!kind) return t.raised();
    return make_tuple(t, {kind.get(), found.file ? found.file.get() : Value::none(),
                          found.path ? found.path.get() : Value::none()});
}

Ref imp_absolute_path(Thread& t, Str& path) {
    Utf8View text;
    if (!text_of(t, path, text)) return t.raised();
    if (text.view().starts_with('/')) return Ref::share(Value(&path));
    char cwd[PATH_MAX];
    if (!getcwd(cwd, sizeof(cwd))) return raise_os_error(t, errno);
    TextBuffer full;
    full.append(std::string_view(cwd));
    if (!text.view().empty()) format_to(full, "/{}", text.view());
    return make_str(t, full);
}

Ref imp_nothing(Thread&) {
    return Ref::none();
}
Ref imp_lock_held(Thread&) {
    return Ref::boolean(false);
}

constexpr MethodDef kFunctions[] = {
    function<&imp_is_builtin>("is_builtin($module, name, /)",
                              "Returns True if the module name corresponds to a built-in module."),
    function<&imp_create_builtin>("create_builtin($module, spec, /)", "Create an extension module."),
    function<&imp_is_core>("is_core($module, name, /)",
                           "Whether a frozen module comes before the folders of sys.path."),
    function<&imp_path_kind>("path_kind($module, path, /)", "'file', 'folder' or None."),
    function<&imp_is_frozen>("is_frozen($module, name, /)",
                             "Returns True if the module name corresponds to a frozen module."),
    function<&imp_is_frozen_package>("is_frozen_package($module, name, /)",
                                     "Returns True if the module name is of a frozen package."),
    function<&imp_get_frozen_object>("get_frozen_object($module, name, /)",
                                     "Create a code object for a frozen module."),
    function<&imp_import_module>("import_module($module, name, package, level, /)",
                                 "What importlib.import_module does."),
    function<&imp_find_in_path>("find_in_path($module, name, path, /)",
                                "Where a module lies among folders: kind, origin, locations."),
    function<&imp_absolute_path>("absolute_path($module, path, /)", "The path, from the root."),
    function<&imp_nothing>("acquire_lock($module, /)",
                           "Acquires the interpreter's import lock for the current thread.\n\nThere is none: "
                           "the interpreter's own lock serves."),
    function<&imp_nothing>("release_lock($module, /)", "Release the interpreter's import lock."),
    function<&imp_lock_held>("lock_held($module, /)",
                             "Return True if the import lock is currently held, else False."),
};

Status imp_init_py(Thread& t, Module& m) {
    for (const auto& [name, id] :
         {std::pair("ModuleSpec", TypeId::ModuleSpec), std::pair("BuiltinImporter", TypeId::BuiltinImporter),
          std::pair("FrozenImporter", TypeId::FrozenImporter), std::pair("PathFinder", TypeId::PathFinder)}) {
        if (!module_add(t, m, name, t.type(id))) return t.raised();
    }
    Ref mode = make_str(t, "default");
    return mode ? module_add(t, m, "check_hash_based_pycs", mode.get()) : Status(t.raised());
}

} // namespace

const ModuleDef kImpModule = {
    .name = "_imp",
    .doc = "(Extremely) low-level import machinery bits as used by importlib.",
    .functions = kFunctions,
    .init_py = imp_init_py,
};

} // namespace islet
