// SPDX-License-Identifier: MIT
//
// sys: what a program may hang on its interpreter (audit hooks, breakpoints), and the functions and names
// that speak of CPython's own machinery and have little to do here. Owns: SysData's contents. Threads: the
// interpreter's lock.
#include "stdlib/native/sys_parts.h"

#include "runtime/import.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/stdlib_names.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/namespace.h"
#include "vm/types/set.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cstdlib>
#include <dlfcn.h>

namespace islet {

namespace {

SysData& data_of(ModuleSelf self) {
    return sys_data(as<Module>(self.module));
}

// --- Audit

// Hooks run in the order in which they were added; the first that raises ends it.
Status run_audit_hooks_py(Thread& t, SysData& data, Value event, Value arguments) {
    if (data.audit_hooks.is_empty()) return Status::ok();
    const Ref hooks = Ref::share(data.audit_hooks);
    const List& list = hooks.as<List>();
    for (std::uint64_t i = 0; i < list.size; ++i) {
        const Ref hook = Ref::share(list.items[i]);
        if (!call_py(t, hook.get(), event, arguments)) return t.raised();
    }
    return Status::ok();
}

Ref sys_audit(Thread& t, Value module, const Args& args) {
    if (!refuse_keywords(t, args, "audit")) return t.raised();
    if (args.count == 0) return t.raise(Exc::TypeError, "audit expected at least 1 argument, got 0");
    if (!is_kind(args[0], Kind::Str))
        return t.raise(Exc::TypeError, "audit() argument 1 must be str, not {}", *type_of(t, args[0]));
    Utf8View event;
    if (!event.fill(t, as<Str>(args[0]))) return t.raised();
    if (event.view().find('\0') != std::string_view::npos)
        return t.raise(Exc::ValueError, "embedded null character");
    Ref rest = make_tuple(t, std::span<const Value>(args.values + 1, args.count - 1));
    if (!rest || !run_audit_hooks_py(t, sys_data(as<Module>(module)), args[0], rest.get())) return t.raised();
    return Ref::none();
}

Ref sys_addaudithook(Thread& t, Value module, const Args& args) {
    static constexpr const char* kNames[] = {"hook"};
    Value hook;
    if (!bind_args(t, args, "addaudithook", kNames, 0, 1, &hook)) return t.raised();
    SysData& data = sys_data(as<Module>(module));
    Ref event = make_str(t, "sys.addaudithook"), nothing = make_tuple(t, std::span<const Value>());
    if (!event || !nothing) return t.raised();
    if (!run_audit_hooks_py(t, data, event.get(), nothing.get())) {
        // A hook that refuses keeps the new one out, quietly if that is a RuntimeError.
        if (!t.pending_is(Exc::RuntimeError)) return t.raised();
        t.clear_pending();
        return Ref::none();
    }
    if (data.audit_hooks.is_empty()) {
        Ref list = make_list(t);
        if (!list) return t.raised();
        data.audit_hooks = list.release();
    }
    if (!list_append(t, as<List>(data.audit_hooks), hook)) return t.raised();
    return Ref::none();
}

// --- Breakpoints

// The function that $PYTHONBREAKPOINT names; nothing() without exception if it cannot be had.
Ref find_breakpoint_py(Thread& t, std::string_view path) {
    const std::size_t dot = path.rfind('.');
    const std::string_view module = dot == std::string_view::npos ? "builtins" : path.substr(0, dot);
    Ref name = intern(t, path.substr(dot + 1)); // npos + 1 is 0
    if (!name) return t.raised();
    if (module.empty() || name.as<Str>().length == 0) return Ref::nothing();
    Ref loaded = import_module_py(t, module);
    Ref found = loaded ? find_attr_py(t, loaded.get(), name.as<Str>()) : Ref::nothing();
    if (found || !t.has_pending()) return found;
    if (!t.pending_is(Exc::ImportError)) return t.raised();
    t.clear_pending();
    return Ref::nothing();
}

Ref sys_breakpointhook(Thread& t, Value, const Args& args) {
    const char* const variable = std::getenv("PYTHONBREAKPOINT");
    std::string_view path = variable ? variable : "";
    if (path.empty()) path = "pdb.set_trace";
    if (path == "0") return Ref::none();
    Ref hook = find_breakpoint_py(t, path);
    if (hook) return call_py(t, hook.get(), args);
    if (t.has_pending()) return t.raised();
    const auto text = format("Ignoring unimportable $PYTHONBREAKPOINT: \"{}\"", path);
    if (!warn_py(t, Exc::RuntimeWarning, text.view())) return t.raised();
    return Ref::none();
}

// --- Threads and tracing

Ref sys_call_tracing(Thread& t, Value function, Value args) {
    if (!is_kind(args, Kind::Tuple))
        return t.raise(Exc::TypeError, "call_tracing() argument 2 must be tuple, not {}", *type_of(t, args));
    const Ref keep = Ref::share(args);
    return call_py(t, function,
                   Args(as<Tuple>(args).items(), static_cast<std::uint32_t>(as<Tuple>(args).size)));
}

Ref sys_getswitchinterval(Thread&, ModuleSelf self) {
    return Ref::plain(Value::from_double(data_of(self).switch_interval));
}
Ref sys_setswitchinterval(Thread& t, ModuleSelf self, double interval) {
    if (!(interval > 0)) return t.raise(Exc::ValueError, "switch interval must be strictly positive");
    data_of(self).switch_interval = interval;
    return Ref::none();
}

// {identifier of a thread: what `value` gives for it}
Ref by_thread(Thread& t, Value value) {
    Ref dict = make_dict(t),
        key = make_int(t, static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(&t)));
    if (!dict || !key || !dict_set_py(t, dict.as<Dict>(), key.get(), value)) return t.raised();
    return dict;
}
Ref sys_current_frames(Thread& t) {
    Ref frame = t.frame ? make_frame_object(t, *t.frame) : Ref::none();
    return frame ? by_thread(t, frame.get()) : Ref(t.raised());
}
Ref sys_current_exceptions(Thread& t) {
    const Value handled = t.handled();
    return by_thread(t, handled.is_empty() ? Value::none() : handled);
}

// --- CPython's machinery

Ref sys_getdlopenflags(Thread& t, ModuleSelf self) {
    return make_int(t, data_of(self).dlopen_flags);
}
Ref sys_setdlopenflags(Thread&, ModuleSelf self, Int32 flags) {
    data_of(self).dlopen_flags = flags.value;
    return Ref::none();
}

Ref sys_getunicodeinternedsize(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"_only_immortal"};
    Value only;
    if (args.count > 0)
        return t.raise(Exc::TypeError, "getunicodeinternedsize() takes no positional arguments");
    if (!bind_args(t, args, "getunicodeinternedsize", kNames, 0, 0, &only)) return t.raised();
    return make_int(t, static_cast<std::int64_t>(kNameCount));
}

