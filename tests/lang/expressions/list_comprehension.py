# List comprehensions: conditions, nesting, scope, unpacked targets.
print([x for x in range(5)], [x * y for x in range(3) for y in range(x)], [x for x in range(10) if x % 2 if x > 3])
print([(a, b) for a, b in {"x": 1, "y": 2}.items()], [a for a, *b in ["xyz", "u"]], [b for a, *b in ["xyz", "u"]])
print([[j for j in range(i)] for i in range(4)], [i for row in [[1, 2], [3]] for i in row])
x = "outer"
squares = [x * x for x in range(3)]
print(x, squares)
print([x for x in x], [i for i in [1, 2] for i in range(i)])
print([lambda: i for i in range(3)][0](), [(lambda i: i)(i) for i in range(3)])
print([x if x % 2 else -x for x in range(4)], [*range(2), *[y for y in "ab"]], [[] for _ in range(2)])


def f(n):
    return [n + k for k in range(3)], [k for k in range(n) if k != n - 1]


print(f(3))


def scopes():
    y = 10
    functions = [lambda: (y, k) for k in range(2)]
    y = 20
    return [g() for g in functions]


print(scopes())


class C:
    n = 3
    a = [i for i in range(n)]
    try:
        b = [i + n for i in range(n)]
    except NameError as e:
        b = str(e)


print(C.a, C.b)
try:
    [1 / z for z in (1, 0)]
except ZeroDivisionError as e:
    print(e)
try:
    [q for q in 5]
except TypeError as e:
    print(e)
print("z" in globals(), "q" in globals())
primes = [p for p in range(2, 40) if all(p % d for d in range(2, int(p**0.5) + 1))]
print(primes)
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [sum(row) for row in matrix])
print([c for c in "a,b" if c != ","], [w[::-1] for w in "ab cd".split()], [i for i in range(3) for _ in range(2)])
print([(i, j, k) for i in range(2) for j in range(i + 1) if i or j == 0 for k in "ab"])
d = {}
[d.setdefault(len(w), []).append(w) for w in ["a", "bb", "c"]]
print(d, [d[t] for d[0] in [5] for t in d])


class Box:
    pass


b = Box()
print([b.v for b.v in range(3)], b.v)
