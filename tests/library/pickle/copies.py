# The module copy: shallow and deep, by every way in which a class may say how.
import copy
import copyreg
import types


class Plain:
    def __init__(self, **fields):
        self.__dict__.update(fields)


class Slots:
    __slots__ = ("a", "b", "__dict__")


class Own:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deeply", type(memo)


class State:
    def __init__(self):
        self.value = [1]

    def __getstate__(self):
        return {"state": self.value}

    def __setstate__(self, state):
        self.value = state["state"]


class Args(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __getnewargs__(self):
        return self[0], self[1]


class Keywords:
    def __new__(cls, *, size):
        made = object.__new__(cls)
        made.size = size
        return made

    def __getnewargs_ex__(self):
        return (), {"size": self.size}


class Items(list):
    pass


class Pairs(dict):
    pass


class Named:
    def __reduce__(self):
        return "named"


named = Named()


class Registered:
    def __init__(self, value):
        self.value = value


copyreg.pickle(Registered, lambda r: (Registered, (r.value,)))


def shows(value):
    if isinstance(value, (Plain, Slots, State, Keywords, Registered)):
        return type(value).__name__, {name: getattr(value, name) for name in ("a", "b", "x", "value", "size")
                                      if hasattr(value, name)}
    return type(value).__name__, value


slots = Slots()
slots.a, slots.x = [1], [2]
items = Items([[1], 2])
items.x = [3]
pairs = Pairs(a=[1])
pairs.x = [4]
VALUES = [
    None, 1, 2**70, 1.5, 1j, "a", b"b", (), (1, [2]), [1, [2]], {1: [2]}, {1, 2}, frozenset({3}), bytearray(b"x"),
    range(3), slice(1, [2]), int, len, copy.copy, ..., NotImplemented, Plain(a=[1], b=2), slots, Own(), State(),
    Args([1], 2), Keywords(size=[5]), items, pairs, named, Registered([7]), types.SimpleNamespace(a=[1]),
    ValueError("text", [1]), Exception, iter([1, 2]), memoryview(b"a"), (x for x in ()), types, zip([1], [2]),
]
for value in VALUES:
    for function in (copy.copy, copy.deepcopy):
        try:
            made = function(value)
        except BaseException as e:
            print(function.__name__, type(value).__name__, type(e).__name__, e)
            continue
        text = str(shows(made)).split(" at 0x")[0]
        print(function.__name__, made is value, text)
        if isinstance(value, (Plain, Slots)):
            print("  part", made.a is value.a)
        if isinstance(value, (list, tuple)) and value and isinstance(value[-1], list):
            print("  part", made[-1] is value[-1])

# Cycles and shared parts.
loop = []
loop.append(loop)
again = copy.deepcopy(loop)
print(again is not loop, again[0] is again)
pair = ([],)
pair[0].append(pair)
again = copy.deepcopy(pair)
print(again is not pair, again[0][0] is again)
table = {}
table["me"] = table
again = copy.deepcopy(table)
print(again is not table, again["me"] is again)
plain = Plain()
plain.me = plain
again = copy.deepcopy(plain)
print(again is not plain, again.me is again)
part = [1]
again = copy.deepcopy([part, part])
print(again[0] is again[1], again[0] is part)

# The memo.
memo = {}
original = [[1], (2,)]
again = copy.deepcopy(original, memo)
print(memo[id(original)] is again, memo[id(original[0])] is again[0], [type(x) for x in memo[id(memo)]])
print(copy.deepcopy(part, {id(part): "known"}))
inside = (1, 2)
print(copy.deepcopy(inside) is inside, copy.deepcopy(([1],)) == ([1],))


class Method:
    def __init__(self):
        self.calls = []

    def call(self):
        self.calls.append(1)
        return len(self.calls)


bound = Method().call
other = copy.deepcopy(bound)
bound()
print(other(), bound())

# replace()
namespace = types.SimpleNamespace(a=1, b=2)
print(copy.replace(namespace, b=3), namespace)


class Replaceable:
    def __replace__(self, **changes):
        return "replaced", changes


print(copy.replace(Replaceable(), a=1))
for value in (1, [], Plain()):
    try:
        copy.replace(value, a=1)
    except TypeError as e:
        print(e)


class Unhappy:
    def __reduce_ex__(self, protocol):
        raise ZeroDivisionError("no")


for function in (copy.copy, copy.deepcopy):
    try:
        function(Unhappy())
    except ZeroDivisionError as e:
        print(e)
print(copy.Error is copy.error, copy.Error.__mro__, copy.__all__)
