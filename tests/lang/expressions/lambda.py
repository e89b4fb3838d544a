# lambda: parameters, defaults, closures, nesting, in every position.
print((lambda: None)(), (lambda x: x)(1), (lambda x, y=2: (x, y))(1), (lambda *a, **k: (a, k))(1, b=2))
print((lambda a, /, b, *, c=3: (a, b, c))(1, 2), (lambda *, k: k)(k=1), (lambda a, *b: b)(1, 2, 3))
f = lambda: 1,
print(f[0](), len(f))
print(list(map(lambda x: x * x, range(4))), sorted([3, -1, 2], key=lambda x: -x))
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 2)(5))
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(10))
fs = [lambda i=i: i for i in range(3)]
gs = [lambda: i for i in range(3)]
print([f() for f in fs], [g() for g in gs])
print((lambda x: (y := x * 2, y + 1))(3))
print((lambda: (lambda: (lambda: 5)())())())
print((lambda x: lambda: x)(7)(), (lambda x: [x for x in range(x)])(3))
h = lambda: (yield 1)
print(type(h()).__name__, list(h()))
print(h.__name__, h.__qualname__, (lambda: 0).__code__.co_name, h.__doc__)


class C:
    m = lambda self, x: (self.__class__.__name__, x)
    s = staticmethod(lambda: "static")


print(C().m(1), C.s(), C.m.__qualname__)
print((lambda x, *args: x if args else args)(1), (lambda a=1, *, b=2: a + b)())
z = 10
print((lambda: z)(), (lambda z: z)(1), (lambda: [z for _ in range(2)])())
d = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}
print({k: v(5, 3) for k, v in d.items()})
print((lambda x: x)(lambda y: y)("id"), (lambda **kw: sorted(kw))(b=1, a=2))
cond = lambda x: "a" if x else "b"
print(cond(0), cond(1), (lambda: 1 if False else 2)(), (lambda x: not x)(1), (lambda: (1, 2))())
try:
    (lambda x: x / 0)(1)
except ZeroDivisionError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)


def outer():
    n = 0
    up = lambda: n + 1 if False else n
    return up()


print(outer())
