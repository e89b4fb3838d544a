// SPDX-License-Identifier: MIT
//
// The module _io: open() and the types; and the standard streams of a new interpreter.
#include "stdlib/native/modules.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/bytes.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/io.h"
#include "vm/types/tuple.h"

#include <sys/stat.h>
#include <unistd.h>

namespace islet {

namespace {

// What a mode string asks for.
struct OpenMode {
    bool reading = false, writing = false, creating = false, appending = false, updating = false,
         text = false, binary = false;
    char raw[8] = {};
};

Status read_mode(Thread& t, std::string_view mode, OpenMode& out) {
    const auto invalid = [&] { return t.raise(Exc::ValueError, "invalid mode: '{}'", mode); };
    for (std::size_t i = 0; i < mode.size(); ++i) {
        if (mode.find(mode[i], i + 1) != std::string_view::npos) return invalid();
        switch (mode[i]) {
        case 'r': out.reading = true; break;
        case 'w': out.writing = true; break;
        case 'x': out.creating = true; break;
        case 'a': out.appending = true; break;
        case '+': out.updating = true; break;
        case 't': out.text = true; break;
        case 'b': out.binary = true; break;
        default: return invalid();
        }
    }
    if (out.text && out.binary) return t.raise(Exc::ValueError, "can't have text and binary mode at once");
    const int kinds = out.reading + out.writing + out.creating + out.appending;
    if (kinds == 0) {
        return t.raise(Exc::ValueError,
                       "Must have exactly one of create/read/write/append mode and at most one plus");
    }
    if (kinds > 1) {
        return t.raise(Exc::ValueError, "must have exactly one of create/read/write/append mode");
    }
    std::size_t n = 0;
    out.raw[n++] = out.reading ? 'r' : out.writing ? 'w' : out.creating ? 'x' : 'a';
    if (out.updating) out.raw[n++] = '+';
    return Status::ok();
}

// Closes what was opened so far when a later step fails; the first error stays.
Ref close_and_fail(Thread& t, Value file) {
    Ref error = t.take_pending();
    if (!io_method_py(t, file, "close")) t.clear_pending();
    return t.restore(std::move(error));
}

Ref io_open(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"file",   "mode",    "buffering", "encoding",
                                             "errors", "newline", "closefd",   "opener"};
    Value a[8];
    if (!bind_args(t, args, "open", kNames, 0, 1, a)) return t.raised();
    Ref path = Ref::share(a[0]);
    if (!is_int(a[0]) && !is_kind(a[0], Kind::Str) && !is_kind(a[0], Kind::Bytes)) {
        path = call_special_py(t, a[0], Name::dunder_fspath, {});
        if (!path && t.has_pending()) return t.raised();
        if (!path)
            return t.raise(Exc::TypeError, "expected str, bytes or os.PathLike object, not {}",
                           *type_of(t, a[0]));
    }
    Utf8View mode_text;
    if (!a[1].is_empty()) {
        if (!is_kind(a[1], Kind::Str))
            return t.raise(Exc::TypeError, "open() argument 'mode' must be str, not {}",
                           BadArgument{t, a[1]});
        if (!mode_text.fill(t, as<Str>(a[1]), true)) return t.raised();
    }
    const std::string_view mode_view = a[1].is_empty() ? "r" : mode_text.view();
    OpenMode mode;
    if (!read_mode(t, mode_view, mode)) return t.raised();
    std::int64_t buffering = -1;
    if (!a[2].is_empty()) {
        const Result<std::int64_t> n = index_to_int64_py(t, a[2]);
        if (!n) return t.raised();
        buffering = *n;
    }
    const auto given = [](Value v) { return !v.is_empty() && !v.is_none(); };
    if (mode.binary && given(a[3]))
        return t.raise(Exc::ValueError, "binary mode doesn't take an encoding argument");
    if (mode.binary && given(a[4]))
        return t.raise(Exc::ValueError, "binary mode doesn't take an errors argument");
    if (mode.binary && given(a[5]))
        return t.raise(Exc::ValueError, "binary mode doesn't take a newline argument");
    if (mode.binary && buffering == 1) {
        if (!warn_py(t, Exc::RuntimeWarning,
                     "line buffering (buffering=1) isn't supported in binary mode, the default buffer size "
                     "will be used"))
            return t.raised();
        buffering = -1;
    }
    bool close_descriptor = true;
    if (!a[6].is_empty()) {
        const Result<bool> b = truth_py(t, a[6]);
        if (!b) return t.raised();
        close_descriptor = *b;
    }
    Ref raw =
        make_file_io_py(t, path.get(), mode.raw, close_descriptor, a[7].is_empty() ? Value::none() : a[7]);
    if (!raw) return t.raised();
    const int descriptor = io_self<FileIO>(raw.get()).descriptor;
    bool line_buffering = buffering == 1;
    if (buffering == 1 || (buffering < 0 && isatty(descriptor) != 0)) {
        buffering = -1;
        line_buffering = true;
    }
    if (buffering < 0) {
        struct stat info;
        const bool known = fstat(descriptor, &info) == 0 && info.st_blksize > 1;
        buffering = known && info.st_blksize > static_cast<std::int64_t>(kBufferSize)
                        ? info.st_blksize
                        : static_cast<std::int64_t>(kBufferSize);
    }
    if (buffering == 0) {
        if (mode.binary) return raw;
        static_cast<void>(t.raise(Exc::ValueError, "can't have unbuffered text I/O"));
        return close_and_fail(t, raw.get());
    }
    const TypeId type = mode.updating  ? TypeId::BufferedRandom
                        : mode.reading ? TypeId::BufferedReader
                                       : TypeId::BufferedWriter;
    if (mode.updating && lseek(descriptor, 0, SEEK_CUR) < 0) {
        static_cast<void>(raise_unsupported(t, "File or stream is not seekable."));
        return close_and_fail(t, raw.get());
    }
    Ref buffer = make_buffered_py(t, type, raw.get(), static_cast<std::uint64_t>(buffering));
    if (!buffer) return close_and_fail(t, raw.get());
    if (mode.binary) return buffer;
    Ref text = make_text_py(t, buffer.get(), a[3].is_empty() ? Value::none() : a[3],
                            a[4].is_empty() ? Value::none() : a[4], a[5].is_empty() ? Value::none() : a[5],
                            line_buffering, false);
    if (!text) return close_and_fail(t, buffer.get());
    Ref mode_value = make_str(t, mode_view);
    if (!mode_value) return t.raised();
    io_self<TextFile>(text.get()).mode = mode_value.release();
    return text;
}

Ref io_open_code(Thread& t, Value path) {
    Ref mode = make_str(t, "rb");
    if (!mode) return t.raised();
    const Value args[] = {path, mode.get()};
    return io_open(t, Value(), Args(args, 2));
}

Ref io_text_encoding(Thread& t, Value encoding, Opt<Index>) {
    return encoding.is_none() ? make_str(t, "utf-8") : Ref::share(encoding);
}

constexpr MethodDef kFunctions[] = {
    raw<&io_open>("open($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, "
                  "closefd=True, opener=None)",
                  "Open file and return a stream.  Raise OSError upon failure."),
    function<&io_open_code>("open_code($module, /, path)",
                            "Opens the provided file with the intent to import the contents."),
    function<&io_text_encoding>("text_encoding($module, encoding, stacklevel=2, /)",
                                "A helper function to choose the text encoding."),
};

constexpr TypeId kTypes[] = {TypeId::IOBase,
                             TypeId::RawIOBase,
                             TypeId::BufferedIOBase,
                             TypeId::TextIOBase,
                             TypeId::FileIO,
                             TypeId::BytesIO,
                             TypeId::StringIO,
                             TypeId::BufferedReader,
                             TypeId::BufferedWriter,
                             TypeId::BufferedRandom,
                             TypeId::TextIOWrapper,
                             TypeId::BufferedRWPair,
                             TypeId::IncrementalNewlineDecoder};

Status io_init_py(Thread& t, Module& m) {
    for (const TypeId id : kTypes) {
        Type* const type = t.type(id);
        if (!dict_set(t, *m.dict, *type->name, Value(type))) return t.raised();
    }
    if (!module_add(t, m, "DEFAULT_BUFFER_SIZE", Value::small_int(kBufferSize)) ||
        !module_add(t, m, "BlockingIOError", Value(t.type(TypeId::BlockingIOError)))) {
        return t.raised();
    }
    // class UnsupportedOperation(OSError, ValueError)
    Ref bases = make_tuple(t, {Value(t.type(TypeId::OSError)), Value(t.type(TypeId::ValueError))});
    Ref name = make_str(t, "UnsupportedOperation"), module = make_str(t, "io");
    Ref space = make_dict(t);
    if (!bases || !name || !module || !space ||
        !dict_set(t, space.as<Dict>(), Name::dunder_module, module.get()))
        return t.raised();
    Ref type = call_py(t, Value(t.type(TypeId::Type)), name.get(), bases.get(), space.get());
    if (!type) return t.raised();
    return module_add(t, m, "UnsupportedOperation", type.get());
}

} // namespace

const ModuleDef kIoModule = {
    .name = "_io",
    .doc = "The io module provides the Python interfaces to stream handling.",
    .functions = kFunctions,
    .init_py = io_init_py,
};

} // namespace islet
