# io.StringIO and io.BytesIO: reading, writing, seeking, lines, errors.
import io

s = io.StringIO("one\ntwo\nthree")
print(s.read(3), s.tell(), s.readline(), repr(s.readline()), s.read(), repr(s.read()), s.getvalue(), s.seek(0), s.readlines(), s.seek(4), list(s), s.closed, s.readable(), s.writable(), s.seekable())
w = io.StringIO()
print(w.write("abc"), w.write("déf"), w.tell(), w.getvalue(), w.seek(1), w.write("XY"), w.getvalue(), w.truncate(4), w.getvalue(), w.truncate(), w.getvalue())
w.writelines(["1", "2\n"])
print(repr(w.getvalue()), w.seek(0, 2), w.seek(10), w.write("far"), repr(w.getvalue()))
t = io.StringIO("a\r\nb\rc\n", newline=None)
print(repr(t.read()), [repr(io.StringIO("a\r\nb\rc", newline=n).readlines()) for n in ("", "\n", "\r", "\r\n", None)])
with io.StringIO("ctx") as c:
    print(c.read(1))
for source in ("c.read()", "c.getvalue()", "c.closed", "c.close()", "s.write(5)", "s.write(b'x')", "s.seek(-1)", "s.seek(1, 1)", "s.seek(0, 5)", "io.StringIO(5)", "io.StringIO(b'x')", "s.read('x')", "s.truncate(-1)", "io.StringIO('a', newline='x')", "s.fileno()", "s.detach()", "s.name", "s.readline(2)", "s.isatty()", "s.encoding", "s.line_buffering",
               "s.seek(100)", "s.read()", "s.x = 1", "s.writelines(['a', 5])", "next(s)"):
    try:
        print(source, "=", eval(source) if " = " not in source else exec(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
b = io.BytesIO(b"bytes\nhere")
print(b.read(2), b.readline(), b.read(), b.getvalue(), b.seek(-4, 2), b.read(), b.seek(1), b.seek(1, 1), b.read(1), b.tell(), b.read1(2), b.readinto(ba := bytearray(3)), ba, b.getbuffer()[0], len(b.getbuffer()))
o = io.BytesIO()
print(o.write(b"abc"), o.write(bytearray(b"d")), o.write(memoryview(b"e")), o.getvalue(), o.seek(2), o.write(b"ZZZZZ"), o.getvalue(), o.truncate(3), o.getvalue(), o.seek(5), o.write(b"x"), o.getvalue())
view = o.getbuffer()
for source in ("o.write(b'more' * 10)", "o.truncate(0)", "o.close()", "o.write('text')", "o.write(5)", "o.seek(-1)", "o.seek(0, 3)", "io.BytesIO('x')", "io.BytesIO(5)", "o.readinto(b'ro')", "o.read(-5)", "o.readlines()", "o.name"):
    try:
        print(source, "=", eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
view[0] = 90
view.release()
print(o.getvalue(), list(io.BytesIO(b"a\nb\n")), io.BytesIO(b"abc").readlines(1), io.BytesIO(b"x").__class__.__mro__[1].__name__, isinstance(o, io.IOBase), isinstance(s, io.TextIOBase))
print(io.SEEK_SET, io.SEEK_CUR, io.SEEK_END, io.DEFAULT_BUFFER_SIZE, io.UnsupportedOperation.__mro__[1:3], io.open is open, io.BlockingIOError is BlockingIOError)
