// SPDX-License-Identifier: MIT
//
// The attributes of classes as a table for kTypeSpec.
// Owns: nothing. Threads: constants.
#pragma once

#include "vm/native.h"

namespace islet {

inline constexpr std::size_t kTypeGetSetCount = 18;
extern const GetSetDef kTypeGetSet[kTypeGetSetCount];

} // namespace islet
