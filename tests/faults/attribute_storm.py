# Classes and instances changed while caches remember them.
class A:
    x = "class x"

    def m(self):
        return "m1"


def get(o):
    return o.x


def call(o):
    return o.m()


a = A()
for i in range(200):
    get(a), call(a)
a.x = "instance x"
print(get(a))
del a.x
print(get(a))
A.m = lambda self: "m2"
print(call(a))
A.x = property(lambda self: "property x")
print(get(a))
A.__getattr__ = lambda self, n: f"getattr {n}"
del A.x
print(get(a))
A.__getattribute__ = lambda self, n: f"getattribute {n}" if n == "x" else object.__getattribute__(self, n)
print(get(a))
del A.__getattribute__, A.__getattr__


class B:
    def __init__(self):
        self.x = "B's x"

    def m(self):
        return "B.m"


for i in range(100):
    print(get(B()), call(B()), end="") if i == 50 else (get(B()), call(B()))
a.__class__ = B
print(call(a))
try:
    get(a)
except AttributeError as e:
    print(e)
objects = []
for i in range(300):
    o = B()
    setattr(o, f"attr{i}", i)
    for j in range(i % 7):
        setattr(o, f"extra{j}", j)
    objects.append(o)
print(sum(getattr(o, f"attr{i}") for i, o in enumerate(objects)), sum(len(vars(o)) for o in objects))
for i, o in enumerate(objects):
    delattr(o, f"attr{i}")
    o.x = i
print(sum(get(o) for o in objects))
o = B()
for i in range(2000):
    setattr(o, f"a{i}", i)
print(len(vars(o)), o.a1999, sum(getattr(o, f"a{i}") for i in range(2000)))
for i in range(0, 2000, 2):
    delattr(o, f"a{i}")
print(len(vars(o)), hasattr(o, "a0"), o.a1)
o.__dict__.clear()
print(vars(o), hasattr(o, "x"))
o.__dict__["x"] = "through the dict"
print(get(o))
vars(o)["y"] = 1
o.z = 2
print(sorted(vars(o)), o.y)
d = {"x": "given"}
o.__dict__ = d
d["late"] = 3
print(get(o), o.late)


class Base1:
    v = "base1"


class Base2:
    v = "base2"


class D(Base1):
    pass


def v(o):
    return o.v


obj = D()
for i in range(100):
    v(obj)
D.__bases__ = (Base2,)
print(v(obj))
Base2.v = "changed"
print(v(obj))
D.v = "own"
print(v(obj))
del D.v
print(v(obj))


def g():
    return name_that_moves


name_that_moves = "global"
for i in range(100):
    g()
import builtins

builtins.name_that_moves = "builtin"
print(g())
del name_that_moves
print(g())
name_that_moves = "back"
print(g())
del name_that_moves, builtins.name_that_moves
try:
    g()
except NameError as e:
    print(e)


def add(p, q):
    return p + q


print([add(p, q) for p, q in ((1, 2), (1.5, 2), ("a", "b"), ([1], [2]), (2**60, 2**60), (1, True), (b"x", b"y"), (1j, 2), ((1,), (2,)))] * 2 == [add(p, q) for _ in range(2) for p, q in ((1, 2), (1.5, 2), ("a", "b"), ([1], [2]), (2**60, 2**60), (1, True), (b"x", b"y"), (1j, 2), ((1,), (2,)))])
