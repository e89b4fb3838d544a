// SPDX-License-Identifier: MIT
//
// BytesIO and StringIO: files in memory. See io.h.
#include "vm/types/io.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/buffer.h"
#include "vm/types/bytes.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/memoryview.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

template <class File>
File* open_memory(Thread& t, Value self) {
    File& file = io_self<File>(self);
    if (!file.closed) return &file;
    static_cast<void>(t.raise(Exc::ValueError, "I/O operation on closed file{}",
                              std::is_same_v<File, StringFile> ? "" : "."));
    return nullptr;
}

// Room for `size` units; new ones up to it are zero.
template <class File>
Status grow(Thread& t, File& file, std::uint64_t size) {
    constexpr std::uint64_t kUnit = sizeof(*file.data);
    if (size <= file.capacity) return Status::ok();
    std::uint64_t capacity = file.capacity * 2 < size ? size : file.capacity * 2;
    if (capacity < 64) capacity = 64;
    if (capacity > (std::uint64_t{1} << 46)) return t.raise_memory_error();
    void* const grown = t.heap().realloc_raw(file.data, capacity * kUnit);
    if (!grown) return t.raise_memory_error();
    file.data = static_cast<decltype(file.data)>(grown);
    std::memset(file.data + file.capacity, 0, (capacity - file.capacity) * kUnit);
    file.capacity = capacity;
    return Status::ok();
}

// Puts `count` units at the place; a gap behind the end is filled with zeros.
template <class File, class Unit>
Status put(Thread& t, File& file, const Unit* units, std::uint64_t count) {
    if (count == 0) return Status::ok();
    if (!grow(t, file, file.at + count)) return t.raised();
    if (file.at > file.size) std::memset(file.data + file.size, 0, (file.at - file.size) * sizeof(Unit));
    std::memcpy(file.data + file.at, units, count * sizeof(Unit));
    file.at += count;
    if (file.at > file.size) file.size = file.at;
    return Status::ok();
}

Result<std::int64_t> limit_py(Thread& t, Value size) {
    if (size.is_empty() || size.is_none()) return std::int64_t{-1};
    return index_to_int64_py(t, size);
}
template <class File>
std::uint64_t available(const File& file, std::int64_t limit) {
    const std::uint64_t left = file.at < file.size ? file.size - file.at : 0;
    return limit >= 0 && static_cast<std::uint64_t>(limit) < left ? static_cast<std::uint64_t>(limit) : left;
}

// --- BytesIO

Status check_not_lent(Thread& t, const BytesFile& file) {
    if (file.exports == 0) return Status::ok();
    return t.raise(Exc::BufferError, "Existing exports of data: object cannot be re-sized");
}

Ref bytes_new_py(Thread& t, Type& type, const Args&) {
    auto* const file = allocate_file<BytesFile>(t, type);
    return file ? Ref::adopt(Value(file)) : Ref(t.raise_memory_error());
}
Status bytes_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"initial_bytes"};
    Value a[1];
    if (!bind_args(t, args, "BytesIO", kNames, 0, 0, a)) return t.raised();
    BytesFile& file = io_self<BytesFile>(self);
    if (!check_not_lent(t, file)) return t.raised();
    file.size = file.at = 0;
    file.closed = false;
    if (a[0].is_empty() || a[0].is_none()) return Status::ok();
    BufferView view;
    if (!view.get_py(t, a[0]) || !put(t, file, view.data(), view.size())) return t.raised();
    file.at = 0;
    return Status::ok();
}

