# getattr, setattr, delattr, hasattr, vars, dir, isinstance, issubclass, id, type, callable.
class C:
    x = 1

    def __init__(self):
        self.y = 2

    @property
    def fails(self):
        raise ValueError("not an AttributeError")

    @property
    def missing(self):
        raise AttributeError("inner")


c = C()
def show(cases):
    for case in cases.strip().splitlines():
        try:
            result = repr(eval(case))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(f"{case:40} {result}")


show("""
getattr(c, 'x')
getattr(c, 'z')
getattr(c, 'z', None)
getattr(c, 'fails', 0)
getattr(c, 'missing', 0)
getattr(c, 5)
getattr(c)
getattr('abc', 'upper')()
getattr(C, 'x')
getattr(c, 'x', 1, 2)
hasattr(c, 'x')
hasattr(c, 'z')
hasattr(c, 'missing')
hasattr(c, 'fails')
hasattr(c, 5)
hasattr(c)
setattr(c, 'new', 5)
c.new
setattr(c, 'a b', 1)
getattr(c, 'a b')
setattr(c, 5, 1)
setattr(5, 'x', 1)
setattr(c, 'x')
delattr(c, 'new')
delattr(c, 'new')
delattr(c, 'x')
delattr(5, 'real')
delattr(c)
vars(c)
vars(C)['x']
vars(5)
vars(c, 1)
'x' in vars(C)
type(vars(C))
'c' in vars()
[n for n in dir(c) if not n.startswith('_')]
[n for n in dir(C) if not n.startswith('_')]
'c' in dir()
dir(5) == sorted(dir(5))
'real' in dir(5)
dir(c, 1)
isinstance(c, C)
isinstance(c, (int, C))
isinstance(C, type)
isinstance(c, 5)
isinstance(c)
isinstance(c, ())
issubclass(C, object)
issubclass(C, ())
issubclass(c, C)
issubclass(bool, (str, int))
type(c) is C
type(c, 1)
id(c) == id(c)
callable(C), callable(c)
globals()['c'] is c
locals() is globals()
sorted(x for x in vars(c))
getattr(c, '__class__') is C
getattr(None, '__class__')
getattr(c, '__dict__')
getattr(int, '__name__')
getattr(getattr(c, '__class__'), '__name__')
type.__getattribute__(C, 'x')
object.__getattribute__(c, 'y')
super(C, c).__getattribute__('y')
""")
class Slots:
    __slots__ = ("s",)


try:
    vars(Slots())
except TypeError as e:
    print(e)
try:
    vars(type("D", (), {"__dict__": 5})())
    print("fine")
except TypeError as e:
    print(e)


class WithDir:
    def __dir__(self):
        return ["z", "a", 5] if self.bad else ["z", "a"]

    bad = False


w = WithDir()
print(dir(w))
w.bad = True
try:
    dir(w)
except TypeError as e:
    print(e)


def f(a, b=2):
    x = a
    return sorted(locals()), sorted(vars()), dir()


print(f(1))
