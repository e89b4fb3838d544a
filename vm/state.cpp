// SPDX-License-Identifier: MIT
//
// Making and unmaking the VM's part of an interpreter.
#include "vm/state.h"

#include "vm/teardown.h"
#include "vm/types/function.h"

#include <cstdlib>

namespace islet {

InterpState::InterpState(Commons& shared, SlabPool& pool, std::size_t memory_limit)
    : commons(shared), heap(pool, this, memory_limit) {}

// The heap takes everything with it: objects, tables, what is left of cycles. Whoever wants finalizers to run
// did that before (runtime/interpreter.cpp).
InterpState::~InterpState() {
#if ISLET_DEBUG
    if (heap.live_objects() != 0) tear_down(*this);
#endif
    // All that the heap does not own by itself: counts on templates, which other interpreters may share.
    release_code_images(heap);
}

} // namespace islet
