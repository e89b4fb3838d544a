# sys.excepthook, sys.unraisablehook, and the built-in ones behind them.
# exit: 1
import sys


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        raise ValueError(f"del {self.name}")


def unraisable(u):
    print("unraisable:", u.exc_type.__name__, u.exc_value, u.err_msg, type(u.object).__name__, u.exc_traceback is not None)


original = sys.unraisablehook
print(original is sys.__unraisablehook__, sys.excepthook is sys.__excepthook__)
sys.unraisablehook = unraisable
D("one")
x = D("two")
x = None
[D("in a list")]
print("alive")


class BadHash:
    def __del__(self):
        1 / 0


b = BadHash()
del b


def excepthook(kind, value, tb):
    frames = []
    while tb:
        frames.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print("excepthook:", kind.__name__, value, frames)


sys.excepthook = excepthook


def fail():
    raise LookupError("uncaught")


sys.excepthook(ValueError, ValueError("called by hand"), None)
fail()
