// SPDX-License-Identifier: MIT
//
// TextIOWrapper: text over a binary file. Reading decodes in pieces and translates newlines; writing encodes
// into a block that is passed on when it is large enough, or line by line.
//
// tell() counts back from the position below by what was read but not yet given out, encoded again; a file
// whose
// "\r\n" are translated while it is read is the one case where that count is short.
#include "vm/types/io.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/str_codec.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

constexpr std::uint64_t kChunk = 8192;

TextFile* ready(Thread& t, Value self) {
    TextFile& file = io_self<TextFile>(self);
    if (!file.buffer.is_empty()) return &file;
    static_cast<void>(file.finalizing ? t.raise(Exc::ValueError, "underlying buffer has been detached")
                                      : t.raise(Exc::ValueError, "I/O operation on uninitialized object"));
    return nullptr;
}
TextFile* open_text(Thread& t, Value self) {
    TextFile* const file = ready(t, self);
    if (!file) return nullptr;
    const Result<bool> closed = is_closed_py(t, file->buffer);
    if (!closed) return nullptr;
    if (!*closed) return file;
    static_cast<void>(t.raise(Exc::ValueError, "I/O operation on closed file."));
    return nullptr;
}

Codec codec_of(const TextFile& file) {
    return static_cast<Codec>(file.codec);
}
bool newline_is(const TextFile& file, const char* text) {
    return is_kind(file.newline, Kind::Str) && str_equal(as<Str>(file.newline), text);
}
bool translates_in(const TextFile& file) {
    return file.newline.is_none();
}
bool is_universal(const TextFile& file) {
    return file.newline.is_none() || newline_is(file, "");
}

// Room for `more` bytes behind `size` of a growing raw block.
bool reserve(Heap& heap, std::uint8_t*& data, std::uint64_t size, std::uint64_t& capacity,
             std::uint64_t more) {
    if (more <= capacity - size) return true;
    std::uint64_t wanted = capacity * 2;
    if (wanted < size + more) wanted = size + more;
    auto* const grown = static_cast<std::uint8_t*>(heap.realloc_raw(data, wanted));
    if (!grown) return false;
    data = grown;
    capacity = wanted;
    return true;
}

// --- Writing

Status pass_on_py(Thread& t, TextFile& file) {
    if (file.pending_size == 0) return Status::ok();
    if (is_plain_buffer(t, file.buffer)) {
        // Writing lets go of the lock: what other threads print meanwhile must find a block of its own.
        std::uint8_t* const block = std::exchange(file.pending, nullptr);
        const std::uint64_t size = std::exchange(file.pending_size, 0);
        const std::uint64_t capacity = std::exchange(file.pending_capacity, 0);
        const Ref keep = Ref::share(file.buffer);
        const std::string_view bytes(reinterpret_cast<const char*>(block), size);
        const Status done = buffered_write_py(t, io_self<BufferedFile>(keep.get()), bytes);
        if (file.pending) {
            t.heap().free_raw(block);
        } else {
            file.pending = block;
            file.pending_capacity = capacity;
        }
        return done;
    }
    Ref object = make_bytes(t, {reinterpret_cast<const char*>(file.pending), file.pending_size});
    if (!object) return t.raised();
    file.pending_size = 0;
    const Value args[] = {object.get()};
    if (!io_method_py(t, file.buffer, "write", args)) return t.raised();
    return Status::ok();
}

Status append_pending(Thread& t, TextFile& file, std::string_view bytes) {
    if (!reserve(t.heap(), file.pending, file.pending_size, file.pending_capacity, bytes.size()))
        return t.raise_memory_error();
    std::memcpy(file.pending + file.pending_size, bytes.data(), bytes.size());
    file.pending_size += bytes.size();
    return Status::ok();
}

Ref encode_text_py(Thread& t, TextFile& file, Str& text) {
    Utf8View errors;
    if (!errors.fill(t, *file.errors)) return t.raised();
    if (codec_of(file) != Codec::None) return encode_with_py(t, codec_of(file), text, errors.view());
    Utf8View encoding;
    if (!encoding.fill(t, *file.encoding)) return t.raised();
    return encode_str_py(t, text, encoding.view(), errors.view());
}

