"""Generators, coroutines, asynchronous everything."""


def gen(xs):
    got = yield
    yield from xs
    return got


async def co(m, xs):
    async with m as v:
        await v
    async for x in xs:
        print(x)
    return [y async for y in xs if await y]


async def agen(xs):
    yield 1
    async for x in xs:
        yield x
