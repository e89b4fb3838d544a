// SPDX-License-Identifier: MIT
//
// What is wrong with a program, in Python's words and at Python's places. Only called once something is.
//
// Owns: nothing.
// Threads: one parse, one thread.
#pragma once

#include "grammar/ast.h"
#include "grammar/state.h"

#include <cstdint>
#include <string_view>

namespace islet::grammar {

// "attribute", "function call", "None": how messages call an expression.
std::string_view expression_name(const ast::Expr* expr);

// What the generated parser knows when it meets a token that cannot follow. Terminals are token codes;
// a symbol of the grammar's own has a code of at least kFirstNonterminal.
struct Symbols {
    static constexpr int kMost = 64;
    static constexpr int kFirstNonterminal = 1000;

    int token; // the one that cannot follow
    int count;
    int stack[kMost]; // the topmost symbols of the stack, the top first
    std::uint64_t expected[4];

    void expect(int code) { expected[(code & 255) >> 6] |= std::uint64_t{1} << (code & 63); }
    bool expects(int code) const { return (expected[(code & 255) >> 6] >> (code & 63) & 1) != 0; }
};

void report_syntax_error(ParseState& s, const Symbols& symbols);
// The parser's stack cannot grow.
void report_overflow(ParseState& s);

// Checks made by the actions.
// `target =` where `invalid` is a part of the target that cannot be assigned to.
void report_assignment(ParseState& s, const ast::Expr* invalid);
// Whether the list of parameters means something.
bool check_parameters(ParseState& s, std::uint32_t list, bool trailing_comma, bool of_lambda);
void report_mixed_handlers(ParseState& s, const ast::ExceptHandler* odd_one);
// "invalid syntax" at the first token behind `span`.
void report_token_behind(ParseState& s, const ast::Span& span);

} // namespace islet::grammar
