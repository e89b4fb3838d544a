// SPDX-License-Identifier: MIT
//
// BufferedReader, BufferedWriter, BufferedRandom: one struct, told apart by what it can do. The block holds
// bytes read ahead or bytes to be written, never both: whoever changes direction first settles the other.
#include "vm/types/io.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"

namespace islet {

namespace {

constexpr std::uint64_t kDefaultSize = 8192;

BufferedFile* ready(Thread& t, Value self) {
    BufferedFile& file = io_self<BufferedFile>(self);
    if (!file.raw.is_empty()) return &file;
    static_cast<void>(file.detached ? t.raise(Exc::ValueError, "raw stream has been detached")
                                    : t.raise(Exc::ValueError, "I/O operation on uninitialized object"));
    return nullptr;
}

Result<bool> raw_closed_py(Thread& t, const BufferedFile& file) {
    if (is_plain_file(t, file.raw)) return io_self<FileIO>(file.raw).descriptor < 0;
    return is_closed_py(t, file.raw);
}

// The file for an operation called `what`, which is an error on a closed one.
BufferedFile* open_buffer(Thread& t, Value self, const char* what) {
    BufferedFile* const file = ready(t, self);
    if (!file) return nullptr;
    const Result<bool> closed = raw_closed_py(t, *file);
    if (!closed) return nullptr;
    if (!*closed) return file;
    static_cast<void>(t.raise(Exc::ValueError, "{} of closed file", what));
    return nullptr;
}

// One thread at a time: the others wait, since reading and writing let go of the interpreter's lock. Python
// called from below must not come back into the same buffer.
class Busy {
public:
    Busy(Thread& t, BufferedFile& file) : file_(file), entered_(enter(t, file)) {
        if (entered_) file.busy_in = &t;
    }
    ~Busy() {
        if (!entered_) return;
        file_.busy_in = nullptr;
        file_.waiting.wake_one();
    }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
    explicit operator bool() const { return entered_; }

private:
    static bool enter(Thread& t, BufferedFile& file) {
        while (file.busy_in) {
            if (file.busy_in == &t) {
                static_cast<void>(t.raise(Exc::RuntimeError, "reentrant call inside buffered file"));
                return false;
            }
            if (!file.waiting.wait_py(t, Deadline::never())) return false;
        }
        return true;
    }
    BufferedFile& file_;
    bool entered_;
};

Ref raw_seek_py(Thread& t, const BufferedFile& file, std::int64_t offset, std::int64_t whence) {
    Ref position = make_int(t, offset);
    if (!position) return t.raised();
    const Value args[] = {position.get(), Value::small_int(whence)};
    return io_method_py(t, file.raw, "seek", args);
}

Status write_out_py(Thread& t, BufferedFile& file) {
    std::uint64_t done = 0;
    while (done < file.write_end) {
        const Result<std::int64_t> n = raw_write_py(t, file.raw, file.data + done, file.write_end - done);
        if (!n || *n < 0) {
            // What was not written stays for another try.
            std::memmove(file.data, file.data + done, file.write_end - done);
            file.write_end -= done;
            if (!n) return t.raised();
            return t.raise(Exc::BlockingIOError, "write could not complete without blocking");
        }
        done += static_cast<std::uint64_t>(*n);
    }
    file.write_end = 0;
    return Status::ok();
}

// Gives back what was read ahead, by seeking, before writing.
Status drop_read_ahead_py(Thread& t, BufferedFile& file) {
    const std::uint64_t ahead = file.read_end - file.read_at;
    file.read_at = file.read_end = 0;
    if (ahead == 0) return Status::ok();
    if (!raw_seek_py(t, file, -static_cast<std::int64_t>(ahead), 1)) return t.raised();
    return Status::ok();
}

// Reads ahead into the empty block. -1: would block; 0: end of file.
Result<std::int64_t> fill_py(Thread& t, BufferedFile& file) {
    if (file.write_end > 0 && !write_out_py(t, file)) return t.raised();
    file.read_at = file.read_end = 0;
    const Result<std::int64_t> n = raw_read_py(t, file.raw, file.data, file.capacity);
    if (n && *n > 0) file.read_end = static_cast<std::uint64_t>(*n);
    return n;
}

Status init_buffer_py(Thread& t, BufferedFile& file, Value raw, std::int64_t size) {
    if (size <= 0) return t.raise(Exc::ValueError, "buffer size must be strictly positive");
    auto* const data = static_cast<std::uint8_t*>(t.heap().alloc_raw(static_cast<std::size_t>(size)));
    if (!data) return t.raise_memory_error();
    if (file.data) t.heap().free_raw(file.data);
    file.data = data;
    file.capacity = static_cast<std::uint64_t>(size);
    file.read_at = file.read_end = file.write_end = 0;
    file.detached = false;
    release(std::exchange(file.raw, Ref::share(raw).release()));
    return Status::ok();
}

enum class Mode { Reader, Writer, Random };

template <Mode mode>
Ref buffered_new_py(Thread& t, Type& type, const Args&) {
    auto* const file = allocate_file<BufferedFile>(t, type);
    if (!file) return t.raise_memory_error();
    file->can_read = mode != Mode::Writer;
    file->can_write = mode != Mode::Reader;
    return Ref::adopt(Value(file));
}

template <Mode mode>
Status buffered_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"raw", "buffer_size"};
    static constexpr const char* kTypes[] = {"BufferedReader", "BufferedWriter", "BufferedRandom"};
    Value a[2];
    if (!bind_args(t, args, kTypes[static_cast<int>(mode)], kNames, 0, 1, a)) return t.raised();
    std::int64_t size = kDefaultSize;
    if (!a[1].is_empty()) {
        const Result<std::int64_t> n = index_to_int64_py(t, a[1]);
        if (!n) return t.raised();
        size = *n;
    }
    io_self<BufferedFile>(self).raw.is_empty()
        ? void()
        : release(std::exchange(io_self<BufferedFile>(self).raw, Value()));
    if (mode == Mode::Random) {
        const Result<bool> seekable = io_flag_py(t, a[0], "seekable");
        if (!seekable) return t.raised();
        if (!*seekable) return raise_unsupported(t, "File or stream is not seekable.");
    }
    if (mode != Mode::Writer) {
        const Result<bool> readable = io_flag_py(t, a[0], "readable");
        if (!readable) return t.raised();
        if (!*readable) return raise_unsupported(t, "File or stream is not readable.");
    }
    if (mode != Mode::Reader) {
        const Result<bool> writable = io_flag_py(t, a[0], "writable");
        if (!writable) return t.raised();
        if (!*writable) return raise_unsupported(t, "File or stream is not writable.");
    }
    return init_buffer_py(t, io_self<BufferedFile>(self), a[0], size);
}

