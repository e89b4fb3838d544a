// SPDX-License-Identifier: MIT
//
// The entry: prepares the source, runs the generated parser, and hands over what came out.
#include "grammar/parse.h"

#include "grammar/diagnoser.h"
#include "grammar/lexer.h"
#include "grammar/names.h"
#include "grammar/parser_gen.h"
#include "grammar/reports.h"
#include "grammar/source.h"
#include "grammar/state.h"

#include <algorithm>

namespace islet {

namespace {

int start_token_of(ParseMode mode) {
    switch (mode) {
    case ParseMode::File: return TK_START_FILE;
    case ParseMode::Single: return TK_START_SINGLE;
    case ParseMode::Eval: return TK_START_EVAL;
    case ParseMode::FuncType: return TK_START_FUNCTYPE;
    }
    return TK_START_FILE;
}

grammar::Lexer::Newlines newlines_of(const ParseOptions& options) {
    using Newlines = grammar::Lexer::Newlines;
    if (options.mode != ParseMode::Single) return Newlines::Plain;
    return options.dont_imply_dedent ? Newlines::OneMoreButNoDedent : Newlines::OneMoreAtEnd;
}

// What was found may give way to something that weighs more.
void settle_error(grammar::ParseState& state, const ParseOptions& options) {
    grammar::Lexer& lexer = state.lexer();
    grammar::Reports& reports = state.reports();
    const Diagnostic* error = reports.error();
    if (!error || error->kind == DiagnosticKind::RecursionError || error->kind == DiagnosticKind::MemoryError)
        return;
    if (options.allow_incomplete_input && lexer.reached_end()) {
        const grammar::TokenPlace last = lexer.last_place();
        reports.clear_error();
        reports.fail(DiagnosticKind::IncompleteInput, "incomplete input",
                     {last.line, last.end_col, last.end_line, -1});
        return;
    }
    if (!lexer.failed() && !state.error_is_final) {
        const std::uint32_t line_reached = std::max(state.line_reached, lexer.last_place().line);
        grammar::check_rest_of_source(lexer, reports, line_reached);
    }
    Diagnostic settled = *reports.error();
    settled.statement_line = static_cast<std::int32_t>(state.last_statement.line);
    settled.statement_col = static_cast<std::int32_t>(state.last_statement.col);
    reports.clear_error();
    reports.fail_with(settled);
}

} // namespace

ParseResult parse(std::string_view source, std::string_view filename, const ParseOptions& options,
                  Arena& arena) {
    using namespace grammar;
    ParseResult result;
    Reports reports(arena);
    if (!prepare_source(source, filename, options, reports)) {
        result.error = reports.error();
        return result;
    }
    result.source = reports.source().view();
    IdentifierTable names(arena);
    Lexer lexer(reports, names, newlines_of(options));
    ParseState state(lexer, names, reports, {options.max_depth, options.max_int_digits});
    state.start_token = start_token_of(options.mode);
    bool good = islet_grammar_parse(state) == 0 && !state.stopped() && state.tree;
    if (good && options.mode == ParseMode::Single && !lexer.only_blank_left()) {
        state.fail_at_last_token("multiple statements found while compiling a single statement");
        good = false;
    } else if (!good) {
        settle_error(state, options);
    }
    result.warnings = reports.take_warnings();
    result.identifier_count = names.count();
    if (good) {
        result.tree = state.tree;
    } else {
        result.error = arena.failed() ? nullptr : reports.error();
    }
    return result;
}

} // namespace islet
