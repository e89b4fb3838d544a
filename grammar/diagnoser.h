// SPDX-License-Identifier: MIT
//
// Finds the words for a token that cannot follow. Looks at what is open there, innermost first, and asks at
// each level the questions that Python's own grammar of mistakes asks, in its order.
//
// Owns: nothing.
// Invariants: every function answers whether it reported; after that nothing else is asked.
// Threads: one parse, one thread.
#pragma once

#include "grammar/diagnostics.h"
#include "grammar/evidence.h"
#include "grammar/state.h"

#include <cstdint>
#include <string_view>

namespace islet::grammar {

class Diagnoser {
public:
    using Index = Evidence::Index;

    Diagnoser(ParseState& s, Evidence& evidence, const Symbols& symbols)
        : s_(s), ev_(evidence), symbols_(symbols), k_(evidence.failing()) {}

    void run();

    // What becomes of `a + b =`; the '=' is the token at fault.
    bool assignment();

private:
    // What encloses the error: the statement, or a bracket in it.
    enum class LevelKind : std::uint8_t {
        Statement,
        Group,
        Call,
        List,
        Subscript,
        Braces,
        Field,
        Params,
        ClassArgs,
        TypeParams,
        WithItems,
        ImportNames,
        Pattern
    };
    struct Level {
        LevelKind kind;
        Index open;    // the bracket, or Evidence::kNone
        Index begin;   // the first token inside
        Index element; // the first token behind the last comma before the error
        Index inner;   // the first token of what goes on inside: the error, or the next inner bracket
    };

    // diagnostics.cpp
    bool fail(const ErrorPlace& place, std::string_view message);
    bool fail_token(Index i, std::string_view message);
    bool fail_tokens(Index first, Index behind_last, std::string_view message);
    bool fail_span(const ast::Span& span, std::string_view message);
    // At a token, in the way Python has for tokens without a place.
    bool fail_next(Index i, std::string_view message);
    // At the token read last, as Python does where its rule names no place.
    bool fail_last(std::string_view message);
    bool generic();
    ErrorPlace token_place(Index i) const;
    bool is_name(Index i, std::string_view text) const;
    int code(Index i) const { return ev_.code(i); }
    bool is_string(Index i) const;
    std::uint32_t level_of(Index i) const;
    LevelKind kind_of_bracket(Index open) const;
    Level level_around(Index i) const;
    Index element_start(Index begin, Index i) const;

    // diagnose_expr.cpp
    bool expressions(const Level& level);
    bool expression_at(Index p);
    bool text_between_strings(Index p);
    bool forgotten_comma(Index p);
    bool unfinished_conditional(Index p);
    bool legacy_statement(Index p);
    bool lambda_in_field(Index p);
    bool named_at(Index p);
    bool not_behind_operator();
    bool bracket(const Level& level);
    bool call(const Level& level);
    bool call_clauses(const Level& level);
    bool call_equals(const Level& level);
    bool braces(const Level& level);
    bool has_pairs(const Level& level) const;
    bool group(const Level& level);
    bool comprehension(const Level& level);
    bool clause_without_in(const Level& level);
    bool starred_clauses(const Level& level);
    bool bare_star(const Level& level);
    Index skip_clauses(Index from);
    bool allows_named(LevelKind kind) const;

    // diagnose_field.cpp
    bool field(const Level& level);
    char letter() const;
    bool fail_field(Index i, std::string_view words);

    // diagnose_stmt.cpp
    bool statement();
    bool missing_block();
    bool missing_colon();
    bool header(Index line, Index first);
    bool definition(Index at);
    bool class_header(Index at);
    bool type_params(Index open);
    bool for_header(Index at);
    bool except_header(Index at);
    bool import_statement(Index at);
    bool from_statement(Index at);
    bool import_target(Index at);
    bool case_header(Index at);
    bool simple(Index at, Index inner);
    bool annotation(Index at);
    bool expects_handler() const;
    bool behind_elements(Index at);
    bool unexpected_indent();
    Index body_start(Index line) const;
    Index statement_start() const;

    ParseState& s_;
    Evidence& ev_;
    const Symbols& symbols_;
    Index k_;
    static constexpr int kMostLegacy = 8;
    int legacy_depth_ = 0; // of legacy_statement() in itself
};

// The rest of the text is read for errors of its own: those of the lexer outweigh what the parser found, and
// a bracket that is open to the end outweighs an error on a later line. Replaces `reports`' error if so.
void check_rest_of_source(Lexer& lexer, Reports& reports, std::uint32_t line_reached);

} // namespace islet::grammar
