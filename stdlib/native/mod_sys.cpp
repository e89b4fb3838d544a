// SPDX-License-Identifier: MIT
//
// The module sys: what a program may ask and set of its interpreter. Streams are entered by mod_io.cpp's
// start.
#include "stdlib/native/modules.h"
#include "stdlib/native/sys_parts.h"

#include "runtime/interpreter.h"
#include "vm/cycles.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/exc_report.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/namespace.h"
#include "vm/types/str.h"
#include "vm/types/struct_sequence.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Dict& sys_dict(ModuleSelf self) {
    return *as<Module>(self.module).dict;
}

// --- Exceptions and hooks

Ref sys_exception(Thread& t) {
    const Value handled = t.handled();
    return handled.is_empty() ? Ref::none() : Ref::share(handled);
}

Ref sys_exc_info(Thread& t) {
    const Value handled = t.handled();
    if (handled.is_empty()) return make_tuple(t, {Value::none(), Value::none(), Value::none()});
    const auto& fields = as<Exception>(handled);
    return make_tuple(
        t, {Value(type_of(t, handled)), handled, fields.traceback ? Value(fields.traceback) : Value::none()});
}

Ref sys_exit(Thread& t, Value status) {
    auto* const tuple = cast<Tuple>(status);
    if (!tuple) return t.raise_value(Exc::SystemExit, status.is_none() ? Value() : status);
    Ref exception =
        call_py(t, t.type(TypeId::SystemExit), Args(tuple->items(), tuple->size)); // as ever: its items
    if (!exception) return t.raised();
    return t.raise_object(std::move(exception));
}

Ref sys_excepthook(Thread& t, Value, Value value, Value) {
    if (!is_exception(value))
        return t.raise(Exc::TypeError, "print_exception(): Exception expected for value, {} found",
                       *type_of(t, value));
    print_exception_py(t, value);
    return Ref::none();
}

Ref sys_displayhook(Thread& t, ModuleSelf self, Value object) {
    if (object.is_none()) return Ref::none();
    const Value builtins = dict_find(t, *t.state().modules, Name::builtins);
    if (!is_kind(builtins, Kind::Module)) return t.raise(Exc::RuntimeError, "lost builtins module");
    Dict& names = *as<Module>(builtins).dict;
    if (!dict_set(t, names, Name::underscore, Value::none())) return t.raised();
    const Value out = dict_find(t, sys_dict(self), Name::stdout_);
    if (out.is_empty() || out.is_none()) return t.raise(Exc::RuntimeError, "lost sys.stdout");
    const Ref keep = Ref::share(out);
    Ref text = repr_py(t, object);
    if (!text) return t.raised();
    Ref newline = make_str(t, "\n");
    if (!newline) return t.raised();
    for (const Value part : {text.get(), newline.get()}) {
        const Value args[] = {part};
        if (call_method_py(t, out, Name::write, args)) continue;
        if (!t.pending_is(Exc::UnicodeEncodeError)) return t.raised();
        t.clear_pending();
        Ref plain = ascii_py(t, object);
        if (!plain) return t.raised();
        const Value again[] = {plain.get()};
        if (!call_method_py(t, out, Name::write, again)) return t.raised();
    }
    if (!dict_set(t, names, Name::underscore, object)) return t.raised();
    return Ref::none();
}

