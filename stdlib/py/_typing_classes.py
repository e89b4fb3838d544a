# SPDX-License-Identifier: MIT
"""
The part of typing that makes classes: named tuples, typed dicts, and the files of annotations.
"""
import abc
import collections
import typing
from typing import (Annotated, AnyStr, Generic, NotRequired, ReadOnly, Required, _caller, _type_check, get_origin)

__name__ = 'typing'  # where programs know these from


# --- Named tuples and typed dicts

_prohibited = frozenset({'__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_field_defaults',
                         '_field_types', '_make', '_replace', '_asdict', '_source'})
_special = frozenset({'__module__', '__name__', '__annotations__', '__annotate__', '__annotate_func__',
                      '__annotations_cache__', '__conditional_annotations__'})


def _namespace_annotations(ns):
    """The annotations in the namespace of a class that is being made; names not defined yet as references."""
    if '__annotations__' in ns:
        return ns['__annotations__']
    import annotationlib
    annotate = annotationlib.get_annotate_from_class_namespace(ns)
    if annotate is None:
        return {}
    return annotationlib.call_annotate_function(annotate, annotationlib.Format.FORWARDREF)


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError('can only inherit from a NamedTuple type and Generic')
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        field_types = _namespace_annotations(ns)
        default_names = []
        for field_name in field_types:
            if field_name in ns:
                default_names.append(field_name)
            elif default_names:
                raise TypeError(f"Non-default namedtuple field {field_name} cannot follow default "
                                f"field{'s' if len(default_names) > 1 else ''} {', '.join(default_names)}")
        nm_tpl = _make_nmtuple(typename, field_types, [ns[n] for n in default_names], ns['__module__'])
        nm_tpl.__bases__ = bases
        if Generic in bases:
            nm_tpl.__class_getitem__ = classmethod(Generic.__class_getitem__.__func__)
        for key, val in ns.items():
            if key in _prohibited:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in _special and key not in nm_tpl._fields:
                setattr(nm_tpl, key, val)
                set_name = getattr(type(val), '__set_name__', None)
                if set_name is not None:
                    set_name(val, nm_tpl, key)
        if Generic in bases:
            nm_tpl.__init_subclass__()
        return nm_tpl


def _make_nmtuple(name, field_types, defaults, module):
    fields = list(field_types)
    checked = {n: _type_check(t, f"field {n} annotation must be a type") for n, t in field_types.items()}
    nm_tpl = collections.namedtuple(name, fields, defaults=defaults, module=module)
    nm_tpl.__annotations__ = nm_tpl.__new__.__annotations__ = checked
    return nm_tpl


def NamedTuple(typename, fields, /):
    """A named tuple with types: a class that extends NamedTuple, or NamedTuple('N', [('x', int)])."""
    nt = _make_nmtuple(typename, dict(fields), (), module=_caller())
    nt.__orig_bases__ = (NamedTuple,)
    return nt


_NamedTuple = type.__new__(NamedTupleMeta, 'NamedTuple', (), {})


def _namedtuple_mro_entries(bases):
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _namedtuple_mro_entries


def _get_typeddict_qualifiers(annotation_type):
    while True:
        origin = get_origin(annotation_type)
        if origin is Annotated:
            annotation_type = annotation_type.__origin__
        elif origin in (Required, NotRequired, ReadOnly):
            yield origin
            annotation_type, = annotation_type.__args__
        else:
            return


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        generic_base = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        own = _namespace_annotations(ns)
        ns = {key: value for key, value in ns.items()
              if key not in ('__annotate__', '__annotate_func__', '__annotations__', '__annotations_cache__')}
        tp_dict = type.__new__(_TypedDictMeta, name, (*generic_base, dict), ns)
        if not hasattr(tp_dict, '__orig_bases__'):
            tp_dict.__orig_bases__ = bases
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {n: _type_check(tp, msg, module=tp_dict.__module__) for n, tp in own.items()}
        annotations, required, optional, readonly, mutable = {}, set(), set(), set(), set()
        for base in bases:
            annotations.update(base.__dict__.get('__annotations__', {}))
            base_required = base.__dict__.get('__required_keys__', set())
            base_optional = base.__dict__.get('__optional_keys__', set())
            required = (required | base_required) - base_optional
            optional = (optional | base_optional) - base_required
            readonly.update(base.__dict__.get('__readonly_keys__', ()))
            mutable.update(base.__dict__.get('__mutable_keys__', ()))
        annotations.update(own)
        for key, annotation_type in own.items():
            qualifiers = set(_get_typeddict_qualifiers(annotation_type))
            is_required = Required in qualifiers or (NotRequired not in qualifiers and total)
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
            if ReadOnly in qualifiers:
                if key in mutable:
                    raise TypeError(f"Cannot override mutable key {key!r} with read-only key")
                readonly.add(key)
            else:
                mutable.add(key)
                readonly.discard(key)
        tp_dict.__annotations__ = annotations
        tp_dict.__required_keys__ = frozenset(required)
        tp_dict.__optional_keys__ = frozenset(optional)
        tp_dict.__readonly_keys__ = frozenset(readonly)
        tp_dict.__mutable_keys__ = frozenset(mutable)
        tp_dict.__total__ = total
        return tp_dict

    __call__ = dict  # an instance is a plain dict

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields, /, *, total=True):
    """A dict with known keys: a class that extends TypedDict, or TypedDict('D', {'x': int})."""
    ns = {'__annotations__': dict(fields)}
    module = _caller()
    if module is not None:
        ns['__module__'] = module
    td = _TypedDictMeta(typename, (), ns, total=total)
    td.__orig_bases__ = (TypedDict,)
    return td


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Whether it is a class made by TypedDict."""
    return isinstance(tp, _TypedDictMeta)


# --- Files, for annotations

class IO(Generic[AnyStr]):
    """What open() gives: a stream of text or of bytes."""

    __slots__ = ()


def _add_io_methods():
    def make(name):
        def method(self, *args):
            pass
        method.__name__, method.__qualname__ = name, f'IO.{name}'
        return abc.abstractmethod(method)
    for name in ('close', 'fileno', 'flush', 'isatty', 'read', 'readable', 'readline', 'readlines', 'seek',
                 'seekable', 'tell', 'truncate', 'writable', 'write', 'writelines', '__enter__', '__exit__'):
        setattr(IO, name, make(name))
    for name in ('mode', 'name', 'closed'):
        setattr(IO, name, property(make(name)))


_add_io_methods()


class BinaryIO(IO[bytes]):
    """What open() gives for bytes."""

    __slots__ = ()


class TextIO(IO[str]):
    """What open() gives for text."""

    __slots__ = ()
