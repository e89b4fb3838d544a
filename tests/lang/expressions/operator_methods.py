# Binary operators through special methods: reflected forms, subclasses first, NotImplemented.
class A:
    def __init__(self, name="A"):
        self.name = name

    def __add__(self, other):
        print("A.add", end=" ")
        if isinstance(other, A):
            return f"{self.name}+{other.name}"
        return NotImplemented

    def __radd__(self, other):
        print("A.radd", end=" ")
        return f"{other}~{self.name}"

    def __mul__(self, other):
        return NotImplemented


class B(A):
    def __radd__(self, other):
        print("B.radd", end=" ")
        return "B first"


class Inherits(A):
    pass


class Reflect:
    def __rmul__(self, other):
        return ("rmul", type(other).__name__)

    def __rsub__(self, other):
        return "rsub"


print(A() + A("x"))
print(A() + B())
print(B() + A())
print(A() + Inherits("I"))
print(5 + A(), "s" + A(), [1] + A() if False else "skip")
print(A() * Reflect(), 3 * Reflect(), "s" * Reflect(), None * Reflect(), [] - Reflect())
for source in ("A() + 5", "A() * 5", "A() * A()", "A() - 1", "1 - A()", "A() @ A()", "-A()", "A() ** 2", "2 ** A()",
               "A() // A()", "divmod(A(), 1)", "A() << 1", "A() and 1" if False else "A() & 1", "abs(A())", "~A()"):
    try:
        print(source, eval(source))
    except TypeError as e:
        print(source, "->", e)


class N:
    __add__ = None

    def __sub__(self, other):
        raise TypeError("custom")


try:
    N() + 1
except TypeError as e:
    print(e)
try:
    N() - 1
except TypeError as e:
    print(e)


class I:
    def __init__(self):
        self.log = []

    def __iadd__(self, o):
        self.log.append(o)
        return self

    def __isub__(self, o):
        return NotImplemented

    def __sub__(self, o):
        return "fallback"


i = I()
i += 1
i += 2
print(i.log)
i -= 1
print(i)


class P:
    def __pow__(self, e, m=None):
        return ("pow", e, m)

    def __rpow__(self, b, m=None):
        return ("rpow", b, m)

    def __ipow__(self, e):
        return ("ipow", e)


p = P()
print(p**2, 2**p, pow(p, 2), pow(p, 2, 3), pow(2, p))
p **= 5
print(p)
for f in ("__add__", "__radd__", "__divmod__", "__pow__", "__lt__", "__eq__", "__and__"):
    print(f, getattr(5, f)("text"))
