"""Windows of calls."""


def f(a, b, o):
    g(a, 1)
    g(a, key=b)
    x = o.method(a, b).other(key=1)
    g(*a)
    g(a, *b, c=1, **o)
    g(**a, **b)
    print(g(g(a)))
    return o.method(*a)


class C(B, metaclass=M):
    def m(self, a):
        super().m(a)
        return super().attribute

    def n(self):
        return lambda: super(C, self).n()
