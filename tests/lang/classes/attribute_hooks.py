# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__.
class Fallback:
    present = 1

    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return name[4:]
        raise AttributeError(f"no {name} here")


f = Fallback()
print(f.present, f.dyn_x, hasattr(f, "other"), getattr(f, "other", "default"))
try:
    f.other
except AttributeError as e:
    print(e, e.name, e.obj)


class All:
    def __init__(self):
        self.x = 1

    def __getattribute__(self, name):
        print("get", name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)

    def method(self):
        return "method"


a = All()
print(a.x, a.method())
a.y = 2
del a.y
len_like = [1]
try:
    a.z
except AttributeError as e:
    print(e)
a.x += 1


class Both:
    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError("hidden")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return f"fallback for {name}"


b = Both()
print(b.secret, b.missing, type(b.__class__).__name__)


class Implicit:
    def __getattr__(self, name):
        print("getattr", name)
        raise AttributeError(name)

    def __getattribute__(self, name):
        print("getattribute", name)
        return super().__getattribute__(name)


i = Implicit()
for action in (len, iter, str, bool, hash):
    try:
        action(i)
        print(action.__name__, "fine")
    except TypeError as e:
        print(e)
try:
    i + 1
except TypeError as e:
    print(e)


class Dir:
    def __init__(self):
        self.inst = 1

    def __dir__(self):
        return ["b", "a", "c"]


print(dir(Dir()), Dir().__dir__())


class BadDir:
    def __dir__(self):
        return 5


try:
    dir(BadDir())
except TypeError as e:
    print(e)


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name):
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        setattr(self._target, name, value)


class T:
    v = 1


t = T()
p = Proxy(t)
p.v = 5
p.w = 6
print(p.v, t.v, t.w, T.v)


class Deny:
    def __setattr__(self, name, value):
        raise AttributeError(f"cannot set {name}")

    def __delattr__(self, name):
        raise AttributeError(f"cannot delete {name}")


for source in ("Deny().x = 1", "del Deny().x"):
    try:
        exec(source)
    except AttributeError as e:
        print(e)
for source in ("getattr(1, 2)", "setattr(t, 1, 2)", "hasattr(t, 1)", "delattr(t, 1)", "getattr(t)", "getattr(t, 'x', 1, 2)",
               "object.__getattribute__(t, 1)", "object.__setattr__(t, 'q')", "delattr(t, 'none')", "setattr(t)"):
    try:
        print(source, eval(source))
    except (TypeError, AttributeError) as e:
        print(source, "|", type(e).__name__, e)
try:
    object.__setattr__(T, "x", 1)
except TypeError as e:
    print(e)
print(sorted(x for x in dir(t) if x[0] != "_"), sorted(x for x in dir(T) if x[0] != "_"), "__init__" in dir(t), dir.__name__)
t.__dict__["added"] = 1
t.__dict__ = {"replaced": True}
print(vars(t), t.replaced)
try:
    t.__dict__ = 5
except TypeError as e:
    print(e)
