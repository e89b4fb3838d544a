// SPDX-License-Identifier: MIT
//
// Part of the module posix: starting programs. exec, posix_spawn, system.
#include "stdlib/native/posix.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/int.h"
#include "vm/types/tuple.h"

#include <csignal>
#include <sched.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace islet {

namespace {

bool is_list_or_tuple(Value v) {
    return is_kind(v, Kind::List) || is_kind(v, Kind::Tuple);
}
// The first argument is the program's own name.
bool starts_empty(TextList& argv) {
    return argv.data()[0][0] == '\0';
}
bool is_mapping(Thread& t, Value v) {
    return !type_lookup(t, *type_of(t, v), Name::dunder_getitem).is_empty();
}

// The arguments of a program, with the complaints of the function that starts it.
Status read_program_py(Thread& t, Value argv, const char* subject, TextList& out) {
    if (!is_list_or_tuple(argv)) return t.raise(Exc::TypeError, "{} must be a tuple or list", subject);
    if (!read_argv_py(t, argv, out)) return t.raised();
    if (out.count() == 0) return t.raise(Exc::ValueError, "{} must not be empty", subject);
    if (starts_empty(out)) return t.raise(Exc::ValueError, "{} first element cannot be empty", subject);
    return Status::ok();
}

Ref posix_execv(Thread& t, Path& path, Value argv) {
    TextList arguments;
    if (!read_program_py(t, argv, "execv() arg 2", arguments)) return t.raised();
    const std::lock_guard<std::mutex> guard(environment_mutex(t));
    ::execv(path.c_str(), arguments.data());
    return raise_os_error(t, errno);
}
Ref posix_execve(Thread& t, FdPath& path, Value argv, Value env) {
    TextList arguments, variables;
    if (!is_list_or_tuple(argv)) return t.raise(Exc::TypeError, "execve: argv must be a tuple or list");
    if (!is_mapping(t, env)) return t.raise(Exc::TypeError, "execve: environment must be a mapping object");
    if (!read_program_py(t, argv, "execve: argv", arguments) || !read_env_py(t, env, variables))
        return t.raised();
    if (path.is_descriptor)
        ::fexecve(path.descriptor, arguments.data(), variables.data());
    else
        ::execve(path.c_str(), arguments.data(), variables.data());
    return raise_os_error(t, errno, path.object.get());
}

// --- posix_spawn

// What posix_spawn does with descriptors and attributes; torn down with the call.
struct SpawnPlan {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    TextList names; // files to be opened

