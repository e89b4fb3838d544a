# range: construction, indexing, slicing, membership, equality, attributes, huge ones.
big = 10**30
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
range(5)
range(1, 5)
range(1, 10, 2)
range(5, 0, -1)
range(0)
range(True)
range(1.5)
range('a')
range()
range(1, 2, 3, 4)
range(1, 2, 0)
range(None)
range(stop=5)
list(range(5, 0, -2))
list(range(-3, 3))
len(range(10))
len(range(0, 10, 3))
len(range(10, 0))
len(range(10, 0, -3))
len(range(big))
len(range(2**63 - 1))
len(range(2**63))
range(big)[10**29]
range(big)[-1]
range(0, big, 10**29)[3]
bool(range(0))
bool(range(big))
range(10)[3]
range(10)[-1]
range(10)[10]
range(10)[-11]
range(10)['a']
range(10)[1.5]
range(10)[2:8]
range(10)[::2]
range(10)[::-1]
range(10)[5:2]
range(10)[20:]
range(0, 20, 3)[1:4]
range(10)[::0]
range(10)[-3:]
range(10)[8:2:-2]
range(10)[None:]
range(10)[big:]
3 in range(5)
5 in range(5)
3.0 in range(5)
3.5 in range(5)
'a' in range(5)
-1 in range(5)
4 in range(0, 10, 2)
5 in range(0, 10, 2)
5 in range(10, 0, -1)
big in range(big + 1)
True in range(2)
range(5) == range(0, 5)
range(0) == range(2, 2)
range(0, 5, 2) == range(0, 6, 2)
range(5) == [0, 1, 2, 3, 4]
range(5) != range(6)
range(1) == range(0, 1, 99)
range(5) < range(6)
hash(range(5)) == hash(range(0, 5, 1))
range(5).start
range(1, 9, 3).stop
range(1, 9, 3).step
range(5).index(3)
range(5).index(9)
range(0, 10, 2).index(4)
range(5).index('a')
range(5).count(3)
range(5).count(9)
range(5).count('a')
range(5).index()
range(5) + range(3)
range(5) * 2
sum(range(101))
max(range(5)), min(range(5))
sorted(range(5, 0, -1))
list(reversed(range(5)))
list(reversed(range(0, 10, 3)))
list(reversed(range(5, 0, -2)))
list(reversed(range(0)))
[*range(3)]
tuple(range(2, 4))
repr(range(0, 5, 1))
repr(range(0, 5, 2))
str(range(big))
range(3).x
range(3).start()
range(10).__getitem__(2)
range(10).__contains__(2)
range(10).__reversed__().__class__.__name__
iter(range(3)).__class__.__name__
iter(range(big)).__class__.__name__
iter(range(5)).__length_hint__()
range(-5, 5)[2]
range(2**70, 2**70 + 3)[1]
list(range(2**63 - 1, 2**63 + 1))
list(range(-(2**63) - 1, -(2**63) + 1))
range(0, -10, -3)[-1]
""")
r = range(5)
for source in ("r.start = 1", "del r.stop", "r[0] = 1", "del r[0]", "class R(range): pass"):
    try:
        exec(source)
    except (AttributeError, TypeError) as e:
        print(source, "|", type(e).__name__, e)
it = iter(range(5))
next(it)
print(it.__length_hint__(), list(it), list(it), list(range(2, 3)), [list(range(a, b, c)) for a in (0, 3) for b in (0, 3) for c in (1, -1, 2)])
print(sum(1 for _ in range(1000) for _ in range(3)), dict(zip(range(3), range(3, 6))), {*range(3)} == {0, 1, 2})
