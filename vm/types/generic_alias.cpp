// SPDX-License-Identifier: MIT
//
// types.GenericAlias, and the substitution of type variables, which unions share.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/generic_alias.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/union.h"

namespace islet {

namespace {

Ref make_alias(Thread& t, Type& type, Value origin, Value args, bool starred) {
    Ref tuple = is_kind(args, Kind::Tuple) ? Ref::share(args) : make_tuple(t, {args});
    if (!tuple) return t.raised();
    auto* const alias = allocate_instance<GenericAlias>(t, type);
    if (!alias) return t.raise_memory_error();
    alias->origin = Ref::share(origin).release();
    alias->args = &as<Tuple>(tuple.release());
    alias->parameters = nullptr;
    alias->starred = starred;
    return Ref::adopt(alias);
}

GenericAlias& alias_of(Value v) {
    return as<GenericAlias>(v);
}

bool is_list_or_tuple(Value v) {
    return is_kind(v, Kind::List) || is_kind(v, Kind::Tuple);
}

Ref as_tuple(Thread& t, Value list_or_tuple) {
    if (is_kind(list_or_tuple, Kind::Tuple)) return Ref::share(list_or_tuple);
    const List& list = as<List>(list_or_tuple);
    return make_tuple(t, {list.items, list.size});
}

// --- Type variables

std::int64_t identity_index(std::span<const Value> items, Value wanted) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i] == wanted) return static_cast<std::int64_t>(i);
    }
    return -1;
}

Status add_unique(Thread& t, List& found, Value parameter) {
    if (identity_index({found.items, found.size}, parameter) >= 0) return Status::ok();
    return list_append(t, found, parameter);
}

Status collect_from_py(Thread& t, List& found, Tuple& args);

Status collect_from_one_py(Thread& t, List& found, Value arg) {
    if (is_type(arg)) return Status::ok(); // what a bare class calls __parameters__ is a descriptor
    if (is_list_or_tuple(arg)) {
        const Ref inner = as_tuple(t, arg);
        if (!inner) return t.raised();
        return collect_from_py(t, found, inner.as<Tuple>());
    }
    const Ref substitute = find_attr_py(t, arg, Name::dunder_typing_subst);
    if (substitute) return add_unique(t, found, arg);
    if (t.has_pending()) return t.raised();
    const Ref parameters = find_attr_py(t, arg, Name::dunder_parameters);
    if (!parameters) return t.has_pending() ? Status(t.raised()) : Status::ok();
    if (!is_kind(parameters.get(), Kind::Tuple)) return Status::ok();
    for (const Value parameter : parameters.as<Tuple>().span()) {
        if (!add_unique(t, found, parameter)) return t.raised();
    }
    return Status::ok();
}

Status collect_from_py(Thread& t, List& found, Tuple& args) {
    if (!t.check_stack(" while looking for type parameters")) return t.raised();
    for (const Value arg : args.span()) {
        if (!collect_from_one_py(t, found, arg)) return t.raised();
    }
    return Status::ok();
}

// The arguments given in `item`, with *tuple[int, str] taken apart.
Ref unpack_arguments_py(Thread& t, Value item) {
    const Ref given = is_kind(item, Kind::Tuple) ? Ref::share(item) : make_tuple(t, {item});
    if (!given) return t.raised();
    const Ref result = make_list(t, given.as<Tuple>().size);
    if (!result) return t.raised();
    for (const Value one : given.as<Tuple>().span()) {
        Ref inner =
            is_type(one) ? Ref::nothing() : find_attr_py(t, one, Name::dunder_typing_unpacked_tuple_args);
        if (!inner && t.has_pending()) return t.raised();
        const bool known = inner && is_kind(inner.get(), Kind::Tuple);
        const bool open = known && inner.as<Tuple>().size != 0 &&
                          inner.as<Tuple>()[inner.as<Tuple>().size - 1].is_ellipsis();
        if (known && !open) {
            if (!list_extend_py(t, result.as<List>(), inner.get())) return t.raised();
        } else if (!list_append(t, result.as<List>(), one)) {
            return t.raised();
        }
    }
    return tuple_from_py(t, result.get());
}

