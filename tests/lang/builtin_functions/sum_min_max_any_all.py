# sum, min, max, any, all.
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
sum([1, 2, 3])
sum([])
sum([1.5, 2])
sum([1, 2], 10)
sum([1, 2], start=10)
sum(range(101))
sum([0.1] * 10)
sum([1e100, 1, -1e100])
sum([1, 2j])
sum([[1], [2]], [])
sum([(1,), (2,)], ())
sum(['a', 'b'], '')
sum([b'a'], b'')
sum([bytearray(b'a')], bytearray())
sum(['a', 'b'])
sum([1, 'a'])
sum(5)
sum()
sum([1], 2, 3)
sum([True, True])
sum([2**62, 2**62, 2**62])
sum([2**46] * 5)
sum({1: 'a', 2: 'b'})
sum(x * x for x in range(5))
sum([1, 2.5, 3j])
sum([float('inf'), float('-inf')])
sum([10**400, 1.0])
sum([1.0, 10**400])
sum([-0.0])
sum([-0.0], -0.0)
sum([0.1, 0.2, 0.3, 10])
max(1, 2, 3)
max([1, 3, 2])
max('hello')
max({'a': 1, 'b': 0})
max([1, 2], [1, 3])
max([], default=5)
max([])
max()
max(5)
max(1, 'a')
max([1, 2.0, 2])
max([2, 2.0])
max(['a', 'bb'], key=len)
max('a', 'bb', key=len)
max([1, 2], key=lambda x: -x)
max([1], default=0, key=None)
max(1, 2, default=3)
max([1, 2], key=5)
max([1, 2], foo=1)
max(x for x in [3, 1])
max([None])
max([None, None])
max(float('nan'), 1)
max(1, float('nan'))
max((1, 2), (1, 1, 5))
min(3, 1, 2)
min([])
min([], default=None)
min('hello')
min([3, 1], key=lambda x: -x)
min([2, 2.0, True])
min(1, 2, key=None)
min(['bb', 'a', 'c'], key=len)
min({3: 0, 1: 0})
min()
min(1, 'a')
any([])
any([0, 0])
any([0, 1])
any(x > 2 for x in range(5))
any('')
any(5)
any()
any([0], [1])
all([])
all([1, 0])
all([1, 'a'])
all(x > 2 for x in range(3, 5))
all({1: 0})
all(None)
all()
sorted([3, 1, 2])
sorted('bca', reverse=True)
sorted({3: 1, 1: 2})
sorted([1, 'a'])
sorted(5)
""")


def g():
    for x in (0, 1, 2):
        print("tested", x)
        yield x


print(any(g()), all(g()))


class N:
    def __init__(self, v):
        self.v = v

    def __radd__(self, o):
        return N((o.v if isinstance(o, N) else o) + self.v)

    def __add__(self, o):
        return N(self.v + (o.v if isinstance(o, N) else o))

    def __gt__(self, o):
        print("gt", self.v, o.v, end="; ")
        return self.v > o.v

    def __lt__(self, o):
        print("lt", self.v, o.v, end="; ")
        return self.v < o.v


print(sum([N(1), N(2), 3]).v, max(N(1), N(3), N(2)).v, min([N(2), N(1)]).v, sorted([N(2), N(1)])[0].v)
