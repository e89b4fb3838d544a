# SPDX-License-Identifier: MIT
"""Work inside the built-ins: sum, min, max, sorted, zip, map, enumerate, isinstance, len, range, getattr, hash."""

numbers = [(i * 7919) % 10007 for i in range(3000)]
total = 0
for i in range(60):
    total += sum(numbers) + min(numbers) + max(numbers) + len(sorted(numbers)) + len(set(numbers))
    total += sum(map(abs, numbers)) + len(list(zip(numbers, numbers))) + numbers.index(7919) + numbers.count(3)
    total += len(list(enumerate(numbers))) + len(numbers[::-1]) + len(dict(zip(numbers, numbers)))
    total += sum(divmod(n, 7)[1] for n in numbers[:300]) + len(tuple(reversed(numbers)))
for i in range(60000):
    total += isinstance(i, int) + len(numbers) + abs(-i) + ord("a") + (hash(i) & 1) + bool(i) + min(i, 5)
    total += len(str(i)) + int("12") + round(i / 3) + pow(i, 2, 7) + len(repr(i))
print(total)
