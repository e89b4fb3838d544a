# Big integers: arithmetic identities, text in several bases, digit limit, bit operations.
import sys

a = 123456789012345678901234567890
b = 987654321098765432109876543210
print(a + b, a - b, a * b, b // a, b % a, divmod(-b, a), a**3, -a, abs(-b), a == a + 0, a < b, a & b, a | b, a ^ b, ~a)
print(a << 70, a >> 50, -a >> 50, (a << 200) >> 200 == a, a % 2, a // 10**20, a % 10**10, -a % 10**10, -a // 10**10)
f = 1
for i in range(1, 101):
    f *= i
print(f, f.bit_length(), str(f).count("0"))
fa, fb = 0, 1
for i in range(300):
    fa, fb = fb, fa + fb
print(fa)
print(pow(3, 1000, 10**20), pow(2, 10**6, 1000007), pow(a, b, 10**9 + 7), pow(7, -1, 13), pow(a, -1, 10**9 + 7), pow(-3, 5, 7), pow(3, 5, -7))
for args in ((2, -1, 4), (2, 3, 0), (0, -1, 5), (2.0, 2, 3), (2, 2, 3.0)):
    try:
        print(pow(*args))
    except (ValueError, TypeError) as e:
        print(args, type(e).__name__, e)
for n in (2**31, 2**32, 2**47, 2**48, 2**53, 2**62, 2**63, 2**64, 2**127, 2**128):
    for d in (-1, 0, 1):
        v = n + d
        assert int(str(v)) == v and int(hex(v), 16) == v and int(bin(v), 2) == v and int(oct(v), 8) == v
        assert (v * v) // v == v and (v * v + 1) % v == 1 and -(-v) == v and (v << 13) >> 13 == v
        assert (v + 1) * (v - 1) == v * v - 1 and divmod(-v, 7) == (-v // 7, -v % 7) and v ^ v == 0 and v & -v > 0
        print(v, hex(v), float(v), v.bit_length(), end="; ")
print()
x = 3**2000
y = 7**1500
print(len(str(x)), str(x)[:20], str(x)[-20:], len(str(x * y)), str(x * y)[:15], str(x * y)[-15:], (x * y) // x == y, (x * y + 5) % y)
q, r = divmod(x, y)
print(q * y + r == x, 0 <= r < y, len(str(q)), str(r)[:10], hex(x)[-20:], oct(x)[2:20], bin(x).count("1"))
print(x == 3**1999 * 3, x > y, x // 10**900, isinstance(x, int), hash(x) == hash(x + 0), hash(2**61 - 1), hash(2**200), x % 97)
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
for action in (lambda: str(10**4300), lambda: int("1" * 4301), lambda: repr(-(10**4300)), lambda: f"{10**4300}", lambda: "%d" % 10**4300, lambda: eval("1" * 4301),
               lambda: print(10**5000), lambda: int("1" * 4300) > 0, lambda: len(str(10**4299)), lambda: len(hex(10**5000)), lambda: int("f" * 5000, 16) > 0):
    try:
        print(action())
    except (ValueError, SyntaxError) as e:
        print(type(e).__name__, e)
sys.set_int_max_str_digits(0)
print(len(str(10**5000)), int("1" * 5000) % 1000)
sys.set_int_max_str_digits(640)
try:
    str(10**700)
except ValueError as e:
    print(e)
for bad in (639, -1, "x", 10**30):
    try:
        sys.set_int_max_str_digits(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
