// SPDX-License-Identifier: MIT
//
// Syntax errors.
#include "grammar/diagnostics.h"

#include "grammar/parser_gen.h"

namespace islet::grammar {

using namespace ast;

std::string_view expression_name(const Expr* expr) {
    switch (expr->kind) {
    case NodeKind::Attribute: return "attribute";
    case NodeKind::Subscript: return "subscript";
    case NodeKind::Starred: return "starred";
    case NodeKind::Name: return "name";
    case NodeKind::List: return "list";
    case NodeKind::Tuple: return "tuple";
    case NodeKind::Lambda: return "lambda";
    case NodeKind::Call: return "function call";
    case NodeKind::BoolOp:
    case NodeKind::BinOp:
    case NodeKind::UnaryOp: return "expression";
    case NodeKind::GeneratorExp: return "generator expression";
    case NodeKind::Yield:
    case NodeKind::YieldFrom: return "yield expression";
    case NodeKind::Await: return "await expression";
    case NodeKind::ListComp: return "list comprehension";
    case NodeKind::SetComp: return "set comprehension";
    case NodeKind::DictComp: return "dict comprehension";
    case NodeKind::Dict: return "dict literal";
    case NodeKind::Set: return "set display";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: return "f-string expression";
    case NodeKind::TemplateStr:
    case NodeKind::Interpolation: return "t-string expression";
    case NodeKind::Compare: return "comparison";
    case NodeKind::IfExp: return "conditional expression";
    case NodeKind::NamedExpr: return "named expression";
    case NodeKind::Constant:
        switch (as<Constant>(expr)->value.kind) {
        case LiteralKind::None: return "None";
        case LiteralKind::True: return "True";
        case LiteralKind::False: return "False";
        case LiteralKind::Ellipsis: return "ellipsis";
        default: return "literal";
        }
    default: return "expression";
    }
}

void report_syntax_error(ParseState& s, const Symbols& symbols) {
    (void)symbols;
    const TokenPlace last = s.lexer().last_place();
    s.fail(ErrorPlace{last.line, last.col + 1, last.end_line, last.end_col + 1}, "invalid syntax");
}

void report_overflow(ParseState& s) {
    if (s.stopped()) return;
    s.reports().fail_without_place(DiagnosticKind::MemoryError,
                                   "Parser stack overflowed - Python source too complex to parse");
    s.stop();
}

void report_assignment(ParseState& s, const Expr*, const Expr* invalid, bool) {
    s.fail(invalid->span, format("cannot assign to {}", expression_name(invalid)).view());
}

bool check_parameters(ParseState&, std::uint32_t, bool) {
    return true;
}

void report_mixed_handlers(ParseState& s, const ExceptHandler* odd_one) {
    s.fail(odd_one->span, "cannot have both 'except' and 'except*' on the same 'try'");
}

void report_token_behind(ParseState& s, const Span& span) {
    s.fail(span, "invalid syntax");
}

void fail_behind_strings(ParseState& s, std::string_view message) {
    const TokenPlace last = s.lexer().last_place();
    s.fail(ErrorPlace{last.line, last.col + 1, last.end_line, last.end_col + 1}, message);
}

} // namespace islet::grammar
