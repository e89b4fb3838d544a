# Operator precedence and associativity, seen through a recording class.
class R:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


def binary(symbol):
    return lambda a, b: R(f"({a} {symbol} {b})")


def unary(symbol):
    return lambda a: R(f"({symbol}{a})")


for name, symbol in dict(add="+", sub="-", mul="*", truediv="/", floordiv="//", mod="%", matmul="@", pow="**",
                         lshift="<<", rshift=">>", and_="&", or_="|", xor="^").items():
    setattr(R, f"__{name.rstrip('_')}__", binary(symbol))
for name, symbol in dict(neg="-", pos="+", invert="~").items():
    setattr(R, f"__{name}__", unary(symbol))
for name, symbol in dict(lt="<", gt=">", le="<=", ge=">=", eq="==", ne="!=").items():
    setattr(R, f"__{name}__", binary(symbol))
a, b, c, d = map(R, "abcd")
for source in """a + b * c
a * b + c
a - b - c
a ** b ** c
-a ** b
a ** -b
a ** ~b ** c
~a * b
- + ~a
a << b + c
a + b << c
a & b << c
a | b ^ c & d
a ^ b | c
a & b == c
a | b < c
a @ b * c / d // a % b
a / b @ c
-a + -b
a % b ** c
a if b else c
a or b and c
not a
not a == b
a < b < c
a == b or c
a.__add__(b) * c
(a + b) * c
a - (b - c)
a << b >> c
+a - -b
a and not b
lambda: a + b
a * -b ** -c
a != b + c
a >= b | c
a, b + c
[a, *[b] + [c]]
a if b + c else d + a
await_ := a + b""".splitlines():
    try:
        if ":=" in source:
            source = f"({source})"
        result = eval(source)
        print(f"{source:28} {result() if callable(result) else result}")
    except Exception as e:
        print(source, type(e).__name__, e)
print(2**3**2, -2**2, (-2) ** 2, 2**-1, 10 - 3 - 2, 100 / 10 / 5, 7 // 2 * 3, 1 << 2 + 1, not 1 == 2)
