# match: alternatives, as, guards, captures that stay, order of evaluation.
def f(x):
    match x:
        case 1 | 2 | 3:
            return "small"
        case (4 | 5) as n:
            return "medium", n
        case int() as n if n < 0:
            return "negative", n
        case [1 | 2 as a, (3 | 4) as b] as whole:
            return a, b, whole
        case ("go", direction) | ["move", direction]:
            return direction
        case {"a": v} | [v, _, _] | str(v):
            return "v", v
        case n if n is None or n == 100:
            return "guard", n
        case _:
            return "default"


for x in (1, 3, 4, -7, [1, 4], [2, 3], ("go", "north"), ["move", "east"], {"a": 0}, [8, 9, 10], "text", None, 100, 50, [1, 5]):
    print(f(x))


def guard(n):
    print("guard", n, end="; ")
    return n > 2


def g(x):
    match x:
        case [a, _] if guard(a):
            return "first", a
        case [_, b] if guard(b):
            return "second", b
        case c:
            return "captured", c


print(g([3, 0]))
print(g([1, 5]))
print(g([1, 1]))
print(g(7))
match [1, 2]:
    case [left, 3]:
        print("never")
    case [_, _]:
        print("matched")
match 5:
    case captured if captured > 10:
        print("never")
print(captured)
match 5:
    case _ as named:
        print(named)
match (subject := 3):
    case 3 if subject == 3:
        print("walrus subject")


class Eq:
    def __eq__(self, other):
        print("compared with", other, end="; ")
        return other == 3


match Eq():
    case 1 | 2:
        print("never")
    case 3:
        print("three")


def loop():
    for x in range(5):
        match x:
            case 1:
                continue
            case 3:
                break
            case _:
                print(x)
    return x


print(loop())
try:
    match 1:
        case n if n / 0:
            pass
except ZeroDivisionError as e:
    print(e)


def gen(x):
    match x:
        case [y]:
            yield y
        case z:
            yield (yield z)


print(list(gen([1])), list(gen(2)))