// --- Reading

// Takes up to `want` bytes into `out`: what is ahead, then from below. One read at most if `once`.
Result<bool> take_bytes_py(Thread& t, BufferedFile& file, TextBuffer& out, std::uint64_t want, bool once) {
    while (want > 0) {
        if (file.read_at == file.read_end) {
            if (once && !out.empty()) return true;
            const Result<std::int64_t> n = fill_py(t, file);
            if (!n) return t.raised();
            if (*n < 0) return !out.empty(); // would block
            if (*n == 0) return true;
        }
        std::uint64_t n = file.read_end - file.read_at;
        if (n > want) n = want;
        out.append(std::string_view(reinterpret_cast<const char*>(file.data + file.read_at), n));
        file.read_at += n;
        want -= n;
        if (once) return true;
    }
    return true;
}

Ref finish_read(Thread& t, const Result<bool>& done, const TextBuffer& out) {
    if (!done) return t.raised();
    if (out.failed()) return t.raise_memory_error();
    if (!*done && out.empty()) return Ref::none();
    return make_bytes(t, out.view());
}

BufferedFile* readable_buffer(Thread& t, Value self, const char* what) {
    BufferedFile* const file = open_buffer(t, self, what);
    if (!file || file->can_read) return file;
    static_cast<void>(raise_unsupported(t, what));
    return nullptr;
}

