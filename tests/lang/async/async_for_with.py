# async for and async with: the protocols, else, break, errors, and what lacks them.
def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as e:
        return e.value


class Nothing:
    def __await__(self):
        yield


class Range:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __aiter__(self):
        return self

    async def __anext__(self):
        await Nothing()
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i - 1


class CM:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    async def __aenter__(self):
        print("enter", self.name)
        await Nothing()
        return self.name * 2

    async def __aexit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__)
        await Nothing()
        return self.suppress


async def main():
    async for x in Range(3):
        print(x)
    else:
        print("else")
    async for x in Range(5):
        if x == 1:
            continue
        if x == 3:
            break
        print("loop", x)
    else:
        print("never")
    async with CM("a") as a, CM("b"):
        print("body", a)
    async with (CM("c") as c, CM("d") as d):
        print(c, d)
    async with CM("s", suppress=True):
        raise ValueError("gone")
    try:
        async with CM("t"):
            raise KeyError("kept")
    except KeyError as e:
        print(repr(e))
    print([x async for x in Range(3)], {x async for x in Range(2)}, {x: x * x async for x in Range(3) if x})
    print([x + y async for x in Range(2) for y in (10, 20)], [await one(x) for x in range(2)])
    print([x async for x in (y async for y in Range(3) if y % 2 == 0)])
    for i in range(2):
        async with CM(f"r{i}"):
            if i:
                return "returned"
            continue


async def one(x):
    await Nothing()
    return x + 1


print(run(main()))


async def attempt(kind):
    match kind:
        case 0:
            async for x in [1]:
                pass
        case 1:
            async with open:
                pass
        case 2:
            async with Range(1):
                pass

        case 3:
            class NoNext:
                def __aiter__(self):
                    return 5
            async for x in NoNext():
                pass
        case 4:
            class BadNext:
                def __aiter__(self):
                    return self

                def __anext__(self):
                    return 5
            async for x in BadNext():
                pass
        case 5:
            class Sync:
                def __enter__(self):
                    pass

                def __exit__(self, *a):
                    pass
            async with Sync():
                pass
        case 6:
            for x in Range(1):
                pass
        case 7:
            with CM("x"):
                pass
        case 8:
            [x async for x in 5]


for i in range(9):
    try:
        run(attempt(i))
    except TypeError as e:
        print(i, e, "|", e.__cause__ and repr(e.__cause__))
