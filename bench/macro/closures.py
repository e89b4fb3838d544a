# SPDX-License-Identifier: MIT
"""Closures and decorators: counters, currying, memoising and timing wrappers, functions as values."""


def counter(step):
    total = 0

    def add(n):
        nonlocal total
        total += n * step
        return total

    return add


def compose(*functions):
    def run(x):
        for f in functions:
            x = f(x)
        return x

    return run


def logged(function):
    calls = []

    def wrapper(*args, **kwargs):
        if len(calls) < 10:
            calls.append(args)
        return function(*args, **kwargs)

    wrapper.calls = calls
    return wrapper


def memo(function):
    known = {}

    def wrapper(n):
        if n not in known:
            known[n] = function(n)
        return known[n]

    return wrapper


@logged
def mixed(a, b=2, *, c=3):
    return a * b + c


@memo
def partitions(n):
    return 1 if n < 2 else partitions(n - 1) + partitions(n // 2)


adders = [counter(i) for i in range(10)]
for i in range(30000):
    for add in adders[:5]:
        add(i)
pipe = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x % 1001, abs)
print(sum(pipe(i) for i in range(80000)), [add(0) for add in adders], partitions(150))
print(sum(mixed(i, c=i) + mixed(i, 5) for i in range(50000)), len(mixed.calls))
