# Decorators: order, arguments, arbitrary expressions, on functions, classes and methods.
def deco(name):
    print("make", name)

    def apply(f):
        print("apply", name, f.__name__)

        def wrapper(*args, **kwargs):
            return (name, f(*args, **kwargs))

        wrapper.__name__ = f.__name__
        return wrapper

    return apply


@deco("outer")
@deco("inner")
def f(x):
    return x


print(f(1))


@lambda g: g
def plain():
    return "plain"


print(plain())
table = {"k": [lambda g: "replaced"]}


@table["k"][0]
def gone():
    pass


print(gone)


@(lambda cls: setattr(cls, "added", 1) or cls)
class C:
    @staticmethod
    def s(x):
        return "static", x

    @classmethod
    def c(cls, x):
        return cls.__name__, x

    @property
    def p(self):
        return "property"

    @p.setter
    def p(self, value):
        print("set", value)

    @deco("method")
    def m(self):
        return "method"


print(C.added, C.s(1), C.c(2), C().p, C().m())
C().p = 5


def count(cls):
    cls.count = 0
    original = cls.__init__

    def __init__(self, *args):
        cls.count += 1
        original(self, *args)

    cls.__init__ = __init__
    return cls


@count
class Counted:
    def __init__(self, v):
        self.v = v


print([Counted(i).v for i in range(3)], Counted.count)
try:
    @5
    def bad():
        pass
except TypeError as e:
    print(e)
print("bad" in globals())


def cached(g):
    memory = {}

    def inner(n):
        if n not in memory:
            memory[n] = g(n)
        return memory[n]

    return inner


@cached
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80))


@(w := deco("walrus"))
def walrus():
    return 0


print(walrus())


@deco("class")
class D:
    pass


print(D()[0])
