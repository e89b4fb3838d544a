// SPDX-License-Identifier: MIT
//
// The long way of names, operators, building, iteration and pattern matching. Attributes are in
// slow_attr.cpp, calls in slow_call.cpp, exceptions in unwind.cpp. See slow_ops.h.
#include "vm/exec/slow_ops.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/module.h"
#include "vm/types/range.h"
#include "vm/types/set.h"
#include "vm/types/slice.h"
#include "vm/types/str.h"
#include "vm/types/template.h"
#include "vm/types/tuple.h"
#include "vm/types/typing_support.h"

namespace islet {

namespace {

void assign(Value& slot, Ref value) {
    const Value old = std::exchange(slot, value.release());
    release(old);
}
Status set_result(Frame& f, const Instr* instr, Ref value) {
    assign(f.registers[instr->a], std::move(value));
    return Status::ok();
}
#define ISLET_SET_RESULT(expression)                                                                         \
    do {                                                                                                     \
        Ref result_ = (expression);                                                                          \
        if (!result_) return t.raised();                                                                     \
        return set_result(f, instr, std::move(result_));                                                     \
    } while (0)

Str& name_at(const Frame& f, std::uint32_t index) {
    return *f.code->names[index];
}

// Raises NameError for a name that no namespace has.
Raised raise_name(Thread& t, Exc type, const char* text, Str& name) {
    TextBuffer buffer;
    const std::string_view pattern = text;
    const std::size_t at = pattern.find("{}");
    buffer.append(pattern.substr(0, at));
    append_utf8(buffer, name);
    buffer.append(pattern.substr(at + 2));
    Ref exception = make_exception(t, type, buffer.view());
    if (!exception) return t.raised();
    if (type == Exc::NameError) { // a local variable is known by name, so there is nothing to suggest
        auto& fields = static_cast<NameException&>(*exception.get().object());
        retain(Value(&name));
        release(std::exchange(fields.name, Value(&name)));
    }
    return t.raise_object(std::move(exception));
}
Raised raise_unbound(Thread& t, Str& name) {
    return raise_name(t, Exc::UnboundLocalError,
                      "cannot access local variable '{}' where it is not associated with a value", name);
}
Raised raise_undefined(Thread& t, Str& name) {
    return raise_name(t, Exc::NameError, "name '{}' is not defined", name);
}

} // namespace

// --- Registers and cells

Status op_CheckBound_py(Thread& t, Frame& f, Instr* instr) {
    if (!f.registers[instr->a].is_empty()) return Status::ok();
    return raise_unbound(t, name_at(f, instr->c));
}

Status op_DeleteLocal_py(Thread& t, Frame& f, Instr* instr) {
    Value& slot = f.registers[instr->a];
    if (slot.is_empty()) return raise_unbound(t, name_at(f, instr->c));
    release(std::exchange(slot, Value()));
    return Status::ok();
}

Status op_MakeCell_py(Thread& t, Frame& f, Instr* instr) {
    Ref cell = make_cell(t, f.registers[instr->a]);
    if (!cell) return t.raised();
    return set_result(f, instr, std::move(cell));
}

Status op_CopyFree_py(Thread& t, Frame& f, Instr* instr) {
    Tuple* const closure = f.function ? f.function->closure : nullptr;
    if (!closure || closure->size < instr->b)
        return t.raise(Exc::SystemError, "code with free variables has no closure");
    for (unsigned i = 0; i < instr->b; ++i) assign(f.registers[instr->a + i], Ref::share((*closure)[i]));
    return Status::ok();
}

namespace {

// A cell that is empty: own variables and those of enclosing functions are told apart by their register.
Raised raise_empty_cell(Thread& t, Frame& f, const Instr* instr, unsigned cell_register) {
    Str& name = name_at(f, instr->c);
    if (cell_register >= f.code->image->first_free) {
        return raise_name(
            t, Exc::NameError,
            "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
            name);
    }
    return raise_unbound(t, name);
}

} // namespace

Status op_LoadCell_py(Thread& t, Frame& f, Instr* instr) {
    const Value content = as<Cell>(f.registers[instr->b]).content;
    if (content.is_empty()) return raise_empty_cell(t, f, instr, instr->b);
    return set_result(f, instr, Ref::share(content));
}

Status op_StoreCell_py(Thread&, Frame& f, Instr* instr) {
    assign(as<Cell>(f.registers[instr->a]).content, Ref::share(f.registers[instr->b]));
    return Status::ok();
}

Status op_DeleteCell_py(Thread& t, Frame& f, Instr* instr) {
    Cell& cell = as<Cell>(f.registers[instr->a]);
    if (cell.content.is_empty()) return raise_empty_cell(t, f, instr, instr->a);
    release(std::exchange(cell.content, Value()));
    return Status::ok();
}

namespace {

// N from a mapping: nothing() without an exception when it is not there.
Ref mapping_find_py(Thread& t, Value mapping, Str& name) {
    if (is_exact(mapping, Kind::Dict)) {
        const Value v = dict_find(t, as<Dict>(mapping), name);
        return v.is_empty() ? Ref::nothing() : Ref::share(v);
    }
    Ref found = getitem_py(t, mapping, Value(&name));
    if (!found && t.pending_is(Exc::KeyError)) t.clear_pending();
    return found;
}

Status load_dict_or_cell_py(Thread& t, Frame& f, Instr* instr, Value mapping) {
    Ref found = mapping_find_py(t, mapping, name_at(f, instr->c));
    if (found) return set_result(f, instr, std::move(found));
    if (t.has_pending()) return t.raised();
    return op_LoadCell_py(t, f, instr);
}

} // namespace

Status op_LoadClassCell_py(Thread& t, Frame& f, Instr* instr) {
    return load_dict_or_cell_py(t, f, instr, f.name_space);
}
Status op_LoadDictOrCell_py(Thread& t, Frame& f, Instr* instr) {
    return load_dict_or_cell_py(t, f, instr, f.registers[instr->a]);
}

// --- Names

namespace {

Ref builtins_find(Thread& t, Frame& f, Str& name) {
    const Value v = dict_find(t, *f.builtins, name);
    if (v.is_empty()) return raise_undefined(t, name);
    return Ref::share(v);
}

std::uint64_t cache_word(Thread& t, Dict& dict, const DictEntry* entry) {
    const auto index = static_cast<std::uint64_t>(entry - dict.entries);
    return index << 32 | dict_keys_version(t.state(), dict);
}

// The two places of a global name, and the caches for `dict_form` or `builtin_form` when it was found.
Ref load_global(Thread& t, Frame& f, Instr* instr, Op dict_form, Op builtin_form) {
    Str& name = name_at(f, instr->wide_index());
    const HashKey key = t.commons().hash_key();
    if (DictEntry* const entry = dict_entry(*f.globals, name, key)) {
        instr[1] = Instr::make_word(static_cast<std::int64_t>(cache_word(t, *f.globals, entry)));
        instr->op = dict_form;
        return Ref::share(entry->value);
    }
    DictEntry* const entry = dict_entry(*f.builtins, name, key);
    if (!entry) return raise_undefined(t, name);
    // A builtins dict with keys of other kinds cannot promise that a lookup finds nothing else.
    instr[1] = Instr::make_word(dict_keys_version(t.state(), *f.globals));
    instr[2] = Instr::make_word(static_cast<std::int64_t>(cache_word(t, *f.builtins, entry)));
    instr->op = builtin_form;
    return Ref::share(entry->value);
}

} // namespace

Status op_LoadGlobal_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(load_global(t, f, instr, Op::LoadGlobalDict, Op::LoadGlobalBuiltin));
}

