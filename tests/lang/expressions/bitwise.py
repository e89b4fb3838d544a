# Shifts and bitwise operators: signs, sizes, bools, other types.
pairs = [(0b1100, 0b1010), (-1, 5), (-8, 3), (2**70 + 5, 2**65 - 1), (-(2**70), 2**69 + 7), (-(2**64), -(2**65) + 1)]
for a, b in pairs:
    print(a & b, a | b, a ^ b, ~a, ~b)
print(1 << 0, 1 << 46, 1 << 47, 1 << 48, 1 << 63, 1 << 64, 1 << 100, -1 << 70, 5 << 3, 0 << 10**6)
print(-1 >> 1, -5 >> 1, -5 >> 10, 5 >> 10, 2**100 >> 98, -(2**100) >> 98, -(2**100) - 1 >> 99, 1 >> 10**18)
print(0 << 10**30, 5 >> 10**30, -5 >> 10**30)
print(True & False, True | False, True ^ True, True & 3, 2 | True, type(True & True), type(True & 1), True << 3)
print({1, 2, 3} & {2, 3, 4}, {1} | {2}, {1, 2} ^ {2, 3}, {1, 2} - {2})
print({"a": 1} | {"b": 2}, {"a": 1, "b": 1} | {"a": 2})
print(int | str, int | None, (int | str) == (str | int))
for source in ("1 & 1.0", "'a' | 1", "1 << 'a'", "None ^ None", "~'a'", "~None", "1 << 1.0", "[] & []", "{} & {}",
               "{1} | [1]", "1 >> None", "2 ** 70 << -1", "{} | []", "1 | None"):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)


class B:
    def __and__(self, o): return ("and", o)
    def __rand__(self, o): return ("rand", o)
    def __or__(self, o): return ("or", o)
    def __ror__(self, o): return ("ror", o)
    def __xor__(self, o): return ("xor", o)
    def __rxor__(self, o): return ("rxor", o)
    def __lshift__(self, o): return ("lshift", o)
    def __rlshift__(self, o): return ("rlshift", o)
    def __rshift__(self, o): return ("rshift", o)
    def __rrshift__(self, o): return ("rrshift", o)
    def __invert__(self): return "invert"


x = B()
print(x & 1, 1 & x, x | 1, 1 | x, x ^ 1, 1 ^ x, x << 1, 1 << x, x >> 1, 1 >> x, ~x)
n = 0b1011_0110
print(n & -n, n & (n - 1), bin(n >> 2 & 0b111), n ^ n >> 1, (n << 8 | n) & 0xFFFF, ~n & 0xFF)
