// SPDX-License-Identifier: MIT
//
// What type parameters and `type` statements make: TypeVar, ParamSpec, TypeVarTuple, TypeAliasType, and the
// base class Generic. Bounds, constraints, defaults and values are functions until someone asks. Owns: one
// count on each field. Threads: the interpreter's lock.
#pragma once

#include "vm/code/bytecode.h"
#include "vm/native.h"

namespace islet {

// TypeVar, ParamSpec and TypeVarTuple have one layout; their types tell them apart.
struct TypeVar : Object {
    static constexpr Kind kKind = Kind::TypeVar;
    Str* name;
    Value bound, bound_function;             // empty: not evaluated yet, none
    Value constraints, constraints_function; // a tuple
    Value fallback, fallback_function;       // __default__
    bool covariant, contravariant, infer_variance;
    void* attributes; // the Attrs block
};

struct TypeAlias : Object {
    static constexpr Kind kKind = Kind::Native;
    Str* name;
    Tuple* parameters; // null: none
    Value value;       // empty: not evaluated yet
    Value function;    // evaluates it; empty: the value was given
    Value module;
};

// P.args and P.kwargs; typing.Unpack[Ts], which `*Ts` stands for.
struct ParamSpecPart : Object {
    static constexpr Kind kKind = Kind::Native;
    Value origin;
};

// What evaluate_bound and the like are for values that were given at once.
struct ConstEvaluator : Object {
    static constexpr Kind kKind = Kind::Native;
    Value value;
};

// The instruction Intrinsic: `operands` as listed at IntrinsicKind; they stay the caller's.
Ref run_intrinsic_py(Thread& t, IntrinsicKind kind, const Value* operands);
// typing.NoDefault.
Ref no_default(Thread& t);

} // namespace islet
