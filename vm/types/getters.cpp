// SPDX-License-Identifier: MIT
//
// operator.itemgetter, attrgetter and methodcaller: callables that ask their argument for something.
// Owns: one count on each field. Threads: the interpreter's lock.
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

// All three: `items` are the keys, the attribute names, or the method's name and its positional arguments.
struct Getter : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Native;
    Value items;    // Tuple
    Value paths;    // attrgetter: Tuple of an interned name or a tuple of them for each item
    Value keywords; // methodcaller: Dict, or empty
};

Getter& getter_of(Value v) {
    return *static_cast<Getter*>(v.object());
}

Ref make_getter(Thread& t, Type& type, Ref items, Ref paths, Ref keywords) {
    auto* const made = allocate_instance<Getter>(t, type);
    if (!made) return t.raise_memory_error();
    made->items = items.release();
    made->paths = paths.release();
    made->keywords = keywords.release();
    return Ref::adopt(made);
}

// The one argument of a call.
Status check_call(Thread& t, const Args& args, const char* name) {
    if (!refuse_keywords(t, args, name)) return t.raised();
    return check_positional(t, args, name, 1, 1);
}

// name(item, item)
Status append_items_py(Thread& t, TextBuffer& out, const char* name, Tuple& items) {
    format_to(out, "operator.{}(", name);
    for (std::uint64_t i = 0; i < items.size; ++i) {
        if (i > 0) out.append(", ");
        if (!append_repr_py(t, out, items[i])) return t.raised();
    }
    return Status::ok();
}
Ref items_repr_py(Thread& t, Value self, const char* name) {
    const ReprScope printing(t, self);
    TextBuffer out;
    if (!printing.entered()) {
        format_to(out, "operator.{}(...)", name);
        return make_str(t, out);
    }
    const Ref items = Ref::share(getter_of(self).items);
    if (!append_items_py(t, out, name, items.as<Tuple>())) return t.raised();
    out.append(')');
    return make_str(t, out);
}

Ref getter_reduce(Thread& t, Value self) {
    return make_tuple(t, {Value(self.object()->type()), getter_of(self).items});
}

// What `get` gives for one item, or the tuple of what it gives for each.
template <class Get>
Ref collect_py(Thread& t, Tuple& items, Get&& get) {
    if (items.size == 1) return get(items[0]);
    Ref made = make_tuple_uninit(t, items.size);
    if (!made) return t.raised();
    for (std::uint64_t i = 0; i < items.size; ++i) {
        Ref item = get(items[i]);
        if (!item) return t.raised();
        made.as<Tuple>().items()[i] = item.release();
    }
    return made;
}

// --- itemgetter

Ref itemgetter_new(Thread& t, Type& type, const Args& args) {
    if (!refuse_keywords(t, args, "itemgetter")) return t.raised();
    if (args.count == 0) return t.raise(Exc::TypeError, "itemgetter expected 1 argument, got 0");
    Ref items = make_tuple(t, std::span<const Value>(args.values, args.count));
    if (!items) return t.raised();
    return make_getter(t, type, std::move(items), Ref::nothing(), Ref::nothing());
}
Ref itemgetter_call_py(Thread& t, Value self, const Args& args) {
    if (!check_call(t, args, "itemgetter")) return t.raised();
    const Ref items = Ref::share(getter_of(self).items), object = Ref::share(args[0]);
    return collect_py(t, items.as<Tuple>(), [&](Value key) { return getitem_py(t, object.get(), key); });
}
Ref itemgetter_repr_py(Thread& t, Value self) {
    return items_repr_py(t, self, "itemgetter");
}

// --- attrgetter

