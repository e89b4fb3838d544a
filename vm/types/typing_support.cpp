// SPDX-License-Identifier: MIT
//
// Type variables of all kinds and type aliases; see typing_support.h. Generic is in typing_generic.cpp.
// Owns: nothing beside the objects. Threads: the interpreter's lock.
#include "vm/types/typing_support.h"

#include "vm/frame.h"
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/descriptors.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/generic_alias.h"
#include "vm/types/int.h"
#include "vm/types/list.h"
#include "vm/types/slot_access.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/typing_generic.h"
#include "vm/types/union.h"

namespace islet {

namespace {

TypeVar& var_self(Value v) {
    return as<TypeVar>(v);
}

void assign(Value& field, Value fresh) {
    retain(fresh);
    release(std::exchange(field, fresh));
}

// --- NoDefault, and evaluators of what is known

Ref no_default_new(Thread& t, Type&, const Args& args) {
    if (args.total() != 0) return t.raise(Exc::TypeError, "NoDefaultType takes no arguments");
    return no_default(t);
}
Ref no_default_repr(Thread& t, Value) {
    return make_str(t, "typing.NoDefault");
}
Ref no_default_reduce(Thread& t, Value) {
    return make_str(t, "NoDefault");
}
constexpr MethodDef kNoDefaultMethods[] = {method<&no_default_reduce>("__reduce__($self, /)", nullptr)};

Ref make_const_evaluator(Thread& t, Value value) {
    auto* const made = allocate<ConstEvaluator>(t, TypeId::ConstEvaluator);
    if (!made) return t.raise_memory_error();
    retain(value);
    made->value = value;
    return Ref::adopt(made);
}

const ConstEvaluator& evaluator_self(Value v) {
    return *reinterpret_cast<ConstEvaluator*>(v.object());
}

Ref evaluator_repr_py(Thread& t, Value self) {
    Ref value = repr_py(t, evaluator_self(self).value);
    return value ? make_str(t, format("<constevaluator {}>", value.as<Str>())) : Ref(t.raised());
}

Ref evaluator_call_py(Thread& t, Value self, const Args& args) {
    constexpr std::int64_t kText = 4; // annotationlib.Format.STRING
    constexpr const char* kNames[] = {"format"};
    Value formats[1];
    if (!bind_args(t, args, "constevaluator.__call__", kNames, 0, 1, formats)) return t.raised();
    const Result<std::int64_t> wanted = index_to_int64_py(t, formats[0]);
    if (!wanted) return t.raised();
    const Value value = evaluator_self(self).value;
    if (*wanted != kText) return Ref::share(value);
    return is_type(value) ? Ref::share(as<Type>(value).qualname) : repr_py(t, value);
}

void evaluator_traverse(Object* object, Visitor& visit) {
    visit(reinterpret_cast<ConstEvaluator*>(object)->value);
}

// --- Making type variables

Ref make_variable(Thread& t, TypeId id, Value name) {
    auto* const v = allocate<TypeVar>(t, id);
    if (!v) return t.raise_memory_error();
    retain(name);
    v->name = &as<Str>(name);
    v->bound = v->bound_function = v->constraints = v->constraints_function = v->fallback =
        v->fallback_function = Value();
    v->covariant = v->contravariant = v->infer_variance = false;
    v->attributes = nullptr;
    return Ref::adopt(v);
}

// Variables of the language's own syntax belong to no module in particular.
Ref make_inferred(Thread& t, TypeId id, Value name) {
    Ref v = make_variable(t, id, name);
    Ref module = v ? intern(t, "typing") : Ref(t.raised());
    if (!module || !set_attr_py(t, v.get(), t.name(Name::dunder_module), module.get())) return t.raised();
    var_self(v.get()).infer_variance = true;
    return v;
}

Value calling_module(Thread& t) {
    if (!t.frame || !t.frame->globals) return Value::none();
    const Value name = dict_find(t, *t.frame->globals, Name::dunder_name);
    return name.is_empty() ? Value::none() : name;
}

// What the keyword arguments of the three constructors say.
struct VariableOptions {
    Value name, bound, fallback, covariant, contravariant, infer_variance;
};

Status read_flag_py(Thread& t, Value given, bool& out) {
    if (given.is_empty()) return Status::ok();
    const Result<bool> truth = truth_py(t, given);
    if (!truth) return t.raised();
    out = *truth;
    return Status::ok();
}

Status apply_options_py(Thread& t, Value made, const VariableOptions& options) {
    auto& v = var_self(made);
    if (!read_flag_py(t, options.covariant, v.covariant) ||
        !read_flag_py(t, options.contravariant, v.contravariant) ||
        !read_flag_py(t, options.infer_variance, v.infer_variance)) {
        return t.raised();
    }
    if (v.covariant && v.contravariant) return t.raise(Exc::ValueError, "Bivariant types are not supported.");
    if (v.infer_variance && (v.covariant || v.contravariant)) {
        return t.raise(Exc::ValueError, "Variance cannot be specified with infer_variance.");
    }
    if (!options.bound.is_empty()) assign(v.bound, options.bound);
    if (!options.fallback.is_empty()) assign(v.fallback, options.fallback);
    return set_attr_py(t, made, t.name(Name::dunder_module), calling_module(t));
}

Status check_name(Thread& t, const char* function, Value name) {
    if (is_kind(name, Kind::Str)) return Status::ok();
    return t.raise(Exc::TypeError, "{}() argument 'name' must be str, not {}", function,
                   BadArgument{t, name});
}

Ref type_var_new_py(Thread& t, Type&, const Args& args) {
    constexpr const char* kNames[] = {"name",      "bound",         "default",
                                      "covariant", "contravariant", "infer_variance"};
    // Positional arguments behind the name are constraints.
    const std::uint32_t positional = args.count == 0 ? 0 : 1;
    const std::size_t constraint_count = args.count - positional;
    Ref constraints = make_tuple(t, std::span(args.values + positional, constraint_count));
    if (!constraints) return t.raised();
    const std::uint32_t keywords = args.keyword_count();
    Value values[8];
    if (keywords > 7) return t.raise(Exc::TypeError, "typevar() got too many keyword arguments");
    if (positional) values[0] = args[0];
    for (std::uint32_t i = 0; i < keywords; ++i) values[positional + i] = args.keyword(i);
    Value a[6];
    if (!bind_args(t, Args(values, positional, args.names), "typevar", kNames, 0, 1, a)) return t.raised();
    if (!check_name(t, "typevar", a[0])) return t.raised();
    if (constraint_count == 1) return t.raise(Exc::TypeError, "A single constraint is not allowed");
    const Value bound = a[1].is_none() ? Value() : a[1];
    if (constraint_count != 0 && !bound.is_empty()) {
        return t.raise(Exc::TypeError, "Constraints cannot be combined with bound=...");
    }
    Ref made = make_variable(t, TypeId::TypeVar, a[0]);
    if (!made) return t.raised();
    if (constraint_count != 0) assign(var_self(made.get()).constraints, constraints.get());
    if (!apply_options_py(t, made.get(), {a[0], bound, a[2], a[3], a[4], a[5]})) return t.raised();
    return made;
}

Ref param_spec_new_py(Thread& t, Type&, const Args& args) {
    constexpr const char* kNames[] = {"name",      "bound",         "default",
                                      "covariant", "contravariant", "infer_variance"};
    Value a[6];
    if (!bind_args(t, args, "paramspec", kNames, 0, 1, a) || !check_name(t, "paramspec", a[0]))
        return t.raised();
    Ref made = make_variable(t, TypeId::ParamSpec, a[0]);
    const Value bound = a[1].is_none() ? Value() : a[1];
    if (!made || !apply_options_py(t, made.get(), {a[0], bound, a[2], a[3], a[4], a[5]})) return t.raised();
    return made;
}

Ref type_var_tuple_new_py(Thread& t, Type&, const Args& args) {
    constexpr const char* kNames[] = {"name", "default"};
    Value a[2];
    if (!bind_args(t, args, "typevartuple", kNames, 0, 1, a) || !check_name(t, "typevartuple", a[0]))
        return t.raised();
    Ref made = make_variable(t, TypeId::TypeVarTuple, a[0]);
    if (!made || !apply_options_py(t, made.get(), {a[0], Value(), a[1], {}, {}, {}})) return t.raised();
    return made;
}

// --- Attributes of type variables

Ref variable_repr(Thread& t, Value self) {
    const auto& v = var_self(self);
    if (v.infer_variance || type_of(t, self) == t.type(TypeId::TypeVarTuple)) return Ref::share(v.name);
    return make_str(t, format("{}{}", v.covariant ? "+" : v.contravariant ? "-" : "~", *v.name));
}

// The value that a function gives when it is called for the first time.
Ref evaluate_py(Thread& t, Value self, Value TypeVar::*value, Value TypeVar::*function) {
    if (const Value known = var_self(self).*value; !known.is_empty()) return Ref::share(known);
    Ref evaluate = Ref::share(var_self(self).*function);
    if (!evaluate) return Ref::nothing();
    constexpr std::int64_t kValues = 1; // annotationlib.Format.VALUE
    Ref result = call_py(t, evaluate.get(), Value::small_int(kValues));
    if (result) assign(var_self(self).*value, result.get());
    return result;
}

Ref evaluator_of(Thread& t, Value value, Value function) {
    if (!function.is_empty()) return Ref::share(function);
    return value.is_empty() ? Ref::none() : make_const_evaluator(t, value);
}

Ref variable_name(Thread&, Value self) {
    return Ref::share(var_self(self).name);
}
Ref variable_covariant(Thread&, Value self) {
    return Ref::boolean(var_self(self).covariant);
}
Ref variable_contravariant(Thread&, Value self) {
    return Ref::boolean(var_self(self).contravariant);
}
Ref variable_infer_variance(Thread&, Value self) {
    return Ref::boolean(var_self(self).infer_variance);
}
Ref variable_bound_py(Thread& t, Value self) {
    Ref bound = evaluate_py(t, self, &TypeVar::bound, &TypeVar::bound_function);
    return bound || t.has_pending() ? std::move(bound) : Ref::none();
}
Ref variable_constraints_py(Thread& t, Value self) {
    Ref constraints = evaluate_py(t, self, &TypeVar::constraints, &TypeVar::constraints_function);
    return constraints || t.has_pending() ? std::move(constraints) : make_tuple_uninit(t, 0);
}
Ref variable_default_py(Thread& t, Value self) {
    Ref fallback = evaluate_py(t, self, &TypeVar::fallback, &TypeVar::fallback_function);
    return fallback || t.has_pending() ? std::move(fallback) : no_default(t);
}
Ref variable_evaluate_bound(Thread& t, Value self) {
    return evaluator_of(t, var_self(self).bound, var_self(self).bound_function);
}
Ref variable_evaluate_constraints(Thread& t, Value self) {
    return evaluator_of(t, var_self(self).constraints, var_self(self).constraints_function);
}
Ref variable_evaluate_default(Thread& t, Value self) {
    return evaluator_of(t, var_self(self).fallback, var_self(self).fallback_function);
}

Ref variable_has_default_py(Thread& t, Value self) {
    const auto& v = var_self(self);
    if (!v.fallback_function.is_empty()) return Ref::boolean(true);
    Ref none = no_default(t);
    if (!none) return t.raised();
    return Ref::boolean(!v.fallback.is_empty() && v.fallback != none.get());
}

Ref variable_reduce(Thread&, Value self) {
    return Ref::share(var_self(self).name);
}
Ref variable_or_py(Thread& t, Value left, Value right) {
    const Value both[] = {left, right};
    return make_union_of_py(t, both);
}
Ref variable_mro_entries(Thread& t, Value self, Value) {
    const Type& type = *type_of(t, self);
    return t.raise(Exc::TypeError, "Cannot subclass an instance of {}", *type.name);
}

// *Ts: the one item stands for all that Ts will stand for.
Ref type_var_tuple_iter_py(Thread& t, Value self) {
    Ref unpacked = make_unpacked(t, self);
    Ref items = unpacked ? make_tuple(t, {unpacked.get()}) : Ref(t.raised());
    return items ? iter_py(t, items.get()) : Ref(t.raised());
}

constexpr GetSetDef kTypeVarGetSet[] = {
    {"__name__", &variable_name, &refuse_write, nullptr},
    {"__covariant__", &variable_covariant, &refuse_write, nullptr},
    {"__contravariant__", &variable_contravariant, &refuse_write, nullptr},
    {"__infer_variance__", &variable_infer_variance, &refuse_write, nullptr},
    {"__bound__", &variable_bound_py, nullptr, nullptr},
    {"__constraints__", &variable_constraints_py, nullptr, nullptr},
    {"__default__", &variable_default_py, nullptr, nullptr},
    {"evaluate_bound", &variable_evaluate_bound, nullptr, nullptr},
    {"evaluate_constraints", &variable_evaluate_constraints, nullptr, nullptr},
    {"evaluate_default", &variable_evaluate_default, nullptr, nullptr},
};
constexpr MethodDef kTypeVarMethods[] = {
    method<&type_var_subst>("__typing_subst__($self, arg, /)", nullptr),
    method<&type_var_prepare_subst_py>("__typing_prepare_subst__($self, alias, args, /)", nullptr),
    method<&variable_reduce>("__reduce__($self, /)", nullptr),
    method<&variable_has_default_py>("has_default($self, /)", nullptr),
    method<&variable_mro_entries>("__mro_entries__($self, object, /)", nullptr),
};
constexpr MethodDef kParamSpecMethods[] = {
    method<&param_spec_subst_py>("__typing_subst__($self, arg, /)", nullptr),
    method<&param_spec_prepare_subst_py>("__typing_prepare_subst__($self, alias, args, /)", nullptr),
    method<&variable_reduce>("__reduce__($self, /)", nullptr),
    method<&variable_has_default_py>("has_default($self, /)", nullptr),
    method<&variable_mro_entries>("__mro_entries__($self, object, /)", nullptr),
};
constexpr MethodDef kTypeVarTupleMethods[] = {
    method<&type_var_tuple_subst>("__typing_subst__($self, arg, /)", nullptr),
    method<&type_var_tuple_prepare_subst_py>("__typing_prepare_subst__($self, alias, args, /)", nullptr),
    method<&variable_reduce>("__reduce__($self, /)", nullptr),
    method<&variable_has_default_py>("has_default($self, /)", nullptr),
    method<&variable_mro_entries>("__mro_entries__($self, object, /)", nullptr),
};

// --- P.args, P.kwargs

ParamSpecPart& part_self(Value v) {
    return *reinterpret_cast<ParamSpecPart*>(v.object());
}

Ref make_part(Thread& t, TypeId id, Value origin) {
    auto* const part = allocate<ParamSpecPart>(t, id);
    if (!part) return t.raise_memory_error();
    retain(origin);
    part->origin = origin;
    return Ref::adopt(part);
}
Ref param_spec_args(Thread& t, Value self) {
    return make_part(t, TypeId::ParamSpecArgs, self);
}
Ref param_spec_kwargs(Thread& t, Value self) {
    return make_part(t, TypeId::ParamSpecKwargs, self);
}

Ref part_new(Thread& t, const Args& args, TypeId id, const char* name) {
    constexpr const char* kNames[] = {"origin"};
    Value a[1];
    if (!bind_args(t, args, name, kNames, 0, 1, a)) return t.raised();
    return make_part(t, id, a[0]);
}
Ref args_new(Thread& t, Type&, const Args& args) {
    return part_new(t, args, TypeId::ParamSpecArgs, "paramspecargs");
}
Ref kwargs_new(Thread& t, Type&, const Args& args) {
    return part_new(t, args, TypeId::ParamSpecKwargs, "paramspeckwargs");
}

Ref part_repr_py(Thread& t, Value self) {
    const Value origin = part_self(self).origin;
    const std::string_view suffix = type_of(t, self) == t.type(TypeId::ParamSpecArgs) ? "args" : "kwargs";
    if (is_kind(origin, Kind::TypeVar)) return make_str(t, format("{}.{}", *var_self(origin).name, suffix));
    Ref text = repr_py(t, origin);
    return text ? make_str(t, format("{}.{}", text.as<Str>(), suffix)) : Ref(t.raised());
}

Ref part_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (type_of(t, left) != type_of(t, right)) return Ref::not_implemented();
    Ref a = Ref::share(part_self(left).origin), b = Ref::share(part_self(right).origin);
    return compare_py(t, a.get(), b.get(), op);
}

Ref part_origin(Thread&, Value self) {
    return Ref::share(part_self(self).origin);
}
constexpr GetSetDef kPartGetSet[] = {{"__origin__", &part_origin, &refuse_write, nullptr}};
constexpr MethodDef kPartMethods[] = {
    method<&variable_mro_entries>("__mro_entries__($self, object, /)", nullptr),
};
void part_traverse(Object* object, Visitor& visit) {
    visit(reinterpret_cast<ParamSpecPart*>(object)->origin);
}

constexpr GetSetDef kParamSpecGetSet[] = {
    {"__name__", &variable_name, &refuse_write, nullptr},
    {"__bound__", &variable_bound_py, &refuse_write, nullptr},
    {"__covariant__", &variable_covariant, &refuse_write, nullptr},
    {"__contravariant__", &variable_contravariant, &refuse_write, nullptr},
    {"__infer_variance__", &variable_infer_variance, &refuse_write, nullptr},
    {"args", &param_spec_args, nullptr, "Represents positional arguments."},
    {"kwargs", &param_spec_kwargs, nullptr, "Represents keyword arguments."},
    {"__default__", &variable_default_py, nullptr, "The default value for this ParamSpec."},
    {"evaluate_default", &variable_evaluate_default, nullptr, nullptr},
};
constexpr GetSetDef kTypeVarTupleGetSet[] = {
    {"__name__", &variable_name, &refuse_write, nullptr},
    {"__default__", &variable_default_py, nullptr, "The default value for this TypeVarTuple."},
    {"evaluate_default", &variable_evaluate_default, nullptr, nullptr},
};

void variable_traverse(Object* object, Visitor& visit) {
    auto* const v = reinterpret_cast<TypeVar*>(object);
    visit.pointer(v->name);
    for (Value* field : {&v->bound, &v->bound_function, &v->constraints, &v->constraints_function,
                         &v->fallback, &v->fallback_function}) {
        visit(*field);
    }
    traverse_attrs(object, visit);
}

// --- Type aliases

TypeAlias& alias_self(Value v) {
    return *reinterpret_cast<TypeAlias*>(v.object());
}

Ref make_type_alias(Thread& t, Value name, Value parameters, Value value, Value function, Value module) {
    auto* const alias = allocate<TypeAlias>(t, TypeId::TypeAliasType);
    if (!alias) return t.raise_memory_error();
    const bool any = is_kind(parameters, Kind::Tuple) && as<Tuple>(parameters).size != 0;
    for (const Value v : {name, any ? parameters : Value(), value, function, module}) retain(v);
    alias->name = &as<Str>(name);
    alias->parameters = any ? &as<Tuple>(parameters) : nullptr;
    alias->value = value;
    alias->function = function;
    alias->module = module;
    return Ref::adopt(alias);
}

Status check_alias_parameters_py(Thread& t, const Tuple& parameters) {
    bool seen_default = false;
    for (const Value parameter : parameters.span()) {
        if (!is_kind(parameter, Kind::TypeVar)) {
            Ref text = repr_py(t, parameter);
            if (!text) return t.raised();
            return t.raise(Exc::TypeError, "Expected a type param, got {}", text.as<Str>());
        }
        Ref has = variable_has_default_py(t, parameter);
        if (!has) return t.raised();
        if (!has.get().is_true() && seen_default) {
            return t.raise(Exc::TypeError, "non-default type parameter '{}' follows default type parameter",
                           *var_self(parameter).name);
        }
        seen_default = has.get().is_true();
    }
    return Status::ok();
}

Ref alias_new_py(Thread& t, Type&, const Args& args) {
    constexpr const char* kNames[] = {"name", "value", "type_params"};
    if (args.count > 2) {
        return t.raise(Exc::TypeError, "typealias() takes exactly 2 positional arguments ({} given)",
                       args.count);
    }
    Value a[3];
    if (!bind_args(t, args, "typealias", kNames, 0, 2, a) || !check_name(t, "typealias", a[0]))
        return t.raised();
    if (!a[2].is_empty()) {
        if (!is_kind(a[2], Kind::Tuple)) return t.raise(Exc::TypeError, "type_params must be a tuple");
        if (!check_alias_parameters_py(t, as<Tuple>(a[2]))) return t.raised();
    }
    return make_type_alias(t, a[0], a[2], a[1], Value(), calling_module(t));
}

Ref alias_value_py(Thread& t, Value self) {
    if (const Value known = alias_self(self).value; !known.is_empty()) return Ref::share(known);
    Ref function = Ref::share(alias_self(self).function);
    constexpr std::int64_t kValues = 1; // annotationlib.Format.VALUE
    Ref value = call_py(t, function.get(), Value::small_int(kValues));
    if (value) assign(alias_self(self).value, value.get());
    return value;
}

Ref alias_repr(Thread&, Value self) {
    return Ref::share(alias_self(self).name);
}
Ref alias_name(Thread&, Value self) {
    return Ref::share(alias_self(self).name);
}
Ref alias_module(Thread&, Value self) {
    const Value module = alias_self(self).module;
    return module.is_empty() ? Ref::none() : Ref::share(module);
}
Ref alias_type_params(Thread& t, Value self) {
    Tuple* const parameters = alias_self(self).parameters;
    return parameters ? Ref::share(parameters) : make_tuple_uninit(t, 0);
}
// A TypeVarTuple among the parameters stands for as many as are given.
Ref alias_parameters(Thread& t, Value self) {
    Tuple* const parameters = alias_self(self).parameters;
    return parameters ? unpack_variable_tuples(t, *parameters) : make_tuple_uninit(t, 0);
}
Ref alias_evaluate_value(Thread& t, Value self) {
    return evaluator_of(t, alias_self(self).value, alias_self(self).function);
}
Ref alias_getitem(Thread& t, Value self, Value key) {
    if (!alias_self(self).parameters)
        return t.raise(Exc::TypeError, "Only generic type aliases are subscriptable");
    return make_generic_alias(t, self, key);
}
Ref alias_reduce(Thread&, Value self) {
    return Ref::share(alias_self(self).name);
}

constexpr GetSetDef kAliasGetSet[] = {
    {"__name__", &alias_name, &refuse_write, nullptr},
    {"__parameters__", &alias_parameters, nullptr, nullptr},
    {"__type_params__", &alias_type_params, nullptr, nullptr},
    {"__value__", &alias_value_py, nullptr, nullptr},
    {"evaluate_value", &alias_evaluate_value, nullptr, nullptr},
    {"__module__", &alias_module, nullptr, nullptr},
};
constexpr MethodDef kAliasMethods[] = {method<&alias_reduce>("__reduce__($self, /)", nullptr)};

void alias_traverse(Object* object, Visitor& visit) {
    auto* const alias = reinterpret_cast<TypeAlias*>(object);
    visit.pointer(alias->name);
    visit.pointer(alias->parameters);
    visit(alias->value);
    visit(alias->function);
    visit(alias->module);
}

} // namespace

