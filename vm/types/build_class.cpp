// SPDX-License-Identifier: MIT
//
// builtins.__build_class__: what a class statement calls. Replaces bases that stand for others, chooses the
// metaclass, runs the body in the namespace that the metaclass prepared, calls the metaclass.
// Owns: nothing. Threads: the interpreter's lock.
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/generic_alias.h"
#include "vm/types/list.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

namespace islet {

namespace {

// Generic[T] beside a later G[T]: G brings the class Generic, and its place in the order.
bool is_covered_generic(Thread& t, const Tuple& bases, std::size_t at) {
    const Value generic(t.type(TypeId::Generic));
    if (!is_kind(bases[at], Kind::GenericAlias) || as<GenericAlias>(bases[at]).origin != generic)
        return false;
    for (std::size_t i = at + 1; i < bases.size; ++i) {
        if (!is_kind(bases[i], Kind::GenericAlias) || bases[i] == bases[at]) continue;
        const Value origin = as<GenericAlias>(bases[i]).origin;
        if (is_type(origin) && is_subtype(as<Type>(origin), as<Type>(generic))) return true;
    }
    return false;
}

// The bases after __mro_entries__; the tuple itself if none has it.
Ref resolve_bases_py(Thread& t, Tuple& bases) {
    Ref changed = Ref::nothing();
    for (std::size_t i = 0; i < bases.size; ++i) {
        const Value base = bases[i];
        Ref entries = Ref::nothing();
        if (is_covered_generic(t, bases, i)) {
            entries = make_tuple_uninit(t, 0);
            if (!entries) return t.raised();
        } else if (!is_type(base)) {
            Ref method = find_attr_py(t, base, Name::dunder_mro_entries);
            if (!method && t.has_pending()) return t.raised();
            if (method) {
                entries = call_py(t, method.get(), &bases);
                if (!entries) return t.raised();
                if (!is_kind(entries.get(), Kind::Tuple)) {
                    return t.raise(Exc::TypeError, "__mro_entries__ must return a tuple");
                }
            }
        }
        if (entries && !changed) {
            changed = make_list(t, bases.span().first(i));
            if (!changed) return t.raised();
        }
        if (!changed) continue;
        if (!entries) {
            if (!list_append(t, changed.as<List>(), base)) return t.raised();
            continue;
        }
        for (const Value entry : entries.as<Tuple>().span()) {
            if (!list_append(t, changed.as<List>(), entry)) return t.raised();
        }
    }
    if (!changed) return Ref::share(&bases);
    return tuple_from_py(t, changed.get());
}

// What the class statement says after the bases: the metaclass taken out, the rest passed on.
struct ClassKeywords {
    Ref metaclass = Ref::nothing();
    Ref rest = Ref::nothing(); // dict; nothing(): no keywords at all
};

Status read_keywords(Thread& t, const Args& args, ClassKeywords& out) {
    const std::uint32_t count = args.keyword_count();
    if (count == 0) return Status::ok();
    out.rest = make_dict(t, count);
    if (!out.rest) return t.raised();
    for (std::uint32_t i = 0; i < count; ++i) {
        Str& name = args.keyword_name(i);
        if (str_equal(name, t.name(Name::metaclass))) {
            out.metaclass = Ref::share(args.keyword(i));
        } else if (!dict_set(t, out.rest.as<Dict>(), name, args.keyword(i))) {
            return t.raised();
        }
    }
    return Status::ok();
}

Status choose_metaclass(Thread& t, Tuple& bases, Ref& metaclass) {
    if (!metaclass) {
        metaclass = Ref::share(bases.size == 0 ? t.type(TypeId::Type) : type_of(t, bases[0]));
    }
    if (!is_type(metaclass.get())) return Status::ok(); // any callable will do
    Type* const winner = derive_metaclass(t, metaclass.as<Type>(), bases);
    if (!winner) return t.raised();
    metaclass = Ref::share(winner);
    return Status::ok();
}

Ref prepare_namespace_py(Thread& t, Value metaclass, Value name, Value bases, Value keywords) {
    // What type itself prepares is an empty dict.
    if (metaclass == Value(t.type(TypeId::Type))) return make_dict(t, 8);
    Ref prepare = find_attr_py(t, metaclass, Name::dunder_prepare);
    if (!prepare) return t.has_pending() ? Ref(t.raised()) : make_dict(t, 8);
    Ref args = make_tuple(t, {name, bases});
    Ref space = args ? call_ex_py(t, prepare.get(), args.as<Tuple>(), keywords) : Ref(t.raised());
    if (!space) return t.raised();
    if (type_of(t, space.get())->slots.getitem_py) return space;
    const bool named = is_type(metaclass);
    return t.raise(Exc::TypeError, "{}.__prepare__() must return a mapping, not {}",
                   named ? type_name_view(as<Type>(metaclass)) : std::string_view("<metaclass>"),
                   *type_of(t, space.get()));
}

// The cell that methods read `__class__` from got its content from type.__new__, if that saw it.
Status check_class_cell_py(Thread& t, Value cls, Value name, Value cell) {
    if (!is_type(cls) || !is_kind(cell, Kind::Cell)) return Status::ok();
    const Value content = as<Cell>(cell).content;
    if (content == cls) return Status::ok();
    Ref name_text = repr_py(t, name);
    Ref class_text = name_text ? repr_py(t, cls) : Ref(t.raised());
    if (!class_text) return t.raised();
    if (content.is_empty()) {
        return t.raise(Exc::RuntimeError,
                       "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                       name_text.as<Str>(), class_text.as<Str>());
    }
    Ref other = repr_py(t, content);
    if (!other) return t.raised();
    return t.raise(Exc::TypeError, "__class__ set to {} defining {} as {}", other.as<Str>(),
                   name_text.as<Str>(), class_text.as<Str>());
}

} // namespace

Ref build_class_py(Thread& t, Value, const Args& args) {
    if (args.count < 2) return t.raise(Exc::TypeError, "__build_class__: not enough arguments");
    if (!is_kind(args[0], Kind::Function)) {
        return t.raise(Exc::TypeError, "__build_class__: func must be a function");
    }
    const Value name = args[1];
    if (!is_kind(name, Kind::Str)) return t.raise(Exc::TypeError, "__build_class__: name is not a string");
    auto& body = as<Function>(args[0]);

    Ref written = make_tuple(t, std::span(args.values + 2, args.count - 2));
    Ref bases = written ? resolve_bases_py(t, written.as<Tuple>()) : Ref(t.raised());
    ClassKeywords keywords;
    if (!bases || !read_keywords(t, args, keywords)) return t.raised();
    if (!choose_metaclass(t, bases.as<Tuple>(), keywords.metaclass)) return t.raised();
    const Value metaclass = keywords.metaclass.get();

    Ref space = prepare_namespace_py(t, metaclass, name, bases.get(), keywords.rest.get());
    if (!space) return t.raised();
    Ref cell = run_code_py(t, *body.code, *body.globals, space.get(), body.closure);
    if (!cell) return t.raised();
    if (bases.get() != written.get() &&
        !setitem_py(t, space.get(), &t.name(Name::dunder_orig_bases), written.get())) {
        return t.raised();
    }
    Ref class_args = make_tuple(t, {name, bases.get(), space.get()});
    if (!class_args) return t.raised();
    Ref cls = call_ex_py(t, metaclass, class_args.as<Tuple>(), keywords.rest.get());
    if (!cls || !check_class_cell_py(t, cls.get(), name, cell.get())) return t.raised();
    return cls;
}

} // namespace islet
