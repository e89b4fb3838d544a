// SPDX-License-Identifier: MIT
//
// FileIO: a file descriptor as a raw file, and what the layers above do with any raw file. See io.h.
#include "vm/types/io.h"

#include "vm/blocking.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/buffer.h"
#include "vm/types/bytearray.h"
#include "vm/types/bytes.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/str_codec.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace islet {

namespace {

Raised raise_closed(Thread& t) {
    return t.raise(Exc::ValueError, "I/O operation on closed file");
}

Result<std::int64_t> read_descriptor_py(Thread& t, int descriptor, void* out, std::uint64_t size) {
    if (size > INT64_MAX / 2) size = INT64_MAX / 2;
    const ssize_t n = blocking_call_py(t, [&] { return read(descriptor, out, size); });
    if (n == kBlockingRaised) return t.raised();
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return std::int64_t{-1};
    if (n < 0) return raise_os_error(t, errno);
    return static_cast<std::int64_t>(n);
}
Result<std::int64_t> write_descriptor_py(Thread& t, int descriptor, const void* data, std::uint64_t size) {
    const ssize_t n = blocking_call_py(t, [&] { return write(descriptor, data, size); });
    if (n == kBlockingRaised) return t.raised();
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return std::int64_t{-1};
    if (n < 0) return raise_os_error(t, errno);
    return static_cast<std::int64_t>(n);
}

} // namespace

Ref encode_path_py(Thread& t, Str& path) {
    return encode_with_py(t, Codec::Utf8, path, "surrogateescape");
}

bool is_plain_file(Thread& t, Value raw) {
    return raw.is_object() && raw.object()->type() == t.type(TypeId::FileIO);
}

Result<std::int64_t> raw_read_py(Thread& t, Value raw, std::uint8_t* out, std::uint64_t size) {
    if (is_plain_file(t, raw)) {
        const FileIO& file = io_self<FileIO>(raw);
        if (file.descriptor < 0) return raise_closed(t);
        return read_descriptor_py(t, file.descriptor, out, size);
    }
    Ref space = make_bytearray_uninit(t, size);
    if (!space) return t.raised();
    std::memset(space.as<ByteArray>().data(), 0, size);
    const Value argument = space.get();
    Ref answer = io_method_py(t, raw, "readinto", std::span<const Value>(&argument, 1));
    if (!answer) return t.raised();
    if (answer.get().is_none()) return std::int64_t{-1};
    const Result<std::int64_t> n = index_to_int64_py(t, answer.get());
    if (!n) return t.raised();
    if (*n < 0 || static_cast<std::uint64_t>(*n) > size || space.as<ByteArray>().length < size) {
        return t.raise(Exc::OSError,
                       "raw readinto() returned invalid length {} (should have been between 0 and {})", *n,
                       size);
    }
    std::memcpy(out, space.as<ByteArray>().data(), static_cast<std::size_t>(*n));
    return *n;
}

Result<std::int64_t> raw_write_py(Thread& t, Value raw, const std::uint8_t* data, std::uint64_t size) {
    if (is_plain_file(t, raw)) {
        const FileIO& file = io_self<FileIO>(raw);
        if (file.descriptor < 0) return raise_closed(t);
        return write_descriptor_py(t, file.descriptor, data, size);
    }
    Ref bytes = make_bytes(t, data, size);
    if (!bytes) return t.raised();
    const Value argument = bytes.get();
    Ref answer = io_method_py(t, raw, "write", std::span<const Value>(&argument, 1));
    if (!answer) return t.raised();
    if (answer.get().is_none()) return std::int64_t{-1};
    const Result<std::int64_t> n = index_to_int64_py(t, answer.get());
    if (!n) return t.raised();
    if (*n < 0 || static_cast<std::uint64_t>(*n) > size) {
        return t.raise(Exc::OSError,
                       "raw write() returned invalid length {} (should have been between 0 and {})", *n,
                       size);
    }
    return *n;
}

