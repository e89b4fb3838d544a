// SPDX-License-Identifier: MIT
//
// Async generators: the objects that asend, athrow, aclose and __anext__ give, and the wrapper that tells a
// value of the generator's own `yield` from one that an `await` inside passes on.
// Owns: see the structs. Threads: the interpreter's lock.
#pragma once

#include "vm/types/generator.h"

namespace islet {

struct AsyncWrapped : Object {
    static constexpr Kind kKind = Kind::AsyncWrapped;
    Value value;
};

Ref make_async_wrapped(Thread& t, Ref value);
// anext(iterator, default): an awaitable that gives `fallback` where `awaitable` ends the iteration.
Ref make_anext_awaitable(Thread& t, Value awaitable, Value fallback);
// The finalizer of an abandoned async generator: the hook of the event loop, or a plain close.
Status async_generator_finalize_py(Thread& t, Generator& g);
void generator_traverse(Object* object, Visitor& visit);
void generator_drop(Heap& heap, Object* object);

} // namespace islet
