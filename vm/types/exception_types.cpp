// SPDX-License-Identifier: MIT
//
// The exception types that carry more than their arguments: initialisers, texts, attributes, one section per
// layout. Groups are in exception_group.cpp.
//
// Owns: see exception.h. Threads: the interpreter's lock.
#include "vm/types/exception_detail.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/int.h"
#include "vm/types/str.h"

#include <cerrno>

namespace islet {

namespace {

Value or_none(Value v) {
    return v.is_empty() ? Value::none() : v;
}

// A member that reads as None while empty.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
#define ISLET_FIELD(Layout, name, field, doc)                                                                \
    MemberDef {                                                                                              \
        name, offsetof(Layout, field), MemberDef::Type::ObjectOrNone, true, doc                              \
    }

} // namespace

// --- SystemExit, StopIteration: one value beside the arguments

Status system_exit_init_py(Thread& t, Value self, const Args& args) {
    if (!exception_init_py(t, self, args)) return t.raised();
    auto& e = static_cast<SystemExitException&>(as<Exception>(self));
    if (args.count == 0) return Status::ok();
    assign_word(e.code, args.count == 1 ? args[0] : Value(e.args));
    return Status::ok();
}

Status stop_iteration_init_py(Thread& t, Value self, const Args& args) {
    if (!exception_init_py(t, self, args)) return t.raised();
    auto& e = static_cast<StopIterationException&>(as<Exception>(self));
    assign_word(e.value, args.count > 0 ? args[0] : Value::none());
    return Status::ok();
}

constinit const MemberDef kSystemExitMembers[1] = {
    ISLET_FIELD(SystemExitException, "code", code, "exception code")};
constinit const MemberDef kStopIterationMembers[1] = {
    ISLET_FIELD(StopIterationException, "value", value, "generator return value")};

// --- AttributeError, NameError

Status attribute_error_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"name", "obj"};
    Value given[2];
    if (!exception_init_py(t, self, Args(args.values, args.count))) return t.raised();
    if (!read_keywords(t, args, "AttributeError", kNames, given)) return t.raised();
    auto& e = static_cast<AttributeException&>(as<Exception>(self));
    assign_word(e.name, given[0]);
    assign_word(e.obj, given[1]);
    return Status::ok();
}

Status name_error_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"name"};
    Value given[1];
    if (!exception_init_py(t, self, Args(args.values, args.count))) return t.raised();
    if (!read_keywords(t, args, "NameError", kNames, given)) return t.raised();
    assign_word(static_cast<NameException&>(as<Exception>(self)).name, given[0]);
    return Status::ok();
}

// What pickle keeps: never `obj`, which may be anything.
static Ref attribute_error_state(Thread& t, Exception& self) {
    Result<Value> attributes = attributes_or_empty(t, self);
    if (!attributes) return t.raised();
    Ref state = attributes->is_empty() ? make_dict(t) : dict_copy(t, as<Dict>(*attributes));
    if (!state) return t.raised();
    const Value name = static_cast<AttributeException&>(self).name;
    if (!name.is_empty() && !dict_set(t, state.as<Dict>(), Name::name, name)) return t.raised();
    if (!dict_set(t, state.as<Dict>(), Name::args, self.args)) return t.raised();
    return state;
}

static Ref attribute_error_getstate(Thread& t, Exception& self) {
    return attribute_error_state(t, self);
}

static Ref attribute_error_reduce(Thread& t, Exception& self) {
    Ref state = attribute_error_state(t, self);
    if (!state) return t.raised();
    return reduce_with(t, self, self.args, state.get());
}

constinit const MethodDef kAttributeErrorMethods[2] = {
    method<&attribute_error_getstate>("__getstate__($self, /)", "The attributes that pickle keeps."),
    method<&attribute_error_reduce>("__reduce__($self, /)", "Tell pickle how to make this exception again."),
};
constinit const MemberDef kAttributeErrorMembers[2] = {
    ISLET_FIELD(AttributeException, "name", name, "attribute name"),
    ISLET_FIELD(AttributeException, "obj", obj, "object"),
};
constinit const MemberDef kNameErrorMembers[1] = {ISLET_FIELD(NameException, "name", name, "name")};

