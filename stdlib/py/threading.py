# SPDX-License-Identifier: MIT
"""Thread module emulating a subset of Java's threading model."""
import _thread
import sys as _sys
from _thread import (RLock as _CRLock, TIMEOUT_MAX, _count as _started_count, _get_main_thread_ident,
                     _is_main_interpreter, _local as local, _make_thread_handle, _ThreadHandle, allocate_lock as
                     _allocate_lock, daemon_threads_allowed as _daemon_threads_allowed, error as ThreadError,
                     get_ident, get_native_id, lock as Lock, set_name as _set_name, stack_size,
                     start_joinable_thread as _start_joinable_thread)
from time import monotonic as _time

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX",
           "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError",
           "Timer", "ThreadError", "setprofile", "settrace", "local", "stack_size", "excepthook",
           "ExceptHookArgs", "gettrace", "getprofile", "setprofile_all_threads", "settrace_all_threads",
           "get_native_id"]

# All threads by ident, and those that were started but do not run yet. Both are under _active_limbo_lock.
_active = {}
_limbo = {}
_active_limbo_lock = _CRLock()
_main_thread = None
_SHUTTING_DOWN = False
_threading_atexits = []
_profile_hook = None
_trace_hook = None
_last_number = 0
_last_dummy = 0


def _next_number():
    global _last_number
    _last_number += 1
    return _last_number


def RLock(*args, **kwargs):
    """Factory function that returns a new reentrant lock.

    A reentrant lock must be released by the thread that acquired it. Once a
    thread has acquired a reentrant lock, the same thread may acquire it again
    without blocking; the thread must release it once for each time it has
    acquired it.
    """
    if args or kwargs:
        import warnings
        warnings.warn("Passing arguments to RLock is deprecated and will be removed in 3.15", DeprecationWarning,
                      stacklevel=2)
    return _CRLock()


_RLock = RLock


def settrace(func):
    """Set a trace function for all threads started from the threading module."""
    global _trace_hook
    _trace_hook = func


def settrace_all_threads(func):
    """Set a trace function for all threads, those that run included as far as they are this one."""
    settrace(func)
    _sys.settrace(func)


def gettrace():
    """Get the trace function as set by threading.settrace()."""
    return _trace_hook


def setprofile(func):
    """Set a profile function for all threads started from the threading module."""
    global _profile_hook
    _profile_hook = func


def setprofile_all_threads(func):
    """Set a profile function for all threads, those that run included as far as they are this one."""
    setprofile(func)
    _sys.setprofile(func)


def getprofile():
    """Get the profiler function as set by threading.setprofile()."""
    return _profile_hook


class Condition:
    """Class that implements a condition variable.

    A condition variable allows one or more threads to wait until they are
    notified by another thread. Each waiter sleeps on a lock of its own, which
    notify() releases.
    """

    def __init__(self, lock=None):
        if lock is None:
            lock = _CRLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # A lock that is not reentrant has none of these; then one acquisition is all there is to save.
        if hasattr(lock, "_release_save"):
            self._release_save = lock._release_save
        if hasattr(lock, "_acquire_restore"):
            self._acquire_restore = lock._acquire_restore
        if hasattr(lock, "_is_owned"):
            self._is_owned = lock._is_owned
        self._waiters = []

    def _at_fork_reinit(self):
        self._lock._at_fork_reinit()
        self._waiters.clear()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, x):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Wait until notified or until a timeout occurs.

        The lock is let go meanwhile and taken again before the return. Gives
        False if the timeout passed first. RuntimeError if the calling thread
        does not hold the lock.
        """
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = _allocate_lock()
        waiter.acquire()
        self._waiters.append(waiter)
        saved = self._release_save()
        woken = False
        try:
            if timeout is None:
                woken = waiter.acquire()
            else:
                woken = waiter.acquire(True, timeout) if timeout > 0 else waiter.acquire(False)
            return woken
        finally:
            self._acquire_restore(saved)
            if not woken and waiter in self._waiters:
                self._waiters.remove(waiter)

    def wait_for(self, predicate, timeout=None):
        """Wait until a condition evaluates to True.

        `predicate` is called until it gives something true, which is returned,
        or until the timeout (seconds) has passed; then its last value is.
        """
        end = None
        result = predicate()
        while not result:
            if timeout is not None:
                if end is None:
                    end = _time() + timeout
                left = end - _time()
                if left <= 0:
                    break
                self.wait(left)
            else:
                self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up one or more threads waiting on this condition, if any."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        while n > 0 and self._waiters:
            self._waiters.pop(0).release()
            n -= 1

    def notify_all(self):
        """Wake up all threads waiting on this condition."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Wake up all threads waiting on this condition. Deprecated: use notify_all()."""
        _warn_renamed("notifyAll", "notify_all")
        self.notify_all()


