# SPDX-License-Identifier: MIT
"""OS routines for Linux: what the module posix has, with paths, the environment and processes on top of it.

  - files and folders: open, stat, listdir, mkdir, rename, ..., and all of os.path
  - os.environ, the environment as a mapping of str
  - os.walk, os.makedirs and others that work on whole trees
  - exec*, spawn*, popen and what processes need

Programs that use only this module and os.path run on other systems too.
"""
import abc
import posixpath as path
import stat as st
import sys
from _collections_abc import Mapping, MutableMapping, _check_methods
from posix import *
from posix import _create_environ, _exit, _have_functions, _path_normpath, environ as _initial_environ, register_at_fork
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

GenericAlias = type(list[int])

name = 'posix'
linesep = '\n'
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1
supports_bytes_environ = True

sys.modules['os.path'] = path

__all__ = ["altsep", "curdir", "pardir", "sep", "pathsep", "linesep", "defpath", "name", "path", "devnull",
           "SEEK_SET", "SEEK_CUR", "SEEK_END", "fsencode", "fsdecode", "get_exec_path", "fdopen", "extsep", "_exit"]


def _get_exports_list(module):
    try:
        return list(module.__all__)
    except AttributeError:
        return [n for n in dir(module) if n[0] != '_']


import posix
__all__.extend(_get_exports_list(posix))
del posix


# --- Which functions take which options

def _functions_with(*pairs):
    """The functions whose facility the system has: pairs (facility, name)."""
    return {globals()[function] for facility, function in pairs if facility is None or facility in _have_functions}


supports_dir_fd = _functions_with(
    ("HAVE_FACCESSAT", "access"), ("HAVE_FCHMODAT", "chmod"), ("HAVE_FCHOWNAT", "chown"), ("HAVE_FSTATAT", "stat"),
    ("HAVE_FSTATAT", "lstat"), ("HAVE_FUTIMESAT", "utime"), ("HAVE_LINKAT", "link"), ("HAVE_MKDIRAT", "mkdir"),
    ("HAVE_MKFIFOAT", "mkfifo"), ("HAVE_MKNODAT", "mknod"), ("HAVE_OPENAT", "open"), ("HAVE_READLINKAT", "readlink"),
    ("HAVE_RENAMEAT", "rename"), ("HAVE_SYMLINKAT", "symlink"), ("HAVE_UNLINKAT", "unlink"),
    ("HAVE_UNLINKAT", "rmdir"))
supports_effective_ids = _functions_with(("HAVE_FACCESSAT", "access"))
supports_fd = _functions_with(
    ("HAVE_FCHDIR", "chdir"), ("HAVE_FCHMOD", "chmod"), ("HAVE_FCHOWN", "chown"), ("HAVE_FDOPENDIR", "listdir"),
    ("HAVE_FDOPENDIR", "scandir"), ("HAVE_FEXECVE", "execve"), (None, "stat"), ("HAVE_FTRUNCATE", "truncate"),
    ("HAVE_FUTIMENS", "utime"), ("HAVE_FPATHCONF", "pathconf"), ("HAVE_FSTATVFS", "statvfs"))
supports_follow_symlinks = _functions_with(
    ("HAVE_FACCESSAT", "access"), ("HAVE_FCHOWNAT", "chown"), ("HAVE_FSTATAT", "stat"), ("HAVE_LINKAT", "link"),
    ("HAVE_UTIMENSAT", "utime"))
del _functions_with


# --- Trees of folders

def makedirs(name, mode=0o777, exist_ok=False):
    """makedirs(name [, mode=0o777][, exist_ok=False])

    Super-mkdir; create a leaf directory and all intermediate ones.  If the target directory already exists, raise an
    OSError if exist_ok is False.  Otherwise no exception is raised.
    """
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # someone else was faster
        here = curdir if isinstance(tail, str) else b'.'
        if tail == here:
            return  # "new/." is there once "new" is
    try:
        mkdir(name, mode)
    except OSError:
        # The error may be any: a read-only file system need not say that the folder exists.
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """removedirs(name)

    Super-rmdir; remove a leaf directory and all empty intermediate ones.  The first that is not empty ends it, without
    an error.
    """
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """renames(old, new)

    Super-rename; create directories as necessary and delete any left empty.
    """
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


