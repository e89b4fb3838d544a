# SPDX-License-Identifier: MIT
"""
Futures, waiting for them, and what all executors have in common.

Every future has a condition; its state, result and lists change only while that is held. Whoever waits for several
futures leaves one waiter with each of them and sleeps on the waiter's event. A waiter's own lock is taken last, so
the conditions of two futures are never held at the same time.
"""
import threading
import time
import types
from collections import deque, namedtuple
from itertools import islice

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
_RETURN_CONDITIONS = (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED)

PENDING = "PENDING"
RUNNING = "RUNNING"
# cancel() was called, but those who wait have not heard of it: the executor tells them when it meets the task.
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_DONE = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)
_SETTLED = (CANCELLED_AND_NOTIFIED, FINISHED)
_IN_WORDS = {PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled", CANCELLED_AND_NOTIFIED: "cancelled",
             FINISHED: "finished"}


class Error(Exception):
    """Base class for all future-related exceptions."""


class CancelledError(Error):
    """The Future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """
    Raised when a executor has become non-functional after a severe failure.
    """


def _report(message, exc_info=False, level="critical"):
    """Logs a fault nobody can be told of otherwise, with the exception being handled if that is wanted.

    Where there is no logging it is printed as logging does for programs that did not configure it.
    """
    try:
        import logging
    except ImportError:
        logging = None
    if logging is not None:
        getattr(logging.getLogger("concurrent.futures"), level)("%s", message, exc_info=exc_info)
        return
    import sys
    if sys.stderr is None:
        return
    print(message, file=sys.stderr)
    if exc_info:
        import traceback
        traceback.print_exc()


class _Waiter:
    """Collects the futures of a set as they settle; its event says that there is enough to go on with."""

    def __init__(self, count, return_when):
        self.lock = threading.Lock()
        self.event = threading.Event()
        self.settled = []
        self._left = count
        self._at_once = return_when == FIRST_COMPLETED
        self._on_exception = return_when == FIRST_EXCEPTION
        if count == 0:
            self.event.set()

    def attach(self, future):
        with future._condition:
            if future._state in _SETTLED:
                self.note(future)
            else:
                future._waiters.append(self)

    def detach(self, future):
        with future._condition:
            if self in future._waiters:
                future._waiters.remove(self)

    def note(self, future):
        """Called once for each future, by whoever settles it, with its condition held."""
        with self.lock:
            self.settled.append(future)
            self._left -= 1
            if self._left == 0 or self._at_once or self._on_exception and future._exception is not None:
                self.event.set()

    def take(self):
        """What has settled since the last call."""
        with self.lock:
            settled, self.settled = self.settled, []
            self.event.clear()
        return settled


def as_completed(fs, timeout=None):
    """An iterator over the given futures that yields each as it completes.

    A future that is given twice is yielded once. TimeoutError if not all of
    them are done when `timeout` seconds have passed since the first was asked
    for.
    """
    end = None if timeout is None else timeout + time.monotonic()
    waiting = dict.fromkeys(fs)
    total = len(waiting)
    waiter = _Waiter(total, FIRST_COMPLETED)
    for future in waiting:
        waiter.attach(future)
    future = None
    try:
        while waiting:
            settled = waiter.take()
            settled.reverse()
            while settled:
                del waiting[settled[-1]]
                # No reference is kept: a result may be large.
                yield settled.pop()
            if not waiting or waiter.settled:
                continue
            left = None if end is None else end - time.monotonic()
            if left is not None and left < 0:
                raise TimeoutError(f"{len(waiting)} (of {total}) futures unfinished")
            waiter.event.wait(left)
    finally:
        for future in waiting:
            waiter.detach(future)


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for the futures in the given sequence to complete.

    `return_when` is FIRST_COMPLETED, FIRST_EXCEPTION (or all are done) or
    ALL_COMPLETED. Returns the set of the futures that are done and that of the
    others.
    """
    fs = set(fs)
    if return_when not in _RETURN_CONDITIONS and any(future._state not in _SETTLED for future in fs):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    waiter = _Waiter(len(fs), return_when)
    for future in fs:
        waiter.attach(future)
    try:
        waiter.event.wait(timeout)
    finally:
        for future in fs:
            waiter.detach(future)
    done = set(waiter.settled)
    return DoneAndNotDoneFutures(done, fs - done)


