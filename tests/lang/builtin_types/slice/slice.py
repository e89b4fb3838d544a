# slice: construction, attributes, indices, comparison, hashing.
class I:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class Bad:
    def __index__(self):
        return "x"


def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
slice(5)
slice(1, 5)
slice(1, 5, 2)
slice(None)
slice('a', [], {})
slice()
slice(1, 2, 3, 4)
slice(start=1)
slice(1, 2).start
slice(1, 2).stop
slice(1, 2).step
slice(5).start
slice(1, 5, 2).indices(10)
slice(None).indices(5)
slice(None, None, -1).indices(5)
slice(-3, None).indices(5)
slice(-10, 10).indices(5)
slice(10, -10, -1).indices(5)
slice(10, None, -2).indices(5)
slice(None, -10, -2).indices(5)
slice(1, 2, 3).indices(0)
slice(10**30).indices(5)
slice(-10**30, 10**30, 10**29).indices(5)
slice(1).indices(10**30)
slice(I(1), I(4), I(2)).indices(10)
slice(Bad()).indices(5)
slice(None).indices(-1)
slice(None).indices('a')
slice(None).indices(1.5)
slice(1, 2, 0).indices(5)
slice('a').indices(5)
slice(1.5).indices(5)
slice(1).indices()
slice(1, 2) == slice(1, 2)
slice(1, 2) == slice(1, 2, None)
slice(1, 2) == slice(1, 3)
slice(1, 2) == (1, 2, None)
slice(1, 2) < slice(1, 3)
slice(1, 2) < slice(2)
slice(1) < 5
hash(slice(1, 2)) == hash(slice(1, 2))
{slice(1, 2): 'v'}[slice(1, 2)]
hash(slice([]))
repr(slice(1, None, 'x'))
str(slice(3))
'abcdef'[slice(1, 4)]
[1, 2, 3][slice(None, None, -1)]
(1, 2, 3)[slice(I(1), None)]
'abc'[slice(Bad())]
'abc'[slice('a')]
range(10)[slice(2, 8, 3)]
b'abc'[slice(1)]
list(slice(1))
len(slice(1))
slice(1).x
slice(1, 2).__class__
slice(1).__eq__(5)
slice(1).__reduce__()
bool(slice(0))
slice(1) in [slice(1)]
""")
s = slice(1, 2)
for source in ("s.start = 5", "del s.stop", "s.x = 1", "class S(slice): pass"):
    try:
        exec(source)
    except (AttributeError, TypeError) as e:
        print(source, "|", type(e).__name__, e)


def reference(s, n):
    start, stop, step = s.indices(n)
    out = []
    while step > 0 and start < stop or step < 0 and start > stop:
        out.append(start)
        start += step
    return out


values = [None, -7, -3, -1, 0, 1, 3, 7]
count = 0
for n in (0, 1, 5):
    data = list(range(n))
    text = "abcde"[:n]
    for a in values:
        for b in values:
            for c in (None, 1, 2, -1, -2, 9, -9):
                s = slice(a, b, c)
                expected = reference(s, n)
                assert data[s] == expected == list(range(n)[s]) == list(tuple(data)[s]), (n, s)
                assert text[s] == "".join("abcde"[i] for i in expected) and bytes(data)[s] == bytes(expected)
                count += 1
print(count, "slices agree")
