# Views of dicts: text, set operations, live contents, comparison, mapping.
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i), type(k).__name__, type(v).__name__, type(i).__name__)
d["c"] = 3
del d["a"]
print(k, v, i, list(reversed(k)), list(reversed(v)), list(reversed(i)))
print("b" in k, "a" in k, 2 in v, 9 in v, ("b", 2) in i, ("b", 3) in i, "b" in i, ("b", 2, 3) in i, ["b", 2] in i, bool(k), bool({}.keys()))
print(k == {"b", "c"}, k == {"b": 0, "c": 0}.keys(), k != {"b"}, k < {"b", "c", "d"}, k <= k, k > {"b"}, k >= {"x"}, i == {("b", 2), ("c", 3)}, v == v, v == d.values(), k == ["b", "c"])
for source in ("k & {'b'}", "k & 'bz'", "k | {'z'}", "k - {'b'}", "k ^ {'b', 'q'}", "{'b', 'x'} - k", "{'b'} & k", "'b' & k", "['b'] | k", "i & {('b', 2)}", "i - {('b', 2)}", "i | [1]", "i ^ i",
               "k & k", "k - k", "k | d", "k.isdisjoint('xyz')", "k.isdisjoint(k)", "i.isdisjoint([])", "k & None", "5 | k", "k + k", "k < [1]", "k <= 5", "v & v", "v - v", "v.isdisjoint", "k[0]",
               "hash(k)", "hash(i)", "k.mapping", "v.mapping['b']", "k.mapping['b'] == 2", "k.x", "len(v)", "k * 2", "del k.mapping", "next(k)", "k()", "k.add(1)", "sorted(k | k)", "k ^ ['b']",
               "i & [([], 1)]", "{1: []}.items() & {(1, 2)}", "{1: []}.items() ^ {(1, 2)}", "([], 1) in i", "[] in k", "k.__and__({'c'})", "k.__rsub__({'c', 'q'})"):
    try:
        result = eval(source) if not source.startswith("del") else exec(source)
        print(source, "=", sorted(result, key=repr) if isinstance(result, set) else result)
    except Exception as e:
        print(source, "|", type(e).__name__, str(e).split(" at 0x")[0])
try:
    k.mapping["b"] = 5
except TypeError as e:
    print(e)
d["self"] = d.items()
print(repr(d["self"])[:40])
e = {}
e["keys"] = e.keys()
print(e)
print([*{1: 2}.items()][0], dict({1: 2}.items()), set({1: 2}.keys()), tuple({1: 2}.values()), sorted({2: 0, 1: 0}.keys()), max({"a": 3}.values()), list(zip(*{1: 2, 3: 4}.items())))
for t in (type(k), type(v), type(i)):
    try:
        t({})
    except TypeError as e:
        print(e)
