# Metaclasses: derivation, __prepare__, __call__, conflicts, attributes on classes.
class Meta(type):
    registry = []

    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", mcs.__name__, name, kw)
        return {"from_prepare": 1}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name)
        cls = super().__new__(mcs, name, bases, ns)
        mcs.registry.append(name)
        return cls

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def __len__(cls):
        return 42

    def __getitem__(cls, key):
        return (cls.__name__, key)

    def __contains__(cls, x):
        return x == 1

    def __iter__(cls):
        return iter("meta")

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __add__(cls, other):
        return "added"

    def __eq__(cls, other):
        return cls is other

    def __hash__(cls):
        return 7

    def __getattr__(cls, name):
        return f"meta getattr {name}"

    def meta_method(cls):
        return cls.__name__

    @property
    def meta_prop(cls):
        return "prop of " + cls.__name__


class A(metaclass=Meta, key=1):
    def __init__(self, x=0):
        self.x = x


class B(A):
    pass


print(Meta.registry, A.from_prepare, type(B).__name__)
a = A(5)
print(a.x, len(A), A["k"], 1 in A, list(A), A, A + 1, hash(A), A.nothing, A.meta_method(), A.meta_prop, bool(A))
for name in ("meta_method", "meta_prop", "nothing"):
    try:
        getattr(a, name)
    except AttributeError as e:
        print(e)


class Other(type):
    pass


class O(metaclass=Other):
    pass


try:
    class Conflict(A, O):
        pass
except TypeError as e:
    print(e)


class Both(Meta, Other):
    pass


class Resolved(A, O, metaclass=Both):
    pass


print(type(Resolved).__name__)


def function_meta(name, bases, ns, **kw):
    print("function", name, bases, sorted(k for k in ns if k[0] != "_"), kw)
    return "not even a class"


class F(metaclass=function_meta, z=1):
    attr = 1


print(F)


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, *a):
        return 5


try:
    class G(metaclass=BadPrepare):
        pass
except TypeError as e:
    print(e)


class Ordered(dict):
    def __setitem__(self, key, value):
        if key[0] != "_":
            print("body sets", key)
        super().__setitem__(key, value)


class Logging(type):
    @classmethod
    def __prepare__(mcs, *a):
        return Ordered()

    def __new__(mcs, name, bases, ns):
        return super().__new__(mcs, name, bases, dict(ns))


class H(metaclass=Logging):
    x = 1

    def f(self):
        pass


C = type("C", (A,), {"y": 2}) if False else Meta("C", (), {"y": 2})
print(C.y, isinstance(C, Meta), C.__class__.__name__)


class Singleton(type):
    instances = {}

    def __call__(cls, *args, **kw):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args, **kw)
        return cls.instances[cls]


class S(metaclass=Singleton):
    pass


print(S() is S(), type(type(S)).__name__)
