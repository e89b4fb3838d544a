# Expression statements: evaluated for effects, docstrings, semicolons.
"""not the docstring of anything but the module"""
1 + 1
"useless"; 2; print("a"); print("b")
print("c");
[print(n) for n in range(2)]
...
None
print(__doc__)


def f():
    """docstring"""
    "not this"


def g():
    f"not a {1} docstring"


def h():
    "joined " "docstring"


def k():
    b"bytes are none"


class C:
    "class doc"
    "second"


def raw():
    r"""raw \d"""


print(f.__doc__, g.__doc__, h.__doc__, k.__doc__, C.__doc__, raw.__doc__)


def indented():
    """First line.

        Deeper.
    Same.
    """


print(repr(indented.__doc__))
try:
    callee = 1
    callee()
except TypeError as e:
    print(e)
try:
    nothing_here
except NameError as e:
    print(e)
print("x") if True else print("y")
True and print("and")
False and print("never")
False or print("or")
pass; pass
lambda: 0
(yield_like := 3)
print(yield_like)
