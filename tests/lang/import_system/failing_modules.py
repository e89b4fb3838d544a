# Modules that fail, disappear or replace themselves while they are imported.
import sys

for _ in range(2):
    try:
        import lib.fails
    except RuntimeError as e:
        print(e, "lib.fails" in sys.modules)
try:
    from lib.fails import partial
except RuntimeError as e:
    print(e)
import lib.replaces_itself as r

print(r, r.attribute, sys.modules["lib.replaces_itself"] is r)
from lib.replaces_itself import attribute

print(attribute)
try:
    import lib.removes_itself
except (KeyError, ImportError) as e:
    print(type(e).__name__, e)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as e:
    print(e, e.name)
sys.modules["odd"] = 5
import odd

print(odd)
try:
    from odd import thing
except ImportError as e:
    print(e)
from odd import real

print(real)
sys.modules["parent"] = parent = type(sys)("parent")
parent.child = "an attribute is no submodule"
from parent import child

print(child)
try:
    import parent.child
except ModuleNotFoundError as e:
    print(e)
parent.__path__ = []
try:
    import parent.other
except ModuleNotFoundError as e:
    print(e)
sys.modules["parent.made"] = type(sys)("parent.made")
import parent.made

print(parent.made if hasattr(parent, "made") else "not set on the parent")
from parent import made

print(made.__name__)
