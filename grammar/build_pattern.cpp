// SPDX-License-Identifier: MIT
//
// Patterns of match statements.
//
// Owns: see state.h.
// Threads: one parse, one thread.
#include "grammar/diagnostics.h"
#include "grammar/state.h"

namespace islet::grammar {

using namespace ast;

Identifier ParseState::unless_wildcard(Identifier name) {
    return name && name->view() == "_" ? nullptr : name;
}

Identifier ParseState::rest_name(Identifier name, const Span& span) {
    if (name->view() == "_") fail(span, "invalid syntax");
    return name;
}

Pattern* ParseState::as_pattern(Pattern* pattern, Identifier name, const Span& name_span, const Span& span) {
    if (name->view() == "_") {
        fail(name_span, "cannot use '_' as a target");
        return nullptr;
    }
    return make<MatchAs>(span, pattern, name);
}

// One pattern in parentheses is itself; with a comma, or more of them, a sequence.
Pattern* ParseState::paren_pattern(std::uint32_t list, bool comma, const Span& span) {
    if (!comma && scratch.count_from(list) == 1) {
        auto* only = scratch.at<Pattern*>(list);
        scratch.drop_to(list);
        if (!is<MatchStar>(only)) return only;
        fail(Span{span.end_line, span.end_col - 1, span.end_line, span.end_col}, "invalid syntax");
        return nullptr;
    }
    return make<MatchSequence>(span, scratch.take<Pattern*>(list));
}

// The list holds pairs of a name, null for a positional pattern, and a pattern.
Pattern* ParseState::class_pattern(Expr* cls, std::uint32_t list, const Span& span) {
    const std::uint32_t count = scratch.count_from(list) / 2;
    Seq<Pattern*> positional{arena().make_array<Pattern*>(count), 0};
    Seq<Pattern*> named{arena().make_array<Pattern*>(count), 0};
    Seq<Identifier> names{arena().make_array<Identifier>(count), 0};
    if (stopped()) return nullptr;
    const Pattern* first_misplaced = nullptr;
    const Pattern* last_misplaced = nullptr;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto name = scratch.at<Identifier>(list + 2 * i);
        auto* pattern = scratch.at<Pattern*>(list + 2 * i + 1);
        if (name) {
            names.data[names.size++] = name;
            named.data[named.size++] = pattern;
            // Only the first run of positional patterns behind keyword patterns is underlined.
            continue;
        }
        positional.data[positional.size++] = pattern;
        if (named.size == 0) continue;
        const bool run_goes_on = i > 0 && !scratch.at<Identifier>(list + 2 * (i - 1));
        if (!first_misplaced) first_misplaced = last_misplaced = pattern;
        if (run_goes_on) last_misplaced = pattern;
    }
    scratch.drop_to(list);
    if (first_misplaced) {
        fail(from_to(first_misplaced->span, last_misplaced->span),
             "positional patterns follow keyword patterns");
        return nullptr;
    }
    return make<MatchClass>(span, cls, positional, names, named);
}

// The list holds pairs of key and pattern.
Pattern* ParseState::mapping_pattern(std::uint32_t list, Identifier rest, const Span& span) {
    const std::uint32_t count = scratch.count_from(list) / 2;
    Seq<Expr*> keys{arena().make_array<Expr*>(count), count};
    Seq<Pattern*> patterns{arena().make_array<Pattern*>(count), count};
    if (stopped()) return nullptr;
    for (std::uint32_t i = 0; i < count; ++i) {
        keys.data[i] = scratch.at<Expr*>(list + 2 * i);
        patterns.data[i] = scratch.at<Pattern*>(list + 2 * i + 1);
    }
    scratch.drop_to(list);
    return make<MatchMapping>(span, keys, patterns, rest);
}

Expr* ParseState::complex_literal(Expr* real, Operator op, const Lexeme& imaginary,
                                  const Span& imaginary_span, const Span& span) {
    Expr* second = number(imaginary, imaginary_span);
    if (!real || !second) return nullptr;
    const auto* negated = find_as<UnaryOp>(real);
    const auto* first = as<Constant>(negated ? negated->operand : real);
    if (first->value.kind == LiteralKind::Imaginary) {
        fail(first->span, "real number required in complex literal");
        return nullptr;
    }
    if (as<Constant>(second)->value.kind != LiteralKind::Imaginary) {
        fail(imaginary_span, "imaginary number required in complex literal");
        return nullptr;
    }
    return make<BinOp>(span, real, op, second);
}

} // namespace islet::grammar
