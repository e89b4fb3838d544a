# Pickler and Unpickler: files, memo, persistent ids, overriding, dispatch tables, buffers out of band.
import io
import pickle


def show(title, function):
    try:
        print(title, function())
    except BaseException as e:
        print(title, type(e).__name__, str(e).split(" at 0x")[0], getattr(e, "__notes__", None))


class A:
    pass


a = A()
file = io.BytesIO()
pickler = pickle.Pickler(file)
x = [1]


def written(*objects):
    file.seek(0)
    file.truncate()
    for value in objects:
        pickler.dump(value)
    return file.getvalue()


# The memo lasts from one dump() to the next.
print(written(x, x), list(pickler.memo.copy().values()))
for memo in (5, {1: 2}, {1: (2,)}, {1: ("a", 2)}, {id(x): (7, x)}):
    show("memo", lambda: setattr(pickler, "memo", memo))
show("delete", lambda: delattr(pickler, "memo"))
print(written(x))
pickler.memo.clear()
print(written(x), pickler.memo.__reduce__()[0])
other = pickle.Pickler(io.BytesIO())
other.memo = pickler.memo
print(len(other.memo.copy()))
pickler.clear_memo()
pickler.fast = 1
print(written([x, x]), pickler.bin, pickler.fast)
pickler.fast = 0
pickler.clear_memo()

# On the instance.
pickler.persistent_id = lambda o: 5 if o == 1 else None
print(written([1, 2]))
del pickler.persistent_id
print(pickler.persistent_id(3))
show("attribute", lambda: setattr(pickler, "x", 1))
show("table", lambda: pickler.dispatch_table)
pickler.dispatch_table = 5
show("table", lambda: pickler.dump(a))
pickler.clear_memo()
pickler.dispatch_table = {A: lambda o: (int, (7,))}
print(written(a))
del pickler.dispatch_table
pickler.clear_memo()


class Logged(dict):
    def __getitem__(self, key):
        print("asked for", key)
        return dict.__getitem__(self, key)


pickler.dispatch_table = Logged()
pickler.clear_memo()
print(written(a))


# In a subclass.
class Persistent(pickle.Pickler):
    def persistent_id(self, o):
        print("id?", repr(o).split(" at 0x")[0])
        return "seven" if o == 7 else None


class Restored(pickle.Unpickler):
    def persistent_load(self, pid):
        return "restored", pid

    def find_class(self, module, name):
        print("find", module, name)
        return super().find_class(module, name)


for protocol in (0, 1, 2, 4):
    file = io.BytesIO()
    Persistent(file, protocol).dump([7, A, "x", len, [7], (1,)])
    print(file.getvalue())
    file.seek(0)
    print(Restored(file).load())


class Overriding(pickle.Pickler):
    def reducer_override(self, o):
        print("override?", repr(o).split(" at 0x")[0])
        return (str, ("x",)) if isinstance(o, A) else NotImplemented


file = io.BytesIO()
Overriding(file).dump([a, 1, "x", (1,), A, len, ...])
print(file.getvalue())


class Tabled(pickle.Pickler):
    dispatch_table = {A: lambda o: (int, (9,))}


file = io.BytesIO()
Tabled(file).dump(a)
print(file.getvalue())


class NotStarted(pickle.Pickler):
    def __init__(self):
        pass


class NotStartedEither(pickle.Unpickler):
    def __init__(self):
        pass


show("no init", lambda: NotStarted().dump(1))
show("no init", lambda: NotStartedEither().load())

# Several pickles in one file, and the memo that lasts.
stream = io.BytesIO(b"(K\x01K\x02tq\x05.N\x94h\x05\x86.h\x06.")
unpickler = pickle.Unpickler(stream)
show("load", unpickler.load)
print(unpickler.memo.copy())
show("load", unpickler.load)
show("load", unpickler.load)
for memo in (5, {"a": 5}, {-1: 5}):
    show("memo", lambda: setattr(unpickler, "memo", memo))
