# throw() into generators that have not started, are suspended, finished, or delegate; its three-argument form.
import sys


def deco(f):
    return f


@deco
def numbers(
    a=1,
):
    "A body that starts with try."

    try:
        yield 1
    except Exception as e:
        print("caught", repr(e))
        yield 2


def entries(e):
    t, found = e.__traceback__, []
    while t:
        found.append((t.tb_frame.f_code.co_name, t.tb_lineno))
        t = t.tb_next
    return found[1:]


for exc in (ValueError(1), StopIteration(2), GeneratorExit()):
    g = numbers()
    try:
        g.throw(exc)
    except BaseException as e:
        print(repr(e), entries(e), repr(e.__cause__), repr(e.__context__), g.gi_frame)
    try:
        next(g)
    except StopIteration as e:
        print(repr(e))
try:
    try:
        1 / 0
    except ZeroDivisionError:
        numbers().throw(KeyError(1))
except KeyError as e:
    print(repr(e.__context__))


async def waits():
    try:
        await 1
    except ValueError:
        print("not reached")


c = waits()
try:
    c.throw(ValueError(1))
except ValueError as e:
    print(entries(e))
try:
    c.throw(ValueError(1))
except RuntimeError as e:
    print(e)

for args in [(ValueError, 1), (ValueError, ValueError(2)), (ValueError, KeyError(3)), (ValueError, (4, 5)),
             (ValueError(6), 7), (LookupError, KeyError(8)), (1, 2, 3), ("a",), (int,), (ValueError, 1, None),
             (ValueError, None, 1), (None,), (ValueError(9), None, None)]:
    g = numbers()
    next(g)
    try:
        print(args, g.throw(*args))
    except BaseException as e:
        print(args, type(e).__name__, e)


class Source:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print("throw", args)
        return 9

    def close(self):
        print("close")


def delegating():
    yield from Source()


def outer():
    yield from delegating()


for make in (delegating, outer):
    g = make()
    next(g)
    print(g.throw(ValueError, "q"), g.throw(KeyError), g.throw(KeyError, None, None))
    print(type(g.throw(IndexError("r"))))
    g.close()
try:
    g.throw()
except TypeError as e:
    print(e)
try:
    g.throw(x=1)
except TypeError as e:
    print(e)
