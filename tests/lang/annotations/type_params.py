# Type parameters of functions and classes: scopes, bounds, defaults, kinds.
def identity[T](x: T) -> T:
    return x


class Box[T]:
    def __init__(self, value: T):
        self.value = value

    def map[U](self, f) -> "Box[U]":
        return Box(f(self.value))


print(identity(5), identity.__type_params__, identity.__annotations__, identity.__type_params__[0].__name__, type(identity.__type_params__[0]).__name__)
b = Box(1)
print(b.map(str).value, Box.__type_params__, Box.map.__type_params__, Box.__annotations__, Box.__init__.__annotations__)
t = identity.__type_params__[0]
print(t, repr(t), t.__bound__, t.__constraints__, t.__covariant__, t.__contravariant__, t.__infer_variance__, t.has_default())


def bounded[T: int, U: (str, bytes), V: undefined_bound = list]():
    return T, U, V


T, U, V = bounded.__type_params__
print(T.__bound__, U.__constraints__, V.__default__, T.__name__, bounded() == (T, U, V))
try:
    V.__bound__
except NameError as e:
    print(e)


def kinds[T, *Ts, **P](*args: *Ts, **kw: P.kwargs) -> T: ...


print(kinds.__type_params__, [type(p).__name__ for p in kinds.__type_params__])


class Outer[T]:
    x = T.__name__

    class Inner[U]:
        both = (T.__name__, U.__name__)

    def method(self):
        return T.__name__

    alias = [T.__name__ for _ in range(2)]


print(Outer.x, Outer.Inner.both, Outer().method(), Outer.alias, hasattr(Outer, "T"))
try:
    T_outside = Outer.T
except AttributeError as e:
    print(e)


def shadow[T](T_default=1):
    T = "rebound locally"
    return T


print(shadow())


def decorated(f):
    print("decorator sees", f.__type_params__)
    return f


@decorated
def late[T](a=len("default"), *, b: T = 1):
    return a, b


print(late())


class Base:
    def __init_subclass__(cls, **kw):
        print("subclass", cls.__name__, kw, [p.__name__ for p in cls.__type_params__])


class Child[T](Base, key=1):
    pass


print(Child.__bases__[0].__name__, [c.__name__ for c in Child.__mro__])


async def co[T](x: T): return x
def gen[T](x: T): yield x


print(co.__type_params__, list(gen(1)), co(1).close())
lam = [lambda: T for T in "x"]
print(lam[0](), Box.__qualname__, Box.map.__qualname__, identity.__qualname__, Box.__parameters__)
for source in ("def f[](): pass", "def f[T,](): pass", "class A[T, U,]: pass", "def f[T](T): pass", "def f[T: (yield)](): pass", "class A[T](T): pass", "def f[1](): pass", "def f[T=1, U](): pass", "def f[**P: int](): pass", "lambda[T]: T",
               "class A[T]:\n global T", "def f[T]():\n nonlocal T", "class A[__T]:\n x = __T", "def f[T: (a := 1)](): pass", "def f[*Ts = int](): pass", "class A[T: await x]: pass", "def f[T]() -> (yield): pass", "def f[T: int, T: str](): pass"):
    try:
        exec(source, {})
        print(repr(source), "fine")
    except SyntaxError as e:
        print(repr(source), "|", e.msg)
    except Exception as e:
        print(repr(source), "|", type(e).__name__, e)
