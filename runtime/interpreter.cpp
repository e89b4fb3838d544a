// SPDX-License-Identifier: MIT
//
// The life of an interpreter. See interpreter.h.
#include "runtime/interpreter.h"

#include "runtime/import.h"
#include "runtime/interpreters.h"
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

namespace {

void hook_release_lock(Thread& t) {
    state_of(t).interpreter.lock().release();
}
void hook_acquire_lock(Thread& t) {
    ThreadState& state = state_of(t);
    state.interpreter.lock().acquire(state.os->lock_parker, t.state());
}
void hook_yield_lock(Thread& t) {
    ThreadState& state = state_of(t);
    state.interpreter.lock().yield(state.os->lock_parker, t.state());
}

// An interpreter that ends stops the threads that are still in it.
bool hook_run_pending_py(Thread& t) {
    ThreadState& state = state_of(t);
    t.state().unwant(Want::Calls);
    state.interpreter.exports().settle();
    if (state.interpreter.is_ending() && &state != &state.interpreter.main_state()) {
        t.stopping = true;
        static_cast<void>(t.raise_value(Exc::SystemExit, Value()));
        return false;
    }
    OsThread& main = state.interpreter.process().main_thread();
    if (state.os != &main) return true;
    t.state().unwant(Want::Interrupt);
    if (!state.interpreter.process().take_interrupt()) return true;
    static_cast<void>(t.raise_value(Exc::KeyboardInterrupt, Value()));
    return false;
}

void hook_each_thread(InterpState& state, void (*visit)(Thread&, void*), void* context) {
    auto* const interpreter = static_cast<Interpreter*>(state.runtime);
    for (ThreadState* at = interpreter->threads(); at; at = at->next) visit(at->thread, context);
}

} // namespace

