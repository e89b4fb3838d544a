# SPDX-License-Identifier: MIT
"""
Modules in files: the loaders, and the finders that look through folders. See _frozen_importlib.
"""
import _frozen_importlib as _bootstrap
import _imp
import sys

ModuleSpec = _imp.ModuleSpec
PathFinder = _imp.PathFinder

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
EXTENSION_SUFFIXES = []

_PYCACHE = '__pycache__'
_OPT = 'opt-'
MAGIC_NUMBER = b'IS\r\n'
path_sep = '/'


# --- Paths

def _path_join(*parts):
    return '/'.join([part.rstrip('/') for part in parts if part])


def _path_split(path):
    head, _, tail = path.rpartition('/')
    return head, tail


def _path_isfile(path):
    return _imp.path_kind(path) == 'file'


def _path_isdir(path):
    return _imp.path_kind(path or '.') == 'folder'


def _path_isabs(path):
    return path.startswith('/')


def _path_abspath(path):
    return _imp.absolute_path(path)


def _text_path(path):
    """What os.fspath() does, as a str."""
    if not isinstance(path, (str, bytes)):
        fspath = getattr(type(path), '__fspath__', None)
        if fspath is None:
            raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')
        path = fspath(path)
    return path.decode('utf-8', 'surrogateescape') if isinstance(path, bytes) else path


def cache_from_source(path, *, optimization=None):
    """Given the path to a .py file, return the path to its .pyc file.

    The .py file does not need to exist; this simply returns the path to the .pyc file calculated as if the .py
    file were imported.
    """
    path = _text_path(path)
    head, tail = _path_split(path)
    base, dot, rest = tail.rpartition('.')
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    name = f'{base if base else rest}{dot}{tag}'
    if optimization is None:
        optimization = '' if sys.flags.optimize == 0 else sys.flags.optimize
    optimization = str(optimization)
    if optimization != '':
        if not optimization.isalnum():
            raise ValueError(f'{optimization!r} is not alphanumeric')
        name = f'{name}.{_OPT}{optimization}'
    filename = f'{name}{BYTECODE_SUFFIXES[0]}'
    if sys.pycache_prefix is not None:
        return _path_join(sys.pycache_prefix, _path_abspath(head or '.').lstrip('/'), filename)
    return _path_join(head, _PYCACHE, filename)


def source_from_cache(path):
    """Given the path to a .pyc. file, return the path to its .py file."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    path = _text_path(path)
    head, filename = _path_split(path)
    head, folder = _path_split(head)
    if folder != _PYCACHE:
        raise ValueError(f'{_PYCACHE} not bottom-level directory in {path!r}')
    dots = filename.count('.')
    if dots not in {2, 3}:
        raise ValueError(f'expected only 2 or 3 dots in {filename!r}')
    if dots == 3:
        optimization = filename.rsplit('.', 2)[-2]
        if not optimization.startswith(_OPT):
            raise ValueError(f'optimization portion of filename does not start with {_OPT!r}')
        if not optimization[len(_OPT):].isalnum():
            raise ValueError(f'optimization level {optimization!r} is not an alphanumeric value')
    return _path_join(head, filename.partition('.')[0] + SOURCE_SUFFIXES[0])


def decode_source(source_bytes):
    """Decode bytes representing source code and return the string.

    Universal newline support is used in the decoding.
    """
    encoding = 'utf-8'
    source = bytes(source_bytes)
    if source.startswith(b'\xef\xbb\xbf'):
        source = source[3:]
    for line in source.splitlines()[:2]:
        text = line.strip()
        if not text:
            continue
        if not text.startswith(b'#'):
            break
        at = text.find(b'coding')
        rest = text[at + 6:] if at >= 0 else b''
        if rest[:1] in (b':', b'='):
            name = rest[1:].strip().split()[0] if rest[1:].strip() else b''
            encoding = name.decode('ascii', 'replace') or encoding
            break
    return source.decode(encoding).replace('\r\n', '\n').replace('\r', '\n')


# --- Loaders

class _LoaderBasics:
    """What loaders of code have in common."""

    def is_package(self, fullname):
        """Whether the file is __init__ and the module is not."""
        filename = _path_split(self.get_filename(fullname))[1]
        return filename.rsplit('.', 1)[0] == '__init__' and fullname.rpartition('.')[2] != '__init__'

    def create_module(self, spec):
        """Use default semantics for module creation."""

    def exec_module(self, module):
        """Execute the module."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        _bootstrap._call_with_frames_removed(exec, code, module.__dict__)

    def load_module(self, fullname):
        """This method is deprecated."""
        return _bootstrap._load_module_shim(self, fullname)


