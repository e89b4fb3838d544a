// SPDX-License-Identifier: MIT
//
// What the grammar's actions work with: where tokens come from, how nodes are made, what is judged on the
// way.
//
// Owns: the scratch stack; nodes lie in the arena.
// Invariants: once stopped() is true no action runs any more (the generated parser asks before each), so an
//   action meets null pointers only as the result of its own calls. Every node's depth is within the limit.
// Threads: one parse, one thread.
#pragma once

#include "grammar/lexer.h"
#include "grammar/names.h"
#include "grammar/reports.h"
#include "grammar/scratch.h"
#include "grammar/value.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace islet::grammar {

// A token kept for a second look.
struct Token {
    int code;
    TokenPlace place;
    ast::Span span;
    Value value;
    std::uint32_t depth; // brackets open at it; an opening and its closing bracket count as outside
    bool field;          // the brace opens a replacement field
};

// Which letters a `*`, `**` or `/` in a parameter list stands for.
enum class ParamKind : std::uint8_t { Plain, Slash, Star, VarPositional, VarKeyword };

struct ParamItem {
    ParamKind kind;
    ast::Span span;
    ast::Arg* arg;
    ast::Expr* default_value;
};

struct StringPiece {
    enum class Kind : std::uint8_t { Str, Bytes, Formatted, Template } kind;
    Lexeme lexeme;               // Str, Bytes
    ast::Seq<ast::Expr*> values; // Formatted, Template
    ast::Span span;
};

struct FieldItem {
    ast::Expr* value;
    ast::Text source;    // the expression as written; for t-strings
    ast::Constant* echo; // with '=': the text shown before the value
    std::int32_t conversion;
    ast::Expr* format_spec;
    ast::Span span;
};

// What a construct does with its target; decides the words of a complaint.
enum class TargetUse : std::uint8_t { Assign, Delete, Loop };

class ParseState {
public:
    struct Limits {
        std::uint32_t depth;
        std::uint32_t int_digits;
    };

    ParseState(Lexer& lexer, IdentifierTable& names, Reports& reports, const Limits& limits)
        : scratch(reports.arena()), lexer_(lexer), names_(names), reports_(reports), limits_(limits) {}
    ParseState(const ParseState&) = delete;
    ParseState& operator=(const ParseState&) = delete;

    // Tokens: first the one that chooses the start rule, then the lexer's, or those of a list.
    int start_token = 0;
    const Token* replay = nullptr;
    const Token* replay_end = nullptr;
    bool replay_ended = false; // the end was handed out
    int next_token(Value& value, ast::Span& span);
    bool replaying() const { return replay != nullptr; }

    // The furthest line that was read, where an error is being explained.
    std::uint32_t line_reached = 0;
    // The error stands whatever the rest of the text holds.
    bool error_is_final = false;

    // The last statement that is complete, in the order of the text.
    ast::Span last_statement{};
    void completed(const ast::Span& span) {
        if (span.line >= last_statement.line) last_statement = span;
    }

    // Results.
    ast::Mod* tree = nullptr;
    ast::Expr* matched = nullptr;

    Scratch scratch;

    bool stopped() const { return stopped_ || arena().failed(); }
    Arena& arena() const { return reports_.arena(); }
    Reports& reports() { return reports_; }
    IdentifierTable& names() { return names_; }
    Lexer& lexer() { return lexer_; }
    const Limits& limits() const { return limits_; }

    void fail(const ast::Span& span, std::string_view message);
    void fail(const ErrorPlace& place, std::string_view message);
    void fail_at_last_token(std::string_view message);
    // With the message, if the last token read is a newline; as plain invalid syntax otherwise.
    void fail_at_newline(std::string_view message);
    // `lambda x=,`: only before a comma is that called a missing default.
    void fail_default(const ast::Span& equals);
    void fail_bound(const ast::Span& span, const ast::Expr* bound, std::string_view what);
    // The parse is over without a tree.
    void stop() { stopped_ = true; }

