# SPDX-License-Identifier: MIT
"""
Objects to bytes and back.

dumps(object) -> bytes, loads(bytes) -> object. A pickle can make its reader call anything: load only what you
trust.
"""
from _pickle import PickleError, PicklingError, UnpicklingError, dumps, loads

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "dumps", "loads"]
