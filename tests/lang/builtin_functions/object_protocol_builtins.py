# iter, next, reversed, sorted, enumerate, aiter, anext, hash, help-less odds and ends through user classes.
class Log:
    def __getattribute__(self, name):
        print("attribute", name)
        return object.__getattribute__(self, name)

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return [10, 20][i]

    def __reversed__(self):
        return iter("rev")

    def __hash__(self):
        return 5

    def __bool__(self):
        return False

    def __iter__(self):
        return iter([1, 2])

    def __contains__(self, x):
        return "contains"

    def __call__(self, *a):
        return a

    def __index__(self):
        return 1

    def __round__(self, n=0):
        return n

    def __format__(self, s):
        return "<" + s + ">"

    def __enter__(self):
        return "entered"

    def __exit__(self, *a):
        pass

    def __eq__(self, other):
        return "eq"

    def __dir__(self):
        return ["d"]


x = Log()
print(len(x), list(x), list(reversed(x)), hash(x), bool(x), 5 in x, x(1), [5, 6][x], round(x, 3), f"{x:s}", x == 1, dir(x), sum(x), sorted(x), x[0], bin(x), *x)
with x as e:
    print(e)
a, b = x
print(a, b, isinstance(x, Log), type(x).__name__, str(x)[:14], callable(x), max(x), dict.fromkeys(x), tuple(enumerate(x)), any(x), set(x))
print(x.__len__())
try:
    x.missing
except AttributeError as err:
    print(err)


class Old:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        print("getitem", i, end="; ")
        if i >= 3:
            raise IndexError
        return i * 2


o = Old()
print(list(o))
print(list(reversed(o)))
print(4 in o, 7 in o)
print(iter(o).__class__.__name__, tuple(zip(o, o))[-1])


class Stop:
    def __getitem__(self, i):
        if i == 2:
            raise StopIteration
        return i


print(list(Stop()))


class Fail:
    def __getitem__(self, i):
        raise KeyError(i)


try:
    list(Fail())
except KeyError as err:
    print(repr(err))
print(next(iter([]), None), next(iter([5])), [*reversed("abc")], sorted(reversed([3, 1, 2])), list(iter([1, 2, 3].pop, 1)))
