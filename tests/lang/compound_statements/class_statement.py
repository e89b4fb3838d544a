# class: the body as a namespace, bases, keywords, name and qualname, scope.
class Empty: pass


class Base:
    x = 1
    y = x + 1
    print("body runs", x, y, __name__, __qualname__, __module__)
    for i in range(2):
        z = i
    del i

    def method(self):
        return self.x

    alias = method


print(sorted(k for k in Base.__dict__ if not k.startswith("__")), Base.alias is Base.method)
x = "global"


class Scope:
    x = "class"
    seen = x
    listed = [x for _ in range(1)]
    first = [y for y in x]

    def get(self):
        return x

    function = (lambda: x)()


print(Scope.seen, Scope.listed, Scope.first, Scope().get(), Scope.function)


def make(base):
    class Made(base):
        inherited = base.__name__

    return Made


M = make(Base)
print(M.__qualname__, M.inherited, M.__bases__, M().method(), M.__mro__)


class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if k[0] != "_"), kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)

    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": True}


class WithMeta(Empty, metaclass=Meta, option=1):
    attr = 2


print(type(WithMeta).__name__, WithMeta.prepared)
bases = (Base, Empty)


class Starred(*bases, **{"metaclass": type}):
    pass


print(Starred.__bases__)
if True:
    class Conditional:
        value = "conditional"
print(Conditional.value)


class Outer:
    class Inner:
        class Deep:
            pass


print(Outer.Inner.Deep.__qualname__, Outer.Inner.Deep)


def conditional_name():
    class C:
        if False:
            v = 1
        try:
            v
        except NameError as e:
            print(e)

    return C


conditional_name()
for source in ("class A(5): pass", "class A(True): pass", "class A(int, str): pass", "class A(object, int): pass",
               "class A(int, int): pass", "class A(x=1): pass", "class A(None): pass", "class A(type(None)): pass",
               "class A(bool): pass", "class A(range): pass", "class A(int, metaclass=5): pass"):
    try:
        exec(source)
        print(source, "ok")
    except TypeError as e:
        print(source, "->", str(e).replace("\n", " "))
