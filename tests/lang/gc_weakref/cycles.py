# The collector finds cycles of every kind.
import gc

gc.collect()
gc.disable()
log = []


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


def self_cycle():
    n = Node("self")
    n.me = n


def pair():
    a, b = Node("a"), Node("b")
    a.other, b.other = b, a


def through_list():
    n = Node("list")
    n.items = [n]


def through_dict():
    n = Node("dict")
    n.table = {"n": n, n.name: [n]}


def through_tuple():
    n = Node("tuple")
    n.t = (1, (n,))


def through_set():
    n = Node("set")
    n.s = {n}


def through_closure():
    n = Node("closure")

    def f():
        return n

    n.f = f


def through_method():
    n = Node("method")
    n.m = n.__init__


def through_generator():
    n = Node("generator")

    def g():
        yield n

    n.g = g()
    next(n.g)


def through_class():
    class Local(Node):
        pass

    Local.instance = Local("class")


def through_exception():
    n = Node("exception")
    try:
        raise ValueError
    except ValueError as e:
        n.e = e
        e.n = n


def through_iterator():
    n = Node("iterator")
    lst = [n]
    n.it = iter(lst)


def through_frame():
    n = Node("traceback")
    try:
        1 / 0
    except ZeroDivisionError as e:
        n.tb = e.__traceback__


def ring():
    nodes = [Node(f"ring{i}") for i in range(5)]
    for i, n in enumerate(nodes):
        n.next = nodes[(i + 1) % 5]


for f in (self_cycle, pair, through_list, through_dict, through_tuple, through_set, through_closure, through_method, through_generator, through_class, through_exception, through_iterator, through_frame, ring):
    log.clear()
    f()
    before = list(log)
    n = gc.collect()
    print(f.__name__, before, sorted(log), n >= 0)
keep = Node("kept")
keep.cycle = [keep]
log.clear()
gc.collect()
print(log, keep.cycle[0] is keep)


class Resurrect:
    def __init__(self):
        self.me = self

    def __del__(self):
        log.append("resurrected")
        alive.append(self)


alive = []
Resurrect()
gc.collect()
print(log, len(alive), alive[0].me is alive[0])
log.clear()
alive.clear()
gc.collect()
print(log)
big = []
for i in range(1000):
    a, b = [], {}
    a.append(b)
    b["a"] = a
    big.append(None)
print(gc.collect() >= 1990, gc.collect())
gc.enable()


def churn():
    for i in range(20000):
        x = [i]
        x.append(x)


churn()
print("survived automatic collections", gc.isenabled())
