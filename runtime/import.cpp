// SPDX-License-Identifier: MIT
//
// Import. The order of places: sys.modules, modules written in C++, the core modules embedded in the binary,
// the folders of sys.path (or of the parent's __path__), the other embedded modules. In a folder it is a
// package `name/__init__.py`, a module `name.py`, and if only folders of that name were found, a namespace
// package over all of them.
//
// That is what the finders on sys.meta_path and the hook on sys.path_hooks do that a program starts with. As
// long as it leaves them alone, all is done here and importlib is not even loaded; else the finders are asked
// by the module _frozen_importlib, which is written in Python.
#include "runtime/import.h"

#include "runtime/interpreter.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/compile_text.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/module_spec.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace islet {

namespace {

Dict& modules_of(Thread& t) {
    return *t.state().modules;
}

Raised raise_import_error(Thread& t, Exc type, std::string_view text, std::string_view name) {
    Ref exception = make_exception(t, type, text);
    Ref name_text = exception ? make_str(t, name) : Ref(t.raised());
    if (!name_text) return t.raised();
    auto& fields = *static_cast<ImportException*>(exception.get().object());
    release(std::exchange(fields.name, name_text.release()));
    return t.raise_object(std::move(exception));
}

Raised raise_not_found(Thread& t, std::string_view name, std::string_view more = {}) {
    Ref name_text = make_str(t, name);
    if (!name_text) return t.raised();
    TextBuffer text;
    text.append("No module named ");
    append_repr(text, name_text.as<Str>());
    text.append(more);
    return raise_import_error(t, Exc::ModuleNotFoundError, text.view(), name);
}

// A function or class of the part of import that is written in Python.
Ref library_part_py(Thread& t, std::string_view module, std::string_view name) {
    Ref loaded = import_module_py(t, module);
    Ref key = loaded ? intern(t, name) : Ref(t.raised());
    return key ? get_attr_py(t, loaded.get(), key.as<Str>()) : Ref(t.raised());
}
constexpr std::string_view kCore = "_frozen_importlib", kFiles = "_frozen_importlib_external";

// --- Files

bool is_directory(const char* path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}
bool is_file(const char* path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

class File {
public:
    explicit File(const char* path) : descriptor_(open(path, O_RDONLY | O_CLOEXEC)) {}
    ~File() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    bool ok() const { return descriptor_ >= 0; }
    // Appends all of it. False: errno tells.
    bool read_all(TextBuffer& out) {
        for (;;) {
            constexpr std::size_t kStep = 64 * 1024;
            char* const place = out.extend(kStep);
            if (!place) {
                errno = ENOMEM;
                return false;
            }
            const ssize_t n = read(descriptor_, place, kStep);
            out.truncate(out.size() - kStep + (n > 0 ? static_cast<std::size_t>(n) : 0));
            if (n == 0) return true;
            if (n < 0 && errno != EINTR) return false;
        }
    }

private:
    int descriptor_;
};

// --- Making modules

// What was found for a dotted name.
struct Found {
    enum class Kind : std::uint8_t { None, Package, Source, Namespace } kind = Kind::None;
    TextBuffer file;
    Ref path = Ref::nothing(); // list for __path__
};

std::string_view parent_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}
std::string_view tail_of(std::string_view name) {
    return name.substr(name.rfind('.') + 1); // npos + 1 is 0
}

// Fills what a module knows of itself before its code runs. Gives the spec.
Ref prepare_py(Thread& t, Module& module, std::string_view name, SpecParts parts) {
    Dict& dict = *module.dict;
    const bool is_package = !parts.locations.is_none();
    const bool runs_code = !module.def;
    Ref name_text = make_str(t, name), package = make_str(t, is_package ? name : parent_of(name));
    if (!name_text || !package) return t.raised();
    parts.name = name_text.get();
    Ref spec = make_module_spec(t, parts);
    if (!spec || !dict_set(t, dict, Name::dunder_package, package.get()) ||
        !dict_set(t, dict, Name::dunder_loader, parts.loader) ||
        !dict_set(t, dict, Name::dunder_spec, spec.get())) {
        return t.raised();
    }
    if (is_package && !dict_set(t, dict, Name::dunder_path, parts.locations)) return t.raised();
    if (parts.has_location) {
        Ref key = intern(t, "cached");
        Ref cached = key ? get_attr_py(t, spec.get(), key.as<Str>()) : Ref(t.raised());
        if (!cached || !dict_set(t, dict, Name::dunder_file, parts.origin) ||
            !dict_set(t, dict, Name::dunder_cached, cached.get())) {
            return t.raised();
        }
    }
    if (runs_code && !dict_set(t, dict, Name::dunder_builtins, Value(t.state().builtins))) return t.raised();
    return spec;
}

// Runs the code of a module that stands in sys.modules; on failure it is taken out again. The result is what
// sys.modules has then: a module may replace itself.
Ref run_module_code_py(Thread& t, std::string_view name, Ref module, Value spec, Value code) {
    Module& m = module.as<Module>();
    Ref key = make_str(t, name);
    if (!key || !dict_set_py(t, modules_of(t), key.get(), module.get())) return t.raised();
    if (!set_spec_initializing(t, spec, true)) return t.raised();
    Ref ran = run_code_py(t, as<Code>(code), *m.dict, Value(m.dict));
    Ref exception = ran ? Ref::nothing() : t.take_pending();
    if (!set_spec_initializing(t, spec, false)) t.clear_pending();
    if (!ran) {
        if (!dict_remove_py(t, modules_of(t), key.get())) t.clear_pending();
        return t.restore(std::move(exception));
    }
    const Value now = dict_find_text(t, modules_of(t), name);
    if (now.is_empty()) return t.raise_value(Exc::KeyError, key.get());
    return Ref::share(now);
}

Ref new_module(Thread& t, std::string_view name) {
    Ref text = intern(t, name);
    if (!text) return t.raised();
    return make_module(t, text.as<Str>());
}

Ref load_native_py(Thread& t, const ModuleDef& def, std::string_view name) {
    Ref module = make_native_module_py(t, def);
    Ref origin = module ? make_str(t, "built-in") : Ref(t.raised());
    if (!origin || !prepare_py(t, module.as<Module>(), name,
                               {.loader = t.type(TypeId::BuiltinImporter), .origin = origin.get()}))
        return t.raised();
    if (!dict_set_text(t, modules_of(t), name, module.get())) return t.raised();
    return module;
}

Ref load_embedded_py(Thread& t, const EmbeddedModule& embedded, std::string_view name) {
    CodeImage* const image = interpreter_of(t).process().embedded_image(embedded);
    if (!image) return t.raise(Exc::SystemError, "the embedded module {} does not compile", name);
    Ref code = make_code(t, image);
    Ref module = code ? new_module(t, name) : Ref(t.raised());
    if (!module) return t.raised();
    Ref path = embedded.is_package ? make_list(t) : Ref::none();
    Ref origin = path ? make_str(t, "frozen") : Ref(t.raised());
    if (!origin) return t.raised();
    const Value loader = t.type(TypeId::FrozenImporter);
    Ref spec = prepare_py(t, module.as<Module>(), name,
                          {.loader = loader, .origin = origin.get(), .locations = path.get()});
    if (!spec) return t.raised();
    return run_module_code_py(t, name, std::move(module), spec.get(), code.get());
}

Ref compile_file_py(Thread& t, Found& found, Value filename) {
    if (found.file.failed()) return t.raise_memory_error();
    File file(found.file.c_str());
    TextBuffer source;
    if (!file.ok() || !file.read_all(source)) return raise_os_error(t, errno, filename);
    CompileOptions options;
    options.optimize = t.state().optimize;
    if (source.view().find('\0') != std::string_view::npos)
        return t.raise(Exc::SyntaxError, "source code string cannot contain null bytes");
    return compile_text_py(t, source.view(), filename, ParseMode::File, options);
}

Ref load_source_py(Thread& t, std::string_view name, Found& found) {
    Ref filename = make_str(t, found.file), name_text = make_str(t, name);
    Ref make_loader = library_part_py(t, kFiles, "SourceFileLoader");
    if (!filename || !name_text || !make_loader) return t.raised();
    Ref loader = call_py(t, make_loader.get(), name_text.get(), filename.get());
    Ref module = loader ? new_module(t, name) : Ref(t.raised());
    if (!module) return t.raised();
    Ref spec = prepare_py(t, module.as<Module>(), name,
                          {.loader = loader.get(),
                           .origin = filename.get(),
                           .locations = found.path ? found.path.get() : Value::none(),
                           .has_location = true});
    Ref code = spec ? compile_file_py(t, found, filename.get()) : Ref(t.raised());
    if (!code) return t.raised();
    return run_module_code_py(t, name, std::move(module), spec.get(), code.get());
}

Ref load_namespace_py(Thread& t, std::string_view name, Found& found) {
    Ref name_text = make_str(t, name), make = library_part_py(t, kFiles, "_namespace_loader");
    Ref loader =
        name_text && make ? call_py(t, make.get(), name_text.get(), found.path.get()) : Ref(t.raised());
    Ref key = loader ? intern(t, "_path") : Ref(t.raised());
    Ref path = key ? get_attr_py(t, loader.get(), key.as<Str>()) : Ref(t.raised());
    Ref module = path ? new_module(t, name) : Ref(t.raised());
    if (!module ||
        !prepare_py(t, module.as<Module>(), name, {.loader = loader.get(), .locations = path.get()}))
        return t.raised();
    Dict& dict = *module.as<Module>().dict;
    if (!dict_set(t, dict, Name::dunder_file, Value::none())) return t.raised();
    if (!dict_set_text(t, modules_of(t), name, module.get())) return t.raised();
    return module;
}

// --- Finding in folders

// Looks for `tail` in one folder. True: found, `found` is filled; a bare folder only extends found.path.
Result<bool> look_in_folder(Thread& t, std::string_view folder, std::string_view tail, Found& found) {
    TextBuffer base;
    if (!folder.starts_with('/')) {
        char cwd[4096];
        if (getcwd(cwd, sizeof(cwd))) base.append(std::string_view(cwd));
        if (!folder.empty()) base.append('/');
    }
    base.append(folder);
    if (base.empty() || base.view().back() != '/') base.append('/');
    base.append(tail);
    TextBuffer path;
    format_to(path, "{}/__init__.py", base);
    if (path.failed() || base.failed()) return t.raise_memory_error();
    if (is_file(path.c_str())) {
        found.kind = Found::Kind::Package;
        found.file = std::move(path);
        Ref list = make_list(t);
        Ref text = list ? make_str(t, base) : Ref(t.raised());
        if (!text || !list_append(t, list.as<List>(), std::move(text))) return t.raised();
        found.path = std::move(list);
        return true;
    }
    path.clear();
    format_to(path, "{}.py", base);
    if (is_file(path.c_str())) {
        found.kind = Found::Kind::Source;
        found.file = std::move(path);
        found.path.reset();
        return true;
    }
    if (!is_directory(base.c_str())) return false;
    if (!found.path) found.path = make_list(t);
    if (!found.path) return t.raised();
    Ref text = make_str(t, base);
    if (!text || !list_append(t, found.path.as<List>(), std::move(text))) return t.raised();
    found.kind = Found::Kind::Namespace;
    return false;
}

Status find_in_path_py(Thread& t, Value path, std::string_view tail, Found& found) {
    bool done = false;
    return for_each_py(t, path, [&](Value entry) -> Status {
        if (done || !is_kind(entry, Kind::Str)) return Status::ok();
        Utf8View folder;
        if (!folder.fill(t, as<Str>(entry), true, true)) {
            t.clear_pending();
            return Status::ok();
        }
        const Result<bool> hit = look_in_folder(t, folder.view(), tail, found);
        if (!hit) return t.raised();
        done = *hit;
        return Status::ok();
    });
}

// --- Who finds

// What sys.path_hooks starts with.
Ref path_hook_for_FileFinder(Thread& t, Value path) {
    Ref make = library_part_py(t, kFiles, "_finder_for_folder");
    return make ? call_py(t, make.get(), path) : Ref(t.raised());
}
constexpr MethodDef kPathHook = function<&path_hook_for_FileFinder>(
    "path_hook_for_FileFinder(path, /)", "Path hook for importlib.machinery.FileFinder.");

// Embedded modules that come before all folders, as the frozen ones do in CPython; a program that has a
// file of another module's name gets its own file.
constexpr std::string_view kBeforePath[] = {"_collections_abc",
                                            "_frozen_importlib",
                                            "_frozen_importlib_external",
                                            "_sitebuiltins",
                                            "abc",
                                            "codecs",
                                            "genericpath",
                                            "importlib",
                                            "importlib.machinery",
                                            "importlib.util",
                                            "io",
                                            "ntpath",
                                            "os",
                                            "posixpath",
                                            "runpy",
                                            "site",
                                            "stat",
                                            "zipimport"};

bool comes_before_path(std::string_view name) {
    for (const std::string_view known : kBeforePath) {
        if (known == name) return true;
    }
    return false;
}

bool is_list_of(Value v, std::span<const Value> items) {
    if (!is_kind(v, Kind::List) || as<List>(v).size != items.size()) return false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (as<List>(v).items[i] != items[i]) return false;
    }
    return true;
}

