// SPDX-License-Identifier: MIT
//
// Tracebacks: one entry per frame that an exception passed, outermost first.
//
// An entry keeps the instruction's index; the line is looked up when someone asks. It holds the frame's
// object, which takes the variables over when the activation ends (frame_object.h).
//
// Owns: see exception.h. Threads: the interpreter's lock.
#include "vm/types/exception.h"

#include "vm/model/attr.h"
#include "vm/model/exc.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/frame_object.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

namespace islet {

namespace {

// An entry without contents; null: out of memory.
Traceback* allocate_traceback(Heap& heap, Commons& commons) {
    auto* const tb = static_cast<Traceback*>(heap.alloc_object(sizeof(Traceback)));
    if (!tb) return nullptr;
    tb->refs = 1;
    tb->kind = Kind::Traceback;
    tb->subclass = 0;
    tb->flags = 0;
    tb->shape = commons.type(TypeId::Traceback)->shape;
    tb->next = nullptr;
    tb->code = nullptr;
    tb->globals = nullptr;
    tb->frame = Value();
    tb->word = 0;
    tb->line = 0;
    return tb;
}

} // namespace

void add_traceback_to(Thread& t, Exception& exception, Frame& frame) {
    if (exception.is_immortal()) return; // the last MemoryError: nobody would ever free the entries
    Traceback* const tb = allocate_traceback(t.heap(), t.commons());
    if (!tb) return;
    tb->code = frame.code;
    tb->globals = frame.globals;
    retain(frame.code);
    if (frame.globals) retain(frame.globals);
    tb->frame = try_frame_object(t.heap(), frame).release();
    tb->word = frame_word(frame);
    tb->next = std::exchange(exception.traceback, tb);
}

void add_traceback(Thread& t, Frame& frame) {
    if (is_exception(t.pending())) add_traceback_to(t, as<Exception>(t.pending()), frame);
}

std::int32_t traceback_line(const Traceback& tb) {
    if (tb.line > 0) return tb.line;
    if (tb.code) return tb.code->image->span_at(tb.word).line;
    return -1;
}

namespace {

Ref traceback_new_py(Thread& t, Type&, const Args& args) {
    static constexpr const char* kNames[] = {"tb_next", "tb_frame", "tb_lasti", "tb_lineno"};
    Value given[4];
    if (!bind_args(t, args, "traceback", kNames, 0, 4, given)) return t.raised();
    if (!is_kind(given[1], Kind::Frame)) {
        return t.raise(Exc::TypeError, "traceback() argument 'tb_frame' must be frame, not {}",
                       *type_of(t, given[1]));
    }
    std::int64_t numbers[2];
    for (int i = 0; i < 2; ++i) {
        Result<std::int64_t> number = index_to_int64_py(t, given[2 + i]);
        if (!number) return t.raised();
        if (*number < INT32_MIN || *number > INT32_MAX) {
            return t.raise(Exc::OverflowError, "Python int too large to convert to C int");
        }
        numbers[i] = *number;
    }
    if (!given[0].is_none() && !is_kind(given[0], Kind::Traceback)) {
        return t.raise(Exc::TypeError, "expected traceback object or None, got '{}'", *type_of(t, given[0]));
    }
    Traceback* const tb = allocate_traceback(t.heap(), t.commons());
    if (!tb) return t.raise_memory_error();
    auto& frame = as<FrameObject>(given[1]);
    tb->code = frame.code_of();
    tb->globals = frame.globals_of();
    retain(tb->code);
    if (tb->globals) retain(tb->globals);
    tb->frame = Ref::share(&frame).release();
    if (!given[0].is_none()) tb->next = &as<Traceback>(Ref::share(given[0]).release());
    tb->word = static_cast<std::uint32_t>(numbers[0] < 0 ? 0 : numbers[0] / 2);
    tb->line = static_cast<std::int32_t>(numbers[1]);
    return Ref::adopt(tb);
}

Ref traceback_get_frame(Thread& t, Value self) {
    const Value frame = as<Traceback>(self).frame;
    if (frame.is_empty()) return t.raise(Exc::AttributeError, "tb_frame"); // there was no memory for it
    return Ref::share(frame);
}

Ref traceback_get_next(Thread&, Value self) {
    Traceback* const next = as<Traceback>(self).next;
    return next ? Ref::share(next) : Ref::none();
}

Status traceback_set_next(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "can't delete tb_next attribute");
    auto& tb = as<Traceback>(self);
    if (!value.is_none() && !is_kind(value, Kind::Traceback)) {
        return t.raise(Exc::TypeError, "expected traceback object, got '{}'", *type_of(t, value));
    }
    Traceback* const next = value.is_none() ? nullptr : &as<Traceback>(value);
    for (const Traceback* at = next; at; at = at->next) {
        if (at == &tb) return t.raise(Exc::ValueError, "traceback loop detected");
    }
    if (next) retain(next);
    Traceback* const old = std::exchange(tb.next, next);
    if (old) release(old);
    return Status::ok();
}

Ref traceback_get_line(Thread& t, Value self) {
    const std::int32_t line = traceback_line(as<Traceback>(self));
    return line < 0 ? Ref::none() : make_int(t, line);
}

Ref traceback_get_lasti(Thread& t, Value self) {
    return make_int(t, std::int64_t{as<Traceback>(self).word} * 2);
}

Ref traceback_dir(Thread& t, Traceback&) {
    Ref names = make_list(t);
    if (!names) return t.raised();
    for (const char* text : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"}) {
        Ref name = intern(t, text);
        if (!name || !list_append(t, names.as<List>(), std::move(name))) return t.raised();
    }
    return names;
}

void traceback_traverse(Object* object, Visitor& visit) {
    auto& tb = *static_cast<Traceback*>(object);
    visit.pointer(tb.next);
    visit.pointer(tb.code);
    visit.pointer(tb.globals);
    visit(tb.frame);
}

void traceback_drop(Heap& heap, Object* object) {
    auto& tb = *static_cast<Traceback*>(object);
    if (tb.next) release(tb.next);
    if (tb.code) release(tb.code);
    if (tb.globals) release(tb.globals);
    release(tb.frame);
    heap.free_object(object);
}

constexpr MethodDef kTracebackMethods[] = {
    method<&traceback_dir>("__dir__($self, /)", "The names of a traceback's own attributes."),
};

constexpr GetSetDef kTracebackGetSet[] = {
    {"tb_frame", &traceback_get_frame, &refuse_write, nullptr},
    {"tb_lasti", &traceback_get_lasti, &refuse_write, nullptr},
    {"tb_next", &traceback_get_next, &traceback_set_next, nullptr},
    {"tb_lineno", &traceback_get_line, nullptr, nullptr},
};

} // namespace

constinit const TypeSpec kTracebackSpec = {
    .name = "traceback",
    .doc = "One frame that an exception passed on its way.",
    .kind = Kind::Traceback,
    .size = sizeof(Traceback),
    .slots = {.new_py = &traceback_new_py},
    .methods = kTracebackMethods,
    .getset = kTracebackGetSet,
    .traverse = &traceback_traverse,
    .drop = &traceback_drop,
};

} // namespace islet
