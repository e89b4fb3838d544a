// SPDX-License-Identifier: MIT
//
// See interpreters.h.
#include "runtime/interpreters.h"

#include "runtime/snapshot.h"
#include "vm/cycles.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/exc_report.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

// --- Visits

Visit::Visit(Thread& from, Interpreter& to) : from_(from), to_(to) {
    ThreadState& here = state_of(from);
    ThreadState& there = to.main_state();
    OsThread& os = *here.os;
    here.interpreter.lock().release();
    to.lock().acquire(os.lock_parker, to.state());
    there.os = &os;
    there.outer = &here;
    there.thread.parker = &os.wait_parker;
    there.thread.set_stack_limit(from.stack_limit());
    os.enter(&there);
}

Visit::~Visit() {
    ThreadState& here = state_of(from_);
    if (!gone_) {
        // What the next visitor must not see of this one.
        ThreadState& there = to_.main_state();
        drop_locals(there);
        release(std::exchange(there.thread.context, Value()));
        here.os->enter(&here);
        to_.lock().release();
    }
    here.interpreter.lock().acquire(here.os->lock_parker, from_.state());
}

namespace {

Registry& registry_of(Thread& t) {
    return interpreter_of(t).process().interpreters();
}

Raised raise_not_found(Thread& t, std::int64_t id) {
    return t.raise(Exc::InterpreterNotFoundError, "unrecognized interpreter ID {}", id);
}

// The interpreter, `running` from now on. Null: raised.
Interpreter* claim(Thread& t, std::int64_t id, std::string_view busy) {
    Registry& registry = registry_of(t);
    bool found = true;
    {
        Lock lock(registry.mutex);
        Interpreter* const target = registry.table.find(id);
        if (target && !target->running) {
            target->running = true;
            return target;
        }
        found = target != nullptr;
    }
    if (!found)
        static_cast<void>(raise_not_found(t, id));
    else
        static_cast<void>(t.raise_text(Exc::InterpreterError, busy));
    return nullptr;
}

// Lets others in again; true: the last reference went meanwhile, and the caller, who keeps the claim,
// destroys it.
bool unclaim(Thread& t, Interpreter& target) {
    Lock lock(registry_of(t).mutex);
    if (target.requires_refs && target.references == 0) return true;
    target.running = false;
    return false;
}

} // namespace

// Ends a claimed interpreter: first its program, in a visit, then everything else.
void destroy_claimed(Thread& from, Interpreter& target) {
    Visit visit(from, target);
    target.finalize();
    {
        Lock lock(registry_of(from).mutex);
        registry_of(from).table.remove(target);
    }
    target.process().queues().unbind_items_of(target.id);
    state_of(from).os->enter(&state_of(from));
    visit.gone_ = true;
    InterpreterLock& lock = target.lock();
    lock.retain();
    // A thread that cannot be stopped, or memory that others look at, keeps what it needs.
    if (!target.is_stuck() && target.exports().close()) delete &target;
    lock.release();
    lock.release_count();
}

namespace {

void finish_run(Thread& t, Interpreter& target) {
    if (unclaim(t, target)) destroy_claimed(t, target);
}

} // namespace

// --- Facts and references

Result<std::int64_t> id_argument_py(Thread& t, Value id, std::string_view what) {
    Ref index = Ref::nothing();
    if (is_int(id)) {
        index = Ref::share(id);
    } else if (type_of(t, id)->slots.index_py) {
        index = index_py(t, id);
        if (!index) return t.raised();
    } else {
        return t.raise(Exc::TypeError, "{} ID must be an int, got {}", what, *type_of(t, id));
    }
    std::int64_t number = 0;
    int sign = 1;
    if (!int_fits(index.get(), &number, &sign)) {
        if (sign > 0) return t.raise(Exc::OverflowError, "int too big to convert");
        number = -1;
    }
    if (number >= 0) return number;
    TextBuffer text;
    append_int(text, index.get(), 10);
    return t.raise(Exc::ValueError, "{} ID must be a non-negative int, got {}", what, text.view());
}

Status check_interpreter(Thread& t, std::int64_t id, bool restrict, std::string_view what) {
    Whence whence;
    {
        Lock lock(registry_of(t).mutex);
        const Interpreter* const target = registry_of(t).table.find(id);
        whence = target ? target->whence : Whence::Unknown;
        if (target && (!restrict || whence == Whence::Stdlib)) return Status::ok();
        if (!target) whence = Whence::Stdlib;
    }
    if (whence == Whence::Stdlib) return raise_not_found(t, id);
    return t.raise(Exc::InterpreterError, "cannot {} unrecognized interpreter {}", what, id);
}

Result<InterpreterFacts> interpreter_facts(Thread& t, std::int64_t id) {
    {
        Lock lock(registry_of(t).mutex);
        if (const Interpreter* const target = registry_of(t).table.find(id)) {
            return InterpreterFacts{target->whence, target->running, target->config()};
        }
    }
    return raise_not_found(t, id);
}

