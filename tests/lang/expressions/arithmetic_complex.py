# Complex arithmetic, comparison and text.
a, b = 1 + 2j, 3 - 4j
print(a + b, a - b, a * b, a / b, -a, +a, abs(b), a.conjugate(), a.real, a.imag)
print(a**2, a**0, a**-1, a**0.5, 2**a, a**b, 0j**0, 1j**2, 1j * 1j)
print(a + 1, 1 + a, a - 1.5, 2 * a, a / 2, 1 / a, True + a, a == 1, 1 + 0j == 1, 1.5 == 1.5 + 0j)
print(1j, -1j, 0j, -0j, 1 - 0j, complex(0, -0.0), complex(-0.0, 1), complex(-0.0, -0.0), 1e100j, 1.5j)
inf, nan = float("inf"), float("nan")
print(complex(inf, nan), complex(1, inf), complex(1, -inf), complex(nan, 0), abs(complex(inf, nan)))
print(complex(), complex(1), complex(1, 2), complex(1.5, -2), complex("1+2j"), complex("-j"), complex(" 3e2-1.5j "))
print(complex("inf"), complex("nan+infj"), complex(real=1, imag=3), complex("(1+2j)"), complex("1"))
for source in ("a < b", "a // b", "a % b", "divmod(a, b)", "int(a)", "float(a)", "complex('1 + 2j')",
               "complex('')", "complex('x')", "complex([])", "complex('1', 2)", "complex(1, '2')", "1j / 0", "0j ** -1",
               "0j ** 1j", "complex(None)", "~a", "a & 1", "round(a)", "pow(a, 2, 3)", "abs(1e200j * 1e200)"):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
print(hash(1 + 0j) == hash(1), hash(1j) == hash(1j), {1: "one"}[1 + 0j], bool(0j), bool(0.1j))
print(repr(1 + 2j), str(1 + 2j), f"{1 + 2j:.2f}", f"{1 + 2j}", format(1.5j, "g"), f"{3 + 4j:>12}", f"{3+4j:+.1e}")
print((1 + 2j) != (1 + 2j), (1 + 2j) == (1 + 2j), 1 + 2j in [1 + 2j], complex(2**53 + 1), isinstance(1j, complex))


class C:
    def __complex__(self):
        return 5 + 6j


class F:
    def __float__(self):
        return 1.5


class I:
    def __index__(self):
        return 3


print(complex(C()), complex(F()), complex(I()), complex(F(), I()))
print(complex.from_number(3), complex.from_number(C()))
