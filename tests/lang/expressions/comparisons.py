# Comparison: chains, mixed types, identity, membership, unorderable types.
print(1 < 2 < 3, 1 < 3 < 2, 1 < 2 > 0, 3 == 3.0 == 3 + 0j, 1 != 2 != 1)


def t(x):
    print("eval", x, end="; ")
    return x


print(t(1) < t(2) < t(3))
print(t(3) < t(2) < t(1))
print(t(1) == t(1) in [t(1)])
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "Z" < "a", "é" > "z", "\U00010000" > "\uffff")
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], (1, "a") < (1, "b"), (1,) == [1])
print({1} < {1, 2}, {1} <= {1}, {1, 2} > {3}, {1} < {2}, {1} == frozenset({1}))
print({"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, {1: 2} != {1: 3})
print(b"a" < b"b", bytearray(b"a") == b"a", b"a" == "a", range(3) == range(0, 3), range(0) == range(5, 5))
print(None == None, None is None, None == 0, ... is ..., True == 1, True is not None)
print(1 in [1], 1 in (2,), "a" in "cat", "" in "", "x" not in "cat", 1 in {1: 0}, 0 in {1: 0}.values(), b"a" in b"cat")
print(97 in b"a", [1] in [[1]], None in [None], float("nan") in [float("nan")], 5 in range(0, 10, 5), 2.0 in range(3))
for source in ("1 < 'a'", "None < None", "[] < ()", "{} < {}", "1 < None", "object() < object()", "int < str",
               "1j < 2j", "1 in 5", "'a' in 5", "1 in 'abc'", "[] in {}", "{} in {1}", "None in 'a'", "300 in b'a'",
               "'a' in b'a'", "len < len", "range(1) < range(2)", "1 >= 'a'", "'a' <= 1", "[1] > 5", "[1, 'a'] < [1, 2]"):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
a = b = []
c = []
print(a is b, a is c, a is not c, a == c, not a is c)
nan = float("nan")
print([nan] == [nan], nan == nan, (nan,) == (float("nan"),), {nan: 1} == {nan: 1})
x = 5
print(1 < x < 10 < 100 > x, not x < 3, (1 < x) == True, 1 < x == True)
