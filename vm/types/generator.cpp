// SPDX-License-Identifier: MIT
//
// Generators and coroutines: making, resuming, throwing, closing. Async generators are in
// async_generator.cpp.
//
// A generator's frame is linked into the thread while it runs, with kind Resumed (by the loop, from ForIter
// or Send) or Entry (from C++). While suspended its pc stays at the yield; resuming continues behind it.
#include "vm/types/generator.h"

#include "vm/exec/slow_ops.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/shape.h"
#include "vm/types/async_generator.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"
#include "vm/types/generic_alias.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

const char* kind_text(const Generator& g) {
    switch (g.kind) {
    case Kind::Coroutine: return "coroutine";
    case Kind::AsyncGenerator: return "async generator";
    default: return "generator";
    }
}

// Continues behind the yield that the frame is suspended at.
void step_over_yield(Generator& g, Value sent) {
    const Instr* const yield = g.frame.pc;
    g.frame.registers[yield->a] = sent;
    g.frame.pc = yield + 1 + op_info(yield->op).words;
}

void link_frame(Thread& t, Generator& g, FrameKind kind) {
    g.frame.back = t.frame;
    g.frame.mark.kind = kind;
    g.frame.stack_below = stack_top(t);
    g.state = Generator::State::Running;
    t.frame = &g.frame;
    ++t.depth;
}

bool check_depth(Thread& t) {
    if (t.depth < t.state().recursion_limit && t.stack_ok()) return true;
    static_cast<void>(t.raise_recursion(""));
    return false;
}

} // namespace

Ref make_generator(Thread& t, Frame& frame) {
    const Code& code = *frame.code;
    const TypeId id = (code.flags & kCoroutine) != 0        ? TypeId::Coroutine
                      : (code.flags & kAsyncGenerator) != 0 ? TypeId::AsyncGenerator
                                                            : TypeId::Generator;
    Type& type = *t.type(id);
    const std::size_t count = code.register_count;
    auto* const g = static_cast<Generator*>(t.heap().alloc_object(sizeof(Generator) + count * sizeof(Value)));
    if (!g) return t.raise_memory_error();
    g->refs = 1;
    g->kind = type.instance_kind;
    g->subclass = 0;
    g->flags = 0;
    g->shape = type.shape;
    g->frame = frame;
    g->frame.back = nullptr;
    g->frame.registers = g->registers();
    g->frame.keep = g->frame.handled = Value();
    g->frame.object = nullptr;
    g->frame.generator = g;
    g->frame.mark = FrameMark{.on_stack = false};
    retain(frame.function);
    retain(frame.code);
    for (std::size_t i = 0; i < count; ++i) g->registers()[i] = std::exchange(frame.registers[i], Value());
    g->name = frame.function->name;
    g->qualname = frame.function->qualname;
    retain(Value(g->name));
    retain(Value(g->qualname));
    g->state = Generator::State::Created;
    g->yield_from = g->hooks_called = g->closed = g->running_async = false;
    g->finalizer = Value();
    return Ref::adopt(Value(g));
}

// --- What the loop calls

bool resume_generator(Thread& t, Generator& g, Value sent) {
    if (g.state == Generator::State::Created) {
        if (!sent.is_none()) return false;
    } else if (g.state != Generator::State::Suspended) {
        return false;
    }
    if (!check_depth(t)) return false;
    if (g.state == Generator::State::Suspended) step_over_yield(g, sent);
    link_frame(t, g, FrameKind::Resumed);
    return true;
}

void suspend_generator(Thread& t, Generator& g, bool yield_from) {
    t.frame = g.frame.back;
    g.frame.back = nullptr;
    --t.depth;
    g.state = Generator::State::Suspended;
    g.yield_from = yield_from;
}

void finish_generator(Thread& t, Frame& frame) {
    Generator& g = *frame.generator;
    t.frame = frame.back;
    --t.depth;
    g.state = Generator::State::Closed;
    g.set(Object::kFinalized);
    if (frame.object) detach_frame_object(t, frame);
    clear_registers(frame.registers, frame.code->register_count);
    release(std::exchange(frame.handled, Value()));
    frame.back = nullptr;
}

