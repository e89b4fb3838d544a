# Numbers at every border, conversions that lie, and texts of numbers that never end.
import math

borders = [0, 1, -1]
for bits in (7, 8, 15, 16, 31, 32, 46, 47, 48, 52, 53, 61, 62, 63, 64, 127, 128, 1024):
    borders += [2**bits - 1, 2**bits, 2**bits + 1, -(2**bits) - 1, -(2**bits), -(2**bits) + 1]
check = 0
for a in borders:
    assert int(str(a)) == a and int(hex(a), 16) == a and -(-a) == a and ~~a == a and a - a == 0 and a ^ a == 0
    assert a + 1 - 1 == a and (a << 5) >> 5 == a and a * 3 // 3 == a and abs(a) == max(a, -a)
    for b in borders:
        check = (check * 31 + hash(a + b) + hash(a - b) + hash(a * b) + hash(a & b) + hash(a | b) + (a < b) + (a == b)) % (2**61 - 1)
        if b:
            q, r = divmod(a, b)
            assert q * b + r == a and (0 <= r < b or b < r <= 0) and q == a // b and r == a % b
            check = (check * 31 + hash(q)) % (2**61 - 1)
print(check, len(borders))
floats = [0.0, -0.0, 1.0, -1.0, 0.5, 1e308, -1e308, 5e-324, 2.0**53, 2.0**63, -(2.0**63), 2.0**64, 1e19, float("inf"), float("-inf"), float("nan")]
out = 0
for f in floats:
    for g in floats + [2**53, 2**53 + 1, 2**63, 10**400, -(10**400), True]:
        out = out * 7 + (f < g) + 2 * (f == g) + 4 * (f > g)
        out %= 10**15
        for op in (lambda: f + g, lambda: f * g, lambda: f // g, lambda: f % g, lambda: f**g, lambda: divmod(f, g), lambda: int(f), lambda: round(f), lambda: math.floor(f), lambda: f == g):
            try:
                repr(op())
            except (ZeroDivisionError, OverflowError, ValueError):
                pass
print(out)
for n in (2**63, -(2**63) - 1, 2**64, 10**30):
    for source in ("[1, 2][n]", "'ab'[n]", "[1, 2][n:]", "[1, 2][:n]", "[1][::n]", "'a'.find('a', n)", "[1].index(1, n)", "range(5)[n]", "'%*d' % (n, 1)", "'a'.center(n)", "chr(n)", "bytes([n])", "[].insert(n, 1)", "[1].pop(n)", "'a'.split('a', n)", "'a'.replace('a', 'b', n)", "round(1.5, n)", 
                   "math.ldexp(1.0, n)", "1.5 ** n", "1 >> n", "bytearray()[n:n]", "'a'.expandtabs(n) == 'a'", "sum([n, 1.5])", "float(n) > 0", "hash(n) == hash(n)", "(n).to_bytes(4)", "'ab'.zfill(n)", "slice(n, n, n).indices(5)", "memoryview(b'ab')[n]", "'{}'.format(n)[:3]", "isinstance(n, int)"):
        try:
            print(source, n, eval(source), end="; ")
        except (IndexError, OverflowError, ValueError, TypeError, MemoryError) as e:
            print(source, n, type(e).__name__, end="; ")
    print()
for text in ("1" * 4000, "9" * 4300, "0" * 5000, "1_" * 1000 + "1", "0x" + "f" * 5000, "1e" + "9" * 1000, "0." + "0" * 5000 + "1", "1" * 400 + ".5e-399", "-" + "9" * 1000):
    for f in (int, float, lambda t: int(t, 0), lambda t: complex(t), lambda t: eval(t)):
        try:
            print(len(repr(f(text)) if not isinstance(f(text), int) else hex(f(text))), end=" ")
        except (ValueError, OverflowError, SyntaxError) as e:
            print(type(e).__name__, end=" ")
    print()
