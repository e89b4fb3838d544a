# memoryview: attributes, indexing, slicing, assignment, comparison, release.
m = memoryview(b"abcdef")
print(m.format, m.itemsize, m.nbytes, m.ndim, m.shape, m.strides, m.suboffsets, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous, len(m), m.obj)
print(m[0], m[-1], m[1:3].tobytes(), m[::-1].tobytes(), m[::2].tolist(), m.tolist(), bytes(m), m.hex(), list(m), 97 in m, m[1:4][1], m[5:2].tobytes())
print(m == b"abcdef", m == bytearray(b"abcdef"), m == memoryview(b"abcdef"), m != b"x", m == "abcdef", m[1:3] == b"bc", hash(m) == hash(b"abcdef"), m[::2] == b"ace")
print(repr(m).split(" at ")[0], m.toreadonly().readonly, m[::2].contiguous, m[::2].strides, m.hex("-"), m.tobytes("C"), m.count(97), m.index(98))
b = bytearray(b"hello")
w = memoryview(b)
w[0] = 72
w[1:3] = b"EL"
w[::2] = b"xyz"
print(b, w.readonly, w.obj is b)
for source in ("w[0] = 256", "w[0] = 'a'", "w[0] = b'a'", "w[10]", "w['a']", "w[1:3] = b'abc'", "w[0:2] = 'ab'", "m[0] = 1", "del w[0]", "w.x = 1", "w + w",
               "hash(w)", "memoryview()", "memoryview('abc')", "memoryview(5)", "memoryview([1])", "w < w", "w[0, 0]", "w[()]", "m.index(200)", "w[1.5]", "w[0] = 1.5",
               "memoryview(b'a', b'b')", "w[...]", "m.cast('x')", "m.cast(5)", "w.tobytes('Q')", "m[::0]"):
    try:
        print(source, "=", eval(source)) if "=" not in source else (exec(source), print(source, "ok"))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
with memoryview(b"ctx") as c:
    print(c[0])
for source in ("c[0]", "len(c)", "c.tolist()", "c.format", "bytes(c)", "c == c", "c.release()", "repr(c)[:20]", "c.__enter__()"):
    try:
        print(source, "=", eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
s = w[1:3]
try:
    w.release()
    print("released with a slice alive is fine", s.tobytes())
except BufferError as e:
    print(e)
s.release()
b.append(1)
print(b)
n = memoryview(bytes(range(8))).cast("H")
print(n.format, n.itemsize, n.shape, len(n), n.nbytes, n.tolist() == [256, 770, 1284, 1798], n.cast("B").tolist(), n[0])
print(memoryview(bytes(8)).cast("Q").tolist(), memoryview(b"abcd").cast("c").tolist(), memoryview(b"\xff\x00").cast("b").tolist(), memoryview(b"\1\0").cast("?").tolist())
grid = memoryview(bytes(range(12))).cast("B", (3, 4))
print(grid.shape, grid.strides, grid.ndim, grid[1, 2], grid[-1, -1], grid.tolist(), grid.tobytes() == bytes(range(12)), len(grid))
for source in ("grid[0]", "grid[3, 0]", "grid[0, 0, 0]", "grid[0:1, 0]", "grid.cast('B', (2, 2))", "memoryview(b'abc').cast('H')", "memoryview(b'abcd')[::2].cast('B')",
               "memoryview(b'abcd').cast('H').cast('I')", "list(grid)", "grid[0, 'a']"):
    try:
        print(source, "=", eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
f = memoryview(bytearray(16)).cast("d")
f[0], f[1] = 1.5, -2
print(f.tolist(), f.format, memoryview(f).nbytes)
i = memoryview(bytearray(8)).cast("i")
i[0] = -5
for bad in (2**31, "x", 1.5):
    try:
        i[1] = bad
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(i.tolist(), memoryview[int])
