// SPDX-License-Identifier: MIT
//
// weakref.ref and the table of weakly referenced objects. Proxies are in weakproxy.cpp.
//
// Owns: see weakref.h. Threads: the interpreter's lock.
#include "vm/types/weakref.h"

#include "vm/model/allocate.h"
#include "vm/model/attr.h"
#include "vm/model/call.h"
#include "vm/model/protocol.h"
#include "vm/types/exception.h"
#include "vm/types/list.h"
#include "vm/types/specs.h"
#include "vm/types/str.h"

#include <cstring>

namespace islet {

// Open addressing from the target's address to the newest of its references.
struct WeakTable {
    struct Entry {
        Object* target; // null: never used
        WeakRef* first; // null: given up
    };
    Entry* entries;
    std::size_t capacity; // power of two, or 0
    std::size_t used;     // entries with a target, given up ones included
    std::size_t live;
    WeakRef* waiting; // references whose callback waits; each holds one count
    WeakRef** waiting_end;
};

namespace {

std::size_t slot_for(const Object* target, std::size_t capacity) {
    auto bits = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(target) >> 4);
    bits *= 0x9E3779B97F4A7C15;
    return static_cast<std::size_t>(bits >> 20) & (capacity - 1);
}

// The entry of `target`, or the free one where it belongs.
WeakTable::Entry* probe(WeakTable::Entry* entries, std::size_t capacity, const Object* target) {
    for (std::size_t at = slot_for(target, capacity);; at = (at + 1) & (capacity - 1)) {
        if (entries[at].target == target || !entries[at].target) return &entries[at];
    }
}

WeakTable::Entry* find_entry(InterpState& state, const Object* target) {
    WeakTable* const table = state.weak;
    if (!table || table->capacity == 0) return nullptr;
    WeakTable::Entry* const entry = probe(table->entries, table->capacity, target);
    return entry->target && entry->first ? entry : nullptr;
}

// Whether the collector and drop look at the flag of this object: not if it lies on the commons' pages.
bool is_own(InterpState& state, const Object* target) {
    return heap_of(target) == &state.heap;
}

bool grow(InterpState& state) {
    WeakTable& table = *state.weak;
    std::size_t capacity = 16;
    while (capacity < (table.live + 1) * 2) capacity *= 2;
    auto* const entries =
        static_cast<WeakTable::Entry*>(state.heap.alloc_raw(capacity * sizeof(WeakTable::Entry)));
    if (!entries) return false;
    std::memset(static_cast<void*>(entries), 0, capacity * sizeof(WeakTable::Entry));
    for (std::size_t i = 0; i < table.capacity; ++i) {
        const WeakTable::Entry& old = table.entries[i];
        if (old.target && old.first) *probe(entries, capacity, old.target) = old;
    }
    state.heap.free_raw(table.entries);
    table.entries = entries;
    table.capacity = capacity;
    table.used = table.live;
    return true;
}

// An entry for `target` with room for its first reference; null: no memory.
WeakTable::Entry* make_entry(InterpState& state, Object* target) {
    if (!state.weak) {
        state.weak = static_cast<WeakTable*>(state.heap.alloc_raw(sizeof(WeakTable)));
        if (!state.weak) return nullptr;
        *state.weak = WeakTable{};
        state.weak->waiting_end = &state.weak->waiting;
    }
    WeakTable& table = *state.weak;
    if ((table.used + 1) * 3 > table.capacity * 2 && !grow(state)) return nullptr;
    WeakTable::Entry* const entry = probe(table.entries, table.capacity, target);
    if (!entry->target) {
        entry->target = target;
        ++table.used;
    }
    if (!entry->first) ++table.live;
    return entry;
}

void give_up(InterpState& state, WeakTable::Entry& entry) {
    entry.first = nullptr;
    --state.weak->live;
    if (is_own(state, entry.target)) entry.target->unset(Object::kWeakReferenced);
}

void link(WeakTable::Entry& entry, WeakRef& ref) {
    ref.prev = nullptr;
    ref.next = entry.first;
    if (ref.next) ref.next->prev = &ref;
    entry.first = &ref;
}

// The reference that can be shared: exactly the built-in type, without callback.
bool is_plain(const WeakRef& ref, const Type& type) {
    return ref.callback.is_empty() && ref.type() == &type && !type.is_heap_type();
}

} // namespace

