# SPDX-License-Identifier: MIT
"""
Import by the protocol of finders and loaders. The interpreter comes here when a program has changed sys.meta_path
or sys.path_hooks, and importlib does for its functions; otherwise it finds and loads by itself (runtime/import.cpp),
with the same results.
"""
import _imp
import sys

ModuleSpec = _imp.ModuleSpec
BuiltinImporter = _imp.BuiltinImporter
FrozenImporter = _imp.FrozenImporter

_ERR_MSG_PREFIX = 'No module named '
_module_type = type(sys)


def _call_with_frames_removed(function, *args, **kwargs):
    return function(*args, **kwargs)


# --- Modules written in C++

def _builtin_find_spec(fullname, path=None, target=None):
    if _imp.is_builtin(fullname):
        return ModuleSpec(fullname, BuiltinImporter, origin='built-in')
    return None


def _requires_builtin(fullname):
    if fullname not in sys.builtin_module_names:
        raise ImportError(f'{fullname!r} is not a built-in module', name=fullname)


def _builtin_create_module(spec):
    _requires_builtin(spec.name)
    return _imp.create_builtin(spec)


def _builtin_exec_module(module):
    pass


def _builtin_load_module(fullname):
    _requires_builtin(fullname)
    return _load_module_shim(BuiltinImporter, fullname)


def _builtin_get_code(fullname):
    _requires_builtin(fullname)
    return None


def _builtin_is_package(fullname):
    _requires_builtin(fullname)
    return False


# --- Modules written in Python that are embedded in the binary

def _frozen_spec(fullname):
    return ModuleSpec(fullname, FrozenImporter, origin='frozen', is_package=_imp.is_frozen_package(fullname))


def _frozen_find_spec(fullname, path=None, target=None):
    # The others stand behind the folders of sys.path: PathFinder gives them.
    if _imp.is_frozen(fullname) and _imp.is_core(fullname):
        return _frozen_spec(fullname)
    return None


def _requires_frozen(fullname):
    if not _imp.is_frozen(fullname):
        raise ImportError(f'{fullname!r} is not a frozen module', name=fullname)


def _frozen_create_module(spec):
    return None


def _frozen_exec_module(module):
    code = _imp.get_frozen_object(module.__spec__.name)
    _call_with_frames_removed(exec, code, module.__dict__)


def _frozen_load_module(fullname):
    _requires_frozen(fullname)
    return _load_module_shim(FrozenImporter, fullname)


def _frozen_get_code(fullname):
    _requires_frozen(fullname)
    return _imp.get_frozen_object(fullname)


def _frozen_get_source(fullname):
    _requires_frozen(fullname)
    return None


def _frozen_is_package(fullname):
    _requires_frozen(fullname)
    return _imp.is_frozen_package(fullname)


# --- Specs and modules

def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """Return a module spec based on various loader methods."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if not origin and hasattr(loader, 'get_filename'):
        from _frozen_importlib_external import spec_from_file_location
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        search = [] if is_package else None
        return spec_from_file_location(name, loader=loader, submodule_search_locations=search)
    if is_package is None:
        is_package = False
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def _spec_from_module(module, loader=None, origin=None):
    spec = getattr(module, '__spec__', None)
    if spec is not None:
        return spec
    name = module.__name__
    if loader is None:
        loader = getattr(module, '__loader__', None)
    location = getattr(module, '__file__', None)
    if origin is None:
        origin = location if loader is None else getattr(loader, '_ORIGIN', location)
    spec = ModuleSpec(name, loader, origin=origin)
    spec._set_fileattr = location is not None and origin == location
    spec.cached = getattr(module, '__cached__', None)
    try:
        spec.submodule_search_locations = list(module.__path__)
    except (AttributeError, TypeError):
        spec.submodule_search_locations = None
    return spec


def _init_module_attrs(spec, module, *, override=False):
    def offer(name, value):
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass

    loader = spec.loader
    if loader is None and spec.submodule_search_locations is not None:
        from _frozen_importlib_external import NamespaceLoader
        loader = NamespaceLoader.__new__(NamespaceLoader)
        loader._path = spec.submodule_search_locations
        spec.loader = loader
        module.__file__ = None
    offer('__name__', spec.name)
    offer('__loader__', loader)
    offer('__package__', spec.parent)
    try:
        module.__spec__ = spec
    except AttributeError:
        pass
    if spec.submodule_search_locations is not None:
        offer('__path__', spec.submodule_search_locations)
    if spec.has_location:
        offer('__file__', spec.origin)
        if spec.cached is not None:
            offer('__cached__', spec.cached)
    return module


def module_from_spec(spec):
    """Create a module based on the provided spec."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = _module_type(spec.name)
    return _init_module_attrs(spec, module)


