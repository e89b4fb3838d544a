# SPDX-License-Identifier: MIT
"""The machinery of importlib: finders, loaders, hooks, etc."""
from _frozen_importlib import BuiltinImporter, FrozenImporter, ModuleSpec
from _frozen_importlib_external import (BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, SOURCE_SUFFIXES, ExtensionFileLoader,
                                        FileFinder, NamespaceLoader, PathFinder, SourceFileLoader,
                                        SourcelessFileLoader)
from _frozen_importlib_external import DEBUG_BYTECODE_SUFFIXES as _DEBUG_BYTECODE_SUFFIXES
from _frozen_importlib_external import OPTIMIZED_BYTECODE_SUFFIXES as _OPTIMIZED_BYTECODE_SUFFIXES


class WindowsRegistryFinder:
    """Meta path finder for modules declared in the Windows registry: finds nothing here."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class AppleFrameworkLoader(ExtensionFileLoader):
    """A loader for modules packaged as frameworks, as iOS has them: loads nothing here."""


def all_suffixes():
    """Returns a list of all recognized module suffixes for this process"""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


__all__ = ['AppleFrameworkLoader', 'BYTECODE_SUFFIXES', 'BuiltinImporter', 'DEBUG_BYTECODE_SUFFIXES',
           'EXTENSION_SUFFIXES', 'ExtensionFileLoader', 'FileFinder', 'FrozenImporter', 'ModuleSpec',
           'NamespaceLoader', 'OPTIMIZED_BYTECODE_SUFFIXES', 'PathFinder', 'SOURCE_SUFFIXES', 'SourceFileLoader',
           'SourcelessFileLoader', 'WindowsRegistryFinder', 'all_suffixes']


def __getattr__(name):
    if name in ('DEBUG_BYTECODE_SUFFIXES', 'OPTIMIZED_BYTECODE_SUFFIXES'):
        import warnings
        warnings.warn(f'importlib.machinery.{name} is deprecated and will be removed in Python 3.15. '
                      'Use importlib.machinery.BYTECODE_SUFFIXES instead.', DeprecationWarning, stacklevel=2)
        return globals()[f'_{name}']
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
