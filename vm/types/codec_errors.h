// SPDX-License-Identifier: MIT
//
// The error handlers of codecs: strict, ignore, replace and the like without objects, others by calling them.
// Owns: the handler that was looked up. Invariants: one per encoding or decoding. Threads: the interpreter's
// lock; handlers run Python.
#pragma once

#include "vm/types/str_codec.h"

namespace islet {

enum class ErrorHandler : std::uint8_t {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
    SurrogateEscape,
    SurrogatePass,
    Custom,
};
ErrorHandler find_error_handler(std::string_view name);

class CodecErrors {
public:
    CodecErrors(Thread& t, std::string_view encoding, std::string_view errors)
        : t_(t), encoding_(encoding), name_(errors), kind_(find_error_handler(errors)) {}

    // What a handler puts in the place of characters that cannot be encoded: text, or bytes as they are.
    struct Replacement {
        TextBuffer ascii;          // the text if it is ASCII, or the bytes
        Ref text = Ref::nothing(); // the text if it is not ASCII
        bool is_bytes = false;
        std::size_t next = 0; // where to go on
    };
    // text[start:end] cannot be encoded. `form` tells surrogatepass how surrogates look.
    Status encode_py(Str& text, std::size_t start, std::size_t end, std::string_view reason, Codec form,
                     Replacement& out);
    Raised raise(Str& text, std::size_t start, std::size_t end, std::string_view reason) {
        return raise_encode_error(t_, encoding_, text, start, end, reason);
    }
    // bytes[start:end] cannot be decoded. Appends the replacement; `next`: where to go on.
    Status decode_py(std::string_view bytes, std::size_t start, std::size_t end, std::string_view reason,
                     Codec form, StrBuilder& out, std::size_t& next);

private:
    Status call_py(Ref exception, bool decoding, std::size_t size, Ref& replacement, std::size_t& next);
    Status encode_custom_py(Str& text, std::size_t start, std::size_t end, std::string_view reason,
                            Replacement& out);

    Thread& t_;
    std::string_view encoding_, name_;
    ErrorHandler kind_;
    Ref callable_ = Ref::nothing();
};

// "\xe9", "\u1234", "\U00012345".
void append_backslash_escape(TextBuffer& out, char32_t c);
// A character of a surrogate in one of the UTF forms, at the start of `bytes`; 0: there is none. `size` gets
// its bytes.
char32_t read_surrogate(std::string_view bytes, Codec form, std::size_t& size);
Ref make_encode_error(Thread& t, std::string_view encoding, Str& text, std::uint64_t start, std::uint64_t end,
                      std::string_view reason);
Ref make_decode_error(Thread& t, std::string_view encoding, std::string_view bytes, std::uint64_t start,
                      std::uint64_t end, std::string_view reason);
// The callable of the module _codecs; nothing() without exception if there is no such module.
Ref find_codecs_function_py(Thread& t, std::string_view name);

} // namespace islet