// --- ImportError

Status import_error_init_py(Thread& t, Value self, const Args& args) {
    static constexpr const char* kNames[] = {"name", "path", "name_from"};
    Value given[3];
    if (!exception_init_py(t, self, Args(args.values, args.count))) return t.raised();
    if (!read_keywords(t, args, "ImportError", kNames, given)) return t.raised();
    auto& e = static_cast<ImportException&>(as<Exception>(self));
    assign_word(e.name, given[0]);
    assign_word(e.path, given[1]);
    assign_word(e.name_from, given[2]);
    assign_word(e.msg, args.count == 1 ? args[0] : Value());
    return Status::ok();
}

Ref import_error_str_py(Thread& t, Value self) {
    const Value message = static_cast<ImportException&>(as<Exception>(self)).msg;
    if (is_exact(message, Kind::Str)) return Ref::share(message);
    return exception_str_py(t, self);
}

static Ref import_error_reduce(Thread& t, Exception& self) {
    auto& e = static_cast<ImportException&>(self);
    Result<Value> attributes = attributes_or_empty(t, self);
    if (!attributes) return t.raised();
    if (attributes->is_empty() && e.name.is_empty() && e.path.is_empty() && e.name_from.is_empty()) {
        return reduce_with(t, self, self.args, Value());
    }
    Ref state = attributes->is_empty() ? make_dict(t) : dict_copy(t, as<Dict>(*attributes));
    if (!state) return t.raised();
    auto& dict = state.as<Dict>();
    const auto add = [&](Name key, Value value) {
        return value.is_empty() || static_cast<bool>(dict_set(t, dict, key, value));
    };
    if (!add(Name::name, e.name) || !add(Name::path, e.path) || !add(Name::name_from, e.name_from))
        return t.raised();
    return reduce_with(t, self, self.args, state.get());
}

constinit const MethodDef kImportErrorMethods[1] = {
    method<&import_error_reduce>("__reduce__($self, /)", "Tell pickle how to make this exception again."),
};
constinit const MemberDef kImportErrorMembers[4] = {
    ISLET_FIELD(ImportException, "msg", msg, "exception message"),
    ISLET_FIELD(ImportException, "name", name, "module name"),
    ISLET_FIELD(ImportException, "path", path, "module path"),
    ISLET_FIELD(ImportException, "name_from", name_from, "name imported from module"),
};

// --- OSError

// The subclass that stands for an error number.
static TypeId os_error_type(std::int64_t error) {
    switch (error) {
#if EAGAIN != EWOULDBLOCK
    case EWOULDBLOCK:
#endif
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return TypeId::BlockingIOError;
    case EPIPE:
    case ESHUTDOWN: return TypeId::BrokenPipeError;
    case ECHILD: return TypeId::ChildProcessError;
    case ECONNABORTED: return TypeId::ConnectionAbortedError;
    case ECONNREFUSED: return TypeId::ConnectionRefusedError;
    case ECONNRESET: return TypeId::ConnectionResetError;
    case EEXIST: return TypeId::FileExistsError;
    case ENOENT: return TypeId::FileNotFoundError;
    case EISDIR: return TypeId::IsADirectoryError;
    case ENOTDIR: return TypeId::NotADirectoryError;
    case EINTR: return TypeId::InterruptedError;
    case EACCES:
    case EPERM: return TypeId::PermissionError;
    case ESRCH: return TypeId::ProcessLookupError;
    case ETIMEDOUT: return TypeId::TimeoutError;
    default: return TypeId::OSError;
    }
}

// A subclass that overrides __init__ but not __new__ gets its fields from OSError.__init__, if it calls that:
// its own arguments may mean anything.
static bool filled_by_init(const Type& type) {
    return type.slots.init_py != &os_error_init_py && type.slots.new_py == &os_error_new_py;
}

