#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes docs/bytecode.md from vm/code/opcodes.def and the page below. --check: only says whether it is up to date."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "bytecode.md"

INTRODUCTION = """\
# The bytecode

Made by `tests/make_bytecode_docs.py` from `vm/code/opcodes.def`; edit those two.

Code is compiled once, for all interpreters, into a code image (`vm/code/code_image.h`): instructions, constants
in neutral form, names, tables. It holds no pointer into any heap. Each interpreter makes its own code object of
an image on first use, with a copy of the instructions that it may specialise.

## Instructions

An instruction is one word of 64 bits:

| bits | field |
|---|---|
| 0 - 7 | opcode |
| 8 - 15 | flags: `KillA`, `KillB`, `KillC`, `InPlace` |
| 16 - 31 | operand a |
| 32 - 47 | operand b |
| 48 - 63 | operand c |

b and c together may hold one number of 32 bits. Why not the usual 32-bit word: with operands of 16 bits there is
no second, wide form of any opcode and no prefix, so there is one way to decode; a frame may have 65,000 registers;
constants fit beside two registers; the flags have a place, so that life times cost no instructions of their own; and
the caches that follow an instruction (8 bytes each) are aligned, so that a cached pointer is read with one load. The
price is memory: code is read in order, so it is bandwidth and not latency that pays.

A jump is counted from the instruction after the jump and its cache words. Only `JumpBack` goes backwards: it passes
the checkpoint, where the lock is handed over, signals arrive and the collector runs. Jumps that compare have 16 bits
for their distance; where that is too short the compiler writes the block again with a comparison and a jump.

## Registers

The registers of a frame, from 0: parameters (positional-only, positional, keyword-only, `*args`, `**kwargs`), the
other plain locals, locals that are cells, the cells of free variables, temporaries. A plain local is read where it
lies: `a + b` is one instruction. A variable that inner functions share sits in its register as a cell. The variables
of list, set and dict comprehensions are temporaries: such a comprehension has no frame.

Temporaries are a stack. A temporary holds a value no longer than CPython's stack would: files close and finalizers
run when they do there. An instruction either writes its result over its first temporary, or says by a kill flag that
it was the last reader of a register, which is empty afterwards. Fast paths on plain values (numbers, `None`, `True`)
may ignore kill flags, since such a value owns nothing. So above the live temporaries everything is empty or plain, and
a `Base` run is written without releasing what lay there. A kill flag never names a register that the instruction also
writes.

A destination is written by the last instruction of an expression. `x = f(x) + 1` leaves `x` alone when `f` raises.
A local that may be unbound is checked by `CheckBound` before it is read; where it certainly has a value there is no
check.

## Calls

The callee lies in `R[a]`, the arguments above it, then the values of keywords, whose names are a constant tuple. The
registers of a called Python function begin at its first argument, so arguments are not copied. The result replaces the
callee. `GetMethod` leaves a function and its receiver, or any callable and an empty register; `CallMethod` takes both.
Calls with `*` or `**` put their arguments into a tuple and a dict (`CallEx`).

## Exceptions

They cost nothing until raised: a table names, for a range of words, the handler and the register for the exception.
Entries are ordered so that the first that matches is the innermost. On the way into a handler all registers from that
one on are emptied: what a half-done expression held goes, what the statements around it hold stays.

`EnterHandler` makes an exception the one that is being handled and keeps the one before it; whatever leaves the handler
puts that back (`LeaveHandler`), also when another exception passes through. A `finally` block is written once for each
way into it. The code that leaves a `try` or `with` early is outside of its range.

## Generators

Calling code whose flags say generator, coroutine or asynchronous generator makes the object; its registers lie in it.
`YieldValue` suspends; the value sent in arrives in the same register. `await` and `yield from` are a loop of `Send` and
`YieldFrom`: the iterator lies in the register above the value, and both end the loop when it is exhausted.
"""

KINDS = {"No": "", "Dst": "dst", "Src": "src", "Upd": "upd", "Base": "base", "Imm": "imm", "Const": "const",
         "Name": "name", "Off": "jump", "WideConst": "const32", "WideName": "name32", "WideOff": "jump32",
         "WideImm": "imm32", "End": "end"}
LEGEND = """
## Opcodes

Operands: `dst` register written, `src` read, `upd` read and written, `base` the first of a run of registers, `end`
where those that own nothing begin, `imm` a small number, `const` a constant, `name` a name, `jump` a distance;
those with `32` take the place of b and c. The last column is the number of cache words. `R[x]` is a register, `K`
a constant, `N` a name, `W1` the first word after the instruction.
"""


def rows(text):
    """Sections of (title, opcodes); the macros for families of opcodes are expanded."""
    families = {}
    sections, macro = [], None
    for line in text.split("\n"):
        if title := re.match(r"// --- (.*)", line):
            sections.append((title[1], []))
        elif start := re.match(r"#define (ISLET_\w+)\((\w+), (\w+)\)", line):
            macro = (start[1], start[2], start[3])
            families[macro[0]] = (macro, [])
        if macro and line.lstrip().startswith("ISLET_OP"):
            families[macro[0]][1].append(line.rstrip(" \\\\"))
        elif call := re.match(r"(ISLET_[A-Z_]+)\((\w+), (\".*\")\)$", line):
            (_, first, second), lines = families[call[1]]
            for each in lines:
                each = re.sub(rf"\b{first}##", call[2], each)
                each = re.sub(rf"##{first}\b", call[2], each)
                each = re.sub(rf"\b{first}\b", call[2], each)
                sections[-1][1].append(parse(re.sub(rf'" {second} "', call[3][1:-1].join('  '), each)))
        elif line.startswith("ISLET_OP("):
            sections[-1][1].append(parse(line))
        elif special := re.match(r'ISLET_SPECIAL\((\w+), *(\w+), *"(.*)"\)', line):
            sections[-1][1].append((special[1], None, None, None, f"as `{special[2]}`", special[3]))
        if macro and not line.endswith("\\"):
            macro = None
    return [section for section in sections if section[1]]


def parse(line):
    fields = re.match(r'\s*ISLET_OP\(([\w#]+), *(\w+), *(\w+), *(\w+), *(\d+), (".*")\)', line)
    doc = re.sub(r" +", " ", re.sub(r'" "|"', "", fields[6]))
    return (fields[1].replace("##", ""), fields[2], fields[3], fields[4], fields[5], doc)


def page():
    out = [INTRODUCTION, LEGEND]
    for title, opcodes in rows((ROOT / "vm/code/opcodes.def").read_text()):
        out.append(f"\n### {title.split('. ')[0].rstrip('.')}\n\n| opcode | a | b | c | what it does | words |\n"
                   "|---|---|---|---|---|---|\n")
        for name, a, b, c, words, doc in opcodes:
            doc = doc.replace("|", "\\|")
            if a is None:
                out.append(f"| `{name}` | | | | {words}: {doc} | |\n")
            else:
                out.append(f"| `{name}` | {KINDS[a]} | {KINDS[b]} | {KINDS[c]} | {doc} | {words} |\n")
    return "".join(out)


def main():
    text = page()
    if "--check" in sys.argv:
        current = PAGE.exists() and PAGE.read_text() == text
        print("docs/bytecode.md is", "up to date" if current else "stale: run tests/make_bytecode_docs.py")
        return 0 if current else 1
    PAGE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
