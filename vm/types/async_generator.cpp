// SPDX-License-Identifier: MIT
//
// Async generators. asend(), athrow(), aclose() and __anext__ each give an awaitable whose steps drive the
// generator's frame: what its `await`s yield is passed on; what its own `yield`s give (an AsyncWrapped) ends
// the awaitable with that value; its end ends it with StopAsyncIteration.
#include "vm/types/async_generator.h"

#include "vm/exec/slow_ops.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/exception.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"
#include "vm/types/generic_alias.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// One use of the generator through asend (value), athrow (exception) or aclose (GeneratorExit, `closing`).
struct AsyncOp : Object {
    static constexpr Kind kKind = Kind::AsyncGenOp;
    enum class Mode : std::uint8_t { Send, Throw, Close, NextDefault };
    enum class State : std::uint8_t { Init, Iterating, Closed };
    Value generator;              // AsyncGenerator; of NextDefault the awaitable
    Value argument;               // value to send, or for NextDefault the default
    Value type, value, traceback; // of athrow
    Mode mode;
    State state;
};

Generator& generator_of(const AsyncOp& op) {
    return *reinterpret_cast<Generator*>(op.generator.object());
}
AsyncOp& op_of(Value v) {
    return as<AsyncOp>(v);
}

Ref make_op(Thread& t, Value generator, AsyncOp::Mode mode, Value argument) {
    auto* const op = static_cast<AsyncOp*>(t.heap().alloc_object(sizeof(AsyncOp)));
    if (!op) return t.raise_memory_error();
    op->refs = 1;
    op->kind = Kind::AsyncGenOp;
    op->subclass = 0;
    op->flags = 0;
    const TypeId type = mode == AsyncOp::Mode::Send          ? TypeId::AsyncGenASend
                        : mode == AsyncOp::Mode::NextDefault ? TypeId::AnextAwaitable
                                                             : TypeId::AsyncGenAThrow;
    op->shape = t.type(type)->shape;
    op->generator = generator;
    op->argument = argument;
    op->type = op->value = op->traceback = Value();
    op->mode = mode;
    op->state = AsyncOp::State::Init;
    retain(generator);
    retain(argument);
    return Ref::adopt(Value(op));
}

// The first use tells the event loop: sys.set_asyncgen_hooks.
Status call_hooks_py(Thread& t, Generator& g) {
    if (g.hooks_called) return Status::ok();
    g.hooks_called = true;
    if (!t.async_gen_final.is_empty()) {
        retain(t.async_gen_final);
        release(std::exchange(g.finalizer, t.async_gen_final));
    }
    if (t.async_gen_first.is_empty()) return Status::ok();
    const Ref hook = Ref::share(t.async_gen_first);
    if (!call_py(t, hook.get(), Value(&g))) return t.raised();
    return Status::ok();
}

// What a step of the frame means to the awaitable: an item goes on to the event loop; a wrapped value or the
// end of the generator ends the awaitable (with its value in *result, or StopAsyncIteration raised).
Step unwrap(Thread& t, Generator& g, AsyncOp& op, Step step, Ref* result) {
    if (step.is_item()) {
        if (auto* const wrapped = cast<AsyncWrapped>(step.get())) {
            g.running_async = false;
            op.state = AsyncOp::State::Closed;
            *result = Ref::share(wrapped->value);
            return Step::end();
        }
        return step;
    }
    g.running_async = false;
    op.state = AsyncOp::State::Closed;
    if (step.is_end()) {
        g.closed = true;
        return t.raise_value(Exc::StopAsyncIteration, Value());
    }
    if (t.pending_is(Exc::StopAsyncIteration) || t.pending_is(Exc::GeneratorExit)) g.closed = true;
    return t.raised();
}

// What a step means to aclose(): a value that the generator yields is an error, its end is what was wanted.
Step end_closing(Thread& t, Generator& g, AsyncOp& op, Step step, Ref* result) {
    if (step.is_item() && !is_kind(step.get(), Kind::AsyncWrapped)) return step;
    g.running_async = false;
    op.state = AsyncOp::State::Closed;
    if (step.is_item()) return t.raise(Exc::RuntimeError, "async generator ignored GeneratorExit");
    if (step.is_raised()) {
        if (!t.pending_is(Exc::StopAsyncIteration) && !t.pending_is(Exc::GeneratorExit)) return t.raised();
        t.clear_pending();
    }
    *result = Ref::none();
    return Step::end();
}