    // Makes a node; its depth follows from its fields. Null when memory or depth run out.
    template <class T, class... Fields>
    T* make(const ast::Span& span, Fields... fields) {
        const std::uint32_t depth = std::max({std::uint32_t{0}, depth_of(fields)...}) + 1;
        void* at = arena().allocate(sizeof(T), alignof(T));
        if (!at || depth > limits_.depth) [[unlikely]]
            return static_cast<T*>(fail_node(at));
        T* node = new (at) T{{}, fields...};
        node->kind = T::kKind;
        node->depth = depth;
        node->span = span;
        return node;
    }

    // Lists: open() begins one with its first element, s.scratch.push() adds to it.
    template <class T>
    std::uint32_t open(T first) {
        const std::uint32_t start = scratch.size();
        scratch.push(first);
        return start;
    }

    // Expressions (build_expr.cpp)
    ast::Expr* number(const Lexeme& lexeme, const ast::Span& span);
    static ast::Literal literal(ast::LiteralKind kind);
    ast::Expr* constant(ast::LiteralKind kind, const ast::Span& span);
    ast::Expr* name(ast::Identifier id, const ast::Span& span) { return make<ast::Name>(span, id); }
    ast::Expr* tuple(std::uint32_t list, const ast::Span& span, bool parenthesized);
    ast::Expr* paren_elements(std::uint32_t list, bool trailing_comma, const ast::Span& span);
    ast::Expr* group(ast::Expr* expr);
    ast::Expr* binary(ast::Expr* left, ast::Operator op, ast::Expr* right, const ast::Span& span) {
        return make<ast::BinOp>(span, left, op, right);
    }
    ast::Expr* boolean(ast::Expr* left, ast::BoolOperator op, ast::Expr* right, const ast::Span& span);
    ast::Expr* compare(std::uint32_t list, const ast::Span& span);
    // In a call, where nothing but a name may be meant.
    ast::Expr* named_argument(ast::Expr* target, const ast::Span& walrus, ast::Expr* value,
                              const ast::Span& span);
    ast::Expr* named(ast::Expr* target, ast::Expr* value, const ast::Span& span);
    ast::Node* argument(ast::Expr* name, const ast::Span& equals, ast::Expr* value, const ast::Span& span);
    ast::Expr* call(ast::Expr* func, std::uint32_t list, bool trailing_comma, const ast::Span& parens,
                    const ast::Span& span);
    bool arguments_in_order(std::uint32_t list, bool trailing_comma, const ast::Span& close);
    bool split_arguments(std::uint32_t list, ast::Seq<ast::Expr*>& positional,
                         ast::Seq<ast::Keyword*>& named);
    ast::Expr* subscript(ast::Expr* value, std::uint32_t list, bool comma, const ast::Span& inside,
                         const ast::Span& span);
    ast::Expr* dict(std::uint32_t list, const ast::Span& span);
    ast::Expr* generator(ast::Expr* elt, std::uint32_t clauses, const ast::Span& span, bool parenthesized);

    // Strings (build_string.cpp)
    StringPiece* plain_piece(const Lexeme& lexeme, const ast::Span& span);
    StringPiece* joined_piece(std::uint32_t list, StringFlavor flavor, const ast::Span& span);
    ast::Expr* strings(std::uint32_t list, const ast::Span& span);
    ast::Constant* middle(const Lexeme& lexeme, const ast::Span& span);
    void push_part(ast::Constant* text, FieldItem* field);
    FieldItem* field(const Lexeme& open, ast::Expr* value, const Lexeme& equals, const Conversion& conversion,
                     const FormatSpec& format_spec, const Lexeme& close, const ast::Span& span);
    ast::Expr* format_spec(std::uint32_t list, const ast::Span& span);
    Conversion conversion(const Lexeme& mark, const ast::Span& mark_span, ast::Identifier letter,
                          const ast::Span& letter_span);

    // A non-null answer for trials that match something else than an expression.
    ast::Expr* matched_anything();

    // Targets (targets.cpp)
    // Gives `expr` the context of a target, or reports why it cannot be one.
    ast::Expr* target(ast::Expr* expr, TargetUse use);
    ast::Expr* assign_target(ast::Expr* expr);
    // Reports and answers true if `expr` cannot be a target.
    static bool report_invalid_target(ParseState& s, const ast::Expr* expr, TargetUse use);
    ast::Stmt* annotated(ast::Expr* target, ast::Expr* annotation, ast::Expr* value, const ast::Span& span);
    ast::Stmt* augmented(ast::Expr* target, ast::Operator op, ast::Expr* value, const ast::Span& span);
    ast::Stmt* del(ast::Expr* targets, const ast::Span& span);

