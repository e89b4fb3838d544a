// SPDX-License-Identifier: MIT
//
// The record of one activation of Python code. Its registers lie on the thread's value stack, where the
// caller left the arguments, or, for a generator, behind the generator object itself.
//
// Owns: the values in its registers, `keep`, `handled` and `object`. Code, function, globals, builtins and
// namespace are borrowed: of a Called frame from the function, which the caller's window or `keep` holds; of
// an Entry frame from the C++ caller; of a generator's frame from the generator.
// Invariants: registers from 0 to code->register_count-1 are initialised. `pc` is up to date whenever
//   anything outside the loop can look: before every call that may raise or run Python. A temporary that is
//   not live is empty or plain (owns nothing).
// Threads: the thread that runs it, under the interpreter's lock.
#pragma once

#include "vm/code/bytecode.h"
#include "vm/object.h"

namespace islet {

struct Code;
struct Dict;
struct Function;
struct FrameObject;
struct Generator;

enum class FrameKind : std::uint8_t {
    Entry,   // pushed by C++: Return and Yield leave the loop
    Called,  // pushed by a call in the loop: Return continues the caller in the same loop
    Init,    // as Called, for __init__ of a new instance (`keep`), which is the result
    Resumed, // a generator resumed by ForIter or Send of the frame below, in the same loop
};

struct Frame {
    Frame* back;     // the frame that called or resumed this one; null at the bottom
    const Instr* pc; // the instruction that runs; while suspended, the yield
    Value* registers;
    Code* code;
    Function* function; // null for module and class bodies run by exec
    Dict* globals;
    Dict* builtins;
    Value name_space;     // mapping of class bodies and exec; empty in functions
    Value keep;           // owned: what must outlive the activation: instance, bound method
    Value handled;        // owned: the exception being handled here, or empty
    FrameObject* object;  // owned: made when Python asks for the frame
    Generator* generator; // the generator whose body this is, or null
    Value* saved_top;     // the thread's stack_top before this frame
    std::uint16_t result; // register of the caller that gets the result
    FrameKind kind;
    bool on_stack;  // registers lie on the thread's value stack
    bool new_chunk; // this frame opened the thread's current chunk
};

} // namespace islet
