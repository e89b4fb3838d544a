// SPDX-License-Identifier: MIT
//
// function and cell: what `def` and `lambda` make, and the variables that functions share.
//
// The docstring is taken from the code when someone asks, annotations are evaluated then: making a function
// costs little, and most are never looked into.
//
// Owns: see function.h. Threads: the interpreter's lock.
#include "vm/types/function.h"

#include "vm/frame.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/frame_object.h"
#include "vm/types/module.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

template <class T>
T* shared(T* object) {
    if (object) retain(static_cast<Object*>(object));
    return object;
}
// Puts a shared `fresh` (or null) into an owning field.
template <class T>
void replace(T*& field, T* fresh) {
    T* const old = std::exchange(field, shared(fresh));
    if (old) release(static_cast<Object*>(old));
}
void replace(Value& field, Value fresh) {
    retain(fresh);
    release(std::exchange(field, fresh));
}
template <class T>
void drop_field(T*& field) {
    if (field) release(static_cast<Object*>(std::exchange(field, nullptr)));
}

Function& function_self(Value v) {
    return as<Function>(v);
}

// The namespace behind __builtins__ in these globals.
Dict* builtins_of(Thread& t, const Dict& globals) {
    const Value named = dict_find(t, globals, Name::dunder_builtins);
    if (is_kind(named, Kind::Dict)) return &as<Dict>(named);
    if (is_kind(named, Kind::Module) && as<Module>(named).dict) return as<Module>(named).dict;
    return t.state().builtins;
}

// --- Behaviour

Ref function_call_py(Thread& t, Value self, const Args& args) {
    return call_function_py(t, function_self(self), args);
}

Ref function_get(Thread& t, Value self, Value instance, Value) {
    return instance.is_empty() ? Ref::share(self) : make_bound_method(t, self, instance);
}

Ref function_repr(Thread& t, Value self) {
    return make_str(t, format("<function {} at {}>", *function_self(self).qualname, address_of(self)));
}

// --- types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)

Status check_closure(Thread& t, const Code& code, Value closure) {
    const std::size_t wanted = code.image->freevars.size();
    if (!closure.is_none() && !is_kind(closure, Kind::Tuple)) {
        return t.raise(Exc::TypeError, "arg 5 (closure) must be None or tuple");
    }
    if (closure.is_none() && wanted != 0) return t.raise(Exc::TypeError, "arg 5 (closure) must be tuple");
    const std::size_t given = closure.is_none() ? 0 : as<Tuple>(closure).size;
    if (given != wanted) {
        return t.raise(Exc::ValueError, "{} requires closure of length {}, not {}", *code.name, wanted,
                       given);
    }
    for (std::size_t i = 0; i < given; ++i) {
        const Value cell = as<Tuple>(closure)[i];
        if (is_kind(cell, Kind::Cell)) continue;
        return t.raise(Exc::TypeError, "arg 5 (closure) expected cell, found {}", *type_of(t, cell));
    }
    return Status::ok();
}

enum FunctionArg { kArgCode, kArgGlobals, kArgName, kArgDefaults, kArgClosure, kArgKwDefaults, kArgCount };

Status check_function_args(Thread& t, const Value* a) {
    if (!is_kind(a[kArgCode], Kind::Code)) {
        return t.raise(Exc::TypeError, "function() argument 'code' must be code, not {}",
                       BadArgument{t, a[kArgCode]});
    }
    if (!is_kind(a[kArgGlobals], Kind::Dict)) {
        return t.raise(Exc::TypeError, "function() argument 'globals' must be dict, not {}",
                       *type_of(t, a[kArgGlobals]));
    }
    if (!a[kArgName].is_none() && !is_kind(a[kArgName], Kind::Str)) {
        return t.raise(Exc::TypeError, "arg 3 (name) must be None or string");
    }
    if (!a[kArgDefaults].is_none() && !is_kind(a[kArgDefaults], Kind::Tuple)) {
        return t.raise(Exc::TypeError, "arg 4 (defaults) must be None or tuple");
    }
    if (!check_closure(t, as<Code>(a[kArgCode]), a[kArgClosure])) return t.raised();
    if (!a[kArgKwDefaults].is_none() && !is_kind(a[kArgKwDefaults], Kind::Dict)) {
        return t.raise(Exc::TypeError, "arg 6 (kwdefaults) must be None or dict");
    }
    return Status::ok();
}

