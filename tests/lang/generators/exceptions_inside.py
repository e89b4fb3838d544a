# Exceptions and generators: contexts, handlers that span yields, sys.exception.
import sys


def inside_handler():
    try:
        raise ValueError("own")
    except ValueError:
        yield repr(sys.exception())
        yield repr(sys.exception())
    yield repr(sys.exception())


g = inside_handler()
try:
    raise KeyError("caller")
except KeyError:
    print(next(g), repr(sys.exception()))
    print(next(g), repr(sys.exception()))
    print(next(g), repr(sys.exception()))


def context():
    try:
        yield
    except KeyError as e:
        print("context", repr(e.__context__))
        raise TypeError("t")


g = context()
next(g)
try:
    try:
        raise ValueError("v")
    except ValueError:
        g.throw(KeyError("k"))
except TypeError as e:
    chain = []
    while e:
        chain.append(repr(e))
        e = e.__context__
    print(chain)


def finals(log):
    try:
        try:
            yield 1
        finally:
            log.append("a")
            yield 2
            log.append("b")
    finally:
        log.append("c")


log = []
g = finals(log)
print(next(g), next(g), list(g), log)
log.clear()
g = finals(log)
next(g)
print(g.throw(ValueError("kept")), log)
try:
    next(g)
except ValueError as e:
    print(e, log)


def with_cm():
    class CM:
        def __enter__(self):
            return self

        def __exit__(self, kind, *a):
            print("exit", kind and kind.__name__)
            return kind is ValueError

    with CM():
        yield 1
    yield 2


g = with_cm()
next(g)
print(g.throw(ValueError))
g = with_cm()
next(g)
g.close()


def reraise():
    try:
        1 / 0
    except ZeroDivisionError:
        yield "handling"
        raise


g = reraise()
print(next(g))
try:
    try:
        raise KeyError("other")
    except KeyError:
        next(g)
except ZeroDivisionError as e:
    print(repr(e), repr(e.__context__))


def retry(n):
    for i in range(n):
        try:
            yield i
        except Exception as e:
            print("failed", i, type(e).__name__)
        else:
            print("passed", i)


g = retry(3)
next(g)
g.throw(OSError)
next(g)
print(next(g, "end"))


def leaky():
    try:
        yield
    finally:
        print("finalized")


def use():
    g = leaky()
    next(g)


use()
print("after use")
