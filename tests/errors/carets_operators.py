# exit: 1
a, b, c = 1, 0, [1]


def f():
    return (a + 2) * (b - 1) + c[0] / b * 3


f()
