# Integer arithmetic: signs, floor division and modulo, powers, promotion to big.
values = (0, 1, -1, 7, -7, 3, -3, 2**31, -(2**47), 2**47, 2**63, -(2**64) - 1, 10**25)
for a in values:
    print(a, -a, +a, ~a, abs(a))
for a in (7, -7, 0, 2**70, -(2**70)):
    for b in (2, -2, 5, -5, 2**65, -(2**65)):
        q, r = divmod(a, b)
        assert q * b + r == a and (q, r) == (a // b, a % b)
        print(a, b, q, r, a + b, a - b, a * b)
print(2**0, 0**0, 2**10, (-2) ** 3, (-2) ** 4, 2**-1, (-2) ** -3, 2**100)
print(3**50 % 1000, pow(3, 50, 1000), 10**18 * 10**18)
for source in ("1 // 0", "1 % 0", "1 / 0", "0 ** -1", "divmod(1, 0)", "1 << -1", "1 >> -1", "2**70 // 0",
               "2**70 % 0", "2**70 / 0", "0.0 ** -1"):
    try:
        eval(source)
    except Exception as e:
        print(source, type(e).__name__, e)
print(7 / 2, -7 / 2, 6 / 3, 2**70 / 2**69, 10**30 / 3, 1 / 3)
try:
    print(10**400 / 3)
except OverflowError as e:
    print(e)
print(10**400 / 10**399, 5 // 2 * 2 + 5 % 2, -5 // 2, -5 % 3, 5 % -3)
print(140737488355327 + 1, -140737488355328 - 1, 140737488355327 * 2, 16777216 * 16777216)
print(9007199254740993 * 3, 4611686018427387904 * 2, 46341 * 46341, 3037000500 * 3037000500)
print(True + True, True * 5, -True, ~True if False else -2, True / 2, 5 - False)
print(1_000_000 * 1_000_000, 0x7FFFFFFF + 1, 0xFFFFFFFFFFFFFFFF + 1)