Ref sys_unraisablehook(Thread& t, Value unraisable) {
    if (type_of(t, unraisable) != t.type(TypeId::UnraisableHookArgs))
        return t.raise(Exc::TypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
    const auto part = [&](const char* name) {
        Ref key = intern(t, name);
        return key ? get_attr_py(t, unraisable, key.as<Str>()) : Ref(t.raised());
    };
    Ref value = part("exc_value"), message = value ? part("err_msg") : Ref(t.raised());
    Ref object = message ? part("object") : Ref(t.raised());
    if (!object) return t.raised();
    print_unraisable_py(t, value.get(), message.get(), object.get());
    return Ref::none();
}

// --- Limits and counters

Ref sys_getrecursionlimit(Thread& t) {
    return make_int(t, t.state().recursion_limit);
}
Ref sys_setrecursionlimit(Thread& t, Int32 limit) {
    if (limit.value < 1) return t.raise(Exc::ValueError, "recursion limit must be greater or equal than 1");
    if (t.depth >= limit.value) {
        return t.raise(Exc::RecursionError,
                       "cannot set the recursion limit to {} at the recursion depth {}: the limit is too low",
                       limit.value, t.depth);
    }
    t.state().recursion_limit = limit.value;
    return Ref::none();
}

Ref sys_getrefcount(Thread& t, Value object) {
    // One more for the argument, as CPython counts.
    if (!object.is_object() || object.object()->is_immortal()) return make_int(t, 4294967295);
    return make_int(t, object.object()->refs);
}

Ref sys_getsizeof(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"object", "default"};
    Value a[2];
    if (!bind_args(t, args, "getsizeof", kNames, 0, 1, a)) return t.raised();
    Ref size = call_special_py(t, a[0], Name::dunder_sizeof, {});
    if (size && is_int(size.get())) return size;
    if (t.has_pending() && (a[1].is_empty() || !t.pending_is(Exc::TypeError))) return t.raised();
    if (t.has_pending()) t.clear_pending();
    if (!a[1].is_empty()) return Ref::share(a[1]);
    return t.raise(Exc::TypeError, "Type {} doesn't define __sizeof__", *type_of(t, a[0]));
}

Ref sys_get_int_max_str_digits(Thread& t) {
    return make_int(t, t.state().int_digits_limit);
}
Ref sys_set_int_max_str_digits(Thread& t, Int32 maxdigits) {
    if (maxdigits.value != 0 && maxdigits.value < 640) {
        return t.raise(Exc::ValueError, "maxdigits must be >= 640 or 0 for unlimited");
    }
    t.state().int_digits_limit = maxdigits.value;
    return Ref::none();
}

Ref sys_getallocatedblocks(Thread& t) {
    return make_int(t, t.heap().live_objects());
}

// --- Text

Ref sys_intern(Thread& t, Value string) {
    if (!is_kind(string, Kind::Str))
        return t.raise(Exc::TypeError, "intern() argument must be str, not {}", BadArgument{t, string});
    if (!is_exact(string, Kind::Str)) return t.raise(Exc::TypeError, "can't intern {}", *type_of(t, string));
    return intern(t, as<Str>(string));
}
Ref sys_is_interned(Thread& t, Str& string) {
    static_cast<void>(t);
    return Ref::boolean(string.has(Str::kInterned));
}
Ref sys_getdefaultencoding(Thread& t) {
    return make_str(t, "utf-8");
}
Ref sys_getfilesystemencoding(Thread& t) {
    return make_str(t, "utf-8");
}
Ref sys_getfilesystemencodeerrors(Thread& t) {
    return make_str(t, "surrogateescape");
}

// --- Frames

Ref sys_getframe(Thread& t, Opt<Int32> depth) {
    std::int32_t level = depth.given ? depth.value.value : 0;
    Frame* frame = t.frame;
    for (; frame && level > 0; --level) frame = frame->back;
    if (!frame) return t.raise(Exc::ValueError, "call stack is not deep enough");
    return make_frame_object(t, *frame);
}

Ref sys_getframemodulename(Thread& t, Opt<Int32> depth) {
    std::int32_t level = depth.given ? depth.value.value : 0;
    Frame* frame = t.frame;
    for (; frame && level > 0; --level) frame = frame->back;
    if (!frame) return Ref::none();
    const Value name = dict_find(t, *frame->globals, Name::dunder_name);
    return name.is_empty() ? Ref::none() : Ref::share(name);
}

Ref sys_gettrace(Thread& t) {
    return t.trace.is_empty() ? Ref::none() : Ref::share(t.trace);
}
Ref sys_getprofile(Thread& t) {
    return t.profile.is_empty() ? Ref::none() : Ref::share(t.profile);
}
void set_hook(Value& slot, Value function) {
    release(std::exchange(slot, function.is_none() ? Value() : Ref::share(function).release()));
}
Ref sys_settrace(Thread& t, Value function) {
    set_hook(t.trace, function);
    return Ref::none();
}
Ref sys_setprofile(Thread& t, Value function) {
    set_hook(t.profile, function);
    return Ref::none();
}

