# Conditional expressions: nesting, laziness, precedence.
def v(x):
    print("v", x, end=" ")
    return x


print(v(1) if v(True) else v(2))
print(v(1) if v(False) else v(2))
print("a" if 0 else "b" if 0 else "c", "a" if 0 else "b" if 1 else "c")
print(("a" if 1 else "b") if 0 else "c")
print([i if i % 2 else -i for i in range(5)])
f = lambda n: "neg" if n < 0 else "zero" if n == 0 else "pos"
print(f(-1), f(0), f(1))
print(1 + 2 if True else 3 + 4, (1, 2) if True else 3, 1 if True else 2, 3)
x = 5 if [] else 6
print(x)
print((yes := "y") if 1 else (no := "n"), yes)
print({1 if True else 2: 3 if False else 4}, [*([1] if True else [2])], *(5, 6) if x else (7,))
print("abc"[1 if x else 0], (print if x else len)("called"))
print((lambda: 1 if False else 2)(), (lambda: 1)() if True else (lambda: 2)())
y = 1 if x > 3 and x < 10 else 2 if x else 3
print(y, not x if x else x, -x if x else x)
for i in range(3) if x else []:
    print(i, end=" ")
print()


def g(a, b=1 if x else 2, *c):
    return a if b else c


print(g(3), g(3, 0, 4))
try:
    1 if undefined else 2
except NameError as e:
    print(e)
print(1 if True else 1 / 0)
assert True if x else False
print(f"{'t' if x else 'f'}", f"{x if x else 0:>3}")
