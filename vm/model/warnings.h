// SPDX-License-Identifier: MIT
//
// Warnings as C++ code issues them (warn_py in vm/types/exception.h) and as the module `warnings` does.
//
// A filter is a tuple (action, message, category, module, line) as in Python's warnings.filters; message and
// module are None, a str or anything with a match() method. Once the module `warnings` has been imported, its
// filters, registries and its way of showing a warning count.
//
// Owns: the filters of the interpreter, in InterpState. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

// The list of filters, made on first use.
Ref warning_filters(Thread& t);
// What the action "once" has shown, made on first use.
Ref warning_once_registry(Thread& t);
// A -W option "action:message:category:module:line", put in front of the filters. A malformed one is reported
// on sys.stderr and ignored.
void add_warning_option_py(Thread& t, std::string_view option);
// The filters were changed: what was shown once may be shown again.
void warning_filters_changed(InterpState& state);
// warnings.warn_explicit. `registry` is a dict or None. `source` is what leaked, or empty.
Status warn_explicit_py(Thread& t, Value category, Value message, Value filename, std::int64_t line,
                        Value module, Value registry, Value source = Value());
// warnings.warn(message, category, stack_level, source); `category` may be None. `skip_prefixes`: empty, or a
// tuple of str: files whose name starts so do not count as callers.
Status warn_value_py(Thread& t, Value message, Value category, std::int64_t stack_level,
                     Value source = Value(), Value skip_prefixes = Value());
// "coroutine 'f' was never awaited", for one that is being dropped. Cannot fail.
void warn_unawaited_py(Thread& t, Value coroutine, const Str& qualname);

} // namespace islet
