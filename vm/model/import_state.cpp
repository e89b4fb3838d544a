// SPDX-License-Identifier: MIT
//
// See import_state.h. These run while an error is being described, so their own failures are dropped.
#include "vm/model/import_state.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/model/stdlib_names.h"
#include "vm/types/dict.h"
#include "vm/types/str.h"

#include <climits>
#include <unistd.h>

namespace islet {

namespace {

Ref quiet_attr_py(Thread& t, Value v, std::string_view name) {
    Ref key = intern(t, name);
    Ref found = key ? find_attr_py(t, v, key.as<Str>()) : Ref::nothing();
    if (!found && t.has_pending()) t.clear_pending();
    return found;
}

bool quiet_truth_py(Thread& t, Value v, std::string_view name) {
    Ref found = quiet_attr_py(t, v, name);
    if (!found) return false;
    const Result<bool> truth = truth_py(t, found.get());
    if (!truth) t.clear_pending();
    return truth && *truth;
}

// The folder of the program; "" if there is none to speak of.
std::string_view program_folder(Thread& t, char (&cwd)[PATH_MAX]) {
    const InterpState& state = t.state();
    if (!state.has_program_folder) return {};
    if (!state.program_folder.empty()) return state.program_folder;
    return getcwd(cwd, sizeof(cwd)) ? std::string_view(cwd) : std::string_view();
}

bool lies_beside_program(Thread& t, std::string_view file) {
    constexpr std::string_view kPackage = "/__init__.py";
    if (file.ends_with(kPackage)) file.remove_suffix(kPackage.size());
    const std::size_t slash = file.rfind('/');
    if (slash == std::string_view::npos) return false;
    char cwd[PATH_MAX];
    const std::string_view folder = program_folder(t, cwd);
    return !folder.empty() && file.substr(0, slash) == folder;
}

} // namespace

bool is_initializing_py(Thread& t, Value spec) {
    return quiet_truth_py(t, spec, "_initializing");
}

Ref spec_file_py(Thread& t, Value spec) {
    if (!quiet_truth_py(t, spec, "has_location")) return Ref::nothing();
    Ref origin = quiet_attr_py(t, spec, "origin");
    return origin && is_kind(origin.get(), Kind::Str) ? std::move(origin) : Ref::nothing();
}

bool is_importing_submodule_py(Thread& t, Value spec, Str& name) {
    Ref names = quiet_attr_py(t, spec, "_uninitialized_submodules");
    if (!names) return false;
    const Result<bool> found = contains_py(t, names.get(), &name);
    if (!found) t.clear_pending();
    return found && *found;
}

bool describe_shadowing_py(Thread& t, const Str& module, const Str& file, bool initializing,
                           TextBuffer& out) {
    TextBuffer path, name;
    append_utf8(path, file);
    append_utf8(name, module);
    if (!lies_beside_program(t, path.view())) return false;
    const bool is_stdlib = is_stdlib_module(name.view());
    if (!is_stdlib && !initializing) return false;
    out.append(" (consider renaming ");
    append_repr(out, file);
    if (!is_stdlib) {
        out.append(" if it has the same name as a library you intended to import)");
        return true;
    }
    out.append(" since it has the same name as the standard library module named ");
    append_repr(out, module);
    out.append(" and prevents importing that standard library module)");
    return true;
}

} // namespace islet
