// SPDX-License-Identifier: MIT
//
// functools.partial: a callable with some of its arguments, and Placeholder for those to be filled later.
// Owns: one count on each field. Invariants: the last argument kept is never the Placeholder; `placeholders`
// counts those among the arguments. Threads: the interpreter's lock.
#include "vm/types/partial.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/generic_alias.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"

#include <algorithm>
#include <cstddef>

namespace islet {

namespace {

struct Partial : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Native;
    Value function; // empty until the object is complete
    Value args;     // Tuple
    Value keywords; // Dict
    std::uint64_t placeholders;
};

Partial& partial_of(Value v) {
    return *static_cast<Partial*>(v.object());
}

bool is_placeholder(Thread& t, Value v) {
    return v.is_object() && v.object()->shape == t.type(TypeId::PartialPlaceholder)->shape;
}
std::uint64_t count_placeholders(Thread& t, std::span<const Value> args) {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(args, [&](Value v) { return is_placeholder(t, v); }));
}

// --- Placeholder

Ref placeholder_new(Thread& t, Type&, const Args& args) {
    if (args.total() != 0) return t.raise(Exc::TypeError, "PlaceholderType takes no arguments");
    return partial_placeholder(t);
}
Ref placeholder_text(Thread& t, Value) {
    return make_str(t, "Placeholder");
}

// --- Making

// The arguments of a new partial over `inner`'s: placeholders are filled first, the rest follows.
Ref extend_args(Thread& t, Tuple& kept, std::uint64_t placeholders, std::span<const Value> fresh) {
    const std::uint64_t filled = std::min<std::uint64_t>(placeholders, fresh.size());
    Ref made = make_tuple_uninit(t, kept.size + fresh.size() - filled);
    if (!made || made.as<Tuple>().size == 0) return made;
    Value* const out = made.as<Tuple>().items();
    std::size_t next = 0;
    for (std::uint64_t i = 0; i < kept.size; ++i) {
        const bool fill = next < filled && is_placeholder(t, kept[i]);
        out[i] = Ref::share(fill ? fresh[next++] : kept[i]).release();
    }
    for (std::uint64_t i = kept.size; next < fresh.size(); ++i) out[i] = Ref::share(fresh[next++]).release();
    return made;
}

Ref merged_keywords_py(Thread& t, Value inner, const Args& args) {
    Ref keywords = inner.is_empty() ? make_dict(t) : dict_copy(t, as<Dict>(inner));
    if (!keywords) return t.raised();
    for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
        if (is_placeholder(t, args.keyword(i)))
            return t.raise(Exc::TypeError, "Placeholder cannot be passed as a keyword argument");
        if (!dict_set(t, keywords.as<Dict>(), args.keyword_name(i), args.keyword(i))) return t.raised();
    }
    return keywords;
}

bool has_attributes(Value v) {
    const Dict* const dict = find_instance_dict(v.object());
    return dict && dict->count != 0;
}

Ref partial_new_py(Thread& t, Type& type, const Args& args) {
    if (args.count == 0) return t.raise(Exc::TypeError, "type 'partial' takes at least one argument");
    Value function = args[0], inner_args, inner_keywords;
    if (!is_callable(t, function)) return t.raise(Exc::TypeError, "the first argument must be callable");
    const std::span<const Value> fresh(args.values + 1, args.count - 1);
    if (!fresh.empty() && is_placeholder(t, fresh.back()))
        return t.raise(Exc::TypeError, "trailing Placeholders are not allowed");
    std::uint64_t placeholders = 0;
    const Type& own = *t.type(TypeId::Partial);
    if (is_subtype(*type_of(t, function), own) && !partial_of(function).function.is_empty() &&
        type_of(t, function)->slots.call_py == own.slots.call_py && !has_attributes(function)) {
        const Partial& inner = partial_of(function); // a partial of a partial is one partial
        placeholders = inner.placeholders;
        inner_args = inner.args;
        inner_keywords = inner.keywords;
        function = inner.function;
    }
    Ref kept = inner_args.is_empty() ? make_tuple(t, fresh)
                                     : extend_args(t, as<Tuple>(inner_args), placeholders, fresh);
    Ref keywords = kept ? merged_keywords_py(t, inner_keywords, args) : Ref(t.raised());
    if (!keywords) return t.raised();
    auto* const made = allocate_instance<Partial>(t, type);
    if (!made) return t.raise_memory_error();
    made->function = Ref::share(function).release();
    made->placeholders = count_placeholders(t, kept.as<Tuple>().span());
    made->args = kept.release();
    made->keywords = keywords.release();
    return Ref::adopt(made);
}

// --- Calling

