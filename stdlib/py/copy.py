# SPDX-License-Identifier: MIT
"""
Copies of objects: copy (the parts are shared), deepcopy (the parts are copied too), replace (some fields differ).

A class may say how: __copy__(), __deepcopy__(memo), __replace__(**changes), or, as for pickle, __reduce_ex__ and
its relatives, or a function registered with copyreg.
"""
import types
from _weakref import ref
from copyreg import dispatch_table

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    """An object that cannot be copied."""


error = Error

# What never changes, or is what it is wherever it is known, stands for its own copy.
_atomic_types = frozenset({
    types.NoneType, int, float, bool, complex, str, bytes, types.EllipsisType, types.NotImplementedType, type,
    range, property, types.BuiltinFunctionType, types.FunctionType, types.CodeType, ref,
})
_copy_atomic_types = _atomic_types | {tuple, frozenset, slice, super}
_copy_builtin_containers = frozenset({list, dict, set, bytearray})


def _reduce(x, cls):
    """What pickle would ask: a string (x is its own copy) or a tuple."""
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor is not None:
        return reductor()
    raise Error(f"un(deep)copyable object of type {cls}")


def copy(x):
    """A new object with the same parts."""
    cls = type(x)
    if cls in _copy_atomic_types:
        return x
    if cls in _copy_builtin_containers:
        return cls.copy(x)
    if issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        reduced = reductor(x)
    else:
        reductor = getattr(x, "__reduce_ex__", None)
        if reductor is not None:
            reduced = reductor(4)
        else:
            reductor = getattr(x, "__reduce__", None)
            if not reductor:
                raise Error(f"un(shallow)copyable object of type {cls}")
            reduced = reductor()
    if isinstance(reduced, str):
        return x
    return _reconstruct(x, None, *reduced)


def deepcopy(x, memo=None, _nil=[]):
    """A new object whose parts are copies, too. `memo` holds what was copied already, by id."""
    cls = type(x)
    if cls in _atomic_types:
        return x
    own_id = id(x)
    if memo is None:
        memo = {}
    else:
        known = memo.get(own_id, _nil)
        if known is not _nil:
            return known
    copier = _deepcopy_dispatch.get(cls)
    if copier is not None:
        made = copier(x, memo)
    elif issubclass(cls, type):
        made = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            made = copier(memo)
        else:
            reduced = _reduce(x, cls)
            made = x if isinstance(reduced, str) else _reconstruct(x, memo, *reduced)
    if made is not x:
        memo[own_id] = made
        _keep_alive(x, memo)
    return made


def _deepcopy_list(x, memo, deepcopy=deepcopy):
    made = []
    memo[id(x)] = made
    for item in x:
        made.append(deepcopy(item, memo))
    return made


def _deepcopy_tuple(x, memo, deepcopy=deepcopy):
    items = [deepcopy(item, memo) for item in x]
    # The items may have led back here.
    known = memo.get(id(x))
    if known is not None:
        return known
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _deepcopy_dict(x, memo, deepcopy=deepcopy):
    made = {}
    memo[id(x)] = made
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deepcopy_dispatch = {
    list: _deepcopy_list,
    tuple: _deepcopy_tuple,
    dict: _deepcopy_dict,
    types.MethodType: _deepcopy_method,
}
del types, ref


def _keep_alive(x, memo):
    """Keep what was copied until the memo goes, so that no other object gets its id."""
    kept = memo.get(id(memo))
    if kept is None:
        memo[id(memo)] = [x]
    else:
        kept.append(x)


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *, deepcopy=deepcopy):
    deep = memo is not None
    if deep and args:
        args = (deepcopy(arg, memo) for arg in args)
    made = func(*args)
    if deep:
        memo[id(x)] = made
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        _set_state(made, state)
    if listiter is not None:
        for item in listiter:
            made.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            made[key] = value
    return made


def _set_state(made, state):
    if hasattr(made, "__setstate__"):
        made.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        made.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(made, name, value)


def replace(obj, /, **changes):
    """A copy in which the named fields have other values; the class must have __replace__()."""
    replacer = getattr(obj.__class__, "__replace__", None)
    if replacer is None:
        raise TypeError(f"replace() does not support {obj.__class__.__name__} objects")
    return replacer(obj, **changes)
