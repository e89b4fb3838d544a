# SPDX-License-Identifier: MIT
"""The types that a t-string is made of."""

_template = t"{0}"
Template = type(_template)
Interpolation = type(_template.interpolations[0])
del _template

__all__ = ["Interpolation", "Template", "convert"]


def convert(obj, /, conversion):
    """Apply the conversion 's', 'r' or 'a' to obj; None leaves it as it is."""
    if conversion is None:
        return obj
    if conversion == "r":
        return repr(obj)
    if conversion == "s":
        return str(obj)
    if conversion == "a":
        return ascii(obj)
    raise ValueError(f"invalid conversion specifier: {conversion}")


def _template_unpickle(strings, interpolations):
    """Put a pickled template together again: strings and interpolations take turns."""
    parts = [strings[0]]
    for interpolation, string in zip(interpolations, strings[1:]):
        parts += [interpolation, string]
    return Template(*parts)