namespace {

// --- Opening

// Reads "rb+" and its like into the file's flags; gives the flags for open(2), or -1: raised.
int read_mode(Thread& t, FileIO& file, std::string_view mode) {
    int kinds = 0, flags = 0;
    bool plus = false;
    for (const char c : mode) {
        switch (c) {
        case 'r':
            ++kinds;
            file.readable = true;
            break;
        case 'w':
            ++kinds;
            file.writable = true;
            flags |= O_CREAT | O_TRUNC;
            break;
        case 'x':
            ++kinds;
            file.writable = file.created = true;
            flags |= O_CREAT | O_EXCL;
            break;
        case 'a':
            ++kinds;
            file.writable = file.appending = true;
            flags |= O_CREAT | O_APPEND;
            break;
        case 'b': break;
        case '+':
            if (plus) kinds = 9;
            plus = true;
            break;
        default: static_cast<void>(t.raise(Exc::ValueError, "invalid mode: {}", mode)); return -1;
        }
    }
    if (kinds != 1) {
        static_cast<void>(t.raise(
            Exc::ValueError, "Must have exactly one of create/read/write/append mode and at most one plus"));
        return -1;
    }
    if (plus) file.readable = file.writable = true;
    return flags | O_CLOEXEC |
           (file.readable && file.writable ? O_RDWR
            : file.readable                ? O_RDONLY
                                           : O_WRONLY);
}

// A path argument as str: str, bytes or os.PathLike. nothing() without exception: none of these.
Ref path_text_py(Thread& t, Value path) {
    if (is_kind(path, Kind::Str)) return Ref::share(path);
    if (is_kind(path, Kind::Bytes)) return Ref::share(path);
    return call_special_py(t, path, Name::dunder_fspath, {});
}

Status open_path_py(Thread& t, FileIO& file, Value path, int flags, Value opener) {
    TextBuffer name;
    if (is_kind(path, Kind::Bytes)) {
        name.append(as<Bytes>(path).text());
    } else {
        // Names that are not UTF-8 came in with surrogateescape and go out the same way.
        Ref bytes = encode_path_py(t, as<Str>(path));
        if (!bytes) return t.raised();
        name.append(bytes.as<Bytes>().text());
    }
    if (name.view().find('\0') != std::string_view::npos)
        return t.raise(Exc::ValueError, "embedded null byte");
    if (!opener.is_none() && !opener.is_empty()) {
        Ref number = call_py(t, opener, path, Value::small_int(flags));
        if (!number) return t.raised();
        if (!is_int(number.get())) return t.raise(Exc::TypeError, "expected integer from opener");
        const Result<std::int64_t> descriptor = index_to_int64_py(t, number.get());
        if (!descriptor) return t.raised();
        if (*descriptor < 0) return t.raise(Exc::ValueError, "opener returned {}", *descriptor);
        file.descriptor = static_cast<int>(*descriptor);
    } else {
        const char* const c_name = name.c_str();
        const ssize_t descriptor =
            blocking_call_py(t, [&] { return static_cast<ssize_t>(open(c_name, flags, 0666)); });
        if (descriptor == kBlockingRaised) return t.raised();
        if (descriptor < 0) return raise_os_error(t, errno, path);
        file.descriptor = static_cast<int>(descriptor);
    }
    struct stat info;
    if (fstat(file.descriptor, &info) == 0 && S_ISDIR(info.st_mode)) {
        close(file.descriptor);
        file.descriptor = -1;
        return raise_os_error(t, EISDIR, path);
    }
    return Status::ok();
}

Status init_file_py(Thread& t, FileIO& file, Value name, std::string_view mode, bool close_descriptor,
                    Value opener) {
    if (file.descriptor >= 0 && file.close_descriptor) close(file.descriptor);
    file.descriptor = -1;
    file.readable = file.writable = file.appending = file.created = false;
    file.close_descriptor = close_descriptor;
    if (name.is_double()) return t.raise(Exc::TypeError, "integer argument expected, got float");
    std::int64_t number = -1;
    if (is_int(name)) {
        if (!int_fits(name, &number) || number > INT32_MAX)
            return t.raise(Exc::OverflowError, "Python int too large to convert to C int");
        if (number < 0) return t.raise(Exc::ValueError, "negative file descriptor");
    }
    const int flags = read_mode(t, file, mode);
    if (flags < 0) return t.raised();
    if (number >= 0) {
        struct stat info;
        if (fstat(static_cast<int>(number), &info) != 0) return raise_os_error(t, errno);
        file.descriptor = static_cast<int>(number);
    } else {
        Ref path = path_text_py(t, name);
        if (!path) {
            if (t.has_pending()) return t.raised();
            return t.raise(Exc::TypeError, "expected str, bytes or os.PathLike object, not {}",
                           *type_of(t, name));
        }
        if (!close_descriptor) return t.raise(Exc::ValueError, "Cannot use closefd=False with file name");
        if (!open_path_py(t, file, path.get(), flags, opener)) return t.raised();
    }
    if (file.appending) lseek(file.descriptor, 0, SEEK_END);
    file.closed = false;
    release(std::exchange(file.name, Ref::share(name).release()));
    return Status::ok();
}

Ref file_new_py(Thread& t, Type& type, const Args&) {
    auto* const file = allocate_file<FileIO>(t, type);
    if (!file) return t.raise_memory_error();
    file->descriptor = -1;
    file->close_descriptor = true;
    return Ref::adopt(Value(file));
}

Status file_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"file", "mode", "closefd", "opener"};
    Value a[4];
    if (!bind_args(t, args, "FileIO", kNames, 0, 1, a)) return t.raised();
    Utf8View mode;
    if (!a[1].is_empty()) {
        if (!is_kind(a[1], Kind::Str))
            return t.raise(Exc::TypeError, "FileIO() argument 'mode' must be str, not {}",
                           BadArgument{t, a[1]});
        if (!mode.fill(t, as<Str>(a[1]), true)) return t.raised();
    }
    bool close_descriptor = true;
    if (!a[2].is_empty()) {
        const Result<bool> b = truth_py(t, a[2]);
        if (!b) return t.raised();
        close_descriptor = *b;
    }
    return init_file_py(t, io_self<FileIO>(self), a[0], a[1].is_empty() ? "r" : mode.view(), close_descriptor,
                        a[3]);
}

