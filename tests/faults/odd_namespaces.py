# exec and eval in strange namespaces; names deleted under running code.
def attempt(source, g, l=None):
    try:
        exec(source, g, l)
        print(repr(source), "ok")
    except Exception as e:
        print(repr(source), type(e).__name__, e)


class Mapping:
    def __init__(self, fail):
        self.fail = fail

    def __getitem__(self, key):
        if self.fail == "get":
            raise ValueError(f"get {key}")
        raise KeyError(key)

    def __setitem__(self, key, value):
        if self.fail == "set":
            raise ValueError(f"set {key}")

    def __delitem__(self, key):
        raise ValueError(f"del {key}")


attempt("x = 1", {}, Mapping("set"))
attempt("x", {}, Mapping("get"))
attempt("x", {}, Mapping(None))
attempt("del x", {}, Mapping(None))
attempt("class C: pass", {}, Mapping("set"))
attempt("import sys", {}, Mapping("set"))
attempt("def f(): pass", {}, Mapping("set"))
attempt("x = 1\ny = x", {}, Mapping(None))
attempt("len([])", {"__builtins__": {}})
attempt("len([])", {"__builtins__": None})
attempt("len([])", {"__builtins__": 5})
attempt("len([])", {"__builtins__": {"len": 5}})
attempt("len([])", {5: 6, None: 7})
attempt("class C: x = 1", {"__builtins__": {}})
attempt("import sys", {"__builtins__": {"__import__": 5}})
attempt("print(1)", {"print": None})
attempt("[x for x in range(3)]", {"__builtins__": {"range": lambda n: "abc"}})
attempt("assert False", {"__builtins__": {}})
attempt("raise ValueError", {"__builtins__": {}})
attempt("for i in [1]: pass\nelse: del i", {})
attempt("f'{x}'", {"x": type("X", (), {"__format__": lambda s, f: 5})()})
g = {}
exec("def f():\n global x\n x = 1\n del x\n try: x\n except NameError as e: return str(e)", g)
print(g["f"]())
exec("def h(): return y", g)
g["y"] = 5
print(g["h"]())
del g["y"]
try:
    g["h"]()
except NameError as e:
    print(e)
g.clear()
h = None


def later():
    return vanishing


vanishing = 1
print(later())
del globals()["vanishing"]
try:
    later()
except NameError as e:
    print(e)
globals()["vanishing"] = 2
print(later())


class Meta(type):
    @classmethod
    def __prepare__(mcs, *a):
        return Mapping(None)


try:
    class C(metaclass=Meta):
        x = 1
except (TypeError, KeyError) as e:
    print(type(e).__name__)
code = compile("result = a + b", "s", "exec")
for ns in ({"a": 1, "b": 2}, {"a": "x", "b": "y"}, {"a": 1, "b": "y"}, {"a": 1.5, "b": 1}, {"a": [1], "b": [2]}):
    try:
        exec(code, ns)
        print(ns["result"])
    except TypeError as e:
        print(e)
import types

f = types.FunctionType(compile("lambda: q", "s", "eval").co_consts[0] if False else later.__code__, {"vanishing": "another world"})
print(f(), later())
