# __init_subclass__ and __class_getitem__, and what is passed to them.
class Base:
    registry = {}

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, tag)
        Base.registry[tag] = cls


class A(Base, tag="a"):
    pass


class B(A):
    pass


class C(B, tag="c"):
    value = 1

    def __init_subclass__(cls, **kw):
        print("C's own", cls.__name__, sorted(kw))
        super().__init_subclass__(**kw)


class D(C, tag="d"):
    pass


print(sorted((str(k), v.__name__) for k, v in Base.registry.items()))
try:
    class E(Base, unknown=1):
        pass
except TypeError as e:
    print(e)
try:
    class F(x=1):
        pass
except TypeError as e:
    print(e)


class Order:
    class Attr:
        def __set_name__(self, owner, name):
            print("set_name first", name)

    def __init_subclass__(cls):
        print("then init_subclass")


class G(Order):
    attr = Order.Attr()


class Raises:
    def __init_subclass__(cls):
        raise ValueError("no subclasses")


try:
    class H(Raises):
        pass
except ValueError as e:
    print(e)


class Implicit:
    def __init_subclass__(cls):
        print("implicitly a class method", cls.__name__)


type("Made", (Implicit,), {})
print(type(Implicit.__dict__["__init_subclass__"]).__name__)


class Box:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


class Small(Box):
    pass


print(Box[int], Box["x"], Small[1, 2], Small[()], type(Box.__dict__["__class_getitem__"]).__name__)
try:
    Box()[1]
except TypeError as e:
    print(e)
try:
    Base[1]
except TypeError as e:
    print(e)


class Meta(type):
    def __getitem__(cls, item):
        return ("meta wins", item)


class M(metaclass=Meta):
    def __class_getitem__(cls, item):
        return "never"


print(M[1])
print(object.__init_subclass__(), Base.__init_subclass__(tag="direct") or Base.registry["direct"].__name__)
try:
    object.__init_subclass__(1)
except TypeError as e:
    print(e)


class Mixin1:
    def __init_subclass__(cls, a=None, **kw):
        print("mixin1", a)
        super().__init_subclass__(**kw)


class Mixin2:
    def __init_subclass__(cls, b=None, **kw):
        print("mixin2", b)
        super().__init_subclass__(**kw)


class Both(Mixin1, Mixin2, a=1, b=2):
    pass
