// SPDX-License-Identifier: MIT
//
// Calls from the loop: whatever the callee is, and what a call of a class or a bound method becomes.
#include "vm/exec/slow_ops.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/import_state.h"
#include "vm/model/shape.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

namespace islet {

namespace {

void assign(Value& slot, Ref value) {
    const Value old = std::exchange(slot, value.release());
    release(old);
}

// Pushes the frame of any Python function. The arguments lie in the window and are moved; what they need
// beyond that (defaults, keywords, *args) is bound. `keep` is released when the frame is left.
// 1: pushed, or for generators: 2: the object is in *made; 0: raised.
int push_function_py(Thread& t, Function& function, Value* arguments, unsigned count, Tuple* names, Ref keep,
                     Ref* made) {
    Code& code = *function.code;
    const Instr* const start = code_instructions(t, code);
    if (!start) return 0;
    if (!names && count == code.quick_args) {
        Frame* const frame = push_call(t, t.frame, function, arguments, count);
        if (!frame) return 0;
        frame->keep = keep.release();
        frame->mark.holds = !frame->keep.is_empty();
        return 1;
    }
    if (t.depth >= t.state().recursion_limit) {
        static_cast<void>(t.raise_recursion(""));
        return 0;
    }
    // The binder writes registers from the start, so they must not overlap the arguments.
    Value* base = nullptr;
    Frame* const frame = push_frame(t, code.register_count, base);
    if (!frame) return 0;
    ++t.depth;
    frame->back = t.frame;
    frame->pc = start;
    frame->registers = base;
    frame->code = &code;
    frame->constants = code.constants;
    frame->function = &function;
    frame->globals = function.globals;
    frame->builtins = function.builtins;
    frame->name_space = frame->handled = Value();
    frame->keep = keep.release();
    frame->mark.holds = !frame->keep.is_empty();
    frame->object = nullptr;
    frame->generator = nullptr;
    for (unsigned i = 0; i < code.local_count; ++i) base[i] = Value();
    const Args args(arguments, count, names);
    // While binding, the caller's frame is the innermost: errors belong to the call.
    if (!bind_arguments(t, function, args, base)) {
        Frame* const caller = t.frame;
        pop_frame(t, frame);
        t.frame = caller;
        return 0;
    }
    clear_registers(arguments, args.total());
    t.frame = frame;
    if ((code.flags & (kGenerator | kCoroutine | kAsyncGenerator)) == 0) return 1;
    *made = make_generator(t, *frame);
    pop_frame(t, frame);
    return *made ? 2 : 0;
}

// A class whose instances are made by object.__new__ and filled by a Python __init__: makes the instance and
// pushes __init__. The class sits in window[0], which becomes the first argument. 1: pushed, -1: not such a
// class, 0: raised.
int push_init_py(Thread& t, Type& type, Value* window, unsigned count, Tuple* names) {
    if (type.slots.new_py != object_new_py || type.slots.call_py || !type.is_heap_type() ||
        type.has(kAbstract))
        return -1;
    if (type_of(t, Value(&type)) != t.type(TypeId::Type) || type.instance_kind != Kind::Instance) return -1;
    const Value init = type_lookup(t, type, Name::dunder_init);
    if (!is_kind(init, Kind::Function)) return -1;
    Function& function = as<Function>(init);
    if ((function.code->flags & (kGenerator | kCoroutine | kAsyncGenerator)) != 0) return -1;
    Ref instance = make_instance(t, type);
    if (!instance) return 0;
    // The frame owns the function: the class may lose it while it runs.
    Ref keep_function = Ref::share(init);
    Ref keep_class = Ref::adopt(std::exchange(window[0], Value()));
    window[0] = Ref::share(instance.get()).release();
    Ref unused = Ref::nothing();
    const int pushed = push_function_py(t, function, window, count + 1, names, std::move(instance), &unused);
    if (pushed == 0) {
        assign(window[0], std::move(keep_class));
        return 0;
    }
    t.frame->mark.kind = FrameKind::Init;
    static_cast<void>(keep_function.release());
    return 1;
}

} // namespace

bool finish_init(Thread& t, Frame& frame, Value* result) {
    if (!result->is_none()) {
        const Ref wrong = Ref::adopt(*result);
        static_cast<void>(
            t.raise(Exc::TypeError, "__init__() should return None, not '{}'", *type_of(t, wrong.get())));
        return false;
    }
    *result = std::exchange(frame.keep, Value());
    // Registers are cleared before the function goes: pop_frame reads the code through the frame.
    frame.keep = Value(frame.function);
    return true;
}

Status op_call_window_py(Thread& t, Frame& f, unsigned base, unsigned count, Tuple* names, unsigned result) {
    Value* const window = &f.registers[base];
    const Value callee = window[0];
    const std::size_t total = count + (names ? names->size : 0);
    const unsigned positional = names ? count - static_cast<unsigned>(names->size) : count;
    Ref answer = Ref::nothing();
    if (!callee.is_object()) {
        answer = call_py(t, callee, Args(window + 1, positional, names));
        if (!answer) return t.raised();
        clear_registers(window, count + 1U);
        assign(f.registers[result], std::move(answer));
        return Status::ok();
    }
    static_cast<void>(total);
    Object* const object = callee.object();
    switch (object->kind) {
    case Kind::Function: {
        // The callee stays in its window slot unless the result goes elsewhere: then the frame keeps it.
        Ref keep = base == result ? Ref::nothing() : Ref::adopt(std::exchange(window[0], Value()));
        const Ref hold = Ref::share(callee);
        const int pushed = push_function_py(t, *static_cast<Function*>(object), window + 1, positional, names,
                                            std::move(keep), &answer);
        if (pushed == 0) return t.raised();
        if (pushed == 1) return Status::ok();
        break;
    }
    case Kind::BoundMethod: {
        const auto& method = *static_cast<BoundMethod*>(object);
        if (is_kind(method.function, Kind::Function)) {
            Function& function = as<Function>(method.function);
            // The bound method's slot becomes the receiver's; the frame keeps the bound method.
            Ref keep = Ref::adopt(callee);
            window[0] = Ref::share(method.self).release();
            const Ref hold = Ref::share(callee);
            const int pushed =
                push_function_py(t, function, window, positional + 1, names, std::move(keep), &answer);
            if (pushed == 0) return t.raised();
            if (pushed == 1) return Status::ok();
            break;
        }
        answer = call_py(t, callee, Args(window + 1, positional, names));
        break;
    }
    case Kind::Type: {
        const int pushed = push_init_py(t, *static_cast<Type*>(object), window, positional, names);
        if (pushed == 0) return t.raised();
        if (pushed == 1) return Status::ok();
        answer = call_py(t, callee, Args(window + 1, positional, names));
        break;
    }
    case Kind::NativeFunction: {
        const auto& native = *static_cast<NativeFunction*>(object);
        answer = call_native_py(t, *native.def, *native.signature, native.self,
                                Args(window + 1, positional, names));
        break;
    }
    default: answer = call_py(t, callee, Args(window + 1, positional, names)); break;
    }
    if (!answer) return t.raised();
    clear_registers(window, count + 1U);
    assign(f.registers[result], std::move(answer));
    return Status::ok();
}

Status op_CallEx_py(Thread& t, Frame& f, Instr* instr) {
    Value* const window = &f.registers[instr->a];
    Ref args = Ref::nothing();
    if (is_exact(window[1], Kind::Tuple)) {
        args = Ref::share(window[1]);
    } else {
        args = tuple_from_py(t, window[1]);
        if (!args) {
            Type& type = *type_of(t, window[1]);
            if (t.pending_is(Exc::TypeError) && !type.slots.iter_py && !type.slots.getitem_py) {
                t.clear_pending();
                TextBuffer text;
                append_callee_py(t, text, window[0]);
                format_to(text, " argument after * must be an iterable, not {}", type);
                return t.raise_text(Exc::TypeError, text.view());
            }
            return t.raised();
        }
    }
    Ref result = call_ex_py(t, window[0], args.as<Tuple>(), window[2]);
    if (!result) return t.raised();
    clear_registers(window, 3);
    window[0] = result.release();
    return Status::ok();
}

Status op_MakeFunction_py(Thread& t, Frame& f, Instr* instr) {
    const Value code = f.code->constants[instr->wide_index()];
    Ref function = make_function(t, as<Code>(code), *f.globals);
    if (!function) return t.raised();
    assign(f.registers[instr->a], std::move(function));
    return Status::ok();
}

Status op_SetFunctionAttr_py(Thread&, Frame& f, Instr* instr) {
    Function& function = as<Function>(f.registers[instr->a]);
    const Value v = f.registers[instr->b];
    retain(v);
    switch (static_cast<FunctionAttr>(instr->c)) {
    case FunctionAttr::Defaults: function.defaults = &as<Tuple>(v); break;
    case FunctionAttr::KwDefaults: function.kwdefaults = &as<Dict>(v); break;
    case FunctionAttr::Annotate: function.annotate = v; break;
    case FunctionAttr::Closure: function.closure = &as<Tuple>(v); break;
    }
    return Status::ok();
}

// --- Import

namespace {

// ImportError of `from module import name`, with where the module came from.
Raised raise_import_from_py(Thread& t, Value module, Str& name) {
    TextBuffer text;
    Ref module_name = find_attr_py(t, module, Name::dunder_name);
    if (!module_name && t.has_pending()) return t.raised();
    Ref spec = find_attr_py(t, module, Name::dunder_spec);
    if (!spec && t.has_pending()) return t.raised();
    const bool has_spec = spec && !spec.get().is_none();
    Ref file = has_spec ? spec_file_py(t, spec.get()) : Ref::nothing();
    if (!file && !t.has_pending()) file = find_attr_py(t, module, Name::dunder_file);
    if (!file && t.has_pending()) return t.raised();
    const bool partial = has_spec && is_initializing_py(t, spec.get());
    const bool known = module_name && is_kind(module_name.get(), Kind::Str);
    text.append("cannot import name ");
    append_repr(text, name);
    text.append(partial ? " from partially initialized module " : " from ");
    if (known)
        append_repr(text, module_name.as<Str>());
    else
        text.append("'<unknown module name>'");
    const bool located = file && is_kind(file.get(), Kind::Str);
    TextBuffer shadow;
    if (located && known &&
        describe_shadowing_py(t, module_name.as<Str>(), file.as<Str>(), partial, shadow)) {
        text.append(shadow.view());
    } else {
        if (partial) text.append(" (most likely due to a circular import)");
        if (located) {
            text.append(" (");
            append_utf8(text, file.as<Str>());
            text.append(')');
        } else if (!partial) {
            text.append(" (unknown location)");
        }
    }
    Ref exception = make_exception(t, Exc::ImportError, text.view());
    if (!exception) return t.raised();
    auto& fields = *static_cast<ImportException*>(exception.get().object());
    release(std::exchange(fields.name, known ? module_name.release() : Value()));
    release(std::exchange(fields.path, file ? file.release() : Value()));
    release(std::exchange(fields.name_from, Ref::share(Value(&name)).release()));
    return t.raise_object(std::move(exception));
}

// module.name; a submodule that is loaded but not yet an attribute counts (circular imports).
Ref import_from_py(Thread& t, Value module, Str& name) {
    Ref found = find_attr_py(t, module, name);
    if (found || t.has_pending()) return found;
    Ref module_name = find_attr_py(t, module, Name::dunder_name);
    if (!module_name && t.has_pending()) return t.raised();
    if (module_name && is_kind(module_name.get(), Kind::Str)) {
        TextBuffer full;
        append_utf8(full, module_name.as<Str>());
        full.append('.');
        append_utf8(full, name);
        const Value loaded = dict_find_text(t, *t.state().modules, full.view());
        if (!loaded.is_empty()) return Ref::share(loaded);
    }
    return raise_import_from_py(t, module, name);
}

// Binds one name of `import *`.
Status bind_star_py(Thread& t, Value module, Value name, Value name_space) {
    Ref key = intern(t, as<Str>(name));
    if (!key) return t.raised();
    Ref value = get_attr_py(t, module, key.as<Str>());
    if (!value) return t.raised();
    if (is_exact(name_space, Kind::Dict))
        return dict_set(t, as<Dict>(name_space), key.as<Str>(), value.get());
    return setitem_py(t, name_space, key.get(), value.get());
}

Status import_star_py(Thread& t, Value module, Value name_space) {
    Ref all = find_attr_py(t, module, Name::dunder_all);
    if (!all && t.has_pending()) return t.raised();
    const bool skip_private = !all;
    if (!all) {
        Ref dict = find_attr_py(t, module, Name::dunder_dict);
        if (!dict) {
            if (t.has_pending()) return t.raised();
            return t.raise(Exc::ImportError, "from-import-* object has no __dict__ and no __all__");
        }
        all = list_from_py(t, dict.get());
        if (!all) return t.raised();
    }
    return for_each_py(t, all.get(), [&](Value name) -> Status {
        const Ref keep = Ref::share(name);
        if (!is_kind(name, Kind::Str)) {
            TextBuffer text;
            Ref module_name = find_attr_py(t, module, Name::dunder_name);
            if (module_name && !append_str_py(t, text, module_name.get())) return t.raised();
            return t.raise(Exc::TypeError, "{} in {}.{} must be str, not {}", skip_private ? "Key" : "Item",
                           text, skip_private ? "__dict__" : "__all__", *type_of(t, name));
        }
        if (skip_private && as<Str>(name).length > 0 && as<Str>(name).at(0) == '_') return Status::ok();
        return bind_star_py(t, module, name, name_space);
    });
}

} // namespace

Status op_ImportName_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->b];
    const Value name = Value(f.code->names[instr->c]);
    const Value import = dict_find(t, *f.builtins, Name::dunder_import);
    if (import.is_empty()) return t.raise(Exc::ImportError, "__import__ not found");
    const Ref keep = Ref::share(import);
    const Value locals = f.name_space.is_empty() ? Value::none() : f.name_space;
    const Value args[] = {name, Value(f.globals), locals, run[1], run[0]};
    Ref module = call_py(t, import, Args(args, 5));
    if (!module) return t.raised();
    clear_registers(run, 2);
    assign(f.registers[instr->a], std::move(module));
    return Status::ok();
}

Status op_ImportFrom_py(Thread& t, Frame& f, Instr* instr) {
    Ref found = import_from_py(t, f.registers[instr->b], *f.code->names[instr->c]);
    if (!found) return t.raised();
    assign(f.registers[instr->a], std::move(found));
    return Status::ok();
}

Status op_ImportStar_py(Thread& t, Frame& f, Instr* instr) {
    if (f.name_space.is_empty()) return t.raise(Exc::SystemError, "import * outside a module");
    return import_star_py(t, f.registers[instr->a], f.name_space);
}

} // namespace islet
