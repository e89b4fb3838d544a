# exit: 1
class A:
    b = None


def f(a):
    return a.b.c.d


f(A())
