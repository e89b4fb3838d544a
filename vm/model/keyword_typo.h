// SPDX-License-Identifier: MIT
// Suggestions for mistyped keywords.
//
// "invalid syntax. Did you mean 'while'?": the keyword that a mistyped name in a piece of source stands for.
//
// Owns: nothing. Threads: any, one arena each.
#pragma once

#include "vm/base/arena.h"

#include <cstdint>
#include <string_view>

namespace islet {

struct KeywordTypo {
    std::string_view keyword;
    std::string_view line;    // where it stands, dedented as the source was
    std::int64_t line_number; // from 1
    std::int64_t first, last; // characters of the line, from 0; `last` is exclusive
};

// Looks at the names in the lines up to `error_line`, or on that line only. A name counts as mistyped when
// the source parses, so far, with the keyword in its place. False: none does.
bool find_keyword_typo(Arena& arena, std::string_view source, std::int64_t error_line, bool only_error_line,
                       KeywordTypo& out);

} // namespace islet
