// SPDX-License-Identifier: MIT
//
// The source part of a traceback entry: the lines of an instruction's span, dedented, and below them the
// markers that show which columns failed ("~~~~^^^^").
//
// Owns: nothing. Invariants: looks at its arguments only. Threads: any, one arena each.
#pragma once

#include "vm/base/arena.h"
#include "vm/base/format.h"
#include "vm/code/code_image.h"

#include <span>

namespace islet {

// `lines` are span.line ... span.end_line, as in the file but without whitespace at their ends. Each line of
// output is indented by four. Writes nothing when all lines are blank.
void append_source_excerpt(TextBuffer& out, Arena& arena, std::span<const std::string_view> lines,
                           const SourceSpan& span);

} // namespace islet
