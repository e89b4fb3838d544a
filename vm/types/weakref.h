// SPDX-License-Identifier: MIT
//
// Weak references and proxies, and the interpreter's table of who is weakly referenced.
//
// Owns: a reference owns its callback, not its target. The table (a raw block of the heap) owns only the
//   references whose callback waits.
// Invariants: an object of the interpreter has kWeakReferenced exactly while the table has an entry for its
//   address. Objects of the commons never die, so they have entries but no flag.
// Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct WeakRef : Object {
    static constexpr Kind kKind = Kind::WeakRef; // proxies: Kind::WeakProxy, same layout
    Object* target;                              // borrowed; null: dead
    WeakRef* next; // others on the same target; once dead, `next` links those whose callback waits
    WeakRef* prev;
    Value callback;          // empty: none
    std::int64_t hash_value; // -1: not known
};

// `v` is a reference or a proxy.
inline WeakRef& weak_of(Value v) {
    ISLET_DCHECK(is_kind(v, Kind::WeakRef) || is_kind(v, Kind::WeakProxy), "no weak reference");
    return *static_cast<WeakRef*>(v.object());
}
// An owned reference to the target; nothing() without exception if it is dead.
Ref weak_target(Value v);
// weakref.ref(target[, callback]): without callback the one plain reference is shared.
Ref make_weak_reference(Thread& t, Value target, Value callback = Value());
Ref make_weak_proxy(Thread& t, Value target, Value callback = Value());
// An instance of the reference or proxy type `type`.
Ref weak_reference_of(Thread& t, Type& type, Value target, Value callback);
std::int64_t weak_reference_count(Thread& t, Value target);
Ref weak_references(Thread& t, Value target); // a new list
// Runs callbacks of references whose target died. Called from the checkpoint; failures are reported.
void run_weak_callbacks_py(Thread& t);
bool weak_callbacks_wait(const InterpState& state);

// --- For the collector: as InterpState::clear_weak_references, but references that are garbage themselves
// (kGcMark) are not called back.
void clear_weak_references_of_garbage(InterpState& state, Object* object);
void free_weak_table(InterpState& state); // when no reference is left
// --- For the types: the reference itself goes.
void unlink_weak_reference(InterpState& state, WeakRef& ref);
void weakref_traverse(Object* object, Visitor& visit);
void weakref_drop(Heap& heap, Object* object);

} // namespace islet
