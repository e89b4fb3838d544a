// SPDX-License-Identifier: MIT
//
// The module _interpreters: what concurrent.interpreters is built of, by interpreter id.
//
// Threads: the interpreter's lock; entering another interpreter lets go of it.
#include "stdlib/native/modules.h"

#include "runtime/interpreters.h"
#include "runtime/snapshot.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/compile_text.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/buffer.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/namespace.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

constexpr const char* kFlagNames[] = {"use_main_obmalloc",    "allow_fork",
                                      "allow_exec",           "allow_threads",
                                      "allow_daemon_threads", "check_multi_interp_extensions"};
constexpr const char* kGilNames[] = {"default", "shared", "own"};

bool* flag_of(InterpreterConfig& config, std::size_t i) {
    bool* const flags[] = {&config.use_main_obmalloc,    &config.allow_fork,
                           &config.allow_exec,           &config.allow_threads,
                           &config.allow_daemon_threads, &config.check_multi_interp_extensions};
    return flags[i];
}

// --- Configurations

Result<InterpreterConfig> named_config(Thread& t, const Str& name) {
    InterpreterConfig config;
    if (str_equal(name, "isolated") || str_equal(name, "default")) return config;
    if (str_equal(name, "legacy")) {
        for (std::size_t i = 0; i < std::size(kFlagNames); ++i) *flag_of(config, i) = true;
        config.check_multi_interp_extensions = false;
        config.gil = InterpreterConfig::Gil::Shared;
        return config;
    }
    if (str_equal(name, "empty")) {
        for (std::size_t i = 0; i < std::size(kFlagNames); ++i) *flag_of(config, i) = false;
        config.gil = InterpreterConfig::Gil::Default;
        return config;
    }
    return t.raise(Exc::ValueError, "unsupported config name '{}'", name);
}

Ref config_namespace_py(Thread& t, InterpreterConfig config) {
    Ref fields = make_dict(t, 7);
    if (!fields) return t.raised();
    for (std::size_t i = 0; i < std::size(kFlagNames); ++i) {
        if (!dict_set_text(t, fields.as<Dict>(), kFlagNames[i], Value::boolean(*flag_of(config, i)))) {
            return t.raised();
        }
    }
    Ref gil = make_str(t, kGilNames[static_cast<int>(config.gil)]);
    if (!gil || !dict_set_text(t, fields.as<Dict>(), "gil", gil.get())) return t.raised();
    return make_namespace_py(t, fields.as<Dict>());
}

Status read_gil_py(Thread& t, Value v, InterpreterConfig& config) {
    if (!is_kind(v, Kind::Str)) return t.raise(Exc::TypeError, "invalid config type: gil");
    for (int i = 0; i < 3; ++i) {
        if (!str_equal(as<Str>(v), kGilNames[i])) continue;
        config.gil = static_cast<InterpreterConfig::Gil>(i);
        return Status::ok();
    }
    TextBuffer text;
    if (!append_repr_py(t, text, v)) return t.raised();
    return t.raise(Exc::ValueError, "unsupported interpreter config .gil value {}", text.view());
}

// Takes the known keys out of `fields` into the config; all must be there if `complete`. What remains is an
// error.
Status read_config_py(Thread& t, Dict& fields, bool complete, InterpreterConfig& config) {
    for (std::size_t i = 0; i <= std::size(kFlagNames); ++i) {
        const char* const name = i < std::size(kFlagNames) ? kFlagNames[i] : "gil";
        Ref key = intern(t, name);
        if (!key) return t.raised();
        const Ref value = Ref::share(dict_find(t, fields, key.as<Str>()));
        if (value.get().is_empty()) {
            if (complete) return t.raise(Exc::ValueError, "missing config key: {}", name);
            continue;
        }
        dict_remove(t, fields, key.as<Str>());
        if (i == std::size(kFlagNames)) {
            if (!read_gil_py(t, value.get(), config)) return t.raised();
            continue;
        }
        if (!value.get().is_true() && !value.get().is_false()) {
            return t.raise(Exc::TypeError, "invalid config type: {}", name);
        }
        *flag_of(config, i) = value.get().is_true();
    }
    if (fields.count == 0) return Status::ok();
    TextBuffer text;
    if (!append_repr_py(t, text, Value(&fields))) return t.raised();
    return t.raise(Exc::ValueError, "config dict has {} extra item{} ({})", fields.count,
                   fields.count == 1 ? "" : "s", text.view());
}