static Status os_error_fill(Thread& t, OSException& e, const Args& args) {
    Value filename, filename2;
    if (args.count >= 2 && args.count <= 5) {
        assign_word(e.errno_value, args[0]);
        assign_word(e.strerror, args[1]);
        if (args.count >= 3) filename = args[2];
        if (args.count == 5) filename2 = args[4];
    }
    std::uint32_t kept = args.count;
    if (!filename.is_empty() && !filename.is_none()) {
        const bool blocking = e.type() == t.type(TypeId::BlockingIOError);
        if (blocking && (is_int(filename) || type_of(t, filename)->slots.index_py)) {
            Ref written = index_py(t, filename);
            if (!written) return t.raised();
            assign_word(e.written, written.get());
        } else {
            assign_word(e.filename, filename);
            if (!filename2.is_empty() && !filename2.is_none()) assign_word(e.filename2, filename2);
            kept = 2; // as ever: `errno, text = e.args`
        }
    }
    return set_args(t, e, Args(args.values, kept));
}

Ref os_error_new_py(Thread& t, Type& type, const Args& args) {
    if (filled_by_init(type)) {
        Exception* const e = allocate_exception(t, type);
        if (!e) return t.raised();
        return Ref::adopt(e);
    }
    if (args.names && args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "{}() takes no keyword arguments", type);
    }
    Type* cls = &type;
    std::int64_t number;
    if (cls == t.type(TypeId::OSError) && args.count >= 2 && args.count <= 5 && is_int(args[0]) &&
        int_fits(args[0], &number)) {
        cls = t.type(os_error_type(number));
    }
    Exception* const e = allocate_exception(t, *cls);
    if (!e) return t.raised();
    Ref made = Ref::adopt(e);
    if (!os_error_fill(t, static_cast<OSException&>(*e), args)) return t.raised();
    return made;
}

Status os_error_init_py(Thread& t, Value self, const Args& args) {
    auto& e = static_cast<OSException&>(as<Exception>(self));
    if (!filled_by_init(*e.type())) return Status::ok();
    if (args.names && args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "{}() takes no keyword arguments", *e.type());
    }
    return os_error_fill(t, e, args);
}

Ref os_error_str_py(Thread& t, Value self) {
    auto& e = static_cast<OSException&>(as<Exception>(self));
    const bool named = !e.filename.is_empty();
    if (!named && (e.errno_value.is_empty() || e.strerror.is_empty())) return exception_str_py(t, self);
    Ref number = Ref::share(or_none(e.errno_value)), reason = Ref::share(or_none(e.strerror));
    Ref first = Ref::share(or_none(e.filename)), second = Ref::share(or_none(e.filename2));
    TextBuffer text;
    text.append("[Errno ");
    if (!append_str_py(t, text, number.get())) return t.raised();
    text.append("] ");
    if (!append_str_py(t, text, reason.get())) return t.raised();
    if (named) {
        text.append(": ");
        if (!append_repr_py(t, text, first.get())) return t.raised();
        if (!second.get().is_none()) {
            text.append(" -> ");
            if (!append_repr_py(t, text, second.get())) return t.raised();
        }
    }
    return make_str(t, text);
}

static Ref os_error_reduce(Thread& t, Exception& self) {
    auto& e = static_cast<OSException&>(self);
    Ref args = Ref::share(self.args);
    if (self.args->size == 2 && !e.filename.is_empty()) {
        const Tuple& two = *self.args;
        args = e.filename2.is_empty()
                   ? make_tuple(t, {two[0], two[1], e.filename})
                   : make_tuple(t, {two[0], two[1], e.filename, Value::none(), e.filename2});
        if (!args) return t.raised();
    }
    Result<Value> state = attributes_or_empty(t, self);
    if (!state) return t.raised();
    return reduce_with(t, self, args.get(), *state);
}

static Ref os_error_get_written(Thread& t, Value self) {
    const Value written = static_cast<OSException&>(as<Exception>(self)).written;
    if (written.is_empty()) return t.raise(Exc::AttributeError, "characters_written");
    return Ref::share(written);
}

static Status os_error_set_written_py(Thread& t, Value self, Value value) {
    auto& slot = static_cast<OSException&>(as<Exception>(self)).written;
    if (value.is_empty()) {
        if (slot.is_empty()) return t.raise(Exc::AttributeError, "characters_written");
        assign_word(slot, Value());
        return Status::ok();
    }
    Result<std::int64_t> count = index_to_int64_py(t, value, Exc::ValueError);
    if (!count) return t.raised();
    Ref number = make_int(t, *count);
    if (!number) return t.raised();
    assign_word(slot, number.get());
    return Status::ok();
}