Status op_LoadDictOrGlobal_py(Thread& t, Frame& f, Instr* instr) {
    Str& name = name_at(f, instr->c);
    Ref found = mapping_find_py(t, f.registers[instr->a], name);
    if (!found && t.has_pending()) return t.raised();
    if (!found) {
        const Value v = dict_find(t, *f.globals, name);
        found = v.is_empty() ? builtins_find(t, f, name) : Ref::share(v);
    }
    if (!found) return t.raised();
    return set_result(f, instr, std::move(found));
}

Status op_StoreGlobal_py(Thread& t, Frame& f, Instr* instr) {
    Str& name = name_at(f, instr->wide_index());
    if (!dict_set(t, *f.globals, name, f.registers[instr->a])) return t.raised();
    const DictEntry* const entry = dict_entry(*f.globals, name, t.commons().hash_key());
    if (entry) instr[1] = Instr::make_word(static_cast<std::int64_t>(cache_word(t, *f.globals, entry)));
    return Status::ok();
}

Status op_DeleteGlobal_py(Thread& t, Frame& f, Instr* instr) {
    Str& name = name_at(f, instr->wide_index());
    if (!dict_remove(t, *f.globals, name)) return raise_undefined(t, name);
    return Status::ok();
}

Status op_LoadName_py(Thread& t, Frame& f, Instr* instr) {
    if (f.name_space == Value(f.globals)) {
        ISLET_SET_RESULT(load_global(t, f, instr, Op::LoadNameDict, Op::LoadNameBuiltin));
    }
    Str& name = name_at(f, instr->wide_index());
    Ref found = mapping_find_py(t, f.name_space, name);
    if (!found && t.has_pending()) return t.raised();
    if (!found) {
        const Value v = dict_find(t, *f.globals, name);
        found = v.is_empty() ? builtins_find(t, f, name) : Ref::share(v);
    }
    if (!found) return t.raised();
    return set_result(f, instr, std::move(found));
}