Ref bytes_take(Thread& t, BytesFile& file, std::uint64_t count) {
    Ref bytes = make_bytes(t, file.data + (count ? file.at : 0), count);
    if (bytes) file.at += count;
    return bytes;
}
Ref bytes_read(Thread& t, Value self, Value size) {
    BytesFile* const file = open_memory<BytesFile>(t, self);
    if (!file) return t.raised();
    const Result<std::int64_t> limit = limit_py(t, size);
    if (!limit) return t.raised();
    return bytes_take(t, *file, available(*file, *limit));
}
Ref bytes_readline(Thread& t, Value self, Value size) {
    BytesFile* const file = open_memory<BytesFile>(t, self);
    if (!file) return t.raised();
    const Result<std::int64_t> limit = limit_py(t, size);
    if (!limit) return t.raised();
    std::uint64_t count = available(*file, *limit);
    if (count > 0) {
        const auto* const newline =
            static_cast<const std::uint8_t*>(std::memchr(file->data + file->at, '\n', count));
        if (newline) count = static_cast<std::uint64_t>(newline - (file->data + file->at)) + 1;
    }
    return bytes_take(t, *file, count);
}
Step bytes_next_py(Thread& t, Value self) {
    Ref line =
        self.object()->subclass != 0 ? io_method_py(t, self, "readline") : bytes_readline(t, self, Value());
    if (!line) return t.raised();
    if (is_kind(line.get(), Kind::Bytes) && line.as<Bytes>().length == 0) return Step::end();
    return Step::item(std::move(line));
}
Ref bytes_readinto(Thread& t, Value self, Value buffer) {
    BytesFile* const file = open_memory<BytesFile>(t, self);
    if (!file) return t.raised();
    BufferView view;
    if (!view.get_py(t, buffer, true)) return t.raised();
    const std::uint64_t count = available(*file, static_cast<std::int64_t>(view.size()));
    if (count > 0) std::memcpy(view.writable_data(), file->data + file->at, count);
    file->at += count;
    return make_int_unsigned(t, count);
}
Ref bytes_write(Thread& t, Value self, Value data) {
    BytesFile* const file = open_memory<BytesFile>(t, self);
    if (!file || !check_not_lent(t, *file)) return t.raised();
    if (is_kind(data, Kind::Str))
        return t.raise(Exc::TypeError, "a bytes-like object is required, not 'str'");
    BufferView view;
    if (!view.get_py(t, data)) return t.raised();
    if (file->closed) return t.raise(Exc::ValueError, "I/O operation on closed file.");
    if (!put(t, *file, view.data(), view.size())) return t.raised();
    return make_int_unsigned(t, view.size());
}
Ref bytes_getvalue(Thread& t, Value self) {
    BytesFile* const file = open_memory<BytesFile>(t, self);
    return file ? make_bytes(t, file->data, file->size) : Ref(t.raised());
}
Ref bytes_getbuffer(Thread& t, Value self) {
    if (!open_memory<BytesFile>(t, self)) return t.raised();
    return make_memoryview_py(t, self);
}
Ref bytes_truncate(Thread& t, Value self, Value size) {
    BytesFile* const file = open_memory<BytesFile>(t, self);
    if (!file || !check_not_lent(t, *file)) return t.raised();
    std::int64_t length = static_cast<std::int64_t>(file->at);
    if (!size.is_empty() && !size.is_none()) {
        const Result<std::int64_t> n = index_to_int64_py(t, size);
        if (!n) return t.raised();
        if (*n < 0) return t.raise(Exc::ValueError, "negative size value {}", *n);
        length = *n;
    }
    if (static_cast<std::uint64_t>(length) < file->size) file->size = static_cast<std::uint64_t>(length);
    return make_int(t, length);
}
Ref bytes_seek(Thread& t, Value self, Index offset, Opt<Int32> whence) {
    BytesFile* const file = open_memory<BytesFile>(t, self);
    if (!file) return t.raised();
    const int from = whence.given ? whence.value.value : 0;
    std::int64_t base = 0;
    if (from == 0 && offset.value < 0)
        return t.raise(Exc::ValueError, "negative seek value {}", offset.value);
    if (from == 1)
        base = static_cast<std::int64_t>(file->at);
    else if (from == 2)
        base = static_cast<std::int64_t>(file->size);
    else if (from != 0)
        return t.raise(Exc::ValueError, "invalid whence ({}, should be 0, 1 or 2)", from);
    std::int64_t target;
    if (__builtin_add_overflow(base, offset.value, &target))
        return t.raise(Exc::OverflowError, "new position too large");
    file->at = target < 0 ? 0 : static_cast<std::uint64_t>(target);
    return make_int_unsigned(t, file->at);
}
Ref bytes_tell(Thread& t, Value self) {
    BytesFile* const file = open_memory<BytesFile>(t, self);
    return file ? make_int_unsigned(t, file->at) : Ref(t.raised());
}
Ref bytes_close(Thread& t, Value self) {
    BytesFile& file = io_self<BytesFile>(self);
    if (!check_not_lent(t, file)) return t.raised();
    file.closed = true;
    return Ref::none();
}

template <class File>
Ref memory_yes(Thread& t, Value self) {
    return open_memory<File>(t, self) ? Ref::boolean(true) : Ref(t.raised());
}
template <class File>
Ref memory_no(Thread& t, Value self) {
    return open_memory<File>(t, self) ? Ref::boolean(false) : Ref(t.raised());
}
template <class File>
Ref memory_flush(Thread& t, Value self) {
    return open_memory<File>(t, self) ? Ref::none() : Ref(t.raised());
}

