// SPDX-License-Identifier: MIT
//
// Part of the module posix: this process and its children. Numbers, signals, fork, waiting, ending. Starting
// programs is mod_posix_spawn.cpp.
#include "stdlib/native/posix.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/struct_sequence.h"
#include "vm/types/tuple.h"

#include <csignal>
#include <cstdlib>
#include <pty.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace islet {

namespace {

Ref number_or_error(Thread& t, std::int64_t number) {
    if (number == -1) return raise_os_error(t, errno);
    return make_int(t, number);
}

// --- Numbers of processes

Ref posix_getpid(Thread& t) {
    return make_int(t, ::getpid());
}
Ref posix_getppid(Thread& t) {
    return make_int(t, ::getppid());
}
Ref posix_getpgrp(Thread& t) {
    return make_int(t, ::getpgrp());
}
Ref posix_getpgid(Thread& t, Int32 pid) {
    return number_or_error(t, ::getpgid(pid.value));
}
Ref posix_getsid(Thread& t, Int32 pid) {
    return number_or_error(t, ::getsid(pid.value));
}
Ref posix_setsid(Thread& t) {
    return none_or_error(t, ::setsid() < 0 ? -1 : 0);
}
Ref posix_setpgid(Thread& t, Int32 pid, Int32 group) {
    return none_or_error(t, ::setpgid(pid.value, group.value));
}
Ref posix_setpgrp(Thread& t) {
    return none_or_error(t, ::setpgid(0, 0));
}

// --- Signals and priorities

// A signal to ourselves is seen to before the call returns.
Ref after_signal_py(Thread& t, int answer) {
    if (answer != 0) return raise_os_error(t, errno);
    return t.checkpoint_py() ? Ref::none() : Ref(t.raised());
}
// Numbers beyond int are no signals either.
int signal_number(Index number) {
    return number.value < INT32_MIN || number.value > INT32_MAX ? -1 : static_cast<int>(number.value);
}
Ref posix_kill(Thread& t, Int32 pid, Index signal) {
    return after_signal_py(t, ::kill(pid.value, signal_number(signal)));
}
Ref posix_killpg(Thread& t, Int32 group, Index signal) {
    return after_signal_py(t, ::killpg(group.value, signal_number(signal)));
}
Ref posix_nice(Thread& t, Int32 increment) {
    errno = 0;
    const int value = ::nice(increment.value);
    if (value == -1 && errno != 0) return raise_os_error(t, errno);
    return make_int(t, value);
}
Ref posix_getpriority(Thread& t, Int32 which, Int32 who) {
    errno = 0;
    const int value =
        ::getpriority(static_cast<__priority_which_t>(which.value), static_cast<id_t>(who.value));
    if (errno != 0) return raise_os_error(t, errno);
    return make_int(t, value);
}
Ref posix_setpriority(Thread& t, Int32 which, Int32 who, Int32 priority) {
    return none_or_error(t, ::setpriority(static_cast<__priority_which_t>(which.value),
                                          static_cast<id_t>(who.value), priority.value));
}

// --- fork

enum ForkMoment : std::size_t { kBefore, kInChild, kInParent };

Ref posix_register_at_fork(Thread& t, ModuleSelf module, Value before, Value in_child, Value in_parent) {
    static constexpr const char* kNames[] = {"before", "after_in_child", "after_in_parent"};
    const Value given[] = {before, in_child, in_parent};
    PosixData& data = posix_data(module);
    if (before.is_empty() && in_child.is_empty() && in_parent.is_empty())
        return t.raise(Exc::TypeError, "At least one argument is required.");
    for (std::size_t i = 0; i < 3; ++i) {
        if (given[i].is_empty() || is_callable(t, given[i])) continue;
        return t.raise(Exc::TypeError, "'{}' must be callable, not {}", kNames[i], *type_of(t, given[i]));
    }
    for (std::size_t i = 0; i < 3; ++i) {
        if (given[i].is_empty()) continue;
        if (data.at_fork[i].is_empty()) {
            Ref list = make_list(t);
            if (!list) return t.raised();
            data.at_fork[i] = list.release();
        }
        if (!list_append(t, as<List>(data.at_fork[i]), given[i])) return t.raised();
    }
    return Ref::none();
}

// Calls what was registered, the latest first before the fork. An error is reported and stops nothing.
void run_at_fork_py(Thread& t, ModuleSelf module, ForkMoment moment) {
    Ref list = Ref::share(posix_data(module).at_fork[moment]);
    if (list.get().is_empty()) return;
    Ref calls = tuple_from_py(t, list.get());
    if (!calls) {
        report_unraisable_py(t, "Exception ignored while registered fork functions were read", list.get());
        return;
    }
    const Tuple& tuple = calls.as<Tuple>();
    for (std::uint64_t i = 0; i < tuple.size; ++i) {
        const Value callee = tuple[moment == kBefore ? tuple.size - 1 - i : i];
        if (!call_py(t, callee)) report_unraisable_py(t, "Exception ignored in", callee);
    }
}

// The child must not find the environment's mutex taken by a thread that it does not have.
template <class Fork>
Ref fork_py(Thread& t, ModuleSelf module, Fork fork, int* other = nullptr) {
    run_at_fork_py(t, module, kBefore);
    std::mutex& mutex = environment_mutex(t);
    mutex.lock();
    const pid_t pid = fork();
    const int error = errno;
    mutex.unlock();
    run_at_fork_py(t, module, pid == 0 ? kInChild : kInParent);
    if (pid < 0) return raise_os_error(t, error);
    Ref number = make_int(t, pid);
    if (!other || !number) return number;
    return make_tuple(t, {number.get(), Value::small_int(*other)});
}
Ref posix_fork(Thread& t, ModuleSelf module) {
    return fork_py(t, module, [] { return ::fork(); });
}
Ref posix_forkpty(Thread& t, ModuleSelf module) {
    int master = -1;
    return fork_py(
        t, module, [&] { return ::forkpty(&master, nullptr, nullptr, nullptr); }, &master);
}

[[noreturn]] Ref posix_exit(Thread&, Int32 status) {
    ::_exit(status.value);
}
[[noreturn]] Ref posix_abort(Thread&) {
    std::abort();
}

// --- Waiting

Ref make_rusage(Thread& t, const struct rusage& usage) {
    const auto seconds = [](const timeval& time) {
        return make_float(static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6);
    };
    const Ref user = seconds(usage.ru_utime), system = seconds(usage.ru_stime);
    const Value fields[] = {user.get(),
                            system.get(),
                            Value::small_int(usage.ru_maxrss),
                            Value::small_int(usage.ru_ixrss),
                            Value::small_int(usage.ru_idrss),
                            Value::small_int(usage.ru_isrss),
                            Value::small_int(usage.ru_minflt),
                            Value::small_int(usage.ru_majflt),
                            Value::small_int(usage.ru_nswap),
                            Value::small_int(usage.ru_inblock),
                            Value::small_int(usage.ru_oublock),
                            Value::small_int(usage.ru_msgsnd),
                            Value::small_int(usage.ru_msgrcv),
                            Value::small_int(usage.ru_nsignals),
                            Value::small_int(usage.ru_nvcsw),
                            Value::small_int(usage.ru_nivcsw)};
    return make_struct_sequence(t, TypeId::StructRusage, fields);
}

Ref pid_and_status(Thread& t, pid_t pid, int status) {
    return make_tuple(t, {Value::small_int(pid), Value::small_int(status)});
}
Ref posix_waitpid(Thread& t, Int32 pid, Int32 options) {
    int status = 0;
    const Result<pid_t> found =
        uninterrupted_py(t, [&] { return ::waitpid(pid.value, &status, options.value); });
    if (!found) return t.raised();
    if (*found < 0) return raise_os_error(t, errno);
    return pid_and_status(t, *found, status);
}
Ref posix_wait(Thread& t) {
    return posix_waitpid(t, Int32{-1}, Int32{0});
}
Ref posix_wait4(Thread& t, Int32 pid, Int32 options) {
    int status = 0;
    struct rusage usage {};
    const Result<pid_t> found =
        uninterrupted_py(t, [&] { return ::wait4(pid.value, &status, options.value, &usage); });
    if (!found) return t.raised();
    if (*found < 0) return raise_os_error(t, errno);
    Ref shown = make_rusage(t, usage);
    if (!shown) return t.raised();
    return make_tuple(t, {Value::small_int(*found), Value::small_int(status), shown.get()});
}
Ref posix_wait3(Thread& t, Int32 options) {
    return posix_wait4(t, Int32{-1}, options);
}
Ref posix_waitid(Thread& t, Int32 kind, Int32 id, Int32 options) {
    siginfo_t info{};
    const Result<int> done = uninterrupted_py(t, [&] {
        return ::waitid(static_cast<idtype_t>(kind.value), static_cast<id_t>(id.value), &info, options.value);
    });
    if (!done) return t.raised();
    if (*done != 0) return raise_os_error(t, errno);
    if (info.si_pid == 0) return Ref::none();
    const Value fields[] = {Value::small_int(info.si_pid), Value::small_int(info.si_uid),
                            Value::small_int(info.si_signo), Value::small_int(info.si_status),
                            Value::small_int(info.si_code)};
    return make_struct_sequence(t, TypeId::WaitidResult, fields);
}

Ref posix_waitstatus_to_exitcode(Thread& t, Int32 status) {
    const int word = status.value;
    if (WIFEXITED(word)) return Ref::plain(Value::small_int(WEXITSTATUS(word)));
    if (WIFSIGNALED(word)) return Ref::plain(Value::small_int(-WTERMSIG(word)));
    if (WIFSTOPPED(word))
        return t.raise(Exc::ValueError, "process stopped by delivery of signal {}", WSTOPSIG(word));
    return t.raise(Exc::ValueError, "invalid wait status: {}", word);
}
Ref posix_WIFEXITED(Thread&, Int32 status) {
    return Ref::boolean(WIFEXITED(status.value));
}
Ref posix_WIFSIGNALED(Thread&, Int32 status) {
    return Ref::boolean(WIFSIGNALED(status.value));
}
Ref posix_WIFSTOPPED(Thread&, Int32 status) {
    return Ref::boolean(WIFSTOPPED(status.value));
}
Ref posix_WIFCONTINUED(Thread&, Int32 status) {
    return Ref::boolean(WIFCONTINUED(status.value));
}
Ref posix_WCOREDUMP(Thread&, Int32 status) {
    return Ref::boolean(WCOREDUMP(status.value) != 0);
}
Ref posix_WEXITSTATUS(Thread&, Int32 status) {
    return Ref::plain(Value::small_int(WEXITSTATUS(status.value)));
}
Ref posix_WTERMSIG(Thread&, Int32 status) {
    return Ref::plain(Value::small_int(WTERMSIG(status.value)));
}
Ref posix_WSTOPSIG(Thread&, Int32 status) {
    return Ref::plain(Value::small_int(WSTOPSIG(status.value)));
}

// --- Name spaces

Ref posix_pidfd_open(Thread& t, Int32 pid, Int32 flags) {
    return number_or_error(t, ::syscall(SYS_pidfd_open, pid.value, static_cast<unsigned>(flags.value)));
}
Ref posix_setns(Thread& t, Descriptor fd, Int32 kind) {
    return none_or_error(t, ::setns(fd.value, kind.value));
}
Ref posix_unshare(Thread& t, Int32 flags) {
    return none_or_error(t, ::unshare(flags.value));
}

constexpr MethodDef kFunctions[] = {
    function<&posix_getpid>("getpid($module, /)", "Return the current process id."),
    function<&posix_getppid>(
        "getppid($module, /)",
        "Return the parent's process id.\n\nIf the parent process has already exited, it "
        "is that of the process that took over."),
    function<&posix_getpgrp>("getpgrp($module, /)", "Return the current process group id."),
    function<&posix_getpgid>("getpgid($module, /, pid)", "Call the system call getpgid(), and return the "
                                                         "result."),
    function<&posix_getsid>("getsid($module, pid, /)", "Call the system call getsid(pid) and return the "
                                                       "result."),
    function<&posix_setsid>("setsid($module, /)", "Call the system call setsid()."),
    function<&posix_setpgid>("setpgid($module, pid, pgrp, /)", "Call the system call setpgid(pid, pgrp)."),
    function<&posix_setpgrp>("setpgrp($module, /)", "Make the current process the leader of its process "
                                                    "group."),
    function<&posix_kill>("kill($module, pid, signal, /)", "Kill a process with a signal."),
    function<&posix_killpg>("killpg($module, pgid, signal, /)", "Kill a process group with a signal."),
    function<&posix_nice>("nice($module, increment, /)",
                          "Add increment to the priority of process and return the new priority."),
    function<&posix_getpriority>("getpriority($module, /, which, who)",
                                 "Return program scheduling priority."),
    function<&posix_setpriority>("setpriority($module, /, which, who, priority)",
                                 "Set program scheduling priority."),
    function<&posix_register_at_fork>(
        "register_at_fork($module, /, *, before=None, after_in_child=None, after_in_parent=None)",
        "Register callables to be called when forking a new process.\n\n'before' functions run in the "
        "reverse "
        "order of their registration, the others in that order."),
    function<&posix_fork>("fork($module, /)",
                          "Fork a child process.\n\nReturn 0 to child process and PID of child to parent "
                          "process."),
    function<&posix_forkpty>("forkpty($module, /)",
                             "Fork a new process with a new pseudo-terminal as controlling tty.\n\nReturns a "
                             "tuple of (pid, master_fd)."),
    function<&posix_exit>("_exit($module, /, status)",
                          "Exit to the system with specified status, without normal exit processing."),
    function<&posix_abort>("abort($module, /)", "Abort the interpreter immediately."),
    function<&posix_wait>("wait($module, /)", "Wait for completion of a child process.\n\nReturns a tuple of "
                                              "information about the child process:\n    (pid, status)"),
    function<&posix_waitpid>(
        "waitpid($module, pid, options, /)",
        "Wait for completion of a given child process.\n\nReturns a tuple of information "
        "regarding the child process:\n    (pid, status)"),
    function<&posix_wait3>(
        "wait3($module, /, options)",
        "Wait for completion of a child process.\n\nReturns a tuple (pid, status, rusage)."),
    function<&posix_wait4>(
        "wait4($module, /, pid, options)",
        "Wait for completion of a specific child process.\n\nReturns a tuple (pid, status, "
        "rusage)."),
    function<&posix_waitid>("waitid($module, idtype, id, options, /)",
                            "Wait for a change of a child, by P_PID, P_PGID, P_PIDFD or P_ALL.\n\nReturns a "
                            "waitid_result, or None if WNOHANG was given and there is none."),
    function<&posix_waitstatus_to_exitcode>("waitstatus_to_exitcode($module, /, status)",
                                            "Convert a wait status to an exit code: minus the number of the "
                                            "signal that killed the process, if one "
                                            "did."),
    function<&posix_WIFEXITED>(
        "WIFEXITED($module, /, status)",
        "Return True if the process returning status exited via the exit() system call."),
    function<&posix_WIFSIGNALED>("WIFSIGNALED($module, /, status)",
                                 "Return True if the process returning status was terminated by a signal."),
    function<&posix_WIFSTOPPED>("WIFSTOPPED($module, /, status)",
                                "Return True if the process returning status was stopped."),
    function<&posix_WIFCONTINUED>(
        "WIFCONTINUED($module, /, status)",
        "Return True if a particular process was continued from a job control stop."),
    function<&posix_WCOREDUMP>("WCOREDUMP($module, status, /)",
                               "Return True if the process returning status was dumped to a core file."),
    function<&posix_WEXITSTATUS>("WEXITSTATUS($module, /, status)",
                                 "Return the process return code from status."),
    function<&posix_WTERMSIG>(
        "WTERMSIG($module, /, status)",
        "Return the signal that terminated the process that provided the status value."),
    function<&posix_WSTOPSIG>("WSTOPSIG($module, /, status)",
                              "Return the signal that stopped the process that provided the status value."),
    function<&posix_pidfd_open>("pidfd_open($module, /, pid, flags=0)",
                                "Return a file descriptor referring to the process pid."),
    function<&posix_setns>("setns($module, /, fd, nstype=0)", "Move the calling thread into different "
                                                              "namespaces."),
    function<&posix_unshare>("unshare($module, /, flags)",
                             "Disassociate parts of a process (or thread) execution context."),
};

} // namespace

const std::span<const MethodDef> kPosixProcessFunctions = kFunctions;

} // namespace islet