// None, a name, or an object with the attributes of a config.
Result<InterpreterConfig> config_from_py(Thread& t, Value v) {
    if (v.is_empty() || v.is_none()) return InterpreterConfig();
    if (is_kind(v, Kind::Str)) return named_config(t, as<Str>(v));
    Ref attributes = find_attr_py(t, v, t.name(Name::dunder_dict));
    if (t.has_pending()) return t.raised();
    if (!attributes || !is_kind(attributes.get(), Kind::Dict)) {
        TextBuffer text;
        if (!append_repr_py(t, text, v)) return t.raised();
        return t.raise(Exc::TypeError, "bad config {}", text.view());
    }
    Ref fields = dict_copy(t, attributes.as<Dict>());
    InterpreterConfig config;
    if (!fields || !read_config_py(t, fields.as<Dict>(), true, config)) return t.raised();
    return config;
}

Ref interp_new_config(Thread& t, Value, const Args& args) {
    if (!check_positional(t, args, "new_config", 0, 1)) return t.raised();
    InterpreterConfig config;
    if (args.count == 1) {
        if (!is_kind(args[0], Kind::Str)) {
            return t.raise(Exc::TypeError, "new_config() argument 1 must be str, not {}",
                           *type_of(t, args[0]));
        }
        const Result<InterpreterConfig> named = named_config(t, as<Str>(args[0]));
        if (!named) return t.raised();
        config = *named;
    }
    Ref overrides = make_dict(t);
    if (!overrides) return t.raised();
    for (std::uint32_t k = 0; k < args.keyword_count(); ++k) {
        if (!dict_set(t, overrides.as<Dict>(), args.keyword_name(k), args.keyword(k))) return t.raised();
    }
    if (!read_config_py(t, overrides.as<Dict>(), false, config)) return t.raised();
    return config_namespace_py(t, config);
}

// --- Life

Ref pair_of_id(Thread& t, std::int64_t id, Whence whence) {
    Ref number = make_int(t, id);
    return number ? make_tuple(t, {number.get(), Value::small_int(static_cast<int>(whence))})
                  : Ref(t.raised());
}

Ref interp_create(Thread& t, Value config, Value reqrefs) {
    const Result<InterpreterConfig> wanted = config_from_py(t, config);
    if (!wanted) return t.raised();
    bool requires_refs = false;
    if (!reqrefs.is_empty()) {
        const Result<bool> truth = truth_py(t, reqrefs);
        if (!truth) return t.raised();
        requires_refs = *truth;
    }
    const Result<std::int64_t> id = create_interpreter(t, *wanted, requires_refs, Whence::Stdlib);
    return id ? make_int(t, *id) : Ref(t.raised());
}

// The id that most functions take first, checked as far as `restrict` asks for it.
Result<std::int64_t> target_py(Thread& t, Value id, Value restrict, std::string_view what) {
    const Result<std::int64_t> number = id_argument_py(t, id, "interpreter");
    if (!number) return t.raised();
    bool restricted = false;
    if (!restrict.is_empty()) {
        const Result<bool> truth = truth_py(t, restrict);
        if (!truth) return t.raised();
        restricted = *truth;
    }
    if (!check_interpreter(t, *number, restricted, what)) return t.raised();
    return *number;
}

Ref interp_destroy(Thread& t, Value id, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "destroy");
    if (!target || !destroy_interpreter_py(t, *target)) return t.raised();
    return Ref::none();
}

