// SPDX-License-Identifier: MIT
//
// The instruction word and what the list of opcodes says about each opcode.
//
// An instruction is 8 bytes: opcode, flags, three operands of 16 bits; b and c together may hold one
// number of 32 bits. Caches follow the instruction as words of 8 bytes, so a cached pointer is aligned.
// (docs/bytecode.md says why the word is 64 bits wide: no wide forms, no prefixes, one decode path.)
//
// Owns: nothing. Threads: constants only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace islet {

enum class Op : std::uint8_t {
#define ISLET_OP(name, a, b, c, words, doc) name,
#define ISLET_SPECIAL(name, parent, doc) name,
#include "vm/code/opcodes.def"
    kCount
};

// May be combined; see the head of opcodes.def.
enum Flag : std::uint8_t {
    kNoFlags = 0,
    kKillA = 1,
    kKillB = 2,
    kKillC = 4,
    kInPlace = 8,
};

// One instruction as it lies in memory.
struct Instr {
    Op op;
    std::uint8_t flags;
    std::uint16_t a;
    std::uint16_t b;
    std::uint16_t c;

    // b and c as one signed number: jump distance, wide index or immediate.
    std::int32_t wide() const {
        return static_cast<std::int32_t>(static_cast<std::uint32_t>(b) | static_cast<std::uint32_t>(c) << 16);
    }
    std::uint32_t wide_index() const { return static_cast<std::uint32_t>(wide()); }
    std::int16_t short_jump() const { return static_cast<std::int16_t>(c); }
    bool has(Flag flag) const { return (flags & flag) != 0; }

    static Instr make(Op op, unsigned a = 0, unsigned b = 0, unsigned c = 0, std::uint8_t flags = 0) {
        return Instr{op, flags, static_cast<std::uint16_t>(a), static_cast<std::uint16_t>(b),
                     static_cast<std::uint16_t>(c)};
    }
    static Instr make_wide(Op op, unsigned a, std::int32_t wide, std::uint8_t flags = 0) {
        const auto bits = static_cast<std::uint32_t>(wide);
        return make(op, a, bits & 0xFFFF, bits >> 16, flags);
    }
    // A word that carries a plain number, as W1 of ForIter.
    static Instr make_word(std::int64_t bits) {
        Instr word;
        static_assert(sizeof(word) == sizeof(bits));
        std::memcpy(&word, &bits, sizeof(word));
        return word;
    }
    std::int64_t word() const {
        std::int64_t bits;
        std::memcpy(&bits, this, sizeof(bits));
        return bits;
    }
};
static_assert(sizeof(Instr) == 8);

enum class OperandKind : std::uint8_t {
    No,
    Dst,
    Src,
    Upd,
    Base,
    Imm,
    Const,
    Name,
    Off,
    WideConst,
    WideName,
    WideOff,
    WideImm,
    End
};

struct OpInfo {
    const char* name;
    OperandKind a, b, c;
    std::uint8_t words; // cache words that follow
    Op parent;          // itself, or for a special form the opcode that the compiler wrote
    const char* doc;
};

// What the list says about `op`.
const OpInfo& op_info(Op op);

// What the first word after an instruction carries when it is no cache.
enum class WordUse : std::uint8_t { Cache, Jump, Count };
WordUse word_use(Op op);

// The absolute word that the jump at word `at` goes to; -1 if the instruction does not jump.
std::int64_t jump_target(const Instr* code, std::size_t at);
// Whether what follows the instruction is reached from it.
bool falls_through(Op op);

// Operand c of Intrinsic; the comment names the registers from R[b] on.
enum class IntrinsicKind : std::uint8_t {
    TypeVar,                // name
    TypeVarWithBound,       // name, function that evaluates the bound
    TypeVarWithConstraints, // name, function that evaluates the tuple of constraints
    ParamSpec,              // name
    TypeVarTuple,           // name
    SetTypeParamDefault,    // type parameter, function that evaluates its default; gives the parameter
    SubscriptGeneric,       // tuple of type parameters; gives typing.Generic[them]
    TypeAlias,              // name, tuple of type parameters or None, function that evaluates the value
    SetFunctionTypeParams,  // function, tuple of type parameters; gives the function
};

// Operand b of LoadCommon.
enum class CommonKind : std::uint8_t { NotImplementedError, Any, All, Tuple, List, Set };

// Operand c of SetFunctionAttr.
enum class FunctionAttr : std::uint8_t { Defaults, KwDefaults, Annotate, Closure };

} // namespace islet
