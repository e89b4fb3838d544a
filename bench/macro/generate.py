# SPDX-License-Identifier: MIT
"""Generators: pipelines, delegation, send, comprehensions."""


def count(n):
    for i in range(n):
        yield i


def squares(it):
    for x in it:
        yield x * x


def odd(it):
    return (x for x in it if x & 1)


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def average():
    total, n = 0.0, 0
    while True:
        value = yield total / n if n else 0.0
        total += value
        n += 1


print(sum(odd(squares(count(400000)))), sum(tree(13)))
a = average()
next(a)
for i in range(300000):
    result = a.send(i)
print(result, sum(x * y for x in range(500) for y in range(500)), len(list(zip(count(100000), count(100000)))))
