// SPDX-License-Identifier: MIT
//
// Subscripts of generic classes: how type variables take the arguments that are given for them.
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/native.h"

namespace islet {

// __typing_subst__ and __typing_prepare_subst__ of the three kinds of type variables.
Ref type_var_subst(Thread& t, Value self, Value arg);
Ref type_var_prepare_subst_py(Thread& t, Value self, Value alias, Value args);
Ref param_spec_subst_py(Thread& t, Value self, Value arg);
Ref param_spec_prepare_subst_py(Thread& t, Value self, Value alias, Value args);
Ref type_var_tuple_subst(Thread& t, Value self, Value arg);
Ref type_var_tuple_prepare_subst_py(Thread& t, Value self, Value alias, Value args);

// typing.Unpack[v], which `*v` stands for.
Ref make_unpacked(Thread& t, Value v);
// The tuple with Unpack[Ts] in the place of each TypeVarTuple.
Ref unpack_variable_tuples(Thread& t, Tuple& parameters);

} // namespace islet
