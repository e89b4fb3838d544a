// SPDX-License-Identifier: MIT
//
// What one interpreter asks of another: create and destroy it, run code and call functions in it. The calling
// OS thread lets go of its own interpreter, enters the other one in its main state, and comes back; nothing
// but parcels and texts crosses.
//
// Owns: nothing between calls. Invariants: an interpreter is entered by one thread at a time, which has
//   claimed it (`running`) under the registry's mutex; what is claimed is not destroyed by anybody else.
// Threads: any thread of any interpreter, holding the lock of its own.
#pragma once

#include "runtime/interpreter.h"
#include "runtime/parcel.h"

namespace islet {

// A visit of the calling thread to another interpreter, which it has claimed: from the constructor to the
// destructor the other one's lock is held instead of its own.
class [[nodiscard]] Visit {
public:
    Visit(Thread& from, Interpreter& to);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    Thread& thread() { return to_.thread(); }

private:
    friend void destroy_claimed(Thread& from, Interpreter& target);
    Thread& from_;
    Interpreter& to_;
    bool gone_ = false; // the other interpreter was deleted, its lock with it
};

// An id given by a program; `what` it names: "interpreter", "queue". TypeError, ValueError, OverflowError in
// CPython's words.
Result<std::int64_t> id_argument_py(Thread& t, Value id, std::string_view what);

// InterpreterNotFoundError, or, if `restrict`, InterpreterError "cannot {what} unrecognized interpreter {id}"
// for one that create() did not make.
Status check_interpreter(Thread& t, std::int64_t id, bool restrict, std::string_view what);

Result<std::int64_t> create_interpreter(Thread& t, const InterpreterConfig& config, bool requires_refs,
                                        Whence whence);
Status destroy_interpreter_py(Thread& t, std::int64_t id);
// References of Interpreter objects; the last one to go takes an interpreter made with `requires_refs` along.
Status add_interpreter_reference(Thread& t, std::int64_t id, bool implies_refs);
Status drop_interpreter_reference_py(Thread& t, std::int64_t id);

// Facts about one, for which it need not be entered.
struct InterpreterFacts {
    Whence whence;
    bool running;
    InterpreterConfig config;
};
Result<InterpreterFacts> interpreter_facts(Thread& t, std::int64_t id);

// Binds names in __main__. `names` holds pairs, name and value, packed one after the other.
Status bind_in_main_py(Thread& t, std::int64_t id, const Parcel& names);

// None, or the excinfo of an exception that came out. `names` is bound first; may be empty. Takes over the
// caller's count on `image`.
Ref exec_in_interpreter_py(Thread& t, std::int64_t id, CodeImage* image, const Parcel& names);

// (result, None) or (None, excinfo). `call` holds the callable, the argument tuple if `has_args`, and the
// keyword dict if `has_keywords`.
Ref call_in_interpreter_py(Thread& t, std::int64_t id, const Parcel& call, bool has_args, bool has_keywords);

// At the end of the process: closes all interpreters but the main one, with CPython's warning on stderr.
void close_remaining_interpreters_py(Thread& main);

} // namespace islet