Ref interp_list_all(Thread& t, Value /*require_ready: there are no half-made ones*/) {
    Registry& registry = interpreter_of(t).process().interpreters();
    Ref list = make_list(t);
    if (!list) return t.raised();
    // Ids only grow, so the next one is the least above the last.
    for (std::int64_t last = -1;;) {
        std::int64_t id = -1;
        Whence whence = Whence::Unknown;
        {
            Lock lock(registry.mutex);
            Interpreter* it = last < 0 ? registry.table.first() : registry.table.find(last);
            if (last >= 0 && it) {
                it = it->table_next;
            } else if (last >= 0) {
                it = registry.table.first();
                while (it && it->id <= last) it = it->table_next;
            }
            if (it) {
                id = it->id;
                whence = it->whence;
            }
        }
        if (id < 0) return list;
        Ref pair = pair_of_id(t, id, whence);
        if (!pair || !list_append(t, list.as<List>(), std::move(pair))) return t.raised();
        last = id;
    }
}

Ref interp_get_current(Thread& t) {
    const Interpreter& here = interpreter_of(t);
    return pair_of_id(t, here.id, here.whence);
}
Ref interp_get_main(Thread& t) {
    return pair_of_id(t, 0, Whence::Runtime);
}
Ref interp_is_running(Thread& t, Value id, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "check if running for");
    if (!target) return t.raised();
    const Result<InterpreterFacts> facts = interpreter_facts(t, *target);
    return facts ? Ref::boolean(facts->running) : Ref(t.raised());
}
Ref interp_whence(Thread& t, Value id) {
    const Result<std::int64_t> target = target_py(t, id, Value(), "");
    if (!target) return t.raised();
    const Result<InterpreterFacts> facts = interpreter_facts(t, *target);
    return facts ? Ref::plain(Value::small_int(static_cast<int>(facts->whence))) : Ref(t.raised());
}
Ref interp_get_config(Thread& t, Value id, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "get the config of");
    if (!target) return t.raised();
    const Result<InterpreterFacts> facts = interpreter_facts(t, *target);
    return facts ? config_namespace_py(t, facts->config) : Ref(t.raised());
}
Ref interp_incref(Thread& t, Value id, Value implies, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "incref");
    if (!target) return t.raised();
    bool implied = false;
    if (!implies.is_empty()) {
        const Result<bool> truth = truth_py(t, implies);
        if (!truth) return t.raised();
        implied = *truth;
    }
    return add_interpreter_reference(t, *target, implied) ? Ref::none() : Ref(t.raised());
}
Ref interp_decref(Thread& t, Value id, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "decref");
    if (!target || !drop_interpreter_reference_py(t, *target)) return t.raised();
    return Ref::none();
}

// --- Running

// Packs the pairs of a dict whose values travel natively.
Status pack_names_py(Thread& t, Value shared, Parcel& names) {
    Ref copy = dict_copy(t, as<Dict>(shared));
    if (!copy) return t.raised();
    Dict& dict = copy.as<Dict>();
    for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
        if (!is_kind(e->key, Kind::Str)) {
            return t.raise(Exc::TypeError, "bad argument type for built-in operation");
        }
        const Str& name = as<Str>(e->key);
        for (std::uint64_t i = 0; i < name.length; ++i) {
            if (name.at(i) == 0) return t.raise(Exc::ValueError, "found embedded NULL character");
        }
        Ref exact = str_exact(t, as<Str>(e->key));
        if (!exact || !names.pack_py(t, exact.get(), Parcel::Policy::Native) ||
            !names.pack_py(t, e->value, Parcel::Policy::Native)) {
            return t.raised();
        }
    }
    return Status::ok();
}

Status pack_shared_py(Thread& t, Value shared, const char* function, int position, Parcel& names) {
    if (shared.is_empty() || shared.is_none()) return Status::ok();
    if (!is_kind(shared, Kind::Dict)) {
        return t.raise(Exc::TypeError, "_interpreters.{}() argument {} must be dict, not {}", function,
                       position, *type_of(t, shared));
    }
    return pack_names_py(t, shared, names);
}

