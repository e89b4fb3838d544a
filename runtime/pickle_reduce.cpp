// SPDX-License-Identifier: MIT
//
// See pickle_writer.h: objects that are written as what __reduce_ex__ and its relatives answer.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "runtime/pickle_writer.h"

#include "runtime/import.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

using namespace pickle;

// function(*args) makes the object; then come state, items, pairs. All borrowed from the answer; empty: none.
struct PickleWriter::Reduction {
    Value function, args, state, items, pairs, setter;
};

// --- Failing

namespace {

// As in "functools.partial", "Outer.Inner": without the module if that goes without saying.
void append_full_name(Thread& t, TextBuffer& out, const Type& type) {
    if (!type.is_heap_type()) return append_type_title(out, type);
    const Value module = dict_find(t, *type.dict, Name::dunder_module);
    if (is_str(module) && !str_equal(as<Str>(module), "builtins") &&
        !str_equal(as<Str>(module), "__main__")) {
        append_utf8(out, as<Str>(module));
        out.append('.');
    }
    append_utf8(out, *type.qualname);
}

} // namespace

Raised PickleWriter::add_note_py(Ref exception, const TextBuffer& text) {
    Ref note = make_str(t_, text);
    Ref name = note ? intern(t_, "add_note") : Ref(t_.raised());
    const Value args[] = {note.get()};
    if (!name || !call_method_py(t_, exception.get(), name.as<Str>(), args)) {
        const Ref failure = t_.take_pending();
        if (failure.get() != exception.get()) set_context(failure.as<Exception>(), exception.get());
        return t_.restore(Ref::share(failure.get()));
    }
    return t_.restore(std::move(exception));
}

Raised PickleWriter::note_py(Value owner, std::string_view what) {
    TextBuffer text;
    text.append("when serializing ");
    append_full_name(t_, text, *type_of(t_, owner));
    text.append(' ');
    text.append(what);
    return add_note_py(t_.take_pending(), text);
}
Raised PickleWriter::note_item_py(Value owner, std::size_t at) {
    return note_py(owner, format("item {}", at).view());
}
Raised PickleWriter::note_element_py(Value owner) {
    return note_py(owner, "element");
}

Raised PickleWriter::note_key_py(const Type& owner, Value key) {
    Ref exception = t_.take_pending();
    TextBuffer text;
    text.append("when serializing ");
    append_full_name(t_, text, owner);
    text.append(" item ");
    if (append_repr_py(t_, text, key)) return add_note_py(std::move(exception), text);
    const Ref failure = t_.take_pending();
    if (failure.get() != exception.get()) set_context(failure.as<Exception>(), exception.get());
    return t_.restore(Ref::share(failure.get()));
}

Raised raise_pickle_error_py(Thread& t, bool reading, std::string_view message) {
    const Ref context = t.has_pending() ? t.take_pending() : Ref::nothing();
    Ref module = import_module_py(t, "_pickle");
    if (!module) return t.raised();
    Ref name = intern(t, reading ? "UnpicklingError" : "PicklingError");
    Ref type = name ? get_attr_py(t, module.get(), name.as<Str>()) : Ref(t.raised());
    Ref text = type ? make_str(t, message) : Ref(t.raised());
    Ref exception = text ? call_py(t, type.get(), text.get()) : Ref(t.raised());
    if (!exception) return t.raised();
    if (!is_exception(exception.get())) return t.raise(Exc::TypeError, "_pickle's exceptions were replaced");
    const Value shown = exception.get();
    const Raised raised = t.raise_object(std::move(exception));
    if (context) set_context(as<Exception>(shown), context.get());
    return raised;
}

// --- Persistent ids

Status PickleWriter::save_persistent_py(Value v, bool& done) {
    Ref id = hooks_.persistent_id_py(t_, hooks_.context, v);
    if (!id) return t_.raised();
    done = !id.get().is_none();
    if (!done) return Status::ok();
    if (protocol_ >= 1) {
        if (!save_any_py(id.get())) return t_.raised();
        op(kBinPersId);
        return Status::ok();
    }
    Ref text = str_py(t_, id.get());
    if (!text) return t_.raised();
    if (!text.as<Str>().is_ascii()) return raise_py("persistent IDs in protocol 0 must be ASCII strings");
    line(kPersId, text.as<Str>().ascii());
    return Status::ok();
}

// --- What is asked