Status add_interpreter_reference(Thread& t, std::int64_t id, bool implies_refs) {
    {
        Lock lock(registry_of(t).mutex);
        if (Interpreter* const target = registry_of(t).table.find(id)) {
            ++target->references;
            if (implies_refs) target->requires_refs = true;
            return Status::ok();
        }
    }
    return raise_not_found(t, id);
}

Status drop_interpreter_reference_py(Thread& t, std::int64_t id) {
    Interpreter* unused = nullptr;
    bool found = false;
    {
        Lock lock(registry_of(t).mutex);
        if (Interpreter* const target = registry_of(t).table.find(id)) {
            found = true;
            if (target->references > 0) --target->references;
            if (target->references == 0 && target->requires_refs && !target->running) {
                target->running = true;
                unused = target;
            }
        }
    }
    if (!found) return raise_not_found(t, id);
    if (unused) destroy_claimed(t, *unused);
    return Status::ok();
}

// --- Life

Result<std::int64_t> create_interpreter(Thread& t, const InterpreterConfig& config, bool requires_refs,
                                        Whence whence) {
    Interpreter& creator = interpreter_of(t);
    Registry& registry = registry_of(t);
    if (!config.use_main_obmalloc && !config.check_multi_interp_extensions) {
        Ref cause = make_exception(t, Exc::RuntimeError,
                                   "init_interp_settings: per-interpreter obmalloc does not support "
                                   "single-phase init extension modules");
        Ref error = make_exception(t, Exc::InterpreterError, "sub-interpreter creation failed");
        if (!cause || !error) return t.raised();
        set_cause(error.as<Exception>(), cause.get());
        return t.raise_object(std::move(error));
    }
    if (!t.check_stack(" while creating an interpreter")) return t.raised();
    ThreadState& here = state_of(t);
    OsThread& os = *here.os;
    InterpreterLock& own_lock = creator.lock();
    InterpreterLock* const shared = config.gil == InterpreterConfig::Gil::Own ? nullptr : &own_lock;
    own_lock.release();
    Interpreter* const made =
        Interpreter::make(creator.process(), os, creator.process().main_options(), config, shared);
    std::int64_t id = -1;
    if (made) {
        made->whence = whence;
        made->requires_refs = requires_refs;
        id = made->id;
        bool entered;
        {
            Lock lock(registry.mutex);
            entered = registry.table.insert(*made);
        }
        os.enter(&here);
        made->lock().release();
        if (!entered) {
            delete made;
            id = -1;
        }
    }
    own_lock.acquire(os.lock_parker, t.state());
    if (id < 0) return t.raise(Exc::InterpreterError, "sub-interpreter creation failed");
    return id;
}

Status destroy_interpreter_py(Thread& t, std::int64_t id) {
    if (id == interpreter_of(t).id) {
        return t.raise(Exc::InterpreterError, "cannot destroy the current interpreter");
    }
    Interpreter* const target = claim(t, id, "interpreter running");
    if (!target) return t.raised();
    destroy_claimed(t, *target);
    return Status::ok();
}

void close_remaining_interpreters_py(Thread& main) {
    Registry& registry = registry_of(main);
    bool warned = false;
    for (;;) {
        Interpreter* next = nullptr;
        {
            Lock lock(registry.mutex);
            for (Interpreter* it = registry.table.first(); it && !next; it = it->table_next) {
                if (it->running) continue;
                it->running = true;
                next = it;
            }
        }
        if (!next) return;
        if (!std::exchange(warned, true)) {
            write_error_text_py(main, "<sys>:0: RuntimeWarning: remaining subinterpreters; close them with "
                                      "Interpreter.close()\n");
        }
        destroy_claimed(main, *next);
    }
}

// --- Running code there

namespace {

// Binds the packed pairs in __main__ of `t`'s interpreter.
Status bind_names_py(Thread& t, const Parcel& names) {
    ParcelReader reader(names);
    Dict& dict = interpreter_of(t).main_dict();
    while (!reader.at_end()) {
        Ref name = reader.take_py(t);
        Ref value = name ? reader.take_py(t) : Ref(t.raised());
        if (!value || !dict_set_py(t, dict, name.get(), value.get())) return t.raised();
    }
    return Status::ok();
}

// Whether sys.modules has a __main__ to run in.
bool has_main(Thread& t) {
    return is_kind(dict_find(t, *t.state().modules, Name::dunder_main), Kind::Module);
}

constexpr std::string_view kNoMain = "failed to get __main__ namespace";

// Takes what came out of the code, finalizers done, into the snapshot.
void take_error_py(Thread& t, ErrorSnapshot& snapshot) {
    Ref exception = t.take_pending();
    snapshot.take_py(t, exception.get());
}

} // namespace