Status bytes_get_buffer_py(Thread&, Value self, Buffer& out, bool) {
    BytesFile& file = io_self<BytesFile>(self);
    out.data = file.data;
    out.length = file.size;
    out.readonly = false;
    ++file.exports;
    return Status::ok();
}
void bytes_release_buffer(Value self, Buffer&) {
    --io_self<BytesFile>(self).exports;
}

void memory_traverse(Object* object, Visitor& visit) {
    traverse_attrs(object, visit);
}
void bytes_drop(Heap& heap, Object* object) {
    auto* const file = static_cast<BytesFile*>(object);
    if (file->data) heap.free_raw(file->data);
    drop_attrs(heap, object);
    heap.free_object(object);
}
Ref memory_closed(Thread&, Value self) {
    return Ref::boolean(io_self<IoObject>(self).closed);
}

constexpr MethodDef kBytesMethods[] = {
    method<&bytes_read>("read($self, size=-1, /)", "Read at most size bytes, returned as a bytes object."),
    method<&bytes_read>("read1($self, size=-1, /)", "Read at most size bytes, returned as a bytes object."),
    method<&bytes_readline>("readline($self, size=-1, /)", "Next line from the file, as a bytes object."),
    method<&bytes_readinto>("readinto($self, buffer, /)", "Read bytes into buffer."),
    method<&bytes_readinto>("readinto1($self, buffer, /)", nullptr),
    method<&bytes_write>("write($self, b, /)", "Write bytes to file.\n\nReturn the number of bytes written."),
    method<&bytes_getvalue>("getvalue($self, /)", "Retrieve the entire contents of the BytesIO object."),
    method<&bytes_getbuffer>("getbuffer($self, /)",
                             "Get a read-write view over the contents of the BytesIO object."),
    method<&bytes_truncate>("truncate($self, size=None, /)", "Truncate the file to at most size bytes."),
    method<&bytes_seek>("seek($self, pos, whence=0, /)", "Change stream position."),
    method<&bytes_tell>("tell($self, /)", "Current file position, an integer."),
    method<&bytes_close>("close($self, /)", "Disable all I/O operations."),
    method<&memory_flush<BytesFile>>("flush($self, /)", "Does nothing."),
    method<&memory_no<BytesFile>>("isatty($self, /)", "Always returns False."),
    method<&memory_yes<BytesFile>>("readable($self, /)", "Returns True if the IO object can be read."),
    method<&memory_yes<BytesFile>>("writable($self, /)", "Returns True if the IO object can be written."),
    method<&memory_yes<BytesFile>>("seekable($self, /)", "Returns True if the IO object can be seeked."),
};
constexpr GetSetDef kClosedGetSet[] = {{"closed", memory_closed, nullptr, "True if the file is closed."}};

// --- StringIO

bool newline_is(const StringFile& file, const char* text) {
    return is_kind(file.newline, Kind::Str) && str_equal(as<Str>(file.newline), text);
}

Ref string_new_py(Thread& t, Type& type, const Args&) {
    auto* const file = allocate_file<StringFile>(t, type);
    if (!file) return t.raise_memory_error();
    file->newline = Value::none();
    return Ref::adopt(Value(file));
}

// Translates newlines as the mode says, on the way in: None joins all to '\n', '\r' and '\r\n' replace '\n'.
Status put_text(Thread& t, StringFile& file, const Str& s) {
    const bool join = file.newline.is_none(), crlf = newline_is(file, "\r\n"), cr = newline_is(file, "\r");
    for (std::uint64_t i = 0; i < s.length; ++i) {
        char32_t c = s.at(i);
        if (c == '\n') {
            file.seen_newlines |= 2;
            if (crlf || cr) {
                const char32_t pair[] = {'\r', '\n'};
                if (!put(t, file, pair, crlf ? 2U : 1U)) return t.raised();
                continue;
            }
        } else if (c == '\r') {
            const bool pair = i + 1 < s.length && s.at(i + 1) == '\n';
            file.seen_newlines = static_cast<std::uint8_t>(file.seen_newlines | (pair ? 4 : 1));
            if (join) {
                if (pair) ++i;
                c = '\n';
            }
        }
        if (!put(t, file, &c, 1)) return t.raised();
        if ((i & 4095) == 4095 && !t.checkpoint_py()) return t.raised();
    }
    return Status::ok();
}

