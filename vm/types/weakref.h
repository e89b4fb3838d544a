// SPDX-License-Identifier: MIT
//
// Weak references and proxies, and the interpreter's table of who is weakly referenced.
//
// Owns: a reference owns its callback, not its target. The table (a raw block of the heap) owns nothing.
// Invariants: an object of the interpreter has kWeakReferenced exactly while the table has an entry for its
//   address. Objects of the commons never die, so they have entries but no flag.
// Threads: the interpreter's lock.
#pragma once

#include "vm/thread.h"

namespace islet {

struct WeakRef : Object {
    static constexpr Kind kKind = Kind::WeakRef; // proxies: Kind::WeakProxy, same layout
    Object* target;          // borrowed; null: dead
    WeakRef* next;           // others on the same target, the plain one without callback first; once dead,
    WeakRef* prev;           // `next` links those whose callback waits
    Value callback;          // empty: none
    std::int64_t hash_value; // -1: not known
};

// An owned reference to the target; nothing() without exception if it is dead. `v` is a WeakRef or proxy.
Ref weak_target(Value v);
// weakref.ref(target[, callback]): without callback the one plain reference is shared.
Ref make_weak_reference(Thread& t, Value target, Value callback = Value());
Ref make_weak_proxy(Thread& t, Value target, Value callback = Value());
std::int64_t weak_reference_count(Thread& t, Value target);
Ref weak_references(Thread& t, Value target); // a new list
// Runs callbacks of references whose target died. Called from the checkpoint; failures are reported.
void run_weak_callbacks_py(Thread& t);

} // namespace islet
