# SPDX-License-Identifier: MIT
"""
InterpreterPoolExecutor: calls made by a pool of threads, each of which has an interpreter of its own.
"""
import sys
from concurrent import interpreters

from . import thread as _thread


def do_call(results, func, args, kwargs):
    """Makes the call, in the worker's interpreter; an exception is also put into `results`, to be raised as itself."""
    try:
        return func(*args, **kwargs)
    except BaseException as error:
        try:
            results.put(error)
        except interpreters.NotShareableError:
            import traceback
            print("exception is not shareable:", file=sys.stderr)
            traceback.print_exception(error)
            results.put(None)
        raise


class WorkerContext(_thread.WorkerContext):
    """One interpreter, and the queue on which it sends exceptions."""

    @classmethod
    def prepare(cls, initializer, initargs):
        def resolve_task(fn, args, kwargs):
            if isinstance(fn, str):
                raise TypeError("scripts not supported")
            return (fn, args, kwargs)

        initdata = None if initializer is None else resolve_task(initializer, initargs, {})

        def create_context():
            return cls(initdata)

        return create_context, resolve_task

    def __init__(self, initdata):
        self.initdata = initdata
        self.interp = None
        self.results = None

    def initialize(self):
        try:
            self.interp = interpreters.create()
            self.results = interpreters.create_queue()
            if self.initdata is not None:
                self.run(self.initdata)
        except BaseException:
            self.finalize()
            raise

    def finalize(self):
        interp, self.interp, self.results = self.interp, None, None
        if interp is not None:
            interp.close()

    def run(self, task):
        try:
            return self.interp.call(do_call, self.results, *task)
        except interpreters.ExecutionFailed as failure:
            exc = None if self.results.empty() else self.results.get_nowait()
            if exc is None or exc is interpreters._queues.UNBOUND:
                raise
            raise exc from failure


class BrokenInterpreterPool(_thread.BrokenThreadPool):
    """
    Raised when a worker thread in an InterpreterPoolExecutor failed initializing.
    """


class InterpreterPoolExecutor(_thread.ThreadPoolExecutor):
    """An executor that makes its calls in a pool of at most `max_workers` threads with an interpreter each."""

    BROKEN = BrokenInterpreterPool

    @classmethod
    def prepare_context(cls, initializer, initargs):
        return WorkerContext.prepare(initializer, initargs)

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        """Initializes a new InterpreterPoolExecutor instance.

        Each worker calls `initializer` with `initargs` in its interpreter
        before its first call.
        """
        thread_name_prefix = thread_name_prefix or f"InterpreterPoolExecutor-{self._counter()}"
        super().__init__(max_workers, thread_name_prefix, initializer, initargs)
