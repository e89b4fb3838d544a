# Coroutines driven by hand: await, results, send, throw, close, never awaited.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


def run(coro, *answers):
    answers = iter(answers)
    try:
        print("yielded", coro.send(None))
        while True:
            print("yielded", coro.send(next(answers, None)))
    except StopIteration as e:
        return e.value


async def simple():
    return 5


async def one(x):
    got = await Pause(x)
    print("got", got)
    return got


async def two():
    a = await one("first")
    b = await one("second")
    return [a, b, await simple()]


print(run(two(), "A", "B"))
c = simple()
print(type(c).__name__, c.__name__, c.cr_running, c.cr_await, c.cr_frame is not None, c.cr_origin)
print(run(c))
try:
    c.send(None)
except RuntimeError as e:
    print(e)


async def catches():
    try:
        await Pause(1)
    except ValueError as e:
        return f"caught {e}"
    finally:
        print("finally")


c = catches()
c.send(None)
try:
    c.throw(ValueError("thrown"))
except StopIteration as e:
    print(e.value)
c = catches()
c.send(None)
c.close()
c = catches()
try:
    c.send("early")
except TypeError as e:
    print(e)
c.close()


async def bad(x):
    await x


class BadAwait:
    def __await__(self):
        return 5


class NotIter:
    def __await__(self):
        return [1]


def plain():
    yield


for thing in (5, None, "s", plain(), BadAwait(), NotIter(), simple):
    try:
        bad(thing).send(None)
    except TypeError as e:
        print(e)


async def loop():
    total = 0
    for i in range(3):
        total += await Pause(i)
    return total


print(run(loop(), 10, 20, 30))
c = simple()
try:
    for x in c:
        pass
except TypeError as e:
    print(e)
try:
    list(c)
except TypeError as e:
    print(e)
try:
    next(c)
except TypeError as e:
    print(e)
c.close()
w = simple()
aw = w.__await__()
print(type(aw).__name__)
try:
    next(aw)
except StopIteration as e:
    print(e.value)
print(one.__code__.co_flags & 0x80 != 0, type(one).__name__)


async def stops():
    raise StopIteration("inside")


try:
    stops().send(None)
except RuntimeError as e:
    print(e)