// Why the template is no script; null: it is one.
const char* why_no_script(const CodeImage& image) {
    if (image.arg_count + image.kwonly_count != 0 || (image.flags & (kVarArgs | kVarKeywords)) != 0) {
        return "code with args not supported";
    }
    if (!image.freevars.empty()) return "closures not supported";
    if ((image.flags & (kGenerator | kCoroutine | kAsyncGenerator)) != 0) {
        return "code that returns a value is not a script";
    }
    Instr before = Instr::make(Op::Nop);
    for (std::size_t i = 0; i < image.code.size(); i += 1 + op_info(image.code[i].op).words) {
        const Instr instr = image.code[i];
        const bool returns_none = before.op == Op::LoadNone && before.a == instr.a; // lambda: None
        if (instr.op == Op::Return && !returns_none) return "code that returns a value is not a script";
        before = instr;
    }
    return nullptr;
}

// The template of a script, with a count for the caller. Null: raised.
CodeImage* script_image_py(Thread& t, Value script) {
    if (is_kind(script, Kind::Function) || is_kind(script, Kind::Code)) {
        const Code& code = is_kind(script, Kind::Code) ? as<Code>(script) : *as<Function>(script).code;
        if (const char* const why = why_no_script(*code.image)) {
            static_cast<void>(t.raise_text(Exc::ValueError, why));
            return nullptr;
        }
        code.image->retain();
        return code.image;
    }
    Utf8View text;
    BufferView bytes;
    std::string_view source;
    if (Str* const s = cast<Str>(script)) {
        if (!text.fill(t, *s)) return nullptr;
        source = text.view();
    } else {
        if (!bytes.get_py(t, script)) return nullptr;
        source = bytes.text();
    }
    if (source.find('\0') != std::string_view::npos) {
        static_cast<void>(t.raise(Exc::SyntaxError, "source code string cannot contain null bytes"));
        return nullptr;
    }
    Ref filename = make_str(t, "<script>");
    if (!filename) return nullptr;
    CompileOptions options;
    options.optimize = t.state().optimize;
    options.ignore_cookie = is_kind(script, Kind::Str);
    Ref code = compile_text_py(t, source, filename.get(), ParseMode::File, options);
    if (!code) return nullptr;
    CodeImage* const image = code.as<Code>().image;
    image->retain();
    return image;
}

Ref run_script_py(Thread& t, std::int64_t target, Value script, const Parcel& names) {
    CodeImage* const image = script_image_py(t, script);
    return image ? exec_in_interpreter_py(t, target, image, names) : Ref(t.raised());
}

Ref interp_exec(Thread& t, Value id, Value code, Value shared, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "exec code for");
    if (!target) return t.raised();
    Parcel names;
    if (!pack_shared_py(t, shared, "exec", 3, names)) return t.raised();
    const bool supported = is_kind(code, Kind::Str) || is_kind(code, Kind::Function) ||
                           is_kind(code, Kind::Code) || has_buffer(t, code);
    if (!supported) {
        TextBuffer text;
        if (!append_repr_py(t, text, code)) return t.raised();
        return t.raise(Exc::TypeError, "unsupported script {}", text.view());
    }
    return run_script_py(t, *target, code, names);
}

Ref interp_run_string(Thread& t, Value id, Value script, Value shared, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "run a string in");
    if (!target) return t.raised();
    if (!is_kind(script, Kind::Str)) {
        return t.raise(Exc::TypeError, "_interpreters.run_string() argument 2 must be str, not {}",
                       *type_of(t, script));
    }
    Parcel names;
    if (!pack_shared_py(t, shared, "run_string", 3, names)) return t.raised();
    return run_script_py(t, *target, script, names);
}

