// SPDX-License-Identifier: MIT
//
// See codec_errors.h.
#include "vm/types/codec_errors.h"

#include "vm/base/unicode_names.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/str_builder.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// type(encoding, object, start, end, reason).
Ref make_unicode_error(Thread& t, Exc type, std::string_view encoding, Value object, std::uint64_t start,
                       std::uint64_t end, std::string_view reason) {
    Ref name = make_str(t, encoding);
    if (!name) return name;
    Ref why = make_str(t, reason);
    if (!why) return why;
    Ref from = make_int_unsigned(t, start);
    if (!from) return from;
    Ref to = make_int_unsigned(t, end);
    if (!to) return to;
    const Value args[] = {name.get(), object, from.get(), to.get(), why.get()};
    return call_py(t, t.type(static_cast<TypeId>(type)), Args(args, 5));
}

void append_surrogate(TextBuffer& out, char32_t c, Codec form) {
    const auto high = static_cast<char>(c >> 8), low = static_cast<char>(c);
    switch (form) {
    case Codec::Utf8: out.append_code_point(c); break;
    case Codec::Utf16Le: out.append(low), out.append(high); break;
    case Codec::Utf16Be: out.append(high), out.append(low); break;
    case Codec::Utf32Le: out.append(low), out.append(high), out.append_fill('\0', 2); break;
    case Codec::Utf32Be: out.append_fill('\0', 2), out.append(high), out.append(low); break;
    default: break;
    }
}

bool is_escaped_byte(char32_t c) {
    return c >= 0xDC80 && c <= 0xDCFF;
}

} // namespace

Ref make_encode_error(Thread& t, std::string_view encoding, Str& text, std::uint64_t start, std::uint64_t end,
                      std::string_view reason) {
    return make_unicode_error(t, Exc::UnicodeEncodeError, encoding, &text, start, end, reason);
}

Ref make_decode_error(Thread& t, std::string_view encoding, std::string_view bytes, std::uint64_t start,
                      std::uint64_t end, std::string_view reason) {
    Ref object = make_bytes(t, bytes);
    if (!object) return object;
    return make_unicode_error(t, Exc::UnicodeDecodeError, encoding, object.get(), start, end, reason);
}

Raised raise_encode_error(Thread& t, std::string_view encoding, Str& text, std::uint64_t start,
                          std::uint64_t end, std::string_view reason) {
    Ref error = make_encode_error(t, encoding, text, start, end, reason);
    if (!error) return t.raised();
    return t.raise_object(std::move(error));
}

Raised raise_decode_error(Thread& t, std::string_view encoding, std::string_view bytes, std::uint64_t start,
                          std::uint64_t end, std::string_view reason) {
    Ref error = make_decode_error(t, encoding, bytes, start, end, reason);
    if (!error) return t.raised();
    return t.raise_object(std::move(error));
}

void append_backslash_escape(TextBuffer& out, char32_t c) {
    if (c < 0x100)
        format_to(out, "\\x{}", Hex{c, 2});
    else if (c < 0x10000)
        format_to(out, "\\u{}", Hex{c, 4});
    else
        format_to(out, "\\U{}", Hex{c, 8});
}

char32_t read_surrogate(std::string_view bytes, Codec form, std::size_t& size) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    char32_t c = 0;
    switch (form) {
    case Codec::Utf8:
        size = 3;
        if (bytes.size() < 3 || at(0) != 0xED || (at(1) & 0xE0) != 0xA0 || (at(2) & 0xC0) != 0x80) return 0;
        return static_cast<char32_t>(0xD000 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F));
    case Codec::Utf16Le:
    case Codec::Utf16Be:
        size = 2;
        if (bytes.size() < 2) return 0;
        c = static_cast<char32_t>(form == Codec::Utf16Le ? at(1) << 8 | at(0) : at(0) << 8 | at(1));
        return is_surrogate(c) ? c : 0;
    case Codec::Utf32Le:
    case Codec::Utf32Be:
        size = 4;
        if (bytes.size() < 4) return 0;
        for (std::size_t i = 0; i < 4; ++i) c = c << 8 | at(form == Codec::Utf32Le ? 3 - i : i);
        return is_surrogate(c) ? c : 0;
    default: return 0;
    }
}

ErrorHandler find_error_handler(std::string_view name) {
    constexpr std::string_view kNames[] = {
        "strict",      "ignore",          "replace",      "backslashreplace", "xmlcharrefreplace",
        "namereplace", "surrogateescape", "surrogatepass"};
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
        if (name == kNames[i]) return static_cast<ErrorHandler>(i);
    }
    return ErrorHandler::Custom;
}

Ref find_codecs_function_py(Thread& t, std::string_view name) {
    Ref module_name = intern(t, "_codecs");
    if (!module_name) return module_name;
    Dict* const modules = t.state().modules;
    Ref module = Ref::share(modules ? dict_find(t, *modules, module_name.as<Str>()) : Value());
    if (!module && t.state().hooks.import_py) {
        module =
            t.state().hooks.import_py(t, module_name.get(), Value::none(), Value::none(), Value::none(), 0);
        if (!module) {
            if (!t.pending_is(Exc::ImportError)) return t.raised();
            t.clear_pending();
        }
    }
    if (!module) return Ref::nothing();
    Ref key = intern(t, name);
    if (!key) return key;
    return find_attr_py(t, module.get(), key.as<Str>());
}

