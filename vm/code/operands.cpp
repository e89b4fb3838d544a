// SPDX-License-Identifier: MIT
//
// Runs of registers by opcode.
#include "vm/code/operands.h"

namespace islet {

namespace {

constexpr std::uint32_t kNone = ~0u;

std::uint32_t intrinsic_arguments(unsigned kind) {
    switch (static_cast<IntrinsicKind>(kind)) {
    case IntrinsicKind::TypeVar:
    case IntrinsicKind::ParamSpec:
    case IntrinsicKind::TypeVarTuple:
    case IntrinsicKind::SubscriptGeneric: return 1;
    case IntrinsicKind::TypeVarWithBound:
    case IntrinsicKind::TypeVarWithConstraints:
    case IntrinsicKind::SetTypeParamDefault:
    case IntrinsicKind::SetFunctionTypeParams: return 2;
    case IntrinsicKind::TypeAlias: return 3;
    }
    return 0;
}

} // namespace

BaseRun base_run(const Instr& instr, std::int64_t word) {
    const std::uint32_t a = instr.a, b = instr.b, c = instr.c;
    const auto reads = [](RegisterRun run) { return BaseRun{run, {}, true, kNone}; };
    const auto writes = [](RegisterRun run) { return BaseRun{{}, run, true, kNone}; };
    switch (instr.op) {
    case Op::CopyFree: return writes({a, b});
    case Op::GetMethod: return writes({a, 2});
    case Op::GetSuperAttr: return {{a, 3}, {a, 1}, true, kNone};
    case Op::GetSuperMethod: return {{a, 3}, {a, 2}, true, kNone};
    case Op::GetSlice: return reads({c, 2});
    case Op::SetSlice: return reads({b, 2});
    case Op::BuildSlice:
    case Op::BuildTuple:
    case Op::BuildList:
    case Op::BuildSet:
    case Op::BuildString: return reads({b, c});
    case Op::BuildMap: return reads({b, 2 * c});
    case Op::BuildInterpolation: return reads({b, 3});
    case Op::Call:
    case Op::CallKw: return {{a, b + 1}, {a, 1}, true, kNone};
    case Op::CallMethod:
    case Op::CallMethodKw: return {{a, b + 2}, {a, 1}, true, a + 1};
    case Op::CallEx: return {{a, 3}, {a, 1}, true, a + 2};
    case Op::UnpackSequence: return writes({a, c});
    case Op::UnpackEx:
        return writes({a, c + 1 + static_cast<std::uint32_t>(word < 0 || word > 0xFFFF ? 0xFFFF : word)});
    case Op::EnterHandler: return {{a, 1}, {a, 2}, true, kNone};
    case Op::LeaveHandler: return reads({a, 2});
    case Op::MatchExcGroup: return writes({a, 1});
    case Op::WithEnter: return writes({a, 2});
    case Op::ImportName: return reads({b, 2});
    case Op::MatchClass: return {{b, 3}, {}, false, kNone};
    case Op::Intrinsic: return reads({b, intrinsic_arguments(c)});
    default: return reads({});
    }
}

bool may_be_empty(Op op) {
    return op == Op::MakeCell || op == Op::Drop || op == Op::DeleteLocal || op == Op::CheckBound;
}

bool makes_plain_value(Op op) {
    switch (op) {
    case Op::LoadNone:
    case Op::LoadTrue:
    case Op::LoadFalse:
    case Op::LoadInt:
    case Op::Is:
    case Op::IsNot:
    case Op::In:
    case Op::NotIn:
    case Op::Not:
    case Op::MatchExc:
    case Op::MatchSequence:
    case Op::MatchMapping:
    case Op::GetLen: return true;
    default: return false;
    }
}

} // namespace islet
