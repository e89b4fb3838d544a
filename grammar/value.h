// SPDX-License-Identifier: MIT
//
// What a symbol of the grammar carries: a trivial union of pointers into the arena and small numbers, copied
// as two words, because every shift and every reduction copies one.
//
// Owns: nothing.
// Threads: one parse, one thread.
#pragma once

#include "grammar/ast.h"

#include <cstdint>
#include <string_view>

namespace islet::grammar {

// A token's spelling in the source. Literals and brackets have one; the actions decode it.
struct Lexeme {
    const char* begin;
    std::uint32_t size;
    std::uint32_t quirks; // LexemeQuirk bits

    std::string_view view() const { return {begin, size}; }
};

enum LexemeQuirk : std::uint32_t {
    kHasBackslash = 1, // strings and middles of f-strings
    kHasBraces = 2,    // a middle with {{ or }}
    kRaw = 4,          // a middle of a raw f-string
    kInFormatSpec = 8, // a middle inside a format spec, where braces do not double
};

// Which of the two kinds of interpolated string.
enum class StringFlavor : std::uint32_t { Formatted, Template };

// One operand of an implicit concatenation; `node` is a Constant, a JoinedStr or a TemplateStr whose parts
// are not merged yet.
struct StringPiece;
// A parameter as written, before its place in the list is judged.
struct ParamItem;
// A replacement field of an f-string or t-string, whichever it will turn out to be.
struct FieldItem;

// `!r` in a replacement field; begin is null and letter -1 when there is none.
struct Conversion {
    const char* begin;
    std::int32_t letter;
};
// `:` and what follows it in a replacement field; null when there is none.
struct FormatSpec {
    const char* begin;
    ast::Expr* expr;
};

// What a handler catches and what it calls it.
struct HandlerTypes {
    ast::Expr* type;
    ast::Identifier name;
};

union Value {
    Lexeme lexeme;
    ast::Identifier name;
    ast::Mod* mod;
    ast::Stmt* stmt;
    ast::Expr* expr;
    ast::Pattern* pattern;
    ast::TypeParam* type_param;
    ast::Comprehension* comprehension;
    ast::ExceptHandler* handler;
    HandlerTypes handler_types;
    ast::Arguments* arguments;
    ast::Keyword* keyword;
    ast::Alias* alias;
    ast::WithItem* with_item;
    ast::MatchCase* match_case;
    ast::Node* node;
    StringPiece* piece;
    ParamItem* param;
    FieldItem* field;
    Conversion conversion;
    FormatSpec format_spec;
    ast::Seq<ast::Stmt*> stmts;
    ast::Seq<ast::Expr*> exprs;
    ast::Seq<ast::TypeParam*> type_params;
    std::uint32_t list; // where a list being collected begins, see Scratch
    std::uint32_t number;
};
static_assert(sizeof(Value) == 16);

} // namespace islet::grammar