// Whether the finders are those that the interpreter started with.
bool has_usual_finders(Thread& t) {
    const Dict* const sys = t.state().sys_dict;
    if (!sys) return true;
    const Value usual[] = {t.type(TypeId::BuiltinImporter), t.type(TypeId::FrozenImporter),
                           t.type(TypeId::PathFinder)};
    if (!is_list_of(dict_find_text(t, *sys, "meta_path"), usual)) return false;
    const Value hooks = dict_find_text(t, *sys, "path_hooks");
    if (!is_kind(hooks, Kind::List) || as<List>(hooks).size != 1) return false;
    const Value hook = as<List>(hooks).items[0];
    if (!is_kind(hook, Kind::NativeFunction) || as<NativeFunction>(hook).def != &kPathHook) return false;
    const Value cache = dict_find_text(t, *sys, "path_importer_cache");
    return is_kind(cache, Kind::Dict) && as<Dict>(cache).count == 0;
}

// Takes the frames of import's own Python code out of the pending exception's traceback: of an ImportError
// all, of others those that called into a module's code.
void hide_own_frames(Thread& t) {
    Ref exception = t.take_pending();
    Traceback** link = &exception.as<Exception>().traceback;
    while (Traceback* const entry = *link) {
        const Str& file = *entry->code->filename;
        if (!str_equal(file, "<frozen _frozen_importlib>") &&
            !str_equal(file, "<frozen _frozen_importlib_external>")) {
            link = &entry->next;
            continue;
        }
        *link = entry->next;
        entry->next = nullptr;
        release(static_cast<Object*>(entry));
    }
    static_cast<void>(t.restore(std::move(exception)));
}