Ref buffered_read(Thread& t, Value self, Value size) {
    BufferedFile* const file = readable_buffer(t, self, "read");
    if (!file) return t.raised();
    std::int64_t wanted = -1;
    if (!size.is_empty() && !size.is_none()) {
        const Result<std::int64_t> n = index_to_int64_py(t, size);
        if (!n) return t.raised();
        wanted = *n;
        if (wanted < -1) return t.raise(Exc::ValueError, "read length must be non-negative or -1");
    }
    const Busy busy(t, *file);
    if (!busy) return t.raised();
    TextBuffer out;
    if (wanted >= 0)
        return finish_read(t, take_bytes_py(t, *file, out, static_cast<std::uint64_t>(wanted), false), out);
    if (file->write_end > 0 && !write_out_py(t, *file)) return t.raised();
    out.append(std::string_view(reinterpret_cast<const char*>(file->data + file->read_at),
                                file->read_end - file->read_at));
    file->read_at = file->read_end = 0;
    Ref rest = io_method_py(t, file->raw, "readall");
    if (!rest) return t.raised();
    if (rest.get().is_none()) return out.empty() ? Ref::none() : make_bytes(t, out.view());
    if (!is_kind(rest.get(), Kind::Bytes)) return t.raise(Exc::TypeError, "readall() should return bytes");
    if (out.empty()) return rest;
    out.append(rest.as<Bytes>().text());
    return finish_read(t, true, out);
}

Ref buffered_read1(Thread& t, Value self, Value size) {
    BufferedFile* const file = readable_buffer(t, self, "read");
    if (!file) return t.raised();
    std::int64_t wanted = -1;
    if (!size.is_empty() && !size.is_none()) {
        const Result<std::int64_t> n = index_to_int64_py(t, size);
        if (!n) return t.raised();
        wanted = *n;
    }
    if (wanted < 0) wanted = static_cast<std::int64_t>(file->capacity);
    const Busy busy(t, *file);
    if (!busy) return t.raised();
    TextBuffer out;
    return finish_read(t, take_bytes_py(t, *file, out, static_cast<std::uint64_t>(wanted), true), out);
}

Ref read_into(Thread& t, Value self, Value buffer, bool once) {
    BufferedFile* const file = readable_buffer(t, self, "readinto");
    if (!file) return t.raised();
    BufferView view;
    if (!view.get_py(t, buffer, true)) return t.raised();
    const Busy busy(t, *file);
    if (!busy) return t.raised();
    TextBuffer out;
    const Result<bool> done = take_bytes_py(t, *file, out, view.size(), once);
    if (!done) return t.raised();
    if (out.failed()) return t.raise_memory_error();
    if (!*done && out.empty()) return Ref::none();
    std::memcpy(view.writable_data(), out.data(), out.size());
    return make_int_unsigned(t, out.size());
}
Ref buffered_readinto(Thread& t, Value self, Value buffer) {
    return read_into(t, self, buffer, false);
}
Ref buffered_readinto1(Thread& t, Value self, Value buffer) {
    return read_into(t, self, buffer, true);
}

Ref buffered_peek(Thread& t, Value self, Opt<Index>) {
    BufferedFile* const file = readable_buffer(t, self, "peek");
    if (!file) return t.raised();
    const Busy busy(t, *file);
    if (!busy) return t.raised();
    if (file->read_at == file->read_end && !fill_py(t, *file)) return t.raised();
    return make_bytes(t, file->data + file->read_at, file->read_end - file->read_at);
}

Ref buffered_readline(Thread& t, Value self, Value size) {
    BufferedFile* const file = readable_buffer(t, self, "readline");
    if (!file) return t.raised();
    std::int64_t limit = -1;
    if (!size.is_empty() && !size.is_none()) {
        const Result<std::int64_t> n = index_to_int64_py(t, size);
        if (!n) return t.raised();
        limit = *n;
    }
    const Busy busy(t, *file);
    if (!busy) return t.raised();
    TextBuffer out;
    while (limit < 0 || out.size() < static_cast<std::uint64_t>(limit)) {
        if (file->read_at == file->read_end) {
            const Result<std::int64_t> n = fill_py(t, *file);
            if (!n) return t.raised();
            if (*n <= 0) break;
        }
        std::uint64_t have = file->read_end - file->read_at;
        if (limit >= 0 && have > static_cast<std::uint64_t>(limit) - out.size())
            have = static_cast<std::uint64_t>(limit) - out.size();
        const auto* const start = file->data + file->read_at;
        const auto* const newline = static_cast<const std::uint8_t*>(std::memchr(start, '\n', have));
        const std::uint64_t n = newline ? static_cast<std::uint64_t>(newline - start) + 1 : have;
        out.append(std::string_view(reinterpret_cast<const char*>(start), n));
        file->read_at += n;
        if (newline) break;
    }
    return finish_read(t, true, out);
}
Step buffered_next_py(Thread& t, Value self) {
    Ref line = self.object()->subclass != 0 ? io_method_py(t, self, "readline")
                                            : buffered_readline(t, self, Value());
    if (!line) return t.raised();
    if (is_kind(line.get(), Kind::Bytes) && line.as<Bytes>().length == 0) return Step::end();
    return Step::item(std::move(line));
}

