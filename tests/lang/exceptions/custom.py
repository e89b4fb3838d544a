# Exception classes of a program: init, str, attributes, hierarchies, pickling-free copies.
class AppError(Exception):
    pass


class Coded(AppError):
    code = 500

    def __init__(self, message, code=None):
        super().__init__(message)
        if code:
            self.code = code

    def __str__(self):
        return f"[{self.code}] {super().__str__()}"


class NoSuper(Exception):
    def __init__(self, a, b):
        self.a, self.b = a, b


class WithRepr(Exception):
    def __repr__(self):
        return "custom repr"


class Multi(Coded, KeyError):
    pass


class StrOnly(Exception):
    def __str__(self):
        return "only str"


for e in (AppError("x"), Coded("bad", 404), Coded("default"), NoSuper(1, 2), WithRepr("w"), Multi("m"), StrOnly("ignored"), AppError(), AppError(1, 2)):
    try:
        raise e
    except AppError as x:
        print("app", type(x).__name__, str(x), repr(x), x.args)
    except Exception as x:
        print("other", type(x).__name__, str(x), repr(x), x.args)
try:
    raise Multi("k")
except KeyError as e:
    print("as KeyError", e, e.code)
try:
    raise Coded("raised", code=1) from AppError("cause")
except Coded as e:
    print(e, repr(e.__cause__), vars(e))


class Attr(Exception):
    def __init__(self, **kw):
        super().__init__(", ".join(f"{k}={v}" for k, v in kw.items()))
        self.__dict__.update(kw)


try:
    raise Attr(x=1, y="two")
except Attr as e:
    print(e, e.x, e.y, e.__dict__)


class New(Exception):
    def __new__(cls, *args):
        self = super().__new__(cls, *args)
        self.made = True
        return self


print(New(1).made, New(1).args, New("a", "b"))


class Slots(Exception):
    __slots__ = ("extra",)


s = Slots("m")
s.extra = 5
print(s.extra, s.args, hasattr(s, "__dict__"))


class MetaE(type):
    def __instancecheck__(cls, obj):
        print("instance check is not asked by except")
        return True


class Magic(Exception, metaclass=MetaE):
    pass


try:
    try:
        raise ValueError("v")
    except Magic:
        print("never")
except ValueError as e:
    print("ValueError stays", e)


class BadStr(Exception):
    def __str__(self):
        raise RuntimeError("no text")


try:
    str(BadStr())
except RuntimeError as e:
    print(e)
print(issubclass(Multi, (AppError,)), Multi.__mro__[1:4], isinstance(Coded("x"), Exception), Coded.__base__.__name__)
e = AppError("mutable")
e.extra = "set on the instance"
try:
    raise e
except AppError as caught:
    print(caught.extra, caught is e)
for bad in (lambda: AppError(foo=1), lambda: Coded(), lambda: NoSuper(1), lambda: Attr(1)):
    try:
        bad()
    except TypeError as e:
        print(e)
try:
    class Wrong(ValueError, OSError):
        pass
    print("fine", Wrong("x"))
except TypeError as e:
    print(e)
try:
    class Wrong2(SyntaxError, OSError):
        pass
except TypeError as e:
    print(e)