bool has_newline(const Str& text) {
    for (std::uint64_t i = 0; i < text.length; ++i) {
        const char32_t c = text.at(i);
        if (c == '\n' || c == '\r') return true;
    }
    return false;
}

// '\n' as the file wants it.
Ref translate_out(Thread& t, const TextFile& file, Str& text) {
    const bool crlf = newline_is(file, "\r\n");
    if (!crlf && !newline_is(file, "\r")) return Ref::share(Value(&text));
    TextBuffer utf8, out;
    append_utf8(utf8, text);
    for (const char c : utf8.view()) {
        if (c == '\n')
            out.append(crlf ? std::string_view("\r\n") : std::string_view("\r"));
        else
            out.append(c);
    }
    return make_str(t, out);
}

void forget_input(TextFile& file) {
    file.input_size = file.input_used = 0;
    release(std::exchange(file.decoded, Value()));
    file.decoded_at = 0;
    file.eof = false;
}

Ref text_write(Thread& t, Value self, Value text) {
    if (!is_kind(text, Kind::Str))
        return t.raise(Exc::TypeError, "write() argument must be str, not {}", BadArgument{t, text});
    TextFile* const file = open_text(t, self);
    if (!file) return t.raised();
    Str& s = as<Str>(text);
    const Codec codec = codec_of(*file);
    const bool plain = s.is_ascii() && !newline_is(*file, "\r\n") && !newline_is(*file, "\r") &&
                       (codec == Codec::Utf8 || codec == Codec::Ascii || codec == Codec::Latin1);
    const bool pass = file->write_through || (file->line_buffering && has_newline(s));
    if (plain) {
        if (!append_pending(t, *file, s.ascii())) return t.raised();
    } else {
        Ref translated = translate_out(t, *file, s);
        Ref bytes = translated ? encode_text_py(t, *file, translated.as<Str>()) : Ref(t.raised());
        if (!bytes) return t.raised();
        if (!is_kind(bytes.get(), Kind::Bytes))
            return t.raise(Exc::TypeError, "encoder should return a bytes object, not '{}'",
                           *type_of(t, bytes.get()));
        if (!append_pending(t, *file, bytes.as<Bytes>().text())) return t.raised();
    }
    if (!file->decoded.is_empty()) forget_input(*file);
    if ((file->pending_size >= kChunk || pass) && !pass_on_py(t, *file)) return t.raised();
    if (pass && !io_method_py(t, file->buffer, "flush")) return t.raised();
    return make_int_unsigned(t, s.length);
}

Ref text_flush(Thread& t, Value self) {
    TextFile* const file = open_text(t, self);
    if (!file || !pass_on_py(t, *file)) return t.raised();
    return io_method_py(t, file->buffer, "flush");
}

// --- Reading

// Newlines of a decoded piece, counted and translated.
Ref translate_in(Thread& t, TextFile& file, Ref text) {
    Str& s = text.as<Str>();
    bool change = false;
    for (std::uint64_t i = 0; i < s.length; ++i) {
        const char32_t c = s.at(i);
        if (c == '\n') {
            file.seen_newlines |= 2;
        } else if (c == '\r') {
            change = true;
            const bool pair = i + 1 < s.length && s.at(i + 1) == '\n';
            file.seen_newlines = static_cast<std::uint8_t>(file.seen_newlines | (pair ? 4 : 1));
            if (pair) ++i;
        }
    }
    if (!change || !translates_in(file)) return text;
    TextBuffer utf8, out;
    append_utf8(utf8, s);
    const std::string_view view = utf8.view();
    for (std::size_t i = 0; i < view.size(); ++i) {
        if (view[i] != '\r') {
            out.append(view[i]);
            continue;
        }
        out.append('\n');
        if (i + 1 < view.size() && view[i + 1] == '\n') ++i;
    }
    return make_str(t, out);
}

