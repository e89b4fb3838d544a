# print: separators, ends, files, flushing, conversions, errors.
print()
print(1, 2, 3)
print("a", "b", sep="-")
print("a", "b", sep="", end="!\n")
print("a", "b", sep=None, end=None)
print(*range(5), sep=", ")
print("no newline", end="")
print("", end="\n")
print([1, "a"], {"k": None}, (1,), 1.5, 2j, b"x", True, ..., sep="|")
print("é", "😀", "\t|")
print("multi\nline", "x", sep="\n")
print(end="only end\n")
print(sep="x")


class File:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("<flush>")


f = File()
print(1, "two", file=f, sep="+", end=".")
print(3, file=f, flush=True)
print(f.parts)


class Str:
    def __str__(self):
        return "from __str__"


class Bad:
    def __str__(self):
        raise ValueError("str failed")


print(Str(), [Str()].__class__.__name__)
for source in ("print(1, sep=5)", "print(1, end=5)", "print(1, foo=1)", "print(Bad())", "print(1, file=5)", "print(1, file=[])", "print(1, 2, sep=b'')", "print(1, file=f, flush=1)", "print(1, file=None, end='|\\n')",
               "print(1, Bad(), 2, file=f)"):
    try:
        print(source, eval(source))
    except (TypeError, ValueError, AttributeError) as e:
        print(source, "|", type(e).__name__, e)
print(f.parts[-4:])


class BrokenWrite:
    def write(self, text):
        raise OSError("disk full")


try:
    print("x", file=BrokenWrite())
except OSError as e:
    print(e)
import sys

print("to stderr is separate", file=sys.stdout)
original = sys.stdout
sys.stdout = f
print("captured")
sys.stdout = original
print(f.parts[-2:])
sys.stdout = None
print("nowhere")
sys.stdout = original
del sys.stdout
try:
    print("x")
except RuntimeError as e:
    sys.stdout = original
    print(e)
print(print("returns"))
