// SPDX-License-Identifier: MIT
//
// Between str and bytes: the codecs that are built in, and what happens to text that a codec cannot carry.
//
// Built in: utf-8 utf-8-sig utf-16 utf-32 (-le, -be) ascii latin-1 raw_unicode_escape unicode_escape; and the
// handlers strict ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape
// surrogatepass. Other encodings and handlers are asked of the module _codecs (lookup, lookup_error).
//
// Owns: nothing. Invariants: bytes that are decoded stay where they are until the call returns; the caller
// sees to that, for handlers may run Python. Threads: the interpreter's lock.
#pragma once

#include "vm/types/bytes.h"
#include "vm/types/str.h"

namespace islet {

class StrBuilder;

enum class Codec : std::uint8_t {
    None,
    Utf8,
    Utf8Sig,
    Utf16,
    Utf16Le,
    Utf16Be,
    Utf32,
    Utf32Le,
    Utf32Be,
    Ascii,
    Latin1,
    UnicodeEscape,
    RawUnicodeEscape,
};
// By any of its names, in any case and with any punctuation; None: not built in.
Codec find_codec(std::string_view name);

// The arguments `encoding` and `errors`, null where not given. ValueError "embedded null character".
class CodecNames {
public:
    Status fill(Thread& t, Str* encoding, Str* errors);
    std::string_view encoding() const { return encoding_; }
    std::string_view errors() const { return errors_; }

private:
    Status fill_one(Thread& t, Str* given, TextBuffer& copy, std::string_view& view);
    TextBuffer encoding_copy_, errors_copy_;
    std::string_view encoding_ = "utf-8", errors_ = "strict";
};

// str.encode and bytes.decode.
Ref encode_str_py(Thread& t, Str& text, std::string_view encoding, std::string_view errors);
Ref decode_bytes_py(Thread& t, std::string_view bytes, std::string_view encoding, std::string_view errors);

// The same with a built-in codec. `codec` is not None.
Ref encode_with_py(Thread& t, Codec codec, Str& text, std::string_view errors);
struct DecodeState {
    bool final = true;        // no more bytes follow: what is cut off is an error, otherwise left for later
    std::size_t consumed = 0; // out
    int byte_order = 0;       // in and out, utf-16 and utf-32: -1 little, 1 big, 0: by byte order mark
};
Ref decode_with_py(Thread& t, Codec codec, std::string_view bytes, std::string_view errors,
                   DecodeState& state);

// UnicodeEncodeError(encoding, text, start, end, reason), UnicodeDecodeError(encoding, bytes, ...).
Raised raise_encode_error(Thread& t, std::string_view encoding, Str& text, std::uint64_t start,
                          std::uint64_t end, std::string_view reason);
Raised raise_decode_error(Thread& t, std::string_view encoding, std::string_view bytes, std::uint64_t start,
                          std::uint64_t end, std::string_view reason);

// What is built in for codecs.lookup_error("replace") and so on: `handler` called with `exception`, a
// UnicodeEncodeError, UnicodeDecodeError or UnicodeTranslateError. Gives the tuple (replacement, position).
Ref call_error_handler_py(Thread& t, std::string_view handler, Value exception);

} // namespace islet