Ref decode_input_py(Thread& t, TextFile& file, std::uint64_t* used) {
    Utf8View errors;
    if (!errors.fill(t, *file.errors)) return t.raised();
    std::uint64_t size = file.input_size - file.input_used;
    const char* const start = reinterpret_cast<const char*>(file.input) + file.input_used;
    // A '\r' at the very end may be half of a pair.
    if (!file.eof && size > 0 && start[size - 1] == '\r' && is_universal(file)) --size;
    // The bytes are copied: an error handler written in Python may use the file.
    TextBuffer bytes;
    bytes.append(std::string_view(start, size));
    if (bytes.failed()) return t.raise_memory_error();
    if (codec_of(file) == Codec::None) {
        Utf8View encoding;
        if (!encoding.fill(t, *file.encoding)) return t.raised();
        *used = size;
        return decode_bytes_py(t, bytes.view(), encoding.view(), errors.view());
    }
    DecodeState state;
    state.final = file.eof;
    state.byte_order = file.byte_order;
    Ref text = decode_with_py(t, codec_of(file), bytes.view(), errors.view(), state);
    file.byte_order = state.byte_order;
    *used = state.final ? size : state.consumed;
    return text;
}

// Reads and decodes one more piece. False: the end was reached before.
Result<bool> read_chunk_py(Thread& t, TextFile& file) {
    if (file.eof) return false;
    if (file.pending_size > 0 && !pass_on_py(t, file)) return t.raised();
    const Value size = Value::small_int(kChunk);
    Ref chunk = io_method_py(t, file.buffer, file.buffer.object()->kind == Kind::Native ? "read1" : "read",
                             std::span<const Value>(&size, 1));
    if (!chunk) return t.raised();
    if (chunk.get().is_none()) return false;
    if (!is_kind(chunk.get(), Kind::Bytes)) {
        return t.raise(Exc::TypeError,
                       "underlying read1() should have returned a bytes-like object, not '{}'",
                       *type_of(t, chunk.get()));
    }
    const std::string_view got = chunk.as<Bytes>().text();
    file.eof = got.empty();
    // Bytes that are decoded and given out are dropped here.
    if (file.input_used > 0) {
        std::memmove(file.input, file.input + file.input_used, file.input_size - file.input_used);
        file.input_size -= file.input_used;
        file.input_used = 0;
    }
    if (!reserve(t.heap(), file.input, file.input_size, file.input_capacity, got.size()))
        return t.raise_memory_error();
    if (!got.empty()) std::memcpy(file.input + file.input_size, got.data(), got.size());
    file.input_size += got.size();
    std::uint64_t used = 0;
    Ref text = decode_input_py(t, file, &used);
    if (!text) return t.raised();
    file.input_used += used;
    if (is_universal(file)) {
        text = translate_in(t, file, std::move(text));
        if (!text) return t.raised();
    }
    if (!file.decoded.is_empty()) {
        Str& old = as<Str>(file.decoded);
        Ref rest = str_substring(t, old, file.decoded_at, old.length);
        text = rest ? str_concat(t, rest.as<Str>(), text.as<Str>()) : Ref(t.raised());
        if (!text) return t.raised();
    }
    release(std::exchange(file.decoded, text.release()));
    file.decoded_at = 0;
    return true;
}

std::uint64_t ahead(const TextFile& file) {
    return file.decoded.is_empty() ? 0 : as<Str>(file.decoded).length - file.decoded_at;
}

Ref take_text(Thread& t, TextFile& file, std::uint64_t count) {
    if (file.decoded.is_empty()) return make_str(t, "");
    Ref text = str_substring(t, as<Str>(file.decoded), file.decoded_at, file.decoded_at + count);
    file.decoded_at += count;
    return text;
}

Result<std::int64_t> size_argument_py(Thread& t, Value size) {
    if (size.is_empty() || size.is_none()) return std::int64_t{-1};
    return index_to_int64_py(t, size);
}

