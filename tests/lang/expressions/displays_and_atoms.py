# Atoms: tuples, lists, parentheses, Ellipsis, names, strings joined, big displays.
print((), (1,), (1, 2), 1, (1), [], [1], [1, 2,], ((), ()), [[]], ((1),), (((1,),),))
print((*[1, 2],), (*"ab", 3), [*range(3), *"x"], *[1, 2], (*(), *()))
print(..., Ellipsis, None, True, False, __debug__, NotImplemented)
print("a" "b" 'c', "a" f"{1}" "b", b"x" b"y", r"\n" "\n" == "\\n\n", ("long "
      "string"), """tri""" 'ple')
print(1, 1.0, 1j, 0x1F, 0o17, 0b11, 1_000, 1e3, .5, 5., 1e-2, 0xFF_FF, 0b_1, 00, 0_0, 1_0.0_1e1_0, 1_0j)
t = 1, 2, 3
u = 1,
print(t, u, len(t), t[0])
e = []
print(e is not [], [] == [], (1, [2, {3: (4,)}]))
print([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20][15], (1, 2, 3, "a", None, 1.5)[3])
big = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
       10, 11, 12, 13, 14, 15, 16, 17, 18, 19,  # a comment
       20, 21, 22, 23, 24, 25, 26, 27, 28, 29]
print(len(big), sum(big))


def order(n):
    print(n, end=" ")
    return n


print([order(1), order(2)], (order(3), order(4)), {order(5): order(6)}, {order(7)})
print(order(1) + order(2) * order(3), order(4) < order(5), [order(6), *[order(7)]][order(0)])
a = b = 1
a, b = order(a), order(b)
try:
    undefined_name
except NameError as err:
    print(err, err.name)
print((lambda: 0, 1)[1], (yield_ := 2), [not 1, -1, +1, ~1], (1 if 1 else 2, 3))
print(eval("[" * 50 + "]" * 50) == eval("[" * 50 + "]" * 50), len(eval("(" * 80 + "1," + ")" * 80)))
print(len(eval("[" + "1," * 5000 + "]")), len(eval("{" + ",".join(f"{i}:{i}" for i in range(2000)) + "}")))
print(eval("+".join(["1"] * 1000)), len(eval("'a'" * 1000)), eval("-" * 60 + "1"), eval("not " * 51 + "1"))
