// SPDX-License-Identifier: MIT
//
// Import. The order of places: sys.modules, modules written in C++, modules embedded in the binary, then the
// folders of sys.path (or of the parent's __path__): a package `name/__init__.py`, a module `name.py`, and if
// only folders of that name were found, a namespace package over all of them.
//
// sys.meta_path and sys.path_hooks are asked by importlib, which is written in Python; a program that puts
// its own finder on sys.meta_path gets it asked before the folders.
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

Ref raise_not_found(Thread& t, std::string_view name, std::string_view more = {}) {
    TextBuffer text;
    format_to(text, "No module named '{}'{}", name, more);
    Ref exception = make_exception(t, Exc::ModuleNotFoundError, text.view());
    if (!exception) return t.raised();
    Ref name_text = make_str(t, name);
    if (!name_text) return t.raised();
    auto& fields = *static_cast<ImportException*>(exception.get().object());
    release(std::exchange(fields.name, name_text.release()));
    return t.raise_object(std::move(exception));
}

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

// __spec__ by importlib's class, which is loaded by the first module that has a use for it: not by those
// written in C++, and not by importlib itself.
Ref make_spec_py(Thread& t, std::string_view name, Value origin, Value path, std::string_view kind,
                 Value module) {
    if (kind == "built-in" && dict_find_text(t, modules_of(t), "importlib._spec").is_empty())
        return Ref::none();
    if (name == "importlib" || name == "importlib._spec") return Ref::none();
    Ref machinery = import_module_py(t, "importlib._spec");
    if (!machinery) return t.raised();
    Ref make = intern(t, "make_spec");
    if (!make) return t.raised();
    Ref name_text = make_str(t, name);
    Ref kind_text = make_str(t, kind);
    if (!name_text || !kind_text) return t.raised();
    const Value args[] = {name_text.get(), kind_text.get(), origin.is_empty() ? Value::none() : origin,
                          path.is_empty() ? Value::none() : path, module};
    return call_method_py(t, machinery.get(), make.as<Str>(), args);
}

Status set_spec_py(Thread& t, Module& module, std::string_view name, Value origin, Value path,
                   std::string_view kind) {
    Ref spec = make_spec_py(t, name, origin, path, kind, Value(&module));
    if (!spec || !dict_set(t, *module.dict, Name::dunder_spec, spec.get())) return t.raised();
    if (spec.get().is_none()) return dict_set(t, *module.dict, Name::dunder_loader, Value::none());
    Ref loader = get_attr_py(t, spec.get(), t.name(Name::loader));
    if (!loader) return t.raised();
    return dict_set(t, *module.dict, Name::dunder_loader, loader.get());
}

std::string_view parent_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}

// __name__, __package__, __file__, __path__, __spec__, __builtins__ of a module that is about to run.
Status prepare_py(Thread& t, Module& module, std::string_view name, Value file, Value path,
                  std::string_view loader) {
    Dict& dict = *module.dict;
    Ref package = make_str(t, path.is_empty() ? parent_of(name) : name);
    if (!package || !dict_set(t, dict, Name::dunder_package, package.get())) return t.raised();
    if (!file.is_empty() && !dict_set(t, dict, Name::dunder_file, file)) return t.raised();
    if (!path.is_empty() && !dict_set(t, dict, Name::dunder_path, path)) return t.raised();
    const Value builtins = dict_find(t, modules_of(t), Name::builtins);
    if (!builtins.is_empty() && !dict_set(t, dict, Name::dunder_builtins, builtins)) return t.raised();
    return set_spec_py(t, module, name, file, path, loader);
}

// Runs the code of a module that stands in sys.modules; on failure it is taken out again. The result is what
// sys.modules has then: a module may replace itself.
Ref run_module_code_py(Thread& t, std::string_view name, Ref module, Value code) {
    Module& m = module.as<Module>();
    Ref key = make_str(t, name);
    if (!key || !dict_set_py(t, modules_of(t), key.get(), module.get())) return t.raised();
    Ref ran = run_code_py(t, as<Code>(code), *m.dict, Value(m.dict));
    if (!ran) {
        Ref exception = t.take_pending();
        if (!dict_remove_py(t, modules_of(t), key.get())) t.clear_pending();
        return t.restore(std::move(exception));
    }
    const Value now = dict_find_text(t, modules_of(t), name);
    if (now.is_empty()) return t.raise(Exc::KeyError, "{}", name);
    return Ref::share(now);
}

