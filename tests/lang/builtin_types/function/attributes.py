# function objects: attributes, code, defaults, dictionary, copying with FunctionType.
import types


def f(a, b=1, *args, c, d=2, **kw) -> "ret":
    """doc of f"""
    x = a
    return lambda: (x, b)


print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__, f.__dict__, f.__type_params__)
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames, c.co_cellvars, c.co_freevars, c.co_nlocals, c.co_flags & 12, c.co_firstlineno)
g = f(1, c=0)
print(g.__name__, g.__qualname__, g.__code__.co_freevars, [cell.cell_contents for cell in g.__closure__], g())
print(type(f) is types.FunctionType, type(g) is types.LambdaType, type(f).__name__, type(c).__name__, isinstance(len, types.BuiltinFunctionType), callable(f), f == f, f != g, hash(f) == hash(f))
h = types.FunctionType(f.__code__, {"__name__": "elsewhere"}, "new_name", (10, 20))
print(h.__name__, h.__defaults__, h.__module__, h.__qualname__, h.__globals__["__name__"], h.__kwdefaults__)


def outer(n):
    def inner():
        return n

    return inner


i1, i2 = outer(1), outer(2)
j = types.FunctionType(i1.__code__, globals(), closure=i2.__closure__)
print(j(), types.FunctionType(i1.__code__, {}, closure=(types.CellType(99),))())
for args, kw in (((c,), {}), ((c, 5), {}), ((5, {}), {}), ((i1.__code__, {}), {}), ((i1.__code__, {}), {"closure": (1,)}), ((i1.__code__, {}), {"closure": ()}),
                 ((f.__code__, {}), {"argdefs": 5}), ((f.__code__, {}), {"name": 5}), ((f.__code__, {}), {"closure": (types.CellType(1),)}), ((i1.__code__, {}), {"closure": 5})):
    try:
        types.FunctionType(*args, **kw)
        print("fine")
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
f.attr = 1
f.__doc__ = "changed"
f.__annotations__ = {"a": int}
f.__module__ = "mod"
f.__type_params__ = ()
print(f.attr, f.__doc__, f.__annotations__, f.__module__, f.__dict__)
del f.__doc__, f.attr, f.__annotations__
print(f.__doc__, f.__dict__, f.__annotations__)
for source in ("f.__closure__ = ()", "f.__globals__ = {}", "f.__code__ = i1.__code__", "f.__annotations__ = 5", "del f.__code__", "del f.__name__", "f.__dict__ = 5", "f.__type_params__ = 5",
               "f.missing", "del f.missing", "f.__defaults__ = []", "f.__kwdefaults__ = ()", "f.__builtins__ = 1", "del f.__closure__", "f < f", "f + f", "f[0]", "len(f)", "iter(f)"):
    try:
        exec(source)
        print(source, "ok")
    except (TypeError, AttributeError, ValueError) as e:
        print(source, "|", type(e).__name__, e)
f.__defaults__ = (1, 2)
f.__kwdefaults__ = {"c": 7, "d": 8}
print(f()())
del f.__defaults__, f.__kwdefaults__
print(f.__defaults__, f.__kwdefaults__)
try:
    class Sub(types.FunctionType):
        pass
except TypeError as e:
    print(e)
print(repr(f).split(" at ")[0], repr(lambda: 0).split(" at ")[0], repr(g).split(" at ")[0], f.__get__(1).__self__, (lambda self: self).__get__("bound")())
print(len.__name__, len.__qualname__, len.__module__, len.__self__.__name__, len.__doc__.split("\n")[0], repr(len), type(len).__name__, len.__text_signature__, print.__name__)