Raised raise_running(Thread& t, const AsyncOp& op) {
    const char* const what = op.mode == AsyncOp::Mode::Close   ? "aclose"
                             : op.mode == AsyncOp::Mode::Throw ? "athrow"
                                                               : "anext";
    return t.raise(Exc::RuntimeError, "{}(): asynchronous generator is already running", what);
}

Raised raise_reused(Thread& t, const AsyncOp& op) {
    return op.mode == AsyncOp::Mode::Send
               ? t.raise(Exc::RuntimeError, "cannot reuse already awaited __anext__()/asend()")
               : t.raise(Exc::RuntimeError, "cannot reuse already awaited aclose()/athrow()");
}

Step drive_send_py(Thread& t, AsyncOp& op, Value sent, Ref* result) {
    Generator& g = generator_of(op);
    if (op.state == AsyncOp::State::Closed) return raise_reused(t, op);
    if (op.state == AsyncOp::State::Init) {
        if (g.running_async) {
            op.state = AsyncOp::State::Closed;
            return raise_running(t, op);
        }
        if (sent.is_none()) sent = op.argument;
        op.state = AsyncOp::State::Iterating;
    }
    g.running_async = true;
    if (g.state == Generator::State::Closed) {
        g.running_async = false;
        op.state = AsyncOp::State::Closed;
        return t.raise_value(Exc::StopAsyncIteration, Value());
    }
    Ref ended = Ref::nothing();
    Step step = generator_send_py(t, g, sent, &ended);
    return unwrap(t, g, op, std::move(step), result);
}

// The first step of aclose and athrow throws; what follows sends.
Step start_throw_py(Thread& t, AsyncOp& op, Ref exception, Ref* result) {
    Generator& g = generator_of(op);
    op.state = AsyncOp::State::Iterating;
    g.running_async = true;
    const bool closing = op.mode == AsyncOp::Mode::Close;
    if (closing) g.closed = true;
    Ref ended = Ref::nothing();
    Step step = generator_throw_py(t, g, std::move(exception), &ended);
    return closing ? end_closing(t, g, op, std::move(step), result)
                   : unwrap(t, g, op, std::move(step), result);
}

Ref thrown_exception_py(Thread& t, AsyncOp& op) {
    if (op.mode == AsyncOp::Mode::Close) return make_exception(t, Exc::GeneratorExit, Value());
    Value args[3] = {op.type, op.value, op.traceback};
    std::size_t count = 1;
    while (count < 3 && !args[count].is_empty()) ++count;
    return exception_from_throw_py(t, Args(args, count));
}

Step drive_throw_py(Thread& t, AsyncOp& op, Value sent, Ref* result) {
    Generator& g = generator_of(op);
    if (op.state == AsyncOp::State::Closed) return raise_reused(t, op);
    if (g.state == Generator::State::Closed) {
        op.state = AsyncOp::State::Closed;
        *result = Ref::none();
        return Step::end();
    }
    if (op.state == AsyncOp::State::Init) {
        if (g.running_async) {
            op.state = AsyncOp::State::Closed;
            return raise_running(t, op);
        }
        if (g.closed) {
            op.state = AsyncOp::State::Closed;
            return t.raise_value(Exc::StopAsyncIteration, Value());
        }
        if (!sent.is_none())
            return t.raise(Exc::RuntimeError, "can't send non-None value to a just-started coroutine");
        Ref exception = thrown_exception_py(t, op);
        if (!exception) return t.raised();
        return start_throw_py(t, op, std::move(exception), result);
    }
    Ref ended = Ref::nothing();
    Step step = generator_send_py(t, g, sent, &ended);
    return op.mode == AsyncOp::Mode::Close ? end_closing(t, g, op, std::move(step), result)
                                           : unwrap(t, g, op, std::move(step), result);
}

