// SPDX-License-Identifier: MIT
//
// Part of the module posix: moving bytes through descriptors. Reading and writing, also of several buffers
// and at a place; seeking, sizes, syncing; copies inside the kernel.
#include "stdlib/native/posix.h"

#include "vm/model/attr.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/tuple.h"

#include <array>
#include <climits>
#include <new>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

namespace islet {

namespace {

Ref count_or_error(Thread& t, const Result<ssize_t>& n) {
    if (!n) return t.raised();
    if (*n < 0) return raise_os_error(t, errno);
    return make_int(t, *n);
}

// Reads up to `length` bytes by `call(place)` into a new bytes object.
template <class Call>
Ref read_bytes_py(Thread& t, std::int64_t length, Call call) {
    if (length < 0) return raise_os_error(t, EINVAL);
    Ref bytes = make_bytes_uninit(t, static_cast<std::uint64_t>(length));
    if (!bytes) return t.raised();
    std::uint8_t* const place = bytes.as<Bytes>().data();
    const Result<ssize_t> n = uninterrupted_py(t, [&] { return call(place); });
    if (!n) return t.raised();
    if (*n < 0) return raise_os_error(t, errno);
    if (*n == length) return bytes;
    return make_bytes(t, bytes.as<Bytes>().data(), static_cast<std::uint64_t>(*n));
}

Ref posix_read(Thread& t, Int32 fd, Index length) {
    return read_bytes_py(t, length.value, [&](std::uint8_t* place) {
        return ::read(fd.value, place, static_cast<std::size_t>(length.value));
    });
}
Ref posix_pread(Thread& t, Int32 fd, Index length, Offset offset) {
    return read_bytes_py(t, length.value, [&](std::uint8_t* place) {
        return ::pread(fd.value, place, static_cast<std::size_t>(length.value), offset.value);
    });
}
Ref posix_readinto(Thread& t, Int32 fd, Value buffer) {
    BufferView view;
    if (!has_buffer(t, buffer) || !view.get_py(t, buffer, true)) {
        if (t.has_pending() && !t.pending_is(Exc::BufferError)) return t.raised();
        t.clear_pending();
        return t.raise(Exc::TypeError, "readinto() argument 2 must be read-write bytes-like object, not {}",
                       *type_of(t, buffer));
    }
    return count_or_error(
        t, uninterrupted_py(t, [&] { return ::read(fd.value, view.writable_data(), view.size()); }));
}
Ref posix_write(Thread& t, Int32 fd, Value data) {
    BufferView view;
    if (!view.get_py(t, data)) return t.raised();
    return count_or_error(t,
                          uninterrupted_py(t, [&] { return ::write(fd.value, view.data(), view.size()); }));
}
Ref posix_pwrite(Thread& t, Int32 fd, Value data, Offset offset) {
    BufferView view;
    if (!view.get_py(t, data)) return t.raised();
    return count_or_error(
        t, uninterrupted_py(t, [&] { return ::pwrite(fd.value, view.data(), view.size(), offset.value); }));
}

// --- Several buffers

// A sequence of buffers, held while the system works on them. At most IOV_MAX: more are an error anyway.
class BufferList {
public:
    ~BufferList() { delete[] views_; }
    BufferList() = default;
    BufferList(const BufferList&) = delete;
    BufferList& operator=(const BufferList&) = delete;

