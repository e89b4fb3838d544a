// SPDX-License-Identifier: MIT
//
// Pushing and popping frames; entering the loop.
//
// Owns: nothing; frames and registers lie in the thread's stack chunks or in generators.
// Invariants: whoever pushes a frame empties the registers of its variables; above them, and above stack_top,
//   no register owns anything (vm/frame.h).
// Threads: the running thread.
#pragma once

#include "vm/thread.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"

#include <utility>

namespace islet {

struct Thread::StackChunk {
    StackChunk* back;
    std::size_t bytes;
    Value* registers_end; // the frames begin here
    // Of the chunk below:
    Value* saved_registers_end;
    Frame* saved_low;
    Frame* saved_frames_end;
    Value* first() { return reinterpret_cast<Value*>(this + 1); }
};

// Runs `frame` (kind Entry, or a generator's) until it returns, yields or raises.
Ref run_loop_py(Thread& t, Frame* frame);

// The end of the registers in use.
inline Value* stack_top(const Thread& t) {
    const Frame* const frame = t.frame;
    if (!frame) return t.chunk ? t.chunk->first() : nullptr;
    return frame->mark.on_stack ? frame->registers + frame->code->register_count : frame->stack_below;
}

// Makes room for `registers` values and a frame, in a new chunk if need be; null: an exception is pending.
Frame* push_frame_slow(Thread& t, std::size_t registers, Value** base);

// A frame whose registers start at *base: where the arguments lie if they are the top of the stack, or (base
// null) above the stack. The caller empties the registers of the variables and fills the frame but its mark.
inline Frame* push_frame(Thread& t, std::size_t registers, Value*& base) {
    Value* const start = base ? base : stack_top(t);
    auto* const frame = t.frames_low - 1;
    if (start + registers > t.registers_end || frame < t.frames_end) [[unlikely]]
        return push_frame_slow(t, registers, &base);
    base = start;
    frame->mark = FrameMark{};
    t.frames_low = frame;
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
// As above, but plain values stay: for registers that a later frame finds as they are.
inline void release_registers(Value* registers, std::size_t count) {
    while (count > 0) {
        const Value v = registers[--count];
        if (v.is_object()) {
            registers[count] = Value();
            release(v.object());
        }
    }
}
void leave_frame_slow(Frame& frame); // keep, handled
// The frame's own end, when it holds nothing any more.
inline void unlink_frame(Thread& t, Frame* frame) {
    t.frame = frame->back;
    --t.depth;
    t.frames_low = frame + 1;
    if (frame->mark.new_chunk) [[unlikely]]
        pop_chunk(t);
}
inline void pop_frame(Thread& t, Frame* frame) {
    // Read first: what the frame's object lets go of may be the code.
    const std::size_t count = frame->code->register_count;
    // The frame's object, if someone holds it, takes the variables over instead of their being released.
    if (frame->object) [[unlikely]]
        detach_frame_object(t, *frame);
    release_registers(frame->registers, count);
    if (frame->mark.holds) leave_frame_slow(*frame);
    unlink_frame(t, frame);
}

// The callee's frame of a call whose arguments are all its parameters (Code::quick_args): they lie in the
// window of `caller` and become the first registers. Null: an exception is pending, the window is as it was.
[[gnu::always_inline]] inline Frame* push_call(Thread& t, Frame* caller, Function& function, Value* arguments,
                                               unsigned count) {
    Code& code = *function.code;
    if (t.depth >= t.state().recursion_limit) [[unlikely]] {
        static_cast<void>(t.raise_recursion(""));
        return nullptr;
    }
    const bool in_place = caller->mark.on_stack;
    Value* base = in_place ? arguments : nullptr;
    Frame* const frame = push_frame(t, code.register_count, base);
    if (!frame) [[unlikely]]
        return nullptr;
    if (!in_place) [[unlikely]] {
        for (unsigned i = 0; i < count; ++i) base[i] = std::exchange(arguments[i], Value());
    }
    for (unsigned i = count; i < code.local_count; ++i) base[i] = Value();
    ++t.depth;
    frame->back = caller;
    frame->pc = code.code;
    frame->registers = base;
    frame->code = &code;
    frame->constants = code.constants;
    frame->function = &function;
    frame->globals = function.globals;
    frame->builtins = function.builtins;
    frame->name_space = frame->keep = frame->handled = Value();
    frame->object = nullptr;
    frame->generator = nullptr;
    t.frame = frame;
    return frame;
}

} // namespace islet
