// SPDX-License-Identifier: MIT
//
// Making and unmaking the VM's part of an interpreter.
#include "vm/state.h"

#include "vm/types/dict.h"

namespace islet {

InterpState::InterpState(Commons& shared, SlabPool& pool, std::size_t memory_limit)
    : commons(shared), heap(pool, this, memory_limit) {}

// The heap takes everything with it: objects, tables, what is left of cycles. Whoever wants finalizers to run
// did that before (runtime/interpreter.cpp).
InterpState::~InterpState() = default;

} // namespace islet
