# SPDX-License-Identifier: MIT
"""The built-in function help(): by pydoc if there is one, else what the object says of itself."""


def _heading(thing):
    name = getattr(thing, '__qualname__', None) or getattr(thing, '__name__', None)
    kind = type(thing).__name__
    if kind == 'module':
        return f'Help on module {thing.__name__}:'
    if isinstance(thing, type):
        return f'Help on class {name} in module {thing.__module__}:'
    if name is None or not callable(thing):
        return f'Help on {kind} object:'
    module = getattr(thing, '__module__', None)
    return f'Help on {kind} {name}' + (f' in module {module}:' if module else ':')


def _signature(thing):
    text = getattr(thing, '__text_signature__', None)
    code = getattr(thing, '__code__', None)
    if text is not None:
        for hidden in ('$self', '$module', '$type'):
            text = text.replace(f'({hidden}, ', '(').replace(f'({hidden})', '()')
    elif isinstance(code, type(_heading.__code__)):
        count = code.co_argcount + code.co_kwonlyargcount
        text = '(' + ', '.join(code.co_varnames[:count]) + ')'
    return text


def _members(thing):
    for name, value in sorted(vars(thing).items()):
        if not name.startswith('_') and callable(value):
            doc = getattr(value, '__doc__', None)
            yield f'    {name}{_signature(value) or ""}'
            if isinstance(doc, str) and doc:
                yield '        ' + doc.split('\n')[0]


def show_help(*args, **kwds):
    try:
        import pydoc
    except ImportError:
        pass
    else:
        return pydoc.help(*args, **kwds)
    if not args:
        print('help(object) tells about an object.')
        return None
    [thing] = args
    if isinstance(thing, str):
        thing = __import__(thing, fromlist=['_'])
    print(_heading(thing), end='\n\n')
    signature = _signature(thing)
    name = getattr(thing, '__name__', None)
    if signature and name:
        print(f'{name}{signature}')
    doc = getattr(thing, '__doc__', None)
    if isinstance(doc, str) and doc:
        print('\n'.join('    ' + line for line in doc.split('\n')))
    if isinstance(thing, type) or type(thing).__name__ == 'module':
        for line in _members(thing):
            print(line)
    return None
