// SPDX-License-Identifier: MIT
//
// Warnings as C++ code issues them (warn_py in vm/types/exception.h) and as the module `warnings` does.
//
// Owns: the filters of the interpreter, in InterpState. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// A -W option "action:message:category:module:line", put in front of the filters. False: it is malformed.
bool add_warning_option_py(Thread& t, std::string_view option);
// warnings.warn_explicit. `registry` is a dict or None; `source_line` may be empty.
Status warn_explicit_py(Thread& t, Value category, Value message, Value filename, std::int64_t line, Value module,
                        Value registry);
// warnings.warn(message, category, stack_level).
Status warn_value_py(Thread& t, Value message, Value category, std::int64_t stack_level);

} // namespace islet
