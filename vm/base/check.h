// SPDX-License-Identifier: MIT
// Checks of what must hold: preconditions, invariants, places that cannot be reached.
//   ISLET_CHECK       in every build; cheap; guards memory safety
//   ISLET_DCHECK      in debug and sanitizer builds
//   ISLET_SLOW_CHECK  in debug and sanitizer builds; may walk whole structures
//   ISLET_UNREACHABLE in every build; ends the process where control must not arrive
// A failed check prints file, line, condition and message to stderr and aborts. It is never a Python
// exception: input of any kind must not be able to cause one.
//
// Owns: nothing. Threads: any.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace islet {

// Out of line and cold, so that a check costs one compare and one branch at its place.
[[noreturn, gnu::cold, gnu::noinline]] inline void check_failed(const char* file, int line,
                                                                const char* condition, const char* message) {
    std::fprintf(stderr, "%s:%d: check failed: %s%s%s\n", file, line, condition, message[0] ? ": " : "",
                 message);
    std::fflush(stderr);
    std::abort();
}

} // namespace islet

// The message is optional and must be a string literal.
#define ISLET_CHECK(condition, ...)                                                                          \
    (__builtin_expect(static_cast<bool>(condition), 1)                                                       \
         ? static_cast<void>(0)                                                                              \
         : ::islet::check_failed(__FILE__, __LINE__, #condition, "" __VA_ARGS__))

#if ISLET_DEBUG
#    define ISLET_DCHECK(condition, ...) ISLET_CHECK(condition __VA_OPT__(, ) __VA_ARGS__)
#    define ISLET_SLOW_CHECK(condition, ...) ISLET_CHECK(condition __VA_OPT__(, ) __VA_ARGS__)
#else
// Compiled but not run, so that a check cannot rot and its operands count as used.
#    define ISLET_DCHECK(condition, ...) static_cast<void>(sizeof(static_cast<bool>(condition)))
#    define ISLET_SLOW_CHECK(condition, ...) static_cast<void>(sizeof(static_cast<bool>(condition)))
#endif

#define ISLET_UNREACHABLE(...) ::islet::check_failed(__FILE__, __LINE__, "unreachable", "" __VA_ARGS__)
