# Binary files: raw and buffered, seeking, readinto, peek, classes by mode.
import io
import os

with open("b.bin", "wb") as f:
    print(f.write(bytes(range(10))), f.tell(), f.mode, type(f).__name__, type(f.raw).__name__, f.seek(2), f.write(b"XY"), f.flush(), f.name)
with open("b.bin", "rb") as f:
    print(f.read(3), f.tell(), f.peek(2)[:2], f.read1(2), f.seek(-2, 2), f.read(), f.read(), f.seek(0), f.readinto(b := bytearray(4)), b, f.seek(1, 1), f.read(1), type(f).__name__, f.readline(), f.seekable())
with open("b.bin", "r+b") as f:
    f.seek(5)
    f.write(b"--")
    f.seek(0)
    print(f.read(), type(f).__name__, f.truncate(6), f.seek(0), f.read())
with open("b.bin", "ab") as f:
    print(f.tell(), f.write(b"end"))
with open("b.bin", "rb", buffering=0) as f:
    print(type(f).__name__, f.read(2), f.readall(), f.read(), f.mode, f.fileno() > 2, f.closefd, repr(f).replace(os.getcwd(), ""))
with open("lines.bin", "wb") as f:
    f.writelines([b"a\n", b"b\r\n", b"c"])
with open("lines.bin", "rb") as f:
    print(list(f), f.seek(0), f.readlines(2), f.readline(1))
f = open("b.bin", "rb")
for source in ("f.write(b'x')", "f.read('x')", "f.seek(-1)", "f.seek(0, 9)", "f.readinto(b'ro')", "f.readinto('x')", "f.truncate()", "f.encoding", "f.read(-1) != b''", "f.seek('x')", "f.detach().__class__.__name__", "f.read()"):
    try:
        print(source, "=", eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
w = open("w.bin", "wb")
for source in ("w.write('text')", "w.write(5)", "w.read()", "w.write(memoryview(b'ok'))", "w.writelines([b'a', 'b'])", "w.writelines(5)", "w.write(b'')", "w.closed", "w.close()", "w.write(b'x')", "w.closed"):
    try:
        print(source, "=", eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
fd = os.open("b.bin", os.O_RDONLY)
with open(fd, "rb", closefd=False) as f:
    print(f.read(1), f.name == fd)
print(os.read(fd, 1) != b"x")
os.close(fd)
try:
    open(fd, "rb")
except OSError as e:
    print(type(e).__name__, e.errno, e.strerror)
with open("big.bin", "wb") as f:
    for i in range(1000):
        f.write(bytes([i % 256]) * 50)
with open("big.bin", "rb") as f:
    total = 0
    while chunk := f.read(777):
        total += len(chunk)
    print(total, f.seek(12345), f.read(2), os.stat("big.bin").st_size)
opened = open("via_opener", "w", opener=lambda path, flags: os.open("opened_" + path, flags, 0o600))
opened.close()
print(os.path.exists("opened_via_opener"), io.FileIO("b.bin").read(2), io.BufferedReader(io.FileIO("b.bin")).read(1), io.TextIOWrapper(io.BytesIO(b"\xc3\xa9\n"), encoding="utf-8").read(), io.open_code("b.bin").read(1))


class Raw(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, b):
        b[:2] = b"zz"
        return 2


print(io.BufferedReader(Raw()).read(5), Raw().read(2), isinstance(Raw(), io.IOBase))
try:
    io.RawIOBase().read(1)
except Exception as e:
    print(type(e).__name__)
