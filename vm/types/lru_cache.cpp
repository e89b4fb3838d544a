// SPDX-License-Identifier: MIT
//
// functools._lru_cache_wrapper: a function that remembers its results, without a bound or only the latest.
//
// A bounded cache maps keys to links; the links form a ring through the wrapper in the order of their use.
// Owns: the wrapper its fields and, through the dict, the links; a link its key and result, not its
// neighbours. Invariants: a link is in the ring exactly while the dict holds it. Threads: the interpreter's
// lock.
#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/dict.h"
#include "vm/types/function.h"
#include "vm/types/int.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

struct LruLink : Object {
    static constexpr Kind kKind = Kind::Native;
    LruLink* older; // null at the end
    LruLink* newer;
    bool linked;
    Value key, result;
};

struct LruCache : Object {
    [[maybe_unused]] static constexpr Kind kKind = Kind::Native;
    Value function;
    Value cache;     // Dict: key to result, or to LruLink
    Value info_type; // what cache_info() is made with
    LruLink* oldest;
    LruLink* newest;
    std::int64_t max_size; // -1: no bound
    std::int64_t hits, misses;
    bool typed;
};

LruCache& cache_of(Value v) {
    return *static_cast<LruCache*>(v.object());
}
LruLink& link_of(Value v) {
    return *static_cast<LruLink*>(v.object());
}

// --- The ring

void unlink(LruCache& c, LruLink& link) {
    if (!link.linked) return;
    (link.older ? link.older->newer : c.oldest) = link.newer;
    (link.newer ? link.newer->older : c.newest) = link.older;
    link.older = link.newer = nullptr;
    link.linked = false;
}
void link_newest(LruCache& c, LruLink& link) {
    link.older = c.newest;
    link.newer = nullptr;
    (c.newest ? c.newest->newer : c.oldest) = &link;
    c.newest = &link;
    link.linked = true;
}
void forget_links(LruCache& c) {
    while (c.oldest) unlink(c, *c.oldest);
}

Ref make_link(Thread& t, Value key, Value result) {
    auto* const link = allocate<LruLink>(t, TypeId::LruLink);
    if (!link) return t.raise_memory_error();
    link->older = link->newer = nullptr;
    link->linked = false;
    link->key = Ref::share(key).release();
    link->result = Ref::share(result).release();
    return Ref::adopt(link);
}

// --- Keys

// The arguments as one hashable value: a single str or int as it is, otherwise a tuple of them, of a mark
// (the wrapper's type) with the keywords, and, if `typed`, of their types.
Ref make_key(Thread& t, const Args& args, bool typed) {
    const std::uint32_t named = args.keyword_count();
    if (!typed && named == 0 && args.count == 1 &&
        (args[0].is_int() || is_exact(args[0], Kind::Int) || is_exact(args[0], Kind::Str)))
        return Ref::share(args[0]);
    const std::uint64_t size = std::uint64_t{args.count} + (named ? 1 + 2 * std::uint64_t{named} : 0) +
                               (typed ? args.count + named : 0);
    Ref key = make_tuple_uninit(t, size);
    if (!key || size == 0) return key;
    Value* out = key.as<Tuple>().items();
    for (std::uint32_t i = 0; i < args.count; ++i) *out++ = Ref::share(args[i]).release();
    if (named) *out++ = Value(t.type(TypeId::LruCache));
    for (std::uint32_t i = 0; i < named; ++i) {
        *out++ = Ref::share(&args.keyword_name(i)).release();
        *out++ = Ref::share(args.keyword(i)).release();
    }
    if (!typed) return key;
    for (std::uint32_t i = 0; i < args.total(); ++i)
        *out++ = Ref::share(type_of(t, args.values[i])).release();
    return key;
}

// --- Calling

Ref call_unbounded_py(Thread& t, Value self, Value function, const Args& args) {
    const Ref key = make_key(t, args, cache_of(self).typed);
    if (!key) return t.raised();
    const Result<std::int64_t> hash = hash_py(t, key.get());
    if (!hash) return t.raised();
    Ref cache = Ref::share(cache_of(self).cache);
    bool found = false;
    Ref known = dict_find_hashed_py(t, cache.as<Dict>(), key.get(), *hash, &found);
    if (found) {
        ++cache_of(self).hits;
        return known;
    }
    if (t.has_pending()) return t.raised();
    ++cache_of(self).misses;
    Ref result = call_py(t, function, args);
    if (!result || !dict_set_hashed_py(t, cache.as<Dict>(), key.get(), *hash, result.get()))
        return t.raised();
    return result;
}

