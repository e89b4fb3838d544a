# exit: 1
import sys


def hook(kind, value, tb):
    raise TypeError("hook failed")


sys.excepthook = hook
raise ValueError("original")
