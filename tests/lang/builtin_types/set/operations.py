# set: construction, operators and methods with every kind of operand.
def n(x):
    return sorted(x, key=repr) if isinstance(x, (set, frozenset)) else x


def attempt(source):
    s, t, f = {1, 2, 3}, {3, 4}, frozenset({2, 3})
    try:
        result = eval(source, {"s": s, "t": t, "f": f})
        print(f"{source:40} {type(result).__name__:10} {n(result)!r:18} {n(s)}")
    except Exception as e:
        print(f"{source:40} {type(e).__name__}: {e}  {n(s)}")


for source in """set()
set('hello')
set([1, 2, 2])
set({1: 2})
set(range(3))
set(x for x in 'ab')
set(5)
set(1, 2)
set([[]])
set(iterable=[])
{*s, *t}
s | t
s & t
s - t
s ^ t
s | f
f | s
f & s
f - s
s | [1]
s & 'a'
s - {}
s ^ None
[1] | s
s | s
s < {1, 2, 3, 4}
s <= s
s < s
s > {1}
s >= f
s == {3, 2, 1}
s == frozenset(s)
s == [1, 2, 3]
s != t
s < [1]
s.union(t)
s.union([4], (5,), {6: 0}, 'z')
s.union()
s.union(5)
s.intersection(t)
s.intersection([2, 3], range(3))
s.intersection()
s.intersection('abc')
s.intersection([[]])
s.difference(t)
s.difference([1], [2])
s.difference()
s.difference({3: 0})
s.symmetric_difference(t)
s.symmetric_difference([1, 9])
s.symmetric_difference()
s.symmetric_difference([1], [2])
s.issubset([1, 2, 3, 4])
s.issubset({1})
s.issuperset([1])
s.issuperset('a')
s.issuperset([])
s.isdisjoint([4, 5])
s.isdisjoint([3])
s.isdisjoint(5)
s.issubset(5)
s.add(9)
s.add(1)
s.add([])
s.add()
s.remove(1)
s.remove(9)
s.remove([])
s.remove({1})
s.discard(1)
s.discard(9)
s.discard([])
s.discard({1, 2})
{frozenset({1})}.pop()
{frozenset({1}), 5}.remove({1})
{1} in {frozenset({1})}
[] in s
set().pop()
{7}.pop()
s.clear()
s.copy()
s.copy() is s
s.update([7, 8])
s.update(t, 'x', [1])
s.update()
s.update(5)
s.update([[]])
s.intersection_update(t)
s.intersection_update([1], [1, 2])
s.difference_update([1])
s.difference_update(s)
s.symmetric_difference_update(t)
s.symmetric_difference_update([1, 1, 9])
s.__ior__(t)
s.__iand__(t)
s.__isub__(t)
s.__ixor__(t)
s.__or__([1])
s.__contains__(1)
s.__len__()
s.__hash__
hash(s)
len(s)
1 in s
1.0 in s
True in s
'1' in s
sum(s), max(s), min(s)
sorted(s, reverse=True)
bool(set())
repr(set())
repr({1})
str(frozenset())
repr(frozenset({1}))
s[0]
s + t
s * 2
-s
~s
s.nothing()
{1, 1.0, True}
len({0, False, 0.0})
set('abc') == set('cba')
set[int]
{float('nan')} == {float('nan')}
set.union({1}, [2])
set.union([1], [2])
frozenset([1]) == {1}
hash(frozenset([1, 2])) == hash(frozenset([2, 1]))
{frozenset({1}): 'a'}[frozenset({1})]
frozenset(f) is f
f.copy() is f
f.add(1)
f.union([9])
f | {9}
f.intersection([2])
f.difference([2])
f.symmetric_difference([2, 7])
f.issubset(s)
f.isdisjoint([9])
frozenset()
frozenset('aa')
frozenset(5)
frozenset(1, 2)
f < s
f == s
f.discard(1)""".splitlines():
    attempt(source)
for source in ("s |= t", "s &= t", "s -= t", "s ^= t", "s |= [1]", "s -= 'a'", "f |= t", "f &= t", "s &= s", "s -= s", "s ^= s"):
    s, t, f = {1, 2, 3}, {3, 4}, frozenset({2, 3})
    alias, falias = s, f
    try:
        exec(source)
        print(source, n(s), n(f), alias is s, falias is f, type(f).__name__)
    except TypeError as e:
        print(source, "|", e)
