# io: a reader and a writer as one file, and newlines that come in pieces.
import io


def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except BaseException as e:
        print(source, "|", type(e).__name__, e)


class NR(io.RawIOBase):
    pass


B = io.BytesIO
p = io.BufferedRWPair(B(b"hello world"), B())
for source in (
    'io.BufferedRWPair()',
    'io.BufferedRWPair(1)',
    'io.BufferedRWPair(1,2)',
    'io.BufferedRWPair(NR(),B())',
    'io.BufferedRWPair(B(),NR())',
    'io.BufferedRWPair(B(),B(),0)',
    "io.BufferedRWPair(B(),B(),'x')",
    'io.BufferedRWPair(B(),B(),-1)',
    'p.read(3)',
    'p.peek(2)',
    'p.read1(2)',
    'p.readinto(bytearray(2))',
    'p.readinto1(bytearray(1))',
    "p.write(b'xyz')",
    "p.write('x')",
    'p.flush()',
    'p.isatty()',
    'p.readable()',
    'p.writable()',
    'p.seekable()',
    'p.closed',
    'p.tell()',
    'p.seek(0)',
    'p.truncate()',
    'p.fileno()',
    'p.detach()',
    'p.readline()',
    'p.raw',
    'p.name',
    'p.mode',
    'p.close()',
    'p.closed',
    'p.read()',
    "p.write(b'')",
    'p.close()',
    'p.readable()',
    'p.peek()',
    'p.flush()',
    'io.BufferedRWPair.__new__(io.BufferedRWPair).read()',
    'io.BufferedRWPair.__new__(io.BufferedRWPair).closed',
):
    show(source)
D = io.IncrementalNewlineDecoder
d = D(None, True)
for source in (
    'D()',
    'D(None)',
    "D(decoder=None,translate=True,errors='x').newlines",
    "d.decode('a\\r\\nb\\rc\\nd\\r')",
    'd.newlines',
    'd.getstate()',
    "d.decode('\\n')",
    'd.newlines',
    "d.decode('\\r',final=True)",
    "d.decode('x\\r')",
    'd.getstate()',
    "d.setstate((b'',0))",
    'd.getstate()',
    'd.reset()',
    'd.newlines',
    'd.decode(5)',
    "d.decode(b'x')",
    'd.decode()',
    'd.setstate(5)',
    'd.setstate((1,2,3))',
    "d.setstate((1,'x'))",
    "d.setstate((b'',1))",
    'd.getstate()',
    "d.setstate((b'x',3))",
    'd.getstate()',
    "d.decode('')",
    "d.decode('\\n',True)",
    'd.errors',
    "D(None,False).decode('a\\r\\nb\\r')",
    "D.__new__(D).decode('x')",
    'D.__new__(D).newlines',
    'D.__new__(D).reset()',
    'D.__new__(D).getstate()',
):
    show(source)


class Dec:
    def decode(self, x, final=False):
        return x.decode("latin-1")

    def reset(self):
        print("reset")

    def getstate(self):
        return (b"", 0)

    def setstate(self, state):
        print("set", state)


d = D(Dec(), True)
for source in (
    "d.decode(b'a\\r\\nb\\r')",
    'd.getstate()',
    "d.decode(b'\\n')",
    'd.newlines',
    "d.setstate((b'ab',7))",
    'd.reset()',
    "d.decode(b'',True)",
    "d.decode(b'\\r')",
    'd.getstate()',
    'd.newlines',
):
    show(source)
d = D(None, False)
for source in (
    "d.decode('\\r')",
    'd.newlines',
    "d.decode('\\n')",
    'd.newlines',
    "d.decode('\\r\\n')",
    'd.newlines',
    "d.decode('\\n\\r',True)",
    'd.newlines',
):
    show(source)