Status string_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"initial_value", "newline"};
    Value a[2];
    if (!bind_args(t, args, "StringIO", kNames, 0, 0, a)) return t.raised();
    StringFile& file = io_self<StringFile>(self);
    Ref newline = a[1].is_empty() ? make_str(t, "\n") : Ref::share(a[1]);
    if (!newline) return t.raised();
    if (!newline.get().is_none()) {
        if (!is_kind(newline.get(), Kind::Str))
            return t.raise(Exc::TypeError, "newline must be str or None, not {}", *type_of(t, newline.get()));
        bool good = false;
        for (const char* text : {"", "\n", "\r", "\r\n"}) good = good || str_equal(newline.as<Str>(), text);
        if (!good) {
            TextBuffer text;
            append_repr(text, newline.as<Str>());
            return t.raise(Exc::ValueError, "illegal newline value: {}", text);
        }
    }
    release(std::exchange(file.newline, newline.release()));
    file.size = file.at = 0;
    file.closed = false;
    file.seen_newlines = 0;
    if (a[0].is_empty() || a[0].is_none()) return Status::ok();
    if (!is_kind(a[0], Kind::Str))
        return t.raise(Exc::TypeError, "initial_value must be str or None, not {}", *type_of(t, a[0]));
    if (!put_text(t, file, as<Str>(a[0]))) return t.raised();
    file.at = 0;
    return Status::ok();
}

Ref string_take(Thread& t, StringFile& file, std::uint64_t count) {
    Ref text = make_str_from(t, file.data + (count ? file.at : 0), 4, count);
    if (text) file.at += count;
    return text;
}
Ref string_read(Thread& t, Value self, Value size) {
    StringFile* const file = open_memory<StringFile>(t, self);
    if (!file) return t.raised();
    const Result<std::int64_t> limit = limit_py(t, size);
    if (!limit) return t.raised();
    return string_take(t, *file, available(*file, *limit));
}
Ref string_readline(Thread& t, Value self, Value size) {
    StringFile* const file = open_memory<StringFile>(t, self);
    if (!file) return t.raised();
    const Result<std::int64_t> limit = limit_py(t, size);
    if (!limit) return t.raised();
    const std::uint64_t most = available(*file, *limit);
    const bool cr = newline_is(*file, "\r"), crlf = newline_is(*file, "\r\n"), any = newline_is(*file, "");
    std::uint64_t count = 0;
    while (count < most) {
        const char32_t c = file->data[file->at + count++];
        if (c == '\n' && !cr && (!crlf || (count > 1 && file->data[file->at + count - 2] == '\r'))) break;
        if (c == '\r' && (cr || any)) {
            if (any && count < most && file->data[file->at + count] == '\n') ++count;
            break;
        }
    }
    return string_take(t, *file, count);
}
Step string_next_py(Thread& t, Value self) {
    Ref line =
        self.object()->subclass != 0 ? io_method_py(t, self, "readline") : string_readline(t, self, Value());
    if (!line) return t.raised();
    if (is_kind(line.get(), Kind::Str) && line.as<Str>().length == 0) return Step::end();
    return Step::item(std::move(line));
}
Ref string_write(Thread& t, Value self, Value text) {
    if (!is_kind(text, Kind::Str))
        return t.raise(Exc::TypeError, "string argument expected, got '{}'", *type_of(t, text));
    StringFile* const file = open_memory<StringFile>(t, self);
    if (!file || !put_text(t, *file, as<Str>(text))) return t.raised();
    return make_int_unsigned(t, as<Str>(text).length);
}
Ref string_getvalue(Thread& t, Value self) {
    StringFile* const file = open_memory<StringFile>(t, self);
    return file ? make_str_from(t, file->data, 4, file->size) : Ref(t.raised());
}
Ref string_truncate(Thread& t, Value self, Value size) {
    StringFile* const file = open_memory<StringFile>(t, self);
    if (!file) return t.raised();
    std::int64_t length = static_cast<std::int64_t>(file->at);
    if (!size.is_empty() && !size.is_none()) {
        const Result<std::int64_t> n = index_to_int64_py(t, size);
        if (!n) return t.raised();
        if (*n < 0) return t.raise(Exc::ValueError, "Negative size value {}", *n);
        length = *n;
    }
    if (static_cast<std::uint64_t>(length) < file->size) file->size = static_cast<std::uint64_t>(length);
    return make_int(t, length);
}
Ref string_seek(Thread& t, Value self, Index offset, Opt<Int32> whence) {
    StringFile* const file = open_memory<StringFile>(t, self);
    if (!file) return t.raised();
    const int from = whence.given ? whence.value.value : 0;
    if (from < 0 || from > 2)
        return t.raise(Exc::ValueError, "Invalid whence ({}, should be 0, 1 or 2)", from);
    if (from == 0 && offset.value < 0)
        return t.raise(Exc::ValueError, "Negative seek position {}", offset.value);
    if (from != 0 && offset.value != 0) return t.raise(Exc::OSError, "Can't do nonzero cur-relative seeks");
    if (from == 0) file->at = static_cast<std::uint64_t>(offset.value);
    if (from == 2) file->at = file->size;
    return make_int_unsigned(t, file->at);
}
Ref string_tell(Thread& t, Value self) {
    StringFile* const file = open_memory<StringFile>(t, self);
    return file ? make_int_unsigned(t, file->at) : Ref(t.raised());
}
Ref string_close(Thread&, Value self) {
    io_self<StringFile>(self).closed = true;
    return Ref::none();
}
Ref string_line_buffering(Thread& t, Value self) {
    return memory_no<StringFile>(t, self);
}
Ref string_newlines(Thread& t, Value self) {
    const StringFile& file = io_self<StringFile>(self);
    if (!file.newline.is_none() && !newline_is(file, "")) return Ref::none();
    return newlines_of(t, file.seen_newlines);
}
void string_traverse(Object* object, Visitor& visit) {
    visit(static_cast<StringFile*>(object)->newline);
    traverse_attrs(object, visit);
}
void string_drop(Heap& heap, Object* object) {
    auto* const file = static_cast<StringFile*>(object);
    if (file->data) heap.free_raw(file->data);
    release(file->newline);
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kStringMethods[] = {
    method<&string_read>("read($self, size=-1, /)", "Read at most size characters, returned as a string."),
    method<&string_readline>(
        "readline($self, size=-1, /)",
        "Read until newline or EOF.\n\nReturns an empty string if EOF is hit immediately."),
    method<&string_write>("write($self, s, /)",
                          "Write string to file.\n\nReturns the number of characters written, which is "
                          "always equal to\nthe length of the string."),
    method<&string_getvalue>("getvalue($self, /)", "Retrieve the entire contents of the object."),
    method<&string_truncate>("truncate($self, pos=None, /)", "Truncate size to pos."),
    method<&string_seek>("seek($self, pos, whence=0, /)", "Change stream position."),
    method<&string_tell>("tell($self, /)", "Tell the current file position."),
    method<&string_close>("close($self, /)", "Close the IO object."),
    method<&memory_flush<StringFile>>("flush($self, /)", nullptr),
    method<&memory_yes<StringFile>>("readable($self, /)", "Returns True if the IO object can be read."),
    method<&memory_yes<StringFile>>("writable($self, /)", "Returns True if the IO object can be written."),
    method<&memory_yes<StringFile>>("seekable($self, /)", "Returns True if the IO object can be seeked."),
};
constexpr GetSetDef kStringGetSet[] = {{"closed", memory_closed, nullptr, nullptr},
                                       {"newlines", string_newlines, nullptr, nullptr},
                                       {"line_buffering", string_line_buffering, nullptr, nullptr}};

} // namespace

