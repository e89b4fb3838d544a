// SPDX-License-Identifier: MIT
//
// Tests of the lexer by itself: the token list, layout, soft keywords, f-strings.
#include "grammar/lexer.h"

#include "grammar/parser_gen.h"
#include "grammar/source.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace islet::grammar {
namespace {

std::vector<int> tokens_of(std::string_view program) {
    Arena arena;
    Reports reports(arena);
    EXPECT_TRUE(prepare_source(program, "<test>", {}, reports));
    IdentifierTable names(arena);
    Lexer lexer(reports, names, Lexer::Newlines::Plain);
    std::vector<int> tokens;
    int token;
    do {
        Value value;
        ast::Span span;
        token = lexer.next(value, span);
        tokens.push_back(token);
    } while (token != TK_END && token != TK_ERROR);
    return tokens;
}

using Codes = std::vector<int>;

TEST(Lexer, KnowsEveryKeywordAndOperator) {
#define ISLET_KEYWORD(NAME, spelling)                                                                        \
    EXPECT_EQ(tokens_of("( " spelling ",")[1], TK_##NAME) << spelling;                                       \
    EXPECT_EQ(tokens_of(spelling "x")[0], TK_NAME) << spelling;
#define ISLET_OPERATOR(NAME, spelling)                                                                       \
    if (std::string_view(")]}").find(*spelling) == std::string_view::npos) {                                 \
        EXPECT_EQ(tokens_of("x " spelling " y")[1], TK_##NAME) << spelling;                                  \
    }
#define ISLET_SOFT_KEYWORD(NAME, spelling) EXPECT_EQ(tokens_of("x " spelling)[1], TK_NAME) << spelling;
#include "grammar/tokens.def"
    EXPECT_EQ(tokens_of("([{}])"), (Codes{TK_LPAREN, TK_LBRACKET, TK_LBRACE, TK_RBRACE, TK_RBRACKET,
                                          TK_RPAREN, TK_NEWLINE, TK_END}));
}

TEST(Lexer, GivesLayout) {
    EXPECT_EQ(tokens_of("a\n  b\n  c\n\n# d\n    # e\nf"),
              (Codes{TK_NAME, TK_NEWLINE, TK_INDENT, TK_NAME, TK_NEWLINE, TK_NAME, TK_NEWLINE, TK_DEDENT,
                     TK_NAME, TK_NEWLINE, TK_END}));
    EXPECT_EQ(tokens_of("a\n b\n  c"), (Codes{TK_NAME, TK_NEWLINE, TK_INDENT, TK_NAME, TK_NEWLINE, TK_INDENT,
                                              TK_NAME, TK_NEWLINE, TK_DEDENT, TK_DEDENT, TK_END}));
    EXPECT_EQ(tokens_of("(a\n  b\n)\\\nc"),
              (Codes{TK_LPAREN, TK_NAME, TK_NAME, TK_RPAREN, TK_NAME, TK_NEWLINE, TK_END}));
}

int first_token(std::string_view program) {
    return tokens_of(program)[0];
}

TEST(Lexer, DecidesSoftKeywords) {
    for (const char* program :
         {"match x:\n case 1: pass", "match(x):\n case 1: pass", "match [a]:\n case 1: pass", "match -x:\n",
          "match *a, b:\n", "match not x:\n", "match (a)[b:c]:\n", "match lambda: x:\n", "match x",
          "match {}: \\\n\n", "match 'a':", "match (x): # c"}) {
        EXPECT_EQ(first_token(program), TK_MATCH) << program;
    }
    for (const char* program :
         {"match(x)",   "match = 3",     "match[a]",         "match[a:b]", "match - x",  "match * x",
          "match.x",    "match, x",      "match not in x",   "match in x", "match is x", "match if a else b",
          "match: int", "match(x): int", "match(lambda: x)", "match",      "match;",     "match + (x)",
          "match or x", "matches x:"}) {
        EXPECT_EQ(first_token(program), TK_NAME) << program;
    }
    for (const char* program : {"type X = int", "type X[T] = int", "type type = int", "type match"}) {
        EXPECT_EQ(first_token(program), TK_TYPE) << program;
    }
    for (const char* program :
         {"type(x)", "type = 3", "type.x", "type[x]", "type in x", "type", "type: int"}) {
        EXPECT_EQ(first_token(program), TK_NAME) << program;
    }
    EXPECT_EQ(tokens_of("match x:\n case y: case = 1\ncase")[5], TK_CASE);
    EXPECT_EQ(tokens_of("match x:\n case y: case = 1\ncase")[8], TK_NAME);
    EXPECT_EQ(tokens_of("if x: type Y = z")[3], TK_TYPE);
    EXPECT_EQ(tokens_of("x; type Y = z")[2], TK_TYPE);
}

TEST(Lexer, TakesFStringsApart) {
    EXPECT_EQ(tokens_of("f'a{b!r:>{c}}d'"),
              (Codes{TK_FSTRING_START, TK_FSTRING_MIDDLE, TK_LBRACE, TK_NAME, TK_EXCLAMATION, TK_NAME,
                     TK_SPEC_COLON, TK_FSTRING_MIDDLE, TK_LBRACE, TK_NAME, TK_RBRACE, TK_RBRACE,
                     TK_FSTRING_MIDDLE, TK_FSTRING_END, TK_NEWLINE, TK_END}));
    EXPECT_EQ(tokens_of("t'{{}}{a['b':c]}'"),
              (Codes{TK_TSTRING_START, TK_FSTRING_MIDDLE, TK_LBRACE, TK_NAME, TK_LBRACKET, TK_STRING,
                     TK_COLON, TK_NAME, TK_RBRACKET, TK_RBRACE, TK_FSTRING_END, TK_NEWLINE, TK_END}));
    EXPECT_EQ(tokens_of("f'{f'{f'{a}'}'}'").size(), 15u);
}

TEST(Lexer, EndsWithTheSameErrorForEver) {
    Arena arena;
    Reports reports(arena);
    ASSERT_TRUE(prepare_source("a 1a b", "<test>", {}, reports));
    IdentifierTable names(arena);
    Lexer lexer(reports, names, Lexer::Newlines::Plain);
    Value value;
    ast::Span span;
    EXPECT_EQ(lexer.next(value, span), TK_NAME);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(lexer.next(value, span), TK_ERROR);
    ASSERT_TRUE(reports.error());
    EXPECT_EQ(reports.error()->message, "invalid decimal literal");
}

TEST(IdentifierTable, MakesEqualNamesOne) {
    Arena arena;
    IdentifierTable names(arena);
    const ast::Identifier a = names.intern_copy("alpha");
    const ast::Identifier b = names.intern_copy("a_name_of_more_than_sixteen_bytes");
    EXPECT_EQ(a, names.intern_copy("alpha"));
    EXPECT_EQ(b, names.intern_copy("a_name_of_more_than_sixteen_bytes"));
    EXPECT_NE(a, b);
    EXPECT_EQ(a->index, 0u);
    EXPECT_EQ(b->index, 1u);
    for (int i = 0; i < 5000; ++i) ASSERT_TRUE(names.intern_copy("n" + std::to_string(i)));
    EXPECT_EQ(names.count(), 5002u);
    EXPECT_EQ(a, names.intern_copy("alpha"));
}

} // namespace
} // namespace islet::grammar
