# Descriptors: data and non-data, order against the instance, class access, __set_name__.
class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner=None):
        return f"get {self.name} {type(obj).__name__} {owner and owner.__name__}"

    def __set__(self, obj, value):
        print("set", self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)


class NonData:
    def __get__(self, obj, owner):
        return "non-data"


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["setonly"] = ("stored", value)


class C:
    data = Data()
    nondata = NonData()
    setonly = SetOnly()


c = C()
print(c.data, C.data, c.nondata, C.nondata, type(c.setonly).__name__)
c.data = 5
c.__dict__["data"] = "instance"
print(c.data)
del c.data
c.nondata = "instance wins"
print(c.nondata)
del c.nondata
print(c.nondata)
try:
    del c.nondata
except AttributeError as e:
    print(e)
c.setonly = 1
print(c.setonly)
try:
    del c.setonly
except AttributeError as e:
    print(e)
C.data = "replaced on the class"
print(C.data, c.data)


class ReadOnly:
    def __get__(self, obj, owner):
        return 42

    def __set__(self, obj, value):
        raise AttributeError("read only here")


class R:
    x = ReadOnly()


try:
    R().x = 1
except AttributeError as e:
    print(e)


class Raises:
    def __get__(self, obj, owner):
        raise AttributeError("from get")


class WithGetattr:
    x = Raises()

    def __getattr__(self, name):
        return f"getattr {name}"


print(WithGetattr().x, hasattr(type("N", (), {"x": Raises()})(), "x"))


class Cached:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class Work:
    @Cached
    def expensive(self):
        print("computed")
        return 99


w = Work()
print(w.expensive, w.expensive, type(Work.expensive).__name__)


class Bad:
    def __set_name__(self, owner, name):
        raise ValueError("set_name failed")


try:
    class Broken:
        attr = Bad()
except ValueError as e:
    print(e, e.__notes__)


class Meta(type):
    m = Data()


class OnMeta(metaclass=Meta):
    pass


print(OnMeta.m)
OnMeta.m = 3
f = lambda self: "function"
print(f.__get__(5)(), f.__get__(None, int) is f, type(f.__get__(5)).__name__)
try:
    f.__get__(None)
except TypeError as e:
    print(e)
late = Data.__new__(Data)
late.name = "late"
C.late = late
print(c.late, "instance dict:", c.__dict__)
