// SPDX-License-Identifier: MIT
//
// The attributes of classes: names, bases, documentation, annotations, abstract methods.
//
// Annotations are evaluated when first asked for: __annotate__ is called and its answer kept in the class
// dict under __annotations_cache__.
//
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/types/type_attributes.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/doc_text.h"
#include "vm/types/list.h"
#include "vm/types/mapping_proxy.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/type_internal.h"

namespace islet {

namespace {

Type& type_self(Value v) {
    return as<Type>(v);
}

Status check_settable(Thread& t, const Type& type, std::string_view name, Value value) {
    if (!type.is_heap_type() || type.has(kImmutable)) {
        return t.raise(Exc::TypeError, "cannot set '{}' attribute of immutable type '{}'", name, type);
    }
    if (value.is_empty()) {
        return t.raise(Exc::TypeError, "cannot delete '{}' attribute of immutable type '{}'", name, type);
    }
    return Status::ok();
}

// What stands in the class dict, as seen from the class; nothing() without exception if there is nothing.
Ref own_attribute_py(Thread& t, Type& type, Name name) {
    Ref found = Ref::share(dict_find(t, *type.dict, name));
    if (!found) return found;
    const auto get = type_of(t, found.get())->slots.descr_get_py;
    return get ? get(t, found.get(), Value(), &type) : std::move(found);
}

Status set_own(Thread& t, Type& type, Name name, Value value) {
    Ref old = Ref::share(dict_find(t, *type.dict, name));
    if (!dict_set(t, *type.dict, name, value)) return t.raised();
    type_modified(t, type, &t.name(name));
    return Status::ok();
}

bool remove_own(Thread& t, Type& type, Name name) {
    Ref old = Ref::share(dict_find(t, *type.dict, name));
    if (!old) return false;
    dict_remove(t, *type.dict, t.name(name));
    type_modified(t, type, &t.name(name));
    return true;
}

Raised raise_missing(Thread& t, Type& type, Name name) {
    return raise_no_attribute(t, &type, t.name(name));
}

// --- Names

Ref type_name_get(Thread&, Value self) {
    return Ref::share(type_self(self).name);
}

Status type_name_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (!check_settable(t, type, "__name__", value)) return t.raised();
    if (!is_kind(value, Kind::Str)) {
        return t.raise(Exc::TypeError, "can only assign string to {}.__name__, not '{}'", type,
                       *type_of(t, value));
    }
    const auto& name = as<Str>(value);
    for (std::uint64_t i = 0; i < name.length; ++i) {
        if (name.at(i) == 0) return t.raise(Exc::ValueError, "type name must not contain null characters");
    }
    Ref interned = intern(t, as<Str>(value));
    if (!interned) return t.raised();
    release(static_cast<Object*>(std::exchange(type.name, static_cast<Str*>(interned.release().object()))));
    return Status::ok();
}

Ref type_qualname_get(Thread&, Value self) {
    return Ref::share(type_self(self).qualname);
}

Status type_qualname_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (!check_settable(t, type, "__qualname__", value)) return t.raised();
    if (!is_kind(value, Kind::Str)) {
        return t.raise(Exc::TypeError, "can only assign string to {}.__qualname__, not '{}'", type,
                       *type_of(t, value));
    }
    retain(value);
    release(static_cast<Object*>(std::exchange(type.qualname, &as<Str>(value))));
    return Status::ok();
}

Ref type_module_get_py(Thread& t, Value self) {
    return type_module_py(t, type_self(self));
}

Status type_module_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (!check_settable(t, type, "__module__", value)) return t.raised();
    // The line of the class statement belongs to the module that the class was made in.
    remove_own(t, type, Name::dunder_firstlineno);
    return set_own(t, type, Name::dunder_module, value);
}

Ref type_doc_get_py(Thread& t, Value self) {
    Type& type = type_self(self);
    if (!type.is_heap_type()) return type.spec->doc ? make_str(t, doc_body(type.spec->doc)) : Ref::none();
    Ref doc = own_attribute_py(t, type, Name::dunder_doc);
    return doc || t.has_pending() ? std::move(doc) : Ref::none();
}

Status type_doc_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (!check_settable(t, type, "__doc__", value)) return t.raised();
    return set_own(t, type, Name::dunder_doc, value);
}

