// SPDX-License-Identifier: MIT
//
// Generators, coroutines and async generators: a suspended frame with its registers behind the object.
// Owns: the frame and its registers. Invariants: the frame is linked into a thread only while it runs.
// Threads: the interpreter's lock.
#pragma once

#include "vm/frame.h"
#include "vm/thread.h"

namespace islet {

struct Generator : Object {
    static constexpr Kind kKind = Kind::Generator; // header kind may also be Coroutine or AsyncGenerator
    enum class State : std::uint8_t { Created, Suspended, Running, Closed };
    Frame frame;
    Str* name;
    Str* qualname;
    State state;
    bool yield_from;    // suspended in YieldFrom
    bool hooks_called;  // async generators
    bool closed;        // async generators: aclose() began
    bool running_async; // async generators: an asend() or athrow() is in progress
    Value finalizer;    // async generators; coroutines: origin
    Value* registers() { return reinterpret_cast<Value*>(this + 1); }
};

inline bool is_generator_like(Value v) {
    return is_kind(v, Kind::Generator) || is_kind(v, Kind::Coroutine) || is_kind(v, Kind::AsyncGenerator);
}
// A suspended generator, coroutine or async generator of the frame's function, whose registers move into it.
// The frame is left for the caller to pop.
Ref make_generator(Thread& t, Frame& frame);
// One resumption. Item: it yielded. End: it returned; `*result` gets the value. `sent` is None at first.
Step generator_send_py(Thread& t, Generator& g, Value sent, Ref* result);
// Resumes by raising `exception` (an instance) inside. An iterator that the generator delegates to gets the
// arguments as they were `written`, if they are known.
Step generator_throw_py(Thread& t, Generator& g, Ref exception, Ref* result,
                        const struct Args* written = nullptr);
// The arguments of throw(): an exception, or the older form (type, value, traceback).
Ref exception_from_throw_py(Thread& t, const struct Args& args);
Status generator_close_py(Thread& t, Generator& g);
// What Send does: resumes any awaitable or iterator.
Step send_py(Thread& t, Value iterator, Value sent, Ref* result);
Ref awaitable_iter_py(Thread& t, Value v); // what `await v` iterates

} // namespace islet