Ref new_module(Thread& t, std::string_view name) {
    Ref text = intern(t, name);
    if (!text) return t.raised();
    return make_module(t, text.as<Str>());
}

Ref load_native_py(Thread& t, const ModuleDef& def, std::string_view name) {
    Ref module = make_native_module_py(t, def);
    if (!module) return t.raised();
    if (!prepare_py(t, module.as<Module>(), name, Value(), Value(), "built-in")) return t.raised();
    if (!dict_set_text(t, modules_of(t), name, module.get())) return t.raised();
    return module;
}

Ref load_embedded_py(Thread& t, const EmbeddedModule& embedded, std::string_view name) {
    CodeImage* const image = interpreter_of(t).process().embedded_image(embedded);
    if (!image) return t.raise(Exc::SystemError, "the embedded module {} does not compile", name);
    Ref code = make_code(t, image);
    Ref module = code ? new_module(t, name) : Ref(t.raised());
    if (!module) return t.raised();
    Ref path = embedded.is_package ? make_list(t) : Ref::nothing();
    if (embedded.is_package && !path) return t.raised();
    if (!prepare_py(t, module.as<Module>(), name, Value(), path.get(), "frozen")) return t.raised();
    return run_module_code_py(t, name, std::move(module), code.get());
}

Ref load_source_py(Thread& t, std::string_view name, Found& found) {
    if (found.file.failed()) return t.raise_memory_error();
    File file(found.file.c_str());
    Ref filename = make_str(t, found.file);
    if (!filename) return t.raised();
    TextBuffer source;
    if (!file.ok() || !file.read_all(source)) return raise_os_error(t, errno, filename.get());
    CompileOptions options;
    options.optimize = t.state().optimize;
    if (source.view().find('\0') != std::string_view::npos)
        return t.raise(Exc::SyntaxError, "source code string cannot contain null bytes");
    Ref code = compile_text_py(t, source.view(), filename.get(), ParseMode::File, options);
    Ref module = code ? new_module(t, name) : Ref(t.raised());
    if (!module) return t.raised();
    if (!prepare_py(t, module.as<Module>(), name, filename.get(), found.path.get(), "source"))
        return t.raised();
    return run_module_code_py(t, name, std::move(module), code.get());
}

Ref load_namespace_py(Thread& t, std::string_view name, Found& found) {
    Ref module = new_module(t, name);
    if (!module || !prepare_py(t, module.as<Module>(), name, Value(), found.path.get(), "namespace"))
        return t.raised();
    if (!dict_set_text(t, modules_of(t), name, module.get())) return t.raised();
    return module;
}

// --- Finding in folders