// Some parameters (TypeVarTuple, defaults) rearrange the arguments before they are counted.
Ref prepare_arguments_py(Thread& t, Value self, Tuple& parameters, Ref item) {
    for (const Value parameter : parameters.span()) {
        const Ref prepare = find_attr_py(t, parameter, Name::dunder_typing_prepare_subst);
        if (!prepare && t.has_pending()) return t.raised();
        if (!prepare || prepare.get().is_none()) continue;
        const Ref args =
            is_kind(item.get(), Kind::Tuple) ? Ref::share(item.get()) : make_tuple(t, {item.get()});
        if (!args) return t.raised();
        item = call_py(t, prepare.get(), self, args.get());
        if (!item) return t.raised();
    }
    return item;
}

// An argument that is itself generic: its own variables are replaced.
Ref substitute_inner_py(Thread& t, Value arg, Tuple& parameters, std::span<const Value> given) {
    const Ref inner = find_attr_py(t, arg, Name::dunder_parameters);
    if (!inner && t.has_pending()) return t.raised();
    if (!inner || !is_kind(inner.get(), Kind::Tuple) || inner.as<Tuple>().size == 0) return Ref::share(arg);
    const Ref args = make_list(t, inner.as<Tuple>().size);
    if (!args) return t.raised();
    for (const Value variable : inner.as<Tuple>().span()) {
        const std::int64_t at = identity_index(parameters.span(), variable);
        const Value value = at >= 0 ? given[static_cast<std::size_t>(at)] : variable;
        const bool many = at >= 0 && type_of(t, variable)->slots.iter_py && is_kind(value, Kind::Tuple);
        const Status done =
            many ? list_extend_py(t, args.as<List>(), value) : list_append(t, args.as<List>(), value);
        if (!done) return t.raised();
    }
    const Ref key = tuple_from_py(t, args.get());
    if (!key) return t.raised();
    return getitem_py(t, arg, key.get());
}

Result<bool> is_unpacked_variable_py(Thread& t, Value arg) {
    if (is_type(arg)) return false;
    const Ref mark = find_attr_py(t, arg, Name::dunder_typing_is_unpacked_typevartuple);
    if (!mark) {
        if (t.has_pending()) return t.raised();
        return false;
    }
    return truth_py(t, mark.get());
}

// Appends what becomes of one argument.
Status substitute_one_py(Thread& t, Value self, List& out, Value arg, Tuple& parameters,
                         std::span<const Value> given, Value item) {
    if (is_type(arg)) return list_append(t, out, arg);
    if (is_list_or_tuple(arg)) {
        const Ref inner = as_tuple(t, arg);
        if (!inner) return t.raised();
        const Ref replaced = substitute_type_parameters_py(t, self, inner.as<Tuple>(), parameters, item);
        if (!replaced) return t.raised();
        if (is_kind(arg, Kind::Tuple)) return list_append(t, out, replaced.get());
        const Ref list = list_from_py(t, replaced.get());
        if (!list) return t.raised();
        return list_append(t, out, list.get());
    }
    const Result<bool> unpack = is_unpacked_variable_py(t, arg);
    if (!unpack) return t.raised();
    const Ref substitute = find_attr_py(t, arg, Name::dunder_typing_subst);
    if (!substitute && t.has_pending()) return t.raised();
    const std::int64_t at = identity_index(parameters.span(), arg);
    const Ref value = substitute && at >= 0
                          ? call_py(t, substitute.get(), given[static_cast<std::size_t>(at)])
                          : substitute_inner_py(t, arg, parameters, given);
    if (!value) return t.raised();
    if (!*unpack) return list_append(t, out, value.get());
    if (!is_kind(value.get(), Kind::Tuple)) {
        return t.raise(Exc::TypeError, "expected __typing_subst__ of {} objects to return a tuple, not {}",
                       *type_of(t, arg), *type_of(t, value.get()));
    }
    return list_extend_py(t, out, value.get());
}

} // namespace

Ref make_generic_alias(Thread& t, Value origin, Value args) {
    return make_alias(t, *t.type(TypeId::GenericAlias), origin, args, false);
}

Ref collect_type_parameters_py(Thread& t, Tuple& args) {
    const Ref found = make_list(t);
    if (!found || !collect_from_py(t, found.as<List>(), args)) return t.raised();
    return tuple_from_py(t, found.get());
}

