# SPDX-License-Identifier: MIT
"""Utility code for constructing importers, etc."""
import _imp
import sys

from ._spec import (BuiltinImporter, FrozenImporter, ModuleSpec, NamespaceLoader, SourceFileLoader, load, make_spec,
                    module_from_spec)

__all__ = ['LazyLoader', 'cache_from_source', 'decode_source', 'find_spec', 'module_from_spec', 'resolve_name',
           'source_from_cache', 'source_hash', 'spec_from_file_location', 'spec_from_loader']

MAGIC_NUMBER = b'\x00\x00\r\n'


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
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    base = bits[0]
    rest = name[level:]
    return f'{base}.{rest}' if rest else base


def _find_spec(fullname, path=None):
    """The spec of a module that need not be loaded; None if there is no such module."""
    for finder in (BuiltinImporter, FrozenImporter, *sys.meta_path):
        spec = finder.find_spec(fullname, path)
        if spec is not None:
            return spec
    parent = fullname.rpartition('.')[0]
    if path is None and parent:
        path = __import__(parent, fromlist=['__path__']).__path__
    kind, origin, locations = _imp.find_in_path(fullname, sys.path if path is None else path)
    if kind is None:
        return None
    return make_spec(fullname, kind, origin, locations, None)


def find_spec(name, package=None):
    """Return the spec for the specified module.

    First, sys.modules is checked to see if the module was already imported. If so, then
    sys.modules[name].__spec__ is returned. If that happens to be set to None, then ValueError is raised. If the
    module is not in sys.modules, then sys.meta_path is searched. None is returned if no spec could be found.
    """
    fullname = resolve_name(name, package) if name.startswith('.') else name
    if fullname not in sys.modules:
        parent_name = fullname.rpartition('.')[0]
        if parent_name:
            parent = __import__(parent_name, fromlist=['__path__'])
            try:
                parent_path = parent.__path__
            except AttributeError as e:
                raise ModuleNotFoundError(
                    f"__path__ attribute not found on {parent_name!r} "
                    f"while trying to find {fullname!r}", name=fullname) from e
            return _find_spec(fullname, parent_path)
        return _find_spec(fullname)
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


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """Return a module spec based on various loader methods."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if hasattr(loader, 'get_filename'):
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        try:
            is_package = loader.is_package(name) if hasattr(loader, 'is_package') else False
        except ImportError:
            is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


_UNSET = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_UNSET):
    """Return a module spec based on a file location."""
    if location is None:
        location = loader.get_filename(name) if hasattr(loader, 'get_filename') else '<unknown>'
    else:
        location = _imp.absolute_path(location)
    if loader is None:
        if not location.endswith('.py'):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if submodule_search_locations is _UNSET:
        if hasattr(loader, 'is_package'):
            try:
                if loader.is_package(name):
                    spec.submodule_search_locations = []
            except ImportError:
                pass
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(location.rpartition('/')[0])
    return spec


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Islet writes no bytecode files."""
    raise NotImplementedError('sys.implementation.cache_tag is None')


def source_from_cache(path):
    """Islet writes no bytecode files."""
    raise NotImplementedError('sys.implementation.cache_tag is None')


def decode_source(source_bytes):
    """Decode bytes representing source code and return the string."""
    if source_bytes.startswith(b'\xef\xbb\xbf'):
        source_bytes = source_bytes[3:]
    return source_bytes.decode('utf-8').replace('\r\n', '\n').replace('\r', '\n')


def source_hash(source_bytes):
    "Return the hash of *source_bytes* as used in hash-based pyc files."
    return hash(source_bytes).to_bytes(8, 'little', signed=True)


class _LazyModule(type(sys)):
    """A subclass of the module type which triggers loading upon attribute access."""

    def __getattribute__(self, attr):
        spec = object.__getattribute__(self, '__spec__')
        self.__class__ = type(sys)
        spec.loader.exec_module(self)
        return getattr(self, attr)


class LazyLoader:
    """A loader that creates a module which defers loading until attribute access."""

    def __init__(self, loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        """Construct a callable which returns the eager loader made lazy."""
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__class__ = _LazyModule
