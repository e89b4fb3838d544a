// SPDX-License-Identifier: MIT
//
// Mistakes in the replacement fields of f-strings and t-strings.
//
// Owns: see diagnoser.h.
// Threads: one parse, one thread.
#include "grammar/diagnoser.h"
#include "grammar/parser_gen.h"

namespace islet::grammar {

char Diagnoser::letter() const {
    // The nearest string that is still open at the error.
    int closed = 0;
    for (Index i = k_; i-- > 0;) {
        if (code(i) == TK_FSTRING_END) ++closed;
        if (code(i) != TK_FSTRING_START && code(i) != TK_TSTRING_START) continue;
        if (closed-- == 0) return code(i) == TK_TSTRING_START ? 't' : 'f';
    }
    return 'f';
}

// `words` go behind "f-string: ".
bool Diagnoser::fail_field(Index i, std::string_view words) {
    return fail_token(i, format("{}-string: {}", letter(), words).view());
}

bool Diagnoser::field(const Level& level) {
    Index at = level.begin;
    ev_.look_at(at);
    switch (code(at)) {
    case TK_ASSIGN: return fail_field(at, "valid expression required before '='");
    case TK_EXCLAMATION: return fail_field(at, "valid expression required before '!'");
    case TK_COLON: return fail_field(at, "valid expression required before ':'");
    case TK_RBRACE: return fail_field(at, "valid expression required before '}'");
    default: break;
    }
    const Match value = ev_.match(TK_START_RHS, at);
    if (!value) return fail_field(at, "expecting a valid expression after '{'");
    at = value.end;
    const auto is_one_of = [&](std::initializer_list<int> codes) {
        ev_.look_at(at);
        for (const int each : codes) {
            if (code(at) == each) return true;
        }
        return false;
    };
    if (!is_one_of({TK_ASSIGN, TK_EXCLAMATION, TK_COLON, TK_RBRACE})) {
        return fail_field(at, "expecting '=', or '!', or ':', or '}'");
    }
    if (code(at) == TK_ASSIGN) {
        ++at;
        if (!is_one_of({TK_EXCLAMATION, TK_COLON, TK_RBRACE})) {
            return fail_field(at, "expecting '!', or ':', or '}'");
        }
    }
    if (code(at) == TK_EXCLAMATION) {
        ++at;
        if (is_one_of({TK_COLON, TK_RBRACE})) return fail_field(at, "missing conversion character");
        if (code(at) != TK_NAME) return fail_field(at, "invalid conversion character");
        ++at;
        if (!is_one_of({TK_COLON, TK_RBRACE})) return fail_field(at, "expecting ':' or '}'");
    }
    if (code(at) == TK_COLON) {
        if (level.inner != k_) return false;
        return fail_field(k_, "expecting '}', or format specs");
    }
    return false;
}

} // namespace islet::grammar
