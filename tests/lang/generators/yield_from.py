# yield from: values, results, delegation of send, throw and close, other iterables.
def inner():
    print("inner starts")
    try:
        a = yield 1
        print("inner got", a)
        b = yield 2
        print("inner got", b)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    finally:
        print("inner finally")
    return "inner result"


def outer():
    result = yield from inner()
    print("outer got", result)
    yield "last"
    return "outer result"


g = outer()
print(next(g), g.send("A"), g.send("B"))
print(list(g))
g = outer()
print(next(g))
print(g.throw(ValueError("boom")))
print(next(g))
g = outer()
next(g)
g.close()


def chain(*its):
    for it in its:
        yield from it


print(list(chain("ab", [1], (2,), {3: 4}, range(2), iter([5]), (x for x in [6]))))


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("it result")
        return self.n


def delegate(it):
    return (yield from it)


def drain(g):
    out = []
    while True:
        try:
            out.append(next(g))
        except StopIteration as e:
            return out, e.value


print(drain(delegate(It())), drain(delegate([])), drain(delegate("xy")))
g = delegate(It())
next(g)
try:
    g.send("value")
except AttributeError as e:
    print(e)
g = delegate(It())
next(g)
try:
    g.throw(KeyError("no throw method"))
except KeyError as e:
    print(repr(e))
for bad in (5, None, object):
    try:
        next(delegate(bad))
    except TypeError as e:
        print(e)


class Sendable(It):
    def send(self, v):
        return ("sent", v)

    def throw(self, *a):
        return ("thrown", a[0].__class__.__name__)

    def close(self):
        print("closed by delegate")


g = delegate(Sendable())
print(next(g), g.send(9), g.throw(ValueError("x")))
g.close()


def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        got = yield "bottom"
        print("bottom got", got)


g = deep(50)
print(next(g))
try:
    g.send("hello")
except StopIteration:
    print("done")


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, [3, [4, []]], 5]])))
