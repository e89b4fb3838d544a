// SPDX-License-Identifier: MIT
//
// Raising from C++, matching, chaining; and what values look like in messages. See exc.h and thread.h.
//
// Owns: nothing but what exc.h says. Threads: the interpreter's lock.
#include "vm/model/exc.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/edit_distance.h"
#include "vm/model/protocol.h"
#include "vm/types/int.h"
#include "vm/types/str.h"

#include <cstring>

namespace islet {

// --- Raising

void set_context(Exception& exception, Value context) {
    // The handled exception may already have this one in its chain: cut it there. A second walker at half the
    // speed notices chains that are cyclic for other reasons.
    Exception* slow = &as<Exception>(context);
    bool move_slow = false;
    for (Exception* at = slow; !at->context.is_empty();) {
        if (at->context == Value(&exception)) {
            release(std::exchange(at->context, Value()));
            break;
        }
        at = &as<Exception>(at->context);
        if (at == slow) break;
        if (move_slow) slow = &as<Exception>(slow->context);
        move_slow = !move_slow;
    }
    retain(context);
    release(std::exchange(exception.context, context));
}

void set_cause(Exception& exception, Value cause) {
    retain(cause);
    exception.suppress_context = true;
    release(std::exchange(exception.cause, cause.is_none() ? Value() : cause));
}

Raised Thread::restore(Ref exception) {
    const Value old = std::exchange(pending_, exception.release());
    release(old);
    return Raised();
}

Raised Thread::raise_object(Ref exception) {
    if (!exception) return raised(); // making it failed
    auto& e = exception.as<Exception>();
    const Value handled_now = handled();
    if (!handled_now.is_empty() && handled_now != exception.get() && !e.is_immortal())
        set_context(e, handled_now);
    return restore(std::move(exception));
}

Raised Thread::raise_text(Exc type, std::string_view message) {
    Ref exception = make_exception(*this, type, message);
    if (!exception) return Raised(); // MemoryError
    return raise_object(std::move(exception));
}

Raised Thread::raise_value(Exc type, Value argument) {
    Ref exception = make_exception(*this, type, argument);
    if (!exception) return Raised();
    return raise_object(std::move(exception));
}

Raised Thread::raise_memory_error() {
    for (Object*& spare : state_.spare_memory_errors) {
        if (!spare) continue;
        return raise_object(Ref::adopt(std::exchange(spare, nullptr)));
    }
    ISLET_CHECK(state_.last_memory_error, "prepare_memory_errors was not called");
    return raise_object(Ref::adopt(state_.last_memory_error));
}

Raised Thread::raise_recursion(std::string_view where) {
    TextBuffer text;
    format_to(text, "maximum recursion depth exceeded{}", where);
    return raise_text(Exc::RecursionError, text.view());
}

bool Thread::pending_is(Exc type) const {
    if (pending_.is_empty()) return false;
    return is_subtype(*pending_.object()->type(), *this->type(static_cast<TypeId>(type)));
}

Value Thread::handled() const {
    for (const Frame* at = frame; at; at = at->back) {
        if (!at->handled.is_empty() && !at->handled.is_none()) return at->handled;
    }
    return Value();
}

// --- The raise statement

Ref exception_from_raise_py(Thread& t, Value raised) {
    if (is_exception(raised)) return Ref::share(raised);
    if (!is_exception_class(raised))
        return t.raise(Exc::TypeError, "exceptions must derive from BaseException");
    Ref made = call_py(t, raised);
    if (!made) return t.raised();
    if (is_exception(made.get())) return made;
    TextBuffer text;
    text.append("calling ");
    if (!append_repr_py(t, text, raised)) return t.raised();
    text.append(" should have returned an instance of BaseException, not ");
    if (!append_repr_py(t, text, type_of(t, made.get()))) return t.raised();
    return t.raise_text(Exc::TypeError, text.view());
}

Raised raise_from_py(Thread& t, Value exception, Value cause) {
    Ref made = exception_from_raise_py(t, exception);
    if (!made) return t.raised();
    Ref reason = Ref::share(cause);
    if (is_exception_class(cause)) {
        reason = exception_from_raise_py(t, cause);
        if (!reason) return t.raised();
    } else if (!cause.is_none() && !is_exception(cause)) {
        return t.raise(Exc::TypeError, "exception causes must derive from BaseException");
    }
    set_cause(made.as<Exception>(), reason.get());
    return t.raise_object(std::move(made));
}

// --- The except clause

Result<bool> exception_match_py(Thread& t, Value exception, Value classes) {
    const Type& type = *exception.object()->type();
    if (is_exception_class(classes)) return is_subtype(type, as<Type>(classes));
    auto* const tuple = cast<Tuple>(classes);
    bool valid = tuple != nullptr, found = false;
    for (std::uint64_t i = 0; valid && i < tuple->size; ++i) {
        const Value cls = (*tuple)[i];
        valid = is_exception_class(cls);
        found = found || (valid && is_subtype(type, as<Type>(cls)));
    }
    if (valid) return found;
    return t.raise(Exc::TypeError, "catching classes that do not inherit from BaseException is not allowed");
}

// --- Errors of the operating system

Raised raise_os_error(Thread& t, int error, Value filename, Value filename2) {
    char buffer[256];
    // The GNU function may answer with a constant string of its own instead of filling the buffer.
    Ref text = make_str(t, std::string_view(strerror_r(error, buffer, sizeof(buffer))));
    if (!text) return t.raised();
    const Value args[] = {Value::small_int(error), text.get(), filename, Value::none(), filename2};
    const std::uint32_t count = filename.is_empty() ? 2 : filename2.is_empty() ? 3 : 5;
    Type& cls = *t.type(TypeId::OSError);
    Ref made = cls.slots.new_py(t, cls, Args(args, count));
    if (!made) return t.raised();
    return t.raise_object(std::move(made));
}

// --- Texts

void append_type_title(TextBuffer& out, const Type& type) {
    if (!type.is_heap_type() || type.has(kImmutable)) {
        // A type written in C++ is named with its module unless that is builtins.
        if (std::strcmp(type.spec->module, "builtins") != 0) format_to(out, "{}.", type.spec->module);
    }
    append_utf8(out, *type.name);
}

void append_value(TextBuffer& out, const Type& type) {
    append_type_title(out, type);
}

void append_value(TextBuffer& out, const Str& s) {
    append_utf8(out, s);
}

void append_value(TextBuffer& out, Value v) {
    if (v.is_int()) return append_value(out, v.as_int());
    if (v.is_double()) return append_value(out, v.as_double());
    if (v.is_none()) return out.append("None");
    if (v.is_bool()) return out.append(v.is_true() ? "True" : "False");
    if (v.is_ellipsis()) return out.append("Ellipsis");
    if (v.is_not_implemented()) return out.append("NotImplemented");
    if (v.is_empty()) return out.append("<NULL>");
    if (is_kind(v, Kind::Str)) return append_utf8(out, as<Str>(v));
    if (is_kind(v, Kind::Type)) return append_value(out, as<Type>(v));
    if (is_kind(v, Kind::Int)) return append_int(out, v, 10);
    out.append('<');
    append_value(out, *v.object()->type());
    format_to(out, " object at {}>", static_cast<const void*>(v.object()));
}

// --- Near names

std::string_view closest_name(std::string_view wrong, std::span<const char* const> names) {
    NearestName nearest(wrong);
    for (const char* const name : names) nearest.offer(name);
    return nearest.best();
}

} // namespace islet
