# Sets changed while something walks, compares or hashes; subclasses.
for action in ("s.add(99)", "s.remove(3)", "s.clear()", "s.discard(1)", "s.update([50, 51])", "s.pop()"):
    s = {1, 2, 3}
    try:
        for x in s:
            exec(action)
        print(action, "no error")
    except RuntimeError as e:
        print(action, "|", e)
s = {1, 2, 3}
for x in s:
    s.add(1)
print(s)
it = iter({1, 2, 3})
print(it.__length_hint__(), next(it) in (1, 2, 3), it.__length_hint__(), len(list(it)), list(it), type(it).__name__)


class E:
    def __init__(self, h, action=None):
        self.h, self.action = h, action

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        if self.action:
            self.action()
        return self is other


a, b, c = E(1), E(1), E(1)
s = {a, b, c}
print(len(s), a in s, E(1) in s, len(s | {a}), len(s - {a, b}), len(s ^ {a}), len(s & {b}))
s = set()
s.add(E(1, lambda: s.clear()))
print(E(1) in s, len(s))


def grow():
    if len(s) < 40:
        s.update(range(100, 150))


s.add(E(1, grow))
s.add(E(1))
print(len(s), E(1) in s)
s = {E(i % 3) for i in range(9)}
print(len(s))


class H:
    def __hash__(self):
        raise ValueError("hash")


class Q:
    def __hash__(self):
        return 2

    def __eq__(self, other):
        raise KeyError("eq")


for source in ("{H()}", "H() in set()", "set().add(H())", "{2, Q()}", "Q() in {2}", "{2} | {Q()}", "{2}.discard(Q())", "frozenset([2, Q()])", "{2}.issuperset([Q()])", "{2} & {Q()}",
               "{2} == {Q()}", "{2}.union([H()])", "{2}.difference([Q()])", "set([Q(), 2, H()])"):
    try:
        eval(source)
        print(source, "fine")
    except (ValueError, KeyError) as e:
        print(source, "|", repr(e))


class S(set):
    def add(self, x):
        super().add(("added", x))


s = S([1])
s.add(2)
s.update([3])
print(sorted(s, key=str), type(s | {5}).__name__, type(s.copy()).__name__, type(s.union([1])).__name__, s == {1, 3, ("added", 2)}, isinstance(s, set), S("ab") == {"a", "b"})
s.attr = 1
print(s.attr, len(s), repr(S([1])), repr(S()))


class F(frozenset):
    def __new__(cls, *items):
        return super().__new__(cls, items)


f = F(1, 2)
print(sorted(f), type(f | {3}).__name__, f == {1, 2}, hash(f) == hash(frozenset({1, 2})), repr(F(1)), {f: 1}[frozenset({1, 2})], type(f.copy()).__name__, f.copy() is f)
nested = {frozenset({frozenset({1}), frozenset()}), frozenset()}
print(len(nested), frozenset() in nested, {1} in {frozenset({1})})
seen, out = set(), []
for x in [3, 1, 3, 2, 1]:
    if x not in seen:
        seen.add(x)
        out.append(x)
print(out, seen == {1, 2, 3}, {x % 3 for x in range(10)} == {0, 1, 2}, sorted({"b", "a"} | {"c"}), len({*range(1000)} & {*range(500, 2000)}))
big = set(range(2000))
for i in range(0, 2000, 2):
    big.remove(i)
print(len(big), 1 in big, 2 in big, sum(big), min(big), max(big))
