# Built-in functions and method descriptors as objects.
objs = {"len": len, "[].append": [].append, "list.append": list.append, "str.join": str.join, "''.join": "".join, "dict.fromkeys": dict.fromkeys, "int.from_bytes": int.from_bytes,
        "int.__add__": int.__add__, "(1).__add__": (1).__add__, "object.__init__": object.__init__, "list.__getitem__": list.__getitem__, "[].__getitem__": [].__getitem__, "str.maketrans": str.maketrans,
        "int.real": int.real if False else type.__dict__["__mro__"], "float.real": float.__dict__["real"], "object.__new__": object.__new__, "type.mro": type.mro, "print": print}
for name, o in objs.items():
    print(f"{name:18} {type(o).__name__:28} {o.__name__:12} {getattr(o, '__qualname__', None)!s:16} {hasattr(o, '__self__')!s:6} {getattr(o, '__objclass__', None)}")
print(repr(len), repr(list.append), repr(int.__add__), repr(type.__dict__["__mro__"]), repr(float.__dict__["real"]), repr(dict.fromkeys).split(" at ")[0], repr([].append).split(" at ")[0],
      repr((1).__add__).split(" at ")[0])
print(len == len, [].append == [].append, (x := []).append == x.append, x.append.__self__ is x, list.append == list.append, hash(len) == hash(len), {len: 1}[len], "".join is "".join)
print(len.__self__.__name__, len.__module__, [].append.__module__, list.append.__doc__.split("\n")[0], len.__doc__.split("\n")[0], len.__text_signature__, list.append.__text_signature__)
for source in ("len.x = 1", "list.append.x = 1", "len.__name__ = 'x'", "type(len)()", "len.__call__([1])", "list.append.__get__([], list)", "list.append.__get__(5)", "list.append.__get__(None, list) is list.append",
               "list.append.__call__([], 1)", "int.__add__.__get__(5)(6)", "int.__add__(5)", "int.__add__(5, 6, 7)", "int.__add__('a', 1)", "(5).__add__()", "(5).__add__(x=1)", "float.__dict__['real'].__get__(1.5)",
               "float.__dict__['real'].__get__(1)", "float.__dict__['real'].__set__(1.5, 1)", "float.__dict__['real'].__get__(None, float) is float.__dict__['real']", "len < len", "len + 1", "len[0]", "del len.__doc__",
               "str.join.__objclass__", "str.join.__name__", "dict.fromkeys.__self__", "int.from_bytes.__self__", "object.__new__.__self__", "callable(list.append)", "max.__name__", "list.append.__self__",
               "dict.__dict__['fromkeys'].__class__.__name__", "dict.__dict__['fromkeys'].__get__(None, dict)('a')", "dict.__dict__['fromkeys'](dict, 'a')", "dict.__dict__['fromkeys'](int, 'a')",
               "str.__dict__['maketrans'].__class__.__name__", "[].sort.__call__()", "list.sort([2, 1])", "type(list.append)", "type(type(list.append)).__name__"):
    try:
        print(source, "=", eval(source) if " = " not in source and not source.startswith("del") else exec(source))
    except Exception as e:
        print(source, "|", type(e).__name__, str(e).split(" at 0x")[0])
try:
    class Sub(type(len)):
        pass
except TypeError as e:
    print(e)
print([f(x) for f, x in ((abs, -1), (str.upper, "a"), ([1, 2].count, 1), ("a,b".split, ","), (int.bit_length, 5))], list(map(str.strip, [" a ", "b "])), sorted("bA", key=str.lower))