unpickler.memo.clear()
print(unpickler.memo.copy(), unpickler.memo.__reduce__())
show("delete", lambda: delattr(unpickler, "memo"))
show("find", lambda: unpickler.find_class("__builtin__", "unicode"))
show("find", lambda: unpickler.find_class("sys", "path.append"))
show("find", lambda: unpickler.find_class(5, "a"))
show("find", lambda: unpickler.find_class("sys", 5))
unpickler = pickle.Unpickler(io.BytesIO(b"Pabc\nNQ\x86."))
unpickler.persistent_load = lambda pid: ("by id", pid)
show("load", unpickler.load)


# What is asked of a file.
class Source:
    def __init__(self, data):
        self.file = io.BytesIO(data)

    def read(self, size):
        data = self.file.read(size)
        print("read", size, len(data), end="; ")
        return data

    def readline(self):
        line = self.file.readline()
        print("readline", line, end="; ")
        return line


class Peeking(Source):
    def peek(self, size):
        data = self.file.getvalue()[self.file.tell():]
        print("peek", size, len(data), end="; ")
        return data


for protocol in (1, 2, 4, 5):
    for kind in (Source, Peeking):
        source = kind(pickle.dumps([1, "a", 2.5, A, b"x" * 200] if protocol > 2 else [1, "a", 2.5, A], protocol) + b"tail")
        print(pickle.load(source), source.file.read())


class Bad:
    answer = "abc"

    def read(self, size):
        return self.answer

    def readline(self):
        return b""


for answer in ("abc", b"", b"c", b"X", 5, None):
    Bad.answer = answer
    show(answer, lambda: pickle.load(Bad()))


class Sink:
    def write(self, data):
        print("write", len(data), end="; ")


for protocol in range(3, 6):
    pickle.dump([b"x" * 100, b"y" * 70000, "z" * 70000, list(range(40000))], Sink(), protocol)
    print()


class Full:
    def write(self, data):
        raise OSError(28, "full")


show("full", lambda: pickle.dump(1, Full()))

# Buffers.
buffer = pickle.PickleBuffer(b"abc")
print(buffer.raw().tobytes(), bytes(buffer), memoryview(buffer).readonly)
buffer.release()
buffer.release()
for function in (buffer.raw, lambda: memoryview(buffer), lambda: pickle.dumps(buffer)):
    show("released", function)
show("new", lambda: pickle.PickleBuffer(5))
show("gaps", lambda: pickle.dumps(pickle.PickleBuffer(memoryview(b"abcdef")[::2]), 5))
show("gaps", lambda: pickle.PickleBuffer(memoryview(b"abcdef")[::2]).raw())
show("old", lambda: pickle.dumps(pickle.PickleBuffer(b"abc"), 4))
show("in band", lambda: pickle.dumps([pickle.PickleBuffer(b"abc"), pickle.PickleBuffer(bytearray(b"x"))], 5))
kept = []
pair = [pickle.PickleBuffer(b"abc"), pickle.PickleBuffer(bytearray(b"xyz"))]
data = pickle.dumps(pair, 5, buffer_callback=kept.append)
print(data, len(kept), kept[0] is pair[0])
again = pickle.loads(data, buffers=kept)
print(again[0] is pair[0], again[1] is pair[1], [bytes(b) for b in again])
show("in band", lambda: pickle.dumps(pair, 5, buffer_callback=lambda b: True))
show("fails", lambda: pickle.dumps(pair, 5, buffer_callback=lambda b: 1 / 0))
show("callback", lambda: pickle.dumps(pair, 5, buffer_callback=5))
show("subclass", lambda: type("X", (pickle.PickleBuffer,), {}))
writable = bytearray(b"abc")
view = memoryview(pickle.PickleBuffer(writable))
view[0] = 65
print(writable, view.format, len(view))
print(pickle.Pickler, pickle.Unpickler, pickle.PickleBuffer)