// "a.b.c" as a tuple of interned names; a name without a dot as itself.
Ref split_path(Thread& t, Str& path) {
    std::uint64_t dots = 0;
    for (std::uint64_t i = 0; i < path.length; ++i) dots += path.at(i) == '.';
    if (dots == 0) return intern(t, path);
    Ref names = make_tuple_uninit(t, dots + 1);
    if (!names) return t.raised();
    std::uint64_t start = 0, filled = 0;
    for (std::uint64_t i = 0; i <= path.length; ++i) {
        if (i < path.length && path.at(i) != '.') continue;
        const Ref part = str_substring(t, path, start, i);
        Ref name = part ? intern(t, part.as<Str>()) : Ref(t.raised());
        if (!name) return t.raised();
        names.as<Tuple>().items()[filled++] = name.release();
        start = i + 1;
    }
    return names;
}
Ref attrgetter_new(Thread& t, Type& type, const Args& args) {
    if (!refuse_keywords(t, args, "attrgetter")) return t.raised();
    if (args.count == 0) return t.raise(Exc::TypeError, "attrgetter expected 1 argument, got 0");
    Ref items = make_tuple(t, std::span<const Value>(args.values, args.count));
    Ref paths = items ? make_tuple_uninit(t, args.count) : Ref(t.raised());
    if (!paths) return t.raised();
    for (std::uint32_t i = 0; i < args.count; ++i) {
        if (!is_str(args[i])) return t.raise(Exc::TypeError, "attribute name must be a string");
        Ref path = split_path(t, as<Str>(args[i]));
        if (!path) return t.raised();
        paths.as<Tuple>().items()[i] = path.release();
    }
    return make_getter(t, type, std::move(items), std::move(paths), Ref::nothing());
}
Ref follow_path_py(Thread& t, Value object, Value path) {
    if (is_str(path)) return get_attr_py(t, object, as<Str>(path));
    Ref at = Ref::share(object);
    for (const Value name : as<Tuple>(path).span()) {
        at = get_attr_py(t, at.get(), as<Str>(name));
        if (!at) return t.raised();
    }
    return at;
}
Ref attrgetter_call_py(Thread& t, Value self, const Args& args) {
    if (!check_call(t, args, "attrgetter")) return t.raised();
    const Ref paths = Ref::share(getter_of(self).paths), object = Ref::share(args[0]);
    return collect_py(t, paths.as<Tuple>(),
                      [&](Value path) { return follow_path_py(t, object.get(), path); });
}
Ref attrgetter_repr_py(Thread& t, Value self) {
    return items_repr_py(t, self, "attrgetter");
}

// --- methodcaller

