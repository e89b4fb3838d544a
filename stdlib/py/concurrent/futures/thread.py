# SPDX-License-Identifier: MIT
"""
ThreadPoolExecutor: calls made by a pool of threads.

An executor and its workers share a crew, which holds the calls that wait. The workers do not refer to the
executor, so that it can be dropped; the crew is dismissed then, and the workers end when no call is left.
"""
import itertools
import threading
import types
import weakref
from collections import deque

from . import _base

# Threads of all pools with their crews. At the end of the interpreter the crews are dismissed and the threads
# waited for, before threading waits for threads that nobody would end.
_at_work = {}
_shutdown = False
_global_shutdown_lock = threading.Lock()


def _python_exit():
    global _shutdown
    with _global_shutdown_lock:
        _shutdown = True
        at_work = list(_at_work.items())
    for thread, crew in at_work:
        crew.dismiss()
    for thread, crew in at_work:
        thread.join()


threading._register_atexit(_python_exit)


class WorkerContext:
    """What one worker makes its calls with."""

    @classmethod
    def prepare(cls, initializer, initargs):
        """Returns what makes a context, and what makes a task of a call."""
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")

        def create_context():
            return cls(initializer, initargs)

        def resolve_task(fn, args, kwargs):
            return (fn, args, kwargs)

        return create_context, resolve_task

    def __init__(self, initializer, initargs):
        self.initializer = initializer
        self.initargs = initargs

    def initialize(self):
        if self.initializer is not None:
            self.initializer(*self.initargs)

    def finalize(self):
        pass

    def run(self, task):
        fn, args, kwargs = task
        return fn(*args, **kwargs)


class _WorkItem:
    """A call that was submitted, and the future for it."""

    def __init__(self, future, task):
        self.future = future
        self.task = task

    def run(self, ctx):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = ctx.run(self.task)
        except BaseException as error:
            self.future.set_exception(error)
            # The traceback refers to this frame, and the frame to the future that has the exception.
            self = None
        else:
            self.future.set_result(result)

    __class_getitem__ = classmethod(types.GenericAlias)


class _Crew:
    """The calls that wait for a worker, and the workers that wait for a call.

    Each idle worker sleeps on a lock of its own, which whoever takes it out of
    `_sleepers` releases. No other lock is needed for that, so that a finalizer
    may dismiss the crew at any moment: both sides announce themselves first and
    then look for the other.
    """

    def __init__(self):
        self._items = deque()
        self._sleepers = deque()
        self._dismissed = False

    def put(self, item):
        """Adds a call. Returns False if no worker was idle."""
        self._items.append(item)
        return self._wake()

    def _wake(self):
        try:
            sleeper = self._sleepers.popleft()
        except IndexError:
            return False
        sleeper.release()
        return True

    def take(self):
        """The next call; waits for one. None if there is none and the crew is dismissed."""
        while True:
            try:
                return self._items.popleft()
            except IndexError:
                if self._dismissed:
                    return None
            sleeper = threading.Lock()
            sleeper.acquire()
            self._sleepers.append(sleeper)
            if not self._items and not self._dismissed:
                sleeper.acquire()
                continue
            try:
                self._sleepers.remove(sleeper)
            except ValueError:
                # Woken already, by what the next round finds.
                pass

    def drain(self):
        """Yields the calls that wait, and takes them out."""
        while True:
            try:
                item = self._items.popleft()
            except IndexError:
                return
            yield item

    def dismiss(self):
        self._dismissed = True
        while self._wake():
            pass


def _worker(executor_reference, ctx, crew):
    try:
        try:
            ctx.initialize()
        except BaseException:
            _base._report("Exception in initializer:", exc_info=True)
            executor = executor_reference()
            if executor is not None:
                executor._initializer_failed()
            return
        try:
            while (item := crew.take()) is not None:
                item.run(ctx)
                # While the worker is idle nothing keeps the call and its result alive.
                del item
        except BaseException:
            _base._report("Exception in worker", exc_info=True)
        finally:
            ctx.finalize()
    finally:
        _at_work.pop(threading.current_thread(), None)


def _default_workers():
    """More than there are processors, as calls often wait for something; not too many on a large machine."""
    import os
    return min(32, (os.process_cpu_count() or 1) + 4)


class BrokenThreadPool(_base.BrokenExecutor):
    """
    Raised when a worker thread in a ThreadPoolExecutor failed initializing.
    """


class ThreadPoolExecutor(_base.Executor):
    """An executor that makes its calls in a pool of at most `max_workers` threads."""

    BROKEN = BrokenThreadPool

    # Numbers the pools that were given no name.
    _counter = itertools.count().__next__

    @classmethod
    def prepare_context(cls, initializer, initargs):
        return WorkerContext.prepare(initializer, initargs)

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), **ctxkwargs):
        """Initializes a new ThreadPoolExecutor instance.

        The threads are named after `thread_name_prefix`; each calls
        `initializer` with `initargs` before its first call.
        """
        if max_workers is None:
            max_workers = _default_workers()
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._create_worker_context, self._resolve_work_item_task = type(self).prepare_context(
            initializer, initargs, **ctxkwargs)
        self._max_workers = max_workers
        self._crew = _Crew()
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{self._counter()}"

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock, _global_shutdown_lock:
            if self._broken:
                raise self.BROKEN(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _shutdown:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            item = _WorkItem(future, self._resolve_work_item_task(fn, args, kwargs))
            if not self._crew.put(item) and len(self._threads) < self._max_workers:
                self._start_worker()
            return future

    submit.__doc__ = _base.Executor.submit.__doc__

    def _start_worker(self):
        def dismiss(_, crew=self._crew):
            crew.dismiss()

        thread = threading.Thread(name=f"{self._thread_name_prefix or self}_{len(self._threads)}", target=_worker,
                                  args=(weakref.ref(self, dismiss), self._create_worker_context(), self._crew))
        _at_work[thread] = self._crew
        try:
            thread.start()
        except BaseException:
            del _at_work[thread]
            raise
        self._threads.add(thread)

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            for item in self._crew.drain():
                if item.future.set_running_or_notify_cancel():
                    item.future.set_exception(self.BROKEN(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                for item in self._crew.drain():
                    # No worker will meet the call, so those who wait are told here.
                    item.future.cancel()
                    item.future.set_running_or_notify_cancel()
            self._crew.dismiss()
        if wait:
            for thread in self._threads:
                thread.join()

    shutdown.__doc__ = _base.Executor.shutdown.__doc__
