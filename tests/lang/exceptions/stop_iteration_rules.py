# Where StopIteration stops a loop and where it must not leak.
def take(it):
    try:
        return list(it)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class It:
    def __init__(self, exc):
        self.exc, self.n = exc, 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise self.exc
        return self.n


class Sub(StopIteration):
    pass


for exc in (StopIteration, StopIteration("value"), Sub(), ValueError("v"), StopAsyncIteration(), GeneratorExit()):
    try:
        print(repr(exc) if isinstance(exc, BaseException) else exc.__name__, take(It(exc)))
    except BaseException as e:
        print("escaped", repr(e))


def gen():
    yield 1
    next(iter([]))
    yield 2


print(take(gen()))
print(take(next(iter([])) for _ in range(2)))
print(take(map(lambda x: next(iter([])), [1, 2])))
print(take(filter(lambda x: next(iter([])), [1, 2])))
print(take(x for x in It(StopIteration)))
print(take(zip([1, 2, 3], It(StopIteration))))
for source in ("[next(iter([])) for _ in range(2)]", "{next(iter([])) for _ in range(2)}", "sorted([2, 1], key=lambda x: next(iter([])))", "max([1, 2], key=lambda x: next(iter([])))",
               "sum(next(iter([])) for _ in 'a')", "dict((next(iter([])), 1) for _ in 'a')", "(lambda: next(iter([])))()", "list(It(StopIteration))", "next(It(StopIteration))", "','.join(str(next(iter([]))) for _ in 'a')"):
    try:
        print(source, "=", eval(source))
    except (StopIteration, RuntimeError) as e:
        print(source, "|", type(e).__name__, e)


def returns():
    return (yield 1)


g = returns()
next(g)
try:
    g.send("sent")
except StopIteration as e:
    print(e.value, e.args, e.__context__)


def returns_tuple():
    yield
    return 1, 2


def returns_exc():
    yield
    return StopIteration("nested")


for f in (returns_tuple, returns_exc):
    g = f()
    next(g)
    try:
        next(g)
    except StopIteration as e:
        print(repr(e.value), len(e.args))


def catches():
    try:
        yield 1
        raise StopIteration("inside handled")
    except StopIteration as e:
        yield f"caught {e.value}"


print(take(catches()))


def throwing():
    try:
        yield 1
    except StopIteration:
        yield "caught thrown"


g = throwing()
next(g)
print(g.throw(StopIteration("x")), take(g))


def uncaught():
    yield 1


g = uncaught()
next(g)
try:
    g.throw(StopIteration("x"))
except RuntimeError as e:
    print(e, repr(e.__cause__), repr(e.__context__))
for x in It(StopIteration):
    pass
else:
    print("else after StopIteration")
a, b = It(StopIteration)
print(a, b, [*It(StopIteration)], (lambda *a: a)(*It(StopIteration)))