constinit const MethodDef kOSErrorMethods[1] = {
    method<&os_error_reduce>("__reduce__($self, /)", "Tell pickle how to make this exception again."),
};
constinit const MemberDef kOSErrorMembers[4] = {
    ISLET_FIELD(OSException, "errno", errno_value, "POSIX exception code"),
    ISLET_FIELD(OSException, "strerror", strerror, "exception strerror"),
    ISLET_FIELD(OSException, "filename", filename, "exception filename"),
    ISLET_FIELD(OSException, "filename2", filename2, "second exception filename"),
};
constinit const GetSetDef kOSErrorGetSet[1] = {
    {"characters_written", &os_error_get_written, &os_error_set_written_py, nullptr},
};

// --- SyntaxError

static Status syntax_error_read_details_py(Thread& t, SyntaxException& e, Value details) {
    Ref tuple = tuple_from_py(t, details);
    if (!tuple) return t.raised();
    const auto& info = tuple.as<Tuple>();
    if (info.size < 4) {
        return t.raise(Exc::TypeError, "function takes at least 4 arguments ({} given)", info.size);
    }
    if (info.size > 7) {
        return t.raise(Exc::TypeError, "function takes at most 7 arguments ({} given)", info.size);
    }
    Value* const fields[] = {&e.filename,   &e.lineno,     &e.offset,  &e.text,
                             &e.end_lineno, &e.end_offset, &e.metadata};
    for (std::size_t i = 0; i < 7; ++i) assign_word(*fields[i], i < info.size ? info[i] : Value());
    if (!e.end_lineno.is_empty() && e.end_offset.is_empty()) {
        return t.raise(Exc::TypeError, "end_offset must be provided when end_lineno is provided");
    }
    return Status::ok();
}

Status syntax_error_init_py(Thread& t, Value self, const Args& args) {
    if (!exception_init_py(t, self, args)) return t.raised();
    auto& e = static_cast<SyntaxException&>(as<Exception>(self));
    if (args.count >= 1) assign_word(e.msg, args[0]);
    if (args.count == 2) return syntax_error_read_details_py(t, e, args[1]);
    return Status::ok();
}

Ref syntax_error_str_py(Thread& t, Value self) {
    auto& e = static_cast<SyntaxException&>(as<Exception>(self));
    TextBuffer place;
    if (auto* const filename = cast<Str>(e.filename)) {
        TextBuffer path;
        append_utf8(path, *filename);
        const std::string_view whole = path.view();
        place.append(whole.substr(whole.rfind('/') + 1));
    }
    const bool named = is_kind(e.filename, Kind::Str);
    std::int64_t line = -1;
    if (is_exact_int(e.lineno)) {
        if (named) place.append(", ");
        if (!int_fits(e.lineno, &line)) line = -1; // as C's conversion reports overflow
        format_to(place, "line {}", line);
    }
    Ref message = Ref::share(or_none(e.msg));
    if (!named && !is_exact_int(e.lineno)) return str_py(t, message.get());
    TextBuffer text;
    if (!append_str_py(t, text, message.get())) return t.raised();
    format_to(text, " ({})", place);
    return make_str(t, text);
}

constinit const MemberDef kSyntaxErrorMembers[9] = {
    ISLET_FIELD(SyntaxException, "msg", msg, "exception msg"),
    ISLET_FIELD(SyntaxException, "filename", filename, "exception filename"),
    ISLET_FIELD(SyntaxException, "lineno", lineno, "exception lineno"),
    ISLET_FIELD(SyntaxException, "offset", offset, "exception offset"),
    ISLET_FIELD(SyntaxException, "text", text, "exception text"),
    ISLET_FIELD(SyntaxException, "end_lineno", end_lineno, "exception end lineno"),
    ISLET_FIELD(SyntaxException, "end_offset", end_offset, "exception end offset"),
    ISLET_FIELD(SyntaxException, "print_file_and_line", print_file_and_line, "exception print_file_and_line"),
    ISLET_FIELD(SyntaxException, "_metadata", metadata, "exception private metadata"),
};

