// SPDX-License-Identifier: MIT
//
// The table of opcodes, made from opcodes.def.
#include "vm/code/bytecode.h"

namespace islet {

namespace {

constexpr OpInfo kOps[] = {
#define ISLET_OP(name, a, b, c, words, doc)                                                                  \
    {#name, OperandKind::a, OperandKind::b, OperandKind::c, words, Op::name, doc},
#include "vm/code/opcodes.def"
#define ISLET_SPECIAL(name, parent, doc)                                                                     \
    {#name, OperandKind::No, OperandKind::No, OperandKind::No, 0, Op::parent, doc},
#include "vm/code/opcodes.def"
};
constexpr std::size_t kOpCount = sizeof(kOps) / sizeof(kOps[0]);
static_assert(kOpCount == static_cast<std::size_t>(Op::kCount), "special forms stand after all others");

// A special form has its parent's operands and words, which the list does not repeat.
struct Table {
    OpInfo rows[kOpCount];
};
constexpr Table make_table() {
    Table table{};
    for (std::size_t i = 0; i < kOpCount; ++i) {
        const OpInfo& parent = kOps[static_cast<std::size_t>(kOps[i].parent)];
        table.rows[i] = {kOps[i].name, parent.a,       parent.b,   parent.c,
                         parent.words, kOps[i].parent, kOps[i].doc};
    }
    return table;
}
constexpr Table kTable = make_table();

constexpr OpInfo kUnknown = {"Unknown", OperandKind::No, OperandKind::No, OperandKind::No,
                             0,         Op::kCount,      "no opcode"};

} // namespace

const OpInfo& op_info(Op op) {
    const auto index = static_cast<std::size_t>(op);
    return index < kOpCount ? kTable.rows[index] : kUnknown;
}

WordUse word_use(Op op) {
    switch (op) {
    case Op::ForIter:
    case Op::Send:
    case Op::YieldFrom: return WordUse::Jump;
    case Op::UnpackEx: return WordUse::Count;
    default: return WordUse::Cache;
    }
}

std::int64_t jump_target(const Instr* code, std::size_t at) {
    const Instr& instr = code[at];
    const OpInfo& info = op_info(instr.op);
    const std::int64_t next = static_cast<std::int64_t>(at) + 1 + info.words;
    if (info.b == OperandKind::WideOff) return next + instr.wide();
    if (info.c == OperandKind::Off) return next + instr.short_jump();
    if (word_use(instr.op) == WordUse::Jump) return next + code[at + 1].word();
    return -1;
}

bool falls_through(Op op) {
    switch (op) {
    case Op::Jump:
    case Op::JumpBack:
    case Op::Return:
    case Op::ReturnNone:
    case Op::Raise:
    case Op::RaiseFrom:
    case Op::RaiseBare:
    case Op::Reraise: return false;
    default: return true;
    }
}

} // namespace islet
