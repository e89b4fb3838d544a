// SPDX-License-Identifier: MIT
//
// The lexer: source text to tokens, with INDENT and DEDENT, soft keywords and f-strings decided.
//
// Owns: nothing. Rules are in lexer.re, indentation in layout.cpp, what is rare (numbers gone wrong, names
//   beyond ASCII, the texts of errors) in lexer_rare.cpp.
// Invariants: every token advances the cursor or a bounded count of pending tokens, so lexing ends; after an
//   error or the end of the text every further token is the same one. Nesting is bounded as in Python:
//   200 brackets, 100 levels of indentation, 150 f-strings.
// Threads: one parse, one thread.
#pragma once

#include "grammar/names.h"
#include "grammar/reports.h"
#include "grammar/value.h"

#include <cstdint>

namespace islet::grammar {

// Places of the token read last as Python's tokenizer has them; the parser's own are kinder (see next()).
struct TokenPlace {
    std::uint32_t line;
    std::int32_t col; // -1: none, as for INDENT, DEDENT and the end
    std::uint32_t end_line;
    std::int32_t end_col;
    const char* begin;
    const char* end; // the cursor
};

class Lexer {
public:
    enum class Newlines : std::uint8_t {
        Plain,
        // The interactive prompt: the end of the text also ends the statement, and the blocks it is in...
        OneMoreAtEnd,
        // ...or leaves them open.
        OneMoreButNoDedent,
    };

    Lexer(Reports& reports, IdentifierTable& names, Newlines newlines);
    // A second reader from the same place on, which reports elsewhere.
    Lexer(const Lexer& other, Reports& reports) : Lexer(other) { reports_ = &reports; }

    // The next token's code (see the generated parser). NEWLINE, INDENT, DEDENT and the end get an empty
    // span at the end of the token before, so that the span of a block ends with its last real token.
    int next(Value& value, ast::Span& span);

    // Where the token returned last lies; for diagnostics.
    TokenPlace last_place() const;

    Newlines newlines() const { return newlines_; }
    // Set when next() answered with the error token.
    bool failed() const { return failed_; }
    // The error is one that Python's tokenizer tells only when it is asked for that very token.
    bool failed_quietly() const { return failed_quietly_; }
    // The end of the text was met while the last token was read: more text could have changed it.
    bool reached_end() const;
    // Nothing but blank lines and comments is left.
    bool only_blank_left() const;
    // The text ended inside brackets; next() answered with the error token but reported nothing.
    bool ended_in_brackets() const { return ended_in_brackets_; }
    // The innermost open bracket. Only while depth() > 0.
    struct Bracket {
        char open;
        bool field;     // opens a replacement field of an f-string
        bool in_spec;   // and the lexer is behind its colon
        bool had_field; // and a field inside the spec was closed
        std::uint8_t spec_depth;
        std::uint32_t line;
        std::uint32_t col;
    };
    std::uint32_t depth() const { return depth_; }
    const Bracket& innermost() const { return brackets_[depth_ - 1]; }
    bool in_fstring() const { return fstring_depth_ > 0; }
    // 'f' or 't', whichever the innermost one is.
    char fstring_letter() const {
        return fstring_depth_ && fstrings_[fstring_depth_ - 1].is_template ? 't' : 'f';
    }

    static constexpr std::uint32_t kMaxBrackets = 200;
    static constexpr std::uint32_t kMaxIndents = 100;
    static constexpr std::uint32_t kMaxFStrings = 150;
    static constexpr std::uint8_t kMaxSpecDepth = 2;

private:
    Lexer(const Lexer&) = default;

    struct Indent {
        std::uint32_t column; // with tabs to multiples of 8
        std::uint32_t
            column1; // with tabs as one column: both must agree, or the text depends on the tab size
        bool match_block;
    };
    struct FString {
        char quote;
        bool triple;
        bool raw;
        bool is_template;
        std::uint32_t depth; // brackets open where it began
        std::uint32_t line;
        std::uint32_t col;
    };
    // The kinds of number that the rules tell apart.
    enum class NumberKind : std::uint8_t { Decimal, Imaginary, Hexadecimal, Octal, Binary };

    // lexer.re
    int scan_code(Value& value, ast::Span& span);
    int scan_text(Value& value, ast::Span& span);
    bool scan_line_start();

