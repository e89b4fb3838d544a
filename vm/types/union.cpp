// SPDX-License-Identifier: MIT
//
// Union types.
// Owns: nothing of its own. Threads: the interpreter's lock.
#include "vm/types/union.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/generic_alias.h"
#include "vm/types/list.h"
#include "vm/types/set.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

Union& union_of(Value v) {
    return as<Union>(v);
}

// Collects members, flat and each once.
class UnionBuilder {
public:
    explicit UnionBuilder(Thread& t) : t_(t) {}

    Status start() {
        args_ = make_list(t_);
        hashable_ = make_set(t_);
        unhashable_ = make_list(t_);
        return args_ && hashable_ && unhashable_ ? Status::ok() : Status(t_.raised());
    }

    Status add_py(Value member) {
        if (member.is_none()) member = t_.type(TypeId::NoneType);
        if (is_kind(member, Kind::Union)) {
            const Ref held = Ref::share(union_of(member).args);
            for (const Value inner : held.as<Tuple>().span()) {
                if (!add_single_py(inner)) return t_.raised();
            }
            return Status::ok();
        }
        return add_single_py(member);
    }

    Ref finish_py() {
        const List& args = args_.as<List>();
        if (args.size == 0) return t_.raise(Exc::TypeError, "Cannot take a Union of no types.");
        if (args.size == 1) return Ref::share(args.items[0]);
        const bool all_hashable = unhashable_.as<List>().size == 0;
        Ref members = tuple_from_py(t_, args_.get());
        if (!members) return t_.raised();
        Ref others = all_hashable ? Ref::nothing() : tuple_from_py(t_, unhashable_.get());
        if (!others && !all_hashable) return t_.raised();
        Ref hashable = set_copy(t_, hashable_.as<Set>(), TypeId::FrozenSet);
        if (!hashable) return t_.raised();
        auto* const result = allocate<Union>(t_, TypeId::Union);
        if (!result) return t_.raise_memory_error();
        result->args = &as<Tuple>(members.release());
        result->hashable = hashable.release();
        result->unhashable = all_hashable ? nullptr : &as<Tuple>(others.release());
        result->parameters = nullptr;
        return Ref::adopt(result);
    }

private:
    Status add_single_py(Value member) {
        const Result<std::int64_t> hash = hash_py(t_, member);
        if (hash) {
            const std::uint64_t before = hashable_.as<Set>().used;
            if (!set_add_hashed_py(t_, hashable_.as<Set>(), member, *hash)) return t_.raised();
            if (hashable_.as<Set>().used == before) return Status::ok();
            return list_append(t_, args_.as<List>(), member);
        }
        t_.clear_pending(); // whatever it was: it cannot be hashed
        for (std::uint64_t i = 0; i < unhashable_.as<List>().size; ++i) {
            const Ref other = Ref::share(unhashable_.as<List>().items[i]);
            const Result<bool> same = equal_py(t_, other.get(), member);
            if (!same) return t_.raised();
            if (*same) return Status::ok();
        }
        if (!list_append(t_, unhashable_.as<List>(), member)) return t_.raised();
        return list_append(t_, args_.as<List>(), member);
    }

    Thread& t_;
    Ref args_ = Ref::nothing(), hashable_ = Ref::nothing(), unhashable_ = Ref::nothing();
};

// What `|` takes as a member when neither side is a union yet.
bool is_unionable(Thread& t, Value v) {
    return v.is_none() || is_type(v) || is_kind(v, Kind::GenericAlias) || is_kind(v, Kind::Union) ||
           type_of(t, v) == t.type(TypeId::TypeAliasType);
}

Status check_member_py(Thread& t, Value v) {
    if (!is_exact(v, Kind::Tuple)) return Status::ok();
    const Ref text = repr_py(t, v);
    if (!text) return t.raised();
    return t.raise(Exc::TypeError, "Union[arg, ...]: each arg must be a type. Got {}.", text.get());
}

} // namespace

Ref make_union_of_py(Thread& t, std::span<const Value> args) {
    UnionBuilder builder(t);
    if (!builder.start()) return t.raised();
    for (const Value arg : args) {
        if (!check_member_py(t, arg) || !builder.add_py(arg)) return t.raised();
    }
    return builder.finish_py();
}

Ref make_union_py(Thread& t, Value left, Value right) {
    const bool extends = is_kind(left, Kind::Union) || is_kind(right, Kind::Union);
    if (!extends && (!is_unionable(t, left) || !is_unionable(t, right))) return Ref::not_implemented();
    const Value args[] = {left, right};
    return make_union_of_py(t, args);
}

