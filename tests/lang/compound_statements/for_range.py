# for over range: every sign and step, and how the loop variable behaves.
def collect(*args):
    out = []
    for i in range(*args):
        out.append(i)
    return out


print(collect(5), collect(0), collect(-5))
print(collect(2, 5), collect(5, 2), collect(-2, 2))
print(collect(0, 10, 3), collect(10, 0, -3), collect(0, 10, -1), collect(10, 0, 1))
print(collect(1, 2, 100), collect(5, -6, -5))
big = 10**20
print(collect(big, big + 3), collect(big, big - 3, -1), collect(-big, -big + 2))
print(collect(2**47 - 2, 2**47 + 2))
print(collect(-(2**47) + 1, -(2**47) - 3, -1))
print(collect(2**63 - 2, 2**63 + 1))
print(collect(0, 2**64, 2**62))
for args in ((1.5,), ("a",), (1, 2, 0), (), (1, 2, 3, 4), (None,), (1, None), ([],)):
    try:
        print(collect(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


print(collect(Index(3)), collect(Index(1), Index(8), Index(3)), collect(True))
total = 0
for i in range(1000):
    for j in range(i % 7):
        if j == 4:
            break
        total += i * j
print(total)
for i in range(3):
    for i in range(10, 12):
        print(i, end=" ")
print(i)
n = 3
for i in range(n):
    n += 1
print(n)
for r in (range(3), range(3)):
    print(list(r), end="")
r = range(4)
for a in r:
    for b in r:
        print(a * b, end=" ")
print()
it = iter(range(5))
for a in it:
    print(a, next(it, "end"), end=" ")
print()
