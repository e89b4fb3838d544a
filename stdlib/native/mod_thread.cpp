// SPDX-License-Identifier: MIT
//
// The module _thread: starting threads, and what the module threading is built of. The types are in
// thread_locks.cpp and thread_local.cpp.
//
// Threads: the interpreter's lock.
#include "stdlib/native/modules.h"
#include "stdlib/native/thread_types.h"

#include "runtime/interpreter.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/slot_access.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <csignal>
#include <new>

namespace islet {

namespace {

constexpr std::uint64_t kLeastStack = 53248;

ThreadModule& data_of(ModuleSelf self) {
    return *static_cast<ThreadModule*>(as<Module>(self.module).data);
}

// What a new thread is to call. Owned by the thread once it has started.
struct Task {
    Ref function, args, keywords, handle;
};

void run_task_py(Thread& t, void* argument) {
    auto* const task = static_cast<Task*>(argument);
    Ref result = call_ex_py(t, task->function.get(), task->args.as<Tuple>(),
                            task->keywords.get().is_none() ? Value() : task->keywords.get());
    if (!result) {
        if (t.stopping || t.pending_is(Exc::SystemExit)) {
            t.clear_pending();
        } else {
            report_unraisable_py(t, "Exception ignored in thread started by", task->function.get());
        }
    }
    task->function.reset();
    task->args.reset();
    task->keywords.reset();
    if (!task->handle.get().is_none()) finish_thread_handle(task->handle.as<ThreadHandle>());
    delete task;
}

// Starts a thread that calls; gives its ident.
Result<std::uint64_t> start_py(Thread& t, const ThreadModule& module, Ref function, Ref args, Ref keywords,
                               Ref handle, bool daemon) {
    const Interpreter& interpreter = interpreter_of(t);
    if (!interpreter.is_main() && !interpreter.config().allow_threads) {
        return t.raise(Exc::RuntimeError, "thread is not supported for isolated subinterpreters");
    }
    if (interpreter.is_ending()) {
        return t.raise(Exc::PythonFinalizationError, "can't create new thread at interpreter shutdown");
    }
    auto* const task =
        new (std::nothrow) Task{std::move(function), std::move(args), std::move(keywords), std::move(handle)};
    if (!task) return t.raise_memory_error();
    std::uint64_t ident = 0;
    if (!start_thread(t, ThreadBody{&run_task_py, task}, module.stack_size, daemon, &ident)) {
        delete task;
        return t.raise(Exc::RuntimeError, "can't start new thread");
    }
    return ident;
}

Ref thread_start_new(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "start_new_thread") ||
        !check_positional(t, args, "start_new_thread", 2, 3)) {
        return t.raised();
    }
    if (!is_callable(t, args[0])) return t.raise(Exc::TypeError, "first arg must be callable");
    if (!is_kind(args[1], Kind::Tuple)) return t.raise(Exc::TypeError, "2nd arg must be a tuple");
    if (args.count > 2 && !is_kind(args[2], Kind::Dict)) {
        return t.raise(Exc::TypeError, "optional 3rd arg must be a dictionary");
    }
    const Result<std::uint64_t> ident =
        start_py(t, data_of(ModuleSelf{self}), Ref::share(args[0]), Ref::share(args[1]),
                 args.count > 2 ? Ref::share(args[2]) : Ref::none(), Ref::none(), true);
    if (!ident) return t.raised();
    return make_int(t, static_cast<std::int64_t>(*ident));
}

Ref thread_start_joinable(Thread& t, ModuleSelf self, Value function, Value handle_value, Value daemon) {
    ThreadModule& module = data_of(self);
    if (!is_callable(t, function)) return t.raise(Exc::TypeError, "thread function must be callable");
    const bool given = !handle_value.is_empty() && !handle_value.is_none();
    if (given && Value(type_of(t, handle_value)).bits() != module.handle_type.bits()) {
        return t.raise(Exc::TypeError, "'handle' must be a _ThreadHandle");
    }
    Ref handle = given ? Ref::share(handle_value) : make_thread_handle(t, as<Type>(module.handle_type));
    if (!handle) return t.raised();
    bool is_daemon = true;
    if (!daemon.is_empty()) {
        const Result<bool> truth = truth_py(t, daemon);
        if (!truth) return t.raised();
        is_daemon = *truth;
    }
    if (is_daemon && !interpreter_of(t).is_main() && !interpreter_of(t).config().allow_daemon_threads) {
        return t.raise(Exc::RuntimeError, "daemon threads are disabled in this (sub)interpreter");
    }
    auto& record = handle.as<ThreadHandle>();
    if (record.state != ThreadHandle::State::New) return t.raise(Exc::RuntimeError, "thread already started");
    Ref no_args = make_tuple(t, {});
    if (!no_args) return t.raised();
    record.state = ThreadHandle::State::Running;
    const Result<std::uint64_t> ident = start_py(t, module, Ref::share(function), std::move(no_args),
                                                 Ref::none(), Ref::share(handle.get()), is_daemon);
    if (!ident) {
        record.state = ThreadHandle::State::New;
        return t.raised();
    }
    // The new thread waits for the lock that we hold.
    record.ident = *ident;
    return handle;
}

