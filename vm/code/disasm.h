// SPDX-License-Identifier: MIT
//
// Code as text, for people and for golden tests.
//
// Owns: nothing. Threads: any. Any image may be given, also one that verify() refuses.
#pragma once

#include "vm/base/format.h"
#include "vm/code/code_image.h"

namespace islet {

struct DisasmOptions {
    bool columns =
        false; // line:col-end_line:end_col of every instruction, instead of the line where it changes
    bool inner_code = true; // functions and classes made by this code follow it
};

// One line an instruction: source line, word, opcode, operands. A register that holds a plain local is
// written as its name, another one as r7; `!` after a register says that it is empty afterwards.
void append_disassembly(TextBuffer& out, const CodeImage& image, const DisasmOptions& options = {});

// The constant as Python would write it; inner code as <code name>.
void append_constant(TextBuffer& out, const ConstSpec& constant);

} // namespace islet