Ref weak_reference_of(Thread& t, Type& type, Value target, Value callback) {
    if (!target.is_object() || !type_of(t, target)->has(kWeakable)) {
        return t.raise(Exc::TypeError, "cannot create weak reference to '{}' object", *type_of(t, target));
    }
    Object* const object = target.object();
    InterpState& state = t.state();
    if (callback.is_none()) callback = Value();
    if (callback.is_empty() && !type.is_heap_type()) {
        const WeakTable::Entry* const entry = find_entry(state, object);
        for (WeakRef* at = entry ? entry->first : nullptr; at; at = at->next) {
            if (is_plain(*at, type)) return Ref::share(at);
        }
    }
    auto* const ref = allocate_instance<WeakRef>(t, type);
    if (!ref) return t.raise_memory_error();
    ref->target = nullptr;
    ref->next = ref->prev = nullptr;
    ref->callback = Value();
    ref->hash_value = -1;
    Ref made = Ref::adopt(ref);
    WeakTable::Entry* const entry = make_entry(state, object);
    if (!entry) return t.raise_memory_error();
    ref->target = object;
    retain(callback);
    ref->callback = callback;
    // The plain reference stays in front: it is looked for most.
    if (entry->first && !callback.is_empty() && entry->first->callback.is_empty()) {
        WeakRef* after = entry->first;
        while (after->next && after->next->callback.is_empty()) after = after->next;
        ref->prev = after;
        ref->next = after->next;
        if (ref->next) ref->next->prev = ref;
        after->next = ref;
    } else {
        link(*entry, *ref);
    }
    if (is_own(state, object)) object->set(Object::kWeakReferenced);
    return made;
}

void unlink_weak_reference(InterpState& state, WeakRef& ref) {
    if (!ref.target) return;
    if (ref.next) ref.next->prev = ref.prev;
    if (ref.prev) {
        ref.prev->next = ref.next;
    } else if (WeakTable::Entry* const entry = find_entry(state, ref.target)) {
        entry->first = ref.next;
        if (!entry->first) give_up(state, *entry);
    }
    ref.target = nullptr;
    ref.next = ref.prev = nullptr;
}

Ref make_weak_reference(Thread& t, Value target, Value callback) {
    return weak_reference_of(t, *t.type(TypeId::WeakRef), target, callback);
}

Ref make_weak_proxy(Thread& t, Value target, Value callback) {
    const TypeId id = is_callable(t, target) ? TypeId::WeakCallableProxy : TypeId::WeakProxy;
    return weak_reference_of(t, *t.type(id), target, callback);
}

Ref weak_target(Value v) {
    Object* const target = weak_of(v).target;
    // A target whose count is zero is being dropped, or waits for it.
    if (!target || target->refs == 0) return Ref::nothing();
    return Ref::share(target);
}

std::int64_t weak_reference_count(Thread& t, Value target) {
    if (!target.is_object()) return 0;
    const WeakTable::Entry* const entry = find_entry(t.state(), target.object());
    std::int64_t count = 0;
    for (const WeakRef* at = entry ? entry->first : nullptr; at; at = at->next) ++count;
    return count;
}

Ref weak_references(Thread& t, Value target) {
    Ref list = make_list(t);
    if (!list || !target.is_object()) return list;
    const WeakTable::Entry* const entry = find_entry(t.state(), target.object());
    for (WeakRef* at = entry ? entry->first : nullptr; at; at = at->next) {
        if (!list_append(t, list.as<List>(), Value(at))) return t.raised();
    }
    return list;
}

// --- The target dies

static void clear_references(InterpState& state, Object* object, bool skip_marked) {
    WeakTable::Entry* const entry = find_entry(state, object);
    if (!entry) return;
    WeakRef* at = entry->first;
    give_up(state, *entry);
    WeakTable& table = *state.weak;
    while (at) {
        WeakRef* const ref = at;
        at = ref->next;
        ref->target = nullptr;
        ref->next = ref->prev = nullptr;
        // A reference that dies in the same breath is not told of it.
        const bool silent =
            ref->callback.is_empty() || ref->refs == 0 || (skip_marked && ref->has(Object::kGcMark));
        if (silent) {
            release(std::exchange(ref->callback, Value()));
            continue;
        }
        retain(ref);
        *table.waiting_end = ref;
        table.waiting_end = &ref->next;
        state.want(Want::Finalizers);
    }
}

void InterpState::clear_weak_references(Object* object) {
    clear_references(*this, object, false);
}

void clear_weak_references_of_garbage(InterpState& state, Object* object) {
    clear_references(state, object, true);
}

void free_weak_table(InterpState& state) {
    WeakTable* const table = std::exchange(state.weak, nullptr);
    if (!table) return;
    state.heap.free_raw(table->entries);
    state.heap.free_raw(table);
}

void run_weak_callbacks_py(Thread& t) {
    WeakTable* const table = t.state().weak;
    if (!table) return;
    // The callbacks themselves pass checkpoints: those find only what has died since.
    WeakRef* chain = std::exchange(table->waiting, nullptr);
    table->waiting_end = &table->waiting;
    while (chain) {
        Ref owner = Ref::adopt(chain);
        chain = std::exchange(chain->next, nullptr);
        Ref callback = Ref::adopt(std::exchange(weak_of(owner.get()).callback, Value()));
        Ref result = call_py(t, callback.get(), owner.get());
        if (!result)
            report_unraisable_py(t, "Exception ignored while calling weakref callback", callback.get());
    }
}