// Calls the handler with the exception; reads (replacement, position) from its answer.
Status CodecErrors::call_py(Ref exception, bool decoding, std::size_t size, Ref& replacement,
                            std::size_t& next) {
    if (!callable_) {
        Ref lookup = find_codecs_function_py(t_, "lookup_error");
        if (!lookup) {
            if (t_.has_pending()) return t_.raised();
            return t_.raise(Exc::LookupError, "unknown error handler name '{}'", name_);
        }
        Ref name = make_str(t_, name_);
        if (!name) return t_.raised();
        callable_ = islet::call_py(t_, lookup.get(), name.get());
        if (!callable_) return t_.raised();
    }
    Ref answer = islet::call_py(t_, callable_.get(), exception.get());
    if (!answer) return t_.raised();
    const Tuple* const pair = cast<Tuple>(answer.get());
    const bool well_formed = pair && pair->size == 2 && is_int((*pair)[1]) &&
                             (is_str((*pair)[0]) || (!decoding && is_kind((*pair)[0], Kind::Bytes)));
    if (!well_formed) {
        if (decoding) return t_.raise(Exc::TypeError, "decoding error handler must return (str, int) tuple");
        return t_.raise(Exc::TypeError, "encoding error handler must return (str/bytes, int) tuple");
    }
    std::int64_t at = 0;
    const auto length = static_cast<std::int64_t>(size);
    if (!int_fits((*pair)[1], &at)) {
        return t_.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
    }
    const std::int64_t asked = at < 0 ? at + length : at;
    if (asked < 0 || asked > length) {
        return t_.raise(Exc::IndexError, "position {} from error handler out of bounds", asked);
    }
    replacement = Ref::share((*pair)[0]);
    next = static_cast<std::size_t>(asked);
    return Status::ok();
}

Status CodecErrors::encode_custom_py(Str& text, std::size_t start, std::size_t end, std::string_view reason,
                                     Replacement& out) {
    Ref error = make_encode_error(t_, encoding_, text, start, end, reason);
    if (!error) return t_.raised();
    Ref replacement = Ref::nothing();
    if (!call_py(std::move(error), false, text.length, replacement, out.next)) return t_.raised();
    if (Bytes* const bytes = cast<Bytes>(replacement.get())) {
        out.is_bytes = true;
        out.ascii.append(bytes->text());
    } else if (replacement.as<Str>().is_ascii()) {
        out.ascii.append(replacement.as<Str>().ascii());
    } else {
        out.text = std::move(replacement);
    }
    return Status::ok();
}

Status CodecErrors::encode_py(Str& text, std::size_t start, std::size_t end, std::string_view reason,
                              Codec form, Replacement& out) {
    out.next = end;
    for (std::size_t i = start; i < end; ++i) {
        const char32_t c = text.at(i);
        switch (kind_) {
        case ErrorHandler::Strict: return raise(text, start, end, reason);
        case ErrorHandler::Ignore: return Status::ok();
        case ErrorHandler::Replace: out.ascii.append('?'); break;
        case ErrorHandler::BackslashReplace: append_backslash_escape(out.ascii, c); break;
        case ErrorHandler::XmlCharRefReplace:
            format_to(out.ascii, "&#{};", static_cast<std::uint64_t>(c));
            break;
        case ErrorHandler::NameReplace: {
            TextBuffer name;
            if (append_character_name(name, c))
                format_to(out.ascii, "\\N{{{}}}", name);
            else
                append_backslash_escape(out.ascii, c);
            break;
        }
        case ErrorHandler::SurrogateEscape:
            if (!is_escaped_byte(c)) return raise(text, i, end, reason);
            out.is_bytes = true;
            out.ascii.append(static_cast<char>(c - 0xDC00));
            break;
        case ErrorHandler::SurrogatePass:
            if (!is_surrogate(c) || form == Codec::None) return raise(text, start, end, reason);
            out.is_bytes = true;
            append_surrogate(out.ascii, c, form);
            break;
        case ErrorHandler::Custom: return encode_custom_py(text, start, end, reason, out);
        }
    }
    return Status::ok();
}

Status CodecErrors::decode_py(std::string_view bytes, std::size_t start, std::size_t end,
                              std::string_view reason, Codec form, StrBuilder& out, std::size_t& next) {
    next = end;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    switch (kind_) {
    case ErrorHandler::Ignore: return Status::ok();
    case ErrorHandler::Replace: out.append_char(0xFFFD); return Status::ok();
    case ErrorHandler::BackslashReplace: {
        TextBuffer escapes;
        for (std::size_t i = start; i < end; ++i) append_backslash_escape(escapes, byte(i));
        out.append(escapes);
        return Status::ok();
    }
    case ErrorHandler::SurrogateEscape:
        next = start;
        while (next < end && byte(next) >= 0x80) out.append_char(0xDC00U + byte(next++));
        if (next != start) return Status::ok();
        break;
    case ErrorHandler::SurrogatePass: {
        std::size_t size = 0;
        if (const char32_t c = read_surrogate(bytes.substr(start), form, size)) {
            out.append_char(c);
            next = start + size;
            return Status::ok();
        }
        break;
    }
    case ErrorHandler::XmlCharRefReplace:
    case ErrorHandler::NameReplace:
        return t_.raise(Exc::TypeError, "don't know how to handle UnicodeDecodeError in error callback");
    case ErrorHandler::Custom: {
        Ref error = make_decode_error(t_, encoding_, bytes, start, end, reason);
        if (!error) return t_.raised();
        Ref replacement = Ref::nothing();
        if (!call_py(std::move(error), true, bytes.size(), replacement, next)) return t_.raised();
        out.append(replacement.as<Str>());
        return Status::ok();
    }
    case ErrorHandler::Strict: break;
    }
    return raise_decode_error(t_, encoding_, bytes, start, end, reason);
}

} // namespace islet
