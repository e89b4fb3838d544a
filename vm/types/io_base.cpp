// SPDX-License-Identifier: MIT
//
// _IOBase and its three abstract children: what every file inherits. See io.h.
#include "vm/types/io.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/bytearray.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

namespace islet {

Ref io_method_py(Thread& t, Value file, const char* name, std::span<const Value> args) {
    Ref key = intern(t, name);
    if (!key) return t.raised();
    return call_method_py(t, file, key.as<Str>(), args);
}

Result<bool> io_flag_py(Thread& t, Value file, const char* name) {
    Ref answer = io_method_py(t, file, name);
    if (!answer) return t.raised();
    return truth_py(t, answer.get());
}

Result<bool> is_closed_py(Thread& t, Value file) {
    Ref closed = get_attr_py(t, file, Name::closed);
    if (!closed) return t.raised();
    return truth_py(t, closed.get());
}

Status check_closed_py(Thread& t, Value file) {
    const Result<bool> closed = is_closed_py(t, file);
    if (!closed) return t.raised();
    if (*closed) return t.raise(Exc::ValueError, "I/O operation on closed file.");
    return Status::ok();
}

Raised raise_unsupported(Thread& t, const char* what) {
    const Value io = dict_find_text(t, *t.state().modules, "_io");
    if (is_kind(io, Kind::Module)) {
        Ref name = intern(t, "UnsupportedOperation");
        Ref type = name ? get_attr_py(t, io, name.as<Str>()) : Ref(t.raised());
        Ref text = type ? make_str(t, what) : Ref(t.raised());
        Ref error = text ? call_py(t, type.get(), text.get()) : Ref(t.raised());
        if (!error) return t.raised();
        return t.raise_object(std::move(error));
    }
    return t.raise(Exc::OSError, "{}", what);
}

Ref newlines_of(Thread& t, unsigned seen) {
    static constexpr const char* kTexts[] = {"\r", "\n", "\r\n"};
    Ref parts[3] = {Ref::nothing(), Ref::nothing(), Ref::nothing()};
    Value values[3];
    std::size_t count = 0;
    for (unsigned i = 0; i < 3; ++i) {
        if ((seen >> i & 1) == 0) continue;
        parts[count] = make_str(t, kTexts[i]);
        if (!parts[count]) return t.raised();
        values[count] = parts[count].get();
        ++count;
    }
    if (count == 0) return Ref::none();
    if (count == 1) return std::move(parts[0]);
    return make_tuple(t, std::span<const Value>(values, count));
}

Status flush_and_close_py(Thread& t, Value file, Value below) {
    Ref first = Ref::nothing();
    if (!io_method_py(t, file, "flush")) first = t.take_pending();
    if (!io_method_py(t, below, "close")) {
        if (!first) return t.raised();
        Ref second = t.take_pending();
        auto& fields = second.as<Exception>();
        if (fields.context.is_empty()) fields.context = Ref::share(first.get()).release();
        return t.restore(std::move(second));
    }
    if (first) return t.restore(std::move(first));
    return Status::ok();
}

namespace {

Ref base_new_py(Thread& t, Type& type, const Args&) {
    auto* const file = allocate_file<IoObject>(t, type);
    if (!file) return t.raise_memory_error();
    return Ref::adopt(Value(file));
}

Ref base_unsupported(Thread& t, const char* name) {
    return raise_unsupported(t, name);
}
Ref base_seek(Thread& t, Value, const Args&) {
    return base_unsupported(t, "seek");
}
Ref base_truncate(Thread& t, Value, const Args&) {
    return base_unsupported(t, "truncate");
}
Ref base_fileno(Thread& t, Value) {
    return base_unsupported(t, "fileno");
}
Ref base_detach(Thread& t, Value) {
    return base_unsupported(t, "detach");
}
Ref base_read(Thread& t, Value, const Args&) {
    return base_unsupported(t, "read");
}
Ref base_read1(Thread& t, Value, const Args&) {
    return base_unsupported(t, "read1");
}
Ref base_write(Thread& t, Value, const Args&) {
    return base_unsupported(t, "write");
}
Ref base_readline_unsupported(Thread& t, Value, const Args&) {
    return base_unsupported(t, "readline");
}

Ref base_tell(Thread& t, Value self) {
    const Value args[] = {Value::small_int(0), Value::small_int(1)};
    return io_method_py(t, self, "seek", args);
}
Ref base_flush(Thread& t, Value self) {
    if (!check_closed_py(t, self)) return t.raised();
    return Ref::none();
}
Ref base_close(Thread& t, Value self) {
    IoObject& file = io_self<IoObject>(self);
    if (file.closed) return Ref::none();
    const bool flushed = static_cast<bool>(io_method_py(t, self, "flush"));
    file.closed = true;
    if (!flushed) return t.raised();
    return Ref::none();
}
Ref base_no(Thread& t, Value self) {
    static_cast<void>(t);
    static_cast<void>(self);
    return Ref::boolean(false);
}
Ref base_isatty(Thread& t, Value self) {
    if (!check_closed_py(t, self)) return t.raised();
    return Ref::boolean(false);
}
Ref base_check(Thread& t, Value self, const char* question, const char* text) {
    const Result<bool> can = io_flag_py(t, self, question);
    if (!can) return t.raised();
    if (!*can) return raise_unsupported(t, text);
    return Ref::boolean(true);
}
Ref base_check_readable(Thread& t, Value self) {
    return base_check(t, self, "readable", "File or stream is not readable.");
}
Ref base_check_writable(Thread& t, Value self) {
    return base_check(t, self, "writable", "File or stream is not writable.");
}
Ref base_check_seekable(Thread& t, Value self) {
    return base_check(t, self, "seekable", "File or stream is not seekable.");
}
Ref base_check_closed(Thread& t, Value self) {
    if (!check_closed_py(t, self)) return t.raised();
    return Ref::none();
}
Ref base_enter(Thread& t, Value self) {
    if (!check_closed_py(t, self)) return t.raised();
    return Ref::share(self);
}
Ref base_exit(Thread& t, Value self, const Args&) {
    return io_method_py(t, self, "close");
}

// Byte by byte, or by what peek() shows.
Ref base_readline(Thread& t, Value self, const Args& args) {
    if (!check_positional(t, args, "readline", 0, 1)) return t.raised();
    std::int64_t limit = -1;
    if (args.count == 1 && !args[0].is_none()) {
        const Result<std::int64_t> n = index_to_int64_py(t, args[0]);
        if (!n) return t.raised();
        limit = *n;
    }
    Ref peek_name = intern(t, "peek");
    Ref peek = peek_name ? find_attr_py(t, self, peek_name.as<Str>()) : Ref(t.raised());
    if (!peek && t.has_pending()) return t.raised();
    TextBuffer line;
    while (limit < 0 || line.size() < static_cast<std::uint64_t>(limit)) {
        std::int64_t want = 1;
        if (peek) {
            const Value one = Value::small_int(1);
            Ref ahead = call_py(t, peek.get(), one);
            if (!ahead) return t.raised();
            if (!is_kind(ahead.get(), Kind::Bytes))
                return t.raise(Exc::OSError, "peek() should have returned a bytes object, not '{}'",
                               *type_of(t, ahead.get()));
            const std::string_view view = ahead.as<Bytes>().text();
            if (!view.empty()) {
                const std::size_t newline = view.find('\n');
                want =
                    static_cast<std::int64_t>(newline == std::string_view::npos ? view.size() : newline + 1);
                if (limit >= 0 && want > limit - static_cast<std::int64_t>(line.size()))
                    want = limit - static_cast<std::int64_t>(line.size());
            }
        }
        const Value count = Value::small_int(want);
        Ref chunk = io_method_py(t, self, "read", std::span<const Value>(&count, 1));
        if (!chunk) return t.raised();
        if (!is_kind(chunk.get(), Kind::Bytes))
            return t.raise(Exc::OSError, "read() should have returned a bytes object, not '{}'",
                           *type_of(t, chunk.get()));
        const std::string_view got = chunk.as<Bytes>().text();
        if (got.empty()) break;
        line.append(got);
        if (got.back() == '\n') break;
    }
    if (line.failed()) return t.raise_memory_error();
    return make_bytes(t, line.view());
}

Ref base_readlines(Thread& t, Value self, const Args& args) {
    if (!check_positional(t, args, "readlines", 0, 1)) return t.raised();
    std::int64_t hint = -1;
    if (args.count == 1 && !args[0].is_none()) {
        const Result<std::int64_t> n = index_to_int64_py(t, args[0]);
        if (!n) return t.raised();
        hint = *n;
    }
    Ref list = make_list(t);
    if (!list) return t.raised();
    std::int64_t total = 0;
    Ref iterator = iter_py(t, self);
    if (!iterator) return t.raised();
    while (hint <= 0 || total < hint) {
        if (!t.checkpoint_py()) return t.raised();
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) break;
        const Result<std::int64_t> length = length_py(t, step.get());
        if (!length || !list_append(t, list.as<List>(), step.take())) return t.raised();
        total += *length;
    }
    return list;
}

Ref base_writelines(Thread& t, Value self, Value lines) {
    if (!check_closed_py(t, self)) return t.raised();
    if (!for_each_py(t, lines, [&](Value line) -> Status {
            const Ref keep = Ref::share(line);
            if (!io_method_py(t, self, "write", std::span<const Value>(&line, 1))) return t.raised();
            return Status::ok();
        })) {
        return t.raised();
    }
    return Ref::none();
}

Ref base_iter_py(Thread& t, Value self) {
    if (!check_closed_py(t, self)) return t.raised();
    return Ref::share(self);
}
Step base_next_py(Thread& t, Value self) {
    Ref line = io_method_py(t, self, "readline");
    if (!line) return t.raised();
    const Result<std::int64_t> length = length_py(t, line.get());
    if (!length) return t.raised();
    if (*length == 0) return Step::end();
    return Step::item(std::move(line));
}

// A file that nobody holds any more is closed; errors on the way have nobody to go to.
Status base_del_py(Thread& t, Value self) {
    const Result<bool> closed = is_closed_py(t, self);
    if (!closed || *closed) {
        if (t.has_pending()) t.clear_pending();
        return Status::ok();
    }
    if (!io_method_py(t, self, "close")) t.clear_pending();
    return Status::ok();
}

Ref base_closed(Thread&, Value self) {
    return Ref::boolean(io_self<IoObject>(self).closed);
}

// --- RawIOBase

Ref raw_base_read(Thread& t, Value self, const Args& args) {
    if (!check_positional(t, args, "read", 0, 1)) return t.raised();
    std::int64_t size = -1;
    if (args.count == 1 && !args[0].is_none()) {
        const Result<std::int64_t> n = index_to_int64_py(t, args[0]);
        if (!n) return t.raised();
        size = *n;
    }
    if (size < 0) return io_method_py(t, self, "readall");
    Ref space = make_bytearray_uninit(t, static_cast<std::uint64_t>(size));
    if (!space) return t.raised();
    const Value argument = space.get();
    Ref count = io_method_py(t, self, "readinto", std::span<const Value>(&argument, 1));
    if (!count || count.get().is_none()) return count;
    const Result<std::int64_t> n = index_to_int64_py(t, count.get());
    if (!n) return t.raised();
    if (*n < 0 || *n > size)
        return t.raise(Exc::ValueError, "readinto returned {} outside buffer size {}", *n, size);
    return make_bytes(t, space.as<ByteArray>().data(), static_cast<std::uint64_t>(*n));
}

Ref raw_base_readall(Thread& t, Value self) {
    TextBuffer all;
    const Value size = Value::small_int(64 * 1024);
    for (;;) {
        Ref chunk = io_method_py(t, self, "read", std::span<const Value>(&size, 1));
        if (!chunk) return t.raised();
        if (chunk.get().is_none() && all.empty()) return chunk;
        if (chunk.get().is_none()) break;
        if (!is_kind(chunk.get(), Kind::Bytes)) return t.raise(Exc::TypeError, "read() should return bytes");
        const std::string_view got = chunk.as<Bytes>().text();
        if (got.empty()) break;
        all.append(got);
    }
    if (all.failed()) return t.raise_memory_error();
    return make_bytes(t, all.view());
}

constexpr MethodDef kBaseMethods[] = {
    raw<&base_seek>("seek($self, offset, whence=0, /)",
                    "Change the stream position to the given byte offset."),
    method<&base_tell>("tell($self, /)", "Return current stream position."),
    raw<&base_truncate>("truncate($self, size=None, /)", "Truncate file to size bytes."),
    method<&base_flush>("flush($self, /)", "Flush write buffers, if applicable.\n\nThis is not implemented "
                                           "for read-only and non-blocking streams."),
    method<&base_close>(
        "close($self, /)",
        "Flush and close the IO object.\n\nThis method has no effect if the file is already closed."),
    method<&base_no>("seekable($self, /)",
                     "Return whether object supports random access.\n\nIf False, seek(), tell() and "
                     "truncate() will raise OSError.\nThis method may need to do a test seek()."),
    method<&base_no>("readable($self, /)",
                     "Return whether object was opened for reading.\n\nIf False, read() will raise OSError."),
    method<&base_no>(
        "writable($self, /)",
        "Return whether object was opened for writing.\n\nIf False, write() will raise OSError."),
    method<&base_check_closed>("_checkClosed($self, /)", nullptr),
    method<&base_check_seekable>("_checkSeekable($self, /)", nullptr),
    method<&base_check_readable>("_checkReadable($self, /)", nullptr),
    method<&base_check_writable>("_checkWritable($self, /)", nullptr),
    method<&base_fileno>("fileno($self, /)", "Return underlying file descriptor if one exists.\n\nRaise "
                                             "OSError if the IO object does not use a file descriptor."),
    method<&base_isatty>(
        "isatty($self, /)",
        "Return whether this is an 'interactive' stream.\n\nReturn False if it can't be determined."),
    method<&base_enter>("__enter__($self, /)", nullptr),
    raw<&base_exit>("__exit__($self, /, *args)", nullptr),
    raw<&base_readline>(
        "readline($self, size=-1, /)",
        "Read and return a line from the stream.\n\nIf size is specified, at most size bytes will be read."),
    raw<&base_readlines>("readlines($self, hint=-1, /)", "Return a list of lines from the stream."),
    method<&base_writelines>("writelines($self, lines, /)",
                             "Write a list of lines to stream.\n\nLine separators are not added, so it is "
                             "usual for each of the\nlines provided to have a line separator at the end."),
};
constexpr GetSetDef kBaseGetSet[] = {{"closed", base_closed, nullptr, nullptr}};
constexpr MethodDef kRawMethods[] = {
    raw<&raw_base_read>("read($self, size=-1, /)", nullptr),
    method<&raw_base_readall>("readall($self, /)", "Read until EOF, using multiple read() call."),
};
constexpr MethodDef kBufferedMethods[] = {
    method<&base_detach>("detach($self, /)",
                         "Disconnect this buffer from its underlying raw stream and return it."),
    raw<&base_read>("read($self, size=-1, /)", "Read and return up to n bytes."),
    raw<&base_read1>(
        "read1($self, size=-1, /)",
        "Read and return up to size bytes, with at most one read() call to the underlying raw stream."),
    raw<&base_write>("write($self, b, /)", "Write buffer b to the IO stream."),
};
constexpr MethodDef kTextMethods[] = {
    method<&base_detach>("detach($self, /)",
                         "Separate the underlying buffer from the TextIOBase and return it."),
    raw<&base_read>("read($self, size=-1, /)", "Read at most size characters from stream."),
    raw<&base_readline_unsupported>("readline($self, size=-1, /)", "Read until newline or EOF."),
    raw<&base_write>("write($self, s, /)", "Write string s to stream."),
};
Ref text_none(Thread&, Value) {
    return Ref::none();
}
constexpr GetSetDef kTextGetSet[] = {{"encoding", text_none, nullptr, nullptr},
                                     {"newlines", text_none, nullptr, nullptr},
                                     {"errors", text_none, nullptr, nullptr}};

constexpr std::uint32_t kFileFlags = kBaseType | kHasDict | kWeakable | kFinalizer;

} // namespace