def _warn_renamed(old, new, level=3):
    import warnings
    warnings.warn(f"{old}() is deprecated, use {new}() instead", DeprecationWarning, stacklevel=level)


class Semaphore:
    """This class implements semaphore objects.

    A semaphore holds a number: release() adds to it, acquire() takes one away
    and waits while there is none.
    """

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        """Acquire a semaphore, decrementing the internal counter by one. False: not within the timeout."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        end = None if timeout is None else _time() + timeout
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                left = None if end is None else end - _time()
                if left is not None and left <= 0:
                    return False
                self._cond.wait(left)
            self._value -= 1
            return True

    __enter__ = acquire

    def release(self, n=1):
        """Release a semaphore, incrementing the internal counter by one or more."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that may not be released more often than it was acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = self.__class__
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: "
                f"value={self._value}/{self._initial_value}>")

    def release(self, n=1):
        """Release a semaphore, incrementing the internal counter by one or more.

        ValueError if that would go beyond the initial value.
        """
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    """Class implementing event objects: a flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = self.__class__
        status = "set" if self._flag else "unset"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {status}>"

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def is_set(self):
        """Return true if and only if the internal flag is true."""
        return self._flag

    def isSet(self):
        """Return true if and only if the internal flag is true. Deprecated: use is_set()."""
        _warn_renamed("isSet", "is_set")
        return self.is_set()

    def set(self):
        """Set the internal flag to true and wake everybody who waits for it."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Reset the internal flag to false."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Block until the internal flag is true; False if the timeout (seconds) passed first."""
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """Implements a Barrier: `parties` threads wait for one another, again and again.

    _state is 0 while it fills, 1 while it empties, -1 while it is reset, -2
    when it is broken.
    """

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 0
        self._count = 0

    def __repr__(self):
        cls = self.__class__
        if self.broken:
            return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: broken>"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        """Wait for the barrier; gives the number of this thread, 0 to parties - 1, in order of arrival.

        The last to arrive runs the action. BrokenBarrierError if the barrier
        is reset or broken meanwhile, or the timeout passes.
        """
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._enter()
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._release()
                else:
                    self._wait(timeout)
                return index
            finally:
                self._count -= 1
                self._exit()

    def _enter(self):
        while self._state in (-1, 1):
            self._cond.wait()
        if self._state < 0:
            raise BrokenBarrierError
        assert self._state == 0

    def _release(self):
        try:
            if self._action:
                self._action()
            self._state = 1
            self._cond.notify_all()
        except:
            self._break()
            raise

    def _wait(self, timeout):
        if not self._cond.wait_for(lambda: self._state != 0, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state < 0:
            raise BrokenBarrierError
        assert self._state == 1

    def _exit(self):
        if self._count == 0 and self._state in (-1, 1):
            self._state = 0
            self._cond.notify_all()

    def reset(self):
        """Reset the barrier to the initial state; threads that wait get a BrokenBarrierError."""
        with self._cond:
            if self._count > 0:
                if self._state in (0, -2):
                    self._state = -1
            else:
                self._state = 0
            self._cond.notify_all()

    def abort(self):
        """Place the barrier into a 'broken' state."""
        with self._cond:
            self._break()

    def _break(self):
        self._state = -2
        self._cond.notify_all()

    @property
    def parties(self):
        """Return the number of threads required to trip the barrier."""
        return self._parties

    @property
    def n_waiting(self):
        """Return the number of threads currently waiting at the barrier."""
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        """Return True if the barrier is in a broken state."""
        return self._state == -2


class ExceptHookArgs(tuple):
    """ExceptHookArgs

