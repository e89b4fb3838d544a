# Generators: send, throw, close and their corner cases.
def echo():
    received = []
    while True:
        try:
            x = yield received[-1:] or "nothing"
            received.append(x)
        except ValueError as e:
            received.append(f"caught {e}")
        except GeneratorExit:
            print("closing with", received)
            raise


g = echo()
try:
    g.send(1)
except TypeError as e:
    print(e)
print(next(g), g.send(5), g.send(None), g.throw(ValueError("thrown")), g.throw(ValueError), g.send(7))
g.close()
g.close()
try:
    g.send(1)
except StopIteration:
    print("finished")
try:
    g.throw(KeyError("after end"))
except KeyError as e:
    print(repr(e))


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)


def swallow():
    try:
        yield 1
    except GeneratorExit:
        return "value from close"


s = swallow()
next(s)
print(s.close(), s.close())


def fresh():
    print("never runs")
    yield


f = fresh()
try:
    f.throw(ValueError("at start"))
except ValueError as e:
    print(e)
print(next(f, "dead"))
fresh().close()


def cleanup():
    try:
        yield 1
    finally:
        print("cleaned")


c = cleanup()
next(c)
try:
    c.throw(KeyError("k"))
except KeyError as e:
    print(repr(e), e.__traceback__.tb_next.tb_frame.f_code.co_name)
c = cleanup()
next(c)
del c


def convert():
    try:
        yield 1
    except ValueError as e:
        raise TypeError("converted") from e


c = convert()
next(c)
try:
    c.throw(ValueError("v"))
except TypeError as e:
    print(e, repr(e.__cause__))


def stop():
    yield 1
    raise StopIteration("inside")


try:
    list(stop())
except RuntimeError as e:
    print(e, repr(e.__cause__))
s = stop()
next(s)
for bad in (5, "x", int, None):
    try:
        s.throw(bad)
    except TypeError as e:
        print(e)


def running():
    yield g2.send(None)


g2 = running()
try:
    next(g2)
except ValueError as e:
    print(e)


def loop():
    for i in range(3):
        try:
            yield i
        except ValueError:
            print("skipped", i)


x = loop()
print(next(x), x.throw(ValueError), list(x))
