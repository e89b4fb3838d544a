# Generators and coroutines driven wrongly.
import sys

sys.unraisablehook = lambda u: print("ignored:", type(u.exc_value).__name__, u.exc_value)


def g():
    x = yield 1
    while True:
        try:
            x = yield x
        except GeneratorExit:
            return
        except BaseException as e:
            x = repr(e)


gen = g()
for action in ("gen.send(5)", "gen.throw(ValueError)", "next(gen)", "gen.close()"):
    try:
        print(action, eval(action))
    except Exception as e:
        print(action, type(e).__name__, e)
gen = g()
next(gen)
print(gen.send("a"), gen.throw(KeyError("k")), gen.throw(SystemExit), gen.throw(GeneratorExit) if False else "", gen.send(None))


def self_driving():
    try:
        me.send(None)
    except ValueError as e:
        yield str(e)
    try:
        me.close()
    except ValueError as e:
        yield str(e)
    try:
        me.throw(KeyError)
    except ValueError as e:
        yield str(e)
    yield from (str(x) for x in me) if False else ["end"]


me = self_driving()
print(list(me))


def mutual_a():
    yield from b


def mutual_b():
    yield from a


a, b = mutual_a(), mutual_b()
try:
    next(a)
except ValueError as e:
    print(e)


def never_stops():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


n = never_stops()
next(n)
try:
    n.close()
except RuntimeError as e:
    print(e)
del n
print("after del")
deep = iter([1])
for _ in range(300):
    deep = (x for x in deep)
print(list(deep))
deep = iter([1])
for _ in range(30000):
    deep = (x for x in deep)
try:
    list(deep)
except RecursionError:
    pass
print("ends")
del deep


def chain(n):
    if n:
        yield from chain(n - 1)
    yield n


try:
    print(sum(chain(300)))
    print(sum(chain(100000)))
except RecursionError:
    print("RecursionError")


async def co():
    return 5


c = co()
for action in ("list(c)", "next(c)", "[*c]", "iter(c)", "c()", "await_ = c.cr_await", "c.send(1)", "c.close()", "c.send(None)", "c.throw(ValueError)"):
    try:
        print(action, exec(action))
    except (TypeError, RuntimeError, ValueError) as e:
        print(action, type(e).__name__, e)


def finalizer_order():
    try:
        yield 1
    finally:
        try:
            yield 2
        finally:
            print("both finally blocks")


f = finalizer_order()
next(f)
next(f)
f.close()
gens = [g() for _ in range(1000)]
for x in gens:
    next(x)
gens.clear()
print("thousand generators dropped")
