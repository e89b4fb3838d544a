# importlib.import_module, reload, invalidate_caches, and __import__.
import importlib
import sys

m = importlib.import_module("lib.counter")
print(m.count, importlib.import_module("lib.counter") is m, importlib.import_module(".counter", "lib") is m, importlib.import_module("..counter", "lib.pkg") is m)
print(importlib.reload(m) is m, m.count)
m.extra = "survives"
importlib.reload(m)
print(m.extra, m.count)
for args in ((".counter",), ("lib.nothing",), ("",), (5,), ("...x", "lib"), (".x", ""), ("nothing", "lib"), ("lib.plain_sibling", None)):
    try:
        print(args, importlib.import_module(*args).__name__)
    except (ImportError, TypeError, ValueError, AttributeError) as e:
        print(args, type(e).__name__, e)
for bad in (5, "lib.counter", type(sys)("unknown")):
    try:
        importlib.reload(bad)
    except (TypeError, ImportError) as e:
        print(type(e).__name__, e)
print(__import__("lib.counter").__name__, __import__("lib.counter", fromlist=["count"]).__name__, __import__("lib", globals(), locals(), ["counter"], 0).counter is m, __import__("sys") is sys)
for args in (("",), (5,), (), ("x", {}, {}, [], -1), ("nothing.here",), ("counter", {"__package__": "lib", "__name__": "lib.x"}, {}, ["count"], 1)):
    try:
        print(__import__(*args).__name__)
    except (ImportError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
importlib.invalidate_caches()
with open("written_now.py", "w") as f:
    f.write("made = 'while running'\n")
importlib.invalidate_caches()
import written_now

print(written_now.made)
del sys.modules["lib.counter"]
again = importlib.import_module("lib.counter")
print(again is m, again.count)
original = __builtins__.__import__


def tracing(name, globals=None, locals=None, fromlist=(), level=0):
    print("import", name, fromlist, level)
    return original(name, globals, locals, fromlist, level)


__builtins__.__import__ = tracing
import lib.counter
from lib import counter as c, plain_sibling
import lib.counter as lc

__builtins__.__import__ = original
print(c is again)
