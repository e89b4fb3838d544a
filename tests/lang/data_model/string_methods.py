# __repr__, __str__, __format__, __bytes__: fallbacks and bad returns.
class R:
    def __repr__(self):
        return "R!"


class S:
    def __str__(self):
        return "S!"


class Both(R, S):
    pass


class F:
    def __format__(self, spec):
        return f"F[{spec}]"


class B:
    def __bytes__(self):
        return b"B!"


r, s, b = R(), S(), Both()
print(str(r), repr(r), f"{r}", f"{r!s}", "%s %r" % (r, r), "{} {!r}".format(r, r), [r], (r,), {r: r}, {r})
print(str(s), f"{s}", "%s" % s, repr(s).split(" at ")[0], str(b), repr(b), format(s), format(s, ""), f"{r:}")
print(format(F(), "x"), f"{F():abc}", "{:>5}".format(F()), "{0:{1}}".format(F(), "spec"), format(F()))
print(bytes(B()), str(B()).split(" at ")[0], b"%b" % B())
for source in ("f'{r:>5}'", "format(r, 'x')", "format(object(), '1')", "format([], '>5')", "'{:d}'.format('x')", "bytes(r)",
               "format(None, 's')", "format((), '1')", "format(len, '1')", "f'{r!r:>5}'", "format(type, '5')"):
    try:
        print(source, eval(source))
    except (TypeError, ValueError) as e:
        print(source, "|", e)


class Bad:
    def __init__(self, v):
        self.v = v

    def __repr__(self): return self.v
    def __str__(self): return self.v
    def __format__(self, spec): return self.v
    def __bytes__(self): return self.v
    def __hash__(self): return 1
    def __bool__(self): return True


for v in (5, None, b"b", "ok"):
    for f in (repr, str, format, bytes, ascii, print):
        try:
            print(f.__name__, repr(v), f(Bad(v)))
        except TypeError as e:
            print(f.__name__, repr(v), "|", e)


class StrSub(str):
    pass


class RS:
    def __str__(self):
        return StrSub("sub")

    __repr__ = __str__


print(type(str(RS())).__name__, type(repr(RS())).__name__, type(f"{RS()}").__name__, type("%s" % RS()).__name__)


class Rec:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return f"Rec({self.items!r})" if len(self.items) > 1 else "Rec"


print(Rec())
lst = [1]
lst.append(lst)
d = {}
d["self"] = d
t = ([],)
t[0].append(t)
st = [{1: lst}]
lst.append(st)
print(lst, d, t, {1: d}, [d])


class Default:
    pass


print(repr(Default()).startswith("<__main__.Default object at 0x"), str(Default) == repr(Default), repr(Default), object.__repr__(5)[:15])


class MyMeta(type):
    def __repr__(cls):
        return "meta repr"

    def __str__(cls):
        return "meta str"

    def __format__(cls, spec):
        return f"meta format {spec}"


class K(metaclass=MyMeta):
    pass


print(K, repr(K), f"{K:z}", [K])


class Fails:
    def __repr__(self):
        raise ValueError("repr failed")


for source in ("repr(Fails())", "str(Fails())", "[Fails()].__repr__()", "f'{Fails()}'", "print(Fails())", "'%r' % Fails()", "{1: Fails()}.__str__()"):
    try:
        eval(source)
    except ValueError as e:
        print(source, e)