Value wrap_async_value(Thread& t, Value value) {
    Ref wrapped = make_async_wrapped(t, Ref::adopt(value));
    return wrapped ? wrapped.release() : Value();
}

// --- Resuming from C++

namespace {

// The frame ran until it yielded, returned or raised.
Step after_run(Thread& t, Generator& g, Ref value, Ref* result) {
    if (!value) return t.raised();
    if (g.state == Generator::State::Suspended) return Step::item(std::move(value));
    *result = std::move(value);
    return Step::end();
}

Raised raise_busy(Thread& t, const Generator& g) {
    return t.raise(Exc::ValueError, "{} already executing", kind_text(g));
}

// Closed: a coroutine may not be awaited twice, the others are simply exhausted.
Step exhausted(Thread& t, const Generator& g, Ref* result) {
    if (g.kind == Kind::Coroutine)
        return t.raise(Exc::RuntimeError, "cannot reuse already awaited coroutine");
    *result = Ref::none();
    return Step::end();
}

} // namespace

Step generator_send_py(Thread& t, Generator& g, Value sent, Ref* result) {
    if (g.state == Generator::State::Running) return raise_busy(t, g);
    if (g.state == Generator::State::Closed) return exhausted(t, g, result);
    if (g.state == Generator::State::Created && !sent.is_none() && !sent.is_empty()) {
        return t.raise(Exc::TypeError, "can't send non-None value to a just-started {}", kind_text(g));
    }
    if (!check_depth(t)) return t.raised();
    const Ref keep = Ref::share(Value(&g));
    if (g.state == Generator::State::Suspended)
        step_over_yield(g, Ref::share(sent.is_empty() ? Value::none() : sent).release());
    link_frame(t, g, FrameKind::Entry);
    Ref value = run_loop_py(t, &g.frame);
    return after_run(t, g, std::move(value), result);
}

namespace {

// The body never ran, and none of its handlers may see the exception: the generator is finished, and the
// traceback names its first line.
Raised throw_before_start(Thread& t, Generator& g, Ref exception) {
    link_frame(t, g, FrameKind::Entry);
    auto& raised = exception.as<Exception>();
    const Traceback* const before = raised.traceback;
    add_traceback_to(t, raised, g.frame);
    if (raised.traceback && raised.traceback != before) {
        raised.traceback->line = static_cast<std::int32_t>(g.frame.code->image->first_line);
    }
    finish_generator(t, g.frame);
    return t.restore(std::move(exception));
}

// Raises `exception` at the place where the generator is suspended.
Step throw_here_py(Thread& t, Generator& g, Ref exception, Ref* result) {
    if (!check_depth(t)) return t.raised();
    link_frame(t, g, FrameKind::Entry);
    // Only what the generator itself is handling becomes the context, not what its caller does.
    const Value own = g.frame.handled;
    if (is_exception(own) && own != exception.get()) set_context(exception.as<Exception>(), own);
    static_cast<void>(t.restore(std::move(exception)));
    Ref value = run_loop_py(t, &g.frame);
    return after_run(t, g, std::move(value), result);
}

// The delegate of a suspended YieldFrom ended with `value`: continues the generator behind the loop.
Step finish_delegation_py(Thread& t, Generator& g, Ref value, Ref* result) {
    const Instr* const yield = g.frame.pc;
    if (!check_depth(t)) return t.raised();
    Value& slot = g.frame.registers[yield->a];
    release(std::exchange(slot, value.release()));
    release(std::exchange(g.frame.registers[yield->b], Value()));
    g.frame.pc = yield + 2 + yield[1].word();
    link_frame(t, g, FrameKind::Entry);
    Ref ran = run_loop_py(t, &g.frame);
    return after_run(t, g, std::move(ran), result);
}

Status close_delegate_py(Thread& t, Value delegate) {
    if (is_kind(delegate, Kind::Generator) || is_kind(delegate, Kind::Coroutine)) {
        return generator_close_py(t, *reinterpret_cast<Generator*>(delegate.object()));
    }
    Ref close = find_attr_py(t, delegate, Name::close);
    if (!close) return t.has_pending() ? Status(t.raised()) : Status::ok();
    if (!call_py(t, close.get())) return t.raised();
    return Status::ok();
}

} // namespace