bool weak_callbacks_wait(const InterpState& state) {
    return state.weak && state.weak->waiting;
}

// --- The type

namespace {

Ref weakref_new_py(Thread& t, Type& type, const Args& args) {
    if (!check_positional(t, args, "__new__", 1, 2)) return t.raised();
    if (!type.is_heap_type() && args.names && args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "ref() takes no keyword arguments");
    }
    return weak_reference_of(t, type, args[0], args.count == 2 ? args[1] : Value());
}

Status weakref_init_py(Thread& t, Value, const Args& args) {
    if (args.names && args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "ref() takes no keyword arguments");
    }
    return check_positional(t, args, "__init__", 1, 2);
}

Ref weakref_call_py(Thread& t, Value self, const Args& args) {
    if (args.names && args.keyword_count() != 0) {
        return t.raise(Exc::TypeError, "weakref() takes no keyword arguments");
    }
    if (args.count != 0) return t.raise(Exc::TypeError, "weakref expected 0 arguments, got {}", args.count);
    Ref target = weak_target(self);
    return target ? std::move(target) : Ref::none();
}

Result<std::int64_t> weakref_hash_py(Thread& t, Value self) {
    auto& ref = weak_of(self);
    if (ref.hash_value != -1) return ref.hash_value;
    Ref keep = Ref::share(self);
    Ref target = weak_target(self);
    if (!target) return t.raise(Exc::TypeError, "weak object has gone away");
    Result<std::int64_t> hash = hash_py(t, target.get());
    if (hash) ref.hash_value = *hash;
    return hash;
}

Ref weakref_compare_py(Thread& t, Value left, Value right, CompareOp op) {
    const bool comparable = (op == CompareOp::Eq || op == CompareOp::Ne) && is_kind(left, Kind::WeakRef) &&
                            is_kind(right, Kind::WeakRef);
    if (!comparable) return Ref::not_implemented();
    Ref a = weak_target(left), b = weak_target(right);
    if (!a || !b) return Ref::boolean((left == right) == (op == CompareOp::Eq));
    return compare_py(t, a.get(), b.get(), op);
}

Ref weakref_repr_py(Thread& t, Value self) {
    TextBuffer text;
    format_to(text, "<weakref at {}; ", static_cast<const void*>(self.object()));
    Ref target = weak_target(self);
    if (!target) {
        text.append("dead>");
        return make_str(t, text);
    }
    format_to(text, "to '{}' at {}", *type_of(t, target.get()),
              static_cast<const void*>(target.get().object()));
    Ref name = find_attr_py(t, target.get(), Name::dunder_name);
    if (!name && t.has_pending()) return t.raised();
    if (name && is_kind(name.get(), Kind::Str)) format_to(text, " ({})", name.as<Str>());
    text.append('>');
    return make_str(t, text);
}

Ref weakref_class_getitem(Thread& t, Type& type, Value item) {
    return call_py(t, t.type(TypeId::GenericAlias), &type, item);
}

constexpr MethodDef kWeakRefMethods[] = {
    class_method<&weakref_class_getitem>("__class_getitem__($type, object, /)", "See PEP 585"),
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
constexpr MemberDef kWeakRefMembers[] = {
    {"__callback__", offsetof(WeakRef, callback), MemberDef::Type::ObjectOrNone, false, nullptr},
};
#pragma GCC diagnostic pop

} // namespace

void weakref_traverse(Object* object, Visitor& visit) {
    visit(static_cast<WeakRef*>(object)->callback);
    traverse_attrs(object, visit);
}

void weakref_drop(Heap& heap, Object* object) {
    auto& ref = *static_cast<WeakRef*>(object);
    unlink_weak_reference(heap.state(), ref);
    release(ref.callback);
    drop_attrs(heap, object);
    heap.free_object(object);
}

constinit const TypeSpec kWeakRefSpec = {
    .name = "ReferenceType",
    .module = "weakref",
    .doc = "A reference that does not keep its object alive: call it to get the object, or None.",
    .kind = Kind::WeakRef,
    .flags = kBaseType,
    .size = sizeof(WeakRef),
    .slots = {.new_py = &weakref_new_py,
              .init_py = &weakref_init_py,
              .call_py = &weakref_call_py,
              .repr_py = &weakref_repr_py,
              .hash_py = &weakref_hash_py,
              .compare_py = &weakref_compare_py},
    .methods = kWeakRefMethods,
    .members = kWeakRefMembers,
    .traverse = &weakref_traverse,
    .drop = &weakref_drop,
};

} // namespace islet