Status op_StoreName_py(Thread& t, Frame& f, Instr* instr) {
    Str& name = name_at(f, instr->wide_index());
    const Value value = f.registers[instr->a];
    if (f.name_space == Value(f.globals)) return op_StoreGlobal_py(t, f, instr);
    if (is_exact(f.name_space, Kind::Dict)) return dict_set(t, as<Dict>(f.name_space), name, value);
    return setitem_py(t, f.name_space, Value(&name), value);
}

Status op_DeleteName_py(Thread& t, Frame& f, Instr* instr) {
    Str& name = name_at(f, instr->wide_index());
    if (is_exact(f.name_space, Kind::Dict)) {
        if (!dict_remove(t, as<Dict>(f.name_space), name)) return raise_undefined(t, name);
        return Status::ok();
    }
    if (delitem_py(t, f.name_space, Value(&name))) return Status::ok();
    if (!t.pending_is(Exc::KeyError)) return t.raised();
    t.clear_pending();
    return raise_undefined(t, name);
}

Status op_LoadNamespace_py(Thread& t, Frame& f, Instr* instr) {
    if (f.name_space.is_empty()) return t.raise(Exc::SystemError, "no locals");
    return set_result(f, instr, Ref::share(f.name_space));
}

Status op_LoadBuildClass_py(Thread& t, Frame& f, Instr* instr) {
    const Value v = dict_find(t, *f.builtins, Name::dunder_build_class);
    if (v.is_empty()) return t.raise(Exc::NameError, "__build_class__ not found");
    return set_result(f, instr, Ref::share(v));
}

Status op_LoadAssertionError_py(Thread& t, Frame& f, Instr* instr) {
    return set_result(f, instr, Ref::share(Value(t.type(TypeId::AssertionError))));
}

Status op_LoadCommon_py(Thread& t, Frame& f, Instr* instr) {
    const auto pick = [&]() -> Value {
        switch (static_cast<CommonKind>(instr->b)) {
        case CommonKind::NotImplementedError: return Value(t.type(TypeId::NotImplementedError));
        case CommonKind::Any: return t.state().any_function;
        case CommonKind::All: return t.state().all_function;
        case CommonKind::Tuple: return Value(t.type(TypeId::Tuple));
        case CommonKind::List: return Value(t.type(TypeId::List));
        default: return Value(t.type(TypeId::Set));
        }
    };
    return set_result(f, instr, Ref::share(pick()));
}

// --- Operators

Status op_binary_py(Thread& t, Frame& f, const Instr* instr, BinaryOp op, Value right) {
    Value& left = f.registers[instr->b];
    if (op == BinaryOp::Add && is_exact(left, Kind::Str) && is_exact(right, Kind::Str)) {
        // `s += t` and `s = s + t` on the only reference grow the string in place.
        if ((instr->b == instr->a || instr->has(kKillB)) && left.object()->refs == 1) {
            Ref owned = Ref::adopt(std::exchange(left, Value()));
            Ref sum = str_append_owned(t, std::move(owned), as<Str>(right));
            if (!sum) return t.raised();
            assign(f.registers[instr->a], std::move(sum));
            return Status::ok();
        }
        ISLET_SET_RESULT(str_concat(t, as<Str>(left), as<Str>(right)));
    }
    ISLET_SET_RESULT(instr->has(kInPlace) ? inplace_py(t, op, left, right) : binary_py(t, op, left, right));
}

Status op_compare_py(Thread& t, Frame& f, const Instr* instr, CompareOp op, Value right) {
    ISLET_SET_RESULT(compare_py(t, f.registers[instr->b], right, op));
}

