// SPDX-License-Identifier: MIT
//
// Reading again, and trying parts on the parser.
#include "grammar/evidence.h"

#include "grammar/parser_gen.h"

#include <cstdlib>
#include <cstring>

namespace islet::grammar {

namespace {

// Logical lines kept before the one with the error: the header of the block it is in, and one more.
constexpr std::uint32_t kLinesBefore = 2;
// Tokens kept behind the error, unless its line goes on for longer.
constexpr std::uint32_t kMostTokensBehind = 100000;
// A prefix that cannot end where it stopped is cut back at most this often.
constexpr int kMostCuts = 24;

bool is_opening(int code) {
    return code == TK_LPAREN || code == TK_LBRACKET || code == TK_LBRACE;
}

} // namespace

void report_unclosed(Reports& reports, const Lexer::Bracket& bracket, std::uint32_t line_reached) {
    reports.fail(DiagnosticKind::SyntaxError, format("'{}' was never closed", bracket.open).view(),
                 {bracket.line, std::int64_t{bracket.col} + 1, bracket.line, 0},
                 line_reached <= bracket.line);
}

Evidence::Evidence(ParseState& s, int code, const TokenPlace& failing) : s_(s) {
    Reports unheard(s.arena());
    unheard.set_source(s.reports().source());
    Lexer lexer(unheard, s.names(), s.lexer().newlines());
    Index lines[kLinesBefore + 1] = {};
    bool found = false;
    std::uint32_t behind = 0;
    for (;;) {
        Token token;
        const std::uint32_t before = lexer.depth();
        token.code = lexer.next(token.value, token.span);
        token.place = lexer.last_place();
        // The quotes that end a string in the middle of a field still lie in it.
        token.depth = token.code == TK_FSTRING_END ? before : std::min(before, lexer.depth());
        token.field = token.code == TK_LBRACE && lexer.depth() > before && lexer.innermost().field;
        if (!add(token)) return;
        if (!found && token.code == code && token.place.begin == failing.begin &&
            token.place.end == failing.end) {
            found = true;
            failing_ = size_ - 1;
        }
        if (token.code == TK_ERROR || token.code == TK_END) break;
        if (token.code != TK_NEWLINE) {
            behind += found;
            if (behind > kMostTokensBehind) break;
            continue;
        }
        if (found && behind > 1) {
            // One token of the next line shows whether it is indented.
            token.depth = 0;
            token.code = lexer.next(token.value, token.span);
            token.place = lexer.last_place();
            if (!add(token)) return;
            break;
        }
        if (found) continue;
        if (const Index drop = lines[0]) {
            drop_lines_before(drop);
            for (Index& line : lines) line -= drop;
        }
        for (std::uint32_t i = 0; i + 1 <= kLinesBefore; ++i) lines[i] = lines[i + 1];
        lines[kLinesBefore] = size_;
    }
    ok_ = found;
    furthest_ = failing_;
    if (lexer.ended_in_brackets()) {
        ended_in_brackets_ = true;
        open_bracket_ = lexer.innermost();
    }
    lexer_error_ = unheard.error();
}

Evidence::~Evidence() {
    std::free(tokens_);
}

bool Evidence::add(const Token& token) {
    if (size_ == capacity_) {
        const Index capacity = capacity_ ? capacity_ * 2 : 128;
        auto* fresh = static_cast<Token*>(std::realloc(tokens_, capacity * sizeof(Token)));
        if (!fresh) return false;
        tokens_ = fresh;
        capacity_ = capacity;
    }
    tokens_[size_++] = token;
    return true;
}

void Evidence::drop_lines_before(Index keep) {
    std::memmove(tokens_, tokens_ + keep, (size_ - keep) * sizeof(Token));
    size_ -= keep;
}

int Evidence::code(Index i) const {
    if (i >= size_) return TK_END;
    // Only the parser must tell the two apart.
    return tokens_[i].code == TK_SPEC_COLON ? static_cast<int>(TK_COLON) : tokens_[i].code;
}

Evidence::Index Evidence::line_start(Index i) const {
    while (i > 0) {
        const int before = code(i - 1);
        if (before == TK_NEWLINE || before == TK_INDENT || before == TK_DEDENT) break;
        --i;
    }
    return i;
}

std::uint32_t Evidence::inner_depth(Index i) const {
    const int code_here = code(i);
    const bool closing = code_here == TK_RPAREN || code_here == TK_RBRACKET || code_here == TK_RBRACE;
    return depth(i) + closing;
}

Evidence::Index Evidence::enclosing(Index i) const {
    const std::uint32_t depth_here = inner_depth(i);
    if (depth_here == 0) return kNone;
    while (i-- > 0) {
        if (depth(i) < depth_here && is_opening(code(i))) return i;
        if (code(i) == TK_NEWLINE) break;
    }
    return kNone;
}

Evidence::Index Evidence::behind_group(Index i) const {
    const std::uint32_t outside = depth(i);
    Index at = i + 1;
    while (at < size_ && depth(at) > outside) ++at;
    return at < size_ ? at + 1 : size_;
}

bool Evidence::accepts(int rule, Index from, Index to, Index& stopped_at, const ast::Expr*& expr) {
    stopped_at = to;
    if (trial_tokens_left_ == 0) return false;
    Reports unheard(trials_);
    unheard.set_source(s_.reports().source());
    ParseState trial(s_.lexer(), s_.names(), unheard, s_.limits());
    trial.start_token = rule;
    trial.replay = tokens_ + from;
    trial.replay_end = tokens_ + to;
    const int failed = islet_grammar_parse(trial);
    // The token handed out last is the one that did not fit, unless it was the end.
    stopped_at = static_cast<Index>(trial.replay - tokens_);
    spend(stopped_at - from + kTrialCost);
    if (failed && !trial.replay_ended) --stopped_at;
    expr = failed || trial.stopped() ? nullptr : trial.matched;
    return expr != nullptr;
}

// The first token that nothing which begins at `from` can reach.
Evidence::Index Evidence::reach_of(Index from) {
    const auto ends_line = [this](Index i) {
        const int each = code(i);
        return each == TK_NEWLINE || each == TK_END || each == TK_ERROR;
    };
    // Outside brackets that is the end of the line, which is looked for once.
    if (from < size_ && depth(from) == 0 && from >= reach_from_ && from < reach_to_) return reach_to_;
    Index limit = from;
    while (limit < size_ && !ends_line(limit) && depth(limit) >= depth(from)) ++limit;
    if (from < size_ && depth(from) == 0) {
        reach_from_ = from;
        reach_to_ = limit;
    } else {
        spend(limit - from);
    }
    return limit;
}

void Evidence::spend(std::uint64_t tokens) {
    trial_tokens_left_ -= std::min(trial_tokens_left_, tokens);
}

Match Evidence::match(int rule, Index from) {
    const Index limit = reach_of(from);
    look_at(std::min(from, size_ - 1));
    if (limit == from) return {};
    Index stop = limit;
    const ast::Expr* expr = nullptr;
    if (accepts(rule, from, limit, stop, expr)) {
        look_at(std::min(limit, size_ - 1));
        return {limit, expr};
    }
    stop = std::max(std::min(stop, limit), from);
    look_at(std::min(stop, size_ - 1));
    int cuts = 0;
    for (Index end = stop; end > from && cuts < kMostCuts; --end) {
        // Inside a bracket nothing can end.
        if (end < size_ && depth(end) > depth(from)) continue;
        ++cuts;
        Index ignored = 0;
        if (accepts(rule, from, end, ignored, expr)) return {end, expr};
    }
    return {};
}

bool Evidence::ends_in_error() const {
    return size_ > 0 && code(size_ - 1) == TK_ERROR;
}

void Evidence::report_end(Reports& reports) const {
    if (ended_in_brackets_) {
        report_unclosed(reports, open_bracket_, at(size_ - 1).place.line);
    } else if (lexer_error_) {
        reports.fail_with(*lexer_error_);
    }
}

} // namespace islet::grammar
