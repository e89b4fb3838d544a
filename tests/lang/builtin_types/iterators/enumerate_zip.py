# enumerate, zip, map, filter, reversed: as types, lazily, with errors.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
list(enumerate('ab'))
list(enumerate('ab', 5))
list(enumerate('ab', start=-1))
list(enumerate(iterable='ab'))
list(enumerate('a', 2**63 - 1))
list(enumerate('ab', 2**100))
enumerate()
enumerate(5)
enumerate('a', 'b')
enumerate('a', 1.5)
enumerate('a', 1, 2)
enumerate('a', foo=1)
next(enumerate('x'))
enumerate('a').__class__.__name__
enumerate[int]
list(zip())
list(zip('ab'))
list(zip('abc', [1, 2]))
list(zip('ab', [1, 2], (3, 4)))
list(zip(*[(1, 2), (3, 4)]))
list(zip('ab', [1, 2], strict=True))
list(zip('abc', [1, 2], strict=True))
list(zip('ab', [1, 2, 3], strict=True))
list(zip('ab', 'ab', [1], strict=True))
list(zip('', [1], strict=True))
zip(5)
zip('a', 5)
zip('a', foo=1)
list(zip('a', strict=1))
dict(zip('ab', range(2)))
list(map(str, [1, 2]))
list(map(lambda a, b: a + b, [1, 2], [10, 20, 30]))
list(map(None, [1]))
list(map(len, ['a', 5]))
map()
map(len)
map(len, 5)
list(map(int, '123'))
list(map(lambda *a: a, 'ab', 'cd', 'ef'))
list(map(lambda a, b: (a, b), [1, 2], [3, 4], strict=True))
list(map(lambda a, b: (a, b), [1, 2], [3], strict=True))
map(len, 'a', foo=1)
list(filter(None, [0, 1, '', 'a', None]))
list(filter(lambda x: x > 1, [1, 2, 3]))
list(filter(str.isdigit, 'a1b2'))
filter()
filter(None)
filter(None, 5)
list(filter(5, [1]))
filter(None, [], 1)
list(reversed([1, 2, 3]))
list(reversed('abc'))
list(reversed((1, 2)))
list(reversed(range(3)))
list(reversed({1: 0, 2: 0}))
list(reversed(b'ab'))
reversed({1})
reversed(5)
reversed(x for x in [])
reversed()
reversed([], [])
reversed([1]).__length_hint__()
type(reversed([])).__name__
type(reversed('')).__name__
sorted(zip([2, 1], 'ab'))
max(enumerate([3, 9, 4]), key=lambda p: p[1])
sum(map(lambda x: x * x, range(4)))
list(map(max, [1, 5], [2, 4], [3, 3]))
any(map(None, []))
tuple(enumerate(zip('ab', 'cd')))
""")


def g(n):
    for i in range(n):
        print("g", i, end=" ")
        yield i


z = zip(g(3), g(2))
print(list(z))
m = map(lambda x: print("f", x, end=" ") or x, g(2))
print("lazy")
print(next(m), next(m), next(m, "end"))
f = filter(lambda x: x % 2, g(4))
print(next(f), list(f), iter(f) is f)
z = zip([1, 2], g(5), strict=True)
try:
    print(list(z))
except ValueError as e:
    print(e)
it = iter([1, 2, 3, 4, 5, 6])
print(list(zip(it, it)), list(zip(*[iter("abcdef")] * 3)))


def fails(x):
    if x == 2:
        raise KeyError(x)
    return x


m = map(fails, [1, 2, 3])
print(next(m))
try:
    next(m)
except KeyError as e:
    print(repr(e))
print(next(m), list(m))


class Sub(map):
    pass


print(list(Sub(str, [1])), type(Sub(str, [])).__name__, isinstance(m, map), map.__mro__)
