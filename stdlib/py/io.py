# SPDX-License-Identifier: MIT
"""The io module provides the Python interfaces to stream handling."""
from _io import (DEFAULT_BUFFER_SIZE, BlockingIOError, BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter,
                 BytesIO, FileIO, IncrementalNewlineDecoder, StringIO, TextIOWrapper, UnsupportedOperation,
                 _BufferedIOBase, _IOBase, _RawIOBase, _TextIOBase, open, open_code, text_encoding)

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase",
           "TextIOWrapper", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE",
           "text_encoding", "IncrementalNewlineDecoder"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class _Meta(type):
    """Makes the public bases recognise the built-in files, which extend the private ones."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, cls._native) or type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, other):
        return issubclass(other, cls._native) or type.__subclasscheck__(cls, other)


class IOBase(_IOBase, metaclass=_Meta):
    __doc__ = _IOBase.__doc__
    _native = _IOBase


class RawIOBase(_RawIOBase, IOBase):
    __doc__ = _RawIOBase.__doc__
    _native = _RawIOBase


class BufferedIOBase(_BufferedIOBase, IOBase):
    __doc__ = _BufferedIOBase.__doc__
    _native = _BufferedIOBase


class TextIOBase(_TextIOBase, IOBase):
    __doc__ = _TextIOBase.__doc__
    _native = _TextIOBase
