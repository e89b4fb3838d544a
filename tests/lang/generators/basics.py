# Generators: state, return values, exhaustion, order of effects.
def count(n):
    print("started")
    for i in range(n):
        print("before", i)
        yield i
        print("after", i)
    print("ended")
    return "result"


g = count(2)
print(type(g).__name__, iter(g) is g)
print(next(g))
print(next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print("stop again", e.value)
print(next(g, "default"))


def empty():
    return
    yield


def bare():
    yield


def never(flag):
    if flag:
        yield 1


def only_return():
    return 5
    yield


print(list(empty()), list(bare()), list(never(False)), list(never(True)), list(only_return()))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(15)])


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)))


def values():
    x = yield 1, 2
    y = yield (lambda: x)()
    z = (yield), (yield)
    return x, y, z


g = values()
print(next(g), g.send("x"), g.send("y"), g.send("z1"))
try:
    g.send("z2")
except StopIteration as e:
    print(e.value)
print([x for x in count(1)], sum(i * i for i in fib_10()) if False else "")


def args(*a, k=1, **kw):
    yield a
    yield k
    yield kw


print(list(args(1, 2, k=3, z=4)))
a, *b = args()
print(a, b, *args(5), max(args.__name__), 3 in (i for i in range(5)))
