# for: sequences, iterators, targets, else, changing the sequence.
for c in "ab":
    print(c, end=" ")
for k in {"x": 1, "y": 2}:
    print(k, end=" ")
for k, v in {"x": 1}.items():
    print(k, v, end=" ")
for i, (a, *b) in enumerate(["xyz", "uv"]):
    print(i, a, b, end=" ")
print()
for i in range(3):
    i = 10
    print(i, end=" ")
print(i)
for i in []:
    print("never")
else:
    print("else on empty")
print(i)


class Target:
    pass


t = Target()
for t.attr in range(3):
    pass
lst = [None] * 3
j = 0
for lst[j] in "abc":
    j = (j + 1) % 3
print(t.attr, lst)
numbers = [1, 2, 3, 4, 5, 6]
for n in numbers:
    if n % 2 == 0:
        numbers.remove(n)
print(numbers)
growing = [1]
for n in growing:
    if n < 5:
        growing.append(n + 1)
print(growing)
for n in growing[:]:
    growing.insert(0, n)
print(growing)


class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError(i)
        return i * i


for v in Old():
    print(v, end=" ")
print()


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        print("iter", end=" ")
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("done")
        return self.n


for v in It():
    print(v, end=" ")
print()


class NoIter:
    __iter__ = None


class BadIter:
    def __iter__(self):
        return 5


class RaisingNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyError("from next")


for bad in (5, None, NoIter(), BadIter(), RaisingNext(), int, 1.5, object()):
    try:
        for v in bad:
            print(v)
    except Exception as e:
        print(type(e).__name__, e)
for x in 1, 2, *[3, 4]:
    print(x, end=";")
for x, in [(1,), [2]]:
    print(x, end=";")
for (x) in (5, 6): print(x, end=";")
print()
d = {1: 1}
try:
    for k in d:
        d[k + 1] = 0
except RuntimeError as e:
    print(e)
s = {1}
try:
    for k in s:
        s.add(k + 1)
except RuntimeError as e:
    print(e)
