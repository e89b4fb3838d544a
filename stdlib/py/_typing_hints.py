# SPDX-License-Identifier: MIT
"""
The part of typing that evaluates annotations.
"""
import functools
import operator
import sys
import types
from types import GenericAlias
from typing import (NotRequired, ReadOnly, Required, Union, _AnnotatedAlias, _forward_ref, _GenericAlias,
                    _type_convert)

__name__ = 'typing'  # where programs know these from


def _strip_annotations(t):
    """The type without Annotated, Required and the like, in its arguments too."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if hasattr(t, "__origin__") and t.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip_annotations(t.__args__[0])
    if isinstance(t, _GenericAlias):
        stripped_args = tuple(_strip_annotations(a) for a in t.__args__)
        return t if stripped_args == t.__args__ else t.copy_with(stripped_args)
    if isinstance(t, GenericAlias):
        stripped_args = tuple(_strip_annotations(a) for a in t.__args__)
        return t if stripped_args == t.__args__ else GenericAlias(t.__origin__, stripped_args)
    if isinstance(t, Union):
        stripped_args = tuple(_strip_annotations(a) for a in t.__args__)
        return t if stripped_args == t.__args__ else functools.reduce(operator.or_, stripped_args)
    return t


def _eval_type(t, globalns, localns, type_params=(), *, owner=None, format=None):
    """The type with all references in it evaluated."""
    from annotationlib import Format, ForwardRef
    if isinstance(t, ForwardRef):
        value = t.evaluate(globals=globalns, locals=localns, type_params=type_params, owner=owner,
                           format=Format.VALUE if format is None else format)
        if isinstance(value, ForwardRef):
            return value
        value = _type_convert(value, allow_special_forms=True)
        return _eval_type(value, globalns, localns, type_params, owner=owner, format=format)
    if isinstance(t, (_GenericAlias, GenericAlias, Union)):
        args = tuple(_forward_ref(a) if isinstance(a, str) and isinstance(t, GenericAlias) else a
                     for a in t.__args__)
        ev_args = tuple(_eval_type(a, globalns, localns, type_params, owner=owner, format=format) for a in args)
        if ev_args == t.__args__:
            return t
        if isinstance(t, GenericAlias):
            return type(t)(t.__origin__, ev_args)
        if isinstance(t, Union):
            return functools.reduce(operator.or_, ev_args)
        return t.copy_with(ev_args)
    return t


_allowed_types = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
                  types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, *, format=None):
    """The annotations of a class with those of its bases, or of a function or module; texts are evaluated.

    Annotated and its kin are left out unless include_extras is true.
    """
    import annotationlib
    Format = annotationlib.Format
    format = Format.VALUE if format is None else format
    if getattr(obj, '__no_type_check__', None):
        return {}
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            ann = annotationlib.get_annotations(base, format=format)
            if format == Format.STRING:
                hints.update(ann)
                continue
            if globalns is None:
                base_globals = getattr(sys.modules.get(base.__module__, None), '__dict__', {})
            else:
                base_globals = globalns
            base_locals = dict(vars(base)) if localns is None else localns
            for name, value in ann.items():
                if isinstance(value, str):
                    value = annotationlib.ForwardRef(value, is_argument=False, is_class=True)
                value = type(None) if value is None else value
                hints[name] = _eval_type(value, base_globals, base_locals, base.__type_params__, format=format,
                                         owner=obj)
    else:
        hints = annotationlib.get_annotations(obj, format=format)
        if not hints and not isinstance(obj, types.ModuleType) and not callable(obj) \
                and not hasattr(obj, '__annotations__') and not hasattr(obj, '__annotate__'):
            raise TypeError(f"{obj!r} is not a module, class, or callable.")
        if format == Format.STRING:
            return hints
        if globalns is None:
            nsobj = obj
            while hasattr(nsobj, '__wrapped__'):
                nsobj = nsobj.__wrapped__
            globalns = obj.__dict__ if isinstance(obj, types.ModuleType) else getattr(nsobj, '__globals__', {})
            if localns is None:
                localns = globalns
        elif localns is None:
            localns = globalns
        type_params = getattr(obj, "__type_params__", ())
        for name, value in hints.items():
            if isinstance(value, str):
                value = annotationlib.ForwardRef(value, is_argument=not isinstance(obj, types.ModuleType))
            value = type(None) if value is None else value
            hints[name] = _eval_type(value, globalns, localns, type_params, format=format, owner=obj)
    if include_extras:
        return hints
    return {k: _strip_annotations(t) for k, t in hints.items()}


def evaluate_forward_ref(forward_ref, *, owner=None, globals=None, locals=None, type_params=None, format=None,
                         _recursive_guard=frozenset()):
    """The value of a reference, and of those in it."""
    from annotationlib import Format
    format = Format.VALUE if format is None else format
    if format == Format.STRING:
        return forward_ref.__forward_arg__
    if forward_ref.__forward_arg__ in _recursive_guard:
        return forward_ref
    value = forward_ref.evaluate(globals=globals, locals=locals, type_params=type_params, owner=owner,
                                 format=format)
    if value is forward_ref:
        return value
    return _eval_type(_type_convert(value), globals, locals, type_params or (), owner=owner, format=format)


def no_type_check(arg):
    """A decorator: the annotations of this are no types."""
    if isinstance(arg, type):
        for key in dir(arg):
            obj = getattr(arg, key)
            if not hasattr(obj, '__qualname__') or obj.__qualname__ != f'{arg.__qualname__}.{obj.__name__}' \
                    or getattr(obj, '__module__', None) != arg.__module__:
                continue
            if isinstance(obj, types.FunctionType):
                obj.__no_type_check__ = True
            if isinstance(obj, types.MethodType):
                obj.__func__.__no_type_check__ = True
            if isinstance(obj, type):
                no_type_check(obj)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    """A decorator for decorators, which then do what no_type_check does as well."""
    import warnings
    warnings._deprecated("typing.no_type_check_decorator", remove=(3, 15))

    @functools.wraps(decorator)
    def wrapped_decorator(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped_decorator
