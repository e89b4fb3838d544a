# SPDX-License-Identifier: MIT
"""Sets and tuples: algebra, membership, tuples as keys, unpacking, a sieve, a game of life."""


def life(cells, rounds):
    for _ in range(rounds):
        near = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        key = (x + dx, y + dy)
                        near[key] = near.get(key, 0) + 1
        cells = {cell for cell, n in near.items() if n == 3 or n == 2 and cell in cells}
    return cells


def primes(n):
    rest, found = set(range(2, n)), []
    for i in range(2, n):
        if i in rest:
            found.append(i)
            rest -= set(range(i * i, n, i))
    return found


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (10, 10), (11, 10), (12, 10), (20, 5), (20, 6), (21, 5)}
total = 0
for i in range(3000):
    a, b = set(range(i % 50)), set(range(25, 60))
    total += len(a & b) + len(a | b) + len(a - b) + len(a ^ b) + (a <= b) + len(frozenset(a))
x = y = 0
for i in range(150000):
    x, y = y, x + i
    (p, q), r = (x, y), i
    if (p & 1, q & 1) == (1, 0):
        total += r
print(len(life(glider, 150)), len(primes(20000)), total)