Step generator_throw_py(Thread& t, Generator& g, Ref exception, Ref* result, const Args* written) {
    if (g.state == Generator::State::Running) return raise_busy(t, g);
    const Ref keep = Ref::share(Value(&g));
    if (g.state == Generator::State::Closed) {
        if (g.kind == Kind::Coroutine)
            return t.raise(Exc::RuntimeError, "cannot reuse already awaited coroutine");
        return t.restore(std::move(exception));
    }
    if (g.state == Generator::State::Created) {
        if (!check_depth(t)) return t.raised();
        return throw_before_start(t, g, std::move(exception));
    }
    if (!g.yield_from) return throw_here_py(t, g, std::move(exception), result);
    const Ref delegate = Ref::share(g.frame.registers[g.frame.pc->b]);
    if (exception_matches(t, exception.get(), Exc::GeneratorExit)) {
        g.state = Generator::State::Running;
        const bool closed = static_cast<bool>(close_delegate_py(t, delegate.get()));
        g.state = Generator::State::Suspended;
        if (!closed) exception = t.take_pending();
        return throw_here_py(t, g, std::move(exception), result);
    }
    if (!t.check_stack("")) return t.raised();
    Ref inner_result = Ref::nothing();
    g.state = Generator::State::Running;
    Step step = Step::end();
    if (is_kind(delegate.get(), Kind::Generator) || is_kind(delegate.get(), Kind::Coroutine)) {
        auto& inner = *reinterpret_cast<Generator*>(delegate.get().object());
        step = generator_throw_py(t, inner, Ref::share(exception.get()), &inner_result, written);
    } else {
        Ref method = find_attr_py(t, delegate.get(), Name::throw_);
        if (!method) {
            g.state = Generator::State::Suspended;
            if (t.has_pending()) return t.raised();
            return throw_here_py(t, g, std::move(exception), result);
        }
        const Value only = exception.get();
        step = Step::from(call_py(t, method.get(), written ? *written : Args(&only, 1)));
        if (step.is_raised() && t.pending_is(Exc::StopIteration)) {
            Ref stop = t.take_pending();
            inner_result = Ref::share(static_cast<StopIterationException*>(stop.get().object())->value);
            step = Step::end();
        }
    }
    g.state = Generator::State::Suspended;
    if (step.is_item()) return step;
    if (step.is_end()) return finish_delegation_py(t, g, std::move(inner_result), result);
    Ref raised = t.take_pending();
    return throw_here_py(t, g, std::move(raised), result);
}

Status generator_close_py(Thread& t, Generator& g) {
    if (g.state == Generator::State::Running) return raise_busy(t, g);
    if (g.state == Generator::State::Closed) return Status::ok();
    if (g.state == Generator::State::Created) {
        g.state = Generator::State::Closed;
        g.set(Object::kFinalized);
        clear_registers(g.frame.registers, g.frame.code->register_count);
        return Status::ok();
    }
    Ref exit = make_exception(t, Exc::GeneratorExit, Value());
    if (!exit) return t.raised();
    Ref result = Ref::nothing();
    Step step = generator_throw_py(t, g, std::move(exit), &result);
    if (step.is_item()) return t.raise(Exc::RuntimeError, "{} ignored GeneratorExit", kind_text(g));
    if (step.is_end()) return Status::ok();
    if (t.pending_is(Exc::GeneratorExit) || t.pending_is(Exc::StopIteration)) {
        t.clear_pending();
        return Status::ok();
    }
    return t.raised();
}

