// SPDX-License-Identifier: MIT
//
// Names of codecs, and the ways into them; see str_encode.cpp and str_decode.cpp.
#include "vm/types/str_codec.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/codec_errors.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

struct CodecAlias {
    std::string_view name; // lower case, one '_' for all that is neither letter, digit nor '.'
    Codec codec;
};

constexpr CodecAlias kAliases[] = {
    {"utf_8", Codec::Utf8},
    {"utf8", Codec::Utf8},
    {"u8", Codec::Utf8},
    {"utf", Codec::Utf8},
    {"cp65001", Codec::Utf8},
    {"utf8_ucs2", Codec::Utf8},
    {"utf8_ucs4", Codec::Utf8},
    {"utf_8_sig", Codec::Utf8Sig},
    {"utf_16", Codec::Utf16},
    {"utf16", Codec::Utf16},
    {"u16", Codec::Utf16},
    {"utf_16_le", Codec::Utf16Le},
    {"utf_16le", Codec::Utf16Le},
    {"unicodelittleunmarked", Codec::Utf16Le},
    {"utf_16_be", Codec::Utf16Be},
    {"utf_16be", Codec::Utf16Be},
    {"unicodebigunmarked", Codec::Utf16Be},
    {"utf_32", Codec::Utf32},
    {"utf32", Codec::Utf32},
    {"u32", Codec::Utf32},
    {"utf_32_le", Codec::Utf32Le},
    {"utf_32le", Codec::Utf32Le},
    {"utf_32_be", Codec::Utf32Be},
    {"utf_32be", Codec::Utf32Be},
    {"ascii", Codec::Ascii},
    {"us_ascii", Codec::Ascii},
    {"646", Codec::Ascii},
    {"us", Codec::Ascii},
    {"ansi_x3.4_1968", Codec::Ascii},
    {"ansi_x3_4_1968", Codec::Ascii},
    {"ansi_x3.4_1986", Codec::Ascii},
    {"cp367", Codec::Ascii},
    {"csascii", Codec::Ascii},
    {"ibm367", Codec::Ascii},
    {"iso646_us", Codec::Ascii},
    {"iso_646.irv_1991", Codec::Ascii},
    {"iso_ir_6", Codec::Ascii},
    {"latin_1", Codec::Latin1},
    {"latin1", Codec::Latin1},
    {"latin", Codec::Latin1},
    {"l1", Codec::Latin1},
    {"iso_8859_1", Codec::Latin1},
    {"iso8859_1", Codec::Latin1},
    {"iso8859", Codec::Latin1},
    {"8859", Codec::Latin1},
    {"cp819", Codec::Latin1},
    {"csisolatin1", Codec::Latin1},
    {"ibm819", Codec::Latin1},
    {"iso_8859_1_1987", Codec::Latin1},
    {"iso_ir_100", Codec::Latin1},
    {"unicode_escape", Codec::UnicodeEscape},
    {"raw_unicode_escape", Codec::RawUnicodeEscape},
};

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
}

// The registered codec: a tuple (encode, decode, ...). LookupError if there is none.
Ref lookup_codec_py(Thread& t, std::string_view encoding, std::string_view verb) {
    Ref lookup = find_codecs_function_py(t, "lookup");
    if (!lookup) {
        if (t.has_pending()) return lookup;
        return t.raise(Exc::LookupError, "unknown encoding: {}", encoding);
    }
    Ref name = make_str(t, encoding);
    if (!name) return name;
    Ref info = call_py(t, lookup.get(), name.get());
    if (!info) return info;
    Ref key = intern(t, "_is_text_encoding");
    if (!key) return key;
    Ref is_text = find_attr_py(t, info.get(), key.as<Str>());
    if (!is_text && t.has_pending()) return is_text;
    if (is_text && is_text.get().is_false()) {
        return t.raise(Exc::LookupError,
                       "'{}' is not a text encoding; use codecs.{}() to handle arbitrary codecs", encoding,
                       verb);
    }
    return info;
}

// (result, length) from item `index` of the codec; gives the result.
Ref run_codec_py(Thread& t, std::size_t index, Value codec, Value input, std::string_view errors) {
    Ref coder = getitem_py(t, codec, Value::small_int(static_cast<std::int64_t>(index)));
    if (!coder) return coder;
    Ref how = make_str(t, errors);
    if (!how) return how;
    Ref answer = call_py(t, coder.get(), input, how.get());
    if (!answer) return answer;
    const Tuple* const pair = cast<Tuple>(answer.get());
    if (!pair || pair->size != 2) {
        return t.raise(Exc::TypeError, "{} must return a tuple (object, integer)",
                       index == 0 ? std::string_view("encoder") : std::string_view("decoder"));
    }
    return Ref::share((*pair)[0]);
}

} // namespace

Codec find_codec(std::string_view name) {
    char normal[32];
    std::size_t size = 0;
    bool gap = false;
    for (const char c : name) {
        if (!is_word(c)) {
            if (static_cast<unsigned char>(c) >= 0x80) return Codec::None;
            gap = size != 0;
            continue;
        }
        if (size + 2 > sizeof(normal)) return Codec::None;
        if (std::exchange(gap, false)) normal[size++] = '_';
        normal[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    const std::string_view key(normal, size);
    for (const CodecAlias& alias : kAliases) {
        if (alias.name == key) return alias.codec;
    }
    return Codec::None;
}

Status CodecNames::fill(Thread& t, Str* encoding, Str* errors) {
    if (!fill_one(t, encoding, encoding_copy_, encoding_)) return t.raised();
    return fill_one(t, errors, errors_copy_, errors_);
}

Status CodecNames::fill_one(Thread& t, Str* given, TextBuffer& copy, std::string_view& view) {
    if (!given) return Status::ok();
    const Chars text = chars_of(*given);
    for (std::size_t i = 0; i < text.size; ++i) {
        if (text[i] == 0) return t.raise(Exc::ValueError, "embedded null character");
    }
    const CharSpan bad = find_surrogates(text);
    if (!bad.empty())
        return raise_encode_error(t, "utf-8", *given, bad.start, bad.end, "surrogates not allowed");
    append_utf8(copy, *given);
    if (copy.failed()) return t.raise_memory_error();
    view = copy.view();
    return Status::ok();
}

Ref encode_str_py(Thread& t, Str& text, std::string_view encoding, std::string_view errors) {
    const Codec codec = find_codec(encoding);
    if (codec != Codec::None) return encode_with_py(t, codec, text, errors);
    Ref info = lookup_codec_py(t, encoding, "encode");
    if (!info) return info;
    Ref result = run_codec_py(t, 0, info.get(), &text, errors);
    if (!result || is_kind(result.get(), Kind::Bytes)) return result;
    return t.raise(
        Exc::TypeError,
        "'{}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
        encoding, *type_of(t, result.get()));
}

Ref decode_bytes_py(Thread& t, std::string_view bytes, std::string_view encoding, std::string_view errors) {
    if (bytes.empty()) return Ref::share(&t.name(Name::empty));
    const Codec codec = find_codec(encoding);
    if (codec != Codec::None) {
        DecodeState state;
        return decode_with_py(t, codec, bytes, errors, state);
    }
    Ref info = lookup_codec_py(t, encoding, "decode");
    if (!info) return info;
    Ref input = make_bytes(t, bytes);
    if (!input) return input;
    Ref result = run_codec_py(t, 1, info.get(), input.get(), errors);
    if (!result || is_str(result.get())) return result;
    return t.raise(
        Exc::TypeError,
        "'{}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
        encoding, *type_of(t, result.get()));
}

} // namespace islet
