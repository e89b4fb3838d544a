# mappingproxy and SimpleNamespace.
import types

d = {"a": 1, "b": 2}
p = types.MappingProxyType(d)
d["c"] = 3
print(p, p["a"], len(p), list(p), "a" in p, p.get("z", 0), list(p.keys()), list(p.values()), list(p.items()), p.copy(), type(p.copy()).__name__, p == d, p == {"a": 1}, list(reversed(p)))
print(p | {"z": 9}, {"z": 9} | p, type(p | {}).__name__, repr(p), str(p), bool(types.MappingProxyType({})), hash(p) if False else "")
for source in ("p['x'] = 1", "del p['a']", "p['zz']", "p.clear()", "p.x = 1", "p |= {}", "types.MappingProxyType()", "types.MappingProxyType(5)", "types.MappingProxyType([1])", "types.MappingProxyType('ab')", "hash(p)",
               "p < p", "p.update({})", "types.MappingProxyType(p)", "{**p}", "dict(p)", "p.pop('a')", "p.setdefault('q')", "types.MappingProxyType({}, {})", "types.MappingProxyType[int]", "p + p", "p.get()", "p.get([])"):
    try:
        print(source, "=", eval(source) if " = " not in source and not source.startswith("del") and "|=" not in source else exec(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)


class M(dict):
    def __missing__(self, k):
        return "missing " + k


print(types.MappingProxyType(M())["q"], type(int.__dict__).__name__, int.__dict__["real"].__name__, "bit_length" in int.__dict__)


class H(dict):
    __hash__ = lambda self: 5


print(hash(types.MappingProxyType(H())))
n = types.SimpleNamespace(x=1, y="two")
print(n, n.x, n.y, vars(n), n == types.SimpleNamespace(x=1, y="two"), n == types.SimpleNamespace(x=1), n != 5, types.SimpleNamespace(), repr(n))
n.z = [n.x]
del n.x
print(n, hasattr(n, "x"), sorted(n.__dict__), types.SimpleNamespace({"a": 1}), types.SimpleNamespace([("b", 2)], c=3), types.SimpleNamespace(**{"odd name": 1}))
n.me = n
print(n)
for source in ("n.x", "types.SimpleNamespace(1)", "types.SimpleNamespace({}, {})", "types.SimpleNamespace({1: 2})", "del n.nothing", "hash(n)", "n < n", "n[0]", "len(n)", "types.SimpleNamespace(None)", "iter(n)"):
    try:
        print(source, "=", eval(source) if not source.startswith("del") else exec(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)


class Sub(types.SimpleNamespace):
    """with a method"""

    def total(self):
        return self.a + self.b


s = Sub(a=1, b=2)
print(s, s.total(), s == types.SimpleNamespace(a=1, b=2), type(s).__name__, s.__replace__(b=10), isinstance(s, types.SimpleNamespace))
