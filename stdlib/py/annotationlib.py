# SPDX-License-Identifier: MIT
"""
Annotations of classes, functions and modules: as values, with references for names that are not defined yet, or as
the texts that they were written as.
"""
import builtins
import enum
import sys
import types

__all__ = ["Format", "ForwardRef", "call_annotate_function", "call_evaluate_function",
           "get_annotate_from_class_namespace", "get_annotations", "annotations_to_string", "type_repr"]


class Format(enum.IntEnum):
    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


_sentinel = object()


class ForwardRef:
    """A name, or an expression, whose value is not known yet."""

    def __init__(self, arg, *, module=None, owner=None, is_argument=True, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__arg__ = arg
        self.__code__ = None
        self.__globals__ = None
        self.__cell__ = None
        self.__owner__ = owner
        self.__forward_module__ = module
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class

    def __init_subclass__(cls, /, *args, **kwds):
        raise TypeError("Cannot subclass ForwardRef")

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None, format=Format.VALUE):
        """The value of the reference, looked up where it was made or in the given namespaces."""
        match format:
            case Format.STRING:
                return self.__forward_arg__
            case Format.VALUE:
                pass
            case Format.FORWARDREF:
                try:
                    return self.evaluate(globals=globals, locals=locals, type_params=type_params, owner=owner)
                except Exception:
                    return self
            case _:
                raise NotImplementedError(format)
        if isinstance(self.__cell__, types.CellType):
            try:
                return self.__cell__.cell_contents
            except ValueError:
                pass
        if owner is None:
            owner = self.__owner__
        if globals is None:
            globals = self._find_globals(owner)
        if type_params is None and owner is not None:
            type_params = getattr(owner, "__type_params__", None)
        if locals is None:
            locals = dict(vars(owner)) if isinstance(owner, type) else {}
        if type_params:
            locals = {param.__name__: param for param in type_params} | dict(locals)
        arg = self.__forward_arg__
        if arg.isidentifier():
            for space in (locals, globals, vars(builtins)):
                if arg in space:
                    return space[arg]
            raise NameError(f"name {arg!r} is not defined", name=arg)
        return eval(self.__forward_code__, globals, locals)

    def _find_globals(self, owner):
        if self.__forward_module__ is not None:
            module = self.__forward_module__
            space = vars(sys.modules[module]) if isinstance(module, str) and module in sys.modules else \
                vars(module) if isinstance(module, types.ModuleType) else None
            if space is not None:
                return space
        if self.__globals__ is not None:
            return self.__globals__
        if isinstance(owner, type):
            module = sys.modules.get(owner.__module__)
            return vars(module) if module else {}
        if isinstance(owner, types.ModuleType):
            return vars(owner)
        return getattr(owner, "__globals__", {})

    @property
    def __forward_arg__(self):
        return self.__arg__

    @property
    def __forward_code__(self):
        if self.__code__ is None:
            arg = self.__arg__
            # *tuple[int] is no expression of its own.
            source = f'({arg},)[0]' if arg.startswith('*') else arg
            try:
                self.__code__ = compile(source, "<string>", "eval")
            except SyntaxError:
                raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        return self.__code__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (self.__forward_arg__ == other.__forward_arg__
                and self.__forward_module__ == other.__forward_module__ and self.__owner__ == other.__owner__
                and self.__forward_is_class__ == other.__forward_is_class__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__, self.__forward_is_class__))

    def __or__(self, other):
        return types.UnionType[self, other]

    def __ror__(self, other):
        return types.UnionType[other, self]

    def __repr__(self):
        extra = ""
        if self.__forward_module__ is not None:
            extra += f", module={self.__forward_module__!r}"
        if self.__forward_is_class__:
            extra += ", is_class=True"
        if self.__owner__ is not None:
            extra += f", owner={self.__owner__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{extra})"


# --- Texts: names that write down what is done with them

class _Text:
    """Stands for an expression, and becomes a longer one with every operation."""

    # `_log` collects all that were made from one, for _call_for_refs() to make references of them.

    def __init__(self, text, atom=True, log=None):
        self._text = text
        self._atom = atom
        self._log = log
        if log is not None:
            log.append(self)

    def _more(self, text, atom=True):
        return _Text(text, atom, self._log)

    def __getattr__(self, name):
        if name.startswith('__') and name.endswith('__'):
            raise AttributeError(name)
        return self._more(f'{_operand(self)}.{name}')

    def __getitem__(self, key):
        if isinstance(key, tuple) and key:
            inner = ', '.join([_text_of(k) for k in key]) + (',' if len(key) == 1 else '')
        else:
            inner = _text_of(key)
        return self._more(f'{_operand(self)}[{inner}]')

    def __call__(self, *args, **kwargs):
        parts = [_text_of(a) for a in args] + [f'{k}={_text_of(v)}' for k, v in kwargs.items()]
        return self._more(f'{_operand(self)}({", ".join(parts)})')

    def __iter__(self):
        yield self._more(f'*{_operand(self)}')

    def __hash__(self):
        return id(self)

    def __repr__(self):
        return self._text


