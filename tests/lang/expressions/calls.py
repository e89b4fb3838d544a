# Calls: every way of passing arguments, order of evaluation, callables of every kind.
def show(*args, **kwargs):
    return args, kwargs


def t(x):
    print(x, end=" ")
    return x


print(show(), show(1), show(1, 2), show(a=1), show(1, b=2), show(*"ab"), show(**{"x": 1}))
print(show(1, *[2, 3], 4, *(5,), a=6, **{"b": 7}, c=8, **{}))
print(show(*range(3), *[], *{}), show(*(), **{}))
print(show(t(1), *t([2]), k=t(3), *t([4]), **t({"z": 5})))
print(show(x for x in range(3))[0][0].__class__.__name__, show((x for x in "a"), 1)[0][1])
print(show(a := 1, b := 2), a, b)
print(show(lambda: 1)[0][0](), show(1 if 0 else 2), show(not 1), show((1, 2)), show(*[[1]]))


class Callable:
    def __call__(self, *args, **kwargs):
        return "called", args, kwargs


c = Callable()
print(c(1, a=2), Callable()(*[3]), callable(c), callable(5))


class Meta(type):
    def __call__(cls, *args):
        return "meta", args


class M(metaclass=Meta):
    pass


print(M(1, 2))
print(show.__call__(1), int.__call__("5"), type.__call__(list, "ab"))
print("abc".upper(), str.upper("abc"), [3, 1].index(1), list.index([3, 1], 1), {}.get("x", 0))


class D(dict):
    def keys(self):
        print("keys asked", end=" ")
        return super().keys()


class Mapping:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(show(**D(a=1)), show(**Mapping()))
f = show
print(f(1)[0], (lambda *a, **k: (a, k))(1, x=2), (lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3))
print([f(i) for f in (str, float, bool, hex) for i in (0, 1)])


def curry(a):
    return lambda b: lambda c: (a, b, c)


print(curry(1)(2)(3))
many = show(*range(300))
print(len(many[0]), len(show(**{f"k{i}": i for i in range(300)})[1]))


def defaults(a, b=2, *args, c=3, **kw):
    return a, b, args, c, kw


print(defaults(1), defaults(1, 5), defaults(1, 5, 6), defaults(1, c=9), defaults(b=1, a=2), defaults(1, d=4))
print(show(**{"not an identifier": 1, "class": 2}))
