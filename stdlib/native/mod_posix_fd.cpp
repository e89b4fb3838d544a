// SPDX-License-Identifier: MIT
//
// Part of the module posix: descriptors as such. Opening, closing, duplicating, pipes, terminals, what is
// inherited. Moving bytes is mod_posix_transfer.cpp.
#include "stdlib/native/posix.h"

#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/struct_sequence.h"
#include "vm/types/tuple.h"

#include <cmath>
#include <pty.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <utmp.h>

namespace islet {

namespace {

// The answer of a call that makes a descriptor.
Ref descriptor_or_error(Thread& t, int fd) {
    if (fd < 0) return raise_os_error(t, errno);
    return make_int(t, fd);
}
Ref pair_of(Thread& t, int a, int b) {
    return make_tuple(t, {Value::small_int(a), Value::small_int(b)});
}

Ref posix_open(Thread& t, Path& path, Int32 flags, Opt<Int32> mode, DirFd dir_fd) {
    const char* const name = path.c_str();
    const mode_t permissions = static_cast<mode_t>(mode.given ? mode.value.value : 0777);
    const Result<int> fd = uninterrupted_py(
        t, [&] { return ::openat(dir_fd.value, name, flags.value | O_CLOEXEC, permissions); });
    if (!fd) return t.raised();
    if (*fd < 0) return raise_os_error(t, errno, path.object.get());
    return make_int(t, *fd);
}

// A close that was interrupted has closed the descriptor all the same.
Ref posix_close(Thread& t, Int32 fd) {
    if (::close(fd.value) != 0 && errno != EINTR) return raise_os_error(t, errno);
    return t.checkpoint_py() ? Ref::none() : Ref(t.raised());
}

Ref posix_closerange(Thread& t, Int32 low, Int32 high) {
    const int from = low.value < 0 ? 0 : low.value;
    if (high.value <= from) return Ref::none();
    if (::close_range(static_cast<unsigned>(from), static_cast<unsigned>(high.value - 1), 0) == 0)
        return Ref::none();
    for (int fd = from; fd < high.value; ++fd) {
        ::close(fd);
        if (fd % 1024 == 0 && !t.checkpoint_py()) return t.raised();
    }
    return Ref::none();
}

Ref posix_dup(Thread& t, Int32 fd) {
    return descriptor_or_error(t, ::fcntl(fd.value, F_DUPFD_CLOEXEC, 0));
}
Ref posix_dup2(Thread& t, Int32 fd, Int32 fd2, Opt<bool> inheritable) {
    const bool keep = inheritable.value_or(true) || fd.value == fd2.value;
    const Result<int> made = uninterrupted_py(
        t, [&] { return keep ? ::dup2(fd.value, fd2.value) : ::dup3(fd.value, fd2.value, O_CLOEXEC); });
    if (!made) return t.raised();
    return descriptor_or_error(t, *made);
}

Ref make_pipe(Thread& t, int flags) {
    int ends[2];
    if (::pipe2(ends, flags) != 0) return raise_os_error(t, errno);
    return pair_of(t, ends[0], ends[1]);
}
Ref posix_pipe(Thread& t) {
    return make_pipe(t, O_CLOEXEC);
}
Ref posix_pipe2(Thread& t, Int32 flags) {
    return make_pipe(t, flags.value);
}

Ref posix_isatty(Thread&, Int32 fd) {
    return Ref::boolean(::isatty(fd.value) != 0);
}
Ref posix_ttyname(Thread& t, Int32 fd) {
    char name[256];
    const int error = ::ttyname_r(fd.value, name, sizeof(name));
    if (error != 0) return raise_os_error(t, error);
    return decode_name(t, name);
}
Ref posix_ctermid(Thread& t) {
    char name[L_ctermid];
    return decode_name(t, ::ctermid(name));
}
Ref posix_device_encoding(Thread& t, Int32 fd) {
    return ::isatty(fd.value) != 0 ? make_str(t, "utf-8") : Ref::none();
}
Ref posix_get_terminal_size(Thread& t, Opt<Int32> fd) {
    winsize size{};
    if (::ioctl(fd.given ? fd.value.value : STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return raise_os_error(t, errno);
    const Value fields[] = {Value::small_int(size.ws_col), Value::small_int(size.ws_row)};
    return make_struct_sequence(t, TypeId::TerminalSize, fields);
}

Ref posix_get_inheritable(Thread& t, Int32 fd) {
    const int flags = ::fcntl(fd.value, F_GETFD);
    if (flags < 0) return raise_os_error(t, errno);
    return Ref::boolean((flags & FD_CLOEXEC) == 0);
}
Ref posix_set_inheritable(Thread& t, Int32 fd, Int32 inheritable) {
    const int flags = ::fcntl(fd.value, F_GETFD);
    if (flags < 0) return raise_os_error(t, errno);
    const int wanted = inheritable.value != 0 ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
    return none_or_error(t, wanted == flags ? 0 : ::fcntl(fd.value, F_SETFD, wanted));
}
Ref posix_get_blocking(Thread& t, Int32 fd) {
    const int flags = ::fcntl(fd.value, F_GETFL);
    if (flags < 0) return raise_os_error(t, errno);
    return Ref::boolean((flags & O_NONBLOCK) == 0);
}
Ref posix_set_blocking(Thread& t, Int32 fd, bool blocking) {
    const int flags = ::fcntl(fd.value, F_GETFL);
    if (flags < 0) return raise_os_error(t, errno);
    return none_or_error(t, ::fcntl(fd.value, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

Ref posix_lockf(Thread& t, Int32 fd, Int32 command, Offset length) {
    const Result<int> done =
        uninterrupted_py(t, [&] { return ::lockf(fd.value, command.value, length.value); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}

Ref posix_memfd_create(Thread& t, FsText& name, Opt<Int32> flags) {
    const unsigned bits = flags.given ? static_cast<unsigned>(flags.value.value) : unsigned{MFD_CLOEXEC};
    return descriptor_or_error(t, ::memfd_create(name.c_str(), bits));
}

// --- Event counters

Ref posix_eventfd(Thread& t, Value initial, Opt<Int32> flags) {
    const Result<unsigned> start = to_id_py(t, initial, "initval");
    if (!start) return t.raised();
    return descriptor_or_error(t, ::eventfd(*start, flags.given ? flags.value.value : EFD_CLOEXEC));
}
Ref posix_eventfd_read(Thread& t, Descriptor fd) {
    eventfd_t value = 0;
    const Result<int> done = uninterrupted_py(t, [&] { return ::eventfd_read(fd.value, &value); });
    if (!done) return t.raised();
    if (*done != 0) return raise_os_error(t, errno);
    return make_int_unsigned(t, value);
}
Ref posix_eventfd_write(Thread& t, Descriptor fd, Value value) {
    Ref number = index_py(t, value);
    if (!number) return t.raised();
    std::int64_t count = 0;
    if (!int_fits(number.get(), &count))
        return t.raise(Exc::OverflowError, "Python int too large to convert to C long");
    if (count < 0) return t.raise(Exc::OverflowError, "can't convert negative int to unsigned");
    const Result<int> done =
        uninterrupted_py(t, [&] { return ::eventfd_write(fd.value, static_cast<eventfd_t>(count)); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}

// --- Timers that are descriptors

constexpr std::int64_t kSecond = 1'000'000'000;

timespec to_timespec(std::int64_t nanoseconds) {
    return {static_cast<time_t>(nanoseconds / kSecond), static_cast<long>(nanoseconds % kSecond)};
}
std::int64_t to_nanoseconds(const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * kSecond + time.tv_nsec;
}
Result<std::int64_t> to_timer_time(Thread& t, double seconds) {
    if (std::isnan(seconds)) return t.raise(Exc::ValueError, "Invalid value NaN (not a number)");
    if (!(std::fabs(seconds) < 9.2e9))
        return t.raise(Exc::OverflowError, "timestamp out of range for C PyTime_t");
    return static_cast<std::int64_t>(std::nearbyint(seconds * 1e9));
}
// (time left, interval) in seconds or nanoseconds.
Ref timer_pair(Thread& t, const itimerspec& timer, bool nanoseconds) {
    const std::int64_t left = to_nanoseconds(timer.it_value), every = to_nanoseconds(timer.it_interval);
    if (nanoseconds) {
        Ref a = make_int(t, left), b = make_int(t, every);
        return a && b ? make_tuple(t, {a.get(), b.get()}) : Ref(t.raised());
    }
    const Ref a = make_float(static_cast<double>(left) * 1e-9),
              b = make_float(static_cast<double>(every) * 1e-9);
    return make_tuple(t, {a.get(), b.get()});
}
Ref set_timer(Thread& t, int fd, int flags, std::int64_t initial, std::int64_t interval, bool nanoseconds) {
    if (initial < 0 || interval < 0) return raise_os_error(t, EINVAL);
    const itimerspec wanted{to_timespec(interval), to_timespec(initial)};
    itimerspec before{};
    if (::timerfd_settime(fd, flags, &wanted, &before) != 0) return raise_os_error(t, errno);
    return timer_pair(t, before, nanoseconds);
}

Ref posix_timerfd_create(Thread& t, Int32 clock, Opt<Int32> flags) {
    return descriptor_or_error(t,
                               ::timerfd_create(clock.value, flags.given ? flags.value.value : TFD_CLOEXEC));
}
Ref posix_timerfd_settime(Thread& t, Descriptor fd, Int32 flags, double initial, double interval) {
    const Result<std::int64_t> first = to_timer_time(t, initial);
    if (!first) return t.raised();
    const Result<std::int64_t> every = to_timer_time(t, interval);
    if (!every) return t.raised();
    return set_timer(t, fd.value, flags.value, *first, *every, false);
}
Ref posix_timerfd_settime_ns(Thread& t, Descriptor fd, Int32 flags, Offset initial, Offset interval) {
    return set_timer(t, fd.value, flags.value, initial.value, interval.value, true);
}
template <bool nanoseconds>
Ref posix_timerfd_gettime(Thread& t, Descriptor fd) {
    itimerspec timer{};
    if (::timerfd_gettime(fd.value, &timer) != 0) return raise_os_error(t, errno);
    return timer_pair(t, timer, nanoseconds);
}

// --- Terminals of our own

Ref posix_openpty(Thread& t) {
    int master = -1, slave = -1;
    if (::openpty(&master, &slave, nullptr, nullptr, nullptr) != 0) return raise_os_error(t, errno);
    for (const int fd : {master, slave}) ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    return pair_of(t, master, slave);
}
Ref posix_login_tty(Thread& t, Descriptor fd) {
    return none_or_error(t, ::login_tty(fd.value));
}
Ref posix_posix_openpt(Thread& t, Int32 flags) {
    return descriptor_or_error(t, ::posix_openpt(flags.value));
}
Ref posix_grantpt(Thread& t, Descriptor fd) {
    return none_or_error(t, ::grantpt(fd.value));
}
Ref posix_unlockpt(Thread& t, Descriptor fd) {
    return none_or_error(t, ::unlockpt(fd.value));
}
Ref posix_ptsname(Thread& t, Descriptor fd) {
    char name[256];
    const int error = ::ptsname_r(fd.value, name, sizeof(name));
    if (error != 0) return raise_os_error(t, error);
    return decode_name(t, name);
}
Ref posix_tcgetpgrp(Thread& t, Int32 fd) {
    return descriptor_or_error(t, ::tcgetpgrp(fd.value));
}
Ref posix_tcsetpgrp(Thread& t, Int32 fd, Int32 group) {
    return none_or_error(t, ::tcsetpgrp(fd.value, group.value));
}

constexpr MethodDef kFunctions[] = {
    function<&posix_open>("open($module, /, path, flags, mode=511, *, dir_fd=None)",
                          "Open a file for low level IO.  Returns a file descriptor, which is not "
                          "inheritable.\n\nIf dir_fd is not None, it is the descriptor of a folder that a "
                          "relative path starts from."),
    function<&posix_close>("close($module, /, fd)", "Close a file descriptor."),
    function<&posix_closerange>("closerange($module, fd_low, fd_high, /)",
                                "Close all file descriptors in [fd_low, fd_high), ignoring errors."),
    function<&posix_dup>("dup($module, fd, /)", "Return a duplicate of a file descriptor."),
    function<&posix_dup2>("dup2($module, /, fd, fd2, inheritable=True)",
                          "Duplicate a file descriptor as fd2, which is closed first if need be."),
    function<&posix_pipe>("pipe($module, /)", "Create a pipe.\n\nReturns a tuple of two file descriptors: "
                                              "(read_fd, write_fd)"),
    function<&posix_pipe2>("pipe2($module, flags, /)",
                           "Create a pipe with flags set atomically.\n\nReturns a tuple of two file "
                           "descriptors: (read_fd, write_fd)"),
    function<&posix_isatty>("isatty($module, fd, /)", "Return True if the fd is connected to a terminal."),
    function<&posix_ttyname>("ttyname($module, fd, /)",
                             "Return the name of the terminal device connected to fd."),
    function<&posix_ctermid>("ctermid($module, /)",
                             "Return the name of the controlling terminal for this process."),
    function<&posix_device_encoding>("device_encoding($module, /, fd)",
                                     "Return the encoding of a terminal; None if fd is none."),
    function<&posix_get_terminal_size>("get_terminal_size($module, fd=1, /)",
                                       "Return the size of the terminal window as (columns, lines).\n\nThe "
                                       "descriptor fd is standard output if it is not given."),
    function<&posix_get_inheritable>("get_inheritable($module, fd, /)",
                                     "Get the close-on-exe flag of the specified file descriptor."),
    function<&posix_set_inheritable>("set_inheritable($module, fd, inheritable, /)",
                                     "Set the inheritable flag of the specified file descriptor."),
    function<&posix_get_blocking>("get_blocking($module, fd, /)",
                                  "Get the blocking mode of the file descriptor."),
    function<&posix_set_blocking>("set_blocking($module, fd, blocking, /)",
                                  "Set the blocking mode of the specified file descriptor."),
    function<&posix_lockf>("lockf($module, fd, command, length, /)",
                           "Apply, test or remove a POSIX lock on an open file descriptor."),
    function<&posix_memfd_create>("memfd_create($module, /, name, flags=MFD_CLOEXEC)",
                                  "Make a file that lives in memory, and give its descriptor."),
    function<&posix_eventfd>("eventfd($module, /, initval, flags=EFD_CLOEXEC)",
                             "Creates and returns an event notification file descriptor."),
    function<&posix_eventfd_read>("eventfd_read($module, /, fd)", "Read eventfd value"),
    function<&posix_eventfd_write>("eventfd_write($module, /, fd, value)", "Write eventfd value."),
    function<&posix_timerfd_create>("timerfd_create($module, clockid, /, *, flags=TFD_CLOEXEC)",
                                    "Create and return a timer file descriptor."),
    function<&posix_timerfd_settime>("timerfd_settime($module, fd, /, *, flags=0, initial=0.0, interval=0.0)",
                                     "Set a timer, in seconds; return what it was set to."),
    function<&posix_timerfd_settime_ns>(
        "timerfd_settime_ns($module, fd, /, *, flags=0, initial=0, interval=0)",
        "Set a timer, in nanoseconds; return what it was set to."),
    function<&posix_timerfd_gettime<false>>("timerfd_gettime($module, fd, /)",
                                            "Return (time left, interval) of a timer, in seconds."),
    function<&posix_timerfd_gettime<true>>("timerfd_gettime_ns($module, fd, /)",
                                           "Return (time left, interval) of a timer, in nanoseconds."),
    function<&posix_openpty>("openpty($module, /)",
                             "Open a pseudo-terminal.\n\nReturn a tuple of (master_fd, "
                             "slave_fd)."),
    function<&posix_login_tty>("login_tty($module, fd, /)",
                               "Make a terminal the controlling one and the three standard descriptors."),
    function<&posix_posix_openpt>("posix_openpt($module, oflag, /)",
                                  "Open and return a descriptor for a master pseudo-terminal device."),
    function<&posix_grantpt>("grantpt($module, fd, /)", "Grant access to the slave of a pseudo-terminal."),
    function<&posix_unlockpt>("unlockpt($module, fd, /)", "Unlock the slave of a pseudo-terminal."),
    function<&posix_ptsname>("ptsname($module, fd, /)", "Return the name of the slave of a pseudo-terminal."),
    function<&posix_tcgetpgrp>("tcgetpgrp($module, fd, /)",
                               "Return the process group associated with the terminal fd."),
    function<&posix_tcsetpgrp>("tcsetpgrp($module, fd, pgid, /)",
                               "Set the process group associated with the terminal fd."),
};

} // namespace

const std::span<const MethodDef> kPosixDescriptorFunctions = kFunctions;

} // namespace islet
