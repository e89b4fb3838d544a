// SPDX-License-Identifier: MIT
//
// An expression as source text again, in the spelling that annotations get under
// `from __future__ import annotations`.
//
// Owns: nothing; the text lies in the arena. Threads: any.
#pragma once

#include "grammar/ast.h"
#include "vm/base/arena.h"

#include <string_view>

namespace islet {

std::string_view unparse(const ast::Expr* node, Arena& arena);

} // namespace islet