class SourceLoader(_LoaderBasics):
    """A loader of source that a subclass provides by get_filename() and get_data()."""

    def path_mtime(self, path):
        """Optional method that returns the modification time (an int) for the specified path."""
        raise OSError

    def path_stats(self, path):
        """Optional method returning a metadata dict for the specified path."""
        return {'mtime': self.path_mtime(path)}

    def _cache_bytecode(self, source_path, cache_path, data):
        return self.set_data(cache_path, data)

    def set_data(self, path, data):
        """Optional method which writes data (bytes) to a file path (a str)."""

    def get_source(self, fullname):
        """Concrete implementation of InspectLoader.get_source."""
        path = self.get_filename(fullname)
        try:
            source_bytes = self.get_data(path)
        except OSError as exc:
            raise ImportError('source not available through get_data()', name=fullname) from exc
        return decode_source(source_bytes)

    def source_to_code(self, data, path, fullname=None, *, _optimize=-1):
        """Return the code object compiled from source."""
        return _bootstrap._call_with_frames_removed(compile, data, path, 'exec', dont_inherit=True,
                                                    optimize=_optimize)

    def get_code(self, fullname):
        """Compile the source; nothing is read from or written to a cache."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class FileLoader:
    """A loader that has the name of the module and the path of its file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check_name(self, name):
        if name is not None and name != self.name:
            raise ImportError(f'loader for {self.name} cannot handle {name}', name=name)

    def load_module(self, fullname=None):
        """Load a module from a file."""
        self._check_name(fullname)
        return super().load_module(self.name if fullname is None else fullname)

    def get_filename(self, fullname=None):
        """Return the path to the source file as found by the finder."""
        self._check_name(fullname)
        return self.path

    def get_data(self, path):
        """Return the data from path as raw bytes."""
        with open(path, 'rb') as file:
            return file.read()


class SourceFileLoader(FileLoader, SourceLoader):
    """A module in a .py file."""

    def set_data(self, path, data, *, _mode=0o666):
        """Write bytes data to a file."""
        try:
            with open(path, 'wb') as file:
                file.write(data)
        except OSError:
            pass


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """A module in a .pyc file, which Islet does not read."""

    def get_code(self, fullname):
        raise ImportError(f'bytecode files are not supported: {self.path!r}', name=fullname, path=self.path)

    def get_source(self, fullname):
        """Return None as there is no source code."""
        return None


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """A module in a shared library of CPython's, which Islet does not load."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def create_module(self, spec):
        raise ImportError(f'extension modules are not supported: {self.path!r}', name=spec.name, path=self.path)

    def exec_module(self, module):
        pass

    def is_package(self, fullname):
        return False

    def get_code(self, fullname):
        """Return None as an extension module cannot create a code object."""
        return None

    def get_source(self, fullname):
        """Return None as extension modules have no source code."""
        return None


class _NamespacePath:
    """A namespace package's path: calculated anew when the path that it was found on has changed."""

    def __init__(self, name, path, path_finder):
        self._name = name
        self._path = path
        self._last_parent_path = tuple(self._get_parent_path())
        self._path_finder = path_finder

    def _find_parent_path_names(self):
        parent, dot, _ = self._name.rpartition('.')
        return (parent, '__path__') if dot else ('sys', 'path')

    def _get_parent_path(self):
        module, attribute = self._find_parent_path_names()
        return getattr(sys.modules[module], attribute)

    def _recalculate(self):
        parent_path = tuple(self._get_parent_path())
        if parent_path != self._last_parent_path:
            spec = self._path_finder(self._name, parent_path)
            if spec is not None and spec.loader is None and spec.submodule_search_locations:
                self._path = spec.submodule_search_locations
            self._last_parent_path = parent_path
        return self._path

    def __iter__(self):
        return iter(self._recalculate())

    def __getitem__(self, index):
        return self._recalculate()[index]

    def __setitem__(self, index, path):
        self._path[index] = path

    def __len__(self):
        return len(self._recalculate())

    def __repr__(self):
        return f'_NamespacePath({self._path!r})'

    def __contains__(self, item):
        return item in self._recalculate()

    def append(self, item):
        self._path.append(item)


class NamespaceLoader:
    """A package without __init__.py: all the folders of its name."""

    def __init__(self, name, path, path_finder):
        self._path = _NamespacePath(name, path, path_finder)

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        """Use default semantics for module creation."""

    def exec_module(self, module):
        pass

    def load_module(self, fullname):
        """Load a namespace module."""
        return _bootstrap._load_module_shim(self, fullname)


def _namespace_loader(name, folders):
    """For the interpreter's own search."""
    return NamespaceLoader(name, folders, _path_get_spec)


# --- Finders