int compare_truth_py(Thread& t, Value a, Value b, CompareOp op) {
    if (is_exact(a, Kind::Str) && is_exact(b, Kind::Str) && (op == CompareOp::Eq || op == CompareOp::Ne)) {
        const bool same = a == b || str_equal(as<Str>(a), as<Str>(b));
        return same == (op == CompareOp::Eq) ? 1 : 0;
    }
    Ref answer = compare_py(t, a, b, op);
    if (!answer) return -1;
    const Result<bool> truth = truth_py(t, answer.get());
    if (!truth) return -1;
    return *truth ? 1 : 0;
}

Status op_In_py(Thread& t, Frame& f, Instr* instr) {
    const Result<bool> found = contains_py(t, f.registers[instr->c], f.registers[instr->b]);
    if (!found) return t.raised();
    return set_result(f, instr, Ref::boolean(*found));
}
Status op_NotIn_py(Thread& t, Frame& f, Instr* instr) {
    const Result<bool> found = contains_py(t, f.registers[instr->c], f.registers[instr->b]);
    if (!found) return t.raised();
    return set_result(f, instr, Ref::boolean(!*found));
}
Status op_Neg_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(neg_py(t, f.registers[instr->b]));
}
Status op_Pos_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(pos_py(t, f.registers[instr->b]));
}
Status op_Invert_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(invert_py(t, f.registers[instr->b]));
}
Status op_Not_py(Thread& t, Frame& f, Instr* instr) {
    const Result<bool> truth = truth_py(t, f.registers[instr->b]);
    if (!truth) return t.raised();
    return set_result(f, instr, Ref::boolean(!*truth));
}

// --- Items

Status op_GetItem_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(getitem_py(t, f.registers[instr->b], f.registers[instr->c]));
}
Status op_GetItemK_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(getitem_py(t, f.registers[instr->b], f.code->constants[instr->c]));
}
Status op_SetItem_py(Thread& t, Frame& f, Instr* instr) {
    return setitem_py(t, f.registers[instr->a], f.registers[instr->b], f.registers[instr->c]);
}
Status op_DelItem_py(Thread& t, Frame& f, Instr* instr) {
    return delitem_py(t, f.registers[instr->a], f.registers[instr->b]);
}

Status op_GetSlice_py(Thread& t, Frame& f, Instr* instr) {
    Value* const bounds = &f.registers[instr->c];
    const Value container = f.registers[instr->b];
    Ref result = Ref::nothing();
    const bool is_list = is_exact(container, Kind::List), is_str = is_exact(container, Kind::Str);
    if ((is_list || is_str) && (bounds[0].is_none() || bounds[0].is_int()) &&
        (bounds[1].is_none() || bounds[1].is_int())) {
        const std::uint64_t size = is_list ? as<List>(container).size : as<Str>(container).length;
        const Result<SliceRange> range = bounds_range_py(t, bounds[0], bounds[1], size);
        if (!range) return t.raised();
        const auto start = static_cast<std::uint64_t>(range->start),
                   count = static_cast<std::uint64_t>(range->count);
        result = is_list ? make_list(t, std::span<const Value>(as<List>(container).items + start, count))
                         : str_substring(t, as<Str>(container), start, start + count);
    } else {
        Ref slice = make_slice(t, bounds[0], bounds[1], Value::none());
        if (!slice) return t.raised();
        result = getitem_py(t, container, slice.get());
    }
    if (!result) return t.raised();
    clear_registers(bounds, 2);
    return set_result(f, instr, std::move(result));
}

Status op_SetSlice_py(Thread& t, Frame& f, Instr* instr) {
    Value* const bounds = &f.registers[instr->b];
    Ref slice = make_slice(t, bounds[0], bounds[1], Value::none());
    if (!slice || !setitem_py(t, f.registers[instr->a], slice.get(), f.registers[instr->c]))
        return t.raised();
    clear_registers(bounds, 2);
    return Status::ok();
}

Status op_BuildSlice_py(Thread& t, Frame& f, Instr* instr) {
    Value* const parts = &f.registers[instr->b];
    Ref slice = make_slice(t, parts[0], parts[1], instr->c == 3 ? parts[2] : Value::none());
    if (!slice) return t.raised();
    clear_registers(parts, instr->c);
    return set_result(f, instr, std::move(slice));
}

