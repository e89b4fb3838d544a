# Subclasses of dict: __missing__, overridden methods that built-ins ignore or honour.
class D(dict):
    def __getitem__(self, key):
        return ("getitem", key)

    def __setitem__(self, key, value):
        super().__setitem__(key, ("set", value))

    def __contains__(self, key):
        return True

    def __len__(self):
        return 42

    def __iter__(self):
        return iter(["from iter"])

    def keys(self):
        return ["from keys"]


d = D(a=1)
d["b"] = 2
print(d["zzz"], "zzz" in d, len(d), list(d), dict.__getitem__(d, "a"), d.get("a"), d.get("b"), dict.__len__(d), bool(d))
d.update(c=3)
d.setdefault("e", 5)
print(sorted(dict.items(d)), dict(d), {**d}, (lambda **k: k)(**d), d.copy(), type(d.copy()).__name__, repr(d), d == {"a": 1}, d | {"x": 1})


class Missing(dict):
    def __missing__(self, key):
        return f"missing {key}"


m = Missing(a=1)
print(m["a"], m["b"], m, m.get("c"), "b" in m, type(m | {}).__name__, Missing.fromkeys("ab"), type(Missing.fromkeys("a")).__name__)
try:
    m.pop("zz")
except KeyError as e:
    print(repr(e))
print("{a} {z}".format_map(m), "%(q)s" % m, eval("unknown_name + ''", {}, m), m[1, 2])


class Raises(dict):
    def __missing__(self, key):
        raise LookupError(f"no {key}")


try:
    Raises()["k"]
except LookupError as e:
    print(type(e).__name__, e)


class Counter(dict):
    def __missing__(self, key):
        return 0


c = Counter()
for ch in "mississippi":
    c[ch] += 1
print(c, sorted(c.items(), key=lambda kv: (-kv[1], kv[0])))


class Attr(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__


a = Attr(x=1)
a.y = 2
del a.x
print(a, a.y, a["y"])
try:
    a.zz
except KeyError as e:
    print(repr(e))


class Ordered(dict):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.log = []


o = Ordered([("z", 1)], a=2)
o.log.append("instance attribute")
print(o, o.log, o.__dict__, isinstance(o, dict), type(o).__mro__[1].__name__, Ordered({"q": 1}) == {"q": 1})


class Get(dict):
    def get(self, key, default=None):
        return "overridden get"


g = Get()
print(g.get(1), g.setdefault("k", "v"), g)
exec("x = 1; y = 2", {}, ns := D())
print(sorted(dict.items(ns)))


class NS(dict):
    def __getitem__(self, k):
        print("lookup", k)
        return super().__getitem__(k)


exec("v = 5\nprint(v)", {"print": print}, NS())


class Hash(dict):
    def __hash__(self):
        return 7


print({Hash(a=1): "ok"}[Hash(a=1)], hash(Hash()))
