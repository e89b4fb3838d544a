# Private names in classes: which names are mangled, and where.
class A:
    __private = 1
    __dunder__ = 2
    _single = 3
    __ = 4
    ___triple = 5
    __x_ = 6

    def __init__(self):
        self.__attr = "attr"
        self.__dunder2__ = "d"

    def __method(self, __param=7):
        __local = __param
        return __local, locals()

    def call(self):
        return self.__method()

    def keyword(self):
        return self.__method(_A__param=8)[0]

    def lam(self):
        return (lambda __z: __z + 1)(1), [__i for __i in range(2)]

    class Inner:
        __in_inner = 9

    def glob(self):
        global __global
        __global = "global value"
        return __global

    def other(self, o):
        o.__set_on_other = 1
        return o

    import math as __math

    def use_import(self):
        return self.__math.floor(1.5)

    def string(self):
        return getattr(self, "__attr", "strings are not mangled")


a = A()
print(sorted(n for n in vars(A) if "rivate" in n or n.startswith("_A") or n.startswith("__") and n.strip("_") in ("x", "", "dunder")))
print(sorted(vars(a)))
print(a._A__attr, a._A__private, A.Inner.__dict__.keys() & {"_Inner__in_inner"}, a.__dunder__, a._A___triple)
print(a.call(), a.keyword(), a.lam(), a.glob(), globals()["_A__global"], a.use_import(), a.string())
try:
    a.__private
except AttributeError as e:
    print(e)
try:
    a.__method()
except AttributeError as e:
    print(e)


class B(A):
    __private = "b"

    def both(self):
        return self.__private, self._A__private


print(B().both())


class _Leading:
    __x = 1

    def get(self):
        return self.__x


print(_Leading().get(), "_Leading__x" in vars(_Leading))


class __:
    __y = 2

    def get(self):
        return self.__y


print(__().get(), "__y" in vars(__))


class C:
    def __f(self):
        def __inner():
            return __inner.__name__, __inner.__qualname__
        return __inner()

    g = __f
    __slots__ = ("__slot",)

    def set(self):
        self.__slot = 5
        return self._C__slot

    def kw(self, **__kwargs):
        return __kwargs

    def handler(self):
        try:
            1 / 0
        except ZeroDivisionError as __e:
            return str(__e), sorted(locals())


c = C()
print(c.g(), c.set(), c.kw(a=1), C.__dict__["_C__f"].__name__, c.handler())


class D:
    def m(self):
        del self.__x

    def n(self):
        class E:
            def k(self):
                return self.__deep
        e = E()
        e._E__deep = "deep"
        return e.k()


try:
    D().m()
except AttributeError as e:
    print(e)
print(D().n(), a.other(c if False else type("O", (), {})())._A__set_on_other)
