# __code__ of a function is replaced while the function runs, is suspended, or is about to be called again.
import sys


def replaced():
    first = [1, 2, 3]
    replaced.__code__ = (lambda: "new").__code__
    second = "text %s" % first
    sys._getframe()
    return second + "!"


print(replaced(), replaced())


def recursive(n):
    if n == 0:
        recursive.__code__ = (lambda n: ["other", n]).__code__
        return "bottom"
    return [n, recursive(n - 1), recursive(n - 1)]


print(recursive(3))


def many_times(n):
    for i in range(n):
        many_times.__code__ = compile("def f(n): return %d" % i, "<made>", "exec").co_consts[0]
    return "done " + str(n)


print(many_times(100), many_times(0))


def generator():
    yield 1
    generator.__code__ = (lambda: "not a generator").__code__
    yield "two"
    yield [3]


g = generator()
print(next(g), next(g), generator(), next(g), list(g))


def raises():
    raises.__code__ = (lambda: "calm").__code__
    raise ValueError("in the old code")


try:
    raises()
except ValueError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name, raises())


class C:
    def __init__(self):
        C.__init__.__code__ = (lambda self: None).__code__
        self.x = 5

    def method(self):
        C.method.__code__ = (lambda self: "new method").__code__
        return "old method"


print(C().x, hasattr(C(), "x"), C().method(), C().method())


def default():
    default.__code__ = (lambda: default).__code__
    return (lambda: default)()


print(default() is default, default() is default)
