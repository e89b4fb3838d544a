// SPDX-License-Identifier: MIT
//
// The record of one activation of Python code. Its registers lie on the thread's value stack, where the
// caller left the arguments, or, for a generator, behind the generator object itself.
//
// Owns: the values in its registers, `keep`, `handled` and `object`. Code, function, globals, builtins and
// namespace are borrowed: of a Called frame from the function, which the caller's window or `keep` holds; of
// an Entry frame from the C++ caller; of a generator's frame from the generator.
// Invariants: the registers of variables are initialised when the frame starts. Every other register is empty
//   or plain (owns nothing) unless it is a live temporary; so is all of the value stack above the frames in
//   use, so that a call need not clear it. `pc` is up to date whenever anything outside the loop can look:
//   before every call that may raise or run Python.
// Threads: the thread that runs it, under the interpreter's lock.
#pragma once

#include "vm/code/bytecode.h"
#include "vm/object.h"

#include <bit>

namespace islet {

struct Code;
struct Dict;
struct Function;
struct FrameObject;
struct Generator;

enum class FrameKind : std::uint8_t {
    Called,  // pushed by a call in the loop: Return continues the caller in the same loop
    Entry,   // pushed by C++: Return and Yield leave the loop
    Init,    // as Called, for __init__ of a new instance (`keep`), which is the result
    Resumed, // a generator resumed by ForIter or Send of the frame below, in the same loop
};

// What decides how a frame is left, in one word.
struct FrameMark {
    FrameKind kind = FrameKind::Called;
    bool on_stack = true;   // registers lie on the thread's value stack
    bool new_chunk = false; // this frame opened the thread's current chunk
    bool holds = false;     // `keep`, `handled` or `object` may be set
};
static_assert(sizeof(FrameMark) == 4);

struct Frame {
    Frame* back;     // the frame that called or resumed this one; null at the bottom
    const Instr* pc; // the instruction that runs; while suspended, the yield
    Value* registers;
    Code* code;
    const Value* constants; // of the code
    Function* function;     // null for module and class bodies run by exec
    Dict* globals;
    Dict* builtins;
    Value name_space;     // mapping of class bodies and exec; empty in functions
    Value keep;           // owned: what must outlive the activation: instance, bound method
    Value handled;        // owned: the exception being handled here, or empty
    FrameObject* object;  // owned: made when Python asks for the frame
    Generator* generator; // the generator whose body this is, or null
    Value* stack_below;   // of a running generator: the end of the registers in use below it
    FrameMark mark;

    // Called, and holds nothing but its registers on the stack: leaving it is the short way.
    bool is_plain() const {
        return std::bit_cast<std::uint32_t>(mark) == std::bit_cast<std::uint32_t>(FrameMark{});
    }
};

} // namespace islet
