# SPDX-License-Identifier: MIT
"""Lists: comprehensions, slices, stack and queue work, matrix product, n queens."""


def matmul(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def queens(n):
    solutions = 0
    columns, left, right = [False] * n, [False] * (2 * n), [False] * (2 * n)

    def place(row):
        nonlocal solutions
        if row == n:
            solutions += 1
            return
        for c in range(n):
            if not (columns[c] or left[row + c] or right[row - c + n]):
                columns[c] = left[row + c] = right[row - c + n] = True
                place(row + 1)
                columns[c] = left[row + c] = right[row - c + n] = False

    place(0)
    return solutions


m = [[(i * j) % 7 for j in range(70)] for i in range(70)]
product = matmul(m, m)
stack = []
for i in range(400000):
    stack.append(i)
    if i % 3 == 0:
        stack.pop()
primes = [n for n in range(2, 6000) if all(n % d for d in range(2, int(n**0.5) + 1))]
print(sum(map(sum, product)), queens(7), len(stack), len(primes), sum(stack[::7]), [x * x for x in range(10)][-3:])