Ref no_default(Thread& t) {
    Value& known = t.state().no_default;
    if (known.is_empty()) {
        auto* const made = static_cast<Object*>(t.heap().alloc_object(sizeof(Object)));
        if (!made) return t.raise_memory_error();
        init_instance(made, *t.type(TypeId::NoDefaultType));
        known = made;
    }
    return Ref::share(known);
}

Ref run_intrinsic_py(Thread& t, IntrinsicKind kind, const Value* operands) {
    switch (kind) {
    case IntrinsicKind::TypeVar: return make_inferred(t, TypeId::TypeVar, operands[0]);
    case IntrinsicKind::ParamSpec: return make_inferred(t, TypeId::ParamSpec, operands[0]);
    case IntrinsicKind::TypeVarTuple: return make_inferred(t, TypeId::TypeVarTuple, operands[0]);
    case IntrinsicKind::TypeVarWithBound:
    case IntrinsicKind::TypeVarWithConstraints: {
        Ref made = make_inferred(t, TypeId::TypeVar, operands[0]);
        if (!made) return t.raised();
        auto& v = var_self(made.get());
        assign(kind == IntrinsicKind::TypeVarWithBound ? v.bound_function : v.constraints_function,
               operands[1]);
        return made;
    }
    case IntrinsicKind::SetTypeParamDefault:
        assign(var_self(operands[0]).fallback_function, operands[1]);
        return Ref::share(operands[0]);
    case IntrinsicKind::SubscriptGeneric: {
        Ref parameters = unpack_variable_tuples(t, as<Tuple>(operands[0]));
        return parameters ? make_generic_alias(t, t.type(TypeId::Generic), parameters.get())
                          : Ref(t.raised());
    }
    case IntrinsicKind::TypeAlias:
        return make_type_alias(t, operands[0], operands[1], Value(), operands[2], calling_module(t));
    case IntrinsicKind::SetFunctionTypeParams: {
        auto& function = as<Function>(operands[0]);
        retain(operands[1]);
        Tuple* const old = std::exchange(function.type_params, &as<Tuple>(operands[1]));
        if (old) release(static_cast<Object*>(old));
        return Ref::share(operands[0]);
    }
    }
    ISLET_UNREACHABLE("kind of intrinsic");
}

