# cell and module objects.
import sys
import types

c = types.CellType()
try:
    c.cell_contents
except ValueError as e:
    print(e)
c.cell_contents = 5
print(c.cell_contents, types.CellType(3).cell_contents, types.CellType(1) == types.CellType(1), types.CellType(1) < types.CellType(2), types.CellType() < types.CellType(0), types.CellType() == types.CellType())
print(repr(c).split(" at 0x")[0], repr(types.CellType()).split(": ")[1], type(c).__name__)
for source in ("hash(c)", "types.CellType(1, 2)", "types.CellType(1) < 5", "c.x = 1", "types.CellType(1) < types.CellType('a')"):
    try:
        print(source, exec(source))
    except (TypeError, AttributeError) as e:
        print(source, "|", e)
m = types.ModuleType("mymod", "my doc")
print(m.__name__, m.__doc__, m.__package__, m.__loader__, m.__spec__, sorted(m.__dict__), repr(m), type(m).__name__)
m.x = 1
print(m.x, m.__dict__["x"], vars(m) is m.__dict__, dir(m))
del m.x
for source in ("m.x", "m.__name__", "del m.x", "m()", "types.ModuleType()", "types.ModuleType(5)", "types.ModuleType('a', 'b', 'c')", "m.__dict__ = {}", "m < m", "types.ModuleType('n').__doc__", "m.nothing_like_this"):
    try:
        print(source, "=", eval(source) if " = " not in source and not source.startswith("del") else exec(source))
    except (TypeError, AttributeError) as e:
        print(source, "|", type(e).__name__, e)
m.__getattr__ = lambda name: f"dynamic {name}"
m.__dir__ = lambda: ["b", "a"]
print(m.anything, dir(m), getattr(m, "other"), hasattr(m, "zzz"))
exec("y = 10\ndef f(): return y", m.__dict__)
print(m.f(), m.f.__module__, m.y)
m.y = 20
print(m.f())
m.__name__ = "renamed"
print(repr(m), m.__name__)
del m.__name__
print(repr(m))
print(repr(sys), sys.__name__, type(sys) is types.ModuleType, sys.__doc__ is not None, repr(types).startswith("<module 'types'"))


class Lazy(types.ModuleType):
    def __getattribute__(self, name):
        if name == "magic":
            return "lazy magic"
        return super().__getattribute__(name)

    @property
    def prop(self):
        return "module property"


z = Lazy("z")
print(z.magic, z.prop, z.__name__, isinstance(z, types.ModuleType))
n = types.ModuleType("n")
n.value = 5
n.__class__ = Lazy
print(n.prop, n.value)
try:
    n.__class__ = int
except TypeError as e:
    print(e)
sys.modules["virtual"] = z
import virtual

print(virtual is z, virtual.magic)
del sys.modules["virtual"]
this = sys.modules[__name__]
this.injected = "visible"
print(injected, this.__name__, __name__, this.__dict__ is globals(), __doc__, __spec__)
