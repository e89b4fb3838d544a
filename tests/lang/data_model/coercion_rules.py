# Mixed arithmetic of the built-in numbers, sequences and text, and what is refused.
import math

values = [True, 2, 2**70, 2.5, 1 + 1j]
for a in values:
    print(*[f"{type(a + b).__name__}/{type(a * b).__name__}/{type(a - b).__name__}" for b in values])
for op in ("+", "-", "*", "/", "//", "%", "**", "<<", "@", "<"):
    for a, b in (("1", "'a'"), ("'a'", "1"), ("'a'", "'b'"), ("[1]", "(1,)"), ("1.5", "[1]"), ("{}", "{}"), ("None", "1"), ("b'a'", "'a'"),
                 ("{1}", "{1}"), ("'a'", "None"), ("2", "1.5"), ("1j", "2"), ("len", "len"), ("range(1)", "range(1)"), ("(1,)", "2")):
        source = f"{a} {op} {b}"
        try:
            print(source, "=", eval(source))
        except (TypeError, ValueError) as e:
            print(source, "|", e)
for source in ("'a' * 2.0", "'a' * 'b'", "[1] * '2'", "(1,) * None", "[1] + (2,)", "(1,) + [2]", "b'a' + 'b'", "'a' + b'b'", "bytearray(b'a') + b'b'",
               "b'a' + bytearray(b'b')", "3 * 'ab'", "-1 * 'ab'", "True * 'ab'", "2 * [1]", "2 * (1,)", "b'a' * 2", "'%s' % 1", "'%d' % 'x'", "'a' % 1",
               "b'%d' % 5", "1 + True", "False + 0.5", "True + 1j", "'' 'a' + 'b'", "sum(['a'], '')", "sum([[1], [2]], [])", "+'a'", "-[]", "~1.5", "not []",
               "divmod('a', 1)", "divmod(5, 2.0)", "divmod(1j, 2)", "pow('a', 2)", "pow(2, 1.5)", "pow(2, 'a')", "pow(2.0, 3, 5)", "round('a')", "abs('a')"):
    try:
        print(source, "=", eval(source))
    except (TypeError, ValueError) as e:
        print(source, "|", e)
print(math.floor(2.5), 7 // 2.0, 2**0.5 == math.sqrt(2), 2**-1, (-8) ** (1 / 3), 0**0.0, 10**-2, True**2, 4**0.5)
