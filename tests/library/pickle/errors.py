# What cannot be pickled, and what is said about it: texts, notes, contexts.
import pickle
import sys


class P:
    pass


class R:
    def __init__(self, value):
        self.value = value

    def __reduce__(self):
        return self.value


class Slotted:
    __slots__ = ("a", "__b")


class NoReduce:
    def __getattribute__(self, name):
        raise AttributeError(name)


class Other:
    def __getattribute__(self, name):
        raise ValueError(name)


def f():
    pass


def outer():
    class Local:
        pass

    def g():
        pass

    return Local, g


Local, g = outer()
bad = lambda: 0
setattr(sys.modules["__main__"], "same_name", len)


def same_name():
    pass


lost = same_name
same_name = 5


def without_address(text):
    words = str(text).split(" at 0x")
    return words[0] + "".join(" at ADDRESS" + word.lstrip("0123456789abcdef") for word in words[1:])


def show(title, function):
    try:
        print(title, function())
    except BaseException as e:
        print(title, type(e), without_address(e), getattr(e, "__notes__", None), repr(e.__context__), e.__cause__)


OBJECTS = {
    "list": [bad], "dict": {"a": (1, bad)}, "set": {bad}, "frozenset": frozenset({g}), "instance": [Local()],
    "class": [[Local]], "tuple": (1, 2, 3, 4, bad), "key": {bad: 1}, "lost": lost, "type": P.__class__,
}
for name, value in OBJECTS.items():
    for protocol in (3, 5):
        show(name, lambda: pickle.dumps(value, protocol))

ANSWERS = [
    1, (), (1,), (1, 2, 3, 4, 5, 6, 7), (1, ()), (int, 1), (int, (), None, 1), (int, (), None, None, 1),
    (int, (), None, None, None, 1), (bad, ()), (int, (bad,)), (int, (), bad),
    (int, (), 1, None, None, bad), (int, (), bad, None, None, f), "nosuch", "R.x", "f",
]
for number, value in enumerate(ANSWERS):
    show(number, lambda: pickle.dumps(R(value)))
for make in (lambda: iter([bad]), lambda: iter([1, bad])):
    show("items", lambda: pickle.dumps(R((list, (), None, make()))))
for pairs in ([(1, bad)], [(bad, 1)], [1], [(1,)]):
    show("pairs", lambda: pickle.dumps(R((dict, (), None, None, iter(pairs)))))

import copyreg

CREATIONS = [
    (copyreg.__newobj__, ()), (copyreg.__newobj__, (1,)), (copyreg.__newobj__, (P,)), (copyreg.__newobj__, (R, bad)),
    (copyreg.__newobj_ex__, (1,)), (copyreg.__newobj_ex__, (1, 2, 3)), (copyreg.__newobj_ex__, (R, 2, 3)),
    (copyreg.__newobj_ex__, (R, (), 3)), (copyreg.__newobj_ex__, (R, (bad,), {})),
    (copyreg.__newobj_ex__, (R, (), {"a": bad})), (copyreg.__newobj_ex__, (P, (), {})),
    (copyreg.__newobj_ex__, (Local, (), {})),
]
for number, value in enumerate(CREATIONS):
    show(("new", number), lambda: pickle.dumps(R(value)))

for value in (sys, (x for x in ()), f.__code__, memoryview(b"a"), P.__dict__, {}.keys(), NoReduce(), Other()):
    show(type(value).__name__, lambda: pickle.dumps(value))

p = P()
p.x = bad
show("state", lambda: pickle.dumps(p))
slotted = Slotted()
slotted.a = 1
for protocol in range(3):
    show("slots", lambda: pickle.dumps(slotted, protocol))

for module in ("nosuch", 5, "", "x.y", "sys"):
    g.__module__ = module
    g.__qualname__ = "g"
    show(module, lambda: pickle.dumps(g))
g.__module__ = "__main__"
for name in ("a", "a.b", "P.q", "", ".", "P.", "f", "<locals>", "\u00e9"):
    g.__qualname__ = name
    show(name, lambda: pickle.dumps(g))
    show(name, lambda: pickle.dumps(g, 0))

show("protocol", lambda: pickle.dumps(1, 6))
show("protocol", lambda: pickle.dumps(1, -1))
show("protocol", lambda: pickle.dumps(1, None))
show("protocol", lambda: pickle.dumps(1, "a"))
show("callback", lambda: pickle.dumps(1, 4, buffer_callback=print))
show("file", lambda: pickle.dump(1, 5))
show("file", lambda: pickle.Pickler(5))
show("file", lambda: pickle.load(5))
show("str", lambda: pickle.loads("abc"))
for error in (pickle.PickleError, pickle.PicklingError, pickle.UnpicklingError):
    print(error, error.__mro__)


class Changing(list):
    def __reduce__(self):
        target.append(1)
        return list, ()


target = [Changing()]
print(pickle.loads(pickle.dumps(target)))
table = {}


class Growing:
    def __reduce__(self):
        table[len(table)] = 1
        return int, ()


table["x"] = Growing()
table["y"] = 1
show("growing", lambda: pickle.dumps(table))


def deep(count):
    value = []
    for _ in range(count):
        value = [value]
    return value


show("deep", lambda: pickle.loads(pickle.dumps(deep(500))) == deep(500))
try:
    pickle.dumps(deep(10**6))
except RecursionError:
    print("too deep")