Step send_py(Thread& t, Value iterator, Value sent, Ref* result) {
    if (is_kind(iterator, Kind::Generator) || is_kind(iterator, Kind::Coroutine)) {
        return generator_send_py(t, *reinterpret_cast<Generator*>(iterator.object()), sent, result);
    }
    Type& type = *type_of(t, iterator);
    if (sent.is_none() && type.slots.next_py) {
        Step step = type.slots.next_py(t, iterator);
        if (step.is_end()) {
            // An iterator written in Python may have ended with a value.
            *result = step.get().is_empty() ? Ref::none() : step.take();
            return Step::end();
        }
        if (!step.is_raised() || !t.pending_is(Exc::StopIteration)) return step;
    } else {
        const Value args[] = {sent};
        Ref item = call_method_py(t, iterator, Name::send, args);
        if (item) return Step::item(std::move(item));
        if (!t.pending_is(Exc::StopIteration)) return t.raised();
    }
    Ref stop = t.take_pending();
    *result = Ref::share(static_cast<StopIterationException*>(stop.get().object())->value);
    return Step::end();
}

int op_send_py(Thread& t, Frame& f, const Instr* instr) {
    Ref result = Ref::nothing();
    const Ref sent = Ref::share(f.registers[instr->a]);
    Step step = send_py(t, f.registers[instr->b], sent.get(), &result);
    if (step.is_raised()) return -1;
    const bool item = step.is_item();
    Ref value = item ? step.take() : std::move(result);
    release(std::exchange(f.registers[instr->a], value.release()));
    if (item) return 1;
    release(std::exchange(f.registers[instr->b], Value()));
    return 0;
}

// --- Awaiting

Ref awaitable_iter_py(Thread& t, Value v) {
    if (is_kind(v, Kind::Coroutine)) return Ref::share(v);
    if (is_kind(v, Kind::Generator) &&
        (reinterpret_cast<Generator*>(v.object())->frame.code->flags & kIterableCoroutine) != 0) {
        return Ref::share(v);
    }
    Type& type = *type_of(t, v);
    if (!type.slots.await_py) return t.raise(Exc::TypeError, "'{}' object can't be awaited", type);
    Ref iterator = type.slots.await_py(t, v);
    if (!iterator) return t.raised();
    if (is_kind(iterator.get(), Kind::Coroutine))
        return t.raise(Exc::TypeError, "__await__() returned a coroutine");
    Type& got = *type_of(t, iterator.get());
    if (!got.slots.next_py)
        return t.raise(Exc::TypeError, "__await__() returned non-iterator of type '{}'", got);
    return iterator;
}

namespace {

// What the coroutine itself awaits; nothing() if it is not suspended in a delegation.
Ref delegate_of(const Generator& g) {
    if (g.state != Generator::State::Suspended || !g.yield_from) return Ref::nothing();
    return Ref::share(g.frame.registers[g.frame.pc->b]);
}

} // namespace

Status op_GetYieldFrom_py(Thread& t, Frame& f, Instr* instr) {
    const Value v = f.registers[instr->b];
    Ref iterator = Ref::nothing();
    if (is_kind(v, Kind::Coroutine)) {
        if ((f.code->flags & (kCoroutine | kIterableCoroutine)) == 0) {
            return t.raise(Exc::TypeError,
                           "cannot 'yield from' a coroutine object in a non-coroutine generator");
        }
        iterator = Ref::share(v);
    } else {
        iterator = is_kind(v, Kind::Generator) ? Ref::share(v) : iter_py(t, v);
    }
    if (!iterator) return t.raised();
    release(std::exchange(f.registers[instr->a], iterator.release()));
    return Status::ok();
}

Status op_GetAwaitable_py(Thread& t, Frame& f, Instr* instr) {
    const Value v = f.registers[instr->b];
    Type& type = *type_of(t, v);
    const bool can = is_kind(v, Kind::Coroutine) || is_kind(v, Kind::Generator) || type.slots.await_py;
    if (!can && instr->c != 0) {
        return t.raise(Exc::TypeError,
                       "'async with' received an object from {} that does not implement __await__: {}",
                       instr->c == 1 ? "__aenter__" : "__aexit__", type);
    }
    Ref iterator = awaitable_iter_py(t, v);
    if (!iterator) return t.raised();
    if (is_kind(iterator.get(), Kind::Coroutine)) {
        const auto& coroutine = *reinterpret_cast<Generator*>(iterator.get().object());
        if (delegate_of(coroutine)) return t.raise(Exc::RuntimeError, "coroutine is being awaited already");
    }
    release(std::exchange(f.registers[instr->a], iterator.release()));
    return Status::ok();
}