Interpreter::Interpreter(Process& process, OsThread& os, const InterpreterOptions& options,
                         const InterpreterConfig& config, InterpreterLock* lock)
    : id(process.next_id()), process_(process), options_(options), config_(config), lock_(lock),
      state_(process.commons(), process.pool(), options.memory_limit), main_(*this, os) {
    state_.runtime = this;
    state_.optimize = options.optimize < 2 ? options.optimize : 2;
    state_.int_digits_limit = options.int_digits_limit;
    state_.program_folder = options.path0;
    state_.has_program_folder = options.has_path0;
    state_.hooks.release_lock = hook_release_lock;
    state_.hooks.acquire_lock = hook_acquire_lock;
    state_.hooks.yield_lock = hook_yield_lock;
    state_.hooks.each_thread = hook_each_thread;
    state_.hooks.run_pending_py = hook_run_pending_py;
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

Interpreter* Interpreter::make(Process& process, OsThread& os, const InterpreterOptions& options,
                               const InterpreterConfig& config, InterpreterLock* lock) {
    if (lock)
        lock->retain();
    else
        lock = InterpreterLock::make();
    if (!lock) return nullptr;
    auto* const interpreter = new (std::nothrow) Interpreter(process, os, options, config, lock);
    if (!interpreter) {
        lock->release_count();
        return nullptr;
    }
    lock->acquire(os.lock_parker, interpreter->state_);
    interpreter->main_.outer = os.current();
    os.enter(&interpreter->main_);
    if (interpreter->is_main()) {
        interpreter->running = true; // as long as the process runs
        interpreter->config_ = {true, true, true, true, true, false, InterpreterConfig::Gil::Own};
        process.set_main_options(interpreter->options_);
        Lock registry(process.interpreters().mutex);
        process.interpreters().table.insert(*interpreter);
    }
    if (interpreter->start()) return interpreter;
    std::fputs("islet: could not start an interpreter\n", stderr);
    if (interpreter->thread().has_pending()) interpreter->report_exception();
    os.enter(interpreter->main_.outer);
    delete interpreter;
    return nullptr;
}

bool Interpreter::start() {
    Thread& t = thread();
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
    const Value main = dict_find(thread(), *state_.modules, Name::dunder_main);
    return *as<Module>(main).dict;
}

bool Interpreter::run_text(std::string_view source, std::string_view filename, ParseMode mode) {
    Thread& t = thread();
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

namespace {

// sys.last_exc and its older forms, for whoever looks after a crash at the prompt.
void remember_last_exception(Thread& t, Value exception) {
    if (!t.state().sys_dict) return;
    Dict& sys = *t.state().sys_dict;
    const auto& fields = as<Exception>(exception);
    const Value traceback = fields.traceback ? Value(fields.traceback) : Value::none();
    if (!dict_set_text(t, sys, "last_exc", exception) || !dict_set_text(t, sys, "last_value", exception) ||
        !dict_set_text(t, sys, "last_type", Value(type_of(t, exception))) ||
        !dict_set_text(t, sys, "last_traceback", traceback)) {
        t.clear_pending();
    }
}

} // namespace

int Interpreter::report_exception(bool exits) {
    Thread& t = thread();
    Ref exception = t.take_pending();
    if (exits && exception_matches(t, exception.get(), Exc::SystemExit))
        return handle_system_exit_py(t, exception.get());
    if (exception_matches(t, exception.get(), Exc::KeyboardInterrupt)) interrupted_ = true;
    remember_last_exception(t, exception.get());
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
    return 1;
}

namespace {

// threading._shutdown(): waits for the threads that are no daemons.
void join_threads_py(Thread& t) {
    const Value found = dict_find_text(t, *t.state().modules, "threading");
    if (!is_kind(found, Kind::Module)) return;
    const Ref module = Ref::share(found);
    const Value shutdown = dict_find_text(t, *module.as<Module>().dict, "_shutdown");
    if (shutdown.is_empty()) return;
    const Ref keep = Ref::share(shutdown);
    if (!call_py(t, shutdown))
        report_unraisable_py(t, "Exception ignored on threading shutdown", module.get());
}

// Flushes sys.stdout or sys.stderr if it still is a file. False: the flush failed.
bool flush_stream(Thread& t, Name name, bool report) {
    const Value stream = dict_find(t, *t.state().sys_dict, name);
    if (stream.is_empty() || stream.is_none()) return true;
    const Ref keep = Ref::share(stream);
    Ref closed = find_attr_py(t, stream, Name::closed);
    if (closed && closed.get().is_true()) return true;
    if (t.has_pending()) t.clear_pending();
    if (call_method_py(t, stream, Name::flush)) return true;
    if (name == Name::stdout_ && report)
        report_unraisable_py(t, "Exception ignored while flushing sys.stdout", Value());
    else
        t.clear_pending();
    return false;
}

bool flush_streams(Thread& t, bool report) {
    const bool out = flush_stream(t, Name::stdout_, report);
    return flush_stream(t, Name::stderr_, report) && out;
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

// The last exception that was shown keeps its frames, and they the program's objects.
void forget_last_exception(Thread& t) {
    for (const char* const name : {"last_exc", "last_value", "last_type", "last_traceback"}) {
        if (dict_find_text(t, *t.state().sys_dict, name).is_empty()) continue;
        if (!dict_set_text(t, *t.state().sys_dict, name, Value::none())) t.clear_pending();
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
    Thread& t = thread();
    int status = 0;
    join_threads_py(t);
    run_exit_functions_py(t);
    if (is_main()) {
        if (state_.sys_dict) flush_stream(t, Name::stdout_, false);
        close_remaining_interpreters_py(t);
    }
    stop_threads();
    if (state_.sys_dict && !flush_streams(t, true)) status = 120;
    if (state_.sys_dict) forget_last_exception(t);
    if (!collect_garbage_py(t, 2)) t.clear_pending();
    run_pending_finalizers(t);
    release(std::exchange(fake_main_, Value()));
    if (state_.modules && state_.sys_dict) clear_modules_py(t); // else the start failed
    if (!collect_garbage_py(t, 2)) t.clear_pending();
    run_pending_finalizers(t);
    // What finalizers printed. A stream that failed before was told of.
    if (state_.sys_dict && !flush_streams(t, status == 0)) status = 120;
    return status;
}

Interpreter::~Interpreter() {
    finalize();
    release(std::exchange(borrowed_memory_type_, Value()));
    lock_->release_count();
}

const TravelRule* Interpreter::find_travel_rule(Value v) const {
    const Type* const type = v.object()->shape->type;
    for (const TravelRule& rule : travel_rules_) {
        if (rule.type == type) return &rule;
    }
    return nullptr;
}

void Interpreter::set_travel_rule(const TravelRule& rule) {
    for (TravelRule& slot : travel_rules_) {
        if (slot.tag != rule.tag && slot.tag != 0) continue;
        slot = rule;
        return;
    }
}

Ref Interpreter::open_handle_py(Thread& t, char tag, std::int64_t handle_id) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        for (const TravelRule& rule : travel_rules_) {
            if (rule.tag == tag && rule.type) return rule.open_py(t, handle_id);
        }
        const char* const module = tag == 'q' ? "concurrent.interpreters._queues" : "test.support.channels";
        if (!import_module_py(t, module)) return t.raised();
    }
    return t.raise(Exc::RuntimeError, "no class is registered for what was sent");
}

void Interpreter::add_thread(ThreadState& state) {
    state.next = threads_;
    if (threads_) threads_->prev = &state;
    threads_ = &state;
}

void Interpreter::remove_thread(ThreadState& state) {
    (state.prev ? state.prev->next : threads_) = state.next;
    if (state.next) state.next->prev = state.prev;
}

void Interpreter::thread_leaves(ThreadState&) {
    --started_threads_;
    thread_left_.wake_all();
}

// Threads that nobody joined: they are told to stop at their next checkpoint, and those asleep are woken. One
// that hangs in a system call cannot be reached; after a second it is left behind.
void Interpreter::stop_threads() {
    ending_ = true;
    const Deadline patience = Deadline::after(1.0);
    while (started_threads_ > 0 && !patience.passed()) {
        state_.want(Want::Stop);
        for (ThreadState* other = threads_; other; other = other->next) {
            if (other != &main_) other->os->wait_parker.cancel();
        }
        const Result<bool> left = thread_left_.wait_py(thread(), Deadline::after(0.01), false);
        if (!left) thread().clear_pending();
    }
    state_.unwant(Want::Stop);
}

} // namespace islet