Ref load_by_finders_py(Thread& t, std::string_view name, Value path) {
    Ref find = library_part_py(t, kCore, "_find_and_load"), name_text = make_str(t, name);
    if (!find || !name_text) return t.raised();
    Ref module = call_py(t, find.get(), name_text.get(), path.is_empty() ? Value::none() : path);
    if (!module) hide_own_frames(t);
    return module;
}

Ref load_from_folders_py(Thread& t, std::string_view name, Value path) {
    if (path.is_empty()) {
        path = t.state().sys_dict ? dict_find(t, *t.state().sys_dict, Name::path) : Value();
        if (path.is_empty()) return t.raise(Exc::RuntimeError, "unable to get sys.path");
    }
    const Ref keep = Ref::share(path);
    Found found;
    if (!find_in_path_py(t, path, tail_of(name), found)) return t.raised();
    switch (found.kind) {
    case Found::Kind::Package:
    case Found::Kind::Source: return load_source_py(t, name, found);
    case Found::Kind::Namespace: return load_namespace_py(t, name, found);
    case Found::Kind::None: break;
    }
    return Ref::nothing();
}

// What import itself needs, which no finder is asked for.
bool is_own_module(std::string_view name) {
    return name == kCore || name == kFiles || name == "_imp" || name == "_io" || name == "_warnings";
}

