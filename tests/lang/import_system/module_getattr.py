# Module level __getattr__ and __dir__ , dynamic attributes seen by from-imports.
import lib.dynamic as d
from lib.dynamic import dynamo, real

print(d.dyn_x, d.real, dynamo, real, dir(d), hasattr(d, "dyn1"), hasattr(d, "nope"))
try:
    d.nope
except AttributeError as e:
    print(e)
try:
    from lib.dynamic import nope
except ImportError as e:
    print(str(e).split(" (/")[0])
d.dyn_x = "now set"
print(d.dyn_x)
del d.dyn_x
print(d.dyn_x, "dyn_x" in d.__dict__)
try:
    del d.dyn_x
except AttributeError as e:
    print(e)
d.__getattr__ = lambda name: f"replaced {name}"
print(d.anything)
d.__getattr__ = 5
try:
    d.anything
except TypeError as e:
    print(e)
del d.__getattr__
try:
    d.dyn_y
except AttributeError as e:
    print(e)
import sys
import types


class Deprecated(types.ModuleType):
    def __setattr__(self, name, value):
        print("setting", name)
        super().__setattr__(name, value)

    @property
    def computed(self):
        return len(self.__dict__) > 0


d.__class__ = Deprecated
d.new = 1
print(d.new, d.computed, type(sys.modules["lib.dynamic"]).__name__)
