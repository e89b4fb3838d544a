// SPDX-License-Identifier: MIT
//
// Tests of the parser against CPython 3.14: trees (ast_cases.inc) and syntax errors (syntax_error_cases.inc),
// and what no table can hold: limits, warnings, memory.
#include "grammar/parse.h"

#include "grammar/ast_dump.h"

#include <gtest/gtest.h>

#include <string>

namespace islet {
namespace {

struct Case {
    char mode;
    const char* program;
    const char* answer;
};

constexpr Case kTrees[] = {
#include "grammar/ast_cases.inc"
};
constexpr Case kErrors[] = {
#include "grammar/syntax_error_cases.inc"
};

ParseOptions options_of(char mode) {
    ParseOptions options;
    options.ignore_cookie = true;
    if (mode == 'v') options.mode = ParseMode::Eval;
    if (mode == 's' || mode == 'i') options.mode = ParseMode::Single;
    options.dont_imply_dedent = options.allow_incomplete_input = mode == 'i' || mode == 'j';
    return options;
}

constexpr const char* kKinds[] = {"SyntaxError",           "IndentationError", "TabError",
                                  "_IncompleteInputError", "RecursionError",   "MemoryError"};

std::string describe(const ParseResult& result) {
    TextBuffer out;
    if (result.ok()) {
        dump_ast(result.tree, true, out);
    } else if (!result.error) {
        out.append("no memory");
    } else {
        const Diagnostic& error = *result.error;
        format_to(out, "{}|{}|", std::string_view(kKinds[static_cast<int>(error.kind)]), error.message);
        if (!error.has_location) {
            out.append("None|None|None|None");
        } else if (!error.has_end) {
            format_to(out, "{}|{}|None|None", error.line, error.offset);
        } else {
            format_to(out, "{}|{}|{}|{}", error.line, error.offset, error.end_line, error.end_offset);
        }
    }
    return std::string(out.view());
}

std::string parsed(std::string_view program, const ParseOptions& options = {}) {
    Arena arena;
    return describe(parse(program, "<test>", options, arena));
}

// The exception's name and message.
std::string first_two(const std::string& text) {
    return text.substr(0, text.find('|', text.find('|') + 1));
}

TEST(Parse, BuildsTheTreesOfCPython) {
    for (const Case& each : kTrees) {
        EXPECT_EQ(parsed(each.program, options_of(each.mode)), each.answer) << each.program;
    }
}

TEST(Parse, ReportsTheErrorsOfCPython) {
    for (const Case& each : kErrors) {
        std::string answer = parsed(each.program, options_of(each.mode));
        if (each.mode == 'i' || each.mode == 'j') answer = first_two(answer);
        EXPECT_EQ(answer, each.answer) << each.mode << ' ' << each.program;
    }
}

TEST(Parse, KeepsNothingOfAShortLivedSource) {
    Arena arena;
    ParseResult result;
    {
        std::string program = "abc = 'def'";
        result = parse(program, "<test>", {}, arena);
        program.assign(program.size(), '?');
    }
    ASSERT_TRUE(result.ok());
    TextBuffer out;
    dump_ast(result.tree, false, out);
    EXPECT_EQ(out.view(),
              "Module(body=[Assign(targets=[Name(id='abc', ctx=Store())], value=Constant(value='def'))])");
    EXPECT_EQ(result.source, "abc = 'def'\n");
    EXPECT_EQ(result.identifier_count, 1u);
}

std::string repeat(std::string_view text, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
}

TEST(ParseLimits, RefusesDepthWithWords) {
    const std::string too_deep = "RecursionError|maximum recursion depth exceeded during compilation";
    for (const std::string_view piece : {"-", "not ", "lambda:", "a+", "a**", "a if b else ", "await "}) {
        const std::string program = repeat(piece, 20000) + "a";
        const std::string answer = first_two(parsed(program));
        EXPECT_TRUE(answer == too_deep || answer.starts_with("MemoryError|Parser stack overflowed") ||
                    answer == "SyntaxError|invalid syntax")
            << piece << ": " << answer;
    }
    for (const std::string_view piece : {".a", "()", "[0]", "+a"}) {
        EXPECT_EQ(first_two(parsed("a" + repeat(piece, 20000))), too_deep) << piece;
    }
    const std::string elifs = first_two(parsed("if a: b\n" + repeat("elif c: d\n", 20000)));
    EXPECT_TRUE(elifs == too_deep || elifs.starts_with("MemoryError|Parser stack overflowed")) << elifs;
    EXPECT_EQ(first_two(parsed(repeat("(", 201))), "SyntaxError|too many nested parentheses");
    EXPECT_EQ(first_two(parsed(repeat("f'{", 151))), "SyntaxError|too many nested f-strings or t-strings");
    std::string blocks;
    for (std::size_t i = 0; i < 120; ++i) blocks += repeat(" ", i) + "if a:\n";
    EXPECT_EQ(first_two(parsed(blocks + repeat(" ", 120) + "b\n")),
              "IndentationError|too many levels of indentation");
}

TEST(ParseLimits, TakesLengthWithoutDepth) {
    for (const char* piece : {" and a", " or a", " < a", ", a", " = a", " 'b'", "\nb = c", "; a", " in a"}) {
        const std::string start = std::string_view(piece) == " 'b'" ? "'b'" : "a";
        Arena arena;
        EXPECT_TRUE(parse(start + repeat(piece, 50000), "<test>", {}, arena).ok()) << piece;
    }
    Arena arena;
    EXPECT_TRUE(parse("import a" + repeat(".a", 50000), "<test>", {}, arena).ok());
}

TEST(ParseLimits, SurvivesEverySmallArena) {
    const std::string program =
        "class A[T](B):\n    @f\n    def g(self, *a, b=1): return f'{a!r:{b}}' + 'c' \\\n"
        "        if not x else [y for y in z if (w := y)]\n    async def h(): await i\n";
    bool parsed_once = false;
    for (std::size_t limit = 0; limit < 60000; limit += 512) {
        Arena arena(limit);
        const ParseResult result = parse(program, "<test>", {}, arena);
        EXPECT_EQ(result.ok(), !arena.failed()) << limit;
        parsed_once |= result.ok();
    }
    EXPECT_TRUE(parsed_once);
}

TEST(Parse, LimitsTheDigitsOfAnInteger) {
    ParseOptions options;
    options.max_int_digits = 10;
    EXPECT_EQ(parsed("1234567890", options).substr(0, 6), "Module");
    EXPECT_EQ(first_two(parsed("x = 123456789012345678901", options)).substr(0, 45),
              "SyntaxError|Exceeds the limit (10 digits) for");
    EXPECT_EQ(parsed("0x123456789012345678901", options).substr(0, 6), "Module");
}

struct SourceCase {
    std::string_view source;
    bool from_file;
    const char* answer; // the error, or what the tree begins with
};

TEST(ParseSource, ReadsEncodings) {
    using namespace std::literals;
    const SourceCase cases[] = {
        {"#coding: latin-1\nx='\xe9'"sv, false,
         "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], "
         "value=Constant(value='\xc3\xa9'))])"},
        {"\xef\xbb\xbfx"sv, false, "Module(body=[Expr(value=Name(id='x', ctx=Load()))])"},
        {"#coding: foo\nx"sv, false, "SyntaxError|unknown encoding: foo|0|-1|None|None"},
        {"\xef\xbb\xbf#coding: latin-1\nx"sv, false,
         "SyntaxError|encoding problem: iso-8859-1 with BOM|1|0|1|16"},
        {"#coding: ascii\nx='\xc3\xa9'"sv, false,
         "SyntaxError|'ascii' codec can't decode byte 0xc3 in position 18: ordinal not in "
         "range(128)|0|-1|None|None"},
        {"x='\xff'"sv, false,
         "SyntaxError|Non-UTF-8 code starting with '\\xff' on line 1, but no encoding declared; see "
         "https://peps.python.org/pep-0263/ for details|1|4|1|4"},
        {"\n\nx\n# \xff"sv, true,
         "SyntaxError|Non-UTF-8 code starting with '\\xff' in file <test> on line 4, but no encoding "
         "declared; see "
         "https://peps.python.org/pep-0263/ for details|4|3|4|3"},
        {"x = 1\0"sv, false, "SyntaxError|source code string cannot contain null bytes|None|None|None|None"},
        {"x\n\0"sv, true, "SyntaxError|source code cannot contain null bytes|2|0|2|-1"},
        {"a\r\nb\rc"sv, false,
         "Module(body=[Expr(value=Name(id='a', ctx=Load())), "
         "Expr(value=Name(id='b', ctx=Load())), Expr(value=Name(id='c', ctx=Load()))])"},
        {""sv, false, "Module()"},
    };
    for (const SourceCase& each : cases) {
        Arena arena;
        ParseOptions options;
        options.from_file = each.from_file;
        const ParseResult result = parse(each.source, "<test>", options, arena);
        TextBuffer out;
        if (result.ok()) dump_ast(result.tree, false, out);
        EXPECT_EQ(result.ok() ? std::string(out.view()) : describe(result), each.answer);
    }
}

TEST(Parse, ReadsFunctionTypes) {
    ParseOptions options;
    options.mode = ParseMode::FuncType;
    Arena arena;
    const ParseResult result = parse("(int, *a.b, **list[c]) -> None", "<test>", options, arena);
    ASSERT_TRUE(result.ok());
    TextBuffer out;
    dump_ast(result.tree, false, out);
    EXPECT_EQ(out.view(),
              "FunctionType(argtypes=[Name(id='int', ctx=Load()), Attribute(value=Name(id='a', ctx=Load()), "
              "attr='b', "
              "ctx=Load()), Subscript(value=Name(id='list', ctx=Load()), slice=Name(id='c', ctx=Load()), "
              "ctx=Load())], returns=Constant(value=None))");
    EXPECT_TRUE(parse("() -> a", "<test>", options, arena).ok());
    EXPECT_FALSE(parse("(a)", "<test>", options, arena).ok());
}

TEST(Parse, TellsWhereTheLastGoodStatementWas) {
    Arena arena;
    EXPECT_EQ(parse("a\nif b:\n    c\nd e\n", "<test>", {}, arena).error->statement_line, 3);
    EXPECT_EQ(parse("d e\n", "<test>", {}, arena).error->statement_line, 0);
}

TEST(ParseWarnings, KnowBracesOfFStrings) {
    Arena arena;
    const ParseResult result = parse("f'\\{a}' rf'\\{a}'", "<test>", {}, arena);
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(result.warnings.size, 1u);
    EXPECT_EQ(
        result.warnings[0].message,
        "\"\\{\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "
        "\"\\\\{\"? A raw string is also an option.");
}

TEST(ParseWarnings, ComeInOrderWithTheirLines) {
    Arena arena;
    const ParseResult result = parse("x = '\\d'\ny = 1if a else b'''\n\\400'''", "<test>", {}, arena);
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(result.warnings.size, 3u);
    EXPECT_EQ(
        result.warnings[0].message,
        "\"\\d\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "
        "\"\\\\d\"? A raw string is also an option.");
    EXPECT_EQ(result.warnings[0].line, 1u);
    EXPECT_EQ(result.warnings[1].message, "invalid decimal literal");
    EXPECT_EQ(result.warnings[1].line, 2u);
    EXPECT_EQ(
        result.warnings[2].message,
        "\"\\400\" is an invalid octal escape sequence. Such sequences will not work in the future. Did you "
        "mean \"\\\\400\"? A raw string is also an option.");
    EXPECT_EQ(result.warnings[2].line, 3u);
    const Diagnostic error = warning_as_error(result, result.warnings[0]);
    EXPECT_EQ(error.line, 1);
    EXPECT_EQ(error.offset, 5);
    EXPECT_EQ(error.end_offset, 9);
    EXPECT_EQ(error.text, "x = '\\d'\n");
}

} // namespace
} // namespace islet
