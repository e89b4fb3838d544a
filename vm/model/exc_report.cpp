// SPDX-License-Identifier: MIT
//
// See exc_report.h. Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/exc_report.h"

#include "vm/base/arena.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/model/source_lines.h"
#include "vm/model/traceback_print.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/str.h"
#include "vm/types/struct_sequence.h"

#include <cerrno>
#include <unistd.h>

namespace islet {

namespace {

// Whether an exception was pending that must be so again: printing starts and ends with none.
class PendingGuard {
public:
    explicit PendingGuard(Thread& t) : t_(t), saved_(t.has_pending() ? t.take_pending() : Ref::nothing()) {}
    ~PendingGuard() {
        t_.clear_pending();
        if (saved_) static_cast<void>(t_.restore(std::move(saved_)));
    }
    PendingGuard(const PendingGuard&) = delete;
    PendingGuard& operator=(const PendingGuard&) = delete;

private:
    Thread& t_;
    Ref saved_;
};

void write_to_descriptor(std::string_view text) {
    while (!text.empty()) {
        const ssize_t n = ::write(STDERR_FILENO, text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

Value sys_entry(Thread& t, Name name) {
    Dict* const sys = t.state().sys_dict;
    return sys ? dict_find(t, *sys, name) : Value();
}

} // namespace

void write_error_text_py(Thread& t, std::string_view text) {
    if (text.empty()) return;
    const PendingGuard guard(t);
    const Value file = sys_entry(t, Name::stderr_);
    if (file.is_none()) return;
    if (file.is_empty()) return write_to_descriptor(text);
    Ref keep = Ref::share(file);
    Ref string = make_str(t, text);
    const Value args[] = {string.get()};
    Ref written = string ? call_method_py(t, keep.get(), Name::write, args) : Ref::nothing();
    // Without memory for the way through the program's file the text takes the short one.
    if (!written && t.pending_is(Exc::MemoryError)) write_to_descriptor(text);
    if (!written) t.clear_pending();
    static_cast<void>(call_method_py(t, keep.get(), Name::flush));
}

void print_exception_py(Thread& t, Value exception) {
    const PendingGuard guard(t);
    TextBuffer text;
    append_exception_py(t, text, exception);
    if (text.size() == 0) {
        append_value(text, *exception.object()->type());
        text.append('\n');
    }
    write_error_text_py(t, text.failed() ? "MemoryError\n" : text.view());
}

Ref format_exception_py(Thread& t, Value exception) {
    TextBuffer text;
    append_exception_py(t, text, exception);
    return make_str(t, text);
}

int handle_system_exit_py(Thread& t, Value exception) {
    const PendingGuard guard(t);
    Ref keep = Ref::share(exception);
    Ref code = get_attr_py(t, exception, Name::code);
    if (!code) {
        t.clear_pending();
        code = Ref::share(exception);
    }
    if (code.get().is_none()) return 0;
    std::int64_t status;
    if (is_int(code.get())) {
        return int_fits(code.get(), &status) ? static_cast<int>(static_cast<unsigned>(status)) : -1;
    }
    TextBuffer text;
    if (append_str_py(t, text, code.get())) {
        text.append('\n');
        write_error_text_py(t, text.view());
    }
    return 1;
}

// --- Exceptions where no caller can be told

void append_plain_traceback_py(Thread& t, TextBuffer& out, Value exception) {
    const auto& e = as<Exception>(exception);
    Arena arena;
    SourceLines sources(t, arena);
    if (e.traceback) out.append("Traceback (most recent call last):\n");
    for (const Traceback* tb = e.traceback; tb; tb = tb->next) {
        TextBuffer file;
        append_utf8(file, *tb->code->filename);
        const std::int32_t line = traceback_line(*tb);
        format_to(out, "  File \"{}\", line {}, in {}\n", file, line, *tb->code->name);
        const std::string_view source = sources.line(file.view(), line, tb->code);
        const std::size_t start = source.find_first_not_of(" \t\f");
        if (start != std::string_view::npos) format_to(out, "    {}\n", source.substr(start));
    }
    Type& type = *e.type();
    Ref module = find_attr_py(t, &type, Name::dunder_module);
    if (!module) t.clear_pending();
    if (!module || !is_kind(module.get(), Kind::Str)) {
        out.append("<unknown>.");
    } else if (!str_equal(module.as<Str>(), "builtins") && !str_equal(module.as<Str>(), "__main__")) {
        format_to(out, "{}.", module.as<Str>());
    }
    append_utf8(out, *type.qualname);
    out.append(": ");
    const std::size_t before = out.size();
    if (!append_str_py(t, out, exception)) {
        t.clear_pending();
        out.truncate(before);
        out.append("<exception str() failed>");
    }
    out.append('\n');
}

void print_unraisable_py(Thread& t, Value exception, Value message, Value object) {
    const PendingGuard guard(t);
    TextBuffer out;
    if (!object.is_none()) {
        if (is_kind(message, Kind::Str)) {
            format_to(out, "{}: ", as<Str>(message));
        } else {
            out.append("Exception ignored in: ");
        }
        if (!append_repr_py(t, out, object)) {
            t.clear_pending();
            out.append("<object repr() failed>");
        }
        out.append('\n');
    } else if (is_kind(message, Kind::Str)) {
        format_to(out, "{}:\n", as<Str>(message));
    }
    if (is_exception(exception)) append_plain_traceback_py(t, out, exception);
    write_error_text_py(t, out.view());
}

void print_unraisable_py(Thread& t, Value hook_args) {
    const PendingGuard guard(t);
    const auto field = [&](const char* text) {
        Ref name = intern(t, text);
        Ref value = name ? find_attr_py(t, hook_args, name.as<Str>()) : Ref::nothing();
        t.clear_pending();
        return value ? std::move(value) : Ref::none();
    };
    Ref exception = field("exc_value"), message = field("err_msg"), object = field("object");
    print_unraisable_py(t, exception.get(), message.get(), object.get());
}

namespace {

// What a hook gets.
Ref make_hook_args(Thread& t, Value exception, Value message) {
    const auto& e = as<Exception>(exception);
    const Value traceback = e.traceback ? Value(e.traceback) : Value::none();
    const Value values[] = {Value(e.type()), exception, traceback, message, Value::none()};
    return make_struct_sequence(t, TypeId::UnraisableHookArgs, values);
}

bool is_default_hook(Value hook) {
    if (hook.is_empty() || hook.is_none()) return true;
    auto* const native = cast<NativeFunction>(hook);
    return native && str_equal(*native->name, "unraisablehook");
}

// "message repr(object)"; None if the object cannot say what it is.
Ref describe_py(Thread& t, std::string_view message, Value object) {
    TextBuffer text;
    text.append(message);
    if (!object.is_empty()) {
        text.append(' ');
        if (!append_repr_py(t, text, object)) {
            t.clear_pending();
            return Ref::none();
        }
    }
    Ref made = make_str(t, text);
    if (made) return made;
    t.clear_pending();
    return Ref::none();
}

} // namespace

void report_unraisable_py(Thread& t, std::string_view message, Value object) {
    Ref exception = t.take_pending();
    if (!is_exception(exception.get())) return;
    if (!exception.as<Exception>().traceback && t.frame)
        add_traceback_to(t, exception.as<Exception>(), *t.frame);
    Ref keep = object.is_empty() ? Ref::nothing() : Ref::share(object);
    Ref text = describe_py(t, message, object);
    Ref hook = Ref::share(sys_entry(t, Name::unraisablehook));
    if (is_default_hook(hook.get()))
        return print_unraisable_py(t, exception.get(), text.get(), Value::none());
    Ref args = make_hook_args(t, exception.get(), text.get());
    if (args && call_py(t, hook.get(), args.get())) return;
    Ref failure = t.take_pending();
    text = describe_py(t, "Exception ignored in sys.unraisablehook", Value());
    print_unraisable_py(t, failure.get(), text.get(), hook.get());
}

} // namespace islet
