# Every built-in type in every protocol: the bytes, and what comes back.
import pickle

VALUES = [
    0, -1, 127, 128, 255, 256, 65535, 65536, -128, -129, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**47, 2**63,
    -2**63, 2**64, -2**64, 255**40, -(1 << 159), -(1 << 160), 1 << 159, True, False, None,
    1.5, float("inf"), float("-inf"), -0.0, 1e300, 5e-324,
    "", "a", "abc", "\u00e9", "\u1234", "\U00012345", "a\nb\\c\0\x1a\r",
    b"", b"a\xff", bytearray(), bytearray(b"abc"),
    (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], {}, {1: 2}, {"a": 2, 3: 4},
    set(), {1}, {1, 2}, frozenset(), frozenset({1}), 1j, range(3), slice(1, 2, 3),
    [[]], ((), ()), {"a": {"b": ["c"]}}, ["x", "x", ("x",)],
]

for protocol in range(3, 6):
    for value in VALUES:
        data = pickle.dumps(value, protocol)
        print(protocol, data)
        again = pickle.loads(data)
        assert type(again) is type(value) and again == value, (value, again)
        assert str(again) == str(value)

# The size decides about the opcode.
for size in (255, 256, 65535, 65536, 70000):
    for value in ("x" * size, b"y" * size, bytearray(b"z" * size), "\u00e9" * size):
        data = pickle.dumps(value)
        print(size, len(data), data[:24], data[-6:])
        assert pickle.loads(data) == value

# Batches and frames.
for count in (999, 1000, 1001, 2000, 2001, 30000):
    for value in (list(range(count)), dict.fromkeys(range(count)), set(range(count)), tuple(range(count))):
        data = pickle.dumps(value)
        print(count, len(data), hash(data) == hash(bytes(data)), data.count(b"\x95"), data[-8:])
        assert pickle.loads(data) == value

# The same object twice stays one; cycles close.
shared = ["s"]
first, second = pickle.loads(pickle.dumps([shared, shared]))
assert first is second
loop = []
loop.append(loop)
again = pickle.loads(pickle.dumps(loop))
assert again[0] is again
inner = {}
pair = (inner, 5)
inner["me"] = pair
for protocol in range(3, 6):
    print(pickle.dumps(pair, protocol))
    again = pickle.loads(pickle.dumps(pair, protocol))
    assert again[0]["me"] is again
several = ([], 1, 2, 3)
several[0].append(several)
for protocol in range(3, 6):
    print(pickle.dumps(several, protocol))
    again = pickle.loads(pickle.dumps(several, protocol))
    assert again[0][0] is again