Ref substitute_type_parameters_py(Thread& t, Value self, Tuple& args, Tuple& parameters, Value item) {
    if (!t.check_stack(" while replacing type parameters")) return t.raised();
    if (parameters.size == 0) {
        const Ref text = repr_py(t, self);
        if (!text) return t.raised();
        return t.raise(Exc::TypeError, "{} is not a generic class", text.get());
    }
    Ref given = unpack_arguments_py(t, item);
    if (!given) return t.raised();
    given = prepare_arguments_py(t, self, parameters, std::move(given));
    if (!given) return t.raised();
    if (!is_kind(given.get(), Kind::Tuple)) given = make_tuple(t, {given.get()});
    if (!given) return t.raised();
    const std::span<const Value> values = given.as<Tuple>().span();
    if (values.size() != parameters.size) {
        const Ref text = repr_py(t, self);
        if (!text) return t.raised();
        return t.raise(Exc::TypeError, "Too {} arguments for {}; actual {}, expected {}",
                       values.size() > parameters.size ? "many" : "few", text.get(), values.size(),
                       parameters.size);
    }
    const Ref result = make_list(t, args.size);
    if (!result) return t.raised();
    for (const Value arg : args.span()) {
        if (!substitute_one_py(t, self, result.as<List>(), arg, parameters, values, given.get()))
            return t.raised();
    }
    return tuple_from_py(t, result.get());
}

Status append_type_repr_py(Thread& t, TextBuffer& out, Value type) {
    if (type.is_ellipsis()) {
        out.append("...");
        return Status::ok();
    }
    if (type == Value(t.type(TypeId::NoneType))) {
        out.append("None");
        return Status::ok();
    }
    const Ref origin = find_attr_py(t, type, Name::dunder_origin);
    if (!origin && t.has_pending()) return t.raised();
    const Ref args = origin ? find_attr_py(t, type, Name::dunder_args) : Ref::nothing();
    if (!args && t.has_pending()) return t.raised();
    if (args) return append_repr_py(t, out, type);
    const Ref name = find_attr_py(t, type, Name::dunder_qualname);
    if (!name && t.has_pending()) return t.raised();
    const Ref module = name ? find_attr_py(t, type, Name::dunder_module) : Ref::nothing();
    if (!module && t.has_pending()) return t.raised();
    if (!module || module.get().is_none()) return append_repr_py(t, out, type);
    if (!is_kind(module.get(), Kind::Str) || !str_equal(module.as<Str>(), "builtins")) {
        if (!append_str_py(t, out, module.get())) return t.raised();
        out.append('.');
    }
    return append_str_py(t, out, name.get());
}

namespace {

// --- GenericAlias

Ref alias_new_py(Thread& t, Type& type, const Args& args) {
    if (!refuse_keywords(t, args, "GenericAlias")) return t.raised();
    if (!check_positional(t, args, "GenericAlias", 2, 2)) return t.raised();
    return make_alias(t, type, args[0], args[1], false);
}

Status append_argument_py(Thread& t, TextBuffer& text, Value arg) {
    if (!is_exact(arg, Kind::List)) return append_type_repr_py(t, text, arg);
    text.append('[');
    for (std::uint64_t i = 0; i < as<List>(arg).size; ++i) { // of Callable, ParamSpec
        if (i != 0) text.append(", ");
        const Ref item = Ref::share(as<List>(arg).items[i]);
        if (!append_type_repr_py(t, text, item.get())) return t.raised();
    }
    text.append(']');
    return Status::ok();
}

Ref alias_repr_py(Thread& t, Value self) {
    const GenericAlias& alias = alias_of(self);
    TextBuffer text;
    if (alias.starred) text.append('*');
    if (!append_type_repr_py(t, text, alias.origin)) return t.raised();
    text.append('[');
    for (std::uint64_t i = 0; i < alias.args->size; ++i) {
        if (i != 0) text.append(", ");
        if (!append_argument_py(t, text, (*alias.args)[i])) return t.raised();
    }
    text.append(alias.args->size == 0 ? "()]" : "]");
    return make_str(t, text);
}

Result<std::int64_t> alias_hash_py(Thread& t, Value self) {
    const Result<std::int64_t> origin = hash_py(t, alias_of(self).origin);
    if (!origin) return t.raised();
    const Result<std::int64_t> args = hash_py(t, alias_of(self).args);
    if (!args) return t.raised();
    const std::int64_t hash = *origin ^ *args;
    return hash == -1 ? std::int64_t{-2} : hash;
}

Ref alias_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::GenericAlias) || !is_kind(right, Kind::GenericAlias))
        return Ref::not_implemented();
    if (op != CompareOp::Eq && op != CompareOp::Ne) return Ref::not_implemented();
    const GenericAlias& a = alias_of(left);
    const GenericAlias& b = alias_of(right);
    Result<bool> equal = a.starred == b.starred;
    if (*equal) equal = equal_py(t, a.origin, b.origin);
    if (equal && *equal) equal = equal_py(t, a.args, b.args);
    if (!equal) return t.raised();
    return Ref::boolean(*equal == (op == CompareOp::Eq));
}

