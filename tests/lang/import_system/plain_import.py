# A module runs once; its name, attributes, and the ways of importing it.
import sys

import lib.plain
import lib.plain as p
from lib import plain
from lib.plain import function, value as v, _private

print(lib.plain is p is plain, function() == v == 1, _private, p.__name__, p.__doc__, p.__package__, p.Class, type(p).__name__)
print(sys.modules["lib.plain"] is p, "lib" in sys.modules, lib.__name__, lib.__package__, p.__spec__.name, p.__spec__.parent, p.__file__.endswith("lib/plain.py"), p.__spec__.origin == p.__file__)
print(repr(p).startswith("<module 'lib.plain' from '/"), repr(p).endswith("lib/plain.py'>"), p.__dict__["value"], sorted(n for n in dir(p) if n[:2] != "__"), p.__builtins__ is not None, p.__cached__ is not None or True)
p.value = 99
print(function(), v, plain.value)
del lib.plain
import lib.plain

print(lib.plain is p if hasattr(lib, "plain") else "the attribute stays deleted")
import lib as other

print(other is lib, hasattr(lib, "nothing"))
for statement in ("import lib.nothing", "from lib import nothing", "from lib.plain import nothing", "import lib.plain.sub", "from . import x", "from .x import y", "import lib.plain as a.b" if False else "import nothing.at.all",
                  "from lib.plain import value, missing", "import lib, nothing"):
    try:
        exec(statement)
        print(statement, "ok")
    except ImportError as e:
        print(statement, "|", type(e).__name__, str(e).split(" (/")[0], "|", e.name, e.path and e.path.rsplit("/", 1)[-1])


def inside():
    import lib.plain as local
    from lib.plain import value
    return local.value, value


print(inside())


class C:
    from lib.plain import value, function as method


print(C.value, C.method())
