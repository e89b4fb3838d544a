// SPDX-License-Identifier: MIT
//
// builtins: print, input, open, anext. See builtins.h.
#include "stdlib/native/builtins.h"

#include "runtime/import.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/async_generator.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/str.h"

#include <unistd.h>

namespace islet {

namespace {

// Before sys.stdout exists (a library that does not start), text goes to the descriptor.
Status write_raw(Thread& t, Value text) {
    Utf8View view;
    if (!view.fill(t, as<Str>(text), false, true)) return t.raised();
    std::string_view rest = view.view();
    while (!rest.empty()) {
        const ssize_t n = write(1, rest.data(), rest.size());
        if (n < 0) return raise_os_error(t, errno);
        rest.remove_prefix(static_cast<std::size_t>(n));
    }
    return Status::ok();
}

Status write_py(Thread& t, Value file, Value text) {
    if (file.is_empty()) return write_raw(t, text);
    const Value args[] = {text};
    if (!call_method_py(t, file, Name::write, args)) return t.raised();
    return Status::ok();
}

// sep and end: None stands for the default.
Ref separator(Thread& t, Value v, const char* name, const char* fallback) {
    if (v.is_empty() || v.is_none()) return make_str(t, fallback);
    if (!is_kind(v, Kind::Str))
        return t.raise(Exc::TypeError, "{} must be None or a string, not {}", name, *type_of(t, v));
    return Ref::share(v);
}

Ref builtin_print(Thread& t, Value, const Args& args) {
    static constexpr const char* kNames[] = {"sep", "end", "file", "flush"};
    Value a[4];
    const Args keywords(args.values + args.count, 0, args.names);
    if (!bind_args(t, keywords, "print", kNames, 0, 0, a)) return t.raised();
    Ref sep = separator(t, a[0], "sep", " ");
    if (!sep) return t.raised();
    Ref end = separator(t, a[1], "end", "\n");
    if (!end) return t.raised();
    Value file = a[2];
    if (file.is_empty() || file.is_none()) {
        file = t.state().sys_dict ? dict_find(t, *t.state().sys_dict, Name::stdout_) : Value();
        if (file.is_none()) return Ref::none();
        if (file.is_empty() && t.state().sys_dict &&
            !dict_find(t, *t.state().sys_dict, Name::displayhook).is_empty() &&
            !dict_find_text(t, *t.state().sys_dict, "__stdout__").is_empty()) {
            return t.raise(Exc::RuntimeError, "lost sys.stdout");
        }
    }
    const Ref keep = file.is_empty() ? Ref::nothing() : Ref::share(file);
    for (std::uint32_t i = 0; i < args.count; ++i) {
        if (i > 0 && !write_py(t, file, sep.get())) return t.raised();
        Ref text = str_py(t, args[i]);
        if (!text || !write_py(t, file, text.get())) return t.raised();
    }
    if (!write_py(t, file, end.get())) return t.raised();
    if (!a[3].is_empty() && !file.is_empty()) {
        const Result<bool> flush = truth_py(t, a[3]);
        if (!flush) return t.raised();
        if (*flush && !call_method_py(t, file, Name::flush)) return t.raised();
    }
    return Ref::none();
}

Ref lost_stream(Thread& t, Name name) {
    const Value stream = t.state().sys_dict ? dict_find(t, *t.state().sys_dict, name) : Value();
    if (stream.is_empty() || stream.is_none()) {
        return t.raise(Exc::RuntimeError, "input(): lost sys.{}", t.name(name));
    }
    return Ref::share(stream);
}

Ref builtin_input(Thread& t, Value prompt) {
    Ref in = lost_stream(t, Name::stdin_);
    if (!in) return t.raised();
    Ref out = lost_stream(t, Name::stdout_);
    if (!out) return t.raised();
    Ref err = lost_stream(t, Name::stderr_);
    if (!err) return t.raised();
    if (!call_method_py(t, err.get(), Name::flush)) t.clear_pending();
    if (!prompt.is_empty()) {
        Ref text = str_py(t, prompt);
        if (!text || !write_py(t, out.get(), text.get())) return t.raised();
    }
    if (!call_method_py(t, out.get(), Name::flush)) t.clear_pending();
    Ref line = call_method_py(t, in.get(), Name::readline);
    if (!line) return t.raised();
    if (!is_kind(line.get(), Kind::Str))
        return t.raise(Exc::TypeError, "object.readline() returned non-string");
    Str& s = line.as<Str>();
    if (s.length == 0) return t.raise(Exc::EOFError, "EOF when reading a line");
    if (s.at(s.length - 1) == '\n') return str_substring(t, s, 0, s.length - 1);
    return line;
}

Ref builtin_open(Thread& t, Value, const Args& args) {
    Ref io = import_module_py(t, "_io");
    if (!io) return t.raised();
    Ref name = intern(t, "open");
    if (!name) return t.raised();
    Ref open = get_attr_py(t, io.get(), name.as<Str>());
    if (!open) return t.raised();
    return call_py(t, open.get(), args);
}

Ref builtin_anext(Thread& t, Value, const Args& args) {
    if (!refuse_keywords(t, args, "anext") || !check_positional(t, args, "anext", 1, 2)) return t.raised();
    Type& type = *type_of(t, args[0]);
    if (!type.slots.anext_py) return t.raise(Exc::TypeError, "'{}' object is not an async iterator", type);
    Ref awaitable = type.slots.anext_py(t, args[0]);
    if (!awaitable || args.count == 1) return awaitable;
    return make_anext_awaitable(t, awaitable.get(), args[1]);
}

constexpr MethodDef kFunctions[] = {
    raw<&builtin_print>("print($module, /, *args, sep=' ', end='\\n', file=None, flush=False)",
                        "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string "
                        "inserted between values, default a space.\n"
                        "  end\n    string appended after the last value, default a newline.\n  file\n    a "
                        "file-like object (stream); defaults to "
                        "the current sys.stdout.\n  flush\n    whether to forcibly flush the stream."),
    function<&builtin_input>(
        "input($module, prompt='', /)",
        "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if "
        "given, is printed to "
        "standard output without a\ntrailing newline before reading input.\n\nIf the user hits EOF (*nix: "
        "Ctrl-D, Windows: "
        "Ctrl-Z+Return), raise EOFError.\nOn *nix systems, readline is used if available."),
    raw<&builtin_open>("open($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, "
                       "newline=None, closefd=True, opener=None)",
                       "Open file and return a stream.  Raise OSError upon failure."),
    raw<&builtin_anext>("anext($module, async_iterator, default=<unrepresentable>, /)",
                        "Return the next item from the async iterator.\n\nIf default is given and the async "
                        "iterator is exhausted,\nit is returned "
                        "instead of raising StopAsyncIteration."),
};

} // namespace

std::span<const MethodDef> builtins_io_functions() {
    return kFunctions;
}

} // namespace islet
