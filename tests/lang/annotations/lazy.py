# Annotations are evaluated when asked for, once, in their scope.
def noisy(name):
    print("evaluated", name)
    return name


def f(a: noisy("a"), b: noisy("b") = 1, *args: noisy("args"), c: noisy("c"), **kw: noisy("kw")) -> noisy("return"):
    local: noisy("local") = 5
    return local


print("defined")
print(f(1, c=2))
print(f.__annotations__)
print(f.__annotations__ is f.__annotations__)


class C:
    x: noisy("x")
    y: noisy("y") = 2

    def method(self, p: noisy("p")):
        self.attr: noisy("attr") = p


print("class defined", C.y)
print(C.__annotations__)
C().method(1)
print(C.method.__annotations__)


class Later:
    a: Undefined
    b: int


try:
    Later.__annotations__
except NameError as e:
    print(e)
Undefined = str
print(Later.__annotations__)


def scoped(kind):
    def inner(x: kind, y: list[kind]) -> kind | None:
        pass

    return inner


g = scoped(int)
print(g.__annotations__)


class Scope:
    T = "class T"

    def m(self, x: T):
        pass

    v: T


T = "global T"
print(Scope.m.__annotations__, Scope.__annotations__)
print(f.__annotate__.__name__, f.__annotate__(1), (lambda: 0).__annotations__, (lambda: 0).__annotate__)
for n in (2, 3, 4, 5, "x"):
    try:
        print(n, g.__annotate__(n))
    except (NotImplementedError, TypeError) as e:
        print(n, type(e).__name__, e)
f.__annotations__ = {"replaced": 1}
print(f.__annotations__, f.__annotate__)
g.__annotate__ = lambda format: {"made": format}
print(g.__annotations__)
for bad in (5, "x"):
    try:
        g.__annotate__ = bad
    except TypeError as e:
        print(e)
try:
    del g.__annotate__
except TypeError as e:
    print(e)


def bad_annotate(format):
    return 5


g.__annotate__ = bad_annotate
try:
    g.__annotations__
except TypeError as e:
    print(e)
del f.__annotations__
print(f.__annotations__)


class Conditional:
    if True:
        a: int
    else:
        b: str
    for i in range(2):
        c: float = i


print(Conditional.__annotations__)


class Child(C):
    z: int


print(Child.__annotations__, "__annotations__" in Child.__dict__, type("Empty", (C,), {}).__annotations__)
