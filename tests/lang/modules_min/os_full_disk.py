# A disk that is full, descriptors that are closed, pipes without a reader.
import errno
import io
import os


def show(what, call):
    try:
        print(what, call())
    except (OSError, ValueError) as e:
        print(what, "|", type(e).__name__, e, getattr(e, "errno", None))


fd = os.open("/dev/full", os.O_WRONLY)
show("write", lambda: os.write(fd, b"x"))
show("writev", lambda: os.writev(fd, [b"x", b"y"]))
show("empty", lambda: os.write(fd, b""))
os.close(fd)
for call in (lambda: os.write(fd, b"x"), lambda: os.read(fd, 1), lambda: os.fstat(fd), lambda: os.close(fd), lambda: os.lseek(fd, 0, 0), lambda: os.dup(fd), lambda: open(fd), lambda: os.fdopen(fd, "w"), lambda: os.ftruncate(fd, 0)):
    show("closed", call)

f = open("/dev/full", "w")
f.write("text")
show("flush", f.flush)
show("flush again", f.flush)
show("close", f.close)
print(f.closed, f.buffer.closed, f.buffer.raw.closed)
show("close again", f.close)
f = open("/dev/full", "wb", buffering=0)
show("raw", lambda: f.write(b"x"))
f.close()
f = open("/dev/full", "wb", buffering=4)
show("small", lambda: f.write(b"12"))
show("beyond", lambda: f.write(b"345678"))
show("close", f.close)
print(f.closed)
with io.open("/dev/full", "w") as f:
    pass
try:
    with open("/dev/full", "w") as f:
        f.write("lost")
except OSError as e:
    print("with", e.errno == errno.ENOSPC, f.closed)

f = open("plain", "w")
os.close(f.fileno())
f.write("x")
show("descriptor gone", f.flush)
show("close", f.close)
r, w = os.pipe()
os.close(r)
show("no reader", lambda: os.write(w, b"x"))
os.close(w)
r, w = os.pipe()
os.set_blocking(r, False)
show("nothing there", lambda: os.read(r, 1))
print(open(r, "rb", buffering=0, closefd=False).read(1), os.get_blocking(r))
os.close(w)
print(os.read(r, 1))
os.close(r)
