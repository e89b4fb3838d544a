// SPDX-License-Identifier: MIT
//
// What beginning costs: a process with its commons, and one more interpreter in it.
//
// Owns: nothing beyond each run. Threads: the main thread.
#include "runtime/interpreter.h"
#include "stdlib/stdlib.h"

#include <benchmark/benchmark.h>

namespace {

using islet::Interpreter;
using islet::InterpreterOptions;
using islet::Process;

void make_process(benchmark::State& state) {
    for (auto _ : state) {
        Process* const process = Process::make(islet::stdlib_modules(), 1);
        if (!process) return state.SkipWithError("no process");
        delete process;
    }
}
BENCHMARK(make_process)->Unit(benchmark::kMicrosecond);

// `text` null: the interpreter is made and closed without having run anything.
void make_interpreter(benchmark::State& state, const char* text) {
    Process* const process = Process::make(islet::stdlib_modules(), 1);
    if (!process) return state.SkipWithError("no process");
    std::size_t bytes = 0;
    for (auto _ : state) {
        Interpreter* const interpreter =
            Interpreter::make(*process, process->main_thread(), InterpreterOptions());
        if (!interpreter) {
            state.SkipWithError("no interpreter");
            break;
        }
        if (text && !interpreter->run_text(text, "<string>", islet::ParseMode::File)) {
            state.SkipWithError("the text raised");
        }
        bytes = interpreter->state().heap.peak_bytes();
        delete interpreter;
    }
    state.counters["heap_bytes"] = static_cast<double>(bytes);
    delete process;
}
BENCHMARK_CAPTURE(make_interpreter, empty, nullptr)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(make_interpreter, pass, "pass")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(make_interpreter, import_types, "import types")->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
