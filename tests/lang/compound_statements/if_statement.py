# if, elif, else: truth of every built-in kind, nesting, one-liners.
def kind(value):
    if value is None:
        return "none"
    elif value == 0:
        return "zero"
    elif isinstance(value, str) and len(value) > 3:
        return "long string"
    else:
        return "other"


print([kind(v) for v in (None, 0, 0.0, False, "abc", "abcd", [], -1)])
values = [0, 1, 0.0, 0.1, 0j, 1j, "", "a", b"", b"a", [], [0], (), (0,), {}, {0: 0}, set(), {0}, frozenset(),
          range(0), range(1), None, True, False, ..., NotImplemented.__class__, int, print, bytearray(), bytearray(1)]
print("".join("1" if v else "0" for v in values))
if 1: print("one line")
if 0: print("never")
else: print("else line")
if 1: print("a"); print("b")


class Truth:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        return self.answer


class Length:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for thing in (Truth(True), Truth(False), Length(0), Length(3)):
    if thing:
        print("yes", end=" ")
    if not thing:
        print("no", end=" ")
print()
for bad in (Truth(1), Truth("x"), Length(-1), Length("a"), Length(2**70)):
    try:
        if bad:
            print("true")
    except Exception as e:
        print(type(e).__name__, e)
x = 5
if x > 1 and x < 10 and not x == 7 or x:
    if x % 2:
        print("odd")
    else:
        print("even")
if (y := x * 2) > 5:
    print(y)
if x: pass
elif y: print("never")
a, b = 1, 2
if a < b < 3 > a: print("chain")
if not a or not b: print("never")
elif a is b: print("never")
elif a in (1, 2): print("in")
if (a == 1 and
        b == 2):
    print("joined")