Ref PickleWriter::find_reducer_py(Type& type) {
    if (!dispatch_table_) {
        if (!hooks_.dispatch_table.is_empty()) {
            dispatch_table_ = Ref::share(hooks_.dispatch_table);
        } else {
            Ref copyreg = import_module_py(t_, "copyreg");
            Ref name = copyreg ? intern(t_, "dispatch_table") : Ref(t_.raised());
            dispatch_table_ = name ? get_attr_py(t_, copyreg.get(), name.as<Str>()) : Ref(t_.raised());
            if (!dispatch_table_) return t_.raised();
        }
    }
    if (is_exact(dispatch_table_.get(), Kind::Dict)) {
        bool found = false;
        return dict_find_py(t_, dispatch_table_.as<Dict>(), Value(&type), &found);
    }
    Ref reducer = getitem_py(t_, dispatch_table_.get(), Value(&type));
    if (reducer || !t_.pending_is(Exc::LookupError)) return reducer;
    t_.clear_pending();
    return Ref::nothing();
}

Ref PickleWriter::reduce_py(Value v) {
    Ref method = find_attr_py(t_, v, Name::dunder_reduce_ex);
    if (method) return call_py(t_, method.get(), Value::small_int(protocol_));
    if (t_.has_pending()) return t_.raised();
    method = find_attr_py(t_, v, Name::dunder_reduce);
    if (method) return call_py(t_, method.get());
    if (t_.has_pending()) return t_.raised();
    TextBuffer text;
    text.append("Can't pickle ");
    append_full_name(t_, text, *type_of(t_, v));
    text.append(" object");
    return raise_py(text.view());
}

Status PickleWriter::save_other_py(Value v) {
    if (!t_.check_stack(" while pickling an object")) return t_.raised();
    if (is_pickle_buffer(v)) return save_buffer_py(v);
    Ref reduced = Ref::nothing();
    if (hooks_.reducer_override_py) {
        reduced = hooks_.reducer_override_py(t_, hooks_.context, v);
        if (!reduced) return t_.raised();
        if (reduced.get().is_not_implemented()) reduced.reset();
    }
    if (!reduced) {
        Type& type = *type_of(t_, v);
        if (&type == t_.type(TypeId::Type)) return save_type_py(v);
        if (&type == t_.type(TypeId::Function)) return save_global_py(v, Value());
        const Ref held = Ref::share(Value(&type));
        Ref reducer = find_reducer_py(type);
        if (!reducer && t_.has_pending()) return t_.raised();
        if (!reducer && is_type(v)) return save_global_py(v, Value());
        if (!reducer && is_plain_instance(v)) {
            if (save_plain_instance_py(v)) return Status::ok();
            return note_py(v, "object");
        }
        reduced = reducer ? call_py(t_, reducer.get(), v) : reduce_py(v);
        if (!reduced) return t_.raised();
    }
    if (is_str(reduced.get())) return save_global_py(v, reduced.get());
    if (save_reduced_py(v, reduced.get())) return Status::ok();
    return note_py(v, "object");
}

// --- Instances whose class leaves everything to object: as object.__reduce_ex__ would answer, without asking

bool PickleWriter::is_plain_instance(Value v) {
    if (protocol_ < 2 || hooks_.persistent_id_py || hooks_.reducer_override_py || hooks_.fast) return false;
    if (!is_kind(v, Kind::Instance)) return false;
    Type& type = *type_of(t_, v);
    const Type& object = *t_.type(TypeId::Object);
    const bool plain = type.is_heap_type() && type.has(kHasDict) &&
                       type.instance_size == object.instance_size &&
                       type.slots.getattr_py == object.slots.getattr_py;
    if (!plain || v.object()->shape->dict_mode) return false;
    for (const Name name :
         {Name::dunder_reduce_ex, Name::dunder_reduce, Name::dunder_getstate, Name::dunder_class}) {
        if (type_lookup(t_, type, name) != type_lookup(t_, *t_.type(TypeId::Object), name)) return false;
        if (!find_instance_attr(t_, v.object(), t_.name(name)).is_empty()) return false;
    }
    for (const Name name : {Name::dunder_getnewargs_ex, Name::dunder_getnewargs, Name::dunder_slots}) {
        if (!type_lookup(t_, type, name).is_empty()) return false;
    }
    const Value dict = type_lookup(t_, type, Name::dunder_dict);
    return dict.is_empty() || is_kind(dict, Kind::GetSet);
}

Status PickleWriter::save_plain_instance_py(Value v) {
    const Ref cls = Ref::share(Value(type_of(t_, v)));
    if (!save_py(cls.get())) return note_py(v, "class");
    op(kEmptyTuple);
    op(kNewObj);
    if (!memoize(v)) return t_.raised();
    // Writing the class may have run anything.
    if (v.object()->shape->dict_mode) {
        Ref dict = get_attr_py(t_, v, Name::dunder_dict);
        if (!dict || !save_py(dict.get())) return note_py(v, "state");
    } else {
        if (v.object()->shape->slot_count == 0) return Status::ok();
        if (!save_plain_attributes_py(v)) return note_py(v, "state");
    }
    op(kBuild);
    return Status::ok();
}

