# SPDX-License-Identifier: MIT
"""Integers of any size: pi's digits, factorials, Fibonacci, powers modulo."""


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return out


f = 1
for i in range(1, 3001):
    f *= i
a, b = 0, 1
for _ in range(30000):
    a, b = b, a + b
print(sum(pi_digits(800)), f % (10**9 + 7), f.bit_length(), a.bit_length(), a % 10**9, len(str(f >> 20000)))
print(sum(pow(3, n, 2**127 - 1) for n in range(10**6, 10**6 + 3000)) % 10**9, len(str(7**4000)))
