# Instances, classes, functions and built-in callables: the bytes, and what comes back.
import copyreg
import pickle
import types


class Plain:
    def __init__(self, **fields):
        self.__dict__.update(fields)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__


class Nested:
    class Inner:
        class Deep:
            pass

        def method(self):
            return "method"

    @classmethod
    def made(cls):
        return "made", cls

    @staticmethod
    def static():
        return "static"


class Slots:
    __slots__ = ("a", "_b", "__c")


class SlotsAndDict(Slots):
    __slots__ = ("d", "__dict__")


class State(Plain):
    def __getstate__(self):
        return "state", 1

    def __setstate__(self, state):
        self.restored = state


class NoState(Plain):
    def __getstate__(self):
        return None


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


class Members(set):
    pass


class Number(int):
    pass


class Text(str):
    pass


class Setter:
    def __reduce__(self):
        return Plain, (), {"x": 1}, None, None, set_state


def set_state(made, state):
    made.by_setter = state


class Filled:
    def __reduce__(self):
        return Items, (), None, iter(range(3)), None


class Failure(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)
        self.a = a


class Meta(type):
    pass


class WithMeta(metaclass=Meta):
    pass


class Reduced:
    def __reduce__(self):
        return "reduced"


reduced = Reduced()


class Registered:
    pass


copyreg.pickle(Registered, lambda r: (Plain, (), {"registered": True}))


def function():
    pass


slots = Slots()
slots.a, slots._b, slots._Slots__c = 1, 2, 3
both = SlotsAndDict()
both.a, both.d, both.e = 1, 2, 3
items = Items([1, 2])
items.x = 1
pairs = Pairs(a=1, b=2)
pairs.x = 1
text = Text("t")
text.x = 1
asked = Plain(a=1)
asked.__dict__
loop = Plain()
loop.me = loop
VALUES = [
    Plain(), Plain(a=1), Plain(a=1, b=[2], c="a"), [Plain(x=1), Plain(x=2)], slots, both, State(), NoState(a=1),
    Args(1, 2), items, Items(), pairs, Members([1]), Number(5), text, Setter(), Filled(), ValueError("x", 1),
    Failure(1, 2), KeyError("k"), OSError(2, "no", "file"), UnicodeDecodeError("a", b"b", 0, 1, "r"), WithMeta(),
    WithMeta, Meta, Plain, Nested.Inner, Nested.Inner.Deep, Nested.Inner.method, Nested.Inner().method, Nested.made,
    Nested.static, function, reduced, Registered(), asked, loop, [len, abs, int, str], [int, len], int, type,
    [..., NotImplemented, type(...), type(None), type(NotImplemented)], dict.fromkeys, str.maketrans, bytes.fromhex,
    [].append, "a".upper, str.upper, (1).__add__, int.__add__, object().__init__, len.__call__,
    iter([1, 2]), iter((1,)), iter("ab"), iter(range(3)), iter({1: 2}), reversed([1, 2]), enumerate([5]), zip([1], [2]),
    map(len, ["a"]), filter(None, [1]), iter(b"a"), iter(len, 5), range(5), slice(1, None), 1j, list[int],
    types.SimpleNamespace(a=1), super(Plain, asked), {1, 2}.__class__, types.FunctionType, types.ModuleType,
]


def shows(value):
    if isinstance(value, (Plain, Slots, Keywords, Items, Pairs, Text)):
        names = [name for name in dir(value) if not name.startswith("__")]
        return type(value).__name__, [(n, getattr(value, n)) for n in names if n not in dir(type(value)) or "_" in n
                                      and n in Slots.__slots__]
    return type(value).__name__, value


for value in VALUES:
    for protocol in (0, 1, 2, 3, 4, 5):
        try:
            data = pickle.dumps(value, protocol)
            again = pickle.loads(data)
            # What names its own module twice is told apart by identity in CPython.
            print(protocol, data, str(shows(again)).split(" at 0x")[0] if value is not loop else again.me is again)
        except BaseException as e:
            print(protocol, type(value).__name__, type(e).__name__, str(e).split(" at 0x")[0])
for protocol in (4, 5):
    print(pickle.dumps(Keywords(size=3), protocol), pickle.loads(pickle.dumps(Keywords(size=3), protocol)).size)

# Extension codes.
for code in (1, 255, 256, 65535, 65536, 2**31 - 1):
    copyreg.add_extension("__main__", "Plain", code)
    for protocol in (1, 2, 5):
        data = pickle.dumps([Plain, Plain], protocol)
        print(code, data, pickle.loads(data) == [Plain, Plain])
    copyreg.remove_extension("__main__", "Plain", code)
copyreg.clear_extension_cache()