def _operand(value):
    text = _text_of(value)
    return text if not isinstance(value, _Text) or value._atom else f'({text})'


def _text_of(value):
    if isinstance(value, _Text):
        return value._text
    if isinstance(value, slice):
        parts = ['' if part is None else _text_of(part) for part in (value.start, value.stop)]
        return ':'.join(parts) + ('' if value.step is None else ':' + _text_of(value.step))
    if value is ...:
        return '...'
    if isinstance(value, list):
        return f'[{", ".join(map(_text_of, value))}]'
    if isinstance(value, tuple):
        return f'({", ".join(map(_text_of, value))}{"," if len(value) == 1 else ""})'
    if isinstance(value, dict):
        return '{' + ', '.join([f'{_text_of(k)}: {_text_of(v)}' for k, v in value.items()]) + '}'
    return type_repr(value)


def _add_operators():
    for name, sign in (('add', '+'), ('sub', '-'), ('mul', '*'), ('matmul', '@'), ('truediv', '/'), ('mod', '%'),
                       ('lshift', '<<'), ('rshift', '>>'), ('or', '|'), ('xor', '^'), ('and', '&'),
                       ('floordiv', '//'), ('pow', '**')):
        def method(self, other, sign=sign):
            return self._more(f'{_side(self, sign)} {sign} {_side(other, sign)}', False)

        def reflected(self, other, sign=sign):
            return self._more(f'{_side(other, sign)} {sign} {_side(self, sign)}', False)
        setattr(_Text, f'__{name}__', method)
        setattr(_Text, f'__r{name}__', reflected)
    for name, sign in (('lt', '<'), ('le', '<='), ('eq', '=='), ('ne', '!='), ('gt', '>'), ('ge', '>=')):
        def compare(self, other, sign=sign):
            return self._more(f'{_operand(self)} {sign} {_operand(other)}', False)
        setattr(_Text, f'__{name}__', compare)
    for name, sign in (('neg', '-'), ('pos', '+'), ('invert', '~')):
        def unary(self, sign=sign):
            return self._more(f'{sign}{_operand(self)}', False)
        setattr(_Text, f'__{name}__', unary)
    _Text.__hash__ = lambda self: id(self)


def _side(value, sign):
    """An operand: a chain of the same operator needs no parentheses."""
    text = _text_of(value)
    if isinstance(value, _Text) and not value._atom and not (sign == '|' and ' | ' in text):
        return f'({text})'
    return text


_add_operators()


# --- Calling what the compiler made of annotations

def _with_namespace(function, names, owner, make):
    """The function over a namespace where `names` (a function of missing names) supplies what is not there."""
    closure = function.__closure__
    if closure is not None:
        cells = []
        for name, cell in zip(function.__code__.co_freevars, closure):
            try:
                cell.cell_contents
                filled = True
            except ValueError:
                filled = False
            cells.append(cell if filled and not names else types.CellType(
                make(name) if name != '__classdict__' else {}))
        closure = tuple(cells)
    namespace = dict(function.__globals__)
    namespace['__builtins__'] = dict(vars(builtins))
    return types.FunctionType(function.__code__, namespace, closure=closure, argdefs=function.__defaults__,
                              kwdefaults=function.__kwdefaults__), namespace


def call_evaluate_function(evaluate, format, *, owner=None):
    """Call a function that makes one value, such as TypeAliasType.evaluate_value, in a format."""
    return call_annotate_function(evaluate, format, owner=owner, _is_evaluate=True)


def call_annotate_function(annotate, format, *, owner=None, _is_evaluate=False):
    """Call an __annotate__ function in a format, even if it knows VALUE only."""
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    try:
        return annotate(format)
    except NotImplementedError:
        pass
    if format == Format.STRING:
        return _call_for_text(annotate, _is_evaluate)
    if format == Format.FORWARDREF:
        return _call_for_refs(annotate, owner, _is_evaluate)
    if format == Format.VALUE:
        raise RuntimeError("annotate function does not support VALUE format")
    raise ValueError(f"Invalid format: {format!r}")


