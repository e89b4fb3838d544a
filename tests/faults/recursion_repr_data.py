# Containers that hold themselves: printed, compared, copied, sorted, hashed.
lst = [1]
lst.append(lst)
d = {"k": 1}
d["d"] = d
s = [d, lst]
lst.append(s)
print(lst, d)
t = ([],)
t[0].append(t)
print(t, repr(t[0]))


class L(list):
    pass


x = L([1])
x.append(x)
print(x)
from types import SimpleNamespace

n = SimpleNamespace()
n.n = n
print(n)
a, b = [], []
a.append(b)
b.append(a)
for action in ("a == b", "a < b", "a != b", "d == {'k': 1, 'd': {'k': 1, 'd': d}}", "a in b", "hash(t)", "sorted([a, b])", "lst == lst", "a == a", "max(a, b)", "t == t", "(a,) == (b,)", "[d] == [d.copy()]"):
    try:
        print(action, eval(action))
    except (RecursionError, TypeError) as e:
        print(action, type(e).__name__)
c = {}
c2 = {}
c["x"], c2["x"] = c2, c
try:
    print(c == c2)
except RecursionError:
    print("RecursionError")
import sys

e = ExceptionGroup("g", [ValueError(1)])
e.__context__ = e.__cause__ = e
print(repr(e))
g = {}
g[1] = g.values()
print(repr(g)[:40])
h = {}
h["items"] = h.items()
print(repr(h))
p = [0]
p[0] = p
print(p, str(p), f"{p}", "%s" % (p,), "{}".format(p), p[0][0][0] is p)
p.extend(p)
print(p)
p[:] = p + p
print(len(p))
p.clear()
q = [[]]
q[0] = q
q *= 3
print(q)
r = (lambda: 0)
r.self = r
print(r.self.self is r)
print(format([lst], ""), ascii(lst), [*lst][0])