// --- Writing

Ref buffered_write(Thread& t, Value self, Value data) {
    BufferedFile* const file = ready(t, self);
    if (!file) return t.raised();
    if (!file->can_write) return raise_unsupported(t, "write");
    if (is_kind(data, Kind::Str))
        return t.raise(Exc::TypeError, "a bytes-like object is required, not 'str'");
    BufferView view;
    if (!view.get_py(t, data)) return t.raised();
    const Result<bool> closed = raw_closed_py(t, *file);
    if (!closed) return t.raised();
    if (*closed) return t.raise(Exc::ValueError, "write to closed file");
    if (!buffered_write_py(t, *file, view.text())) return t.raised();
    return make_int_unsigned(t, view.size());
}

Ref buffered_flush(Thread& t, Value self) {
    BufferedFile* const file = ready(t, self);
    if (!file) return t.raised();
    const Result<bool> closed = raw_closed_py(t, *file);
    if (!closed) return t.raised();
    if (*closed) return t.raise(Exc::ValueError, "flush of closed file");
    if (!buffered_flush_py(t, *file)) return t.raised();
    return Ref::none();
}

// --- Place

Ref buffered_tell(Thread& t, Value self) {
    BufferedFile* const file = open_buffer(t, self, "tell");
    if (!file) return t.raised();
    Ref below = io_method_py(t, file->raw, "tell");
    if (!below) return t.raised();
    const Result<std::int64_t> at = index_to_int64_py(t, below.get());
    if (!at) return t.raised();
    if (*at < 0) return t.raise(Exc::OSError, "Raw stream returned invalid position {}", *at);
    return make_int(t, *at - static_cast<std::int64_t>(file->read_end - file->read_at) +
                           static_cast<std::int64_t>(file->write_end));
}

Ref buffered_seek(Thread& t, Value self, Value offset, Opt<Int32> whence) {
    BufferedFile* const file = open_buffer(t, self, "seek");
    if (!file) return t.raised();
    const int from = whence.given ? whence.value.value : 0;
    if (from < 0 || from > 4) return t.raise(Exc::ValueError, "whence value {} unsupported", from);
    const Result<std::int64_t> target = index_to_int64_py(t, offset);
    if (!target) return t.raised();
    const Busy busy(t, *file);
    if (!busy) return t.raised();
    if (file->write_end > 0 && !write_out_py(t, *file)) return t.raised();
    const auto ahead = static_cast<std::int64_t>(file->read_end - file->read_at);
    Ref at = raw_seek_py(t, *file, from == 1 ? *target - ahead : *target, from);
    if (at) file->read_at = file->read_end = 0;
    return at;
}

Ref buffered_truncate(Thread& t, Value self, Value size) {
    BufferedFile* const file = open_buffer(t, self, "truncate");
    if (!file) return t.raised();
    if (!file->can_write) return raise_unsupported(t, "truncate");
    Ref at = size.is_empty() || size.is_none() ? buffered_tell(t, self) : Ref::share(size);
    if (!at || !buffered_flush_py(t, *file)) return t.raised();
    const Value args[] = {at.get()};
    return io_method_py(t, file->raw, "truncate", args);
}

// --- Life

Ref buffered_close(Thread& t, Value self) {
    BufferedFile* const file = ready(t, self);
    if (!file) return t.raised();
    const Result<bool> closed = raw_closed_py(t, *file);
    if (!closed) return t.raised();
    if (*closed) return Ref::none();
    const Ref raw = Ref::share(file->raw);
    if (!flush_and_close_py(t, self, raw.get())) return t.raised();
    return Ref::none();
}

