# ModuleSpec, module_from_spec, spec_from_file_location and the loaders as objects.
import importlib.machinery
import importlib.util
import sys

ModuleSpec = importlib.machinery.ModuleSpec
a = ModuleSpec("a.b", None)
print(a, a.parent, a.cached, a.has_location, a.origin, a.loader_state, a.submodule_search_locations, a == ModuleSpec("a.b", None), a == 5, a != ModuleSpec("a.c", None))
b = ModuleSpec("p", "loader", origin="somewhere", loader_state=[1], is_package=True)
print(b, b.parent, sorted(vars(b)))
b.has_location = 1
b.cached = "c"
b.extra = 1
print(b.has_location, b.cached, b.extra, type(b).__module__, type(b).__qualname__)
for bad in (lambda: ModuleSpec(), lambda: ModuleSpec("a"), lambda: ModuleSpec("a", None, "x")):
    try:
        print(bad())
    except TypeError as error:
        print(error)

from lib import plain

path = plain.__file__
spec = importlib.util.spec_from_file_location("other_name", path)
print(type(spec.loader).__name__, spec.name, spec.origin == path, spec.submodule_search_locations, spec.has_location)
module = importlib.util.module_from_spec(spec)
print(module.__name__, module.__file__ == path, hasattr(module, "value"), "other_name" in sys.modules)
spec.loader.exec_module(module)
print(module.value, spec.loader.is_package("other_name"), spec.loader.get_source("other_name").startswith("#") or True, spec.loader.get_filename() == path)
try:
    spec.loader.get_code("wrong")
except ImportError as error:
    print(error, error.name)
print(spec.loader == importlib.machinery.SourceFileLoader("other_name", path), spec.loader == importlib.machinery.SourceFileLoader("x", path))
package = importlib.util.spec_from_file_location("pkg", path.replace("plain.py", "__init__.py"))
print(package.submodule_search_locations == [path.rpartition("/")[0]], package.parent)
print(importlib.util.spec_from_file_location("x", "/tmp/no_suffix"), importlib.util.spec_from_file_location("x", "/tmp/a.txt", loader=5).loader)


class Half:
    def exec_module(self, module):
        pass


try:
    importlib.util.module_from_spec(ModuleSpec("half", Half()))
except ImportError as error:
    print(error)


class Custom:
    def create_module(self, spec):
        import types
        m = types.ModuleType("made")
        m.mark = "kept"
        return m

    def exec_module(self, module):
        module.done = True

    def is_package(self, name):
        return True


custom = importlib.util.spec_from_loader("custom", Custom(), origin="thin air")
made = importlib.util.module_from_spec(custom)
print(custom.origin, custom.submodule_search_locations, made.__name__, made.mark, made.__path__, made.__package__, made.__spec__ is custom)
print(importlib.util.resolve_name(".b", "a"), importlib.util.resolve_name("..c.d", "a.b"), importlib.util.resolve_name("e", None))
for arguments in ((".b", ""), ("...b", "a.b")):
    try:
        importlib.util.resolve_name(*arguments)
    except ImportError as error:
        print(error)
print(importlib.util.find_spec("lib.pkg").name, importlib.util.find_spec("nothing"), importlib.util.find_spec(".plain", "lib").name)
for name in ("nothing.sub", "lib.plain.sub", "__main__"):
    try:
        print(importlib.util.find_spec(name))
    except (ImportError, ValueError) as error:
        print(type(error).__name__, error)
print(importlib.util.decode_source(b"a\r\nb\rc\n"), importlib.machinery.SOURCE_SUFFIXES)
finder = importlib.machinery.FileFinder(path.rpartition("/")[0], (importlib.machinery.SourceFileLoader, [".py"]))
print(finder.find_spec("lib.plain").name, finder.find_spec("nothing"), finder.find_spec("namespace").loader, type(finder.find_spec("pkg").loader).__name__)
lazy = importlib.util.LazyLoader(importlib.machinery.SourceFileLoader("lazy", path))
spec = importlib.util.spec_from_file_location("lazy", path, loader=lazy)
module = importlib.util.module_from_spec(spec)
sys.modules["lazy"] = module
lazy.exec_module(module)
print(type(module).__name__, module.value, type(module).__name__)
