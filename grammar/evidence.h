// SPDX-License-Identifier: MIT
//
// The scene of a syntax error: the tokens around it, kept for a second look, and the means to try parts of
// them on the parser itself.
//
// Python finds its words by parsing the program a second time with rules for what is wrong. Ours asks, at
// the places that matter, "is there an expression here, and how far does it reach?"; the generated parser
// answers, fed with the tokens in question.
//
// Owns: its tokens (malloc), and the nodes made on trial, which Match points to.
// Invariants: tokens of a few lines around the error only, so a long program costs no memory; every trial
//   is bounded by the logical line, and all of them together by a budget.
// Threads: one parse, one thread.
#pragma once

#include "grammar/ast.h"
#include "grammar/state.h"
#include "vm/base/arena.h"

#include <cstdint>

namespace islet::grammar {

// How far a part of the grammar reaches.
struct Match {
    std::uint32_t end = 0;           // index of the first token behind it
    const ast::Expr* expr = nullptr; // null: no match
    explicit operator bool() const { return expr != nullptr; }
};

class Evidence {
public:
    // Reads the source again, to find the token with the given code and place: where the parser could not go
    // on.
    Evidence(ParseState& s, int code, const TokenPlace& failing);
    ~Evidence();
    Evidence(const Evidence&) = delete;
    Evidence& operator=(const Evidence&) = delete;

    // False when memory was short or the token was not found; then nothing else may be asked.
    bool ok() const { return ok_; }

    using Index = std::uint32_t;
    Index size() const { return size_; }
    Index failing() const { return failing_; }
    const Token& at(Index i) const {
        ISLET_DCHECK(i < size_, "token index");
        return tokens_[i];
    }
    // The code of a token; that of the end of the text for one that is not there.
    int code(Index i) const;
    // Brackets open at a token; an opening and its closing bracket count as outside.
    std::uint32_t depth(Index i) const { return at(i).depth; }
    // The same, but a closing bracket counts as inside.
    std::uint32_t inner_depth(Index i) const;

    // The first token of the logical line that token `i` stands in.
    Index line_start(Index i) const;
    // The bracket that encloses token `i`, or kNone.
    static constexpr Index kNone = 0xffffffff;
    Index enclosing(Index i) const;
    // The first token behind the bracket group that opens at `i`; the token list's end if it is not closed.
    Index behind_group(Index i) const;

    // What the start rule `rule` (a START_ token) matches from token `from` on; the longest prefix will do.
    Match match(int rule, Index from);
    // The furthest token that any trial looked at.
    Index furthest() const { return furthest_; }
    void look_at(Index i) { furthest_ = i > furthest_ ? i : furthest_; }

    // The text ends inside brackets, or cannot be lexed, at the last token.
    bool ends_in_error() const;
    // Reports the error that the text ends in; see ends_in_error().
    void report_end(Reports& reports) const;

private:
    bool add(const Token& token);
    Index reach_of(Index from);
    void spend(std::uint64_t tokens);
    void drop_lines_before(Index keep);
    bool accepts(int rule, Index from, Index to, Index& stopped_at, const ast::Expr*& expr);

    // However long the line and deep its brackets, explaining it must end soon.
    static constexpr std::uint64_t kMostTrialTokens = 400000;
    static constexpr std::size_t kMostTrialBytes = std::size_t{64} << 20;

    // What a trial costs by itself, in tokens.
    static constexpr std::uint64_t kTrialCost = 4;

    ParseState& s_;
    Arena trials_{kMostTrialBytes};
    std::uint64_t trial_tokens_left_ = kMostTrialTokens;
    Token* tokens_ = nullptr;
    Index size_ = 0;
    Index capacity_ = 0;
    Index failing_ = 0;
    Index furthest_ = 0;
    Index reach_from_ = 0;
    Index reach_to_ = 0;
    bool ok_ = false;
    bool ended_in_brackets_ = false;
    Lexer::Bracket open_bracket_{};
    const Diagnostic* lexer_error_ = nullptr;
};

// Reports "'(' was never closed". `line_reached` is the last line that was read.
void report_unclosed(Reports& reports, const Lexer::Bracket& bracket, std::uint32_t line_reached);

} // namespace islet::grammar
