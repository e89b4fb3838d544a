# match: mapping patterns, rest, missing keys, and mappings that are not dicts.
def f(x):
    match x:
        case {"type": "point", "x": x, "y": y}:
            return "point", x, y
        case {"type": "circle", "center": [x, y], **rest}:
            return "circle", x, y, rest
        case {1: a, "two": b}:
            return a, b
        case {None: n}:
            return "none key", n
        case {True: t}:
            return "true key", t
        case {"k": {"nested": [_, v]}}:
            return "nested", v
        case {-1: m}:
            return "minus", m
        case {**all} if len(all) > 2:
            return "all", all
        case {}:
            return "any mapping"
    return "not a mapping"


for x in ({"type": "point", "x": 1, "y": 2}, {"type": "point", "x": 1}, {"type": "circle", "center": (3, 4), "r": 5, "c": "red"},
          {1: "one", "two": 2, 3: 3}, {None: 0}, {True: 1}, {1: 1}, {"k": {"nested": [0, 7]}}, {-1: 5}, {"a": 1, "b": 2, "c": 3},
          {}, {"z": 0}, [], "text", None):
    print(f(x))


class D(dict):
    def __missing__(self, key):
        print("missing called", key)
        return 0


class Recorder(dict):
    def get(self, key, default=None):
        print("get", key)
        return super().get(key, default)


print(f(D()), f(Recorder(type="point", x=5, y=6)))
keys = type("K", (), {"A": "a", "B": "b"})
match {"a": 1, "b": 2, "c": 3}:
    case {keys.A: x, keys.B: y, **z}:
        print(x, y, z)
match {"a": 1}:
    case {"a": int(n)}:
        print("int", n)
original = {"a": 1, "b": 2}
match original:
    case {"a": _, **rest}:
        rest["c"] = 3
        print(rest, original)
keys.B = "a"
try:
    match {"a": 1}:
        case {keys.A: x, keys.B: y}:
            print("never")
except ValueError as e:
    print(e)
match {}:
    case {"a": _}:
        print("never")
    case {**rest}:
        print("empty", rest)
import types

match types.MappingProxyType({"a": 1}):
    case {"a": v}:
        print("proxy", v)
