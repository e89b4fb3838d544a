# SPDX-License-Identifier: MIT
"""Calls with stars, keywords and defaults."""


def plain(a, b, c):
    return a + b + c


def default(a, b=1, c=2):
    return a + b + c


def gather(*args):
    return len(args)


def named(**kwargs):
    return len(kwargs)


def both(first, *rest, key=0, **others):
    return first + len(rest) + key + len(others)


total = 0
args, kwargs = (1, 2, 3), {"b": 5, "c": 7}
for i in range(50000):
    total += plain(*args) + plain(i, **kwargs) + default(i) + default(i, c=3)
    total += gather(1, 2, i) + gather(*args, 4) + named(x=1, y=i) + named(**kwargs)
    total += both(1, 2, 3, key=i, z=1) + max(i, 3, *args) + plain(b=1, c=i, a=2)
    first, *middle, last = args
    total += len(middle) + last
print(total)
