# Dicts changed while something walks, looks up, compares or prints.
d = {1: "a", 2: "b", 3: "c"}
for action in ("d[9] = 0", "del d[3]", "d.clear()", "d.popitem()", "d.update({7: 7})", "d.setdefault(8)"):
    d = {1: "a", 2: "b", 3: "c"}
    try:
        for k in d:
            exec(action)
        print(action, "no error", d)
    except RuntimeError as e:
        print(action, "|", e, d)
for view in ("keys", "values", "items"):
    d = {1: "a", 2: "b"}
    try:
        for x in getattr(d, view)():
            d[len(d) + 10] = 0
    except RuntimeError as e:
        print(view, "|", e)
d = {1: "a", 2: "b", 3: "c"}
for k in d:
    d[k] = "changed"
print(d)
try:
    for k in d:
        del d[k]
        d[k + 100] = 0
except RuntimeError as e:
    print(e)
d = {1: 1, 2: 2}
it = iter(d)
next(it)
d[3] = 3
for _ in range(2):
    try:
        next(it)
    except (RuntimeError, StopIteration) as e:
        print(type(e).__name__, e)
it = iter({1: 2, 3: 4})
print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__length_hint__(), type(it).__name__)
d = {1: 1, 2: 2, 3: 3}
for k in list(d):
    if k != 2:
        del d[k]
print(d)
r = reversed({1: "x", 2: "y"}.items())
print(next(r), list(r), type(r).__name__, type(reversed({})).__name__, type(iter({}.values())).__name__)
view = d.keys()
d["new"] = 1
print(list(view), len(view), "new" in view)


class K:
    def __init__(self, name, action):
        self.name, self.action = name, action

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.action()
        return isinstance(other, K) and self.name == other.name

    def __repr__(self):
        return f"K({self.name})"


nothing = lambda: None
d = {}
d[K("a", nothing)] = 1
d[K("b", nothing)] = 2
print(d, d[K("a", nothing)], K("c", nothing) in d)
victim = {}
victim[K("x", lambda: victim.clear())] = 1
print(victim.get(K("z", nothing)), victim)
victim = {}
victim[K("x", lambda: victim.clear())] = 1
victim[K("w", nothing)] = 5
print(len(victim))
victim = {}


def grow():
    if len(victim) < 50:
        victim.update({i: i for i in range(100, 150)})


victim[K("x", grow)] = 1
print(victim.setdefault(K("w", nothing), "set"), len(victim))


class V:
    def __init__(self, action):
        self.action = action

    def __repr__(self):
        self.action()
        return "V"

    def __eq__(self, other):
        self.action()
        return True


d = {}
d[1], d[2], d[3] = V(lambda: d.pop(3, None)), V(nothing), V(nothing)
try:
    print(repr(d))
except RuntimeError as e:
    print(e)
d = {}
d[1], d[2] = V(lambda: d.clear()), V(nothing)
try:
    print(d == {1: 0, 2: 0})
except RuntimeError as e:
    print(e)
print(d)


class Raising:
    def __hash__(self):
        raise ValueError("hash failed")


class RaisingEq:
    def __hash__(self):
        return 5

    def __eq__(self, other):
        raise ValueError("eq failed")


for source in ("{Raising(): 1}", "{}[Raising()]", "Raising() in {}", "{}.get(Raising())", "{5: 1}[RaisingEq()]", "RaisingEq() in {5: 1}", "{RaisingEq(): 1, RaisingEq(): 2}",
               "{5: 1}.pop(RaisingEq())", "{5: 1}.setdefault(RaisingEq())", "dict([(5, 1), (RaisingEq(), 2)])", "{5} | {RaisingEq()}", "{}.pop(Raising(), 0)"):
    try:
        print(source, eval(source))
    except ValueError as e:
        print(source, "|", e)
