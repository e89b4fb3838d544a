"""Comprehensions run in their frame, generator expressions in one of their own."""


def f(rows, n):
    flat = [x for row in rows for x in row if x if n]
    table = {k: [v + n for v in vs] for k, vs in rows}
    late = [lambda: i + n for i in rows]
    unique = {y := x for x in rows}
    lazy = (x * n for x in rows)
    return flat, table, late, unique, lazy, y


class C:
    n = 2
    squares = [x * x for x in range(n)]
