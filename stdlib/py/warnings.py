# SPDX-License-Identifier: MIT
"""Python part of the warnings subsystem: filters, and how a warning is shown. Issuing one is in _warnings."""
import sys

from _warnings import (_acquire_lock, _defaultaction as defaultaction, _filters_mutated_lock_held,
                       _onceregistry as onceregistry, _release_lock, _source_line, filters, warn, warn_explicit)

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings", "deprecated"]

_ACTIONS = {"error", "ignore", "always", "all", "default", "module", "once"}


def _filters_mutated():
    _filters_mutated_lock_held()


# --- Showing

class WarningMessage:
    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")

    def __repr__(self):
        return f"<{type(self).__qualname__} {self}>"


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Hook to write a warning to a file; replace if you like."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """Function to format a warning the standard way."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _source_of(msg):
    if msg.line is not None:
        return msg.line
    linecache = sys.modules.get("linecache")
    try:
        if linecache is not None:
            return linecache.getline(msg.filename, msg.lineno)
        return _source_line(msg.filename, msg.lineno)
    except Exception:
        # The warning itself is worth more than its line.
        return None


def _formatwarnmsg_impl(msg):
    category = msg.category.__name__
    text = f"{msg.filename}:{msg.lineno}: {category}: {msg.message}\n"
    line = _source_of(msg)
    if line and line.strip():
        text += f"  {line.strip()}\n"
    if msg.source is not None:
        text += f"{category}: Enable tracemalloc to get the object allocation traceback\n"
    return text


