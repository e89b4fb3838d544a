# SPDX-License-Identifier: MIT
"""Comprehensions of every kind, nested and filtered, and the functions that consume them."""

total = 0
for size in range(120):
    squares = [x * x for x in range(size * 3)]
    evens = {x for x in squares if x % 2 == 0}
    table = {x: x + 1 for x in squares if x not in evens}
    grid = [[i ^ j for j in range(20)] for i in range(size)]
    flat = [cell for row in grid for cell in row if cell & 1]
    total += len(evens) + len(table) + sum(flat) + sum(v for v in table.values())
    total += any(x > 10**9 for x in squares) + all(x >= 0 for x in flat) + max((len(row) for row in grid), default=0)
    names = [f"{k}-{v}" for k, v in table.items()]
    total += len("".join(names)) + len([n for n in names if n.endswith("1")])
    pairs = list(map(lambda p: p[0] + p[1], zip(squares, squares[1:])))
    total += sum(filter(None, pairs)) + sum(i * x for i, x in enumerate(squares))
print(total)
