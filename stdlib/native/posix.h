// SPDX-License-Identifier: MIT
//
// What the parts of the module posix share: arguments that are paths, descriptors and users, calls that may
// be interrupted or block, and names on their way between the file system and str. The module itself is
// mod_posix.cpp; each other mod_posix_*.cpp has the functions around one concept and exports their table.
//
// Names of files are UTF-8 with surrogateescape, so that any bytes make the round trip.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/blocking.h"
#include "vm/native.h"
#include "vm/types/exception.h"
#include "vm/types/str.h"

#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <sched.h>
#include <sys/stat.h>

namespace islet {

struct Module;

// --- The tables of the parts
extern const std::span<const MethodDef> kPosixDescriptorFunctions;    // mod_posix_fd.cpp
extern const std::span<const MethodDef> kPosixTransferFunctions;      // mod_posix_transfer.cpp
extern const std::span<const MethodDef> kPosixPathFunctions;          // mod_posix_path.cpp
extern const std::span<const MethodDef> kPosixTextFunctions;          // mod_posix_text.cpp
extern const std::span<const MethodDef> kPosixStatFunctions;          // mod_posix_stat.cpp
extern const std::span<const MethodDef> kPosixScandirFunctions;       // mod_posix_scandir.cpp
extern const std::span<const MethodDef> kPosixProcessFunctions;       // mod_posix_process.cpp
extern const std::span<const MethodDef> kPosixSpawnFunctions;         // mod_posix_spawn.cpp
extern const std::span<const MethodDef> kPosixUserFunctions;          // mod_posix_users.cpp
extern const std::span<const MethodDef> kPosixScheduleFunctions;      // mod_posix_sched.cpp
extern const std::span<const MethodDef> kPosixSystemFunctions;        // mod_posix_system.cpp
extern const std::span<const MethodDef> kPosixEnvironFunctions;       // mod_posix_environ.cpp
extern const std::span<const MethodDef> kPosixConfigurationFunctions; // mod_posix_constants.cpp

// What the module keeps for its interpreter.
struct PosixData {
    Type* dir_entry;
    Type* scandir_iterator;
    Value at_fork[3]; // lists of functions: before, in the child, in the parent; empty: none yet
};
PosixData& posix_data(ModuleSelf self);
Status add_posix_constants(Thread& t, Module& m); // mod_posix_constants.cpp
Status add_scandir_types(Thread& t, Module& m);   // mod_posix_scandir.cpp
Status add_environment_py(Thread& t, Module& m);  // mod_posix_environ.cpp: `environ`

// --- Between bytes of the system and str
Ref decode_name(Thread& t, std::string_view bytes);
Ref make_name(Thread& t, std::string_view bytes, bool as_bytes); // as the caller wrote its path

// --- Arguments
enum PathKind : unsigned { kPathOnly = 0, kPathOrFd = 1, kPathOrNone = 2 };

// A path as the caller gave it: str, bytes or os.PathLike; if allowed, a descriptor or None.
struct PathArg {
    Ref object = Ref::nothing(); // str, bytes or int, for errors; nothing: None, or not given
    TextBuffer text;             // for the system
    int descriptor = -1;
    bool is_descriptor = false, is_bytes = false;

