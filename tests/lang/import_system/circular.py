# Circular imports: partly initialised modules, and the error that names them.
import lib.circular_a

print(lib.circular_a.circular_b.value, lib.circular_b.a.value)
try:
    import lib.circular_from_a
except ImportError as e:
    print(str(e).split(" (/")[0])
import sys

print("lib.circular_from_a" in sys.modules, "lib.circular_from_b" in sys.modules)
import types

half = types.ModuleType("half")
half.__spec__ = types.SimpleNamespace(_initializing=True, name="half", origin=None, has_location=False)
sys.modules["half"] = half
try:
    half.missing
except AttributeError as e:
    print(e)
try:
    from half import missing
except ImportError as e:
    print(e)
