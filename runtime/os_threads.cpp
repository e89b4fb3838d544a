// SPDX-License-Identifier: MIT
//
// See os_threads.h.
#include "runtime/os_threads.h"

#include "runtime/interpreter.h"
#include "vm/cycles.h"

#include <new>
#include <sys/syscall.h>
#include <unistd.h>

namespace islet {

OsThread::OsThread()
    : stack_limit(find_stack_limit()), ident(static_cast<std::uint64_t>(pthread_self())),
      native_id(syscall(SYS_gettid)), handle(pthread_self()) {}

void OsThread::interrupt() {
    {
        Lock lock(mutex_);
        if (ThreadState* const state = current()) state->interpreter.state().want(Want::Interrupt);
    }
    wait_parker.cancel();
}

// The thread is in the state that it sees, or about to leave it: the interpreter is still there.
void OsThread::interrupt_from_handler() {
    if (ThreadState* const state = current()) state->interpreter.state().want(Want::Interrupt);
    wait_parker.cancel();
}

ThreadState::ThreadState(Interpreter& owner, OsThread& runs_on)
    : interpreter(owner), os(&runs_on), thread(owner.state(), runs_on.stack_limit) {
    thread.runtime = this;
    thread.parker = &runs_on.wait_parker;
    owner.add_thread(*this);
}

void drop_locals(ThreadState& state) {
    while (LocalValues* const values = state.locals) {
        state.locals = values->next;
        release(reinterpret_cast<Object*>(values->dict));
        state.thread.heap().free_raw(values);
    }
}

void drop_locals_of(ThreadState& state, std::int64_t serial) {
    for (LocalValues** link = &state.locals; *link; link = &(*link)->next) {
        LocalValues* const values = *link;
        if (values->serial != serial) continue;
        *link = values->next;
        release(reinterpret_cast<Object*>(values->dict));
        state.thread.heap().free_raw(values);
        return;
    }
}

ThreadState::~ThreadState() {
    drop_locals(*this);
    interpreter.remove_thread(*this);
}

namespace {

// What the new thread is given; on the heap of the process, since no interpreter owns it.
struct Start {
    Interpreter& interpreter;
    ThreadBody body;
    bool daemon;
    InterpreterLock& lock; // counted: still needed when the interpreter is gone
};

void* thread_main(void* argument) {
    auto* const start = static_cast<Start*>(argument);
    Interpreter& interpreter = start->interpreter;
    InterpreterLock& lock = start->lock;
    OsThread os;
    lock.acquire(os.lock_parker, interpreter.state());
    {
        ThreadState state(interpreter, os);
        state.is_daemon = start->daemon;
        os.enter(&state);
        start->body.run_py(state.thread, start->body.argument);
        run_finalizers_py(state.thread);
        os.enter(nullptr);
        interpreter.thread_leaves(state);
    }
    // From here on the interpreter may be gone.
    lock.release();
    lock.release_count();
    delete start;
    return nullptr;
}

} // namespace

bool start_thread(Thread& t, const ThreadBody& body, std::size_t stack_size, bool daemon,
                  std::uint64_t* ident) {
    Interpreter& interpreter = state_of(t).interpreter;
    InterpreterLock& lock = interpreter.lock();
    auto* const start = new (std::nothrow) Start{interpreter, body, daemon, lock};
    if (!start) return false;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (stack_size != 0) pthread_attr_setstacksize(&attributes, stack_size);
    lock.retain();
    interpreter.thread_comes();
    pthread_t handle;
    // The thread cannot get further than the interpreter's lock, which we hold.
    const bool started = pthread_create(&handle, &attributes, thread_main, start) == 0;
    pthread_attr_destroy(&attributes);
    if (!started) {
        interpreter.thread_did_not_come();
        lock.release_count();
        delete start;
        return false;
    }
    *ident = static_cast<std::uint64_t>(handle);
    return true;
}

} // namespace islet
