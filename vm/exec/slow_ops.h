// SPDX-License-Identifier: MIT
//
// Every opcode's long way, out of line, and the steps of calls, generators and unwinding that the loop takes.
//
// op_X_py reads and writes the registers of the frame; on failure the destination is as it was, except for
// runs (Base operands) that the instruction consumes. It does not look at Kill flags: the loop does,
// afterwards. `instr` is the frame's private instruction, whose caches it may fill.
//
// Owns: nothing. Threads: the running thread, under the interpreter's lock.
#pragma once

#include "vm/exec/frames.h"
#include "vm/model/protocol.h"
#include "vm/types/generator.h"

namespace islet {

#define ISLET_OP(name, a, b, c, words, doc) Status op_##name##_py(Thread& t, Frame& f, Instr* instr);
#include "vm/code/opcodes.def"

// R[a] = R[b] op right; `+=` forms by the InPlace flag.
Status op_binary_py(Thread& t, Frame& f, const Instr* instr, BinaryOp op, Value right);
Status op_compare_py(Thread& t, Frame& f, const Instr* instr, CompareOp op, Value right);
// Truth of a comparison: 0, 1, or -1 with an exception pending.
int compare_truth_py(Thread& t, Value a, Value b, CompareOp op);
// 1: R[a] is the next item, 0: the end, -1: an exception is pending.
int op_for_iter_py(Thread& t, Frame& f, const Instr* instr);
// 1: R[a] is what was yielded, 0: R[a] is the result and R[b] empty, -1: raised.
int op_send_py(Thread& t, Frame& f, const Instr* instr);

// Any call of the window at `base` with `count` positional and then named arguments; the result goes to
// R[result] and the window becomes empty. Calls of Python code push a frame instead: then t.frame changed.
Status op_call_window_py(Thread& t, Frame& f, unsigned base, unsigned count, Tuple* names, unsigned result);

// "f()" for error texts about a call: the module and qualified name of what is called, or its text.
void append_callee_py(Thread& t, TextBuffer& out, Value callee);

// The result of __init__ must be None; the instance becomes the result.
bool finish_init(Thread& t, Frame& frame, Value* result);

// --- Generators (generator_frames in generator.cpp)
// Links the generator's frame on top, as Resumed, and hands `sent` over. False: it is not suspended, or (with
// an exception pending) there is no room; `sent` is still the caller's then.
bool resume_generator(Thread& t, Generator& generator, Value sent);
void suspend_generator(Thread& t, Generator& generator, bool yield_from);
// The body returned or raised: unlinks the frame and empties it.
void finish_generator(Thread& t, Frame& frame);
// Consumes `value`; empty: raised.
Value wrap_async_value(Thread& t, Value value);

// --- Exceptions (unwind.cpp)
enum class Unwound { Handled, Left, LeftLoop };
// The pending exception passes through `frame`: to its handler, or out of it.
Unwound unwind_frame_py(Thread& t, Frame& frame, bool reraised);
// `raise` without operand. True: raised again; false: there was nothing to raise.
bool raise_bare(Thread& t, Frame& f);

} // namespace islet
