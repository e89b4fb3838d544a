# add_note and __notes__.
e = ValueError("v")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second\nline")
print(e.__notes__, e, repr(e), e.args)
for bad in (5, None, b"x", ["x"]):
    try:
        e.add_note(bad)
    except TypeError as err:
        print(err)
try:
    e.add_note()
except TypeError as err:
    print(err)
e.__notes__ = ["replaced"]
e.add_note("appended")
print(e.__notes__)
e.__notes__ = "not a list"
try:
    e.add_note("x")
except TypeError as err:
    print(err)
del e.__notes__
e.add_note("fresh")
print(e.__notes__, e.__dict__)


class WithNotes(Exception):
    __notes__ = ["from the class"]


w = WithNotes()
w.add_note("x")
print(w.__notes__, WithNotes.__notes__)


def risky():
    try:
        raise KeyError("k")
    except KeyError as err:
        err.add_note(f"while doing {risky.__name__}")
        raise


try:
    risky()
except KeyError as err:
    print(err.__notes__)
try:
    raise ExceptionGroup("g", [ValueError(1), ValueError(2)])
except* ValueError as eg:
    for i, x in enumerate(eg.exceptions):
        x.add_note(f"number {i}")
    print([x.__notes__ for x in eg.exceptions])