// --- Methods

FileIO* open_file(Thread& t, Value self) {
    FileIO& file = io_self<FileIO>(self);
    if (file.descriptor >= 0) return &file;
    static_cast<void>(raise_closed(t));
    return nullptr;
}

Ref file_read_all(Thread& t, Value self) {
    FileIO* const file = open_file(t, self);
    if (!file) return t.raised();
    TextBuffer all;
    struct stat info;
    std::uint64_t step = 8192;
    if (fstat(file->descriptor, &info) == 0 && S_ISREG(info.st_mode)) {
        const off_t at = lseek(file->descriptor, 0, SEEK_CUR);
        if (at >= 0 && info.st_size > at) step = static_cast<std::uint64_t>(info.st_size - at) + 1;
    }
    for (;;) {
        char* const place = all.extend(step);
        if (!place) return t.raise_memory_error();
        const Result<std::int64_t> n = read_descriptor_py(t, file->descriptor, place, step);
        if (!n) return t.raised();
        all.truncate(all.size() - step + static_cast<std::uint64_t>(*n < 0 ? 0 : *n));
        if (*n < 0 && all.empty()) return Ref::none();
        if (*n <= 0) break;
        if (step < 1024 * 1024) step *= 2;
    }
    return make_bytes(t, all.view());
}

Ref file_read(Thread& t, Value self, Value size) {
    FileIO* const file = open_file(t, self);
    if (!file) return t.raised();
    if (!file->readable) return raise_unsupported(t, "File not open for reading");
    if (size.is_empty() || size.is_none()) return file_read_all(t, self);
    const Result<std::int64_t> wanted = index_to_int64_py(t, size);
    if (!wanted) return t.raised();
    if (*wanted < 0) return file_read_all(t, self);
    Ref bytes = make_bytes_uninit(t, static_cast<std::uint64_t>(*wanted));
    if (!bytes) return t.raised();
    const Result<std::int64_t> n = read_descriptor_py(t, file->descriptor, bytes.as<Bytes>().data(),
                                                      static_cast<std::uint64_t>(*wanted));
    if (!n) return t.raised();
    if (*n < 0) return Ref::none();
    if (*n == *wanted) return bytes;
    return make_bytes(t, bytes.as<Bytes>().data(), static_cast<std::uint64_t>(*n));
}

