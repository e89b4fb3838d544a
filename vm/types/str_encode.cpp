// SPDX-License-Identifier: MIT
//
// The encoders of the built-in codecs. Text without a fault goes straight into the result; the first fault
// turns to the general way, which builds the bytes in a buffer.
#include "vm/types/codec_errors.h"

#include <bit>
#include <cstring>

namespace islet {

namespace {

using Replacement = CodecErrors::Replacement;

Ref to_bytes(Thread& t, const TextBuffer& out) {
    if (out.failed()) return t.raise_memory_error();
    return make_bytes(t, out.view());
}

// --- ascii, latin-1

Ref encode_narrow_py(Thread& t, Str& text, char32_t limit, std::string_view name,
                     std::string_view error_name) {
    if (text.width() == 1 && (limit == 256 || text.is_ascii()))
        return make_bytes(t, text.data(), text.length);
    const std::string_view reason = limit == 128 ? "ordinal not in range(128)" : "ordinal not in range(256)";
    CodecErrors errors(t, name, error_name);
    TextBuffer out;
    const Chars chars = chars_of(text);
    for (std::size_t i = 0; i < chars.size;) {
        if (chars[i] < limit) {
            out.append(static_cast<char>(chars[i++]));
            continue;
        }
        std::size_t end = i + 1;
        while (end < chars.size && chars[end] >= limit) ++end;
        Replacement replacement;
        if (!errors.encode_py(text, i, end, reason, Codec::None, replacement)) return t.raised();
        if (replacement.text) {
            const Chars given = chars_of(replacement.text.as<Str>());
            for (std::size_t k = 0; k < given.size; ++k) {
                if (given[k] >= limit) return errors.raise(text, i, end, reason);
                out.append(static_cast<char>(given[k]));
            }
        }
        out.append(replacement.ascii.view());
        if (out.failed() || replacement.ascii.failed()) return t.raise_memory_error();
        i = replacement.next;
    }
    return to_bytes(t, out);
}

// --- utf-8

Ref encode_utf8_py(Thread& t, Str& text, std::string_view error_name, bool mark) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    const Chars chars = chars_of(text);
    if (text.is_ascii() && !mark) return make_bytes(t, text.data(), text.length);
    CharSpan bad = find_surrogates(chars);
    if (bad.empty()) {
        const std::size_t size = utf8_size(chars) + (mark ? kMark.size() : 0);
        Ref result = make_bytes_uninit(t, size);
        if (!result || size == 0) return result;
        std::uint8_t* out = result.as<Bytes>().data();
        if (mark) {
            std::memcpy(out, kMark.data(), kMark.size());
            out += kMark.size();
        }
        encode_utf8(chars, out);
        return result;
    }
    CodecErrors errors(t, "utf-8", error_name);
    TextBuffer out;
    if (mark) out.append(kMark);
    const auto append = [&](std::size_t from, std::size_t to) {
        const Chars piece = chars.slice(from, to);
        if (char* const place = out.extend(utf8_size(piece))) {
            encode_utf8(piece, reinterpret_cast<unsigned char*>(place));
        }
    };
    std::size_t at = 0;
    for (; !bad.empty(); bad = find_surrogates(chars, at)) {
        append(at, bad.start);
        Replacement replacement;
        constexpr std::string_view kReason = "surrogates not allowed";
        if (!errors.encode_py(text, bad.start, bad.end, kReason, Codec::Utf8, replacement)) return t.raised();
        if (replacement.text) return errors.raise(text, bad.start, bad.end, kReason);
        out.append(replacement.ascii.view());
        if (out.failed() || replacement.ascii.failed()) return t.raise_memory_error();
        at = replacement.next;
    }
    append(at, chars.size);
    return to_bytes(t, out);
}

// --- utf-16, utf-32

struct WideForm {
    std::string_view name;
    std::size_t unit; // 2 or 4 bytes
    bool big_endian;
    bool mark;
    Codec form; // with its byte order
};

void put_unit(TextBuffer& out, const WideForm& form, std::uint32_t value) {
    char* const place = out.extend(form.unit);
    for (std::size_t i = 0; place && i < form.unit; ++i) {
        const std::size_t at = form.big_endian ? form.unit - 1 - i : i;
        place[at] = static_cast<char>(value >> (8 * i));
    }
}

void put_wide(TextBuffer& out, const WideForm& form, char32_t c) {
    if (form.unit == 4 || c < 0x10000) return put_unit(out, form, c);
    put_unit(out, form, 0xD800 + ((c - 0x10000) >> 10));
    put_unit(out, form, 0xDC00 + (c & 0x3FF));
}

Ref encode_wide_py(Thread& t, Str& text, const WideForm& form, std::string_view error_name) {
    constexpr std::string_view kReason = "surrogates not allowed";
    CodecErrors errors(t, form.name, error_name);
    TextBuffer out;
    if (form.mark) put_unit(out, form, 0xFEFF);
    const Chars chars = chars_of(text);
    for (std::size_t i = 0; i < chars.size;) {
        const char32_t c = chars[i];
        if (!is_surrogate(c)) {
            put_wide(out, form, c);
            ++i;
            continue;
        }
        Replacement replacement;
        if (!errors.encode_py(text, i, i + 1, kReason, form.form, replacement)) return t.raised();
        const std::string_view given = replacement.ascii.view();
        if (replacement.text || (replacement.is_bytes && given.size() % form.unit != 0)) {
            return errors.raise(text, i, i + 1, kReason);
        }
        if (replacement.is_bytes)
            out.append(given);
        else
            for (const char a : given) put_unit(out, form, static_cast<unsigned char>(a));
        if (out.failed() || replacement.ascii.failed()) return t.raise_memory_error();
        i = replacement.next;
    }
    return to_bytes(t, out);
}

// --- unicode_escape, raw_unicode_escape: every text has a form

Ref encode_escapes(Thread& t, const Str& text) {
    TextBuffer out;
    const Chars chars = chars_of(text);
    for (std::size_t i = 0; i < chars.size; ++i) {
        const char32_t c = chars[i];
        if (c == '\\')
            out.append("\\\\");
        else if (c == '\n')
            out.append("\\n");
        else if (c == '\r')
            out.append("\\r");
        else if (c == '\t')
            out.append("\\t");
        else if (c >= ' ' && c < 0x7F)
            out.append(static_cast<char>(c));
        else
            append_backslash_escape(out, c);
    }
    return to_bytes(t, out);
}

Ref encode_raw_escapes(Thread& t, const Str& text) {
    if (text.width() == 1) return make_bytes(t, text.data(), text.length);
    TextBuffer out;
    const Chars chars = chars_of(text);
    for (std::size_t i = 0; i < chars.size; ++i) {
        if (chars[i] < 0x100)
            out.append(static_cast<char>(chars[i]));
        else
            append_backslash_escape(out, chars[i]);
    }
    return to_bytes(t, out);
}

} // namespace

