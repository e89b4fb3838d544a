// SPDX-License-Identifier: MIT
//
// Fuzzer of whole programs: any text, run in an interpreter of its own, ends in a value or an exception.
//
// The process and its commons are made once; each input gets an interpreter with little memory, a low
// recursion limit and a budget of checkpoints. Modules that reach outside (processes, clocks that sleep) are
// left out. Owns: the Process, for as long as the fuzzer runs. Threads: one.
#include "runtime/interpreter.h"
#include "stdlib/stdlib.h"
#include "vm/model/exc.h"

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

namespace islet {
namespace {

constexpr std::string_view kLeftOut[] = {"posix", "_posix", "time", "_thread", "_signal"};
constexpr std::size_t kMostModules = 64;
constexpr std::size_t kMemoryLimit = std::size_t{64} << 20;
constexpr std::int64_t kCheckpoints = 300'000;
// A program that catches every exception cannot be stopped by one: then it is left where it stands.
constexpr std::int64_t kPatience = 2'000;

struct Fuzzer {
    const ModuleDef* native[kMostModules] = {};
    Process* process = nullptr;
    std::int64_t checkpoints = 0;
    std::jmp_buf way_out;
};

Fuzzer& fuzzer() {
    static Fuzzer only;
    return only;
}

bool count_checkpoint_py(Thread& t) {
    Fuzzer& f = fuzzer();
    if (--f.checkpoints > 0) return true;
    if (f.checkpoints < -kPatience) std::longjmp(f.way_out, 1);
    static_cast<void>(t.raise(Exc::KeyboardInterrupt, "out of checkpoints"));
    return false;
}

Process* make_process() {
    Fuzzer& f = fuzzer();
    ModuleTable modules = stdlib_modules();
    std::size_t count = 0;
    for (const ModuleDef* module : modules.native) {
        const auto named = [module](std::string_view name) { return name == module->name; };
        if (std::any_of(std::begin(kLeftOut), std::end(kLeftOut), named)) continue;
        ISLET_CHECK(count < kMostModules, "room for the modules");
        f.native[count++] = module;
    }
    modules.native = {f.native, count};
    return Process::make(modules, 0);
}

void run_program(std::string_view source) {
    Fuzzer& f = fuzzer();
    if (!f.process) f.process = make_process();
    ISLET_CHECK(f.process, "a process");
    InterpreterOptions options;
    options.memory_limit = kMemoryLimit;
    f.checkpoints = kCheckpoints;
    if (setjmp(f.way_out) != 0) return;
    Interpreter* const interpreter = Interpreter::make(*f.process, f.process->main_thread(), options);
    ISLET_CHECK(interpreter, "an interpreter");
    InterpState& state = interpreter->state();
    state.recursion_limit = 150;
    state.hooks.run_pending_py = &count_checkpoint_py;
    state.want(Want::Calls);
    if (!interpreter->run_text(source, "fuzz.py", ParseMode::File)) interpreter->report_exception();
    interpreter->finalize();
    delete interpreter;
}

} // namespace
} // namespace islet

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    // What programs print goes nowhere, and what they write stays small.
    const int nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0) return 1;
    dup2(nowhere, 0);
    dup2(nowhere, 1);
    const rlimit small = {1 << 20, 1 << 20};
    setrlimit(RLIMIT_FSIZE, &small);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    islet::run_program({reinterpret_cast<const char*>(data), size});
    return 0;
}
