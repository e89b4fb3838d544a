# Iterators that lie about their length, never end early, or change under the reader.
class Lies:
    def __init__(self, hint, items):
        self.hint, self.items = hint, items

    def __length_hint__(self):
        return self.hint

    def __len__(self):
        return self.hint

    def __iter__(self):
        return iter(self.items)

    def __getitem__(self, i):
        return self.items[i]


def attempt(source, **names):
    try:
        result = eval(source, names)
        print(source, "=", result if not isinstance(result, int) or result < 10**6 else "big")
    except Exception as e:
        print(source, type(e).__name__)


for hint in (0, 1, 10**6, 2**62, -1):
    for f in ("list(x)", "tuple(x)", "bytes(x)", "bytearray(x)", "set(x) == {1, 2}", "[*x]", "sorted(x)", "list(map(str, x))", "dict.fromkeys(x)", "list(zip(x, x))", "''.join(map(str, x))", "sum(x)", "list(reversed(x))", "x == x", "max(x)", "[9].__add__(list(x))"):
        if hint in (10**6, 2**62) and f == "list(reversed(x))":
            continue
        attempt(f, x=Lies(hint, [1, 2]))


class Grows:
    def __init__(self, target):
        self.target, self.n = target, 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 5:
            raise StopIteration
        self.target.append(self.n * 10)
        return self.n


lst = []
lst.extend(Grows(lst))
print(lst)
lst = [1, 2, 3]
lst[1:2] = Grows(lst)
print(lst)
lst = []
lst += Grows(lst)
print(lst)
lst = [0]
a, *b = Grows(lst)
print(a, b, len(lst))


class Clears(Grows):
    def __next__(self):
        self.target.clear()
        return super().__next__()


lst = [1, 2, 3]
lst.extend(Clears(lst))
print(lst)
lst = [1, 2, 3]
lst[0:1] = Clears(lst)
print(lst)
b = bytearray(b"abc")


class BGrow:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        b.append(65)
        return 66


b.extend(BGrow())
print(b)
b[1:2] = BGrow()
print(b)


class Reenter:
    def __init__(self):
        self.it = None

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.it)


r = Reenter()
r.it = map(str, r)
try:
    next(r)
except RecursionError:
    print("RecursionError")


def g():
    yield from me


me = g()
try:
    next(me)
except ValueError as e:
    print(e)
z = iter([1, 2])
print(list(zip(z, z, strict=False)), next(z, "end"))


class StopsTwice:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n % 3 == 0:
            raise StopIteration
        return self.n


s = StopsTwice()
print(list(s), list(s), [*s], next(s))
