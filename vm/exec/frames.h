// SPDX-License-Identifier: MIT
//
// Pushing and popping frames; entering the loop.
//
// Owns: nothing; frames and registers lie in the thread's stack chunks or in generators.
// Invariants: whoever pushes a frame empties its registers: the memory may have held frames before.
// Threads: the running thread.
#pragma once

#include "vm/thread.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"

#include <algorithm>

namespace islet {

struct Thread::StackChunk {
    StackChunk* back;
    char* end;        // behind the last frame
    Value* saved_top; // of the chunk below
    Frame* saved_low;
    Value* first() { return reinterpret_cast<Value*>(this + 1); }
};

// Runs `frame` (kind Entry, or a generator's) until it returns, yields or raises.
Ref run_loop_py(Thread& t, Frame* frame);

// Makes room for `registers` values and a frame, in a new chunk if need be; null: an exception is pending.
Frame* push_frame_slow(Thread& t, std::size_t registers, Value** base);

// A frame whose registers start at *base: where the arguments lie if they are the top of the stack, or (base
// null) above the stack. The caller empties the registers and fills code, function, globals, builtins,
// name_space.
inline Frame* push_frame(Thread& t, std::size_t registers, Value*& base) {
    Value* const start = base ? base : t.stack_top;
    auto* const frame = t.frames_low - 1;
    // The caller's registers may reach higher than those of a small callee that begins among them.
    Value* const top = std::max(start + registers, t.stack_top);
    if (reinterpret_cast<Value*>(frame) <= top) [[unlikely]]
        return push_frame_slow(t, registers, &base);
    base = start;
    frame->saved_top = t.stack_top;
    frame->new_chunk = false;
    t.frames_low = frame;
    t.stack_top = top;
    return frame;
}

void pop_chunk(Thread& t);

// From the last on, as CPython empties a frame: what an unfinished expression holds goes before the
// variables.
inline void clear_registers(Value* registers, std::size_t count) {
    while (count > 0) {
        const Value v = registers[--count];
        registers[count] = Value();
        if (v.is_object()) release(v.object());
    }
}
void leave_frame_slow(Frame& frame); // keep, handled
inline void pop_frame(Thread& t, Frame* frame) {
    // Read first: what the frame's object lets go of may be the code.
    const std::size_t count = frame->code->register_count;
    const bool slow =
        (frame->handled.bits() | frame->keep.bits() | reinterpret_cast<std::uintptr_t>(frame->object)) != 0;
    // The frame's object, if someone holds it, takes the variables over instead of their being released.
    if (slow && frame->object) [[unlikely]]
        detach_frame_object(t, *frame);
    clear_registers(frame->registers, count);
    if (slow) [[unlikely]]
        leave_frame_slow(*frame);
    t.frame = frame->back;
    --t.depth;
    t.stack_top = frame->saved_top;
    t.frames_low = frame + 1;
    if (frame->new_chunk) [[unlikely]]
        pop_chunk(t);
}

} // namespace islet
