# How exceptions find their handlers, and what each frame leaves behind.
import sys


def a(n):
    try:
        return b(n)
    except KeyError as e:
        return f"a handled {e!r}"
    finally:
        log.append(f"a{n}")


def b(n):
    try:
        return c(n)
    except IndexError as e:
        log.append("b")
        raise KeyError("from b") from e
    finally:
        log.append(f"bf{n}")


def c(n):
    if n == 0:
        return "ok"
    if n == 1:
        raise IndexError("one")
    if n == 2:
        raise KeyError("two")
    raise ValueError("three")


for n in range(4):
    log = []
    try:
        print(a(n), log)
    except ValueError as e:
        print("outside", repr(e), log)
print(sys.exception(), sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    print(repr(sys.exception()), sys.exc_info()[0].__name__)
    try:
        {}[1]
    except KeyError:
        print(repr(sys.exception()), repr(sys.exception().__context__))
    print(repr(sys.exception()))

    def inner():
        return repr(sys.exception())

    print(inner())
print(sys.exception())


def names(tb):
    while tb:
        yield tb.tb_frame.f_code.co_name
        tb = tb.tb_next


try:
    b(3)
except ValueError as e:
    print(list(names(e.__traceback__)))
try:
    b(1)
except KeyError as e:
    print(list(names(e.__traceback__)), list(names(e.__cause__.__traceback__)))
e = ValueError("reused")
for _ in range(2):
    try:
        raise e
    except ValueError as caught:
        print(len(list(names(caught.__traceback__))), caught.__context__)
try:
    raise e.with_traceback(None)
except ValueError as caught:
    print(len(list(names(caught.__traceback__))))


def recurse(n):
    try:
        if n:
            recurse(n - 1)
        else:
            raise ValueError("deep")
    finally:
        depth.append(n)


depth = []
try:
    recurse(5)
except ValueError:
    print(depth)


def cycle():
    try:
        raise ValueError("x")
    except ValueError as e:
        try:
            raise e
        except ValueError as f:
            return e is f, f.__context__


print(cycle())
try:
    try:
        raise KeyError("1")
    except KeyError as first:
        try:
            raise ValueError("2")
        except ValueError as second:
            raise first
except KeyError as e:
    print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
