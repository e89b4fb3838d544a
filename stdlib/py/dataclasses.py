# SPDX-License-Identifier: MIT
"""
A class decorator that writes the usual methods of classes which mainly hold data.

The methods are compiled from text, so that they bind their arguments and fail as written ones do.
"""
import sys
from reprlib import recursive_repr as _recursive_repr
from types import FunctionType, GenericAlias, MappingProxyType, MemberDescriptorType

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields',
           'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()


class _FIELD_BASE:
    __slots__ = ('name',)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')

_EMPTY_METADATA = MappingProxyType({})
_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'

# Types whose instances asdict() and astuple() take as they are.
_ATOMIC_TYPES = frozenset({type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented),
                           type(_FIELD_BASE.__init__.__code__), FunctionType, type(len), type, range, property})


class InitVar:
    """The type of a field that __init__ only hands on to __post_init__."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type) and not isinstance(self.type, GenericAlias):
            type_name = self.type.__name__
        else:
            type_name = repr(self.type)
        return f'dataclasses.InitVar[{type_name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What a dataclass knows of one of its fields."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata',
                 'kw_only', 'doc', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    @_recursive_repr()
    def __repr__(self):
        return ('Field('
                f'name={self.name!r},'
                f'type={self.type!r},'
                f'default={self.default!r},'
                f'default_factory={self.default_factory!r},'
                f'init={self.init!r},'
                f'repr={self.repr!r},'
                f'hash={self.hash!r},'
                f'compare={self.compare!r},'
                f'metadata={self.metadata!r},'
                f'kw_only={self.kw_only!r},'
                f'doc={self.doc!r},'
                f'_field_type={self._field_type}'
                ')')

    def __set_name__(self, owner, name):
        # The default may be a descriptor that wants to know.
        func = getattr(type(self.default), '__set_name__', None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only', 'slots',
                 'weakref_slot')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        return '_DataclassParams(' + ','.join([f'{name}={getattr(self, name)!r}' for name in self.__slots__]) + ')'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING, doc=None):
    """Say more about a field than its type and default.

    default_factory makes the default, anew for each instance. init, repr, hash, compare tell where the field takes
    part (hash=None: where it is compared). metadata is for others. kw_only makes it a keyword-only parameter.
    """
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


# --- Writing functions

def _fields_in_init_order(fields):
    """The fields that are ordinary parameters, and those that are keyword-only ones."""
    return (tuple(f for f in fields if f.init and not f.kw_only), tuple(f for f in fields if f.init and f.kw_only))


def _tuple_str(obj_name, fields):
    """(self.x,self.y,)"""
    if not fields:
        return '()'
    return f'({",".join([f"{obj_name}.{f.name}" for f in fields])},)'


class _FuncBuilder:
    """Collects the texts of methods and compiles them all at once."""

    def __init__(self, globals):
        self.names = []
        self.src = []
        self.globals = globals
        self.locals = {}
        self.overwrite_errors = {}
        self.unconditional_adds = {}
        self.method_annotations = {}

    def add_fn(self, name, args, body, *, locals=None, overwrite_error=False, unconditional_add=False,
               decorator=None, annotation_fields=None):
        if locals is not None:
            self.locals.update(locals)
        self.names.append(name)
        if overwrite_error:
            self.overwrite_errors[name] = overwrite_error
        if unconditional_add:
            self.unconditional_adds[name] = True
        if annotation_fields is not None:
            self.method_annotations[name] = annotation_fields
        text = f'{"  " + decorator + chr(10) if decorator else ""}  def {name}({",".join(args)}):\n'
        self.src.append(text + '\n'.join(body))

    def add_fns_to_class(self, cls):
        if not self.names:
            return
        # Locals of a function around them: that way the methods see these names, and none of them is global.
        txt = (f'def __create_fn__({", ".join(self.locals)}):\n' + '\n'.join(self.src)
               + f'\n  return ({", ".join(self.names)},)')
        ns = {}
        exec(txt, self.globals, ns)
        fns = ns['__create_fn__'](**self.locals)
        for name, fn in zip(self.names, fns):
            fn.__qualname__ = f'{cls.__qualname__}.{fn.__name__}'
            if name in self.method_annotations:
                _set_annotate(fn, cls, self.method_annotations[name])
            if self.unconditional_adds.get(name, False):
                setattr(cls, name, fn)
                continue
            already_exists = _set_new_attribute(cls, name, fn)
            if already_exists and (msg_extra := self.overwrite_errors.get(name)):
                error_msg = f'Cannot overwrite attribute {fn.__name__} in class {cls.__name__}'
                if msg_extra is not True:
                    error_msg = f'{error_msg} {msg_extra}'
                raise TypeError(error_msg)


def _set_annotate(fn, cls, fields):
    """The annotations of __init__: those of its fields, and that it returns None."""
    def __annotate__(format, /):
        if format not in (1, 3, 4):
            raise NotImplementedError
        result = {f.name: f.type.type if isinstance(f.type, InitVar) else f.type for f in fields}
        result['return'] = 'None' if format == 4 else None
        return result
    fn.__annotate__ = __annotate__


def _field_assign(frozen, name, value, self_name):
    if frozen:
        return f'  __dataclass_builtins_object__.__setattr__({self_name},{name!r},{value})'
    return f'  {self_name}.{name}={value}'


def _field_init(f, frozen, globals, self_name, slots):
    """The line of __init__ that sets the field; None if there is none."""
    default_name = f'__dataclass_dflt_{f.name}__'
    if f.default_factory is not MISSING:
        globals[default_name] = f.default_factory
        if f.init:
            value = f'{default_name}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}'
        else:
            value = f'{default_name}()'
    elif f.init:
        if f.default is not MISSING:
            globals[default_name] = f.default
        value = f.name
    elif slots and f.default is not MISSING:
        # With slots the class has no attribute that would hold the default.
        globals[default_name] = f.default
        value = default_name
    else:
        return None
    if f._field_type is _FIELD_INITVAR:
        return None
    return '  ' + _field_assign(frozen, f.name, value, self_name)


def _init_param(f):
    """The parameter of __init__ for the field."""
    if f.default is MISSING and f.default_factory is MISSING:
        return f.name
    if f.default is not MISSING:
        return f'{f.name}=__dataclass_dflt_{f.name}__'
    return f'{f.name}=__dataclass_HAS_DEFAULT_FACTORY__'


def _init_fn(fields, std_fields, kw_only_fields, frozen, has_post_init, self_name, func_builder, slots):
    seen_default = None
    for f in std_fields:
        if f.init:
            if not (f.default is MISSING and f.default_factory is MISSING):
                seen_default = f
            elif seen_default:
                raise TypeError(f'non-default argument {f.name!r} follows default argument {seen_default.name!r}')
    locals = {'__dataclass_HAS_DEFAULT_FACTORY__': _HAS_DEFAULT_FACTORY, '__dataclass_builtins_object__': object}
    body_lines = []
    for f in fields:
        line = _field_init(f, frozen, locals, self_name, slots)
        if line:
            body_lines.append(line)
    if has_post_init:
        params = ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body_lines.append(f'    {self_name}.{_POST_INIT_NAME}({params})')
    if not body_lines:
        body_lines = ['    pass']
    params = [_init_param(f) for f in std_fields]
    if kw_only_fields:
        params += ['*']
        params += [_init_param(f) for f in kw_only_fields]
    body_lines = ['    ' + line.strip() for line in body_lines]
    func_builder.add_fn('__init__', [self_name] + params, body_lines, locals=locals,
                        annotation_fields=[*std_fields, *kw_only_fields])


def _frozen_get_del_attr(cls, fields, func_builder):
    locals = {'__class__': cls, 'FrozenInstanceError': FrozenInstanceError}
    condition = 'type(self) is __class__'
    if fields:
        condition += ' or name in {' + ', '.join(repr(f.name) for f in fields) + '}'
    func_builder.add_fn('__setattr__', ('self', 'name', 'value'),
                        (f'    if {condition}:',
                         '      raise FrozenInstanceError(f"cannot assign to field {name!r}")',
                         '    super(__class__, self).__setattr__(name, value)'),
                        locals=locals, overwrite_error=True)
    func_builder.add_fn('__delattr__', ('self', 'name'),
                        (f'    if {condition}:',
                         '      raise FrozenInstanceError(f"cannot delete field {name!r}")',
                         '    super(__class__, self).__delattr__(name)'),
                        locals=locals, overwrite_error=True)


def _set_new_attribute(cls, name, value):
    """Set it if the class itself has none; True if it has."""
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


# --- Finding the fields

def _is_classvar(a_type, typing):
    return (a_type is typing.ClassVar
            or (typing.get_origin(a_type) is typing.ClassVar))


def _is_initvar(a_type, dataclasses):
    return a_type is dataclasses.InitVar or type(a_type) is dataclasses.InitVar


def _is_kw_only(a_type, dataclasses):
    return a_type is dataclasses.KW_ONLY


def _names_type(annotation, cls, a_module, a_type, is_type_predicate):
    """Whether an annotation that is a string begins with a name, maybe of a module, of this type."""
    name = annotation.lstrip()
    end = 0
    while end < len(name) and (name[end].isalnum() or name[end] in '_.'):
        end += 1
    module_name, _, type_name = name[:end].rpartition('.')
    if '.' in module_name or not type_name:
        return False
    module = sys.modules.get(cls.__module__)
    if not module_name:
        ns = getattr(module, '__dict__', None)
    else:
        ns = None
        if module and module.__dict__.get(module_name) is a_module:
            ns = sys.modules.get(a_type.__module__).__dict__
    return bool(ns and is_type_predicate(ns.get(type_name), a_module))


def _get_field(cls, a_name, a_type, default_kw_only):
    """The Field for a name with an annotation."""
    default = getattr(cls, a_name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, MemberDescriptorType):
            default = MISSING  # a slot of that name, no default
        f = field(default=default)
    f.name = a_name
    f.type = a_type
    f._field_type = _FIELD
    # Who has not imported typing has no ClassVar either.
    typing = sys.modules.get('typing')
    if typing:
        if _is_classvar(a_type, typing) or (isinstance(f.type, str) and _names_type(
                f.type, cls, typing, typing.ClassVar, _is_classvar)):
            f._field_type = _FIELD_CLASSVAR
    if f._field_type is _FIELD:
        dataclasses = sys.modules[__name__]
        if _is_initvar(a_type, dataclasses) or (isinstance(f.type, str) and _names_type(
                f.type, cls, dataclasses, dataclasses.InitVar, _is_initvar)):
            f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory')
    return f


def _own_annotations(cls):
    """The annotations of the class itself; names that are not defined yet stand for themselves."""
    try:
        return cls.__annotations__ if '__annotations__' in cls.__dict__ or getattr(cls, '__annotate__', None) else {}
    except NameError:
        import annotationlib
        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)


# --- __hash__: what to do by (unsafe_hash, eq, frozen, has an explicit hash)

def _hash_set_none(cls, fields, func_builder):
    cls.__hash__ = None


def _hash_add(cls, fields, func_builder):
    flds = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    func_builder.add_fn('__hash__', ['self'], [f'    return hash({_tuple_str("self", flds)})'],
                        unconditional_add=True)


def _hash_exception(cls, fields, func_builder):
    raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')


def _hash_action(unsafe_hash, eq, frozen, has_explicit_hash):
    if unsafe_hash:
        return _hash_exception if has_explicit_hash else _hash_add
    if not eq or has_explicit_hash:
        return None
    return _hash_add if frozen else _hash_set_none


# --- The decorator

def _collect_bases(cls, fields):
    """Takes over the fields of the bases; tells whether some, and whether all, of them are frozen."""
    any_frozen_base = False
    all_frozen_bases = None
    has_dataclass_bases = False
    for b in cls.__mro__[-1:0:-1]:
        base_fields = getattr(b, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            for f in base_fields.values():
                fields[f.name] = f
            if all_frozen_bases is None:
                all_frozen_bases = True
            current_frozen = getattr(b, _PARAMS).frozen
            all_frozen_bases = all_frozen_bases and current_frozen
            any_frozen_base = any_frozen_base or current_frozen
    return any_frozen_base, all_frozen_bases, has_dataclass_bases


def _collect_own(cls, fields, kw_only):
    """Adds the fields of the class itself, and puts their defaults where ordinary attributes have theirs."""
    cls_annotations = _own_annotations(cls)
    cls_fields = []
    KW_ONLY_seen = False
    dataclasses = sys.modules[__name__]
    for name, type in cls_annotations.items():
        if _is_kw_only(type, dataclasses) or (isinstance(type, str) and _names_type(
                type, cls, dataclasses, dataclasses.KW_ONLY, _is_kw_only)):
            if KW_ONLY_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            KW_ONLY_seen = True
            kw_only = True
        else:
            cls_fields.append(_get_field(cls, name, type, kw_only))
    for f in cls_fields:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls_annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')


def _add_eq_order(cls, field_list, eq, order, func_builder):
    if eq:
        cmp_fields = [f for f in field_list if f.compare]
        terms = [f'self.{f.name}==other.{f.name}' for f in cmp_fields]
        func_builder.add_fn('__eq__', ('self', 'other'),
                            ['    if self is other:', '      return True',
                             '    if other.__class__ is self.__class__:',
                             f'      return {" and ".join(terms) or "True"}', '    return NotImplemented'])
    if order:
        flds = [f for f in field_list if f.compare]
        self_tuple, other_tuple = _tuple_str('self', flds), _tuple_str('other', flds)
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            func_builder.add_fn(name, ('self', 'other'),
                                ['    if other.__class__ is self.__class__:',
                                 f'      return {self_tuple}{op}{other_tuple}', '    return NotImplemented'],
                                overwrite_error='Consider using functools.total_ordering')


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields = {}
    globals = sys.modules[cls.__module__].__dict__ if cls.__module__ in sys.modules else {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                                           weakref_slot))
    any_frozen_base, all_frozen_bases, has_dataclass_bases = _collect_bases(cls, fields)
    _collect_own(cls, fields, kw_only)
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if all_frozen_bases is False and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)

    # A class that defines __eq__ gets a __hash__ of None, which is nothing that the programmer wrote.
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING or (class_hash is None and '__eq__' in cls.__dict__))
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    all_init_fields = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std_init_fields, kw_only_init_fields = _fields_in_init_order(all_init_fields)
    field_list = [f for f in fields.values() if f._field_type is _FIELD]

    func_builder = _FuncBuilder(globals)
    if init:
        _init_fn(all_init_fields, std_init_fields, kw_only_init_fields, frozen, hasattr(cls, _POST_INIT_NAME),
                 '__dataclass_self__' if 'self' in fields else 'self', func_builder, slots)
    _set_new_attribute(cls, '__replace__', _replace)
    if repr:
        flds = [f for f in field_list if f.repr]
        shown = ', '.join([f'{f.name}={{self.{f.name}!r}}' for f in flds])
        func_builder.add_fn('__repr__', ('self',),
                            [f'    return f"{{self.__class__.__qualname__}}({shown})"'],
                            locals={'__dataclasses_recursive_repr': _recursive_repr},
                            decorator="@__dataclasses_recursive_repr()")
    _add_eq_order(cls, field_list, eq, order, func_builder)
    if frozen:
        _frozen_get_del_attr(cls, field_list, func_builder)
    hash_action = _hash_action(bool(unsafe_hash), bool(eq), bool(frozen), has_explicit_hash)
    if hash_action is not None:
        hash_action(cls, field_list, func_builder)
    func_builder.add_fns_to_class(cls)

    if not getattr(cls, '__doc__'):
        cls.__doc__ = cls.__name__ + _signature_text(all_init_fields, init)
    if match_args:
        _set_new_attribute(cls, '__match_args__', tuple(f.name for f in std_init_fields))
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot, fields)
    if getattr(cls, '__abstractmethods__', None) is not None:
        import abc
        abc.update_abstractmethods(cls)
    return cls


def _annotation_text(annotation):
    if isinstance(annotation, GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ == 'builtins':
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation).removeprefix('typing.')


def _signature_text(fields, init):
    """The signature of __init__ as inspect shows it, for the documentation of the class."""
    if not init:
        return '()'
    std, kw_only = _fields_in_init_order(fields)
    parts = []
    for f in (*std, *([None] if kw_only else []), *kw_only):
        if f is None:
            parts.append('*')
            continue
        annotation = f.type.type if isinstance(f.type, InitVar) else f.type
        text = f'{f.name}: {_annotation_text(annotation)}'
        if f.default is not MISSING:
            text += f' = {f.default!r}'
        elif f.default_factory is not MISSING:
            text += f' = {_HAS_DEFAULT_FACTORY!r}'
        parts.append(text)
    return f'({", ".join(parts)})'


# --- Slots

def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for field, value in zip(fields(self), state):
        # Of a frozen class too.
        object.__setattr__(self, field.name, value)


def _get_slots(cls):
    match cls.__dict__.get('__slots__'):
        case None:
            slots = []
            if getattr(cls, '__weakrefoffset__', -1) != 0:
                slots.append('__weakref__')
            if getattr(cls, '__dictoffset__', -1) != 0:
                slots.append('__dict__')
            yield from slots
        case str(slot):
            yield slot
        case iterable if not hasattr(iterable, '__next__'):
            yield from iterable
        case _:
            raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")


def _update_func_cell_for__class__(f, oldcls, newcls):
    """Let super() and __class__ in a method mean the new class; True if they were there."""
    if f is None:
        return False
    try:
        idx = f.__code__.co_freevars.index("__class__")
    except (AttributeError, ValueError):
        return False
    closure = f.__closure__[idx]
    if closure.cell_contents is oldcls:
        closure.cell_contents = newcls
        return True
    return False


def _add_slots(cls, is_frozen, weakref_slot, defined_fields):
    """A class can get slots only when it is made: this makes it again."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    cls_dict = dict(cls.__dict__)
    field_names = tuple(f.name for f in fields(cls))
    inherited_slots = set()
    for base in cls.__mro__[1:-1]:
        inherited_slots.update(_get_slots(base))
    names = [name for name in (*field_names, *(('__weakref__',) if weakref_slot else ()))
             if name not in inherited_slots]
    docs = {name: getattr(defined_fields.get(name), 'doc', None) for name in names}
    cls_dict['__slots__'] = docs if any(doc is not None for doc in docs.values()) else tuple(names)
    for field_name in field_names:
        cls_dict.pop(field_name, None)
    cls_dict.pop('__dict__', None)
    cls_dict.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    newcls = type(cls)(cls.__name__, cls.__bases__, cls_dict)
    if qualname is not None:
        newcls.__qualname__ = qualname
    if is_frozen:
        # The usual way of unpickling assigns attributes, which a frozen class refuses.
        if '__getstate__' not in cls_dict:
            newcls.__getstate__ = _dataclass_getstate
        if '__setstate__' not in cls_dict:
            newcls.__setstate__ = _dataclass_setstate
    for member in newcls.__dict__.values():
        while hasattr(member, '__wrapped__'):
            member = member.__wrapped__
        if isinstance(member, FunctionType):
            if _update_func_cell_for__class__(member, cls, newcls):
                break
        elif isinstance(member, property):
            if any(_update_func_cell_for__class__(f, cls, newcls)
                   for f in (member.fget, member.fset, member.fdel)):
                break
        elif isinstance(member, (classmethod, staticmethod)):
            if _update_func_cell_for__class__(member.__func__, cls, newcls):
                break
    return newcls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add methods to a class, by its annotated attributes: __init__, __repr__, __eq__ and others as asked for.

    order adds comparison, unsafe_hash a hash, frozen forbids assignment, kw_only makes all parameters keyword-only,
    slots gives the fields slots.
    """
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                              weakref_slot)
    return wrap if cls is None else wrap(cls)


# --- What is done with dataclasses

def fields(class_or_instance):
    """The fields of a dataclass or an instance of one, as a tuple."""
    try:
        fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in fields.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether it is a dataclass or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, and so the dataclasses in them, in lists, tuples and dicts too; the rest is copied."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert_inner(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields as a tuple, and so the dataclasses in them; the rest is copied."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert_inner(obj, lambda pairs: tuple_factory([value for name, value in pairs]))


def _convert_inner(obj, make):
    obj_type = type(obj)
    if obj_type in _ATOMIC_TYPES:
        return obj
    if hasattr(obj_type, _FIELDS):
        return make([(f.name, _convert_inner(getattr(obj, f.name), make)) for f in fields(obj)])
    if obj_type is list:
        return [_convert_inner(v, make) for v in obj]
    if issubclass(obj_type, tuple):
        items = [_convert_inner(v, make) for v in obj]
        # A named tuple takes its items one by one.
        return obj_type(*items) if hasattr(obj, '_fields') else obj_type(items)
    if issubclass(obj_type, dict):
        pairs = [(_convert_inner(k, make), _convert_inner(v, make)) for k, v in obj.items()]
        if hasattr(obj_type, 'default_factory'):
            result = obj_type(obj.default_factory)
            for k, v in pairs:
                result[k] = v
            return result
        return obj_type(pairs)
    if issubclass(obj_type, list):
        return obj_type(_convert_inner(v, make) for v in obj)
    import copy
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None, decorator=dataclass):
    """A new dataclass; its fields are names, pairs (name, type) or triples (name, type, field())."""
    import keyword
    import types
    if namespace is None:
        namespace = {}
    seen = set()
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, tp = item, MISSING
        elif len(item) == 2:
            name, tp = item
        elif len(item) == 3:
            name, tp, spec = item
            defaults[name] = spec
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if keyword.iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in seen:
            raise TypeError(f'Field name duplicated: {name!r}')
        seen.add(name)
        annotations[name] = tp
    if MISSING in annotations.values():
        import typing
        annotations = {name: typing.Any if tp is MISSING else tp for name, tp in annotations.items()}

    def exec_body_callback(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations

    cls = types.new_class(cls_name, bases, {}, exec_body_callback)
    if module is None:
        try:
            module = sys._getframemodulename(1) or '__main__'
        except AttributeError:
            try:
                module = sys._getframe(1).f_globals.get('__name__', '__main__')
            except (AttributeError, ValueError):
                pass
    if module is not None:
        cls.__module__ = module
    return decorator(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object of the same dataclass with other values for some fields."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