// How the built-in types are called, where their docs do not begin with it.
struct TypeSignature {
    TypeId id;
    const char* text;
};
constexpr TypeSignature kSignatures[] = {
    {TypeId::NoneType, "()"},
    {TypeId::Ellipsis, "()"},
    {TypeId::NotImplementedType, "()"},
    {TypeId::Bool, "(object=False, /)"},
    {TypeId::Float, "(x=0, /)"},
    {TypeId::Complex, "(real=0, imag=0)"},
    {TypeId::Tuple, "(iterable=(), /)"},
    {TypeId::List, "(iterable=(), /)"},
    {TypeId::Set, "(iterable=(), /)"},
    {TypeId::FrozenSet, "(iterable=(), /)"},
    {TypeId::MemoryView, "(object)"},
    {TypeId::ClassMethod, "(function, /)"},
    {TypeId::StaticMethod, "(function, /)"},
    {TypeId::Property, "(fget=None, fset=None, fdel=None, doc=None)"},
    {TypeId::Enumerate, "(iterable, start=0)"},
    {TypeId::Filter, "(function, iterable, /)"},
    {TypeId::Map, "(function, iterable, /, *iterables, strict=False)"},
    {TypeId::Zip, "(*iterables, strict=False)"},
    {TypeId::Reversed, "(sequence, /)"},
    {TypeId::BoundMethod, "(function, instance, /)"},
    {TypeId::Module, "(name, doc=None)"},
    {TypeId::MappingProxy, "(mapping)"},
    {TypeId::SimpleNamespace, "(mapping_or_iterable=(), /, **kwargs)"},
    {TypeId::GenericAlias, "(origin, args, /)"},
    {TypeId::Traceback, "(tb_next, tb_frame, tb_lasti, tb_lineno)"},
};

Ref type_text_signature_get(Thread& t, Value self) {
    const Type& type = type_self(self);
    if (&type == t.type(TypeId::Object)) return make_str(t, "()");
    if (type.is_heap_type()) return Ref::none();
    const std::string_view signature = type.spec->doc ? doc_signature(type.spec->doc) : std::string_view();
    if (!signature.empty()) return make_str(t, signature);
    for (const TypeSignature& known : kSignatures) {
        if (&type == t.type(known.id)) return make_str(t, known.text);
    }
    return Ref::none();
}

// --- Bases

bool takes_part_in_cycles(const Type& type) {
    return type.is_heap_type() || (type.base && !type.has(kAcyclic));
}

Ref type_bases_get(Thread&, Value self) {
    return Ref::share(type_self(self).bases);
}
Ref type_base_get(Thread&, Value self) {
    Type* const base = type_self(self).base;
    return base ? Ref::share(base) : Ref::none();
}
Ref type_mro_get(Thread&, Value self) {
    Tuple* const mro = type_self(self).mro;
    return mro ? Ref::share(mro) : Ref::none();
}

Status check_new_bases(Thread& t, Type& type, Value value) {
    if (!check_settable(t, type, "__bases__", value)) return t.raised();
    if (!is_kind(value, Kind::Tuple)) {
        return t.raise(Exc::TypeError, "can only assign tuple to {}.__bases__, not {}", type,
                       *type_of(t, value));
    }
    const auto& bases = as<Tuple>(value);
    if (bases.size == 0) {
        return t.raise(Exc::TypeError, "can only assign non-empty tuple to {}.__bases__, not ()", type);
    }
    for (const Value base : bases.span()) {
        if (!is_type(base)) {
            return t.raise(Exc::TypeError, "{}.__bases__ must be tuple of classes, not '{}'", type,
                           *type_of(t, base));
        }
        if (is_subtype(as<Type>(base), type)) {
            return t.raise(Exc::TypeError, "a __bases__ item causes an inheritance cycle");
        }
    }
    return Status::ok();
}

// New orders for the class and all below it, with the old ones kept in pairs so that a failure changes
// nothing.
Status recompute_orders_py(Thread& t, Type& type, List& undo) {
    RecursionScope scope(t, " in __bases__ assignment");
    if (!scope) return t.raised();
    Ref order = find_mro_py(t, type, *type.bases);
    if (!order) return t.raised();
    if (!list_append(t, undo, Value(&type)) || !list_append(t, undo, Value(type.mro))) return t.raised();
    release(static_cast<Object*>(std::exchange(type.mro, static_cast<Tuple*>(order.release().object()))));
    Ref below = type_subclasses(t, type);
    if (!below) return t.raised();
    for (std::uint64_t i = 0; i < below.as<List>().size; ++i) {
        if (!recompute_orders_py(t, as<Type>(below.as<List>().items[i]), undo)) return t.raised();
    }
    return Status::ok();
}

