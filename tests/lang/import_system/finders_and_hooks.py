# sys.meta_path and sys.path_hooks: what they hold, what happens when a program changes them.
import sys
import warnings

print([finder.__name__ for finder in sys.meta_path])
print(sys.__spec__, sys.__loader__)
builtin, frozen, path = sys.meta_path
print(builtin.find_spec("sys"), builtin.find_spec("nothing"), frozen.find_spec("nothing"), path.find_spec("nothing"))
spec = path.find_spec("lib")
print(spec.name, type(spec.loader).__name__, spec.origin.endswith("lib/__init__.py"), len(spec.submodule_search_locations), spec.parent,
      spec.has_location, spec.cached is not None)
for bad in ("abc", "sys.nothing"):
    try:
        builtin.is_package(bad)
    except ImportError as error:
        print(error, error.name)


class Watcher:
    seen = []

    @classmethod
    def find_spec(cls, name, path, target=None):
        cls.seen.append((name, path is None))
        return None


sys.meta_path.insert(0, Watcher)
import lib.plain
from lib.namespace import inside

print(Watcher.seen, lib.plain.value, type(lib.plain.__loader__).__name__, type(lib.namespace.__path__).__name__)
try:
    import nothing_here
except ImportError as error:
    print(type(error).__name__, error, error.name)
sys.meta_path.remove(Watcher)


class MemoryFinder:
    sources = {"first": "value = 'first from memory'", "pack": "from . import sub", "pack.sub": "name = __name__, __package__",
               "broken": "1/0", "gone": "import sys; del sys.modules[__name__]"}

    def __init__(self, path):
        if path != "memory:":
            raise ImportError

    def find_spec(self, name, target=None):
        if name not in self.sources:
            return None
        spec = ModuleSpec(name, self, is_package=name == "pack")
        if name == "pack":
            spec.submodule_search_locations.append("memory:")
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.sources[module.__name__], module.__dict__)


ModuleSpec = type(sys.__spec__)
sys.path_hooks.append(MemoryFinder)
sys.path.append("memory:")
import first
import pack

print(first.value, first.__spec__.name, pack.sub.name, pack.__path__, first.__loader__.__class__.__name__)
for name in ("broken", "gone", "missing"):
    try:
        __import__(name)
    except Exception as error:
        print(name, type(error).__name__, error, name in sys.modules)
print(sys.path_importer_cache["memory:"].__class__.__name__)
saved = sys.meta_path[:]
sys.meta_path.clear()
warnings.simplefilter("ignore")
try:
    import lib.counter
except ImportError as error:
    print(error)
sys.meta_path[:] = saved
import lib.counter

print(lib.counter.__name__)
