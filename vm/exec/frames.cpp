// SPDX-License-Identifier: MIT
//
// The thread's stack of chunks, and the entries from C++ into Python code: call_function_py, run_code_py.
#include "vm/exec/frames.h"

#include "vm/model/call.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/frame_object.h"
#include "vm/types/generator.h"
#include "vm/types/module.h"

#include <cstring>
#include <pthread.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <unistd.h>

namespace islet {

namespace {

constexpr std::size_t kFirstChunk = 4 * 1024 - 64; // together with its neighbours in one slab
constexpr std::size_t kLaterChunk = 60 * 1024;
// What C++ code that does not check the stack may need: system calls, printf, the sanitizers' reports.
#if ISLET_SANITIZED
constexpr std::uintptr_t kStackReserve = 192 * 1024;
#else
constexpr std::uintptr_t kStackReserve = 64 * 1024;
#endif

// Of a chunk, what is for frames: they take about as much as their registers.
constexpr std::size_t frame_part(std::size_t bytes) {
    return (bytes < kLaterChunk ? bytes : kLaterChunk) / 2 / sizeof(Frame) * sizeof(Frame);
}

Thread::StackChunk* make_chunk(Thread& t, std::size_t bytes) {
    if (t.spare_chunk && t.spare_chunk->bytes >= bytes) return std::exchange(t.spare_chunk, nullptr);
    auto* const chunk = static_cast<Thread::StackChunk*>(t.heap().alloc_raw(bytes));
    if (!chunk) return nullptr;
    chunk->bytes = bytes;
    chunk->registers_end = chunk->first() + (bytes - sizeof(*chunk) - frame_part(bytes)) / sizeof(Value);
    for (Value* v = chunk->first(); v < chunk->registers_end; ++v) *v = Value();
    return chunk;
}

Thread::StackChunk* add_chunk(Thread& t, std::size_t bytes) {
    Thread::StackChunk* const chunk = make_chunk(t, bytes);
    if (!chunk) return nullptr;
    chunk->back = t.chunk;
    chunk->saved_registers_end = t.registers_end;
    chunk->saved_low = t.frames_low;
    chunk->saved_frames_end = t.frames_end;
    t.chunk = chunk;
    t.registers_end = chunk->registers_end;
    t.frames_end = reinterpret_cast<Frame*>(chunk->registers_end);
    t.frames_low = t.frames_end + frame_part(chunk->bytes) / sizeof(Frame);
    return chunk;
}

} // namespace

Thread::Thread(InterpState& state, std::uintptr_t stack_limit) : state_(state), stack_limit_(stack_limit) {}

Thread::~Thread() {
    clear_pending();
    islet::release(async_gen_first);
    islet::release(async_gen_final);
    islet::release(context);
    islet::release(trace);
    islet::release(profile);
    while (chunk) pop_chunk(*this);
    if (spare_chunk) heap().free_raw(spare_chunk);
}

void Thread::traverse(Visitor& visit) {
    visit(pending_);
    visit(async_gen_first);
    visit(async_gen_final);
    visit(context);
    visit(trace);
    visit(profile);
}

namespace {

// Below the stack of the first thread the system keeps at least 128 MiB free of mappings.
constexpr rlim_t kPlainStack = 64 * 1024 * 1024;

// The stack of the process's first thread ends with the name of the program, and may grow down from there as
// far as its resource limit says. 0: this is another thread, or the limit is too high to be sure that nothing
// is in the way. (Asking pthread about this thread would read and parse the whole memory map.)
std::uintptr_t find_first_thread_stack(std::size_t* size) {
    if (gettid() != getpid()) return 0;
    const auto* const name = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
    rlimit limit;
    if (!name || getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur > kPlainStack) return 0;
    const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(name) + std::strlen(name);
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    *size = static_cast<std::size_t>(limit.rlim_cur);
    if (here > end || end - here >= *size) return 0; // a stack that the program made itself
    return end - *size;
}

} // namespace

std::uintptr_t find_stack_limit() {
    std::size_t size = 0;
    if (const std::uintptr_t low = find_first_thread_stack(&size)) {
        return low + (size / 2 < kStackReserve ? size / 2 : kStackReserve);
    }
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) {
        return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) - 128 * 1024;
    }
    void* low = nullptr;
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
    const std::uintptr_t reserve = size / 2 < kStackReserve ? size / 2 : kStackReserve;
    return reinterpret_cast<std::uintptr_t>(low) + reserve;
}

Frame* push_frame_slow(Thread& t, std::size_t registers, Value** base) {
    const std::size_t need = sizeof(Thread::StackChunk) + registers * sizeof(Value);
    std::size_t bytes = t.chunk ? kLaterChunk : kFirstChunk;
    if (bytes / 2 < need) bytes = need + kLaterChunk;
    Value* const arguments = *base;
    Value* const old_top = stack_top(t);
    if (!add_chunk(t, bytes)) {
        static_cast<void>(t.raise_memory_error());
        return nullptr;
    }
    *base = t.chunk->first();
    // The arguments lie at the top of the old chunk and belong to the callee now: move them over.
    if (arguments) {
        const auto count = static_cast<std::size_t>(old_top - arguments);
        for (std::size_t i = 0; i < count && i < registers; ++i) {
            (*base)[i] = arguments[i];
            arguments[i] = Value();
        }
    }
    Frame* const frame = --t.frames_low;
    frame->mark = FrameMark{.new_chunk = true};
    return frame;
}

