# input with a piped standard input, open and close, __import__, format, slice, breakpoint hook.
print(input())
print(repr(input("prompt> ")))
print(input("a\nb: "))
try:
    while True:
        print("line", repr(input()))
except EOFError as e:
    print(type(e).__name__, e)
try:
    input()
except EOFError as e:
    print(e)
try:
    input(1, 2)
except TypeError as e:
    print(e)
with open("made.txt", "w") as f:
    print(f.write("one\ntwo\n"), f.writable(), f.readable(), f.name, f.mode)
with open("made.txt") as f:
    print(f.read(), f.read() == "")
with open("made.txt") as f:
    print(list(f), f.closed)
print(f.closed)
try:
    f.read()
except ValueError as e:
    print(e)
with open("made.txt", "a") as f:
    f.write("three")
print(open("made.txt", "rb").read())
for args in (("missing.txt",), ("made.txt", "q"), ("made.txt", "rw"), ("made.txt", ""), (1.5,), (), ("made.txt", "x"), ("no/such/dir", "w"), ("made.txt", "r", "x"), ("a\0b",), (".",)):
    try:
        open(*args)
    except (OSError, ValueError, TypeError) as e:
        print(args, type(e).__name__, e)
print(__import__("math").floor(2.5), __import__("os.path").__name__, format(5, "03"), slice(1, 2), NotImplemented, __debug__)
import sys

sys.breakpointhook = lambda *a, **k: ("hooked", a, k)
print(breakpoint(1, x=2))
print(copyright is not None, exit is not None, repr(quit)[:8])
try:
    exit(3)
except SystemExit as e:
    print("exit", e.code)