class Future:
    """Represents the result of an asynchronous computation."""

    def __init__(self):
        """Initializes the future. Should not be called by clients."""
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            outcome = ""
            if self._state == FINISHED:
                if self._exception is not None:
                    outcome = f" raised {self._exception.__class__.__name__}"
                else:
                    outcome = f" returned {self._result.__class__.__name__}"
            return f"<{self.__class__.__name__} at {id(self):#x} state={_IN_WORDS[self._state]}{outcome}>"

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            try:
                callback(self)
            except Exception:
                _report(f"exception calling callback for {self!r}", exc_info=True, level="error")

    def cancel(self):
        """Cancel the future if possible.

        Returns True if the future was cancelled, False otherwise. A future
        cannot be cancelled if it is running or has already completed.
        """
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Return True if the future was cancelled."""
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        """Return True if the future is currently executing."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Return True if the future was cancelled or finished executing."""
        with self._condition:
            return self._state in _DONE

    def add_done_callback(self, fn):
        """Have `fn` called with the future when it is done or cancelled; at once if it is already.

        Callbacks are called in the order in which they were added. What an
        Exception one of them raises is logged and otherwise ignored.
        """
        with self._condition:
            if self._state not in _DONE:
                self._done_callbacks.append(fn)
                return
        try:
            fn(self)
        except Exception:
            _report(f"exception calling callback for {self!r}", exc_info=True, level="error")

    def __get_result(self):
        if self._exception is None:
            return self._result
        try:
            raise self._exception
        finally:
            # The traceback refers to this frame: without this the exception would keep itself alive.
            self = None

    def _wait_until_done(self, timeout):
        """Called with the condition held; waits at most once, as nothing is done twice."""
        if self._state not in _DONE:
            self._condition.wait(timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        """Return the result of the call that the future represents, waiting for it if need be.

        Raises CancelledError if the future was cancelled, TimeoutError if it
        is not done within `timeout` seconds, and what the call raised.
        """
        try:
            with self._condition:
                self._wait_until_done(timeout)
                return self.__get_result()
        finally:
            self = None

    def exception(self, timeout=None):
        """Return the exception raised by the call that the future represents, or None if there was none.

        Waits for it, and raises CancelledError and TimeoutError, as result() does.
        """
        with self._condition:
            self._wait_until_done(timeout)
            return self._exception

    # The following are for executors and tests.
    def set_running_or_notify_cancel(self):
        """Mark the future as running, or tell those who wait that it was cancelled.

        Executors call this before they do the work; if it returns False the
        work must not be done. RuntimeError if it was called before, or
        if the future is done.
        """
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.note(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            _report(f"Future {id(self)} in unexpected state: {self._state}")
            raise RuntimeError("Future in unexpected state")

    def _settle(self, result, exception):
        with self._condition:
            if self._state in _DONE:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.note(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_result(self, result):
        """Sets the return value of work associated with the future."""
        self._settle(result, None)

    def set_exception(self, exception):
        """Sets the result of the future as being the given exception."""
        self._settle(None, exception)

    __class_getitem__ = classmethod(types.GenericAlias)


def _result_or_cancel(future, timeout=None):
    """The result of a future that is of no use to anybody if it does not come in time."""
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        del future


def _results(futures, end, submit_next):
    """Yields what the futures give, in their order; cancels those left when it is closed or one fails."""
    try:
        while futures:
            submit_next()
            if end is None:
                yield _result_or_cancel(futures.popleft())
            else:
                yield _result_or_cancel(futures.popleft(), end - time.monotonic())
    finally:
        for future in futures:
            future.cancel()


class Executor:
    """This is an abstract base class for concrete asynchronous executors."""

    def submit(self, fn, /, *args, **kwargs):
        """Schedules the call fn(*args, **kwargs) and returns a Future for it."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """Returns an iterator equivalent to map(fn, *iterables), with the calls made by the executor.

        `timeout` is the number of seconds all results may take; TimeoutError
        after that. `chunksize` matters to executors of processes only. With
        `buffersize` at most that many calls are under way ahead of the results
        taken; without it all are submitted at once.
        """
        if buffersize is not None and not isinstance(buffersize, int):
            raise TypeError("buffersize must be an integer or None")
        if buffersize is not None and buffersize < 1:
            raise ValueError("buffersize must be None or > 0")
        end = None if timeout is None else timeout + time.monotonic()
        calls = zip(*iterables)
        if buffersize is None:
            return _results(deque([self.submit(fn, *args) for args in calls]), end, lambda: None)

        futures = deque(self.submit(fn, *args) for args in islice(calls, buffersize))
        import weakref
        # The iterator must not keep the executor alive; when that has gone nothing more is submitted.
        reference = weakref.ref(self)

        def submit_next():
            executor = reference()
            if executor is not None:
                args = next(calls, None)
                if args is not None:
                    futures.append(executor.submit(fn, *args))

        return _results(futures, end, submit_next)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Clean-up the resources associated with the Executor.

        Nothing can be submitted afterwards. With `wait` it returns when all
        calls are done and the workers have ended; with `cancel_futures` the
        calls that have not begun are cancelled.
        """

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
