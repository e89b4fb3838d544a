# Objects go as soon as the last reference goes; the order of finalizers.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


a = D("a")
a = None
print("after a")
b = D("b")
c = b
del b
print("c still refers")
del c
D("temporary")
print("after temporary")
x = D("x1")
x = D("x2")
print("rebound")


def f():
    local = D("local")
    print("in f")
    return "returned"


print(f())


def g(arg):
    print("in g")


g(D("argument"))
lst = [D("l0"), D("l1"), D("l2")]
lst.pop(1)
print("popped")
lst.clear()
print("cleared")
d = {"k": D("value")}
d["k"] = 1
t = (D("t"),)
t = None


class Holder:
    def __init__(self):
        self.held = D("held")


h = Holder()
del h.held
h.held = D("held again")
del h
for i in [D("loop")]:
    print("in loop")
i = None
print("after loop")
try:
    raise ValueError(D("in exception"))
except ValueError as e:
    print("handling")
print("handled")
[D("comprehension") for _ in range(1)]
print("comprehension gone")
(lambda: D("lambda result"))()
y = D("swap1"), D("swap2")
y = y[1]
print("half kept")
del y


def gen():
    local = D("generator local")
    yield 1
    yield 2


g = gen()
next(g)
del g
print("generator dropped")
s = {D("in set")}
s.pop()
print("end of program; the rest goes now")
z = D("module level")