// --- Coroutines

Ref sys_get_asyncgen_hooks(Thread& t) {
    const Value first = t.async_gen_first.is_empty() ? Value::none() : t.async_gen_first;
    const Value final = t.async_gen_final.is_empty() ? Value::none() : t.async_gen_final;
    const Value fields[] = {first, final};
    return make_struct_sequence(t, TypeId::AsyncgenHooks, fields);
}
Ref sys_set_asyncgen_hooks(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"firstiter", "finalizer"};
    Value a[2];
    if (!bind_args(t, args, "set_asyncgen_hooks", kNames, 0, 0, a)) return t.raised();
    for (int i = 0; i < 2; ++i) {
        if (a[i].is_empty() || a[i].is_none() || is_callable(t, a[i])) continue;
        return t.raise(Exc::TypeError, "callable {} expected, got {}", kNames[i], *type_of(t, a[i]));
    }
    if (!a[0].is_empty()) set_hook(t.async_gen_first, a[0]);
    if (!a[1].is_empty()) set_hook(t.async_gen_final, a[1]);
    return Ref::none();
}
Ref sys_get_coroutine_origin_tracking_depth(Thread& t) {
    return make_int(t, t.coroutine_origin_depth);
}
Ref sys_set_coroutine_origin_tracking_depth(Thread& t, Int32 depth) {
    if (depth.value < 0) return t.raise(Exc::ValueError, "depth must be >= 0");
    t.coroutine_origin_depth = depth.value;
    return Ref::none();
}

Ref sys_is_finalizing(Thread&) {
    return Ref::boolean(false);
}
Ref sys_is_gil_enabled(Thread&) {
    return Ref::boolean(true);
}

