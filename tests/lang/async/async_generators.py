# Asynchronous generators: anext, asend, athrow, aclose, finalization.
class Pause:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        return (yield self.v)


def run(coro):
    try:
        while True:
            print("  paused with", coro.send(None))
    except StopIteration as e:
        return e.value


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print("got", got)
            await Pause(f"p{i}")
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        print("finally")


async def main():
    print([x async for x in agen(2)])
    g = agen(3)
    print(type(g).__name__, g.__name__, g.ag_running, g.ag_frame is not None)
    print(await g.__anext__(), await g.asend("hello"))
    print(await g.athrow(ValueError("thrown")))
    try:
        await g.__anext__()
    except StopAsyncIteration as e:
        print("stopped", e.args)
    g = agen(3)
    print(await anext(g))
    await g.aclose()
    await g.aclose()
    print(await anext(g, "default"))
    h = agen(1)
    await h.aclose()
    k = agen(1)
    try:
        await k.asend(5)
    except TypeError as e:
        print(e)
    await anext(k)
    try:
        await k.athrow(KeyError("out"))
    except KeyError as e:
        print(repr(e))
    return "done"


print(run(main()))


async def nested():
    async def inner():
        yield 1
        yield 2

    async for x in inner():
        yield x * 10


async def collect(it):
    return [x async for x in it]


print(run(collect(nested())))
print(run(collect(x * 2 async for x in nested() if x > 10)))


async def stops():
    yield 1
    raise StopAsyncIteration("inside")


async def stops2():
    yield 1
    raise StopIteration("inside")


for f in (stops, stops2):
    try:
        run(collect(f()))
    except RuntimeError as e:
        print(e)


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def close_it():
    s = stubborn()
    await anext(s)
    try:
        await s.aclose()
    except RuntimeError as e:
        print(e)


run(close_it())
for source in ("async def f():\n yield 1\n return 2", "async def f():\n yield from x", "def f():\n await x", "await x",
               "def f():\n async for x in y: pass", "def f():\n async with x: pass", "[x async for x in y]",
               "def f():\n return [x async for x in y]", "lambda: await x", "async def f():\n def g():\n  await x",
               "async for x in y: pass", "async x", "class C:\n await x", "async def f(x=await y): pass"):
    try:
        compile(source, "<test>", "exec")
        print("fine", repr(source))
    except SyntaxError as e:
        print(repr(source), "|", e.msg)
agen_object = agen(1)
try:
    for x in agen_object:
        pass
except TypeError as e:
    print(e)
try:
    aiter(5)
except TypeError as e:
    print(e)
print(aiter(agen_object) is agen_object)
