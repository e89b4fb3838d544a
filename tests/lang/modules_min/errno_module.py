# errno: numbers, names, and the exceptions that OSError turns into.
import errno

print(errno.ENOENT, errno.EACCES, errno.EEXIST, errno.EINVAL, errno.EPIPE, errno.EAGAIN, errno.EWOULDBLOCK, errno.EINTR, errno.ENOTDIR, errno.EISDIR, errno.ENOTEMPTY, errno.ENOSPC, errno.EMFILE, errno.EPERM, errno.ECHILD, errno.ETIMEDOUT, errno.ECONNREFUSED)
print(errno.errorcode[2], errno.errorcode[errno.EACCES], len(errno.errorcode) > 100, type(errno.errorcode).__name__, errno.__name__)
for code in (errno.EAGAIN, errno.EALREADY, errno.EINPROGRESS, errno.EPIPE, errno.ESHUTDOWN, errno.ECHILD, errno.ECONNABORTED, errno.ECONNREFUSED, errno.ECONNRESET, errno.EEXIST, errno.ENOENT, errno.EINTR, errno.EISDIR, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.ESRCH, errno.ETIMEDOUT, errno.EINVAL, 12345):
    print(errno.errorcode.get(code), type(OSError(code, "m")).__name__)
try:
    open("no such file")
except OSError as e:
    print(e.errno == errno.ENOENT, e.strerror, e.filename)
try:
    errno.NOTHING
except AttributeError as e:
    print(e)
