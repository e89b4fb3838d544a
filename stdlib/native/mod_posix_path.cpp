// SPDX-License-Identifier: MIT
//
// Part of the module posix: files and folders by their names. Making, removing, renaming, links, permissions,
// owners, times, extended attributes, the current folder.
#include "stdlib/native/posix.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/tuple.h"

#include <cmath>
#include <dirent.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace islet {

namespace {

mode_t mode_of(Opt<Int32> mode, int otherwise) {
    return static_cast<mode_t>(mode.given ? mode.value.value : otherwise);
}

// --- Permissions and owners

Ref posix_access(Thread&, Path& path, Int32 mode, DirFd dir_fd, bool effective_ids,
                 Opt<bool> follow_symlinks) {
    const int flags =
        (effective_ids ? AT_EACCESS : 0) | (follow_symlinks.value_or(true) ? 0 : AT_SYMLINK_NOFOLLOW);
    return Ref::boolean(::faccessat(dir_fd.value, path.c_str(), mode.value, flags) == 0);
}

Ref posix_chmod(Thread& t, FdPath& path, Int32 mode, DirFd dir_fd, Opt<bool> follow_symlinks) {
    const mode_t bits = static_cast<mode_t>(mode.value);
    if (path.is_descriptor) return none_or_error(t, ::fchmod(path.descriptor, bits), path);
    if (!follow_symlinks.value_or(true))
        return t.raise(Exc::NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
    return none_or_error(t, ::fchmodat(dir_fd.value, path.c_str(), bits, 0), path);
}
Ref posix_fchmod(Thread& t, Int32 fd, Int32 mode) {
    const Result<int> done =
        uninterrupted_py(t, [&] { return ::fchmod(fd.value, static_cast<mode_t>(mode.value)); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}

Ref posix_chown(Thread& t, FdPath& path, UserId uid, GroupId gid, DirFd dir_fd, Opt<bool> follow_symlinks) {
    if (!check_path_options(t, "chown", path, &dir_fd, follow_symlinks.value_or(true))) return t.raised();
    if (path.is_descriptor) return none_or_error(t, ::fchown(path.descriptor, uid.value, gid.value), path);
    const int flags = follow_symlinks.value_or(true) ? 0 : AT_SYMLINK_NOFOLLOW;
    return none_or_error(t, ::fchownat(dir_fd.value, path.c_str(), uid.value, gid.value, flags), path);
}
Ref posix_lchown(Thread& t, Path& path, UserId uid, GroupId gid) {
    return none_or_error(t, ::lchown(path.c_str(), uid.value, gid.value), path);
}
Ref posix_fchown(Thread& t, Int32 fd, UserId uid, GroupId gid) {
    const Result<int> done = uninterrupted_py(t, [&] { return ::fchown(fd.value, uid.value, gid.value); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}
Ref posix_umask(Thread& t, Int32 mask) {
    return make_int(t, static_cast<std::int64_t>(::umask(static_cast<mode_t>(mask.value))));
}

// --- The current folder

Ref posix_chdir(Thread& t, FdPath& path) {
    return none_or_error(t, path.is_descriptor ? ::fchdir(path.descriptor) : ::chdir(path.c_str()), path);
}
Ref posix_fchdir(Thread& t, Descriptor fd) {
    const Result<int> done = uninterrupted_py(t, [&] { return ::fchdir(fd.value); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}
Ref posix_chroot(Thread& t, Path& path) {
    return none_or_error(t, ::chroot(path.c_str()), path);
}

Ref current_folder(Thread& t, bool as_bytes) {
    for (std::size_t size = 1024; size <= 1024 * 1024; size *= 4) {
        TextBuffer text;
        char* const place = text.extend(size);
        if (!place) return t.raise_memory_error();
        if (::getcwd(place, size)) return make_name(t, place, as_bytes);
        if (errno != ERANGE) return raise_os_error(t, errno);
    }
    return raise_os_error(t, ENAMETOOLONG);
}
Ref posix_getcwd(Thread& t) {
    return current_folder(t, false);
}
Ref posix_getcwdb(Thread& t) {
    return current_folder(t, true);
}

// --- Making and removing

Ref posix_mkdir(Thread& t, Path& path, Opt<Int32> mode, DirFd dir_fd) {
    return none_or_error(t, ::mkdirat(dir_fd.value, path.c_str(), mode_of(mode, 0777)), path);
}
Ref posix_rmdir(Thread& t, Path& path, DirFd dir_fd) {
    return none_or_error(t, ::unlinkat(dir_fd.value, path.c_str(), AT_REMOVEDIR), path);
}
Ref posix_unlink(Thread& t, Path& path, DirFd dir_fd) {
    return none_or_error(t, ::unlinkat(dir_fd.value, path.c_str(), 0), path);
}
// These two have no file name in their errors.
Ref posix_mkfifo(Thread& t, Path& path, Opt<Int32> mode, DirFd dir_fd) {
    const char* const name = path.c_str();
    const Result<int> done =
        uninterrupted_py(t, [&] { return ::mkfifoat(dir_fd.value, name, mode_of(mode, 0666)); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}
Ref posix_mknod(Thread& t, Path& path, Opt<Int32> mode, Offset device, DirFd dir_fd) {
    const char* const name = path.c_str();
    const Result<int> done = uninterrupted_py(t, [&] {
        return ::mknodat(dir_fd.value, name, mode_of(mode, 0600), static_cast<dev_t>(device.value));
    });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}

Ref two_paths(Thread& t, int answer, const PathArg& src, const PathArg& dst) {
    if (answer != 0) return raise_os_error(t, errno, src.object.get(), dst.object.get());
    return Ref::none();
}
Ref posix_rename(Thread& t, Path& src, Path& dst, DirFd src_dir_fd, DirFd dst_dir_fd) {
    return two_paths(t, ::renameat(src_dir_fd.value, src.c_str(), dst_dir_fd.value, dst.c_str()), src, dst);
}
Ref posix_link(Thread& t, Path& src, Path& dst, DirFd src_dir_fd, DirFd dst_dir_fd,
               Opt<bool> follow_symlinks) {
    const int flags = follow_symlinks.value_or(true) ? AT_SYMLINK_FOLLOW : 0;
    return two_paths(t, ::linkat(src_dir_fd.value, src.c_str(), dst_dir_fd.value, dst.c_str(), flags), src,
                     dst);
}
Ref posix_symlink(Thread& t, Path& src, Path& dst, bool, DirFd dir_fd) {
    return two_paths(t, ::symlinkat(src.c_str(), dir_fd.value, dst.c_str()), src, dst);
}
Ref posix_readlink(Thread& t, Path& path, DirFd dir_fd) {
    for (std::size_t size = 1024; size <= 1024 * 1024; size *= 4) {
        TextBuffer text;
        char* const place = text.extend(size);
        if (!place) return t.raise_memory_error();
        const ssize_t n = ::readlinkat(dir_fd.value, path.c_str(), place, size);
        if (n < 0) return raise_os_error(t, errno, path.object.get());
        if (static_cast<std::size_t>(n) < size)
            return make_name(t, text.view().substr(0, static_cast<std::size_t>(n)), path.is_bytes);
    }
    return raise_os_error(t, ENAMETOOLONG, path.object.get());
}

// --- Device numbers

Ref device_part(Thread& t, Value device, bool want_major) {
    Ref number = index_py(t, device);
    if (!number) return t.raised();
    std::int64_t value = 0;
    if (!int_fits(number.get(), &value))
        return t.raise(Exc::OverflowError, "Python int too large to convert to C long");
    if (value == -1) return Ref::plain(Value::small_int(-1));
    const dev_t bits = static_cast<dev_t>(value);
    return make_int(t, want_major ? gnu_dev_major(bits) : gnu_dev_minor(bits));
}
Ref posix_major(Thread& t, Value device) {
    return device_part(t, device, true);
}
Ref posix_minor(Thread& t, Value device) {
    return device_part(t, device, false);
}
Ref posix_makedev(Thread& t, Value major_number, Value minor_number) {
    const Result<unsigned> high = to_id_py(t, major_number, "major");
    if (!high) return t.raised();
    const Result<unsigned> low = to_id_py(t, minor_number, "minor");
    if (!low) return t.raised();
    return make_int_unsigned(t, gnu_dev_makedev(*high, *low));
}

// --- Times

constexpr std::int64_t kSecond = 1'000'000'000;

// Seconds as int or float.
Status seconds_to_timespec_py(Thread& t, Value v, timespec& out) {
    if (is_float(v)) {
        const double seconds = float_value(v);
        if (std::isnan(seconds)) return t.raise(Exc::ValueError, "Invalid value NaN (not a number)");
        const double whole = std::floor(seconds);
        if (!(std::fabs(whole) < 9.2e18))
            return t.raise(Exc::OverflowError, "timestamp out of range for platform time_t");
        out.tv_sec = static_cast<time_t>(whole);
        out.tv_nsec = static_cast<long>(std::floor((seconds - whole) * 1e9));
        if (out.tv_nsec >= kSecond) {
            out.tv_nsec -= kSecond;
            ++out.tv_sec;
        }
        return Status::ok();
    }
    if (!is_int(v)) return t.raise(Exc::TypeError, "argument must be int or float, not {}", *type_of(t, v));
    std::int64_t seconds = 0;
    if (!int_fits(v, &seconds))
        return t.raise(Exc::OverflowError, "timestamp out of range for platform time_t");
    out = {static_cast<time_t>(seconds), 0};
    return Status::ok();
}
Status nanoseconds_to_timespec_py(Thread& t, Value v, timespec& out) {
    Ref number = index_py(t, v);
    if (!number) return t.raised();
    Ref parts = divmod_py(t, number.get(), Value::small_int(kSecond));
    if (!parts) return t.raised();
    std::int64_t seconds = 0, rest = 0;
    if (!int_fits(parts.as<Tuple>()[0], &seconds) || !int_fits(parts.as<Tuple>()[1], &rest))
        return t.raise(Exc::OverflowError, "timestamp out of range for platform time_t");
    out = {static_cast<time_t>(seconds), static_cast<long>(rest)};
    return Status::ok();
}

// The arguments `times` and `ns` as what utimensat takes.
Status read_times_py(Thread& t, Value times, Value ns, timespec (&out)[2]) {
    const bool has_times = !times.is_empty() && !times.is_none();
    if (has_times && !ns.is_empty())
        return t.raise(Exc::ValueError, "utime: you may specify either 'times' or 'ns' but not both");
    if (has_times) {
        if (!is_kind(times, Kind::Tuple) || as<Tuple>(times).size != 2)
            return t.raise(Exc::TypeError, "utime: 'times' must be either a tuple of two ints or None");
        for (std::size_t i = 0; i < 2; ++i) {
            if (!seconds_to_timespec_py(t, as<Tuple>(times)[i], out[i])) return t.raised();
        }
        return Status::ok();
    }
    if (ns.is_empty()) {
        out[0] = out[1] = {0, UTIME_NOW};
        return Status::ok();
    }
    if (!is_kind(ns, Kind::Tuple) || as<Tuple>(ns).size != 2)
        return t.raise(Exc::TypeError, "utime: 'ns' must be a tuple of two ints");
    for (std::size_t i = 0; i < 2; ++i) {
        if (!nanoseconds_to_timespec_py(t, as<Tuple>(ns)[i], out[i])) return t.raised();
    }
    return Status::ok();
}

Ref posix_utime(Thread& t, FdPath& path, Value times, Value ns, DirFd dir_fd, Opt<bool> follow_symlinks) {
    timespec both[2];
    if (!read_times_py(t, times, ns, both) ||
        !check_path_options(t, "utime", path, &dir_fd, follow_symlinks.value_or(true)))
        return t.raised();
    if (path.is_descriptor) return none_or_error(t, ::futimens(path.descriptor, both), path);
    const int flags = follow_symlinks.value_or(true) ? 0 : AT_SYMLINK_NOFOLLOW;
    return none_or_error(t, ::utimensat(dir_fd.value, path.c_str(), both, flags), path);
}

// --- Extended attributes

constexpr std::size_t kFirstTry = 256, kMostAttribute = 1024 * 1024;

// Reads by `call(place, size)` into a buffer that grows as long as the answer does not fit.
template <class Call>
Status read_growing(Thread& t, const PathArg& path, TextBuffer& out, Call call) {
    for (std::size_t size = kFirstTry; size <= kMostAttribute; size *= 16) {
        out.clear();
        char* const place = out.extend(size);
        if (!place) return t.raise_memory_error();
        const ssize_t n = call(place, size);
        if (n >= 0) {
            out.truncate(static_cast<std::size_t>(n));
            return Status::ok();
        }
        if (errno != ERANGE) return raise_os_error(t, errno, path.object.get());
    }
    return raise_os_error(t, ERANGE, path.object.get());
}

Ref posix_getxattr(Thread& t, FdPath& path, Path& attribute, Opt<bool> follow_symlinks) {
    const bool follow = follow_symlinks.value_or(true);
    if (!check_path_options(t, "getxattr", path, nullptr, follow)) return t.raised();
    TextBuffer value;
    const char* const name = attribute.c_str();
    const auto call = [&](char* place, std::size_t size) {
        return path.is_descriptor ? ::fgetxattr(path.descriptor, name, place, size)
               : follow           ? ::getxattr(path.c_str(), name, place, size)
                                  : ::lgetxattr(path.c_str(), name, place, size);
    };
    if (!read_growing(t, path, value, call)) return t.raised();
    return make_bytes(t, value.view());
}
Ref posix_setxattr(Thread& t, FdPath& path, Path& attribute, Value value, Int32 flags,
                   Opt<bool> follow_symlinks) {
    const bool follow = follow_symlinks.value_or(true);
    BufferView view;
    if (!view.get_py(t, value) || !check_path_options(t, "setxattr", path, nullptr, follow))
        return t.raised();
    const char* const name = attribute.c_str();
    const int done = path.is_descriptor
                         ? ::fsetxattr(path.descriptor, name, view.data(), view.size(), flags.value)
                     : follow ? ::setxattr(path.c_str(), name, view.data(), view.size(), flags.value)
                              : ::lsetxattr(path.c_str(), name, view.data(), view.size(), flags.value);
    return none_or_error(t, done, path);
}
Ref posix_removexattr(Thread& t, FdPath& path, Path& attribute, Opt<bool> follow_symlinks) {
    const bool follow = follow_symlinks.value_or(true);
    if (!check_path_options(t, "removexattr", path, nullptr, follow)) return t.raised();
    const char* const name = attribute.c_str();
    const int done = path.is_descriptor ? ::fremovexattr(path.descriptor, name)
                     : follow           ? ::removexattr(path.c_str(), name)
                                        : ::lremovexattr(path.c_str(), name);
    return none_or_error(t, done, path);
}
Ref posix_listxattr(Thread& t, OptionalFdPath& path, Opt<bool> follow_symlinks) {
    const bool follow = follow_symlinks.value_or(true);
    if (!check_path_options(t, "listxattr", path, nullptr, follow)) return t.raised();
    TextBuffer names;
    const auto call = [&](char* place, std::size_t size) {
        return path.is_descriptor ? ::flistxattr(path.descriptor, place, size)
               : follow           ? ::listxattr(path.or_here(), place, size)
                                  : ::llistxattr(path.or_here(), place, size);
    };
    Ref list = make_list(t);
    if (!list || !read_growing(t, path, names, call)) return t.raised();
    for (std::string_view rest = names.view(); !rest.empty();) {
        const std::string_view name = rest.substr(0, rest.find('\0'));
        rest.remove_prefix(name.size() < rest.size() ? name.size() + 1 : rest.size());
        Ref text = decode_name(t, name);
        if (!text || !list_append(t, list.as<List>(), std::move(text))) return t.raised();
    }
    return list;
}

constexpr MethodDef kFunctions[] = {
    function<&posix_access>(
        "access($module, /, path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
        "Use the real uid/gid to test for access to a path.\n\nWith effective_ids the effective ones are "
        "used "
        "instead. The mode is F_OK, or an or\nof R_OK, W_OK and X_OK. Asking first and opening later is a "
        "race; better just open."),
    function<&posix_chmod>("chmod($module, /, path, mode, *, dir_fd=None, follow_symlinks=True)",
                           "Change the access permissions of a file, by path or descriptor."),
    function<&posix_fchmod>("fchmod($module, /, fd, mode)",
                            "Change the access permissions of the file given by file descriptor fd."),
    function<&posix_chown>("chown($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)",
                           "Change the owner and group id of path to the numeric uid and gid.\n\n-1 leaves "
                           "one as it is."),
    function<&posix_lchown>("lchown($module, /, path, uid, gid)",
                            "Change the owner and group id of path, which may be a symbolic link itself."),
    function<&posix_fchown>("fchown($module, /, fd, uid, gid)",
                            "Change the owner and group id of the file specified by file descriptor."),
    function<&posix_umask>("umask($module, mask, /)",
                           "Set the current numeric umask and return the previous umask."),
    function<&posix_chdir>("chdir($module, /, path)",
                           "Change the current working directory to the specified path or descriptor."),
    function<&posix_fchdir>("fchdir($module, /, fd)",
                            "Change to the directory of the given file descriptor."),
    function<&posix_chroot>("chroot($module, /, path)", "Change root directory to path."),
    function<&posix_getcwd>("getcwd($module, /)",
                            "Return a unicode string representing the current working directory."),
    function<&posix_getcwdb>("getcwdb($module, /)",
                             "Return a bytes string representing the current working directory."),
    function<&posix_mkdir>("mkdir($module, /, path, mode=511, *, dir_fd=None)", "Create a directory."),
    function<&posix_rmdir>("rmdir($module, /, path, *, dir_fd=None)", "Remove a directory."),
    function<&posix_unlink>("unlink($module, /, path, *, dir_fd=None)", "Remove a file (same as remove())."),
    function<&posix_unlink>("remove($module, /, path, *, dir_fd=None)", "Remove a file (same as unlink())."),
    function<&posix_mkfifo>("mkfifo($module, /, path, mode=438, *, dir_fd=None)",
                            "Create a \"fifo\" (a POSIX named pipe)."),
    function<&posix_mknod>("mknod($module, /, path, mode=384, device=0, *, dir_fd=None)",
                           "Create a node in the file system: a file, a device or a named pipe."),
    function<&posix_rename>("rename($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
                            "Rename a file or directory."),
    function<&posix_rename>("replace($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
                            "Rename a file or directory, overwriting the destination."),
    function<&posix_link>(
        "link($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
        "Create a hard link to a file."),
    function<&posix_symlink>("symlink($module, /, src, dst, target_is_directory=False, *, dir_fd=None)",
                             "Create a symbolic link pointing to src named dst."),
    function<&posix_readlink>("readlink($module, /, path, *, dir_fd=None)",
                              "Return a string representing the path to which the symbolic link points."),
    function<&posix_major>("major($module, device, /)", "Extracts a device major number from a raw device "
                                                        "number."),
    function<&posix_minor>("minor($module, device, /)", "Extracts a device minor number from a raw device "
                                                        "number."),
    function<&posix_makedev>("makedev($module, major, minor, /)",
                             "Composes a raw device number from the major and minor device numbers."),
    function<&posix_utime>(
        "utime($module, /, path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)",
        "Set the access and modified time of path, which may be a descriptor.\n\n'times' is (atime, mtime) "
        "in "
        "seconds, 'ns' in nanoseconds; without either both are now."),
    function<&posix_getxattr>("getxattr($module, /, path, attribute, *, follow_symlinks=True)",
                              "Return the value of extended attribute attribute on path."),
    function<&posix_setxattr>(
        "setxattr($module, /, path, attribute, value, flags=0, *, follow_symlinks=True)",
        "Set extended attribute attribute on path to value."),
    function<&posix_removexattr>("removexattr($module, /, path, attribute, *, follow_symlinks=True)",
                                 "Remove extended attribute attribute on path."),
    function<&posix_listxattr>("listxattr($module, /, path=None, *, follow_symlinks=True)",
                               "Return a list of extended attributes on path."),
};

} // namespace

const std::span<const MethodDef> kPosixPathFunctions = kFunctions;

} // namespace islet
