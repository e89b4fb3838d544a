// SPDX-License-Identifier: MIT
//
// A code template: the immutable result of compiling one module, function, class body or comprehension.
// It contains no heap pointer, so it may cross interpreters and is shared by all of them. Each interpreter
// makes its own `Code` from it on first use (vm/types/code.h).
//
// Owns: all the memory it points to, in one arena block per compilation; inner templates are counted.
// Invariants: never written after compile() returned it, except the atomic count.
// Threads: any thread may read; retain() and release() may be called from any thread.
#pragma once

#include "vm/code/bytecode.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace islet {

class CodeImage;

// One constant in neutral form.
struct ConstSpec {
    enum class Kind : std::uint8_t {
        None,
        True,
        False,
        Ellipsis,
        Int,       // integer
        BigInt,    // text: base-16 digits with an optional '-', no prefix
        Float,     // real
        Complex,   // real, imag
        Str,       // text: UTF-8, lone surrogates encoded as three bytes (WTF-8)
        Name,      // as Str, to be interned (looks like an identifier)
        Bytes,     // text
        Tuple,     // items
        FrozenSet, // items
        Slice,     // items: start, stop, step
        Code,      // code
    };
    Kind kind = Kind::None;
    std::int64_t integer = 0;
    double real = 0, imag = 0;
    std::string text;
    std::vector<ConstSpec> items;
    CodeImage* code = nullptr; // one count is owned by the image that holds this constant
};

// Where an instruction came from. Lines from 1; columns in UTF-8 bytes from 0; -1: unknown.
struct SourceSpan {
    std::int32_t line = -1, end_line = -1;
    std::int32_t col = -1, end_col = -1;
};

// `span` holds from instruction word `start` to the next entry.
struct SpanEntry {
    std::uint32_t start;
    SourceSpan span;
};

// Words in [start, end) are guarded by the handler at `target`. Entries are ordered so that the first
// match from the front is the innermost. On entry the registers from `exc_reg` on
// are emptied, then R[exc_reg] = exception.
struct HandlerEntry {
    std::uint32_t start, end, target;
    std::uint16_t exc_reg;
};

// A variable of a comprehension that runs in this frame: it has the name only in words [start, end), where
// it hides a variable of the frame with the same name. `is_cell`: the register holds a cell.
struct InlinedLocal {
    std::string name;
    std::uint32_t start, end;
    std::uint16_t reg;
    bool is_cell;
};

enum CodeFlag : std::uint32_t { // values as in CPython's co_flags
    kOptimized = 0x1,
    kNewLocals = 0x2,
    kVarArgs = 0x4,
    kVarKeywords = 0x8,
    kNested = 0x10,
    kGenerator = 0x20,
    kCoroutine = 0x80,
    kIterableCoroutine = 0x100,
    kAsyncGenerator = 0x200,
    kFutureDivision = 0x20000,
    kFutureAbsoluteImport = 0x40000,
    kFutureWithStatement = 0x80000,
    kFuturePrintFunction = 0x100000,
    kFutureUnicodeLiterals = 0x200000,
    kFutureBarryAsBdfl = 0x400000,
    kFutureGeneratorStop = 0x800000,
    kFutureAnnotations = 0x1000000,
    kHasDocstring = 0x4000000,
    kMethod = 0x8000000,
};

// Registers of a frame, from 0: parameters in the order of co_varnames (positional-only, positional,
// keyword-only, *args, **kwargs), other locals, free variables' cells (from `first_free`), temporaries.
// A local that inner functions share sits in its own register as a cell (MakeCell at the start).
class CodeImage {
public:
    std::string name, qualname, filename;
    std::uint32_t flags = 0;
    std::uint32_t arg_count = 0; // positional parameters, positional-only ones included
    std::uint32_t posonly_count = 0;
    std::uint32_t kwonly_count = 0;
    std::uint32_t first_line = 1;
    std::uint32_t register_count = 0; // at most 65,535
    std::uint32_t first_free = 0;     // register of the first free variable's cell
    std::vector<Instr> code;
    std::vector<ConstSpec> constants;  // [0] is the docstring if kHasDocstring
    std::vector<std::string> names;    // for Name operands (globals, attributes, variables in error texts)
    std::vector<std::string> varnames; // parameters and plain locals, by register
    std::vector<std::string> cellvars; // locals that are cells (CPython's co_cellvars)
    std::vector<std::uint32_t> cell_registers; // register of each cellvar
    std::vector<std::string> freevars;
    std::vector<InlinedLocal> inlined_locals;
    std::vector<HandlerEntry> handlers;
    std::vector<SpanEntry> spans;

    CodeImage() = default;
    CodeImage(const CodeImage&) = delete;
    CodeImage& operator=(const CodeImage&) = delete;

    void retain() { count_.fetch_add(1, std::memory_order_relaxed); }
    void release(); // the last one deletes the image
    SourceSpan span_at(std::uint32_t word) const;

private:
    ~CodeImage() = default;

    std::atomic<std::uint32_t> count_{1};
};

} // namespace islet
