# def: parameters of every kind, defaults evaluated once, attributes.
def all_kinds(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(all_kinds(1, d=4))
print(all_kinds(1, 20, 30, 40, 50, d=4, f=6, a=7))
print(all_kinds(*[1, 2], c=3, **{"d": 4, "e": 50}))
print(all_kinds.__defaults__, all_kinds.__kwdefaults__, all_kinds.__code__.co_varnames)


def default(x=[]):
    x.append(len(x))
    return x


print(default(), default(), default([9]))
n = 1


def bound(x=n, *, y=n + 1):
    return x, y


n = 100
print(bound(), bound.__defaults__, bound.__kwdefaults__)
bound.__defaults__ = (7,)
bound.__kwdefaults__ = {"y": 8}
print(bound())
bound.__defaults__ = None
try:
    bound()
except TypeError as e:
    print(e)


def empty(): pass


print(empty(), empty.__name__, empty.__qualname__, empty.__module__, empty.__doc__)


def outer():
    def inner():
        pass

    return inner


print(outer().__qualname__)
empty.attribute = 5
print(empty.attribute, empty.__dict__)
empty.__name__ = "renamed"
empty.__qualname__ = "some.where"
print(empty.__name__, str(empty).split(" at ")[0])
for attribute, value in (("__name__", 5), ("__qualname__", 5), ("__defaults__", 5), ("__kwdefaults__", 5),
                         ("__code__", 5), ("__dict__", 5)):
    try:
        setattr(empty, attribute, value)
    except TypeError as e:
        print(e)


def annotated(a: int, *b: str, c: "x" = 1, **d: dict) -> float: ...


print(annotated.__annotations__)


def one(x): return x + 1


def two(x):
    return x * 2


empty.__code__ = two.__code__
print(empty(21))


def recursion(n):
    return 1 if n < 2 else n * recursion(n - 1)


print(recursion(20))


def order(a=print("default a"), b=print("default b")):
    return a, b


print(order())


def trailing(
    a,
    b=1,
    *,
    c=2,
):
    return a, b, c


print(trailing(0,))
