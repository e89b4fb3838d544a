# options: -O
# With -O assertions vanish and __debug__ is false.
import sys

assert False, "never"
print(__debug__, sys.flags.optimize)
if __debug__:
    print("never")


def f(x):
    """docstring stays with -O"""
    assert x, "never"
    return "asserted nothing"


print(f(0), f.__doc__)
try:
    exec("assert 0")
    print("exec inherits")
except AssertionError:
    print("never")
print(eval("__debug__"), compile("__debug__", "s", "eval", optimize=0) is not None)
try:
    exec(compile("assert 0, 'compiled with optimize=0'", "s", "exec", optimize=0))
except AssertionError as e:
    print(e)