Ref sys_is_immortal(Thread&, Value op) {
    return Ref::boolean(!op.is_object() || op.object()->is_immortal());
}

Ref sys_clear_type_cache(Thread& t) {
    if (!warn_py(t, Exc::DeprecationWarning,
                 "sys._clear_type_cache() is deprecated and scheduled for removal in a future version. Use "
                 "sys._clear_internal_caches() instead."))
        return t.raised();
    return Ref::none();
}
Ref sys_nothing(Thread&) {
    return Ref::none();
}
Ref sys_false(Thread&) {
    return Ref::boolean(false);
}
Ref sys_cpu_count_config(Thread& t) {
    return make_int(t, -1);
}
Ref sys_activate_stack_trampoline(Thread& t, Value backend) {
    if (!is_kind(backend, Kind::Str)) {
        return t.raise(Exc::TypeError, "activate_stack_trampoline() argument must be str, not {}",
                       *type_of(t, backend));
    }
    return t.raise(Exc::ValueError, "perf trampoline not available");
}
Ref sys_remote_exec(Thread& t, Value, Value) {
    return t.raise(Exc::RuntimeError, "Remote debugging is not supported on this platform");
}

constexpr MethodDef kFunctions[] = {
    raw<&sys_audit>("audit($module, event, /, *args)", "Passes the event to any hooks that are attached."),
    raw<&sys_addaudithook>("addaudithook($module, /, hook)", "Adds a new audit hook callback."),
    raw<&sys_breakpointhook>(
        "breakpointhook($module, /, *args, **kwargs)",
        "This hook function is called by built-in breakpoint().\n\nIt calls what $PYTHONBREAKPOINT names, or "
        "pdb.set_trace; the value 0 turns breakpoints off."),
    function<&sys_call_tracing>("call_tracing($module, func, args, /)",
                                "Call func(*args), while tracing is enabled.\n\nThe tracing state is saved, "
                                "and restored afterwards."),
    function<&sys_getswitchinterval>(
        "getswitchinterval($module, /)",
        "Return the current thread switch interval; see sys.setswitchinterval()."),
    function<&sys_setswitchinterval>("setswitchinterval($module, interval, /)",
                                     "Set the ideal thread switching delay inside the Python interpreter."),
    function<&sys_current_frames>("_current_frames($module, /)",
                                  "Return a dict mapping each thread's id to its current stack frame."),
    function<&sys_current_exceptions>(
        "_current_exceptions($module, /)",
        "Return a dict mapping each thread's id to the exception that it handles."),
    function<&sys_getdlopenflags>("getdlopenflags($module, /)",
                                  "Return the current value of the flags that are used for dlopen calls."),
    function<&sys_setdlopenflags>("setdlopenflags($module, flags, /)",
                                  "Set the flags used by the interpreter for dlopen calls."),
    raw<&sys_getunicodeinternedsize>("getunicodeinternedsize($module, /, *, _only_immortal=False)",
                                     "Return the number of elements of the unicode interned dictionary"),
    function<&sys_is_immortal>("_is_immortal($module, op, /)",
                               "Return True if the given object is \"immortal\"."),
    function<&sys_clear_type_cache>("_clear_type_cache($module, /)", "Clear the internal type lookup cache."),
    function<&sys_nothing>("_clear_internal_caches($module, /)",
                           "Clear all internal performance-related caches."),
    function<&sys_nothing>("_debugmallocstats($module, /)", "Prints nothing: there is no such allocator."),
    function<&sys_cpu_count_config>("_get_cpu_count_config($module, /)",
                                    "The number of processors that was configured, or -1."),
    function<&sys_activate_stack_trampoline>("activate_stack_trampoline($module, backend, /)",
                                             "Activate stack profiler trampoline *backend*."),
    function<&sys_nothing>("deactivate_stack_trampoline($module, /)",
                           "Deactivate the current stack profiler trampoline backend."),
    function<&sys_false>("is_stack_trampoline_active($module, /)",
                         "Return *True* if a stack profiler trampoline is active."),
    function<&sys_false>("is_remote_debug_enabled($module, /)",
                         "Return True if remote debugging is enabled, False otherwise."),
    function<&sys_remote_exec>("remote_exec($module, /, pid, script)",
                               "Executes a file in another process: not supported."),
};

} // namespace