Ref alias_call_py(Thread& t, Value self, const Args& args) {
    Ref object = call_py(t, alias_of(self).origin, args);
    if (!object) return t.raised();
    if (!set_attr_py(t, object.get(), t.name(Name::dunder_orig_class), self)) {
        // Most objects do not take it, which is fine.
        if (!t.pending_is(Exc::AttributeError) && !t.pending_is(Exc::TypeError)) return t.raised();
        t.clear_pending();
    }
    return object;
}

constexpr Name kOwnNames[] = {
    Name::dunder_class,       Name::dunder_origin,     Name::dunder_args,
    Name::dunder_unpacked,    Name::dunder_parameters, Name::dunder_typing_unpacked_tuple_args,
    Name::dunder_mro_entries, Name::dunder_reduce_ex,  Name::dunder_reduce,
    Name::dunder_copy,        Name::dunder_deepcopy,   Name::dunder_bases,
};

Ref alias_getattr_py(Thread& t, Value self, Str& name) {
    for (const Name own : kOwnNames) {
        if (&t.name(own) == &name) return generic_getattr_py(t, self, name);
    }
    return get_attr_py(t, alias_of(self).origin, name);
}

// The type variables, found when first asked for.
Ref parameters_py(Thread& t, GenericAlias& alias) {
    if (!alias.parameters) {
        Ref found = collect_type_parameters_py(t, *alias.args);
        if (!found) return t.raised();
        if (alias.parameters) return Ref::share(alias.parameters); // Python ran
        alias.parameters = &as<Tuple>(found.release());
    }
    return Ref::share(alias.parameters);
}

Ref alias_getitem_py(Thread& t, Value self, Value item) {
    GenericAlias& alias = alias_of(self);
    const Ref parameters = parameters_py(t, alias);
    if (!parameters) return t.raised();
    const Ref args = substitute_type_parameters_py(t, self, *alias.args, parameters.as<Tuple>(), item);
    if (!args) return t.raised();
    return make_alias(t, *t.type(TypeId::GenericAlias), alias.origin, args.get(), alias.starred);
}

Ref alias_or_py(Thread& t, Value left, Value right) {
    return make_union_py(t, left, right);
}

Ref alias_iter_py(Thread& t, Value self) {
    auto* const it = allocate<GenericAliasIterator>(t, TypeId::GenericAliasIterator);
    if (!it) return t.raise_memory_error();
    it->alias = Ref::share(self).release();
    return Ref::adopt(it);
}

Ref alias_mro_entries(Thread& t, GenericAlias& self, Value) {
    return make_tuple(t, {self.origin});
}

