# match: literal and value patterns, None and booleans by identity, no match.
class Color:
    RED = 1
    GREEN = "green"

    class Deep:
        BLUE = (3,)


def f(x):
    match x:
        case 0:
            return "zero"
        case 1.5:
            return "one and a half"
        case -1:
            return "minus one"
        case 2 + 3j:
            return "complex"
        case -1.5 - 2j:
            return "negative complex"
        case "text":
            return "text"
        case b"bytes":
            return "bytes"
        case "a" "b":
            return "joined"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "never: 0 comes first"
        case Color.RED:
            return "red"
        case Color.GREEN:
            return "green"
        case Color.Deep.BLUE:
            return "blue"
        case 0x10 | 1_000 | 1e3j:
            return "forms"
    return "no match"


for x in (0, 0.0, 1.5, -1, -1.0, 2 + 3j, -1.5 - 2j, "text", b"bytes", "ab", None, True, False, 1, 1.0, "green", (3,), [3],
          16, 1000, 1000j, 7, "", [], f, 0j):
    print(repr(x) if x is not f else "f", "->", f(x))


class Sneaky:
    def __eq__(self, other):
        return True


print(f(Sneaky()))


class NeverEqual:
    def __eq__(self, other):
        return False


print(f(NeverEqual()))


def singletons(x):
    match x:
        case True:
            return "True"
        case False:
            return "False"
        case None:
            return "None"
        case 1:
            return "1"
        case 0:
            return "0"
    return "other"


print([singletons(x) for x in (True, False, None, 1, 0, 1.0, 0.0, "", Sneaky())])


class Error:
    @property
    def attr(self):
        raise KeyError("read")


e = Error()
try:
    match 1:
        case e.attr:
            pass
except KeyError as error:
    print(repr(error))
try:
    match 1:
        case missing.attribute:
            pass
except NameError as error:
    print(error)
match "nothing":
    case "something":
        print("never")
print("after a match without a match")
nan = float("nan")


class K:
    NAN = nan


match nan:
    case K.NAN:
        print("never")
    case _:
        print("nan equals nothing")