// --- Building

namespace {

// take_tuple and take_list move the items out, so the run is plain memory again: empty it without release.
void forget_run(Value* run, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) run[i] = Value();
}

} // namespace

Status op_BuildTuple_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->b];
    Ref tuple = take_tuple(t, run, instr->c);
    forget_run(run, instr->c);
    if (!tuple) return t.raised();
    return set_result(f, instr, std::move(tuple));
}

Status op_BuildList_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->b];
    Ref list = take_list(t, run, instr->c);
    forget_run(run, instr->c);
    if (!list) return t.raised();
    return set_result(f, instr, std::move(list));
}

Status op_BuildSet_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->b];
    Ref set = make_set_py(t, std::span<const Value>(run, instr->c));
    if (!set) return t.raised();
    clear_registers(run, instr->c);
    return set_result(f, instr, std::move(set));
}

Status op_BuildMap_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->b];
    Ref dict = make_dict(t, instr->c);
    if (!dict) return t.raised();
    for (unsigned i = 0; i < instr->c; ++i) {
        if (!dict_set_py(t, dict.as<Dict>(), run[2 * i], run[2 * i + 1])) return t.raised();
    }
    clear_registers(run, 2 * static_cast<std::size_t>(instr->c));
    return set_result(f, instr, std::move(dict));
}

Status op_BuildString_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->b];
    Ref text = str_join_values(t, run, instr->c);
    if (!text) return t.raised();
    clear_registers(run, instr->c);
    return set_result(f, instr, std::move(text));
}

Status op_ListAppend_py(Thread& t, Frame& f, Instr* instr) {
    return list_append(t, as<List>(f.registers[instr->a]), f.registers[instr->b]);
}
Status op_SetAdd_py(Thread& t, Frame& f, Instr* instr) {
    return set_add_py(t, as<Set>(f.registers[instr->a]), f.registers[instr->b]);
}
Status op_MapAdd_py(Thread& t, Frame& f, Instr* instr) {
    return dict_set_py(t, as<Dict>(f.registers[instr->a]), f.registers[instr->b], f.registers[instr->c]);
}

Status op_ListExtend_py(Thread& t, Frame& f, Instr* instr) {
    const Value iterable = f.registers[instr->b];
    if (list_extend_py(t, as<List>(f.registers[instr->a]), iterable)) return Status::ok();
    // Only "not iterable" gets the text of a display; an error from within the iteration stays.
    Type& type = *type_of(t, iterable);
    if (t.pending_is(Exc::TypeError) && !type.slots.iter_py && !type.slots.getitem_py) {
        t.clear_pending();
        return t.raise(Exc::TypeError, "Value after * must be an iterable, not {}", type);
    }
    return t.raised();
}

Status op_SetUpdate_py(Thread& t, Frame& f, Instr* instr) {
    return set_update_py(t, as<Set>(f.registers[instr->a]), f.registers[instr->b]);
}

Status op_DictUpdate_py(Thread& t, Frame& f, Instr* instr) {
    const Value mapping = f.registers[instr->b];
    if (!is_kind(mapping, Kind::Dict)) {
        Ref keys = find_attr_py(t, mapping, Name::keys);
        if (!keys && t.has_pending()) return t.raised();
        if (!keys) return t.raise(Exc::TypeError, "'{}' object is not a mapping", *type_of(t, mapping));
    }
    return dict_update_py(t, as<Dict>(f.registers[instr->a]), mapping);
}

void append_callee_py(Thread& t, TextBuffer& out, Value callee) {
    const Ref qualname = find_attr_py(t, callee, Name::dunder_qualname);
    if (!qualname || !is_kind(qualname.get(), Kind::Str)) {
        t.clear_pending();
        if (!append_str_py(t, out, callee)) t.clear_pending();
        return;
    }
    const Ref module = find_attr_py(t, callee, Name::dunder_module);
    if (!module) {
        t.clear_pending();
    } else if (is_kind(module.get(), Kind::Str) && !str_equal(module.as<Str>(), "builtins")) {
        append_utf8(out, module.as<Str>());
        out.append('.');
    }
    append_utf8(out, qualname.as<Str>());
    out.append("()");
}

