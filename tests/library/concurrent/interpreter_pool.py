# InterpreterPoolExecutor: what crosses, what fails and how, initializers, the interpreters of the workers.
import sys
import threading
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor
from concurrent.futures.interpreter import BrokenInterpreterPool


def plain(text):
    """The text without addresses and numbers of futures."""
    words = []
    for word in text.split(" "):
        if word.startswith("0x"):
            word = "0x" + word.lstrip("0123456789abcdefx")
        words.append(word)
    return " ".join(words)


def show(call, *args, **kwargs):
    try:
        print(plain(str(call(*args, **kwargs))))
    except BaseException as error:
        summary = plain(str(error)).split("\n")[0]
        print(type(error).__module__, type(error).__qualname__, summary, "from", repr(error.__cause__))


class Mine(Exception):
    pass


class Locked:
    def __init__(self):
        self.lock = threading.Lock()

    def __repr__(self):
        return "<locked>"


def echo(*args, **kwargs):
    return args, kwargs


def current():
    from concurrent import interpreters
    return interpreters.get_current().id


def fail(*args):
    raise ValueError(*args)


def leave():
    raise SystemExit(3)


def fail_mine():
    import io
    import sys
    sys.stderr = io.StringIO()
    raise Mine("mine")


def set_mark(value):
    import sys
    sys.mark = value


def get_mark():
    import sys
    return sys.mark


def count():
    import sys
    sys.mark += 1
    return sys.mark


def thread_name():
    import threading
    return threading.current_thread() is threading.main_thread()


def main():
    print("-- construction")
    show(InterpreterPoolExecutor, 0)
    show(InterpreterPoolExecutor, 1, "", "print(1)")
    print(issubclass(InterpreterPoolExecutor, ThreadPoolExecutor), InterpreterPoolExecutor()._max_workers >= 5)
    print(BrokenInterpreterPool.__mro__[:3], InterpreterPoolExecutor.BROKEN is BrokenInterpreterPool)

    print("-- calls")
    with InterpreterPoolExecutor(1) as pool:
        print(pool.submit(echo, 1, [2], key={"a": (None, b"b")}).result())
        print(pool.submit(len, "abc").result(), pool.submit(lambda: "lambda").result())
        print(list(pool.map(pow, [2, 3, 4], [5, 6, 7])), list(pool.map(len, ["a", "bc"], buffersize=1)))
        print(pool.submit(current).result() == pool.submit(current).result() != interpreters.get_main().id)
        print(len(interpreters.list_all()))
        queue = interpreters.create_queue()
        pool.submit(queue.put, "through the queue").result()
        print(queue.get())
        print([thread.name.startswith("InterpreterPoolExecutor-") for thread in pool._threads])
    print(interpreters.list_all())
    show(pool.submit, len, "")

    print("-- failures")
    with InterpreterPoolExecutor(1) as pool:
        show(pool.submit(fail, "spam", 1).result)
        print(repr(pool.submit(fail, "spam").exception()))
        show(pool.submit(leave).result)
        show(pool.submit(5).result)
        show(pool.submit, "print(1)")
        show(pool.submit(fail_mine).result)
        show(pool.submit(echo, Locked()).result)
        print(pool.submit(echo, "still works").result())
        show(list, pool.map(divmod, [1, 1], [1, 0]))

    print("-- initializer")
    with InterpreterPoolExecutor(1, initializer=set_mark, initargs=(5,)) as pool:
        print(pool.submit(get_mark).result(), [pool.submit(count).result() for _ in range(3)])
    sys.stderr = None
    for initializer, args in ((fail, ("not ready",)), (5, ()), (set_mark, (Locked(),)), (leave, ())):
        with InterpreterPoolExecutor(1, initializer=initializer, initargs=args) as pool:
            future = pool.submit(len, "")
            show(future.result)
            show(pool.submit, len, "")
    sys.stderr = sys.__stderr__
    print(interpreters.list_all())

    print("-- several")
    with InterpreterPoolExecutor(3) as pool:
        gate, ready = interpreters.create_queue(), interpreters.create_queue()
        waiting = [pool.submit(meet, ready, gate) for _ in range(3)]
        for _ in waiting:
            ready.get()
        for _ in waiting:
            gate.put(None)
        print(len({future.result() for future in waiting}))
        called = []
        future = pool.submit(current)
        future.add_done_callback(lambda done: called.append(interpreters.get_current()))
        future.result()
    print(called)

    print("-- dropped, and left open at exit")
    pool = InterpreterPoolExecutor(1)
    pool.submit(current).result()
    threads = list(pool._threads)
    del pool
    threads[0].join(10)
    print(interpreters.list_all())
    global left_open
    left_open = InterpreterPoolExecutor(2)
    sys.stdout.flush()
    left_open.submit(print, "done at exit", flush=True)


def meet(ready, gate):
    from concurrent import interpreters
    ready.put(None)
    gate.get()
    return interpreters.get_current().id


if __name__ == "__main__":
    main()