Ref function_new(Thread& t, Type&, const Args& args) {
    constexpr const char* kNames[] = {"code", "globals", "name", "argdefs", "closure", "kwdefaults"};
    Value a[kArgCount];
    if (!bind_args(t, args, "function", kNames, 0, 2, a)) return t.raised();
    for (Value& v : a) {
        if (v.is_empty()) v = Value::none();
    }
    if (!check_function_args(t, a)) return t.raised();
    Ref made = make_function(t, as<Code>(a[kArgCode]), as<Dict>(a[kArgGlobals]));
    if (!made) return t.raised();
    auto& f = made.as<Function>();
    if (!a[kArgName].is_none()) replace(f.name, &as<Str>(a[kArgName]));
    if (!a[kArgDefaults].is_none()) replace(f.defaults, &as<Tuple>(a[kArgDefaults]));
    if (!a[kArgClosure].is_none()) replace(f.closure, &as<Tuple>(a[kArgClosure]));
    if (!a[kArgKwDefaults].is_none()) replace(f.kwdefaults, &as<Dict>(a[kArgKwDefaults]));
    return made;
}

// --- Attributes

Ref object_or_none(Object* object) {
    return object ? Ref::share(object) : Ref::none();
}

Ref function_code_get(Thread&, Value self) {
    return Ref::share(function_self(self).code);
}
// Frames borrow their code from the function: those that run, in whichever thread, get a count of their own.
Status keep_code_of_running_frames(Thread& t, Function& f) {
    struct Search {
        Thread& t;
        Function& f;
        bool ok;
    };
    Search search{t, f, true};
    const auto visit = [](Thread& thread, void* context) {
        auto& s = *static_cast<Search*>(context);
        for (Frame* frame = thread.frame; frame && s.ok; frame = frame->back) {
            // A generator has a count already.
            const bool borrows = frame->function == &s.f && frame->code == s.f.code && !frame->generator;
            if (borrows) s.ok = static_cast<bool>(keep_with_frame(s.t, *frame, Value(s.f.code)));
        }
    };
    InterpState& state = t.state();
    if (state.hooks.each_thread)
        state.hooks.each_thread(state, visit, &search);
    else
        visit(t, &search);
    return search.ok ? Status::ok() : Status(t.raised());
}

Status function_code_set(Thread& t, Value self, Value value) {
    auto& f = function_self(self);
    if (!is_kind(value, Kind::Code)) return t.raise(Exc::TypeError, "__code__ must be set to a code object");
    const std::size_t have = f.closure ? f.closure->size : 0;
    const std::size_t wants = as<Code>(value).image->freevars.size();
    if (have != wants) {
        return t.raise(Exc::ValueError, "{}() requires a code object with {} free vars, not {}", *f.name,
                       have, wants);
    }
    constexpr std::uint32_t kSuspends = kGenerator | kCoroutine | kAsyncGenerator;
    if (((f.code->flags ^ as<Code>(value).flags) & kSuspends) != 0 &&
        !warn_py(t, Exc::DeprecationWarning,
                 "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a "
                 "plain function)")) {
        return t.raised();
    }
    if (!keep_code_of_running_frames(t, f)) return t.raised();
    const Ref old = Ref::adopt(std::exchange(f.code, shared(&as<Code>(value))));
    return Status::ok();
}

