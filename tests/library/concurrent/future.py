# Futures by themselves: states, results, callbacks, and waiting for several of them.
import sys
import threading
from concurrent import futures
from concurrent.futures import (ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, Future, as_completed, wait)

sys.stderr = sys.stdout


def plain(text):
    """The text without addresses and numbers of futures."""
    words = []
    for word in text.split(" "):
        if word.startswith("0x"):
            word = "0x" + word.lstrip("0123456789abcdefx")
        words.append(word)
    return " ".join(words)


def text(value):
    return plain(str(value))


def show(call, *args, **kwargs):
    try:
        print(text(call(*args, **kwargs)))
    except BaseException as error:
        print(type(error).__module__, type(error).__qualname__, text(error), error.__cause__, error.__context__)


def done(value):
    future = Future()
    future.set_result(value)
    return future


def failed(error):
    future = Future()
    future.set_exception(error)
    return future


print("-- states")
future = Future()
print(text(future), future.done(), future.running(), future.cancelled())
print(future.set_running_or_notify_cancel(), text(future), future.running(), future.cancel())
show(future.result, 0.01)
show(future.exception, timeout=0)
future.set_result([1])
print(text(future), future.result(), future.exception(), future.done(), future.running(), future.cancel())
show(future.set_result, 2)
show(future.set_exception, ValueError())

future = failed(KeyError("k"))
print(text(future), repr(future.exception()))
show(future.result)
show(future.result, timeout=0)

future = Future()
print(future.cancel(), future.cancel(), text(future), future.cancelled(), future.done())
show(future.result)
show(future.exception)
print(future.set_running_or_notify_cancel(), text(future), future.cancel())
show(future.set_result, 1)
print(Future[int], [base.__name__ for base in futures.CancelledError.__mro__], futures.TimeoutError is TimeoutError)
print([base.__name__ for base in futures.BrokenExecutor.__mro__], [base.__name__ for base in
                                                                  futures.InvalidStateError.__mro__])

print("-- callbacks")
calls = []
future = Future()
for number in range(3):
    future.add_done_callback(lambda done, number=number: calls.append((number, done is future)))
future.set_result(1)
future.add_done_callback(lambda done: calls.append("late"))
print(calls)
future = Future()
future.add_done_callback(lambda done: print("cancelled:", done.cancelled()))
future.cancel()


class Interrupt(BaseException):
    pass


def interrupt(future):
    raise Interrupt


show(Future().add_done_callback, None)
future = Future()
future.add_done_callback(interrupt)
show(future.set_result, 1)
print(text(future))

print("-- wait")
one, two, bad = done(1), done(2), failed(ValueError("v"))
open_future = Future()
for condition in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
    result = wait([one, two, one], return_when=condition)
    print(condition, len(result.done), len(result.not_done), type(result).__name__)
    result = wait([one, open_future], timeout=0.01, return_when=condition)
    print(result.done == {one}, result.not_done == {open_future})
    result = wait([bad, open_future], timeout=0.01, return_when=condition)
    print(result.done == {bad}, result.not_done == {open_future})
print(wait([]), open_future._waiters)
show(wait, [one], return_when="now")
show(wait, [open_future], return_when="now")
cancelled = Future()
cancelled.cancel()
print(len(wait([cancelled], 0.01).done))
cancelled.set_running_or_notify_cancel()
print(len(wait([cancelled], 0.01).done))

later = Future()
timer = threading.Timer(0.02, later.set_result, (3,))
timer.start()
result = wait([later, open_future], return_when=FIRST_COMPLETED)
print(result.done == {later}, result.not_done == {open_future})
waiting = [Future() for _ in range(4)]


def settle():
    waiting[0].set_result(0)
    waiting[1].cancel()
    waiting[1].set_running_or_notify_cancel()
    waiting[2].set_exception(OSError("o"))


timer = threading.Timer(0.02, settle)
timer.start()
result = wait(waiting, return_when=FIRST_EXCEPTION)
print(len(result.done), len(result.not_done))
timer.join()

print("-- as_completed")
print(sorted(future.result() for future in as_completed([one, two, one])))
print(list(as_completed([])))
found = []
show(lambda: [found.append(future.result()) for future in as_completed([one, open_future, Future()], 0.01)])
print(found, open_future._waiters)
waiting = [Future() for _ in range(3)]
iterator = as_completed(waiting)
waiting[1].set_result("b")
print(next(iterator).result())
waiting[2].set_result("c")
print(next(iterator).result())
timer = threading.Timer(0.02, waiting[0].set_result, ("a",))
timer.start()
print(next(iterator).result(), next(iterator, "end"))

print("-- the module")
show(lambda: futures.nothing)
show(futures.Executor().submit, len)
print(futures.Executor().shutdown(), futures.Executor().__enter__().__class__.__name__)
