// SPDX-License-Identifier: MIT
//
// The entry of the compiler: source text or tree to code image.
//
// Owns: nothing. Threads: any; no state survives a call.
#pragma once

#include "grammar/parse.h"
#include "vm/code/code_image.h"

namespace islet {

struct CompileOptions {
    int optimize = 0;                // as -O: 1 drops asserts and sets __debug__ False, 2 also docstrings
    bool future_annotations = false; // inherited `from __future__ import annotations`
};

// The image holds one count that the caller owns. Null: `diagnostic` says why.
struct CompileResult {
    CodeImage* image = nullptr;
    Diagnostic diagnostic;
};

// Source text to code, in one go: parse, scopes, code. `filename` is kept in the code.
CompileResult compile_source(std::string_view source, std::string_view filename, ParseMode mode,
                             const CompileOptions& options);

} // namespace islet
