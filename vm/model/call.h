// SPDX-License-Identifier: MIT
//
// One calling convention: callee, values, names of the last values. Binding of arguments to parameters.
// Owns: nothing; arguments are borrowed. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"
#include "vm/thread.h"

namespace islet {

Ref call_py(Thread& t, Value callee, const Args& args);
Ref call_py(Thread& t, Value callee); // no arguments
Ref call_py(Thread& t, Value callee, Value a);
Ref call_py(Thread& t, Value callee, Value a, Value b);
Ref call_py(Thread& t, Value callee, Value a, Value b, Value c);
// v.name(args...)
Ref call_method_py(Thread& t, Value v, Str& name, std::span<const Value> args = {});
inline Ref call_method_py(Thread& t, Value v, Name name, std::span<const Value> args = {}) {
    return call_method_py(t, v, t.name(name), args);
}
// callee(*args, **kwargs): kwargs may be empty.
Ref call_ex_py(Thread& t, Value callee, Tuple& args, Value kwargs);
// A native, after its receiver was checked.
Ref call_native_py(Thread& t, const MethodDef& def, const Signature& signature, Value self, const Args& args);
// Runs Python code to its end: pushes a frame and enters the loop.
Ref call_function_py(Thread& t, Function& function, const Args& args);
// exec of a code object (module, class body, expression) in these namespaces. A class body may bring a
// closure.
Ref run_code_py(Thread& t, Code& code, Dict& globals, Value name_space, Tuple* closure = nullptr);
// Fills registers[0 .. total_args) of a new frame from the arguments, defaults and keywords included; the
// registers were empty. TypeErrors in CPython's words.
Status bind_arguments(Thread& t, Function& function, const Args& args, Value* registers);
bool is_callable(Thread& t, Value v);

} // namespace islet
