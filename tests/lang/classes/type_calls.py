# type with one and three arguments, attributes of classes, what cannot be changed.
print(type(5), type("s"), type(None), type(type), type(len), type(...), type(int) is type)
T = type("T", (), {"x": 1, "f": lambda self: self.x, "__doc__": "made"})
print(T.__name__, T.__qualname__, T.__module__, T().f(), T.__doc__, T.__bases__, T.__dict__["x"])
U = type("U", (T, dict), {})
print(U.__mro__, U().x, U(a=1), U.__base__)
for args in (("T",), ("T", ()), (1, (), {}), ("T", [], {}), ("T", (), []), ("T", (1,), {}), ("T", (int, str), {}), (),
             ("T", (), {}, 1), ("T\0", (), {}), ("T", (), {"__slots__": 5}), ("T", (), {"__qualname__": 5}), ("", (), {}),
             ("odd name!", (), {}), ("T", (type(None),), {}), ("T", (bool,), {})):
    try:
        print(args, "->", type(*args).__name__)
    except (TypeError, ValueError) as e:
        print(args, "|", type(e).__name__, e)
T.__name__ = "NewName"
T.__qualname__ = "some.NewName"
T.__module__ = "elsewhere"
T.__doc__ = "new doc"
print(T, T.__name__, T.__doc__)
for name, value in (("__name__", 5), ("__qualname__", 5), ("__bases__", ()), ("__mro__", ()), ("__dict__", {}), ("__name__", "a\0b"),
                    ("__class__", int), ("__base__", int)):
    try:
        setattr(T, name, value)
        print("set", name)
    except (TypeError, AttributeError, ValueError) as e:
        print(name, "|", type(e).__name__, e)
for source in ("int.x = 1", "del int.real", "del T.__name__", "del T.missing", "T.__dict__['y'] = 2", "del T.__module__", "int.__name__ = 'x'",
               "type.__call__ = 1", "del T.__doc__", "del T.x"):
    try:
        exec(source)
        print(source, "done")
    except (TypeError, AttributeError) as e:
        print(source, "|", type(e).__name__, e)
print(type(T.__dict__).__name__, sorted(k for k in T.__dict__ if not k.startswith("__")))
print(int.__name__, int.__qualname__, int.__module__, int.__bases__, bool.__base__, object.__bases__, object.__base__, type.__mro__)
print(T.__basicsize__ > 0)
print(type.mro(bool), bool.mro(), T.__subclasses__(), T.__instancecheck__(T()), type.__subclasscheck__(int, bool))
print(T == T, T != U, hash(T) == hash(T), {T: 1}[T], T is type(T()), callable(T), repr(int), str(U))
print(type(type("A", (), {})()).__name__, type.__doc__.splitlines()[0], type(object()).__name__)
V = type("V", (T,), {"__init_subclass__": classmethod(lambda cls, **k: print("init_subclass", cls.__name__, k))})
W = type("W", (V,), {}, extra=1)
print(W.__annotations__, W.__type_params__, getattr(W, "__static_attributes__", None), W.__dict__.get("__firstlineno__"))


class X:
    def __init__(self):
        self.a = self.b = 1

    def f(self):
        self.c = 1


print(sorted(X.__static_attributes__), X.__firstlineno__ > 0)
