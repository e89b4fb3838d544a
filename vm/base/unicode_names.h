// SPDX-License-Identifier: MIT
// Names of characters, as CPython 3.14 knows them (Unicode 16.0), both ways. The table is made by
// make_unicode_names.py; a search reads through it, which takes some tens of microseconds.
// Owns: constant tables. Threads: any.
#pragma once

#include "vm/base/format.h"

#include <cstdint>
#include <string_view>

namespace islet {

// The code point with this name or alias, in any case of letters; -1 if there is none.
std::int32_t find_code_point(std::string_view name);

// Appends the name; false if the character has none.
bool append_character_name(TextBuffer& out, char32_t c);

} // namespace islet