Status op_GetAIter_py(Thread& t, Frame& f, Instr* instr) {
    const Value v = f.registers[instr->b];
    Type& type = *type_of(t, v);
    if (!type.slots.aiter_py) {
        return t.raise(Exc::TypeError, "'async for' requires an object with __aiter__ method, got {}", type);
    }
    Ref iterator = type.slots.aiter_py(t, v);
    if (!iterator) return t.raised();
    Type& got = *type_of(t, iterator.get());
    if (!got.slots.anext_py) {
        return t.raise(Exc::TypeError,
                       "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                       got);
    }
    release(std::exchange(f.registers[instr->a], iterator.release()));
    return Status::ok();
}

Status op_GetANext_py(Thread& t, Frame& f, Instr* instr) {
    const Value v = f.registers[instr->b];
    Type& type = *type_of(t, v);
    if (!type.slots.anext_py) {
        return t.raise(Exc::TypeError, "'async for' requires an iterator with __anext__ method, got {}",
                       type);
    }
    Ref awaitable = type.slots.anext_py(t, v);
    if (!awaitable) return t.raised();
    Ref iterator = awaitable_iter_py(t, awaitable.get());
    if (!iterator) {
        Ref cause = t.take_pending();
        Ref error =
            make_exception(t, Exc::TypeError, "'async for' received an invalid object from __anext__: ");
        TextBuffer text;
        format_to(text, "'async for' received an invalid object from __anext__: {}",
                  *type_of(t, awaitable.get()));
        error = make_exception(t, Exc::TypeError, text.view());
        if (!error) return t.raised();
        set_cause(error.as<Exception>(), cause.get());
        set_context(error.as<Exception>(), cause.get());
        return t.restore(std::move(error));
    }
    release(std::exchange(f.registers[instr->a], iterator.release()));
    return Status::ok();
}

// The arguments of throw(): an exception, or the older form (type, value, traceback).
Ref exception_from_throw_py(Thread& t, const Args& args) {
    if (!refuse_keywords(t, args, "generator.throw") || !check_positional(t, args, "throw", 1, 3))
        return t.raised();
    if (args.count > 1 && !warn_py(t, Exc::DeprecationWarning,
                                   "the (type, exc, tb) signature of throw() is deprecated, use the "
                                   "single-arg signature instead.")) {
        return t.raised();
    }
    const Value type = args[0], value = args.count > 1 ? args[1] : Value::none(),
                tb = args.count > 2 ? args[2] : Value::none();
    if (!tb.is_none() && !is_kind(tb, Kind::Traceback)) {
        return t.raise(Exc::TypeError, "throw() third argument must be a traceback object");
    }
    Ref exception = Ref::nothing();
    if (is_exception(type)) {
        if (!value.is_none())
            return t.raise(Exc::TypeError, "instance exception may not have a separate value");
        exception = Ref::share(type);
    } else if (is_exception_class(type)) {
        if (is_exception(value) && is_subtype(*type_of(t, value), as<Type>(type)))
            exception = Ref::share(value);
        else if (value.is_none())
            exception = call_py(t, type);
        else if (is_kind(value, Kind::Tuple))
            exception = call_ex_py(t, type, as<Tuple>(value), Value());
        else
            exception = call_py(t, type, value);
        if (exception && !is_exception(exception.get())) {
            return t.raise(Exc::TypeError,
                           "calling {} should have returned an instance of BaseException, not {}",
                           as<Type>(type), *type_of(t, exception.get()));
        }
    } else {
        return t.raise(Exc::TypeError,
                       "exceptions must be classes or instances deriving from BaseException, not {}",
                       *type_of(t, type));
    }
    if (exception && !tb.is_none()) {
        auto& fields = exception.as<Exception>();
        retain(tb);
        Traceback* const old = std::exchange(fields.traceback, &as<Traceback>(tb));
        if (old) release(Value(old));
    }
    return exception;
}

// --- Python's view

namespace {

Generator& generator_of(Value v) {
    return *reinterpret_cast<Generator*>(v.object());
}

// A step as the return value of send, throw and __next__.
Ref step_result(Thread& t, Step step, Ref result) {
    if (step.is_item()) return step.take();
    if (step.is_raised()) return t.raised();
    return t.raise_object(make_stop_iteration(t, result.get()));
}

Ref generator_send(Thread& t, Value self, Value sent) {
    Ref result = Ref::nothing();
    Step step = generator_send_py(t, generator_of(self), sent, &result);
    return step_result(t, std::move(step), std::move(result));
}

Ref generator_throw(Thread& t, Value self, const Args& args) {
    Ref exception = exception_from_throw_py(t, args);
    if (!exception) return t.raised();
    Ref result = Ref::nothing();
    Step step = generator_throw_py(t, generator_of(self), std::move(exception), &result, &args);
    return step_result(t, std::move(step), std::move(result));
}

Ref generator_close(Thread& t, Value self) {
    Generator& g = generator_of(self);
    // 3.13: the value of a `return` in answer to GeneratorExit is close()'s result.
    if (g.state != Generator::State::Suspended) {
        if (!generator_close_py(t, g)) return t.raised();
        return Ref::none();
    }
    Ref exit = make_exception(t, Exc::GeneratorExit, Value());
    if (!exit) return t.raised();
    Ref result = Ref::nothing();
    Step step = generator_throw_py(t, g, std::move(exit), &result);
    if (step.is_item()) return t.raise(Exc::RuntimeError, "{} ignored GeneratorExit", kind_text(g));
    if (step.is_end()) return result;
    if (!t.pending_is(Exc::GeneratorExit) && !t.pending_is(Exc::StopIteration)) return t.raised();
    t.clear_pending();
    return Ref::none();
}

Step generator_next_py(Thread& t, Value self) {
    Ref result = Ref::nothing();
    Step step = generator_send_py(t, generator_of(self), Value::none(), &result);
    // A value other than None travels in the StopIteration.
    if (step.is_end() && result && !result.get().is_none())
        return t.raise_object(make_stop_iteration(t, result.get()));
    return step;
}

Ref iter_self(Thread&, Value self) {
    return Ref::share(self);
}

Ref generator_repr_py(Thread& t, Value self) {
    TextBuffer text;
    const Generator& g = generator_of(self);
    format_to(text, "<{} object ", g.kind == Kind::AsyncGenerator ? "async_generator" : kind_text(g));
    append_utf8(text, *g.qualname);
    format_to(text, " at 0x{}>", Hex{self.bits(), 1});
    return make_str(t, text);
}

Status generator_del_py(Thread& t, Value self) {
    Generator& g = generator_of(self);
    if (g.kind == Kind::AsyncGenerator) return async_generator_finalize_py(t, g);
    if (g.kind == Kind::Coroutine && g.state == Generator::State::Created) {
        TextBuffer text;
        text.append("coroutine '");
        append_utf8(text, *g.qualname);
        text.append("' was never awaited");
        if (!warn_py(t, Exc::RuntimeWarning, text.view()))
            report_unraisable_py(t, "Exception ignored while finalizing coroutine", self);
    }
    return generator_close_py(t, g);
}

// --- Attributes

Ref get_name(Thread&, Value self) {
    return Ref::share(Value(generator_of(self).name));
}
Ref get_qualname(Thread&, Value self) {
    return Ref::share(Value(generator_of(self).qualname));
}
Status set_text(Thread& t, Str*& field, Value value, const char* what) {
    if (!is_kind(value, Kind::Str)) return t.raise(Exc::TypeError, "{} must be set to a string object", what);
    retain(value);
    release(Value(std::exchange(field, &as<Str>(value))));
    return Status::ok();
}
Status set_name(Thread& t, Value self, Value v) {
    return set_text(t, generator_of(self).name, v, "__name__");
}
Status set_qualname(Thread& t, Value self, Value v) {
    return set_text(t, generator_of(self).qualname, v, "__qualname__");
}
Ref get_code(Thread&, Value self) {
    return Ref::share(Value(generator_of(self).frame.code));
}
Ref get_running(Thread&, Value self) {
    const Generator& g = generator_of(self);
    return Ref::boolean(g.kind == Kind::AsyncGenerator ? g.running_async
                                                       : g.state == Generator::State::Running);
}
Ref get_suspended(Thread&, Value self) {
    return Ref::boolean(generator_of(self).state == Generator::State::Suspended);
}
Ref get_delegate(Thread&, Value self) {
    Ref delegate = delegate_of(generator_of(self));
    return delegate ? std::move(delegate) : Ref::none();
}
Ref get_frame(Thread& t, Value self) {
    Generator& g = generator_of(self);
    if (g.state == Generator::State::Closed) return Ref::none();
    return make_frame_object(t, g.frame);
}
Ref get_origin(Thread&, Value self) {
    const Value origin = generator_of(self).finalizer;
    return origin.is_empty() ? Ref::none() : Ref::share(origin);
}

Ref generator_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, Value(&type), item);
}

