# Containers changed by what they call: equality, hash, repr, iteration, index, str, keys.
class Do:
    """Runs an action from every special method."""

    def __init__(self, action, hash=1):
        self.action, self.h = action, hash

    def __eq__(self, other):
        self.action()
        return False

    def __hash__(self):
        return self.h

    def __repr__(self):
        self.action()
        return "Do"

    def __str__(self):
        self.action()
        return "do"

    def __index__(self):
        self.action()
        return 0

    def __len__(self):
        self.action()
        return 1

    def __iter__(self):
        self.action()
        return iter([1, 2])

    def __bool__(self):
        self.action()
        return True

    def __lt__(self, other):
        self.action()
        return True

    def keys(self):
        self.action()
        return ["a"]

    def __getitem__(self, k):
        self.action()
        return 1


def attempt(name, container, use):
    for action_name in ("clear", "grow"):
        c = container()

        def action():
            if action_name == "clear":
                c.clear()
            elif len(c) < 100:
                (c.extend if isinstance(c, (list, bytearray)) else c.update)(range(100) if not isinstance(c, dict) else {i: i for i in range(100)})

        try:
            result = use(c, Do(action))
            print(name, action_name, "returned", type(result).__name__)
        except Exception as e:
            print(name, action_name, type(e).__name__)


L = lambda: [1, 2, 3]
D = lambda: {1: 1, 2: 2}
S = lambda: {1, 2}
B = lambda: bytearray(b"abc")
attempt("list index", L, lambda c, d: c.index(d))
attempt("list count", L, lambda c, d: c.count(d))
attempt("list remove", L, lambda c, d: c.remove(d))
attempt("list in", L, lambda c, d: d in c)
attempt("list eq", L, lambda c, d: c == [d, d, d])
attempt("list lt", L, lambda c, d: c < [d, d])
attempt("list repr", L, lambda c, d: c.append(d) or repr(c))
attempt("list getitem", L, lambda c, d: c[d])
attempt("list setitem", L, lambda c, d: c.__setitem__(d, 1))
attempt("list delitem", L, lambda c, d: c.__delitem__(d))
attempt("list slice", L, lambda c, d: c[d:])
attempt("list set slice", L, lambda c, d: c.__setitem__(slice(d, None), [1]))
attempt("list set slice from", L, lambda c, d: c.__setitem__(slice(0, 2), d))
attempt("list step slice", L, lambda c, d: c.__setitem__(slice(d, None, 2), [7, 8]))
attempt("list del slice", L, lambda c, d: c.__delitem__(slice(d, 2)))
attempt("list insert", L, lambda c, d: c.insert(d, 1))
attempt("list pop", L, lambda c, d: c.pop(d))
attempt("list extend", L, lambda c, d: c.extend(d))
attempt("list iadd", L, lambda c, d: c.__iadd__(d))
attempt("list mul", L, lambda c, d: c * d)
attempt("list sort", L, lambda c, d: c.append(d) or c.sort())
attempt("list join", L, lambda c, d: ",".join(str(x) for x in c + [d]))
attempt("list max", L, lambda c, d: max(c + [d], key=lambda x: d))
attempt("list index range", L, lambda c, d: c.index(1, d))
attempt("list percent", L, lambda c, d: "%s %s" % (d, c))
attempt("list all", L, lambda c, d: all([d, *c]))
attempt("list unpack", L, lambda c, d: [*c, *d])
attempt("list call", L, lambda c, d: print(*[], *c and [], end=""))
attempt("dict get", D, lambda c, d: c.get(d))
attempt("dict in", D, lambda c, d: d in c)
attempt("dict set", D, lambda c, d: c.__setitem__(d, 1))
attempt("dict pop", D, lambda c, d: c.pop(d, None))
attempt("dict setdefault", D, lambda c, d: c.setdefault(d, 1))
attempt("dict eq", D, lambda c, d: c == {1: d, 2: d})
attempt("dict repr", D, lambda c, d: c.update({9: d}) or repr(c))
attempt("dict values in", D, lambda c, d: d in c.values())
attempt("dict items in", D, lambda c, d: (1, d) in c.items())
attempt("dict update", D, lambda c, d: c.update(d))
attempt("dict or", D, lambda c, d: c | dict(d))
attempt("dict items eq", D, lambda c, d: c.items() == {1: d, 2: d}.items())
attempt("dict fromkeys", D, lambda c, d: dict.fromkeys(d))
attempt("dict kwargs", D, lambda c, d: dict(**d))
attempt("set in", S, lambda c, d: d in c)
attempt("set add", S, lambda c, d: c.add(d))
attempt("set remove", S, lambda c, d: c.remove(d))
attempt("set union", S, lambda c, d: c | {d})
attempt("set and", S, lambda c, d: c & {d})
attempt("set sub", S, lambda c, d: c - {d})
attempt("set xor", S, lambda c, d: c ^ {d})
attempt("set eq", S, lambda c, d: c == {d, 5})
attempt("set update", S, lambda c, d: c.update(d))
attempt("set intersection", S, lambda c, d: c.intersection(d))
attempt("set issubset", S, lambda c, d: c.issubset([d]))
attempt("set repr", S, lambda c, d: c.add(d) or repr(c))
attempt("set isdisjoint", S, lambda c, d: c.isdisjoint([d]))
attempt("bytearray getitem", B, lambda c, d: c[d])
attempt("bytearray setitem", B, lambda c, d: c.__setitem__(0, d))
attempt("bytearray slice", B, lambda c, d: c[d:])
attempt("bytearray set slice", B, lambda c, d: c.__setitem__(slice(d, None), b"xyz"))
attempt("bytearray append", B, lambda c, d: c.append(d))
attempt("bytearray extend", B, lambda c, d: c.extend([d, d]))
attempt("bytearray insert", B, lambda c, d: c.insert(d, d))
attempt("bytearray pop", B, lambda c, d: c.pop(d))
attempt("bytearray find", B, lambda c, d: c.find(b"b", d))
attempt("bytearray mul", B, lambda c, d: c * d)
attempt("bytearray join", B, lambda c, d: c.join([b"a", c]))
print("survived")