Status bind_in_main_py(Thread& t, std::int64_t id, const Parcel& names) {
    if (!t.check_stack(" while entering an interpreter")) return t.raised();
    Interpreter* const target = claim(t, id, "interpreter already running");
    if (!target) return t.raised();
    bool no_main = false, failed = false;
    ErrorSnapshot snapshot;
    {
        Visit visit(t, *target);
        Thread& there = visit.thread();
        no_main = !has_main(there);
        if (!no_main && !bind_names_py(there, names)) {
            failed = true;
            take_error_py(there, snapshot);
        }
    }
    finish_run(t, *target);
    if (no_main) return t.raise_text(Exc::InterpreterError, kNoMain);
    if (failed) return t.raise_text(Exc::NotShareableError, snapshot.formatted.view());
    return Status::ok();
}

Ref exec_in_interpreter_py(Thread& t, std::int64_t id, CodeImage* image, const Parcel& names) {
    Interpreter* target = nullptr;
    if (t.check_stack(" while entering an interpreter")) target = claim(t, id, "interpreter already running");
    if (!target) {
        image->release();
        return t.raised();
    }
    bool no_main = false, failed = false;
    ErrorSnapshot snapshot;
    {
        Visit visit(t, *target);
        Thread& there = visit.thread();
        Ref code = make_code(there, image);
        no_main = code && !has_main(there);
        if (!no_main) {
            Dict* const dict = code ? &target->main_dict() : nullptr;
            const Ref keep = dict ? Ref::share(Value(dict)) : Ref::none();
            const bool ran = dict && bind_names_py(there, names) &&
                             run_code_py(there, code.as<Code>(), *dict, Value(dict));
            if (there.heap().has_finalizers()) run_finalizers_py(there);
            failed = !ran;
            if (failed) take_error_py(there, snapshot);
        }
    }
    finish_run(t, *target);
    if (no_main) return t.raise_text(Exc::InterpreterError, kNoMain);
    return failed ? snapshot.open_py(t) : Ref::none();
}

namespace {

// How a call in another interpreter ended.
struct CallOutcome {
    enum class Kind : std::uint8_t { Returned, Raised, NotShareable } kind = Kind::Returned;
    Parcel result;
    ErrorSnapshot error;
    const char* what = nullptr; // was not shareable
    TextBuffer reason;

    void not_shareable_py(Thread& t, const char* text) {
        kind = Kind::NotShareable;
        what = text;
        Ref exception = t.take_pending();
        Ref shown = format_exception_py(t, exception.get());
        if (!shown) return t.clear_pending();
        append_utf8(reason, shown.as<Str>());
        if (reason.view().ends_with('\n')) reason.truncate(reason.size() - 1);
    }
};

void call_here_py(Thread& t, const Parcel& call, bool has_args, bool has_keywords, CallOutcome& out) {
    ParcelReader reader(call);
    Ref callable = reader.take_py(t);
    if (!callable) return out.not_shareable_py(t, "func not shareable");
    Ref args = has_args ? reader.take_py(t) : make_tuple(t, {});
    if (!args) return out.not_shareable_py(t, "args not shareable");
    Ref keywords = has_keywords ? reader.take_py(t) : Ref::none();
    if (!keywords) return out.not_shareable_py(t, "kwargs not shareable");
    Ref result =
        call_ex_py(t, callable.get(), args.as<Tuple>(), keywords.get().is_none() ? Value() : keywords.get());
    if (!result) {
        out.kind = CallOutcome::Kind::Raised;
        return take_error_py(t, out.error);
    }
    if (!out.result.pack_py(t, result.get(), Parcel::Policy::Full)) {
        out.not_shareable_py(t, "object does not support cross-interpreter data");
    }
}

Ref open_outcome_py(Thread& t, const CallOutcome& outcome) {
    switch (outcome.kind) {
    case CallOutcome::Kind::Returned: {
        Ref value = ParcelReader(outcome.result).take_py(t);
        return value ? make_tuple(t, {value.get(), Value::none()}) : Ref(t.raised());
    }
    case CallOutcome::Kind::Raised: {
        Ref excinfo = outcome.error.open_py(t);
        return excinfo ? make_tuple(t, {Value::none(), excinfo.get()}) : Ref(t.raised());
    }
    default: break;
    }
    Ref cause = make_exception(t, Exc::Exception, outcome.reason.view());
    Ref error = make_exception(t, Exc::NotShareableError, outcome.what);
    if (!cause || !error) return t.raised();
    set_cause(error.as<Exception>(), cause.get());
    return t.raise_object(std::move(error));
}

} // namespace

Ref call_in_interpreter_py(Thread& t, std::int64_t id, const Parcel& call, bool has_args, bool has_keywords) {
    if (!t.check_stack(" while entering an interpreter")) return t.raised();
    Interpreter* const target = claim(t, id, "interpreter already running");
    if (!target) return t.raised();
    CallOutcome outcome;
    {
        Visit visit(t, *target);
        call_here_py(visit.thread(), call, has_args, has_keywords, outcome);
        if (visit.thread().heap().has_finalizers()) run_finalizers_py(visit.thread());
    }
    finish_run(t, *target);
    return open_outcome_py(t, outcome);
}

} // namespace islet
