# raise: classes, instances, re-raise, from, and what may not be raised.
def attempt(f):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, e.args, "cause:", repr(e.__cause__), "context:", repr(e.__context__),
              "suppress:", e.__suppress_context__)


def raise_class():
    raise ValueError


def raise_instance():
    raise ValueError("a", 1)


def from_class():
    raise KeyError("k") from ValueError


def from_none():
    try:
        raise ValueError(1)
    except ValueError:
        raise TypeError(2) from None


def from_other():
    try:
        raise ValueError(1)
    except ValueError as e:
        raise TypeError(2) from e


def implicit():
    try:
        raise ValueError(1)
    except ValueError:
        raise TypeError(2)


def reraise():
    try:
        raise ValueError("again")
    except ValueError:
        raise


def not_exception():
    raise 5


def not_exception_class():
    raise int


def bad_cause():
    raise ValueError from 5


def nothing_active():
    raise


class Strange(Exception):
    def __new__(cls):
        return 3


def strange():
    raise Strange


class Broken(Exception):
    def __init__(self):
        raise RuntimeError("in init")


def broken():
    raise Broken


def needs_args():
    class Need(Exception):
        def __init__(self, a, b):
            pass

    raise Need


for f in (raise_class, raise_instance, from_class, from_none, from_other, implicit, reraise, not_exception,
          not_exception_class, bad_cause, nothing_active, strange, broken, needs_args):
    print(f.__name__, end=": ")
    attempt(f)
e = ValueError("same")
try:
    try:
        raise e
    except ValueError:
        raise e
except ValueError as caught:
    print(caught is e, caught.__context__)