// Values of a call put together: few on the C++ stack, many in a raw block. Borrows what it is given.
class ArgBuffer {
public:
    explicit ArgBuffer(Thread& t) : heap_(t.heap()) {}
    ~ArgBuffer() {
        if (values_ != inline_) heap_.free_raw(values_);
    }
    ArgBuffer(const ArgBuffer&) = delete;
    ArgBuffer& operator=(const ArgBuffer&) = delete;
    bool reserve(std::size_t count) {
        if (count <= std::size(inline_)) return true;
        auto* const block = static_cast<Value*>(heap_.alloc_raw(count * sizeof(Value)));
        if (block) values_ = block;
        return block != nullptr;
    }
    void push(Value v) { values_[size_++] = v; }
    const Value* data() const { return values_; }
    std::size_t size() const { return size_; }

private:
    Heap& heap_;
    Value inline_[16];
    Value* values_ = inline_;
    std::size_t size_ = 0;
};

void push_positional(Thread& t, ArgBuffer& out, const Tuple& kept, bool fill, const Args& args) {
    std::uint32_t next = 0;
    for (const Value v : kept.span()) out.push(fill && is_placeholder(t, v) ? args[next++] : v);
    while (next < args.count) out.push(args[next++]);
}

// Keywords of the partial, replaced by those of the call where both have them, then the call's others.
Ref call_with_keywords_py(Thread& t, Value function, Dict& own, ArgBuffer& values, const Args& args) {
    const Ref merged = dict_copy(t, own);
    if (!merged) return t.raised();
    for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
        if (!dict_set(t, merged.as<Dict>(), args.keyword_name(i), args.keyword(i))) return t.raised();
    }
    const Ref positional = make_tuple(t, std::span<const Value>(values.data(), values.size()));
    if (!positional) return t.raised();
    return call_ex_py(t, function, positional.as<Tuple>(), merged.get());
}

Ref partial_call_py(Thread& t, Value self, const Args& args) {
    const Partial& p = partial_of(self);
    const Ref function = Ref::share(p.function), kept = Ref::share(p.args), keywords = Ref::share(p.keywords);
    const std::uint64_t placeholders = p.placeholders;
    if (args.count < placeholders) {
        return t.raise(Exc::TypeError,
                       "missing positional arguments in 'partial' call; expected at least {}, got {}",
                       placeholders, args.count);
    }
    RecursionScope scope(t, " while calling a Python object");
    if (!scope) return t.raised();
    ArgBuffer values(t);
    if (!values.reserve(kept.as<Tuple>().size + args.total())) return t.raise_memory_error();
    push_positional(t, values, kept.as<Tuple>(), placeholders != 0, args);
    auto& own = keywords.as<Dict>();
    if (own.count != 0) return call_with_keywords_py(t, function.get(), own, values, args);
    const std::size_t positional = values.size();
    for (std::uint32_t i = 0; i < args.keyword_count(); ++i) values.push(args.keyword(i));
    return call_py(t, function.get(), Args(values.data(), positional, args.names));
}

Ref partial_get(Thread& t, Value self, Value instance, Value) {
    if (instance.is_empty() || instance.is_none()) return Ref::share(self);
    return make_bound_method(t, self, instance);
}

// --- Text and pickling

Status append_title_py(Thread& t, TextBuffer& out, Type& type) {
    Ref module = type_module_py(t, type);
    if (!module) return t.raised();
    if (is_str(module.get())) {
        append_utf8(out, module.as<Str>());
        out.append('.');
    }
    append_utf8(out, *type.qualname);
    return Status::ok();
}

Ref partial_repr_py(Thread& t, Value self) {
    const ReprScope printing(t, self);
    if (!printing.entered()) return make_str(t, "...");
    RecursionScope scope(t, " while getting the repr of an object");
    if (!scope) return t.raised();
    const Partial& p = partial_of(self);
    const Ref function = Ref::share(p.function), args = Ref::share(p.args), keywords = Ref::share(p.keywords);
    TextBuffer out;
    if (!append_title_py(t, out, *self.object()->type())) return t.raised();
    out.append('(');
    if (!append_repr_py(t, out, function.get())) return t.raised();
    for (const Value v : args.as<Tuple>().span()) {
        out.append(", ");
        if (!append_repr_py(t, out, v)) return t.raised();
    }
    auto& dict = keywords.as<Dict>();
    for (std::uint32_t at = 0; DictEntry* const e = dict.next(at);) {
        const Ref key = Ref::share(e->key), value = Ref::share(e->value);
        out.append(", ");
        if (!append_str_py(t, out, key.get())) return t.raised();
        out.append('=');
        if (!append_repr_py(t, out, value.get())) return t.raised();
    }
    out.append(')');
    return make_str(t, out);
}

Ref partial_reduce(Thread& t, Value self) {
    const Partial& p = partial_of(self);
    const Dict* const attributes = find_instance_dict(self.object());
    const Value dict = attributes ? Value(const_cast<Dict*>(attributes)) : Value::none();
    const Ref state = make_tuple(t, {p.function, p.args, p.keywords, dict});
    const Ref args = state ? make_tuple(t, {p.function}) : Ref(t.raised());
    if (!args) return t.raised();
    return make_tuple(t, {Value(self.object()->type()), args.get(), state.get()});
}

void assign(Value& field, Ref fresh) {
    release(std::exchange(field, fresh.release()));
}