// As the dict that __dict__ would be. It has a number in the stream, by which nothing can ask for it.
Status PickleWriter::save_plain_attributes_py(Value v) {
    Object* const object = v.object();
    const Shape* const shape = object->shape;
    const std::uint32_t count = shape->slot_count;
    op(kEmptyDict);
    write_put(memo_.size());
    memo_.add_unnamed();
    if (count > 1) op(kMark);
    for (std::uint32_t i = 0; i < count; ++i) {
        const Value name(shape->names->names[i]);
        const Ref value = Ref::share(*attr_slot(attrs_of(object), shape, i));
        if (!save_py(name)) return t_.raised();
        if (!save_py(value.get())) return note_key_py(*t_.type(TypeId::Dict), name);
        if (object->shape != shape)
            return t_.raise(Exc::RuntimeError, "dictionary changed size during iteration");
    }
    op(count > 1 ? kSetItems : kSetItem);
    return Status::ok();
}

// The classes of the singletons have no name: type(None).
Status PickleWriter::save_type_py(Value v) {
    const std::pair<TypeId, Value> nameless[] = {{TypeId::NoneType, Value::none()},
                                                 {TypeId::Ellipsis, Value::ellipsis()},
                                                 {TypeId::NotImplementedType, Value::not_implemented()}};
    for (const auto& [id, instance] : nameless) {
        if (v == Value(t_.type(id))) return save_call_of_py(Value(t_.type(TypeId::Type)), {instance}, v);
    }
    return save_global_py(v, Value());
}

// --- Writing an answer

Status PickleWriter::save_call_of_py(Value function, std::initializer_list<Value> args, Value v) {
    Ref tuple = make_tuple(t_, args);
    Ref reduced = tuple ? make_tuple(t_, {function, tuple.get()}) : Ref(t_.raised());
    return reduced ? save_reduced_py(v, reduced.get()) : Status(t_.raised());
}

Status PickleWriter::check_reduced(Value reduced, Reduction& out) {
    const auto refuse = [&](std::string_view which, std::string_view what, Value got) -> Status {
        TextBuffer text;
        format_to(text, "{} item of the tuple returned by __reduce__ must be {}, not ", which, what);
        append_full_name(t_, text, *type_of(t_, got));
        return raise_py(text.view());
    };
    if (!is_kind(reduced, Kind::Tuple)) {
        TextBuffer text;
        text.append("__reduce__ must return a string or tuple, not ");
        append_full_name(t_, text, *type_of(t_, reduced));
        return raise_py(text.view());
    }
    const Tuple& parts = as<Tuple>(reduced);
    if (parts.size < 2 || parts.size > 6)
        return raise_py("tuple returned by __reduce__ must contain 2 through 6 elements");
    Value* const places[] = {&out.function, &out.args, &out.state, &out.items, &out.pairs, &out.setter};
    for (std::size_t i = 0; i < parts.size; ++i) {
        if (i < 2 || !parts[i].is_none()) *places[i] = parts[i];
    }
    if (!is_callable(t_, out.function)) return refuse("first", "callable", out.function);
    if (!is_kind(out.args, Kind::Tuple)) return refuse("second", "a tuple", out.args);
    const auto is_iterator = [&](Value v) { return v.is_empty() || type_of(t_, v)->slots.next_py; };
    if (!is_iterator(out.items)) return refuse("fourth", "an iterator", out.items);
    if (!is_iterator(out.pairs)) return refuse("fifth", "an iterator", out.pairs);
    if (!out.setter.is_empty() && !is_callable(t_, out.setter))
        return refuse("sixth", "callable", out.setter);
    return Status::ok();
}

Status PickleWriter::save_reduced_py(Value v, Value reduced) {
    Reduction how;
    if (!check_reduced(reduced, how) || !save_creation_py(v, how)) return t_.raised();
    const std::uint64_t key = PickleMemo::key_of(v);
    if (memo_.find(key) != PickleMemo::kMissing) {
        // What it is made from led back to it, so that it was made already: take that one.
        op(kPop);
        write_known(key);
        return Status::ok();
    }
    if (!memoize(key)) return t_.raised();
    if (!how.items.is_empty() && !save_iterated_items_py(how.items, v)) return t_.raised();
    if (!how.pairs.is_empty() && !save_iterated_pairs_py(how.pairs, v)) return t_.raised();
    return how.state.is_empty() ? Status::ok() : save_state_py(v, how);
}

Status PickleWriter::save_creation_py(Value v, const Reduction& how) {
    if (protocol_ >= 2) {
        Ref name = find_attr_py(t_, how.function, Name::dunder_name);
        if (!name && t_.has_pending()) return t_.raised();
        if (name && is_str(name.get())) {
            if (str_equal(name.as<Str>(), "__newobj_ex__")) return save_new_ex_py(v, how);
            if (str_equal(name.as<Str>(), "__newobj__")) return save_new_py(v, how);
        }
    }
    if (!save_py(how.function)) return note_py(v, "reconstructor");
    if (!save_py(how.args)) return note_py(v, "reconstructor arguments");
    op(kReduce);
    return Status::ok();
}

