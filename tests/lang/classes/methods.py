# Methods: bound, static, class methods; their attributes, equality and callers.
class C:
    def m(self, *args):
        return "m", args

    @classmethod
    def c(cls, *args):
        return cls.__name__, args

    @staticmethod
    def s(*args):
        return args


class D(C):
    pass


x, y = C(), C()
print(x.m(1), C.m(x, 1), C.c(1), x.c(1), D.c(), D().c(), C.s(1), x.s(1))
print(x.m == x.m, x.m is x.m, x.m == y.m, hash(x.m) == hash(x.m), x.c == C.c, C.c == D.c, x.s is C.s)
print(x.m.__name__, x.m.__qualname__, x.m.__self__ is x, x.m.__func__ is C.m, C.c.__self__ is C, x.m.__doc__, x.m.__module__)
print(repr(x.m).split(" at 0x")[0], repr(C.c), type(x.m).__name__, type(C.m).__name__)
print(type(C.__dict__["c"]).__name__, type(C.__dict__["s"]).__name__, C.__dict__["s"].__func__ is C.s, C.__dict__["c"].__func__.__name__)
x.m.__func__.attr = 1
print(x.m.attr, C.m.attr)
try:
    x.m.attr = 2
except AttributeError as e:
    print(e)
import types

bound = types.MethodType(lambda self, a: (self, a), 5)
print(bound(6), bound.__self__)
for args in ((), (1,), (len, None), (5, 5), (len, 1, 2)):
    try:
        print(types.MethodType(*args))
    except TypeError as e:
        print(e)
print(types.MethodType(len, [1, 2, 3])(), types.MethodType(int, "42")())
sm = staticmethod(len)
cm = classmethod(lambda cls: cls)
print(sm([1]), sm.__func__ is len, sm.__wrapped__ is len, sm.__name__, cm.__get__(None, int)(), cm.__get__(5)())
try:
    cm()
except TypeError as e:
    print(e)
print(repr(staticmethod(5)), repr(classmethod(5)), staticmethod(C.m).__get__(x) is C.m)
for bad in ("staticmethod()", "classmethod()", "staticmethod(1, 2)", "classmethod(f=1)"):
    try:
        eval(bad)
    except TypeError as e:
        print(bad, e)


class Callable:
    def __call__(self, *args):
        return "called", args


class E:
    not_method = Callable()
    partial = len
    also = print
    l = lambda self: "lambda method"


print(E().not_method(1), E().partial([1, 2]), E().l())
e = E()
e.own = lambda *a: a
print(e.own(1))
methods = [x.m, C.c, C.s]
print([m(0) for m in methods], {x.m: 1}[x.m])
print("".join.__self__ == "", [].append.__self__, [].append.__name__, [].append.__qualname__, str.join.__objclass__, str.join.__name__)
lst = []
push = lst.append
for i in range(3):
    push(i)
print(lst, push == lst.append, push == [].append, push.__self__ is lst, repr(push).split(" at ")[0], repr(list.append), repr(len))
print(type(push).__name__, type(list.append).__name__, type([].__len__).__name__, type(list.__len__).__name__, type(dict.fromkeys).__name__)
print(list.append(lst, 9), lst)
for source in ("list.append()", "list.append(5, 1)", "list.append({}, 1)", "str.upper(5)", "list.__len__(5)", "dict.fromkeys()", "C.m()"):
    try:
        eval(source)
    except TypeError as e:
        print(source, "|", e)
