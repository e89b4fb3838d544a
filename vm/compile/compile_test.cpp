// SPDX-License-Identifier: MIT
//
// Errors and warnings of the compiler against CPython's, its limits, and code of unusual size.
#include "vm/compile/compile.h"

#include "vm/code/disasm.h"
#include "vm/code/verify.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <string>

namespace islet {
namespace {

struct ErrorCase {
    const char* program;
    const char* error;
    std::int32_t span[4];
    const char* warnings;
};

const ErrorCase kErrorCases[] = {
#include "vm/compile/error_cases.inc"
};

std::string all_warnings(const CompileResult& result) {
    std::string texts;
    for (const CompileWarning& warning : result.warnings) {
        if (!texts.empty()) texts += '\n';
        texts += warning.message;
    }
    return texts;
}

TEST(Compile, ErrorsAndWarningsAreThoseOfCPython) {
    for (const ErrorCase& expected : kErrorCases) {
        SCOPED_TRACE(expected.program);
        const CompileResult result = compile_source(expected.program, "x", ParseMode::File, CompileOptions{});
        EXPECT_EQ(all_warnings(result), expected.warnings);
        EXPECT_EQ(result.image == nullptr, expected.error[0] != '\0');
        if (!result.image) {
            EXPECT_EQ(result.diagnostic.message, expected.error);
            const std::int32_t span[] = {result.diagnostic.line, result.diagnostic.offset,
                                         result.diagnostic.end_line, result.diagnostic.end_offset};
            for (int i = 0; i < 4; ++i)
                EXPECT_EQ(span[i], expected.span[i]) << "part " << i << " of the place";
            continue;
        }
        TextBuffer why;
        EXPECT_TRUE(verify(*result.image, &why)) << why.view();
        result.image->release();
    }
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

// "ok", or the message.
std::string outcome(const std::string& program, const CompileOptions& options = {}) {
    const CompileResult result = compile_source(program, "x", ParseMode::File, options);
    if (!result.image) return std::string(result.diagnostic.message);
    TextBuffer why;
    const bool good = verify(*result.image, &why);
    result.image->release();
    return good ? "ok" : std::string(why.view());
}

std::string numbered(std::string_view before, std::string_view after, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all.append(before).append(std::to_string(i)).append(after);
    return all;
}

TEST(Compile, LargeProgramsCompile) {
    EXPECT_EQ(outcome("x = [" + repeated("a, ", 50'000) + "]"), "ok");
    EXPECT_EQ(outcome("x = {" + numbered("a", ": b, ", 20'000) + "}"), "ok");
    EXPECT_EQ(outcome("f(" + numbered("a", " = 1, ", 5'000) + ")"), "ok");
    EXPECT_EQ(outcome("f(" + repeated("a, ", 5'000) + "*b, **c)"), "ok");
    EXPECT_EQ(outcome("x = f'" + repeated("{a}-", 5'000) + "'"), "ok");
    EXPECT_EQ(outcome("match x:\n case " + numbered("", " | ", 2'000) + "None: pass"), "ok");
    EXPECT_EQ(outcome(numbered("x = y + ", ".5\n", 70'000)), "ok");
    EXPECT_EQ(outcome("x = a" + repeated(".b()", 1'000)), "ok");
}

// The comparison of the loop is more than 32,767 words away from its end.
TEST(Compile, LongJumps) {
    const std::string program =
        "def f(x, y):\n while x < 3 and y == x:\n" + numbered("  y = x + ", "\n", 40'000) +
        " for i in x:\n  if i > y: continue\n" + numbered("  y = x + ", "\n", 40'000) + " return lambda: y\n";
    EXPECT_EQ(outcome(program), "ok");
}

TEST(Compile, LimitsAreErrors) {
    EXPECT_EQ(outcome("def f():\n" + numbered(" a", " = 1\n", 70'000)),
              "too many local variables in one function");
    EXPECT_EQ(outcome(repeated("a, ", 40'000) + "= x"), "too many targets in one assignment");
    EXPECT_EQ(outcome(numbered("a.b", "\n", 70'000)), "too many names in one block");
    std::string nested;
    for (int i = 0; i < 19; ++i) {
        nested += std::string(static_cast<std::size_t>(i), ' ') + "try: a\n" +
                  std::string(static_cast<std::size_t>(i), ' ') + "finally:\n";
    }
    EXPECT_EQ(outcome(nested + std::string(19, ' ') + "b"),
              "too much code: blocks of 'finally' are nested too deeply");
    CompileOptions little;
    little.memory_limit = 40'000;
    EXPECT_EQ(compile_source(numbered("a", " = 1\n", 3'000), "x", ParseMode::File, little).diagnostic.kind,
              DiagnosticKind::MemoryError);
}

// Programs that nest as deeply as the parser lets them, on a thread whose stack is small.
struct SmallStack {
    const std::string* programs;
    int count;
    int compiled = 0;
    int refused = 0;
};

void* compile_on_small_stack(void* argument) {
    auto& work = *static_cast<SmallStack*>(argument);
    char here;
    CompileOptions options;
    options.stack_limit = reinterpret_cast<std::uintptr_t>(&here) - 160 * 1024;
    for (int i = 0; i < work.count; ++i) {
        const CompileResult result = compile_source(work.programs[i], "x", ParseMode::File, options);
        if (result.image) {
            ++work.compiled;
            result.image->release();
        } else {
            ++work.refused;
            EXPECT_EQ(result.diagnostic.message, "maximum recursion depth exceeded during compilation");
        }
    }
    return nullptr;
}

TEST(Compile, NestingIsBoundedByTheStack) {
    const std::string programs[] = {
        "x = a" + repeated(".b", 2'900),
        "x = a" + repeated("[0]", 2'900),
        "x = a" + repeated("()", 2'900),
        "x = a" + repeated(" + a", 2'900),
        "x = " + repeated("a.b(", 50) + repeated(")", 50),
    };
    SmallStack work{programs, static_cast<int>(std::size(programs))};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 * 1024);
    pthread_t thread;
    ASSERT_EQ(pthread_create(&thread, &attributes, &compile_on_small_stack, &work), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    EXPECT_EQ(work.compiled + work.refused, work.count);
    EXPECT_GE(work.compiled, 1);
}

TEST(Compile, FoldsWhatTheProgramWouldCompute) {
    const struct {
        const char* expression;
        const char* constant;
    } cases[] = {
        {"2 ** 64", "0x10000000000000000"},
        {"-2 ** 63", "-9223372036854775808"},
        {"-(2 ** 64)", "-0x10000000000000000"},
        {"7 // -2", "-4"},
        {"-7 % 3", "2"},
        {"7 % -3", "-2"},
        {"1 << 100 >> 98", "4"},
        {"~5 & 12", "8"},
        {"1 - 2.5", "-1.5"},
        {"'a' + 'b' * 2", "'abb'"},
        {"(1, 'x') + (2,)", "(1, 'x', 2)"},
        {"'abc'[-1]", "'c'"},
        {"(1, 2)[1]", "2"},
        {"b'abc'[1]", "98"},
        {"3 - 4j", "(3.0+-4.0j)"},
        {"True + True", "2"},
        {"340282366920938463463374607431768211455", "0xffffffffffffffffffffffffffffffff"},
    };
    for (const auto& [expression, constant] : cases) {
        SCOPED_TRACE(expression);
        const CompileResult result = compile_source(expression, "x", ParseMode::Eval, CompileOptions{});
        ASSERT_NE(result.image, nullptr);
        TextBuffer text;
        append_disassembly(text, *result.image);
        result.image->release();
        EXPECT_NE(text.view().find(std::string(" r0, ") + constant + "\n"), std::string_view::npos)
            << text.view();
    }
}

TEST(Compile, LeavesToTheProgramWhatMayRaiseOrGrow) {
    for (const char* expression :
         {"1 / 0", "1 // 0", "1 % 0", "1 << 1000", "2 ** 1000", "'a' * 5000", "1 + 'a'", "'abc'[5]", "~True",
          "-'a'", "1.5 // 0.5", "(1,) * 300", "10 ** -1", "1 << -1", "'a' % 1"}) {
        SCOPED_TRACE(expression);
        const CompileResult result = compile_source(expression, "x", ParseMode::Eval, CompileOptions{});
        ASSERT_NE(result.image, nullptr);
        EXPECT_GE(result.image->code.size(), 3u);
        result.image->release();
    }
}

TEST(Compile, OptimizeDropsAssertsAndDocstrings) {
    const char* program = "def f():\n 'doc'\n assert x\n if __debug__: y()";
    CompileOptions options;
    const auto has = [&](std::string_view what) {
        const CompileResult result = compile_source(program, "x", ParseMode::File, options);
        TextBuffer text;
        append_disassembly(text, *result.image);
        bool doc = false;
        for (const ConstSpec& constant : result.image->constants) {
            doc |= constant.code && constant.code->flags & kHasDocstring;
        }
        result.image->release();
        return what == "doc" ? doc : text.view().find(what) != std::string_view::npos;
    };
    EXPECT_TRUE(has("LoadAssertionError") && has(".y") && has("doc"));
    options.optimize = 1;
    EXPECT_TRUE(!has("LoadAssertionError") && !has(".y") && has("doc"));
    options.optimize = 2;
    EXPECT_TRUE(!has("doc"));
}

} // namespace
} // namespace islet
