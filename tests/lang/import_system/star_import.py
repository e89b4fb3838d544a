# import *: underscore names, __all__, packages whose __all__ names submodules, errors.
ns = {}
exec("from lib.plain import *", ns)
print(sorted(k for k in ns if not k.startswith("__")))
ns = {}
exec("from lib.with_all import *", ns)
print(sorted(k for k in ns if k != "__builtins__"))
for module in ("bad_all", "bad_all_type", "nothing"):
    try:
        exec(f"from lib.{module} import *", {})
    except (AttributeError, TypeError, ImportError) as e:
        print(type(e).__name__, e)
ns = {}
exec("from lib.star_pkg import *", ns)
print(sorted(k for k in ns if k != "__builtins__"), ns["sub_a"].__name__)
ns = {}
exec("from lib.dynamic import *", ns)
print(sorted(k for k in ns if k != "__builtins__" and not k.startswith("__")))
from lib.with_all import *

print(b, _c, "a" in globals())
import types, sys

m = types.ModuleType("fake")
m.__all__ = ("x", "y")
m.x, m.y, m.z = 1, 2, 3
sys.modules["fake"] = m
from fake import *

print(x, y, "z" in globals())


class Obj:
    public = 1
    _hidden = 2


sys.modules["fake2"] = Obj
ns = {}
exec("from fake2 import *", ns)
print(sorted(k for k in ns if k[:2] != "__"))
sys.modules["fake3"] = object()
try:
    exec("from fake3 import *", {})
except ImportError as e:
    print(e)
try:
    exec("def f():\n from lib.plain import *")
except SyntaxError as e:
    print(e)
