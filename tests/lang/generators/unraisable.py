# A generator that fails while it is finalized tells sys.unraisablehook.
import sys


def hook(u):
    print("unraisable:", type(u.exc_value).__name__, u.exc_value, "|", u.err_msg is None)


sys.unraisablehook = hook


def fails():
    try:
        yield 1
    finally:
        raise ValueError("while closing")


def yields():
    try:
        yield 1
    finally:
        yield 2


g = fails()
next(g)
del g
print("next")
g = yields()
next(g)
del g
print("end")
g = fails()
del g
print("not started: nothing to close")
g = fails()
next(g)
try:
    g.close()
except ValueError as e:
    print("close raised", e)