    Status fill_py(Thread& t, Value buffers, const char* function, bool writable);
    iovec* data() { return vectors_.data(); }
    int count() const { return count_; }

private:
    std::array<iovec, IOV_MAX> vectors_;
    BufferView* views_ = nullptr;
    int count_ = 0;
};

Status BufferList::fill_py(Thread& t, Value buffers, const char* function, bool writable) {
    if (!is_kind(buffers, Kind::List) && !is_kind(buffers, Kind::Tuple) &&
        type_lookup(t, *type_of(t, buffers), Name::dunder_getitem).is_empty())
        return t.raise(Exc::TypeError, "{}() arg 2 must be a sequence", function);
    Ref items = tuple_from_py(t, buffers);
    if (!items) return t.raised();
    const Tuple& tuple = items.as<Tuple>();
    if (tuple.size > IOV_MAX) return raise_os_error(t, EINVAL);
    views_ = new (std::nothrow) BufferView[tuple.size > 0 ? tuple.size : 1];
    if (!views_) return t.raise_memory_error();
    for (; static_cast<std::uint64_t>(count_) < tuple.size; ++count_) {
        const auto i = static_cast<std::size_t>(count_);
        if (!views_[i].get_py(t, tuple[i], writable)) return t.raised();
        vectors_[i] = {const_cast<std::uint8_t*>(views_[i].data()), views_[i].size()};
    }
    return Status::ok();
}

Ref posix_readv(Thread& t, Int32 fd, Value buffers) {
    BufferList list;
    if (!list.fill_py(t, buffers, "readv", true)) return t.raised();
    return count_or_error(t,
                          uninterrupted_py(t, [&] { return ::readv(fd.value, list.data(), list.count()); }));
}
Ref posix_writev(Thread& t, Int32 fd, Value buffers) {
    BufferList list;
    if (!list.fill_py(t, buffers, "writev", false)) return t.raised();
    return count_or_error(t,
                          uninterrupted_py(t, [&] { return ::writev(fd.value, list.data(), list.count()); }));
}
Ref posix_preadv(Thread& t, Int32 fd, Value buffers, Offset offset, Int32 flags) {
    BufferList list;
    if (!list.fill_py(t, buffers, "preadv", true)) return t.raised();
    return count_or_error(t, uninterrupted_py(t, [&] {
                              return ::preadv2(fd.value, list.data(), list.count(), offset.value,
                                               flags.value);
                          }));
}
Ref posix_pwritev(Thread& t, Int32 fd, Value buffers, Offset offset, Int32 flags) {
    BufferList list;
    if (!list.fill_py(t, buffers, "pwritev", false)) return t.raised();
    return count_or_error(t, uninterrupted_py(t, [&] {
                              return ::pwritev2(fd.value, list.data(), list.count(), offset.value,
                                                flags.value);
                          }));
}

// --- Place and size

Ref posix_lseek(Thread& t, Int32 fd, Offset position, Int32 whence) {
    const off_t at = ::lseek(fd.value, position.value, whence.value);
    if (at < 0) return raise_os_error(t, errno);
    return make_int(t, at);
}
Ref posix_ftruncate(Thread& t, Int32 fd, Offset length) {
    const Result<int> done = uninterrupted_py(t, [&] { return ::ftruncate(fd.value, length.value); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}
Ref posix_truncate(Thread& t, FdPath& path, Offset length) {
    if (path.is_descriptor) return posix_ftruncate(t, Int32{path.descriptor}, length);
    const char* const name = path.c_str();
    const Result<int> done = uninterrupted_py(t, [&] { return ::truncate(name, length.value); });
    return done ? none_or_error(t, *done, path) : Ref(t.raised());
}
Ref posix_fsync(Thread& t, Descriptor fd) {
    const Result<int> done = uninterrupted_py(t, [&] { return ::fsync(fd.value); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}
Ref posix_fdatasync(Thread& t, Descriptor fd) {
    const Result<int> done = uninterrupted_py(t, [&] { return ::fdatasync(fd.value); });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}
Ref posix_sync(Thread&) {
    ::sync();
    return Ref::none();
}
// These two answer with the error instead of setting errno.
template <class Call>
Ref advise_py(Thread& t, Call call) {
    const Result<int> done = uninterrupted_py(t, [&] {
        const int error = call();
        errno = error;
        return error == 0 ? 0 : -1;
    });
    return done ? none_or_error(t, *done) : Ref(t.raised());
}
Ref posix_posix_fallocate(Thread& t, Int32 fd, Offset offset, Offset length) {
    return advise_py(t, [&] { return ::posix_fallocate(fd.value, offset.value, length.value); });
}
Ref posix_posix_fadvise(Thread& t, Int32 fd, Offset offset, Offset length, Int32 advice) {
    return advise_py(t, [&] { return ::posix_fadvise(fd.value, offset.value, length.value, advice.value); });
}

// --- Inside the kernel

// An offset that may be None.
struct OptionalOffset {
    off_t value = 0;
    bool given = false;
    off_t* pointer() { return given ? &value : nullptr; }
};
Status read_offset_py(Thread& t, Value v, OptionalOffset& out) {
    if (v.is_empty() || v.is_none()) return Status::ok();
    const Result<std::int64_t> number = index_to_int64_py(t, v);
    if (!number) return t.raised();
    out.value = *number;
    out.given = true;
    return Status::ok();
}

Ref posix_sendfile(Thread& t, Int32 out_fd, Int32 in_fd, Value offset, Index count) {
    OptionalOffset from;
    if (!read_offset_py(t, offset, from)) return t.raised();
    if (count.value < 0) return raise_os_error(t, EINVAL);
    return count_or_error(t, uninterrupted_py(t, [&] {
                              return ::sendfile(out_fd.value, in_fd.value, from.pointer(),
                                                static_cast<std::size_t>(count.value));
                          }));
}
Ref posix_copy_file_range(Thread& t, Int32 src, Int32 dst, Index count, Value offset_src, Value offset_dst) {
    OptionalOffset from, to;
    if (!read_offset_py(t, offset_src, from) || !read_offset_py(t, offset_dst, to)) return t.raised();
    if (count.value < 0) return t.raise(Exc::ValueError, "negative value for 'count' not allowed");
    return count_or_error(t, uninterrupted_py(t, [&] {
                              return ::copy_file_range(src.value, from.pointer(), dst.value, to.pointer(),
                                                       static_cast<std::size_t>(count.value), 0);
                          }));
}
Ref posix_splice(Thread& t, Int32 src, Int32 dst, Index count, Value offset_src, Value offset_dst,
                 Int32 flags) {
    OptionalOffset from, to;
    if (!read_offset_py(t, offset_src, from) || !read_offset_py(t, offset_dst, to)) return t.raised();
    if (count.value < 0) return t.raise(Exc::ValueError, "negative value for 'count' not allowed");
    return count_or_error(t, uninterrupted_py(t, [&] {
                              return ::splice(src.value, from.pointer(), dst.value, to.pointer(),
                                              static_cast<std::size_t>(count.value),
                                              static_cast<unsigned>(flags.value));
                          }));
}

constexpr MethodDef kFunctions[] = {
    function<&posix_read>("read($module, fd, length, /)",
                          "Read from a file descriptor.  Returns a bytes object."),
    function<&posix_readinto>("readinto($module, fd, buffer, /)",
                              "Read into a buffer object from a file descriptor; returns the number of bytes "
                              "read.\n\nThe buffer should be mutable and bytes-like."),
    function<&posix_write>("write($module, fd, data, /)",
                           "Write a bytes object to a file descriptor; returns the number of bytes written."),
    function<&posix_pread>("pread($module, fd, length, offset, /)",
                           "Read a number of bytes at a place, leaving the file offset as it is."),
    function<&posix_pwrite>("pwrite($module, fd, buffer, offset, /)",
                            "Write bytes at a place, leaving the file offset as it is."),
    function<&posix_readv>("readv($module, fd, buffers, /)",
                           "Read from fd into a sequence of writable buffers, one after the other."),
    function<&posix_writev>("writev($module, fd, buffers, /)",
                            "Write a sequence of bytes-like objects to fd, one after the other."),
    function<&posix_preadv>("preadv($module, fd, buffers, offset, flags=0, /)",
                            "Read at a place into a sequence of writable buffers."),
    function<&posix_pwritev>("pwritev($module, fd, buffers, offset, flags=0, /)",
                             "Write a sequence of bytes-like objects at a place."),
    function<&posix_lseek>("lseek($module, fd, position, whence, /)",
                           "Set the position of a file descriptor.  Return the new position.\n\nThe return "
                           "value is the number of bytes relative to the beginning of the file."),
    function<&posix_ftruncate>("ftruncate($module, fd, length, /)",
                               "Truncate a file, specified by file descriptor, to a specific length."),
    function<&posix_truncate>("truncate($module, /, path, length)",
                              "Truncate a file, specified by path or descriptor, to a specific length."),
    function<&posix_fsync>("fsync($module, /, fd)", "Force write of fd to disk."),
    function<&posix_fdatasync>("fdatasync($module, /, fd)",
                               "Force write of fd to disk without forcing update of metadata."),
    function<&posix_sync>("sync($module, /)", "Force write of everything to disk."),
    function<&posix_posix_fallocate>("posix_fallocate($module, fd, offset, length, /)",
                                     "Ensure that enough disk space is there for a range of a file."),
    function<&posix_posix_fadvise>("posix_fadvise($module, fd, offset, length, advice, /)",
                                   "Announce how a range of a file will be accessed."),
    function<&posix_sendfile>("sendfile($module, /, out_fd, in_fd, offset, count)",
                              "Copy count bytes from file descriptor in_fd to file descriptor out_fd."),
    function<&posix_copy_file_range>(
        "copy_file_range($module, /, src, dst, count, offset_src=None, offset_dst=None)",
        "Copy count bytes from one file descriptor to another, inside the kernel.\n\nAn offset of None reads "
        "or writes at the current place, and moves it."),
    function<&posix_splice>(
        "splice($module, /, src, dst, count, offset_src=None, offset_dst=None, flags=0)",
        "Transfer count bytes from one pipe to a descriptor or vice versa.\n\nAn offset of None reads or "
        "writes at the current place, and moves it."),
};

} // namespace

const std::span<const MethodDef> kPosixTransferFunctions = kFunctions;

} // namespace islet
