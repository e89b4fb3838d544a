# SPDX-License-Identifier: MIT
"""
enum.verify() and what it checks.
"""
from enum import Enum, Flag, StrEnum, _is_single_bit, _iter_bits_lsb

__name__ = 'enum'  # where programs know these from


class EnumCheck(StrEnum):
    """What verify() can check.

    CONTINUOUS: no value is left out between the lowest and the highest. NAMED_FLAGS: combinations with a name
    consist of bits with names. UNIQUE: no two names have the same value.
    """

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """A class decorator that checks what it was given: @verify(UNIQUE, CONTINUOUS)."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                self._check_unique(enumeration)
            elif check is CONTINUOUS:
                self._check_continuous(enumeration)
            elif check is NAMED_FLAGS:
                self._check_named_flags(enumeration)
        return enumeration

    @staticmethod
    def _check_unique(enumeration):
        duplicates = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
        if duplicates:
            alias_details = ', '.join(["%s -> %s" % (alias, name) for (alias, name) in duplicates])
            raise ValueError('aliases found in %r: %s' % (enumeration, alias_details))

    @staticmethod
    def _check_continuous(enumeration):
        cls_name = enumeration.__name__
        is_flag = issubclass(enumeration, Flag)
        if not is_flag and not issubclass(enumeration, Enum):
            raise Exception('the verify decorator only works with Enum and Flag')
        values = set(e.value for e in enumeration)
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        missing = []
        if is_flag:
            for i in range(low.bit_length(), high.bit_length() - 1):
                if 2 ** i not in values:
                    missing.append(2 ** i)
        else:
            for i in range(low + 1, high):
                if i not in values:
                    missing.append(i)
        if missing:
            raise ValueError(('invalid %s %r: missing values %s' % (
                'flag' if is_flag else 'enum', cls_name, ', '.join(str(m) for m in missing)))[:256])

    @staticmethod
    def _check_named_flags(enumeration):
        cls_name = enumeration.__name__
        member_values = [m.value for m in enumeration]
        missing_names = []
        missing_value = 0
        for name, alias in enumeration._member_map_.items():
            if name in enumeration._member_names_ or alias.value < 0:
                continue
            missed = [v for v in _iter_bits_lsb(alias.value) if v not in member_values]
            if missed:
                missing_names.append(name)
                for val in missed:
                    missing_value |= val
        if missing_names:
            if len(missing_names) == 1:
                alias = 'alias %s is missing' % missing_names[0]
            else:
                alias = 'aliases %s and %s are missing' % (', '.join(missing_names[:-1]), missing_names[-1])
            if _is_single_bit(missing_value):
                value = 'value 0x%x' % missing_value
            else:
                value = 'combined values of 0x%x' % missing_value
            raise ValueError('invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]' % (
                cls_name, alias, value))
