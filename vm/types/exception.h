// SPDX-License-Identifier: MIT
//
// Exceptions: one layout for BaseException, longer ones for the types that carry more.
// Owns: one count on each field. Invariants: args is a tuple. Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"
#include "vm/types/tuple.h"

namespace islet {

struct Traceback;

struct Exception : Object {
    static constexpr Kind kKind = Kind::Exception;
    Tuple* args;
    Traceback* traceback; // or null
    Value context;        // exception or empty
    Value cause;          // exception, None or empty
    bool suppress_context;
    bool display_only; // spare
};
// `shown`: repr of what the group was made of, if that was neither list nor tuple; else empty.
struct GroupException : Exception {
    Value message;
    Tuple* exceptions;
    Value shown;
};
struct SystemExitException : Exception {
    Value code;
};
struct AttributeException : Exception {
    Value name, obj;
};
struct ImportException : Exception {
    Value msg, name, path, name_from;
};
struct NameException : Exception {
    Value name;
};
struct OSException : Exception {
    Value errno_value, strerror, filename, filename2, written;
};
struct StopIterationException : Exception {
    Value value;
};
struct SyntaxException : Exception {
    Value msg, filename, lineno, offset, end_lineno, end_offset, text, print_file_and_line, metadata;
};
struct UnicodeException : Exception {
    Value encoding, object, reason;
    std::int64_t start, end;
};

// One entry: the frame's code and place, without the frame, until Python asks for it.
struct Traceback : Object {
    static constexpr Kind kKind = Kind::Traceback;
    Traceback* next; // towards the place where it was raised
    Code* code;
    Dict* globals;
    Value frame;        // FrameObject or empty
    std::uint32_t word; // index of the instruction
    std::int32_t line;  // 0: to be computed from `word`
};

inline bool is_exception(Value v) {
    return is_kind(v, Kind::Exception);
}
// Whether `v` is a class derived from BaseException.
bool is_exception_class(Value v);
bool exception_matches(Thread& t, Value exception, Exc type); // isinstance by real class
// An instance of a built-in exception with the one argument `message`; an empty `argument`: none.
Ref make_exception(Thread& t, Exc type, std::string_view message);
Ref make_exception(Thread& t, Exc type, Value argument);
// What `raise x` does with x: instance as it is, class called; TypeError "exceptions must derive from
// BaseException".
Ref exception_from_raise_py(Thread& t, Value raised);
std::int32_t traceback_line(const Traceback& tb); // -1: unknown
// Adds an entry for the running frame to the pending exception (the loop calls it while unwinding).
void add_traceback(Thread& t, Frame& frame);
void add_traceback_to(Thread& t, Exception& exception, Frame& frame);
Ref make_stop_iteration(Thread& t, Value value);
// OSError of errno, with its subclass; filenames may be empty.
Raised raise_os_error(Thread& t, int error, Value filename = Value(), Value filename2 = Value());
// Prints as the default sys.excepthook does, to sys.stderr.
void print_exception_py(Thread& t, Value exception);
// The whole text, as traceback.format_exception joins it.
Ref format_exception_py(Thread& t, Value exception);
// sys.unraisablehook(pending exception, message, object). Clears it; never fails.
void report_unraisable_py(Thread& t, std::string_view message, Value object);
// The default sys.unraisablehook, given what hooks get: an object with exc_value, err_msg and object.
void print_unraisable_py(Thread& t, Value hook_args);
// warnings.warn as C code does it: filters, registry; fails if the filter says "error".
Status warn_py(Thread& t, Exc category, std::string_view message, int stack_level = 1);

} // namespace islet