constexpr MethodDef kFunctions[] = {
    function<&sys_displayhook>("displayhook($module, object, /)",
                               "Print an object to sys.stdout and also save it in builtins._"),
    function<&sys_exc_info>("exc_info($module, /)",
                            "Return current exception information: (type, value, traceback).\n\nReturn "
                            "information about the most recent exception caught by an except\nclause in the "
                            "current stack frame or in an older stack frame."),
    function<&sys_excepthook>("excepthook($module, exctype, value, traceback, /)",
                              "Handle an exception by displaying it with a traceback on sys.stderr."),
    function<&sys_exception>(
        "exception($module, /)",
        "Return the current exception.\n\nReturn the most recent exception caught by an except clause\nin "
        "the current stack frame or in an older stack frame, or None\nif no such clause exists."),
    function<&sys_exit>("exit($module, status=None, /)",
                        "Exit the interpreter by raising SystemExit(status)."),
    function<&sys_getallocatedblocks>("getallocatedblocks($module, /)",
                                      "Return the number of memory blocks currently allocated."),
    function<&sys_getdefaultencoding>(
        "getdefaultencoding($module, /)",
        "Return the current default encoding used by the Unicode implementation."),
    function<&sys_getfilesystemencoding>(
        "getfilesystemencoding($module, /)",
        "Return the encoding used to convert Unicode filenames to OS filenames."),
    function<&sys_getfilesystemencodeerrors>(
        "getfilesystemencodeerrors($module, /)",
        "Return the error mode used for Unicode to OS filename conversion."),
    function<&sys_getframe>("_getframe($module, depth=0, /)", "Return a frame object from the call stack."),
    function<&sys_getframemodulename>("_getframemodulename($module, /, depth=0)",
                                      "Return the name of the module for a calling frame."),
    function<&sys_getprofile>("getprofile($module, /)",
                              "Return the profiling function set with sys.setprofile."),
    function<&sys_getrecursionlimit>(
        "getrecursionlimit($module, /)",
        "Return the current value of the recursion limit.\n\nThe recursion limit is the maximum depth of the "
        "Python interpreter\nstack.  This limit prevents infinite recursion from causing an overflow\nof the "
        "C stack and crashing Python."),
    function<&sys_getrefcount>("getrefcount($module, object, /)", "Return the reference count of object."),
    raw<&sys_getsizeof>("getsizeof($module, object, default=<unrepresentable>)",
                        "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes."),
    function<&sys_gettrace>("gettrace($module, /)",
                            "Return the global debug tracing function set with sys.settrace."),
    function<&sys_get_asyncgen_hooks>("get_asyncgen_hooks($module, /)",
                                      "Return the installed asynchronous generators hooks."),
    function<&sys_get_coroutine_origin_tracking_depth>(
        "get_coroutine_origin_tracking_depth($module, /)",
        "Check status of origin tracking for coroutine objects in this thread."),
    function<&sys_get_int_max_str_digits>(
        "get_int_max_str_digits($module, /)",
        "Return the maximum string digits limit for non-binary int<->str conversions."),
    function<&sys_intern>("intern($module, string, /)",
                          "``Intern'' the given string.\n\nThis enters the string in the (global) table of "
                          "interned strings whose\npurpose is to speed up dictionary lookups. Return the "
                          "string itself or\nthe previously interned string object with the same value."),
    function<&sys_is_finalizing>("is_finalizing($module, /)", "Return True if Python is exiting."),
    function<&sys_is_gil_enabled>("_is_gil_enabled($module, /)",
                                  "Return True if the GIL is currently enabled."),
    function<&sys_is_interned>("_is_interned($module, string, /)",
                               "Return True if the given string is \"interned\"."),
    function<&sys_setprofile>("setprofile($module, function, /)", "Set the profiling function."),
    function<&sys_setrecursionlimit>(
        "setrecursionlimit($module, limit, /)",
        "Set the maximum depth of the Python interpreter stack to n.\n\nThis limit prevents infinite "
        "recursion from causing an overflow of the C\nstack and crashing Python.  The highest possible limit "
        "is platform-\ndependent."),
    function<&sys_settrace>("settrace($module, function, /)", "Set the global debug tracing function."),
    raw<&sys_set_asyncgen_hooks>(
        "set_asyncgen_hooks($module, /, firstiter=<unrepresentable>, finalizer=<unrepresentable>)",
        "set_asyncgen_hooks([firstiter] [, finalizer])\n\nSet a finalizer for async generators objects."),
    function<&sys_set_coroutine_origin_tracking_depth>(
        "set_coroutine_origin_tracking_depth($module, /, depth)",
        "Enable or disable origin tracking for coroutine objects in this thread."),
    function<&sys_set_int_max_str_digits>(
        "set_int_max_str_digits($module, /, maxdigits)",
        "Set the maximum string digits limit for non-binary int<->str conversions."),
    function<&sys_unraisablehook>("unraisablehook($module, unraisable, /)",
                                  "Handle an unraisable exception."),
};

// --- Constants

Status add_text(Thread& t, Module& m, const char* name, std::string_view value) {
    Ref text = make_str(t, value);
    if (!text) return t.raised();
    return module_add(t, m, name, text.get());
}

Status add_texts(Thread& t, Module& m, const char* name, std::span<const std::string_view> texts) {
    Ref list = make_list(t);
    if (!list) return t.raised();
    for (const std::string_view text : texts) {
        Ref item = make_str(t, text);
        if (!item || !list_append(t, list.as<List>(), std::move(item))) return t.raised();
    }
    return module_add(t, m, name, list.get());
}

Status add_path(Thread& t, Module& m, const InterpreterOptions& options) {
    const std::string_view path0[] = {options.path0};
    if (!add_texts(t, m, "path", std::span<const std::string_view>(path0, options.has_path0 ? 1U : 0U)))
        return t.raised();
    List& path = as<List>(dict_find_text(t, *m.dict, "path"));
    for (const std::string_view folder : options.python_path) {
        Ref item = make_str(t, folder);
        if (!item || !list_append(t, path, std::move(item))) return t.raised();
    }
    return Status::ok();
}

