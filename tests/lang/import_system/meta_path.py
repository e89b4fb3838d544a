# sys.meta_path: a finder and a loader written in the program.
import sys


class Loader:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.value = f"made for {module.__name__}"


class Finder:
    def find_spec(self, name, path, target=None):
        if name.startswith("virtual_"):
            return type(sys.__spec__)(name, Loader())
        return None


sys.meta_path.insert(0, Finder())
import virtual_module

print(virtual_module.value, virtual_module.__spec__.name, virtual_module.__loader__.__class__.__name__)
