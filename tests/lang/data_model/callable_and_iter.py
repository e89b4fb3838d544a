# __call__, __iter__, __next__, iter with a sentinel, __index__ in slices, __instancecheck__.
# options: -Wignore
class Counter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n

    def __call__(self, *a, **k):
        self.n += 10
        return self.n, a, k


c = Counter(3)
print(list(c), list(c), c(1, x=2), next(c), next(c))
print(next(Counter(0), "default"))
try:
    next(Counter(0))
except StopIteration as e:
    print("stop", e.value)
values = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(values), 0)), list(values))
it = iter(Counter(2).__call__, (42, (), {}))
print(next(it)[0], next(it)[0], list(it)[:1])


def stops():
    raise StopIteration


print(list(iter(stops, None)))
for source in ("iter(5)", "iter(5, 1)", "next(5)", "next([])", "iter()", "next()", "iter(len)", "iter([], 1)", "next(iter([]))",
               "iter(type('A', (), {'__iter__': lambda s: 5})())", "iter(type('A', (), {'__iter__': 5})())",
               "Counter.__next__()", "5()", "c.n()", "iter(Counter)"):
    try:
        print(source, eval(source))
    except (TypeError, StopIteration) as e:
        print(source, "|", type(e).__name__, e)


class Instance:
    pass


i = Instance()
i.__call__ = lambda: "instance attribute"
i.__iter__ = lambda: iter([1])
i.__len__ = lambda: 5
for f in (lambda: i(), lambda: iter(i), lambda: len(i)):
    try:
        f()
    except TypeError as e:
        print(e)
Instance.__call__ = lambda self: "added to the class"
Instance.__len__ = lambda self: 9
print(i(), len(i), callable(i), callable(Instance), callable(Instance.__call__))
del Instance.__call__
print(callable(i))


class Deep:
    def __call__(self):
        return self

    def __getitem__(self, i):
        return self if i else "end"


print(Deep()()()()[1][1][0])


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == "magic"

    def __subclasscheck__(cls, other):
        return other is int


class M(metaclass=Meta):
    pass


print(isinstance("magic", M), isinstance(5, M), isinstance(M(), M), issubclass(int, M), issubclass(str, M), isinstance(5, (str, M)))


class Gen:
    def __iter__(self):
        yield 1
        yield 2


g = Gen()
print(list(g), list(g), [a + b for a in g for b in g], dict.fromkeys(g), tuple(g), set(g) == {1, 2}, sum(g), sorted(g, reverse=True))


class AttrIter:
    __iter__ = lambda self: iter(self.data)
    data = "xyz"


print(*AttrIter(), "y" in AttrIter(), list(enumerate(AttrIter(), 1)), dict(zip(AttrIter(), range(3))))
try:
    type("N", (), {"__next__": lambda s: 1})().__iter__
except AttributeError as e:
    print(e)
try:
    for x in type("N", (), {"__iter__": lambda s: s})():
        pass
except TypeError as e:
    print(e)
