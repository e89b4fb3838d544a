# Float arithmetic: rounding, infinities, nan, signed zero, floor division, modulo.
inf, nan = float("inf"), float("nan")
print(0.1 + 0.2, 1e308 * 10, -1e308 * 10, 5e-324 / 2, 1.5 - 1.5, -1.5 + 1.5)
print(inf - inf, inf * 0, inf + 1, -inf, inf > 10**400, nan == nan, nan != nan, nan < 1)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), divmod(7, -2.5))
print(0.0, -0.0, 0.0 == -0.0, 0.0 * -1, -0.0 + 0.0, -0.0 - 0.0, str(-0.0))
print(5 // inf, -5 // inf, 5 % inf, -5 % inf, 5 % -inf, inf // 5, inf % 5)
print(2.0**0.5, (-8.0) ** (1 / 3), 2.0**-1074, 0.0**0, inf**0, nan**0, 1**nan, (-1.0) ** inf, (-2.0) ** 3)
print(1e16 + 1, 1e16 + 2, 2**53 + 1.0, float(2**53 + 1), 1 / 3, 2 / 3, 100.0, 1e15, 1e16, 1e17, 1e-4, 1e-5)
print(123456789.123456789, 1.7976931348623157e308, 2.2250738585072014e-308, 5e-324)
print(0.1 * 3, 1.1 * 1.1, 4.35 * 100, 1.005 * 1000, 3 * 0.1 == 0.3, 0.5 + 0.25 == 0.75)
for source in ("1.0 / 0", "1 / 0.0", "1.0 // 0", "1.0 % 0.0", "divmod(1.0, 0)", "0.0 ** -1", "10.0 ** 400",
               "(-0.0) ** -3", "2.0 ** 10**6", "10**400 + 1.0", "1.0 * 10**400", "1.0 & 1", "~1.0", "1.5 << 1"):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
print(1 == 1.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53), 10**400 > 1e308, 10**400 < inf, -(10**400) > -inf)
print(1 < 1.5 < 2, 3.0 in [1, 2, 3], {1: "a"}[1.0], hash(1.0) == hash(1), 1.5 == 3 / 2, 0.1 < 1 / 10 + 1e-17)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1e20), round(1234.5, -2), round(0.5, 0))
print(-2.0 // 1, -0.5 // 1, 0.5 // -1, -1e-20 % 1, 1e300 // 1e-300 if False else 1e300 // 7)
