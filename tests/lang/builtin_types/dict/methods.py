# dict: get, setdefault, pop, popitem, update, clear, copy, views' methods.
class M:
    def keys(self):
        return iter("xy")

    def __getitem__(self, k):
        return k * 2


class Bad:
    def keys(self):
        return 5


class Half:
    def keys(self):
        yield "h1"
        raise ValueError("half way")

    def __getitem__(self, k):
        return 0


def attempt(source):
    d = {"a": 1, "b": 2, "c": 3}
    try:
        result = eval(source, {"d": d, "M": M, "Bad": Bad, "Half": Half})
        print(f"{source:36} {result!r:24} {d}")
    except Exception as e:
        print(f"{source:36} {type(e).__name__}: {e}  {d}")


for source in """d.get('a')
d.get('z')
d.get('z', 0)
d.get([])
d.get()
d.get('a', 1, 2)
d.get(key='a')
d.setdefault('a', 9)
d.setdefault('z')
d.setdefault('z', [])
d.setdefault([])
d.setdefault()
d.pop('a')
d.pop('z')
d.pop('z', None)
d.pop('z', 5)
d.pop()
d.pop([])
d.pop([], 1)
{}.pop([], 1)
{}.pop('x')
d.popitem()
{}.popitem()
d.popitem(1)
d.update({'z': 9})
d.update(a=5, n=6)
d.update([('p', 1), ('q', 2)])
d.update({'a': 0}, b=0)
d.update(M())
d.update(Bad())
d.update(Half())
d.update()
d.update(5)
d.update([1])
d.update([(1, 2, 3)])
d.update({}, {})
d.update(None)
d.update('ab')
d.update(['xy', 'zw'])
d.update([([], 1)])
d.update(d)
d.clear()
d.clear(1)
d.copy()
d.copy() is d
d.copy(1)
d.keys()
d.values()
d.items()
d.keys(1)
list(d.keys())
list(d.values())
list(d.items())
list(reversed(d))
list(reversed(d.items()))
len(d.keys())
'a' in d.keys()
1 in d.values()
('a', 1) in d.items()
('a', 2) in d.items()
'a' in d.items()
[] in d.keys()
([], 1) in d.items()
d.keys() & {'a', 'z'}
sorted(d.keys() | {'z'})
sorted(d.keys() - {'a'})
sorted(d.keys() ^ {'a', 'z'})
d.keys() & ['a']
d.items() & {('a', 1)}
sorted({'z'} - d.keys())
d.keys() == {'a', 'b', 'c'}
d.keys() == ['a', 'b', 'c']
d.keys() < {'a', 'b', 'c', 'd'}
d.keys() >= {'a'}
d.keys().isdisjoint({'z'})
d.keys().isdisjoint('abc')
d.items().isdisjoint([('a', 1)])
d.items() == {('a', 1), ('b', 2), ('c', 3)}
d.values() == d.values()
d.keys() & 5
d.keys() | None
d.values() & []
d.keys()[0]
d.items() < 5
hash(d.keys())
hash(d.values()) is not None
d.keys().mapping
d.values().mapping['a']
d.items().__len__()
repr(d.keys())
d.nothing()
d.has_key('a')
d.iteritems()
d.__setitem__('k', 1)
d.__delitem__('a')
d.__delitem__('z')
d.__ior__({'k': 2})
d.__init__(z=1)
d.__init__({}, {})
d.__reversed__().__class__.__name__
dict.get(d, 'a')
dict.get(5, 'a')
dict.update(d, x=1)
dict.__getitem__(d, 'zz')
d.get('a').real""".splitlines():
    attempt(source)
