// SPDX-License-Identifier: MIT
//
// The tree as text, letter for letter as Python's ast.dump() writes it: what golden tests compare.
//
// Owns: nothing.
// Invariants: recursion is as deep as the tree, which the parser bounded.
// Threads: any.
#pragma once

#include "grammar/ast.h"
#include "vm/base/format.h"

namespace islet {

// `attributes` adds lineno, col_offset, end_lineno and end_col_offset.
void dump_ast(const ast::Node* node, bool attributes, TextBuffer& out);

// repr() of a str (WTF-8) and of bytes.
void append_str_literal(TextBuffer& out, std::string_view text);
void append_bytes_literal(TextBuffer& out, std::string_view bytes);

} // namespace islet
