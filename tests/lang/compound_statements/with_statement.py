# with: the protocol, targets, several managers, suppression, errors in enter and exit.
class CM:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise RuntimeError("enter failed")
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail == "exit":
            raise RuntimeError("exit failed")
        return self.suppress


with CM("a"):
    print("body")
with CM("a") as x, CM("b") as y:
    print(x, y)
with (CM("c") as x, CM("d")):
    print(x)
with (CM("e"), CM("f") as (p,),):
    print(p)
with (CM("g")) as x:
    print(x)
with (CM("tuple"), CM("second")):
    pass
with CM("s", suppress=True):
    raise ValueError("gone")
print("went on")
try:
    with CM("outer"), CM("inner"):
        raise KeyError("k")
except KeyError as e:
    print("caught", e)
with CM("outer", suppress=True), CM("inner"):
    raise KeyError("k")
try:
    with CM("outer"), CM("bad", fail="enter"):
        print("never")
except RuntimeError as e:
    print(e, e.__context__)
try:
    with CM("bad", fail="exit"):
        raise ValueError("body")
except RuntimeError as e:
    print(e, repr(e.__context__))
try:
    with CM("bad", fail="exit"):
        pass
except RuntimeError as e:
    print(e, e.__context__)


def f():
    for i in range(3):
        with CM(f"loop{i}"):
            if i == 0:
                continue
            return i


print(f())


class T:
    pass


t = T()
with CM("attr") as t.x, CM("item") as (a, *b):
    print(t.x, a, b)
with open(__file__) as file:
    print(file.readline()[:6], file.closed)
print(file.closed)
