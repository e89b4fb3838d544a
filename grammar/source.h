// SPDX-License-Identifier: MIT
//
// From the bytes of a file to the text that is lexed: byte order mark, encoding declaration, newlines.
//
// Owns: nothing; the text lies in the arena.
// Invariants: what comes out is valid UTF-8 without null bytes and carriage returns, padded with zero bytes.
// Threads: any.
#pragma once

#include "grammar/parse.h"
#include "grammar/reports.h"

#include <string_view>

namespace islet::grammar {

// Sets the source of `reports`, or reports the reason why there is none and returns false.
[[nodiscard]] bool prepare_source(std::string_view bytes, std::string_view filename,
                                  const ParseOptions& options, Reports& reports);

} // namespace islet::grammar