TextFile* readable_text(Thread& t, Value self) {
    TextFile* const file = open_text(t, self);
    if (!file) return nullptr;
    if (is_plain_buffer(t, file->buffer) && !io_self<BufferedFile>(file->buffer).can_read) {
        static_cast<void>(raise_unsupported(t, "not readable"));
        return nullptr;
    }
    return file;
}

Ref text_read(Thread& t, Value self, Value size) {
    TextFile* const file = readable_text(t, self);
    if (!file) return t.raised();
    const Result<std::int64_t> wanted = size_argument_py(t, size);
    if (!wanted) return t.raised();
    while (*wanted < 0 || ahead(*file) < static_cast<std::uint64_t>(*wanted)) {
        const Result<bool> more = read_chunk_py(t, *file);
        if (!more) return t.raised();
        if (!*more) break;
    }
    std::uint64_t count = ahead(*file);
    if (*wanted >= 0 && static_cast<std::uint64_t>(*wanted) < count)
        count = static_cast<std::uint64_t>(*wanted);
    Ref text = take_text(t, *file, count);
    // Reading can go on when the file grows.
    if (ahead(*file) == 0) file->eof = false;
    return text;
}

// Characters up to and with the line's end from `from`, or 0 if there is no end yet.
std::uint64_t find_line_end(const TextFile& file, const Str& s, std::uint64_t from) {
    const bool cr = newline_is(file, "\r"), crlf = newline_is(file, "\r\n"), any = newline_is(file, "");
    for (std::uint64_t i = from; i < s.length; ++i) {
        const char32_t c = s.at(i);
        if (c == '\n' && !cr && (!crlf || (i > from && s.at(i - 1) == '\r'))) return i - from + 1;
        if (c == '\r' && (cr || any)) {
            if (any && i + 1 < s.length && s.at(i + 1) == '\n') return i - from + 2;
            if (cr || i + 1 < s.length || file.eof) return i - from + 1;
        }
    }
    return 0;
}

Ref read_line_py(Thread& t, TextFile& file, std::int64_t limit) {
    for (;;) {
        if (!file.decoded.is_empty()) {
            std::uint64_t end = find_line_end(file, as<Str>(file.decoded), file.decoded_at);
            if (limit >= 0 && (end > static_cast<std::uint64_t>(limit) ||
                               (end == 0 && ahead(file) >= static_cast<std::uint64_t>(limit)))) {
                return take_text(t, file, static_cast<std::uint64_t>(limit));
            }
            if (end > 0) return take_text(t, file, end);
        }
        const Result<bool> more = read_chunk_py(t, file);
        if (!more) return t.raised();
        if (!*more) break;
    }
    std::uint64_t count = ahead(file);
    if (limit >= 0 && static_cast<std::uint64_t>(limit) < count) count = static_cast<std::uint64_t>(limit);
    Ref line = take_text(t, file, count);
    file.eof = false;
    return line;
}

Ref text_readline(Thread& t, Value self, Value size) {
    TextFile* const file = readable_text(t, self);
    if (!file) return t.raised();
    const Result<std::int64_t> limit = size_argument_py(t, size);
    if (!limit) return t.raised();
    return read_line_py(t, *file, *limit);
}

Step text_next_py(Thread& t, Value self) {
    Ref line = Ref::nothing();
    if (self.object()->subclass != 0) {
        line = io_method_py(t, self, "readline");
    } else {
        TextFile* const file = readable_text(t, self);
        if (file) line = read_line_py(t, *file, -1);
    }
    if (!line) return t.raised();
    if (is_kind(line.get(), Kind::Str) && line.as<Str>().length == 0) return Step::end();
    return Step::item(std::move(line));
}

// --- Place