// --- UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError

namespace {

struct UnicodeParts {
    Ref encoding = Ref::nothing(), object = Ref::nothing(), reason = Ref::nothing();
    std::int64_t start = 0, end = 0;
};

Status check_count(Thread& t, const Args& args, std::uint32_t expected) {
    if (args.count == expected) return Status::ok();
    return t.raise(Exc::TypeError, "function takes exactly {} arguments ({} given)", expected, args.count);
}

Status need_str(Thread& t, const Args& args, std::uint32_t index, Ref* out) {
    if (!is_kind(args[index], Kind::Str)) {
        return t.raise(Exc::TypeError, "argument {} must be str, not {}", index + 1,
                       BadArgument{t, args[index]});
    }
    *out = Ref::share(args[index]);
    return Status::ok();
}

// start, end and reason, from `index` on.
Status read_range_py(Thread& t, const Args& args, std::uint32_t index, UnicodeParts& parts) {
    Result<std::int64_t> start = index_to_int64_py(t, args[index]);
    if (!start) return t.raised();
    Result<std::int64_t> end = index_to_int64_py(t, args[index + 1]);
    if (!end) return t.raised();
    parts.start = *start;
    parts.end = *end;
    return need_str(t, args, index + 2, &parts.reason);
}

void store_parts(Value self, UnicodeParts& parts) {
    auto& e = static_cast<UnicodeException&>(as<Exception>(self));
    assign_word(e.encoding, parts.encoding.get());
    assign_word(e.object, parts.object.get());
    assign_word(e.reason, parts.reason.get());
    e.start = parts.start;
    e.end = parts.end;
}

// Shares what a text is made of, so that a str() that runs Python finds it in place.
struct UnicodeView {
    explicit UnicodeView(Value self) {
        auto& e = static_cast<UnicodeException&>(as<Exception>(self));
        start = e.start;
        end = e.end;
        encoding = Ref::share(or_none(e.encoding));
        reason = Ref::share(or_none(e.reason));
        object = Ref::share(e.object);
    }
    Ref encoding = Ref::nothing(), reason = Ref::nothing(), object = Ref::nothing();
    std::int64_t start, end;

    bool is_single(std::int64_t size) const { return start >= 0 && start < size && end == start + 1; }
};

void append_char_name(TextBuffer& text, char32_t c) {
    if (c <= 0xff) {
        format_to(text, "\\x{}", Hex{c, 2});
    } else if (c <= 0xffff) {
        format_to(text, "\\u{}", Hex{c, 4});
    } else {
        format_to(text, "\\U{}", Hex{c, 8});
    }
}

} // namespace

Status unicode_decode_init_py(Thread& t, Value self, const Args& args) {
    if (!exception_init_py(t, self, args)) return t.raised();
    UnicodeParts parts;
    if (!check_count(t, args, 5) || !need_str(t, args, 0, &parts.encoding)) return t.raised();
    parts.object = Ref::share(args[1]);
    if (!read_range_py(t, args, 2, parts)) return t.raised();
    if (!is_kind(args[1], Kind::Bytes)) {
        if (!type_of(t, args[1])->slots.get_buffer_py) {
            return t.raise(Exc::TypeError, "a bytes-like object is required, not '{}'", *type_of(t, args[1]));
        }
        parts.object = call_py(t, t.type(TypeId::Bytes), args[1]);
        if (!parts.object) return t.raised();
    }
    store_parts(self, parts);
    return Status::ok();
}

Status unicode_encode_init_py(Thread& t, Value self, const Args& args) {
    if (!exception_init_py(t, self, args)) return t.raised();
    UnicodeParts parts;
    if (!check_count(t, args, 5) || !need_str(t, args, 0, &parts.encoding) ||
        !need_str(t, args, 1, &parts.object) || !read_range_py(t, args, 2, parts)) {
        return t.raised();
    }
    store_parts(self, parts);
    return Status::ok();
}

