# Endless recursion through every protocol the interpreter calls.
class Base:
    pass


def make(**methods):
    return type("R", (Base,), methods)


def loop(*args):
    return loop(*args)


same = {
    "__repr__": repr, "__str__": str, "__len__": len, "__hash__": hash, "__bool__": bool, "__iter__": iter, "__next__": next, "__int__": int, "__float__": float,
    "__complex__": complex, "__index__": bin, "__abs__": abs, "__neg__": lambda x: -x, "__pos__": lambda x: +x, "__invert__": lambda x: ~x, "__bytes__": bytes, "__call__": lambda x: x(),
    "__reversed__": reversed, "__enter__": lambda x: x.__enter__(), "__round__": round, "__dir__": dir, "__format__": None, "__length_hint__": None, "__sizeof__": None,
}
for name, action in same.items():
    if action is None:
        continue
    cls = make(**{name: (lambda action: lambda self: action(self))(action)})
    if name == "__next__":
        cls.__iter__ = lambda self: self
    try:
        action(cls())
        print(name, "returned")
    except RecursionError:
        print(name, "RecursionError")
binary = {"__add__": "+", "__radd__": "+", "__sub__": "-", "__mul__": "*", "__truediv__": "/", "__mod__": "%", "__pow__": "**", "__and__": "&", "__lshift__": "<<", "__matmul__": "@", "__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">=",
          "__iadd__": "+="}
for name, op in binary.items():
    ns = {}
    if op == "+=":
        exec("def f(self, other):\n self += other\n return self", ns)
    elif name == "__radd__":
        exec("def f(self, other): return other + self", ns)
    else:
        exec(f"def f(self, other): return self {op} other", ns)
    x = make(**{name: ns["f"]})()
    try:
        if name == "__radd__":
            1 + x
        elif op == "+=":
            x += 1
        else:
            eval(f"x {op} 1")
        print(name, "returned")
    except RecursionError:
        print(name, "RecursionError")
others = {
    "getattr": (make(__getattr__=lambda s, n: getattr(s, n)), lambda x: x.anything),
    "getattribute": (make(__getattribute__=lambda s, n: getattr(s, n)), lambda x: x.anything),
    "setattr": (make(__setattr__=lambda s, n, v: setattr(s, n, v)), lambda x: setattr(x, "a", 1)),
    "delattr": (make(__delattr__=lambda s, n: delattr(s, n)), lambda x: delattr(x, "a")),
    "getitem": (make(__getitem__=lambda s, i: s[i]), lambda x: x[0]),
    "setitem": (make(__setitem__=lambda s, i, v: s.__setitem__(i, v)), lambda x: x.__setitem__(0, 1)),
    "contains": (make(__contains__=lambda s, v: v in s), lambda x: 1 in x),
    "format": (make(__format__=lambda s, f: format(s, f)), lambda x: f"{x}"),
    "property": (make(p=property(lambda s: s.p)), lambda x: x.p),
    "new": (make(__new__=lambda c: c()), lambda x: None),
    "sort key": (make(), lambda x: sorted([1, 2], key=lambda v: loop())),
    "sort lt": (make(__lt__=lambda s, o: sorted([s, o])), lambda x: sorted([x, x])),
    "map": (make(), lambda x: list(map(loop, [1]))),
    "max": (make(), lambda x: max([1, 2], key=loop)),
    "dict key": (make(__hash__=lambda s: hash({s: 1}), __eq__=lambda s, o: True), lambda x: {x: 1}),
    "instancecheck": (type("M", (type,), {"__instancecheck__": lambda c, o: isinstance(o, c)})("K", (), {}), lambda x: isinstance(1, type(x))),
    "missing": (type("D", (dict,), {"__missing__": lambda s, k: s[k]}), lambda x: x["k"]),
    "missing format": (type("D", (dict,), {"__missing__": lambda s, k: "{k}".format_map(s)}), lambda x: x["k"]),
    "comprehension": (make(), lambda x: (lambda f: f(f))(lambda f: [f(f) for _ in range(1)])),
    "generator": (make(), lambda x: (lambda f: list(f(f)))(lambda f: (y for _ in range(1) for y in f(f)))),
    "exec": (make(), lambda x: exec(source, {"source": source})),
    "eval": (make(), lambda x: eval(expression, {"expression": expression})),
    "lambda": (make(), lambda x: (lambda f: f(f))(lambda f: f(f))),
    "import": (make(), lambda x: (lambda f: f(f))(lambda f: __builtins__.__import__ and f(f))),
    "super": (type("S", (Base,), {"m": lambda s: super(type(s), s).__getattribute__("m")()}), lambda x: x.m()),
    "descriptor": (make(d=make(__get__=lambda s, o, t: o.d)()), lambda x: x.d),
    "init_subclass": (make(), lambda x: subclass_forever(0)),
    "raise in except": (make(), lambda x: raising(0)),
    "finally": (make(), lambda x: finals(0)),
    "with": (make(), lambda x: withs()),
}
source = "exec(source)"
expression = "eval(expression)"


def subclass_forever(n):
    class B:
        def __init_subclass__(cls):
            subclass_forever(n + 1)

    class C(B):
        pass


def raising(n):
    try:
        raise ValueError(n)
    except ValueError:
        raising(n + 1)


def finals(n):
    try:
        finals(n + 1)
    finally:
        pass


class CM:
    def __enter__(self):
        withs()

    def __exit__(self, *a):
        pass


def withs():
    with CM():
        pass


for name, (cls, action) in others.items():
    try:
        action(cls() if name != "new" else None) if name != "new" else cls()
        print(name, "returned")
    except RecursionError:
        print(name, "RecursionError")
print("survived")