Ref text_tell(Thread& t, Value self) {
    TextFile* const file = open_text(t, self);
    if (!file) return t.raised();
    const Result<bool> seekable = io_flag_py(t, file->buffer, "seekable");
    if (!seekable) return t.raised();
    if (!*seekable) return raise_unsupported(t, "underlying stream is not seekable");
    if (!pass_on_py(t, *file) || !io_method_py(t, file->buffer, "flush")) return t.raised();
    Ref below = io_method_py(t, file->buffer, "tell");
    if (!below) return t.raised();
    const Result<std::int64_t> at = index_to_int64_py(t, below.get());
    if (!at) return t.raised();
    std::int64_t back = static_cast<std::int64_t>(file->input_size - file->input_used);
    if (ahead(*file) > 0) {
        Str& s = as<Str>(file->decoded);
        Ref rest = str_substring(t, s, file->decoded_at, s.length);
        Ref bytes = rest ? encode_text_py(t, *file, rest.as<Str>()) : Ref(t.raised());
        if (!bytes) return t.raised();
        back += static_cast<std::int64_t>(bytes.as<Bytes>().length);
    }
    return make_int(t, *at - back);
}

Ref text_seek(Thread& t, Value self, Value cookie, Opt<Int32> whence) {
    TextFile* const file = open_text(t, self);
    if (!file) return t.raised();
    const Result<bool> seekable = io_flag_py(t, file->buffer, "seekable");
    if (!seekable) return t.raised();
    if (!*seekable) return raise_unsupported(t, "underlying stream is not seekable");
    const int from = whence.given ? whence.value.value : 0;
    const Result<std::int64_t> offset = index_to_int64_py(t, cookie);
    if (!offset) return t.raised();
    Ref target = make_int(t, *offset);
    if (from == 1) {
        if (*offset != 0) return raise_unsupported(t, "can't do nonzero cur-relative seeks");
        target = text_tell(t, self);
    } else if (from == 2) {
        if (*offset != 0) return raise_unsupported(t, "can't do nonzero end-relative seeks");
    } else if (from != 0) {
        return t.raise(Exc::ValueError, "invalid whence ({}, should be 0, 1 or 2)", from);
    } else if (*offset < 0) {
        return t.raise(Exc::ValueError, "negative seek position {}", *offset);
    }
    if (!target || !pass_on_py(t, *file)) return t.raised();
    forget_input(*file);
    const Value args[] = {target.get(), Value::small_int(from == 2 ? 2 : 0)};
    return io_method_py(t, file->buffer, "seek", args);
}

Ref text_truncate(Thread& t, Value self, Value size) {
    TextFile* const file = open_text(t, self);
    if (!file || !io_method_py(t, self, "flush")) return t.raised();
    const Value args[] = {size.is_empty() ? Value::none() : size};
    return io_method_py(t, file->buffer, "truncate", args);
}

// --- Life

// The mode that `newline` stands for must be one of the known.
Status check_newline(Thread& t, Value newline) {
    if (newline.is_none()) return Status::ok();
    if (!is_kind(newline, Kind::Str))
        return t.raise(Exc::TypeError, "TextIOWrapper() argument 'newline' must be str or None, not {}",
                       *type_of(t, newline));
    for (const char* good : {"", "\n", "\r", "\r\n"}) {
        if (str_equal(as<Str>(newline), good)) return Status::ok();
    }
    TextBuffer text;
    append_utf8(text, as<Str>(newline));
    return t.raise(Exc::ValueError, "illegal newline value: {}", text);
}

Status set_encoding_py(Thread& t, TextFile& file, Value encoding, Value errors) {
    const bool usual = encoding.is_none() || encoding.is_empty() ||
                       (is_kind(encoding, Kind::Str) && str_equal(as<Str>(encoding), "locale"));
    Ref name = usual ? make_str(t, "UTF-8") : Ref::share(encoding);
    if (!name) return t.raised();
    if (!is_kind(name.get(), Kind::Str))
        return t.raise(Exc::TypeError, "TextIOWrapper() argument 'encoding' must be str or None, not {}",
                       *type_of(t, encoding));
    Ref handler = errors.is_none() || errors.is_empty() ? make_str(t, "strict") : Ref::share(errors);
    if (!handler) return t.raised();
    if (!is_kind(handler.get(), Kind::Str))
        return t.raise(Exc::TypeError, "TextIOWrapper() argument 'errors' must be str or None, not {}",
                       *type_of(t, errors));
    Utf8View view;
    if (!view.fill(t, name.as<Str>(), true)) return t.raised();
    const Codec codec = find_codec(view.view());
    if (codec == Codec::None) {
        // Whoever knows it must say so now.
        Ref empty = make_str(t, "");
        Ref probe = empty ? encode_str_py(t, empty.as<Str>(), view.view(), "strict") : Ref(t.raised());
        if (!probe) return t.raised();
    }
    file.codec = static_cast<std::uint8_t>(codec);
    Str* const old_name = std::exchange(file.encoding, &as<Str>(name.release()));
    Str* const old_errors = std::exchange(file.errors, &as<Str>(handler.release()));
    if (old_name) release(Value(old_name));
    if (old_errors) release(Value(old_errors));
    return Status::ok();
}