void restore_orders(const List& undo) {
    for (std::uint64_t i = undo.size; i >= 2; i -= 2) {
        Type& type = as<Type>(undo.items[i - 2]);
        Tuple& mro = as<Tuple>(undo.items[i - 1]);
        retain(static_cast<Object*>(&mro));
        release(static_cast<Object*>(std::exchange(type.mro, &mro)));
    }
}

void swap_bases(Type& type, Tuple& bases, Type& base) {
    retain(static_cast<Object*>(&bases));
    retain(static_cast<Object*>(&base));
    release(static_cast<Object*>(std::exchange(type.bases, &bases)));
    release(static_cast<Object*>(std::exchange(type.base, &base)));
}

Status type_bases_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (!check_new_bases(t, type, value)) return t.raised();
    Type* const base = find_best_base(t, as<Tuple>(value));
    if (!base) return t.raised();
    if (takes_part_in_cycles(*type.base) != takes_part_in_cycles(*base) && type.base->is_heap_type()) {
        return t.raise(Exc::TypeError, "__bases__ assignment: '{}' deallocator differs from '{}'", *base,
                       *type.base);
    }
    if (!same_layout(*type.base, *base)) {
        return t.raise(Exc::TypeError, "__bases__ assignment: '{}' object layout differs from '{}'", *base,
                       *type.base);
    }
    Ref old_bases = Ref::share(type.bases), old_base = Ref::share(type.base), keep = Ref::share(self);
    Ref undo = make_list(t);
    if (!undo) return t.raised();
    swap_bases(type, as<Tuple>(value), *base);
    if (!recompute_orders_py(t, type, undo.as<List>())) {
        restore_orders(undo.as<List>());
        swap_bases(type, old_bases.as<Tuple>(), old_base.as<Type>());
        return t.raised();
    }
    for (const Value old : old_bases.as<Tuple>().span()) remove_subclass(t.state(), as<Type>(old), type);
    for (const Value fresh : type.bases->span()) {
        if (!add_subclass(t, as<Type>(fresh), type)) return t.raised();
    }
    type_modified(t, type, nullptr);
    return Status::ok();
}

// --- The dict

Ref type_dict_get(Thread& t, Value self) {
    return make_mapping_proxy(t, type_self(self).dict);
}

// --- Abstract methods

Ref type_abstract_get(Thread& t, Value self) {
    Type& type = type_self(self);
    // `type` itself would find its own descriptor.
    Ref names = &type == t.type(TypeId::Type)
                    ? Ref::nothing()
                    : Ref::share(dict_find(t, *type.dict, Name::dunder_abstractmethods));
    if (names) return names;
    return raise_attribute_error(t, "__abstractmethods__", self, t.name(Name::dunder_abstractmethods));
}

Status type_abstract_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (value.is_empty()) {
        if (!remove_own(t, type, Name::dunder_abstractmethods)) {
            return raise_attribute_error(t, "__abstractmethods__", self,
                                         t.name(Name::dunder_abstractmethods));
        }
        type.type_flags &= ~std::uint32_t{kAbstract};
        return Status::ok();
    }
    const Result<bool> any = truth_py(t, value);
    if (!any) return t.raised();
    if (!set_own(t, type, Name::dunder_abstractmethods, value)) return t.raised();
    type.type_flags = *any ? type.type_flags | kAbstract : type.type_flags & ~std::uint32_t{kAbstract};
    return Status::ok();
}

// --- Annotations

Ref type_annotate_get_py(Thread& t, Value self) {
    Type& type = type_self(self);
    if (!type.is_heap_type()) return raise_missing(t, type, Name::dunder_annotate);
    Ref function = own_attribute_py(t, type, Name::dunder_annotate_func);
    if (function || t.has_pending()) return function;
    function = own_attribute_py(t, type, Name::dunder_annotate);
    if (function || t.has_pending()) return function;
    if (!set_own(t, type, Name::dunder_annotate_func, Value::none())) return t.raised();
    return Ref::none();
}