    SpawnPlan() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
};

Status plan_failed(Thread& t, int error) {
    if (error == ENOMEM) return t.raise_memory_error();
    return raise_os_error(t, error);
}

// An item of a file action as a C int.
Result<int> action_number_py(Thread& t, const Tuple& action, std::size_t index) {
    Int32 number{0};
    if (!convert_arg_py(t, action[index], number, ArgContext{nullptr, 0})) return t.raised();
    return static_cast<int>(number.value);
}

enum SpawnAction { kOpen, kClose, kDup2, kCloseFrom };

Status plan_open_py(Thread& t, SpawnPlan& plan, const Tuple& action) {
    const Result<int> fd = action_number_py(t, action, 1);
    FsText path;
    if (!fd || !convert_arg_py(t, action[2], path, ArgContext{nullptr, 0})) return t.raised();
    const Result<int> flags = action_number_py(t, action, 3);
    const Result<int> mode = flags ? action_number_py(t, action, 4) : Result<int>(t.raised());
    if (!mode) return t.raised();
    // The C library copies the name since it has this function in its present form; keep it all the same.
    if (!plan.names.add(path.text.view())) return t.raise_memory_error();
    const int error = ::posix_spawn_file_actions_addopen(
        &plan.actions, *fd, plan.names.data()[plan.names.count() - 1], *flags, static_cast<mode_t>(*mode));
    return error == 0 ? Status::ok() : plan_failed(t, error);
}

Status plan_action_py(Thread& t, SpawnPlan& plan, Value item) {
    if (!is_kind(item, Kind::Tuple) || as<Tuple>(item).size == 0)
        return t.raise(Exc::TypeError, "Each file_actions element must be a non-empty tuple");
    const Tuple& action = as<Tuple>(item);
    const Result<int> kind = action_number_py(t, action, 0);
    if (!kind) return t.raised();
    static constexpr std::uint64_t kSizes[] = {5, 2, 3, 2};
    static constexpr const char* kNames[] = {"A open", "A close", "A dup2", "A closefrom"};
    if (*kind < kOpen || *kind > kCloseFrom)
        return t.raise(Exc::TypeError, "Unknown file_actions identifier");
    if (action.size != kSizes[*kind]) {
        return t.raise(Exc::TypeError, "{} file_action tuple must have {} elements", kNames[*kind],
                       kSizes[*kind]);
    }
    if (*kind == kOpen) return plan_open_py(t, plan, action);
    const Result<int> fd = action_number_py(t, action, 1);
    if (!fd) return t.raised();
    int error = 0;
    if (*kind == kClose) {
        error = ::posix_spawn_file_actions_addclose(&plan.actions, *fd);
    } else if (*kind == kCloseFrom) {
        error = ::posix_spawn_file_actions_addclosefrom_np(&plan.actions, *fd);
    } else {
        const Result<int> target = action_number_py(t, action, 2);
        if (!target) return t.raised();
        error = ::posix_spawn_file_actions_adddup2(&plan.actions, *fd, *target);
    }
    return error == 0 ? Status::ok() : plan_failed(t, error);
}

Status plan_actions_py(Thread& t, SpawnPlan& plan, Value actions) {
    if (actions.is_empty() || actions.is_none()) return Status::ok();
    if (!is_list_or_tuple(actions) && !is_mapping(t, actions))
        return t.raise(Exc::TypeError, "file_actions must be a sequence or None");
    return for_each_py(t, actions, [&](Value item) { return plan_action_py(t, plan, item); });
}

// An iterable of signal numbers.
Status read_signals_py(Thread& t, Value signals, sigset_t& out) {
    ::sigemptyset(&out);
    return for_each_py(t, signals, [&](Value item) -> Status {
        const Result<std::int64_t> number = index_to_int64_py(t, item);
        if (!number) return t.raised();
        if (*number < 1 || *number >= NSIG) {
            return t.raise(Exc::ValueError, "signal number {} out of range [1; {}]", *number, NSIG - 1);
        }
        ::sigaddset(&out, static_cast<int>(*number)); // the C library keeps some to itself
        return Status::ok();
    });
}

Status plan_scheduler_py(Thread& t, SpawnPlan& plan, const char* function, Value scheduler, int& flags) {
    if (scheduler.is_empty() || scheduler.is_none()) return Status::ok();
    if (!is_kind(scheduler, Kind::Tuple))
        return t.raise(Exc::TypeError, "{}: scheduler must be a tuple or None", function);
    const Tuple& pair = as<Tuple>(scheduler);
    if (pair.size != 2) return t.raise(Exc::TypeError, "A scheduler tuple must have two elements");
    sched_param parameters{};
    if (!read_sched_param_py(t, pair[1], parameters)) return t.raised();
    if (!pair[0].is_none()) {
        const Result<int> policy = action_number_py(t, pair, 0);
        if (!policy) return t.raised();
        if (const int error = ::posix_spawnattr_setschedpolicy(&plan.attributes, *policy))
            return plan_failed(t, error);
        flags |= POSIX_SPAWN_SETSCHEDULER;
    }
    if (const int error = ::posix_spawnattr_setschedparam(&plan.attributes, &parameters))
        return plan_failed(t, error);
    flags |= POSIX_SPAWN_SETSCHEDPARAM;
    return Status::ok();
}

struct SpawnOptions {
    Value group;
    bool reset_ids, new_session;
    Value mask, defaults, scheduler;
};

Status plan_attributes_py(Thread& t, SpawnPlan& plan, const char* function, const SpawnOptions& options) {
    int flags =
        (options.reset_ids ? POSIX_SPAWN_RESETIDS : 0) | (options.new_session ? POSIX_SPAWN_SETSID : 0);
    if (!options.group.is_empty() && !options.group.is_none()) {
        Int32 group{0};
        if (!convert_arg_py(t, options.group, group, ArgContext{nullptr, 0})) return t.raised();
        ::posix_spawnattr_setpgroup(&plan.attributes, group.value);
        flags |= POSIX_SPAWN_SETPGROUP;
    }
    sigset_t signals;
    if (!options.mask.is_empty()) {
        if (!read_signals_py(t, options.mask, signals)) return t.raised();
        ::posix_spawnattr_setsigmask(&plan.attributes, &signals);
        flags |= POSIX_SPAWN_SETSIGMASK;
    }
    if (!options.defaults.is_empty()) {
        if (!read_signals_py(t, options.defaults, signals)) return t.raised();
        ::posix_spawnattr_setsigdefault(&plan.attributes, &signals);
        flags |= POSIX_SPAWN_SETSIGDEF;
    }
    if (!plan_scheduler_py(t, plan, function, options.scheduler, flags)) return t.raised();
    if (const int error = ::posix_spawnattr_setflags(&plan.attributes, static_cast<short>(flags)))
        return plan_failed(t, error);
    return Status::ok();
}

Ref spawn_py(Thread& t, const char* function, bool search, Path& path, Value argv, Value env, Value actions,
             const SpawnOptions& options) {
    TextBuffer subject;
    format_to(subject, "{}: argv", function);
    TextList arguments, variables;
    if (!is_list_or_tuple(argv)) return t.raise(Exc::TypeError, "{} must be a tuple or list", subject);
    if (!env.is_none() && !is_mapping(t, env))
        return t.raise(Exc::TypeError, "{}: environment must be a mapping object or None", function);
    if (!read_program_py(t, argv, subject.c_str(), arguments)) return t.raised();
    if (env.is_none() ? !copy_environment(t, variables) : false) return t.raise_memory_error();
    if (!env.is_none() && !read_env_py(t, env, variables)) return t.raised();
    SpawnPlan plan;
    if (!plan_actions_py(t, plan, actions) || !plan_attributes_py(t, plan, function, options))
        return t.raised();
    pid_t pid = 0;
    const auto start = search ? ::posix_spawnp : ::posix_spawn;
    const int error =
        start(&pid, path.c_str(), &plan.actions, &plan.attributes, arguments.data(), variables.data());
    if (error != 0) return raise_os_error(t, error, path.object.get());
    return make_int(t, pid);
}
Ref posix_posix_spawn(Thread& t, Path& path, Value argv, Value env, Value actions, Value group,
                      bool reset_ids, bool new_session, Value mask, Value defaults, Value scheduler) {
    return spawn_py(t, "posix_spawn", false, path, argv, env, actions,
                    {group, reset_ids, new_session, mask, defaults, scheduler});
}
Ref posix_posix_spawnp(Thread& t, Path& path, Value argv, Value env, Value actions, Value group,
                       bool reset_ids, bool new_session, Value mask, Value defaults, Value scheduler) {
    return spawn_py(t, "posix_spawnp", true, path, argv, env, actions,
                    {group, reset_ids, new_session, mask, defaults, scheduler});
}

// --- system

// Keeps interrupts from this thread while a command has the terminal: they are the command's.
class InterruptsBlocked {
public:
    InterruptsBlocked() {
        ::sigemptyset(&blocked_);
        ::sigaddset(&blocked_, SIGINT);
        ::sigaddset(&blocked_, SIGQUIT);
        ::pthread_sigmask(SIG_BLOCK, &blocked_, &before_);
    }
    ~InterruptsBlocked() {
        const timespec now{};
        while (::sigtimedwait(&blocked_, nullptr, &now) > 0) {
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    InterruptsBlocked(const InterruptsBlocked&) = delete;
    InterruptsBlocked& operator=(const InterruptsBlocked&) = delete;
    const sigset_t& blocked() const { return blocked_; }
    const sigset_t& before() const { return before_; }

private:
    sigset_t blocked_, before_;
};

Ref posix_system(Thread& t, FsText& command) {
    TextList arguments, variables;
    if (!copy_environment(t, variables) || !arguments.add("sh") || !arguments.add("-c") ||
        !arguments.add("--") || !arguments.add(command.text.view()))
        return t.raise_memory_error();
    const InterruptsBlocked interrupts;
    SpawnPlan plan;
    ::posix_spawnattr_setsigmask(&plan.attributes, &interrupts.before());
    ::posix_spawnattr_setsigdefault(&plan.attributes, &interrupts.blocked());
    ::posix_spawnattr_setflags(&plan.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t pid = 0;
    const int error =
        ::posix_spawn(&pid, "/bin/sh", &plan.actions, &plan.attributes, arguments.data(), variables.data());
    constexpr int kNoShell = 127 << 8;
    if (error == ENOMEM || error == EAGAIN) return Ref::plain(Value::small_int(-1));
    if (error != 0) return Ref::plain(Value::small_int(kNoShell));
    int status = 0;
    const Result<pid_t> found = uninterrupted_py(t, [&] { return ::waitpid(pid, &status, 0); });
    if (!found) return t.raised();
    return Ref::plain(Value::small_int(*found < 0 ? -1 : status));
}

constexpr MethodDef kFunctions[] = {
    function<&posix_execv>("execv($module, path, argv, /)",
                           "Execute an executable path with arguments, replacing current process."),
    function<&posix_execve>("execve($module, /, path, argv, env)",
                            "Execute an executable path with arguments and an environment, replacing current "
                            "process.\n\nThe path may be a descriptor."),
    function<&posix_posix_spawn>(
        "posix_spawn($module, path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, "
        "setsid=False, setsigmask=(), setsigdef=(), scheduler=None)",
        "Execute the program specified by path in a new process; return its id."),
    function<&posix_posix_spawnp>(
        "posix_spawnp($module, path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, "
        "setsid=False, setsigmask=(), setsigdef=(), scheduler=None)",
        "Execute the program specified by path, looked for along PATH, in a new process; return its id."),
    function<&posix_system>("system($module, /, command)", "Execute the command in a subshell."),
};

} // namespace

const std::span<const MethodDef> kPosixSpawnFunctions = kFunctions;

} // namespace islet