Status init_text_py(Thread& t, TextFile& file, Value buffer, Value encoding, Value errors, Value newline,
                    bool line_buffering, bool write_through) {
    if (!check_newline(t, newline) || !set_encoding_py(t, file, encoding, errors)) return t.raised();
    release(std::exchange(file.newline, Ref::share(newline).release()));
    file.line_buffering = line_buffering;
    file.write_through = write_through;
    file.finalizing = false;
    forget_input(file);
    file.pending_size = 0;
    file.seen_newlines = 0;
    release(std::exchange(file.buffer, Ref::share(buffer).release()));
    return Status::ok();
}

Ref text_new_py(Thread& t, Type& type, const Args&) {
    auto* const file = allocate_file<TextFile>(t, type);
    if (!file) return t.raise_memory_error();
    return Ref::adopt(Value(file));
}

Status text_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"buffer",  "encoding",       "errors",
                                             "newline", "line_buffering", "write_through"};
    Value a[6];
    if (!bind_args(t, args, "TextIOWrapper", kNames, 0, 1, a)) return t.raised();
    bool flags[2] = {false, false};
    for (int i = 0; i < 2; ++i) {
        if (a[4 + i].is_empty()) continue;
        const Result<bool> b = truth_py(t, a[4 + i]);
        if (!b) return t.raised();
        flags[i] = *b;
    }
    return init_text_py(t, io_self<TextFile>(self), a[0], a[1], a[2], a[3].is_empty() ? Value::none() : a[3],
                        flags[0], flags[1]);
}

Ref text_reconfigure(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"encoding", "errors", "newline", "line_buffering",
                                             "write_through"};
    Value a[5];
    TextFile* const file = ready(t, self);
    if (!file || !check_positional(t, args, "reconfigure", 0, 0) ||
        !bind_args(t, args, "reconfigure", kNames, 0, 0, a))
        return t.raised();
    if ((!a[0].is_empty() && !a[0].is_none()) || !a[2].is_empty()) {
        if (ahead(*file) > 0)
            return raise_unsupported(
                t, "It is not possible to set the encoding or newline of stream after the first read");
    }
    if (!io_method_py(t, self, "flush")) return t.raised();
    if ((!a[0].is_empty() && !a[0].is_none()) || (!a[1].is_empty() && !a[1].is_none())) {
        const Ref encoding =
            a[0].is_empty() || a[0].is_none() ? Ref::share(Value(file->encoding)) : Ref::share(a[0]);
        const bool fresh = !a[0].is_empty() && !a[0].is_none();
        const Ref errors = a[1].is_empty() || a[1].is_none()
                               ? (fresh ? Ref::none() : Ref::share(Value(file->errors)))
                               : Ref::share(a[1]);
        if (!set_encoding_py(t, *file, encoding.get(), errors.get())) return t.raised();
    }
    if (!a[2].is_empty()) {
        if (!check_newline(t, a[2])) return t.raised();
        release(std::exchange(file->newline, Ref::share(a[2]).release()));
    }
    bool* const flags[] = {&file->line_buffering, &file->write_through};
    for (int i = 0; i < 2; ++i) {
        if (a[3 + i].is_empty() || a[3 + i].is_none()) continue;
        const Result<bool> b = truth_py(t, a[3 + i]);
        if (!b) return t.raised();
        *flags[i] = *b;
    }
    return Ref::none();
}

