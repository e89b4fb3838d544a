# dict: construction, access, order, equality, key rules.
d = {"a": 1, "b": 2}
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
dict()
dict(a=1, b=2)
dict([('a', 1), ('b', 2)])
dict({'a': 1}, b=2)
dict({'a': 1}, a=3)
dict([['x', 'y'], 'pq'])
dict(zip('ab', [1, 2]))
dict(x for x in [(1, 2)])
dict(d.items())
dict(d) is d
dict({1: 2}, **{'k': 3})
dict(5)
dict([1, 2])
dict([(1, 2, 3)])
dict([(1,)])
dict(['abc'])
dict('ab')
dict(None)
dict({}, {})
dict([([], 1)])
dict(**{1: 2})
dict(**d)
dict(self=1)
dict.fromkeys('abc')
dict.fromkeys('ab', 0)
dict.fromkeys([1, 1, 2], [])
dict.fromkeys(5)
dict.fromkeys([[]])
dict.fromkeys()
{1: 'a', 1.0: 'b', True: 'c'}
{'a': 1, 'a': 2}
{(1, 2): 3}[1, 2]
d['a']
d['z']
d[[]]
d[{}]
d[1.5]
{}[()]
{None: 1}[None]
{1: 2}[True]
{0.0: 'zero'}[-0.0]
'a' in d
'z' in d
[] in d
'z' not in d
len(d)
bool({})
list(d)
[*d]
d == {'b': 2, 'a': 1}
d == [('a', 1), ('b', 2)]
d != {}
d < {}
{1: [1]} == {1: [1]}
repr(d)
str({1: {2: {3: []}}})
{'x': d}
d | {'c': 3}
d | {'a': 9}
{'c': 3} | d
d | [('c', 3)]
d | 5
d + {}
hash(d)
{**d, 'b': 5}
{**d, **{'c': 1}}
sorted(d, reverse=True)
max(d), min(d)
sum({1: 'a', 2: 'b'})
d.a
type(d)
dict.__mro__
dict[str, int]
{float('nan'): 1}[float('nan')]
d.__contains__('a')
d.__getitem__('a')
d.__len__()
d.__eq__(5)
d.__or__({'q': 0})
d.__ror__({'q': 0})
d.__lt__({})
d.__hash__
{}.__class__.__name__
""")
e = {}
for k in "zyxabc":
    e[k] = ord(k)
print(e, list(e), e.keys())
del e["y"]
e["y"] = 0
e["z"] = 1
print(e)
e |= {"n": 5}
e |= [("m", 6)]
print(e)
for source in ("e |= 5", "e |= None", "e[[]] = 1", "del e['none']", "del e[[]]", "e.x = 1", "e += {}", "e['a']['b']"):
    try:
        exec(source)
    except Exception as err:
        print(source, "|", type(err).__name__, err)
big = {i: str(i) for i in range(5000)}
for i in range(0, 5000, 3):
    del big[i]
print(len(big), list(big)[:5], list(big)[-3:], big[4999], 3 in big, sum(big))
for i in range(0, 5000, 3):
    big[i] = "back"
print(len(big), list(big)[-2:], big[0])
nan = float("nan")
print({nan: 1}[nan], nan in {nan: 1}, len({nan: 1, float("nan"): 2}), {1: "a"} == {1.0: "a"}, {"é": 1, "日": 2}["日"])
