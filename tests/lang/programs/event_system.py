# Observers, weak subscriptions by hand, priorities, plugins found by __init_subclass__, a tiny query language.
class Event:
    def __init__(self):
        self.handlers = []

    def __iadd__(self, handler):
        self.handlers.append(handler)
        return self

    def __isub__(self, handler):
        self.handlers.remove(handler)
        return self

    def __call__(self, *args, **kwargs):
        errors = []
        for handler in list(self.handlers):
            try:
                handler(*args, **kwargs)
            except Exception as e:
                errors.append(e)
        if errors:
            raise ExceptionGroup("handlers failed", errors)


class Observable:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        for name in [n for n, v in vars(cls).items() if isinstance(v, Field)]:
            getattr(cls, "fields", None) is None and setattr(cls, "fields", [])
            cls.fields = [*cls.fields, name]

    def __init__(self):
        self.changed = Event()


class Field:
    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        return self if obj is None else obj.__dict__.get(self.name, self.default)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        old = self.__get__(obj)
        obj.__dict__[self.name] = value
        if old != value:
            obj.changed(obj, self.name, old, value)


class Thermometer(Observable):
    celsius = Field(int, 20)
    place = Field(str, "home")


t = Thermometer()
log = []
listener = lambda o, name, old, new: log.append(f"{name}: {old} -> {new}")
t.changed += listener
t.celsius = 25
t.celsius = 25
t.place = "lab"
print(log, Thermometer.fields, type(Thermometer.celsius).__name__)
try:
    t.celsius = "hot"
except TypeError as e:
    print(e)


def broken(*args):
    raise RuntimeError("handler broke")


t.changed += broken
t.changed += lambda *a: 1 / 0
try:
    t.celsius = 30
except* RuntimeError as g:
    print("runtime", [str(e) for e in g.exceptions])
except* ZeroDivisionError as g:
    print("zero", len(g.exceptions))
print(t.celsius, log[-1])
t.changed -= broken
t.changed -= listener
print(len(t.changed.handlers))


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name, priority=0, **kw):
        super().__init_subclass__(**kw)
        cls.name, cls.priority = name, priority
        Plugin.registry[name] = cls


class Upper(Plugin, name="upper"):
    def run(self, text):
        return text.upper()


class Exclaim(Plugin, name="exclaim", priority=5):
    def run(self, text):
        return text + "!"


class Reverse(Upper, name="reverse", priority=-1):
    def run(self, text):
        return super().run(text)[::-1]


print([p.name for p in sorted(Plugin.registry.values(), key=lambda p: -p.priority)], [Plugin.registry[n]().run("abc") for n in ("upper", "exclaim", "reverse")])


class Query:
    def __init__(self, items):
        self.items = items

    def where(self, f=None, **equal):
        return Query(x for x in self.items if (f is None or f(x)) and all(x[k] == v for k, v in equal.items()))

    def order(self, key):
        return Query(sorted(self.items, key=lambda x: x[key]))

    def select(self, *names):
        return Query(tuple(x[n] for n in names) for x in self.items)

    def __iter__(self):
        return iter(self.items)


people = [dict(name="Ada", age=36, city="London"), dict(name="Bob", age=25, city="Paris"), dict(name="Cid", age=41, city="London")]
print(list(Query(people).where(city="London").order("age").select("name", "age")), list(Query(people).where(lambda p: p["age"] < 40).select("name")))
