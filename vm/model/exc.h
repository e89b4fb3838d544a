// SPDX-License-Identifier: MIT
//
// Raising, matching and catching as the language does it; the exception types as a table. Raising from C++ is
// Thread::raise (vm/thread.h); making and printing exceptions is in vm/types/exception.h.
//
// Owns: the spare MemoryErrors of an interpreter. Invariants: raise_memory_error allocates nothing.
// Threads: the interpreter's lock; the specs are constants.
#pragma once

#include "vm/commons.h"
#include "vm/types/exception.h"

#include <span>

namespace islet {

inline constexpr std::size_t kExceptionCount = kTypeCount - static_cast<std::size_t>(TypeId::BaseException);
// In the order of exc.def, so TypeId::BaseException + i is built from kExceptionSpecs[i].
extern const TypeSpec kExceptionSpecs[kExceptionCount];

// Fills the stock of MemoryErrors. Part of making an interpreter; false: no memory for it.
bool prepare_memory_errors(InterpState& state);

// `except classes`: whether the exception is an instance of the class, or of one in the tuple of classes.
Result<bool> exception_match_py(Thread& t, Value exception, Value classes);
// As `raise exception from cause`; both as they stand in the program.
Raised raise_from_py(Thread& t, Value exception, Value cause);
// Sets exception.__cause__ (None allowed) and __suppress_context__. Shares `cause`.
void set_cause(Exception& exception, Value cause);
// Gives `exception` the handled one as its context, breaking a cycle that this would close.
void set_context(Exception& exception, Value context);

// `except* type`: `matched` gets the part of `exc` that matches, or None; `rest` what is left, or None. A
// naked exception that matches is wrapped in ExceptionGroup("", [exc]).
Status match_exception_group_py(Thread& t, Value exc, Value type, Ref* matched, Ref* rest);
// What an except* statement raises in the end: of the list of what its clauses raised (None entries are
// skipped) and the exception it began with. None: nothing.
Ref build_except_star_py(Thread& t, Value raised, Value original);
// BaseExceptionGroup.split and subgroup without the conversion of arguments.
Ref make_exception_group_py(Thread& t, std::string_view message, Value exceptions);

// Exit status for an uncaught SystemExit; prints a code that is neither None nor int to sys.stderr.
int handle_system_exit_py(Thread& t, Value exception);

// --- Names
// The name among `names` that `wrong` may have meant (as the suggestions for keyword arguments), or empty.
std::string_view closest_name(std::string_view wrong, std::span<const char* const> names);
// Name as tracebacks show it: module in front unless builtins or __main__.
void append_type_title(TextBuffer& out, const Type& type);

} // namespace islet