def _exec(spec, module):
    """Execute the spec's specified module in an existing module's namespace."""
    name = spec.name
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name!r} not in sys.modules', name=name)
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError('missing loader', name=spec.name)
            _init_module_attrs(spec, module, override=True)
        else:
            _init_module_attrs(spec, module, override=True)
            if hasattr(spec.loader, 'exec_module'):
                spec.loader.exec_module(module)
            else:
                spec.loader.load_module(name)
    finally:
        # The module may have put another in its place.
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    return module


def _load_backward_compatible(spec):
    try:
        spec.loader.load_module(spec.name)
    except BaseException:
        if spec.name in sys.modules:
            module = sys.modules.pop(spec.name)
            sys.modules[spec.name] = module
        raise
    module = sys.modules.pop(spec.name)
    sys.modules[spec.name] = module
    if getattr(module, '__loader__', None) is None:
        try:
            module.__loader__ = spec.loader
        except AttributeError:
            pass
    if getattr(module, '__package__', None) is None:
        try:
            module.__package__ = module.__name__
            if not hasattr(module, '__path__'):
                module.__package__ = spec.name.rpartition('.')[0]
        except AttributeError:
            pass
    if getattr(module, '__spec__', None) is None:
        try:
            module.__spec__ = spec
        except AttributeError:
            pass
    return module


def _load(spec):
    """A new module for the spec, in sys.modules, after its code has run."""
    if spec.loader is not None and not hasattr(spec.loader, 'exec_module'):
        return _load_backward_compatible(spec)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is None:
                if spec.submodule_search_locations is None:
                    raise ImportError('missing loader', name=spec.name)
            else:
                spec.loader.exec_module(module)
        except BaseException:
            sys.modules.pop(spec.name, None)
            raise
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
    finally:
        spec._initializing = False
    return module


def _load_module_shim(self, fullname):
    """What load_module() of a loader that has exec_module() does."""
    spec = spec_from_loader(fullname, self)
    if fullname in sys.modules:
        module = sys.modules[fullname]
        _exec(spec, module)
        return sys.modules[fullname]
    return _load(spec)


# --- Finding

def _find_spec(name, path, target=None):
    """The first spec that a finder on sys.meta_path gives; None if none does."""
    meta_path = sys.meta_path
    if meta_path is None:
        raise ImportError("sys.meta_path is None, Python is likely shutting down")
    if not meta_path:
        import _warnings
        _warnings.warn('sys.meta_path is empty', ImportWarning, stacklevel=2)
    is_reload = name in sys.modules
    for finder in list(meta_path):
        try:
            find_spec = finder.find_spec
        except AttributeError:
            continue
        spec = find_spec(name, path, target)
        if spec is not None:
            # The parent's import may have loaded it meanwhile.
            if not is_reload and name in sys.modules:
                try:
                    known = sys.modules[name].__spec__
                except AttributeError:
                    return spec
                return spec if known is None else known
            return spec
    return None


def _find_and_load(name, path):
    """Finds and loads a module whose parents are loaded."""
    spec = _find_spec(name, path)
    if spec is None:
        raise ModuleNotFoundError(f'{_ERR_MSG_PREFIX}{name!r}', name=name)
    return _load(spec)


def _resolve_name(name, package, level):
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    base = bits[0]
    return f'{base}.{name}' if name else base


def _sanity_check(name, package, level):
    if not isinstance(name, str):
        raise TypeError(f'module name must be str, not {type(name)}')
    if level < 0:
        raise ValueError('level must be >= 0')
    if level > 0:
        if not isinstance(package, str):
            raise TypeError('__package__ not set to a string')
        if not package:
            raise ImportError('attempted relative import with no known parent package')
    if not name and level == 0:
        raise ValueError('Empty module name')


def _gcd_import(name, package=None, level=0):
    _sanity_check(name, package, level)
    return _imp.import_module(name, package, level)
