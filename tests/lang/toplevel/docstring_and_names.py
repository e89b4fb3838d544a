"""The module docstring."""
# Module names at the top level of a program.
print(__doc__, __name__, __package__, __spec__, __file__.endswith("docstring_and_names.py"), type(__builtins__).__name__, __loader__ is not None)
print(sorted(n for n in globals() if n.startswith("__")))
print(locals() is globals(), vars() is globals(), dir() == sorted(globals()))
x = 1
globals()["y"] = 2
print(y, "x" in locals())
locals()["z"] = 3
print(z)
del globals()["z"]
try:
    z
except NameError as e:
    print(e)
__doc__ = "changed"
print(__doc__)
if __name__ == "__main__":
    print("run as the main program")


def main():
    global result
    result = 42


main()
print(result)
__name__ = "renamed"


class C:
    pass


print(C.__module__, main.__module__)
import sys

print(sys.argv[1:], len(sys.argv), sys.argv[0].endswith("docstring_and_names.py"), sys.flags.optimize, sys.flags.interactive)
