# SPDX-License-Identifier: MIT
"""The machinery of importlib: finders, loaders, hooks, etc."""
from ._spec import BuiltinImporter, FrozenImporter, ModuleSpec, NamespaceLoader, SourceFileLoader

SOURCE_SUFFIXES = ['.py']
DEBUG_BYTECODE_SUFFIXES = ['.pyc']
OPTIMIZED_BYTECODE_SUFFIXES = ['.pyc']
BYTECODE_SUFFIXES = ['.pyc']
EXTENSION_SUFFIXES = []


def all_suffixes():
    """Returns a list of all recognized module suffixes for this process"""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class PathFinder:
    """Meta path finder for sys.path."""

    @staticmethod
    def invalidate_caches():
        pass

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        import _imp
        import sys

        from ._spec import make_spec
        kind, origin, locations = _imp.find_in_path(fullname, sys.path if path is None else path)
        return None if kind is None else make_spec(fullname, kind, origin, locations, None)
