# sys.modules as the source of truth: replaced entries, aliases, deletions, odd keys.
import sys

import lib.plain_sibling as s

print(type(sys.modules).__name__, sys.modules["sys"] is sys, sys.modules[__name__].__name__)
sys.modules["alias.of.sibling"] = s
import importlib

print(importlib.import_module("lib.plain_sibling") is s)
fake = type(sys)("lib.plain_sibling")
fake.x = "fake"
sys.modules["lib.plain_sibling"] = fake
from lib.plain_sibling import x
import lib.plain_sibling

print(x, lib.plain_sibling.x, lib.plain_sibling is s)
del sys.modules["lib.plain_sibling"]
import lib.plain_sibling as fresh

print(fresh is s, fresh is fake, lib.plain_sibling is fresh, fresh.x)
sys.modules["with space"] = s
print(importlib.import_module("with space") is s, __import__("with space") is s)
before = len(sys.modules)
import sys as sys2, builtins

print(len(sys.modules) == before, sys2 is sys, sys.modules["builtins"] is builtins)
sys.modules["x.y"] = s
try:
    import x.y
except ModuleNotFoundError as e:
    print(e)
sys.modules["x"] = type(sys)("x")
import x.y

print(x.__name__, hasattr(x, "y"))
print([n for n in ("sys", "builtins", "__main__") if n in sys.modules], "math" in sys.builtin_module_names or True, isinstance(sys.builtin_module_names, tuple))
