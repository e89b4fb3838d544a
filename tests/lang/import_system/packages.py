# Packages: init, submodules as attributes, relative imports, namespace packages.
import lib.pkg

print(lib.pkg.first, lib.pkg.two.other, lib.pkg.one.name, lib.pkg.attribute, lib.pkg.__package__, lib.pkg.__name__, lib.pkg.__file__.rsplit("/", 2)[-2:])
from lib.pkg import one, attribute as att
from lib.pkg.sub import deep
import lib.pkg.sub.deep as d

print(one.name, att, deep.result, d is deep, lib.pkg.sub.name, lib.pkg.sub.__path__[0].endswith("lib/pkg/sub"), lib.pkg.__spec__.submodule_search_locations == lib.pkg.__path__)
for statement in ("import lib.pkg.beyond", "import lib.pkg.missing", "from lib.pkg import missing", "import lib.pkg.one.deeper", "from lib.pkg.missing import x"):
    try:
        exec(statement)
    except ImportError as e:
        print(statement, "|", type(e).__name__, str(e).split(" (/")[0])
import lib.namespace.inside

print(lib.namespace.inside.where, type(lib.namespace.__path__).__name__, lib.namespace.__file__ if hasattr(lib.namespace, "__file__") else "no __file__", [p.rsplit("/", 1)[-1] for p in lib.namespace.__path__], lib.namespace.__spec__.origin)
print(repr(lib.namespace).split("(")[0], lib.namespace.__name__, lib.namespace.__package__, lib.namespace.inside.__package__)
import sys

print(sorted(n for n in sys.modules if n == "lib" or n.startswith("lib.")))
try:
    exec("from . import x", {"__name__": "made.up", "__package__": "made"})
except ImportError as e:
    print(type(e).__name__, e)
ns = {"__name__": "lib.pkg.invented", "__package__": "lib.pkg"}
exec("from .one import name; from . import two as t; from .. import plain_sibling as ps", ns)
print(ns["name"], ns["t"].__name__, ns["ps"].x)
for package in (None, 5, "", "no.such.parent"):
    try:
        exec("from .one import name", {"__name__": "x.y", "__package__": package})
    except (ImportError, TypeError, KeyError) as e:
        print(package, type(e).__name__, e)