Ref file_readinto(Thread& t, Value self, Value buffer) {
    FileIO* const file = open_file(t, self);
    if (!file) return t.raised();
    if (!file->readable) return raise_unsupported(t, "File not open for reading");
    BufferView view;
    if (!view.get_py(t, buffer, true)) return t.raised();
    const Result<std::int64_t> n = read_descriptor_py(t, file->descriptor, view.writable_data(), view.size());
    if (!n) return t.raised();
    return *n < 0 ? Ref::none() : make_int(t, *n);
}

Ref file_write(Thread& t, Value self, Value data) {
    FileIO* const file = open_file(t, self);
    if (!file) return t.raised();
    if (!file->writable) return raise_unsupported(t, "File not open for writing");
    BufferView view;
    if (!view.get_py(t, data)) return t.raised();
    const Result<std::int64_t> n = write_descriptor_py(t, file->descriptor, view.data(), view.size());
    if (!n) return t.raised();
    return *n < 0 ? Ref::none() : make_int(t, *n);
}

Ref file_seek(Thread& t, Value self, Index offset, Opt<Int32> whence) {
    FileIO* const file = open_file(t, self);
    if (!file) return t.raised();
    const off_t at = lseek(file->descriptor, offset.value, whence.given ? whence.value.value : SEEK_SET);
    if (at < 0) return raise_os_error(t, errno);
    return make_int(t, at);
}
Ref file_tell(Thread& t, Value self) {
    return file_seek(t, self, Index{0}, Opt<Int32>{true, {SEEK_CUR}});
}

Ref file_truncate(Thread& t, Value self, Value size) {
    FileIO* const file = open_file(t, self);
    if (!file) return t.raised();
    if (!file->writable) return raise_unsupported(t, "File not open for writing");
    std::int64_t length = 0;
    if (size.is_empty() || size.is_none()) {
        length = lseek(file->descriptor, 0, SEEK_CUR);
        if (length < 0) return raise_os_error(t, errno);
    } else {
        const Result<std::int64_t> n = index_to_int64_py(t, size);
        if (!n) return t.raised();
        length = *n;
    }
    if (ftruncate(file->descriptor, length) != 0) return raise_os_error(t, errno);
    return make_int(t, length);
}

Ref file_fileno(Thread& t, Value self) {
    FileIO* const file = open_file(t, self);
    return file ? make_int(t, file->descriptor) : Ref(t.raised());
}
Ref file_isatty(Thread& t, Value self) {
    FileIO* const file = open_file(t, self);
    return file ? Ref::boolean(isatty(file->descriptor) != 0) : Ref(t.raised());
}
Ref file_seekable(Thread& t, Value self) {
    FileIO* const file = open_file(t, self);
    return file ? Ref::boolean(lseek(file->descriptor, 0, SEEK_CUR) >= 0) : Ref(t.raised());
}
Ref file_readable(Thread& t, Value self) {
    FileIO* const file = open_file(t, self);
    return file ? Ref::boolean(file->readable) : Ref(t.raised());
}
Ref file_writable(Thread& t, Value self) {
    FileIO* const file = open_file(t, self);
    return file ? Ref::boolean(file->writable) : Ref(t.raised());
}

Ref file_close(Thread& t, Value self) {
    FileIO& file = io_self<FileIO>(self);
    const int descriptor = std::exchange(file.descriptor, -1);
    file.closed = true;
    if (descriptor >= 0 && file.close_descriptor && close(descriptor) != 0 && errno != EINTR)
        return raise_os_error(t, errno);
    return Ref::none();
}

const char* mode_text(const FileIO& file) {
    if (file.created) return file.readable ? "xb+" : "xb";
    if (file.appending) return file.readable ? "ab+" : "ab";
    if (file.readable) return file.writable ? "rb+" : "rb";
    return "wb";
}