Ref encode_with_py(Thread& t, Codec codec, Str& text, std::string_view errors) {
    switch (codec) {
    case Codec::Utf8: return encode_utf8_py(t, text, errors, false);
    case Codec::Utf8Sig: return encode_utf8_py(t, text, errors, true);
    case Codec::Ascii: return encode_narrow_py(t, text, 128, "ascii", errors);
    case Codec::Latin1: return encode_narrow_py(t, text, 256, "latin-1", errors);
    case Codec::Utf16: return encode_wide_py(t, text, {"utf-16", 2, false, true, Codec::Utf16Le}, errors);
    case Codec::Utf16Le:
        return encode_wide_py(t, text, {"utf-16-le", 2, false, false, Codec::Utf16Le}, errors);
    case Codec::Utf16Be:
        return encode_wide_py(t, text, {"utf-16-be", 2, true, false, Codec::Utf16Be}, errors);
    case Codec::Utf32: return encode_wide_py(t, text, {"utf-32", 4, false, true, Codec::Utf32Le}, errors);
    case Codec::Utf32Le:
        return encode_wide_py(t, text, {"utf-32-le", 4, false, false, Codec::Utf32Le}, errors);
    case Codec::Utf32Be:
        return encode_wide_py(t, text, {"utf-32-be", 4, true, false, Codec::Utf32Be}, errors);
    case Codec::UnicodeEscape: return encode_escapes(t, text);
    case Codec::RawUnicodeEscape: return encode_raw_escapes(t, text);
    case Codec::None: break;
    }
    ISLET_UNREACHABLE("no codec");
}

} // namespace islet
