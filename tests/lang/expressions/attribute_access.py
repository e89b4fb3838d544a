# Attribute references: order of lookup, missing names, functions as methods.
class Base:
    shared = "base"

    def method(self):
        return "base method"


class Child(Base):
    own = "child"

    def __init__(self):
        self.instance = "instance"

    @property
    def prop(self):
        return "property"


c = Child()
print(c.shared, c.own, c.instance, c.prop, c.method())
c.shared = "shadow"
print(c.shared, Base.shared, Child.shared)
del c.shared
print(c.shared)
c.method = lambda: "instance function"
print(c.method())
c.__dict__["prop"] = "ignored"
print(c.prop, c.__dict__["prop"])
bound = Child().method
print(bound(), bound.__self__.__class__.__name__, bound.__func__ is Base.method, Child.method is Base.method)
for source in ("c.missing", "Child.missing", "(5).missing", "None.x", "'s'.upperr", "len.x", "[].push", "c.prop.x",
               "c.method.nope", "object().x", "type.nope", "(lambda: 0).x", "Child().instanc"):
    try:
        eval(source)
    except AttributeError as e:
        print(source, "|", e, "|", e.name)
for source in ("c.prop = 1", "del c.prop", "del c.nothing", "object().x = 1", "(5).real = 2", "len.x = 1",
               "int.x = 1", "[].append = 1", "del c.own", "'s'.x = 1", "None.y = 2", "del int.real", "del Child.nope",
               "type.x = 1", "(1).x = 2"):
    try:
        exec(source)
        print(source, "ok")
    except (AttributeError, TypeError) as e:
        print(source, "|", type(e).__name__, e)
print(getattr(c, "own"), getattr(c, "none", 5), hasattr(c, "own"), hasattr(c, "none"))
setattr(c, "odd name", 1)
print(getattr(c, "odd name"), c.__dict__["odd name"])
delattr(c, "odd name")
print(hasattr(c, "odd name"))
print((5).real, 5 .imag, 1.5.real, "a".join.__name__, [1].__len__(), (1).__add__(2))
Base.added = "later"
print(c.added)
Child.added = "nearer"
print(c.added)
del Child.added
print(c.added, c.__class__.__name__, Child.__base__.__name__)
c.__class__ = Base
print(type(c).__name__, c.instance, hasattr(c, "own"))
