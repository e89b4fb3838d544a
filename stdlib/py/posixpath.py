# SPDX-License-Identifier: MIT
"""
Operations on pathnames of POSIX systems; programs know this module as os.path.

Paths are str, bytes or os.PathLike, and the answers of the kind that came in.
"""
import errno
import genericpath
import os
import stat
import sys
from genericpath import (ALLOW_MISSING, commonprefix, exists, getatime, getctime, getmtime, getsize, isdevdrive, isdir,
                         isfile, isjunction, islink, lexists, samefile, sameopenfile, samestat)
from posix import _path_normpath, _path_splitroot_ex

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename", "dirname",
           "commonprefix", "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir",
           "isfile", "ismount", "expanduser", "expandvars", "normpath", "abspath", "samefile", "sameopenfile",
           "samestat", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath",
           "supports_unicode_filenames", "relpath", "commonpath", "isjunction", "isdevdrive", "ALLOW_MISSING"]

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = sys.platform == 'darwin'


def _get_sep(path):
    return b'/' if isinstance(path, bytes) else '/'


def normcase(s):
    """Normalize case of pathname.  Has no effect under Posix"""
    return os.fspath(s)


def isabs(s):
    """Test whether a path is absolute"""
    s = os.fspath(s)
    return s.startswith(_get_sep(s))


def join(a, /, *p):
    """Join two or more pathname components, inserting '/' as needed.

    What stands before an absolute component is dropped. An empty last component leaves a '/' at the end.
    """
    path = os.fspath(a)
    slash = _get_sep(path)
    try:
        for b in p:
            b = os.fspath(b)
            if b.startswith(slash) or not path:
                path = b if b.startswith(slash) else path + b
            elif path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', a, *p)
        raise
    return path


def split(p):
    """Split a pathname.  Returns tuple "(head, tail)" where "tail" is everything after the final slash.

    Slashes at the end of the head go, unless it is nothing else.
    """
    p = os.fspath(p)
    slash = _get_sep(p)
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    return head.rstrip(slash) or head, tail


def splitext(p):
    """Split the extension from a pathname: "(root, ext)"; the extension is empty or begins with a dot."""
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b'/', None, b'.')
    return genericpath._splitext(p, '/', None, '.')


def splitdrive(p):
    """Split a pathname into drive and path.  On Posix, drive is always empty."""
    p = os.fspath(p)
    return p[:0], p


def splitroot(path, /):
    """Split a pathname into drive, root and tail: the drive is empty, the root '', '/' or '//'."""
    return _path_splitroot_ex(path)


def basename(p):
    """Returns the final component of a pathname"""
    p = os.fspath(p)
    return p[p.rfind(_get_sep(p)) + 1:]


def dirname(p):
    """Returns the directory component of a pathname"""
    return split(p)[0]


def ismount(path):
    """Test whether a path is a mount point"""
    try:
        here = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(here.st_mode):
        return False
    path = os.fspath(path)
    above = realpath(join(path, b'..' if isinstance(path, bytes) else '..'))
    try:
        there = os.lstat(above)
    except OSError:
        return False
    # Another device begins here, or it is the root, whose parent is itself.
    return here.st_dev != there.st_dev or here.st_ino == there.st_ino


def _home_of(name):
    """The home folder of a user as the system's list has it; None: unknown."""
    try:
        with open('/etc/passwd', 'rb') as users:
            for line in users:
                fields = line.rstrip(b'\n').split(b':')
                if len(fields) > 5 and name in (fields[0], int(fields[2]) if fields[2].isdigit() else None):
                    return os.fsdecode(fields[5])
    except OSError:
        pass
    return None


def expanduser(path):
    """Expand ~ and ~user constructions.  If user or $HOME is unknown, do nothing."""
    path = os.fspath(path)
    tilde, slash = (b'~', b'/') if isinstance(path, bytes) else ('~', '/')
    if not path.startswith(tilde):
        return path
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    if end == 1:
        home = os.environ.get('HOME')
        if home is None:
            home = _home_of(os.getuid())
    else:
        home = _home_of(os.fsencode(path[1:end]))
    if home is None:
        return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return home.rstrip(slash) + path[end:] or slash


