# Dict and set comprehensions and displays: order of evaluation, duplicates, unpacking.
print({x: x * x for x in range(4)}, {x % 3 for x in range(9)}, {k: v for k, v in zip("ab", [1, 2])})
print({k: {i: i for i in range(k)} for k in range(3)}, {c for c in "hello"} == set("helo"))
print({v: k for k, v in {"a": 1, "b": 2}.items()}, {x: y for x in "ab" for y in (1, 2)})
print({x for x in range(10) if x % 2 if x > 4} == {5, 7, 9}, {(a, b) for a in (1,) for b in (2,)})


def t(x):
    print(x, end=" ")
    return x


print({t(1): t(2), t(3): t(4)})
print({t(k): t(v) for k, v in [("a", 1), ("b", 2)]})
print({1: "a", 1.0: "b", True: "c"}, {1, 1.0, True}, len({0, False, 0.0, 0j}))
print({**{"a": 1, "b": 2}, "b": 3, **{"c": 4}}, {**{}}, {"x": 0, **dict(x=1)})
print({*[1, 2], *(2, 3)} == {1, 2, 3}, {*()} == set(), [*{}, *"a"], (*[1], 2), {*"a"})
print({}, {1}, {"a": 1,}, {1,}, {(): []}, {None: None, ...: 0})
for source in ("{[]: 1}", "{[]}", "{{}: 1}", "{**5}", "{**[1]}", "{*5}", "[*5]", "(*5,)", "{x: 1 for x in [[]]}",
               "{set()}", "{**{'a': 1}, **None}", "{1: 2}[[]]", "{(1, []): 2}", "{slice(1, 2): 0}"):
    try:
        print(source, eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)


class K:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, K) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


print({K(i % 2): i for i in range(5)}, len({K(1), K(1), K(2)}))
x = 1
print({x: x for x in "ab"}, x, {x for x in [x]})


def f():
    y = 2
    return {k: (lambda: k + y)() for k in range(3)}, {y + k for k in range(2)}


print(f())
print({i: j for i, *j in ["abc", "d"]}, {**{str(i): i for i in range(3)}}, {w: len(w) for w in "a bb".split()})
print(dict(a=1, **{"b": 2}), dict([("a", 1)], b=2), {k: v for d in ({1: 2}, {3: 4}) for k, v in d.items()})
