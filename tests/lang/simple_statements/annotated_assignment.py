# Annotated assignment: which parts are evaluated, stored, and which are not.
x: int = 5
y: "a string"
print(x, "y" in globals())
z: undefined_name_is_fine
(w): int = 3
print(w)


class C:
    a: int
    b: str = "b"
    c: list[int] = [1]
    (d): float = 1.5
    e: 1 + 1 = 0


print(C.__annotations__)
print(hasattr(C, "a"), C.b, C.c, C.d, C.e)
obj = C()
obj.attr: print("not evaluated lazily kept") = 7
print(obj.attr)
items = [0, 1]
items[0]: int = 9
print(items)
items[1]: str
print(items)


def f():
    local: int = 4
    other: missing_name
    third: missing_name = 5
    try:
        print(other)
    except UnboundLocalError as e:
        print(e)
    return local, third


print(f(), f.__annotations__)


def tuple_value():
    t: tuple = 1, 2
    s: list = *t, 3
    return t, s


print(tuple_value())
try:
    C.__annotate__(99)
except NotImplementedError as e:
    print("NotImplementedError", e)
print(C.__annotate__(1))


class Lazy:
    f: "Later"
    g: Later


try:
    Lazy.__annotations__
except NameError as e:
    print(e)


class Later:
    pass


print(Lazy.__annotations__["g"] is Later, Lazy.__annotations__["f"])
for source in ("(a, b): int", "[a]: int", "a, b: int", "f(): int", "x: int = y: int = 3", "1: int"):
    try:
        exec(source)
    except SyntaxError as e:
        print(e.msg)
