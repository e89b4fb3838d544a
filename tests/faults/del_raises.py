# Finalizers that raise, recurse, resurrect, and run while exceptions are on their way.
import sys

sys.unraisablehook = lambda u: print("ignored:", type(u.exc_value).__name__)


class Raises:
    def __del__(self):
        raise ValueError


class Recurses:
    def __del__(self):
        Recurses.f(0)

    @staticmethod
    def f(n):
        Recurses.f(n + 1)


class Makes:
    count = 0

    def __del__(self):
        Makes.count += 1
        if Makes.count < 50:
            Makes()


class Deletes:
    def __init__(self):
        self.items = [Raises(), Raises()]

    def __del__(self):
        del self.items


Raises()
Recurses()
Makes()
print(Makes.count)
Deletes()


def during():
    r = Raises()
    raise KeyError("the real one")


try:
    during()
except KeyError as e:
    print("caught", e, e.__context__)
print("handler left")


def in_finally():
    try:
        return "value"
    finally:
        r = Raises()


print(in_finally())
lst = [Raises() for _ in range(3)]
lst.clear()
d = {i: Raises() for i in range(2)}
d.clear()
s = {Raises()}
s.clear()
t = (Raises(),)
del t


def gen():
    r = Raises()
    yield 1


g = gen()
next(g)
g.close()
x = Raises()
x = 5


class SysExit:
    def __del__(self):
        raise SystemExit(5)


SysExit()


class Interrupt:
    def __del__(self):
        raise KeyboardInterrupt


Interrupt()
sys.unraisablehook = lambda u: 1 / 0
print("end")