    // Statements (build_stmt.cpp)
    ast::Seq<ast::Stmt*> one(ast::Stmt* stmt);
    ParamItem* param(ParamKind kind, ast::Identifier name, const ast::Span& arg_span, ast::Expr* annotation,
                     ast::Expr* default_value, const ast::Span& span);
    ast::Arguments* no_arguments();
    ast::Arguments* arguments(std::uint32_t list, bool trailing_comma, bool of_lambda);
    ast::Identifier dotted(std::uint32_t list);
    ast::Identifier star_name() { return names_.intern_copy("*"); }
    ast::Stmt* function(bool is_async, ast::Identifier name, ast::Seq<ast::TypeParam*> type_params,
                        ast::Arguments* args, ast::Expr* returns, ast::Seq<ast::Stmt*> body,
                        const ast::Span& span);
    ast::Stmt* class_def(ast::Identifier name, ast::Seq<ast::TypeParam*> type_params, std::uint32_t args,
                         ast::Seq<ast::Stmt*> body, const ast::Span& span);
    bool class_arguments_in_order(std::uint32_t list, bool trailing_comma, const ast::Span& close);
    ast::Stmt* decorate(ast::Seq<ast::Expr*> decorators, ast::Stmt* definition);
    ast::Stmt* loop(bool is_async, ast::Expr* target, ast::Expr* iter, ast::Seq<ast::Stmt*> body,
                    ast::Seq<ast::Stmt*> orelse, const ast::Span& span);
    ast::Stmt* with(bool is_async, std::uint32_t items, ast::Seq<ast::Stmt*> body, const ast::Span& span);
    std::uint32_t items_from_elements(std::uint32_t list, ast::WithItem* item);
    // `mark` is the star of `except*`, or the keyword.
    bool handler_types(ast::Expr* types, ast::Identifier name, const ast::Span& colon);
    ast::ExceptHandler* handler(ast::Expr* type, ast::Identifier name, ast::Seq<ast::Stmt*> body, bool star,
                                const ast::Span& span);
    ast::Stmt* try_stmt(ast::Seq<ast::Stmt*> body, std::uint32_t handlers, ast::Seq<ast::Stmt*> orelse,
                        ast::Seq<ast::Stmt*> finalbody, const ast::Span& span);

    // Patterns (build_pattern.cpp)
    static ast::Identifier unless_wildcard(ast::Identifier name);
    ast::Pattern* as_pattern(ast::Pattern* pattern, ast::Identifier name, const ast::Span& name_span,
                             const ast::Span& span);
    ast::Pattern* paren_pattern(std::uint32_t list, bool comma, const ast::Span& span);
    ast::Pattern* class_pattern(ast::Expr* cls, std::uint32_t list, const ast::Span& span);
    ast::Identifier rest_name(ast::Identifier name, const ast::Span& span); // behind `**`: not `_`
    ast::Pattern* mapping_pattern(std::uint32_t list, ast::Identifier rest, const ast::Span& span);
    ast::Expr* complex_literal(ast::Expr* real, ast::Operator op, const Lexeme& imaginary,
                               const ast::Span& imaginary_span, const ast::Span& span);

private:
    static std::uint32_t depth_of(const ast::Node* node) { return node ? node->depth : 0; }
    template <class T>
    requires std::is_base_of_v<ast::Node, T>
    static std::uint32_t depth_of(const ast::Seq<T*>& nodes) {
        std::uint32_t depth = 0;
        for (const T* node : nodes) depth = std::max(depth, depth_of(node));
        return depth;
    }
    template <class T>
    requires(!std::is_convertible_v<T, const ast::Node*>) static std::uint32_t depth_of(const T&) {
        return 0;
    }
    void* fail_node(const void* at);

    Lexer& lexer_;
    IdentifierTable& names_;
    Reports& reports_;
    Limits limits_;
    bool stopped_ = false;
};

} // namespace islet::grammar
