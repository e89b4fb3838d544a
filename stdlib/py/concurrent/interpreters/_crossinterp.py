# SPDX-License-Identifier: MIT
"""Common code between queues and channels."""


class ItemInterpreterDestroyed(Exception):
    """Raised when trying to get an item whose interpreter was destroyed."""


class classonly:
    """A non-data descriptor that makes a value only visible on the class.

    This is like the "classmethod" builtin, but does not show up on
    instances of the class.
    """

    def __init__(self, value):
        self.value = value
        self.getter = classmethod(value).__get__ if callable(value) else None

    def __set_name__(self, cls, name):
        if self.getter is None:
            raise TypeError(f"{name!r} needs a function")
        self.name = name

    def __get__(self, obj, cls):
        if obj is not None:
            raise AttributeError(self.name)
        return self.getter(None, cls)


class UnboundItem:
    """Represents a cross-interpreter item no longer bound to an interpreter.

    An item is unbound when the interpreter that added it to the
    cross-interpreter container is destroyed.
    """

    __slots__ = ()

    @classonly
    def singleton(cls, kind, module, name="UNBOUND"):
        doc = cls.__doc__
        if doc:
            doc = doc.replace("cross-interpreter container", kind).replace("cross-interpreter", kind)
        subclass = type(f"Unbound{kind.capitalize()}Item", (cls,),
                        {"_MODULE": module, "_NAME": name, "__doc__": doc})
        return object.__new__(subclass)

    _MODULE = __name__
    _NAME = "UNBOUND"

    def __new__(cls):
        raise Exception(f"use {cls._MODULE}.{cls._NAME}")

    def __repr__(self):
        return f"{self._MODULE}.{self._NAME}"


UNBOUND = object.__new__(UnboundItem)
UNBOUND_ERROR = object()
UNBOUND_REMOVE = object()