namespace {

Ref union_repr_py(Thread& t, Value self) {
    TextBuffer text;
    const Tuple& args = *union_of(self).args;
    for (std::uint64_t i = 0; i < args.size; ++i) {
        if (i != 0) text.append(" | ");
        if (!append_type_repr_py(t, text, args[i])) return t.raised();
    }
    return make_str(t, text);
}

Result<std::int64_t> union_hash_py(Thread& t, Value self) {
    const Union& u = union_of(self);
    if (u.unhashable) {
        // They may be asked again; most say why they cannot.
        for (const Value member : u.unhashable->span()) {
            if (!hash_py(t, member)) return t.raised();
        }
        return t.raise(Exc::TypeError, "union contains {} unhashable element{}", u.unhashable->size,
                       u.unhashable->size == 1 ? "" : "s");
    }
    return hash_py(t, u.hashable);
}

Result<bool> all_in_py(Thread& t, const Tuple& members, Value container) {
    for (const Value member : members.span()) {
        const Result<bool> there = contains_py(t, container, member);
        if (!there) return t.raised();
        if (!*there) return false;
    }
    return true;
}

Result<bool> unions_equal_py(Thread& t, const Union& a, const Union& b) {
    const Result<bool> same = equal_py(t, a.hashable, b.hashable);
    if (!same) return t.raised();
    if (!*same) return false;
    if (!a.unhashable || !b.unhashable) return a.unhashable == b.unhashable;
    if (a.unhashable->size != b.unhashable->size) return false;
    return all_in_py(t, *a.unhashable, b.unhashable);
}

Ref union_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    if (!is_kind(left, Kind::Union) || !is_kind(right, Kind::Union)) return Ref::not_implemented();
    if (op != CompareOp::Eq && op != CompareOp::Ne) return Ref::not_implemented();
    const Result<bool> equal = unions_equal_py(t, union_of(left), union_of(right));
    if (!equal) return t.raised();
    return Ref::boolean(*equal == (op == CompareOp::Eq));
}

Ref parameters_py(Thread& t, Union& u) {
    if (!u.parameters) {
        Ref found = collect_type_parameters_py(t, *u.args);
        if (!found) return t.raised();
        if (u.parameters) return Ref::share(u.parameters); // Python ran
        u.parameters = &as<Tuple>(found.release());
    }
    return Ref::share(u.parameters);
}

Ref union_getitem_py(Thread& t, Value self, Value item) {
    Union& u = union_of(self);
    const Ref parameters = parameters_py(t, u);
    if (!parameters) return t.raised();
    const Ref args = substitute_type_parameters_py(t, self, *u.args, parameters.as<Tuple>(), item);
    if (!args) return t.raised();
    return make_union_of_py(t, args.as<Tuple>().span());
}

Ref union_or_py(Thread& t, Value left, Value right) {
    return make_union_py(t, left, right);
}

Ref union_getattr_py(Thread& t, Value self, Str& name) {
    if (&name == &t.name(Name::dunder_module)) return get_attr_py(t, self.object()->type(), name);
    return generic_getattr_py(t, self, name);
}

Ref union_mro_entries(Thread& t, Value self, Value) {
    const Ref text = repr_py(t, self);
    if (!text) return t.raised();
    return t.raise(Exc::TypeError, "Cannot subclass {}", text.get());
}

Ref union_class_getitem(Thread& t, Type&, Value args) {
    if (is_kind(args, Kind::Tuple)) return make_union_of_py(t, as<Tuple>(args).span());
    return make_union_of_py(t, {&args, 1});
}

Ref union_parameters(Thread& t, Value self) {
    return parameters_py(t, union_of(self));
}
Ref union_origin(Thread& t, Value) {
    return Ref::share(t.type(TypeId::Union));
}
Ref union_name(Thread& t, Value) {
    return make_str(t, "Union");
}

void union_traverse(Object* object, Visitor& visit) {
    auto* const u = static_cast<Union*>(object);
    visit.pointer(u->args);
    visit(u->hashable);
    visit.pointer(u->unhashable);
    visit.pointer(u->parameters);
}

constexpr MethodDef kMethods[] = {
    method<&union_mro_entries>("__mro_entries__($self, bases, /)", nullptr),
    class_method<&union_class_getitem>("__class_getitem__($type, args, /)", nullptr),
};

// A pointer to an object has the bits of its Value.
constexpr MemberDef kMembers[] = {
    {"__args__", sizeof(Object), MemberDef::Type::Object, false, nullptr},
};

constexpr GetSetDef kGetSet[] = {
    {"__parameters__", &union_parameters, nullptr, "Type variables in the types.UnionType."},
    {"__origin__", &union_origin, nullptr, "Always returns the type"},
    {"__name__", &union_name, nullptr, "Name of the type"},
    {"__qualname__", &union_name, nullptr, "Qualified name of the type"},
};

constexpr Slots union_slots() {
    Slots slots{.getattr_py = &union_getattr_py,
                .repr_py = &union_repr_py,
                .hash_py = &union_hash_py,
                .compare_py = &union_compare_py,
                .getitem_py = &union_getitem_py};
    slots.binary_py[static_cast<std::size_t>(BinaryOp::Or)] = &union_or_py;
    return slots;
}

} // namespace

extern constexpr TypeSpec kUnionSpec = {
    .name = "Union",
    .module = "typing",
    .doc = "Represent a union type\n\nE.g. for int | str",
    .kind = Kind::Union,
    .flags = kWeakable | kNoInstantiation,
    .size = sizeof(Union),
    .slots = union_slots(),
    .methods = kMethods,
    .getset = kGetSet,
    .members = kMembers,
    .traverse = &union_traverse,
};

} // namespace islet