Ref interp_run_func(Thread& t, Value id, Value function, Value shared, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "run a function in");
    if (!target) return t.raised();
    if (!is_kind(function, Kind::Function) && !is_kind(function, Kind::Code)) {
        return t.raise(Exc::TypeError, "_interpreters.run_func() argument 2 must be a function, not {}",
                       *type_of(t, function));
    }
    Parcel names;
    if (!pack_shared_py(t, shared, "run_func", 3, names)) return t.raised();
    return run_script_py(t, *target, function, names);
}

Ref interp_call(Thread& t, Value id, Value callable, Value args, Value kwargs, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "make a call in");
    if (!target) return t.raised();
    if (!is_callable(t, callable)) {
        TextBuffer text;
        if (!append_repr_py(t, text, callable)) return t.raised();
        return t.raise(Exc::TypeError, "expected a callable, got {}", text.view());
    }
    const bool given_args = !args.is_empty() && !args.is_none();
    const bool given_kwargs = !kwargs.is_empty() && !kwargs.is_none();
    if (given_args && !is_exact(args, Kind::Tuple)) {
        return t.raise(Exc::TypeError, "_interpreters.call() argument 3 must be tuple, not {}",
                       *type_of(t, args));
    }
    if (given_kwargs && !is_exact(kwargs, Kind::Dict)) {
        return t.raise(Exc::TypeError, "_interpreters.call() argument 4 must be dict, not {}",
                       *type_of(t, kwargs));
    }
    const bool has_args = given_args && as<Tuple>(args).size > 0;
    const bool has_kwargs = given_kwargs && as<Dict>(kwargs).count > 0;
    Parcel call;
    if (!call.pack_callable_py(t, callable) || (has_args && !call.pack_py(t, args, Parcel::Policy::Full)) ||
        (has_kwargs && !call.pack_py(t, kwargs, Parcel::Policy::Full))) {
        return t.raised();
    }
    return call_in_interpreter_py(t, *target, call, has_args, has_kwargs);
}

Ref interp_set_main_attrs(Thread& t, Value id, Value ns, Value restrict) {
    const Result<std::int64_t> target = target_py(t, id, restrict, "update __main__ for");
    if (!target) return t.raised();
    if (!ns.is_none() && !is_kind(ns, Kind::Dict)) {
        return t.raise(Exc::TypeError, "_interpreters.set___main___attrs() argument 2 must be dict, not {}",
                       *type_of(t, ns));
    }
    if (ns.is_none() || as<Dict>(ns).count == 0) {
        return t.raise(Exc::ValueError, "arg 2 must be a non-empty dict");
    }
    Parcel names;
    if (!pack_names_py(t, ns, names) || !bind_in_main_py(t, *target, names)) return t.raised();
    return Ref::none();
}

Ref interp_capture_exception(Thread& t, Value exception) {
    Ref subject = Ref::none();
    if (!exception.is_empty() && !exception.is_none()) {
        if (!is_exception(exception)) {
            TextBuffer text;
            if (!append_repr_py(t, text, exception)) return t.raised();
            return t.raise(Exc::TypeError, "expected exception, got {}", text.view());
        }
        subject = Ref::share(exception);
    }
    if (subject.get().is_none()) return Ref::none();
    ErrorSnapshot snapshot;
    snapshot.take_py(t, subject.get());
    return snapshot.open_py(t);
}

Ref interp_is_shareable(Thread& t, Value v) {
    return Ref::boolean(is_natively_shareable(t, v));
}