    bool given() const { return static_cast<bool>(object); }
    const char* c_str() { return text.c_str(); }
    // c_str() or the current folder if there is no path.
    const char* or_here() { return given() ? text.c_str() : "."; }
};
template <unsigned kinds>
struct PathOf : PathArg {};
using Path = PathOf<kPathOnly>;
using FdPath = PathOf<kPathOrFd>;
using OptionalPath = PathOf<kPathOrNone>;
using OptionalFdPath = PathOf<kPathOrFd | kPathOrNone>;
Status convert_path_py(Thread& t, Value in, PathArg& out, ArgContext where, unsigned kinds);
// A str or bytes, or what __fspath__ gives, as bytes for the system, for arguments that are no file names
// ("expected str, bytes or os.PathLike object, not 'x'").
struct FsText {
    TextBuffer text;
    const char* c_str() { return text.c_str(); }
};
Status convert_arg_py(Thread& t, Value in, FsText& out, ArgContext where);
// The same as str or bytes: os.fspath.
Ref fspath_py(Thread& t, Value v);

// dir_fd=None
struct DirFd {
    int value = AT_FDCWD;
    bool given() const { return value != AT_FDCWD; }
};
Status convert_arg_py(Thread& t, Value in, DirFd& out, ArgContext where);
// A descriptor, or an object with fileno().
struct Descriptor {
    int value = -1;
};
Status convert_arg_py(Thread& t, Value in, Descriptor& out, ArgContext where);
// A place in a file, or a size.
struct Offset {
    std::int64_t value = 0;
};
Status convert_arg_py(Thread& t, Value in, Offset& out, ArgContext where);
// -1 stands for "as it is".
struct UserId {
    unsigned value = 0;
};
struct GroupId {
    unsigned value = 0;
};
Status convert_arg_py(Thread& t, Value in, UserId& out, ArgContext where);
Status convert_arg_py(Thread& t, Value in, GroupId& out, ArgContext where);
// Sequence of group numbers, or of processors: reads one.
Result<unsigned> to_id_py(Thread& t, Value v, const char* what);

namespace native_detail {
template <unsigned kinds>
struct Slot<PathOf<kinds>&> {
    using Store = PathOf<kinds>;
    static Status fill(Thread& t, Value in, Store& out, ArgContext where) {
        return convert_path_py(t, in, out, where, kinds);
    }
    static Store& get(Store& store) { return store; }
};
template <>
struct Slot<FsText&> {
    using Store = FsText;
    static Status fill(Thread& t, Value in, Store& out, ArgContext where) {
        return convert_arg_py(t, in, out, where);
    }
    static Store& get(Store& store) { return store; }
};
} // namespace native_detail

// --- Lists for the system
// NUL-terminated texts with a null pointer behind them, as exec takes them.
class TextList {
public:
    TextList() = default;
    ~TextList();
    TextList(const TextList&) = delete;
    TextList& operator=(const TextList&) = delete;

    bool add(std::string_view text); // false: out of memory
    std::size_t count() const { return count_; }
    char* const* data() { return items_ ? items_ : &end_; }

private:
    char** items_ = nullptr; // malloc'ed, as each item
    char* end_ = nullptr;    // stands for an empty list
    std::size_t count_ = 0, capacity_ = 0;
};
// The arguments of a program, a list or tuple.
Status read_argv_py(Thread& t, Value argv, TextList& out);
// "KEY=value" of each pair of a mapping.
Status read_env_py(Thread& t, Value mapping, TextList& out);
// The environment as it is now. See Process::environment_mutex.
bool copy_environment(Thread& t, TextList& out);
std::mutex& environment_mutex(Thread& t);

// --- Calls
// Calls without the interpreter's lock until it is not interrupted; signals are looked after in between. The
// answer may be -1 with errno. Every call that may wait long goes through here.
template <class Call>
auto uninterrupted_py(Thread& t, Call call) -> Result<decltype(call())> {
    using Answer = decltype(call());
    const ssize_t answer = blocking_call_py(t, call);
    if (answer == kBlockingRaised) return t.raised();
    return static_cast<Answer>(answer);
}
// None, or the OSError of errno.
inline Ref none_or_error(Thread& t, int answer) {
    if (answer == -1) return raise_os_error(t, errno);
    return Ref::none();
}
inline Ref none_or_error(Thread& t, int answer, const PathArg& path) {
    if (answer == -1) return raise_os_error(t, errno, path.object.get());
    return Ref::none();
}
// The options of functions that take a path or a descriptor must go together.
Status check_path_options(Thread& t, const char* function, const PathArg& path, const DirFd* dir_fd,
                          bool follow_symlinks);

// TypeError "must have a sched_param object".
Status read_sched_param_py(Thread& t, Value v, sched_param& out);

// --- Answers
Ref make_stat_result(Thread& t, const struct stat& info);

} // namespace islet