// Looks for `tail` in one folder. True: found, `found` is filled; a bare folder only extends found.path.
Result<bool> look_in_folder(Thread& t, std::string_view folder, std::string_view tail, Found& found) {
    TextBuffer base;
    if (folder.empty()) {
        char cwd[4096];
        if (getcwd(cwd, sizeof(cwd))) base.append(std::string_view(cwd));
    } else {
        base.append(folder);
    }
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

// Asks the finders that a program put on sys.meta_path. nothing() without exception: none of them knows it.
Ref ask_meta_path_py(Thread& t, std::string_view name, Value path) {
    const Value finders = t.state().sys_dict ? dict_find_text(t, *t.state().sys_dict, "meta_path") : Value();
    if (!is_kind(finders, Kind::List) || as<List>(finders).size == 0) return Ref::nothing();
    Ref name_text = make_str(t, name);
    if (!name_text) return t.raised();
    const Ref keep = Ref::share(finders);
    Ref load = Ref::nothing();
    for (std::uint64_t i = 0; i < as<List>(finders).size; ++i) {
        const Ref finder = Ref::share(as<List>(finders).items[i]);
        Ref find = intern(t, "find_spec");
        if (!find) return t.raised();
        Ref method = find_attr_py(t, finder.get(), find.as<Str>());
        if (!method) {
            if (t.has_pending()) return t.raised();
            continue;
        }
        Ref spec =
            call_py(t, method.get(), name_text.get(), path.is_empty() ? Value::none() : path, Value::none());
        if (!spec) return t.raised();
        if (spec.get().is_none()) continue;
        Ref loader_module = import_module_py(t, "importlib._spec");
        Ref load_name = loader_module ? intern(t, "load") : Ref(t.raised());
        if (!load_name) return t.raised();
        const Value args[] = {spec.get()};
        return call_method_py(t, loader_module.get(), load_name.as<Str>(), args);
    }
    return Ref::nothing();
}

// Loads one module whose parents are loaded. `path`: where to look; empty: sys.path.
Ref find_and_load_py(Thread& t, std::string_view name, Value path) {
    Process& process = interpreter_of(t).process();
    if (const ModuleDef* const def = process.find_native(name)) return load_native_py(t, *def, name);
    if (const EmbeddedModule* const embedded = process.find_embedded(name))
        return load_embedded_py(t, *embedded, name);
    Ref loaded = ask_meta_path_py(t, name, path);
    if (loaded || t.has_pending()) return loaded;
    Ref keep_path = Ref::nothing();
    if (path.is_empty()) {
        path = t.state().sys_dict ? dict_find(t, *t.state().sys_dict, Name::path) : Value();
        if (path.is_empty()) return t.raise(Exc::RuntimeError, "unable to get sys.path");
    }
    keep_path = Ref::share(path);
    Found found;
    const std::size_t dot = name.rfind('.');
    if (!find_in_path_py(t, path, dot == std::string_view::npos ? name : name.substr(dot + 1), found))
        return t.raised();
    switch (found.kind) {
    case Found::Kind::Package:
    case Found::Kind::Source: return load_source_py(t, name, found);
    case Found::Kind::Namespace: return load_namespace_py(t, name, found);
    case Found::Kind::None: break;
    }
    return raise_not_found(t, name);
}

// Imports one dotted name, parents first.
Ref import_dotted_py(Thread& t, std::string_view name) {
    const Value known = dict_find_text(t, modules_of(t), name);
    if (!known.is_empty()) {
        if (!known.is_none()) return Ref::share(known);
        TextBuffer text;
        format_to(text, "import of {} halted; None in sys.modules", name);
        return t.raise_text(Exc::ModuleNotFoundError, text.view());
    }
    if (!t.check_stack(" while importing")) return t.raised();
    const std::string_view parent_name = parent_of(name);
    Ref parent = Ref::nothing(), path = Ref::nothing();
    if (!parent_name.empty()) {
        parent = import_dotted_py(t, parent_name);
        if (!parent) return t.raised();
        // The parent's code may have imported it.
        const Value by_parent = dict_find_text(t, modules_of(t), name);
        if (!by_parent.is_empty() && !by_parent.is_none()) return Ref::share(by_parent);
        path = find_attr_py(t, parent.get(), Name::dunder_path);
        if (!path) {
            if (t.has_pending()) return t.raised();
            TextBuffer more;
            format_to(more, "; '{}' is not a package", parent_name);
            return raise_not_found(t, name, more.view());
        }
    }
    Ref module = find_and_load_py(t, name, path.get());
    if (!module) return t.raised();
    if (parent) {
        Ref tail = intern(t, name.substr(name.rfind('.') + 1));
        if (!tail) return t.raised();
        if (!set_attr_py(t, parent.get(), tail.as<Str>(), module.get())) {
            if (!t.pending_is(Exc::AttributeError)) return t.raised();
            t.clear_pending();
        }
    }
    return module;
}

// --- Relative names

// The package that a relative import starts from.
Status calc_package_py(Thread& t, Value globals, TextBuffer& out) {
    if (!is_kind(globals, Kind::Dict)) return t.raise(Exc::KeyError, "'__name__' not in globals");
    Dict& dict = as<Dict>(globals);
    const Value package = dict_find(t, dict, Name::dunder_package);
    if (!package.is_empty() && !package.is_none()) {
        if (!is_kind(package, Kind::Str)) return t.raise(Exc::TypeError, "__package__ must be a string");
        append_utf8(out, as<Str>(package));
        return Status::ok();
    }
    const Value name = dict_find(t, dict, Name::dunder_name);
    if (!is_kind(name, Kind::Str)) return t.raise(Exc::KeyError, "'__name__' not in globals");
    TextBuffer text;
    append_utf8(text, as<Str>(name));
    out.append(dict_find(t, dict, Name::dunder_path).is_empty() ? parent_of(text.view()) : text.view());
    return Status::ok();
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
    if (!text.fill(t, as<Str>(name))) return t.raised();
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
