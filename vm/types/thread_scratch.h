// SPDX-License-Identifier: MIT
//
// Memory and poll for arithmetic on big integers that runs inside an interpreter.
// Owns: the blocks it handed out (raw blocks of the heap). Invariants: when an operation says Interrupted, an
// exception is pending. Threads: the interpreter's lock; a poll may let go of it and run Python.
#pragma once

#include "vm/base/bigint.h"
#include "vm/thread.h"
#include "vm/types/int.h"

namespace islet {

class ThreadScratch {
public:
    explicit ThreadScratch(Thread& t) : t_(t) {}
    ~ThreadScratch() {
        while (Block* const block = blocks_) {
            blocks_ = block->next;
            t_.heap().free_raw(block);
        }
    }
    ThreadScratch(const ThreadScratch&) = delete;
    ThreadScratch& operator=(const ThreadScratch&) = delete;
    Scratch scratch() { return {this, &take, &poll}; }

private:
    struct alignas(16) Block {
        Block* next;
    };
    static void* take(void* context, std::size_t bytes) {
        auto& self = *static_cast<ThreadScratch*>(context);
        auto* const block = static_cast<Block*>(self.t_.heap().alloc_raw(sizeof(Block) + bytes));
        if (!block) return nullptr;
        block->next = self.blocks_;
        self.blocks_ = block;
        return block + 1;
    }
    static bool poll(void* context) { return !static_cast<ThreadScratch*>(context)->t_.checkpoint_py(); }

    Thread& t_;
    Block* blocks_ = nullptr;
};

// An int as the arithmetic wants it; `room` holds what was no object. The Value stays alive meanwhile.
inline Big big_of(Value v, Limb& room) {
    if (v.is_int()) return big_from_int64(v.as_int(), &room).in(&room);
    if (v.is_bool()) return big_from_int64(v.is_true() ? 1 : 0, &room).in(&room);
    const Int& i = as<Int>(v);
    return {i.limbs(), i.limb_count, i.negative};
}

} // namespace islet