// Loads one module whose parents are loaded. `path`: where to look; empty: sys.path.
Ref find_and_load_py(Thread& t, std::string_view name, Value path) {
    Process& process = interpreter_of(t).process();
    const EmbeddedModule* const embedded = process.find_embedded(name);
    if (!is_own_module(name) && !has_usual_finders(t)) return load_by_finders_py(t, name, path);
    if (const ModuleDef* const def = process.find_native(name)) return load_native_py(t, *def, name);
    if (embedded && comes_before_path(name)) return load_embedded_py(t, *embedded, name);
    Ref loaded = load_from_folders_py(t, name, path);
    if (loaded || t.has_pending()) return loaded;
    if (embedded) return load_embedded_py(t, *embedded, name);
    return raise_not_found(t, name);
}

// --- Dotted names

// While a submodule is loaded its parent's spec lists it, for the texts about circular imports.
class SubmoduleScope {
public:
    SubmoduleScope(Thread& t, Value parent, Str& name) : names_(names_of_py(t, parent)) {
        if (!names_ || !list_append(t, names_.as<List>(), Ref::share(Value(&name)))) {
            names_.reset();
            if (t.has_pending()) t.clear_pending();
        }
    }
    void leave() {
        if (names_ && names_.as<List>().size > 0) {
            List& list = names_.as<List>();
            release(list.items[--list.size]);
        }
        names_.reset();
    }

private:
    static Ref names_of_py(Thread& t, Value parent) {
        Ref spec = parent.is_empty() ? Ref::nothing() : find_attr_py(t, parent, Name::dunder_spec);
        Ref key = spec ? intern(t, "_uninitialized_submodules") : Ref::nothing();
        Ref names = key ? find_attr_py(t, spec.get(), key.as<Str>()) : Ref::nothing();
        if (names && is_kind(names.get(), Kind::List)) return names;
        if (t.has_pending()) t.clear_pending();
        return Ref::nothing();
    }
    Ref names_;
};