// Makes room for one more: the result used longest ago goes.
Status evict_py(Thread& t, Value self) {
    LruCache& c = cache_of(self);
    if (!c.oldest) return Status::ok();
    const Ref link = Ref::share(c.oldest);
    unlink(c, link_of(link.get()));
    const Ref cache = Ref::share(c.cache), key = Ref::share(link_of(link.get()).key);
    const Result<bool> removed = dict_remove_py(t, cache.as<Dict>(), key.get());
    return removed ? Status::ok() : Status(t.raised());
}

Status remember_py(Thread& t, Value self, Value key, std::int64_t hash, Value result) {
    const Ref cache = Ref::share(cache_of(self).cache);
    const Result<bool> there = dict_contains_hashed_py(t, cache.as<Dict>(), key, hash);
    if (!there) return t.raised();
    if (*there) return Status::ok(); // the call itself, or another thread, put it there
    if (static_cast<std::int64_t>(cache.as<Dict>().count) >= cache_of(self).max_size && !evict_py(t, self))
        return t.raised();
    Ref link = make_link(t, key, result);
    if (!link || !dict_set_hashed_py(t, cache.as<Dict>(), key, hash, link.get())) return t.raised();
    // __eq__ may have put another link under the key, or cleared the cache.
    if (cache.as<Dict>().count != 0 && link.get().object()->refs > 1)
        link_newest(cache_of(self), link_of(link.get()));
    return Status::ok();
}

Ref call_bounded_py(Thread& t, Value self, Value function, const Args& args) {
    const Ref key = make_key(t, args, cache_of(self).typed);
    if (!key) return t.raised();
    const Result<std::int64_t> hash = hash_py(t, key.get());
    if (!hash) return t.raised();
    const Ref cache = Ref::share(cache_of(self).cache);
    bool found = false;
    const Ref known = dict_find_hashed_py(t, cache.as<Dict>(), key.get(), *hash, &found);
    LruCache& c = cache_of(self);
    if (found) {
        LruLink& link = link_of(known.get());
        if (link.linked) {
            unlink(c, link);
            link_newest(c, link);
        }
        ++c.hits;
        return Ref::share(link.result);
    }
    if (t.has_pending()) return t.raised();
    ++c.misses;
    Ref result = call_py(t, function, args);
    if (!result || !remember_py(t, self, key.get(), *hash, result.get())) return t.raised();
    return result;
}

Ref lru_call_py(Thread& t, Value self, const Args& args) {
    RecursionScope scope(t, " while calling a Python object");
    if (!scope) return t.raised();
    LruCache& c = cache_of(self);
    const Ref held = Ref::share(self), function = Ref::share(c.function);
    if (c.max_size == 0) {
        ++c.misses;
        return call_py(t, function.get(), args);
    }
    return c.max_size < 0 ? call_unbounded_py(t, self, function.get(), args)
                          : call_bounded_py(t, self, function.get(), args);
}

// --- Making, and what is asked of it

Ref lru_new_py(Thread& t, Type& type, const Args& args) {
    constexpr const char* kNames[] = {"user_function", "maxsize", "typed", "cache_info_type"};
    Value a[4];
    if (!bind_args(t, args, "lru_cache", kNames, 0, 4, a)) return t.raised();
    if (!is_callable(t, a[0])) return t.raise(Exc::TypeError, "the first argument must be callable");
    std::int64_t max_size = -1;
    if (is_int(a[1])) {
        const Result<std::int64_t> given = index_to_int64_py(t, a[1]);
        if (!given) return t.raised();
        max_size = *given < 0 ? 0 : *given;
    } else if (!a[1].is_none()) {
        return t.raise(Exc::TypeError, "maxsize should be integer or None");
    }
    const Result<bool> typed = truth_py(t, a[2]);
    if (!typed) return t.raised();
    Ref cache = make_dict(t);
    if (!cache) return t.raised();
    auto* const made = allocate_instance<LruCache>(t, type);
    if (!made) return t.raise_memory_error();
    made->function = Ref::share(a[0]).release();
    made->cache = cache.release();
    made->info_type = Ref::share(a[3]).release();
    made->oldest = made->newest = nullptr;
    made->max_size = max_size;
    made->hits = made->misses = 0;
    made->typed = *typed;
    return Ref::adopt(made);
}

