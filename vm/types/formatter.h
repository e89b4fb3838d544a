// SPDX-License-Identifier: MIT
//
// __format__ of the types that know the format specification language: str, int, float, complex. They and
// f-strings call the same functions.
// Owns: nothing; the caller keeps value and specification. Threads: the interpreter's lock.
#pragma once

#include "vm/base/number_format.h"
#include "vm/types/str.h"

namespace islet {

// `v` is a str, an int (bool included), a float, a complex, or an instance of a subclass.
Ref format_str_py(Thread& t, Value v, Str& spec);
Ref format_int_py(Thread& t, Value v, Str& spec);
Ref format_float_py(Thread& t, Value v, Str& spec);
Ref format_complex_py(Thread& t, Value v, Str& spec);

// The exception for a fault, with its message.
Raised raise_format_fault(Thread& t, FormatFault fault, const TextBuffer& message);
// Bytes that one formatted text may take before it counts as out of memory: a program chooses its width.
std::size_t format_size_limit(Thread& t);

} // namespace islet
