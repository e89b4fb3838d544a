# Nested tuples of classes, deep class hierarchies, long chains of bases.
t = ()
for _ in range(100000):
    t = (t,)
# Whether so many levels are too many depends on the stack.
for check in (lambda: isinstance(1, t), lambda: issubclass(int, t)):
    try:
        check()
    except RecursionError:
        pass
    print("ends")
cls = object
for i in range(2000):
    cls = type(f"C{i}", (cls,), {})
print(len(cls.__mro__), isinstance(cls(), object), issubclass(cls, type("Other", (), {})))
del cls
u = int
for _ in range(300):
    u = u | type("U", (), {})
print(len(u.__args__), isinstance(1, u))
a = list
for _ in range(300):
    a = list[a]
print(len(repr(a)))
try:
    raise ValueError
except ValueError as e:
    try:
        raise KeyError
    except t if False else (KeyError,):
        print("caught")
