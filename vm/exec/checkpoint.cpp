// SPDX-License-Identifier: MIT
//
// The checkpoint: the one place where a running program lets other things happen. Finalizers and weak
// reference callbacks, the cycle collector, the hand-over of the lock, signals and pending calls.
//
// Owns: nothing. Threads: the running thread, under the interpreter's lock, which may change hands here.
#include "vm/cycles.h"
#include "vm/thread.h"

namespace islet {

namespace {

// Whether the collection that was asked for is due; under stress the next one is asked for at once.
bool collection_is_due(InterpState& state) {
    state.unwant(Want::Collect);
    if (state.gc_stress == 0) return true;
    state.want(Want::Collect);
    if (--state.gc_stress_left > 0) return false;
    state.gc_stress_left = state.gc_stress;
    return true;
}

} // namespace

Status Thread::checkpoint_slow_py() {
    InterpState& state = state_;
    const std::uint32_t wanted = state.wanted.load(std::memory_order_acquire);
    const auto has = [wanted](Want bit) { return (wanted & static_cast<std::uint32_t>(bit)) != 0; };
    if (has(Want::Finalizers)) {
        state.unwant(Want::Finalizers);
        run_finalizers_py(*this);
    }
    if (has(Want::Collect)) {
        if (collection_is_due(state) && !state.gc_running && !collect_py(*this, 0)) return raised();
    }
    if (has(Want::Yield) && state.hooks.yield_lock) state.hooks.yield_lock(*this);
    if (has(Want::Interrupt) || has(Want::Calls) || has(Want::Stop)) {
        if (state.hooks.run_pending_py && !state.hooks.run_pending_py(*this)) return raised();
    }
    return Status::ok();
}

} // namespace islet
