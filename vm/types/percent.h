// SPDX-License-Identifier: MIT
//
// The operator % of str, bytes and bytearray: text with places filled as in C's printf.
// Owns: nothing; the caller keeps the format and the arguments. Threads: the interpreter's lock.
#pragma once

#include "vm/types/str.h"

namespace islet {

Ref percent_format_str_py(Thread& t, Str& format, Value args);
// `format` stays where it is meanwhile. The result is bytes.
Ref percent_format_bytes_py(Thread& t, std::string_view format, Value args);

} // namespace islet
