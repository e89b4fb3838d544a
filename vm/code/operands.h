// SPDX-License-Identifier: MIT
//
// What an instruction does with registers beyond its three operands: runs, and registers that may be empty.
//
// Owns: nothing. Threads: any.
#pragma once

#include "vm/code/bytecode.h"

namespace islet {

struct RegisterRun {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

// The registers that a Base operand stands for.
struct BaseRun {
    RegisterRun read;       // must hold values (except `optional`)
    RegisterRun written;    // hold values afterwards
    bool consumed;          // those read are empty afterwards, unless written
    std::uint32_t optional; // a register of `read` that may be empty; ~0: none
};

// `word` is the first word after the instruction (0 if it has none).
BaseRun base_run(const Instr& instr, std::int64_t word);

// Whether an Upd operand may be empty before the instruction.
bool may_be_empty(Op op);
// Whether the result is always a number or singleton, which owns nothing.
bool makes_plain_value(Op op);

} // namespace islet
