# SPDX-License-Identifier: MIT
"""Digits of pi, one by one, and products of large integers."""


def digits(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < count:
        if 4 * q + r - t < n * t:
            out.append(n)
            q, r, n = q * 10, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = (q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2)
    return out


factorial = 1
for i in range(1, 1500):
    factorial *= i
fibonacci = [0, 1]
for i in range(4000):
    fibonacci.append(fibonacci[-1] + fibonacci[-2])
print("".join(map(str, digits(500)))[-20:], len(str(factorial)), fibonacci[-1] % 10**18, factorial.bit_length())
state = 1
for i in range(200000):
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
print(state)
