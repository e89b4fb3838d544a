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

} // namespace

ParseResult parse(std::string_view source, std::string_view filename, const ParseOptions& options, Arena& arena) {
    using namespace grammar;
    ParseResult result;
    Reports reports(arena);
    if (!prepare_source(source, filename, options, reports)) {
        result.error = reports.error();
        return result;
    }
    result.source = reports.source().view();
    IdentifierTable names(arena);
    Lexer lexer(reports, names,
                options.mode == ParseMode::Single ? Lexer::Newlines::OneMoreAtEnd : Lexer::Newlines::Plain);
    ParseState state(lexer, names, reports, {options.max_depth, options.max_int_digits});
    state.start_token = start_token_of(options.mode);
    const int failed = islet_grammar_parse(state);
    const Diagnostic* error = reports.error();
    const bool from_parser = error && error->has_location && !lexer.failed();
    if (from_parser) check_rest_of_source(lexer, reports, std::max(state.line_reached, lexer.last_place().line));
    result.warnings = reports.take_warnings();
    result.identifier_count = names.count();
    if (!failed && !state.stopped()) result.tree = state.tree;
    if (!result.tree) result.error = arena.failed() ? nullptr : reports.error();
    return result;
}

} // namespace islet
