// SPDX-License-Identifier: MIT
//
// The module _warnings: the part of warnings that is written in C++ (vm/model/warnings.cpp), as functions.
// Owns: nothing. Threads: the interpreter's lock.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/source_lines.h"
#include "vm/model/warnings.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Status positional_at_most(Thread& t, const Args& args, const char* function, std::uint32_t most) {
    if (args.count <= most) return Status::ok();
    return t.raise(Exc::TypeError, "{}() takes at most {} positional arguments ({} given)", function, most,
                   args.count);
}

Status check_prefixes(Thread& t, Value prefixes) {
    if (!is_kind(prefixes, Kind::Tuple)) {
        return t.raise(Exc::TypeError, "warn() argument 'skip_file_prefixes' must be tuple, not {}",
                       *type_of(t, prefixes));
    }
    for (std::uint64_t i = 0; i < as<Tuple>(prefixes).size; ++i) {
        const Value item = as<Tuple>(prefixes)[i];
        if (is_kind(item, Kind::Str)) continue;
        return t.raise(Exc::TypeError, "Found non-str '{}' in skip_file_prefixes.", *type_of(t, item));
    }
    return Status::ok();
}

Ref warnings_warn(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"message", "category", "stacklevel", "source",
                                             "skip_file_prefixes"};
    Value a[5];
    if (!positional_at_most(t, args, "warn", 4) || !bind_args(t, args, "warn", kNames, 0, 1, a))
        return t.raised();
    std::int64_t level = 1;
    if (!a[2].is_empty()) {
        const Result<std::int64_t> n = index_to_int64_py(t, a[2]);
        if (!n) return t.raised();
        level = *n;
    }
    if (!a[4].is_empty()) {
        if (!check_prefixes(t, a[4])) return t.raised();
        if (as<Tuple>(a[4]).size > 0 && level < 2) level = 2;
    }
    const Value source = a[3].is_empty() || a[3].is_none() ? Value() : a[3];
    if (!warn_value_py(t, a[0], a[1], level, source, a[4])) return t.raised();
    return Ref::none();
}

// The module that a file would be, for a warning that does not say.
Ref module_of_file(Thread& t, const Str& filename) {
    TextBuffer text;
    append_utf8(text, filename);
    if (text.size() == 0) return make_str(t, "<unknown>");
    return make_str(t, text.view().ends_with(".py") ? text.view().substr(0, text.size() - 3) : text.view());
}

Ref warnings_warn_explicit(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"message", "category", "filename",       "lineno",
                                             "module",  "registry", "module_globals", "source"};
    Value a[8];
    if (!bind_args(t, args, "warn_explicit", kNames, 0, 4, a)) return t.raised();
    if (!is_kind(a[2], Kind::Str)) {
        return t.raise(Exc::TypeError, "warn_explicit() argument 'filename' must be str, not {}",
                       *type_of(t, a[2]));
    }
    const Result<std::int64_t> line = index_to_int64_py(t, a[3]);
    if (!line) return t.raised();
    if (!a[6].is_empty() && !a[6].is_none() && !is_kind(a[6], Kind::Dict))
        return t.raise(Exc::TypeError, "module_globals must be a dict, not '{}'", *type_of(t, a[6]));
    Ref module = a[4].is_empty() ? module_of_file(t, as<Str>(a[2])) : Ref::share(a[4]);
    if (!module) return t.raised();
    if (module.get().is_none()) return Ref::none();
    const Value registry = a[5].is_empty() ? Value::none() : a[5];
    if (!registry.is_none() && !is_kind(registry, Kind::Dict))
        return t.raise(Exc::TypeError, "'registry' must be a dict or None");
    const Value source = a[7].is_empty() || a[7].is_none() ? Value() : a[7];
    if (!warn_explicit_py(t, a[1], a[0], a[2], *line, module.get(), registry, source)) return t.raised();
    return Ref::none();
}

Ref warnings_filters_mutated(Thread& t) {
    warning_filters_changed(t.state());
    return Ref::none();
}

Ref warnings_nothing(Thread&) {
    return Ref::none();
}

// The text of a line of a source file, "" if it cannot be had.
Ref warnings_source_line(Thread& t, Str& filename, Int32 line) {
    Arena arena;
    SourceLines sources(t, arena);
    TextBuffer file;
    append_utf8(file, filename);
    return make_str(t, line.value > 0 ? sources.line(file.view(), line.value, nullptr) : std::string_view());
}

constexpr MethodDef kFunctions[] = {
    raw<&warnings_warn>(
        "warn($module, /, message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())",
        "Issue a warning, or maybe ignore it or raise an exception.\n\n  message\n    Text of the warning "
        "message.\n  category\n    The Warning category subclass. Defaults to UserWarning.\n  stacklevel\n   "
        " "
        "How far up the call stack to make this warning appear: 2 is the caller of the code calling warn().\n"
        "  source\n    If supplied, the destroyed object which emitted a ResourceWarning\n  "
        "skip_file_prefixes\n    An optional tuple of prefixes of the file names of frames that do not "
        "count."),
    raw<&warnings_warn_explicit>(
        "warn_explicit($module, /, message, category, filename, lineno, module=None, "
        "registry=None, module_globals=None, source=None)",
        "Issue a warning, or maybe ignore it or raise an exception."),
    function<&warnings_filters_mutated>("_filters_mutated_lock_held($module, /)",
                                        "What was shown once may be shown again."),
    function<&warnings_nothing>("_acquire_lock($module, /)", "The interpreter's own lock serves."),
    function<&warnings_nothing>("_release_lock($module, /)", "The interpreter's own lock serves."),
    function<&warnings_source_line>("_source_line($module, filename, lineno, /)",
                                    "A line of a source file, or an empty string."),
};

Status warnings_init_py(Thread& t, Module& m) {
    Ref filters = warning_filters(t), once = warning_once_registry(t), action = make_str(t, "default");
    if (!filters || !once || !action) return t.raised();
    const bool ok = module_add(t, m, "filters", filters.get()) &&
                    module_add(t, m, "_onceregistry", once.get()) &&
                    module_add(t, m, "_defaultaction", action.get());
    return ok ? Status::ok() : Status(t.raised());
}

} // namespace

const ModuleDef kWarningsModule = {
    .name = "_warnings",
    .doc = "_warnings provides basic warning filtering support.\nIt is a helper module to speed up "
           "interpreter start-up.",
    .functions = kFunctions,
    .init_py = warnings_init_py,
};

} // namespace islet
