# SPDX-License-Identifier: MIT
"""Utility code for constructing importers, etc."""
import sys

from _frozen_importlib import _find_spec, _resolve_name, module_from_spec, spec_from_loader
from _frozen_importlib_external import (MAGIC_NUMBER, cache_from_source, decode_source, source_from_cache,
                                        spec_from_file_location)

__all__ = ['LazyLoader', 'Loader', 'MAGIC_NUMBER', 'cache_from_source', 'decode_source', 'find_spec',
           'module_from_spec', 'resolve_name', 'source_from_cache', 'source_hash', 'spec_from_file_location',
           'spec_from_loader']


def source_hash(source_bytes):
    "Return the hash of *source_bytes* as used in hash-based pyc files."
    return hash(bytes(source_bytes)).to_bytes(8, 'little', signed=True)


def resolve_name(name, package):
    """Resolve a relative module name to an absolute one."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {repr(name)} '
                          '(required for relative module names)')
    level = 0
    for character in name:
        if character != '.':
            break
        level += 1
    return _resolve_name(name[level:], package, level)


def _spec_of_loaded(name, fullname):
    module = sys.modules[fullname]
    if module is None:
        return None
    try:
        spec = module.__spec__
    except AttributeError:
        raise ValueError(f'{name}.__spec__ is not set') from None
    if spec is None:
        raise ValueError(f'{name}.__spec__ is None')
    return spec


def _find_spec_from_path(name, path=None):
    """The spec of a module; parents are not imported."""
    if name not in sys.modules:
        return _find_spec(name, path)
    return _spec_of_loaded(name, name)


def find_spec(name, package=None):
    """Return the spec for the specified module.

    First, sys.modules is checked to see if the module was already imported. If so, then
    sys.modules[name].__spec__ is returned. If that happens to be set to None, then ValueError is raised. If the
    module is not in sys.modules, then sys.meta_path is searched. None is returned if no spec could be found.

    If the name is for submodule (contains a dot), the parent module is automatically imported.
    """
    fullname = resolve_name(name, package) if name.startswith('.') else name
    if fullname in sys.modules:
        return _spec_of_loaded(name, fullname)
    parent_name = fullname.rpartition('.')[0]
    if not parent_name:
        return _find_spec(fullname, None)
    parent = __import__(parent_name, fromlist=['__path__'])
    try:
        parent_path = parent.__path__
    except AttributeError as e:
        raise ModuleNotFoundError(f"__path__ attribute not found on {parent_name!r} "
                                  f"while trying to find {fullname!r}", name=fullname) from e
    return _find_spec(fullname, parent_path)


class _LazyModule(type(sys)):
    """A module whose code runs when an attribute is asked for."""

    def __getattribute__(self, attr):
        """Trigger the load of the module and return the attribute."""
        spec = object.__getattribute__(self, '__spec__')
        state = spec.loader_state
        own = object.__getattribute__(self, '__dict__')
        if object.__getattribute__(self, '__class__') is not _LazyModule:
            return getattr(self, attr)
        # The loader itself looks at the module while it loads.
        if state['is_loading']:
            if attr.startswith('__') and attr.endswith('__'):
                return object.__getattribute__(self, attr)
            return type(sys).__getattribute__(self, attr)
        if attr == '__class__':
            return _LazyModule
        state['is_loading'] = True
        then = state['__dict__']
        changed = {key: value for key, value in own.items()
                   if key not in then or id(own[key]) != id(then[key])}
        name = own['__spec__'].name
        spec.loader.exec_module(self)
        if name in sys.modules and id(self) != id(sys.modules[name]):
            raise ValueError(f"module object for {name!r} substituted in sys.modules during a lazy load")
        own.update(changed)
        self.__class__ = type(sys)
        return getattr(self, attr)

    def __delattr__(self, attr):
        """Trigger the load and then perform the deletion."""
        self.__getattribute__(attr)
        delattr(self, attr)


class _BaseLoader:
    def create_module(self, spec):
        """Return a module to initialize and into which to load; None: the default one."""
        return None

    def load_module(self, fullname):
        """Return the loaded module."""
        if not hasattr(self, 'exec_module'):
            raise ImportError
        import _frozen_importlib
        return _frozen_importlib._load_module_shim(self, fullname)


class LazyLoader(_BaseLoader):
    """A loader that creates a module which defers loading until attribute access."""

    @staticmethod
    def _check_loader(loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')

    @classmethod
    def factory(cls, loader):
        """Construct a callable which returns the eager loader made lazy."""
        cls._check_loader(loader)
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def __init__(self, loader):
        self._check_loader(loader)
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        """Make the module load lazily."""
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {'__dict__': module.__dict__.copy(), '__class__': module.__class__,
                                        'is_loading': False}
        module.__class__ = _LazyModule


def __getattr__(name):
    if name == 'Loader':
        from importlib.abc import Loader
        return Loader
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
