# tuple: construction, operations, methods, comparison, immutability, subclasses.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
tuple()
tuple('abc')
tuple([1, 2])
tuple((1, 2))
tuple({1: 2})
tuple(x for x in range(3))
tuple(5)
tuple(1, 2)
tuple(iterable=())
()
(1,)
(1, 2)[0]
(1, 2)[-1]
(1, 2)[2]
(1, 2).__getitem__('a')
(1, 2, 3)[1:]
(1, 2, 3)[::-1]
(1, 2, 3)[::0]
(1, 2) + (3,)
(1, 2) + [3]
(1,) * 3
(1,) * -1
2 * (1, 2)
(1,) * 'a'
(1,) * 10**30
1 in (1, 2)
(1, 2) == (1, 2)
(1, 2) == [1, 2]
(1, 2) < (1, 3)
(1, 2) < (1, 2, 0)
() < (0,)
(1, 'a') < (1, 2)
(1, 2) < [1, 3]
('a', 1) < (1, 'a')
(2,) > (1, 9)
len((1, 2))
bool(())
(1, 2, 1).count(1)
(1, 2, 1).count(5)
(1, 2, 1).index(1)
(1, 2, 1).index(1, 1)
(1, 2, 1).index(2, 2)
(1, 2, 1).index(9)
(1, 2).index()
(1, 2).count(1, 2)
(1, 2).append(3)
hash(()) == hash(tuple())
hash((1, 2)) == hash((1, 2))
hash((1, [])) 
repr((1,))
repr((1, 'a', (2,)))
str(())
(1, (2, (3, (4,))))
tuple('ab') is not None
(1, 2).__add__((3,))
(1, 2).__getitem__(0)
(1, 2).__getitem__(slice(0, 1))
(1, 2).__contains__(2)
(1, 2).__len__()
(1, 2).__mul__(2)
(1, 2).__eq__([1, 2])
(1, 2).__lt__((2,))
(1, 2).__getnewargs__()
tuple[int, ...]
(*range(3), *'a')
1, 2
(yes := 1), yes
max((1, 2), (0, 9))
sorted([(2, 'a'), (1, 'b'), (1, 'a')])
sum([(1,), (2,)], ())
(float('nan'),) == (float('nan'),)
(1, 2, 3).index(1, -10, 10)
""")
for source in ("t[0] = 1", "del t[0]", "t[0:1] = ()", "t.x = 1", "t += 5", "t -= (1,)", "t[0] += 1"):
    t = (1, [2])
    try:
        exec(source)
    except TypeError as e:
        print(source, "|", e)
    except AttributeError as e:
        print(source, "|", e)
t = (1, [2])
t[1].append(3)
print(t, t is tuple(t), t[:] is t if True else "")
same = t
t += (4,)
print(t, same)


class T(tuple):
    def __new__(cls, *args):
        return super().__new__(cls, args)

    def __repr__(self):
        return f"T{tuple(self)}"

    @property
    def first(self):
        return self[0]


x = T(1, 2, 3)
print(x, x.first, x[1:], type(x[1:]).__name__, x + (4,), x == (1, 2, 3), hash(x) == hash((1, 2, 3)), {x: 1}[(1, 2, 3)], len(x), type(tuple(x)).__name__, x * 1)
x.attr = 5
a, *b = x
print(x.attr, a, b, isinstance(x, tuple), (lambda *a: type(a).__name__)(*x))
it = iter((1, 2, 3))
print(next(it), it.__length_hint__(), list(it), type(it).__name__, list(reversed((1, 2, 3))))