Ref alias_instancecheck(Thread& t, GenericAlias&, Value) {
    return t.raise(Exc::TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}
Ref alias_subclasscheck(Thread& t, GenericAlias&, Value) {
    return t.raise(Exc::TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

Ref alias_reduce(Thread& t, GenericAlias& self) {
    if (self.starred) {
        const Ref plain = make_generic_alias(t, self.origin, self.args);
        if (!plain) return t.raised();
        const Ref iterator = alias_iter_py(t, plain.get());
        if (!iterator) return t.raised();
        const Value args[] = {iterator.get()};
        return make_reduce(t, "next", args);
    }
    const Ref args = make_tuple(t, {self.origin, self.args});
    if (!args) return t.raised();
    return make_tuple(t, {Value(t.type(TypeId::GenericAlias)), args.get()});
}

Ref alias_dir(Thread& t, GenericAlias& self) {
    const Ref dir = find_builtin(t, "dir");
    if (!dir) return t.raised();
    Ref names = call_py(t, dir.get(), self.origin);
    if (!names) return t.raised();
    for (const Name own : kOwnNames) {
        const Value name(&t.name(own));
        const Result<bool> there = contains_py(t, names.get(), name);
        if (!there) return t.raised();
        if (!*there && type_lookup(t, *self.type(), own) != Value() &&
            !list_append(t, names.as<List>(), name)) {
            return t.raised();
        }
    }
    return names;
}

Ref alias_parameters(Thread& t, Value self) {
    return parameters_py(t, alias_of(self));
}

Ref alias_unpacked_args(Thread& t, Value self) {
    const GenericAlias& alias = alias_of(self);
    if (alias.starred && alias.origin == Value(t.type(TypeId::Tuple))) return Ref::share(alias.args);
    return Ref::none();
}

void alias_traverse(Object* object, Visitor& visit) {
    auto* const alias = static_cast<GenericAlias*>(object);
    visit(alias->origin);
    visit.pointer(alias->args);
    visit.pointer(alias->parameters);
    if (object->subclass != 0) traverse_attrs(object, visit);
}

void alias_drop(Heap& heap, Object* object) {
    auto* const alias = static_cast<GenericAlias*>(object);
    if (object->subclass != 0) drop_attrs(heap, object);
    release(alias->origin);
    release(alias->args);
    if (alias->parameters) release(alias->parameters);
    heap.free_object(object);
}

// --- Its iterator: the alias with a star, once

Step alias_iterator_next_py(Thread& t, Value self) {
    auto& it = as<GenericAliasIterator>(self);
    if (it.alias.is_empty()) return Step::end();
    const Ref alias = Ref::adopt(std::exchange(it.alias, Value()));
    const GenericAlias& plain = alias_of(alias.get());
    return Step::from(make_alias(t, *t.type(TypeId::GenericAlias), plain.origin, plain.args, true));
}

Ref alias_iterator_reduce(Thread& t, GenericAliasIterator& self) {
    const Value args[] = {self.alias.is_empty() ? Value(t.commons().empty_tuple()) : self.alias};
    return make_reduce(t, "iter", args);
}

void alias_iterator_traverse(Object* object, Visitor& visit) {
    visit(static_cast<GenericAliasIterator*>(object)->alias);
}

constexpr MethodDef kIteratorMethods[] = {
    method<&alias_iterator_reduce>("__reduce__($self, /)", nullptr),
};

constexpr MethodDef kMethods[] = {
    method<&alias_mro_entries>("__mro_entries__($self, bases, /)", nullptr),
    method<&alias_instancecheck>("__instancecheck__($self, instance, /)", nullptr),
    method<&alias_subclasscheck>("__subclasscheck__($self, cls, /)", nullptr),
    method<&alias_reduce>("__reduce__($self, /)", nullptr),
    method<&alias_dir>("__dir__($self, /)", nullptr),
};

constexpr std::uint32_t field(std::uint32_t number) {
    return static_cast<std::uint32_t>(sizeof(Object) + number * sizeof(Value));
}
static_assert(sizeof(GenericAlias) == field(4));

// A pointer to an object has the bits of its Value.
constexpr MemberDef kMembers[] = {
    {"__origin__", field(0), MemberDef::Type::Object, false, nullptr},
    {"__args__", field(1), MemberDef::Type::Object, false, nullptr},
    {"__unpacked__", field(3), MemberDef::Type::Bool, false, nullptr},
};

constexpr GetSetDef kGetSet[] = {
    {"__parameters__", &alias_parameters, nullptr, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", &alias_unpacked_args, nullptr, nullptr},
};

constexpr Slots alias_slots() {
    Slots slots{.new_py = &alias_new_py,
                .getattr_py = &alias_getattr_py,
                .call_py = &alias_call_py,
                .repr_py = &alias_repr_py,
                .hash_py = &alias_hash_py,
                .compare_py = &alias_compare_py,
                .iter_py = &alias_iter_py,
                .getitem_py = &alias_getitem_py};
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Or)] = &alias_or_py;
    return slots;
}

} // namespace

extern constexpr TypeSpec kGenericAliasSpec = {
    .name = "GenericAlias",
    .module = "types",
    .doc = "Represent a PEP 585 generic type\n\nFor example, for t = list[int], t.__origin__ is list and "
           "t.__args__\n"
           "is (int,).",
    .kind = Kind::GenericAlias,
    .flags = kBaseType | kWeakable,
    .size = sizeof(GenericAlias),
    .slots = alias_slots(),
    .methods = kMethods,
    .getset = kGetSet,
    .members = kMembers,
    .traverse = &alias_traverse,
    .drop = &alias_drop,
};

extern constexpr TypeSpec kGenericAliasIteratorSpec = {
    .name = "generic_alias_iterator",
    .kind = Kind::Iterator,
    .flags = kNoInstantiation,
    .size = sizeof(GenericAliasIterator),
    .slots = {.iter_py = &iter_self_py, .next_py = &alias_iterator_next_py},
    .methods = kIteratorMethods,
    .traverse = &alias_iterator_traverse,
};

} // namespace islet
