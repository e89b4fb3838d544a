// SPDX-License-Identifier: MIT
//
// The built-in error handlers as programs call them: codecs.lookup_error(name)(exception).
#include "vm/base/unicode.h"
#include "vm/model/attr.h"
#include "vm/types/codec_errors.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/str_builder.h"
#include "vm/types/tuple.h"

#include <algorithm>

namespace islet {

namespace {

// What the exception says went wrong, with its range brought within the object.
struct Fault {
    UnicodeException* exception;
    bool decoding;
    bool translating;
    std::size_t start, end;
};

Ref answer(Thread& t, Ref replacement, std::size_t next) {
    if (!replacement) return replacement;
    Ref position = make_int_unsigned(t, next);
    if (!position) return position;
    return make_tuple(t, {replacement.get(), position.get()});
}

Raised wrong_type(Thread& t, Value exception) {
    return t.raise(Exc::TypeError, "don't know how to handle {} in error callback", *type_of(t, exception));
}

Result<Fault> read_fault(Thread& t, Value exception) {
    if (!is_exception(exception)) return t.raise(Exc::TypeError, "codec must pass exception instance");
    Fault fault{};
    const bool encoding = exception_matches(t, exception, Exc::UnicodeEncodeError);
    fault.decoding = exception_matches(t, exception, Exc::UnicodeDecodeError);
    fault.translating = exception_matches(t, exception, Exc::UnicodeTranslateError);
    if (!encoding && !fault.decoding && !fault.translating) return wrong_type(t, exception);
    fault.exception = reinterpret_cast<UnicodeException*>(exception.object());
    const Value object = fault.exception->object;
    if (fault.decoding ? !is_kind(object, Kind::Bytes) : object.is_empty() || !is_str(object)) {
        return t.raise(Exc::TypeError, "object attribute must be {}",
                       fault.decoding ? std::string_view("bytes") : std::string_view("str"));
    }
    const auto size =
        static_cast<std::int64_t>(fault.decoding ? as<Bytes>(object).length : as<Str>(object).length);
    const std::int64_t start = std::clamp<std::int64_t>(fault.exception->start, 0, size);
    fault.start = static_cast<std::size_t>(start);
    fault.end = static_cast<std::size_t>(std::clamp(fault.exception->end, start, size));
    return fault;
}

std::string_view encoding_of(const Fault& fault) {
    const Str* const name =
        fault.exception->encoding.is_empty() ? nullptr : cast<Str>(fault.exception->encoding);
    return name && name->is_ascii() ? name->ascii() : std::string_view();
}

// The codec with its byte order, for surrogatepass.
Codec form_of(const Fault& fault) {
    const Codec codec = find_codec(encoding_of(fault));
    if (codec == Codec::Utf16) return Codec::Utf16Le;
    if (codec == Codec::Utf32) return Codec::Utf32Le;
    if (codec == Codec::Ascii || codec == Codec::Latin1) return Codec::None;
    return codec;
}

Ref raise_again(Thread& t, Value exception) {
    return t.raise_object(Ref::share(exception));
}

Ref handle_text(Thread& t, const Fault& fault, std::string_view handler) {
    CodecErrors errors(t, encoding_of(fault), handler);
    CodecErrors::Replacement out;
    Str& text = as<Str>(fault.exception->object);
    const Str* const reason =
        fault.exception->reason.is_empty() ? nullptr : cast<Str>(fault.exception->reason);
    TextBuffer words;
    if (reason) append_utf8(words, *reason);
    if (!errors.encode_py(text, fault.start, fault.end, words.view(), form_of(fault), out)) return t.raised();
    if (out.ascii.failed()) return t.raise_memory_error();
    return answer(t, out.is_bytes ? make_bytes(t, out.ascii.view()) : make_str(t, out.ascii), fault.end);
}

Ref handle_bytes(Thread& t, const Fault& fault, std::string_view handler) {
    CodecErrors errors(t, encoding_of(fault), handler);
    StrBuilder out(t);
    std::size_t next = fault.end;
    const Str* const reason =
        fault.exception->reason.is_empty() ? nullptr : cast<Str>(fault.exception->reason);
    TextBuffer words;
    if (reason) append_utf8(words, *reason);
    Ref keep = Ref::share(fault.exception->object);
    const std::string_view bytes = keep.as<Bytes>().text();
    if (!errors.decode_py(bytes, fault.start, fault.end, words.view(), form_of(fault), out, next))
        return t.raised();
    return answer(t, out.finish(), next);
}

} // namespace

Ref call_error_handler_py(Thread& t, std::string_view handler, Value exception) {
    const ErrorHandler kind = find_error_handler(handler);
    if (kind == ErrorHandler::Custom) {
        return t.raise(Exc::LookupError, "unknown error handler name '{}'", handler);
    }
    if (kind == ErrorHandler::Strict) {
        if (!is_exception(exception)) return t.raise(Exc::TypeError, "codec must pass exception instance");
        return raise_again(t, exception);
    }
    Result<Fault> fault = read_fault(t, exception);
    if (!fault) return t.raised();
    if (kind == ErrorHandler::Ignore) return answer(t, Ref::share(&t.name(Name::empty)), fault->end);
    if (fault->decoding) return handle_bytes(t, *fault, handler);
    if (!fault->translating) return handle_text(t, *fault, handler);
    if (kind == ErrorHandler::BackslashReplace) return handle_text(t, *fault, handler);
    if (kind != ErrorHandler::Replace) return wrong_type(t, exception);
    StrBuilder out(t);
    out.append_fill(0xFFFD, fault->end - fault->start);
    return answer(t, out.finish(), fault->end);
}

} // namespace islet