const TypeSpec kBytesIOSpec = {
    .name = "BytesIO",
    .module = "_io",
    .doc = "Buffered I/O implementation using an in-memory bytes buffer.",
    .kind = Kind::Native,
    .flags = kBaseType | kHasDict | kWeakable | kFinalizer,
    .size = sizeof(BytesFile),
    .base = &kBufferedIOBaseSpec,
    .slots = {.new_py = bytes_new_py,
              .init_py = bytes_init_py,
              .next_py = bytes_next_py,
              .get_buffer_py = bytes_get_buffer_py,
              .release_buffer = bytes_release_buffer},
    .methods = kBytesMethods,
    .getset = kClosedGetSet,
    .traverse = memory_traverse,
    .drop = bytes_drop,
};
const TypeSpec kStringIOSpec = {
    .name = "StringIO",
    .module = "_io",
    .doc = "Text I/O implementation using an in-memory buffer.",
    .kind = Kind::Native,
    .flags = kBaseType | kHasDict | kWeakable | kFinalizer,
    .size = sizeof(StringFile),
    .base = &kTextIOBaseSpec,
    .slots = {.new_py = string_new_py, .init_py = string_init_py, .next_py = string_next_py},
    .methods = kStringMethods,
    .getset = kStringGetSet,
    .traverse = string_traverse,
    .drop = string_drop,
};

} // namespace islet