// The parent gets the submodule as an attribute, if it takes any.
Status bind_submodule_py(Thread& t, Value parent, Str& tail, Value module) {
    if (set_attr_py(t, parent, tail, module)) return Status::ok();
    if (!t.pending_is(Exc::AttributeError)) return t.raised();
    t.clear_pending();
    TextBuffer text;
    text.append("Cannot set an attribute on ");
    Ref name = find_attr_py(t, parent, Name::dunder_name);
    if (!name && t.has_pending()) return t.raised();
    if (name && !append_repr_py(t, text, name.get())) return t.raised();
    text.append(" for child module ");
    append_repr(text, tail);
    return warn_py(t, Exc::ImportWarning, text.view());
}

Ref load_submodule_py(Thread& t, std::string_view name, Value parent) {
    Ref path = find_attr_py(t, parent, Name::dunder_path);
    if (!path) {
        if (t.has_pending()) return t.raised();
        Ref parent_text = make_str(t, parent_of(name));
        if (!parent_text) return t.raised();
        TextBuffer more;
        more.append("; ");
        append_repr(more, parent_text.as<Str>());
        more.append(" is not a package");
        return raise_not_found(t, name, more.view());
    }
    Ref tail = intern(t, tail_of(name));
    if (!tail) return t.raised();
    SubmoduleScope scope(t, parent, tail.as<Str>());
    Ref module = find_and_load_py(t, name, path.get());
    scope.leave();
    if (!module || !bind_submodule_py(t, parent, tail.as<Str>(), module.get())) return t.raised();
    return module;
}

Ref import_dotted_py(Thread& t, std::string_view name) {
    const Value known = dict_find_text(t, modules_of(t), name);
    if (!known.is_empty()) {
        if (!known.is_none()) return Ref::share(known);
        return raise_import_error(t, Exc::ModuleNotFoundError,
                                  format("import of {} halted; None in sys.modules", name).view(), name);
    }
    if (!t.check_stack(" while importing")) return t.raised();
    const std::string_view parent_name = parent_of(name);
    if (parent_name.empty()) return find_and_load_py(t, name, Value());
    Ref parent = import_dotted_py(t, parent_name);
    if (!parent) return t.raised();
    // The parent's code may have imported it.
    const Value by_parent = dict_find_text(t, modules_of(t), name);
    if (!by_parent.is_empty() && !by_parent.is_none()) return Ref::share(by_parent);
    return load_submodule_py(t, name, parent.get());
}

// --- Relative names

Status package_from_spec_py(Thread& t, Value spec, TextBuffer& out) {
    Ref key = intern(t, "parent");
    Ref parent = key ? get_attr_py(t, spec, key.as<Str>()) : Ref(t.raised());
    if (!parent) return t.raised();
    if (!is_kind(parent.get(), Kind::Str)) return t.raise(Exc::TypeError, "__spec__.parent must be a string");
    append_utf8(out, parent.as<Str>());
    return Status::ok();
}