#define ISLET_UNION_OPERATORS                                                                                \
    {                                                                                                        \
        nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,   \
            &variable_or_py, nullptr                                                                         \
    }

extern const TypeSpec kTypeVarSpec = {
    .name = "TypeVar",
    .module = "typing",
    .doc = "A variable that stands for a type: the parameter of a generic function, class or alias.",
    .kind = Kind::TypeVar,
    .flags = kHasDict | kWeakable,
    .size = sizeof(TypeVar) - sizeof(void*),
    .slots = {.new_py = &type_var_new_py, .repr_py = &variable_repr, .binary_py = ISLET_UNION_OPERATORS},
    .methods = kTypeVarMethods,
    .getset = kTypeVarGetSet,
    .traverse = &variable_traverse,
};

extern const TypeSpec kParamSpecSpec = {
    .name = "ParamSpec",
    .module = "typing",
    .doc = "A variable that stands for the parameters of a callable.",
    .kind = Kind::TypeVar,
    .flags = kHasDict | kWeakable,
    .size = sizeof(TypeVar) - sizeof(void*),
    .slots = {.new_py = &param_spec_new_py, .repr_py = &variable_repr, .binary_py = ISLET_UNION_OPERATORS},
    .methods = kParamSpecMethods,
    .getset = kParamSpecGetSet,
    .traverse = &variable_traverse,
};

