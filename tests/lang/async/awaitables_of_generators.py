# What asend(), athrow(), aclose() and anext() give: every order of send, throw and close on them.
import types


async def agen():
    try:
        yield 1
    except ValueError:
        print("agen: ValueError")
    finally:
        print("agen: finally")


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, repr(e))


STARTS = {
    "athrow": lambda a: a.athrow(ValueError(5)),
    "aclose": lambda a: a.aclose(),
    "asend": lambda a: a.asend(None),
}
STEPS = {
    "close": lambda s: s.close(),
    "throw": lambda s: s.throw(KeyError(3)),
    "send": lambda s: s.send(None),
    "send 5": lambda s: s.send(5),
}
for started in (False, True):
    for start, make in STARTS.items():
        for name, step in STEPS.items():
            print("--", start, name, "started" if started else "")
            a = agen()
            if started:
                attempt("first", lambda: a.asend(None).send(None))
            s = make(a)
            attempt("step", lambda: step(s))
            attempt("again", lambda: step(s))
            attempt("send", lambda: s.send(None))
            attempt("asend", lambda: a.asend(None).send(None))
            print(a.ag_running, a.ag_frame is None)


@types.coroutine
def pause(v):
    try:
        return (yield v)
    except BaseException as e:
        print("pause", repr(e))
        raise


async def pausing():
    try:
        yield await pause(1)
        yield await pause(2)
    except KeyError as e:
        print("pausing", repr(e))
        yield "k"
    finally:
        print("pausing: finally")


def drive(awaitable, *steps):
    for method, *args in steps:
        attempt(method, lambda: getattr(awaitable, method)(*args))


a = pausing()
drive(a.asend(None), ("send", None), ("send", 7), ("send", 8))
drive(a.asend(None), ("send", None), ("throw", KeyError(1)), ("send", None))
drive(a.aclose(), ("send", None), ("send", None))
a = pausing()
drive(a.asend(None), ("send", None), ("close",), ("send", 8))
a = pausing()
drive(a.asend(None), ("send", None), ("send", 8))
drive(a.aclose(), ("send", None), ("throw", KeyError(9)), ("send", 8))
a = pausing()
x = anext(a, "default")
drive(x, ("send", None), ("send", 4), ("send", None))
drive(anext(a, "default"), ("throw", ValueError(1)))
drive(anext(a, "default"), ("send", None))

first, second = pausing(), pausing()
running = first.asend(None)
print(running.send(None), first.ag_running)
for other in (first.asend(None), first.athrow(ValueError), first.aclose()):
    drive(other, ("send", None), ("send", None), ("close",))
drive(running, ("send", 6))
