# options: -OO
"""vanishes"""
import sys


def f():
    """vanishes too"""


class C:
    """and this"""

    def m(self):
        "also"


print(__doc__, f.__doc__, C.__doc__, C.m.__doc__, __debug__, sys.flags.optimize)
assert 0