Ref partial_setstate_py(Thread& t, Value self, Value state) {
    const Tuple* const parts = cast<Tuple>(state);
    const bool fits = parts && parts->size == 4 && is_callable(t, (*parts)[0]) &&
                      is_kind((*parts)[1], Kind::Tuple) &&
                      ((*parts)[2].is_none() || is_kind((*parts)[2], Kind::Dict));
    if (!fits) return t.raise(Exc::TypeError, "invalid partial state");
    const auto& given = as<Tuple>((*parts)[1]);
    if (given.size != 0 && is_placeholder(t, given[given.size - 1]))
        return t.raise(Exc::TypeError, "trailing Placeholders are not allowed");
    Ref args = tuple_from_py(t, (*parts)[1]);
    Ref keywords = (*parts)[2].is_none() ? make_dict(t) : Ref::share((*parts)[2]);
    if (!args || !keywords) return t.raised();
    if (is_kind((*parts)[3], Kind::Dict)) {
        if (!replace_instance_dict(t, self.object(), as<Dict>((*parts)[3]))) return t.raised();
    }
    Partial& p = partial_of(self);
    p.placeholders = count_placeholders(t, args.as<Tuple>().span());
    assign(p.function, Ref::share((*parts)[0]));
    assign(p.args, std::move(args));
    assign(p.keywords, std::move(keywords));
    return Ref::none();
}

Ref partial_class_getitem(Thread& t, Type& type, Value item) {
    return make_generic_alias(t, &type, item);
}

Ref partial_dict(Thread& t, Value self) {
    const Result<Dict*> dict = instance_dict(t, self.object());
    if (!dict) return t.raised();
    return Ref::share(*dict);
}
Status partial_set_dict(Thread& t, Value self, Value value) {
    if (value.is_empty()) return t.raise(Exc::TypeError, "cannot delete __dict__");
    if (!is_kind(value, Kind::Dict)) {
        return t.raise(Exc::TypeError, "__dict__ must be set to a dictionary, not a '{}'",
                       *type_of(t, value));
    }
    return replace_instance_dict(t, self.object(), as<Dict>(value));
}

void partial_traverse(Object* object, Visitor& visit) {
    auto* const p = static_cast<Partial*>(object);
    visit(p->function);
    visit(p->args);
    visit(p->keywords);
    traverse_attrs(object, visit);
}
void partial_drop(Heap& heap, Object* object) {
    auto* const p = static_cast<Partial*>(object);
    drop_attrs(heap, object);
    release(p->function);
    release(p->args);
    release(p->keywords);
    heap.free_object(object);
}

constexpr MethodDef kPlaceholderMethods[] = {
    method<&placeholder_text>("__reduce__($self, /)", nullptr),
};
constexpr MethodDef kPartialMethods[] = {
    method<&partial_reduce>("__reduce__($self, /)", nullptr),
    method<&partial_setstate_py>("__setstate__($self, state, /)", nullptr),
    class_method<&partial_class_getitem>("__class_getitem__($type, item, /)", "See PEP 585"),
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kPartialMembers[] = {
    {"func", offsetof(Partial, function), MemberDef::Type::Object, false, "function object to use in calls"},
    {"args", offsetof(Partial, args), MemberDef::Type::Object, false, "arguments before those of a call"},
    {"keywords", offsetof(Partial, keywords), MemberDef::Type::Object, false,
     "keywords that a call may replace"},
};
#pragma GCC diagnostic pop
constexpr GetSetDef kPartialGetSet[] = {{"__dict__", &partial_dict, &partial_set_dict, nullptr}};

} // namespace

Ref partial_placeholder(Thread& t) {
    Value& known = t.state().placeholder;
    if (known.is_empty()) {
        auto* const made = static_cast<Object*>(t.heap().alloc_object(sizeof(Object)));
        if (!made) return t.raise_memory_error();
        init_instance(made, *t.type(TypeId::PartialPlaceholder));
        known = made;
    }
    return Ref::share(known);
}

extern constexpr TypeSpec kPartialPlaceholderSpec = {
    .name = "_PlaceholderType",
    .module = "functools",
    .doc = "The type of Placeholder, which keeps the place of a positional argument in a partial.",
    .slots = {.new_py = &placeholder_new, .repr_py = &placeholder_text},
    .methods = kPlaceholderMethods,
};

extern constexpr TypeSpec kPartialSpec = {
    .name = "partial",
    .module = "functools",
    .doc = "A callable that calls func with the given arguments before, and besides, those of the call.",
    .kind = Kind::Native,
    .flags = kBaseType | kHasDict | kWeakable | kMethodLike,
    .size = sizeof(Partial),
    .slots = {.new_py = &partial_new_py,
              .descr_get_py = &partial_get,
              .call_py = &partial_call_py,
              .repr_py = &partial_repr_py},
    .methods = kPartialMethods,
    .getset = kPartialGetSet,
    .members = kPartialMembers,
    .traverse = &partial_traverse,
    .drop = &partial_drop,
};

} // namespace islet