Ref thread_allocate_lock(Thread& t, ModuleSelf self) {
    return make_lock(t, as<Type>(data_of(self).lock_type));
}
Ref thread_get_ident(Thread& t) {
    return make_int(t, static_cast<std::int64_t>(state_of(t).os->ident));
}
Ref thread_get_native_id(Thread& t) {
    return make_int(t, state_of(t).os->native_id);
}
Ref thread_main_ident(Thread& t) {
    return make_int(t, static_cast<std::int64_t>(interpreter_of(t).process().main_thread().ident));
}
Ref thread_is_main_interpreter(Thread& t) {
    return Ref::boolean(interpreter_of(t).is_main());
}
Ref thread_daemons_allowed(Thread& t) {
    return Ref::boolean(interpreter_of(t).is_main() || interpreter_of(t).config().allow_daemon_threads);
}
Ref thread_count(Thread& t) {
    return Ref::plain(Value::small_int(interpreter_of(t).started_threads()));
}
Ref thread_exit(Thread& t) {
    Ref exit = make_exception(t, Exc::SystemExit, Value());
    return exit ? Ref(t.raise_object(std::move(exit))) : Ref(t.raised());
}
Ref thread_make_handle(Thread& t, ModuleSelf self, Index ident) {
    Ref handle = make_thread_handle(t, as<Type>(data_of(self).handle_type));
    if (!handle) return t.raised();
    handle.as<ThreadHandle>().ident = static_cast<std::uint64_t>(ident.value);
    handle.as<ThreadHandle>().state = ThreadHandle::State::Running;
    return handle;
}
Ref thread_stack_size(Thread& t, ModuleSelf self, Opt<Index> size) {
    ThreadModule& module = data_of(self);
    const auto before = static_cast<std::int64_t>(module.stack_size);
    if (size.given && size.value.value != 0) {
        if (size.value.value < static_cast<std::int64_t>(kLeastStack)) {
            return t.raise(Exc::ValueError, "size must be at least {} bytes", kLeastStack);
        }
        module.stack_size = static_cast<std::uint64_t>(size.value.value);
    } else if (size.given) {
        module.stack_size = 0;
    }
    return make_int(t, before);
}
// Only SIGINT has a handler that simulating it could run.
Ref thread_interrupt_main(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "interrupt_main") || !check_positional(t, args, "interrupt_main", 0, 1)) {
        return t.raised();
    }
    std::int64_t number = SIGINT;
    if (args.count > 0) {
        const Result<std::int64_t> given = index_to_int64_py(t, args[0]);
        if (!given) return t.raised();
        number = *given;
    }
    if (number < 1 || number > 64) return t.raise(Exc::ValueError, "signal number out of range");
    if (number == SIGINT) interpreter_of(t).process().interrupt_main();
    return t.checkpoint_py() ? Ref::none() : Ref(t.raised());
}
Ref thread_set_name(Thread&, Str& name) {
    TextBuffer text;
    append_utf8(text, name);
    // Linux takes 15 bytes; a character is not cut in two.
    std::size_t length = text.view().size() < 15 ? text.view().size() : 15;
    while (length > 0 && length < text.view().size() && (text.view()[length] & 0xC0) == 0x80) --length;
    char short_name[16] = {};
    text.view().copy(short_name, length);
    pthread_setname_np(pthread_self(), short_name);
    return Ref::none();
}
Ref thread_get_name(Thread& t) {
    char name[16] = {};
    pthread_getname_np(pthread_self(), name, sizeof(name));
    return make_str(t, name);
}

constexpr const char* kStartDoc =
    "Start a new thread and return its identifier.\n\nThe thread will call the function with positional "
    "arguments "
    "from the\ntuple args and keyword arguments taken from the optional dictionary\nkwargs.  The thread "
    "exits when "
    "the function returns; the return value\nis ignored.  The thread will also exit when the function raises "
    "an\nunhandled exception; a stack trace will be printed unless the exception\nis SystemExit.";
constexpr const char* kLockDoc =
    "Create a new lock object. See help(type(threading.Lock())) for\ninformation about locks.";
constexpr const char* kExitDoc = "This is synonymous to ``raise SystemExit''.  It will cause the "
                                 "current\nthread to exit silently unless the "
                                 "exception is caught.";

