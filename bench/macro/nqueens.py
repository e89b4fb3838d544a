# SPDX-License-Identifier: MIT
"""Permutations by generators, sets of diagonals, sums in generator expressions."""


def permutations(items, count):
    if count == 0:
        yield ()
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:], count - 1):
            yield (item,) + rest


def queens(n):
    columns = range(n)
    for order in permutations(tuple(columns), n):
        if n == len({order[i] + i for i in columns}) == len({order[i] - i for i in columns}):
            yield order


print(sum(1 for _ in queens(7)), next(queens(6)))