Status add_builtin_names(Thread& t, Module& m) {
    const auto native = interpreter_of(t).process().modules().native;
    Ref list = make_list(t);
    if (!list) return t.raised();
    for (const ModuleDef* def : native) {
        Ref name = make_str(t, def->name);
        if (!name || !list_append(t, list.as<List>(), std::move(name))) return t.raised();
    }
    if (!list_sort_py(t, list.as<List>(), Value::none(), false)) return t.raised();
    Ref tuple = tuple_from_py(t, list.get());
    if (!tuple) return t.raised();
    return module_add(t, m, "builtin_module_names", tuple.get());
}

Value number(std::int64_t n) {
    return Value::small_int(n);
}

Status add_struct(Thread& t, Module& m, const char* name, TypeId id, std::span<const Value> fields) {
    Ref made = make_struct_sequence(t, id, fields);
    if (!made) return t.raised();
    return module_add(t, m, name, made.get());
}

Status add_info(Thread& t, Module& m) {
    Ref final = make_str(t, "final"), siphash = make_str(t, "siphash13"), pthread = make_str(t, "pthread"),
        futex = make_str(t, "semaphore"), library = make_str(t, "NPTL");
    Ref modulus = make_int(t, (std::int64_t{1} << 61) - 1);
    if (!final || !siphash || !pthread || !futex || !library || !modulus) return t.raised();
    const Value version[] = {number(3), number(14), number(0), final.get(), number(0)};
    const Value numbers[] = {Value::from_double(1.7976931348623157e308),
                             number(1024),
                             number(308),
                             Value::from_double(2.2250738585072014e-308),
                             number(-1021),
                             number(-307),
                             number(15),
                             number(53),
                             Value::from_double(2.220446049250313e-16),
                             number(2),
                             number(1)};
    const Value ints[] = {number(30), number(4), number(4300), number(640)};
    const Value hash[] = {number(64),    modulus.get(), number(314159), number(0), number(1000003),
                          siphash.get(), number(64),    number(128),    number(0)};
    const Value threads[] = {pthread.get(), futex.get(), library.get()};
    return add_struct(t, m, "version_info", TypeId::VersionInfo, version) &&
                   add_struct(t, m, "float_info", TypeId::FloatInfo, numbers) &&
                   add_struct(t, m, "int_info", TypeId::IntInfo, ints) &&
                   add_struct(t, m, "hash_info", TypeId::HashInfo, hash) &&
                   add_struct(t, m, "thread_info", TypeId::ThreadInfo, threads)
               ? Status::ok()
               : Status(t.raised());
}

Status add_flags(Thread& t, Module& m) {
    const InterpreterOptions& o = interpreter_of(t).options();
    const Value flags[] = {number(o.debug),
                           number(o.inspect),
                           number(o.interactive),
                           number(o.optimize),
                           number(o.dont_write_bytecode),
                           number(o.no_user_site),
                           number(o.no_site),
                           number(o.ignore_environment),
                           number(o.verbose),
                           number(o.bytes_warning),
                           number(o.quiet),
                           number(o.hash_randomization),
                           number(o.isolated),
                           Value::boolean(o.dev_mode),
                           number(o.utf8_mode),
                           number(0),
                           Value::boolean(o.safe_path),
                           number(t.state().int_digits_limit),
                           number(1),
                           number(0),
                           number(0)};
    if (!add_struct(t, m, "flags", TypeId::Flags, flags)) return t.raised();
    // -X name or name=value
    Ref dict = make_dict(t);
    if (!dict) return t.raised();
    for (const std::string_view option : o.x_options) {
        const std::size_t equals = option.find('=');
        Ref value =
            equals == std::string_view::npos ? Ref::boolean(true) : make_str(t, option.substr(equals + 1));
        if (!value || !dict_set_text(t, dict.as<Dict>(), option.substr(0, equals), value.get()))
            return t.raised();
    }
    return module_add(t, m, "_xoptions", dict.get());
}