constexpr MethodDef kFunctions[] = {
    raw<&thread_start_new>("start_new_thread($module, function, args, kwargs={}, /)", kStartDoc),
    raw<&thread_start_new>("start_new($module, function, args, kwargs={}, /)",
                           "An obsolete synonym of start_new_thread()."),
    function<&thread_start_joinable>(
        "start_joinable_thread($module, /, function, handle=None, daemon=True)",
        "*For internal use only*: start a new thread that a handle object can join."),
    function<&thread_allocate_lock>("allocate_lock($module, /)", kLockDoc),
    function<&thread_allocate_lock>("allocate($module, /)", "An obsolete synonym of allocate_lock()."),
    function<&thread_get_ident>(
        "get_ident($module, /)",
        "Return a non-zero integer that uniquely identifies the current thread\namongst "
        "other threads that exist simultaneously."),
    function<&thread_get_native_id>(
        "get_native_id($module, /)",
        "Return a non-negative integer identifying the thread as reported\nby the OS "
        "(kernel). This may be used to uniquely identify a\nparticular thread within a "
        "system."),
    function<&thread_main_ident>("_get_main_thread_ident($module, /)",
                                 "Internal only. Return a non-zero integer that uniquely identifies the main "
                                 "thread\nof the main interpreter."),
    function<&thread_is_main_interpreter>(
        "_is_main_interpreter($module, /)",
        "Return True if the current interpreter is the main Python interpreter."),
    function<&thread_daemons_allowed>("daemon_threads_allowed($module, /)",
                                      "Return True if daemon threads are allowed in the current "
                                      "interpreter,\nand False otherwise.\n"),
    function<&thread_count>(
        "_count($module, /)",
        "Return the number of currently running Python threads, excluding\nthe main thread."),
    function<&thread_exit>("exit($module, /)", kExitDoc),
    function<&thread_exit>("exit_thread($module, /)", "An obsolete synonym of exit()."),
    function<&thread_make_handle>(
        "_make_thread_handle($module, ident, /)",
        "Internal only. Make a thread handle for threads not spawned\nby the _thread or "
        "threading module."),
    function<&thread_stack_size>(
        "stack_size($module, size=0, /)",
        "Return the thread stack size used when creating new threads, and set it if a size "
        "is given."),
    raw<&thread_interrupt_main>("interrupt_main($module, signum=signal.SIGINT, /)",
                                "Simulate the arrival of the given signal in the main thread,\nwhere the "
                                "corresponding signal handler will be executed."),
    function<&thread_set_name>("set_name($module, /, name)", "Set the name of the current thread."),
    function<&thread_get_name>("_get_name($module, /)", "Get the name of the current thread."),
};

Status add_type(Thread& t, Module& m, const TypeSpec& spec, Value& slot, const char* alias = nullptr) {
    Ref type = make_heap_type(t, spec);
    if (!type || !module_add(t, m, spec.name, type.get())) return t.raised();
    if (alias && !module_add(t, m, alias, type.get())) return t.raised();
    slot = type.release();
    return Status::ok();
}

Status thread_init_py(Thread& t, Module& m) {
    auto& data = *static_cast<ThreadModule*>(m.data);
    if (!add_type(t, m, kLockSpec, data.lock_type, "LockType") ||
        !add_type(t, m, kRLockSpec, data.rlock_type) ||
        !add_type(t, m, kThreadHandleSpec, data.handle_type) ||
        !add_type(t, m, kThreadLocalSpec, data.local_type)) {
        return t.raised();
    }
    Ref longest = make_float(9223372036.0);
    if (!module_add(t, m, "TIMEOUT_MAX", longest.get()) ||
        !module_add(t, m, "_NAME_MAXLEN", Value::small_int(15)) ||
        !module_add(t, m, "error", Value(t.type(TypeId::RuntimeError)))) {
        return t.raised();
    }
    return Status::ok();
}

void thread_traverse(Module& m, Visitor& visit) {
    auto& data = *static_cast<ThreadModule*>(m.data);
    for (Value* type : {&data.lock_type, &data.rlock_type, &data.handle_type, &data.local_type}) visit(*type);
}
void thread_drop(Module& m) {
    auto& data = *static_cast<ThreadModule*>(m.data);
    for (Value* type : {&data.lock_type, &data.rlock_type, &data.handle_type, &data.local_type})
        release(*type);
}

} // namespace

const ModuleDef kThreadModule = {
    .name = "_thread",
    .doc =
        "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module "
        "provides a more convenient interface.",
    .functions = kFunctions,
    .init_py = thread_init_py,
    .data_size = sizeof(ThreadModule),
    .traverse = thread_traverse,
    .drop = thread_drop,
};

} // namespace islet
