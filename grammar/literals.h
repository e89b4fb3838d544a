// SPDX-License-Identifier: MIT
//
// What literals mean: numbers, and the escapes of strings and bytes.
//
// Owns: nothing.
// Threads: any.
#pragma once

#include "grammar/ast.h"
#include "vm/base/arena.h"
#include "vm/base/format.h"

#include <cstdint>
#include <string_view>

namespace islet::grammar {

// A number as the lexer accepted it. A BigInt's digits are copied to the arena; false when that fails.
[[nodiscard]] bool read_number(std::string_view text, Arena& arena, ast::Literal& out);

// What went wrong, or nearly, in the escapes of one literal.
struct EscapeReport {
    const char* fault = nullptr; // message, or null
    std::int64_t fault_start = 0;
    std::int64_t fault_end = 0; // inclusive; in the units that Python's message counts
    const char* odd = nullptr;  // where the first escape without meaning begins, or null
    bool odd_is_octal = false;  // it is an octal number above 0o377
};

// The warning about an escape without meaning, spelled as given.
TextBuffer invalid_escape_message(std::string_view spelled, bool octal);

// Decodes `body` (the text between the quotes) and appends to `out`, which has room for as many bytes as
// `body` has. Returns the end. Fills `report` up to the first fault.
char* decode_str_escapes(std::string_view body, char* out, EscapeReport& report);
char* decode_bytes_escapes(std::string_view body, char* out, EscapeReport& report);

} // namespace islet::grammar
