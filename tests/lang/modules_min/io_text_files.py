# Text files: modes, newlines, encodings, errors, seeking, buffering.
import io
import os

with open("t.txt", "w", encoding="utf-8", newline="") as f:
    print(f.write("é one\r\ntwo\nthree\rfour"), f.encoding, f.errors, f.newlines, f.mode, f.name, f.line_buffering, f.writable(), f.readable(), f.seekable(), f.closed, type(f).__name__)
for newline in (None, "", "\n", "\r", "\r\n"):
    with open("t.txt", newline=newline, encoding="utf-8") as f:
        print(repr(newline), f.readlines(), f.newlines)
with open("t.txt", encoding="utf-8") as f:
    print(f.readline(), f.read(3), f.tell() > 0, f.seek(0), f.read(1), list(f)[-1], f.read(), f.readline(), f.readlines())
with open("n.txt", "w", newline="\r\n") as f:
    f.write("a\nb\n")
print(open("n.txt", "rb").read(), os.path.getsize("n.txt"))
with open("l.bin", "wb") as f:
    f.write(b"caf\xe9 \xff")
for encoding, errors in (("latin-1", None), ("utf-8", "replace"), ("utf-8", "ignore"), ("ascii", "surrogateescape"), ("utf-8", None), ("ascii", None), ("no-such", None)):
    try:
        with open("l.bin", encoding=encoding, errors=errors) as f:
            print(encoding, errors, ascii(f.read()))
    except (UnicodeError, LookupError) as e:
        print(encoding, errors, type(e).__name__, e)
try:
    with open("x.txt", "w", encoding="ascii") as f:
        f.write("é")
except UnicodeEncodeError as e:
    print(e)
with open("a.txt", "w") as f:
    print("printed", 1, file=f)
    f.writelines(["l1\n", "l2\n"])
with open("a.txt", "a+") as f:
    f.write("appended")
    print(f.tell(), f.seek(0), f.read())
with open("a.txt", "r+") as f:
    f.write("PR")
    f.seek(0)
    print(f.readline(), f.truncate(4) if False else "", end="")
with open("a.txt", "w+") as f:
    print(repr(f.read()), f.write("new"), f.seek(0), f.read())
try:
    open("a.txt", "x")
except FileExistsError as e:
    print(e)
for args, kw in ((("a.txt", "rt+"), {}), (("a.txt", "br"), {"encoding": "utf-8"}), (("a.txt", "tb"), {}), (("a.txt", "U"), {}), (("a.txt", "r"), {"newline": "x"}), (("a.txt", "r"), {"buffering": 0}), (("a.txt", "rb"), {"newline": ""}), (("a.txt", "rb"), {"errors": "strict"}), ((-1,), {}), (("a.txt", "r"), {"closefd": False}), (("a.txt", "rr"), {})):
    try:
        open(*args, **kw).close()
        print(args, kw, "fine")
    except (ValueError, OSError, TypeError) as e:
        print(args, kw, type(e).__name__, e)
f = open("a.txt")
f.close()
f.close()
for source in ("f.read()", "f.write('x')", "next(f)", "f.seek(0)", "f.tell()", "f.fileno()", "f.__enter__()", "f.closed", "f.readable()", "f.flush()"):
    try:
        print(source, "=", eval(source))
    except ValueError as e:
        print(source, "|", e)
r, w = open("a.txt"), open("b.txt", "w")
for source in ("r.write('x')", "w.read()", "list(w)", "r.seek(5, 1)", "r.seek(-1)", "w.write(5)", "w.write(b'x')", "r.read(None)", "r.read('x')", "r.nothing", "w.readable()", "r.truncate()", "r.buffer.__class__.__name__", "r.isatty()", "r.fileno() > 2", "r.detach().__class__.__name__", "r.read()"):
    try:
        print(source, "=", eval(source))
    except Exception as e:
        print(source, "|", type(e).__name__, e)
w.close()
print(repr(open("a.txt")).replace("UTF-8", "utf-8"))
with open("big.txt", "w") as f:
    for i in range(3000):
        f.write(f"line {i}\n")
with open("big.txt") as f:
    lines = f.readlines()
    f.seek(0)
    print(len(lines), lines[-1], sum(len(x) for x in f) == os.path.getsize("big.txt"), f.read(1) == "")
