"""The docstring may come before future imports."""
# comments too
from __future__ import annotations, division
from __future__ import generator_stop as gs; from __future__ import (unicode_literals,)
import __future__

print(__doc__, annotations, gs.optional, division.mandatory[:2], __future__.annotations is annotations, __future__.all_feature_names)


def f(x: not_defined_anywhere, *a: 1 + 1) -> "quoted":
    y: also_undefined = 1
    return y


print(f.__annotations__, f(1))


class C:
    a: B[int] | None = 5
    b: int if undefined_too else str


print(C.__annotations__)
for source in ("x = 1\nfrom __future__ import annotations", "from __future__ import nope", "from __future__ import braces", "from __future__ import *", "import __future__; from __future__ import division", "'doc'; 'not doc'\nfrom __future__ import division",
               "if 1:\n from __future__ import division", "def f():\n from __future__ import division", "from __future__ import annotations as a\nfrom __future__ import division"):
    try:
        exec(source, {})
        print(repr(source), "fine")
    except SyntaxError as e:
        print(repr(source), e.msg)
ns = {}
exec(compile("def g(x: undefined): pass", "s", "exec", flags=0, dont_inherit=True), ns)
try:
    ns["g"].__annotations__
except NameError as e:
    print(e)
exec(compile("def g(x: undefined): pass", "s", "exec", flags=__future__.annotations.compiler_flag, dont_inherit=True), ns)
print(ns["g"].__annotations__)
exec("def h(x: undefined): pass", ns)
print(ns["h"].__annotations__)
