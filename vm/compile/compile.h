// SPDX-License-Identifier: MIT
//
// The entry of the compiler: source text or tree to code image.
//
// Owns: a CompileResult owns its image (until someone takes the count) and its texts.
// Invariants: no input makes it crash: nesting is bounded by the depth of the tree and by the C++ stack,
//   memory by the arena. Of image and diagnostic exactly one is set.
// Threads: any; no state survives a call.
#pragma once

#include "grammar/parse.h"
#include "vm/code/code_image.h"

#include <memory>
#include <vector>

namespace islet {

struct CompileOptions {
    int optimize = 0;                // as -O: 1 drops asserts and sets __debug__ False, 2 also docstrings
    bool future_annotations = false; // inherited `from __future__ import annotations`
    std::uint32_t future_flags = 0;  // other inherited features (CodeFlag)
    bool top_level_await = false;    // `await` is allowed in a module, which becomes a coroutine
    // For parsing; the same as in ParseOptions.
    bool ignore_cookie = false;
    bool dont_imply_dedent = false;
    bool from_file = false;
    bool allow_incomplete_input = false;
    std::uint32_t max_int_digits = 4300;
    // The lowest address of the C++ stack that may be used; 0: unknown, trust max_depth.
    std::uintptr_t stack_limit = 0;
    std::uint32_t max_depth = 3000;
    // Bytes that tree and compilation may take together.
    std::size_t memory_limit = Arena::kNoLimit;
};

// A SyntaxWarning, and what is raised in its place when the filter says "error".
struct CompileWarning {
    std::string_view message;
    std::uint32_t line;
    Diagnostic as_error;
};

// The image holds one count that the caller owns. Null: `diagnostic` says why. The texts of diagnostic and
// warnings live as long as the result. Warnings are there also when compiling failed.
struct CompileResult {
    CodeImage* image = nullptr;
    Diagnostic diagnostic;
    std::vector<CompileWarning> warnings; // in the order in which Python issues them
    std::unique_ptr<char[]> texts;
};

// Source text to code, in one go: parse, scopes, code. `filename` is kept in the code.
CompileResult compile_source(std::string_view source, std::string_view filename, ParseMode mode,
                             const CompileOptions& options);

// A tree to code. `source` is the text it came from, for the text of errors; it may be empty. The arena is
// that of the tree or another one; what is allocated in it may go when the call is over.
CompileResult compile_tree(const ast::Mod* tree, std::uint32_t identifier_count, std::string_view source,
                           std::string_view filename, const CompileOptions& options, Arena& arena);

} // namespace islet