extern const TypeSpec kTypeVarTupleSpec = {
    .name = "TypeVarTuple",
    .module = "typing",
    .doc = "A variable that stands for any number of types.",
    .kind = Kind::TypeVar,
    .flags = kHasDict | kWeakable,
    .size = sizeof(TypeVar) - sizeof(void*),
    .slots = {.new_py = &type_var_tuple_new_py,
              .repr_py = &variable_repr,
              .iter_py = &type_var_tuple_iter_py},
    .methods = kTypeVarTupleMethods,
    .getset = kTypeVarTupleGetSet,
    .traverse = &variable_traverse,
};

extern const TypeSpec kParamSpecArgsSpec = {
    .name = "ParamSpecArgs",
    .module = "typing",
    .doc = "The positional arguments that a ParamSpec stands for.",
    .kind = Kind::Native,
    .flags = kWeakable,
    .size = sizeof(ParamSpecPart),
    .slots = {.new_py = &args_new, .repr_py = &part_repr_py, .compare_py = &part_compare_py},
    .methods = kPartMethods,
    .getset = kPartGetSet,
    .traverse = &part_traverse,
};

extern const TypeSpec kParamSpecKwargsSpec = {
    .name = "ParamSpecKwargs",
    .module = "typing",
    .doc = "The keyword arguments that a ParamSpec stands for.",
    .kind = Kind::Native,
    .flags = kWeakable,
    .size = sizeof(ParamSpecPart),
    .slots = {.new_py = &kwargs_new, .repr_py = &part_repr_py, .compare_py = &part_compare_py},
    .methods = kPartMethods,
    .getset = kPartGetSet,
    .traverse = &part_traverse,
};

