// SPDX-License-Identifier: MIT
//
// Context, ContextVar and Token of the module contextvars; see contextvars.h.
// Owns: one count on each field. Threads: the interpreter's lock.
#include "vm/types/contextvars.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/fields.h"
#include "vm/model/protocol.h"
#include "vm/model/sequence.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/generic_alias.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

#include <cstddef>

namespace islet {

namespace {

struct Context : Object {
    static constexpr Kind kKind = Kind::Native;
    Value bindings; // Dict of ContextVar to value; shared with copies: see own_bindings
    bool entered;
};

struct ContextVar : Object {
    static constexpr Kind kKind = Kind::Native;
    Value name;
    Value fallback; // empty: none
};

struct Token : Object {
    static constexpr Kind kKind = Kind::Native;
    Value var, context;
    Value old; // empty: the variable had no value
    bool used;
};

template <class T>
T& self_as(Value v) {
    return *static_cast<T*>(v.object());
}
Value hold(Value v) {
    retain(v);
    return v;
}

// --- Contexts

Ref make_context(Thread& t, Ref bindings) {
    if (!bindings) return t.raised();
    auto* const made = allocate<Context>(t, TypeId::Context);
    if (!made) return t.raise_memory_error();
    made->bindings = bindings.release();
    made->entered = false;
    return Ref::adopt(made);
}
// The thread's current context (borrowed), made when there is none; null: raised.
Context* current_context(Thread& t) {
    if (t.context.is_empty()) {
        Ref made = make_context(t, make_dict(t));
        if (!made) return nullptr;
        self_as<Context>(made.get()).entered = true; // as long as the thread runs
        t.context = made.release();
    }
    return &self_as<Context>(t.context);
}
// The bindings for a change: a copy if another context shares them. Null: raised.
Dict* own_bindings(Thread& t, Context& context) {
    if (context.bindings.object()->refs > 1) {
        Ref copy = dict_copy(t, as<Dict>(context.bindings));
        if (!copy) return nullptr;
        release(std::exchange(context.bindings, copy.release()));
    }
    return &as<Dict>(context.bindings);
}

Ref context_new(Thread& t, Type&, const Args& args) {
    if (args.total() != 0) return t.raise(Exc::TypeError, "Context() does not accept any arguments");
    return make_context(t, make_dict(t));
}
Ref context_copy(Thread& t, Value self) {
    return make_context(t, Ref::share(self_as<Context>(self).bindings));
}

Ref context_run_py(Thread& t, Value self, const Args& args) {
    if (args.count == 0) return t.raise(Exc::TypeError, "run() missing 1 required positional argument");
    auto& context = self_as<Context>(self);
    if (context.entered) {
        const Ref repr = repr_py(t, self);
        if (!repr) return t.raised();
        return t.raise(Exc::RuntimeError, "cannot enter context: {} is already entered", repr.as<Str>());
    }
    const Ref held = Ref::share(self);
    context.entered = true;
    const Value before = std::exchange(t.context, hold(self));
    Ref result = call_py(t, args[0], Args(args.values + 1, args.count - 1, args.names));
    self_as<Context>(held.get()).entered = false;
    release(std::exchange(t.context, before));
    return result;
}

Status check_key_py(Thread& t, Value key) {
    if (type_of(t, key) == t.type(TypeId::ContextVar)) return Status::ok();
    const Ref repr = repr_py(t, key);
    if (!repr) return t.raised();
    return t.raise(Exc::TypeError, "a ContextVar key was expected, got {}", repr.as<Str>());
}
// The value of a variable in the context, or nothing(): check t.has_pending().
Ref find_binding(Thread& t, const Context& context, Value var) {
    bool found = false;
    return dict_find_py(t, as<Dict>(context.bindings), var, &found);
}
Ref context_getitem_py(Thread& t, Value self, Value key) {
    if (!check_key_py(t, key)) return t.raised();
    Ref value = find_binding(t, self_as<Context>(self), key);
    if (value || t.has_pending()) return value;
    return raise_key_error(t, key);
}
Ref context_get_py(Thread& t, Value self, Value key, Value fallback) {
    if (!check_key_py(t, key)) return t.raised();
    Ref value = find_binding(t, self_as<Context>(self), key);
    if (value || t.has_pending()) return value;
    return fallback.is_empty() ? Ref::none() : Ref::share(fallback);
}
Result<bool> context_contains_py(Thread& t, Value self, Value key) {
    if (!check_key_py(t, key)) return t.raised();
    return dict_contains_py(t, as<Dict>(self_as<Context>(self).bindings), key);
}
Result<std::int64_t> context_length(Thread&, Value self) {
    return static_cast<std::int64_t>(as<Dict>(self_as<Context>(self).bindings).count);
}

enum class Part : std::uint8_t { Keys, Values, Items };
// An iterator over what the context holds now.
template <Part part>
Ref context_iterate(Thread& t, Value self) {
    const Ref held = Ref::share(self_as<Context>(self).bindings);
    auto& dict = held.as<Dict>();
    const Ref list = make_list(t, dict.count);
    if (!list) return t.raised();
    for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
        Ref item = part == Part::Keys     ? Ref::share(e->key)
                   : part == Part::Values ? Ref::share(e->value)
                                          : make_tuple(t, {e->key, e->value});
        if (!item || !list_append(t, list.as<List>(), std::move(item))) return t.raised();
    }
    return iter_py(t, list.get());
}
Ref context_compare_py(Thread& t, Value a, Value b, CompareOp op) {
    const Type* const own = t.type(TypeId::Context);
    if ((op != CompareOp::Eq && op != CompareOp::Ne) || type_of(t, a) != own || type_of(t, b) != own)
        return Ref::not_implemented();
    const Ref x = Ref::share(self_as<Context>(a).bindings), y = Ref::share(self_as<Context>(b).bindings);
    return compare_py(t, x.get(), y.get(), op);
}

// --- Variables

Ref var_new_py(Thread& t, Type&, const Args& args) {
    if (args.count != 1) {
        return args.count == 0
                   ? t.raise(Exc::TypeError, "ContextVar() takes exactly 1 positional argument (0 given)")
                   : t.raise(Exc::TypeError, "ContextVar() takes at most 1 positional argument ({} given)",
                             args.count);
    }
    constexpr const char* kNames[] = {"", "default"};
    Value a[2];
    if (!bind_args(t, args, "ContextVar", kNames, 1, 1, a)) return t.raised();
    if (!is_str(a[0])) return t.raise(Exc::TypeError, "context variable name must be a str");
    auto* const made = allocate<ContextVar>(t, TypeId::ContextVar);
    if (!made) return t.raise_memory_error();
    made->name = hold(a[0]);
    made->fallback = hold(a[1]);
    return Ref::adopt(made);
}
Ref var_repr_py(Thread& t, Value self) {
    const ReprScope printing(t, self);
    if (!printing.entered()) return make_str(t, "...");
    const auto& var = self_as<ContextVar>(self);
    TextBuffer out;
    out.append("<ContextVar name=");
    if (!append_repr_py(t, out, var.name)) return t.raised();
    if (!var.fallback.is_empty()) {
        out.append(" default=");
        if (!append_repr_py(t, out, var.fallback)) return t.raised();
    }
    format_to(out, " at {}>", static_cast<const void*>(self.object()));
    return make_str(t, out);
}
Ref var_get_py(Thread& t, Value self, const Args& args) {
    if (!refuse_keywords(t, args, "get") || !check_positional(t, args, "get", 0, 1)) return t.raised();
    if (!t.context.is_empty()) {
        Ref value = find_binding(t, self_as<Context>(t.context), self);
        if (value || t.has_pending()) return value;
    }
    if (args.count == 1) return Ref::share(args[0]);
    const auto& var = self_as<ContextVar>(self);
    if (!var.fallback.is_empty()) return Ref::share(var.fallback);
    return t.raise_value(Exc::LookupError, self);
}
Ref var_set_py(Thread& t, Value self, Value value) {
    Context* const context = current_context(t);
    Dict* const bindings = context ? own_bindings(t, *context) : nullptr;
    if (!bindings) return t.raised();
    Ref old = find_binding(t, *context, self);
    if (!old && t.has_pending()) return t.raised();
    auto* const token = allocate<Token>(t, TypeId::Token);
    if (!token) return t.raise_memory_error();
    token->var = hold(self);
    token->context = hold(context);
    token->old = old.release();
    token->used = false;
    Ref made = Ref::adopt(token);
    if (!dict_set_py(t, *bindings, self, value)) return t.raised();
    return made;
}
Ref var_reset_py(Thread& t, Value self, Value value) {
    if (type_of(t, value) != t.type(TypeId::Token)) {
        const Ref repr = repr_py(t, value);
        if (!repr) return t.raised();
        return t.raise(Exc::TypeError, "expected an instance of Token, got {}", repr.as<Str>());
    }
    auto& token = self_as<Token>(value);
    const bool other_var = !(token.var == self);
    const bool other_context = !(token.context == t.context);
    if (token.used || other_var || other_context) {
        const Ref repr = repr_py(t, value);
        if (!repr) return t.raised();
        if (token.used) return t.raise(Exc::RuntimeError, "{} has already been used once", repr.as<Str>());
        return t.raise(Exc::ValueError, "{} was created {}", repr.as<Str>(),
                       other_var ? "by a different ContextVar" : "in a different Context");
    }
    token.used = true;
    Dict* const bindings = own_bindings(t, self_as<Context>(t.context));
    if (!bindings) return t.raised();
    if (!token.old.is_empty())
        return dict_set_py(t, *bindings, self, token.old) ? Ref::none() : Ref(t.raised());
    const Result<bool> removed = dict_remove_py(t, *bindings, self);
    return removed ? Ref::none() : Ref(t.raised());
}
Ref class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

// --- Tokens

Ref token_new(Thread& t, Type&, const Args&) {
    return t.raise(Exc::RuntimeError, "Tokens can only be created by ContextVars");
}
Ref token_repr_py(Thread& t, Value self) {
    const auto& token = self_as<Token>(self);
    TextBuffer out;
    format_to(out, "<Token{} var=", token.used ? " used" : "");
    if (!append_repr_py(t, out, token.var)) return t.raised();
    format_to(out, " at {}>", static_cast<const void*>(self.object()));
    return make_str(t, out);
}
Ref token_old_value(Thread& t, Value self) {
    const Value old = self_as<Token>(self).old;
    return old.is_empty() ? token_missing(t) : Ref::share(old);
}
Ref token_enter(Thread&, Value self) {
    return Ref::share(self);
}
Ref token_exit_py(Thread& t, Value self, Value, Value, Value) {
    const Ref var = Ref::share(self_as<Token>(self).var);
    return var_reset_py(t, var.get(), self);
}
Ref missing_new(Thread& t, Type& type, const Args&) {
    return t.raise(Exc::TypeError, "cannot create '{}' instances", type);
}
Ref missing_repr(Thread& t, Value) {
    return make_str(t, "<Token.MISSING>");
}

constexpr MethodDef kContextMethods[] = {
    method<&context_get_py>("get($self, key, default=None, /)", "The value of the variable in this context."),
    method<&context_copy>("copy($self, /)", "Return a shallow copy of the context object."),
    method<&context_iterate<Part::Keys>>("keys($self, /)", "All variables that have a value here."),
    method<&context_iterate<Part::Values>>("values($self, /)", "The values of all variables."),
    method<&context_iterate<Part::Items>>("items($self, /)", "Pairs of variables and their values."),
    raw<&context_run_py>("run($self, /, callable, *args, **kwargs)", "Call something in this context."),
};
constexpr MethodDef kVarMethods[] = {
    raw<&var_get_py>("get($self, default=None, /)", "The variable's value in the current context."),
    method<&var_set_py>("set($self, value, /)", "Give the variable a value in the current context."),
    method<&var_reset_py>("reset($self, token, /)", "Give the variable the value it had before a set()."),
    class_method<&class_getitem>("__class_getitem__($type, item, /)", "See PEP 585"),
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kVarMembers[] = {
    {"name", offsetof(ContextVar, name), MemberDef::Type::Object, false, nullptr},
};
#pragma GCC diagnostic pop
constexpr MethodDef kTokenMethods[] = {
    method<&token_enter>("__enter__($self, /)", "Enter into Token context manager."),
    method<&token_exit_py>("__exit__($self, type, value, traceback, /)",
                           "Give the variable the value it had before."),
    class_method<&class_getitem>("__class_getitem__($type, item, /)", "See PEP 585"),
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kTokenMembers[] = {
    {"var", offsetof(Token, var), MemberDef::Type::Object, false, nullptr},
};
#pragma GCC diagnostic pop
constexpr GetSetDef kTokenGetSet[] = {{"old_value", &token_old_value, nullptr, nullptr}};

} // namespace

Ref copy_current_context(Thread& t) {
    Context* const context = current_context(t);
    return context ? context_copy(t, context) : Ref(t.raised());
}

Ref token_missing(Thread& t) {
    const Ref name = intern(t, "MISSING"); // put there when the commons were built
    if (!name) return t.raised();
    return Ref::share(type_lookup(t, *t.type(TypeId::Token), name.as<Str>()));
}

extern constexpr TypeSpec kContextSpec = {
    .name = "Context",
    .module = "_contextvars",
    .kind = Kind::Native,
    .flags = kWeakable,
    .size = sizeof(Context),
    .slots = {.new_py = &context_new,
              .compare_py = &context_compare_py,
              .iter_py = &context_iterate<Part::Keys>,
              .length_py = &context_length,
              .getitem_py = &context_getitem_py,
              .contains_py = &context_contains_py},
    .methods = kContextMethods,
    .traverse = &traverse_fields<Context, &Context::bindings>,
    .drop = &drop_fields<Context, &Context::bindings>,
};

extern constexpr TypeSpec kContextVarSpec = {
    .name = "ContextVar",
    .module = "_contextvars",
    .kind = Kind::Native,
    .size = sizeof(ContextVar),
    .slots = {.new_py = &var_new_py, .repr_py = &var_repr_py},
    .methods = kVarMethods,
    .members = kVarMembers,
    .traverse = &traverse_fields<ContextVar, &ContextVar::name, &ContextVar::fallback>,
    .drop = &drop_fields<ContextVar, &ContextVar::name, &ContextVar::fallback>,
};

extern constexpr TypeSpec kTokenSpec = {
    .name = "Token",
    .module = "_contextvars",
    .kind = Kind::Native,
    .size = sizeof(Token),
    .slots = {.new_py = &token_new, .repr_py = &token_repr_py},
    .methods = kTokenMethods,
    .getset = kTokenGetSet,
    .members = kTokenMembers,
    .traverse = &traverse_fields<Token, &Token::var, &Token::context, &Token::old>,
    .drop = &drop_fields<Token, &Token::var, &Token::context, &Token::old>,
};

extern constexpr TypeSpec kTokenMissingSpec = {
    .name = "Token.MISSING",
    .module = "_contextvars",
    .slots = {.new_py = &missing_new, .repr_py = &missing_repr},
};

} // namespace islet
