// SPDX-License-Identifier: MIT
//
// Exceptions in the loop: from the place where one was raised to its handler, and the opcodes of handlers.
#include "vm/exec/slow_ops.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/str.h"
#include "vm/types/type.h"

namespace islet {

namespace {

void assign(Value& slot, Ref value) {
    const Value old = std::exchange(slot, value.release());
    release(old);
}

const HandlerEntry* find_handler(const Code& code, std::uint32_t word) {
    for (const HandlerEntry& entry : code.image->handlers) {
        if (word >= entry.start && word < entry.end) return &entry;
    }
    return nullptr;
}

// PEP 479: a StopIteration that would leave a generator becomes a RuntimeError.
void convert_stop_iteration(Thread& t, const Generator& generator) {
    const bool async = generator.kind == Kind::AsyncGenerator;
    const char* text = nullptr;
    if (t.pending_is(Exc::StopIteration)) {
        text = generator.kind == Kind::Coroutine ? "coroutine raised StopIteration"
               : async                           ? "async generator raised StopIteration"
                                                 : "generator raised StopIteration";
    } else if (async && t.pending_is(Exc::StopAsyncIteration)) {
        text = "async generator raised StopAsyncIteration";
    }
    if (!text) return;
    Ref cause = t.take_pending();
    Ref error = make_exception(t, Exc::RuntimeError, text);
    if (!error) return;
    set_cause(error.as<Exception>(), cause.get());
    set_context(error.as<Exception>(), cause.get());
    static_cast<void>(t.restore(std::move(error)));
}

} // namespace

Unwound unwind_frame_py(Thread& t, Frame& frame, bool reraised) {
    if (!reraised) add_traceback(t, frame);
    const auto word = static_cast<std::uint32_t>(frame.pc - frame.code->code);
    // A thread that is being stopped runs no handler: neither `except` nor `finally` could be trusted to end.
    const HandlerEntry* const handler = t.stopping ? nullptr : find_handler(*frame.code, word);
    if (handler) {
        // The exception is out of reach of finalizers while the temporaries go.
        Ref exception = t.take_pending();
        clear_registers(frame.registers + handler->exc_reg, frame.code->register_count - handler->exc_reg);
        frame.registers[handler->exc_reg] = exception.release();
        frame.pc = frame.code->code + handler->target;
        return Unwound::Handled;
    }
    const FrameKind kind = frame.mark.kind;
    if (frame.generator) {
        convert_stop_iteration(t, *frame.generator);
        Ref exception = t.take_pending();
        finish_generator(t, frame);
        static_cast<void>(t.restore(std::move(exception)));
        return kind == FrameKind::Resumed ? Unwound::Left : Unwound::LeftLoop;
    }
    Ref exception = t.take_pending();
    const Ref keep_function = kind == FrameKind::Init ? Ref::adopt(Value(frame.function)) : Ref::nothing();
    pop_frame(t, &frame);
    static_cast<void>(t.restore(std::move(exception)));
    return kind == FrameKind::Entry ? Unwound::LeftLoop : Unwound::Left;
}

bool raise_bare(Thread& t, Frame&) {
    const Value handled = t.handled();
    if (handled.is_empty()) {
        static_cast<void>(t.raise(Exc::RuntimeError, "No active exception to reraise"));
        return false;
    }
    static_cast<void>(t.restore(Ref::share(handled)));
    return true;
}

Status op_Raise_py(Thread& t, Frame& f, Instr* instr) {
    Ref exception = exception_from_raise_py(t, f.registers[instr->a]);
    if (!exception) return t.raised();
    return t.raise_object(std::move(exception));
}

Status op_RaiseFrom_py(Thread& t, Frame& f, Instr* instr) {
    return raise_from_py(t, f.registers[instr->a], f.registers[instr->b]);
}

Status op_Reraise_py(Thread& t, Frame& f, Instr* instr) {
    return t.restore(Ref::adopt(std::exchange(f.registers[instr->a], Value())));
}

Status op_MatchExc_py(Thread& t, Frame& f, Instr* instr) {
    const Result<bool> matches = exception_match_py(t, f.registers[instr->b], f.registers[instr->c]);
    if (!matches) return t.raised();
    assign(f.registers[instr->a], Ref::boolean(*matches));
    return Status::ok();
}

Status op_MatchExcGroup_py(Thread& t, Frame& f, Instr* instr) {
    Ref matched = Ref::nothing(), rest = Ref::nothing();
    if (!match_exception_group_py(t, f.registers[instr->b], f.registers[instr->c], &matched, &rest))
        return t.raised();
    if (!matched.get().is_none()) {
        assign(f.handled, Ref::share(matched.get()));
        f.mark.holds = true;
    }
    assign(f.registers[instr->a], std::move(matched));
    assign(f.registers[instr->b], std::move(rest));
    return Status::ok();
}

Status op_BuildExcGroup_py(Thread& t, Frame& f, Instr* instr) {
    Ref result = build_except_star_py(t, f.registers[instr->b], f.registers[instr->c]);
    if (!result) return t.raised();
    assign(f.registers[instr->a], std::move(result));
    return Status::ok();
}

Status op_EndAsyncFor_py(Thread& t, Frame& f, Instr* instr) {
    Ref exception = Ref::adopt(std::exchange(f.registers[instr->a], Value()));
    if (!exception_matches(t, exception.get(), Exc::StopAsyncIteration))
        return t.restore(std::move(exception));
    assign(f.registers[instr->b], Ref::nothing());
    return Status::ok();
}

// --- with

Status op_WithEnter_py(Thread& t, Frame& f, Instr* instr) {
    const Ref manager = Ref::share(f.registers[instr->b]);
    const bool async = instr->c == 1;
    const Name enter_name = async ? Name::dunder_aenter : Name::dunder_enter;
    const Name exit_name = async ? Name::dunder_aexit : Name::dunder_exit;
    const auto fail = [&](Name name) {
        if (t.has_pending()) return t.raised();
        Type& type = *type_of(t, manager.get());
        // A hint when the other kind of `with` would have worked.
        const bool other_enter =
            !type_lookup(t, type, async ? Name::dunder_enter : Name::dunder_aenter).is_empty();
        const bool other_exit =
            !type_lookup(t, type, async ? Name::dunder_exit : Name::dunder_aexit).is_empty();
        const char* const hint =
            !(other_enter && other_exit) ? ""
            : async ? " but it supports the context manager protocol. Did you mean to use 'with'?"
                    : " but it supports the asynchronous context manager protocol. Did you mean to use "
                      "'async with'?";
        TextBuffer text;
        text.append('\'');
        append_full_name(t, text, type);
        format_to(text, "' object does not support the {}context manager protocol (missed {} method){}",
                  async ? "asynchronous " : "", t.name(name), hint);
        return t.raise_text(Exc::TypeError, text.view());
    };
    // __exit__ first, as CPython looks: of two that are missing it is the one that is named.
    Ref exit = lookup_special_py(t, manager.get(), exit_name);
    if (!exit) return fail(exit_name);
    Ref enter = lookup_special_py(t, manager.get(), enter_name);
    if (!enter) return fail(enter_name);
    Ref entered = call_py(t, enter.get());
    if (!entered) return t.raised();
    assign(f.registers[instr->a], std::move(exit));
    assign(f.registers[instr->a + 1], std::move(entered));
    return Status::ok();
}

Status op_WithExit_py(Thread& t, Frame& f, Instr* instr) {
    const Ref exception = Ref::share(f.registers[instr->c]);
    auto& fields = exception.as<Exception>();
    const Value traceback =
        fields.traceback ? Value(reinterpret_cast<Object*>(fields.traceback)) : Value::none();
    Ref answer =
        call_py(t, f.registers[instr->b], Value(type_of(t, exception.get())), exception.get(), traceback);
    if (!answer) return t.raised();
    assign(f.registers[instr->a], std::move(answer));
    return Status::ok();
}

} // namespace islet
