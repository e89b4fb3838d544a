// SPDX-License-Identifier: MIT
//
// The record of one activation of Python code. Its registers lie on the thread's value stack, where the
// caller left the arguments, or, for a generator, behind the generator object itself.
//
// Owns: one count on `function`'s code through `code`, on globals and namespace through the function or its
// own references as the fields say, and the values in its registers.
// Invariants: registers from 0 to code->register_count-1 are initialised. `pc` is up to date whenever
//   anything outside the loop can look: before every call that may raise or run Python.
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
    Called, // pushed by a call in the loop: Return continues the caller in the same loop
    Entry,  // pushed by C++: Return leaves the loop
};

struct Frame {
    Frame* back;         // the frame that called or resumed this one; null at the bottom
    const Instr* pc;     // the instruction that runs, or the next one while suspended
    Value* registers;
    Code* code;          // owned
    Function* function;  // owned; null for module and class bodies run by exec
    Dict* globals;       // owned
    Dict* builtins;      // owned
    Value name_space;    // owned: mapping of class bodies and exec; empty in functions
    Value handled;       // owned: the exception being handled here, or empty
    FrameObject* object; // owned: made when Python asks for the frame
    Generator* generator; // borrowed: the generator whose body this is, or null
    std::uint16_t result; // register of the caller that gets the result
    FrameKind kind;
    bool on_stack;       // registers lie on the thread's value stack
};

} // namespace islet
