# __slots__: layout, missing dict, inheritance, conflicts, defaults refused.
class S:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = S()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"), S.a.__class__.__name__, S.__slots__, repr(S.a))
try:
    s.b
except AttributeError as e:
    print(e)
try:
    s.c = 1
except AttributeError as e:
    print(e)
s.b = 2
del s.b
try:
    del s.b
except AttributeError as e:
    print(e)
try:
    S.a.__get__(5, int)
except TypeError as e:
    print(e)
try:
    S.a.__set__(object(), 1)
except TypeError as e:
    print(e)


class Child(S):
    __slots__ = ("c",)


class WithDict(S):
    pass


c = Child()
c.c, c.b = 3, 2
print(c.a, c.b, c.c, hasattr(c, "__dict__"))
w = WithDict()
w.anything = 1
print(w.__dict__, w.a)


class Str:
    __slots__ = "single"


class Dict:
    __slots__ = {"x": "doc of x", "y": None}


class WithDictSlot:
    __slots__ = ("x", "__dict__")


class Weak:
    __slots__ = ("__weakref__",)


print(Str.__slots__, hasattr(Str, "single"), Dict.x.__doc__, Dict.y.__doc__)
d = WithDictSlot()
d.x, d.z = 1, 2
print(d.x, d.__dict__)
import weakref

weakref.ref(Weak())
try:
    weakref.ref(s)
except TypeError as e:
    print(e)
for source in ("class A:\n __slots__ = ('x',)\n x = 1", "class A:\n __slots__ = (1,)", "class A:\n __slots__ = ('a b',)",
               "class A:\n __slots__ = ('',)", "class A(int):\n __slots__ = ('x',)", "class A(tuple):\n __slots__ = ('x',)",
               "class A(tuple):\n __slots__ = ()", "class A:\n __slots__ = ('__dict__', '__dict__')", "class A:\n __slots__ = 5",
               "class A(WithDict):\n __slots__ = ('__dict__',)", "class A:\n __slots__ = ('x', 'x')", "class A(bytes):\n __slots__ = 'x'",
               "class A:\n __slots__ = b'x'", "class A:\n __slots__ = iter(['p', 'q'])", "class A(list):\n __slots__ = ('x',)"):
    try:
        exec(source)
        print(repr(source), "fine")
    except (TypeError, ValueError) as e:
        print(repr(source), "|", type(e).__name__, e)


class P:
    __slots__ = ("p",)


class Q:
    __slots__ = ("q",)


try:
    class PQ(P, Q):
        pass
except TypeError as e:
    print(e)


class Empty:
    __slots__ = ()


class PE(P, Empty):
    __slots__ = ()


print(PE.__mro__[1].__name__)


class Private:
    __slots__ = ("__x",)

    def __init__(self):
        self.__x = 5


print(Private()._Private__x, Private.__slots__)


class L(list):
    __slots__ = ("extra",)


l = L([1])
l.extra = 2
print(l, l.extra)


class Redefines(S):
    __slots__ = ("a",)


r = Redefines()
S.a.__set__(r, "hidden")
print(r.a, S.a.__get__(r))
print(sorted(n for n in dir(s) if len(n) == 1), S.__dict__.keys() & {"a", "b", "__dict__", "__weakref__"} == {"a", "b"})
try:
    s.__class__ = Child
except TypeError as e:
    print(e)
