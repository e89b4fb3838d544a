// SPDX-License-Identifier: MIT
//
// Frame objects: attributes, clear(), and taking a finished frame's variables over.
//
// Owns: see frame_object.h. Threads: the interpreter's lock.
#include "vm/types/frame_object.h"

#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/frame_locals.h"
#include "vm/types/function.h"
#include "vm/types/generator.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

#include <cstring>

namespace islet {

std::uint32_t frame_word(const Frame& frame) {
    if (!frame.code->code || !frame.pc) return 0;
    return static_cast<std::uint32_t>(frame.pc - frame.code->code);
}

std::int32_t frame_line(const Frame& frame) {
    const CodeImage& image = *frame.code->image;
    if (frame.generator && frame.generator->state == Generator::State::Created) {
        return static_cast<std::int32_t>(image.first_line);
    }
    return image.span_at(frame_word(frame)).line;
}

Ref try_frame_object(Heap& heap, Frame& frame) {
    if (frame.object) return Ref::share(frame.object);
    auto* const object = static_cast<FrameObject*>(heap.alloc_object(sizeof(FrameObject)));
    if (!object) return Ref::nothing();
    std::memset(static_cast<void*>(object), 0, sizeof(FrameObject));
    object->refs = 1; // the frame's
    object->kind = Kind::Frame;
    object->shape = heap.state().type(TypeId::Frame)->shape;
    object->frame = &frame;
    object->trace_lines = true;
    frame.object = object;
    frame.mark.holds = true;
    return Ref::share(object);
}

Ref make_frame_object(Thread& t, Frame& frame) {
    Ref object = try_frame_object(t.heap(), frame);
    if (!object) return t.raise_memory_error();
    return object;
}

Status keep_with_frame(Thread& t, Frame& frame, Value v) {
    Ref object = make_frame_object(t, frame);
    if (!object) return t.raised();
    auto& fields = object.as<FrameObject>();
    if (!fields.retired) {
        Ref list = make_list(t);
        if (!list) return t.raised();
        fields.retired = &as<List>(list.release());
    }
    return list_append(t, *fields.retired, v);
}

namespace {

template <class T>
T* share_pointer(T* object) {
    if (object) retain(object);
    return object;
}

// Variables come first, then free variables' cells; temporaries behind them are nobody's business.
std::uint32_t variable_registers(const CodeImage& image) {
    const auto count = image.first_free + static_cast<std::uint32_t>(image.freevars.size());
    return count < image.register_count ? count : image.register_count;
}

void move_registers(Heap& heap, FrameObject& object, Frame& frame) {
    const std::uint32_t count = variable_registers(*frame.code->image);
    if (count == 0) return;
    object.registers = static_cast<Value*>(heap.alloc_raw(count * sizeof(Value)));
    if (!object.registers) return; // no memory: the variables go now instead of later
    object.register_count = count;
    for (std::uint32_t i = 0; i < count; ++i)
        object.registers[i] = std::exchange(frame.registers[i], Value());
}

void release_registers(Heap& heap, FrameObject& object) {
    Value* const registers = std::exchange(object.registers, nullptr);
    const std::uint32_t count = std::exchange(object.register_count, 0U);
    for (std::uint32_t i = 0; i < count; ++i) release(registers[i]);
    heap.free_raw(registers);
}

} // namespace

void detach_frame_object(Heap& heap, Frame& frame) {
    FrameObject* const object = std::exchange(frame.object, nullptr);
    if (!object) return;
    if (object->refs == 1 || object->has(Object::kGcMark)) { // only the frame knew it, or garbage does
        object->frame = nullptr;
        release(object);
        return;
    }
    object->word = frame_word(frame);
    object->line = frame_line(frame);
    object->code = share_pointer(frame.code);
    // What a generator among garbage holds may be garbage itself: its frame's object gets none of it.
    if (!heap.is_sweeping()) {
        object->globals = share_pointer(frame.globals);
        object->builtins = share_pointer(frame.builtins);
        object->name_space = Ref::share(frame.name_space).release();
        move_registers(heap, *object, frame);
    }
    if (frame.back) {
        const Value back = try_frame_object(heap, *frame.back).release();
        object->back = back.is_empty() ? nullptr : &as<FrameObject>(back);
    }
    object->frame = nullptr;
    if (List* const retired = std::exchange(object->retired, nullptr)) release(retired);
    release(object);
}

namespace {

// The variables of the comprehensions that run in the frame right now, added to `dict`, which is made if
// there are any.
Status add_inlined_locals(Thread& t, const Frame& frame, Ref& dict) {
    const Code& code = *frame.code;
    if (code.image->inlined_locals.empty() || !code.code || !frame.pc) return Status::ok();
    const auto word = static_cast<std::uint32_t>(frame.pc - code.code);
    for (const InlinedLocal& local : code.image->inlined_locals) {
        if (word < local.start || word >= local.end) continue;
        if (!dict) dict = make_dict(t);
        Value value = frame.registers[local.reg];
        if (local.is_cell && is_kind(value, Kind::Cell)) value = as<Cell>(value).content;
        if (!dict || (!value.is_empty() && !dict_set_text(t, dict.as<Dict>(), local.name, value)))
            return t.raised();
    }
    return Status::ok();
}

} // namespace

Ref frame_locals_py(Thread& t, Frame& frame) {
    Ref names = Ref::nothing();
    if ((frame.code->flags & kOptimized) != 0) {
        names = copy_variables(t, frame.code, frame.registers, frame.object ? frame.object->extra : nullptr);
        if (!names) return t.raised();
    }
    // In a module or a class, what a comprehension sees as its locals are its own variables.
    if (!add_inlined_locals(t, frame, names)) return t.raised();
    if (names) return names;
    return Ref::share(frame.name_space.is_empty() ? Value(frame.globals) : frame.name_space);
}

// --- Attributes

namespace {

FrameObject& self_of(Value self) {
    return as<FrameObject>(self);
}
Ref share_or_none(Object* object) {
    return object ? Ref::share(object) : Ref::none();
}

Ref frame_get_back(Thread& t, Value self) {
    auto& f = self_of(self);
    if (!f.frame) return share_or_none(f.back);
    return f.frame->back ? make_frame_object(t, *f.frame->back) : Ref::none();
}

Ref frame_get_code(Thread&, Value self) {
    return share_or_none(self_of(self).code_of());
}
Ref frame_get_globals(Thread&, Value self) {
    return share_or_none(self_of(self).globals_of());
}

Ref frame_get_builtins(Thread&, Value self) {
    auto& f = self_of(self);
    return share_or_none(f.frame ? f.frame->builtins : f.builtins);
}

Ref frame_get_generator(Thread&, Value self) {
    auto& f = self_of(self);
    return share_or_none(f.frame ? f.frame->generator : nullptr);
}

Ref frame_get_lasti(Thread& t, Value self) {
    auto& f = self_of(self);
    if (f.frame && f.frame->generator && f.frame->generator->state == Generator::State::Created) {
        return make_int(t, -1);
    }
    return make_int(t, std::int64_t{f.frame ? frame_word(*f.frame) : f.word} * 2);
}

Ref frame_get_line(Thread& t, Value self) {
    auto& f = self_of(self);
    const std::int32_t line = f.frame ? frame_line(*f.frame) : f.line;
    return line < 0 ? Ref::none() : make_int(t, line);
}

Status frame_set_line(Thread& t, Value, Value value) {
    if (value.is_empty()) {
        return t.raise(Exc::AttributeError, "attribute 'f_lineno' of 'frame' objects cannot be deleted");
    }
    if (!is_exact_int(value)) return t.raise(Exc::ValueError, "lineno must be an integer");
    return t.raise(Exc::ValueError, "f_lineno can only be set in a trace function");
}

Ref frame_get_locals(Thread& t, Value self) {
    auto& f = self_of(self);
    const Code* const code = f.code_of();
    if (code && (code->flags & kOptimized) != 0) return make_locals_proxy(t, f);
    const Value name_space = f.frame ? f.frame->name_space : f.name_space;
    return name_space.is_empty() ? share_or_none(f.globals_of()) : Ref::share(name_space);
}

Ref frame_get_trace(Thread&, Value self) {
    const Value trace = self_of(self).trace;
    return trace.is_empty() ? Ref::none() : Ref::share(trace);
}

Status frame_set_trace(Thread&, Value self, Value value) {
    const Value fresh = Ref::share(value.is_none() ? Value() : value).release();
    release(std::exchange(self_of(self).trace, fresh));
    return Status::ok();
}

Ref frame_get_trace_opcodes(Thread&, Value self) {
    return Ref::boolean(self_of(self).trace_opcodes);
}

Status frame_set_trace_opcodes(Thread& t, Value self, Value value) {
    if (!value.is_bool()) return t.raise(Exc::TypeError, "attribute value type must be bool");
    self_of(self).trace_opcodes = value.is_true();
    return Status::ok();
}

Ref frame_clear_py(Thread& t, FrameObject& self) {
    Ref keep = Ref::share(&self);
    if (self.frame) {
        Generator* const generator = self.frame->generator;
        if (!generator || generator->state == Generator::State::Running) {
            return t.raise(Exc::RuntimeError, "cannot clear an executing frame");
        }
        if (generator->state == Generator::State::Suspended) {
            return t.raise(Exc::RuntimeError, "cannot clear a suspended frame");
        }
        Ref keep_generator = Ref::share(generator);
        if (!generator_close_py(t, *generator)) return t.raised();
    }
    release_registers(t.heap(), self);
    if (self.extra) release(std::exchange(self.extra, nullptr));
    release(std::exchange(self.trace, Value()));
    return Ref::none();
}

Ref frame_repr_py(Thread& t, Value self) {
    auto& f = self_of(self);
    const std::int32_t line = f.frame ? frame_line(*f.frame) : f.line;
    TextBuffer text;
    format_to(text, "<frame at {}, file ", static_cast<const void*>(&f));
    append_repr(text, *f.code_of()->filename);
    format_to(text, ", line {}, code {}>", line, *f.code_of()->name);
    return make_str(t, text);
}

void frame_traverse(Object* object, Visitor& visit) {
    auto& f = *static_cast<FrameObject*>(object);
    visit.pointer(f.back);
    visit.pointer(f.code);
    visit.pointer(f.globals);
    visit.pointer(f.builtins);
    visit(f.name_space);
    visit.pointer(f.extra);
    visit.pointer(f.retired);
    visit(f.trace);
    for (std::uint32_t i = 0; i < f.register_count; ++i) visit(f.registers[i]);
}

void frame_drop(Heap& heap, Object* object) {
    auto& f = *static_cast<FrameObject*>(object);
    release_registers(heap, f);
    for (Object* part :
         {static_cast<Object*>(f.back), static_cast<Object*>(f.code), static_cast<Object*>(f.globals),
          static_cast<Object*>(f.builtins), static_cast<Object*>(f.extra), static_cast<Object*>(f.retired)}) {
        if (part) release(part);
    }
    release(f.name_space);
    release(f.trace);
    heap.free_object(object);
}

constexpr MethodDef kFrameMethods[] = {
    method<&frame_clear_py>("clear($self, /)", "Clear all references held by the frame."),
};

constexpr GetSetDef kFrameGetSet[] = {
    {"f_back", &frame_get_back, nullptr, "The frame that called this one, or None."},
    {"f_code", &frame_get_code, nullptr, "The code object that runs in the frame."},
    {"f_globals", &frame_get_globals, nullptr, "The global variables seen by the frame."},
    {"f_builtins", &frame_get_builtins, nullptr, "The built-in names seen by the frame."},
    {"f_generator", &frame_get_generator, nullptr, "The generator whose body the frame is, or None."},
    {"f_lasti", &frame_get_lasti, nullptr, "Index of the last instruction."},
    {"f_lineno", &frame_get_line, &frame_set_line, "The line that runs."},
    {"f_locals", &frame_get_locals, nullptr,
     "The local variables; of a function, a proxy that writes through."},
    {"f_trace", &frame_get_trace, &frame_set_trace, "The trace function of this frame, or None."},
    {"f_trace_opcodes", &frame_get_trace_opcodes, &frame_set_trace_opcodes,
     "Whether opcode events are wanted."},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kFrameMembers[] = {
    {"f_trace_lines", offsetof(FrameObject, trace_lines), MemberDef::Type::Bool, true,
     "Whether line events are wanted."},
};
#pragma GCC diagnostic pop

} // namespace

constinit const TypeSpec kFrameSpec = {
    .name = "frame",
    .kind = Kind::Frame,
    .flags = kNoInstantiation,
    .size = sizeof(FrameObject),
    .slots = {.repr_py = &frame_repr_py},
    .methods = kFrameMethods,
    .getset = kFrameGetSet,
    .members = kFrameMembers,
    .traverse = &frame_traverse,
    .drop = &frame_drop,
};

} // namespace islet