Ref function_defaults_get(Thread&, Value self) {
    return object_or_none(function_self(self).defaults);
}
Status function_defaults_set(Thread& t, Value self, Value value) {
    if (!value.is_empty() && !value.is_none() && !is_kind(value, Kind::Tuple)) {
        return t.raise(Exc::TypeError, "__defaults__ must be set to a tuple object");
    }
    replace(function_self(self).defaults, cast<Tuple>(value));
    return Status::ok();
}

Ref function_kwdefaults_get(Thread&, Value self) {
    return object_or_none(function_self(self).kwdefaults);
}
Status function_kwdefaults_set(Thread& t, Value self, Value value) {
    if (!value.is_empty() && !value.is_none() && !is_kind(value, Kind::Dict)) {
        return t.raise(Exc::TypeError, "__kwdefaults__ must be set to a dict object");
    }
    replace(function_self(self).kwdefaults, cast<Dict>(value));
    return Status::ok();
}

Ref function_name_get(Thread&, Value self) {
    return Ref::share(function_self(self).name);
}
Status function_name_set(Thread& t, Value self, Value value) {
    if (!is_kind(value, Kind::Str)) return t.raise(Exc::TypeError, "__name__ must be set to a string object");
    replace(function_self(self).name, &as<Str>(value));
    return Status::ok();
}
Ref function_qualname_get(Thread&, Value self) {
    return Ref::share(function_self(self).qualname);
}
Status function_qualname_set(Thread& t, Value self, Value value) {
    if (!is_kind(value, Kind::Str))
        return t.raise(Exc::TypeError, "__qualname__ must be set to a string object");
    replace(function_self(self).qualname, &as<Str>(value));
    return Status::ok();
}

Ref function_module_get(Thread&, Value self) {
    const Value module = function_self(self).module;
    return module.is_empty() ? Ref::none() : Ref::share(module);
}
Status function_module_set(Thread&, Value self, Value value) {
    replace(function_self(self).module, value.is_empty() ? Value::none() : value);
    return Status::ok();
}

Ref function_doc_get(Thread& t, Value self) {
    auto& f = function_self(self);
    if (!f.doc.is_empty()) return Ref::share(f.doc);
    Ref doc = code_docstring(t, *f.code);
    if (doc) replace(f.doc, doc.get());
    return doc;
}
Status function_doc_set(Thread&, Value self, Value value) {
    replace(function_self(self).doc, value.is_empty() ? Value::none() : value);
    return Status::ok();
}

Ref function_annotate_get(Thread&, Value self) {
    const Value annotate = function_self(self).annotate;
    return annotate.is_empty() ? Ref::none() : Ref::share(annotate);
}
Status function_annotate_set(Thread& t, Value self, Value value) {
    auto& f = function_self(self);
    if (value.is_empty()) return t.raise(Exc::TypeError, "__annotate__ cannot be deleted");
    if (!value.is_none() && !is_callable(t, value)) {
        return t.raise(Exc::TypeError, "__annotate__ must be callable or None");
    }
    replace(f.annotate, value);
    if (!value.is_none()) drop_field(f.annotations);
    return Status::ok();
}

Ref function_annotations_get_py(Thread& t, Value self) {
    Ref keep = Ref::share(self);
    if (Dict* const known = function_self(self).annotations) return Ref::share(known);
    const Value annotate = function_self(self).annotate;
    Ref made = Ref::nothing();
    if (annotate.is_empty() || annotate.is_none()) {
        made = make_dict(t);
    } else {
        constexpr std::int64_t kValues = 1; // annotationlib.Format.VALUE
        Ref function = Ref::share(annotate);
        made = call_py(t, function.get(), Value::small_int(kValues));
        if (made && !is_kind(made.get(), Kind::Dict)) {
            return t.raise(Exc::TypeError, "__annotate__ returned non-dict of type '{}'",
                           *type_of(t, made.get()));
        }
    }
    if (made) replace(function_self(self).annotations, &made.as<Dict>());
    return made;
}
Status function_annotations_set(Thread& t, Value self, Value value) {
    auto& f = function_self(self);
    if (!value.is_empty() && !value.is_none() && !is_kind(value, Kind::Dict)) {
        return t.raise(Exc::TypeError, "__annotations__ must be set to a dict object");
    }
    replace(f.annotations, cast<Dict>(value));
    replace(f.annotate, Value());
    return Status::ok();
}

