# property: getter, setter, deleter, docs, copies, inheritance, messages.
class C:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        """the x"""
        return self._x

    @x.setter
    def x(self, value):
        print("setting", value)
        self._x = value

    @x.deleter
    def x(self):
        print("deleting")
        self._x = None

    @property
    def readonly(self):
        return "ro"

    writeonly = property(None, lambda self, v: print("wrote", v))
    nothing = property()
    old = property(lambda self: "old get", doc="given doc")


c = C()
print(c.x, C.x.__doc__, C.old.__doc__, type(C.x).__name__, C.x.fget.__name__, C.x.fset is not None, C.nothing.fget)
c.x = 5
print(c.x)
del c.x
print(c.x, c.readonly, c.old)
c.writeonly = 9
for source in ("c.readonly = 1", "del c.readonly", "c.writeonly", "del c.writeonly", "c.nothing", "c.nothing = 1", "C.x.fget = 1",
               "c.readonly += 'x'"):
    try:
        exec(source)
    except AttributeError as e:
        print(source, "|", e)


class D(C):
    @property
    def x(self):
        return f"derived {super().x}"

    @C.readonly.getter
    def readonly(self):
        return "new getter"


d = D()
print(d.x, d.readonly, D.x.fset)
try:
    d.x = 1
except AttributeError as e:
    print(e)


class E(C):
    @C.x.setter
    def x(self, v):
        print("E sets", v)


e = E()
e.x = 7
print(e.x, E.x.fget is C.x.fget)


class Raises:
    @property
    def p(self):
        raise AttributeError("inner problem")

    @property
    def q(self):
        raise ValueError("value problem")


for name in "pq":
    try:
        getattr(Raises(), name)
    except Exception as error:
        print(type(error).__name__, error)
print(getattr(Raises(), "p", "default"), hasattr(Raises(), "p"))
p = property(lambda s: 1)
print(p.__get__(c), p.__get__(None, C) is p, p.getter(len).fget is len, p.__isabstractmethod__, p.__name__ if hasattr(p, "__name__") else None)
try:
    p.__set__(c, 1)
except AttributeError as error:
    print(error)
p.__doc__ = "settable"
print(p.__doc__)
for args in ((1, 2, 3, 4, 5),):
    try:
        property(*args)
    except TypeError as error:
        print(error)


class Sub(property):
    """subclass of property"""

    def __get__(self, obj, owner=None):
        return ("sub", super().__get__(obj, owner))


class F:
    @Sub
    def v(self):
        "doc of v"
        return 3


print(F().v, F.__dict__["v"].__doc__)


class G:
    @property
    @classmethod
    def odd(cls):
        return cls

    @classmethod
    @property
    def cp(cls):
        return "cp"


try:
    G().odd
except TypeError as error:
    print(error)
print(type(G.cp).__name__)
