// SPDX-License-Identifier: MIT
//
// A frame as Python sees it. Made when someone asks (sys._getframe, a traceback, gi_frame) and kept by its
// Frame; while that one runs or is suspended this is only a handle on it.
//
// When the activation ends, detach_frame_object moves what the frame holds in here, so that a traceback's
// frame still tells its variables, as in CPython, and they live as long as it does.
//
// Owns: after detaching, every field below `frame`; before, only extra, retired and trace.
// Invariants: frame is null or frame->object == this. Threads: the interpreter's lock.
#pragma once

#include "vm/frame.h"
#include "vm/thread.h"

namespace islet {

struct List;

struct FrameObject : Object {
    static constexpr Kind kKind = Kind::Frame;
    Frame* frame;      // null once the activation has ended
    FrameObject* back; // set when detached; null: none
    Code* code;
    Dict* globals;
    Dict* builtins;
    Value name_space;
    Value* registers; // raw block of `register_count` values, or null
    std::uint32_t register_count;
    std::uint32_t word; // index of the last instruction
    Dict* extra;        // what programs put into f_locals beyond the function's variables; or null
    List* retired;      // what the running frame may still use though it was replaced; or null
    Value trace;        // f_trace; empty: None
    std::int32_t line;  // of `word`; 0: to be looked up
    bool trace_lines, trace_opcodes;

    Code* code_of() const { return frame ? frame->code : code; }
    Dict* globals_of() const { return frame ? frame->globals : globals; }
    Dict* builtins_of() const { return frame ? frame->builtins : builtins; }
    Value* registers_of() const { return frame ? frame->registers : registers; }
};

// Keeps `v` alive until the activation ends.
Status keep_with_frame(Thread& t, Frame& frame, Value v);
// The frame's object, made on first use.
Ref make_frame_object(Thread& t, Frame& frame);
// The same without an exception: nothing() if there is no memory.
Ref try_frame_object(Heap& heap, Frame& frame);
// The activation is over (returned, raised, or its generator died) and its registers are about to be emptied:
// the frame lets go of its object, which, if anyone else holds it, takes the registers' content over. Call it
// while frame.back is still right and before registers, code and globals are released. Cheap if there is
// none.
void detach_frame_object(Heap& heap, Frame& frame);
inline void detach_frame_object(Thread& t, Frame& frame) {
    detach_frame_object(t.heap(), frame);
}

// The mapping that locals() gives at this place: for a function a new dict, else its namespace.
Ref frame_locals_py(Thread& t, Frame& frame);
// The instruction that runs, or the yield that a suspended generator stopped at.
std::uint32_t frame_word(const Frame& frame);
std::int32_t frame_line(const Frame& frame);

} // namespace islet