Ref function_type_params_get(Thread& t, Value self) {
    Tuple* const params = function_self(self).type_params;
    return params ? Ref::share(params) : make_tuple_uninit(t, 0);
}
Status function_type_params_set(Thread& t, Value self, Value value) {
    if (!is_kind(value, Kind::Tuple))
        return t.raise(Exc::TypeError, "__type_params__ must be set to a tuple");
    replace(function_self(self).type_params, &as<Tuple>(value));
    return Status::ok();
}

constexpr GetSetDef kFunctionGetSet[] = {
    {"__code__", &function_code_get, &function_code_set, nullptr},
    {"__defaults__", &function_defaults_get, &function_defaults_set, nullptr},
    {"__kwdefaults__", &function_kwdefaults_get, &function_kwdefaults_set, nullptr},
    {"__annotations__", &function_annotations_get_py, &function_annotations_set,
     "Dict of annotations in a function object."},
    {"__annotate__", &function_annotate_get, &function_annotate_set, "Get the code object for a function."},
    {"__dict__", &instance_dict_get, &instance_dict_set_py, nullptr},
    {"__doc__", &function_doc_get, &function_doc_set, nullptr},
    {"__module__", &function_module_get, &function_module_set, nullptr},
    {"__name__", &function_name_get, &function_name_set, nullptr},
    {"__qualname__", &function_qualname_get, &function_qualname_set, nullptr},
    {"__type_params__", &function_type_params_get, &function_type_params_set,
     "Get the declared type parameters for a function."},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kFunctionMembers[] = {
    {"__closure__", offsetof(Function, closure), MemberDef::Type::ObjectOrNone, false, nullptr},
    {"__globals__", offsetof(Function, globals), MemberDef::Type::ObjectOrNone, false, nullptr},
    {"__builtins__", offsetof(Function, builtins), MemberDef::Type::ObjectOrNone, false, nullptr},
};
#pragma GCC diagnostic pop

void function_traverse(Object* object, Visitor& visit) {
    auto* const f = reinterpret_cast<Function*>(object);
    visit.pointer(f->code);
    visit.pointer(f->globals);
    visit.pointer(f->builtins);
    visit.pointer(f->defaults);
    visit.pointer(f->kwdefaults);
    visit.pointer(f->closure);
    visit.pointer(f->name);
    visit.pointer(f->qualname);
    visit(f->module);
    visit(f->doc);
    visit(f->annotate);
    visit.pointer(f->annotations);
    visit.pointer(f->type_params);
    visit.pointer(f->dict);
}

void function_drop(Heap& heap, Object* object) {
    auto* const f = reinterpret_cast<Function*>(object);
    drop_field(f->code);
    drop_field(f->globals);
    drop_field(f->builtins);
    drop_field(f->defaults);
    drop_field(f->kwdefaults);
    drop_field(f->closure);
    drop_field(f->name);
    drop_field(f->qualname);
    release(f->module);
    release(f->doc);
    release(f->annotate);
    drop_field(f->annotations);
    drop_field(f->type_params);
    drop_field(f->dict);
    heap.free_object(object);
}

// --- cell

Ref cell_new(Thread& t, Type&, const Args& args) {
    if (!refuse_keywords(t, args, "cell") || !check_positional(t, args, "cell", 0, 1)) return t.raised();
    return make_cell(t, args.count == 0 ? Value() : args[0]);
}

Ref cell_repr(Thread& t, Value self) {
    const Value content = as<Cell>(self).content;
    if (content.is_empty()) return make_str(t, format("<cell at {}: empty>", address_of(self)));
    return make_str(t, format("<cell at {}: {} object at {}>", address_of(self), *type_of(t, content),
                              address_of(content)));
}

// By content; an empty cell is less than any other.
Ref cell_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::Cell) || !is_kind(right, Kind::Cell)) return Ref::not_implemented();
    Ref a = Ref::share(as<Cell>(left).content), b = Ref::share(as<Cell>(right).content);
    if (a && b) return compare_py(t, a.get(), b.get(), op);
    return compare_py(t, Value::small_int(a ? 1 : 0), Value::small_int(b ? 1 : 0), op);
}