Status op_DictMerge_py(Thread& t, Frame& f, Instr* instr) {
    const Value mapping = f.registers[instr->b], callee = f.registers[instr->c];
    Dict& dict = as<Dict>(f.registers[instr->a]);
    const auto fail = [&](std::string_view middle, Value key) {
        TextBuffer text;
        append_callee_py(t, text, callee);
        text.append(middle);
        if (!key.is_empty()) {
            if (is_kind(key, Kind::Str)) append_utf8(text, as<Str>(key));
            text.append('\'');
        }
        return t.raise_text(Exc::TypeError, text.view());
    };
    Ref keys = Ref::nothing();
    const bool plain = iterates_as_dict(t, mapping);
    if (!plain) {
        Ref method = find_attr_py(t, mapping, Name::keys);
        if (!method) {
            if (t.has_pending()) return t.raised();
            TextBuffer text;
            format_to(text, " argument after ** must be a mapping, not {}", *type_of(t, mapping));
            return fail(text.view(), Value());
        }
        keys = call_py(t, method.get());
        if (!keys) return t.raised();
    } else {
        keys = dict_copy(t, as<Dict>(mapping));
        if (!keys) return t.raised();
    }
    return for_each_py(t, keys.get(), [&](Value key) -> Status {
        const Ref keep = Ref::share(key);
        if (!is_kind(key, Kind::Str)) return t.raise(Exc::TypeError, "keywords must be strings");
        const Result<bool> there = dict_contains_py(t, dict, key);
        if (!there) return t.raised();
        if (*there) return fail(" got multiple values for keyword argument '", key);
        Ref value = getitem_py(t, plain ? keys.get() : mapping, key);
        if (!value) return t.raised();
        return dict_set_py(t, dict, key, value.get());
    });
}

Status op_ListToTuple_py(Thread& t, Frame& f, Instr* instr) {
    const List& list = as<List>(f.registers[instr->b]);
    ISLET_SET_RESULT(make_tuple(t, std::span<const Value>(list.items, list.size)));
}

// --- Formatting

Status op_Convert_py(Thread& t, Frame& f, Instr* instr) {
    const Value v = f.registers[instr->b];
    ISLET_SET_RESULT(instr->c == 1 ? str_py(t, v) : instr->c == 2 ? repr_py(t, v) : ascii_py(t, v));
}
Status op_FormatSimple_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(format_py(t, f.registers[instr->b], Value()));
}
Status op_FormatSpec_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(format_py(t, f.registers[instr->b], f.registers[instr->c]));
}
Status op_BuildInterpolation_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->b];
    Ref made = make_interpolation(t, run[0], run[1], instr->c, run[2]);
    if (!made) return t.raised();
    clear_registers(run, 3);
    return set_result(f, instr, std::move(made));
}
Status op_BuildTemplate_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(make_template(t, f.registers[instr->b], f.registers[instr->c]));
}

// --- Iteration

Status op_GetIter_py(Thread& t, Frame& f, Instr* instr) {
    ISLET_SET_RESULT(iter_py(t, f.registers[instr->b]));
}

int op_for_iter_py(Thread& t, Frame& f, const Instr* instr) {
    Step step = next_py(t, f.registers[instr->b]);
    if (step.is_raised()) return -1;
    if (step.is_end()) return 0;
    assign(f.registers[instr->a], step.take());
    return 1;
}

namespace {

// Items of an unpacking go to R[base ...]; on failure what was stored stays for the unwinder to clear.
Status unpack_py(Thread& t, Frame& f, Value source, unsigned base, std::uint64_t before, std::uint64_t after,
                 bool rest) {
    const std::uint64_t total = before + after;
    Ref keep = Ref::share(source);
    Type& type = *type_of(t, source);
    Ref iterator = iter_py(t, source);
    if (!iterator) {
        if (!t.pending_is(Exc::TypeError) || type.slots.iter_py || type.slots.getitem_py) return t.raised();
        t.clear_pending();
        return t.raise(Exc::TypeError, "cannot unpack non-iterable {} object", type);
    }
    for (std::uint64_t i = 0; i < before; ++i) {
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) {
            if (rest)
                return t.raise(Exc::ValueError, "not enough values to unpack (expected at least {}, got {})",
                               total, i);
            return t.raise(Exc::ValueError, "not enough values to unpack (expected {}, got {})", total, i);
        }
        assign(f.registers[base + i], step.take());
    }
    if (!rest) {
        Step step = next_py(t, iterator.get());
        if (step.is_raised()) return t.raised();
        if (step.is_end()) return Status::ok();
        // Sized containers tell how many there were.
        if (is_exact(source, Kind::List) || is_exact(source, Kind::Tuple) || is_exact(source, Kind::Dict)) {
            const Result<std::int64_t> size = length_py(t, source);
            if (!size) return t.raised();
            if (static_cast<std::uint64_t>(*size) > before) {
                return t.raise(Exc::ValueError, "too many values to unpack (expected {}, got {})", before,
                               *size);
            }
        }
        return t.raise(Exc::ValueError, "too many values to unpack (expected {})", before);
    }
    Ref list = list_from_py(t, iterator.get());
    if (!list) return t.raised();
    List& items = list.as<List>();
    if (items.size < after) {
        return t.raise(Exc::ValueError, "not enough values to unpack (expected at least {}, got {})", total,
                       before + items.size);
    }
    for (std::uint64_t i = 0; i < after; ++i) {
        assign(f.registers[base + before + 1 + i], Ref::adopt(items.items[items.size - after + i]));
    }
    items.size -= after;
    assign(f.registers[base + before], std::move(list));
    return Status::ok();
}

} // namespace

