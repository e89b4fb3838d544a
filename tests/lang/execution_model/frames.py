# Frames: what a running function can see of itself and its callers.
import sys


def names():
    out = []
    frame = sys._getframe()
    while frame:
        out.append(frame.f_code.co_name)
        frame = frame.f_back
    return out


def outer():
    return names()


class C:
    def method(self):
        return names()

    body = names()


print(outer(), C().method(), C.body, (lambda: names())(), [names() for _ in range(1)])


def inspect(a, b=2):
    local = a + b
    frame = sys._getframe()
    return (frame.f_lineno - frame.f_code.co_firstlineno, dict(frame.f_locals), frame.f_globals is globals(),
            frame.f_code is inspect.__code__, frame.f_back.f_code.co_name, frame.f_trace, frame.f_lasti >= 0)


line, local_names, *rest = inspect(1)
local_names.pop("frame", None)
print(line, local_names, rest)


def caller_name():
    return sys._getframe(1).f_code.co_name


def calls():
    return caller_name()


print(calls(), caller_name())
try:
    sys._getframe(1000)
except ValueError as e:
    print(e)


def write_through():
    x = 1
    frame = sys._getframe()
    frame.f_locals["x"] = 5
    frame.f_locals["new"] = 6
    return x, frame.f_locals["new"], "new" in frame.f_locals, type(frame.f_locals).__name__


print(write_through())


def snapshot():
    x = 1
    before = locals()
    x = 2
    y = 3
    return before, locals() is before


print(snapshot())
print(sys._getframe().f_locals is globals(), sys._getframe().f_code.co_name, sys._getframe().f_back)


def tb_frames():
    try:
        inner_failure(1)
    except ZeroDivisionError as e:
        tb = e.__traceback__
        first = tb.tb_lineno - tb_frames.__code__.co_firstlineno
        tb = tb.tb_next
        return first, tb.tb_frame.f_locals, tb.tb_lineno - inner_failure.__code__.co_firstlineno, tb.tb_next


def inner_failure(arg):
    local = "kept"
    return arg / 0


print(tb_frames())


def gen():
    yield sys._getframe().f_back.f_code.co_name
    yield sys._getframe().f_code.co_name


print(list(gen()), [*gen()])
f = sys._getframe()
print(type(f).__name__, f.f_builtins is __builtins__.__dict__)
try:
    f.f_code = None
except AttributeError as e:
    print(e)
try:
    type(f)()
except TypeError as e:
    print(e)
