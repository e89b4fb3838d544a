# SPDX-License-Identifier: MIT
"""
Constants that group the ASCII characters, capwords(), templates with $names, and str.format() to be extended.
"""
__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

import _string

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """The words of s, capitalized, with sep (or one space) between them."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


# --- Templates

_sentinel_dict = {}
_NAME_START = frozenset(ascii_letters + "_")
_NAME_REST = _NAME_START | frozenset(digits)


class _PatternProperty:
    """The compiled pattern of a template class: made when somebody asks for it."""

    def __init__(self, source=None):
        self._source = source

    def __get__(self, instance, cls=None):
        compiled = cls.__dict__.get('_compiled')
        if compiled is None:
            import re
            source = self._source
            if source is None:
                delim = re.escape(cls.delimiter)
                braced = cls.braceidpattern or cls.idpattern
                source = (rf'{delim}(?:(?P<escaped>{delim})|(?P<named>{cls.idpattern})|'
                          rf'{{(?P<braced>{braced})}}|(?P<invalid>))')
            compiled = re.compile(source, cls.flags | re.VERBOSE) if isinstance(source, str) else source
            cls._compiled = compiled
        return compiled


class Template:
    """A string with names to be substituted: $name or ${name}, and $$ for $ itself.

    Subclasses may set the delimiter, the patterns of the names, or the whole pattern.
    """

    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = 2  # re.IGNORECASE
    pattern = _PatternProperty()

    def __init_subclass__(cls):
        super().__init_subclass__()
        # Its own pattern, or one made of what it has set.
        cls.pattern = _PatternProperty(cls.__dict__.get('pattern'))
        cls._compiled = None

    def __init__(self, template):
        self.template = template

    def _has_usual_names(self):
        """Whether the pattern is the one that _scan() knows without the module re."""
        cls = type(self)
        own = cls is Template or cls.__mro__[1] is Template and cls.__dict__['pattern']._source is None
        return own and (cls.idpattern, cls.braceidpattern, cls.flags) == (Template.idpattern, None, 2)

    def _places(self):
        """What stands in the template: (start, end, kind, name), the kind as the pattern's groups are called."""
        if self._has_usual_names() and self.delimiter:
            return self._scan()
        return self._match()

    def _match(self):
        for mo in self.pattern.finditer(self.template):
            name = mo.group('named') or mo.group('braced')
            if name is not None:
                yield mo.start(), mo.end(), 'named', name
            elif mo.group('escaped') is not None:
                yield mo.start(), mo.end(), 'escaped', None
            elif mo.group('invalid') is not None:
                yield mo.start('invalid'), mo.end(), 'invalid', None
            else:
                raise ValueError('Unrecognized named group in pattern', self.pattern)

    def _scan(self):
        text, delimiter = self.template, self.delimiter
        at = text.find(delimiter)
        while at >= 0:
            start = name_start = at + len(delimiter)
            if text.startswith(delimiter, start):
                end, kind, name = start + len(delimiter), 'escaped', None
            else:
                braced = text[start:start + 1] == '{'
                name_start += braced
                end = name_start
                if text[end:end + 1] in _NAME_START:
                    while end < len(text) and text[end] in _NAME_REST:
                        end += 1
                name = text[name_start:end]
                kind = 'named'
                if not name or braced and text[end:end + 1] != '}':
                    end, kind, name = start, 'invalid', None
                end += kind == 'named' and braced
            yield (start if kind == 'invalid' else at), end, kind, name
            at = text.find(delimiter, end)

    def _invalid(self, start):
        lines = self.template[:start].splitlines(keepends=True)
        if not lines:
            colno, lineno = 1, 1
        else:
            colno = start - len(''.join(lines[:-1]))
            lineno = len(lines)
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (lineno, colno))

    def substitute(self, mapping=_sentinel_dict, /, **kws):
        """The text with all names replaced by their values; KeyError for a name without one."""
        mapping = _merged(mapping, kws)
        out, at = [], 0
        delimiter = len(self.delimiter)
        for start, end, kind, name in self._places():
            if kind == 'invalid':
                self._invalid(start)
            out.append(self.template[at:start])
            out.append(self.delimiter if kind == 'escaped' else str(mapping[name]))
            at = end
        out.append(self.template[at:])
        return ''.join(out)

    def safe_substitute(self, mapping=_sentinel_dict, /, **kws):
        """The text with those names replaced that have a value; everything else stays."""
        mapping = _merged(mapping, kws)
        out, at = [], 0
        for start, end, kind, name in self._places():
            if kind == 'invalid':
                continue
            out.append(self.template[at:start])
            if kind == 'escaped':
                out.append(self.delimiter)
            else:
                try:
                    out.append(str(mapping[name]))
                except KeyError:
                    out.append(self.template[start:end])
            at = end
        out.append(self.template[at:])
        return ''.join(out)

    def is_valid(self):
        """Whether substitute() finds nothing wrong with the template itself."""
        return all(kind != 'invalid' for start, end, kind, name in self._places())

    def get_identifiers(self):
        """The names in the order in which they first appear."""
        return list(dict.fromkeys(name for start, end, kind, name in self._places() if kind == 'named'))


def _merged(mapping, kws):
    if mapping is _sentinel_dict:
        return kws
    if kws:
        from collections import ChainMap
        return ChainMap(kws, mapping)
    return mapping


# --- Formatting

class Formatter:
    """str.format() as a class: each step is a method that a subclass may replace."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            # A field without a number takes the next argument; both ways do not go together.
            field_first, _ = _string.formatter_field_name_split(field_name)
            if field_first == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field_name = str(auto_arg_index) + field_name
                auto_arg_index += 1
            elif isinstance(field_first, int):
                if auto_arg_index:
                    raise ValueError('cannot switch from automatic field numbering to manual field specification')
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(format_spec, args, kwargs, used_args, recursion_depth - 1,
                                                        auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        """The argument of this number, or keyword argument of this name."""
        if isinstance(key, int):
            return args[key]
        return kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        """Tuples (literal text, field name, format spec, conversion); the last three None at the end."""
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """The object that a field like "0.attribute[key]" names, and the first part of the name."""
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, i in rest:
            obj = getattr(obj, i) if is_attr else obj[i]
        return obj, first
