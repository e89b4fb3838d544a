# SystemExit and KeyboardInterrupt as ordinary BaseExceptions, and the exit status at the end.
# exit: 3
import sys

for arg in ((), (0,), (5,), ("text",), (None,), (1.5,), ((1, 2),), (True,)):
    try:
        sys.exit(*arg)
    except SystemExit as e:
        print(arg, e.code, e.args, isinstance(e, Exception))
try:
    sys.exit(1, 2)
except TypeError as e:
    print(e)
try:
    raise KeyboardInterrupt("by hand")
except Exception:
    print("never")
except BaseException as e:
    print(repr(e))
try:
    try:
        sys.exit(9)
    finally:
        print("finally runs")
except SystemExit:
    print("stopped the exit")


def f():
    try:
        raise SystemExit(3)
    except Exception:
        print("never")
    finally:
        print("cleaning up")


class AtEnd:
    def __exit__(self, *a):
        print("with exits", a[0].__name__)

    def __enter__(self):
        pass


with AtEnd():
    f()
print("never")
