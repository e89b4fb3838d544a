# exit: 1
def g(x, *, y):
    return x


def f():
    return g(1, y=2) + g(g(1, y=2), z=len([1, 2, 3]), y=0)


f()
