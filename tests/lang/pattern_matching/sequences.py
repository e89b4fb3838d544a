# match: sequence patterns, stars, nesting, and what counts as a sequence.
def f(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return "one", a
        case [0, *rest]:
            return "zero and", rest
        case (a, b):
            return "two", a, b
        case [a, *middle, 9]:
            return "ends with nine", a, middle
        case [[a, b], *_]:
            return "nested", a, b
        case [_, _, _]:
            return "three"
        case [*all]:
            return "sequence", all
    return "no sequence"


for x in ([], (), [1], (2,), [0, 1, 2], [0], [1, 2], (3, 4), [1, 2, 3, 9], [[1, 2], 3, 4], [1, 2, 3], (1, 2, 3, 4),
          range(2), range(5), "ab", b"ab", bytearray(b"ab"), {1, 2}, {1: 2}, None, 5, iter([1]), memoryview(b"xyz")):
    print(f(x))


class Seq:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return i


class L(list):
    pass


class T(tuple):
    pass


print(f(Seq()), f(L([5])), f(T((6,))))


def g(x):
    match x:
        case "a", "b":
            return "open tuple"
        case 1, *_:
            return "starts with one"
        case *_, 2:
            return "ends with two"
        case *first, last:
            return first, last


print(g(["a", "b"]), g([1, 5]), g((5, 2)), g([7, 8]), g([]), g("ab"))


def h(x):
    match x:
        case [1, [2, [3, deepest]]]:
            return deepest
        case [(1 | 2) as n, [*_, {"k": v}]]:
            return n, v
        case (a, [b, *c], *d):
            return a, b, c, d


print(h([1, [2, [3, 4]]]), h([2, [0, {"k": 5}]]), h([1, "xy"]), h([1, ["x", "y"], 3, 4]))
match 1, 2:
    case x, y:
        print(x, y)
match [1, 2],:
    case [[a, b]]:
        print(a, b)
match *[1, 2], 3:
    case [*v]:
        print(v)
match (1):
    case (y):
        print(y)
