# __hash__: defaults, rules with __eq__, equal numbers, tuples, refused kinds.
print(hash(1), hash(0), hash(-1), hash(-2), hash(True), hash(2**61 - 1), hash(2**61), hash(-(2**61)), hash(2**62), hash(10**20))
print(hash(1.0), hash(0.5), hash(1.5), hash(-1.5), hash(1e300), hash(float("inf")), hash(float("-inf")), hash(0.1), hash(-0.0))
print(hash(1j), hash(1 + 2j), hash(0j), hash(1.5 + 0j), hash(-1j))
for a, b in ((1, 1.0), (2**70, 2.0**70), (0, -0.0), (1, True), (1, 1 + 0j), (-1, -1.0), (2**53, 2.0**53), (10**15, 1e15)):
    assert a == b and hash(a) == hash(b)
print(hash(()) == hash(()), hash((1, 2)) == hash((1, 2)), hash((1, 2)) == hash((1.0, 2.0)), hash("a") == hash("a"), hash(b"a") == hash(b"a"))
print(hash("") == 0, hash(b"") == hash(""), hash(None) == hash(None), hash(frozenset((1, 2))) == hash(frozenset((2, 1))))
print(hash(range(3)) == hash(range(0, 3)), hash(range(0)) == hash(range(5, 5)), hash(int) == hash(int), hash(len) == hash(len))
print(hash(slice(1, 2)) == hash(slice(1, 2)), hash(...) == hash(...), hash(memoryview(b"a")) == hash(b"a"))
for bad in ("[]", "{}", "set()", "bytearray()", "([],)", "frozenset([[]])", "(1, {})", "memoryview(bytearray(b'a'))", "{}.keys()",
            "slice([], 1)", "vars()", "iter([]) and []", "(1, (2, [3]))"):
    try:
        hash(eval(bad))
        print(bad, "fine")
    except (TypeError, ValueError) as e:
        print(bad, "|", type(e).__name__, e)


class WithEq:
    def __eq__(self, other):
        return True


class WithBoth:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 42


class Child(WithEq):
    pass


class Restored(WithEq):
    __hash__ = object.__hash__


class Removed:
    __hash__ = None


class Bad:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


print(WithEq.__hash__, hash(WithBoth()), Child.__hash__, isinstance(hash(Restored()), int))
for obj in (WithEq(), Child(), Removed(), Bad("text"), Bad(None), Bad(1.5)):
    try:
        hash(obj)
    except TypeError as e:
        print(e)
print(hash(Bad(5)), hash(Bad(-1)), hash(Bad(2**61)), hash(Bad(2**64 + 1)), hash(Bad(True)))
d = {WithBoth(): 1}
d[WithBoth()] = 2
print(len(d), list(d.values()), {1: "int", 1.0: "float", True: "bool"})


class M(type):
    def __hash__(cls):
        return 99


class K(metaclass=M):
    pass


print(hash(K), {K: 1}[K], (1).__hash__(), "a".__hash__() == hash("a"), [].__hash__, object.__hash__(5) is not None)