__all__.extend(["makedirs", "removedirs", "renames"])

# With this as `followlinks` a link to a folder counts as a file, and is not among the folders.
_walk_symlinks_as_files = object()


def _read_folder(top, followlinks):
    """What lies in a folder: (folders, other files, folders to go into). May raise OSError."""
    dirs, nondirs, inside = [], [], []
    with scandir(top) as entries:
        for entry in entries:
            try:
                if followlinks is _walk_symlinks_as_files:
                    folder = entry.is_dir(follow_symlinks=False) and not entry.is_junction()
                else:
                    folder = entry.is_dir()
            except OSError:
                folder = False  # as os.path.isdir has it
            (dirs if folder else nondirs).append(entry.name)
            if not folder:
                continue
            go = bool(followlinks)
            if not go:
                try:
                    go = not entry.is_symlink() and not entry.is_junction()
                except OSError:
                    go = True
            if go:
                inside.append(entry.path)
    return dirs, nondirs, inside


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Directory tree generator.

    For each folder of the tree at top, top included, yields (path, names of folders, names of other files). With
    topdown the list of folders may be changed in place, to leave some out or change the order; without it a folder
    comes after what lies in it. Folders that cannot be read are left out, or given as an OSError to onerror. Links to
    folders are only followed with followlinks.
    """
    waiting = [fspath(top)]
    while waiting:
        top = waiting.pop()
        if isinstance(top, tuple):
            yield top
            continue
        try:
            dirs, nondirs, inside = _read_folder(top, followlinks)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        if topdown:
            yield top, dirs, nondirs
            # The caller may have changed dirs; and a link may have taken a folder's place meanwhile.
            for dirname in reversed(dirs):
                new = path.join(top, dirname)
                if followlinks is _walk_symlinks_as_files or followlinks or not path.islink(new):
                    waiting.append(new)
        else:
            waiting.append((top, dirs, nondirs))
            waiting.extend(reversed(inside))


def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """Directory tree generator.

    As walk(), but yields (path, names of folders, names of other files, descriptor of the folder). The descriptor is
    closed when the generator goes on. It never follows a link unless follow_symlinks says so.
    """
    top = fspath(top)
    stack = [(_fwalk_walk, (True, dir_fd, top, top, None))]
    is_bytes = isinstance(top, bytes)
    try:
        while stack:
            yield from _fwalk(stack, is_bytes, topdown, onerror, follow_symlinks)
    finally:
        # Close what is still open when the caller stops early.
        while stack:
            action, value = stack.pop()
            if action == _fwalk_close:
                close(value)


_fwalk_walk, _fwalk_yield, _fwalk_close = 0, 1, 2


def _fwalk(stack, is_bytes, topdown, onerror, follow_symlinks):
    action, value = stack.pop()
    if action == _fwalk_close:
        close(value)
        return
    if action == _fwalk_yield:
        yield value
        return
    is_root, dirfd, toppath, topname, entry = value
    try:
        if not follow_symlinks:
            # The folder that is opened must be the one that was looked at, and no link.
            before = (stat(topname, follow_symlinks=False, dir_fd=dirfd) if entry is None else
                      entry.stat(follow_symlinks=False))
        topfd = open(topname, O_RDONLY | O_NONBLOCK, dir_fd=dirfd)
    except OSError as error:
        if is_root:
            raise
        if onerror is not None:
            onerror(error)
        return
    stack.append((_fwalk_close, topfd))
    if not follow_symlinks and not (st.S_ISDIR(before.st_mode) and path.samestat(before, stat(topfd))):
        return
    dirs, nondirs = [], []
    entries = None if topdown or follow_symlinks else []
    for entry in scandir(topfd):
        name = fsencode(entry.name) if is_bytes else entry.name
        try:
            if entry.is_dir():
                dirs.append(name)
                if entries is not None:
                    entries.append(entry)
            else:
                nondirs.append(name)
        except OSError:
            try:
                if entry.is_symlink():  # one that leads nowhere
                    nondirs.append(name)
            except OSError:
                pass
    if topdown:
        yield toppath, dirs, nondirs, topfd
    else:
        stack.append((_fwalk_yield, (toppath, dirs, nondirs, topfd)))
    toppath = path.join(toppath, toppath[:0])  # with a slash at its end
    if entries is None:
        stack.extend((_fwalk_walk, (False, topfd, toppath + name, name, None)) for name in dirs[::-1])
    else:
        stack.extend((_fwalk_walk, (False, topfd, toppath + name, name, entry))
                     for name, entry in zip(dirs[::-1], entries[::-1]))


__all__.extend(["walk", "fwalk"])


# --- Other programs in this process's place

def execl(file, *args):
    """execl(file, *args)

    Execute the executable file with argument list args, replacing the current process.
    """
    execv(file, args)


def execle(file, *args):
    """execle(file, *args, env)

    Execute the executable file with argument list args and environment env, replacing the current process.
    """
    env = args[-1]
    execve(file, args[:-1], env)


def execlp(file, *args):
    """execlp(file, *args)

    Execute the executable file (which is searched for along $PATH) with argument list args, replacing the current
    process.
    """
    execvp(file, args)


def execlpe(file, *args):
    """execlpe(file, *args, env)

    Execute the executable file (which is searched for along $PATH) with argument list args and environment env,
    replacing the current process.
    """
    env = args[-1]
    execvpe(file, args[:-1], env)


def execvp(file, args):
    """execvp(file, args)

    Execute the executable file (which is searched for along $PATH) with argument list args, replacing the current
    process.  args may be a list or tuple of strings.
    """
    _execvpe(file, args)


def execvpe(file, args, env):
    """execvpe(file, args, env)

    Execute the executable file (which is searched for along $PATH) with argument list args and environment env,
    replacing the current process.  args may be a list or tuple of strings.
    """
    _execvpe(file, args, env)


__all__.extend(["execl", "execle", "execlp", "execlpe", "execvp", "execvpe"])


def _execvpe(file, args, env=None):
    run = execv if env is None else execve
    rest = (args,) if env is None else (args, env)
    if path.dirname(file):
        run(file, *rest)
        return
    # The error worth telling is the first that is not about a missing file.
    kept = None
    file = fsencode(file)
    for folder in map(fsencode, get_exec_path(env)):
        try:
            run(path.join(folder, file), *rest)
        except (FileNotFoundError, NotADirectoryError) as error:
            last = error
        except OSError as error:
            last = error
            if kept is None:
                kept = error
    if kept is not None:
        raise kept
    raise last


def get_exec_path(env=None):
    """Returns the sequence of directories that will be searched for the named executable (similar to a shell) when
    launching a process.

    *env* must be an environment variable dict or None.  If *env* is None, os.environ will be used.
    """
    if env is None:
        env = environ
    try:
        found = env.get('PATH')
    except TypeError:
        found = None
    try:
        found_bytes = env[b'PATH']
    except (KeyError, TypeError):
        pass
    else:
        if found is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        found = found_bytes
    if isinstance(found, bytes):
        found = fsdecode(found)
    return (defpath if found is None else found).split(pathsep)


# --- The environment

class _Environ(MutableMapping):
    """The environment as a mapping. A change goes to the process too, so that programs started later see it."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):  # a copy: the environment may change meanwhile
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        pairs = ', '.join(f'{self.decodekey(key)!r}: {self.decodevalue(value)!r}' for key, value in self._data.items())
        return f'environ({{{pairs}}})'

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        both = dict(self)
        both.update(other)
        return both

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        both = dict(other)
        both.update(self)
        return both


