// SPDX-License-Identifier: MIT
//
// The lexer's rules. Three sets of them: the start of a line, program text, and the text of f-strings.
//
// Owns: see lexer.h.
// Invariants: the text ends in zero bytes, which no rule but the last of each set matches, so no rule needs
//   to look for the end. Which set is next is a matter of `layout_pending_` and `in_text_`.
// Threads: one parse, one thread.
#include "grammar/lexer.h"

#include "grammar/parser_gen.h"

#include <cstring>

namespace islet::grammar {

/*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = cursor;
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;

    high        = [\x80-\xff];
    name_start  = [A-Za-z_];
    name_more   = [A-Za-z0-9_];
    digits      = [0-9] ("_"? [0-9])*;
    exponent    = [eE] [+-]? digits;
    pointfloat  = digits "." digits? | "." digits;
    float       = pointfloat exponent? | digits exponent;
    string      = ([rR] | [bB] | [uU] | [bB][rR] | [rR][bB])? ["'];
    fstring     = ([fF] | [tT] | [fFtT][rR] | [rR][fFtT]) ["'];
    letters     = [bBuUrRfFtT]{2,6} ["'];
*/

int Lexer::next(Value& value, ast::Span& span) {
    if (layout_pending_) [[unlikely]] {
        const int token = next_layout(value, span);
        if (token >= 0) return token;
    }
    if (in_text_) [[unlikely]] return scan_text(value, span);
    return scan_code(value, span);
}

int Lexer::give(int token, Value& value, ast::Span& span) {
    value.lexeme = {token_, static_cast<std::uint32_t>(cursor_ - token_), 0};
    token_line_ = line_;
    token_line_start_ = line_start_;
    span = {line_, column(token_), line_, column(cursor_)};
    last_end_line_ = line_;
    last_end_col_ = span.end_col;
    start_ = Start::None;
    empty_place_ = false;
    return token;
}

// Measures the indentation of the next line that holds anything, and notes the INDENTs or DEDENTs it means.
bool Lexer::scan_line_start() {
    const char* cursor = cursor_;
    std::uint32_t column8 = 0, column1 = 0, continued = 0;
    for (;;) {
        const char* start = cursor;
        /*!re2c
        " "+ {
            column8 += static_cast<std::uint32_t>(cursor - start);
            column1 += static_cast<std::uint32_t>(cursor - start);
            continue;
        }
        "\t" {
            column8 = (column8 / 8 + 1) * 8;
            ++column1;
            continue;
        }
        // For the sake of editors that break pages with it, a form feed starts the line anew.
        "\f" {
            column8 = column1 = 0;
            continue;
        }
        // A line joined to this one before anything stood here: the first indentation is the one that counts.
        "\\\n" {
            if (continued == 0) continued = column8;
            ++line_;
            line_start_ = cursor;
            if (cursor != end_) continue;
            cursor_ = cursor;
            fail_continuation();
            return false;
        }
        "#" [^\n\x00]* {
            column8 = column1 = continued = 0;
            continue;
        }
        "\n" {
            ++line_;
            line_start_ = cursor;
            column8 = column1 = continued = 0;
            continue;
        }
        "\\" {
            cursor_ = token_ = start;
            return change_indent(continued ? continued : column8, continued ? continued : column1);
        }
        * {
            cursor_ = token_ = start;
            return change_indent(continued ? continued : column8, continued ? continued : column1);
        }
        */
    }
}

int Lexer::scan_code(Value& value, ast::Span& span) {
    const char* cursor = cursor_;
    const char* marker;
#define ISLET_GIVE(token)                                                                                    \
    do {                                                                                                     \
        cursor_ = cursor;                                                                                    \
        return give(token, value, span);                                                                     \
    } while (false)
#define ISLET_CALL(call)                                                                                     \
    do {                                                                                                     \
        cursor_ = cursor;                                                                                    \
        return call;                                                                                         \
    } while (false)
    for (;;) {
        token_ = cursor;
        /*!re2c
        [ \t\f]+ { continue; }
        "#" [^\n\x00]* { continue; }
        "\n" {
            if (depth_ == 0) ISLET_CALL(give_newline(value, span));
            ++line_;
            line_start_ = cursor;
            continue;
        }
        "\\\n" {
            ++line_;
            line_start_ = cursor;
            if (cursor != end_) continue;
            ISLET_CALL(fail_continuation());
        }
        "\\" { ISLET_CALL(fail_continuation()); }

        "False" { ISLET_GIVE(TK_FALSE); }
        "None" { ISLET_GIVE(TK_NONE); }
        "True" { ISLET_GIVE(TK_TRUE); }
        "and" { ISLET_GIVE(TK_AND); }
        "as" { ISLET_GIVE(TK_AS); }
        "assert" { ISLET_GIVE(TK_ASSERT); }
        "async" { ISLET_GIVE(TK_ASYNC); }
        "await" { ISLET_GIVE(TK_AWAIT); }
        "break" { ISLET_GIVE(TK_BREAK); }
        "class" { ISLET_GIVE(TK_CLASS); }
        "continue" { ISLET_GIVE(TK_CONTINUE); }
        "def" { ISLET_GIVE(TK_DEF); }
        "del" { ISLET_GIVE(TK_DEL); }
        "elif" { ISLET_GIVE(TK_ELIF); }
        "else" { ISLET_GIVE(TK_ELSE); }
        "except" { ISLET_GIVE(TK_EXCEPT); }
        "finally" { ISLET_GIVE(TK_FINALLY); }
        "for" { ISLET_GIVE(TK_FOR); }
        "from" { ISLET_GIVE(TK_FROM); }
        "global" { ISLET_GIVE(TK_GLOBAL); }
        "if" { ISLET_GIVE(TK_IF); }
        "import" { ISLET_GIVE(TK_IMPORT); }
        "in" { ISLET_GIVE(TK_IN); }
        "is" { ISLET_GIVE(TK_IS); }
        "lambda" { ISLET_GIVE(TK_LAMBDA); }
        "nonlocal" { ISLET_GIVE(TK_NONLOCAL); }
        "not" { ISLET_GIVE(TK_NOT); }
        "or" { ISLET_GIVE(TK_OR); }
        "pass" { ISLET_GIVE(TK_PASS); }
        "raise" { ISLET_GIVE(TK_RAISE); }
        "return" { ISLET_GIVE(TK_RETURN); }
        "try" { ISLET_GIVE(TK_TRY); }
        "while" { ISLET_GIVE(TK_WHILE); }
        "with" { ISLET_GIVE(TK_WITH); }
        "yield" { ISLET_GIVE(TK_YIELD); }
        name_start name_more* { ISLET_CALL(give_name(value, span)); }
        (name_start | high) (name_more | high)* { ISLET_CALL(give_unicode_name(value, span)); }

        string { ISLET_CALL(give_string(value, span)); }
        fstring { ISLET_CALL(open_fstring(value, span)); }
        letters { ISLET_CALL(give_prefixed(value, span)); }

        [1-9] ("_"? [0-9])* | "0" ("_"? "0")* { ISLET_CALL(give_number(NumberKind::Decimal, value, span)); }
        "0" ("_"? [0-9])* { ISLET_CALL(fail_leading_zeros()); }
        float { ISLET_CALL(give_number(NumberKind::Decimal, value, span)); }
        (digits | float) [jJ] { ISLET_CALL(give_number(NumberKind::Imaginary, value, span)); }
        "0" [xX] ("_"? [0-9a-fA-F])+ { ISLET_CALL(give_number(NumberKind::Hexadecimal, value, span)); }
        "0" [oO] ("_"? [0-7])+ { ISLET_CALL(give_number(NumberKind::Octal, value, span)); }
        "0" [bB] ("_"? [01])+ { ISLET_CALL(give_number(NumberKind::Binary, value, span)); }

        "(" { ISLET_CALL(open_bracket('(', TK_LPAREN, value, span)); }
        ")" { ISLET_CALL(close_bracket(')', TK_RPAREN, value, span)); }
        "[" { ISLET_CALL(open_bracket('[', TK_LBRACKET, value, span)); }
        "]" { ISLET_CALL(close_bracket(']', TK_RBRACKET, value, span)); }
        "{" { ISLET_CALL(open_bracket('{', TK_LBRACE, value, span)); }
        "}" { ISLET_CALL(close_bracket('}', TK_RBRACE, value, span)); }
        ":" { ISLET_CALL(give_colon(value, span)); }
        ":=" {
            // In a replacement field the colon begins the format spec, whatever follows.
            if (!top_is_field()) ISLET_GIVE(TK_WALRUS);
            --cursor;
            ISLET_CALL(give_colon(value, span));
        }
        ";" {
            cursor_ = cursor;
            give(TK_SEMICOLON, value, span);
            start_ = Start::Simple;
            return TK_SEMICOLON;
        }
        "," { ISLET_GIVE(TK_COMMA); }
        "." { ISLET_GIVE(TK_DOT); }
        "..." { ISLET_GIVE(TK_ELLIPSIS); }
        "->" { ISLET_GIVE(TK_ARROW); }
        "!" { ISLET_GIVE(TK_EXCLAMATION); }
        "+" { ISLET_GIVE(TK_PLUS); }
        "-" { ISLET_GIVE(TK_MINUS); }
        "*" { ISLET_GIVE(TK_STAR); }
        "/" { ISLET_GIVE(TK_SLASH); }
        "//" { ISLET_GIVE(TK_DOUBLESLASH); }
        "%" { ISLET_GIVE(TK_PERCENT); }
        "@" { ISLET_GIVE(TK_AT); }
        "**" { ISLET_GIVE(TK_DOUBLESTAR); }
        "<<" { ISLET_GIVE(TK_LSHIFT); }
        ">>" { ISLET_GIVE(TK_RSHIFT); }
        "&" { ISLET_GIVE(TK_AMPER); }
        "|" { ISLET_GIVE(TK_VBAR); }
        "^" { ISLET_GIVE(TK_CARET); }
        "~" { ISLET_GIVE(TK_TILDE); }
        "<" { ISLET_GIVE(TK_LT); }
        ">" { ISLET_GIVE(TK_GT); }
        "<=" { ISLET_GIVE(TK_LE); }
        ">=" { ISLET_GIVE(TK_GE); }
        "==" { ISLET_GIVE(TK_EQ); }
        "!=" { ISLET_GIVE(TK_NE); }
        "<>" { ISLET_GIVE(TK_LTGT); }
        "=" { ISLET_GIVE(TK_ASSIGN); }
        "+=" { ISLET_GIVE(TK_PLUSEQ); }
        "-=" { ISLET_GIVE(TK_MINUSEQ); }
        "*=" { ISLET_GIVE(TK_STAREQ); }
        "/=" { ISLET_GIVE(TK_SLASHEQ); }
        "//=" { ISLET_GIVE(TK_DOUBLESLASHEQ); }
        "%=" { ISLET_GIVE(TK_PERCENTEQ); }
        "@=" { ISLET_GIVE(TK_ATEQ); }
        "**=" { ISLET_GIVE(TK_DOUBLESTAREQ); }
        "<<=" { ISLET_GIVE(TK_LSHIFTEQ); }
        ">>=" { ISLET_GIVE(TK_RSHIFTEQ); }
        "&=" { ISLET_GIVE(TK_AMPEREQ); }
        "|=" { ISLET_GIVE(TK_VBAREQ); }
        "^=" { ISLET_GIVE(TK_CARETEQ); }

        // Printable, but of no meaning here: the parser will say so.
        [$?`] { ISLET_GIVE(TK_STRAY); }
        * {
            if (token_ == end_) {
                cursor_ = token_;
                return give_end(value, span);
            }
            ISLET_CALL(fail_character(token_));
        }
        */
    }
#undef ISLET_GIVE
#undef ISLET_CALL
}

// Reads text up to a replacement field, the end of a format spec, or the closing quotes. What stopped it is
// left for the next call, which then finds it at the cursor.
int Lexer::scan_text(Value& value, ast::Span& span) {
    const FString& mode = fstrings_[fstring_depth_ - 1];
    const bool in_spec = depth_ > mode.depth;
    const char* cursor = cursor_;
    const char* marker;
    std::uint32_t quirks = (mode.raw ? kRaw : 0u) | (in_spec ? kInFormatSpec : 0u);
    token_ = cursor;
    token_line_ = line_;
    token_line_start_ = line_start_;
    for (;;) {
        const char* start = cursor;
        /*!re2c
        [^\x00\n\\{}'"]+ { continue; }
        ['"] {
            if (*start != mode.quote) continue;
            if (mode.triple && (cursor[0] != mode.quote || cursor[1] != mode.quote)) continue;
            cursor_ = start;
            if (start != token_) return give_middle(quirks, value, span);
            cursor_ += mode.triple ? 3 : 1;
            return end_text(value, span);
        }
        "\n" {
            if (!mode.triple) {
                cursor_ = start;
                // Python forgets that it is in a format spec once a field inside it has ended.
                if (in_spec && !brackets_[depth_ - 1].had_field) {
                    return fail_fstring_words(cursor, "{}-string: newlines are not allowed in format "
                                                      "specifiers for single quoted {}-strings");
                }
                return fail_fstring(start);
            }
            ++line_;
            line_start_ = cursor;
            continue;
        }
        "{" {
            if (*cursor == '{' && !in_spec) {
                quirks |= kHasBraces;
                ++cursor;
                continue;
            }
            cursor_ = start;
            if (start != token_) return give_middle(quirks, value, span);
            cursor_ = cursor;
            return open_field(value, span);
        }
        "}" {
            if (in_spec) {
                cursor_ = start;
                if (start != token_) return give_middle(quirks, value, span);
                cursor_ = cursor;
                return close_field(value, span);
            }
            if (*cursor == '}') {
                quirks |= kHasBraces;
                ++cursor;
                continue;
            }
            return fail_fstring_words(cursor, "{}-string: single '}' is not allowed");
        }
        // A backslash does not keep a brace from being one.
        "\\" {
            quirks |= kHasBackslash;
            if (*cursor == '{' || *cursor == '}') {
                if (!mode.raw) warn_brace_escape(start);
                continue;
            }
            if (*cursor == '\n') {
                ++line_;
                line_start_ = cursor + 1;
            }
            if (cursor != end_) ++cursor;
            continue;
        }
        "\\N{" [^{}'"\n\x00]* "}" {
            quirks |= kHasBackslash;
            // In a raw string these are a backslash, a letter and a field.
            if (mode.raw) cursor = start + 2;
            continue;
        }
        * {
            cursor_ = start;
            return fail_fstring(start);
        }
        */
    }
}

int Lexer::give_name(Value& value, ast::Span& span) {
    const Start start = start_;
    give(TK_NAME, value, span);
    value.name = names_->intern({token_, static_cast<std::size_t>(cursor_ - token_)});
    if (start == Start::None || !value.name) [[likely]] return TK_NAME;
    start_ = start;
    const int token = soft_keyword(value.name);
    start_ = Start::None;
    return token;
}

int Lexer::give_number(NumberKind kind, Value& value, ast::Span& span) {
    const auto next = static_cast<unsigned char>(*cursor_);
    // A letter, digit or underscore here is trouble, or nearly.
    if ((next | 0x20u) - 'a' < 26 || next == '_' || next - '0' + 0u < 10) [[unlikely]] {
        if (const int token = check_number_end(kind)) return token;
    }
    return give(TK_NUMBER, value, span);
}

int Lexer::give_newline(Value& value, ast::Span& span) {
    value.lexeme = {token_, 1, 0};
    token_line_ = line_;
    token_line_start_ = line_start_;
    span = {last_end_line_, last_end_col_, last_end_line_, last_end_col_};
    empty_place_ = false;
    ++line_;
    line_start_ = cursor_;
    start_ = Start::Line;
    layout_pending_ = at_line_start_ = true;
    return TK_NEWLINE;
}

int Lexer::open_bracket(char open, int token, Value& value, ast::Span& span) {
    if (depth_ == kMaxBrackets) return fail_here("too many nested parentheses");
    brackets_[depth_++] = {open, false, false, false, 0, line_, column(token_)};
    return give(token, value, span);
}

int Lexer::close_bracket(char close, int token, Value& value, ast::Span& span) {
    const char open = close == ')' ? '(' : close == ']' ? '[' : '{';
    if (depth_ == 0 || brackets_[depth_ - 1].open != open) [[unlikely]] return fail_brackets(close);
    if (brackets_[depth_ - 1].field) return close_field(value, span);
    --depth_;
    return give(token, value, span);
}

int Lexer::give_colon(Value& value, ast::Span& span) {
    if (top_is_field()) {
        brackets_[depth_ - 1].in_spec = true;
        in_text_ = true;
        return give(TK_SPEC_COLON, value, span);
    }
    give(TK_COLON, value, span);
    if (depth_ == 0) start_ = Start::Simple;
    return TK_COLON;
}

// Scans to the closing quotes. The cursor is behind the opening one.
int Lexer::give_string(Value& value, ast::Span& span) {
    const char quote = cursor_[-1];
    const char* const start_of_line = line_start_;
    const std::uint32_t line = line_;
    const bool triple = cursor_[0] == quote && cursor_[1] == quote;
    const char* at = cursor_ + (triple ? 2 : 0);
    std::uint32_t quirks = 0;
    bool escaped_quote = false;
    for (;; ++at) {
        const char c = *at;
        if (c == quote) {
            if (!triple) break;
            if (at[1] == quote && at[2] == quote) {
                at += 2;
                break;
            }
        } else if (c == '\\') {
            quirks = kHasBackslash;
            escaped_quote |= at[1] == quote;
            if (at[1] != '\0' || at + 1 < end_) ++at;
            if (*at == '\n') {
                ++line_;
                line_start_ = at + 1;
            }
        } else if (c == '\n' && triple) {
            ++line_;
            line_start_ = at + 1;
        } else if (c == '\n' || (c == '\0' && at >= end_)) {
            const std::uint32_t last_line = line_;
            line_ = line;
            line_start_ = start_of_line;
            return fail_string(quote, triple, at, last_line, escaped_quote);
        }
    }
    cursor_ = at + 1;
    give(TK_STRING, value, span);
    value.lexeme.quirks = quirks;
    token_line_ = span.line = line;
    token_line_start_ = start_of_line;
    span.col = static_cast<std::uint32_t>(token_ - start_of_line);
    return TK_STRING;
}

int Lexer::open_fstring(Value& value, ast::Span& span) {
    const char quote = cursor_[-1];
    const bool triple = cursor_[0] == quote && cursor_[1] == quote;
    bool raw = false, is_template = false;
    for (const char* at = token_; *at != quote; ++at) {
        raw |= (*at | 0x20) == 'r';
        is_template |= (*at | 0x20) == 't';
    }
    if (fstring_depth_ == kMaxFStrings) return fail_here("too many nested f-strings or t-strings");
    if (triple) cursor_ += 2;
    fstrings_[fstring_depth_++] = {quote, triple, raw, is_template, depth_, line_, column(token_)};
    in_text_ = true;
    return give(is_template ? TK_TSTRING_START : TK_FSTRING_START, value, span);
}

// The text from token_ to the cursor; token_line_ and token_line_start_ say where it began.
int Lexer::give_middle(std::uint32_t quirks, Value& value, ast::Span& span) {
    value.lexeme = {token_, static_cast<std::uint32_t>(cursor_ - token_), quirks};
    span = {token_line_, static_cast<std::uint32_t>(token_ - token_line_start_), line_, column(cursor_)};
    last_end_line_ = span.end_line;
    last_end_col_ = span.end_col;
    start_ = Start::None;
    empty_place_ = false;
    return TK_FSTRING_MIDDLE;
}

int Lexer::end_text(Value& value, ast::Span& span) {
    // A field whose spec is cut short by the quotes ends with them; the parser will complain.
    const FString& mode = fstrings_[--fstring_depth_];
    depth_ = mode.depth;
    in_text_ = false;
    return give(TK_FSTRING_END, value, span);
}

int Lexer::open_field(Value& value, ast::Span& span) {
    if (depth_ == kMaxBrackets) return fail_here("too many nested parentheses");
    const FString& mode = fstrings_[fstring_depth_ - 1];
    const bool in_spec = depth_ > mode.depth;
    const auto spec_depth = static_cast<std::uint8_t>(in_spec ? brackets_[depth_ - 1].spec_depth + 1 : 0);
    if (spec_depth > kMaxSpecDepth) {
        return fail_fstring_words(token_, "{}-string: expressions nested too deeply");
    }
    brackets_[depth_++] = {'{', true, false, false, spec_depth, line_, column(token_)};
    in_text_ = false;
    return give(TK_LBRACE, value, span);
}

int Lexer::close_field(Value& value, ast::Span& span) {
    --depth_;
    if (depth_ > 0) brackets_[depth_ - 1].had_field = true;
    in_text_ = true;
    return give(TK_RBRACE, value, span);
}

} // namespace islet::grammar
