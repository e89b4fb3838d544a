// SPDX-License-Identifier: MIT
//
// What the two files of code objects share: making is in code.cpp, what programs see in code_attrs.cpp.
//
// Owns: nothing. Threads: the interpreter's lock.
#pragma once

#include "vm/types/function.h"

namespace islet {

// Code whose constants did not come from its image (code.replace): they are there from the start.
inline constexpr Object::ObjectFlag kCodeOwnConstants = Object::kFlagA;

Ref constant_from_spec(Thread& t, const ConstSpec& spec);
// Equal as Python compares constants: the types too, all the way down.
bool same_constant(const ConstSpec& a, const ConstSpec& b);
bool same_image(const CodeImage& a, const CodeImage& b);

extern const MethodDef kCodeMethods[6];
extern const GetSetDef kCodeGetSet[20];
Ref code_new_py(Thread& t, Type& type, const Args& args);
Ref code_repr(Thread& t, Value self);
Ref code_compare_py(Thread& t, Value left, Value right, CompareOp op);
Result<std::int64_t> code_hash_py(Thread& t, Value self);

} // namespace islet
