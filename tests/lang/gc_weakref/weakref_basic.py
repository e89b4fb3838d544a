# weakref.ref: calls, callbacks, equality, hashing, identity, which objects allow it.
import weakref


class C:
    def __init__(self, n=0):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, C) and self.n == other.n

    def __hash__(self):
        return self.n


c = C(5)
r = weakref.ref(c)
print(r() is c, weakref.ref(c) is r, type(r).__name__, weakref.getweakrefcount(c), weakref.getweakrefs(c)[0] is r, repr(r).split(" at ")[0], r.__callback__)
del c
print(r(), repr(r).split("; ")[1], weakref.getweakrefcount(5))
log = []
c = C(1)
r1 = weakref.ref(c, lambda ref: log.append(("first", ref() is None)))
r2 = weakref.ref(c, lambda ref: log.append(("second", ref is r2)))
print(r1 is r2, r1 == r2, r1.__callback__ is not None, weakref.getweakrefcount(c))
del c
print(log, r1.__callback__)
a, b = C(7), C(7)
ra, rb = weakref.ref(a), weakref.ref(b)
print(ra == rb, hash(ra) == hash(a), ra != rb, {ra: 1}[rb])
del a
print(ra == rb, ra == ra, hash(ra))
fresh = C(9)
rf = weakref.ref(fresh)
del fresh
try:
    hash(rf)
except TypeError as e:
    print(e)
for obj in (5, "s", None, (), [], {}, 1.5, object(), range(3), b"x", True, ...):
    try:
        weakref.ref(obj)
        print(type(obj).__name__, "allowed")
    except TypeError as e:
        print(e)
for obj in (set(), frozenset(), len, C, lambda: 0, weakref, (x for x in ()), type, C.__init__, memoryview(b""), ValueError(), weakref.ref(C)):
    try:
        weakref.ref(obj)
        print(type(obj).__name__, "allowed")
    except TypeError as e:
        print(e)


class L(list): pass
class D(dict): pass
class I(int): pass
class T(tuple): pass
class S(str): pass


for cls in (L, D, I, T, S):
    o = cls()
    try:
        print(cls.__name__, weakref.ref(o)() is o)
    except TypeError as e:
        print(e)
for source in ("weakref.ref()", "weakref.ref(C, 1, 2)", "weakref.ref(C)(1)", "weakref.ref(C, callback=5)", "weakref.ref(C).x = 1", "weakref.ref(C) < 1", "weakref.ref(C).__callback__ = 1"):
    try:
        exec(source)
        print(source, "ok")
    except (TypeError, AttributeError) as e:
        print(source, "|", type(e).__name__, e)


class Sub(weakref.ref):
    __slots__ = ("extra",)

    def __init__(self, ob, callback=None, extra=None):
        super().__init__(ob, callback)
        self.extra = extra

    def __new__(cls, ob, callback=None, extra=None):
        return super().__new__(cls, ob, callback)


keep = C(3)
s = Sub(keep, extra="e")
print(s() is keep, s.extra, Sub(keep) is s, isinstance(s, weakref.ref), weakref.ReferenceType is weakref.ref)


class Bad:
    pass


x = Bad()
rr = weakref.ref(x, lambda r: 1 / 0)
import sys

sys.unraisablehook = lambda u: print("unraisable", u.exc_value)
del x
print("after")
m = C(2)
bound = weakref.ref(m.__eq__)
print(bound())
