# Generator expressions: laziness, first iterable evaluated at once, scope, as an argument.
g = (x * x for x in range(3))
print(next(g), list(g), list(g), type(g).__name__, g.__name__, g.__qualname__)


def t(x):
    print("eval", x, end=" ")
    return x


lazy = (t(x) for x in t([1, 2]))
print("made")
print(list(lazy))
print(sum(x for x in range(5)), max((x for x in [3, 1]), default=0), sorted(c for c in "hello"), tuple(x for x in "ab"))
print(dict((k, k * 2) for k in range(3)), set(x % 2 for x in range(5)) == {0, 1}, ",".join(str(x) for x in range(3)))
print(any(t(x) for x in (0, 1, 2)), all(t(x) for x in (1, 0, 2)))
nested = ((x, y) for x in range(2) for y in range(x + 1))
print(list(nested))
print(list(x for x in (y for y in (z for z in range(3)))))
a = [1, 2, 3]
h = (x for x in a if x in a)
a = [3, 4]
print(list(h))
b = [1, 2]
k = (x for x in b)
b.append(3)
print(list(k))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
bad = (1 / x for x in (1, 0, 2))
print(next(bad))
try:
    next(bad)
except ZeroDivisionError as e:
    print(e)
print(list(bad))
x = "outer"
print(list(x for x in range(2)), x)


def f():
    n = 10
    g = (n + i for i in range(2))
    n = 20
    return list(g)


print(f())
stop = (next(it) for _ in range(3)) if False else None
it = iter([1, 2])
try:
    print(list(next(it) for _ in range(3)))
except RuntimeError as e:
    print(type(e).__name__, e, repr(e.__cause__))
w = (i for i in range(3))
print(w.send(None), w.gi_frame is not None, w.gi_running, w.close(), list(w), w.gi_frame)
print([*(i for i in "ab")], [list(i for i in range(n)) for n in range(3)], next((i for i in [] ), "none"))
fib = (lambda: (pair := (0, 1)) and ((pair := (pair[1], sum(pair)))[0] for _ in range(8)))()
try:
    print(list(fib))
except NameError as e:
    print(e)