class FileFinder:
    """Looks for modules in one folder: FileFinder(path, (loader, suffixes), ...)."""

    def __init__(self, path, *loader_details):
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]
        self.path = _path_abspath('' if path == '.' else path)

    def invalidate_caches(self):
        """Nothing is cached: each search looks at the folder."""

    def _get_spec(self, loader_class, fullname, path, search, target):
        loader = loader_class(fullname, path)
        return spec_from_file_location(fullname, path, loader=loader, submodule_search_locations=search)

    def find_spec(self, fullname, target=None):
        """Try to find a spec for the specified module. Returns the matching spec, or None if not found."""
        tail = fullname.rpartition('.')[2]
        folder = _path_join(self.path, tail)
        is_folder = _path_isdir(folder)
        if is_folder:
            for suffix, loader_class in self._loaders:
                file = _path_join(folder, '__init__' + suffix)
                if _path_isfile(file):
                    return self._get_spec(loader_class, fullname, file, [folder], target)
        for suffix, loader_class in self._loaders:
            try:
                file = _path_join(self.path, tail + suffix)
            except ValueError:
                return None
            if _path_isfile(file):
                return self._get_spec(loader_class, fullname, file, None, target)
        if is_folder:
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [folder]
            return spec
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        """Return a closure for use on sys.path_hooks: it makes a finder, or raises ImportError if the path is not a
        folder."""
        def path_hook_for_FileFinder(path):
            """Path hook for importlib.machinery.FileFinder."""
            if not _path_isdir(path):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)

        return path_hook_for_FileFinder

    def __repr__(self):
        return f'FileFinder({self.path!r})'


def _finder_for_folder(path):
    """What the hook that sys.path_hooks starts with calls."""
    if not _path_isdir(path):
        raise ImportError('only directories are supported', path=path)
    return FileFinder(path, (SourceFileLoader, SOURCE_SUFFIXES))


def _path_hooks(path):
    if sys.path_hooks is not None and not sys.path_hooks:
        import _warnings
        _warnings.warn('sys.path_hooks is empty', ImportWarning, stacklevel=2)
    for hook in sys.path_hooks:
        try:
            return hook(path)
        except ImportError:
            continue
    return None


def _path_importer_cache(path):
    if path == '':
        path = _path_abspath('')
    try:
        finder = sys.path_importer_cache[path]
    except KeyError:
        finder = sys.path_importer_cache[path] = _path_hooks(path)
    return finder


def _path_get_spec(fullname, path, target=None):
    folders = []
    for entry in path:
        if not isinstance(entry, str):
            continue
        finder = _path_importer_cache(entry)
        if finder is None:
            continue
        spec = finder.find_spec(fullname, target)
        if spec is None:
            continue
        if spec.loader is not None:
            return spec
        if spec.submodule_search_locations is None:
            raise ImportError('spec missing loader')
        folders.extend(spec.submodule_search_locations)
    spec = ModuleSpec(fullname, None)
    spec.submodule_search_locations = folders
    return spec


def _path_find_spec(fullname, path=None, target=None):
    spec = _path_get_spec(fullname, sys.path if path is None else path, target)
    if spec.loader is not None:
        return spec
    folders = spec.submodule_search_locations
    if folders:
        spec.submodule_search_locations = _NamespacePath(fullname, folders, _path_get_spec)
        return spec
    # The library embedded in the binary stands behind the last folder.
    return _bootstrap._frozen_spec(fullname) if _imp.is_frozen(fullname) else None


def _path_invalidate_caches():
    for name, finder in list(sys.path_importer_cache.items()):
        # Relative names depend on the current folder; None is tried again.
        if finder is None or not _path_isabs(name):
            del sys.path_importer_cache[name]
        elif hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def _path_find_distributions(*args, **kwargs):
    return iter(())


_POPULATE = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_POPULATE):
    """Return a module spec based on a file location.

    To indicate that the module is a package, set submodule_search_locations to a list of directory paths. An empty
    list is sufficient, though it's not otherwise useful to the import system.
    """
    if location is None:
        location = '<unknown>'
        if hasattr(loader, 'get_filename'):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = _text_path(location)
        try:
            location = _path_abspath(location)
        except OSError:
            pass
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if loader is None:
        for loader_class, suffixes in _get_supported_file_loaders():
            if location.endswith(tuple(suffixes)):
                loader = loader_class(name, location)
                spec.loader = loader
                break
        else:
            return None
    if submodule_search_locations is _POPULATE:
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                pass
            else:
                if is_package:
                    spec.submodule_search_locations = []
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == []:
        if location:
            spec.submodule_search_locations.append(_path_split(location)[0])
    return spec


def _get_supported_file_loaders():
    """Returns a list of file-based module loaders: (loader, suffixes)."""
    return [(SourceFileLoader, SOURCE_SUFFIXES)]
