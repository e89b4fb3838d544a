# SPDX-License-Identifier: MIT
"""Execute computations asynchronously using threads or interpreters."""
from ._base import (ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, BrokenExecutor, CancelledError, Executor, Future,
                    InvalidStateError, TimeoutError, as_completed, wait)

__all__ = ["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError",
           "InvalidStateError", "BrokenExecutor", "Future", "Executor", "wait", "as_completed", "ThreadPoolExecutor",
           "InterpreterPoolExecutor"]


def __dir__():
    return __all__ + ["__doc__"]


# The pools are imported when they are first asked for: who only handles futures needs neither.
def __getattr__(name):
    global ThreadPoolExecutor, InterpreterPoolExecutor
    if name == "ThreadPoolExecutor":
        from .thread import ThreadPoolExecutor
        return ThreadPoolExecutor
    if name == "InterpreterPoolExecutor":
        from .interpreter import InterpreterPoolExecutor
        return InterpreterPoolExecutor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
