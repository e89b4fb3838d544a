# SPDX-License-Identifier: MIT
"""Exceptions: raised near and far, caught by class, with context, in loops with finally."""


class Custom(Exception):
    def __init__(self, value):
        super().__init__(value)
        self.value = value


def thrower(n):
    if n % 3 == 0:
        raise Custom(n)
    if n % 3 == 1:
        raise KeyError(n)
    return n


def deep(n):
    if n == 0:
        raise ValueError("bottom")
    deep(n - 1)


total = finals = 0
for i in range(150000):
    try:
        total += thrower(i)
    except Custom as e:
        total += e.value
    except (KeyError, IndexError):
        total -= 1
    finally:
        finals += 1
caught = 0
for _ in range(3000):
    try:
        deep(20)
    except ValueError:
        caught += 1
for i in range(100000):
    try:
        int("x" if i % 4 == 0 else "5")
    except ValueError:
        caught += 1
    try:
        {}[i]
    except LookupError:
        caught += 1
print(total, finals, caught)