Ref methodcaller_new(Thread& t, Type& type, const Args& args) {
    if (args.count == 0)
        return t.raise(Exc::TypeError, "methodcaller needs at least one argument, the method name");
    if (!is_str(args[0])) return t.raise(Exc::TypeError, "method name must be a string");
    const Ref name = intern(t, as<Str>(args[0]));
    Ref items = name ? make_tuple(t, std::span<const Value>(args.values, args.count)) : Ref(t.raised());
    if (!items) return t.raised();
    release(std::exchange(items.as<Tuple>().items()[0], Ref::share(name.get()).release()));
    if (args.keyword_count() == 0)
        return make_getter(t, type, std::move(items), Ref::nothing(), Ref::nothing());
    Ref keywords = make_dict(t);
    if (!keywords) return t.raised();
    for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
        if (!dict_set(t, keywords.as<Dict>(), args.keyword_name(i), args.keyword(i))) return t.raised();
    }
    return make_getter(t, type, std::move(items), Ref::nothing(), std::move(keywords));
}
Ref methodcaller_call_py(Thread& t, Value self, const Args& args) {
    if (!check_call(t, args, "methodcaller")) return t.raised();
    const Getter& g = getter_of(self);
    const Ref items = Ref::share(g.items), keywords = Ref::share(g.keywords);
    const auto given = items.as<Tuple>().span();
    if (keywords.get().is_empty()) return call_method_py(t, args[0], as<Str>(given[0]), given.subspan(1));
    const Ref method = get_attr_py(t, args[0], as<Str>(given[0]));
    const Ref rest = method ? make_tuple(t, given.subspan(1)) : Ref(t.raised());
    if (!rest) return t.raised();
    return call_ex_py(t, method.get(), rest.as<Tuple>(), keywords.get());
}
Ref methodcaller_repr_py(Thread& t, Value self) {
    const ReprScope printing(t, self);
    if (!printing.entered()) return make_str(t, "operator.methodcaller(...)");
    const Ref items = Ref::share(getter_of(self).items), keywords = Ref::share(getter_of(self).keywords);
    TextBuffer out;
    if (!append_items_py(t, out, "methodcaller", items.as<Tuple>())) return t.raised();
    if (!keywords.get().is_empty()) {
        for (std::uint32_t at = 0; DictEntry* const e = keywords.as<Dict>().next(at);) {
            out.append(", ");
            append_utf8(out, as<Str>(e->key));
            out.append('=');
            if (!append_repr_py(t, out, e->value)) return t.raised();
        }
    }
    out.append(')');
    return make_str(t, out);
}
// With keywords it is a partial of the class that is called with the positional arguments.
Ref methodcaller_reduce_py(Thread& t, Value self) {
    const Getter& g = getter_of(self);
    if (g.keywords.is_empty()) return getter_reduce(t, self);
    const auto given = as<Tuple>(g.items).span();
    const Ref first = make_tuple(t, {Value(self.object()->type()), given[0]});
    const Ref rest = first ? make_tuple(t, given.subspan(1)) : Ref(t.raised());
    const Ref partial =
        rest ? call_ex_py(t, t.type(TypeId::Partial), first.as<Tuple>(), g.keywords) : Ref(t.raised());
    if (!partial) return t.raised();
    return make_tuple(t, {partial.get(), rest.get()});
}

void getter_traverse(Object* object, Visitor& visit) {
    auto* const g = static_cast<Getter*>(object);
    visit(g->items);
    visit(g->paths);
    visit(g->keywords);
}

constexpr MethodDef kGetterMethods[] = {
    method<&getter_reduce>("__reduce__($self, /)", "Return state information for pickling"),
};
constexpr MethodDef kCallerMethods[] = {
    method<&methodcaller_reduce_py>("__reduce__($self, /)", "Return state information for pickling"),
};

} // namespace

extern constexpr TypeSpec kItemGetterSpec = {
    .name = "itemgetter",
    .module = "operator",
    .doc = "itemgetter(item, /, *items)\n--\n\nA callable that gives obj[item], or for several items the "
           "tuple of all.",
    .kind = Kind::Native,
    .size = sizeof(Getter),
    .slots = {.new_py = &itemgetter_new, .call_py = &itemgetter_call_py, .repr_py = &itemgetter_repr_py},
    .methods = kGetterMethods,
    .traverse = &getter_traverse,
};

extern constexpr TypeSpec kAttrGetterSpec = {
    .name = "attrgetter",
    .module = "operator",
    .doc = "attrgetter(attr, /, *attrs)\n--\n\nA callable that gives obj.attr, which may be a dotted path, "
           "or for "
           "several the tuple of all.",
    .kind = Kind::Native,
    .size = sizeof(Getter),
    .slots = {.new_py = &attrgetter_new, .call_py = &attrgetter_call_py, .repr_py = &attrgetter_repr_py},
    .methods = kGetterMethods,
    .traverse = &getter_traverse,
};

extern constexpr TypeSpec kMethodCallerSpec = {
    .name = "methodcaller",
    .module = "operator",
    .doc = "methodcaller(name, /, *args, **kwargs)\n--\n\nA callable that gives obj.name(*args, **kwargs).",
    .kind = Kind::Native,
    .size = sizeof(Getter),
    .slots = {.new_py = &methodcaller_new,
              .call_py = &methodcaller_call_py,
              .repr_py = &methodcaller_repr_py},
    .methods = kCallerMethods,
    .traverse = &getter_traverse,
};

} // namespace islet