def _is_word(c):
    return c == '_' or c.isascii() and c.isalnum()


def _variable_at(path, start):
    """The name of the variable whose '$' stands before `start`, and where the text goes on; None if it is none."""
    if path[start:start + 1] == '{':
        close = path.find('}', start)
        return (None, start) if close < 0 else (path[start + 1:close], close + 1)
    end = start
    while end < len(path) and _is_word(path[end]):
        end += 1
    return (path[start:end] or None, end)


def expandvars(path):
    """Expand shell variables of form $var and ${var}.  Unknown variables are left unchanged."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return path if b'$' not in path else os.fsencode(expandvars(os.fsdecode(path)))
    parts = []
    done = 0
    while (dollar := path.find('$', done)) >= 0:
        name, end = _variable_at(path, dollar + 1)
        value = None if name is None else os.environ.get(name)
        parts.append(path[done:dollar])
        parts.append(path[dollar:max(end, dollar + 1)] if value is None else value)
        done = max(end, dollar + 1)
    parts.append(path[done:])
    return ''.join(parts)


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    return _path_normpath(path)


def abspath(path):
    """Return an absolute path."""
    path = os.fspath(path)
    if not path.startswith(_get_sep(path)):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename, /, *, strict=False):
    """Return the canonical path of the specified filename, eliminating any symbolic links in it.

    With strict=True every part has to exist, and a loop of links is an error; with strict=ALLOW_MISSING parts may be
    missing. Otherwise what cannot be looked at stays as it is.
    """
    filename = os.fspath(filename)
    if isinstance(filename, bytes):
        slash, dot, up, here = b'/', b'.', b'..', os.getcwdb
    else:
        slash, dot, up, here = '/', '.', '..', os.getcwd
    if strict is ALLOW_MISSING:
        tolerated = FileNotFoundError
    elif strict:
        tolerated = ()
    else:
        tolerated = OSError

    # The parts still to be looked at, the next one last. A None says that the link named below it is resolved.
    rest = filename.split(slash)[::-1]
    path = slash if filename.startswith(slash) else here()
    resolved = {}  # link: its target, or None while that is being looked for
    while rest:
        name = rest.pop()
        if name is None:
            resolved[rest.pop()] = path
            continue
        if not name or name == dot:
            continue
        if name == up:
            path = path[:path.rfind(slash)] or slash
            continue
        new = path + name if path == slash else path + slash + name
        try:
            mode = os.lstat(new).st_mode
            if not stat.S_ISLNK(mode):
                if strict and rest and rest[-1] is not None and not stat.S_ISDIR(mode):
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), new)
                path = new
                continue
            if new in resolved:
                known = resolved[new]
                if known is not None:
                    path = known
                    continue
                if strict:
                    os.stat(new)  # a loop: the system says so
                path = new
                continue
            target = os.readlink(new)
        except tolerated:
            path = new
            continue
        if target.startswith(slash):
            path = slash
        resolved[new] = None
        rest.append(new)
        rest.append(None)
        rest.extend(target.split(slash)[::-1])
    return path


def relpath(path, start=None):
    """Return a relative version of a path"""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    dot, slash, up = (b'.', b'/', b'..') if isinstance(path, bytes) else ('.', '/', '..')
    start = dot if start is None else os.fspath(start)
    try:
        start_parts = [x for x in abspath(start).lstrip(slash).split(slash) if x]
        path_parts = [x for x in abspath(path).lstrip(slash).split(slash) if x]
        common = len(commonprefix([start_parts, path_parts]))
        parts = [up] * (len(start_parts) - common) + path_parts[common:]
        return slash.join(parts) if parts else dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """Given a sequence of path names, returns the longest common sub-path."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    slash, dot = (b'/', b'.') if isinstance(paths[0], bytes) else ('/', '.')
    try:
        if len({p.startswith(slash) for p in paths}) > 1:
            raise ValueError("Can't mix absolute and relative paths")
        split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
        common = commonprefix(split_paths)
        return (slash if paths[0].startswith(slash) else slash[:0]) + slash.join(common)
    except (TypeError, AttributeError):
        genericpath._check_arg_types('commonpath', *paths)
        raise
