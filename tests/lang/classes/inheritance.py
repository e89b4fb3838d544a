# Inheritance: overriding, super, diamond, mro, isinstance, issubclass.
class A:
    def who(self):
        return ["A"]

    def only_a(self):
        return "only a"


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super().who()


d = D()
print(d.who(), [c.__name__ for c in D.__mro__], d.only_a(), D.mro() == list(D.__mro__))
print(isinstance(d, A), isinstance(d, (int, C)), issubclass(D, B), issubclass(B, C), issubclass(D, (str, A)), isinstance(D, type))
print(B.who(d), super(B, d).who(), super(D, d).who(), super(D, D).who(d))


class X: pass
class Y: pass
class XY(X, Y): pass
class YX(Y, X): pass


try:
    class Bad(XY, YX):
        pass
except TypeError as e:
    print(e)
try:
    class Bad2(A, B):
        pass
except TypeError as e:
    print(e)


class E(D, XY): pass


print([c.__name__ for c in E.__mro__], E.__bases__, E.__base__.__name__)
print([c.__name__ for c in A.__subclasses__()], sorted(c.__name__ for c in X.__subclasses__()))
for bad in ("isinstance(1, 1)", "isinstance(1, (int, 'x'))", "isinstance(1, (str, 1))", "issubclass(1, int)", "issubclass(int, 1)",
            "isinstance(1, [int])", "isinstance(1, int | str)", "issubclass(bool, int | str)", "isinstance(None, int | None)",
            "isinstance(1, ((str, (int,)),))", "isinstance([], list[int])", "issubclass(int, (float, (int,)))"):
    try:
        print(bad, eval(bad))
    except TypeError as e:
        print(bad, e)


class Base:
    def __init__(self, x):
        self.x = x

    def template(self):
        return f"{self.step()} {self.x}"

    def step(self):
        return "base step"


class Derived(Base):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y

    def step(self):
        return "derived step"


obj = Derived(1, 2)
print(obj.template(), obj.x, obj.y, Base.template(obj), vars(obj))
A.late = lambda self: "added late"
print(d.late())
B.__bases__ = (X, A)
print([c.__name__ for c in D.__mro__])
for bases in ((), (D,), 5, (5,)):
    try:
        B.__bases__ = bases
        print("set", bases)
    except TypeError as e:
        print(e)
print(type(d) is D, d.__class__ is D, D.__name__, D.__qualname__, D.__module__, D.__doc__)
D.__name__ = "Renamed"
print(D, type(d).__name__)
