# SPDX-License-Identifier: MIT
"""
Objects to bytes and back.

dumps(object) -> bytes, loads(bytes) -> object, dump(object, file), load(file); the classes Pickler and Unpickler
may be extended. A pickle can make its reader call anything: load only what you trust.
"""
import sys
from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table

from _pickle import (
    PickleBuffer,
    PickleError,
    Pickler,
    PicklingError,
    Unpickler,
    UnpicklingError,
    dump,
    dumps,
    load,
    loads,
)

format_version = "5.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load",
           "loads", "PickleBuffer"]

# The opcodes, by protocol: names and the byte of the first; those of 2 and later follow one another.
_OPCODES = """
    MARK ( STOP . POP 0 POP_MARK 1 DUP 2 FLOAT F INT I BININT J BININT1 K LONG L BININT2 M NONE N PERSID P
    BINPERSID Q REDUCE R STRING S BINSTRING T SHORT_BINSTRING U UNICODE V BINUNICODE X APPEND a BUILD b
    GLOBAL c DICT d EMPTY_DICT } APPENDS e GET g BINGET h INST i LONG_BINGET j LIST l EMPTY_LIST ] OBJ o
    PUT p BINPUT q LONG_BINPUT r SETITEM s TUPLE t EMPTY_TUPLE ) SETITEMS u BINFLOAT G
"""
_LATER_OPCODES = """
    PROTO NEWOBJ EXT1 EXT2 EXT4 TUPLE1 TUPLE2 TUPLE3 NEWTRUE NEWFALSE LONG1 LONG4
    BINBYTES SHORT_BINBYTES
    SHORT_BINUNICODE BINUNICODE8 BINBYTES8 EMPTY_SET ADDITEMS FROZENSET NEWOBJ_EX STACK_GLOBAL MEMOIZE FRAME
    BYTEARRAY8 NEXT_BUFFER READONLY_BUFFER
"""


def _define_opcodes():
    words = _OPCODES.split()
    codes = {name: code.encode() for name, code in zip(words[::2], words[1::2])}
    codes |= {"BINBYTES": b"B", "SHORT_BINBYTES": b"C"}
    number = 0x80
    for name in _LATER_OPCODES.split():
        if name not in codes:
            codes[name] = bytes([number])
            number += 1
    globals().update(codes)
    # Protocols 0 and 1 write booleans as integers.
    globals().update(TRUE=b"I01\n", FALSE=b"I00\n")
    __all__.extend(sorted([*codes, "TRUE", "FALSE", "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL"]))


_define_opcodes()

bytes_types = (bytes, bytearray)


def _getattribute(obj, dotted_path):
    for name in dotted_path:
        obj = getattr(obj, name)
    return obj


def whichmodule(obj, name):
    """The name of the module in which the object is found under this name."""
    path = name.split(".")
    module_name = getattr(obj, "__module__", None)
    if "<locals>" in path:
        raise PicklingError(f"Can't pickle local object {obj!r}")
    if module_name is None:
        for module_name, module in sys.modules.copy().items():
            if module_name in ("__main__", "__mp_main__") or module is None:
                continue
            try:
                if _getattribute(module, path) is obj:
                    return module_name
            except AttributeError:
                pass
        module_name = "__main__"
    try:
        __import__(module_name, level=0)
        module = sys.modules[module_name]
    except (ImportError, ValueError, KeyError) as failure:
        raise PicklingError(f"Can't pickle {obj!r}: {failure!s}")
    try:
        if _getattribute(module, path) is obj:
            return module_name
    except AttributeError:
        raise PicklingError(f"Can't pickle {obj!r}: it's not found as {module_name}.{name}")
    raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")


def encode_long(x):
    """The integer in the fewest bytes of two's complement, the lowest first; 0 needs none."""
    if x == 0:
        return b""
    size = (x.bit_length() >> 3) + 1
    data = x.to_bytes(size, "little", signed=True)
    if x < 0 and size > 1 and data[-1] == 0xff and data[-2] & 0x80:
        data = data[:-1]
    return data


def decode_long(data):
    """The integer that encode_long wrote."""
    return int.from_bytes(data, "little", signed=True)