constexpr MethodDef kGeneratorMethods[] = {
    method<&generator_send>(
        "send($self, value, /)",
        "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration."),
    raw<&generator_throw>("throw($self, typ, val=None, tb=None, /)",
                          "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return "
                          "next yielded value or raise StopIteration."),
    method<&generator_close>("close($self, /)", "close() -> raise GeneratorExit inside generator."),
    class_method<&generator_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};
constexpr GetSetDef kGeneratorGetSet[] = {
    {"__name__", get_name, set_name, "name of the generator"},
    {"__qualname__", get_qualname, set_qualname, "qualified name of the generator"},
    {"gi_yieldfrom", get_delegate, nullptr, "object being iterated by yield from, or None"},
    {"gi_running", get_running, nullptr, nullptr},
    {"gi_frame", get_frame, nullptr, nullptr},
    {"gi_suspended", get_suspended, nullptr, nullptr},
    {"gi_code", get_code, nullptr, nullptr},
};
constexpr MethodDef kCoroutineMethods[] = {
    method<&generator_send>(
        "send($self, value, /)",
        "send(value) -> send 'value' into coroutine,\nreturn next iterated value or raise StopIteration."),
    raw<&generator_throw>("throw($self, typ, val=None, tb=None, /)",
                          "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, "
                          "return next iterated value or raise StopIteration."),
    method<&generator_close>("close($self, /)", "close() -> raise GeneratorExit inside coroutine."),
    class_method<&generator_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};
