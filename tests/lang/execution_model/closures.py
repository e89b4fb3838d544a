# Closures: cells, late binding, sharing, rebinding, __closure__.
def adder(n):
    def add(x):
        return x + n

    return add


add5, add10 = adder(5), adder(10)
print(add5(1), add10(1))


def shared():
    x = 0

    def inc():
        nonlocal x
        x += 1
        return x

    def get():
        return x

    return inc, get


inc, get = shared()
inc()
inc()
print(get(), inc.__closure__[0] is get.__closure__[0], inc.__closure__[0].cell_contents)
inc.__closure__[0].cell_contents = 100
print(inc(), get(), inc.__code__.co_freevars, shared.__code__.co_cellvars)


def late():
    fs = [lambda: i for i in range(3)]
    gs = []
    for j in range(3):
        gs.append(lambda: j)
    j = "changed"
    return [f() for f in fs], [g() for g in gs]


print(late())


def unbound():
    def f():
        return later

    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    later = "bound now"
    return f()


print(unbound())


def deep():
    a = 1

    def one():
        b = 2

        def two():
            c = 3

            def three():
                return a + b + c

            return three

        return two

    return one()()()


print(deep())


def params(a, *args, k=1, **kw):
    return lambda: (a, args, k, kw)


print(params(1, 2, k=3, z=4)())


def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)

    return fact


print(recursive()(6))


def loop_var():
    out = []
    for i in range(2):
        def f(i=i):
            return i

        out.append(f)
    return [f() for f in out]


print(loop_var())


def except_cell():
    try:
        raise ValueError("kept?")
    except ValueError as e:
        f = lambda: e
    try:
        return f()
    except NameError as err:
        return str(err)


print(except_cell())


def class_inside():
    v = "captured"

    class C:
        def get(self):
            return v

        w = v

    v = "changed"
    return C().get(), C.w


print(class_inside())
cell = get.__closure__[0]
print(type(cell).__name__, cell == cell, cell.cell_contents < inc.__closure__[0].cell_contents + 1)
empty = (lambda: (lambda: zz) if True else (zz := 1))()
try:
    empty.__closure__[0].cell_contents
except ValueError as e:
    print(e)
del cell.cell_contents
try:
    get()
except NameError as e:
    print(e)
print(adder.__closure__, add5.__closure__[0].cell_contents)
