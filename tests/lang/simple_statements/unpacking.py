# Unpacking with and without stars, nested, from any iterable, and its errors.
a, *b = [1, 2, 3]
print(a, b)
*a, b = (1,)
print(a, b)
a, *b, c = range(6)
print(a, b, c)
(a, (b, *c)), *d = [(1, "xyz"), 2, 3]
print(a, b, c, d)
first, *_ = {"k": 1, "l": 2}
print(first, _)
*all_of_it, = "abc"
print(all_of_it)
for head, *tail in [(1, 2, 3), "ab", [0]]:
    print(head, tail)


def gen():
    yield 1
    yield 2
    print("gen goes on")
    yield 3


def attempt(source, **names):
    try:
        exec(source, names)
    except Exception as e:
        print(source, "->", type(e).__name__ + ":", e)


attempt("a, b = 1,")
attempt("a, b = 1, 2, 3")
attempt("a, b, *c = [1]")
attempt("a, b = 5")
attempt("a, b = None")
attempt("a, b = {1: 2}")
attempt("a, b = g()", g=gen)
attempt("a, *b, c = 'x'")
attempt("[a, [b, c]] = 1, [2]")
attempt("for a, b in [(1, 2), (3,)]: pass")


class Iter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n


x, y, z = Iter(3)
print(x, y, z)
it = Iter(10)
x, y, *rest = it
print(x, y, rest, list(it))


class Seq:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * 10


x, y, z = Seq()
print(x, y, z)
attempt("a, b = it", it=iter([1, 2, 3]))