Status op_UnpackSequence_py(Thread& t, Frame& f, Instr* instr) {
    return unpack_py(t, f, f.registers[instr->b], instr->a, instr->c, 0, false);
}
Status op_UnpackEx_py(Thread& t, Frame& f, Instr* instr) {
    return unpack_py(t, f, f.registers[instr->b], instr->a, instr->c,
                     static_cast<std::uint64_t>(instr[1].word()), true);
}

Status op_GetLen_py(Thread& t, Frame& f, Instr* instr) {
    const Result<std::int64_t> length = length_py(t, f.registers[instr->b]);
    if (!length) return t.raised();
    ISLET_SET_RESULT(make_int(t, *length));
}

// --- Pattern matching

Status op_MatchSequence_py(Thread& t, Frame& f, Instr* instr) {
    return set_result(f, instr, Ref::boolean(type_of(t, f.registers[instr->b])->has(kSequence)));
}
Status op_MatchMapping_py(Thread& t, Frame& f, Instr* instr) {
    return set_result(f, instr, Ref::boolean(type_of(t, f.registers[instr->b])->has(kMapping)));
}

Status op_MatchKeys_py(Thread& t, Frame& f, Instr* instr) {
    const Value subject = f.registers[instr->b];
    const Tuple& keys = as<Tuple>(f.registers[instr->c]);
    // get(key, marker) rather than [key], so that a defaultdict does not grow.
    Ref get = get_attr_py(t, subject, Name::get);
    Ref values = get ? make_list(t, keys.size) : Ref(t.raised());
    Ref seen = values ? make_set(t) : Ref(t.raised());
    Ref marker = seen ? make_list(t) : Ref(t.raised());
    if (!marker) return t.raised();
    for (std::uint64_t i = 0; i < keys.size; ++i) {
        const Result<bool> twice = set_contains_py(t, seen.as<Set>(), keys[i]);
        if (!twice) return t.raised();
        if (*twice) {
            TextBuffer text;
            if (!append_repr_py(t, text, keys[i])) return t.raised();
            return t.raise(Exc::ValueError, "mapping pattern checks duplicate key ({})", text);
        }
        if (!set_add_py(t, seen.as<Set>(), keys[i])) return t.raised();
        Ref value = call_py(t, get.get(), keys[i], marker.get());
        if (!value) return t.raised();
        if (value.get() == marker.get()) return set_result(f, instr, Ref::none());
        if (!list_append(t, values.as<List>(), std::move(value))) return t.raised();
    }
    const List& list = values.as<List>();
    ISLET_SET_RESULT(make_tuple(t, std::span<const Value>(list.items, list.size)));
}

namespace {

// Appends subject.name to `out`. 0: no such attribute, 1: done, -1: raised.
int match_attribute_py(Thread& t, Value subject, Value type, Value name, List& seen, List& out) {
    for (std::uint64_t i = 0; i < seen.size; ++i) {
        if (str_equal(as<Str>(seen.items[i]), as<Str>(name))) {
            TextBuffer text;
            append_repr(text, as<Str>(name));
            static_cast<void>(t.raise(Exc::TypeError, "{}() got multiple sub-patterns for attribute {}",
                                      as<Type>(type), text));
            return -1;
        }
    }
    Ref interned = intern(t, as<Str>(name));
    if (!interned || !list_append(t, seen, interned.get())) return -1;
    Ref value = find_attr_py(t, subject, interned.as<Str>());
    if (!value) return t.has_pending() ? -1 : 0;
    return list_append(t, out, std::move(value)) ? 1 : -1;
}

} // namespace