def _showwarnmsg_impl(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(_formatwarnmsg(msg))
    except OSError:
        pass


def _formatwarnmsg(msg):
    """The text of a warning, by formatwarning() if that was replaced."""
    if formatwarning is not _formatwarning_orig:
        return formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    return _formatwarnmsg_impl(msg)


def _showwarnmsg(msg):
    """Shows a warning, by showwarning() if that was replaced. The interpreter calls this."""
    if showwarning is not _showwarning_orig:
        if not callable(showwarning):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
        return
    _showwarnmsg_impl(msg)


# --- Filters

def _check_filter(action, lineno):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


class _Start:
    """A pattern that is plain text, for when there is no module re."""

    def __init__(self, text, fold):
        self._text, self._fold = text.lower() if fold else text, fold

    def __eq__(self, other):
        return isinstance(other, _Start) and (self._text, self._fold) == (other._text, other._fold)

    def match(self, text):
        return (text.lower() if self._fold else text).startswith(self._text)


def _pattern(text, fold=False):
    if not text:
        return None
    try:
        import re
    except ImportError:
        if any(character in "\\.^$*+?{}[]|()" for character in text):
            raise
        return _Start(text, fold)
    return re.compile(text, re.I) if fold else re.compile(text)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Insert an entry into the list of warnings filters (at the front).

    'action' -- one of "error", "ignore", "always", "all", "default", "module", or "once"
    'message' -- a regex that the warning message must match
    'category' -- a class that the warning must be a subclass of
    'module' -- a regex that the module name must match
    'lineno' -- an integer line number, 0 matches all warnings
    'append' -- if true, append to the list of filters
    """
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    _check_filter(action, lineno)
    _add_filter(action, _pattern(message, True), category, _pattern(module), lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert a simple entry into the list of warnings filters (at the front).

    A simple filter matches all modules and messages.
    'action' -- one of "error", "ignore", "always", "all", "default", "module", or "once"
    'category' -- a class that the warning must be a subclass of
    'lineno' -- an integer line number, 0 matches all warnings
    'append' -- if true, append to the list of filters
    """
    _check_filter(action, lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if append:
        if item in filters:
            return
        filters.append(item)
    else:
        # One that is there already moves to the front.
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Clear the list of warning filters, so that no filters are active."""
    del filters[:]
    _filters_mutated()


# --- The option -W

class _OptionError(Exception):
    """Exception used by option processing helpers."""


def _processoptions(args):
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as msg:
            print("Invalid -W option ignored:", msg, file=sys.stderr)


def _setoption(arg):
    parts = arg.split(":")
    if len(parts) > 5:
        raise _OptionError(f"too many fields (max 5): {arg!r}")
    action, message, category, module, lineno = [part.strip() for part in parts + [""] * (5 - len(parts))]
    action = _getaction(action)
    category = _getcategory(category)
    number = 0
    if lineno:
        try:
            number = int(lineno)
        except ValueError:
            raise _OptionError(f"invalid lineno {lineno!r}") from None
        if number < 0:
            raise _OptionError(f"invalid lineno {number!r}")
    try:
        import re
    except ImportError:
        # The interpreter takes plain text as well: the start of the message, the whole name of the module.
        _add_filter(action, message or None, category, module or None, number, append=False)
        return
    message = re.escape(message) if message else message
    module = re.escape(module) + r"\z" if module else module
    filterwarnings(action, message, category, module, number)


def _getaction(action):
    if not action:
        return "default"
    for known in ("default", "always", "ignore", "module", "once", "error", "all"):
        if known.startswith(action):
            return known
    raise _OptionError(f"invalid action: {action!r}")


def _getcategory(category):
    if not category:
        return Warning
    if "." not in category:
        import builtins as found_in
        name = category
    else:
        module, _, name = category.rpartition(".")
        try:
            found_in = __import__(module, None, None, [name])
        except ImportError:
            raise _OptionError(f"invalid module name: {module!r}") from None
    try:
        found = getattr(found_in, name)
    except AttributeError:
        raise _OptionError(f"unknown warning category: {category!r}") from None
    if not isinstance(found, type) or not issubclass(found, Warning):
        raise _OptionError(f"invalid warning category: {category!r}")
    return found


# --- For a while

class catch_warnings:
    """A context manager that copies and restores the warnings filter upon exiting the context.

    With record=True the warnings are not shown but appended to a list, which the context manager gives, as objects
    with the arguments of showwarning() as attributes; otherwise it gives None. 'module' is the module whose filters
    and functions are meant, for those who test warnings itself. If 'action' is not None, the other arguments go to
    simplefilter() when the context is entered.
    """

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            # A function of the program's own would not let the message pass to the list.
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning = self._showwarning
        module._showwarnmsg_impl = self._showwarnmsg_impl


# --- Deprecation

def _wrap(function, call):
    """`call` with the name, the documentation and the attributes of `function`."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__type_params__", "__annotate__"):
        try:
            setattr(call, name, getattr(function, name))
        except AttributeError:
            pass
    call.__dict__.update(getattr(function, "__dict__", {}))
    call.__wrapped__ = function
    return call


class deprecated:
    """Indicate that a class, function or overload is deprecated.

    Used as a decorator: @deprecated("Use B instead"). The message is kept in __deprecated__ of the decorated object,
    for type checkers, and a warning of the category is issued when the function is called, or the class is
    instantiated or subclassed; not if the category is None. 'stacklevel' 1 attributes it to that caller; higher
    values go further up. On an overload, put it behind @overload. See PEP 702.
    """

    def __init__(self, message: str, /, *, category: type[Warning] | None = DeprecationWarning,
                 stacklevel: int = 1) -> None:
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        if self.category is None:
            arg.__deprecated__ = self.message
            return arg
        if isinstance(arg, type):
            return self._decorate_class(arg)
        if callable(arg):
            return self._decorate_function(arg)
        raise TypeError("@deprecated decorator with non-None category must be applied to "
                        f"a class or callable, not {arg!r}")

    def _warn(self):
        warn(self.message, category=self.category, stacklevel=self.stacklevel + 2)

    def _decorate_function(self, arg):
        def wrapper(*args, **kwargs):
            self._warn()
            return arg(*args, **kwargs)

        wrapper = _wrap(arg, wrapper)
        if getattr(getattr(arg, "__code__", None), "co_flags", 0) & 0x80:
            # A coroutine function stays one to those who ask.
            inspect = sys.modules.get("inspect")
            if inspect is not None:
                wrapper = inspect.markcoroutinefunction(wrapper)
        arg.__deprecated__ = wrapper.__deprecated__ = self.message
        return wrapper

    def _decorate_class(self, arg):
        original_new = arg.__new__

        def __new__(cls, /, *args, **kwargs):
            if cls is arg:
                self._warn()
            if original_new is not object.__new__:
                return original_new(cls, *args, **kwargs)
            # object.__new__ minds arguments if nobody else takes them.
            if cls.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{cls.__name__}() takes no arguments")
            return original_new(cls)

        arg.__new__ = staticmethod(_wrap(original_new, __new__))
        original_init_subclass = arg.__init_subclass__
        if isinstance(original_init_subclass, type(self.__call__)):
            # A method of the class's own, bound to it: each subclass binds it anew.
            function = original_init_subclass.__func__

            def __init_subclass__(cls, *args, **kwargs):
                self._warn()
                return function(cls, *args, **kwargs)

            arg.__init_subclass__ = classmethod(_wrap(function, __init_subclass__))
        else:
            def __init_subclass__(*args, **kwargs):
                self._warn()
                return original_init_subclass(*args, **kwargs)

            arg.__init_subclass__ = _wrap(original_init_subclass, __init_subclass__)
        arg.__deprecated__ = __new__.__deprecated__ = self.message
        __init_subclass__.__deprecated__ = self.message
        return arg


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    """Warn that *name* is deprecated or should be removed; RuntimeError if its time has passed."""
    remove_text = f"{remove[0]}.{remove[1]}"
    if _version[:2] > remove or (_version[:2] == remove and _version[3] != "alpha"):
        raise RuntimeError(f"{name!r} was slated for removal after Python {remove_text} alpha")
    warn(message.format(name=name, remove=remove_text), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    text = f"coroutine '{coro.__qualname__}' was never awaited\n"
    if coro.cr_origin is not None:
        text += "Coroutine created at (most recent call last)\n"
        for filename, lineno, function in reversed(coro.cr_origin):
            text += f'  File "{filename}", line {lineno}, in {function}\n'
            line = _source_of(WarningMessage(None, None, filename, lineno))
            if line and line.strip():
                text += f"    {line.strip()}\n"
    warn(text.rstrip("\n"), category=RuntimeWarning, stacklevel=2, source=coro)
