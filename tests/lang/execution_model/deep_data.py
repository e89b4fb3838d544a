# Data nested deeper than the recursion limit: only Python's own frames count against it.
import sys


def nest(depth, wrap):
    value = 1
    for _ in range(depth):
        value = wrap(value)
    return value


N = 2500
print(sys.getrecursionlimit() < N)
for wrap in (lambda v: [v], lambda v: (v,), lambda v: {1: v}):
    a, b = nest(N, wrap), nest(N, wrap)
    print(type(a).__name__, len(repr(a)), a == b, a != b)
print(nest(N, lambda v: [v]) < nest(N, lambda v: [v]), hash(nest(N, lambda v: (v,))) == hash(nest(N, lambda v: (v,))))


class Shown:
    def __repr__(self):
        return repr(self)


class Equal:
    def __eq__(self, other):
        return self == other


for f in (lambda: repr(Shown()), lambda: Equal() == Equal()):
    try:
        f()
    except RecursionError as e:
        print(type(e).__name__)
loop, other = [], []
loop.append(loop)
other.append(other)
try:
    loop == other
except RecursionError as e:
    print(type(e).__name__)


def with_extra():
    frame = sys._getframe()
    frame.f_locals["extra"] = 5
    return sorted(locals())


print(with_extra())
