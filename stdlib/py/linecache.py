# SPDX-License-Identifier: MIT
"""
Lines of source files, read once and remembered.

An entry of the cache is (size, mtime, lines, full name), or (get_source,) for what has not been asked for yet.
"""
__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

cache = {}
_interactive_cache = {}


def clearcache():
    """Clear the cache entirely."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """The line with its line end, or an empty string if there is none. Never fails."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def getlines(filename, module_globals=None):
    """All lines of a file; an empty list if it cannot be read."""
    entry = cache.get(filename, None)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def _getline_from_code(filename, lineno):
    lines = _getlines_from_code(filename)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def _make_key(code):
    return (code.co_filename, code.co_qualname, code.co_firstlineno)


def _getlines_from_code(code):
    entry = _interactive_cache.get(_make_key(code), None)
    if entry is not None and len(entry) != 1:
        return entry[2]
    return []


def _source_unavailable(filename):
    """Whether there is no file to look for: <string>, <stdin> and the like."""
    return not filename or (filename.startswith('<') and filename.endswith('>')
                            and not filename.startswith('<frozen '))


def checkcache(filename=None):
    """Forget the files that have changed since they were read."""
    filenames = [filename] if filename is not None else list(cache)
    for filename in filenames:
        entry = cache.get(filename)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            continue  # not a file
        try:
            import os
            stat = os.stat(fullname)
        except (OSError, ValueError, ImportError):
            cache.pop(filename, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(filename, None)


def _read(fullname):
    """The lines of a source file, which may name its encoding in the first two lines."""
    with open(fullname, 'rb') as file:
        data = file.read()
    encoding = 'utf-8'
    if data.startswith(b'\xef\xbb\xbf'):
        data = data[3:]
    else:
        for line in data.split(b'\n', 2)[:2]:
            line = line.strip()
            at = line.find(b'coding')
            if line.startswith(b'#') and at > 0 and line[at + 6:at + 7] in (b':', b'='):
                name = line[at + 7:].split()
                word = name[0].decode('ascii', 'replace') if name else ''
                encoding = ''.join(c for c in word if c.isalnum() or c in '-_.') or encoding
                break
            if line and not line.startswith(b'#'):
                break
    text = data.decode(encoding).replace('\r\n', '\n').replace('\r', '\n')
    lines = text.split('\n')
    last = lines.pop()
    lines = [line + '\n' for line in lines]
    if last:
        lines.append(last + '\n')
    return lines or ['\n']


def updatecache(filename, module_globals=None):
    """Read a file again, and give its lines; an empty list if it cannot be read."""
    cache.pop(filename, None)
    if _source_unavailable(filename):
        return []
    try:
        import os
    except ImportError:
        return []  # no way to find files
    import sys
    if filename.startswith('<frozen ') and module_globals is not None:
        fullname = module_globals.get('__file__')
        if fullname is None:
            return []
    else:
        fullname = filename
    try:
        stat = os.stat(fullname)
    except OSError:
        basename = filename
        # The loader of a module may know its source even if there is no such file.
        if lazycache(filename, module_globals):
            try:
                data = cache[filename][0]()
            except (ImportError, OSError):
                pass
            else:
                if data is None:
                    return []
                entry = (len(data), None, [line + '\n' for line in data.splitlines()], fullname)
                cache[filename] = entry
                return entry[2]
        if os.path.isabs(filename):
            return []
        for dirname in sys.path:
            try:
                fullname = os.path.join(dirname, basename)
            except (TypeError, AttributeError):
                continue
            try:
                stat = os.stat(fullname)
                break
            except (OSError, ValueError):
                pass
        else:
            return []
    except ValueError:  # a name that no file can have
        return []
    try:
        lines = _read(fullname)
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def lazycache(filename, module_globals):
    """Remember how to get at the source of a module by its loader; True if there is a way."""
    entry = cache.get(filename, None)
    if entry is not None:
        return len(entry) == 1
    if module_globals and '__name__' in module_globals:
        spec = module_globals.get('__spec__')
        name = getattr(spec, 'name', None) or module_globals['__name__']
        if name == '__main__' and spec is None:
            return False
        loader = getattr(spec, 'loader', None) or module_globals.get('__loader__')
        get_source = getattr(loader, 'get_source', None)
        if name and get_source:
            def get_lines(name=name, *args, **kwargs):
                return get_source(name, *args, **kwargs)
            cache[filename] = (get_lines,)
            return True
    return False


def _register_code(code, string, name):
    """Remember the source of code that came from no file, for tracebacks."""
    entry = (len(string), None, [line + '\n' for line in string.splitlines()], name)
    stack = [code]
    while stack:
        code = stack.pop()
        for const in code.co_consts:
            if isinstance(const, type(code)):
                stack.append(const)
        _interactive_cache[_make_key(code)] = entry
