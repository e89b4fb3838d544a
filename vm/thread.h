// SPDX-License-Identifier: MIT
//
// The thread state: one OS thread inside one interpreter. It is what every function that may raise is given:
// there is no hidden current thread.
//
// Owns: its value stack, its frames, the pending exception.
// Invariants: exactly while some function returns failure, `pending` holds the exception. The C++ stack is
//   bounded by address (stack_limit), whatever thread this is; Python depth by the recursion limit.
// Threads: the OS thread that entered, holding the interpreter's lock.
#pragma once

#include "vm/base/format.h"
#include "vm/frame.h"
#include "vm/ref.h"
#include "vm/state.h"

#include <string_view>

namespace islet {

struct Exception;
struct Str;
struct Type;
class Parker; // vm/base/sync.h

class Thread {
public:
    // `stack_limit`: lowest address of the C++ stack that may be used; find_stack_limit() tells.
    Thread(InterpState& state, std::uintptr_t stack_limit);
    ~Thread();
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;

    InterpState& state() { return state_; }
    Heap& heap() { return state_.heap; }
    Commons& commons() { return state_.commons; }
    Type* type(TypeId id) const { return state_.commons.type(id); }
    Str& name(Name id) const { return state_.commons.name(id); }

    // --- Raising (vm/model/exc.cpp). The text is "{}"-formatted; Values are formatted as str() without
    // running Python: str as itself, types by name, numbers.
    template <class... Args>
    [[gnu::cold]] Raised raise(Exc type, FormatPattern<std::type_identity_t<Args>...> text,
                               const Args&... args) {
        TextBuffer buffer;
        format_to(buffer, text, args...);
        return raise_text(type, buffer.view());
    }
    Raised raise_text(Exc type, std::string_view message);
    Raised raise_memory_error();                    // from a spare object: cannot fail
    Raised raise_value(Exc type, Value argument);   // type(argument)
    Raised raise_object(Ref exception);             // an exception instance; sets its context
    Raised raise_recursion(std::string_view where); // "maximum recursion depth exceeded{where}"
    // An exception is pending already: pass it on.
    Raised raised() const {
        ISLET_DCHECK(!pending_.is_empty(), "failure without an exception");
        return Raised();
    }
    bool has_pending() const { return !pending_.is_empty(); }
    Value pending() const { return pending_; }
    Ref take_pending() { return Ref::adopt(std::exchange(pending_, Value())); }
    // As raise_object, but the context stays as it is: for what was taken and is put back.
    Raised restore(Ref exception);
    // Whether the pending exception is an instance of `type`. If so, may be dropped with clear_pending.
    bool pending_is(Exc type) const;
    void clear_pending() { islet::release(std::exchange(pending_, Value())); }
    // The exception being handled, innermost first, as sys.exception(); empty if none.
    Value handled() const;

    // --- Bounds. Call at the start of every C++ function that may recurse through data or Python.
    bool stack_ok() const {
        return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) > stack_limit_;
    }
    // Status of one more level of recursion; `where` as in " while calling a Python object".
    Status check_stack(std::string_view where) {
        if (stack_ok()) [[likely]]
            return Status::ok();
        return raise_recursion(where);
    }

    // --- The checkpoint (vm/exec/checkpoint.cpp): one load and one branch when nothing is wanted. Every loop
    // whose length depends on input calls it at least once a millisecond.
    Status checkpoint_py() {
        if (state_.wanted.load(std::memory_order_relaxed) == 0) [[likely]]
            return Status::ok();
        return checkpoint_slow_py();
    }
    Status checkpoint_slow_py();

    // --- Frames (vm/exec/frames.cpp).
    Frame* frame = nullptr; // innermost
    std::int32_t depth = 0; // Python frames, against the recursion limit

    // Registers grow upwards from the start of a chunk, frames downwards from its end. Each keeps to its own
    // part, so that what lies above the registers in use was never anything but a register. Where they end
    // follows from the innermost frame (stack_top in vm/exec/frames.h). Chunks never move.
    struct StackChunk;
    StackChunk* chunk = nullptr;
    StackChunk* spare_chunk = nullptr; // the last one left: recursion may swing around its border
    Value* registers_end = nullptr;    // of the chunk's part for registers; null: no chunk yet
    // Lowest frame in use, and how low they may go.
    Frame* frames_low = reinterpret_cast<Frame*>(sizeof(Frame));
    Frame* frames_end = reinterpret_cast<Frame*>(sizeof(Frame));

    std::uintptr_t stack_limit() const { return stack_limit_; }
    void set_stack_limit(std::uintptr_t limit) { stack_limit_ = limit; }
    void* runtime = nullptr;                // the runtime's record of this thread
    Parker* parker = nullptr;               // where it waits (vm/wait.h); borrowed, null: it cannot
    bool stopping = false;                  // its interpreter ends: exceptions pass every handler
    class ReprScope* printing = nullptr;    // containers whose repr is under way, innermost first
    Value async_gen_first, async_gen_final; // sys.set_asyncgen_hooks; empty: None
    Value context;                          // contextvars; empty until used
    Value trace, profile;                   // sys.settrace, setprofile
    std::int32_t coroutine_origin_depth = 0;

    void traverse(Visitor& visit);

private:
    friend struct UnwindAccess;
    InterpState& state_;
    std::uintptr_t stack_limit_;
    Value pending_;
};

// Lowest usable address of the calling thread's C++ stack, with room kept for what does not check.
std::uintptr_t find_stack_limit();

// One level of recursion through data (repr, compare): as deep as the C++ stack has room for. The recursion
// limit counts Python's frames alone, as CPython's does, so that deep data can be shown and compared.
// `if (!scope) return t.raised();`
class RecursionScope {
public:
    RecursionScope(Thread& t, std::string_view where) : ok_(t.check_stack(where)) {}
    RecursionScope(const RecursionScope&) = delete;
    RecursionScope& operator=(const RecursionScope&) = delete;
    explicit operator bool() const { return ok_; }

private:
    bool ok_;
};

// For texts: what a Value looks like without running Python.
void append_value(TextBuffer& out, Value v);
void append_value(TextBuffer& out, const Str& s);
void append_value(TextBuffer& out, const Type& type); // its __name__ as CPython's %T-less tp_name

} // namespace islet