def _call_for_text(annotate, is_evaluate):
    function, namespace = _with_namespace(annotate, True, None, _Text)
    for name in function.__code__.co_names:
        namespace[name] = _Text(name)
    result = function(Format.VALUE_WITH_FAKE_GLOBALS)
    if is_evaluate:
        return result if isinstance(result, str) else _text_of(result)
    return {key: value if isinstance(value, str) else _text_of(value) for key, value in result.items()}


def _call_for_refs(annotate, owner, is_evaluate):
    try:
        return annotate(Format.VALUE)
    except NameError:
        pass

    made = []
    function, namespace = _with_namespace(annotate, False, owner, lambda name: _Text(name, log=made))
    # Each round supplies one name that was missing.
    while True:
        try:
            result = function(Format.VALUE_WITH_FAKE_GLOBALS)
            break
        except NameError as exc:
            if exc.name is None or exc.name in namespace:
                raise
            namespace[exc.name] = _Text(exc.name, log=made)
    for text in made:
        # In place: it may stand in the arguments of something by now.
        arg = text._text
        text.__dict__.clear()
        text.__class__ = ForwardRef
        ForwardRef.__init__(text, arg, owner=owner, is_class=isinstance(owner, type))
        text.__globals__ = annotate.__globals__
    return result


def get_annotate_from_class_namespace(obj):
    """The annotate function in the namespace of a class that is being made, or None."""
    try:
        return obj["__annotate__"]
    except KeyError:
        return obj.get("__annotate_func__", None)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    """The annotations of a class, module or callable, as a new dict; with eval_str, texts are evaluated."""
    if eval_str and format != Format.VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    match format:
        case Format.VALUE:
            ann = _get_dunder_annotations(obj)
            if ann is None:
                ann = _get_and_call_annotate(obj, format)
        case Format.FORWARDREF:
            try:
                ann = _get_dunder_annotations(obj)
            except (NameError, AttributeError):
                ann = None
            if ann is None:
                ann = _get_and_call_annotate(obj, format)
        case Format.STRING:
            ann = _get_and_call_annotate(obj, format)
            if ann is None:
                ann = _get_dunder_annotations(obj)
                if ann is not None:
                    ann = annotations_to_string(ann)
        case Format.VALUE_WITH_FAKE_GLOBALS:
            raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
        case _:
            raise ValueError(f"Unsupported format {format!r}")
    if ann is None:
        if isinstance(obj, type) or callable(obj):
            return {}
        raise TypeError(f"{obj!r} does not have annotations")
    if not ann:
        return {}
    if not eval_str:
        return dict(ann)
    unwrap = obj
    if isinstance(obj, type):
        module = sys.modules.get(obj.__module__)
        obj_globals, obj_locals = getattr(module, "__dict__", None), dict(vars(obj))
    elif isinstance(obj, types.ModuleType):
        obj_globals, obj_locals = vars(obj), None
    else:
        while hasattr(unwrap, "__wrapped__"):
            unwrap = unwrap.__wrapped__
        obj_globals, obj_locals = getattr(unwrap, "__globals__", None), None
    globals = obj_globals if globals is None else globals
    locals = obj_locals if locals is None else locals
    if type_params := getattr(obj, "__type_params__", ()):
        locals = {param.__name__: param for param in type_params} | (locals or {})
    return {key: value if not isinstance(value, str) else eval(value, globals, locals)
            for key, value in ann.items()}


def _get_and_call_annotate(obj, format):
    annotate = getattr(obj, "__annotate__", None)
    if annotate is None:
        return None
    ann = call_annotate_function(annotate, format, owner=obj)
    if not isinstance(ann, dict):
        raise ValueError(f"{obj!r}.__annotate__ returned a non-dict")
    return dict(ann)


def _get_dunder_annotations(obj):
    if isinstance(obj, type):
        # A class without annotations has none, whatever its bases have.
        try:
            ann = type.__dict__['__annotations__'].__get__(obj)
        except AttributeError:  # a built-in class
            return None
    else:
        ann = getattr(obj, "__annotations__", None)
        if ann is None:
            return None
    if not isinstance(ann, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    return ann


def type_repr(value):
    """A value as annotations show it."""
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)) \
            and not isinstance(value, types.GenericAlias):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    return repr(value)


def annotations_to_string(annotations):
    """Annotations that are values, as texts."""
    return {n: t if isinstance(t, str) else type_repr(t) for n, t in annotations.items()}