    int give(int token, Value& value, ast::Span& span);
    int give_name(Value& value, ast::Span& span);
    int give_unicode_name(Value& value, ast::Span& span);
    int give_number(NumberKind kind, Value& value, ast::Span& span);
    int give_string(Value& value, ast::Span& span);
    int give_prefixed(Value& value, ast::Span& span);
    int give_middle(std::uint32_t quirks, Value& value, ast::Span& span);
    int end_text(Value& value, ast::Span& span);
    int give_newline(Value& value, ast::Span& span);
    int give_end(Value& value, ast::Span& span);
    int open_bracket(char open, int token, Value& value, ast::Span& span);
    int close_bracket(char close, int token, Value& value, ast::Span& span);
    int give_colon(Value& value, ast::Span& span);
    int open_fstring(Value& value, ast::Span& span);
    int open_field(Value& value, ast::Span& span);
    int close_field(Value& value, ast::Span& span);
    bool top_is_field() const {
        return depth_ > 0 && brackets_[depth_ - 1].field && !brackets_[depth_ - 1].in_spec;
    }

    // layout.cpp
    int next_layout(Value& value, ast::Span& span);
    bool change_indent(std::uint32_t column, std::uint32_t column1);
    int soft_keyword(ast::Identifier name);
    bool starts_match_statement();
    int give_empty(int token, Value& value, ast::Span& span);

    // lexer_rare.cpp
    int fail_at(const char* at, std::string_view message);
    int fail_range(const char* from, const char* to, std::string_view message);
    int fail_here(std::string_view message) { return fail_at(cursor_, message); }
    int fail_kind(DiagnosticKind kind, std::string_view message, const ErrorPlace& place, bool keeps_newline);
    int fail_number(NumberKind kind, const char* at);
    int check_number_end(NumberKind kind);
    int check_radix_end(NumberKind kind, const char* at);
    int fail_leading_zeros();
    bool keyword_follows() const;
    int fail_string(char quote, bool triple, const char* at, std::uint32_t line, bool escaped_quote);
    int fail_fstring(const char* at);
    int fail_brackets(char close);
    int fail_continuation();
    int fail_character(const char* at);
    int fail_fstring_words(const char* at, std::string_view words);
    void warn_brace_escape(const char* at);
    static std::string_view name_of(NumberKind kind);

    std::uint32_t column(const char* at) const { return static_cast<std::uint32_t>(at - line_start_); }

    Reports* reports_; // a pointer, so that a copy that only looks ahead can report elsewhere
    IdentifierTable* names_;
    const char* cursor_;
    const char* end_;
    const char* token_;      // where the current token begins
    const char* line_start_; // of the line the cursor is in
    std::uint32_t line_ = 1;
    std::uint32_t token_line_ = 1;
    const char* token_line_start_;
    // Whether a statement may start here: after ';' and ':', or even a compound one.
    enum class Start : std::uint8_t { None, Simple, Line } start_ = Start::Line;
    // Something is to be done before the next token is scanned: start a line, give INDENT or DEDENT, end.
    bool layout_pending_ = true;
    bool at_line_start_ = true;
    bool in_text_ = false; // of an f-string, outside its fields
    bool failed_ = false;
    bool failed_quietly_ = false;
    bool failed_at_end_ = false;
    bool ended_ = false;
    bool ended_in_brackets_ = false;
    Newlines newlines_;
    bool extra_given_ = false;         // the last token was the newline that the end of the text stands for
    bool empty_place_ = false;         // the last token was INDENT, DEDENT or the end
    bool match_line_ = false;          // the line began with a soft keyword match: its block holds cases
    std::int32_t pending_indents_ = 0; // INDENTs (positive) or DEDENTs still to be given
    std::uint32_t last_end_line_ = 1;  // end of the last real token
    std::uint32_t last_end_col_ = 0;
    std::uint32_t depth_ = 0;
    std::uint32_t indent_depth_ = 0; // the lowest entry of indents_ is column 0
    std::uint32_t fstring_depth_ = 0;
    Bracket brackets_[kMaxBrackets];
    Indent indents_[kMaxIndents];
    FString fstrings_[kMaxFStrings];
};

} // namespace islet::grammar
