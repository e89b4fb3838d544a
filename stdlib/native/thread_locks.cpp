// SPDX-License-Identifier: MIT
//
// _thread.lock, _thread.RLock and _thread._ThreadHandle. See thread_types.h.
//
// A release wakes the thread that has waited longest, but does not keep the lock for it: who runs already may
// take it again first. Handing it over would cost a switch of threads for every release.
#include "stdlib/native/thread_types.h"

#include "vm/model/allocate.h"
#include "vm/model/protocol.h"
#include "vm/native.h"
#include "vm/types/float.h"
#include "vm/types/int.h"
#include "vm/types/slot_access.h"
#include "vm/types/str.h"
#include "vm/types/tuple.h"

namespace islet {

namespace {

constexpr double kLongestTimeout = 9223372036.0; // TIMEOUT_MAX

} // namespace

Status parse_acquire_py(Thread& t, Value blocking, Value timeout, AcquireArgs& out) {
    if (!blocking.is_empty()) {
        const Result<bool> truth = truth_py(t, blocking);
        if (!truth) return t.raised();
        out.blocking = *truth;
    }
    if (timeout.is_empty()) return Status::ok();
    const Result<double> given = to_double_py(t, timeout);
    if (!given) return t.raised();
    if (!out.blocking && *given != -1) {
        return t.raise(Exc::ValueError, "can't specify a timeout for a non-blocking call");
    }
    if (*given < 0 && *given != -1) {
        return t.raise(Exc::ValueError, "timeout value must be a non-negative number");
    }
    if (*given > kLongestTimeout) {
        const bool beyond = *given > 9.3e9;
        return beyond ? t.raise(Exc::OverflowError, "timestamp out of range for C PyTime_t")
                      : t.raise(Exc::OverflowError, "timeout value is too large");
    }
    if (*given >= 0) out.deadline = Deadline::after(*given);
    return Status::ok();
}

namespace {

// --- lock

Result<bool> acquire_lock_py(Thread& t, LockObject& lock, const AcquireArgs& how) {
    const Ref keep = lock.locked ? Ref::share(Value(&lock)) : Ref::none();
    while (lock.locked) {
        if (!how.blocking) return false;
        const Result<bool> woken = lock.waiters.wait_py(t, how.deadline);
        if (!woken) return t.raised();
        if (!*woken && lock.locked) return false;
    }
    lock.locked = true;
    return true;
}

Status release_lock(Thread& t, LockObject& lock) {
    if (!lock.locked) return t.raise(Exc::RuntimeError, "release unlocked lock");
    lock.locked = false;
    lock.waiters.wake_one();
    return Status::ok();
}

Ref lock_new_py(Thread& t, Type& type, const Args& args) {
    if (args.total() != 0) return t.raise(Exc::TypeError, "lock() takes no arguments");
    return make_lock(t, type);
}

Ref lock_acquire(Thread& t, LockObject& self, Value blocking, Value timeout) {
    AcquireArgs how;
    if (!parse_acquire_py(t, blocking, timeout, how)) return t.raised();
    const Result<bool> got = acquire_lock_py(t, self, how);
    return got ? Ref::boolean(*got) : Ref(t.raised());
}
Ref lock_release(Thread& t, LockObject& self) {
    return release_lock(t, self) ? Ref::none() : Ref(t.raised());
}
Ref lock_locked(Thread&, LockObject& self) {
    return Ref::boolean(self.locked);
}
Ref lock_enter(Thread& t, LockObject& self) {
    return lock_acquire(t, self, Value(), Value());
}
Ref lock_exit(Thread& t, Value self, const Args&) {
    return lock_release(t, as<LockObject>(self));
}
Ref lock_at_fork(Thread&, LockObject& self) {
    self.locked = false;
    return Ref::none();
}
Ref lock_repr(Thread& t, Value self) {
    TextBuffer text;
    format_to(text, "<{} {} object at {}>", as<LockObject>(self).locked ? "locked" : "unlocked",
              "_thread.lock", address_of(self));
    return make_str(t, text);
}

constexpr const char* kAcquireDoc =
    "Lock the lock.  Without argument, this blocks if the lock is already\nlocked (even by the same thread), "
    "waiting for another thread to release\nthe lock, and return True once the lock is acquired.\nWith an "
    "argument, this will only block if the argument is true,\nand the return value reflects whether the lock "
    "is acquired.\nThe blocking operation is interruptible.";
constexpr const char* kReleaseDoc =
    "Release the lock, allowing another thread that is blocked waiting for\nthe lock to acquire the lock.  "
    "The "
    "lock must be in the locked state,\nbut it needn't be locked by the same thread that unlocks it.";

constexpr MethodDef kLockMethods[] = {
    method<&lock_acquire>("acquire($self, /, blocking=True, timeout=-1)", kAcquireDoc),
    method<&lock_acquire>("acquire_lock($self, /, blocking=True, timeout=-1)",
                          "An obsolete synonym of acquire()."),
    method<&lock_release>("release($self, /)", kReleaseDoc),
    method<&lock_release>("release_lock($self, /)", "An obsolete synonym of release()."),
    method<&lock_locked>("locked($self, /)", "Return whether the lock is in the locked state."),
    method<&lock_locked>("locked_lock($self, /)", "An obsolete synonym of locked()."),
    method<&lock_enter>("__enter__($self, /)", "Lock the lock."),
    raw<&lock_exit>("__exit__($self, /, *exc_info)", "Release the lock."),
    method<&lock_at_fork>("_at_fork_reinit($self, /)", nullptr),
};

// --- RLock

std::uint64_t ident_of(Thread& t) {
    return state_of(t).os->ident;
}

Ref rlock_new_py(Thread& t, Type& type, const Args& args) {
    if (args.total() != 0) {
        return t.raise(Exc::TypeError, "RLock() takes no arguments");
    }
    auto* const lock = allocate_instance<RLockObject>(t, type);
    if (!lock) return t.raise_memory_error();
    lock->owner = lock->count = 0;
    lock->waiters = WaitList();
    return Ref::adopt(lock);
}

Result<bool> acquire_rlock_py(Thread& t, RLockObject& lock, const AcquireArgs& how) {
    const std::uint64_t me = ident_of(t);
    if (lock.owner == me) {
        ++lock.count;
        return true;
    }
    const Ref keep = Ref::share(Value(&lock));
    while (lock.owner != 0) {
        if (!how.blocking) return false;
        const Result<bool> woken = lock.waiters.wait_py(t, how.deadline);
        if (!woken) return t.raised();
        if (!*woken && lock.owner != 0) return false;
    }
    lock.owner = me;
    lock.count = 1;
    return true;
}

void leave_rlock(RLockObject& lock) {
    lock.count = lock.owner = 0;
    lock.waiters.wake_one();
}

Ref rlock_acquire(Thread& t, RLockObject& self, Value blocking, Value timeout) {
    AcquireArgs how;
    if (!parse_acquire_py(t, blocking, timeout, how)) return t.raised();
    const Result<bool> got = acquire_rlock_py(t, self, how);
    return got ? Ref::boolean(*got) : Ref(t.raised());
}
Ref rlock_release(Thread& t, RLockObject& self) {
    if (self.owner != ident_of(t)) return t.raise(Exc::RuntimeError, "cannot release un-acquired lock");
    if (--self.count == 0) leave_rlock(self);
    return Ref::none();
}
Ref rlock_locked(Thread&, RLockObject& self) {
    return Ref::boolean(self.owner != 0);
}
Ref rlock_enter(Thread& t, RLockObject& self) {
    return rlock_acquire(t, self, Value(), Value());
}
Ref rlock_exit(Thread& t, Value self, const Args&) {
    return rlock_release(t, as<RLockObject>(self));
}
Ref rlock_is_owned(Thread& t, RLockObject& self) {
    return Ref::boolean(self.owner == ident_of(t));
}
Ref rlock_recursion_count(Thread& t, RLockObject& self) {
    return make_int(t, self.owner == ident_of(t) ? static_cast<std::int64_t>(self.count) : 0);
}
Ref rlock_release_save(Thread& t, RLockObject& self) {
    if (self.owner == 0) return t.raise(Exc::RuntimeError, "cannot release un-acquired lock");
    Ref count = make_int(t, static_cast<std::int64_t>(self.count));
    Ref owner = make_int(t, static_cast<std::int64_t>(self.owner));
    if (!count || !owner) return t.raised();
    Ref saved = make_tuple(t, {count.get(), owner.get()});
    if (!saved) return t.raised();
    leave_rlock(self);
    return saved;
}
Ref rlock_acquire_restore(Thread& t, RLockObject& self, Value saved) {
    if (!is_kind(saved, Kind::Tuple) || as<Tuple>(saved).size != 2) {
        return t.raise(Exc::TypeError, "_acquire_restore() argument 1 must be 2-item tuple");
    }
    const Result<std::int64_t> count = index_to_int64_py(t, as<Tuple>(saved)[0]);
    if (!count) return t.raised();
    const Result<std::int64_t> owner = index_to_int64_py(t, as<Tuple>(saved)[1]);
    if (!owner) return t.raised();
    const Result<bool> got = acquire_rlock_py(t, self, AcquireArgs());
    if (!got) return t.raised();
    self.count = static_cast<std::uint64_t>(*count);
    self.owner = static_cast<std::uint64_t>(*owner);
    return Ref::none();
}
Ref rlock_at_fork(Thread&, RLockObject& self) {
    self.owner = self.count = 0;
    return Ref::none();
}
Ref rlock_repr(Thread& t, Value self) {
    const auto& lock = as<RLockObject>(self);
    TextBuffer text;
    format_to(text, "<{} _thread.RLock object owner={} count={} at {}>", lock.owner ? "locked" : "unlocked",
              lock.owner, lock.count, address_of(self));
    return make_str(t, text);
}

constexpr MethodDef kRLockMethods[] = {
    method<&rlock_acquire>(
        "acquire($self, /, blocking=True, timeout=-1)",
        "Lock the lock.  `blocking` indicates whether we should wait\nfor the lock to be "
        "available or not.  If `blocking` is False\nand another thread holds the lock, the "
        "method will return False\nimmediately.  If `blocking` is True and another thread "
        "holds\nthe lock, the method will wait for the lock to be released,\ntake it and "
        "then return True.\n(note: the blocking operation is interruptible.)\n\nIn all "
        "other cases, the method will return True immediately.\nPrecisely, if the current "
        "thread already holds the lock, its\ninternal counter is simply incremented. If "
        "nobody holds the lock,\nthe lock is taken and its internal counter initialized "
        "to 1."),
    method<&rlock_release>(
        "release($self, /)",
        "Release the lock, allowing another thread that is blocked waiting for\nthe lock to "
        "acquire the lock.  The lock must be in the locked state,\nand must be locked by the "
        "same thread that unlocks it; otherwise a\n`RuntimeError` is raised.\n\nDo note that "
        "if the lock was acquire()d several times in a row by the\ncurrent thread, release() "
        "needs to be called as many times for the lock\nto be available for other threads."),
    method<&rlock_locked>("locked($self, /)",
                          "locked()\n\nReturn a boolean indicating whether this object is locked right now."),
    method<&rlock_enter>("__enter__($self, /)", "Lock the lock."),
    raw<&rlock_exit>("__exit__($self, /, *exc_info)", "Release the lock."),
    method<&rlock_is_owned>("_is_owned($self, /)", "For internal use by `threading.Condition`."),
    method<&rlock_recursion_count>("_recursion_count($self, /)", "For internal use by reentrancy checks."),
    method<&rlock_release_save>("_release_save($self, /)", "For internal use by `threading.Condition`."),
    method<&rlock_acquire_restore>("_acquire_restore($self, state, /)",
                                   "For internal use by `threading.Condition`."),
    method<&rlock_at_fork>("_at_fork_reinit($self, /)", nullptr),
};

// --- _ThreadHandle

Ref handle_new_py(Thread& t, Type& type, const Args& args) {
    if (args.total() != 0) return t.raise(Exc::TypeError, "_ThreadHandle() takes no arguments");
    return make_thread_handle(t, type);
}
Ref handle_join(Thread& t, ThreadHandle& self, Value timeout) {
    Deadline deadline = Deadline::never();
    if (!timeout.is_empty() && !timeout.is_none()) {
        const Result<double> seconds = to_double_py(t, timeout);
        if (!seconds) return t.raised();
        if (*seconds >= 0) deadline = Deadline::after(*seconds);
    }
    if (self.state == ThreadHandle::State::New) return t.raise(Exc::RuntimeError, "thread not started");
    if (self.state == ThreadHandle::State::Done) return Ref::none();
    if (self.ident == ident_of(t)) return t.raise(Exc::RuntimeError, "Cannot join current thread");
    const Ref keep = Ref::share(Value(&self));
    return self.joiners.wait_py(t, deadline) ? Ref::none() : Ref(t.raised());
}
Ref handle_is_done(Thread&, ThreadHandle& self) {
    return Ref::boolean(self.state == ThreadHandle::State::Done);
}
Ref handle_set_done(Thread& t, ThreadHandle& self) {
    if (self.state == ThreadHandle::State::New) return t.raise(Exc::RuntimeError, "thread not started");
    finish_thread_handle(self);
    return Ref::none();
}
Ref handle_ident(Thread& t, Value self) {
    return make_int(t, static_cast<std::int64_t>(as<ThreadHandle>(self).ident));
}
Ref handle_repr(Thread& t, Value self) {
    TextBuffer text;
    format_to(text, "<_thread._ThreadHandle object: ident={}>", as<ThreadHandle>(self).ident);
    return make_str(t, text);
}

constexpr MethodDef kHandleMethods[] = {
    method<&handle_join>("join($self, timeout=None, /)", nullptr),
    method<&handle_is_done>("is_done($self, /)", nullptr),
    method<&handle_set_done>("_set_done($self, /)", nullptr),
};
constexpr GetSetDef kHandleGetSet[] = {{"ident", &handle_ident, nullptr, nullptr}};

} // namespace

Ref make_lock(Thread& t, Type& type) {
    auto* const lock = allocate_instance<LockObject>(t, type);
    if (!lock) return t.raise_memory_error();
    lock->locked = false;
    lock->waiters = WaitList();
    return Ref::adopt(lock);
}

Ref make_thread_handle(Thread& t, Type& type) {
    auto* const handle = allocate_instance<ThreadHandle>(t, type);
    if (!handle) return t.raise_memory_error();
    handle->state = ThreadHandle::State::New;
    handle->ident = 0;
    handle->joiners = WaitList();
    return Ref::adopt(handle);
}

void finish_thread_handle(ThreadHandle& handle) {
    handle.state = ThreadHandle::State::Done;
    handle.joiners.wake_all();
}

const TypeSpec kLockSpec = {
    .name = "lock",
    .module = "_thread",
    .doc =
        "A lock object is a synchronization primitive.  To create a lock,\ncall threading.Lock().  Methods "
        "are:\n\nacquire() -- lock the lock, possibly blocking until it can be obtained\nrelease() -- unlock "
        "of "
        "the lock\nlocked() -- test whether the lock is currently locked\n\nA lock is not owned by the "
        "thread "
        "that locked it; another thread may\nunlock it.  A thread attempting to lock a lock that it has "
        "already "
        "locked\nwill block until another thread unlocks it.  Deadlocks may ensue.",
    .kind = Kind::Native,
    .flags = kWeakable | kAcyclic | kImmutable,
    .size = sizeof(LockObject),
    .slots = {.new_py = &lock_new_py, .repr_py = &lock_repr},
    .methods = kLockMethods,
};
const TypeSpec kRLockSpec = {
    .name = "RLock",
    .module = "_thread",
    .kind = Kind::Native,
    .flags = kWeakable | kAcyclic | kBaseType,
    .size = sizeof(RLockObject),
    .slots = {.new_py = &rlock_new_py, .repr_py = &rlock_repr},
    .methods = kRLockMethods,
};
const TypeSpec kThreadHandleSpec = {
    .name = "_ThreadHandle",
    .module = "_thread",
    .kind = Kind::Native,
    .flags = kAcyclic | kImmutable,
    .size = sizeof(ThreadHandle),
    .slots = {.new_py = &handle_new_py, .repr_py = &handle_repr},
    .methods = kHandleMethods,
    .getset = kHandleGetSet,
};

} // namespace islet
