# What can be called in another interpreter, with what, and what comes back.
import functools
import math
import operator
from concurrent import interpreters

counter = 0


def stateless(a, *b, c=None, **d):
    return a, b, d


def plain(value):
    return value


def counting(step):
    global counter
    counter += step
    return counter, __name__


def with_default(a, b=2):
    return a + b


class Spam:
    def __init__(self, value):
        self.value = value

    def method(self):
        self.value += 1
        return self.value

    @classmethod
    def of_class(cls):
        return cls.__name__, __name__

    def __call__(self, n):
        return self.value * n


def is_spam(x):
    return type(x) is Spam, x.value


def attempt(call, *args, **kwargs):
    try:
        print("->", call(*args, **kwargs))
    except interpreters.ExecutionFailed as error:
        print("failed:", error.excinfo.formatted)
    except Exception as error:
        print(type(error).__name__, error)
        if error.__cause__:
            print("   because", type(error.__cause__).__name__)


if __name__ == "__main__":
    there = interpreters.create()
    for value in (None, True, 5, -2**63, 2**70, 1.5, "text", "\udc80", b"bytes", (1, (2,)), [1, [2]], {"a": {1}},
                  1 + 2j, ..., range(3), frozenset((1,)), slice(1, 2), bytearray(b"x"), float("inf")):
        back = there.call(plain, value)
        print(repr(value) == repr(back), type(back).__name__, end="; ")
    print()
    same = there.call(plain, [1, 2])
    shared = [1]
    pair = there.call(plain, [shared, shared])
    print(pair[0] is pair[1], there.call(plain, (shared, shared))[0] is shared)
    cyclic = []
    cyclic.append(cyclic)
    back = there.call(plain, cyclic)
    print(back[0] is back)
    print(there.call(counting, 1), there.call(counting, 10), counter)
    attempt(there.call, with_default, 1)
    attempt(there.call, with_default, 1, b=5)
    attempt(there.call, len, "abc")
    attempt(there.call, math.factorial, 20)
    attempt(there.call, [3, 1].index, 1)
    attempt(there.call, "a".upper)
    attempt(there.call, operator.itemgetter(1), (5, 6))
    attempt(there.call, functools.partial(pow, 2), 5)
    attempt(there.call, int, "12")
    attempt(there.call, eval, "__name__")
    attempt(there.call, exec, "bound = 5")
    attempt(there.call, eval, "bound")
    spam = Spam(3)
    attempt(there.call, spam.method)
    print(spam.value)
    attempt(there.call, Spam.of_class)
    attempt(there.call, is_spam, spam)
    attempt(there.call, Spam, 1)
    attempt(there.call, lambda: 5)
    attempt(there.call, lambda: counter)
    attempt(there.call, lambda x=1: x)
    attempt(there.call, 5)
    attempt(there.call, plain)
    attempt(there.call, len, 5)
    attempt(there.call, plain, [lambda: counter])
    attempt(there.call, plain, x=1)
    attempt(there.call, globals)
    attempt(there.call)

    def failing():
        raise KeyError("missing")
    attempt(there.call, failing)

    def leaving():
        raise SystemExit(3)
    attempt(there.call, leaving)
    view = bytearray(b"shared")
    there.prepare_main(view=memoryview(view))
    there.exec("view[0] = 83")
    print(view)
    try:
        view.append(1)
    except BufferError as error:
        print(error)
    there.close()
