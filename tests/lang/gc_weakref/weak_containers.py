# WeakValueDictionary, WeakKeyDictionary, WeakSet, finalize, WeakMethod.
import weakref


class K:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"K({self.name})"

    def method(self):
        return "method of " + self.name


d = weakref.WeakValueDictionary()
a, b = K("a"), K("b")
d["a"], d["b"] = a, b
print(len(d), d["a"], "a" in d, sorted(d), d.get("z", 0), sorted(d.keys()), sorted(map(str, d.values())), d.pop("b"), len(d))
d["b"] = b
del b
print(len(d), "b" in d, list(d.items()))
try:
    d["b"]
except KeyError as e:
    print(repr(e))
try:
    d["x"] = 5
except TypeError as e:
    print(e)
print(d.setdefault("a", None), d.copy()["a"], dict(d))
k = weakref.WeakKeyDictionary()
x, y = K("x"), K("y")
k[x], k[y] = 1, 2
print(len(k), k[x], x in k, K("x") in k, sorted(k.values()))
del y
print(len(k), list(k.items()))
s = weakref.WeakSet([x])
z = K("z")
s.add(z)
print(len(s), x in s, sorted(map(str, s)))
del z
print(len(s), s == {x}, list(s))
s.discard(x)
print(len(s), list(s))
log = []
obj = K("finalized")
f = weakref.finalize(obj, log.append, "gone")
print(f.alive, f.peek()[2], bool(f.atexit))
del obj
print(log, f.alive, f())
obj = K("second")
f = weakref.finalize(obj, lambda: "called by hand")
print(f(), f(), f.alive)
f = weakref.finalize(obj, log.append, "never")
print(f.detach() is not None, f.alive)
del obj
print(log)
m = K("m")
wm = weakref.WeakMethod(m.method)
print(wm()(), wm() == m.method)
del m
print(wm())
keep = K("at exit")
weakref.finalize(keep, print, "at exit")
print("end")
