// SPDX-License-Identifier: MIT
//
// See program.h.
#include "runtime/cli/program.h"

#include "runtime/import.h"
#include "vm/blocking.h"
#include "vm/model/call.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/str.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace islet {

namespace {

// Reads to the end. False: an exception is pending, or `error` tells why the system refused.
bool read_all(Thread& t, int descriptor, TextBuffer& out, int& error) {
    for (;;) {
        char buffer[16384];
        const ssize_t n = blocking_call_py(t, [&] { return read(descriptor, buffer, sizeof(buffer)); });
        if (n == 0 && !out.failed()) return true;
        if (n == kBlockingRaised) return false;
        if (n < 0) {
            error = errno;
            return false;
        }
        out.append(std::string_view(buffer, static_cast<std::size_t>(n)));
        if (out.failed()) {
            static_cast<void>(t.raise_memory_error());
            return false;
        }
    }
}

// The text without the margin that all its lines have in common, so that -c code may be indented as a whole.
// Lines of blanks alone count for nothing and end up empty.
std::string without_margin(std::string_view text) {
    std::string_view margin;
    bool any = false;
    const auto each_line = [text](auto&& body) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            body(text.substr(at, end - at), end < text.size());
            at = end + 1;
        }
    };
    each_line([&](std::string_view line, bool) {
        const std::size_t start = line.find_first_not_of(" \t");
        if (start == std::string_view::npos) return;
        const std::string_view indent = line.substr(0, start);
        const auto same = std::ranges::mismatch(any ? margin : indent, indent).in1;
        margin = any ? std::string_view(margin.begin(), same) : indent;
        any = true;
    });
    std::string result;
    each_line([&](std::string_view line, bool has_end) {
        if (line.find_first_not_of(" \t") != std::string_view::npos)
            result.append(line.substr(margin.size()));
        if (has_end) result.push_back('\n');
    });
    return result;
}

// Runs text under a name that the program finds as __file__.
bool run_named(Interpreter& interpreter, std::string_view text, const std::string& name) {
    Thread& t = interpreter.thread();
    Dict& dict = interpreter.main_dict();
    Ref file = make_str(t, name);
    if (!file || !dict_set(t, dict, Name::dunder_file, file.get()) ||
        !dict_set_text(t, dict, "__cached__", Value::none())) {
        return false;
    }
    const bool ok = interpreter.run_text(text, name, ParseMode::File);
    Ref failure = ok ? Ref::nothing() : t.take_pending();
    flush_standard_streams_py(t);
    if (failure) static_cast<void>(t.restore(std::move(failure)));
    return ok;
}

bool run_module(Interpreter& interpreter, const std::string& name) {
    Thread& t = interpreter.thread();
    Ref runpy = import_module_py(t, "runpy");
    if (!runpy) return false;
    Ref function = intern(t, "_run_module_as_main");
    Ref module = make_str(t, name);
    if (!function || !module) return false;
    const Value args[] = {module.get()};
    return static_cast<bool>(call_method_py(t, runpy.get(), function.as<Str>(), args));
}

bool run_standard_input(Interpreter& interpreter) {
    Thread& t = interpreter.thread();
    TextBuffer text;
    int error = 0;
    if (!read_all(t, STDIN_FILENO, text, error)) {
        // A standard input that is closed is an empty program.
        return error != 0;
    }
    return run_named(interpreter, text.view(), "<stdin>");
}

int report_open_error(const Interpreter& interpreter, const std::string& name, int error) {
    std::fprintf(stderr, "%.*s: can't open file '%s': [Errno %d] %s\n",
                 static_cast<int>(interpreter.options().executable.size()),
                 interpreter.options().executable.data(), name.c_str(), error, std::strerror(error));
    return 2;
}

} // namespace

void forget_file_name(Interpreter& interpreter) {
    Thread& t = interpreter.thread();
    for (const char* const gone : {"__file__", "__cached__"}) {
        Ref key = intern(t, gone);
        if (key) dict_remove(t, interpreter.main_dict(), key.as<Str>());
        if (t.has_pending()) t.clear_pending();
    }
}

void flush_standard_streams_py(Thread& t) {
    for (const Name name : {Name::stderr_, Name::stdout_}) {
        const Value stream = dict_find(t, *t.state().sys_dict, name);
        if (stream.is_empty() || stream.is_none()) continue;
        const Ref keep = Ref::share(stream);
        if (!call_method_py(t, stream, Name::flush)) t.clear_pending();
    }
}

bool run_source_file(Interpreter& interpreter, const std::string& name, bool skip_first_line,
                     int& open_error) {
    Thread& t = interpreter.thread();
    const int descriptor = open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        open_error = errno;
        return false;
    }
    TextBuffer text;
    const bool ok = read_all(t, descriptor, text, open_error);
    close(descriptor);
    if (!ok) return false;
    std::string_view source = text.view();
    // The end of the line stays, so that the others keep their numbers.
    if (skip_first_line) source.remove_prefix(std::min(source.find('\n'), source.size()));
    return run_named(interpreter, source, name);
}

int run_program(Interpreter& interpreter, const CommandLine& line, bool prompt_follows) {
    bool ok = true;
    int open_error = 0;
    switch (line.source) {
    case CommandLine::Source::Command:
        ok = interpreter.run_text(without_margin(line.command) + "\n", "<string>", ParseMode::File);
        break;
    case CommandLine::Source::Module: ok = run_module(interpreter, line.command); break;
    case CommandLine::Source::Folder: {
        Thread& t = interpreter.thread();
        ok = dict_set_text(t, interpreter.main_dict(), "__package__", Value(&t.name(Name::empty))) &&
             run_source_file(interpreter, line.command, line.skip_first_line, open_error);
        break;
    }
    case CommandLine::Source::File:
        ok = run_source_file(interpreter, line.command, line.skip_first_line, open_error);
        break;
    case CommandLine::Source::Stdin: ok = run_standard_input(interpreter); break;
    }
    if (open_error != 0) return report_open_error(interpreter, line.command, open_error);
    const int status = ok ? 0 : interpreter.report_exception(!prompt_follows);
    if (line.source != CommandLine::Source::Module) forget_file_name(interpreter);
    return status;
}

} // namespace islet