Status op_MatchClass_py(Thread& t, Frame& f, Instr* instr) {
    const Value subject = f.registers[instr->b], cls = f.registers[instr->b + 1],
                names = f.registers[instr->b + 2];
    const std::uint64_t positional = instr->c;
    if (!is_type(cls)) {
        TextBuffer text;
        if (!append_repr_py(t, text, cls)) return t.raised();
        return t.raise(Exc::TypeError, "called match pattern must be a class");
    }
    const Result<bool> matches = isinstance_py(t, subject, cls);
    if (!matches) return t.raised();
    if (!*matches) return set_result(f, instr, Ref::none());
    Ref seen = make_list(t);
    Ref out = seen ? make_list(t) : Ref(t.raised());
    if (!out) return t.raised();
    List& values = out.as<List>();
    if (positional > 0) {
        Ref match_args = find_attr_py(t, cls, Name::dunder_match_args);
        if (!match_args && t.has_pending()) return t.raised();
        bool self_match = false;
        std::uint64_t allowed = 0;
        if (match_args) {
            if (!is_exact(match_args.get(), Kind::Tuple)) {
                return t.raise(Exc::TypeError, "{}.__match_args__ must be a tuple (got {})", as<Type>(cls),
                               *type_of(t, match_args.get()));
            }
            allowed = match_args.as<Tuple>().size;
        } else {
            self_match = as<Type>(cls).has(kSelfMatch);
            allowed = self_match ? 1 : 0;
        }
        if (allowed < positional) {
            return t.raise(Exc::TypeError, "{}() accepts {} positional sub-pattern{} ({} given)",
                           as<Type>(cls), allowed, allowed == 1 ? "" : "s", positional);
        }
        if (self_match) {
            if (!list_append(t, values, subject)) return t.raised();
        } else {
            for (std::uint64_t i = 0; i < positional; ++i) {
                const Value name = match_args.as<Tuple>()[i];
                if (!is_exact(name, Kind::Str)) {
                    return t.raise(Exc::TypeError, "__match_args__ elements must be strings (got {})",
                                   *type_of(t, name));
                }
                const int step = match_attribute_py(t, subject, cls, name, seen.as<List>(), values);
                if (step < 0) return t.raised();
                if (step == 0) return set_result(f, instr, Ref::none());
            }
        }
    }
    for (std::uint64_t i = 0; is_kind(names, Kind::Tuple) && i < as<Tuple>(names).size; ++i) {
        const int step = match_attribute_py(t, subject, cls, as<Tuple>(names)[i], seen.as<List>(), values);
        if (step < 0) return t.raised();
        if (step == 0) return set_result(f, instr, Ref::none());
    }
    ISLET_SET_RESULT(make_tuple(t, std::span<const Value>(values.items, values.size)));
}

// --- The rest

Status op_PrintExpr_py(Thread& t, Frame& f, Instr* instr) {
    const Value hook = t.state().sys_dict ? dict_find(t, *t.state().sys_dict, Name::displayhook) : Value();
    if (hook.is_empty()) return t.raise(Exc::RuntimeError, "lost sys.displayhook");
    const Ref keep = Ref::share(hook);
    if (!call_py(t, hook, f.registers[instr->a])) return t.raised();
    return Status::ok();
}

namespace {

// How many registers an intrinsic takes.
unsigned intrinsic_operands(IntrinsicKind kind) {
    switch (kind) {
    case IntrinsicKind::TypeVar:
    case IntrinsicKind::ParamSpec:
    case IntrinsicKind::TypeVarTuple:
    case IntrinsicKind::SubscriptGeneric: return 1;
    case IntrinsicKind::TypeAlias: return 3;
    default: return 2;
    }
}

} // namespace

Status op_Intrinsic_py(Thread& t, Frame& f, Instr* instr) {
    Value* const run = &f.registers[instr->b];
    const auto kind = static_cast<IntrinsicKind>(instr->c);
    Ref result = run_intrinsic_py(t, kind, run);
    if (!result) return t.raised();
    clear_registers(run, intrinsic_operands(kind));
    return set_result(f, instr, std::move(result));
}

} // namespace islet