Type used to pass arguments to threading.excepthook."""
    __slots__ = ()
    __module__ = "_thread"
    __qualname__ = "_ExceptHookArgs"
    __match_args__ = ("exc_type", "exc_value", "exc_traceback", "thread")
    n_fields = n_sequence_fields = 4
    n_unnamed_fields = 0

    def __new__(cls, sequence):
        if not hasattr(sequence, "__iter__"):
            raise TypeError("constructor requires a sequence")
        self = tuple.__new__(cls, sequence)
        if len(self) != 4:
            raise TypeError(f"_thread._ExceptHookArgs() takes a 4-sequence ({len(self)}-sequence given)")
        return self

    exc_type = property(lambda self: self[0], doc="Exception type")
    exc_value = property(lambda self: self[1], doc="Exception value")
    exc_traceback = property(lambda self: self[2], doc="Exception traceback")
    thread = property(lambda self: self[3], doc="Thread")

    def __repr__(self):
        fields = ", ".join(f"{name}={value!r}" for name, value in zip(self.__match_args__, self))
        return f"_thread._ExceptHookArgs({fields})"


ExceptHookArgs.__name__ = "_ExceptHookArgs"


def excepthook(args, /):
    """Handle uncaught Thread.run() exception."""
    if args.exc_type == SystemExit:
        return
    stderr = _sys.stderr
    thread = args.thread
    if stderr is None:
        stderr = getattr(thread, "_stderr", None)
        if stderr is None:
            return
    name = thread.name if thread is not None else get_ident()
    print(f"Exception in thread {name}:", file=stderr)
    _sys.__excepthook__(args.exc_type, args.exc_value, args.exc_traceback)


__excepthook__ = excepthook


def _call_excepthook(thread):
    """Hands the exception that is being handled to the hook; what the hook raises goes to sys.excepthook."""
    args = ExceptHookArgs((*_sys.exc_info(), thread))
    try:
        hook = excepthook
        if hook is None:
            hook = __excepthook__
        hook(args)
    except Exception as error:
        print("Exception in threading.excepthook:", file=_sys.stderr)
        _sys.excepthook(type(error), error, error.__traceback__)
    finally:
        args = None


class Thread:
    """A class that represents a thread of control.

    Either pass a callable as `target`, or override run() in a subclass.
    """

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None):
        assert group is None, "group argument must be None for now"
        if kwargs is None:
            kwargs = {}
        if name:
            name = str(name)
        else:
            name = f"Thread-{_next_number()}"
            target_name = getattr(target, "__name__", None) if target is not None else None
            if target_name is not None:
                name += f" ({target_name})"
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = kwargs
        if daemon is not None:
            if daemon and not _daemon_threads_allowed():
                raise RuntimeError("daemon threads are disabled in this (sub)interpreter")
            self._daemonic = daemon
        else:
            self._daemonic = current_thread().daemon
        self._context = context
        self._ident = None
        self._native_id = None
        self._os_thread_handle = _ThreadHandle()
        self._started = Event()
        self._initialized = True
        self._stderr = _sys.stderr

    def _set_ident(self):
        self._ident = get_ident()

    def _set_native_id(self):
        self._native_id = get_native_id()

    def _set_os_name(self):
        if self._name:
            try:
                _set_name(self._name)
            except OSError:
                pass

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started.is_set():
            status = "started"
        if self._os_thread_handle.is_done():
            status = "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self._name}, {status})>"

    def start(self):
        """Start the thread's activity: run() is called in a new thread. Once for each object."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            _start_joinable_thread(self._bootstrap, handle=self._os_thread_handle, daemon=self.daemon)
        except Exception:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        """Method representing the thread's activity; calls the target."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # The thread may be one of what these refer to.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        try:
            self._bootstrap_inner()
        except:
            if self._daemonic and _sys is None:
                return
            raise

    def _bootstrap_inner(self):
        try:
            self._set_ident()
            self._set_native_id()
            self._set_os_name()
            with _active_limbo_lock:
                self._started.set()
                _active[self._ident] = self
                del _limbo[self]
            if _trace_hook:
                _sys.settrace(_trace_hook)
            if _profile_hook:
                _sys.setprofile(_profile_hook)
            try:
                if self._context is None:
                    self.run()
                else:
                    self._context.run(self.run)
            except:
                _call_excepthook(self)
        finally:
            self._delete()

    def _delete(self):
        with _active_limbo_lock:
            _active.pop(get_ident(), None)

    def join(self, timeout=None):
        """Wait until the thread terminates, or until the timeout (seconds) has passed."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None:
            timeout = max(timeout, 0)
        self._os_thread_handle.join(timeout)

    @property
    def name(self):
        """A string used for identification purposes only."""
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)
        if get_ident() == self._ident:
            self._set_os_name()

    @property
    def ident(self):
        """Thread identifier of this thread or None if it has not been started."""
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        """Native integral thread ID of this thread, or None if it has not been started."""
        assert self._initialized, "Thread.__init__() not called"
        return self._native_id

    def is_alive(self):
        """Return whether the thread is alive."""
        assert self._initialized, "Thread.__init__() not called"
        return self._started.is_set() and not self._os_thread_handle.is_done()

    @property
    def daemon(self):
        """A boolean value indicating whether this thread is a daemon thread."""
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if daemonic and not _daemon_threads_allowed():
            raise RuntimeError("daemon threads are disabled in this interpreter")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        """Return whether this thread is a daemon. Deprecated: use the daemon attribute."""
        _warn_attribute("isDaemon", "get the daemon attribute")
        return self.daemon

    def setDaemon(self, daemonic):
        """Set whether this thread is a daemon. Deprecated: use the daemon attribute."""
        _warn_attribute("setDaemon", "set the daemon attribute")
        self.daemon = daemonic

    def getName(self):
        """Return the name. Deprecated: use the name attribute."""
        _warn_attribute("getName", "get the name attribute")
        return self.name

    def setName(self, name):
        """Set the name. Deprecated: use the name attribute."""
        _warn_attribute("setName", "set the name attribute")
        self.name = name