def _create_environ_mapping():
    encoding = sys.getfilesystemencoding()

    def encode(value):
        if not isinstance(value, str):
            raise TypeError(f"str expected, not {type(value).__name__}")
        return value.encode(encoding, 'surrogateescape')

    def decode(value):
        return value.decode(encoding, 'surrogateescape')

    return _Environ(_initial_environ, encode, decode, encode, decode)


environ = _create_environ_mapping()
del _create_environ_mapping, _initial_environ


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected, not {type(value).__name__}")
    return value


# The same variables, as bytes.
environb = _Environ(environ._data, _check_bytes, bytes, _check_bytes, bytes)
del _check_bytes


def reload_environ():
    """Read the environment of the process anew into os.environ and os.environb."""
    data = _create_environ()
    environ._data.clear()
    environ._data.update(data)


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist.
    The optional second argument can specify an alternate default.
    key, default and the result are str."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """Get an environment variable, return None if it doesn't exist.
    The optional second argument can specify an alternate default.
    key, default and the result are bytes."""
    return environb.get(key, default)


__all__.extend(["reload_environ", "getenv", "supports_bytes_environ", "environb", "getenvb"])


# --- File names

def fsencode(filename):
    """Encode filename (an os.PathLike, bytes, or str) to the filesystem encoding with 'surrogateescape' error handler,
    return bytes unchanged."""
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    """Decode filename (an os.PathLike, bytes, or str) from the filesystem encoding with 'surrogateescape' error
    handler, return str unchanged."""
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


_fspath = fspath


class PathLike(abc.ABC):
    """Abstract base class for implementing the file system path protocol."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """Return the file system path representation of the object."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return _check_methods(subclass, '__fspath__')
        return NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


