// SPDX-License-Identifier: MIT
//
// Tuples with named fields, as sys.version_info, time.struct_time and os.stat_result are. The first
// `visible` fields are the tuple's items; further ones are attributes only, and lie behind the items.
//
// Owns: as tuple. Invariants: the types are built-in types (types.def) whose spec is the first member of a
// StructSpec. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"
#include "vm/types/tuple.h"

#include <span>

namespace islet {

// An instance of the type with all its fields, hidden ones included; shares each.
Ref make_struct_sequence(Thread& t, TypeId id, std::span<const Value> fields);

} // namespace islet
