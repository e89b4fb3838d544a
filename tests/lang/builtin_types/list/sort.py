# list.sort and sorted: stability, keys, reverse, errors, strange comparisons.
print(sorted([3, 1, 2]), sorted("hello"), sorted((2, 1)), sorted({3: 0, 1: 0}), sorted([3, 1, 2], reverse=True), sorted([]), sorted([1]), sorted({2, 1}))
print(sorted(["b", "A", "c"]), sorted(["b", "A", "c"], key=str.lower), sorted([-3, 2, -1], key=abs), sorted([1, 2, 3], key=lambda x: -x), sorted(range(5), key=lambda x: x % 2))
pairs = [("b", 2), ("a", 2), ("c", 1), ("a", 1), ("b", 1)]
print(sorted(pairs), sorted(pairs, key=lambda p: p[1]), sorted(pairs, key=lambda p: p[1], reverse=True), sorted(pairs, key=lambda p: (p[1], p[0])))
print(sorted([1, 2.5, 0.5, True, False, 10**20, -(10**20)]), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([[2], [1, 5], [1]]), sorted([b"b", b"a"]), sorted(["é", "z", "a"]))
lst = [3, 1, 2]
print(lst.sort(), lst, lst.sort(reverse=True), lst, lst.sort(key=None), lst, lst.sort(key=lambda x: -x, reverse=True), lst)
for source in ("sorted([1, 'a'])", "sorted([None, 1])", "sorted([{}, {}])", "sorted([1j, 2j])", "sorted(5)", "sorted()", "sorted([1], 2)", "sorted([1], key=5)", "[1, 2].sort(1)",
               "sorted([1, 2], key=len)", "sorted([1], reverse='a')", "sorted([1, 2], reverse=None)", "sorted([1], cmp=1)", "sorted([object(), object()])", "sorted(key=len)",
               "sorted([1], reverse=1.5)", "sorted([2, 1], key=lambda: 0)", "sorted([2, 1], key=lambda x: 1 / 0)", "sorted([[1], ['a']])", "sorted([(1, 2), (1, 'a')])"):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
state = 1
data = []
for _ in range(1000):
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    data.append(state % 100)
ordered = sorted(data)
print(all(a <= b for a, b in zip(ordered, ordered[1:])), len(ordered), ordered[0], ordered[-1], sum(ordered) == sum(data), sorted(data, reverse=True) == ordered[::-1])
indexed = sorted(enumerate(data), key=lambda p: p[1])
print(all(a[1] < b[1] or a[1] == b[1] and a[0] < b[0] for a, b in zip(indexed, indexed[1:])))
print(sorted(ordered) == ordered, sorted(ordered[::-1]) == ordered, sorted(ordered[500:] + ordered[:500]) == ordered, sorted([5] * 100) == [5] * 100)


class Item:
    calls = 0

    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        Item.calls += 1
        return self.v < other.v


items = [Item(v) for v in data]
print([i.v for i in sorted(items)] == ordered, Item.calls < 12000)
for wild in (lambda a, b: True, lambda a, b: False, lambda a, b: (id(a) ^ id(b)) & 1):
    W = type("W", (), {"__lt__": lambda s, o, w=wild: w(s, o)})
    ws = [W() for _ in range(100)]
    out = sorted(ws)
    print(len(out), set(map(id, out)) == set(map(id, ws)))


class Modify:
    def __lt__(self, other):
        victim.append(1)
        return False


victim = [Modify(), Modify()]
try:
    victim.sort()
except ValueError as e:
    print(e, len(victim))


def peek(x):
    seen.append(len(victim))
    return x


victim, seen = [3, 1, 2], []
victim.sort(key=peek)
print(victim, seen)


class Raise:
    def __lt__(self, other):
        raise RuntimeError("compare")


bad = [1, 2, Raise(), Raise()]
bad2 = [Raise(), Raise(), 5]
for b in (bad, bad2):
    try:
        b.sort()
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, len(b))
print(sorted([3, 1, 2], key=lambda x: [x]), max([1, 3, 2], key=lambda x: -x), min("hello"), sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]))


class Rev(str):
    def __lt__(self, other):
        return str(self) > str(other)


print(sorted([Rev("a"), Rev("c"), Rev("b")]), sorted([True, 0, 2.0, -1]), sorted(["10", "9", "1"], key=int), sorted([float("inf"), 1, float("-inf")]))
