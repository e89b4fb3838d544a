// SPDX-License-Identifier: MIT
//
// Checks of finished code: its structure, and that its registers are used as the loop expects.
//
// Owns: nothing. Threads: any. Any image may be given.
#pragma once

#include "vm/base/format.h"
#include "vm/code/code_image.h"

namespace islet {

// True if `image`, and all code in its constants, is well formed:
//   structure  operands, jumps, tables and runs of registers lie where they may;
//   registers  nothing reads a register that may be empty, and no temporary keeps an object that nobody
//              will read (vm/compile/emit.h, Invariants).
// Else the first complaint is appended to `why`, which may be null.
bool verify(const CodeImage& image, TextBuffer* why);

} // namespace islet