Ref buffered_detach(Thread& t, Value self) {
    BufferedFile* const file = ready(t, self);
    if (!file || !io_method_py(t, self, "flush")) return t.raised();
    file->detached = true;
    return Ref::adopt(std::exchange(file->raw, Value()));
}

Ref ask_raw(Thread& t, Value self, const char* name) {
    BufferedFile* const file = ready(t, self);
    return file ? io_method_py(t, file->raw, name) : Ref(t.raised());
}
Ref buffered_fileno(Thread& t, Value self) {
    return ask_raw(t, self, "fileno");
}
Ref buffered_isatty(Thread& t, Value self) {
    return ask_raw(t, self, "isatty");
}
Ref buffered_seekable(Thread& t, Value self) {
    return ask_raw(t, self, "seekable");
}
Ref buffered_readable(Thread& t, Value self) {
    return io_self<BufferedFile>(self).can_read ? ask_raw(t, self, "readable") : Ref::boolean(false);
}
Ref buffered_writable(Thread& t, Value self) {
    return io_self<BufferedFile>(self).can_write ? ask_raw(t, self, "writable") : Ref::boolean(false);
}

Ref raw_attribute(Thread& t, Value self, const char* name) {
    BufferedFile* const file = ready(t, self);
    Ref key = file ? intern(t, name) : Ref(t.raised());
    return key ? get_attr_py(t, file->raw, key.as<Str>()) : Ref(t.raised());
}
Ref get_closed(Thread& t, Value self) {
    return raw_attribute(t, self, "closed");
}
Ref get_name(Thread& t, Value self) {
    return raw_attribute(t, self, "name");
}
Ref get_mode(Thread& t, Value self) {
    return raw_attribute(t, self, "mode");
}
Ref get_raw(Thread&, Value self) {
    const Value raw = io_self<BufferedFile>(self).raw;
    return raw.is_empty() ? Ref::none() : Ref::share(raw);
}

Ref buffered_repr_py(Thread& t, Value self) {
    TextBuffer text;
    format_to(text, "<_io.{}", type_name_view(*type_of(t, self)));
    Ref name =
        io_self<BufferedFile>(self).raw.is_empty() ? Ref::nothing() : find_attr_py(t, self, Name::name);
    if (t.has_pending()) t.clear_pending();
    if (name) {
        text.append(" name=");
        if (!append_repr_py(t, text, name.get())) return t.raised();
    }
    text.append('>');
    return make_str(t, text);
}

void buffered_traverse(Object* object, Visitor& visit) {
    visit(static_cast<BufferedFile*>(object)->raw);
    traverse_attrs(object, visit);
}
void buffered_drop(Heap& heap, Object* object) {
    auto* const file = static_cast<BufferedFile*>(object);
    if (file->data) heap.free_raw(file->data);
    release(file->raw);
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&buffered_read>("read($self, size=-1, /)", "Read and return up to n bytes."),
    method<&buffered_read1>(
        "read1($self, size=-1, /)",
        "Read and return up to size bytes, with at most one read() call to the underlying raw stream."),
    method<&buffered_readinto>("readinto($self, buffer, /)", nullptr),
    method<&buffered_readinto1>("readinto1($self, buffer, /)", nullptr),
    method<&buffered_peek>("peek($self, size=0, /)", nullptr),
    method<&buffered_readline>("readline($self, size=-1, /)", nullptr),
    method<&buffered_write>("write($self, buffer, /)", "Write buffer b to the IO stream."),
    method<&buffered_flush>("flush($self, /)", nullptr),
    method<&buffered_seek>("seek($self, target, whence=0, /)", nullptr),
    method<&buffered_tell>("tell($self, /)", nullptr),
    method<&buffered_truncate>("truncate($self, pos=None, /)", nullptr),
    method<&buffered_close>("close($self, /)", nullptr),
    method<&buffered_detach>("detach($self, /)",
                             "Disconnect this buffer from its underlying raw stream and return it."),
    method<&buffered_fileno>("fileno($self, /)", nullptr),
    method<&buffered_isatty>("isatty($self, /)", nullptr),
    method<&buffered_seekable>("seekable($self, /)", nullptr),
    method<&buffered_readable>("readable($self, /)", nullptr),
    method<&buffered_writable>("writable($self, /)", nullptr),
};
constexpr GetSetDef kGetSet[] = {{"closed", get_closed, nullptr, nullptr},
                                 {"name", get_name, nullptr, nullptr},
                                 {"mode", get_mode, nullptr, nullptr},
                                 {"raw", get_raw, nullptr, nullptr}};

