// SPDX-License-Identifier: MIT
//
// BaseExceptionGroup and ExceptionGroup: making, text, split and subgroup, and what `except*` does with them.
//
// Owns: see exception.h. Invariants: exceptions is a non-empty tuple of exceptions once the group is made.
// Threads: the interpreter's lock.
#include "vm/types/exception_detail.h"

#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/exc.h"
#include "vm/model/protocol.h"
#include "vm/types/dict.h"
#include "vm/types/list.h"
#include "vm/types/str.h"

namespace islet {

namespace {

GroupException& as_group(Value v) {
    return static_cast<GroupException&>(as<Exception>(v));
}
bool is_group(Thread& t, Value v) {
    return is_exception(v) && is_instance_of(t, v, TypeId::BaseExceptionGroup);
}

// As C's PySequence_Check: anything that is indexed, but no mapping of ours.
bool looks_like_sequence(Thread& t, Value v) {
    if (is_kind(v, Kind::Dict) || is_kind(v, Kind::MappingProxy)) return false;
    return type_of(t, v)->slots.getitem_py != nullptr;
}

// Checks the items and tells whether one is no Exception, so that the group must be a BaseExceptionGroup.
Result<bool> has_base_exceptions(Thread& t, const Tuple& items) {
    bool found = false;
    for (std::uint64_t i = 0; i < items.size; ++i) {
        if (!is_exception(items[i])) {
            return t.raise(Exc::ValueError, "Item {} of second argument (exceptions) is not an exception", i);
        }
        if (!exception_matches(t, items[i], Exc::Exception)) found = true;
    }
    return found;
}

// The class that the call really makes.
Result<Type*> class_for(Thread& t, Type& type, bool has_base) {
    if (&type == t.type(TypeId::BaseExceptionGroup)) {
        return has_base ? &type : t.type(TypeId::ExceptionGroup);
    }
    if (!has_base) return &type;
    if (&type == t.type(TypeId::ExceptionGroup)) {
        return t.raise(Exc::TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
    }
    if (is_subtype(type, *t.type(TypeId::Exception))) {
        return t.raise(Exc::TypeError, "Cannot nest BaseExceptions in '{}'", type);
    }
    return &type;
}

} // namespace

Ref group_new_py(Thread& t, Type& type, const Args& args) {
    if (args.count != 2) {
        return t.raise(Exc::TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
                       args.count);
    }
    const Value message = args[0], exceptions = args[1];
    if (!is_kind(message, Kind::Str)) {
        return t.raise(Exc::TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
                       BadArgument{t, message});
    }
    if (!looks_like_sequence(t, exceptions)) {
        return t.raise(Exc::TypeError, "second argument (exceptions) must be a sequence");
    }
    Ref items = tuple_from_py(t, exceptions);
    if (!items) return t.raised();
    if (items.as<Tuple>().size == 0) {
        return t.raise(Exc::ValueError, "second argument (exceptions) must be a non-empty sequence");
    }
    Result<bool> has_base = has_base_exceptions(t, items.as<Tuple>());
    if (!has_base) return t.raised();
    Result<Type*> cls = class_for(t, type, *has_base);
    if (!cls) return t.raised();
    Ref shown = Ref::nothing();
    if (!is_kind(exceptions, Kind::List) && !is_kind(exceptions, Kind::Tuple)) {
        // Any other sequence may change or vanish: its text is taken now.
        shown = repr_py(t, exceptions);
        if (!shown) return t.raised();
    }
    Exception* const e = allocate_exception(t, **cls);
    if (!e) return t.raised();
    Ref made = Ref::adopt(e);
    auto& group = static_cast<GroupException&>(*e);
    retain(message);
    group.message = message;
    group.exceptions = &as<Tuple>(items.release());
    group.shown = shown.release();
    if (!set_args(t, *e, Args(args.values, args.count))) return t.raised();
    return made;
}

Ref group_str_py(Thread& t, Value self) {
    auto& group = as_group(self);
    if (!group.exceptions) return exception_str_py(t, self);
    const std::uint64_t count = group.exceptions->size;
    TextBuffer text;
    if (!append_str_py(t, text, group.message)) return t.raised();
    format_to(text, " ({} sub-exception{})", count, count == 1 ? "" : "s");
    return make_str(t, text);
}

Ref group_repr_py(Thread& t, Value self) {
    RecursionScope scope(t, " while getting the repr of an object");
    if (!scope) return t.raised();
    auto& group = as_group(self);
    if (!group.exceptions) return exception_repr_py(t, self);
    Ref items = Ref::share(group.exceptions);
    const bool as_list = group.args->size == 2 && is_kind((*group.args)[1], Kind::List);
    TextBuffer text;
    text.append(type_name_view(*group.type()));
    text.append('(');
    if (!append_repr_py(t, text, group.message)) return t.raised();
    text.append(", ");
    if (as_list) {
        items = make_list(t, items.as<Tuple>().span());
        if (!items) return t.raised();
    }
    if (auto* const shown = cast<Str>(as_group(self).shown); shown && !as_list) {
        append_utf8(text, *shown);
    } else if (!append_repr_py(t, text, items.get())) {
        return t.raised();
    }
    text.append(')');
    return make_str(t, text);
}

Ref make_exception_group_py(Thread& t, std::string_view message, Value exceptions) {
    Ref text = make_str(t, message);
    if (!text) return t.raised();
    const Value args[] = {text.get(), exceptions};
    return group_new_py(t, *t.type(TypeId::ExceptionGroup), Args(args, 2));
}

namespace {

// As BaseExceptionGroup(message, exceptions): an ExceptionGroup if all items are Exceptions.
Ref make_any_group_py(Thread& t, Value message, Value exceptions) {
    const Value args[] = {message, exceptions};
    return group_new_py(t, *t.type(TypeId::BaseExceptionGroup), Args(args, 2));
}

// --- Splitting

// What split() and subgroup() look for.
struct Matcher {
    enum class Kind : std::uint8_t { Types, Predicate, Members } kind;
    Value with; // class or tuple of classes; callable; list of exceptions that belong
};

Result<Matcher> make_matcher(Thread& t, Value condition) {
    if (is_exception_class(condition)) return Matcher{Matcher::Kind::Types, condition};
    if (auto* const classes = cast<Tuple>(condition)) {
        bool good = true;
        for (const Value cls : classes->span()) good = good && is_exception_class(cls);
        if (good) return Matcher{Matcher::Kind::Types, condition};
    } else if (!is_type(condition) && is_callable(t, condition)) {
        return Matcher{Matcher::Kind::Predicate, condition};
    }
    return t.raise(
        Exc::TypeError,
        "expected an exception type, a tuple of exception types, or a callable (other than a class)");
}

bool is_instance_of_any(const Type& type, Value classes) {
    if (is_type(classes)) return is_subtype(type, as<Type>(classes));
    for (const Value cls : as<Tuple>(classes).span()) {
        if (is_subtype(type, as<Type>(cls))) return true;
    }
    return false;
}

Result<bool> matches_py(Thread& t, const Matcher& matcher, Value exception) {
    switch (matcher.kind) {
    case Matcher::Kind::Types: return is_instance_of_any(*exception.object()->type(), matcher.with);
    case Matcher::Kind::Predicate: {
        Ref answer = call_py(t, matcher.with, exception);
        if (!answer) return t.raised();
        return truth_py(t, answer.get());
    }
    case Matcher::Kind::Members: break;
    }
    // Leaves belong by identity; a group is always looked into.
    if (is_group(t, exception)) return false;
    auto& members = as<List>(matcher.with);
    for (std::uint64_t i = 0; i < members.size; ++i) {
        if (members.items[i] == exception) return true;
    }
    return false;
}

// A group like `original` that holds `exceptions` (a list), made by its derive(); None for no exceptions.
Ref subset_py(Thread& t, Exception& original, List& exceptions) {
    if (exceptions.size == 0) return Ref::none();
    const Value items[] = {&exceptions};
    Ref derive = intern(t, "derive");
    if (!derive) return t.raised();
    Ref made = call_method_py(t, &original, derive.as<Str>(), items);
    if (!made) return t.raised();
    if (!is_group(t, made.get())) {
        return t.raise(Exc::TypeError, "derive must return an instance of BaseExceptionGroup");
    }
    auto& fresh = made.as<Exception>();
    if (original.traceback) {
        retain(original.traceback);
        Traceback* const old = std::exchange(fresh.traceback, original.traceback);
        if (old) release(old);
    }
    assign_word(fresh.context, original.context);
    assign_word(fresh.cause, original.cause);
    fresh.suppress_context = true; // as setting __cause__ does
    Ref notes = find_attr_py(t, &original, Name::dunder_notes);
    if (!notes) {
        if (t.has_pending()) return t.raised();
        return made;
    }
    if (looks_like_sequence(t, notes.get())) {
        // A list of their own, so that adding to one half leaves the other alone.
        Ref copy = list_from_py(t, notes.get());
        if (!copy || !set_attr_py(t, made.get(), t.name(Name::dunder_notes), copy.get())) return t.raised();
    }
    return made;
}

struct SplitParts {
    Ref match = Ref::none(), rest = Ref::none();
};

Status split_py(Thread& t, Value exception, const Matcher& matcher, bool want_rest, SplitParts& out);

Status split_items_py(Thread& t, Value group, const Matcher& matcher, bool want_rest, SplitParts& out) {
    Ref keep = Ref::share(group);
    Ref items = Ref::share(as_group(group).exceptions);
    Ref matched = make_list(t), rest = make_list(t);
    if (!matched || !rest) return t.raised();
    for (const Value item : items.as<Tuple>().span()) {
        SplitParts parts;
        if (!split_py(t, item, matcher, want_rest, parts)) return t.raised();
        if (!parts.match.get().is_none() && !list_append(t, matched.as<List>(), parts.match.get()))
            return t.raised();
        if (!parts.rest.get().is_none() && !list_append(t, rest.as<List>(), parts.rest.get()))
            return t.raised();
    }
    out.match = subset_py(t, as<Exception>(group), matched.as<List>());
    if (!out.match) return t.raised();
    if (!want_rest) return Status::ok();
    out.rest = subset_py(t, as<Exception>(group), rest.as<List>());
    return out.rest ? Status::ok() : Status(t.raised());
}

Status split_py(Thread& t, Value exception, const Matcher& matcher, bool want_rest, SplitParts& out) {
    RecursionScope scope(t, " in exceptiongroup_split_recursive");
    if (!scope) return t.raised();
    Result<bool> whole = matches_py(t, matcher, exception);
    if (!whole) return t.raised();
    if (*whole) {
        out.match = Ref::share(exception);
        return Status::ok();
    }
    if (is_group(t, exception) && as_group(exception).exceptions) {
        return split_items_py(t, exception, matcher, want_rest, out);
    }
    if (want_rest) out.rest = Ref::share(exception);
    return Status::ok();
}

// --- Methods

Ref group_derive_py(Thread& t, Exception& self, Value exceptions) {
    return make_any_group_py(t, static_cast<GroupException&>(self).message, exceptions);
}

Ref group_split_py(Thread& t, Exception& self, Value condition) {
    Result<Matcher> matcher = make_matcher(t, condition);
    if (!matcher) return t.raised();
    SplitParts parts;
    if (!split_py(t, &self, *matcher, true, parts)) return t.raised();
    return make_tuple(t, {parts.match.get(), parts.rest.get()});
}

Ref group_subgroup_py(Thread& t, Exception& self, Value condition) {
    Result<Matcher> matcher = make_matcher(t, condition);
    if (!matcher) return t.raised();
    SplitParts parts;
    if (!split_py(t, &self, *matcher, false, parts)) return t.raised();
    return std::move(parts.match);
}

Ref group_class_getitem(Thread& t, Type& type, Value item) {
    return call_py(t, t.type(TypeId::GenericAlias), &type, item);
}

} // namespace

constinit const MethodDef kGroupMethods[4] = {
    class_method<&group_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
    method<&group_derive_py>("derive($self, excs, /)", "A group of the same kind with these exceptions."),
    method<&group_split_py>("split($self, matcher_value, /)",
                            "The part that matches and the part that does not, each a group or None."),
    method<&group_subgroup_py>("subgroup($self, matcher_value, /)",
                               "The part that matches: a group or None."),
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constinit const MemberDef kGroupMembers[2] = {
    {"message", offsetof(GroupException, message), MemberDef::Type::ObjectOrNone, false, "exception message"},
    {"exceptions", offsetof(GroupException, exceptions), MemberDef::Type::ObjectOrNone, false,
     "nested exceptions"},
};
#pragma GCC diagnostic pop

// --- except*

namespace {

Status check_star_type(Thread& t, Value type) {
    const auto check = [&t](Value cls) -> Status {
        if (!is_exception_class(cls)) {
            return t.raise(Exc::TypeError,
                           "catching classes that do not inherit from BaseException is not allowed");
        }
        if (is_subtype(as<Type>(cls), *t.type(TypeId::BaseExceptionGroup))) {
            return t.raise(Exc::TypeError,
                           "catching ExceptionGroup with except* is not allowed. Use except instead.");
        }
        return Status::ok();
    };
    auto* const tuple = cast<Tuple>(type);
    if (!tuple) return check(type);
    for (const Value cls : tuple->span()) {
        if (!check(cls)) return t.raised();
    }
    return Status::ok();
}

// ExceptionGroup("", (exception,)), with a traceback entry for the place of the except* clause.
Ref wrap_naked_py(Thread& t, Value exception) {
    Ref items = make_tuple(t, {exception});
    if (!items) return t.raised();
    Ref group = make_any_group_py(t, &t.name(Name::empty), items.get());
    if (!group) return t.raised();
    if (t.frame) add_traceback_to(t, group.as<Exception>(), *t.frame);
    return group;
}

} // namespace

Status match_exception_group_py(Thread& t, Value exc, Value type, Ref* matched, Ref* rest) {
    *matched = Ref::none();
    *rest = Ref::none();
    if (!check_star_type(t, type)) return t.raised();
    if (exc.is_none()) return Status::ok();
    if (is_instance_of_any(*exc.object()->type(), type)) {
        *matched = is_group(t, exc) ? Ref::share(exc) : wrap_naked_py(t, exc);
        return *matched ? Status::ok() : Status(t.raised());
    }
    if (!is_group(t, exc)) {
        *rest = Ref::share(exc);
        return Status::ok();
    }
    Ref split = intern(t, "split");
    if (!split) return t.raised();
    const Value args[] = {type};
    Ref pair = call_method_py(t, exc, split.as<Str>(), args);
    if (!pair) return t.raised();
    auto* const parts = cast<Tuple>(pair.get());
    if (!parts) {
        return t.raise(Exc::TypeError, "{}.split must return a tuple, not {}", *type_of(t, exc),
                       *type_of(t, pair.get()));
    }
    if (parts->size < 2) {
        return t.raise(Exc::TypeError, "{}.split must return a 2-tuple, got tuple of size {}",
                       *type_of(t, exc), parts->size);
    }
    *matched = Ref::share((*parts)[0]);
    *rest = Ref::share((*parts)[1]);
    return Status::ok();
}

namespace {

// Whether `e` is a part of `original` that was raised again rather than something new.
bool is_reraised(Thread& t, Value e, const Exception& original) {
    if (!is_group(t, e)) return false;
    const auto& part = as<Exception>(e);
    return part.traceback == original.traceback && part.cause == original.cause &&
           part.context == original.context;
}

// Appends the exceptions at the leaves of a tree of groups.
Status collect_leaves(Thread& t, Value exception, List& leaves) {
    RecursionScope scope(t, " in collect_exception_group_leaf_ids");
    if (!scope) return t.raised();
    if (!is_group(t, exception) || !as_group(exception).exceptions) return list_append(t, leaves, exception);
    for (const Value item : as_group(exception).exceptions->span()) {
        if (!collect_leaves(t, item, leaves)) return t.raised();
    }
    return Status::ok();
}

// The part of `original` whose leaves occur in `parts`: keeps the structure of the original.
Ref project_py(Thread& t, Value original, List& parts) {
    if (parts.size == 0) return Ref::none();
    Ref leaves = make_list(t);
    if (!leaves) return t.raised();
    for (std::uint64_t i = 0; i < parts.size; ++i) {
        if (!collect_leaves(t, parts.items[i], leaves.as<List>())) return t.raised();
    }
    SplitParts out;
    const Matcher matcher{Matcher::Kind::Members, leaves.get()};
    if (!split_py(t, original, matcher, false, out)) return t.raised();
    return std::move(out.match);
}

} // namespace

Ref build_except_star_py(Thread& t, Value raised, Value original) {
    auto& list = as<List>(raised);
    if (list.size == 0) return Ref::none();
    if (!is_group(t, original)) {
        // A naked exception can match one clause only, so at most one entry is not None.
        for (std::uint64_t i = 0; i < list.size; ++i) {
            if (!list.items[i].is_none()) return Ref::share(list.items[i]);
        }
        return Ref::none();
    }
    Ref fresh = make_list(t), again = make_list(t);
    if (!fresh || !again) return t.raised();
    for (std::uint64_t i = 0; i < list.size; ++i) {
        const Value e = list.items[i];
        if (e.is_none()) continue;
        List& target = (is_reraised(t, e, as<Exception>(original)) ? again : fresh).as<List>();
        if (!list_append(t, target, e)) return t.raised();
    }
    Ref rest = project_py(t, original, again.as<List>());
    if (!rest) return t.raised();
    auto& all = fresh.as<List>();
    if (all.size == 0) return rest;
    if (!rest.get().is_none() && !list_append(t, all, rest.get())) return t.raised();
    if (all.size == 1) return Ref::share(all.items[0]);
    return make_any_group_py(t, &t.name(Name::empty), fresh.get());
}

} // namespace islet