Status type_annotate_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (value.is_empty()) return t.raise(Exc::TypeError, "cannot delete __annotate__ attribute");
    if (!type.is_heap_type() || type.has(kImmutable)) {
        return t.raise(Exc::TypeError, "cannot set '__annotate__' attribute of immutable type '{}'", type);
    }
    if (!value.is_none() && !is_callable(t, value)) {
        return t.raise(Exc::TypeError, "__annotate__ must be callable or None");
    }
    if (!set_own(t, type, Name::dunder_annotate_func, value)) return t.raised();
    if (!value.is_none()) {
        remove_own(t, type, Name::dunder_annotations_cache);
        remove_own(t, type, Name::dunder_annotations);
    }
    return Status::ok();
}

Ref evaluate_annotations_py(Thread& t, Type& type) {
    Ref annotate = type_annotate_get_py(t, &type);
    if (!annotate) return t.raised();
    if (annotate.get().is_none() || !is_callable(t, annotate.get())) return make_dict(t);
    constexpr std::int64_t kValues = 1; // annotationlib.Format.VALUE
    Ref annotations = call_py(t, annotate.get(), Value::small_int(kValues));
    if (annotations && !is_kind(annotations.get(), Kind::Dict)) {
        return t.raise(Exc::TypeError, "__annotate__ returned non-dict of type '{}'",
                       *type_of(t, annotations.get()));
    }
    return annotations;
}

Ref type_annotations_get_py(Thread& t, Value self) {
    Type& type = type_self(self);
    if (!type.is_heap_type()) return raise_missing(t, type, Name::dunder_annotations);
    Ref found = own_attribute_py(t, type, Name::dunder_annotations);
    if (found || t.has_pending()) return found;
    found = own_attribute_py(t, type, Name::dunder_annotations_cache);
    if (found || t.has_pending()) return found;
    Ref annotations = evaluate_annotations_py(t, type);
    if (!annotations || !set_own(t, type, Name::dunder_annotations_cache, annotations.get()))
        return t.raised();
    return annotations;
}

Status type_annotations_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (!type.is_heap_type() || type.has(kImmutable)) {
        return t.raise(Exc::TypeError, "cannot set '__annotations__' attribute of immutable type '{}'", type);
    }
    const bool plain = !dict_find(t, *type.dict, Name::dunder_annotations).is_empty();
    const Name place = plain ? Name::dunder_annotations : Name::dunder_annotations_cache;
    if (!value.is_empty()) {
        if (!set_own(t, type, place, value)) return t.raised();
    } else if (!remove_own(t, type, place)) {
        return raise_missing(t, type, Name::dunder_annotations);
    }
    // What was assigned stands; nothing evaluates again behind it.
    remove_own(t, type, Name::dunder_annotate_func);
    remove_own(t, type, Name::dunder_annotate);
    return Status::ok();
}

Ref type_params_get_py(Thread& t, Value self) {
    Type& type = type_self(self);
    Ref params =
        &type == t.type(TypeId::Type) ? Ref::nothing() : own_attribute_py(t, type, Name::dunder_type_params);
    if (params || t.has_pending()) return params;
    return make_tuple_uninit(t, 0);
}

Status type_params_set_py(Thread& t, Value self, Value value) {
    Type& type = type_self(self);
    if (!check_settable(t, type, "__type_params__", value)) return t.raised();
    return set_own(t, type, Name::dunder_type_params, value);
}

// --- Numbers that describe the layout, with the meaning and bits that CPython gives them

Ref type_flags_get(Thread&, Value self) {
    const Type& type = type_self(self);
    std::int64_t flags = 1 << 12; // ready
    const auto add = [&](bool when, int bit) {
        if (when) flags |= std::int64_t{1} << bit;
    };
    add(!type.is_heap_type(), 1);
    add(type.is_heap_type() && type.attrs_offset != 0, 2);
    add(type.is_heap_type() && type.has(kWeakable), 3);
    add(type.is_heap_type() && type.has(kHasDict), 4);
    add(takes_part_in_cycles(type), 14);
    add(type.has(kSequence), 5);
    add(type.has(kMapping), 6);
    add(type.has(kNoInstantiation), 7);
    add(!type.is_heap_type() || type.has(kImmutable), 8);
    add(type.is_heap_type(), 9);
    add(type.has(kBaseType), 10);
    add(type.has(kMethodLike), 17);
    add(type.has(kAbstract), 20);
    add(type.has(kSelfMatch), 22);
    add(type.instance_kind == Kind::Int, 24);
    add(type.instance_kind == Kind::List, 25);
    add(type.instance_kind == Kind::Tuple, 26);
    add(type.instance_kind == Kind::Bytes, 27);
    add(type.instance_kind == Kind::Str, 28);
    add(type.instance_kind == Kind::Dict, 29);
    add(type.instance_kind == Kind::Exception, 30);
    add(type.instance_kind == Kind::Type, 31);
    return Ref::plain(Value::small_int(flags));
}

