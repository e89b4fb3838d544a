# The forms of import and what they bind.
import math
import math as m, sys
from math import floor, ceil as up
from math import (sqrt,
                  pi as circle,)

print(math is m, math is sys.modules["math"])
print(floor(1.5), up(1.5), sqrt(16), round(circle, 2))
import os.path
import os.path as p

print(os.__name__, p is os.path)


def f():
    import math as local
    from sys import path
    return local.__name__, type(path).__name__


print(f())


class C:
    from math import gcd
    import sys as s


print(C.gcd(12, 18), C.s.__name__)
for source in ("import no_such_module", "import math.nothing", "from math import no_such_name",
               "from no_such_module import x", "import no_such.sub", "from math.sub import x"):
    try:
        exec(source)
    except ImportError as e:
        print(type(e).__name__, "|", e, "|", e.name)
ns = {}
exec("from math import *", ns)
print("floor" in ns, "__name__" in ns, "_" in ns)
try:
    exec("def f():\n from math import *")
except SyntaxError as e:
    print(e.msg)
if True:
    import math as conditional
print(conditional.floor(2.7))
try:
    import nope
except ModuleNotFoundError:
    nope = None
print(nope)
import builtins

print(builtins.len([1]), __name__, __builtins__ is builtins)