// anext(iterator, default): the awaitable's steps, with StopAsyncIteration turned into the default.
Step drive_default_py(Thread& t, AsyncOp& op, Value sent, Ref* result) {
    Ref iterator = awaitable_iter_py(t, op.generator);
    if (!iterator) return t.raised();
    if (op.state == AsyncOp::State::Init) {
        op.state = AsyncOp::State::Iterating;
        release(std::exchange(op.generator, Ref::share(iterator.get()).release()));
    }
    Step step = send_py(t, iterator.get(), sent, result);
    if (!step.is_raised() || !t.pending_is(Exc::StopAsyncIteration)) return step;
    t.clear_pending();
    *result = Ref::share(op.argument);
    return Step::end();
}

Step drive_py(Thread& t, AsyncOp& op, Value sent, Ref* result) {
    const Ref keep = Ref::share(Value(&op));
    switch (op.mode) {
    case AsyncOp::Mode::Send: return drive_send_py(t, op, sent, result);
    case AsyncOp::Mode::NextDefault: return drive_default_py(t, op, sent, result);
    default: return drive_throw_py(t, op, sent, result);
    }
}

// --- The awaitables as Python sees them

Ref op_send(Thread& t, Value self, Value sent) {
    Ref result = Ref::nothing();
    Step step = drive_py(t, op_of(self), sent, &result);
    if (step.is_item()) return step.take();
    if (step.is_raised()) return t.raised();
    return t.raise_object(make_stop_iteration(t, result.get()));
}

Step op_next_py(Thread& t, Value self) {
    Ref result = Ref::nothing();
    Step step = drive_py(t, op_of(self), Value::none(), &result);
    if (step.is_end()) return t.raise_object(make_stop_iteration(t, result.get()));
    return step;
}

Ref op_throw(Thread& t, Value self, const Args& args) {
    AsyncOp& op = op_of(self);
    if (op.mode == AsyncOp::Mode::NextDefault) {
        Ref iterator = awaitable_iter_py(t, op.generator);
        if (!iterator) return t.raised();
        Ref answer = call_method_py(t, iterator.get(), t.name(Name::throw_),
                                    std::span<const Value>(args.values, args.count));
        if (answer || !t.pending_is(Exc::StopAsyncIteration)) return answer;
        t.clear_pending();
        return t.raise_object(make_stop_iteration(t, op.argument));
    }
    Generator& g = generator_of(op);
    if (op.state == AsyncOp::State::Closed) return raise_reused(t, op);
    if (op.state == AsyncOp::State::Init && g.running_async) {
        op.state = AsyncOp::State::Closed;
        return raise_running(t, op);
    }
    op.state = AsyncOp::State::Iterating;
    g.running_async = true;
    Ref exception = exception_from_throw_py(t, args);
    if (!exception) return t.raised();
    Ref ended = Ref::nothing(), result = Ref::nothing();
    Step step = generator_throw_py(t, g, std::move(exception), &ended, &args);
    step = op.mode == AsyncOp::Mode::Close ? end_closing(t, g, op, std::move(step), &result)
                                           : unwrap(t, g, op, std::move(step), &result);
    if (step.is_item()) return step.take();
    if (step.is_raised()) return t.raised();
    return t.raise_object(make_stop_iteration(t, result.get()));
}

Ref op_close(Thread& t, Value self) {
    AsyncOp& op = op_of(self);
    if (op.state == AsyncOp::State::Closed) return Ref::none();
    if (op.mode == AsyncOp::Mode::NextDefault) {
        Ref iterator = awaitable_iter_py(t, op.generator);
        return iterator ? call_method_py(t, iterator.get(), t.name(Name::close), {}) : t.raised();
    }
    Ref exit = make_exception(t, Exc::GeneratorExit, Value());
    if (!exit) return t.raised();
    const Value argument = exit.get();
    Ref answer = op_throw(t, self, Args(&argument, 1));
    if (answer) return t.raise(Exc::RuntimeError, "coroutine ignored GeneratorExit");
    if (t.pending_is(Exc::StopIteration) || t.pending_is(Exc::StopAsyncIteration) ||
        t.pending_is(Exc::GeneratorExit)) {
        t.clear_pending();
        return Ref::none();
    }
    return t.raised();
}