Ref text_close(Thread& t, Value self) {
    TextFile* const file = ready(t, self);
    if (!file) return t.raised();
    const Result<bool> closed = is_closed_py(t, file->buffer);
    if (!closed) return t.raised();
    if (*closed) return Ref::none();
    const Ref buffer = Ref::share(file->buffer);
    if (!flush_and_close_py(t, self, buffer.get())) return t.raised();
    return Ref::none();
}

Ref text_detach(Thread& t, Value self) {
    TextFile* const file = ready(t, self);
    if (!file || !io_method_py(t, self, "flush")) return t.raised();
    file->finalizing = true;
    return Ref::adopt(std::exchange(file->buffer, Value()));
}

Ref ask_buffer(Thread& t, Value self, const char* name) {
    TextFile* const file = ready(t, self);
    return file ? io_method_py(t, file->buffer, name) : Ref(t.raised());
}
Ref text_fileno(Thread& t, Value self) {
    return ask_buffer(t, self, "fileno");
}
Ref text_isatty(Thread& t, Value self) {
    return ask_buffer(t, self, "isatty");
}
Ref text_seekable(Thread& t, Value self) {
    return ask_buffer(t, self, "seekable");
}
Ref text_readable(Thread& t, Value self) {
    return ask_buffer(t, self, "readable");
}
Ref text_writable(Thread& t, Value self) {
    return ask_buffer(t, self, "writable");
}

Ref buffer_attribute(Thread& t, Value self, const char* name) {
    TextFile* const file = ready(t, self);
    Ref key = file ? intern(t, name) : Ref(t.raised());
    return key ? get_attr_py(t, file->buffer, key.as<Str>()) : Ref(t.raised());
}
Ref get_closed(Thread& t, Value self) {
    return buffer_attribute(t, self, "closed");
}
Ref get_name(Thread& t, Value self) {
    return buffer_attribute(t, self, "name");
}
Ref get_buffer(Thread& t, Value self) {
    TextFile* const file = ready(t, self);
    return file ? Ref::share(file->buffer) : Ref(t.raised());
}
Ref get_encoding(Thread& t, Value self) {
    const TextFile& file = io_self<TextFile>(self);
    return file.encoding ? Ref::share(Value(file.encoding))
                         : Ref(t.raise(Exc::ValueError, "I/O operation on uninitialized object"));
}
Ref get_errors(Thread& t, Value self) {
    const TextFile& file = io_self<TextFile>(self);
    return file.errors ? Ref::share(Value(file.errors))
                       : Ref(t.raise(Exc::ValueError, "I/O operation on uninitialized object"));
}
Ref get_line_buffering(Thread&, Value self) {
    return Ref::boolean(io_self<TextFile>(self).line_buffering);
}
Ref get_write_through(Thread&, Value self) {
    return Ref::boolean(io_self<TextFile>(self).write_through);
}
Ref get_mode(Thread& t, Value self) {
    const Value mode = io_self<TextFile>(self).mode;
    if (!mode.is_empty()) return Ref::share(mode);
    Ref name = intern(t, "mode");
    return name ? Ref(raise_no_attribute(t, self, name.as<Str>())) : Ref(t.raised());
}
Status set_mode(Thread&, Value self, Value value) {
    if (!value.is_empty()) retain(value);
    release(std::exchange(io_self<TextFile>(self).mode, value));
    return Status::ok();
}
Ref get_newlines(Thread& t, Value self) {
    return newlines_of(t, io_self<TextFile>(self).seen_newlines);
}

