# errno: every name, and of several names for a number the one that errorcode has.
import errno

print([(name, getattr(errno, name)) for name in dir(errno) if name[0] == "E"])
print(sorted(errno.errorcode.items()))