constexpr GetSetDef kCoroutineGetSet[] = {
    {"__name__", get_name, set_name, "name of the coroutine"},
    {"__qualname__", get_qualname, set_qualname, "qualified name of the coroutine"},
    {"cr_await", get_delegate, nullptr, "object being awaited on, or None"},
    {"cr_running", get_running, nullptr, nullptr},
    {"cr_frame", get_frame, nullptr, nullptr},
    {"cr_code", get_code, nullptr, nullptr},
    {"cr_suspended", get_suspended, nullptr, nullptr},
    {"cr_origin", get_origin, nullptr, nullptr},
};

// --- What `coroutine.__await__()` gives: an iterator over the coroutine.

struct CoroutineWrapper : Object {
    static constexpr Kind kKind = Kind::CoroutineWrapper;
    Value coroutine;
};

Ref coroutine_await_py(Thread& t, Value self) {
    auto* const w = static_cast<CoroutineWrapper*>(t.heap().alloc_object(sizeof(CoroutineWrapper)));
    if (!w) return t.raise_memory_error();
    w->refs = 1;
    w->kind = Kind::CoroutineWrapper;
    w->subclass = 0;
    w->flags = 0;
    w->shape = t.type(TypeId::CoroutineWrapper)->shape;
    retain(self);
    w->coroutine = self;
    return Ref::adopt(Value(w));
}
Value wrapped(Value self) {
    return as<CoroutineWrapper>(self).coroutine;
}
Ref wrapper_send(Thread& t, Value self, Value sent) {
    return generator_send(t, wrapped(self), sent);
}
Ref wrapper_throw(Thread& t, Value self, const Args& args) {
    return generator_throw(t, wrapped(self), args);
}
Ref wrapper_close(Thread& t, Value self) {
    return generator_close(t, wrapped(self));
}
Step wrapper_next_py(Thread& t, Value self) {
    return generator_next_py(t, wrapped(self));
}
void wrapper_traverse(Object* object, Visitor& visit) {
    visit(static_cast<CoroutineWrapper*>(object)->coroutine);
}