Ref iter_self(Thread&, Value self) {
    return Ref::share(self);
}

void op_traverse(Object* object, Visitor& visit) {
    auto* const op = static_cast<AsyncOp*>(object);
    visit(op->generator);
    visit(op->argument);
    visit(op->type);
    visit(op->value);
    visit(op->traceback);
}
void wrapped_traverse(Object* object, Visitor& visit) {
    visit(static_cast<AsyncWrapped*>(object)->value);
}

constexpr MethodDef kOpMethods[] = {
    method<&op_send>("send($self, value, /)", nullptr),
    raw<&op_throw>("throw($self, typ, val=None, tb=None, /)", nullptr),
    method<&op_close>("close($self, /)", nullptr),
};

// --- The generator's own methods

Generator& self_of(Value v) {
    return *reinterpret_cast<Generator*>(v.object());
}

Ref async_anext_py(Thread& t, Value self) {
    if (!call_hooks_py(t, self_of(self))) return t.raised();
    return make_op(t, self, AsyncOp::Mode::Send, Value::none());
}
Ref async_asend(Thread& t, Value self, Value value) {
    if (!call_hooks_py(t, self_of(self))) return t.raised();
    return make_op(t, self, AsyncOp::Mode::Send, value);
}
Ref async_athrow(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "athrow") || !check_positional(t, args, "athrow", 1, 3)) return t.raised();
    if (!call_hooks_py(t, self_of(self))) return t.raised();
    Ref op = make_op(t, self, AsyncOp::Mode::Throw, Value());
    if (!op) return t.raised();
    Value* const fields[] = {&op.as<AsyncOp>().type, &op.as<AsyncOp>().value, &op.as<AsyncOp>().traceback};
    for (std::uint32_t i = 0; i < args.count; ++i) *fields[i] = Ref::share(args[i]).release();
    return op;
}
Ref async_aclose(Thread& t, Value self) {
    if (!call_hooks_py(t, self_of(self))) return t.raised();
    return make_op(t, self, AsyncOp::Mode::Close, Value());
}

Ref async_repr_py(Thread& t, Value self) {
    TextBuffer text;
    text.append("<async_generator object ");
    append_utf8(text, *self_of(self).qualname);
    format_to(text, " at 0x{}>", Hex{self.bits(), 1});
    return make_str(t, text);
}
Status async_del_py(Thread& t, Value self) {
    return async_generator_finalize_py(t, self_of(self));
}

Ref get_name(Thread&, Value self) {
    return Ref::share(Value(self_of(self).name));
}
Ref get_qualname(Thread&, Value self) {
    return Ref::share(Value(self_of(self).qualname));
}
Status set_text(Thread& t, Str*& field, Value value, const char* what) {
    if (!is_kind(value, Kind::Str)) return t.raise(Exc::TypeError, "{} must be set to a string object", what);
    retain(value);
    release(Value(std::exchange(field, &as<Str>(value))));
    return Status::ok();
}
Status set_name(Thread& t, Value self, Value v) {
    return set_text(t, self_of(self).name, v, "__name__");
}
Status set_qualname(Thread& t, Value self, Value v) {
    return set_text(t, self_of(self).qualname, v, "__qualname__");
}
Ref get_await(Thread&, Value self) {
    const Generator& g = self_of(self);
    if (g.state != Generator::State::Suspended || !g.yield_from) return Ref::none();
    return Ref::share(g.frame.registers[g.frame.pc->b]);
}
Ref get_code(Thread&, Value self) {
    return Ref::share(Value(self_of(self).frame.code));
}
Ref get_running(Thread&, Value self) {
    return Ref::boolean(self_of(self).running_async);
}
Ref get_suspended(Thread&, Value self) {
    return Ref::boolean(self_of(self).state == Generator::State::Suspended);
}
Ref get_frame(Thread& t, Value self) {
    if (self_of(self).state == Generator::State::Closed) return Ref::none();
    return make_frame_object(t, self_of(self).frame);
}
Ref class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, Value(&type), item);
}