// sys.implementation: who we are.
Status add_implementation(Thread& t, Module& m) {
    Ref dict = make_dict(t);
    Ref name = make_str(t, "islet"), machine = make_str(t, "x86_64-linux-gnu"),
        tag = make_str(t, "islet-314");
    if (!dict || !name || !machine || !tag) return t.raised();
    Dict& d = dict.as<Dict>();
    const Value version = dict_find_text(t, *m.dict, "version_info");
    if (!dict_set_text(t, d, "name", name.get()) || !dict_set_text(t, d, "cache_tag", tag.get()) ||
        !dict_set_text(t, d, "version", version) || !dict_set_text(t, d, "hexversion", number(0x030E00F0)) ||
        !dict_set_text(t, d, "_multiarch", machine.get()) ||
        !dict_set_text(t, d, "supports_isolated_interpreters", Value::boolean(true))) {
        return t.raised();
    }
    Ref space = make_namespace_py(t, d);
    if (!space) return t.raised();
    return module_add(t, m, "implementation", space.get());
}

constexpr LazyName kLazyNames[] = {{"stdlib_module_names", &make_stdlib_names_py}};

Status sys_init_py(Thread& t, Module& m) {
    if (!add_info(t, m) || !add_flags(t, m) || !add_implementation(t, m)) return t.raised();
    const InterpreterOptions& options = interpreter_of(t).options();
    if (!dict_set(t, *m.dict, Name::modules, Value(t.state().modules))) return t.raised();
    if (!add_texts(t, m, "argv", options.argv) || !add_texts(t, m, "orig_argv", options.orig_argv) ||
        !add_texts(t, m, "warnoptions", options.warn_options)) {
        return t.raised();
    }
    if (!add_path(t, m, options)) return t.raised();
    for (const MethodDef& def : sys_hook_functions()) {
        Ref function = make_native_function(t, def, Value(&m), Value(&t.name(Name::sys)));
        if (!function || !dict_set(t, *m.dict, *function.as<NativeFunction>().name, function.get()))
            return t.raised();
    }
    if (!add_sys_hook_names_py(t, m)) return t.raised();
    Ref cache = make_dict(t);
    Ref maxsize = make_int(t, INT64_MAX);
    if (!cache || !maxsize || !module_add(t, m, "path_importer_cache", cache.get()) ||
        !module_add(t, m, "maxsize", maxsize.get())) {
        return t.raised();
    }
    if (!module_add(t, m, "maxunicode", Value::small_int(0x10FFFF)) ||
        !module_add(t, m, "dont_write_bytecode", Value::boolean(options.dont_write_bytecode)) ||
        !module_add(t, m, "hexversion", Value::small_int(0x030E00F0)) ||
        !module_add(t, m, "api_version", Value::small_int(1013)) ||
        !module_add(t, m, "pycache_prefix", Value::none())) {
        return t.raised();
    }
    if (!add_text(t, m, "byteorder", "little") || !add_text(t, m, "platform", "linux") ||
        !add_text(t, m, "executable", options.executable) || !add_text(t, m, "prefix", "/usr") ||
        !add_text(t, m, "exec_prefix", "/usr") || !add_text(t, m, "base_prefix", "/usr") ||
        !add_text(t, m, "base_exec_prefix", "/usr") || !add_text(t, m, "platlibdir", "lib") ||
        !add_text(t, m, "float_repr_style", "short") ||
        !add_text(t, m, "copyright", "Copyright (c) 2026 The Islet authors.") ||
        !add_text(t, m, "version", "3.14.0 (Islet 0.1.0)") ||
        !add_text(t, m, "_base_executable", options.executable)) {
        return t.raised();
    }
    if (!add_builtin_names(t, m)) return t.raised();
    for (const auto& [name, original] :
         {std::pair("displayhook", "__displayhook__"), std::pair("breakpointhook", "__breakpointhook__"),
          std::pair("excepthook", "__excepthook__"), std::pair("unraisablehook", "__unraisablehook__")}) {
        const Value hook = dict_find_text(t, *m.dict, name);
        if (!module_add(t, m, original, hook)) return t.raised();
    }
    return Status::ok();
}

} // namespace

const ModuleDef kSysModule = {
    .name = "sys",
    .doc = "This module provides access to some objects used or maintained by the\ninterpreter and to "
           "functions that interact strongly with the "
           "interpreter.",
    .functions = kFunctions,
    .init_py = sys_init_py,
    .data_size = sizeof(SysData),
    .traverse = traverse_sys_data,
    .drop = drop_sys_data,
    .lazy = kLazyNames,
};

} // namespace islet
