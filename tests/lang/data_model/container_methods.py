# Emulating containers: len, getitem, setitem, delitem, contains, iter, reversed, missing, length_hint.
class Seq:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return Seq(*self.items[key])
        return self.items[key]

    def __setitem__(self, key, value):
        print("set", key, value)
        self.items[key] = value

    def __delitem__(self, key):
        print("del", key)
        del self.items[key]

    def __repr__(self):
        return f"Seq{tuple(self.items)}"


s = Seq(1, 2, 3, 4)
print(len(s), s[0], s[-1], s[1:3], list(s), 3 in s, 9 in s, list(reversed(s)), [*s], max(s), sum(s), sorted(s, reverse=True))
s[0] = 10
s[1:2] = [20, 21]
del s[0], s[-1:]
s[0] += 5
print(s, bool(s), bool(Seq()), tuple(s), dict(enumerate(s)), list(zip(s, s)), *s)
a, b, *c = s
print(a, b, c)


class Contains:
    def __contains__(self, x):
        print("contains", x, end=" ")
        return x


print(1 in Contains(), 0 in Contains(), "" not in Contains(), [] in Contains())


class IterOnly:
    def __iter__(self):
        yield from (1, 2, 3)


print(2 in IterOnly(), 5 in IterOnly(), list(IterOnly()))
try:
    len(IterOnly())
except TypeError as e:
    print(e)
try:
    reversed(IterOnly())
except TypeError as e:
    print(e)


class Rev:
    def __reversed__(self):
        return iter("reversed")


class NoRev(Seq):
    __reversed__ = None
    __contains__ = None
    __iter__ = None


print("".join(reversed(Rev())))
for source in ("reversed(NoRev(1))", "1 in NoRev(1)", "iter(NoRev(1))", "list(NoRev(1))", "[*NoRev(1)]"):
    try:
        print(eval(source))
    except TypeError as e:
        print(source, "|", e)


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for n in (-1, 2**63, 1.5, "x", None, True):
    try:
        print(len(Len(n)))
    except (TypeError, ValueError, OverflowError) as e:
        print(repr(n), type(e).__name__, e)


class Missing(dict):
    def __missing__(self, key):
        self[key] = value = f"made {key}"
        return value


m = Missing(a=1)
print(m["a"], m["b"], m.get("c"), "c" in m, m, m.setdefault("d", 0), m.pop("e", "none"))


class Hint:
    def __init__(self, h):
        self.h = h

    def __length_hint__(self):
        return self.h

    def __iter__(self):
        return iter((1, 2))


for h in (0, 100, -1, "x", NotImplemented, 2**70):
    try:
        print(h, list(Hint(h)))
    except (TypeError, ValueError, OverflowError) as e:
        print(h, type(e).__name__, e)
for source in ("Len(1)[0]", "Seq()[0]", "Contains()[0]", "del Rev()[0]", "Rev()[0] = 1", "IterOnly()[0]", "len(5)", "5 in 5"):
    try:
        exec(source)
    except (TypeError, IndexError) as e:
        print(source, "|", type(e).__name__, e)