Ref type_basicsize_get(Thread&, Value self) {
    return Ref::plain(Value::small_int(type_self(self).instance_size));
}
Ref type_itemsize_get(Thread&, Value self) {
    return Ref::plain(Value::small_int(type_self(self).item_size));
}

Ref type_dictoffset_get(Thread&, Value self) {
    const Type& type = type_self(self);
    return Ref::plain(Value::small_int(!type.has(kHasDict)   ? 0
                                       : type.is_heap_type() ? -1
                                                             : std::int64_t{type.instance_size}));
}

Ref type_weakrefoffset_get(Thread&, Value self) {
    return Ref::plain(Value::small_int(type_self(self).has(kWeakable) ? -32 : 0));
}

} // namespace

Ref type_module_py(Thread& t, Type& type) {
    if (!type.is_heap_type()) return intern(t, type.spec->module);
    Ref module = Ref::share(dict_find(t, *type.dict, Name::dunder_module));
    if (module) return module;
    return raise_attribute_error(t, "__module__", &type, t.name(Name::dunder_module));
}

Status check_not_abstract_py(Thread& t, Type& type) {
    Ref names = type_abstract_get(t, &type);
    if (!names) return t.raised();
    Ref sorted = list_from_py(t, names.get());
    if (!sorted || !list_sort_py(t, sorted.as<List>(), Value(), false)) return t.raised();
    const auto& list = sorted.as<List>();
    TextBuffer text;
    for (std::uint64_t i = 0; i < list.size; ++i) {
        if (!is_kind(list.items[i], Kind::Str)) {
            return t.raise(Exc::TypeError, "sequence item {}: expected str instance, {} found", i,
                           *type_of(t, list.items[i]));
        }
        if (i != 0) text.append(", ");
        text.append('\'');
        append_utf8(text, as<Str>(list.items[i]));
        text.append('\'');
    }
    return t.raise(Exc::TypeError,
                   "Can't instantiate abstract class {} without an implementation for abstract "
                   "method{} {}",
                   type, list.size == 1 ? "" : "s", text);
}

constexpr GetSetDef kTypeGetSet[kTypeGetSetCount] = {
    {"__name__", &type_name_get, &type_name_set_py, nullptr},
    {"__qualname__", &type_qualname_get, &type_qualname_set_py, nullptr},
    {"__bases__", &type_bases_get, &type_bases_set_py, nullptr},
    {"__base__", &type_base_get, &refuse_write, nullptr},
    {"__mro__", &type_mro_get, nullptr, nullptr},
    {"__module__", &type_module_get_py, &type_module_set_py, nullptr},
    {"__abstractmethods__", &type_abstract_get, &type_abstract_set_py, nullptr},
    {"__dict__", &type_dict_get, nullptr, nullptr},
    {"__doc__", &type_doc_get_py, &type_doc_set_py, nullptr},
    {"__text_signature__", &type_text_signature_get, nullptr, nullptr},
    {"__annotations__", &type_annotations_get_py, &type_annotations_set_py, nullptr},
    {"__annotate__", &type_annotate_get_py, &type_annotate_set_py, nullptr},
    {"__type_params__", &type_params_get_py, &type_params_set_py, nullptr},
    {"__basicsize__", &type_basicsize_get, &refuse_write, nullptr},
    {"__itemsize__", &type_itemsize_get, &refuse_write, nullptr},
    {"__flags__", &type_flags_get, &refuse_write, nullptr},
    {"__dictoffset__", &type_dictoffset_get, &refuse_write, nullptr},
    {"__weakrefoffset__", &type_weakrefoffset_get, &refuse_write, nullptr},
};

void append_full_name(Thread& t, TextBuffer& out, Type& type) {
    if (!type.is_heap_type()) return append_value(out, type);
    const Value module = dict_find(t, *type.dict, Name::dunder_module);
    if (is_kind(module, Kind::Str) && !str_equal(as<Str>(module), "builtins") &&
        !str_equal(as<Str>(module), "__main__")) {
        append_utf8(out, as<Str>(module));
        out.append('.');
    }
    append_utf8(out, *type.qualname);
}

} // namespace islet