Ref file_repr_py(Thread& t, Value self) {
    const FileIO& file = io_self<FileIO>(self);
    if (file.descriptor < 0) return make_str(t, "<_io.FileIO [closed]>");
    TextBuffer text;
    if (is_int(file.name) || file.name.is_empty()) {
        format_to(text, "<_io.FileIO fd={} mode='{}' closefd={}>", file.descriptor, mode_text(file),
                  file.close_descriptor);
    } else {
        text.append("<_io.FileIO name=");
        if (!append_repr_py(t, text, file.name)) return t.raised();
        format_to(text, " mode='{}' closefd={}>", mode_text(file), file.close_descriptor);
    }
    return make_str(t, text);
}

Ref get_closed(Thread&, Value self) {
    return Ref::boolean(io_self<FileIO>(self).descriptor < 0);
}
Ref get_closefd(Thread&, Value self) {
    return Ref::boolean(io_self<FileIO>(self).close_descriptor);
}
Ref get_mode(Thread& t, Value self) {
    return make_str(t, mode_text(io_self<FileIO>(self)));
}
Ref get_name(Thread& t, Value self) {
    const Value name = io_self<FileIO>(self).name;
    return name.is_empty() ? raise_no_attribute(t, self, t.name(Name::name)) : Ref::share(name);
}
Status set_name(Thread&, Value self, Value value) {
    if (!value.is_empty()) retain(value);
    release(std::exchange(io_self<FileIO>(self).name, value));
    return Status::ok();
}

void file_traverse(Object* object, Visitor& visit) {
    visit(static_cast<FileIO*>(object)->name);
    traverse_attrs(object, visit);
}
void file_drop(Heap& heap, Object* object) {
    auto* const file = static_cast<FileIO*>(object);
    if (file->descriptor >= 0 && file->close_descriptor) close(file->descriptor);
    release(file->name);
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&file_read>("read($self, size=-1, /)",
                       "Read at most size bytes, returned as bytes.\n\nIf size is less than 0, read all "
                       "bytes in the file making multiple read calls."),
    method<&file_read_all>("readall($self, /)", "Read all data from the file, returned as bytes."),
    method<&file_readinto>("readinto($self, buffer, /)", "Same as RawIOBase.readinto()."),
    method<&file_write>("write($self, b, /)", "Write buffer b to file, return number of bytes written."),
    method<&file_seek>("seek($self, pos, whence=0, /)",
                       "Move to new file position and return the file position."),
    method<&file_tell>("tell($self, /)", "Current file position."),
    method<&file_truncate>("truncate($self, size=None, /)",
                           "Truncate the file to at most size bytes and return the truncated size."),
    method<&file_close>("close($self, /)", "Close the file."),
    method<&file_seekable>("seekable($self, /)", "True if file supports random-access."),
    method<&file_readable>("readable($self, /)", "True if file was opened in a read mode."),
    method<&file_writable>("writable($self, /)", "True if file was opened in a write mode."),
    method<&file_fileno>("fileno($self, /)", "Return the underlying file descriptor (an integer)."),
    method<&file_isatty>("isatty($self, /)", "True if the file is connected to a TTY device."),
};
constexpr GetSetDef kGetSet[] = {
    {"closed", get_closed, nullptr, "True if the file is closed"},
    {"closefd", get_closefd, nullptr, "True if the file descriptor will be closed by close()."},
    {"mode", get_mode, nullptr, "String giving the file mode"},
    {"name", get_name, set_name, nullptr},
};

} // namespace

Ref make_file_io_py(Thread& t, Value name, std::string_view mode, bool close_descriptor, Value opener) {
    Ref file = file_new_py(t, *t.type(TypeId::FileIO), Args());
    if (!file || !init_file_py(t, io_self<FileIO>(file.get()), name, mode, close_descriptor, opener))
        return t.raised();
    return file;
}

const TypeSpec kFileIOSpec = {
    .name = "FileIO",
    .module = "_io",
    .doc = "Open a file.",
    .kind = Kind::Native,
    .flags = kBaseType | kHasDict | kWeakable | kFinalizer,
    .size = sizeof(FileIO),
    .base = &kRawIOBaseSpec,
    .slots = {.new_py = file_new_py, .init_py = file_init_py, .repr_py = file_repr_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = file_traverse,
    .drop = file_drop,
};

} // namespace islet