Status package_from_name_py(Thread& t, Dict& globals, TextBuffer& out) {
    if (!warn_py(t, Exc::ImportWarning,
                 "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__"))
        return t.raised();
    const Value name = dict_find(t, globals, Name::dunder_name);
    if (name.is_empty()) return t.raise(Exc::KeyError, "'__name__' not in globals");
    if (!is_kind(name, Kind::Str)) return t.raise(Exc::TypeError, "__name__ must be a string");
    TextBuffer text;
    append_utf8(text, as<Str>(name));
    out.append(dict_find(t, globals, Name::dunder_path).is_empty() ? parent_of(text.view()) : text.view());
    return Status::ok();
}

// __package__ and what __spec__ says should agree.
Status check_package_py(Thread& t, Value package, Value spec) {
    TextBuffer parent;
    if (!package_from_spec_py(t, spec, parent)) return t.raised();
    TextBuffer text;
    append_utf8(text, as<Str>(package));
    if (text.view() == parent.view()) return Status::ok();
    return warn_py(t, Exc::DeprecationWarning, "__package__ != __spec__.parent");
}

// The package that a relative import starts from.
Status calc_package_py(Thread& t, Value globals, TextBuffer& out) {
    if (globals.is_empty()) return t.raise(Exc::KeyError, "'__name__' not in globals");
    if (!is_kind(globals, Kind::Dict)) return t.raise(Exc::TypeError, "globals must be a dict");
    Dict& dict = as<Dict>(globals);
    const Ref package = Ref::share(dict_find(t, dict, Name::dunder_package));
    const Ref spec = Ref::share(dict_find(t, dict, Name::dunder_spec));
    const bool has_spec = spec && !spec.get().is_none();
    if (package && !package.get().is_none()) {
        if (!is_kind(package.get(), Kind::Str)) return t.raise(Exc::TypeError, "package must be a string");
        if (has_spec && !check_package_py(t, package.get(), spec.get())) return t.raised();
        append_utf8(out, package.as<Str>());
        return Status::ok();
    }
    return has_spec ? package_from_spec_py(t, spec.get(), out) : package_from_name_py(t, dict, out);
}

Status resolve_name_py(Thread& t, Value globals, std::string_view name, std::int64_t level, TextBuffer& out) {
    TextBuffer package;
    if (!calc_package_py(t, globals, package)) return t.raised();
    if (package.empty())
        return t.raise(Exc::ImportError, "attempted relative import with no known parent package");
    std::string_view base = package.view();
    for (std::int64_t i = 1; i < level; ++i) {
        const std::size_t dot = base.rfind('.');
        if (dot == std::string_view::npos)
            return t.raise(Exc::ImportError, "attempted relative import beyond top-level package");
        base = base.substr(0, dot);
    }
    out.append(base);
    if (!name.empty()) format_to(out, ".{}", name);
    return Status::ok();
}

// `from package import a, b`: names that are no attributes yet may be submodules.
Status load_from_list_py(Thread& t, Value module, std::string_view name, Value from_list, bool inside_all) {
    return for_each_py(t, from_list, [&](Value item) -> Status {
        const Ref keep = Ref::share(item);
        if (!is_kind(item, Kind::Str)) {
            TextBuffer where;
            if (inside_all)
                format_to(where, "{}.__all__", name);
            else
                where.append("``from list''");
            return t.raise(Exc::TypeError, "Item in {} must be str, not {}", where, *type_of(t, item));
        }
        if (str_equal(as<Str>(item), "*")) {
            if (inside_all) return Status::ok();
            Ref all = find_attr_py(t, module, Name::dunder_all);
            if (!all) return t.has_pending() ? Status(t.raised()) : Status::ok();
            return load_from_list_py(t, module, name, all.get(), true);
        }
        Ref key = intern(t, as<Str>(item));
        if (!key) return t.raised();
        Ref there = find_attr_py(t, module, key.as<Str>());
        if (there) return Status::ok();
        if (t.has_pending()) return t.raised();
        TextBuffer full;
        format_to(full, "{}.", name);
        append_utf8(full, as<Str>(item));
        Ref loaded = import_dotted_py(t, full.view());
        if (loaded) return Status::ok();
        // A submodule that does not exist is left to the ImportError of the `from`.
        if (!t.pending_is(Exc::ModuleNotFoundError)) return t.raised();
        const auto& error = *static_cast<ImportException*>(t.pending().object());
        TextBuffer missing;
        if (is_kind(error.name, Kind::Str)) append_utf8(missing, as<Str>(error.name));
        if (missing.view() != full.view()) return t.raised();
        t.clear_pending();
        return Status::ok();
    });
}

} // namespace

