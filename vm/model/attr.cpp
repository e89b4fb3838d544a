// SPDX-License-Identifier: MIT
//
// Attribute access as the chapter "Data model" describes it: data descriptors of the class, then the
// instance's own attributes, then what else the class has.
//
// Owns: the lookup cache of an interpreter, (type, version, name) to what the class has under that name.
// Values in it are borrowed: an entry is right as long as the type has that version. Invariants: type_lookup
// never runs Python. Threads: the interpreter's lock.
#include "vm/model/attr.h"

#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/model/shape.h"
#include "vm/types/dict.h"
#include "vm/types/exception.h"
#include "vm/types/function.h"
#include "vm/types/module.h"
#include "vm/types/property.h"
#include "vm/types/slot_access.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"
#include "vm/types/type.h"
#include "vm/types/type_internal.h"
#include "vm/types/union.h"

namespace islet {

// --- Types of values

Type* type_of(Thread& t, Value v) {
    if (v.is_object()) return v.object()->type();
    if (v.is_int()) return t.type(TypeId::Int);
    if (v.is_double()) return t.type(TypeId::Float);
    if (v.is_none()) return t.type(TypeId::NoneType);
    if (v.is_bool()) return t.type(TypeId::Bool);
    if (v.is_ellipsis()) return t.type(TypeId::Ellipsis);
    ISLET_DCHECK(v.is_not_implemented(), "an empty value has no type");
    return t.type(TypeId::NotImplementedType);
}

bool is_subtype(const Type& type, const Type& base) {
    if (&type == &base) return true;
    if (!type.mro) { // while it is being made
        for (const Type* at = type.base; at; at = at->base) {
            if (at == &base) return true;
        }
        return false;
    }
    // The layout's line is short and holds most answers.
    if (type.base == &base) return true;
    const Tuple& mro = *type.mro;
    for (std::size_t i = 1; i < mro.size; ++i) {
        if (mro[i].object() == &base) return true;
    }
    return false;
}

std::string_view type_name_view(const Type& type) {
    const Str& name = *type.name;
    return name.is_ascii() ? name.ascii() : std::string_view("?");
}

// --- Lookup in a class

struct LookupCache {
    struct Entry {
        const Type* type;
        Str* name; // counted
        Value value;
        std::uint32_t version;
    };
    std::uint32_t size; // a power of two
    std::uint32_t misses;
    Entry entries[1];
};

namespace {

constexpr std::uint32_t kFirstCacheSize = 128; // an interpreter that does little stays small
constexpr std::uint32_t kLastCacheSize = 4096;

LookupCache* make_cache(Heap& heap, std::uint32_t size) {
    const std::size_t bytes = sizeof(LookupCache) + (size - 1) * sizeof(LookupCache::Entry);
    auto* const cache = static_cast<LookupCache*>(heap.alloc_raw(bytes));
    if (!cache) return nullptr;
    std::memset(static_cast<void*>(cache), 0, bytes);
    cache->size = size;
    return cache;
}

void free_cache(Heap& heap, LookupCache* cache) {
    for (std::uint32_t i = 0; i < cache->size; ++i) {
        if (cache->entries[i].name) release(static_cast<Object*>(cache->entries[i].name));
    }
    heap.free_raw(cache);
}

} // namespace

void forget_lookups(InterpState& state) {
    if (state.lookups) free_cache(state.heap, std::exchange(state.lookups, nullptr));
}

namespace {

// The cache, made on first use and grown when a program keeps missing; null while there is no memory.
LookupCache* lookup_cache(InterpState& state) {
    LookupCache*& cache = state.lookups;
    if (!cache) {
        cache = make_cache(state.heap, kFirstCacheSize);
    } else if (cache->misses > cache->size * 4 && cache->size < kLastCacheSize) {
        LookupCache* const larger =
            make_cache(state.heap, cache->size * 4 > kLastCacheSize ? kLastCacheSize : cache->size * 4);
        cache->misses = 0;
        if (larger) free_cache(state.heap, std::exchange(cache, larger));
    }
    return cache;
}

Value lookup_in_mro(Thread& t, const Type& type, Str& name) {
    if (!type.mro) return Value();
    for (const Value cls : type.mro->span()) {
        const Value found = dict_find(t, *as<Type>(cls).dict, name);
        if (!found.is_empty()) return found;
    }
    return Value();
}

std::size_t cache_index(const LookupCache& cache, const Type& type, const Str& name) {
    const auto a = reinterpret_cast<std::uintptr_t>(&type) >> 6,
               b = reinterpret_cast<std::uintptr_t>(&name) >> 4;
    return (a ^ (a >> 9) ^ b ^ (b >> 7)) & (cache.size - 1);
}

} // namespace

Value type_lookup(Thread& t, Type& type, Str& name) {
    LookupCache* cache = t.state().lookups;
    if (cache) [[likely]] {
        const LookupCache::Entry& entry = cache->entries[cache_index(*cache, type, name)];
        if (entry.type == &type && entry.name == &name && entry.version == type.version) return entry.value;
    }
    const Value found = lookup_in_mro(t, type, name);
    // A string that is not interned may be gone, and another one in its place, before it is asked for again.
    cache = name.has(Str::kInterned) && type.version != 0 ? lookup_cache(t.state()) : nullptr;
    if (!cache) return found;
    ++cache->misses;
    LookupCache::Entry& entry = cache->entries[cache_index(*cache, type, name)];
    retain(static_cast<Object*>(&name));
    Str* const old = std::exchange(entry.name, &name);
    entry.type = &type;
    entry.version = type.version;
    entry.value = found;
    if (old) release(static_cast<Object*>(old));
    return found;
}

// --- The usual way through an object

namespace {

// One that goes before the instance's own attributes. With only a setter it does not answer reads.
bool is_data_descriptor(const Type& type) {
    return type.slots.descr_set_py && type.slots.descr_get_py;
}

// What stands in the class, as seen from the instance. Holds what it calls: Python may change the class.
Ref bind_descriptor_py(Thread& t, Value descriptor, Value v, Type& type) {
    const auto get = type_of(t, descriptor)->slots.descr_get_py;
    if (!get) return Ref::share(descriptor);
    Ref keep = Ref::share(descriptor);
    Ref keep_type = Ref::share(&type);
    return get(t, keep.get(), v, keep_type.get());
}

// generic_getattr_py, but nothing() without an exception when there is no such attribute.
Ref generic_find_py(Thread& t, Value v, Str& name) {
    Type& type = *type_of(t, v);
    const Value found = type_lookup(t, type, name);
    if (!found.is_empty() && is_data_descriptor(*type_of(t, found)))
        return bind_descriptor_py(t, found, v, type);
    if (v.is_object()) {
        const Value own = find_instance_attr(t, v.object(), name);
        if (!own.is_empty()) return Ref::share(own);
    }
    return found.is_empty() ? Ref::nothing() : bind_descriptor_py(t, found, v, type);
}

// The same for classes: what the class and its bases have counts before the metaclass's methods.
Ref type_find_py(Thread& t, Value v, Str& name) {
    Type& type = as<Type>(v);
    Type& meta = *type_of(t, v);
    const Value of_meta = type_lookup(t, meta, name);
    if (!of_meta.is_empty() && is_data_descriptor(*type_of(t, of_meta))) {
        return bind_descriptor_py(t, of_meta, v, meta);
    }
    if (const Value found = type_lookup(t, type, name); !found.is_empty()) {
        if (is_kind(found, Kind::Function)) return Ref::share(found);
        return bind_descriptor_py(t, found, Value(), type);
    }
    return of_meta.is_empty() ? Ref::nothing() : bind_descriptor_py(t, of_meta, v, meta);
}

bool takes_attributes(Object* object) {
    return object->kind == Kind::Function || object->kind == Kind::Module || attrs_of(object) != nullptr;
}

} // namespace

Raised raise_no_attribute(Thread& t, Value v, Str& name) {
    TextBuffer text;
    if (is_type(v)) {
        format_to(text, "type object '{}' has no attribute '{}'", as<Type>(v), name);
    } else {
        format_to(text, "'{}' object has no attribute '{}'", *type_of(t, v), name);
    }
    return raise_attribute_error(t, text.view(), v, name);
}

Raised raise_attribute_error(Thread& t, std::string_view text, Value v, Str& name) {
    Ref exception = make_exception(t, Exc::AttributeError, text);
    if (!exception) return t.raised();
    auto& fields = *reinterpret_cast<AttributeException*>(exception.get().object());
    retain(static_cast<Object*>(&name));
    retain(v);
    release(std::exchange(fields.name, Value(&name)));
    release(std::exchange(fields.obj, v));
    return t.raise_object(std::move(exception));
}

Ref generic_getattr_py(Thread& t, Value v, Str& name) {
    Ref found = generic_find_py(t, v, name);
    if (!found && !t.has_pending()) return raise_no_attribute(t, v, name);
    return found;
}

Ref type_getattr_py(Thread& t, Value v, Str& name) {
    Ref found = type_find_py(t, v, name);
    if (!found && !t.has_pending()) return raise_no_attribute(t, v, name);
    return found;
}

Status generic_setattr_py(Thread& t, Value v, Str& name, Value value) {
    Type& type = *type_of(t, v);
    const Value found = type_lookup(t, type, name);
    if (!found.is_empty()) {
        if (const auto set = type_of(t, found)->slots.descr_set_py) {
            Ref keep = Ref::share(found);
            return set(t, found, v, value);
        }
    }
    if (v.is_object() && takes_attributes(v.object())) {
        const Result<bool> done = set_instance_attr(t, v.object(), name, value);
        if (!done) return t.raised();
        return *done ? Status::ok() : Status(raise_no_attribute(t, v, name));
    }
    TextBuffer text;
    if (!found.is_empty()) {
        format_to(text, "'{}' object attribute '{}' is read-only", type, name);
    } else {
        const bool usual = type.slots.setattr_py == t.type(TypeId::Object)->slots.setattr_py;
        format_to(text, "'{}' object has no attribute '{}'{}", type, name,
                  usual ? " and no __dict__ for setting new attributes" : "");
    }
    return raise_attribute_error(t, text.view(), v, name);
}

Status type_setattr_py(Thread& t, Value v, Str& name, Value value) {
    Type& type = as<Type>(v);
    if (!type.is_heap_type() || type.has(kImmutable)) {
        return t.raise(Exc::TypeError, "cannot set '{}' attribute of immutable type '{}'", name, type);
    }
    const Value of_meta = type_lookup(t, *type_of(t, v), name);
    if (!of_meta.is_empty()) {
        if (const auto set = type_of(t, of_meta)->slots.descr_set_py) {
            Ref keep = Ref::share(of_meta);
            return set(t, of_meta, v, value);
        }
    }
    Ref key = intern(t, name); // its identity is what lookups compare
    if (!key) return t.raised();
    // The old value goes only when the caches have forgotten it.
    Ref old = Ref::share(dict_find(t, *type.dict, key.as<Str>()));
    if (value.is_empty()) {
        if (!dict_remove(t, *type.dict, key.as<Str>())) return raise_no_attribute(t, v, name);
    } else if (!dict_set(t, *type.dict, key.as<Str>(), value)) {
        return t.raised();
    }
    type_modified(t, type, &key.as<Str>());
    return Status::ok();
}

// --- Entry points

// An AttributeError that the program raised itself gets to know what was looked for in what.
static void complete_error(Thread& t, Value v, Str& name) {
    if (!t.pending_is(Exc::AttributeError)) return;
    auto& error = *reinterpret_cast<AttributeException*>(t.pending().object());
    const auto unset = [](Value field) { return field.is_empty() || field.is_none(); };
    if (!unset(error.name) || !unset(error.obj)) return;
    retain(static_cast<Object*>(&name));
    retain(v);
    error.name = Value(&name);
    error.obj = v;
}

Ref get_attr_py(Thread& t, Value v, Str& name) {
    Ref found = type_of(t, v)->slots.getattr_py(t, v, name);
    if (!found) [[unlikely]]
        complete_error(t, v, name);
    return found;
}

Ref find_attr_py(Thread& t, Value v, Str& name) {
    const auto getattr = type_of(t, v)->slots.getattr_py;
    Ref found = Ref::nothing();
    if (getattr == &generic_getattr_py) {
        found = generic_find_py(t, v, name);
    } else if (getattr == &type_getattr_py) {
        found = type_find_py(t, v, name);
    } else {
        found = getattr(t, v, name);
    }
    if (!found && t.has_pending() && t.pending_is(Exc::AttributeError)) t.clear_pending();
    return found;
}

Status set_attr_py(Thread& t, Value v, Str& name, Value value) {
    ISLET_DCHECK(!value.is_empty(), "use del_attr_py");
    return type_of(t, v)->slots.setattr_py(t, v, name, value);
}

Status del_attr_py(Thread& t, Value v, Str& name) {
    return type_of(t, v)->slots.setattr_py(t, v, name, Value());
}

namespace {

// For `Cls.name(...)`: a class method needs no bound object.
MethodPair class_method_of_py(Thread& t, Value v, Str& name) {
    Type& meta = *type_of(t, v);
    const Value found = type_lookup(t, as<Type>(v), name);
    if (is_exact(found, Kind::ClassMethod)) {
        const Value of_meta = type_lookup(t, meta, name);
        const Value callable = reinterpret_cast<MethodBox*>(found.object())->callable;
        const bool hidden = !of_meta.is_empty() && is_data_descriptor(*type_of(t, of_meta));
        if (!hidden && is_kind(callable, Kind::Function)) return {Ref::share(callable), true};
    }
    return {get_attr_py(t, v, name), false};
}

} // namespace

MethodPair get_method_py(Thread& t, Value v, Str& name) {
    Type& type = *type_of(t, v);
    if (type.slots.getattr_py == &type_getattr_py) return class_method_of_py(t, v, name);
    if (type.slots.getattr_py != &generic_getattr_py) return {get_attr_py(t, v, name), false};
    const Value found = type_lookup(t, type, name);
    if (found.is_empty() || !type_of(t, found)->has(kMethodLike)) return {get_attr_py(t, v, name), false};
    if (v.is_object()) {
        const Value own = find_instance_attr(t, v.object(), name);
        if (!own.is_empty()) return {Ref::share(own), false};
    }
    return {Ref::share(found), true};
}

Ref lookup_special_py(Thread& t, Value v, Name name) {
    Type& type = *type_of(t, v);
    const Value found = type_lookup(t, type, name);
    return found.is_empty() ? Ref::nothing() : bind_descriptor_py(t, found, v, type);
}

Ref call_special_py(Thread& t, Value v, Name name, std::span<const Value> args) {
    Type& type = *type_of(t, v);
    const Value found = type_lookup(t, type, name);
    if (found.is_empty()) return Ref::nothing();
    Ref keep = Ref::share(found);
    Type& kind = *type_of(t, found);
    if (!kind.has(kMethodLike)) {
        Ref bound = bind_descriptor_py(t, found, v, type);
        if (!bound) return t.raised();
        return call_py(t, bound.get(), Args(args.data(), args.size()));
    }
    constexpr std::size_t kMost = 4;
    if (args.size() >= kMost) return call_with_self_py(t, found, v, Args(args.data(), args.size()));
    Value all[kMost] = {v};
    for (std::size_t i = 0; i < args.size(); ++i) all[i + 1] = args[i];
    return call_py(t, found, Args(all, args.size() + 1));
}

// --- isinstance, issubclass

namespace {

constexpr const char* kIsInstanceError = "isinstance() arg 2 must be a type, a tuple of types, or a union";
constexpr const char* kIsSubclassError = "issubclass() arg 2 must be a class, a tuple of classes, or a union";

// __bases__ of what acts as a class without being one; nothing() without exception if it does not.
Ref abstract_bases_py(Thread& t, Value cls) {
    Ref bases = find_attr_py(t, cls, Name::dunder_bases);
    if (bases && !is_kind(bases.get(), Kind::Tuple)) return Ref::nothing();
    return bases;
}

Result<bool> require_class_py(Thread& t, Value cls, std::string_view error) {
    Ref bases = abstract_bases_py(t, cls);
    if (bases) return true;
    if (t.has_pending()) return t.raised();
    return t.raise_text(Exc::TypeError, error);
}

Result<bool> abstract_issubclass_py(Thread& t, Value derived, Value cls) {
    RecursionScope scope(t, " in __issubclass__");
    if (!scope) return t.raised();
    if (derived == cls) return true;
    Ref bases = abstract_bases_py(t, derived);
    if (!bases) {
        if (t.has_pending()) return t.raised();
        return false;
    }
    const auto& tuple = bases.as<Tuple>();
    for (std::size_t i = 0; i < tuple.size; ++i) {
        const Result<bool> found = abstract_issubclass_py(t, tuple[i], cls);
        if (!found || *found) return found;
    }
    return false;
}

using PlainCheck = Result<bool> (*)(Thread&, Value, Value);

// The common part of both: tuples, then the class's own check, then the plain one.
Result<bool> check_against_py(Thread& t, Value v, Value classes, Name method, std::string_view where,
                              PlainCheck plain) {
    if (is_type(classes) && type_of(t, classes) == t.type(TypeId::Type)) return plain(t, v, classes);
    // A union stands for the tuple of its members.
    if (is_kind(classes, Kind::Union)) classes = Value(as<Union>(classes).args);
    if (is_kind(classes, Kind::Tuple)) {
        if (!t.check_stack(where)) return t.raised();
        Ref keep = Ref::share(classes);
        const auto& tuple = as<Tuple>(classes);
        for (std::size_t i = 0; i < tuple.size; ++i) {
            const Result<bool> found = check_against_py(t, v, tuple[i], method, where, plain);
            if (!found || *found) return found;
        }
        return false;
    }
    Ref checker = lookup_special_py(t, classes, method);
    if (!checker) {
        if (t.has_pending()) return t.raised();
        return plain(t, v, classes);
    }
    RecursionScope scope(t, where);
    if (!scope) return t.raised();
    Ref answer = call_py(t, checker.get(), v);
    if (!answer) return t.raised();
    return truth_py(t, answer.get());
}

} // namespace

Result<bool> plain_isinstance_py(Thread& t, Value v, Value cls) {
    if (is_type(cls)) {
        Type& type = *type_of(t, v);
        if (is_subtype(type, as<Type>(cls))) return true;
        // An object may claim a class that it is not made from.
        if (type.slots.getattr_py == &generic_getattr_py &&
            type_lookup(t, type, Name::dunder_class) ==
                type_lookup(t, *t.type(TypeId::Object), Name::dunder_class)) {
            return false;
        }
        Ref claimed = find_attr_py(t, v, Name::dunder_class);
        if (!claimed && t.has_pending()) return t.raised();
        return claimed && is_type(claimed.get()) && is_subtype(claimed.as<Type>(), as<Type>(cls));
    }
    const Result<bool> fine = require_class_py(t, cls, kIsInstanceError);
    if (!fine) return t.raised();
    Ref claimed = find_attr_py(t, v, Name::dunder_class);
    if (!claimed) {
        if (t.has_pending()) return t.raised();
        return false;
    }
    return abstract_issubclass_py(t, claimed.get(), cls);
}

Result<bool> plain_issubclass_py(Thread& t, Value derived, Value cls) {
    if (is_type(derived) && is_type(cls)) return is_subtype(as<Type>(derived), as<Type>(cls));
    if (!require_class_py(t, derived, "issubclass() arg 1 must be a class")) return t.raised();
    if (!require_class_py(t, cls, kIsSubclassError)) return t.raised();
    return abstract_issubclass_py(t, derived, cls);
}

Result<bool> isinstance_py(Thread& t, Value v, Value classes) {
    if (Value(type_of(t, v)) == classes) return true;
    return check_against_py(t, v, classes, Name::dunder_instancecheck, " in __instancecheck__",
                            &plain_isinstance_py);
}

Result<bool> issubclass_py(Thread& t, Value v, Value classes) {
    return check_against_py(t, v, classes, Name::dunder_subclasscheck, " in __subclasscheck__",
                            &plain_issubclass_py);
}

// --- Changes of a class

namespace {

// A version that no type has had. When the counter is used up, 0 stays: caches do not keep it.
std::uint32_t new_version(InterpState& state) {
    if (state.next_type_version == 0) return 0;
    return state.next_type_version++;
}

void modify_one(Thread& t, Type& type, const Str* name) {
    type.version = new_version(t.state());
    set_shape_versions(type, type.version);
    if (!name) {
        update_all_slots(t, type);
    } else if (name->is_ascii() && name->ascii().starts_with("__")) {
        update_slots_for(t, type, *name);
    }
}

// Without memory for a list of what is below the type: everything counts as changed.
void modify_all(Thread& t) {
    t.heap().each_object([&](Object* object) {
        if (object->kind != Kind::Type || !reinterpret_cast<Type*>(object)->mro) return;
        modify_one(t, *reinterpret_cast<Type*>(object), nullptr);
    });
}

} // namespace

void type_modified(Thread& t, Type& type, Str* name) {
    modify_one(t, type, name);
    const List* const direct = subclass_addresses(t.state(), type);
    if (!direct || direct->size == 0) return;
    // A list of what remains to be done, not recursion: hierarchies may be as deep as programs like.
    Heap& heap = t.heap();
    std::size_t capacity = 32, count = 0;
    auto** todo = static_cast<Type**>(heap.alloc_raw(capacity * sizeof(Type*)));
    if (!todo) return modify_all(t);
    const Type* at = &type;
    for (;;) {
        const List* const below = subclass_addresses(t.state(), *at);
        for (std::uint64_t i = 0; below && i < below->size; ++i) {
            if (count == capacity) {
                auto** const grown =
                    static_cast<Type**>(heap.realloc_raw(todo, capacity * 2 * sizeof(Type*)));
                if (!grown) {
                    heap.free_raw(todo);
                    return modify_all(t);
                }
                todo = grown;
                capacity *= 2;
            }
            todo[count++] = subclass_at(*below, i);
        }
        if (count == 0) break;
        Type* const next = todo[--count];
        at = next;
        // Where lines of descent meet again, once is enough.
        if (type.version != 0 && next->version >= type.version) continue;
        modify_one(t, *next, name);
    }
    heap.free_raw(todo);
}

} // namespace islet
