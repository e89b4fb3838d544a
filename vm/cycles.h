// SPDX-License-Identifier: MIT
//
// The cycle collector, and the running of finalizers.
//
// Reference counts free most things at once; this finds what only refers to itself. It takes every container
// of the heap, subtracts the references that containers hold on each other, and what is left with a count is
// held from outside (registers, C++): that and what it reaches stays. The rest is garbage: its finalizers run
// once (PEP 442), what they rescued stays, and all else is dropped.
//
// Owns: nothing between calls. Invariants: counts are as before when any Python code runs.
// Threads: the interpreter's lock; only at a checkpoint or from gc.collect().
#pragma once

#include "vm/thread.h"

namespace islet {

// One full pass (`generation` 0 to 2 only tells what callbacks and statistics say). Gives the number of
// unreachable objects found. Does nothing while a collection runs.
Result<std::int64_t> collect_garbage_py(Thread& t, int generation);
// The checkpoint's: collects if Want::Collect is set and collection is enabled, and sets the next threshold.
Status collect_py(Thread& t, int generation);
// The checkpoint's: runs the finalizers (__del__, generators' close) that wait in the heap's queue, then the
// callbacks of weak references, until none is left. Failures go to sys.unraisablehook.
void run_finalizers_py(Thread& t);
// Runs one object's finalizer unless it ran before.
void finalize_py(Thread& t, Object* object);
// Sets when the allocator asks for the next collection.
void schedule_collection(InterpState& state);

} // namespace islet