def _warn_attribute(old, what):
    import warnings
    warnings.warn(f"{old}() is deprecated, {what} instead", DeprecationWarning, stacklevel=3)


class Timer(Thread):
    """Call a function after a specified number of seconds, unless cancel() is called first."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it hasn't finished yet."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


def _adopt(thread):
    """Makes the object stand for the thread that calls, which this module did not start."""
    thread._started.set()
    thread._set_ident()
    thread._set_native_id()
    thread._os_thread_handle = _make_thread_handle(thread._ident)
    with _active_limbo_lock:
        _active[thread._ident] = thread


class _MainThread(Thread):
    """The thread that runs the main program."""

    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        _adopt(self)
        # Imported in a thread that is not the main one, this module still has a main thread.
        if _is_main_interpreter() and self._ident != _get_main_thread_ident():
            with _active_limbo_lock:
                del _active[self._ident]
            self._ident = _get_main_thread_ident()
            self._native_id = None
            self._os_thread_handle = _make_thread_handle(self._ident)
            with _active_limbo_lock:
                _active[self._ident] = self


class _DummyThread(Thread):
    """A thread of somebody else, as current_thread() gives it. It cannot be waited for."""

    def __init__(self):
        global _last_dummy
        _last_dummy += 1
        Thread.__init__(self, name=f"Dummy-{_last_dummy}", daemon=_daemon_threads_allowed())
        _adopt(self)

    def is_alive(self):
        if not self._os_thread_handle.is_done() and self._started.is_set():
            return True
        raise RuntimeError("thread is not alive")

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")


def current_thread():
    """Return the current Thread object, corresponding to the caller's thread of control."""
    thread = _active.get(get_ident())
    if thread is None:
        thread = _DummyThread()
    return thread


def currentThread():
    """Return the current Thread object. Deprecated: use current_thread()."""
    _warn_renamed("currentThread", "current_thread")
    return current_thread()


def active_count():
    """Return the number of Thread objects currently alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Return the number of Thread objects currently alive. Deprecated: use active_count()."""
    _warn_renamed("activeCount", "active_count")
    return active_count()


def enumerate():
    """Return a list of all Thread objects currently alive."""
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


def main_thread():
    """Return the main thread object."""
    return _main_thread


def _register_atexit(func, *arg, **kwargs):
    """Has `func` called before the threads are waited for at the end of the interpreter."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _threading_atexits.append(lambda: func(*arg, **kwargs))


def _shutdown():
    """Waits for all threads but daemons. The interpreter calls this when it ends."""
    global _SHUTTING_DOWN
    if _main_thread._os_thread_handle.is_done() and _is_main_interpreter():
        return
    _SHUTTING_DOWN = True
    for call in reversed(_threading_atexits):
        call()
    _main_thread._os_thread_handle._set_done()
    me = get_ident()
    while True:
        with _active_limbo_lock:
            waiting = [thread for thread in (*_active.values(), *_limbo.values())
                       if not thread.daemon and thread is not _main_thread and thread.ident != me
                       and not isinstance(thread, _DummyThread) and not thread._os_thread_handle.is_done()]
        if not waiting:
            break
        for thread in waiting:
            thread._started.wait()
            thread._os_thread_handle.join()


def _after_fork():
    """In the child of a fork only the thread that forked is left."""
    global _main_thread, _active_limbo_lock
    _active_limbo_lock = _CRLock()
    current = _active.get(get_ident())
    if current is None:
        current = _MainThread()
    _main_thread = current
    _active.clear()
    _limbo.clear()
    current._set_ident()
    current._set_native_id()
    _active[current._ident] = current


_main_thread = _MainThread()