Ref make_path_hook(Thread& t) {
    Ref module = make_str(t, kFiles);
    return module ? make_native_function(t, kPathHook, Value(), module.get()) : Ref(t.raised());
}

Status set_core_spec_py(Thread& t, Module& module) {
    Ref origin = make_str(t, "built-in");
    if (!origin) return t.raised();
    return prepare_py(t, module, module.def->name,
                      {.loader = t.type(TypeId::BuiltinImporter), .origin = origin.get()})
               ? Status::ok()
               : Status(t.raised());
}

bool is_core_embedded(std::string_view name) {
    return comes_before_path(name);
}

Result<bool> find_module_py(Thread& t, std::string_view tail, Value path, FoundModule& out) {
    Found found;
    if (!find_in_path_py(t, path, tail, found)) return t.raised();
    switch (found.kind) {
    case Found::Kind::None: return false;
    case Found::Kind::Namespace: out.kind = "namespace"; break;
    default: out.kind = "source"; break;
    }
    if (found.kind != Found::Kind::Namespace) {
        out.file = make_str(t, found.file);
        if (!out.file) return t.raised();
    }
    out.path = std::move(found.path);
    return true;
}

Ref import_relative_py(Thread& t, std::string_view name, std::string_view package, std::int64_t level) {
    if (level == 0) return import_dotted_py(t, name);
    std::string_view base = package;
    for (std::int64_t i = 1; i < level; ++i) {
        const std::size_t dot = base.rfind('.');
        if (dot == std::string_view::npos)
            return t.raise(Exc::ImportError, "attempted relative import beyond top-level package");
        base = base.substr(0, dot);
    }
    TextBuffer full;
    full.append(base);
    if (!name.empty()) format_to(full, ".{}", name);
    return import_dotted_py(t, full.view());
}

Ref import_module_py(Thread& t, std::string_view name) {
    return import_dotted_py(t, name);
}

Ref import_name_py(Thread& t, Value name, Value globals, Value from_list, std::int64_t level) {
    if (!is_kind(name, Kind::Str)) return t.raise(Exc::TypeError, "module name must be a string");
    if (level < 0) return t.raise(Exc::ValueError, "level must be >= 0");
    Utf8View text;
    if (!text.fill(t, as<Str>(name), false, true)) return t.raised();
    TextBuffer full;
    if (level > 0) {
        if (!resolve_name_py(t, globals, text.view(), level, full)) return t.raised();
    } else {
        if (text.view().empty()) return t.raise(Exc::ValueError, "Empty module name");
        full.append(text.view());
    }
    Ref module = import_dotted_py(t, full.view());
    if (!module) return t.raised();
    bool from = false;
    if (!from_list.is_none() && !from_list.is_empty()) {
        const Result<bool> truth = truth_py(t, from_list);
        if (!truth) return t.raised();
        from = *truth;
    }
    if (from) {
        Ref path = find_attr_py(t, module.get(), Name::dunder_path);
        if (!path && t.has_pending()) return t.raised();
        if (path && !load_from_list_py(t, module.get(), full.view(), from_list, false)) return t.raised();
        return module;
    }
    // `import a.b.c` binds a; relative imports without a from-list bind the part that was written.
    const std::size_t dot = text.view().find('.');
    if (dot == std::string_view::npos) return module;
    const std::size_t cut = text.view().size() - dot;
    return import_dotted_py(t, level == 0 ? text.view().substr(0, dot)
                                          : full.view().substr(0, full.size() - cut));
}

void run_exit_functions_py(Thread& t) {
    const Value module = dict_find_text(t, modules_of(t), "atexit");
    if (!is_kind(module, Kind::Module)) return;
    const Ref keep = Ref::share(module);
    Ref name = intern(t, "_run_exitfuncs");
    if (!name) return t.clear_pending();
    Ref run = find_attr_py(t, module, name.as<Str>());
    if (run && !call_py(t, run.get()))
        report_unraisable_py(t, "Exception ignored in atexit callback", Value::none());
    if (t.has_pending()) t.clear_pending();
}

Status start_import_py(Thread& t) {
    t.state().hooks.import_py = [](Thread& thread, Value name, Value globals, Value, Value from_list,
                                   std::int64_t level) {
        return import_name_py(thread, name, globals, from_list, level);
    };
    return Status::ok();
}

} // namespace islet
