// SPDX-License-Identifier: MIT
//
// typing.Generic, and the rules by which arguments in brackets go to type variables; see typing_generic.h.
// Owns: nothing beside the objects. Threads: the interpreter's lock.
#include "vm/types/typing_generic.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/generic_alias.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/super.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/typing_support.h"

namespace islet {

namespace {

bool is_variable(Thread& t, Value v, TypeId id) {
    return v.is_object() && type_of(t, v) == t.type(id);
}

// Position of the variable among __parameters__ of an alias or class; -1: not there.
Result<std::int64_t> parameter_index_py(Thread& t, Value alias, Value variable, std::uint64_t* count) {
    Ref parameters = get_attr_py(t, alias, Name::dunder_parameters);
    if (!parameters) return t.raised();
    if (!is_kind(parameters.get(), Kind::Tuple))
        return t.raise(Exc::TypeError, "__parameters__ must be a tuple");
    const auto& tuple = parameters.as<Tuple>();
    *count = tuple.size;
    for (std::uint64_t i = 0; i < tuple.size; ++i) {
        if (tuple[i] == variable) return static_cast<std::int64_t>(i);
    }
    return t.raise(Exc::ValueError, "tuple.index(x): x not in tuple");
}

Ref with_default_py(Thread& t, Value self, const Tuple& args) {
    Ref fallback = get_attr_py(t, self, t.name(Name::dunder_default));
    if (!fallback) return t.raised();
    Ref longer = make_tuple_uninit(t, args.size + 1);
    if (!longer) return t.raised();
    Value* const items = longer.as<Tuple>().items();
    for (std::uint64_t i = 0; i < args.size; ++i) items[i] = Ref::share(args[i]).release();
    items[args.size] = fallback.release();
    return longer;
}

bool has_default(const TypeVar& v) {
    return !v.fallback.is_empty() || !v.fallback_function.is_empty();
}

Raised raise_count_py(Thread& t, Value alias, bool many, std::uint64_t given, std::string_view at_least,
                      std::uint64_t expected) {
    Ref text = repr_py(t, alias);
    if (!text) return t.raised();
    return t.raise(Exc::TypeError, "Too {} arguments for {}; actual {}, expected {}{}", many ? "many" : "few",
                   text.as<Str>(), given, at_least, expected);
}

bool is_parameter_list(Thread& t, Value v) {
    return v.is_ellipsis() || is_kind(v, Kind::Tuple) || is_kind(v, Kind::List) ||
           is_variable(t, v, TypeId::ParamSpec);
}

Ref replace_item(Thread& t, const Tuple& args, std::uint64_t at, Value item) {
    Ref copy = make_tuple(t, args.span());
    if (!copy) return t.raised();
    Value& place = copy.as<Tuple>().items()[at];
    retain(item);
    release(std::exchange(place, item));
    return copy;
}

} // namespace

Ref type_var_subst(Thread&, Value, Value arg) {
    return Ref::share(arg);
}

Ref type_var_prepare_subst_py(Thread& t, Value self, Value alias, Value args) {
    if (!is_kind(args, Kind::Tuple)) return Ref::share(args);
    std::uint64_t count = 0;
    const Result<std::int64_t> at = parameter_index_py(t, alias, self, &count);
    if (!at) return t.raised();
    const auto& given = as<Tuple>(args);
    if (static_cast<std::uint64_t>(*at) != given.size || !has_default(as<TypeVar>(self)))
        return Ref::share(args);
    return with_default_py(t, self, given);
}

Ref param_spec_subst_py(Thread& t, Value, Value arg) {
    if (is_kind(arg, Kind::List)) return tuple_from_py(t, arg);
    if (is_parameter_list(t, arg) || is_kind(arg, Kind::GenericAlias)) return Ref::share(arg);
    Ref text = str_py(t, arg);
    if (!text) return t.raised();
    return t.raise(Exc::TypeError, "Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {}",
                   text.as<Str>());
}

Ref param_spec_prepare_subst_py(Thread& t, Value self, Value alias, Value args) {
    Ref given = is_kind(args, Kind::Tuple) ? Ref::share(args) : make_tuple(t, {args});
    std::uint64_t count = 0;
    const Result<std::int64_t> index = given ? parameter_index_py(t, alias, self, &count) : t.raised();
    if (!index) return t.raised();
    const auto at = static_cast<std::uint64_t>(*index);
    if (at == given.as<Tuple>().size && has_default(as<TypeVar>(self))) {
        given = with_default_py(t, self, given.as<Tuple>());
        if (!given) return t.raised();
    }
    if (at >= given.as<Tuple>().size) {
        Ref text = repr_py(t, alias);
        if (!text) return t.raised();
        return t.raise(Exc::TypeError, "Too few arguments for {}", text.as<Str>());
    }
    const Value item = given.as<Tuple>()[at];
    // The only parameter may do without inner brackets: Z[int, str] is Z[[int, str]].
    if (count == 1 && !is_parameter_list(t, given.as<Tuple>()[0])) return make_tuple(t, {given.get()});
    if (!is_kind(item, Kind::List)) return given;
    Ref types = tuple_from_py(t, item);
    return types ? replace_item(t, given.as<Tuple>(), at, types.get()) : Ref(t.raised());
}

Ref type_var_tuple_subst(Thread& t, Value, Value) {
    return t.raise(Exc::TypeError, "Substitution of bare TypeVarTuple is not supported");
}

// All arguments that its neighbours leave over, as one tuple.
Ref type_var_tuple_prepare_subst_py(Thread& t, Value self, Value alias, Value args) {
    Ref given = is_kind(args, Kind::Tuple) ? Ref::share(args) : make_tuple(t, {args});
    std::uint64_t count = 0;
    const Result<std::int64_t> index = given ? parameter_index_py(t, alias, self, &count) : t.raised();
    if (!index) return t.raised();
    const auto& items = given.as<Tuple>();
    const auto left = static_cast<std::uint64_t>(*index);
    const std::uint64_t right = count - left - 1;
    if (left + right > items.size) return raise_count_py(t, alias, false, items.size, "at least ", count - 1);
    const std::uint64_t taken = items.size - left - right;
    Ref middle = make_tuple(t, items.span().subspan(left, taken));
    if (middle && taken == 0 && has_default(as<TypeVar>(self))) {
        Ref fallback = get_attr_py(t, self, t.name(Name::dunder_default));
        middle = fallback ? tuple_from_py(t, fallback.get()) : Ref(t.raised());
    }
    Ref result = middle ? make_tuple_uninit(t, count) : Ref(t.raised());
    if (!result) return t.raised();
    Value* const out = result.as<Tuple>().items();
    for (std::uint64_t i = 0; i < left; ++i) out[i] = Ref::share(items[i]).release();
    out[left] = middle.release();
    for (std::uint64_t i = 0; i < right; ++i)
        out[left + 1 + i] = Ref::share(items[left + taken + i]).release();
    return result;
}

Ref make_unpacked(Thread& t, Value v) {
    auto* const made = allocate<ParamSpecPart>(t, TypeId::UnpackedAlias);
    if (!made) return t.raise_memory_error();
    retain(v);
    made->origin = v;
    return Ref::adopt(made);
}

Ref unpack_variable_tuples(Thread& t, Tuple& parameters) {
    bool any = false;
    for (const Value v : parameters.span()) any = any || is_variable(t, v, TypeId::TypeVarTuple);
    if (!any) return Ref::share(&parameters);
    Ref result = make_list(t, parameters.size);
    if (!result) return t.raised();
    for (const Value v : parameters.span()) {
        Ref item = is_variable(t, v, TypeId::TypeVarTuple) ? make_unpacked(t, v) : Ref::share(v);
        if (!item || !list_append(t, result.as<List>(), std::move(item))) return t.raised();
    }
    return tuple_from_py(t, result.get());
}

namespace {

// --- Generic[T], and G[int] for a class that extends it

bool is_generic_parameter(Thread& t, Value v) {
    if (is_kind(v, Kind::TypeVar)) return true;
    return is_variable(t, v, TypeId::UnpackedAlias);
}

Ref subscript_generic(Thread& t, Value cls, Tuple& parameters) {
    if (parameters.size == 0) {
        return t.raise(Exc::TypeError, "Parameter list to Generic[...] cannot be empty");
    }
    for (std::uint64_t i = 0; i < parameters.size; ++i) {
        if (!is_generic_parameter(t, parameters[i])) {
            return t.raise(Exc::TypeError,
                           "Parameters to Generic[...] must all be type variables or parameter "
                           "specification variables.");
        }
        for (std::uint64_t k = 0; k < i; ++k) {
            if (parameters[k] != parameters[i]) continue;
            return t.raise(Exc::TypeError, "Parameters to Generic[...] must all be unique");
        }
    }
    return make_generic_alias(t, cls, &parameters);
}

// The arguments after each parameter had its say.
Ref prepare_arguments_py(Thread& t, Value cls, const Tuple& parameters, Ref args) {
    for (const Value parameter : parameters.span()) {
        Ref prepare = find_attr_py(t, parameter, Name::dunder_typing_prepare_subst);
        if (!prepare && t.has_pending()) return t.raised();
        if (!prepare || prepare.get().is_none()) continue;
        args = call_py(t, prepare.get(), cls, args.get());
        if (!args) return t.raised();
        if (!is_kind(args.get(), Kind::Tuple)) args = make_tuple(t, {args.get()});
        if (!args) return t.raised();
    }
    return args;
}

// What a TypeVarTuple took is spread again: J[int, str] has two arguments.
Ref spread_tuples(Thread& t, const Tuple& parameters, const Tuple& args) {
    Ref spread = make_list(t, args.size);
    if (!spread) return t.raised();
    for (std::uint64_t i = 0; i < args.size; ++i) {
        const bool many =
            is_variable(t, parameters[i], TypeId::TypeVarTuple) && is_kind(args[i], Kind::Tuple);
        const Status done =
            many ? list_extend_py(t, spread.as<List>(), args[i]) : list_append(t, spread.as<List>(), args[i]);
        if (!done) return t.raised();
    }
    return tuple_from_py(t, spread.get());
}

Ref generic_class_getitem_py(Thread& t, Value self, const Args& call) {
    if (!refuse_keywords(t, call, "Generic.__class_getitem__") ||
        !check_positional(t, call, "__class_getitem__", 1, 1)) {
        return t.raised();
    }
    Ref args = is_kind(call[0], Kind::Tuple) ? Ref::share(call[0]) : make_tuple(t, {call[0]});
    if (!args) return t.raised();
    if (self == Value(t.type(TypeId::Generic))) return subscript_generic(t, self, args.as<Tuple>());
    Ref parameters = find_attr_py(t, self, Name::dunder_parameters);
    if (!parameters && t.has_pending()) return t.raised();
    if (!parameters || !is_kind(parameters.get(), Kind::Tuple) || parameters.as<Tuple>().size == 0) {
        Ref text = repr_py(t, self);
        if (!text) return t.raised();
        return t.raise(Exc::TypeError, "{} is not a generic class", text.as<Str>());
    }
    const auto& expected = parameters.as<Tuple>();
    args = prepare_arguments_py(t, self, expected, std::move(args));
    if (!args) return t.raised();
    const std::uint64_t given = args.as<Tuple>().size;
    if (given != expected.size) {
        const bool many = given > expected.size;
        return raise_count_py(t, self, many, given, many ? "" : "at least ", expected.size);
    }
    Ref spread = spread_tuples(t, expected, args.as<Tuple>());
    return spread ? make_generic_alias(t, self, spread.get()) : Ref(t.raised());
}

bool contains(const Tuple& tuple, Value v) {
    for (const Value item : tuple.span()) {
        if (item == v) return true;
    }
    return false;
}

// The parameters that the class lists in Generic[...]; nothing() without exception if it does not.
Ref listed_parameters_py(Thread& t, const Tuple& bases) {
    Ref listed = Ref::nothing();
    for (const Value base : bases.span()) {
        if (!is_kind(base, Kind::GenericAlias) ||
            as<GenericAlias>(base).origin != Value(t.type(TypeId::Generic))) {
            continue;
        }
        if (listed) return t.raise(Exc::TypeError, "Cannot inherit from Generic[...] multiple times.");
        listed = collect_type_parameters_py(t, *as<GenericAlias>(base).args);
        if (!listed) return t.raised();
    }
    return listed;
}

Status append_names_py(Thread& t, TextBuffer& out, const Tuple& variables, const Tuple* except) {
    bool first = true;
    for (const Value v : variables.span()) {
        if (except && contains(*except, v)) continue;
        if (!first) out.append(", ");
        first = false;
        if (!append_str_py(t, out, v)) return t.raised();
    }
    return Status::ok();
}

Ref class_parameters_py(Thread& t, Tuple& bases) {
    Ref used = collect_type_parameters_py(t, bases);
    if (!used) return t.raised();
    Ref listed = listed_parameters_py(t, bases);
    if (!listed) return t.has_pending() ? Ref(t.raised()) : std::move(used);
    for (const Value v : used.as<Tuple>().span()) {
        if (contains(listed.as<Tuple>(), v)) continue;
        TextBuffer missing, all;
        if (!append_names_py(t, missing, used.as<Tuple>(), &listed.as<Tuple>()) ||
            !append_names_py(t, all, listed.as<Tuple>(), nullptr)) {
            return t.raised();
        }
        return t.raise(Exc::TypeError, "Some type variables ({}) are not listed in Generic[{}]", missing,
                       all);
    }
    return listed;
}

// typing's own Protocol, and typed dicts, which are no instances of their bases.
bool may_extend_plain_generic(const Type& type) {
    return str_equal(*type.name, "Protocol") ||
           str_equal(*static_cast<const Object&>(type).shape->type->name, "_TypedDictMeta");
}

Ref generic_init_subclass_py(Thread& t, Value self, const Args& args) {
    Type& type = as<Type>(self);
    Ref next = super_getattr_py(t, *t.type(TypeId::Generic), self, t.name(Name::dunder_init_subclass));
    if (!next || !call_py(t, next.get(), args)) return t.raised();
    Ref bases = Ref::share(dict_find(t, *type.dict, Name::dunder_orig_bases));
    const bool written = bases && is_kind(bases.get(), Kind::Tuple);
    if (contains(written ? bases.as<Tuple>() : *type.bases, t.type(TypeId::Generic)) &&
        !may_extend_plain_generic(type)) {
        return t.raise(Exc::TypeError, "Cannot inherit from plain Generic");
    }
    Ref parameters = written ? class_parameters_py(t, bases.as<Tuple>()) : make_tuple_uninit(t, 0);
    if (!parameters || !set_attr_py(t, self, t.name(Name::dunder_parameters), parameters.get()))
        return t.raised();
    return Ref::none();
}

// --- Unpack[Ts]

Value unpacked_variable(Value v) {
    return reinterpret_cast<ParamSpecPart*>(v.object())->origin;
}

Ref unpacked_repr_py(Thread& t, Value self) {
    Ref variable = repr_py(t, unpacked_variable(self));
    return variable ? make_str(t, format("typing.Unpack[{}]", variable.as<Str>())) : Ref(t.raised());
}

Result<std::int64_t> unpacked_hash_py(Thread& t, Value self) {
    return hash_py(t, unpacked_variable(self));
}

Ref unpacked_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (type_of(t, left) != type_of(t, right)) return Ref::not_implemented();
    Ref a = Ref::share(unpacked_variable(left)), b = Ref::share(unpacked_variable(right));
    return compare_py(t, a.get(), b.get(), op);
}

// Replacing the variable gives the types that it stands for.
Ref unpacked_getitem(Thread& t, Value, Value key) {
    return is_kind(key, Kind::Tuple) ? Ref::share(key) : make_tuple(t, {key});
}

Ref unpacked_args(Thread& t, Value self) {
    return make_tuple(t, {unpacked_variable(self)});
}

Ref unpacked_is_variable(Thread&, Value) {
    return Ref::boolean(true);
}

void unpacked_traverse(Object* object, Visitor& visit) {
    visit(reinterpret_cast<ParamSpecPart*>(object)->origin);
}

constexpr GetSetDef kUnpackedGetSet[] = {
    {"__args__", &unpacked_args, nullptr, nullptr},
    {"__parameters__", &unpacked_args, nullptr, nullptr},
    {"__typing_is_unpacked_typevartuple__", &unpacked_is_variable, nullptr, nullptr},
};

constexpr MethodDef kGenericMethods[] = {
    raw<&generic_class_getitem_py>("__class_getitem__($type, /, *args, **kwargs)",
                                   "Parameterizes a generic class.", kMethodClass),
    raw<&generic_init_subclass_py>("__init_subclass__($type, /, *args, **kwargs)",
                                   "Function to initialize subclasses.", kMethodClass),
};

} // namespace

extern const TypeSpec kGenericSpec = {
    .name = "Generic",
    .module = "typing",
    .doc = "Base class of generic classes: a class with a parameter list has it as a base.",
    .flags = kBaseType,
    .slots = {.new_py = &object_new_py},
    .methods = kGenericMethods,
};

extern const TypeSpec kUnpackedAliasSpec = {
    .name = "_UnpackGenericAlias",
    .module = "typing",
    .doc = "Unpack[Ts]: as many types as Ts stands for.",
    .kind = Kind::Native,
    .flags = kNoInstantiation | kWeakable,
    .size = sizeof(ParamSpecPart),
    .slots = {.repr_py = &unpacked_repr_py,
              .hash_py = &unpacked_hash_py,
              .compare_py = &unpacked_compare_py,
              .getitem_py = &unpacked_getitem},
    .getset = kUnpackedGetSet,
    .traverse = &unpacked_traverse,
};

} // namespace islet
