# list: construction, indexing, slices, slice assignment and deletion.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


lst = [0, 1, 2, 3, 4, 5]
show("""
list()
list('abc')
list((1, 2))
list({1: 'a', 2: 'b'})
list(range(3))
list(x for x in 'ab')
list([1, [2]])
list(iter([1, 2]))
list(5)
list(None)
list(1, 2)
list(iterable=[1])
lst[0]
lst[-1]
lst[6]
lst[-7]
lst[1:4]
lst[:-2]
lst[::2]
lst[::-1]
lst[4:1:-1]
lst[10:]
lst[-100:100]
lst[3:1]
lst[True]
lst[None:None:None]
lst['a']
lst[1.5]
lst[1, 2]
lst[::0]
lst['a':'b']
lst + [6]
lst + (6,)
[1] * 3
[1] * 0
[1] * -1
3 * [1, 2]
[1] * 1.5
[1] * 'a'
[1] * (10**30)
[[]] * 2
1 in [1]
[1] in [[1]]
5 in []
[1, 2] == [1, 2]
[1, 2] == (1, 2)
[1] < [2]
[1, 2] < [1]
[] < [1]
[1, 2] <= [1, 2]
[2] > [1, 5]
[1] < (2,)
[1, 'a'] == [1, 'a']
len([1, 2])
bool([])
repr([1, 'a', None, [2]])
[*'ab', *range(2)]
hash([])
[] is []
[1, 2].__class__
list.__mro__
[1,2,3].__getitem__(slice(1, 3))
[3, 1, 2].__reversed__().__class__.__name__
[1].__contains__(1)
""")


def change(statement):
    a = list(range(8))
    try:
        exec(statement, {"a": a})
        print(f"{statement:30} {a}")
    except Exception as e:
        print(f"{statement:30} {type(e).__name__}: {e}")


for statement in """a[0] = 'x'
a[-1] = 'x'
a[8] = 1
a[-9] = 1
a['x'] = 1
a[1:3] = 'xyz'
a[1:1] = [10, 11]
a[5:2] = 'in'
a[::2] = 'abcd'
a[::2] = 'abc'
a[::-1] = range(8)
a[::-2] = 'wxyz'
a[100:] = [1]
a[:] = []
a[1:3] = 5
a[1:3] = None
a[1:6:2] = []
a[1:3] = a
a[::2] = a[::2][::-1]
a[2:] = (x for x in 'gen')
a[1:2] = {}
a[::0] = []
a[::2] = 5
del a[0]
del a[-1]
del a[8]
del a[2:4]
del a[::2]
del a[::-3]
del a[5:1]
del a[1:7:2]
del a[:]
del a['x']
del a[::0]
a += [1, 2]
a += 'xy'
a += 5
a *= 2
a *= 0
a *= -1
a *= 'x'
a += a
a[len(a):] = [9]
a.x = 1
a[0], a[1] = a[1], a[0]
a[a[1]] = a[2]""".splitlines():
    change(statement)
