// SPDX-License-Identifier: MIT
//
// Fuzzer of the unpickler: any bytes end in an object or an exception, within little memory; an object that
// was made is pickled and read again.
//
// Names in a pickle lead to a few harmless classes and functions only, so that the input cannot reach
// outside. Owns: the Process, for as long as the fuzzer runs. Threads: one.
#include "runtime/interpreter.h"
#include "runtime/pickle.h"
#include "stdlib/stdlib.h"
#include "vm/model/attr.h"
#include "vm/model/exc.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace islet {
namespace {

constexpr std::size_t kMemoryLimit = std::size_t{64} << 20;
constexpr std::int64_t kCheckpoints = 20'000;

struct Fuzzer {
    Process* process = nullptr;
    std::int64_t checkpoints = 0;
};

Fuzzer& fuzzer() {
    static Fuzzer only;
    return only;
}

bool count_checkpoint_py(Thread& t) {
    if (--fuzzer().checkpoints > 0) return true;
    static_cast<void>(t.raise(Exc::KeyboardInterrupt, "out of checkpoints"));
    return false;
}

constexpr const char* kPrelude = R"(
class Plain: pass
class Slots: __slots__ = 'a', 'b'
class State:
    def __setstate__(self, state): self.state = state
class Items(list): pass
class Pairs(dict): pass
class Text(str): pass
known = [Plain, Slots, State, Items, Pairs, Text, int, str, bytes, bytearray, list, dict, set, frozenset,
         tuple, complex, range, slice, getattr, iter, len, type, object, Exception, OSError, map, zip,
         reversed, super]
)";

// Any name is one of the list `known`.
Ref find_class_py(Thread& t, void* context, Value module, Value name, int) {
    const List& known = *static_cast<const List*>(context);
    std::uint64_t sum = 0;
    for (const Value v : {module, name}) {
        if (is_str(v)) sum += as<Str>(v).length * 7 + (as<Str>(v).length ? as<Str>(v).at(0) : 0);
    }
    static_cast<void>(t);
    return Ref::share(known.items[sum % known.size]);
}

Ref persistent_load_py(Thread&, void*, Value id) {
    return Ref::share(id);
}

void run_input(Interpreter& interpreter, std::string_view bytes) {
    Thread& t = interpreter.thread();
    const Value known = dict_find_text(t, interpreter.main_dict(), "known");
    UnpickleHooks hooks;
    hooks.context = known.object();
    hooks.find_class_py = &find_class_py;
    hooks.persistent_load_py = &persistent_load_py;
    const std::string_view encodings[] = {"ASCII", "latin-1", "bytes", "utf-8"};
    hooks.encoding = encodings[bytes.size() % 4];
    Ref object = pickle_load_py(t, bytes, &hooks);
    if (!object) return t.clear_pending();
    for (int protocol = 0; protocol <= kHighestPickleProtocol; ++protocol) {
        PickleBuffer out;
        out.set_limit(kMemoryLimit);
        if (!pickle_dump_py(t, object.get(), protocol, out)) {
            t.clear_pending();
            continue;
        }
        Ref again = pickle_load_py(t, out.view());
        if (!again) t.clear_pending();
    }
}

void run_fuzz(std::string_view bytes) {
    Fuzzer& f = fuzzer();
    if (!f.process) f.process = Process::make(stdlib_modules(), 0);
    ISLET_CHECK(f.process, "a process");
    InterpreterOptions options;
    options.memory_limit = kMemoryLimit;
    f.checkpoints = kCheckpoints;
    Interpreter* const interpreter = Interpreter::make(*f.process, f.process->main_thread(), options);
    ISLET_CHECK(interpreter, "an interpreter");
    ISLET_CHECK(interpreter->run_text(kPrelude, "prelude.py", ParseMode::File), "the prelude runs");
    InterpState& state = interpreter->state();
    state.recursion_limit = 150;
    state.hooks.run_pending_py = &count_checkpoint_py;
    state.want(Want::Calls);
    run_input(*interpreter, bytes);
    interpreter->finalize();
    delete interpreter;
}

} // namespace
} // namespace islet

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    islet::run_fuzz({reinterpret_cast<const char*>(data), size});
    return 0;
}
