# SPDX-License-Identifier: MIT
"""Constants/functions for interpreting results of os.stat() and os.lstat().

Suggested usage: from stat import *
"""
# Places in the tuple that os.stat() gives.
ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)

# Types of files, and those that this system does not have.
S_IFDIR, S_IFCHR, S_IFBLK, S_IFREG = 0o040000, 0o020000, 0o060000, 0o100000
S_IFIFO, S_IFLNK, S_IFSOCK = 0o010000, 0o120000, 0o140000
S_IFDOOR = S_IFPORT = S_IFWHT = 0

# Permissions.
S_ISUID, S_ISGID, S_ISVTX = 0o4000, 0o2000, 0o1000
S_ENFMT = S_ISGID
S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR = 0o700, 0o400, 0o200, 0o100
S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP = 0o070, 0o040, 0o020, 0o010
S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH = 0o007, 0o004, 0o002, 0o001
S_IREAD, S_IWRITE, S_IEXEC = S_IRUSR, S_IWUSR, S_IXUSR

# Flags of files on BSD and macOS (st_flags).
UF_SETTABLE, UF_NODUMP, UF_IMMUTABLE, UF_APPEND, UF_OPAQUE = 0x0000ffff, 0x1, 0x2, 0x4, 0x8
UF_NOUNLINK, UF_COMPRESSED, UF_TRACKED, UF_DATAVAULT, UF_HIDDEN = 0x10, 0x20, 0x40, 0x80, 0x8000
SF_SETTABLE, SF_ARCHIVED, SF_IMMUTABLE, SF_APPEND = 0xffff0000, 0x10000, 0x20000, 0x40000
SF_RESTRICTED, SF_NOUNLINK, SF_SNAPSHOT = 0x80000, 0x100000, 0x200000
SF_FIRMLINK, SF_DATALESS = 0x800000, 0x40000000

# Attributes of files on Windows (st_file_attributes).
FILE_ATTRIBUTE_READONLY, FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_SYSTEM, FILE_ATTRIBUTE_DIRECTORY = 1, 2, 4, 16
FILE_ATTRIBUTE_ARCHIVE, FILE_ATTRIBUTE_DEVICE, FILE_ATTRIBUTE_NORMAL, FILE_ATTRIBUTE_TEMPORARY = 32, 64, 128, 256
FILE_ATTRIBUTE_SPARSE_FILE, FILE_ATTRIBUTE_REPARSE_POINT, FILE_ATTRIBUTE_COMPRESSED = 512, 1024, 2048
FILE_ATTRIBUTE_OFFLINE, FILE_ATTRIBUTE_NOT_CONTENT_INDEXED, FILE_ATTRIBUTE_ENCRYPTED = 4096, 8192, 16384
FILE_ATTRIBUTE_INTEGRITY_STREAM, FILE_ATTRIBUTE_VIRTUAL, FILE_ATTRIBUTE_NO_SCRUB_DATA = 32768, 65536, 131072


def S_IMODE(mode, /):
    """Return the portion of the file's mode that can be set by os.chmod()."""
    return _number(mode) & 0o7777


def S_IFMT(mode, /):
    """Return the portion of the file's mode that describes the file type."""
    return _number(mode) & 0o170000


def _number(mode):
    """A mode as the C functions take it."""
    if type(mode) is not int:
        mode = range(mode).stop  # asks for __index__
    if mode < 0:
        raise OverflowError("can't convert negative value to unsigned int")
    if mode >= 1 << 64:
        raise OverflowError("Python int too large to convert to C unsigned long")
    return mode


def _type_test(name, wanted, what):
    def test(mode, /):
        return S_IFMT(mode) == wanted != 0
    test.__name__ = test.__qualname__ = name
    test.__doc__ = f"{name}(mode) -> bool\n\nReturn True if mode is from a {what}."
    return test


S_ISDIR = _type_test("S_ISDIR", S_IFDIR, "directory")
S_ISCHR = _type_test("S_ISCHR", S_IFCHR, "character special device file")
S_ISBLK = _type_test("S_ISBLK", S_IFBLK, "block special device file")
S_ISREG = _type_test("S_ISREG", S_IFREG, "regular file")
S_ISFIFO = _type_test("S_ISFIFO", S_IFIFO, "FIFO (named pipe)")
S_ISLNK = _type_test("S_ISLNK", S_IFLNK, "symbolic link")
S_ISSOCK = _type_test("S_ISSOCK", S_IFSOCK, "socket")
S_ISDOOR = _type_test("S_ISDOOR", S_IFDOOR, "door")
S_ISPORT = _type_test("S_ISPORT", S_IFPORT, "event port")
S_ISWHT = _type_test("S_ISWHT", S_IFWHT, "whiteout")

# For each character of filemode(): the bits that make it, the first that are all set.
_filemode_table = (
    ((S_IFLNK, "l"), (S_IFSOCK, "s"), (S_IFREG, "-"), (S_IFBLK, "b"), (S_IFDIR, "d"), (S_IFCHR, "c"), (S_IFIFO, "p")),
    ((S_IRUSR, "r"),),
    ((S_IWUSR, "w"),),
    ((S_IXUSR | S_ISUID, "s"), (S_ISUID, "S"), (S_IXUSR, "x")),
    ((S_IRGRP, "r"),),
    ((S_IWGRP, "w"),),
    ((S_IXGRP | S_ISGID, "s"), (S_ISGID, "S"), (S_IXGRP, "x")),
    ((S_IROTH, "r"),),
    ((S_IWOTH, "w"),),
    ((S_IXOTH | S_ISVTX, "t"), (S_ISVTX, "T"), (S_IXOTH, "x")),
)


def filemode(mode, /):
    """Convert a file's mode to a string of the form '-rwxrwxrwx'."""
    mode = _number(mode)
    kind = S_IFMT(mode)
    text = [next((c for bits, c in _filemode_table[0] if bits == kind), "?")]
    for row in _filemode_table[1:]:
        text.append(next((c for bits, c in row if mode & bits == bits), "-"))
    return "".join(text)
