# SPDX-License-Identifier: MIT
"""
Classes whose instances are a fixed set of named constants.
"""
import builtins as bltns
import sys
from functools import reduce
from operator import or_ as _or_
from types import DynamicClassAttribute, MappingProxyType

__all__ = ['EnumType', 'EnumMeta', 'EnumDict', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto',
           'unique', 'property', 'verify', 'member', 'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT',
           'KEEP', 'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum', 'EnumCheck', 'CONTINUOUS',
           'NAMED_FLAGS', 'UNIQUE', 'pickle_by_global_name', 'pickle_by_enum_name']

# Set when the classes exist: the metaclass is needed to make the first of them.
Enum = Flag = EJECT = KEEP = CONFORM = STRICT = None
_stdlib_enums = ()


class nonmember(object):
    """Keeps a value from becoming a member."""

    def __init__(self, value):
        self.value = value


class member(object):
    """Makes a value a member that would not become one."""

    def __init__(self, value):
        self.value = value


# --- What a name or a value is

def _is_descriptor(obj):
    return hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__')


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_internal_class(cls_name, obj):
    """Whether `obj` is a class defined in the body of the class of this name."""
    if not isinstance(obj, type):
        return False
    qualname = getattr(obj, '__qualname__', '')
    s_pattern = cls_name + '.' + getattr(obj, '__name__', '')
    return qualname == s_pattern or qualname.endswith('.' + s_pattern)


def _is_private(cls_name, name):
    """Whether it is a name with two leading underscores, as it was changed for the class."""
    pattern = f'_{cls_name}__'
    return (len(name) > len(pattern) and name.startswith(pattern) and name[len(pattern)] != '_'
            and (name[-1] != '_' or name[-2] != '_'))


def _is_single_bit(num):
    """Whether it is a power of two."""
    return num != 0 and num > 0 and num & (num - 1) == 0


def _make_class_unpicklable(obj):
    """Let pickling instances of the class fail."""
    def _break_on_call_reduce(self, proto):
        raise TypeError('%r cannot be pickled' % self)
    if isinstance(obj, dict):
        obj['__reduce_ex__'] = _break_on_call_reduce
        obj['__module__'] = '<unknown>'
    else:
        setattr(obj, '__reduce_ex__', _break_on_call_reduce)
        setattr(obj, '__module__', '<unknown>')


def _iter_bits_lsb(num):
    """The bits that are set, each as a number of its own, from the lowest on."""
    if isinstance(num, Enum):
        num = num.value
    original = num
    if num < 0:
        raise ValueError('%r is not a positive integer' % original)
    while num:
        b = num & -num
        yield b
        num ^= b


def show_flag_values(value):
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """The number in two's complement, with its sign apart: 0b0 1010, 0b1 0110."""
    ceiling = 2 ** num.bit_length()
    if num >= 0:
        s = bltns.bin(num + ceiling).replace('1', '0', 1)
    else:
        s = bltns.bin(~num ^ (ceiling - 1) + ceiling)
    sign, digits = s[:3], s[3:]
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return "%s %s" % (sign, digits)


class _not_given:
    def __repr__(self):
        return '<not given>'


_not_given = _not_given()
_auto_null = object()