constexpr MethodDef kFunctions[] = {
    raw<&interp_new_config>(
        "new_config($module, name='isolated', /, **overrides)",
        "Return a representation of a new interpreter config. The name determines the initial "
        "values:\nisolated (the default), legacy, empty or default. Any keyword arguments are "
        "set on the\ncorresponding config fields."),
    function<&interp_create>("create($module, config=None, *, reqrefs=False)",
                             "Create a new interpreter and return a unique generated ID."),
    function<&interp_destroy>(
        "destroy($module, id, *, restrict=False)",
        "Destroy the identified interpreter.\n\nAttempting to destroy the current interpreter "
        "raises InterpreterError.\nSo does an unrecognized ID."),
    function<&interp_list_all>("list_all($module, *, require_ready=False)",
                               "Return a list containing the ID of every existing interpreter."),
    function<&interp_get_current>("get_current($module, /)", "Return the ID of current interpreter."),
    function<&interp_get_main>("get_main($module, /)", "Return the ID of main interpreter."),
    function<&interp_is_running>("is_running($module, id, *, restrict=False)",
                                 "Return whether or not the identified interpreter is running."),
    function<&interp_whence>("whence($module, id)",
                             "Return an identifier for where the interpreter was created."),
    function<&interp_get_config>("get_config($module, id, *, restrict=False)",
                                 "Return a representation of the config used to initialize the interpreter."),
    function<&interp_incref>("incref($module, id, *, implieslink=False, restrict=False)",
                             "Count a reference to the interpreter."),
    function<&interp_decref>("decref($module, id, *, restrict=False)",
                             "Drop a reference to the interpreter; the last one may take it along."),
    function<&interp_exec>(
        "exec($module, id, code, shared=None, *, restrict=False)",
        "Execute the provided code in the identified interpreter.\n\nThis is equivalent to "
        "running the builtin exec() under the target\ninterpreter, using the __dict__ of its "
        "__main__ module as both\nglobals and locals. \"code\" may be text, a function or a code "
        "object."),
    function<&interp_run_string>("run_string($module, id, script, shared=None, *, restrict=False)",
                                 "Execute the provided string in the identified interpreter.\n\n(See "
                                 "_interpreters.exec()."),
    function<&interp_run_func>(
        "run_func($module, id, func, shared=None, *, restrict=False)",
        "Execute the body of the provided function in the identified interpreter.\n\n(See "
        "_interpreters.exec()."),
    function<&interp_call>("call($module, id, callable, args=None, kwargs=None, *, restrict=False)",
                           "Call the provided object in the identified interpreter.\nPass the given args and "
                           "kwargs, if possible."),
    function<&interp_set_main_attrs>("set___main___attrs($module, id, ns, *, restrict=False)",
                                     "Bind the given attributes in the interpreter's __main__ module."),
    function<&interp_capture_exception>(
        "capture_exception($module, exc=None)",
        "Return a snapshot of an exception.  If \"exc\" is None\nthen the current "
        "exception, if any, is used (but not cleared).\n\nThe returned snapshot is "
        "the same as what _interpreters.exec() returns."),
    function<&interp_is_shareable>("is_shareable($module, obj)",
                                   "Return True if the object's data may be shared between interpreters "
                                   "and\nFalse otherwise."),
};

Status interp_init_py(Thread& t, Module& m) {
    for (const Exc type : {Exc::InterpreterError, Exc::InterpreterNotFoundError, Exc::NotShareableError}) {
        Type* const exception = t.type(static_cast<TypeId>(type));
        if (!dict_set(t, *m.dict, *exception->name, Value(exception))) return t.raised();
    }
    constexpr const char* kWhences[] = {"WHENCE_UNKNOWN", "WHENCE_RUNTIME", "WHENCE_LEGACY_CAPI",
                                        "WHENCE_CAPI",    "WHENCE_XI",      "WHENCE_STDLIB"};
    for (int i = 0; i < 6; ++i) {
        if (!module_add(t, m, kWhences[i], Value::small_int(i))) return t.raised();
    }
    Type* const borrowed = borrowed_memory_type(t);
    return borrowed ? module_add(t, m, "CrossInterpreterBufferView", Value(borrowed)) : Status(t.raised());
}

} // namespace

const ModuleDef kInterpretersModule = {
    .name = "_interpreters",
    .doc =
        "This module provides primitive operations to manage Python interpreters.\nThe 'interpreters' module "
        "provides a more convenient interface.",
    .functions = kFunctions,
    .init_py = interp_init_py,
};

} // namespace islet