Ref text_repr_py(Thread& t, Value self) {
    const TextFile& file = io_self<TextFile>(self);
    TextBuffer text;
    text.append("<_io.TextIOWrapper");
    Ref name = file.buffer.is_empty() ? Ref::nothing() : find_attr_py(t, self, Name::name);
    if (t.has_pending()) t.clear_pending();
    if (name) {
        text.append(" name=");
        if (!append_repr_py(t, text, name.get())) return t.raised();
    }
    if (!file.mode.is_empty()) {
        text.append(" mode=");
        if (!append_repr_py(t, text, file.mode)) return t.raised();
    }
    if (file.encoding) {
        text.append(" encoding=");
        append_repr(text, *file.encoding);
    }
    text.append('>');
    return make_str(t, text);
}

void text_traverse(Object* object, Visitor& visit) {
    auto* const file = static_cast<TextFile*>(object);
    visit(file->buffer);
    visit.pointer(file->encoding);
    visit.pointer(file->errors);
    visit(file->mode);
    visit(file->newline);
    visit(file->decoded);
    traverse_attrs(object, visit);
}
void text_drop(Heap& heap, Object* object) {
    auto* const file = static_cast<TextFile*>(object);
    if (file->pending) heap.free_raw(file->pending);
    if (file->input) heap.free_raw(file->input);
    for (const Value v : {file->buffer, file->mode, file->newline, file->decoded}) release(v);
    if (file->encoding) release(Value(file->encoding));
    if (file->errors) release(Value(file->errors));
    drop_attrs(heap, object);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&text_detach>("detach($self, /)", nullptr),
    raw<&text_reconfigure>(
        "reconfigure($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, "
        "write_through=None)",
        "Reconfigure the text stream with new parameters.\n\nThis also does an implicit stream flush."),
    method<&text_write>("write($self, text, /)", nullptr),
    method<&text_read>("read($self, size=-1, /)", nullptr),
    method<&text_readline>("readline($self, size=-1, /)", nullptr),
    method<&text_flush>("flush($self, /)", nullptr),
    method<&text_close>("close($self, /)", nullptr),
    method<&text_fileno>("fileno($self, /)", nullptr),
    method<&text_seekable>("seekable($self, /)", nullptr),
    method<&text_readable>("readable($self, /)", nullptr),
    method<&text_writable>("writable($self, /)", nullptr),
    method<&text_isatty>("isatty($self, /)", nullptr),
    method<&text_seek>("seek($self, cookie, whence=0, /)",
                       "Set the stream position, and return the new stream position."),
    method<&text_tell>("tell($self, /)", "Return the stream position as an opaque number."),
    method<&text_truncate>("truncate($self, pos=None, /)", nullptr),
};
constexpr GetSetDef kGetSet[] = {
    {"encoding", get_encoding, nullptr, nullptr},
    {"errors", get_errors, nullptr, nullptr},
    {"buffer", get_buffer, nullptr, nullptr},
    {"line_buffering", get_line_buffering, nullptr, nullptr},
    {"write_through", get_write_through, nullptr, nullptr},
    {"name", get_name, nullptr, nullptr},
    {"closed", get_closed, nullptr, nullptr},
    {"newlines", get_newlines, nullptr, nullptr},
    {"mode", get_mode, set_mode, nullptr},
};

} // namespace

Ref make_text_py(Thread& t, Value buffer, Value encoding, Value errors, Value newline, bool line_buffering,
                 bool write_through) {
    Ref file = text_new_py(t, *t.type(TypeId::TextIOWrapper), Args());
    if (!file || !init_text_py(t, io_self<TextFile>(file.get()), buffer, encoding, errors, newline,
                               line_buffering, write_through))
        return t.raised();
    return file;
}

const TypeSpec kTextIOWrapperSpec = {
    .name = "TextIOWrapper",
    .module = "_io",
    .doc = "Character and line based layer over a BufferedIOBase object, buffer.",
    .kind = Kind::Native,
    .flags = kBaseType | kHasDict | kWeakable | kFinalizer,
    .size = sizeof(TextFile),
    .base = &kTextIOBaseSpec,
    .slots = {.new_py = text_new_py,
              .init_py = text_init_py,
              .repr_py = text_repr_py,
              .next_py = text_next_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = text_traverse,
    .drop = text_drop,
};

} // namespace islet