Ref lru_get(Thread& t, Value self, Value instance, Value) {
    if (instance.is_empty() || instance.is_none()) return Ref::share(self);
    return make_bound_method(t, self, instance);
}

Ref lru_cache_info_py(Thread& t, Value self) {
    const LruCache& c = cache_of(self);
    const Ref type = Ref::share(c.info_type);
    Ref hits = make_int(t, c.hits), misses = make_int(t, c.misses);
    Ref size = c.max_size < 0 ? Ref::none() : make_int(t, c.max_size);
    if (!hits || !misses || !size) return t.raised();
    const Value values[] = {hits.get(), misses.get(), size.get(), Value::small_int(as<Dict>(c.cache).count)};
    return call_py(t, type.get(), Args(values, 4));
}

Ref lru_cache_clear(Thread&, Value self) {
    LruCache& c = cache_of(self);
    forget_links(c);
    c.hits = c.misses = 0;
    dict_clear(as<Dict>(c.cache));
    return Ref::none();
}

Ref lru_reduce_py(Thread& t, Value self) {
    return get_attr_py(t, self, Name::dunder_qualname);
}
Ref lru_copy(Thread&, Value self) {
    return Ref::share(self);
}
Ref lru_deepcopy(Thread&, Value self, Value) {
    return Ref::share(self);
}

Ref lru_dict(Thread& t, Value self) {
    const Result<Dict*> dict = instance_dict(t, self.object());
    if (!dict) return t.raised();
    return Ref::share(*dict);
}

void link_traverse(Object* object, Visitor& visit) {
    visit(static_cast<LruLink*>(object)->key);
    visit(static_cast<LruLink*>(object)->result);
}
void lru_traverse(Object* object, Visitor& visit) {
    auto* const c = static_cast<LruCache*>(object);
    visit(c->function);
    visit(c->cache);
    visit(c->info_type);
    traverse_attrs(object, visit);
}
void lru_drop(Heap& heap, Object* object) {
    auto* const c = static_cast<LruCache*>(object);
    drop_attrs(heap, object);
    forget_links(*c);
    release(c->function);
    release(c->cache);
    release(c->info_type);
    heap.free_object(object);
}

constexpr MethodDef kMethods[] = {
    method<&lru_cache_info_py>("cache_info($self, /)", "Report cache statistics"),
    method<&lru_cache_clear>("cache_clear($self, /)", "Clear the cache and cache statistics"),
    method<&lru_reduce_py>("__reduce__($self, /)", nullptr),
    method<&lru_copy>("__copy__($self, /)", nullptr),
    method<&lru_deepcopy>("__deepcopy__($self, memo, /)", nullptr),
};
constexpr GetSetDef kGetSet[] = {{"__dict__", &lru_dict, nullptr, nullptr}};

} // namespace

extern constexpr TypeSpec kLruLinkSpec = {
    .name = "_lru_list_elem",
    .module = "functools",
    .kind = Kind::Native,
    .flags = kNoInstantiation,
    .size = sizeof(LruLink),
    .traverse = &link_traverse,
};

extern constexpr TypeSpec kLruCacheSpec = {
    .name = "_lru_cache_wrapper",
    .module = "functools",
    .doc = "A callable that remembers what another function returned.\n\n"
           "user_function is that function; maxsize bounds what is kept (0: nothing, None: everything);\n"
           "typed tells 3 from 3.0; cache_info_type makes the answer of cache_info().",
    .kind = Kind::Native,
    .flags = kBaseType | kHasDict | kWeakable | kMethodLike,
    .size = sizeof(LruCache),
    .slots = {.new_py = &lru_new_py, .descr_get_py = &lru_get, .call_py = &lru_call_py},
    .methods = kMethods,
    .getset = kGetSet,
    .traverse = &lru_traverse,
    .drop = &lru_drop,
};

} // namespace islet