Ref cell_contents_get(Thread& t, Value self) {
    const Value content = as<Cell>(self).content;
    return content.is_empty() ? Ref(t.raise(Exc::ValueError, "Cell is empty")) : Ref::share(content);
}
Status cell_contents_set(Thread&, Value self, Value value) {
    replace(as<Cell>(self).content, value);
    return Status::ok();
}

constexpr GetSetDef kCellGetSet[] = {
    {"cell_contents", &cell_contents_get, &cell_contents_set, nullptr},
};

void cell_traverse(Object* object, Visitor& visit) {
    visit(reinterpret_cast<Cell*>(object)->content);
}

} // namespace

Ref make_function(Thread& t, Code& code, Dict& globals) {
    auto* const f = allocate<Function>(t, TypeId::Function);
    if (!f) return t.raise_memory_error();
    // Most functions are made by code that runs in the same globals: what it knows need not be looked up.
    const Frame* const frame = t.frame && t.frame->globals == &globals ? t.frame : nullptr;
    f->code = shared(&code);
    f->globals = shared(&globals);
    f->builtins = shared(frame ? frame->builtins : builtins_of(t, globals));
    f->defaults = nullptr;
    f->kwdefaults = nullptr;
    f->closure = nullptr;
    f->name = shared(code.name);
    f->qualname = shared(code.qualname);
    f->module = dict_find(t, globals, Name::dunder_name);
    retain(f->module);
    f->doc = Value();
    f->annotate = Value();
    f->annotations = nullptr;
    f->type_params = nullptr;
    f->dict = nullptr;
    return Ref::adopt(f);
}

Ref make_cell(Thread& t, Value content) {
    auto* const cell = allocate<Cell>(t, TypeId::Cell);
    if (!cell) return t.raise_memory_error();
    retain(content);
    cell->content = content;
    return Ref::adopt(cell);
}

extern const TypeSpec kFunctionSpec = {
    .name = "function",
    .doc = "Create a function object.\n\n"
           "  code\n    a code object\n"
           "  globals\n    the globals dictionary\n"
           "  name\n    a string that overrides the name from the code object\n"
           "  argdefs\n    a tuple that specifies the default argument values\n"
           "  closure\n    a tuple that supplies the bindings for free variables\n"
           "  kwdefaults\n    a dictionary that specifies the default keyword argument values",
    .kind = Kind::Function,
    .flags = kHasDict | kWeakable | kMethodLike,
    .size = sizeof(Function),
    .slots = {.new_py = &function_new,
              .descr_get_py = &function_get,
              .call_py = &function_call_py,
              .repr_py = &function_repr},
    .getset = kFunctionGetSet,
    .members = kFunctionMembers,
    .traverse = &function_traverse,
    .drop = &function_drop,
};

extern const TypeSpec kCellSpec = {
    .name = "cell",
    .doc = "Create a new cell object.\n\n"
           "  contents\n    the contents of the cell. If not specified, the cell will be empty,\n"
           "    and further attempts to access its cell_contents attribute will\n    raise a ValueError.",
    .kind = Kind::Cell,
    .size = sizeof(Cell),
    .slots = {.new_py = &cell_new, .repr_py = &cell_repr, .compare_py = &cell_compare_py},
    .getset = kCellGetSet,
    .traverse = &cell_traverse,
};

} // namespace islet
