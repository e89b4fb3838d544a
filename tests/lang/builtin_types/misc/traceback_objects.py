# traceback objects: walking, making, cutting, and with_traceback.
import sys
import types


def inner():
    raise ValueError("x")


def outer():
    inner()


try:
    outer()
except ValueError as e:
    error = e
tb = error.__traceback__
names = []
while tb:
    names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno if tb.tb_next else 1, type(tb.tb_lasti).__name__))
    tb = tb.tb_next
print(names)
tb = error.__traceback__
print(type(tb).__name__, tb.tb_next.tb_next.tb_next, tb is error.__traceback__, dir(tb))
frame = tb.tb_next.tb_frame
made = types.TracebackType(None, frame, 0, 42)
print(made.tb_next, made.tb_frame is frame, made.tb_lineno, made.tb_lasti)
chained = types.TracebackType(made, frame, 0, 7)
print(chained.tb_next is made)
chained.tb_next = None
print(chained.tb_next)
chained.tb_next = made
for source in ("made.tb_next = chained", "made.tb_next = 5", "made.tb_lineno = 1", "made.tb_frame = None", "del made.tb_next", "types.TracebackType()", "types.TracebackType(5, frame, 0, 1)", "types.TracebackType(None, 5, 0, 1)",
               "types.TracebackType(None, frame, 'a', 1)", "made.x = 1"):
    try:
        exec(source)
        print(source, "ok")
    except (TypeError, ValueError, AttributeError) as e:
        print(source, "|", type(e).__name__, e)


def depth(tb):
    n = 0
    while tb:
        n, tb = n + 1, tb.tb_next
    return n


print(depth(error.__traceback__), depth(error.with_traceback(None).__traceback__), error.with_traceback(made).__traceback__ is made)
for bad in (5, "x", ValueError()):
    try:
        error.with_traceback(bad)
    except TypeError as e:
        print(e)
    try:
        error.__traceback__ = bad
    except TypeError as e:
        print(e)
error.__traceback__ = None
try:
    raise error
except ValueError as e:
    print(depth(e.__traceback__))
try:
    raise error
except ValueError as e:
    print(depth(e.__traceback__), e is error)
try:
    try:
        outer()
    except ValueError as e:
        raise e.with_traceback(e.__traceback__.tb_next)
except ValueError as e:
    print(depth(e.__traceback__))
try:
    del error.__traceback__
except TypeError as e:
    print(e)
print(sys.exc_info()[2])


def gen():
    yield
    1 / 0


g = gen()
next(g)
try:
    next(g)
except ZeroDivisionError as e:
    print(depth(e.__traceback__), e.__traceback__.tb_next.tb_frame.f_code.co_name)