std::span<const MethodDef> sys_hook_functions() {
    return kFunctions;
}

Ref make_stdlib_names_py(Thread& t, Module&) {
    Ref list = make_list(t);
    for (const std::string_view name : stdlib_module_names()) {
        Ref text = list ? make_str(t, name) : Ref(t.raised());
        if (!text || !list_append(t, list.as<List>(), std::move(text))) return t.raised();
    }
    return call_py(t, t.type(TypeId::FrozenSet), list.get());
}

Status add_sys_hook_names_py(Thread& t, Module& m) {
    sys_data(m).switch_interval = 0.005;
    sys_data(m).dlopen_flags = RTLD_NOW;
    Ref empty = make_str(t, ""), name = make_str(t, "Islet");
    Ref git = name ? make_tuple(t, {name.get(), empty.get(), empty.get()}) : Ref(t.raised());
    Ref hook = make_path_hook(t), hooks = make_list(t), finders = make_list(t);
    if (!empty || !git || !hook || !hooks || !finders) return t.raised();
    if (!list_append(t, hooks.as<List>(), hook.get())) return t.raised();
    for (const TypeId id : {TypeId::BuiltinImporter, TypeId::FrozenImporter, TypeId::PathFinder}) {
        if (!list_append(t, finders.as<List>(), t.type(id))) return t.raised();
    }
    const bool ok = module_add(t, m, "_git", git.get()) && module_add(t, m, "abiflags", empty.get()) &&
                    module_add(t, m, "_framework", empty.get()) && module_add(t, m, "_home", Value::none()) &&
                    module_add(t, m, "_stdlib_dir", Value::none()) &&
                    module_add(t, m, "path_hooks", hooks.get()) &&
                    module_add(t, m, "meta_path", finders.get());
    return ok ? Status::ok() : Status(t.raised());
}

void traverse_sys_data(Module& m, Visitor& visit) {
    visit(sys_data(m).audit_hooks);
}
void drop_sys_data(Module& m) {
    release(std::exchange(sys_data(m).audit_hooks, Value()));
}

} // namespace islet
