// SPDX-License-Identifier: MIT
//
// Interpreters under bad conditions: little C++ stack, little memory, no memory at the start, several at
// once.
#include "runtime/interpreter.h"

#include "stdlib/stdlib.h"
#include "vm/model/attr.h"
#include "vm/types/dict.h"
#include "vm/types/str.h"

#include <gtest/gtest.h>
#include <pthread.h>

namespace islet {
namespace {

// Runs `source` in an interpreter of its own; the value of the global `answer`, or what went wrong.
std::string run(Process& process, std::string_view source, const InterpreterOptions& options = {}) {
    OsThread os;
    Interpreter* const interpreter = Interpreter::make(process, os, options);
    if (!interpreter) return "no interpreter";
    Thread& t = interpreter->thread();
    std::string answer = "no answer";
    if (interpreter->run_text(source, "<test>", ParseMode::File)) {
        const Value v = dict_find_text(t, interpreter->main_dict(), "answer");
        TextBuffer text;
        if (is_kind(v, Kind::Str)) append_utf8(text, as<Str>(v));
        answer = text.view();
    } else {
        TextBuffer text;
        append_value(text, *type_of(t, t.pending()));
        answer = text.view();
        t.clear_pending();
    }
    interpreter->finalize();
    delete interpreter;
    return answer;
}

class InterpreterTest : public testing::Test {
protected:
    void SetUp() override {
        process_ = Process::make(stdlib_modules(), 1);
        ASSERT_TRUE(process_);
    }
    void TearDown() override { delete process_; }
    Process* process_ = nullptr;
};

// Each ends in a RecursionError, which the program catches and names.
constexpr const char* kRecursions[] = {
    "def f(): f()",
    "def f(): [*map(lambda x: f(), [1])]",
    "def f(): sorted([1, 2], key=lambda x: f())",
    "class C:\n    def __repr__(self): return repr(self)\ndef f(): repr(C())",
    "class C:\n    def __eq__(self, other): return self == other\ndef f(): C() == C()",
    "class C:\n    def __hash__(self): return hash(self)\ndef f(): hash(C())",
    "class C:\n    def __getattr__(self, name): return getattr(self, name + 'x')\ndef f(): C().a",
    "class C:\n    def __lt__(self, other): return sorted([self, other])\ndef f(): sorted([C(), C()])",
    "class C:\n    def __add__(self, other): return self + other\ndef f(): C() + 1",
    "class C:\n    def __format__(self, spec): return f'{self}'\ndef f(): f'{C()}'",
    "class C:\n    def __init__(self): C()\ndef f(): C()",
    "class C:\n    def __iter__(self): return iter(list(self))\ndef f(): list(C())",
    "def f():\n    x = []\n    for _ in range(100000): x = [x]\n    repr(x)",
    "def f():\n    x, y = [], []\n    for _ in range(100000): x, y = [x], [y]\n    x == y",
    "def f():\n    x = ()\n    for _ in range(100000): x = (x,)\n    hash(x)",
    "def f(): exec('f()')",
    "def f(): eval('f()')",
    "def g(): yield from g()\ndef f(): list(g())",
    "def f():\n    try: raise ValueError\n    except ValueError: f()",
    "import sys\nsys.setrecursionlimit(10**9)\ndef f(): [f() for _ in range(1)]",
    "import sys\nsys.setrecursionlimit(10**9)\nclass C:\n    def __call__(self): [*map(C(), [1])]\n"
    "def f(): [*map(lambda x: f(), [1])]",
};
constexpr const char* kCatch = "\ntry:\n    f()\n    answer = 'returned'\n"
                               "except (RecursionError, MemoryError) as e:\n    answer = type(e).__name__\n";

struct SmallStack {
    Process* process;
    std::string source, answer;
};

void* run_on_small_stack(void* argument) {
    auto& job = *static_cast<SmallStack*>(argument);
    InterpreterOptions options;
    // Without a limit of the recursion the program may use what memory there is.
    options.memory_limit = std::size_t{256} << 20;
    job.answer = run(*job.process, job.source, options);
    return nullptr;
}

TEST_F(InterpreterTest, RecursionEndsOnASmallStack) {
    for (const char* const program : kRecursions) {
        SmallStack job{process_, std::string(program) + kCatch, {}};
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        ASSERT_EQ(pthread_attr_setstacksize(&attributes, 256 * 1024), 0);
        pthread_t thread;
        ASSERT_EQ(pthread_create(&thread, &attributes, run_on_small_stack, &job), 0);
        pthread_join(thread, nullptr);
        pthread_attr_destroy(&attributes);
        EXPECT_TRUE(job.answer == "RecursionError" || job.answer == "MemoryError") << program << "\n"
                                                                                   << job.answer;
    }
}

TEST_F(InterpreterTest, SourceNestedDeeplyEndsOnASmallStack) {
    SmallStack job{process_,
                   "answer = ''\n"
                   "n = 10000\n"
                   "for source in ['(' * n + ')' * n, '[' * n + ']' * n, '-' * n + '1', 'a' + '.b' * n,\n"
                   "               'lambda: ' * n + '1', 'f(' * n + ')' * n, '1 if x else ' * n + '2',\n"
                   "               '[' * n + '1' + ' for x in y]' * n, '+'.join(['1'] * n),\n"
                   "               ''.join(' ' * i + 'if 1:\\n' for i in range(n)) + ' ' * n + 'pass']:\n"
                   "    try:\n"
                   "        compile(source, '<deep>', 'exec')\n"
                   "    except (SyntaxError, RecursionError, MemoryError):\n"
                   "        pass\n"
                   "    answer += '.'\n",
                   {}};
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    ASSERT_EQ(pthread_attr_setstacksize(&attributes, 256 * 1024), 0);
    pthread_t thread;
    ASSERT_EQ(pthread_create(&thread, &attributes, run_on_small_stack, &job), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
    EXPECT_EQ(job.answer, "..........");
}

TEST_F(InterpreterTest, TheLimitOfMemoryIsSurvived) {
    InterpreterOptions options;
    options.memory_limit = std::size_t{16} << 20;
    const char* const programs[] = {
        "x = []\ndef f():\n    while True: x.append(bytes(1000))",
        "x = {}\ndef f():\n    n = 0\n    while True:\n        n += 1\n        x[n] = n",
        "x = set()\ndef f():\n    n = 0.5\n    while True:\n        n += 1\n        x.add((n,))",
        "def f():\n    x = 'ab'\n    while True: x += x",
        "def f():\n    x = [1]\n    while True: x *= 2",
        "def f(): bytearray(10**9)",
        "def f(): 'x' * 10**8",
        "def f(): 1 << 10**9",
        "def f():\n    x = 3\n    while True: x *= x",
        "def f(): list(range(10**8))",
        "def f(): sorted(range(10**8))",
        "def f(): ''.join(str(i) for i in range(10**8))",
        "def f():\n    x = None\n    while True: x = lambda x=x: x",
        "def f(): compile('x = [' + '1.5, ' * 10**7 + ']', 'f', 'exec')",
    };
    for (const char* const program : programs) {
        const std::string source = std::string(program) + kCatch + "\nx = None\ny = list(range(1000))\n";
        EXPECT_EQ(run(*process_, source, options), "MemoryError") << program;
    }
}

TEST_F(InterpreterTest, AnInterpreterNeedsSomeMemory) {
    int made = 0, refused = 0;
    for (std::size_t limit = 64 << 10; limit <= std::size_t{2} << 20; limit += 64 << 10) {
        InterpreterOptions options;
        options.memory_limit = limit;

        const std::string answer = run(*process_, "answer = 'alive'", options);

        made += answer == "alive";
        refused += answer != "alive";
    }
    EXPECT_GT(made, 0);
    EXPECT_GT(refused, 0);
}

TEST_F(InterpreterTest, OneThatRanOutOfMemoryLeavesTheOthersAlone) {
    InterpreterOptions small;
    small.memory_limit = std::size_t{8} << 20;
    EXPECT_EQ(run(*process_, "x = []\nwhile True: x.append(x[:] + [1])", small), "MemoryError");
    EXPECT_EQ(run(*process_, "y = [0] * 10**6\nanswer = 'alive'"), "alive");
}

} // namespace
} // namespace islet