constexpr MethodDef kWrapperMethods[] = {
    method<&wrapper_send>(
        "send($self, value, /)",
        "send(value) -> send 'value' into coroutine\nreturn next iterated value or raise StopIteration."),
    raw<&wrapper_throw>("throw($self, typ, val=None, tb=None, /)",
                        "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, "
                        "return next iterated value or raise StopIteration."),
    method<&wrapper_close>("close($self, /)", "close() -> raise GeneratorExit inside coroutine."),
};

} // namespace

void generator_traverse(Object* object, Visitor& visit) {
    auto* const g = static_cast<Generator*>(object);
    visit.pointer(g->frame.function);
    visit.pointer(g->frame.code);
    visit.pointer(g->name);
    visit.pointer(g->qualname);
    visit(g->frame.handled);
    visit(g->frame.name_space); // of a module that awaits
    visit.pointer(g->frame.object);
    visit(g->finalizer);
    // While it runs, its registers are borrowed by instructions in flight: the collector must see them as
    // reached from outside, and does, because the counts stay unexplained.
    if (g->state == Generator::State::Running || !g->frame.code) return;
    for (std::size_t i = 0; i < g->frame.code->register_count; ++i) visit(g->registers()[i]);
}

void generator_drop(Heap& heap, Object* object) {
    auto* const g = static_cast<Generator*>(object);
    if (g->frame.object) detach_frame_object(heap, g->frame);
    clear_registers(g->registers(), g->frame.code->register_count);
    release(g->frame.handled);
    release(g->frame.name_space);
    release(g->finalizer);
    release(Value(g->name));
    release(Value(g->qualname));
    release(Value(g->frame.function));
    // The function's own count does not do: it may go first in a sweep, or be given other code.
    release(Value(g->frame.code));
    heap.free_object(g);
}

const TypeSpec kGeneratorSpec = {
    .name = "generator",
    .kind = Kind::Generator,
    .flags = kFinalizer | kWeakable | kNoInstantiation,
    .size = sizeof(Generator),
    .slots = {.del_py = generator_del_py,
              .repr_py = generator_repr_py,
              .iter_py = iter_self,
              .next_py = generator_next_py},
    .methods = kGeneratorMethods,
    .getset = kGeneratorGetSet,
    .traverse = generator_traverse,
    .drop = generator_drop,
};

const TypeSpec kCoroutineSpec = {
    .name = "coroutine",
    .kind = Kind::Coroutine,
    .flags = kFinalizer | kWeakable | kNoInstantiation,
    .size = sizeof(Generator),
    .slots = {.del_py = generator_del_py, .repr_py = generator_repr_py, .await_py = coroutine_await_py},
    .methods = kCoroutineMethods,
    .getset = kCoroutineGetSet,
    .traverse = generator_traverse,
    .drop = generator_drop,
};

const TypeSpec kCoroutineWrapperSpec = {
    .name = "coroutine_wrapper",
    .kind = Kind::CoroutineWrapper,
    .flags = kNoInstantiation,
    .size = sizeof(CoroutineWrapper),
    .slots = {.iter_py = iter_self, .next_py = wrapper_next_py},
    .methods = kWrapperMethods,
    .traverse = wrapper_traverse,
};

} // namespace islet
