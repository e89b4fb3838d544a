# Subclasses of int, float and complex: attributes, what operations return, hooks that the constructors ask.
class Number(int):
    def __new__(cls, value=0, label=None):
        self = super().__new__(cls, value)
        self.label = label
        return self

    def __repr__(self):
        return f"Number({int(self)}, {self.label!r})"


class Slotted(int):
    __slots__ = ()


class Text(int):
    def __str__(self):
        return "text"

    def __format__(self, spec):
        return f"<{spec}>"


class Real(float):
    kind = "real"


class Point(complex):
    def __repr__(self):
        return f"Point({self.real}, {self.imag})"


for value in (0, 1, -1, 2**47, -(2**47), 2**63, 10**40, -(10**40), True):
    n = Number(value, "x")
    n.extra = [value]
    assert n == value and hash(n) == hash(value) and n.extra == [value] and n.label == "x" and type(n) is Number
    assert type(n + 0) is int and type(-n) is int and type(+n) is int and type(abs(n)) is int and type(n.real) is int
    assert type(int(n)) is int and type(n.conjugate()) is int and type(n.__index__()) is int and type(round(n)) is int
    assert int(str(int(n))) == n and n.__getnewargs__() == (int(value),) and n.bit_length() == value.bit_length()
    assert {n: 1}[int(value)] == 1 and (n == float(value)) == (value == float(value)) and n <= value <= n
    assert n.to_bytes(20, "big", signed=True) == value.to_bytes(20, "big", signed=True)
    print(n, n + 1, n * 2, n.__dict__)
print(Slotted(7), Slotted(7) + 1, hasattr(Slotted(7), "__dict__"), Slotted.from_bytes(b"\x01\x00"), type(Slotted.from_bytes(b"\x01")))
try:
    Slotted(7).x = 1
except AttributeError as e:
    print("AttributeError", e)
t = Text(5)
print(t, f"{t}", f"{t:>4}", "%d" % t, "%s" % t, repr(t), str(t), format(t, "x"), t + 1)

r = Real(2.5)
r.note = "hi"
print(r, r + 1, type(r + 1), type(-r), type(+r), r.note, r.kind, r == 2.5, hash(r) == hash(2.5), type(r.real), r.hex())
print(type(Real.fromhex("0x1p1")), Real.from_number(3), type(Real.from_number(3)), Real("1e3"), Real(), round(r), r.__getnewargs__())
p = Point(1, 2)
p.note = "there"
print(p, p + 1, type(p * 2), p == 1 + 2j, hash(p) == hash(1 + 2j), p.note, type(p.conjugate()), complex(p), type(complex(p)))
print(type(Point.from_number(2)), Point("1+2j"), [p, p], type(p.__complex__()))


class Meters:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        return self.value

    def __index__(self):
        return self.value

    def __float__(self):
        return self.value + 0.5

    def __complex__(self):
        return complex(self.value, 1)


m = Meters(3)
print(int(m), float(m), complex(m), hex(m), [10, 11, 12, 13][m], "x" * m, range(m), bin(m), 10 .__round__(m), bytes(m), int("z", 36))


def attempt(action, *args):
    try:
        print(repr(action(*args)))
    except Exception as e:
        print(type(e).__name__, e)


class Wrong:
    def __int__(self):
        return "1"

    def __float__(self):
        return 1

    def __complex__(self):
        return 1.5

    def __index__(self):
        return 2.5


class Raises:
    def __int__(self):
        raise KeyError("int")

    def __float__(self):
        raise KeyError("float")

    def __index__(self):
        raise KeyError("index")


for cls in (int, float, complex, hex, range, Number, Real, Point):
    for obj in (Wrong(), Raises(), object(), None, [], "abc", b"12", bytearray(b"7"), "1_0", "\u0663", "", " 5 "):
        print(cls.__name__, type(obj).__name__, end=" ")
        attempt(cls, obj)


class Reflected(int):
    def __radd__(self, other):
        return ("radd", other)

    def __rmul__(self, other):
        return ("rmul", other)

    def __eq__(self, other):
        return ("eq", other)

    __hash__ = int.__hash__


class ReflectedFloat(float):
    def __rsub__(self, other):
        return ("rsub", other)

    def __rpow__(self, other, mod=None):
        return ("rpow", other, mod)


x = Reflected(3)
print(1 + x, 2 * x, x + 1, x * 2, 1 == x, x == 1, 1.5 + x, 10**30 + x, sum([1, x]), {3: "three"}.get(x))
y = ReflectedFloat(1.5)
print(1 - y, 2.0 - y, y - 1, 2**y, 2.0**y, 3j - y)
print(isinstance(x, int), issubclass(bool, int), int.__add__(x, 1), int.__radd__(x, 1), Reflected.mro())