void pop_chunk(Thread& t) {
    Thread::StackChunk* const chunk = t.chunk;
    t.chunk = chunk->back;
    t.registers_end = chunk->saved_registers_end;
    t.frames_low = chunk->saved_low;
    t.frames_end = chunk->saved_frames_end;
    if (t.spare_chunk || chunk->bytes != kLaterChunk) {
        t.heap().free_raw(chunk);
    } else {
        t.spare_chunk = chunk;
    }
}

void leave_frame_slow(Frame& frame) {
    release(std::exchange(frame.keep, Value()));
    release(std::exchange(frame.handled, Value()));
}

namespace {

void init_frame(Thread& t, Frame& frame, Code& code, Value* registers) {
    for (std::size_t i = 0; i < code.local_count; ++i) registers[i] = Value();
    frame.back = t.frame;
    frame.registers = registers;
    frame.code = &code;
    frame.constants = code.constants;
    frame.name_space = frame.keep = frame.handled = Value();
    frame.object = nullptr;
    frame.generator = nullptr;
    frame.mark.kind = FrameKind::Entry;
}

// Depth and C++ stack for one more activation; counts it.
bool enter_depth(Thread& t) {
    if (t.depth < t.state().recursion_limit && t.stack_ok()) {
        ++t.depth;
        return true;
    }
    static_cast<void>(t.raise_recursion(""));
    return false;
}

} // namespace

Ref call_function_py(Thread& t, Function& function, const Args& args) {
    Code& code = *function.code;
    const Instr* const start = code_instructions(t, code);
    if (!start) return t.raised();
    if (!enter_depth(t)) return t.raised();
    Value* base = nullptr;
    Frame* const frame = push_frame(t, code.register_count, base);
    if (!frame) {
        --t.depth;
        return t.raised();
    }
    init_frame(t, *frame, code, base);
    frame->function = &function;
    frame->globals = function.globals;
    frame->builtins = function.builtins;
    frame->pc = start;
    // The function must outlive the activation, whoever else lets go of it.
    const Ref keep = Ref::share(Value(&function));
    bool ok = true;
    if (!args.names && args.count == code.quick_args) {
        for (std::uint32_t i = 0; i < args.count; ++i) {
            retain(args.values[i]);
            base[i] = args.values[i];
        }
    } else {
        ok = static_cast<bool>(bind_arguments(t, function, args, base));
    }
    t.frame = frame;
    if (!ok) {
        pop_frame(t, frame);
        return t.raised();
    }
    if ((code.flags & (kGenerator | kCoroutine | kAsyncGenerator)) != 0) {
        Ref generator = make_generator(t, *frame);
        pop_frame(t, frame);
        return generator;
    }
    return run_loop_py(t, frame); // pops the frame
}

namespace {

// The namespace behind a `__builtins__` entry: a module's dict or a dict; else the interpreter's own.
Dict* builtins_dict(Thread& t, Value entry) {
    if (is_kind(entry, Kind::Module)) return as<Module>(entry).dict;
    if (is_kind(entry, Kind::Dict)) return &as<Dict>(entry);
    return t.state().builtins;
}

} // namespace

Ref run_code_py(Thread& t, Code& code, Dict& globals, Value name_space, Tuple* closure) {
    const Instr* const start = code_instructions(t, code);
    if (!start) return t.raised();
    const bool suspends = (code.flags & (kGenerator | kCoroutine | kAsyncGenerator)) != 0;
    Ref function = Ref::nothing();
    if (closure || suspends) {
        function = make_function(t, code, globals);
        if (!function) return t.raised();
        if (closure) retain(closure);
        function.as<Function>().closure = closure;
        if (suspends) {
            Ref made = call_function_py(t, function.as<Function>(), Args());
            // The body of a coroutine made by compile() binds names in a mapping, as a module's does.
            if (made && is_generator_like(made.get()) && !name_space.is_empty())
                reinterpret_cast<Generator*>(made.get().object())->frame.name_space =
                    Ref::share(name_space).release();
            return made;
        }
    }
    if (!enter_depth(t)) return t.raised();
    Value* base = nullptr;
    Frame* const frame = push_frame(t, code.register_count, base);
    if (!frame) {
        --t.depth;
        return t.raised();
    }
    const Ref keep_code = Ref::share(Value(&code));
    const Ref keep_globals = Ref::share(Value(&globals));
    const Ref keep_space = name_space.is_empty() ? Ref::nothing() : Ref::share(name_space);
    init_frame(t, *frame, code, base);
    frame->function = function ? &function.as<Function>() : nullptr;
    frame->globals = &globals;
    const Value builtins = dict_find(t, globals, Name::dunder_builtins);
    frame->builtins = builtins_dict(t, builtins);
    const Ref keep_builtins = Ref::share(Value(frame->builtins));
    frame->name_space = name_space;
    frame->pc = start;
    t.frame = frame;
    return run_loop_py(t, frame);
}

} // namespace islet
