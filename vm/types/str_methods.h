// SPDX-License-Identifier: MIT
//
// What the files that implement str share: the methods that str_methods.cpp lists.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"
#include "vm/types/str.h"

namespace islet {

inline constexpr std::size_t kStrMethodCount = 50;
extern const MethodDef kStrMethods[kStrMethodCount]; // str_methods.cpp

// str_case.cpp
Ref str_upper(Thread& t, Str& self);
Ref str_lower(Thread& t, Str& self);
Ref str_title(Thread& t, Str& self);
Ref str_capitalize(Thread& t, Str& self);
Ref str_swapcase(Thread& t, Str& self);
Ref str_casefold(Thread& t, Str& self);
Ref str_isupper(Thread& t, Str& self);
Ref str_islower(Thread& t, Str& self);
Ref str_istitle(Thread& t, Str& self);
Ref str_isalpha(Thread& t, Str& self);
Ref str_isalnum(Thread& t, Str& self);
Ref str_isdecimal(Thread& t, Str& self);
Ref str_isdigit(Thread& t, Str& self);
Ref str_isnumeric(Thread& t, Str& self);
Ref str_isspace(Thread& t, Str& self);
Ref str_isprintable(Thread& t, Str& self);
Ref str_isascii(Thread& t, Str& self);
Ref str_isidentifier(Thread& t, Str& self);

// str_split.cpp
Ref str_split(Thread& t, Str& self, Value sep, Opt<Index> maxsplit);
Ref str_rsplit(Thread& t, Str& self, Value sep, Opt<Index> maxsplit);
Ref str_splitlines(Thread& t, Str& self, Opt<bool> keepends);
Ref str_partition(Thread& t, Str& self, Value sep);
Ref str_rpartition(Thread& t, Str& self, Value sep);
Ref str_join(Thread& t, Str& self, Value iterable);

// str_format.cpp
Ref str_format(Thread& t, Value self, const Args& args);
Ref str_format_map(Thread& t, Str& self, Value mapping);

} // namespace islet
