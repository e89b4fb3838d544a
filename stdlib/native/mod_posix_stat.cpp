// SPDX-License-Identifier: MIT
//
// Part of the module posix: what the system knows of a file or a file system.
#include "stdlib/native/posix.h"

#include "vm/model/protocol.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/struct_sequence.h"

#include <sys/statvfs.h>

namespace islet {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// A moment in nanoseconds; years beyond 2262 need more than 64 bits.
Ref nanoseconds_of(Thread& t, const timespec& time) {
    std::int64_t whole = 0, all = 0;
    if (!__builtin_mul_overflow(static_cast<std::int64_t>(time.tv_sec), kSecond, &whole) &&
        !__builtin_add_overflow(whole, static_cast<std::int64_t>(time.tv_nsec), &all))
        return make_int(t, all);
    Ref seconds = make_int(t, time.tv_sec);
    Ref product =
        seconds ? binary_py(t, BinaryOp::Mul, seconds.get(), Value::small_int(kSecond)) : Ref(t.raised());
    if (!product) return t.raised();
    return binary_py(t, BinaryOp::Add, product.get(), Value::small_int(time.tv_nsec));
}
Ref seconds_of(const timespec& time) {
    return make_float(static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec));
}

Ref posix_stat(Thread& t, FdPath& path, DirFd dir_fd, Opt<bool> follow_symlinks) {
    const bool follow = follow_symlinks.value_or(true);
    if (!check_path_options(t, "stat", path, &dir_fd, follow)) return t.raised();
    struct stat info;
    const int done = path.is_descriptor
                         ? ::fstat(path.descriptor, &info)
                         : ::fstatat(dir_fd.value, path.c_str(), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    if (done != 0) return raise_os_error(t, errno, path.object.get());
    return make_stat_result(t, info);
}
Ref posix_lstat(Thread& t, Path& path, DirFd dir_fd) {
    struct stat info;
    if (::fstatat(dir_fd.value, path.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
        return raise_os_error(t, errno, path.object.get());
    return make_stat_result(t, info);
}
Ref posix_fstat(Thread& t, Int32 fd) {
    struct stat info;
    const Result<int> done = uninterrupted_py(t, [&] { return ::fstat(fd.value, &info); });
    if (!done) return t.raised();
    if (*done != 0) return raise_os_error(t, errno);
    return make_stat_result(t, info);
}

Ref make_statvfs_result(Thread& t, const struct statvfs& info) {
    const std::uint64_t numbers[] = {info.f_bsize,  info.f_frsize,  info.f_blocks, info.f_bfree,
                                     info.f_bavail, info.f_files,   info.f_ffree,  info.f_favail,
                                     info.f_flag,   info.f_namemax, info.f_fsid};
    constexpr std::size_t kCount = std::size(numbers);
    Ref kept[kCount] = {Ref::nothing(), Ref::nothing(), Ref::nothing(), Ref::nothing(),
                        Ref::nothing(), Ref::nothing(), Ref::nothing(), Ref::nothing(),
                        Ref::nothing(), Ref::nothing(), Ref::nothing()};
    Value fields[kCount];
    for (std::size_t i = 0; i < kCount; ++i) {
        kept[i] = make_int_unsigned(t, numbers[i]);
        if (!kept[i]) return t.raised();
        fields[i] = kept[i].get();
    }
    return make_struct_sequence(t, TypeId::StatvfsResult, fields);
}
Ref posix_statvfs(Thread& t, FdPath& path) {
    struct statvfs info;
    const char* const name = path.is_descriptor ? "" : path.c_str();
    const Result<int> done = uninterrupted_py(
        t, [&] { return path.is_descriptor ? ::fstatvfs(path.descriptor, &info) : ::statvfs(name, &info); });
    if (!done) return t.raised();
    if (*done != 0) return raise_os_error(t, errno, path.object.get());
    return make_statvfs_result(t, info);
}
Ref posix_fstatvfs(Thread& t, Int32 fd) {
    struct statvfs info;
    const Result<int> done = uninterrupted_py(t, [&] { return ::fstatvfs(fd.value, &info); });
    if (!done) return t.raised();
    if (*done != 0) return raise_os_error(t, errno);
    return make_statvfs_result(t, info);
}

constexpr MethodDef kFunctions[] = {
    function<&posix_stat>(
        "stat($module, /, path, *, dir_fd=None, follow_symlinks=True)",
        "Perform a stat system call on the given path.\n\nThe path may be a descriptor. With "
        "follow_symlinks=False it is the link itself that is\nlooked at. dir_fd is the "
        "descriptor of the folder that a relative path starts from."),
    function<&posix_lstat>("lstat($module, /, path, *, dir_fd=None)",
                           "Perform a stat system call on the given path, without following symbolic links."),
    function<&posix_fstat>("fstat($module, /, fd)",
                           "Perform a stat system call on the given file descriptor."),
    function<&posix_statvfs>("statvfs($module, /, path)",
                             "Perform a statvfs system call on the given path or descriptor."),
    function<&posix_fstatvfs>("fstatvfs($module, fd, /)", "Perform an fstatvfs system call on the given fd."),
};

} // namespace

const std::span<const MethodDef> kPosixStatFunctions = kFunctions;

Ref make_stat_result(Thread& t, const struct stat& info) {
    const timespec* const times[] = {&info.st_atim, &info.st_mtim, &info.st_ctim};
    Ref kept[] = {make_int_unsigned(t, info.st_mode),
                  make_int_unsigned(t, info.st_ino),
                  make_int_unsigned(t, info.st_dev),
                  make_int_unsigned(t, info.st_nlink),
                  make_int_unsigned(t, info.st_uid),
                  make_int_unsigned(t, info.st_gid),
                  make_int(t, info.st_size),
                  make_int(t, info.st_atim.tv_sec),
                  make_int(t, info.st_mtim.tv_sec),
                  make_int(t, info.st_ctim.tv_sec),
                  seconds_of(*times[0]),
                  seconds_of(*times[1]),
                  seconds_of(*times[2]),
                  nanoseconds_of(t, *times[0]),
                  nanoseconds_of(t, *times[1]),
                  nanoseconds_of(t, *times[2]),
                  make_int(t, info.st_blksize),
                  make_int(t, info.st_blocks),
                  make_int_unsigned(t, info.st_rdev)};
    Value fields[std::size(kept)];
    for (std::size_t i = 0; i < std::size(kept); ++i) {
        if (!kept[i]) return t.raised();
        fields[i] = kept[i].get();
    }
    return make_struct_sequence(t, TypeId::StatResult, fields);
}

} // namespace islet
