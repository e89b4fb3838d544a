# SPDX-License-Identifier: MIT
"""
What the path modules of all systems have in common: questions about files, and common beginnings.
"""
import os
import stat

__all__ = ["commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize", "isdevdrive", "isdir", "isfile",
           "isjunction", "islink", "lexists", "samefile", "sameopenfile", "samestat", "ALLOW_MISSING"]


def _mode(path, follow=True):
    """The mode of a file; 0, which no file has, if there is none or its name cannot be one."""
    try:
        return os.stat(path, follow_symlinks=follow).st_mode if follow else os.lstat(path).st_mode
    except (OSError, ValueError):
        return 0


def exists(path):
    """Test whether a path exists.  Returns False for broken symbolic links"""
    return _mode(path) != 0


def lexists(path):
    """Test whether a path exists.  Returns True for broken symbolic links"""
    return _mode(path, False) != 0


def isfile(path):
    """Test whether a path is a regular file"""
    return stat.S_ISREG(_mode(path))


def isdir(s):
    """Return true if the pathname refers to an existing directory."""
    return stat.S_ISDIR(_mode(s))


def islink(path):
    """Test whether a path is a symbolic link"""
    return stat.S_ISLNK(_mode(path, False))


def isjunction(path):
    """Test whether a path is a junction.  Junctions are not supported on the current platform"""
    os.fspath(path)
    return False


def isdevdrive(path):
    """Determines whether the specified path is on a Windows Dev Drive.  Dev Drives are not supported on the
    current platform"""
    os.fspath(path)
    return False


def getsize(filename):
    """Return the size of a file, reported by os.stat()."""
    return os.stat(filename).st_size


def getmtime(filename):
    """Return the last modification time of a file, reported by os.stat()."""
    return os.stat(filename).st_mtime


def getatime(filename):
    """Return the last access time of a file, reported by os.stat()."""
    return os.stat(filename).st_atime


def getctime(filename):
    """Return the metadata change time of a file, reported by os.stat()."""
    return os.stat(filename).st_ctime


def commonprefix(m, /):
    """Given a list of pathnames, returns the longest common leading component"""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def samestat(s1, s2):
    """Test whether two stat buffers reference the same file"""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Test whether two pathnames reference the same actual file or directory"""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Test whether two open file objects reference the same file"""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _splitext(p, sep, altsep, extsep):
    """The extension begins at the last dot behind the last separator, leading dots of the name left out."""
    start = p.rfind(sep)
    if altsep:
        start = max(start, p.rfind(altsep))
    dot = p.rfind(extsep)
    if dot > start and p[start + 1:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, p[:0]


def _check_arg_types(funcname, *args):
    """Raise the TypeError for arguments that are not all str or all bytes; return if they are."""
    kinds = set()
    for s in args:
        if isinstance(s, str):
            kinds.add(str)
        elif isinstance(s, bytes):
            kinds.add(bytes)
        else:
            raise TypeError(f'{funcname}() argument must be str, bytes, or os.PathLike object, '
                            f'not {s.__class__.__name__!r}') from None
    if len(kinds) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


class _AllowMissing:
    """What ALLOW_MISSING is: realpath(strict=ALLOW_MISSING) lets files be missing, and nothing else go wrong."""

    def __repr__(self):
        return 'os.path.ALLOW_MISSING'

    def __reduce__(self):
        return 'ALLOW_MISSING'


_AllowMissing.__name__ = _AllowMissing.__qualname__ = 'ALLOW_MISSING'
ALLOW_MISSING = _AllowMissing()
