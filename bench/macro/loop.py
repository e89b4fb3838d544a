# SPDX-License-Identifier: MIT
"""Loops over integers and floats: a sieve, Collatz, a numeric integral."""


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    count = 0
    for i in range(2, n + 1):
        if flags[i]:
            count += 1
            for j in range(i * i, n + 1, i):
                flags[j] = 0
    return count


def collatz(limit):
    best, best_length = 0, 0
    for start in range(1, limit):
        n, length = start, 1
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            length += 1
        if length > best_length:
            best, best_length = start, length
    return best, best_length


def integral(steps):
    total, width = 0.0, 1.0 / steps
    for i in range(steps):
        x = (i + 0.5) * width
        total += 4.0 / (1.0 + x * x)
    return total * width


print(sieve(600000), collatz(20000), round(integral(1000000), 9))