const TypeSpec kIOBaseSpec = {
    .name = "_IOBase",
    .module = "_io",
    .doc = "The abstract base class for all I/O classes.",
    .kind = Kind::Native,
    .flags = kFileFlags,
    .size = sizeof(IoObject),
    .slots = {.new_py = base_new_py, .del_py = base_del_py, .iter_py = base_iter_py, .next_py = base_next_py},
    .methods = kBaseMethods,
    .getset = kBaseGetSet,
};
const TypeSpec kRawIOBaseSpec = {
    .name = "_RawIOBase",
    .module = "_io",
    .doc = "Base class for raw binary I/O.",
    .kind = Kind::Native,
    .flags = kFileFlags,
    .size = sizeof(IoObject),
    .base = &kIOBaseSpec,
    .methods = kRawMethods,
};
const TypeSpec kBufferedIOBaseSpec = {
    .name = "_BufferedIOBase",
    .module = "_io",
    .doc = "Base class for buffered IO objects.",
    .kind = Kind::Native,
    .flags = kFileFlags,
    .size = sizeof(IoObject),
    .base = &kIOBaseSpec,
    .methods = kBufferedMethods,
};
const TypeSpec kTextIOBaseSpec = {
    .name = "_TextIOBase",
    .module = "_io",
    .doc = "Base class for text I/O.",
    .kind = Kind::Native,
    .flags = kFileFlags,
    .size = sizeof(IoObject),
    .base = &kIOBaseSpec,
    .methods = kTextMethods,
    .getset = kTextGetSet,
};

} // namespace islet
