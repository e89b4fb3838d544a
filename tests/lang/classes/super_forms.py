# super: without and with arguments, in class methods, properties, nested functions, mixins.
class Base:
    value = "base value"

    def method(self):
        return "base method"

    @classmethod
    def cm(cls):
        return f"base cm {cls.__name__}"

    @staticmethod
    def sm():
        return "base sm"

    @property
    def prop(self):
        return "base prop"

    def __getitem__(self, i):
        return ("base item", i)


class Child(Base):
    value = "child value"

    def method(self):
        return f"child + {super().method()}"

    @classmethod
    def cm(cls):
        return f"child + {super().cm()}"

    def sm(self):
        return super().sm()

    @property
    def prop(self):
        return f"child + {super().prop}"

    def attr(self):
        return super().value

    def __getitem__(self, i):
        return super().__getitem__(i + 1)

    def in_lambda(self):
        return (lambda: super().method())() if False else (lambda s: super(Child, s).method())(self)

    def nested(self):
        def inner(me):
            return super(Child, me).method()
        return inner(self)

    def with_cell(self):
        return __class__.__name__

    def comprehension(self):
        return [super(Child, self).method() for _ in range(1)], [super().method() for _ in range(1)]

    def sub(self):
        return super()[0] if False else "no"


c = Child()
print(c.method(), Child.cm(), c.cm(), c.sm(), c.prop, c.attr(), c[1], c.in_lambda(), c.nested(), c.with_cell())
try:
    print(c.comprehension())
except (TypeError, RuntimeError) as e:
    print(type(e).__name__, e)
s = super(Child, c)
print(s.__thisclass__.__name__, s.__self__ is c, s.__self_class__.__name__, s.method(), repr(s).split("object at")[0])
try:
    s.missing
except AttributeError as e:
    print(e)
try:
    s.value = 5
except AttributeError as e:
    print(e)
for bad in ("super()", "super(5)", "super(Child, 5)", "super(Child, Base())", "super(Base, Child, 3)", "super(int, 'x')"):
    try:
        print(eval(bad))
    except (TypeError, RuntimeError) as e:
        print(bad, type(e).__name__, e)


def outside(self):
    return super().method()


Child.outside = outside
try:
    c.outside()
except RuntimeError as e:
    print(e)


class NoArgs:
    def f():
        return super()

    def g(self):
        del self
        return super()

    def h(*args):
        return super()


for call in (NoArgs.f, NoArgs().g, NoArgs().h):
    try:
        call()
    except RuntimeError as e:
        print(e)


class Mixin:
    def __init__(self, *args, **kw):
        print("Mixin", args, kw)
        super().__init__(*args, **kw)


class Root:
    def __init__(self, x, y=0):
        print("Root", x, y)


class Combined(Mixin, Root):
    def __init__(self):
        super().__init__(1, y=2)


Combined()
unbound = super(Child)
print(unbound.__self__, unbound.__get__(c, Child).method())


class Desc(Base):
    pass


Desc.sup = super(Desc)
print(Desc().sup.method(), Desc.sup.__self__)


class Meta(type):
    def make(cls):
        return super().mro()[0].__name__


class M(metaclass=Meta):
    pass


print(M.make(), super(Meta, M).__thisclass__.__name__)