class auto:
    """Stands for a value that the class finds by _generate_next_value_()."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % self.value


class property(DynamicClassAttribute):
    """An attribute of members whose name may be that of a member too: the class gives the member."""

    member = None
    _attr_type = None
    _cls_type = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError('%r has no attribute %r' % (ownerclass, self.name))
        if self.fget is not None:
            return self.fget(instance)
        if self._attr_type == 'attr':
            return getattr(self._cls_type, self.name)
        if self._attr_type == 'desc':
            return getattr(instance._value_, self.name)
        try:
            return ownerclass._member_map_[self.name]
        except KeyError:
            raise AttributeError('%r has no attribute %r' % (ownerclass, self.name)) from None

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError("<enum %r> cannot set attribute %r" % (self.clsname, self.name))

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError("<enum %r> cannot delete attribute %r" % (self.clsname, self.name))

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


# --- Making the classes

class _proto_member:
    """A member to be: it becomes one when the class that is being made tells it its name."""

    def __init__(self, value):
        self.value = value

    def __set_name__(self, enum_class, member_name):
        delattr(enum_class, member_name)  # so that it is not found by what follows
        enum_member = self._make(enum_class)
        value = enum_member._value_
        enum_member._name_ = member_name
        enum_member.__objclass__ = enum_class
        enum_member.__init__(*self._args(enum_class))
        enum_member._sort_order_ = len(enum_class._member_names_)
        if Flag is not None and issubclass(enum_class, Flag) and isinstance(value, int):
            enum_member = self._canonical_flag(enum_class, enum_member, value)
        else:
            enum_member = self._canonical(enum_class, enum_member, value)
        enum_class._add_member_(member_name, enum_member)
        try:
            # By its value it is found at once, if the value can be hashed; otherwise by a walk.
            enum_class._value2member_map_.setdefault(value, enum_member)
            if value not in enum_class._hashable_values_:
                enum_class._hashable_values_.append(value)
        except TypeError:
            enum_class._unhashable_values_.append(value)
            enum_class._unhashable_values_map_.setdefault(member_name, []).append(value)

    def _args(self, enum_class):
        value = self.value
        args = value if isinstance(value, tuple) else (value,)
        return (args,) if enum_class._member_type_ is tuple else args

    def _make(self, enum_class):
        args = self._args(enum_class)
        if enum_class._use_args_:
            enum_member = enum_class._new_member_(enum_class, *args)
        else:
            enum_member = enum_class._new_member_(enum_class)
        if not hasattr(enum_member, '_value_'):
            if enum_class._member_type_ is object:
                enum_member._value_ = self.value
            else:
                try:
                    enum_member._value_ = enum_class._member_type_(*args)
                except Exception as exc:
                    raise TypeError('_value_ not set in __new__, unable to create it') from exc
        return enum_member

    @staticmethod
    def _canonical(enum_class, enum_member, value):
        """The member that has this value already, or the new one."""
        try:
            return enum_class._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for name, canonical in enum_class._member_map_.items():
                if canonical._value_ == value:
                    return canonical
        enum_class._member_names_.append(enum_member._name_)
        return enum_member

    @classmethod
    def _canonical_flag(cls, enum_class, enum_member, value):
        """Of a flag class only single bits are listed; other values are names for combinations."""
        if value in enum_class._value2member_map_:
            return enum_class._value2member_map_[value]
        if value < 0:
            return enum_member
        enum_class._flag_mask_ |= value
        if _is_single_bit(value):
            enum_class._singles_mask_ |= value
            enum_class._member_names_.append(enum_member._name_)
        enum_class._all_bits_ = 2 ** (enum_class._flag_mask_.bit_length()) - 1
        return enum_member


class EnumDict(dict):
    """The namespace of a class body: remembers which names are to be members, and refuses to define one twice."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names = {}  # in order
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            self._set_sunder(key, value)
            if key == '_ignore_':
                value = self._ignore_value(value)
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._member_names:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not (_is_descriptor(value) or self._cls_name is not None
                                               and _is_internal_class(self._cls_name, value)):
            value = self._set_member(key, value)
        super().__setitem__(key, value)

    def _set_sunder(self, key, value):
        if key not in ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_',
                       '_iter_member_', '_iter_member_by_value_', '_iter_member_by_def_', '_add_alias_',
                       '_add_value_alias_', '_use_args_', '_member_names_', '_value_repr_', '_new_member_',
                       '_member_type_', '_boundary_', '_member_map_', '_value2member_map_', '_unhashable_values_',
                       '_hashable_values_', '_unhashable_values_map_', '_flag_mask_', '_singles_mask_', '_all_bits_',
                       '_inverted_', '_simple'):
            raise ValueError('_sunder_ names, such as %r, are reserved for future Enum use' % (key,))
        if key == '_generate_next_value_':
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            _gnv = value.__func__ if isinstance(value, staticmethod) else value
            setattr(self, '_generate_next_value', _gnv)

    def _ignore_value(self, value):
        value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
        self._ignore = value
        already = set(value) & set(self._member_names)
        if already:
            raise ValueError('_ignore_ cannot specify already set names: %r' % (already,))
        return value

    def _set_member(self, key, value):
        if key in self:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        if isinstance(value, member):
            value = value.value
        non_auto_store = True
        single = False
        if isinstance(value, auto):
            single = True
            value = (value,)
        if isinstance(value, tuple) and any(isinstance(v, auto) for v in value):
            # Each auto() gets the next value; what is no tuple otherwise stays none.
            auto_valued = []
            t = type(value)
            for v in value:
                if isinstance(v, auto):
                    non_auto_store = False
                    if v.value == _auto_null:
                        v.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
                        self._auto_called = True
                    v = v.value
                    self._last_values.append(v)
                auto_valued.append(v)
            if single:
                value = auto_valued[0]
            else:
                try:
                    value = t(auto_valued)
                except TypeError:
                    value = t(*auto_valued)
        self._member_names[key] = None
        if non_auto_store:
            self._last_values.append(value)
        return value

    @bltns.property
    def member_names(self):
        return list(self._member_names)

    def update(self, members, **more_members):
        try:
            for name in members.keys():
                self[name] = members[name]
        except AttributeError:
            for name, value in members:
                self[name] = value
        for name, value in more_members.items():
            self[name] = value


