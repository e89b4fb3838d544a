# match: class patterns, positional through __match_args__, keywords, built-in types.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


def f(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point(x, 0) | Point(0, x):
            return "axis", x
        case Point3(z=z, x=1):
            return "3d", z
        case Point(x=x, y=y) if x == y:
            return "diagonal", x
        case Point() as p:
            return "point", p
        case int(n) | float(n):
            return "number", n
        case str():
            return "str"
        case bytes(b):
            return b
        case list([a, *b]):
            return "list", a, b
        case dict({"k": v}):
            return "dict", v
        case bool(x):
            return "never: int comes first"
        case type():
            return "type", p.__name__
        case object(real=r):
            return r
    return "none"


for p in (Point(0, 0), Point(5, 0), Point(0, 6), Point3(1, 2, 3), Point(4, 4), Point(1, 2), 5, 2.5, True, "s", b"b", [1, 2, 3],
          [], {"k": 0}, {}, int, 3j, None, Point):
    print(f(p))


class NoArgs:
    pass


class BadArgs:
    __match_args__ = "ab"


class BadArgs2:
    __match_args__ = (1,)


class Few:
    __match_args__ = ("a",)
    a = 1


def attempt(subject, which):
    try:
        match which:
            case 0:
                match subject:
                    case NoArgs(1):
                        print("never")
            case 1:
                match subject:
                    case BadArgs(1):
                        print("never")
            case 2:
                match subject:
                    case BadArgs2(1):
                        print("never")
            case 3:
                match subject:
                    case Few(1, 2):
                        print("never")
            case 4:
                match subject:
                    case Few(1, a=1):
                        print("never")
            case 5:
                five = 5
                match subject:
                    case five():
                        print("never")
            case 6:
                match subject:
                    case int(1, 2):
                        print("never")
            case 7:
                match subject:
                    case object(1):
                        print("never")
            case 8:
                match subject:
                    case Few(1, missing=2):
                        print("never")
        print(which, "no match")
    except TypeError as e:
        print(which, e)


for which, subject in enumerate((NoArgs(), BadArgs(), BadArgs2(), Few(), Few(), 1, 1, 1, Few())):
    attempt(subject, which)


class Lazy:
    __match_args__ = ("value",)

    @property
    def value(self):
        print("property read")
        return 42


match Lazy():
    case Lazy(41):
        print("never")
    case Lazy(42):
        print("found")


class Raises:
    @property
    def v(self):
        raise ValueError("from property")


try:
    match Raises():
        case Raises(v=1):
            pass
except ValueError as e:
    print(e)
match 5:
    case int(real=r, imag=0, numerator=n):
        print(r, n)


class Meta(type):
    def __instancecheck__(cls, obj):
        print("instance check")
        return obj == 3


class Three(metaclass=Meta):
    pass


match 3:
    case Three():
        print("three")
