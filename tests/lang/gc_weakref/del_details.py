# __del__: resurrection, once only, instance attributes, class attributes, exceptions caught inside.
saved = []


class Phoenix:
    def __del__(self):
        print("del phoenix")
        saved.append(self)


p = Phoenix()
del p
print(len(saved))
saved.clear()
print("second time")


class Instance:
    pass


i = Instance()
i.__del__ = lambda: print("never called")
del i


class Added:
    pass


a = Added()
Added.__del__ = lambda self: print("added to the class")
del a
Added.__del__ = None
try:
    b = Added()
    del Added.__del__
    del b
    print("no finalizer")
except TypeError as e:
    print(e)


class Base:
    def __del__(self):
        print("Base.del")


class Child(Base):
    def __del__(self):
        print("Child.del")
        super().__del__()


Child()


class Quiet:
    def __del__(self):
        try:
            1 / 0
        except ZeroDivisionError:
            print("handled inside del")


Quiet()


class Order:
    def __init__(self, name, child=None):
        self.name, self.child = name, child

    def __del__(self):
        print("del", self.name)


Order("parent", Order("child", Order("grandchild")))


class UsesGlobals:
    def __del__(self):
        print("globals", len(saved), type(self).__name__)


UsesGlobals()


class Slots:
    __slots__ = ("x",)

    def __del__(self):
        print("slots", self.x)


s = Slots()
s.x = 5
del s


class L(list):
    def __del__(self):
        print("list", list(self))


L([1, 2])


class E(Exception):
    def __del__(self):
        print("exception object gone")


try:
    raise E
except E:
    print("caught")
print("after")


class Meta(type):
    def __del__(cls):
        print("class gone", cls.__name__)


class Explicit:
    def __del__(self):
        print("explicit call", end="; ")


e = Explicit()
e.__del__()
print("then")
del e


def raising():
    o = Order("in raising")
    raise KeyError("x")


try:
    raising()
except KeyError:
    print("frame is still held")
print("frame released")
n = None
for k in range(3):
    n = Order(f"chain {k}", n)
del n