constexpr MethodDef kAsyncMethods[] = {
    method<&async_asend>("asend($self, value, /)", "asend(v) -> send 'v' in generator."),
    raw<&async_athrow>("athrow($self, typ, val=None, tb=None, /)",
                       "athrow(value)\nathrow(type[,value[,tb]])\n\nRaise exception in generator, return "
                       "next iterated value or raise StopIteration."),
    method<&async_aclose>("aclose($self, /)", "aclose() -> raise GeneratorExit inside generator."),
    class_method<&class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};
constexpr GetSetDef kAsyncGetSet[] = {
    {"__name__", get_name, set_name, "name of the async generator"},
    {"__qualname__", get_qualname, set_qualname, "qualified name of the async generator"},
    {"ag_await", get_await, nullptr, "object being awaited on, or None"},
    {"ag_frame", get_frame, nullptr, nullptr},
    {"ag_running", get_running, nullptr, nullptr},
    {"ag_code", get_code, nullptr, nullptr},
    {"ag_suspended", get_suspended, nullptr, nullptr},
};

} // namespace

Ref make_async_wrapped(Thread& t, Ref value) {
    auto* const w = static_cast<AsyncWrapped*>(t.heap().alloc_object(sizeof(AsyncWrapped)));
    if (!w) return t.raise_memory_error();
    w->refs = 1;
    w->kind = Kind::AsyncWrapped;
    w->subclass = 0;
    w->flags = 0;
    w->shape = t.type(TypeId::AsyncGenWrapped)->shape;
    w->value = value.release();
    return Ref::adopt(Value(w));
}

Ref make_anext_awaitable(Thread& t, Value awaitable, Value fallback) {
    return make_op(t, awaitable, AsyncOp::Mode::NextDefault, fallback);
}

Status async_generator_finalize_py(Thread& t, Generator& g) {
    if (g.state != Generator::State::Suspended) return generator_close_py(t, g);
    if (!g.finalizer.is_empty() && !g.closed) {
        const Ref hook = Ref::share(g.finalizer);
        if (!call_py(t, hook.get(), Value(&g))) return t.raised();
        return Status::ok();
    }
    return generator_close_py(t, g);
}

const TypeSpec kAsyncGeneratorSpec = {
    .name = "async_generator",
    .kind = Kind::AsyncGenerator,
    .flags = kFinalizer | kWeakable | kNoInstantiation,
    .size = sizeof(Generator),
    .slots = {.del_py = async_del_py,
              .repr_py = async_repr_py,
              .aiter_py = iter_self,
              .anext_py = async_anext_py},
    .methods = kAsyncMethods,
    .getset = kAsyncGetSet,
    .traverse = generator_traverse,
    .drop = generator_drop,
};

const TypeSpec kAsyncGenASendSpec = {
    .name = "async_generator_asend",
    .kind = Kind::AsyncGenOp,
    .flags = kNoInstantiation,
    .size = sizeof(AsyncOp),
    .slots = {.iter_py = iter_self, .next_py = op_next_py, .await_py = iter_self},
    .methods = kOpMethods,
    .traverse = op_traverse,
};

const TypeSpec kAsyncGenAThrowSpec = {
    .name = "async_generator_athrow",
    .kind = Kind::AsyncGenOp,
    .flags = kNoInstantiation,
    .size = sizeof(AsyncOp),
    .slots = {.iter_py = iter_self, .next_py = op_next_py, .await_py = iter_self},
    .methods = kOpMethods,
    .traverse = op_traverse,
};

const TypeSpec kAnextAwaitableSpec = {
    .name = "anext_awaitable",
    .kind = Kind::AsyncGenOp,
    .flags = kNoInstantiation,
    .size = sizeof(AsyncOp),
    .slots = {.iter_py = iter_self, .next_py = op_next_py, .await_py = iter_self},
    .methods = kOpMethods,
    .traverse = op_traverse,
};

const TypeSpec kAsyncGenWrappedSpec = {
    .name = "async_generator_wrapped_value",
    .kind = Kind::AsyncWrapped,
    .flags = kNoInstantiation,
    .size = sizeof(AsyncWrapped),
    .traverse = wrapped_traverse,
};

} // namespace islet