_EnumDict = EnumDict


class EnumType(type):
    """The metaclass of Enum."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        enum_dict = EnumDict(cls)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            enum_dict['_generate_next_value_'] = getattr(first_enum, '_generate_next_value_', None)
        return enum_dict

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        classdict.setdefault('_ignore_', []).append('_ignore_')
        for key in classdict['_ignore_']:
            classdict.pop(key, None)
        member_names = classdict._member_names
        invalid_names = set(member_names) & {'mro', ''}
        if invalid_names:
            raise ValueError('invalid enum member name(s) %s' % (','.join(repr(n) for n in invalid_names)))
        _order_ = classdict.pop('_order_', None)
        _gnv = classdict.get('_generate_next_value_')
        if _gnv is not None and type(_gnv) is not staticmethod:
            dict.__setitem__(classdict, '_generate_next_value_', staticmethod(_gnv))
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        __new__, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)

        namespace = dict(classdict)
        for name in member_names:
            namespace[name] = _proto_member(classdict[name])
        namespace['_new_member_'] = __new__
        namespace['_use_args_'] = use_args
        namespace['_member_names_'] = []
        namespace['_member_map_'] = {}
        namespace['_value2member_map_'] = {}
        namespace['_hashable_values_'] = []
        namespace['_unhashable_values_'] = []
        namespace['_unhashable_values_map_'] = {}
        namespace['_member_type_'] = member_type
        namespace['_value_repr_'] = metacls._find_data_repr_(cls, bases)
        namespace['_boundary_'] = boundary or getattr(first_enum, '_boundary_', None)
        namespace['_flag_mask_'] = 0
        namespace['_singles_mask_'] = 0
        namespace['_all_bits_'] = 0
        namespace['_inverted_'] = None

        enum_class = super().__new__(metacls, cls, bases, namespace, **kwds)
        metacls._set_methods(enum_class, namespace, member_type, first_enum, save_new, __new__)
        if Flag is not None and issubclass(enum_class, Flag):
            metacls._complete_flag(enum_class, classdict, boundary)
        if _order_ is not None:
            metacls._check_order(enum_class, _order_)
        return enum_class

    @staticmethod
    def _set_methods(enum_class, classdict, member_type, first_enum, save_new, __new__):
        """Which __repr__, __str__, __format__, pickling and __new__ the class has in the end."""
        if '__reduce_ex__' not in classdict:
            enum_class.__reduce_ex__ = first_enum.__reduce_ex__ if first_enum is not None else \
                getattr(enum_class, '__reduce_ex__')
        # A mixed-in type's own texts give way to Enum's, unless the class brings some; ReprEnum keeps them.
        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
            if name not in classdict:
                enum_method = getattr(first_enum, name, None)
                found_method = getattr(enum_class, name)
                object_method = getattr(object, name)
                data_type_method = getattr(member_type, name)
                if enum_method is not None and found_method in (data_type_method, object_method):
                    setattr(enum_class, name, enum_method)
        if Flag is not None and issubclass(enum_class, Flag):
            for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__'):
                if name not in classdict:
                    enum_method = getattr(Flag, name)
                    setattr(enum_class, name, enum_method)
        if Enum is not None:
            if save_new:
                enum_class.__new_member__ = __new__
            enum_class.__new__ = Enum.__new__

    @staticmethod
    def _complete_flag(enum_class, classdict, boundary):
        """Members in the order of their bits if they were not defined so; missing bits."""
        # With KEEP, bits without a name count as known.
        single_bit_total = multi_bit_total = 0
        for flag in enum_class._member_map_.values():
            value = flag._value_
            if _is_single_bit(value):
                single_bit_total |= value
            else:
                multi_bit_total |= value
        if enum_class._boundary_ is not KEEP:
            missed = list(_iter_bits_lsb(multi_bit_total & ~single_bit_total)) if multi_bit_total >= 0 else []
            if missed and enum_class._boundary_ is None:
                raise TypeError('invalid Flag %r: aliases %s are missing combined values' % (
                    enum_class.__name__, ', '.join(map(str, missed))))
        enum_class._flag_mask_ |= single_bit_total
        values = [enum_class._member_map_[name]._value_ for name in enum_class._member_names_]
        if sorted(values) != values:
            enum_class._iter_member_ = enum_class._iter_member_by_def_

    @staticmethod
    def _check_order(enum_class, _order_):
        if isinstance(_order_, str):
            _order_ = _order_.replace(',', ' ').split()
        if issubclass(enum_class, Flag):
            names = [name for name, m in enum_class._member_map_.items()
                     if name in enum_class._member_names_ or not _is_single_bit(m._value_)]
            _order_ = [o for o in _order_ if o in enum_class._member_map_]
            _order_ = [o for o in _order_ if o in enum_class._member_names_]
            names = [o for o in names if o in enum_class._member_names_]
        else:
            names = enum_class._member_names_
        if _order_ != names:
            raise TypeError('member order does not match _order_:\n  %r\n  %r' % (names, _order_))

    def __bool__(cls):
        """A class is always true."""
        return True

    def __call__(cls, value, names=_not_given, *values, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        """A member by its value; or a new class: Enum('Name', 'A B C')."""
        if cls._member_map_:
            if names is not _not_given:
                value = (value, names) + values
            return cls.__new__(cls, value)
        if names is _not_given and type is None:
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a new, empty, enum")
        return cls._create_(class_name=value, names=None if names is _not_given else names, module=module,
                            qualname=qualname, type=type, start=start, boundary=boundary)

    def __contains__(cls, value):
        """Whether it is a member, or the value of one."""
        if isinstance(value, cls):
            return True
        if issubclass(cls, Flag):
            try:
                result = cls._missing_(value)
                return isinstance(result, cls)
            except ValueError:
                pass
        return value in cls._unhashable_values_ or _in(value, cls._hashable_values_)

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __dir__(cls):
        interesting = {'__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__', '__members__',
                       '__module__', '__name__', '__qualname__', *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            interesting.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            interesting.add('__init_subclass__')
        if cls._member_type_ is object:
            return sorted(interesting)
        return sorted(set(dir(cls._member_type_)) | interesting)

    def __getitem__(cls, name):
        """The member of this name."""
        return cls._member_map_[name]

    def __iter__(cls):
        """The members in the order of their definition."""
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        """How many members there are, aliases not counted."""
        return len(cls._member_names_)

    @bltns.property
    def __members__(cls):
        """A read-only mapping of all names, aliases too, to the members."""
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    def __reversed__(cls):
        """The members in reverse order."""
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """A new class of these names: a string, names, pairs of names and values, or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            original_names, names, last_values = names, [], []
            for count, name in enumerate(original_names):
                value = cls._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        if names is None:
            names = ()
        for item in names:
            if isinstance(item, str):
                member_name, member_value = item, names[item]
            else:
                member_name, member_value = item
            classdict[member_name] = member_value
        if module is None:
            try:
                module = sys._getframemodulename(2)
            except AttributeError:
                try:
                    module = sys._getframe(2).f_globals['__name__']
                except (AttributeError, ValueError, KeyError):
                    pass
        if module is None:
            _make_class_unpicklable(classdict)
        else:
            classdict['__module__'] = module
        if qualname is not None:
            classdict['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """A new class of those names of a module that the filter takes, which then stand for its members there."""
        module_globals = sys.modules[module].__dict__
        source = source.__dict__ if source else module_globals
        members = [(name, value) for name, value in source.items() if filter(name)]
        try:
            members.sort(key=lambda t: (t[1], t[0]))  # by value, so that the name is known of equal ones
        except TypeError:
            members.sort(key=lambda t: t[0])
        body = {t[0]: t[1] for t in members}
        body['__module__'] = module
        tmp_cls = type(name, (object,), body)
        cls = _simple_enum(etype=cls, boundary=boundary or KEEP)(tmp_cls)
        if as_global:
            global_enum(cls)
        else:
            sys.modules[cls.__module__].__dict__.update(cls.__members__)
        module_globals[name] = cls
        return cls

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The type that members are instances of besides, and the enum class that is extended."""
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] "
                            "enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """The __repr__ of the values."""
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if '__repr__' in base.__dict__:
                    # That of a dataclass would show the member as an instance of it.
                    if '__dataclass_fields__' in base.__dict__ and '__dataclass_params__' in base.__dict__ \
                            and base.__dict__['__dataclass_params__'].repr:
                        return _dataclass_repr
                    return base.__dict__['__repr__']
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        """The one type among the bases that brings data."""
        data_types = set()
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        data_types.add(base._member_type_)
                        break
                elif '__new__' in base.__dict__ or '__dataclass_fields__' in base.__dict__:
                    data_types.add(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(data_types) > 1:
            raise TypeError('too many data types for %r: %r' % (class_name, data_types))
        return data_types.pop() if data_types else None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """The __new__ for members, whether it is to be kept as __new_member__, and whether it gets the values."""
        __new__ = classdict.get('__new__', None)
        save_new = first_enum is not None and __new__ is not None
        if __new__ is None:
            for method in ('__new_member__', '__new__'):
                for possible in (member_type, first_enum):
                    target = getattr(possible, method, None)
                    if target not in {None, None.__new__, object.__new__, Enum and Enum.__new__}:
                        __new__ = target
                        break
                if __new__ is not None:
                    break
            else:
                __new__ = object.__new__
        use_args = first_enum is not None and __new__ not in (Enum.__new__, object.__new__)
        return __new__, save_new, use_args

    def _add_member_(cls, name, member):
        """Let the class have the member as an attribute, even where an attribute of members has its name."""
        if name in cls._member_map_:
            if cls._member_map_[name] is not member:
                raise NameError('%r is already bound: %r' % (name, cls._member_map_[name]))
            return
        found_descriptor = descriptor_type = class_type = None
        for base in cls.__mro__[1:]:
            attr = base.__dict__.get(name)
            if attr is None:
                continue
            if isinstance(attr, (property, DynamicClassAttribute)):
                found_descriptor, class_type, descriptor_type = attr, base, 'enum'
                break
            if _is_descriptor(attr):
                found_descriptor = attr
                descriptor_type = descriptor_type or 'desc'
                class_type = class_type or base
            else:
                descriptor_type, class_type = 'attr', base
        if found_descriptor or descriptor_type:
            redirect = property()
            redirect.member = member
            redirect.__set_name__(cls, name)
            if descriptor_type in ('enum', 'desc'):
                redirect.fget = getattr(found_descriptor, 'fget', None)
                redirect._get = getattr(found_descriptor, '__get__', None)
                redirect.fset = getattr(found_descriptor, 'fset', None)
                redirect._set = getattr(found_descriptor, '__set__', None)
                redirect.fdel = getattr(found_descriptor, 'fdel', None)
                redirect._del = getattr(found_descriptor, '__delete__', None)
            redirect._attr_type = descriptor_type
            redirect._cls_type = class_type
            type.__setattr__(cls, name, redirect)
        else:
            type.__setattr__(cls, name, member)
        cls._member_map_[name] = member


def _in(value, values):
    """As `value in values`, without trusting what cannot be hashed."""
    try:
        hash(value)
    except TypeError:
        return False
    return value in values


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """The class to be extended: each name in the body becomes a member with a name and a value.

    Members are found by attribute, Color.RED, by value, Color(1), and by name, Color['RED'].
    """

    @classmethod
    def __signature__(cls):
        return '(*values)' if cls._member_names_ else '(new_class_name, /, names, *, module=None, qualname=None, ' \
            'type=None, start=1, boundary=None)'

    def __new__(cls, value):
        # Members exist: this looks one up.
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for name, unhashable_values in cls._unhashable_values_map_.items():
                if value in unhashable_values:
                    return cls[name]
            for name, member in cls._member_map_.items():
                if value == member._value_:
                    return cls[name]
        if not cls._member_map_:
            if getattr(cls, '_%s__in_progress' % cls.__name__, False):
                raise TypeError('do not use `super().__new__; call the appropriate __new__ directly') from None
            raise TypeError("%r has no members defined" % cls)
        try:
            exc = None
            result = cls._missing_(value)
        except Exception as e:
            exc = e
            result = None
        try:
            if isinstance(result, cls) or (Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT
                                           and isinstance(result, int)):
                return result
            ve_exc = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
            if result is None and exc is None:
                raise ve_exc
            if exc is None:
                exc = TypeError('error in %s._missing_: returned %r instead of None or a valid member'
                                % (cls.__name__, result))
            if not isinstance(exc, ValueError):
                exc.__context__ = ve_exc
            raise exc
        finally:
            exc = ve_exc = None  # no cycle through the frame

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        cls = self.__class__
        try:
            if value in cls._value2member_map_:
                if cls._value2member_map_[value] is not self:
                    raise ValueError('%r is already bound: %r' % (value, cls._value2member_map_[value]))
                return
        except TypeError:
            for m in cls._member_map_.values():
                if m._value_ == value:
                    if m is not self:
                        raise ValueError('%r is already bound: %r' % (value, m))
                    return
        try:
            cls._value2member_map_.setdefault(value, self)
            cls._hashable_values_.append(value)
        except TypeError:
            cls._unhashable_values_.append(value)
            cls._unhashable_values_map_.setdefault(self.name, []).append(value)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): one more than the highest so far, or `start`."""
        if not last_values:
            return start
        try:
            last_value = sorted(last_values).pop()
        except TypeError:
            raise TypeError('unable to sort non-numeric values') from None
        try:
            return last_value + 1
        except TypeError:
            raise TypeError('unable to increment %r' % (last_value,)) from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        v_repr = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, v_repr(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        """The names that are of interest of a member."""
        interesting = set()
        if self.__class__._member_type_ is not object:
            interesting = set(object.__dir__(self))
        for name in getattr(self, '__dict__', []):
            if name[0] != '_' and name not in self._member_map_:
                interesting.add(name)
        for cls in self.__class__.mro():
            for name, obj in cls.__dict__.items():
                if name[0] == '_':
                    continue
                if isinstance(obj, property):
                    if obj.fget is not None or name not in self._member_map_:
                        interesting.add(name)
                    else:
                        interesting.discard(name)
                elif name not in self._member_map_:
                    interesting.add(name)
        return sorted({'__class__', '__doc__', '__eq__', '__hash__', '__module__'} | interesting)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @property
    def value(self):
        """The value of the Enum member."""
        return self._value_


class ReprEnum(Enum):
    """For classes that only change repr(): str() and format() are those of the mixed-in type."""


class IntEnum(int, ReprEnum):
    """
    Enum where members are also (and must be) ints
    """


class StrEnum(str, ReprEnum):
    """
    Enum where members are also (and must be) strings
    """

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError('too many arguments for str(): %r' % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError('%r is not a string' % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError('encoding must be a string, not %r' % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError('errors must be a string, not %r' % (values[2],))
        value = str(*values)
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): the name in lower case."""
        return name.lower()


for _cls, _base in ((IntEnum, int), (StrEnum, str)):
    _cls.__str__ = _base.__repr__ if _base is int else str.__str__
    _cls.__format__ = _base.__format__
del _cls, _base


def pickle_by_global_name(self, proto):
    return self.name


_reduce_ex_by_global_name = pickle_by_global_name


def pickle_by_enum_name(self, proto):
    return getattr, (self.__class__, self._name_)


# --- Flags

class FlagBoundary(StrEnum):
    """What a flag class does with bits that have no name.

    STRICT: ValueError. CONFORM: they go. EJECT: the result is an int. KEEP: they stay.
    """

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """An enum whose members are bits, to be combined with | & ^ ~."""

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): the next bit."""
        if not last_values:
            return start if start is not None else 1
        last_value = max(last_values)
        try:
            high_bit = last_value.bit_length() - 1
        except Exception:
            raise TypeError('invalid flag value %r' % last_value) from None
        return 2 ** (high_bit + 1)

    @classmethod
    def _iter_member_by_value_(cls, value):
        """The single-bit members in a value, from the lowest bit on."""
        for val in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(val)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        """The single-bit members in a value, in the order of their definition."""
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """A member for a combination of bits."""
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask, all_bits = cls._flag_mask_, cls._all_bits_
        given, negative = value, None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if cls._boundary_ is STRICT:
                max_bits = max(value.bit_length(), mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" % (
                    cls, value, bin(value, max_bits), bin(mask, max_bits)))
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif cls._boundary_ is KEEP:
                if value < 0:
                    value += max(all_bits + 1, 2 ** value.bit_length())
            else:
                raise ValueError('%r unknown flag boundary %r' % (cls, cls._boundary_))
        if value < 0:
            negative = value
            if cls._boundary_ in (EJECT, KEEP):
                value += all_bits + 1
            else:
                value &= cls._singles_mask_
        unknown = value & ~mask
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError('%s(%r) -->  unknown values %r [%s]' % (cls.__name__, given, unknown, bin(unknown)))
        return cls._make_pseudo_member(value, negative)

    @classmethod
    def _make_pseudo_member(cls, value, negative):
        if cls._member_type_ is object:
            pseudo_member = object.__new__(cls)
        else:
            pseudo_member = cls._member_type_.__new__(cls, value)
        if not hasattr(pseudo_member, '_value_'):
            pseudo_member._value_ = value
        members = list(cls._iter_member_(value & cls._singles_mask_))
        if value & ~cls._singles_mask_:
            # Bits that no single-bit member has: names of combinations may.
            members += [m for m in dict.fromkeys(cls._member_map_.values())
                        if m not in members and m._value_ and m._value_ & value == m._value_]
        known = reduce(_or_, [m._value_ for m in members], 0)
        if not known:
            pseudo_member._name_ = None
        else:
            pseudo_member._name_ = '|'.join([m._name_ for m in members])
            left = value ^ known
            if left and cls._boundary_ is STRICT:
                raise ValueError('%r: no members with value %r' % (cls, left))
            if left:
                pseudo_member._name_ += '|%s' % cls._numeric_repr_(left)
        pseudo_member = cls._value2member_map_.setdefault(value, pseudo_member)
        if negative is not None:
            cls._value2member_map_[negative] = pseudo_member
        return pseudo_member

    def __contains__(self, other):
        """Whether all bits of the other are set in this one."""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (
                type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        """The single-bit members in it."""
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls_name = self.__class__.__name__
        v_repr = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return "<%s: %s>" % (cls_name, v_repr(self._value_))
        return "<%s.%s: %s>" % (cls_name, self._name_, v_repr(self._value_))

    def __str__(self):
        cls_name = self.__class__.__name__
        if self._name_ is None:
            return '%s(%r)' % (cls_name, self._value_)
        return "%s.%s" % (cls_name, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def _checked_operands(self, other, operator):
        """Both values, or None if the other one cannot be combined with this."""
        other_value = self._get_value(other)
        if other_value is NotImplemented:
            return None
        for flag in self, other:
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with {operator}")
        return self._value_, other_value

    def __or__(self, other):
        values = self._checked_operands(other, '|')
        return NotImplemented if values is None else self.__class__(values[0] | values[1])

    def __and__(self, other):
        values = self._checked_operands(other, '&')
        return NotImplemented if values is None else self.__class__(values[0] & values[1])

    def __xor__(self, other):
        values = self._checked_operands(other, '^')
        return NotImplemented if values is None else self.__class__(values[0] ^ values[1])

    def __invert__(self):
        if self._get_value(self) is None:
            raise TypeError("'%s' cannot be inverted" % (self,))
        if self._inverted_ is None:
            if self._boundary_ in (EJECT, KEEP):
                self._inverted_ = self.__class__(~self._value_)
            else:
                self._inverted_ = self.__class__(self._singles_mask_ & ~self._value_)
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """
    Support for integer-based Flags
    """


IntFlag.__str__ = int.__repr__
IntFlag.__format__ = int.__format__


# --- Checks and tools

def _dataclass_repr(self):
    dcf = self.__dataclass_fields__
    return ', '.join('%s=%r' % (k, getattr(self, k)) for k in dcf.keys() if dcf[k].repr)


def unique(enumeration):
    """A class decorator: ValueError if two names have the same value."""
    duplicates = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if duplicates:
        alias_details = ', '.join(["%s -> %s" % (alias, name) for (alias, name) in duplicates])
        raise ValueError('duplicate values found in %r: %s' % (enumeration, alias_details))
    return enumeration


def global_enum_repr(self):
    """module.NAME"""
    module = self.__class__.__module__.split('.')[-1]
    return '%s.%s' % (module, self._name_)


def global_flag_repr(self):
    """module.NAME|module.NAME, or the class and the number."""
    module = self.__class__.__module__.split('.')[-1]
    cls_name = self.__class__.__name__
    if self._name_ is None:
        return "%s.%s(%r)" % (module, cls_name, self._value_)
    if _is_single_bit(self._value_):
        return '%s.%s' % (module, self._name_)
    if self._boundary_ is not FlagBoundary.KEEP:
        return '|'.join(['%s.%s' % (module, name) for name in self.name.split('|')])
    names = [n if n[0].isdigit() else '%s.%s' % (module, n) for n in self._name_.split('|')]
    return '|'.join(names)


def global_str(self):
    """The name alone."""
    if self._name_ is None:
        return "%s(%r)" % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Put the members into the module of the class, and let repr() show them as found there."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """A class decorator that makes an enum of an ordinary class's attributes."""
    def convert_class(cls):
        cls_name = cls.__name__
        body = etype.__class__.__prepare__(cls_name, (etype,))
        for name, obj in cls.__dict__.items():
            if name in ('__dict__', '__weakref__', '__static_attributes__', '__firstlineno__'):
                continue
            body[name] = obj
        return etype.__class__(cls_name, (etype,), body, boundary=boundary)
    return convert_class


def __getattr__(name):
    # Few programs check their classes: those that do load the checks.
    if name in ('EnumCheck', 'CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE', 'verify'):
        import _enum_checks
        for known in ('EnumCheck', 'CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE', 'verify'):
            globals()[known] = getattr(_enum_checks, known)
        return globals()[name]
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