constexpr std::uint32_t kFlags = kBaseType | kHasDict | kWeakable | kFinalizer;

} // namespace

bool is_plain_buffer(Thread& t, Value buffer) {
    if (!buffer.is_object()) return false;
    const Type* const type = buffer.object()->type();
    return type == t.type(TypeId::BufferedReader) || type == t.type(TypeId::BufferedWriter) ||
           type == t.type(TypeId::BufferedRandom);
}

Status buffered_write_py(Thread& t, BufferedFile& file, std::string_view bytes) {
    const Busy busy(t, file);
    if (!busy) return t.raised();
    if (file.read_end > 0 && !drop_read_ahead_py(t, file)) return t.raised();
    while (!bytes.empty()) {
        if (file.write_end == file.capacity && !write_out_py(t, file)) return t.raised();
        if (file.write_end == 0 && bytes.size() >= file.capacity) {
            // Larger than the block: nothing is gained by copying.
            const Result<std::int64_t> n =
                raw_write_py(t, file.raw, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
            if (!n) return t.raised();
            if (*n < 0) return t.raise(Exc::BlockingIOError, "write could not complete without blocking");
            bytes.remove_prefix(static_cast<std::size_t>(*n));
            continue;
        }
        const std::uint64_t room = file.capacity - file.write_end;
        const std::uint64_t n = bytes.size() < room ? bytes.size() : room;
        std::memcpy(file.data + file.write_end, bytes.data(), n);
        file.write_end += n;
        bytes.remove_prefix(n);
    }
    return Status::ok();
}

Status buffered_flush_py(Thread& t, BufferedFile& file) {
    const Busy busy(t, file);
    if (!busy || !write_out_py(t, file)) return t.raised();
    if (file.can_write && file.read_end > 0) return drop_read_ahead_py(t, file);
    return Status::ok();
}

Ref make_buffered_py(Thread& t, TypeId id, Value raw, std::uint64_t size) {
    Type& type = *t.type(id);
    Ref file = type.slots.new_py(t, type, Args());
    if (!file || !init_buffer_py(t, io_self<BufferedFile>(file.get()), raw, static_cast<std::int64_t>(size)))
        return t.raised();
    return file;
}

const TypeSpec kBufferedReaderSpec = {
    .name = "BufferedReader",
    .module = "_io",
    .doc = "Create a new buffered reader using the given readable raw IO object.",
    .kind = Kind::Native,
    .flags = kFlags,
    .size = sizeof(BufferedFile),
    .base = &kBufferedIOBaseSpec,
    .slots = {.new_py = buffered_new_py<Mode::Reader>,
              .init_py = buffered_init_py<Mode::Reader>,
              .repr_py = buffered_repr_py,
              .next_py = buffered_next_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = buffered_traverse,
    .drop = buffered_drop,
};
const TypeSpec kBufferedWriterSpec = {
    .name = "BufferedWriter",
    .module = "_io",
    .doc = "A buffer for a writeable sequential RawIO object.",
    .kind = Kind::Native,
    .flags = kFlags,
    .size = sizeof(BufferedFile),
    .base = &kBufferedIOBaseSpec,
    .slots = {.new_py = buffered_new_py<Mode::Writer>,
              .init_py = buffered_init_py<Mode::Writer>,
              .repr_py = buffered_repr_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = buffered_traverse,
    .drop = buffered_drop,
};
const TypeSpec kBufferedRandomSpec = {
    .name = "BufferedRandom",
    .module = "_io",
    .doc = "A buffered interface to random access streams.",
    .kind = Kind::Native,
    .flags = kFlags,
    .size = sizeof(BufferedFile),
    .base = &kBufferedIOBaseSpec,
    .slots = {.new_py = buffered_new_py<Mode::Random>,
              .init_py = buffered_init_py<Mode::Random>,
              .repr_py = buffered_repr_py,
              .next_py = buffered_next_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = buffered_traverse,
    .drop = buffered_drop,
};

} // namespace islet
