// SPDX-License-Identifier: MIT
//
// The life of an interpreter. See interpreter.h.
#include "runtime/interpreter.h"

#include "runtime/import.h"
#include "vm/cycles.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/compile_text.h"
#include "vm/model/exc.h"
#include "vm/model/source_lines.h"
#include "vm/model/warnings.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/io.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/weakref.h"

#include <charconv>
#include <cstdio>
#include <new>

namespace islet {

namespace {

// A native module that the interpreter cannot do without, entered into sys.modules.
Ref load_core_module(Thread& t, Process& process, std::string_view name) {
    const ModuleDef* const def = process.find_native(name);
    if (!def) return t.raise(Exc::ImportError, "the library lacks the module {}", name);
    Ref module = make_native_module_py(t, *def);
    if (!module || !set_core_spec_py(t, module.as<Module>())) return t.raised();
    if (!dict_set_text(t, *t.state().modules, name, module.get())) return t.raised();
    return module;
}

template <class T>
T* own(Ref ref) {
    return static_cast<T*>(ref.release().object());
}

// The number behind `name` among the -X options; 0: none.
std::int64_t number_option(const InterpreterOptions& options, std::string_view name) {
    std::int64_t number = 0;
    for (std::string_view option : options.x_options) {
        if (!option.starts_with(name)) continue;
        option.remove_prefix(name.size());
        std::from_chars(option.data(), option.data() + option.size(), number);
    }
    return number;
}

} // namespace

Interpreter::Interpreter(Process& process, const InterpreterOptions& options)
    : process_(process), options_(options), id_(process.next_id()),
      state_(process.commons(), process.pool(), options.memory_limit), thread_(state_, find_stack_limit()) {
    state_.runtime = this;
    state_.optimize = options.optimize;
    state_.program_folder = options.path0;
    state_.has_program_folder = options.has_path0;
}

void Interpreter::apply_limits() {
    if (const auto bytes = number_option(options_, "memory_limit="); bytes > 0) {
        state_.heap.set_limit(static_cast<std::size_t>(bytes));
    }
    if (const auto every = number_option(options_, "gcstress="); every > 0) {
        state_.gc_stress = state_.gc_stress_left = static_cast<std::uint32_t>(every);
    }
#if ISLET_DEBUG
    state_.heap.fail_allocation(number_option(options_, "failalloc="), number_option(options_, "failmore="));
#endif
    // What was made so far is there to stay: the collector counts from here.
    schedule_collection(state_);
}

Interpreter* Interpreter::make(Process& process, const InterpreterOptions& options) {
    auto* const interpreter = new (std::nothrow) Interpreter(process, options);
    if (!interpreter) return nullptr;
    if (interpreter->start()) return interpreter;
    std::fputs("islet: could not start an interpreter\n", stderr);
    if (interpreter->thread_.has_pending()) interpreter->report_exception();
    delete interpreter;
    return nullptr;
}

bool Interpreter::start() {
    Thread& t = thread_;
    if (!prepare_memory_errors(state_)) return false;
    Ref modules = make_dict(t);
    if (!modules) return false;
    state_.modules = own<Dict>(std::move(modules));
    Ref builtins = load_core_module(t, process_, "builtins");
    if (!builtins) return false;
    state_.builtins = own<Dict>(Ref::share(Value(builtins.as<Module>().dict)));
    // sys fills itself from options(), which it finds through the state.
    Ref sys = load_core_module(t, process_, "sys");
    if (!sys) return false;
    state_.sys_dict = own<Dict>(Ref::share(Value(sys.as<Module>().dict)));
    Ref main = make_module(t, t.name(Name::dunder_main));
    if (!main || !dict_set(t, *state_.modules, Name::dunder_main, main.get())) return false;
    Dict& dict = *main.as<Module>().dict;
    if (!dict_set(t, dict, Name::dunder_builtins, builtins.get())) return false;
    if (!dict_set(t, dict, Name::dunder_loader, t.type(TypeId::BuiltinImporter))) return false;
    if (!make_standard_streams_py(t, options_.unbuffered)) return false;
    for (const std::string_view option : options_.warn_options) add_warning_option_py(t, option);
    if (!start_import_py(t)) return false;
    apply_limits();
    return true;
}

Dict& Interpreter::main_dict() {
    const Value main = dict_find(thread_, *state_.modules, Name::dunder_main);
    return *as<Module>(main).dict;
}

bool Interpreter::run_text(std::string_view source, std::string_view filename, ParseMode mode) {
    Thread& t = thread_;
    Ref name = make_str(t, filename);
    if (!name) return false;
    CompileOptions options;
    options.optimize = state_.optimize;
    const bool is_file = !filename.starts_with('<');
    Ref code = compile_text_py(t, source, name.get(), mode, options, is_file);
    if (!code) return false;
    if (filename == "<string>" || mode == ParseMode::Single) {
        // Tracebacks show lines of -c and of the prompt, which are in no file.
        Ref text = make_str(t, source);
        if (!text || !remember_source(t, code.as<Code>(), text.as<Str>())) return false;
    }
    Dict& dict = main_dict();
    Ref result = run_code_py(t, code.as<Code>(), dict, Value(&dict));
    return static_cast<bool>(result);
}

int Interpreter::report_exception() {
    Thread& t = thread_;
    Ref exception = t.take_pending();
    if (exception_matches(t, exception.get(), Exc::SystemExit))
        return handle_system_exit_py(t, exception.get());
    const bool interrupted = exception_matches(t, exception.get(), Exc::KeyboardInterrupt);
    const Value hook = state_.sys_dict ? dict_find(t, *state_.sys_dict, Name::excepthook) : Value();
    if (hook.is_empty()) {
        print_exception_py(t, exception.get());
    } else {
        auto& fields = exception.as<Exception>();
        const Value traceback = fields.traceback ? Value(fields.traceback) : Value::none();
        const Ref keep = Ref::share(hook);
        const Ref keep_traceback = Ref::share(traceback);
        if (!call_py(t, hook, Value(type_of(t, exception.get())), exception.get(), traceback)) {
            Ref second = t.take_pending();
            if (exception_matches(t, second.get(), Exc::SystemExit))
                return handle_system_exit_py(t, second.get());
            std::fputs("Error in sys.excepthook:\n", stderr);
            print_exception_py(t, second.get());
            std::fputs("\nOriginal exception was:\n", stderr);
            print_exception_py(t, exception.get());
        }
    }
    return interrupted ? 130 : 1;
}

namespace {

// Flushes sys.stdout or sys.stderr if it still is a file. False: the flush failed.
bool flush_stream(Thread& t, Name name) {
    const Value stream = dict_find(t, *t.state().sys_dict, name);
    if (stream.is_empty() || stream.is_none()) return true;
    const Ref keep = Ref::share(stream);
    Ref closed = find_attr_py(t, stream, Name::closed);
    if (closed && closed.get().is_true()) return true;
    if (t.has_pending()) t.clear_pending();
    if (call_method_py(t, stream, Name::flush)) return true;
    if (name == Name::stdout_)
        report_unraisable_py(t, "Exception ignored while flushing sys.stdout", stream);
    else
        t.clear_pending();
    return false;
}

void run_pending_finalizers(Thread& t) {
    while (t.heap().has_finalizers()) run_finalizers_py(t);
}

// As CPython: private names first, then all others but __builtins__, by setting them to None.
void clear_namespace(Dict& dict) {
    for (const bool private_pass : {true, false}) {
        for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
            const Str* const key = cast<Str>(e->key);
            if (!key || key->length == 0 || e->value.is_none()) continue;
            const bool is_private = key->at(0) == '_' && !(key->length > 1 && key->at(1) == '_');
            if (is_private != private_pass || str_equal(*key, "__builtins__")) continue;
            release(std::exchange(e->value, Value::none()));
        }
    }
}

// Calls each(module) for the modules in sys.modules that still live, last in first out.
template <class Each>
void each_living_module(List& references, Each&& each) {
    for (std::uint64_t i = references.size; i-- > 0;) {
        const Ref module = weak_target(references.items[i]);
        if (module && is_kind(module.get(), Kind::Module)) each(module.as<Module>());
    }
}

// The modules go first, with all that only they held: a namespace that its own functions keep alive is
// garbage whose finalizers still find every name. What outlives that loses its names, last in first out.
void clear_modules_py(Thread& t) {
    Dict& modules = *t.state().modules;
    for (const char* const name : {"last_exc", "last_type", "last_value", "last_traceback"}) {
        Dict& sys = *t.state().sys_dict;
        if (dict_find_text(t, sys, name).is_empty()) continue;
        if (!dict_set_text(t, sys, name, Value::none())) t.clear_pending();
    }
    Ref references = make_list(t, modules.count);
    if (!references) return t.clear_pending();
    for (std::uint32_t at = 0; DictEntry* const e = modules.next(at);) {
        if (!is_kind(e->value, Kind::Module)) continue;
        Ref reference = make_weak_reference(t, e->value);
        if (!reference || !list_append(t, references.as<List>(), std::move(reference)))
            return t.clear_pending();
    }
    dict_clear(modules);
    run_pending_finalizers(t);
    if (!collect_garbage_py(t, 2)) t.clear_pending();
    run_pending_finalizers(t);
    each_living_module(references.as<List>(), [&t](Module& module) {
        if (module.dict == t.state().builtins || module.dict == t.state().sys_dict) return;
        clear_namespace(*module.dict);
        run_pending_finalizers(t);
    });
}

} // namespace

int Interpreter::finalize() {
    if (finalized_) return 0;
    finalized_ = true;
    Thread& t = thread_;
    int status = 0;
    run_exit_functions_py(t);
    if (state_.sys_dict) {
        if (!flush_stream(t, Name::stdout_)) status = 120;
        flush_stream(t, Name::stderr_);
    }
    if (!collect_garbage_py(t, 2)) t.clear_pending();
    run_pending_finalizers(t);
    if (state_.modules) clear_modules_py(t);
    if (!collect_garbage_py(t, 2)) t.clear_pending();
    run_pending_finalizers(t);
    if (state_.sys_dict) {
        if (!flush_stream(t, Name::stdout_)) status = 120;
        flush_stream(t, Name::stderr_);
    }
    return status;
}

Interpreter::~Interpreter() {
    finalize();
}

} // namespace islet
