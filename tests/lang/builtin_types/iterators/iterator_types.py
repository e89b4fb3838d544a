# Iterators of the built-in types: names, exhaustion, length hints, being their own iterators.
sources = {"str": "ab", "str wide": "😀b", "bytes": b"ab", "bytearray": bytearray(b"ab"), "list": [1, 2], "tuple": (1, 2), "dict": {1: 2, 3: 4},
           "keys": {1: 2, 3: 4}.keys(), "values": {1: 2, 3: 4}.values(), "items": {1: 2, 3: 4}.items(), "set": {1, 2}, "frozenset": frozenset({1, 2}),
           "range": range(2), "big range": range(10**20, 10**20 + 2), "memoryview": memoryview(b"ab"), "enumerate": enumerate("ab"), "zip": zip("ab", "cd"),
           "map": map(str, "ab"), "filter": filter(None, "ab"), "reversed": reversed([1, 2]), "callable": None, "getitem": None}


class Old:
    def __getitem__(self, i):
        return [1, 2][i]


state = iter([1, 2, "stop"])
for name, source in sources.items():
    if name == "callable":
        it = iter(lambda: next(state), "stop")
    elif name == "getitem":
        it = iter(Old())
    else:
        it = iter(source)
    hint = getattr(it, "__length_hint__", None)
    before = hint() if hint and name != "getitem" else None
    print(f"{name:12} {type(it).__name__:24} self: {iter(it) is it} hint: {before}", end=" ")
    items = list(it)
    print(len(items), list(it), next(it, "exhausted"), hint() if hint and name != "getitem" else None)
for t in (type(iter([])), type(iter({})), type(iter("")), type(iter(range(0))), type({}.keys()), type(iter(set()))):
    try:
        t()
    except TypeError as e:
        print(e)
    try:
        type("X", (t,), {})
    except TypeError as e:
        print(e)
for source in ("next(iter([]))", "next(5)", "next([])", "iter([]).x", "iter([])[0]", "len(iter([]))", "iter([]) + iter([])", "iter([])()", "reversed(iter([]))", "next(iter(''), 1, 2)"):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
a = iter([1, 2, 3])
b = a
print(next(a), next(b), next(a), 2 in iter([1, 2]), list(zip(iter([1, 2]), iter("ab"))), max(iter([3, 1])), sorted(iter("ba")), sum(iter((1, 2))))
x = iter([1, 2, 3, 4])
print(2 in x, list(x), 9 in x)
lst = [1, 2, 3]
it = iter(lst)
it.__setstate__(2)
print(list(it), iter([1, 2]).__reduce__()[1], copy_like := list(iter(tuple("ab"))))
it = iter((1, 2, 3))
it.__setstate__(-5)
print(next(it))
print(repr(iter([])).split(" at ")[0], bool(iter([])), iter([]) == iter([]), callable(iter([])), hash(it) == hash(it))
