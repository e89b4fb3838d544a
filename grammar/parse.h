// SPDX-License-Identifier: MIT
//
// The entry of the front end: source bytes to a syntax tree, or to the diagnostic Python would raise.
//
// Owns: nothing; the tree, the diagnostic and the warnings lie in the caller's arena.
// Invariants: parse() keeps no state between calls; of tree and error exactly one is set. No input makes it
//   crash: nesting is bounded by max_depth, memory by the arena's limit.
// Threads: any; one arena per thread.
#pragma once

#include "grammar/ast.h"
#include "vm/base/arena.h"

#include <cstdint>
#include <string_view>

namespace islet {

enum class ParseMode : std::uint8_t {
    File,     // Module: compile(..., 'exec')
    Single,   // Interactive: compile(..., 'single'), one line of the prompt
    Eval,     // Expression: compile(..., 'eval')
    FuncType, // FunctionType: compile(..., 'func_type')
};

struct ParseOptions {
    ParseMode mode = ParseMode::File;
    // The source came as a str: an encoding declaration in it says nothing.
    bool ignore_cookie = false;
    // Leave an unfinished block unfinished instead of closing it at the end of the source (codeop's first
    // try).
    bool dont_imply_dedent = false;
    // The bytes were read from `filename`: a byte that is not UTF-8 is reported with the file's name.
    bool from_file = false;
    // Answer IncompleteInput, instead of the error at hand, when more lines could make the source good.
    bool allow_incomplete_input = false;
    // Trees deeper than this are refused with RecursionError. Later passes recurse over the tree, so a caller
    // on a small C++ stack passes less.
    std::uint32_t max_depth = 3000;
    // The longest decimal integer literal, in digits: sys.set_int_max_str_digits(). 0 is no limit.
    std::uint32_t max_int_digits = 4300;
};

enum class DiagnosticKind : std::uint8_t {
    SyntaxError,
    IndentationError,
    TabError,
    IncompleteInput, // _IncompleteInputError, only with allow_incomplete_input
    RecursionError,  // "maximum recursion depth exceeded during compilation": only the message counts
    MemoryError,     // the arena failed: only the kind counts
};

// What the exception's attributes say: lines from 1, offsets from 1 in characters. An end line of 0 and an
// offset of 0 or -1 are CPython's own ways to say "unknown" and are passed on as they are.
struct Diagnostic {
    DiagnosticKind kind = DiagnosticKind::SyntaxError;
    std::string_view message; // WTF-8
    std::int32_t line = 0;
    std::int32_t offset = 0;
    std::int32_t end_line = 0;
    std::int32_t end_offset = 0;
    bool has_location = true; // false: lineno, offset, their ends and text are None
    bool has_end = true;      // false: end_lineno and end_offset are None
    bool has_text = false;    // false: `text` is None
    std::string_view text;    // the source line, with its newline where Python keeps it
    // Where the last complete statement before the error begins (line 0: there is none), which is
    // SyntaxError._metadata and where the search for a mistyped keyword starts.
    std::int32_t statement_line = 0;
    std::int32_t statement_col = 0;
};

// A SyntaxWarning, in the order in which Python issues them.
struct ParseWarning {
    std::string_view message;
    std::uint32_t line; // the warning's lineno
    ast::Span span;     // of the token at fault, for warning_as_error()
};

struct ParseResult {
    ast::Mod* tree = nullptr;
    const Diagnostic* error = nullptr; // null with a null tree: the arena failed before it could hold one
    ast::Seq<ParseWarning> warnings{};
    std::uint32_t identifier_count = 0;
    // The source in UTF-8 as the parser saw it: without byte order mark, decoded if the encoding declaration
    // said Latin-1, newlines normalised. Spans count in it. Lies in the arena.
    std::string_view source;

    bool ok() const { return tree != nullptr; }
};

[[nodiscard]] ParseResult parse(std::string_view source, std::string_view filename,
                                const ParseOptions& options, Arena& arena);

// What Python raises in place of a warning when the filter says "error".
[[nodiscard]] Diagnostic warning_as_error(const ParseResult& result, const ParseWarning& warning);

} // namespace islet