Status PickleWriter::save_new_py(Value v, const Reduction& how) {
    const Tuple& args = as<Tuple>(how.args);
    if (args.size < 1) return raise_py("__newobj__ expected at least 1 argument, got 0");
    const Value cls = args[0];
    TextBuffer text;
    if (!is_type(cls)) {
        text.append("first argument to __newobj__() must be a class, not ");
        append_full_name(t_, text, *type_of(t_, cls));
        return raise_py(text.view());
    }
    Ref own = get_attr_py(t_, v, Name::dunder_class);
    if (!own) return t_.raised();
    if (own.get() != cls) {
        text.append("first argument to __newobj__() must be ");
        if (!append_repr_py(t_, text, own.get())) return t_.raised();
        text.append(", not ");
        if (!append_repr_py(t_, text, cls)) return t_.raised();
        return raise_py(text.view());
    }
    if (!save_py(cls)) return note_py(v, "class");
    Ref rest = make_tuple(t_, args.span().subspan(1));
    if (!rest) return t_.raised();
    if (!save_py(rest.get())) return note_py(v, "__new__ arguments");
    op(kNewObj);
    return Status::ok();
}

Status PickleWriter::save_new_ex_py(Value v, const Reduction& how) {
    const Tuple& parts = as<Tuple>(how.args);
    if (parts.size != 3)
        return raise_py(format("__newobj_ex__ expected 3 arguments, got {}", parts.size).view());
    const auto refuse = [&](std::string_view which, std::string_view what, Value got) -> Status {
        TextBuffer text;
        format_to(text, "{} argument to __newobj_ex__() must be {}, not ", which, what);
        append_full_name(t_, text, *type_of(t_, got));
        return raise_py(text.view());
    };
    if (!is_type(parts[0])) return refuse("first", "a class", parts[0]);
    if (!is_kind(parts[1], Kind::Tuple)) return refuse("second", "a tuple", parts[1]);
    if (!is_kind(parts[2], Kind::Dict)) return refuse("third", "a dict", parts[2]);
    if (protocol_ < 4) return save_new_ex_as_partial_py(v, how);
    if (!save_py(parts[0])) return note_py(v, "class");
    if (!save_py(parts[1]) || !save_py(parts[2])) return note_py(v, "__new__ arguments");
    op(kNewObjEx);
    return Status::ok();
}

// Older protocols have no call with keywords: functools.partial(cls.__new__, cls, *args, **keywords)().
Status PickleWriter::save_new_ex_as_partial_py(Value v, const Reduction& how) {
    const Tuple& parts = as<Tuple>(how.args);
    const Tuple& given = as<Tuple>(parts[1]);
    Ref functools = import_module_py(t_, "functools");
    Ref name = functools ? intern(t_, "partial") : Ref(t_.raised());
    Ref partial = name ? get_attr_py(t_, functools.get(), name.as<Str>()) : Ref(t_.raised());
    Ref function = partial ? get_attr_py(t_, parts[0], Name::dunder_new) : Ref(t_.raised());
    Ref args = function ? make_tuple_uninit(t_, given.size + 2) : Ref(t_.raised());
    if (!args) return t_.raised();
    Value* const items = args.as<Tuple>().items();
    items[0] = Ref::share(function.get()).release();
    items[1] = Ref::share(parts[0]).release();
    for (std::size_t i = 0; i < given.size; ++i) items[i + 2] = Ref::share(given[i]).release();
    Ref call = call_ex_py(t_, partial.get(), args.as<Tuple>(), parts[2]);
    Ref none = call ? make_tuple(t_, std::span<const Value>{}) : Ref(t_.raised());
    if (!none) return t_.raised();
    if (!save_py(call.get())) return note_py(v, "reconstructor");
    if (!save_py(none.get())) return note_py(v, "reconstructor arguments");
    op(kReduce);
    return Status::ok();
}

Status PickleWriter::save_state_py(Value v, const Reduction& how) {
    if (how.setter.is_empty()) {
        if (!save_py(how.state)) return note_py(v, "state");
        op(kBuild);
        return Status::ok();
    }
    // setter(v, state), whose answer is dropped.
    if (!save_py(how.setter)) return note_py(v, "state setter");
    if (!save_py(v)) return t_.raised();
    if (!save_py(how.state)) return note_py(v, "state");
    op(kTuple2); // whatever the protocol
    op(kReduce);
    op(kPop);
    return Status::ok();
}

} // namespace islet