extern const TypeSpec kTypeAliasTypeSpec = {
    .name = "TypeAliasType",
    .module = "typing",
    .doc = "What a type statement makes: a name for a type, which is evaluated when asked for.",
    .kind = Kind::Native,
    .flags = kWeakable,
    .size = sizeof(TypeAlias),
    .slots = {.new_py = &alias_new_py,
              .repr_py = &alias_repr,
              .iter_py = &type_var_tuple_iter_py,
              .getitem_py = &alias_getitem,
              .binary_py = ISLET_UNION_OPERATORS},
    .methods = kAliasMethods,
    .getset = kAliasGetSet,
    .traverse = &alias_traverse,
};

extern const TypeSpec kNoDefaultSpec = {
    .name = "NoDefaultType",
    .doc = "The type of the NoDefault singleton.",
    .slots = {.new_py = &no_default_new, .repr_py = &no_default_repr},
    .methods = kNoDefaultMethods,
};

extern const TypeSpec kConstEvaluatorSpec = {
    .name = "_ConstEvaluator",
    .module = "_typing",
    .doc = "Internal type for implementing evaluation functions.",
    .kind = Kind::Native,
    .flags = kNoInstantiation,
    .size = sizeof(ConstEvaluator),
    .slots = {.call_py = &evaluator_call_py, .repr_py = &evaluator_repr_py},
    .traverse = &evaluator_traverse,
};

} // namespace islet
