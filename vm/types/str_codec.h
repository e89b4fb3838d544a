// SPDX-License-Identifier: MIT
//
// Between str and bytes: the codecs that are built in, and what happens to text that a codec cannot carry.
//
// Built in: utf-8 utf-8-sig utf-16 utf-32 (-le, -be) ascii latin-1 raw_unicode_escape unicode_escape; and the
// handlers strict ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape
// surrogatepass. Other encodings and handlers are looked up in the module codecs.
//
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/types/bytes.h"
#include "vm/types/str.h"

namespace islet {

// UnicodeEncodeError(encoding, text, start, end, reason), UnicodeDecodeError(encoding, bytes, ...).
Raised raise_encode_error(Thread& t, std::string_view encoding, Str& text, std::uint64_t start, std::uint64_t end,
                          std::string_view reason);
Raised raise_decode_error(Thread& t, std::string_view encoding, std::string_view bytes, std::uint64_t start,
                          std::uint64_t end, std::string_view reason);

} // namespace islet