# --- Other programs beside this one

def _spawnvef(mode, file, args, env, run):
    """Forks, runs a program in the child, and in the parent waits or gives its number."""
    if not isinstance(args, (tuple, list)):
        raise TypeError('argv must be a tuple or a list')
    if not args or not args[0]:
        raise ValueError('argv first element cannot be empty')
    pid = fork()
    if not pid:
        try:
            if env is None:
                run(file, args)
            else:
                run(file, args, env)
        except:
            pass
        finally:
            _exit(127)
    if mode == P_NOWAIT:
        return pid
    while True:
        status = waitpid(pid, 0)[1]
        if not WIFSTOPPED(status):
            return waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    """spawnv(mode, file, args) -> integer

    Execute file with arguments from args in a subprocess.  If mode == P_NOWAIT return the pid of the process.  If mode
    == P_WAIT return the process's exit code if it exits normally; otherwise return -SIG, where SIG is the signal that
    killed it."""
    return _spawnvef(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """spawnve(mode, file, args, env) -> integer

    As spawnv, with the environment env."""
    return _spawnvef(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """spawnvp(mode, file, args) -> integer

    As spawnv; file is looked for along $PATH."""
    return _spawnvef(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """spawnvpe(mode, file, args, env) -> integer

    As spawnv, with the environment env; file is looked for along $PATH."""
    return _spawnvef(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """spawnl(mode, file, *args) -> integer

    As spawnv, the arguments one by one."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """spawnle(mode, file, *args, env) -> integer

    As spawnve, the arguments one by one."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """spawnlp(mode, file, *args) -> integer

    As spawnvp, the arguments one by one."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """spawnlpe(mode, file, *args, env) -> integer

    As spawnvpe, the arguments one by one."""
    return spawnvpe(mode, file, args[:-1], args[-1])


__all__.extend(["P_WAIT", "P_NOWAIT", "P_NOWAITO", "spawnv", "spawnve", "spawnvp", "spawnvpe", "spawnl", "spawnle",
                "spawnlp", "spawnlpe"])


def popen(cmd, mode="r", buffering=-1):
    """Open a pipe to or from a command that the shell runs; close() waits for it and gives its status."""
    if not isinstance(cmd, str):
        raise TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    if mode not in ("r", "w"):
        raise ValueError(f"invalid mode {mode!r}")
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import io
    reading = mode == "r"
    ours, theirs = pipe()[::1 if reading else -1]
    try:
        pid = posix_spawn("/bin/sh", ["/bin/sh", "-c", cmd], environ,
                          file_actions=[(POSIX_SPAWN_DUP2, theirs, 1 if reading else 0)])
    except:
        close(ours)
        raise
    finally:
        close(theirs)
    return _wrap_close(io.open(ours, mode, buffering), pid)


class _wrap_close:
    """The file that popen() gives. All but close() is the pipe's."""

    def __init__(self, stream, pid):
        self._stream = stream
        self._pid = pid
        self._status = None

    def close(self):
        self._stream.close()
        if self._pid is not None:
            pid, self._pid = self._pid, None
            self._status = waitpid(pid, 0)[1]
        code = waitstatus_to_exitcode(self._status)
        if code == 0:
            return None
        return code if code < 0 else code << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


__all__.append("popen")


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """Open a descriptor as a file, as open() does."""
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def process_cpu_count():
    """Get the number of CPUs of the current process.

    Return the number of logical CPUs usable by the calling thread of the current process. Return None if
    indeterminable.
    """
    return len(sched_getaffinity(0))
