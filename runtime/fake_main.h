// SPDX-License-Identifier: MIT
//
// The fake __main__: what a function or class of another interpreter's script is found in. When a pickle
// names something in __main__ that the interpreter's own __main__ lacks, the sender's script is run once,
// as a module called `<fake __main__>`, and stands in for __main__ while that pickle is read.
//
// Owns: the interpreter keeps the module (Interpreter::fake_main). Invariants: a script that failed is not
//   kept; the next pickle runs it again. sys.modules is as before once the FakeMain is gone.
// Threads: the interpreter's lock.
#pragma once

#include "runtime/pickle.h"

namespace islet {

class FakeMain {
public:
    // `file`: path of the sender's script.
    FakeMain(Thread& t, std::string_view file) : t_(t), file_(file) {}
    ~FakeMain();
    FakeMain(const FakeMain&) = delete;
    FakeMain& operator=(const FakeMain&) = delete;
    UnpickleHooks hooks();

private:
    static Ref find_class_py(Thread& t, void* context, Value module, Value name, int protocol);
    Ref find_in_fake_py(Value name);
    Ref module_py();
    Ref run_script_py();

    Thread& t_;
    std::string_view file_;
    Ref replaced_ = Ref::nothing(); // the real __main__, while the fake one stands in sys.modules
};

// The path of the script that this interpreter's __main__ was read from; nothing if there is none.
void append_main_file(Thread& t, TextBuffer& out);

} // namespace islet
