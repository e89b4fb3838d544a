# __new__ and __init__: order, arguments, returned types, singletons, immutable subclasses.
class A:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls)

    def __init__(self, x, y=1):
        print("init", x, y)
        self.x = x


a = A(1, y=2)
print(a.x)


class Other:
    def __new__(cls):
        return "not an instance"

    def __init__(self):
        print("never")


print(Other())


class Child(A):
    def __new__(cls, v):
        return A.__new__(cls, v, extra=True)

    def __init__(self, v):
        print("child init", v)


Child(5)


class Swap:
    def __new__(cls, make):
        return object.__new__(make)

    def __init__(self, make):
        print("swap init", type(self).__name__)


class SwapChild(Swap):
    pass


Swap(SwapChild)
Swap(Swap)
print(type(Swap.__new__(Swap, int if False else Swap)).__name__)


class Single:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance


print(Single() is Single())


class Inch(float):
    def __new__(cls, value, unit="in"):
        self = super().__new__(cls, value * 2.54)
        self.unit = unit
        return self


i = Inch(2)
print(i, i.unit, type(i + 1).__name__, isinstance(i, float))


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __init__(self, a, b):
        self.total = a + b


p = Pair(1, 2)
print(p, p.total, len(p), p == (1, 2))


class Word(str):
    def __new__(cls, text):
        return super().__new__(cls, text.title())


print(Word("hello world"), Word("x") + "y", type(Word("a").upper()).__name__)


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError as e:
    print(e)
for source in ("object(1)", "object(a=1)", "object.__new__()", "object.__new__(5)", "object.__new__(int)", "int.__new__(str)",
               "int.__new__(bool, 1)", "object.__new__(A, 1)", "object.__init__()", "object().__init__(1)", "A()",
               "type('T', (), {})(1)", "type('T', (), {'__init__': lambda s: None})(1)",
               "type('T', (), {'__new__': lambda c: object.__new__(c, 1)})()", "tuple.__new__(list)", "dict.__new__(5)"):
    try:
        print(source, eval(source))
    except TypeError as e:
        print(source, "|", e)


class NewOnly:
    def __new__(cls, x):
        self = object.__new__(cls)
        self.x = x
        return self


print(NewOnly(3).x)
print(A.__new__.__class__.__name__, A.__dict__["__new__"].__class__.__name__)
