# Texts of TypeErrors about the arguments of built-in methods: counts before types, keywords before counts.
import types
import weakref


def attempt(label, f, *args, **kwargs):
    try:
        print(label, f(*args, **kwargs))
    except Exception as e:
        print(label, type(e).__name__, e)


for name, method in (("upper", "a".upper), ("bit_length", (1).bit_length), ("hex", 1.5.hex), ("clear", [].clear),
                     ("keys", {}.keys), ("conjugate", 1j.conjugate), ("popitem", {}.popitem), ("isalnum", b"".isalnum)):
    attempt(name, method, 1)
    attempt(name, method, x=1)
    attempt(name, method, 1, x=1)
for name, method in (("list getitem", [1, 2].__getitem__), ("dict getitem", {1: 2}.__getitem__),
                     ("dict contains", {1: 2}.__contains__), ("set contains", {1}.__contains__),
                     ("frozenset contains", frozenset([1]).__contains__)):
    attempt(name, method)
    attempt(name, method, 1)
    attempt(name, method, 1, 2)
    attempt(name, method, x=1)
for t, n in ((list, "__getitem__"), (dict, "__getitem__"), (dict, "__contains__"), (set, "__contains__")):
    print(type(t.__dict__[n]).__name__)
    attempt(n, t.__dict__[n])
    attempt(n, t.__dict__[n], 1)
attempt("from_bytes", int.from_bytes, x=1)
attempt("from_bytes", int.from_bytes, None, None)
attempt("cast", memoryview(b"ab").cast, x=1)
attempt("exit", memoryview(b"ab").__exit__, x=1)
attempt("format", object().__format__, None)
attempt("module", types.ModuleType, None)
attempt("module", types.ModuleType, 1)
attempt("bytes", bytes, None, None)
attempt("open", open, "x", None)
attempt("function", types.FunctionType, None, None)
attempt("find", b"abc".find, "a", "b")
attempt("count", b"abc".count, "a")
attempt("extend", bytearray(b"a").extend, "")
attempt("extend", bytearray(b"a").extend, "x")
attempt("class_getitem", weakref.ref.__class_getitem__)
attempt("mro_entries", types.GenericAlias(list, int).__mro_entries__)
print([n for n in ("__eq__", "__ne__", "__lt__", "__hash__") if n in type(None).__dict__])
print(None.__eq__(None), None.__eq__(1), None.__ne__(None), None.__lt__(None))
for spec in (b"%\xff", b"%5\xff", b"%.3\xe9", b"%#\x80", b"%\x7f"):
    attempt(spec, spec.__mod__, 1)


class Text(str):
    pass


class Named:
    def __str__(self):
        return Text("named")


print(type("%s" % Named()).__name__, type("%s" % Text("a")).__name__, type("%s." % Text("a")).__name__,
      type("%5s" % Text("a")).__name__, type("%s%s" % (Text("a"), "")).__name__)


class Outer:
    class Inner:
        __slots__ = ("slot",)


def local():
    class Local:
        pass

    Local.__module__ = "somewhere"
    return Local()


attempt("slot", lambda: Outer.Inner().slot)
attempt("complex", complex, Outer.Inner())
attempt("%c", "%c".__mod__, local())


def use(manager):
    with manager:
        pass


attempt("with", use, Outer.Inner())
attempt("with", use, local())
for t in (bool, float, complex, list, tuple, set, frozenset, property, classmethod, staticmethod, enumerate, zip, map,
          filter, reversed, object, int, str, dict, type, types.MethodType, types.ModuleType, types.SimpleNamespace):
    print(t.__name__, t.__text_signature__)
