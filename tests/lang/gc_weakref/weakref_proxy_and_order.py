# weakref.proxy, callbacks' order, references from inside __del__, cycles.
import gc
import weakref


class C:
    def __init__(self, v):
        self.v = v

    def method(self):
        return self.v * 2

    def __add__(self, o):
        return self.v + o

    def __radd__(self, o):
        return o + self.v

    def __len__(self):
        return self.v

    def __getitem__(self, i):
        return i * self.v

    def __contains__(self, x):
        return x == self.v

    def __str__(self):
        return f"C({self.v})"

    def __iter__(self):
        return iter([self.v])

    def __bool__(self):
        return self.v > 0

    def __lt__(self, other):
        return self.v < other


c = C(5)
p = weakref.proxy(c)
print(p.v, p.method(), p + 1, 1 + p, len(p), p[3], 5 in p, str(p), list(p), bool(p), p < 9, type(p).__name__, p.__class__.__name__, isinstance(p, C), weakref.proxy(c) is p)
p.new = 1
print(c.new, repr(p).split(" at ")[0])
del p.new
p += 10 if False else 0
print(p)
p = weakref.proxy(c)
try:
    hash(p)
except TypeError as e:
    print(e)
del c
for action in ("p.v", "p + 1", "str(p)", "p.v = 1", "bool(p)", "len(p)", "p()", "p == p", "iter(p)", "p[0]"):
    try:
        print(action, exec(action))
    except (ReferenceError, TypeError) as e:
        print(action, "|", type(e).__name__, e)
f = lambda x: x + 1
pf = weakref.proxy(f)
print(pf(1), type(pf).__name__, callable(pf), weakref.CallableProxyType is type(pf))
order = []


class D:
    def __init__(self, name):
        self.name = name
        self.ref = weakref.ref(self, lambda r: order.append(f"callback in {name}"))

    def __del__(self):
        order.append(f"del {self.name}")


d = D("d")
outside = weakref.ref(d, lambda r: order.append("outside callback"))
second = weakref.ref(d, lambda r: order.append("second callback"))
del d
print(order)
order.clear()


class InDel:
    def __del__(self):
        order.append(r() is None)


x = InDel()
r = weakref.ref(x)
del x
print(order, r())
order.clear()
a, b = C(1), C(2)
a.b, b.a = b, a
ra = weakref.ref(a, lambda ref: order.append("cycle callback"))
del a, b
print(ra() is not None, gc.collect() > 0, ra(), order)
order.clear()


class Both:
    def __del__(self):
        order.append("del sees ref " + str(wr() is not None))


o = Both()
o.me = o
wr = weakref.ref(o, lambda r: order.append("callback"))
del o
gc.collect()
print(order)
