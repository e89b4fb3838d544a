# nonlocal: shared cells, several levels, class bodies between.
def counter(start=0):
    value = start

    def up(by=1):
        nonlocal value
        value += by
        return value

    def read():
        return value

    def reset():
        nonlocal value
        value = start

    return up, read, reset


up, read, reset = counter(10)
print(up(), up(5), read())
reset()
print(read())
other_up, other_read, _ = counter()
other_up()
print(read(), other_read())


def levels():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "inner"

        inner()
        return x

    return middle(), x


print(levels())


def nearest():
    x = 1

    def middle():
        x = 2

        def inner():
            nonlocal x
            x = 3

        inner()
        return x

    return middle(), x


print(nearest())


def through_class():
    x = "function"

    class C:
        x = "class"

        def get(self):
            return x

        def put(self, value):
            nonlocal x
            x = value

    c = C()
    c.put("changed")
    return c.get(), C.x, x


print(through_class())


def class_nonlocal():
    x = 1

    class C:
        nonlocal x
        x = 2
        y = 3

    return x, hasattr(C, "x"), C.y


print(class_nonlocal())


def parameter(p):
    def change():
        nonlocal p
        p *= 2

    change()
    return p


print(parameter(21))


def loop_cells():
    functions = []
    for i in range(3):
        functions.append(lambda: i)
    return [f() for f in functions]


print(loop_cells())


def deleted():
    x = 1

    def drop():
        nonlocal x
        del x

    drop()
    try:
        return x
    except NameError as e:
        return type(e).__name__ + ": " + str(e)


print(deleted())
