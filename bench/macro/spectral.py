# SPDX-License-Identifier: MIT
"""Float loops through functions and generators: the spectral norm of an infinite matrix."""


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    return [sum(element(i, j) * x for j, x in enumerate(v)) for i in range(len(v))]


def times_transposed(v):
    result = []
    for i in range(len(v)):
        total = 0.0
        for j in range(len(v)):
            total += element(j, i) * v[j]
        result.append(total)
    return result


u = [1.0] * 130
for _ in range(9):
    v = times_transposed(times(u))
    u = times_transposed(times(v))
vbv = sum(a * b for a, b in zip(u, v))
print(f"{(vbv / sum(b * b for b in v)) ** 0.5:.9f}")