Status unicode_translate_init_py(Thread& t, Value self, const Args& args) {
    if (!exception_init_py(t, self, args)) return t.raised();
    UnicodeParts parts;
    if (!check_count(t, args, 4) || !need_str(t, args, 0, &parts.object) ||
        !read_range_py(t, args, 1, parts)) {
        return t.raised();
    }
    store_parts(self, parts);
    return Status::ok();
}

static Ref finish_unicode_text_py(Thread& t, TextBuffer& text, const UnicodeView& e) {
    text.append(": ");
    if (!append_str_py(t, text, e.reason.get())) return t.raised();
    return make_str(t, text);
}

Ref unicode_decode_str_py(Thread& t, Value self) {
    const UnicodeView e(self);
    if (e.object.get().is_empty()) return Ref::share(&t.name(Name::empty)); // made by __new__ alone
    if (!is_kind(e.object.get(), Kind::Bytes)) {
        return t.raise(Exc::TypeError, "UnicodeError 'object' attribute must be a bytes");
    }
    TextBuffer text;
    text.append('\'');
    if (!append_str_py(t, text, e.encoding.get())) return t.raised();
    text.append("' codec can't decode byte");
    Result<std::int64_t> size = length_py(t, e.object.get());
    if (!size) return t.raised();
    if (e.is_single(*size)) {
        Ref byte = getitem_py(t, e.object.get(), Value::small_int(e.start));
        if (!byte) return t.raised();
        const auto value = byte.get().is_int() ? static_cast<std::uint64_t>(byte.get().as_int()) : 0U;
        format_to(text, " 0x{} in position {}", Hex{value & 0xff, 2}, e.start);
    } else {
        format_to(text, "s in position {}-{}", e.start, e.end - 1);
    }
    return finish_unicode_text_py(t, text, e);
}

// The part that encoding and translating share.
static Ref unicode_char_text_py(Thread& t, TextBuffer& text, const UnicodeView& e) {
    auto* const object = cast<Str>(e.object.get());
    if (!object) return t.raise(Exc::TypeError, "UnicodeError 'object' attribute must be a str");
    text.append(" character");
    if (e.is_single(static_cast<std::int64_t>(object->length))) {
        text.append(" '");
        append_char_name(text, object->at(static_cast<std::uint64_t>(e.start)));
        format_to(text, "' in position {}", e.start);
    } else {
        format_to(text, "s in position {}-{}", e.start, e.end - 1);
    }
    return finish_unicode_text_py(t, text, e);
}

Ref unicode_encode_str_py(Thread& t, Value self) {
    const UnicodeView e(self);
    if (e.object.get().is_empty()) return Ref::share(&t.name(Name::empty));
    TextBuffer text;
    text.append('\'');
    if (!append_str_py(t, text, e.encoding.get())) return t.raised();
    text.append("' codec can't encode");
    return unicode_char_text_py(t, text, e);
}

Ref unicode_translate_str_py(Thread& t, Value self) {
    const UnicodeView e(self);
    if (e.object.get().is_empty()) return Ref::share(&t.name(Name::empty));
    TextBuffer text;
    text.append("can't translate");
    return unicode_char_text_py(t, text, e);
}

#define ISLET_UNICODE_MEMBERS                                                                                \
    ISLET_FIELD(UnicodeException, "encoding", encoding, "exception encoding"),                               \
        ISLET_FIELD(UnicodeException, "object", object, "exception object"),                                 \
        MemberDef{"start", offsetof(UnicodeException, start), MemberDef::Type::Int64, true,                  \
                  "exception start"},                                                                        \
        MemberDef{"end", offsetof(UnicodeException, end), MemberDef::Type::Int64, true, "exception end"},    \
        ISLET_FIELD(UnicodeException, "reason", reason, "exception reason"),

constinit const MemberDef kUnicodeErrorMembers[5] = {ISLET_UNICODE_MEMBERS};
constinit const MemberDef kUnicodeTranslateMembers[5] = {ISLET_UNICODE_MEMBERS};
#undef ISLET_UNICODE_MEMBERS
#undef ISLET_FIELD
#pragma GCC diagnostic pop

} // namespace islet
