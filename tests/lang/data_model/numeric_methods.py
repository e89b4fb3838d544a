# Emulating numbers: conversions, index, round, trunc, divmod, in-place forms.
class N:
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __complex__(self): return 7 + 1j
    def __index__(self): return 8
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __abs__(self): return "abs"
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __matmul__(self, o): return ("matmul", o)
    def __rmatmul__(self, o): return ("rmatmul", o)
    def __imatmul__(self, o): return ("imatmul", o)


import math

n = N()
print(int(n), float(n), complex(n), round(n), round(n, 2), round(n, None), math.trunc(n), math.floor(n), math.ceil(n), abs(n), -n, +n)
print(divmod(n, 1), divmod(1, n), n @ 1, 1 @ n, bin(n), hex(n), oct(n), "abcdefghij"[n], list(range(n))[-1], [0] * n, "ab" * n if 0 else "")
n @= 5
print(n)


class I:
    def __index__(self):
        return 3


i = I()
print(int(i), float(i), complex(i), [1, 2, 3, 4][i], "x" * i, i.__index__(), bytes(i), range(i), 5 .__lshift__(i) if 0 else 1 << 3, chr(I()) == "\x03")
print(math.sqrt(I()), hex(i), f"{3:{'>5'}}", "%d" % i, "%x" % i, pow(2, 3, 5), round(1.23456, i), int("11", i) if 0 else int("11", 3), slice(i).indices(10))


class Bad:
    def __init__(self, v):
        self.v = v

    def __int__(self): return self.v
    def __float__(self): return self.v
    def __complex__(self): return self.v
    def __index__(self): return self.v
    def __bool__(self): return self.v


for f in (int, float, complex, bin, bool):
    for v in ("text", None, 1.5, 2):
        try:
            print(f.__name__, repr(v), f(Bad(v)))
        except TypeError as e:
            print(f.__name__, repr(v), "|", e)


class FloatOnly:
    def __float__(self):
        return 2.5


class Trunc:
    def __trunc__(self):
        return 5


for f in (int, float, complex, round, math.floor, math.ceil, math.trunc, abs, bin, math.sqrt, range, chr, bool):
    try:
        print(f.__name__, f(FloatOnly()))
    except TypeError as e:
        print(f.__name__, "|", e)
try:
    print(int(Trunc()))
except TypeError as e:
    print(e)


class Acc:
    def __init__(self):
        self.log = []

    def record(name):
        def method(self, other):
            self.log.append(f"{name} {other}")
            return self
        return method

    for op in "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split():
        locals()[f"__i{op}__"] = record(op)
    del op, record


a = Acc()
a += 1; a -= 2; a *= 3; a /= 4; a //= 5; a %= 6; a **= 7; a <<= 8; a >>= 9; a &= 10; a |= 11; a ^= 12; a @= 13
print(a.log)


class Sub(int):
    def __add__(self, o): return Sub(int(self) + int(o))
    def __repr__(self): return f"Sub({int(self)})"


print(Sub(1) + 2, 1 + Sub(2), Sub(5) - 1, type(Sub(5) * 2).__name__, Sub(3) == 3, [10, 20, 30, 40][Sub(3)], -Sub(1), abs(Sub(-4)), sum([Sub(1), Sub(2)]))
